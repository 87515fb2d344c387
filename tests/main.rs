//! All integration tests in one binary.

#[cfg(feature = "desktop")]
mod engine;
#[cfg(feature = "desktop")]
mod given;
mod past;
mod standard;
