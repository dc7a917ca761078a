//! What compiled programs run on: terms, heaps, processes, schedulers and built-in functions.
//!
//! The runtime knows no syntax and generates no code. Compiled code and the runtime meet in [`code`].

pub mod atom;
pub mod bif;
pub mod bifs;
pub mod bits;
pub mod blocking;
pub mod build;
pub mod census;
pub mod clock;
pub mod code;
pub mod compare;
pub mod copy;
pub mod dictionary;
pub mod ets;
pub mod exit;
pub mod exports;
pub mod fault;
pub mod files;
pub mod format;
pub mod frames;
pub mod gc;
pub mod halt;
pub mod hash;
pub mod literals;
pub mod mailbox;
pub mod map;
pub mod memory;
pub mod message;
pub mod names;
pub mod number;
pub mod observer;
pub mod output;
pub mod owned;
pub mod parking;
pub mod places;
pub mod process;
pub mod raise;
pub mod rare;
pub mod reference;
pub mod registry;
pub mod report;
pub mod request;
pub mod scheduler;
pub mod signals;
pub mod spawn;
mod spin;
pub mod table;
pub mod term;
#[cfg(test)]
mod testing;
pub mod timers;
pub mod turn;
pub mod world;
