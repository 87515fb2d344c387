//! Marchland simulates how two peripheral regions on either side of a border grow together, or fail to.
#![forbid(unsafe_code)]

#[cfg(feature = "desktop")]
pub mod app;
pub mod built;
#[cfg(feature = "desktop")]
pub mod engine;
pub mod model;
#[cfg(feature = "desktop")]
pub mod panels;
pub mod reference;
pub mod run;
pub mod saves;
pub mod scenario;
pub mod settings;
pub mod study;
pub mod whole;
pub mod window;
pub mod words;

/// Optional parts that this build has: noted in what it writes.
pub const FEATURES: &[&str] = if cfg!(feature = "desktop") { &["desktop"] } else { &[] };

/// Opens the window, where this build has one.
#[cfg(feature = "desktop")]
pub const WINDOW: Option<window::Open> = Some(app::open);
/// Opens the window, where this build has one.
#[cfg(not(feature = "desktop"))]
pub const WINDOW: Option<window::Open> = None;
