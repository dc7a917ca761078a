//! Registered names of processes.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{LazyLock, PoisonError, RwLock};

use crate::atom::{self, Atom};
use crate::table;
use crate::term::Term;

#[derive(Default)]
struct Names {
    pids: HashMap<Atom, Term>,
    /// By the word of the pid.
    names: HashMap<u64, Atom>,
}

/// Written by `register`, `unregister` and the end of a process that has a name; read by every send to a
/// name. Taken before a slot's lock.
static NAMES: LazyLock<RwLock<Names>> = LazyLock::new(Default::default);

/// The process of a name.
pub fn whereis(name: Atom) -> Option<Term> {
    NAMES.read().unwrap_or_else(PoisonError::into_inner).pids.get(&name).copied()
}

/// The name of a process.
pub fn name_of(pid: Term) -> Option<Atom> {
    NAMES.read().unwrap_or_else(PoisonError::into_inner).names.get(&pid.0).copied()
}

/// Gives a name to a process. `false`: the name is taken or is `undefined`, or the process has a name already
/// or has ended.
pub fn register(name: Atom, pid: Term) -> bool {
    let mut names = NAMES.write().unwrap_or_else(PoisonError::into_inner);
    // A process that ends leaves the table before it comes here, so no name stays behind.
    if name == atom::UNDEFINED || names.names.contains_key(&pid.0) || !table::set_named(pid) {
        return false;
    }
    match names.pids.entry(name) {
        Entry::Occupied(_) => return false,
        Entry::Vacant(place) => place.insert(pid),
    };
    names.names.insert(pid.0, name);
    true
}

/// Takes a name away; `false`: nobody had it.
pub fn unregister(name: Atom) -> bool {
    let mut names = NAMES.write().unwrap_or_else(PoisonError::into_inner);
    let Some(pid) = names.pids.remove(&name) else { return false };
    names.names.remove(&pid.0);
    true
}

/// Takes away the name of a process that has left the table, if it has one still.
pub fn forget(pid: Term) {
    let mut names = NAMES.write().unwrap_or_else(PoisonError::into_inner);
    if let Some(name) = names.names.remove(&pid.0) {
        names.pids.remove(&name);
    }
}

/// All names.
pub fn registered() -> Vec<Atom> {
    NAMES.read().unwrap_or_else(PoisonError::into_inner).pids.keys().copied().collect()
}
