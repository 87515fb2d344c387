//! The one integration binary: each module holds the claims of one subject.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[cfg(unix)]
mod again;
mod allocation;
mod analysis;
mod backtest;
mod batch;
mod beforehand;
mod borders;
mod changed;
#[cfg(feature = "desktop")]
mod charts;
mod check;
mod cli;
mod cluster;
mod debrief;
mod determinism;
mod dilemmas;
mod end_to_end;
mod endings;
#[cfg(feature = "desktop")]
mod engine;
mod expectations;
mod explained;
mod facts;
mod fan;
mod fit;
mod fit_write;
mod format_page;
mod formats;
mod fuzz;
mod given;
mod goals;
mod guide;
#[cfg(feature = "desktop")]
mod keeping;
mod kills;
mod large;
#[cfg(feature = "desktop")]
mod map_panel;
mod maps;
mod means;
mod misplaced;
mod new;
mod odds;
mod output;
mod outputs;
mod over;
#[cfg(feature = "desktop")]
mod panels;
#[cfg(feature = "desktop")]
mod panels_decide;
#[cfg(feature = "desktop")]
mod panels_frame;
#[cfg(feature = "desktop")]
mod panels_told;
mod parts;
mod parts_cli;
mod past;
mod places;
mod play;
mod problems;
mod properties;
mod readme;
mod reference;
mod reload;
mod report;
mod report_words;
mod research;
mod saves;
#[cfg(feature = "desktop")]
mod saving;
mod scenarios;
mod shipped;
mod standard;
mod studies;
mod study_commands;
mod study_page;
mod tidy;
mod understanding;
mod worlds;
