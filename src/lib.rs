//! The program `swerl` as a library, so that its tests drive the same pieces that a person runs.

pub mod cli;
pub mod demo;
pub mod events;
pub mod render;
pub mod report;
pub mod terminal;
pub mod watch;
