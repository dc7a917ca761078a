//! The built-in functions by name.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::atomic::Ordering;
use std::sync::{LazyLock, PoisonError, RwLock};

use crate::atom::Atom;
use crate::bif::Bif;
use crate::code::entries;
use crate::exports;

/// Module, name and arity.
type Name = (Atom, Atom, u32);

/// Written at start and by [`add`].
static BIFS: LazyLock<RwLock<HashMap<Name, &'static Bif, BuildHasherDefault<NameHasher>>>> =
    LazyLock::new(|| RwLock::new(crate::bifs::all().into_iter().map(leaked).collect()));

/// Hashes a few small numbers, which nobody chooses so that they collide.
#[derive(Default)]
struct NameHasher(u64);

impl Hasher for NameHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.write_u32(u32::from(byte)));
    }

    fn write_u32(&mut self, number: u32) {
        // The multiplier of Fibonacci hashing; the rotation brings its best bits down.
        self.0 = (self.0 ^ u64::from(number)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(26);
    }
}

fn leaked(bif: Bif) -> (Name, &'static Bif) {
    ((bif.module, bif.name, bif.arity), Box::leak(Box::new(bif)))
}

/// The built-in function of a name.
pub fn find(module: Atom, name: Atom, arity: u32) -> Option<&'static Bif> {
    BIFS.read().unwrap_or_else(PoisonError::into_inner).get(&(module, name, arity)).copied()
}

/// Adds built-in functions; one of a name that there is already takes its place.
pub fn add(bifs: Vec<Bif>) {
    for bif in bifs {
        let (key, bif) = leaked(bif);
        BIFS.write().unwrap_or_else(PoisonError::into_inner).insert(key, bif);
        if let Some(cell) = exports::existing(bif.module, bif.name, bif.arity) {
            cell.publish(thunk(bif));
        }
    }
}

/// The built-in functions of a module: name and arity.
pub fn of_module(module: Atom) -> Vec<&'static Bif> {
    let bifs = BIFS.read().unwrap_or_else(PoisonError::into_inner);
    bifs.values().filter(|bif| bif.module == module).copied().collect()
}

/// The names of the modules that have built-in functions, each once for every function.
pub fn modules() -> Vec<&'static str> {
    let bifs = BIFS.read().unwrap_or_else(PoisonError::into_inner);
    bifs.values().map(|bif| bif.module.name()).collect()
}

/// The code through which an export cell calls a built-in function; made when first asked for.
pub fn thunk(bif: &'static Bif) -> *const u8 {
    let made = bif.thunk.load(Ordering::Acquire);
    if !made.is_null() {
        return made;
    }
    let fresh = (entries().bif_thunk)(bif) as *mut u8;
    // Two threads may make one each; all use the first.
    match bif.thunk.compare_exchange(std::ptr::null_mut(), fresh, Ordering::AcqRel, Ordering::Acquire) {
        Ok(_) => fresh,
        Err(first) => first,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    #[test]
    fn every_built_in_is_declared_once() {
        let mut seen = HashSet::new();
        for bif in crate::bifs::all() {
            let key = (bif.module, bif.name, bif.arity);
            assert!(seen.insert(key), "{key:?} is declared twice");
        }
    }
}
