//! Tables in the order of their keys, in which 1 and 1.0 are the same key.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::ops::Bound;

use crate::compare::compare;
use crate::ets::object::Object;
use crate::term::Term;

/// A key in the order of terms.
#[derive(Clone, Copy)]
pub struct Key(pub Term);

impl Ord for Key {
    fn cmp(&self, other: &Key) -> Ordering {
        match (self.0.to_small(), other.0.to_small()) {
            (Some(a), Some(b)) => a.cmp(&b),
            _ => compare(self.0, other.0),
        }
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Key) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Key) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Key {}

/// An object with its key, which lies in the object's memory.
struct Entry {
    key: Key,
    object: Object,
}

impl Borrow<Key> for Entry {
    fn borrow(&self) -> &Key {
        &self.key
    }
}

impl Ord for Entry {
    fn cmp(&self, other: &Entry) -> Ordering {
        self.key.cmp(&other.key)
    }
}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Entry) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Entry {
    fn eq(&self, other: &Entry) -> bool {
        self.key == other.key
    }
}

impl Eq for Entry {}

/// See the module.
pub struct Ordered {
    keypos: usize,
    entries: BTreeSet<Entry>,
    /// Words of all objects.
    words: usize,
}

// SAFETY: the keys are terms in the memory of the objects beside them.
unsafe impl Send for Ordered {}
// SAFETY: as above.
unsafe impl Sync for Ordered {}

impl Ordered {
    pub fn new(keypos: usize) -> Ordered {
        Ordered { keypos, entries: BTreeSet::new(), words: 0 }
    }

    /// The place of keys in objects, from 0.
    pub fn keypos(&self) -> usize {
        self.keypos
    }

    pub fn count(&self) -> usize {
        self.entries.len()
    }

    /// Adds an object, in place of one with the same key.
    pub fn insert(&mut self, object: Object) {
        let key = Key(object.key(self.keypos));
        self.words += object.words();
        if let Some(old) = self.entries.replace(Entry { key, object }) {
            self.words -= old.object.words();
        }
    }

    /// Words of all objects.
    pub fn words(&self) -> usize {
        self.words
    }

    pub fn lookup(&self, key: Term) -> Option<Term> {
        self.entries.get(&Key(key)).map(|entry| entry.object.term())
    }

    /// Removes the object of a key if `which` says so; says whether there was one.
    pub fn remove(&mut self, key: Term, which: impl FnOnce(Term) -> bool) -> bool {
        match self.lookup(key) {
            Some(object) if which(object) => {
                // Whoever has the key from the object itself loses it with that, which is dropped here.
                let old = self.entries.take(&Key(key));
                self.words -= old.as_ref().map_or(0, |old| old.object.words());
                old.is_some()
            }
            _ => false,
        }
    }

    /// The objects after (or, backwards, before) `from`, or all.
    pub fn walk(&self, from: Option<Term>, backwards: bool) -> Box<dyn Iterator<Item = &Object> + '_> {
        let start = from.map_or(Bound::Unbounded, |key| Bound::Excluded(Key(key)));
        if backwards {
            Box::new(self.entries.range((Bound::Unbounded, start)).rev().map(|entry| &entry.object))
        } else {
            Box::new(self.entries.range((start, Bound::Unbounded)).map(|entry| &entry.object))
        }
    }

    /// The key after (or before) `from`, or the first (or last).
    pub fn neighbour(&self, from: Option<Term>, backwards: bool) -> Option<Term> {
        let start = from.map_or(Bound::Unbounded, |key| Bound::Excluded(Key(key)));
        let entry = match backwards {
            true => self.entries.range((Bound::Unbounded, start)).next_back(),
            false => self.entries.range((start, Bound::Unbounded)).next(),
        };
        entry.map(|entry| entry.key.0)
    }
}
