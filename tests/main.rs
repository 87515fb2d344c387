//! The one integration binary: each module holds the claims of one subject.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod allocation;
mod backtest;
mod borders;
mod check;
mod cli;
mod determinism;
#[cfg(feature = "desktop")]
mod engine;
mod expectations;
mod facts;
mod formats;
mod given;
mod maps;
mod new;
mod output;
mod parts;
mod parts_cli;
mod past;
mod problems;
mod properties;
mod reference;
mod scenarios;
mod shipped;
mod standard;
mod tidy;
mod worlds;
