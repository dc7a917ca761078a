//! Flat maps: a tuple of keys in order, and the values.

use crate::build::{self, Heap};
use crate::compare::{compare_exactly, exactly_equal};
use crate::map::boxed;
use crate::term::{Kind, Term, header, header_kind};

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

/// Sorts pairs by their keys; of those with the same key the last one stays.
pub fn sort(pairs: &mut Vec<(Term, Term)>) {
    pairs.reverse();
    pairs.sort_by(|a, b| compare_exactly(a.0, b.0));
    pairs.dedup_by(|later, first| compare_exactly(later.0, first.0).is_eq());
}
