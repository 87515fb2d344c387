//! Marchland simulates how two peripheral regions on either side of a border grow together, or fail to.
#![forbid(unsafe_code)]

#[cfg(feature = "desktop")]
pub mod engine;
pub mod model;
pub mod reference;
pub mod run;
pub mod scenario;

/// Optional parts that this build has: noted in what it writes.
pub const FEATURES: &[&str] = if cfg!(feature = "desktop") { &["desktop"] } else { &[] };
