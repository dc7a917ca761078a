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

/// Of lists of up to this many elements, those that are kept are noted without asking for memory.
const FEW: usize = 32;

/// `A -- B`: for each element of B the first that is `=:=` to it is left out.
fn subtract(process: &mut Process, a: Term, b: Term) -> BifResult {
    let (Some(elements), Some(without)) = (proper_length(a), proper_length(b)) else {
        return Err(badarg());
    };
    if elements == 0 || without == 0 {
        return Ok(a);
    }
    charge(process, elements + without);
    if without <= SHORT {
        return Ok(subtract_short(process, a, elements, b));
    }
    let (elements, without): (Vec<Term>, Vec<Term>) =
        (ListIter::new(a).collect(), ListIter::new(b).collect());
    Ok(build::list(process, subtract_long(&elements, &without)))
}

/// `list`, of `length` elements, without the first ones that are those of `without`, of which there are at
/// most [`SHORT`]. What stands behind the last element left out is not copied.
fn subtract_short(heap: &mut dyn Heap, list: Term, length: usize, without: Term) -> Term {
    let mut left = [Term::small(0); SHORT];
    let mut count = 0;
    for element in ListIter::new(without) {
        left[count] = element;
        count += 1;
    }
    // What is kept up to the last element left out, and what stands behind that.
    let (mut few, mut many) = ([Term::small(0); FEW], Vec::new());
    let kept = if length <= FEW {
        &mut few[..]
    } else {
        many.resize(length, Term::small(0));
        &mut many[..]
    };
    let mut keeps = 0;
    let (mut certain, mut rest) = (0, list);
    let mut elements = ListIter::new(list);
    while let Some(element) = elements.next() {
        let Some(place) = left[..count].iter().position(|other| exactly_equal(element, *other)) else {
            kept[keeps] = element;
            keeps += 1;
            continue;
        };
        left.copy_within(place + 1..count, place);
        count -= 1;
        (certain, rest) = (keeps, elements.rest());
        if count == 0 {
            break;
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
    use crate::build::Arena;
    use crate::term::NIL;

    #[test]
    fn both_ways_of_subtracting_agree() {
        let mut heap = Arena::new();
        let floats: Vec<Term> = (0..40).map(|n| build::float(&mut heap, f64::from(n % 7))).collect();
        let integers: Vec<Term> = (0..40).map(|n| Term::small(n % 11)).collect();
        let mixed: Vec<Term> = integers.iter().zip(&floats).flat_map(|(&a, &b)| [a, b]).collect();
        let without: Vec<Term> = mixed.iter().rev().step_by(3).copied().chain([NIL]).collect();
        let few = without[..SHORT.min(without.len())].to_vec();
        let list = build::list(&mut heap, mixed.iter().copied());
        let few_listed = build::list(&mut heap, few.iter().copied());
        let short = subtract_short(&mut heap, list, mixed.len(), few_listed);
        let short: Vec<Term> = ListIter::new(short).collect();
        assert_eq!(short, subtract_long(&mixed, &few));
        assert_eq!(short.len(), mixed.len() - few.len());
    }
}
