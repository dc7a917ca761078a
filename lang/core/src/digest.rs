//! A stable hash of what a function does.

use std::collections::HashMap;
use std::fmt;

use crate::ir::{FunctionId, Module, Name};
use crate::text;

const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

/// A hash (FNV-1a, 64 bits) of a function's Core without its lines. Equal for functions that differ
/// in layout and comments alone, also between runs, machines and versions of a module; functions
/// that it calls count by name, or by the name that `names` has for them.
pub fn digest(module: &Module, function: FunctionId, names: &HashMap<FunctionId, Name>) -> u64 {
    let mut hasher = Hasher::new();
    // The hasher takes whatever is written.
    let _ = text::write_compact(&mut hasher, module, function, names);
    hasher.0
}

/// What is written, as a hash.
pub struct Hasher(u64);

impl Hasher {
    pub fn new() -> Hasher {
        Hasher(OFFSET)
    }

    pub fn value(&self) -> u64 {
        self.0
    }
}

impl fmt::Write for Hasher {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 = text.bytes().fold(self.0, |hash, byte| (hash ^ byte as u64).wrapping_mul(PRIME));
        Ok(())
    }
}
