//! The functions of `erlang` on lists and those of `lists` that are built in.

mod bag;
mod cells;
mod sort;
mod subtract;

use crate::bif::{Bif, BifResult};
use crate::bifs::lists::cells::Cells;
use crate::bifs::{badarg, charge};
use crate::build::{self, Heap, ListIter, boolean, tuple_elements};
use crate::compare::{equal, exactly_equal};
use crate::process::Process;
use crate::term::Term;

pub fn bifs() -> Vec<Bif> {
    vec![
        Bif::new("erlang", "hd", hd),
        Bif::new("erlang", "tl", tl),
        Bif::new("erlang", "length", length),
        Bif::new("erlang", "++", append),
        Bif::new("erlang", "--", subtract::subtract),
        Bif::new("lists", "reverse", reverse),
        Bif::new("lists", "member", member),
        Bif::new("lists", "keyfind", |p: &mut Process, key: Term, place: Term, list: Term| {
            Ok(find(p, key, place, list)?.unwrap_or(boolean(false)))
        }),
        Bif::new("lists", "keymember", |p: &mut Process, key: Term, place: Term, list: Term| {
            Ok(boolean(find(p, key, place, list)?.is_some()))
        }),
        Bif::new("lists", "keysearch", keysearch),
        Bif::new("swerl_lists", "is_mixed", sort::is_mixed),
        Bif::new("swerl_lists", "run", sort::run),
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
    let mut cells = Cells::of(process);
    let mut elements = ListIter::new(a);
    for element in elements.by_ref() {
        if !cells.push(element) {
            return None;
        }
    }
    if !elements.ended_proper() {
        return None;
    }
    charge(process, cells.count());
    Some(cells.list(process, cells.count(), b))
}

/// The length of a proper list.
fn proper_length(list: Term) -> Option<usize> {
    let mut elements = ListIter::new(list);
    let count = elements.by_ref().count();
    elements.ended_proper().then_some(count)
}

/// `lists:reverse(List, Tail)`.
fn reverse(process: &mut Process, list: Term, tail: Term) -> BifResult {
    if let Some(reversed) = reverse_in_room(process, list, tail) {
        return Ok(reversed);
    }
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

/// The same in one go, if there is room for it between heap and stack and it is a proper list.
fn reverse_in_room(process: &mut Process, list: Term, tail: Term) -> Option<Term> {
    let (start, most) = (process.hp, process.room() / 2);
    let (mut count, mut reversed) = (0, tail);
    let mut elements = ListIter::new(list);
    for element in elements.by_ref() {
        if count == most {
            return None;
        }
        // SAFETY: nobody uses the room, and there is some for `most` cells of two words.
        unsafe {
            let cell = start.add(2 * count);
            cell.write(element.0);
            cell.add(1).write(reversed.0);
            reversed = Term::from_cons(cell);
        }
        count += 1;
    }
    if !elements.ended_proper() {
        return None;
    }
    charge(process, count);
    // They are the words that this gives.
    let cells = process.alloc(2 * count);
    debug_assert_eq!(cells, start);
    Some(reversed)
}

/// `lists:member(Term, List)`, by `=:=`. What stands behind the element found does not matter.
fn member(process: &mut Process, term: Term, list: Term) -> BifResult {
    let mut elements = ListIter::new(list);
    let mut count = 0;
    let mut counted = |_: &Term| count += 1;
    // What is not in memory is equal to itself alone.
    let found = match term.is_pointer() {
        true => elements.by_ref().inspect(&mut counted).any(|element| exactly_equal(element, term)),
        false => elements.by_ref().inspect(&mut counted).any(|element| element == term),
    };
    charge(process, count);
    if found {
        return Ok(boolean(true));
    }
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
