//! The one integration binary: each module holds the claims of one subject.
//! All integration tests in one binary.

#[cfg(feature = "desktop")]
mod engine;
#[cfg(feature = "desktop")]
mod given;
