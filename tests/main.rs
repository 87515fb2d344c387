//! The one integration binary: each module holds the claims of one subject.

#[cfg(feature = "desktop")]
mod engine;
mod facts;
mod given;
mod output;
mod past;
mod properties;
mod reference;
mod scenarios;
mod shipped;
mod standard;
mod worlds;
