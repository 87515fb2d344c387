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
mod fit;
mod fit_write;
mod format_page;
mod formats;
mod given;
mod guide;
mod maps;
mod new;
mod output;
#[cfg(feature = "desktop")]
mod panels;
mod parts;
mod parts_cli;
mod past;
mod problems;
mod properties;
mod reference;
mod reload;
#[cfg(feature = "desktop")]
mod saving;
mod scenarios;
mod shipped;
mod standard;
mod tidy;
mod worlds;
