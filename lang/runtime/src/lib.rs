//! What compiled programs run on: terms, heaps, processes, schedulers and built-in functions.
//!
//! The runtime knows no syntax and generates no code. Compiled code and the runtime meet in [`code`].

pub mod atom;
pub mod bif;
pub mod bifs;
pub mod build;
pub mod code;
pub mod literals;
pub mod process;
pub mod term;
