//! Tables in the order of their keys, in which 1 and 1.0 are the same key.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::collections::{BTreeSet, btree_set};
use std::ops::Bound;

use crate::compare::compare;
use crate::ets::object::Object;
use crate::ets::spec::Range;
use crate::term::Term;

/// A key in the order of terms.
#[derive(Clone, Copy)]
pub struct Key(pub Term);

impl Ord for Key {
    #[inline]
    fn cmp(&self, other: &Key) -> Ordering {
        compare(self.0, other.0)
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

/// A place in the order: that of a key, or one beside a range of keys.
trait Place {
    /// How the place stands to a key.
    fn to(&self, key: Term) -> Ordering;

    /// The key; none for a place beside a range.
    fn key(&self) -> Option<Term>;
}

impl Place for Entry {
    fn to(&self, key: Term) -> Ordering {
        self.key.cmp(&Key(key))
    }

    fn key(&self) -> Option<Term> {
        Some(self.key.0)
    }
}

/// A key from which a walk goes on.
impl Place for Key {
    fn to(&self, key: Term) -> Ordering {
        self.cmp(&Key(key))
    }

    fn key(&self) -> Option<Term> {
        Some(self.0)
    }
}

/// The place before all keys of a range, or, as `Greater`, behind them.
struct Beside<'a>(&'a Range, Ordering);

impl Place for Beside<'_> {
    fn to(&self, key: Term) -> Ordering {
        // What lies in the range is on the other side.
        self.0.side(key).reverse().then(self.1)
    }

    fn key(&self) -> Option<Term> {
        None
    }
}

impl<'a> Borrow<dyn Place + 'a> for Entry {
    fn borrow(&self) -> &(dyn Place + 'a) {
        self
    }
}

impl Ord for dyn Place + '_ {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.key(), other.key()) {
            (_, Some(key)) => self.to(key),
            (Some(key), None) => other.to(key).reverse(),
            // A range is asked for from its start to its end.
            (None, None) => Ordering::Less,
        }
    }
}

impl PartialOrd for dyn Place + '_ {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for dyn Place + '_ {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for dyn Place + '_ {}

/// Objects in the order of their keys, or the last one first.
pub struct Steps<'a> {
    entries: btree_set::Range<'a, Entry>,
    backwards: bool,
}

impl<'a> Iterator for Steps<'a> {
    type Item = &'a Object;

    #[inline]
    fn next(&mut self) -> Option<&'a Object> {
        let entry = if self.backwards { self.entries.next_back() } else { self.entries.next() };
        entry.map(|entry| &entry.object)
    }
}

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
    pub fn walk(&self, from: Option<Term>, backwards: bool) -> Steps<'_> {
        let start = from.map_or(Bound::Unbounded, |key| Bound::Excluded(Key(key)));
        let entries = match backwards {
            true => self.entries.range((Bound::Unbounded, start)),
            false => self.entries.range((start, Bound::Unbounded)),
        };
        Steps { entries, backwards }
    }

    /// As [`Ordered::walk`], those of which the keys are in a range.
    pub fn walk_range(&self, range: &Range, from: Option<Term>, backwards: bool) -> Steps<'_> {
        let (before, behind) = (&Beside(range, Ordering::Less), &Beside(range, Ordering::Greater));
        let key = from.map(Key);
        let (mut start, mut end): (Bound<&dyn Place>, Bound<&dyn Place>) =
            (Bound::Excluded(before), Bound::Excluded(behind));
        match &key {
            Some(key) if range.side(key.0).is_eq() => {
                *(if backwards { &mut end } else { &mut start }) = Bound::Excluded(key);
            }
            // A walk that has left the range.
            Some(key) if range.side(key.0).is_lt() == backwards => {
                return Steps { entries: btree_set::Range::default(), backwards };
            }
            _ => {}
        }
        Steps { entries: self.entries.range::<dyn Place + '_, _>((start, end)), backwards }
    }

    /// The key after (or before) `from`, or the first (or last).
    pub fn neighbour(&self, from: Option<Term>, backwards: bool) -> Option<&Object> {
        self.walk(from, backwards).next()
    }
}
