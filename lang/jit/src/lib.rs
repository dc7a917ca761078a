//! Core to machine code, with Cranelift.
//!
//! [`start`] installs what the runtime enters; [`compile`] makes the code of a whole module, [`Lazy`]
//! that of single functions of a standard module as they are called.

mod analysis;
mod carried;
mod construct;
mod emit;
mod function_code;
mod hints;
mod inline;
mod isa;
mod layout;
mod leaves;
mod link;
mod listing;
mod look_up;
mod memory;
mod relocation;
mod segment_cache;
mod strip;
mod stubs;
mod thunks;
mod unit;
mod unnamed;
mod varset;
mod version;

pub use function_code::FunctionCode;
pub use listing::{Stage, listing};
pub use thunks::start;
pub use unit::CompileError;
pub use version::{Compiled, Lazy, Reused, VersionCode, compile};
