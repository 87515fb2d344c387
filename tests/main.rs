//! All integration tests in one binary.

#[cfg(feature = "desktop")]
mod engine;
mod given;
mod past;
mod properties;
mod standard;
mod worlds;
