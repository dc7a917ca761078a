//! Registered names of processes.

use std::collections::HashMap;
use std::sync::{LazyLock, PoisonError, RwLock};

use crate::atom::{self, Atom};
use crate::term::Term;

/// Name to pid. Written by `register`, `unregister` and the end of a process; read by every send to a
/// name.
static NAMES: LazyLock<RwLock<HashMap<Atom, Term>>> = LazyLock::new(Default::default);

/// The process of a name.
pub fn whereis(name: Atom) -> Option<Term> {
    NAMES.read().unwrap_or_else(PoisonError::into_inner).get(&name).copied()
}

/// Gives a name to a process. `false`: the name is taken, or is `undefined`. That the process lives and has
/// no other name is the caller's to check.
pub fn register(name: Atom, pid: Term) -> bool {
    if name == atom::UNDEFINED {
        return false;
    }
    let mut names = NAMES.write().unwrap_or_else(PoisonError::into_inner);
    match names.entry(name) {
        std::collections::hash_map::Entry::Occupied(_) => false,
        std::collections::hash_map::Entry::Vacant(place) => {
            place.insert(pid);
            true
        }
    }
}

/// Takes a name away; gives whose it was.
pub fn unregister(name: Atom) -> Option<Term> {
    NAMES.write().unwrap_or_else(PoisonError::into_inner).remove(&name)
}

/// All names.
pub fn registered() -> Vec<(Atom, Term)> {
    let names = NAMES.read().unwrap_or_else(PoisonError::into_inner);
    names.iter().map(|(&name, &pid)| (name, pid)).collect()
}
