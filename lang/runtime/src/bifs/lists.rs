//! The functions of `erlang` on lists and those of `lists` that are built in.

use std::collections::BTreeMap;

use crate::bif::{Bif, BifResult};
use crate::bifs::{badarg, charge};
use crate::build::{self, Heap, ListIter, boolean, tuple_elements};
use crate::compare::{compare_exactly, equal, exactly_equal};
use crate::process::Process;
use crate::term::Term;

pub fn bifs() -> Vec<Bif> {
    vec![
        Bif::new("erlang", "hd", hd),
        Bif::new("erlang", "tl", tl),
        Bif::new("erlang", "length", length),
        Bif::new("erlang", "++", append),
        Bif::new("erlang", "--", subtract),
        Bif::new("lists", "reverse", reverse),
        Bif::new("lists", "member", member),
        Bif::new("lists", "keyfind", |p: &mut Process, key: Term, place: Term, list: Term| {
            Ok(find(p, key, place, list)?.unwrap_or(boolean(false)))
        }),
        Bif::new("lists", "keymember", |p: &mut Process, key: Term, place: Term, list: Term| {
            Ok(boolean(find(p, key, place, list)?.is_some()))
        }),
        Bif::new("lists", "keysearch", keysearch),
    ]
}

fn hd(_: &mut Process, list: Term) -> BifResult {
    ListIter::new(list).next().ok_or_else(badarg)
}

fn tl(_: &mut Process, list: Term) -> BifResult {
    let mut elements = ListIter::new(list);
    elements.next().ok_or_else(badarg)?;
    Ok(elements.rest())
}

fn length(process: &mut Process, list: Term) -> BifResult {
    let mut elements = ListIter::new(list);
    let count = elements.by_ref().count();
    charge(process, count);
    if elements.ended_proper() { Ok(Term::small(count as i64)) } else { Err(badarg()) }
}

/// `A ++ B`; B may be any term.
fn append(process: &mut Process, a: Term, b: Term) -> BifResult {
    // Nothing is copied for nothing.
    if !b.is_nil()
        && let Some(result) = append_in_room(process, a, b)
    {
        return Ok(result);
    }
    let count = proper_length(a).ok_or_else(badarg)?;
    charge(process, count);
    if b.is_nil() { Ok(a) } else { Ok(build::list_of(process, count, ListIter::new(a), b)) }
}

/// The same in one go, if there is room for it between heap and stack and `a` is a proper list.
fn append_in_room(process: &mut Process, a: Term, b: Term) -> Option<Term> {
    let most = process.room() / 2;
    let cells = process.hp;
    let mut elements = ListIter::new(a);
    let mut count = 0;
    for element in elements.by_ref() {
        if count == most {
            return None;
        }
        // SAFETY: nobody uses the room, and there is room for `most` cells of two words.
        unsafe {
            let cell = cells.add(2 * count);
            cell.write(element.0);
            cell.add(1).write(Term::from_cons(cell.add(2)).0);
        }
        count += 1;
    }
    if !elements.ended_proper() {
        return None;
    }
    charge(process, count);
    if count == 0 {
        return Some(b);
    }
    let cells = process.alloc(2 * count);
    // SAFETY: these are the cells just written; the last one is followed by `b`.
    unsafe { cells.add(2 * count - 1).write(b.0) };
    Some(Term::from_cons(cells))
}

/// The length of a proper list.
fn proper_length(list: Term) -> Option<usize> {
    let mut elements = ListIter::new(list);
    let count = elements.by_ref().count();
    elements.ended_proper().then_some(count)
}

/// Lists of up to this many elements are subtracted by looking through them; beyond, a search tree is
/// quicker than the time it takes to make.
const SHORT: usize = 16;

/// `A -- B`: for each element of B the first that is `=:=` to it is left out.
fn subtract(process: &mut Process, a: Term, b: Term) -> BifResult {
    let few = Few::of(b);
    if let Some(few) = few
        && let Some(result) = subtract_in_room(process, a, few)
    {
        return result;
    }
    let (Some(elements), Some(without)) = (proper_length(a), proper_length(b)) else {
        return Err(badarg());
    };
    if elements == 0 || without == 0 {
        return Ok(a);
    }
    charge(process, elements + without);
    if let Some(few) = few {
        return Ok(subtract_few(process, a, elements, few));
    }
    let (elements, without): (Vec<Term>, Vec<Term>) =
        (ListIter::new(a).collect(), ListIter::new(b).collect());
    Ok(build::list(process, subtract_long(&elements, &without)))
}

/// Up to [`SHORT`] elements that are still to be left out.
#[derive(Clone, Copy)]
struct Few {
    elements: [Term; SHORT],
    count: usize,
    /// Two of them, or others, are the same only if their words are.
    are_words: bool,
    /// If they are: the bits of all elements that there have been, see [`Few::bit`].
    bits: u64,
}

impl Few {
    /// The elements of a list, unless it is too long or none.
    fn of(list: Term) -> Option<Few> {
        let mut few = Few { elements: [Term::small(0); SHORT], count: 0, are_words: true, bits: 0 };
        let mut elements = ListIter::new(list);
        for element in elements.by_ref() {
            *few.elements.get_mut(few.count)? = element;
            few.count += 1;
            few.are_words &= !element.is_pointer();
            few.bits |= Few::bit(element);
        }
        elements.ended_proper().then_some(few)
    }

    /// One bit of 64: small integers that are close have others, and so have most atoms.
    fn bit(element: Term) -> u64 {
        1 << ((element.0 >> 1 ^ element.0 >> 8) & 63)
    }

    /// Takes an element that is `=:=` to this one; says whether there was one.
    #[inline]
    fn take(&mut self, element: Term) -> bool {
        if self.are_words && self.bits & Few::bit(element) == 0 {
            return false;
        }
        let left = &self.elements[..self.count];
        let place = match self.are_words {
            true => left.iter().position(|other| *other == element),
            false => left.iter().position(|other| exactly_equal(element, *other)),
        };
        let Some(place) = place else { return false };
        self.count -= 1;
        self.elements[place] = self.elements[self.count];
        true
    }
}

/// [`subtract`] in one go, if there is room for the result between heap and stack.
fn subtract_in_room(process: &mut Process, list: Term, mut without: Few) -> Option<BifResult> {
    let (most, cells) = (process.room() / 2, process.hp);
    // What is kept up to the last element left out, and what stands behind that.
    let (mut certain, mut rest) = (0, list);
    let (mut count, mut kept) = (without.count, 0);
    let mut elements = ListIter::new(list);
    while without.count > 0
        && let Some(element) = elements.next()
    {
        count += 1;
        if without.take(element) {
            (certain, rest) = (kept, elements.rest());
            continue;
        }
        if kept == most {
            return None;
        }
        // SAFETY: nobody uses the room, and there is room for `most` cells of two words.
        unsafe {
            let cell = cells.add(2 * kept);
            cell.write(element.0);
            cell.add(1).write(Term::from_cons(cell.add(2)).0);
        }
        kept += 1;
    }
    count += elements.by_ref().count();
    charge(process, count);
    if !elements.ended_proper() {
        return Some(Err(badarg()));
    }
    if certain == 0 {
        return Some(Ok(rest));
    }
    let cells = process.alloc(2 * certain);
    // SAFETY: these are the cells just written; the last one that counts is followed by `rest`.
    unsafe { cells.add(2 * certain - 1).write(rest.0) };
    Some(Ok(Term::from_cons(cells)))
}

/// `list`, of `length` elements, without the first ones that are among `without`. What stands behind the last
/// element left out is not copied.
fn subtract_few(heap: &mut dyn Heap, list: Term, length: usize, mut without: Few) -> Term {
    let mut kept = Vec::with_capacity(length);
    let (mut certain, mut rest) = (0, list);
    let mut elements = ListIter::new(list);
    while without.count > 0
        && let Some(element) = elements.next()
    {
        if without.take(element) {
            (certain, rest) = (kept.len(), elements.rest());
        } else {
            kept.push(element);
        }
    }
    build::list_of(heap, certain, kept.iter().copied(), rest)
}

/// A term as a key, in the order in which only `=:=` terms are equal.
struct Key(Term);

impl Ord for Key {
    fn cmp(&self, other: &Key) -> std::cmp::Ordering {
        compare_exactly(self.0, other.0)
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Key) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Key) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Key {}

fn subtract_long(elements: &[Term], without: &[Term]) -> Vec<Term> {
    let mut counts = BTreeMap::new();
    for &term in without {
        *counts.entry(Key(term)).or_insert(0usize) += 1;
    }
    let mut keep = |element: &Term| match counts.get_mut(&Key(*element)) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    };
    elements.iter().copied().filter(|element| keep(element)).collect()
}

/// `lists:reverse(List, Tail)`.
fn reverse(process: &mut Process, list: Term, tail: Term) -> BifResult {
    let count = proper_length(list).ok_or_else(badarg)?;
    charge(process, count);
    let cells = process.alloc(2 * count);
    let mut reversed = tail;
    for (index, element) in ListIter::new(list).enumerate() {
        // SAFETY: two words for each of `count` cells were asked for.
        unsafe {
            let cell = cells.add(2 * index);
            cell.write(element.0);
            cell.add(1).write(reversed.0);
            reversed = Term::from_cons(cell);
        }
    }
    Ok(reversed)
}

/// `lists:member(Term, List)`, by `=:=`. What stands behind the element found does not matter.
fn member(process: &mut Process, term: Term, list: Term) -> BifResult {
    let mut elements = ListIter::new(list);
    let mut count = 0;
    for element in elements.by_ref() {
        count += 1;
        if exactly_equal(element, term) {
            charge(process, count);
            return Ok(boolean(true));
        }
    }
    charge(process, count);
    if elements.ended_proper() { Ok(boolean(false)) } else { Err(badarg()) }
}

/// The first tuple with an element at a place that is `==` to the key.
fn find(process: &mut Process, key: Term, place: Term, list: Term) -> Result<Option<Term>, crate::bif::Stop> {
    let place = place.to_small().and_then(|place| usize::try_from(place).ok());
    let place = place.filter(|&place| place > 0).ok_or_else(badarg)? - 1;
    let mut elements = ListIter::new(list);
    let mut count = 0;
    for element in elements.by_ref() {
        count += 1;
        let candidate = tuple_elements(element).and_then(|parts| parts.get(place));
        if candidate.is_some_and(|&part| equal(part, key)) {
            charge(process, count);
            return Ok(Some(element));
        }
    }
    charge(process, count);
    if elements.ended_proper() { Ok(None) } else { Err(badarg()) }
}

/// `lists:keysearch/3`: `{value, Tuple}` or `false`.
fn keysearch(process: &mut Process, key: Term, place: Term, list: Term) -> BifResult {
    Ok(match find(process, key, place, list)? {
        Some(found) => build::tuple(process, &[crate::atom::VALUE.term(), found]),
        None => boolean(false),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::Leave;
    use crate::term::NIL;
    use crate::testing::{entry, process, segment};

    #[test]
    fn all_ways_of_subtracting_agree() {
        let mut p = process(segment(entry(1, 16), |_| Leave::Exit), &[NIL]);
        p.x[0] = NIL;
        crate::gc::collect(&mut p, 1, 10_000);
        let heap = &mut *p;
        let floats: Vec<Term> = (0..40).map(|n| build::float(heap, f64::from(n % 7))).collect();
        let integers: Vec<Term> = (0..40).map(|n| Term::small(n % 11)).collect();
        let mixed: Vec<Term> = integers.iter().zip(&floats).flat_map(|(&a, &b)| [a, b]).collect();
        let without: Vec<Term> = mixed.iter().rev().step_by(3).copied().chain([NIL]).collect();
        for (elements, few) in [(&mixed, &without[..SHORT]), (&integers, &integers[..SHORT])] {
            let list = build::list(heap, elements.iter().copied());
            let few_listed = build::list(heap, few.iter().copied());
            let expected = subtract_long(elements, few);
            assert_eq!(expected.len(), elements.len() - few.len());
            let few = Few::of(few_listed).unwrap();
            let short = subtract_few(heap, list, elements.len(), few);
            assert_eq!(ListIter::new(short).collect::<Vec<_>>(), expected);
            let in_room = subtract_in_room(heap, list, few).unwrap().unwrap();
            assert_eq!(ListIter::new(in_room).collect::<Vec<_>>(), expected);
        }
        let improper = build::cons(heap, Term::small(1), Term::small(2));
        let one = build::list(heap, [Term::small(1)]);
        assert!(subtract(heap, improper, one).is_err() && subtract(heap, one, improper).is_err());
        assert!(subtract(heap, improper, NIL).is_err());
    }
}
