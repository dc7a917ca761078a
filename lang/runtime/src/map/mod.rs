//! Maps: up to [`FLAT_MAX`] keys in order, more in a trie of their hashes, as OTP has them.
//!
//! Keys are the same if they are `=:=`. A map has one form only, by its size, so that equal maps are alike
//! and list their keys in the same order.

mod differences;
mod flat;
pub mod hash;
mod trie;

use crate::build::{Heap, tuple_elements};
use crate::compare::compare_exactly;
use crate::term::{Kind, Term, header, header_kind};

/// The most keys of a flat map, as in OTP: it shows in the order in which maps list their keys.
pub const FLAT_MAX: usize = 32;

/// A map as what it is made of.
#[derive(Debug, Clone, Copy)]
enum Form<'a> {
    /// Keys in order, and their values.
    Flat(&'a [Term], &'a [Term]),
    /// The number of keys and the root.
    Trie(usize, Term),
}

/// The form of a map; `None` if the term is none.
fn form<'a>(term: Term) -> Option<Form<'a>> {
    if !term.is_boxed() {
        return None;
    }
    const FLAT: u8 = Kind::Map as u8;
    const TRIE: u8 = Kind::HashMap as u8;
    // SAFETY: the term is valid, so its object is alive and has the words of its kind.
    unsafe {
        let words = term.pointer().add(1) as *const Term;
        match header_kind(term.header()) {
            FLAT => {
                let keys = tuple_elements(*words).unwrap_or(&[]);
                Some(Form::Flat(keys, std::slice::from_raw_parts(words.add(1), keys.len())))
            }
            TRIE => Some(Form::Trie((*words).as_small() as usize, *words.add(1))),
            _ => None,
        }
    }
}

/// Whether the term is a map.
#[inline]
pub fn is_map(term: Term) -> bool {
    // SAFETY: a valid boxed term has a header.
    term.is_boxed() && matches!(unsafe { header_kind(term.header()) }, 6 | 7)
}

/// How many keys a map has; `None` if the term is none.
pub fn size(map: Term) -> Option<usize> {
    form(map).map(|form| match form {
        Form::Flat(keys, _) => keys.len(),
        Form::Trie(count, _) => count,
    })
}

/// The map without keys.
pub fn empty(heap: &mut dyn Heap) -> Term {
    flat::build(heap, &[], &[])
}

/// The value of a key; `None` if the map has it not or the term is no map.
pub fn get(map: Term, key: Term) -> Option<Term> {
    match form(map)? {
        Form::Flat(keys, values) => flat::position(keys, key).map(|place| values[place]),
        Form::Trie(_, root) => trie::get(root, key),
    }
}

/// The map with a key's value set; `None` if the term is no map.
pub fn put(heap: &mut dyn Heap, map: Term, key: Term, value: Term) -> Option<Term> {
    Some(match form(map)? {
        Form::Flat(keys, values) => match flat::find(keys, key) {
            Ok(place) => flat::replaced(heap, map, values, place, value),
            Err(place) if keys.len() < FLAT_MAX => flat::inserted(heap, keys, values, place, key, value),
            Err(_) => {
                let pairs = keys.iter().copied().zip(values.iter().copied());
                let mut builder = trie::Builder::new();
                pairs.chain([(key, value)]).for_each(|(key, value)| builder.put(key, value));
                builder.finish(heap)
            }
        },
        Form::Trie(count, root) => return trie::put(heap, (map, count, root), key, value, false),
    })
}

/// The map with the value of a key that it has set; `None` if it has it not or the term is no map.
pub fn update(heap: &mut dyn Heap, map: Term, key: Term, value: Term) -> Option<Term> {
    match form(map)? {
        Form::Flat(keys, values) => {
            flat::position(keys, key).map(|place| flat::replaced(heap, map, values, place, value))
        }
        Form::Trie(count, root) => trie::put(heap, (map, count, root), key, value, true),
    }
}

/// The map without a key and the value that the key had; `None` if the map has it not or the term is no
/// map.
pub fn remove(heap: &mut dyn Heap, map: Term, key: Term) -> Option<(Term, Term)> {
    match form(map)? {
        Form::Flat(keys, values) => {
            let place = flat::position(keys, key)?;
            Some((flat::removed(heap, keys, values, place), values[place]))
        }
        Form::Trie(count, root) => {
            let value = trie::get(root, key)?;
            if count == FLAT_MAX + 1 {
                let rest = trie::Pairs::new(root).filter(|(other, _)| compare_exactly(*other, key).is_ne());
                return Some((from_pairs(heap, rest), value));
            }
            Some((trie::remove(heap, count, root, key), value))
        }
    }
}

pub use differences::Difference;
pub use trie::{LEVELS, PLACES};

/// Tells in what two large maps differ, in no order.
pub fn differences(a: Term, b: Term, tell: &mut impl FnMut(Difference)) {
    if let (Some(Form::Trie(_, a)), Some(Form::Trie(_, b))) = (form(a), form(b)) {
        differences::tell_all(a, b, tell);
    }
}

/// A map of pairs; of those with the same key the last one counts.
pub fn from_pairs(heap: &mut dyn Heap, pairs: impl IntoIterator<Item = (Term, Term)>) -> Term {
    let pairs: Vec<(Term, Term)> = pairs.into_iter().collect();
    if pairs.len() <= FLAT_MAX {
        return flat::from_pairs(heap, &pairs);
    }
    let mut builder = trie::Builder::new();
    pairs.into_iter().for_each(|(key, value)| builder.put(key, value));
    builder.finish(heap)
}

/// Two maps in one; where both have a key, the value of the second one. `None`: one is no map.
pub fn merged(heap: &mut dyn Heap, a: Term, b: Term) -> Option<Term> {
    let (form_a, form_b) = (form(a)?, form(b)?);
    if let (Form::Flat(keys_a, values_a), Form::Flat(keys_b, values_b)) = (form_a, form_b) {
        let merged = flat::merged(heap, (keys_a, values_a), (keys_b, values_b));
        return merged.or_else(|| Some(from_pairs(heap, pairs(a)?.chain(pairs(b)?))));
    }
    if size(a)? == 0 {
        return Some(b);
    }
    if size(b)? == 0 {
        return Some(a);
    }
    let (trie_a, trie_b) = (as_trie(heap, form_a), as_trie(heap, form_b));
    Some(trie::merged(heap, trie_a, trie_b))
}

/// The number of keys and the root; for a small map, which has a key, of a trie of its keys.
fn as_trie(heap: &mut dyn Heap, form: Form) -> (usize, Term) {
    match form {
        Form::Trie(count, root) => (count, root),
        Form::Flat(keys, values) => {
            let mut builder = trie::Builder::new();
            keys.iter().zip(values).for_each(|(&key, &value)| builder.put(key, value));
            builder.trie(heap)
        }
    }
}

/// Keys and values in the order in which the map lists them.
pub enum Pairs<'a> {
    Flat(std::iter::Zip<std::slice::Iter<'a, Term>, std::slice::Iter<'a, Term>>),
    Trie(trie::Pairs<'a>),
}

impl Iterator for Pairs<'_> {
    type Item = (Term, Term);

    fn next(&mut self) -> Option<(Term, Term)> {
        match self {
            Pairs::Flat(pairs) => pairs.next().map(|(&key, &value)| (key, value)),
            Pairs::Trie(pairs) => pairs.next(),
        }
    }
}

/// The keys and values of a map; `None` if the term is none.
pub fn pairs<'a>(map: Term) -> Option<Pairs<'a>> {
    form(map).map(|form| match form {
        Form::Flat(keys, values) => Pairs::Flat(keys.iter().zip(values)),
        Form::Trie(_, root) => Pairs::Trie(trie::Pairs::new(root)),
    })
}

/// Keys and values in the order of the keys; `None` if the term is no map.
pub fn sorted_pairs(map: Term) -> Option<Vec<(Term, Term)>> {
    let mut sorted: Vec<(Term, Term)> = pairs(map)?.collect();
    if sorted.len() > FLAT_MAX {
        sorted.sort_by(|a, b| compare_exactly(a.0, b.0));
    }
    Some(sorted)
}

/// The keys of a flat map in order as a tuple, and their values.
pub(crate) fn flat_parts<'a>(map: Term) -> Option<(&'a [Term], &'a [Term])> {
    match form(map)? {
        Form::Flat(keys, values) => Some((keys, values)),
        Form::Trie(..) => None,
    }
}

/// A boxed object of some words.
fn boxed(heap: &mut dyn Heap, kind: Kind, first: Term, others: &[Term]) -> Term {
    let object = heap.alloc(2 + others.len());
    // SAFETY: room for the header and the words was asked for; a `Term` is a word.
    unsafe {
        object.write(header(kind, 1 + others.len()));
        object.add(1).write(first.0);
        object.add(2).copy_from_nonoverlapping(others.as_ptr().cast(), others.len());
    }
    Term::from_boxed(object)
}

#[cfg(test)]
mod tests;
