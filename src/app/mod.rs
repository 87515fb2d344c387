//! The window: Bevy shows a run in play, reads its scenario again when a file changes, and answers what a person asks.
//!
//! Only here do panels and engine meet.

mod ahead;
mod asks;
mod desk;
mod exports;
pub mod keeping;
mod pictures;
mod pondering;
pub mod reload;
mod sessions;
pub mod watch;
mod window;
pub mod writer;

pub use window::open;
