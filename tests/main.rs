//! The one integration binary: each module holds the claims of one subject.

mod cli;
#[cfg(feature = "desktop")]
mod engine;
mod facts;
mod given;
mod past;
mod properties;
mod scenarios;
mod shipped;
mod standard;
mod worlds;
