//! Machine code of segments compiled before, so that a new version of a module compiles only what has
//! changed.
//!
//! The key is Cranelift's intermediate form of a segment. Whatever differs between versions of the same
//! text (the places of other segments, literals, sites and fun entries) stands in it as numbered symbols,
//! and in the machine code as relocations.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

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

/// Code that so many versions of a module in a row have not used is forgotten: a person goes back a few steps
/// at most, and a program that reloads itself for ever must not fill the memory.
const VERSIONS: u64 = 16;

/// What is known of one module.
#[derive(Default)]
pub struct ModuleCache(Mutex<Known>);

#[derive(Default)]
struct Known {
    /// Compilations so far.
    version: u64,
    /// With the compilation that used it last.
    segments: HashMap<Key, (Arc<MachineCode>, u64)>,
}

/// The cache of a module.
pub fn of_module(module: &str) -> Arc<ModuleCache> {
    type Modules = Mutex<HashMap<String, Arc<ModuleCache>>>;
    static MODULES: OnceLock<Modules> = OnceLock::new();
    let mut modules = MODULES.get_or_init(Modules::default).lock().unwrap_or_else(PoisonError::into_inner);
    modules.entry(module.to_owned()).or_default().clone()
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

impl ModuleCache {
    fn lock(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The module is compiled once more.
    pub fn next_version(&self) {
        let mut known = self.lock();
        known.version += 1;
        let version = known.version;
        // Not each time: the look at all of a large module takes longer than most compilations.
        if version.is_multiple_of(VERSIONS / 2) {
            known.segments.retain(|_, (_, used)| *used + VERSIONS > version);
        }
    }

    /// The code compiled for a key, if it is still known.
    pub fn find(&self, key: Key) -> Option<Arc<MachineCode>> {
        let mut known = self.lock();
        let version = known.version;
        let (code, used) = known.segments.get_mut(&key)?;
        *used = version;
        Some(code.clone())
    }

    /// Keeps the code compiled for a key.
    pub fn keep(&self, key: Key, code: Arc<MachineCode>) {
        let mut known = self.lock();
        let version = known.version;
        known.segments.insert(key, (code, version));
    }
}
