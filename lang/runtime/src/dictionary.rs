//! The process dictionary.

use crate::build::tuple_elements;
use crate::compare::exactly_equal;
use crate::map::hash;
use crate::memory;
use crate::term::Term;

/// Up to this many entries a walk over them is faster than hashing the key.
const INDEX_FROM: usize = 16;

/// Keys with values, in the order of their first `put`.
#[derive(Default)]
pub struct Dictionary {
    entries: Vec<(Term, Term)>,
    /// Where entries stand, by the hashes of their keys. Empty below [`INDEX_FROM`] entries.
    index: Index,
    /// [`Dictionary::bytes`] when there was a new index.
    bytes: usize,
}

/// Places of entries, each in the slot that its hash says or in one of the next, without a gap between. A power of
/// two of slots, less than half of them taken.
#[derive(Default)]
struct Index {
    slots: Vec<Slot>,
}

#[derive(Clone, Copy)]
struct Slot {
    hash: u32,
    /// Counted from 1; 0: the slot is free.
    place: u32,
}

const FREE: Slot = Slot { hash: 0, place: 0 };

/// Spreads words.
const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

/// The hash of a key, which does not depend on where it lies.
fn hash_of(key: Term) -> u32 {
    if !key.is_pointer() {
        return (key.0.wrapping_mul(FACTOR) >> 32) as u32;
    }
    match tuple_elements(key) {
        Some(elements) if !elements.iter().any(|element| element.is_pointer()) => {
            let add = |hash: u64, element: &Term| (hash.rotate_left(5) ^ element.0).wrapping_mul(FACTOR);
            (elements.iter().fold(elements.len() as u64, add) >> 32) as u32
        }
        _ => hash::internal(key, 0),
    }
}

impl Index {
    /// The slot of the entry of which `is_it` says that it is the one.
    fn find(&self, hash: u32, is_it: impl Fn(usize) -> bool) -> Option<usize> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut at = hash as usize & mask;
        while self.slots[at].place != 0 {
            if self.slots[at].hash == hash && is_it(self.slots[at].place as usize - 1) {
                return Some(at);
            }
            at = (at + 1) & mask;
        }
        None
    }

    fn insert(&mut self, slot: Slot) {
        let mask = self.slots.len() - 1;
        let mut at = slot.hash as usize & mask;
        while self.slots[at].place != 0 {
            at = (at + 1) & mask;
        }
        self.slots[at] = slot;
    }

    /// Frees a slot; those behind it that belong further to the front move up.
    fn remove(&mut self, mut free: usize) {
        let mask = self.slots.len() - 1;
        let mut at = free;
        loop {
            at = (at + 1) & mask;
            let slot = self.slots[at];
            if slot.place == 0 {
                break;
            }
            let from_home = at.wrapping_sub(slot.hash as usize) & mask;
            if from_home >= at.wrapping_sub(free) & mask {
                self.slots[free] = slot;
                free = at;
            }
        }
        self.slots[free] = FREE;
    }
}

impl Dictionary {
    pub fn entries(&self) -> &[(Term, Term)] {
        &self.entries
    }

    /// Bytes that the dictionary takes beside the terms, about.
    pub fn bytes(&self) -> usize {
        self.entries.capacity() * size_of::<(Term, Term)>() + self.index.slots.capacity() * size_of::<Slot>()
    }

    /// [`Dictionary::bytes`], within a factor of two, from any thread.
    ///
    /// # Safety
    /// `this` is alive; it may change meanwhile.
    pub(crate) unsafe fn bytes_seen(this: *const Dictionary) -> usize {
        // SAFETY: the caller's promise; a word is written as a whole.
        unsafe { std::ptr::read_volatile(&raw const (*this).bytes) }
    }

    /// All terms that the dictionary holds.
    pub fn terms(&self) -> impl Iterator<Item = Term> + '_ {
        self.entries.iter().flat_map(|&(key, value)| [key, value])
    }

    /// All terms that the dictionary holds, for the collector. A key stays the same wherever it lies.
    pub fn terms_mut(&mut self) -> impl Iterator<Item = &mut Term> {
        self.entries.iter_mut().flat_map(|(key, value)| [key, value])
    }

    pub fn get(&self, key: Term) -> Option<Term> {
        let (place, _) = self.position(key)?;
        Some(self.entries[place].1)
    }

    /// Sets a value; gives the one before.
    pub fn put(&mut self, key: Term, value: Term) -> Option<Term> {
        if let Some((place, _)) = self.position(key) {
            return Some(std::mem::replace(&mut self.entries[place].1, value));
        }
        memory::grow(&mut self.entries, 1);
        self.entries.push((key, value));
        let count = self.entries.len();
        if count >= INDEX_FROM && count * 2 > self.index.slots.len() {
            self.rebuild();
        } else if count >= INDEX_FROM {
            self.index.insert(Slot { hash: hash_of(key), place: count as u32 });
        }
        None
    }

    /// Takes an entry out.
    pub fn erase(&mut self, key: Term) -> Option<Term> {
        let (place, slot) = self.position(key)?;
        let last = self.entries.len() - 1;
        if let Some(slot) = slot {
            // The last entry takes the place of the one that goes.
            let hash = hash_of(self.entries[last].0);
            if let Some(moved) = self.index.find(hash, |other| other == last) {
                self.index.slots[moved].place = place as u32 + 1;
            }
            self.index.remove(slot);
        }
        let (_, value) = self.entries.swap_remove(place);
        if self.entries.len() < INDEX_FROM {
            self.index.slots = Vec::new();
        }
        Some(value)
    }

    /// Takes all entries out.
    pub fn erase_all(&mut self) -> Vec<(Term, Term)> {
        self.index.slots = Vec::new();
        self.bytes = 0;
        std::mem::take(&mut self.entries)
    }

    /// Where a key's entry is, and its slot if there is an index.
    fn position(&self, key: Term) -> Option<(usize, Option<usize>)> {
        let is_it = |place: usize| exactly_equal(self.entries[place].0, key);
        if self.index.slots.is_empty() {
            return (0..self.entries.len()).find(|&place| is_it(place)).map(|place| (place, None));
        }
        let slot = self.index.find(hash_of(key), is_it)?;
        Some((self.index.slots[slot].place as usize - 1, Some(slot)))
    }

    /// Makes an index with room for as many entries again.
    fn rebuild(&mut self) {
        let slots = (self.entries.len() * 4).next_power_of_two();
        memory::ask(slots * size_of::<Slot>());
        self.index.slots = vec![FREE; slots];
        for (place, &(key, _)) in self.entries.iter().enumerate() {
            self.index.insert(Slot { hash: hash_of(key), place: place as u32 + 1 });
        }
        self.bytes = self.bytes();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::{self, Arena};

    /// Terms of all kinds of hashes, some of which are the same.
    #[test]
    fn keys_in_memory_are_found_as_others_are() {
        let mut heap = Arena::new();
        let mut key = |n: i64| match n % 3 {
            0 => Term::small(n),
            1 => build::tuple(&mut heap, &[Term::small(n / 7), Term::small(n)]),
            _ => build::float(&mut heap, n as f64),
        };
        let mut dictionary = Dictionary::default();
        let mut model = std::collections::BTreeMap::new();
        let mut seed = 1u64;
        for step in 0..20_000 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let n = (seed >> 33) as i64 % if step % 4000 < 2000 { 300 } else { 40 };
            let value = Term::small(step);
            if seed >> 20 & 1 == 0 {
                assert_eq!(dictionary.put(key(n), value), model.insert(n, value));
            } else {
                assert_eq!(dictionary.erase(key(n)), model.remove(&n));
            }
            assert_eq!(dictionary.entries().len(), model.len());
        }
        for n in 0..300 {
            assert_eq!(dictionary.get(key(n)), model.get(&n).copied(), "{n}");
        }
    }

    #[test]
    fn entries_are_found_at_any_size() {
        let mut dictionary = Dictionary::default();
        for n in 0..100 {
            assert_eq!(dictionary.put(Term::small(n), Term::small(n + 1)), None);
        }
        for n in (0..100).step_by(3) {
            assert_eq!(dictionary.erase(Term::small(n)), Some(Term::small(n + 1)));
            assert_eq!(dictionary.erase(Term::small(n)), None);
        }
        for n in 0..100 {
            let expected = (n % 3 != 0).then(|| Term::small(n + 1));
            assert_eq!(dictionary.get(Term::small(n)), expected, "{n}");
        }
        assert_eq!(dictionary.put(Term::small(1), Term::small(0)), Some(Term::small(2)));
        while let Some(&(key, _)) = dictionary.entries().first() {
            assert!(dictionary.erase(key).is_some());
        }
        assert_eq!(dictionary.get(Term::small(1)), None);
    }
}
