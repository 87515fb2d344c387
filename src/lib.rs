//! Marchland simulates how two peripheral regions on either side of a border grow together, or fail to.
#![forbid(unsafe_code)]

#[cfg(feature = "desktop")]
pub mod engine;
pub mod model;
pub mod run;
pub mod scenario;
