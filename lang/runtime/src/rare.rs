//! What most processes have none of, kept out of the process itself: links, monitors, dictionary.

use std::sync::Arc;

use crate::alias::Lasts;
use crate::atom::Atom;
use crate::bits::block::Binaries;
use crate::dictionary::Dictionary;
use crate::exit::Ending;
use crate::links::Links;
use crate::owned::OwnedTerm;
use crate::request::Answer;
use crate::suspend::Suspension;
use crate::term::Term;
use crate::ties::Ties;
use crate::tuning::Tuning;

/// Called with the exit reason when a process has ended.
pub type EndFn = Box<dyn FnOnce(OwnedTerm) + Send>;

/// A monitor that a process holds on another.
#[derive(Debug, Clone, Copy)]
pub struct Watched {
    /// The process; `[]` for one that was not there, and for what is no process, as the clock, its kind.
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
    /// Collections since then.
    pub collections: u16,
    /// When so many times as many words as are old have been allocated, everything is copied; 0: not known yet.
    pub patience: usize,
    /// Words in use when everything was copied because the process had waited for long.
    pub tidied: Option<usize>,
    /// The old objects that point to blocks of bytes.
    pub binaries: Binaries,
    /// Bytes of these beyond which everything is copied.
    pub binary_bound: usize,
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

/// See the module.
pub struct Rare {
    pub links: Links,
    /// By the payload of their reference.
    pub monitors: Ties<Watched>,
    /// By the payload of their reference.
    pub watchers: Ties<Watcher>,
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
    pub aliases: Ties<Lasts>,
    /// What stands in place of `'DOWN'` in the messages of monitors, by the payload of their reference.
    pub tags: Ties<OwnedTerm>,
    /// Whom the process has suspended, and who has suspended it.
    pub suspension: Option<Box<Suspension>>,
    /// The module that handles calls of functions that are not there; `None`: the usual one.
    pub error_handler: Option<Atom>,
    /// What `process_flag(scheduler, N)` was given last; it goes where there is room all the same.
    pub scheduler: u32,
    /// How many times the process has asked to be told of nodes, of which none ever comes or goes.
    pub nodes_watched: u32,
    /// Of one that has ended: what is left to do.
    pub ending: Option<Box<Ending>>,
}

impl Default for Rare {
    fn default() -> Rare {
        Rare {
            links: Links::default(),
            monitors: Ties::default(),
            watchers: Ties::default(),
            dictionary: Dictionary::default(),
            group_leader: None,
            ends: Vec::new(),
            answer: None,
            binaries: Binaries::new(),
            binary_bound: Tuning::default().binary_bound(),
            aged: Aged::default(),
            tuning: Tuning::default(),
            aliases: Ties::default(),
            tags: Ties::default(),
            suspension: None,
            error_handler: None,
            scheduler: 0,
            nodes_watched: 0,
            ending: None,
        }
    }
}

impl Rare {
    /// Bytes that this takes, about: the terms of a dictionary lie in the process's heap.
    pub fn bytes(&self) -> usize {
        let tied = self.links.bytes() + self.monitors.bytes() + self.watchers.bytes();
        let named = self.aliases.bytes() + self.tags.bytes();
        size_of::<Rare>() + tied + named + self.dictionary.bytes()
    }

    /// Bytes that the process is to answer for when memory is short, those of binaries included, from any thread. A
    /// monitor's other end counts with who holds it: whoever is watched has no part in that.
    ///
    /// # Safety
    /// `this` is alive; it may change meanwhile.
    pub(crate) unsafe fn bytes_seen(this: *const Rare) -> usize {
        // SAFETY: the caller's promise.
        unsafe {
            let binaries = Binaries::bytes_seen(&raw const (*this).binaries)
                + Binaries::bytes_seen(&raw const (*this).aged.binaries);
            let tied = Links::bytes_seen(&raw const (*this).links)
                + Ties::bytes_seen(&raw const (*this).monitors) * 2
                + Ties::bytes_seen(&raw const (*this).aliases)
                + Ties::bytes_seen(&raw const (*this).tags);
            size_of::<Rare>() + binaries + tied + Dictionary::bytes_seen(&raw const (*this).dictionary)
        }
    }

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
