//! What most processes have none of, kept out of the process itself: links, monitors, dictionary.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::atom::Atom;
use crate::bits::block::Binaries;
use crate::dictionary::Dictionary;
use crate::owned::OwnedTerm;
use crate::request::Answer;
use crate::term::Term;

/// A process may keep as many bytes of binaries before a collection looks which it still uses: a few hundred
/// kilobytes for every process do no harm, and most never have as many.
pub const LEAST_BINARY_BOUND: usize = 1 << 18;

/// Called with the exit reason when a process has ended.
pub type EndFn = Box<dyn FnOnce(OwnedTerm) + Send>;

/// A monitor that a process holds on another.
#[derive(Debug, Clone, Copy)]
pub struct Watched {
    pub pid: Term,
    /// What the `'DOWN'` message names: the pid, or `{Name, Node}` for a monitor by name.
    pub name: Option<Atom>,
}

/// A monitor that another holds on the process.
#[derive(Debug, Clone, Copy)]
pub struct Watcher {
    pub pid: Term,
    pub name: Option<Atom>,
}

/// See the module.
pub struct Rare {
    /// Payloads of the pids that the process is linked with.
    pub links: BTreeSet<u64>,
    /// By the payload of their reference.
    pub monitors: BTreeMap<u64, Watched>,
    /// By the payload of their reference.
    pub watchers: BTreeMap<u64, Watcher>,
    pub dictionary: Dictionary,
    /// `None`: the program's own.
    pub group_leader: Option<Term>,
    /// Those outside the runtime that wait for the process's end.
    pub ends: Vec<EndFn>,
    /// The answer of another process that this one waits for.
    pub answer: Option<Arc<Answer>>,
    /// The objects in the process's heap that point to blocks of bytes.
    pub binaries: Binaries,
    /// Bytes of these beyond which a collection is due; see [`crate::gc`].
    pub binary_bound: usize,
}

impl Default for Rare {
    fn default() -> Rare {
        Rare {
            links: BTreeSet::new(),
            monitors: BTreeMap::new(),
            watchers: BTreeMap::new(),
            dictionary: Dictionary::default(),
            group_leader: None,
            ends: Vec::new(),
            answer: None,
            binaries: Binaries::new(),
            binary_bound: LEAST_BINARY_BOUND,
        }
    }
}

impl Rare {
    /// What a new process starts with: nothing, as a rule.
    pub fn for_new(group_leader: Term) -> Option<Box<Rare>> {
        (group_leader != default_group_leader())
            .then(|| Box::new(Rare { group_leader: Some(group_leader), ..Rare::default() }))
    }
}

/// The group leader of processes that nobody gave another: a pid that no process has.
pub const fn default_group_leader() -> Term {
    Term::immediate(crate::term::IMM_PID, 0)
}
