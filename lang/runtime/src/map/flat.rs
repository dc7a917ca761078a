//! Flat maps: a tuple of keys in order, and the values.

use std::cmp::Ordering;

use crate::build::{self, Heap};
use crate::compare::{compare_exactly, exactly_equal};
use crate::map::{FLAT_MAX, boxed};
use crate::term::{Kind, NIL, Term, header, header_kind};

/// Up to this many keys, looking at each of them is quicker than halving when the key is an immediate.
const FEW: usize = 8;

/// The place of a key.
pub fn position(keys: &[Term], key: Term) -> Option<usize> {
    if !key.is_pointer() {
        // Only the very same word is the same key.
        return keys.iter().position(|&other| other == key);
    }
    if keys.len() <= FEW {
        return keys.iter().position(|&other| exactly_equal(other, key));
    }
    keys.binary_search_by(|&other| compare_exactly(other, key)).ok()
}

/// The place of a key, or where it would be.
pub fn find(keys: &[Term], key: Term) -> Result<usize, usize> {
    match position(keys, key) {
        Some(place) => Ok(place),
        None => keys.binary_search_by(|&other| compare_exactly(other, key)),
    }
}

/// A flat map of keys in order.
pub fn build(heap: &mut dyn Heap, keys: &[Term], values: &[Term]) -> Term {
    let keys = build::tuple(heap, keys);
    boxed(heap, Kind::Map, keys, values)
}

/// The map with another value at a place; it shares the keys.
pub fn replaced(heap: &mut dyn Heap, map: Term, values: &[Term], place: usize, value: Term) -> Term {
    if values[place] == value {
        return map;
    }
    let words = 2 + values.len();
    let object = heap.alloc(words);
    // SAFETY: as many words were asked for as the map has: its header, its keys, the values.
    unsafe {
        debug_assert_eq!(header_kind(map.header()), Kind::Map as u8);
        object.copy_from_nonoverlapping(map.pointer(), words);
        object.add(2 + place).write(value.0);
    }
    Term::from_boxed(object)
}

/// The map with another key at a place.
pub fn inserted(
    heap: &mut dyn Heap,
    keys: &[Term],
    values: &[Term],
    place: usize,
    key: Term,
    value: Term,
) -> Term {
    // The keys' tuple and the map are alike: a word before the terms.
    let mut with = |kind, before: &[Term], terms: &[Term], term: Term| {
        let object = heap.alloc(2 + before.len() + terms.len());
        // SAFETY: as many words were asked for; a `Term` is a word, and fresh memory overlaps nothing.
        unsafe {
            object.write(header(kind, 1 + before.len() + terms.len()));
            let first = object.add(1).cast::<Term>();
            first.copy_from_nonoverlapping(before.as_ptr(), before.len());
            let first = first.add(before.len());
            first.copy_from_nonoverlapping(terms.as_ptr(), place);
            first.add(place).write(term);
            first.add(place + 1).copy_from_nonoverlapping(terms[place..].as_ptr(), terms.len() - place);
        }
        Term::from_boxed(object)
    };
    let keys = with(Kind::Tuple, &[], keys, key);
    with(Kind::Map, &[keys], values, value)
}

/// The map without the key at a place.
pub fn removed(heap: &mut dyn Heap, keys: &[Term], values: &[Term], place: usize) -> Term {
    let without = |terms: &[Term]| [&terms[..place], &terms[place + 1..]].concat();
    build(heap, &without(keys), &without(values))
}

/// The keys of a flat map in the making, in order, and their values.
struct Making {
    keys: [Term; FLAT_MAX],
    values: [Term; FLAT_MAX],
    count: usize,
}

impl Making {
    fn new() -> Making {
        Making { keys: [NIL; FLAT_MAX], values: [NIL; FLAT_MAX], count: 0 }
    }

    /// Adds a pair whose key is above all others; `false`: there are too many.
    fn push(&mut self, key: Term, value: Term) -> bool {
        if self.count == FLAT_MAX {
            return false;
        }
        (self.keys[self.count], self.values[self.count]) = (key, value);
        self.count += 1;
        true
    }

    /// Adds a pair, in the place of one with the same key. There are not too many.
    fn put(&mut self, key: Term, value: Term) {
        let mut place = self.count;
        while place > 0 {
            match order(self.keys[place - 1], key) {
                Ordering::Less => break,
                Ordering::Equal => {
                    (self.keys[place - 1], self.values[place - 1]) = (key, value);
                    return;
                }
                Ordering::Greater => place -= 1,
            }
        }
        self.keys.copy_within(place..self.count, place + 1);
        self.values.copy_within(place..self.count, place + 1);
        (self.keys[place], self.values[place]) = (key, value);
        self.count += 1;
    }

    fn finish(&self, heap: &mut dyn Heap) -> Term {
        build(heap, &self.keys[..self.count], &self.values[..self.count])
    }
}

/// The order of keys.
fn order(a: Term, b: Term) -> Ordering {
    match (a.to_small(), b.to_small()) {
        (Some(a), Some(b)) => a.cmp(&b),
        _ if a == b => Ordering::Equal,
        _ => compare_exactly(a, b),
    }
}

/// A map of at most [`FLAT_MAX`] pairs; of those with the same key the last one stays.
pub fn from_pairs(heap: &mut dyn Heap, pairs: &[(Term, Term)]) -> Term {
    let mut making = Making::new();
    pairs.iter().for_each(|&(key, value)| making.put(key, value));
    making.finish(heap)
}

/// The keys and values of two maps in one; where both have a key, those of the second one. `None`: these are too many.
pub fn merged(
    heap: &mut dyn Heap,
    (keys_a, values_a): (&[Term], &[Term]),
    (keys_b, values_b): (&[Term], &[Term]),
) -> Option<Term> {
    let mut making = Making::new();
    let (mut a, mut b) = (0, 0);
    loop {
        let next = match (keys_a.get(a), keys_b.get(b)) {
            (Some(&key_a), Some(&key_b)) => order(key_a, key_b),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => return Some(making.finish(heap)),
        };
        let (key, value) = if next.is_lt() { (keys_a[a], values_a[a]) } else { (keys_b[b], values_b[b]) };
        if !making.push(key, value) {
            return None;
        }
        a += usize::from(next.is_le());
        b += usize::from(next.is_ge());
    }
}
