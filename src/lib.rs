//! The program `swerl` as a library, so that its tests drive the same pieces that a person runs.

pub mod check;
pub mod cli;
pub mod demo;
pub mod events;
mod exception;
mod interrupts;
pub mod limits;
mod moves;
mod operators;
mod otp;
mod output;
pub mod prompt;
pub mod render;
pub mod report;
mod reporter;
pub mod run;
mod schedulers;
mod session;
mod tables;
pub mod terminal;
pub mod watch;
