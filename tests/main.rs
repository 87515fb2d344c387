//! The one integration binary: each module holds the claims of one subject.

mod allocation;
mod backtest;
mod cli;
mod determinism;
#[cfg(feature = "desktop")]
mod engine;
mod facts;
mod given;
mod output;
mod past;
mod problems;
mod properties;
mod reference;
mod scenarios;
mod shipped;
mod standard;
mod worlds;
