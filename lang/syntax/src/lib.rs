//! Text to syntax tree: scanner, preprocessor and parser.
//!
//! Nothing here reads a file, a clock or a process; every stage takes its input and returns its
//! output together with all diagnostics.

pub mod ast;
pub mod diagnostic;
pub mod span;
