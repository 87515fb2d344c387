//! The window: Bevy shows a run in play, reads its scenario again when a file changes, and answers what a person asks.
//!
//! Only here do panels and engine meet.

mod asks;
mod desk;
mod keeping;
mod pictures;
pub mod reload;
mod sessions;
pub mod watch;
mod window;

pub use window::open;
