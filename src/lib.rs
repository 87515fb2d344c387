//! Marchland simulates how two peripheral regions on either side of a border grow together, or fail to.
#![forbid(unsafe_code)]

pub mod model;
pub mod scenario;
