//! The one integration binary: each module holds the claims of one subject.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod allocation;
mod analysis;
mod backtest;
mod batch;
mod borders;
mod check;
mod cli;
mod debrief;
mod determinism;
mod dilemmas;
mod endings;
#[cfg(feature = "desktop")]
mod engine;
mod expectations;
mod facts;
mod fan;
mod fit;
mod fit_write;
mod format_page;
mod formats;
mod given;
mod goals;
mod guide;
#[cfg(feature = "desktop")]
mod map_panel;
mod maps;
mod means;
mod new;
mod odds;
mod output;
#[cfg(feature = "desktop")]
mod panels;
#[cfg(feature = "desktop")]
mod panels_frame;
mod parts;
mod parts_cli;
mod past;
mod play;
mod problems;
mod properties;
mod reference;
mod reload;
mod saves;
#[cfg(feature = "desktop")]
mod saving;
mod scenarios;
mod shipped;
mod standard;
mod studies;
mod tidy;
mod worlds;
