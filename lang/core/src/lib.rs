//! Syntax tree to Core: name and arity checks, pattern matching as decision trees, warnings.
//!
//! A pure function of its input; nothing here reads a file, a clock or a process.

pub mod ir;
