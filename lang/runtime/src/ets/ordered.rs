//! Tables in the order of their keys, in which 1 and 1.0 are the same key.

use std::borrow::Borrow;
use std::cell::{Cell, RefCell};
use std::cmp::Ordering;
use std::collections::{BTreeSet, btree_set};
use std::ops::Bound;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use crate::compare::{compare, exactly_equal};
use crate::ets::object::{Object, key_of, overwrite};
use crate::ets::spec::Range;
use crate::term::{NIL, Term};

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

/// The place right behind a key, or right before it, in which no key is. It notes the key that is nearest on the other side: a
/// search has to compare with that one, and with no other on that side after it.
struct Next {
    key: Term,
    backwards: bool,
    nearest: Cell<Option<Term>>,
}

impl Place for Next {
    fn to(&self, key: Term) -> Ordering {
        let side = if self.backwards { Ordering::Greater } else { Ordering::Less };
        if compare(self.key, key) != side {
            return side.reverse();
        }
        self.nearest.set(Some(key));
        side
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
        if let Some(key) = other.key() {
            return self.to(key);
        }
        // A range is asked for from its start to its end.
        self.key().map_or(Ordering::Less, |key| other.to(key).reverse())
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

impl<'a> Steps<'a> {
    #[inline]
    fn entry(&mut self) -> Option<&'a Entry> {
        if self.backwards { self.entries.next_back() } else { self.entries.next() }
    }
}

impl<'a> Iterator for Steps<'a> {
    type Item = &'a Object;

    #[inline]
    fn next(&mut self) -> Option<&'a Object> {
        self.entry().map(|entry| &entry.object)
    }
}

/// Keys that a run has at most.
const LONGEST: usize = 32;

/// Some keys of a table that follow each other: where a scheduler's last walk is, so that its next step takes no search.
struct Run {
    /// The table, and how often it had changed: the keys lie in its objects, so that afterwards they may be gone.
    of: (u64, u64),
    backwards: bool,
    keys: [Term; LONGEST],
    count: usize,
    /// The key that was given out last.
    at: usize,
}

thread_local! {
    static RUN: RefCell<Run> =
        const { RefCell::new(Run { of: (0, 0), backwards: false, keys: [NIL; LONGEST], count: 0, at: 0 }) };
}

impl Run {
    /// The key after (or before) another. A run that comes to its end becomes a longer one.
    fn next(&mut self, table: &Ordered, from: Term, backwards: bool) -> Option<Term> {
        let of = (table.id, table.changes);
        if self.of != of || self.backwards != backwards || !exactly_equal(self.keys[self.at], from) {
            let key = table.nearest(from, backwards)?;
            (self.of, self.backwards, self.count, self.at) = (of, backwards, 1, 0);
            self.keys[0] = key;
            return Some(key);
        }
        self.at += 1;
        if self.at == self.count {
            let mut steps = table.walk(Some(from), backwards);
            let most = LONGEST.min(self.count * 2);
            let found = self.keys[..most].iter_mut().map_while(|key| {
                *key = steps.entry()?.key.0;
                Some(())
            });
            (self.count, self.at) = (found.count(), 0);
            if self.count == 0 {
                self.of = (0, 0);
                return None;
            }
        }
        Some(self.keys[self.at])
    }
}

/// See the module.
pub struct Ordered {
    keypos: usize,
    entries: BTreeSet<Entry>,
    /// Words of all objects.
    words: usize,
    /// No other table has or had it, and none has 0.
    id: u64,
    /// How often objects have come or gone.
    changes: u64,
}

// SAFETY: the keys are terms in the memory of the objects beside them.
unsafe impl Send for Ordered {}
// SAFETY: as above.
unsafe impl Sync for Ordered {}

impl Ordered {
    pub fn new(keypos: usize) -> Ordered {
        static LAST: AtomicU64 = AtomicU64::new(0);
        let id = LAST.fetch_add(1, Relaxed) + 1;
        Ordered { keypos, entries: BTreeSet::new(), words: 0, id, changes: 0 }
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
        self.changes += 1;
        if let Some(old) = self.entries.replace(Entry { key, object }) {
            self.words -= old.object.words();
        }
    }

    /// Adds a copy of a flat tuple; where an object with its key has as much room, that is written over.
    pub fn insert_flat(&mut self, tuple: Term) {
        let old = self.lookup(key_of(tuple, self.keypos));
        // SAFETY: the object is in this table, which the caller has for itself.
        if !old.is_some_and(|object| unsafe { overwrite(object, tuple) }) {
            self.insert(Object::new(tuple));
        }
    }

    /// Words of all objects.
    pub fn words(&self) -> usize {
        self.words
    }

    pub fn lookup(&self, key: Term) -> Option<Term> {
        self.object(key).map(Object::term)
    }

    /// The object of a key.
    pub fn object(&self, key: Term) -> Option<&Object> {
        self.entries.get(&Key(key)).map(|entry| &entry.object)
    }

    /// Removes the object of a key if `which` says so; says whether there was one.
    pub fn remove(&mut self, key: Term, which: impl FnOnce(Term) -> bool) -> bool {
        match self.lookup(key) {
            Some(object) if which(object) => {
                // Whoever has the key from the object itself loses it with that, which is dropped here.
                let old = self.entries.take(&Key(key));
                self.words -= old.as_ref().map_or(0, |old| old.object.words());
                self.changes += 1;
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

    /// The first key, or the last.
    pub fn end(&self, backwards: bool) -> Option<Term> {
        let entry = if backwards { self.entries.last() } else { self.entries.first() };
        entry.map(|entry| entry.key.0)
    }

    /// The key after (or before) another.
    #[inline]
    pub fn neighbour(&self, from: Term, backwards: bool) -> Option<Term> {
        RUN.with_borrow_mut(|run| run.next(self, from, backwards))
    }

    /// As [`Ordered::neighbour`], by a search.
    fn nearest(&self, from: Term, backwards: bool) -> Option<Term> {
        let next = Next { key: from, backwards, nearest: Cell::new(None) };
        let found = self.entries.get::<dyn Place + '_>(&next);
        debug_assert!(found.is_none());
        next.nearest.get()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::build::{self, Arena};

    fn object(key: i64) -> Object {
        Object::new(build::tuple(&mut Arena::new(), &[Term::small(key)]))
    }

    #[test]
    fn neighbours_are_those_in_the_order() {
        let (mut table, mut other) = (Ordered::new(0), Ordered::new(0));
        let mut model = BTreeSet::new();
        let mut random = 7usize;
        (0..40).for_each(|key| other.insert(object(key * 5)));
        for round in 0..3000 {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let (mut key, what) = ((random >> 33) as i64 % 300, random >> 61);
            match what {
                0 => assert_eq!(table.remove(Term::small(key), |_| true), model.remove(&key)),
                1 | 2 => {
                    table.insert(object(key));
                    model.insert(key);
                }
                _ => {}
            }
            let steps = if round % 50 == 0 { 400 } else { 3 };
            for step in 0..steps {
                let backwards = what > 4;
                let expected = match backwards {
                    true => model.range(..key).next_back(),
                    false => model.range(key + 1..).next(),
                };
                let found = table.neighbour(Term::small(key), backwards);
                assert_eq!(found, expected.map(|&key| Term::small(key)));
                if step % 7 == 6 {
                    assert_eq!(
                        other.neighbour(Term::small(11), backwards),
                        Some(Term::small(if backwards { 10 } else { 15 }))
                    );
                }
                match expected {
                    Some(&next) => key = next,
                    None => break,
                }
            }
            let ends = (model.first(), model.last());
            assert_eq!(
                (table.end(false), table.end(true)),
                (ends.0.map(|&key| Term::small(key)), ends.1.map(|&key| Term::small(key)))
            );
        }
    }
}
