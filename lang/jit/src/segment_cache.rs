//! Machine code of segments compiled before, so that a new version of a module compiles only what has
//! changed.
//!
//! The key is Cranelift's intermediate form of a segment. Whatever differs between versions of the same
//! text (the places of other segments, literals, sites and fun entries) stands in it as numbered symbols,
//! and in the machine code as relocations.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, OnceLock};

use cranelift_codegen::FinalizedMachReloc;
use cranelift_codegen::ir::Function;

/// A segment's code before it is placed.
pub struct MachineCode {
    pub bytes: Vec<u8>,
    pub relocations: Vec<FinalizedMachReloc>,
}

/// What a segment is compiled from, in 128 bits: enough that two different ones never meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key([u64; 2]);

/// Entries at which the cache is emptied: a few dozen megabytes, and more segments than the modules that a
/// person works on at a time have.
const LIMIT: usize = 1 << 16;

type Entries = Mutex<HashMap<Key, Arc<MachineCode>>>;

fn entries() -> &'static Entries {
    static ENTRIES: OnceLock<Entries> = OnceLock::new();
    ENTRIES.get_or_init(Entries::default)
}

/// The key of what was built as `function`.
pub fn key(function: &Function) -> Key {
    Key([0u64, 1].map(|seed| {
        let mut hasher = DefaultHasher::new();
        seed.hash(&mut hasher);
        function.stencil.hash(&mut hasher);
        hasher.finish()
    }))
}

/// The code compiled for a key, if it is still known.
pub fn find(key: Key) -> Option<Arc<MachineCode>> {
    entries().lock().unwrap_or_else(|poisoned| poisoned.into_inner()).get(&key).cloned()
}

/// Keeps the code compiled for a key.
pub fn keep(key: Key, code: Arc<MachineCode>) {
    let mut entries = entries().lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    if entries.len() >= LIMIT {
        entries.clear();
    }
    entries.insert(key, code);
}
