//! What most processes have none of, kept out of the process itself: links, monitors, dictionary.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::alias::Lasts;
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

/// What is old in a large heap; see [`crate::gc::minor`].
#[derive(Default)]
pub struct Aged {
    /// Words at the start of the block that hold old objects.
    pub old_words: usize,
    /// Words of memory of the block; 0: as many as are in use.
    pub capacity: usize,
    /// Words allocated since everything was copied.
    pub allocated: usize,
    /// The old objects that point to blocks of bytes.
    pub binaries: Binaries,
    /// Those that a collection has just moved, by their new places.
    pub survivors: Vec<*mut u64>,
}

impl Aged {
    /// The survivors are old now.
    pub fn take_in_survivors(&mut self) {
        for object in std::mem::take(&mut self.survivors) {
            // SAFETY: the collection that moved the objects has written them to their new places.
            unsafe { self.binaries.add(object) };
        }
    }
}

/// The bound of `max_heap_size`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MaxHeap {
    /// Words; 0: no bound.
    pub size: usize,
    pub kill: bool,
    pub error_logger: bool,
}

impl Default for MaxHeap {
    fn default() -> MaxHeap {
        MaxHeap { size: 0, kill: true, error_logger: true }
    }
}

/// What `spawn_opt` and `process_flag` set and `process_info` gives back, beside the bound of the heap of no effect.
#[derive(Debug, Clone, Copy)]
pub struct Tuning {
    pub max_heap: MaxHeap,
    pub min_heap_size: usize,
    pub min_bin_vheap_size: usize,
    pub fullsweep_after: usize,
    pub off_heap: bool,
    pub sensitive: bool,
}

impl Default for Tuning {
    fn default() -> Tuning {
        Tuning {
            max_heap: MaxHeap::default(),
            min_heap_size: 233,
            min_bin_vheap_size: 46_422,
            fullsweep_after: 65_535,
            off_heap: false,
            sensitive: false,
        }
    }
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
    pub aged: Aged,
    pub tuning: Tuning,
    /// By the payload of their reference.
    pub aliases: BTreeMap<u64, Lasts>,
    /// What stands in place of `'DOWN'` in the messages of monitors, by the payload of their reference.
    pub tags: BTreeMap<u64, OwnedTerm>,
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
            aged: Aged::default(),
            tuning: Tuning::default(),
            aliases: BTreeMap::new(),
            tags: BTreeMap::new(),
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
