//! Flat maps: a tuple of keys in order, and the values.

use crate::build::{self, Heap};
use crate::compare::{compare_exactly, exactly_equal};
use crate::map::boxed;
use crate::term::{Kind, Term, header_kind};

/// Up to this many keys, looking at each of them is quicker than halving when the key is an immediate.
const FEW: usize = 8;

/// The place of a key, or where it would be.
pub fn find(keys: &[Term], key: Term) -> Result<usize, usize> {
    if !key.is_pointer() {
        // Only the very same word is the same key.
        if let Some(place) = keys.iter().position(|&other| other == key) {
            return Ok(place);
        }
    }
    if keys.len() <= FEW
        && key.is_pointer()
        && let Some(place) = keys.iter().position(|&other| exactly_equal(other, key))
    {
        return Ok(place);
    }
    keys.binary_search_by(|&other| compare_exactly(other, key))
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
    // SAFETY: a flat map has its keys as its first word.
    let keys = unsafe {
        debug_assert_eq!(header_kind(map.header()), Kind::Map as u8);
        Term(map.word(0))
    };
    let mut values = values.to_vec();
    values[place] = value;
    boxed(heap, Kind::Map, keys, &values)
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
    let with = |terms: &[Term], term| [&terms[..place], &[term], &terms[place..]].concat();
    build(heap, &with(keys, key), &with(values, value))
}

/// The map without the key at a place.
pub fn removed(heap: &mut dyn Heap, keys: &[Term], values: &[Term], place: usize) -> Term {
    let without = |terms: &[Term]| [&terms[..place], &terms[place + 1..]].concat();
    build(heap, &without(keys), &without(values))
}

/// Sorts pairs by their keys; of those with the same key the last one stays.
pub fn sort(pairs: &mut Vec<(Term, Term)>) {
    pairs.reverse();
    pairs.sort_by(|a, b| compare_exactly(a.0, b.0));
    pairs.dedup_by(|later, first| compare_exactly(later.0, first.0).is_eq());
}
