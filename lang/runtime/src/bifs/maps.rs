//! The functions of `erlang` and `maps` that need to know how a map is built.

use crate::atom;
use crate::bif::{Bif, BifResult, Stop};
use crate::bifs::{badarg, charge};
use crate::build::{self, Heap, ListIter, boolean, tuple_elements};
use crate::map::{self, Pairs};
use crate::process::{FLAG_COLLECT_YOUNG, Process};
use crate::raise::Exception;
use crate::term::{NIL, Term};

pub fn bifs() -> Vec<Bif> {
    vec![
        Bif::new("erlang", "is_map", |_: &mut Process, term: Term| Ok(boolean(map::is_map(term)))),
        Bif::new("erlang", "map_size", map_size),
        Bif::new("erlang", "map_get", get),
        Bif::new("erlang", "is_map_key", is_key),
        Bif::new("maps", "get", get),
        Bif::new("maps", "find", find),
        Bif::new("maps", "is_key", is_key),
        Bif::new("maps", "put", put),
        Bif::new("maps", "update", update),
        Bif::new("maps", "remove", remove),
        Bif::new("maps", "take", take),
        Bif::new("maps", "merge", merge),
        Bif::new("maps", "from_list", from_list),
        Bif::new("maps", "from_keys", from_keys),
        Bif::new("maps", "keys", |p: &mut Process, map: Term| listed(p, map, |_, key, _| key)),
        Bif::new("maps", "values", |p: &mut Process, map: Term| listed(p, map, |_, _, value| value)),
        Bif::new("maps", "to_list", |p: &mut Process, map: Term| listed(p, map, pair)),
        Bif::new("erts_internal", "map_next", map_next),
    ]
}

/// `error:{badmap, Term}`.
pub fn badmap(process: &mut Process, term: Term) -> Stop {
    reason(process, atom::BADMAP, term)
}

/// `error:{badkey, Key}`.
pub fn badkey(process: &mut Process, key: Term) -> Stop {
    reason(process, atom::BADKEY, key)
}

fn reason(process: &mut Process, name: atom::Atom, term: Term) -> Stop {
    let reason = build::tuple(process, &[name.term(), term]);
    Stop::Raise(Exception::error(reason))
}

/// `{badmap, Term}` if the term is no map.
fn check(process: &mut Process, term: Term) -> Result<(), Stop> {
    if map::is_map(term) { Ok(()) } else { Err(badmap(process, term)) }
}

fn map_size(process: &mut Process, map: Term) -> BifResult {
    match map::size(map) {
        Some(size) => Ok(Term::small(size as i64)),
        None => Err(badmap(process, map)),
    }
}

/// `maps:get(Key, Map)`, `map_get(Key, Map)`.
fn get(process: &mut Process, key: Term, map: Term) -> BifResult {
    match map::get(map, key) {
        Some(value) => Ok(value),
        None => {
            check(process, map)?;
            Err(badkey(process, key))
        }
    }
}

/// `maps:find(Key, Map)`: `{ok, Value}` or `error`.
fn find(process: &mut Process, key: Term, map: Term) -> BifResult {
    match map::get(map, key) {
        Some(value) => Ok(build::tuple(process, &[atom::OK.term(), value])),
        None => check(process, map).map(|()| atom::ERROR.term()),
    }
}

fn is_key(process: &mut Process, key: Term, map: Term) -> BifResult {
    match map::get(map, key) {
        Some(_) => Ok(boolean(true)),
        None => check(process, map).map(|()| boolean(false)),
    }
}

/// Where there is no room for a small map like this one, compiled code has left it to these functions to change it. They
/// ask for a collection, after which it does the next changes itself.
pub(super) fn ask_for_room(process: &mut Process, map: Term) {
    if map::size(map).is_some_and(|size| size <= map::FLAT_MAX && process.room() < 2 + size) {
        process.flags |= FLAG_COLLECT_YOUNG;
    }
}

fn put(process: &mut Process, key: Term, value: Term, map: Term) -> BifResult {
    ask_for_room(process, map);
    map::put(process, map, key, value).ok_or_else(|| badmap(process, map))
}

/// `maps:update(Key, Value, Map)`.
fn update(process: &mut Process, key: Term, value: Term, map: Term) -> BifResult {
    ask_for_room(process, map);
    match map::update(process, map, key, value) {
        Some(map) => Ok(map),
        None => {
            check(process, map)?;
            Err(badkey(process, key))
        }
    }
}

fn remove(process: &mut Process, key: Term, map: Term) -> BifResult {
    match map::remove(process, map, key) {
        Some((rest, _)) => Ok(rest),
        None => check(process, map).map(|()| map),
    }
}

/// `maps:take(Key, Map)`: `{Value, Rest}` or `error`.
fn take(process: &mut Process, key: Term, map: Term) -> BifResult {
    match map::remove(process, map, key) {
        Some((rest, value)) => Ok(build::tuple(process, &[value, rest])),
        None => check(process, map).map(|()| atom::ERROR.term()),
    }
}

/// The first map is looked at first, as in OTP.
fn merge(process: &mut Process, a: Term, b: Term) -> BifResult {
    check(process, a)?;
    check(process, b)?;
    let (Some(size_a), Some(size_b)) = (map::size(a), map::size(b)) else { return Err(badarg()) };
    if size_a == 0 || a == b {
        return Ok(b);
    }
    if size_b == 0 {
        return Ok(a);
    }
    // What only one map has is not looked at as far as it lies together.
    charge(process, 2 * size_a.min(size_b));
    map::merged(process, a, b).ok_or_else(badarg)
}

/// `maps:from_list([{Key, Value}])`: of pairs with the same key the last one counts.
fn from_list(process: &mut Process, list: Term) -> BifResult {
    let mut elements = ListIter::new(list);
    let mut pairs = Vec::new();
    for element in elements.by_ref() {
        match tuple_elements(element) {
            Some(&[key, value]) => pairs.push((key, value)),
            _ => return Err(badarg()),
        }
    }
    made(process, &elements, pairs)
}

/// `maps:from_keys([Key], Value)`.
fn from_keys(process: &mut Process, keys: Term, value: Term) -> BifResult {
    let mut elements = ListIter::new(keys);
    let pairs = elements.by_ref().map(|key| (key, value)).collect();
    made(process, &elements, pairs)
}

fn made(process: &mut Process, elements: &ListIter, pairs: Vec<(Term, Term)>) -> BifResult {
    if !elements.ended_proper() {
        return Err(badarg());
    }
    // Sorting or hashing takes more than passing an element.
    charge(process, pairs.len() * 8);
    Ok(map::from_pairs(process, pairs))
}

/// What is made of the pairs: of large maps in the opposite order of iteration, as in OTP.
fn listed(process: &mut Process, map: Term, element: fn(&mut dyn Heap, Term, Term) -> Term) -> BifResult {
    onto(process, map, NIL, element).ok_or_else(|| badmap(process, map))
}

/// The same in front of a list; `None` if the term is no map.
fn onto(
    process: &mut Process,
    map: Term,
    rest: Term,
    element: fn(&mut dyn Heap, Term, Term) -> Term,
) -> Option<Term> {
    let pairs = map::pairs(map)?;
    charge(process, map::size(map)?);
    let add = |rest: Term, (key, value): (Term, Term)| {
        let element = element(process, key, value);
        build::cons(process, element, rest)
    };
    Some(match pairs {
        Pairs::Flat(pairs) => pairs.rev().map(|(&key, &value)| (key, value)).fold(rest, add),
        Pairs::Trie(pairs) => pairs.fold(rest, add),
    })
}

/// `{Key, Value}`.
fn pair(heap: &mut dyn Heap, key: Term, value: Term) -> Term {
    build::tuple(heap, &[key, value])
}

/// `erts_internal:map_next(Path, Map, Kind)`, with which OTP's `maps` takes a map apart: from the start, path 0,
/// all pairs in the order of iteration. As an iterator (`{Key, Value, Next}`), or in front of a list.
fn map_next(process: &mut Process, path: Term, map: Term, kind: Term) -> BifResult {
    if path != Term::small(0) {
        return Err(badarg());
    }
    if kind == NIL || kind.is_cons() {
        return onto(process, map, kind, pair).ok_or_else(badarg);
    }
    let Some(pairs) = map::pairs(map).filter(|_| kind == atom::ITERATOR.term()) else {
        return Err(badarg());
    };
    charge(process, map::size(map).unwrap_or(0));
    let link = |next: Term, (key, value): (Term, Term)| build::tuple(process, &[key, value, next]);
    let end = atom::NONE.term();
    Ok(match pairs {
        Pairs::Flat(pairs) => pairs.rev().map(|(&key, &value)| (key, value)).fold(end, link),
        Pairs::Trie(pairs) => pairs.collect::<Vec<(Term, Term)>>().into_iter().rev().fold(end, link),
    })
}
