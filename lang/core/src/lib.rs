//! Syntax tree to Core: name and arity checks, pattern matching as decision trees, warnings.
//!
//! A pure function of its input; nothing here reads a file, a clock or a process.

mod bit_type;
mod bits;
pub mod builtins;
mod constant;
mod digest;
mod facts;
mod files;
mod fun2ms;
pub mod ir;
mod kept;
pub mod leaf;
mod legal;
mod lint;
mod lower;
mod module;
mod module_info;
mod prompt;
mod simplify;
pub mod text;
pub mod verify;
mod visit;

pub use digest::digest;
pub use kept::{FormIds, Kept, KeptForms, Lowering, Symbol};
pub use module::{Options, lower_module, lower_module_keeping};
pub use module_info::{add_module_info, checksum_of_text, sum_of};
pub use prompt::{EXPRESSIONS, PromptCode, lower_expressions};
pub use simplify::function as simplify;
