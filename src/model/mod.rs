//! What happens: two regions, the border between them, their organisations, one quarter at a time.

pub mod channel;
pub mod date;
pub mod indicator;
pub mod parameters;
pub mod setup;
