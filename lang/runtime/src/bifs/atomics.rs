//! Modules `atomics` and `counters`.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::atom::{self, Atom};
use crate::atomics::{self, Atomics};
use crate::bif::{Bif, BifResult, Stop};
use crate::bifs::{badarg, system_limit};
use crate::build::{self, View, view};
use crate::map;
use crate::memory;
use crate::number::Integer;
use crate::process::Process;
use crate::term::Term;

/// The built-in functions of this family.
pub fn bifs() -> Vec<Bif> {
    let mut bifs = arrays();
    bifs.extend(counters());
    bifs
}

fn arrays() -> Vec<Bif> {
    vec![
        Bif::new("atomics", "new", |p: &mut Process, count: Term, options: Term| {
            let mut signed = true;
            for option in build::list_elements(options).ok_or_else(badarg)? {
                match view(option) {
                    View::Tuple([key, value]) if *key == Atom::new("signed").term() => {
                        signed = build::to_boolean(*value).ok_or_else(badarg)?;
                    }
                    _ => return Err(badarg()),
                }
            }
            make(p, count, signed)
        }),
        Bif::new("atomics", "put", |_: &mut Process, array: Term, at: Term, value: Term| {
            let (array, cell) = cell(array, at)?;
            cell.store(word(array, value)?, Ordering::SeqCst);
            Ok(atom::OK.term())
        }),
        Bif::new("atomics", "get", |p: &mut Process, array: Term, at: Term| {
            let (array, cell) = cell(array, at)?;
            Ok(integer(p, array, cell.load(Ordering::SeqCst)))
        }),
        Bif::new("atomics", "add", |p: &mut Process, array: Term, at: Term, n: Term| {
            add(p, array, at, n, false).map(|_| atom::OK.term())
        }),
        Bif::new("atomics", "add_get", |p: &mut Process, array: Term, at: Term, n: Term| {
            add(p, array, at, n, false)
        }),
        Bif::new("atomics", "sub", |p: &mut Process, array: Term, at: Term, n: Term| {
            add(p, array, at, n, true).map(|_| atom::OK.term())
        }),
        Bif::new("atomics", "sub_get", |p: &mut Process, array: Term, at: Term, n: Term| {
            add(p, array, at, n, true)
        }),
        Bif::new("atomics", "exchange", |p: &mut Process, array: Term, at: Term, value: Term| {
            let (array, cell) = cell(array, at)?;
            let before = cell.swap(word(array, value)?, Ordering::SeqCst);
            Ok(integer(p, array, before))
        }),
        Bif::new("atomics", "compare_exchange", compare_exchange),
        Bif::new("atomics", "info", info),
    ]
}

/// A counter is `{Kind, Array}`. Both kinds are alike here.
fn counters() -> Vec<Bif> {
    vec![
        Bif::new("counters", "new", |p: &mut Process, count: Term, options: Term| {
            let kind = match build::list_elements(options).ok_or_else(badarg)?[..] {
                [] => Atom::new("atomics"),
                [kind] => counter_kind(kind).ok_or_else(badarg)?,
                _ => return Err(badarg()),
            };
            let array = make(p, count, true)?;
            Ok(build::tuple(p, &[kind.term(), array]))
        }),
        Bif::new("counters", "get", |p: &mut Process, counter: Term, at: Term| {
            let (array, cell) = cell(array_of(counter)?, at)?;
            Ok(integer(p, array, cell.load(Ordering::SeqCst)))
        }),
        Bif::new("counters", "put", |_: &mut Process, counter: Term, at: Term, value: Term| {
            let (array, cell) = cell(array_of(counter)?, at)?;
            cell.store(word(array, value)?, Ordering::SeqCst);
            Ok(atom::OK.term())
        }),
        Bif::new("counters", "add", |p: &mut Process, counter: Term, at: Term, n: Term| {
            add(p, array_of(counter)?, at, n, false).map(|_| atom::OK.term())
        }),
        Bif::new("counters", "sub", |p: &mut Process, counter: Term, at: Term, n: Term| {
            add(p, array_of(counter)?, at, n, true).map(|_| atom::OK.term())
        }),
        Bif::new("counters", "info", |p: &mut Process, counter: Term| {
            let array = array_of(counter)?;
            if matches!(view(counter), View::Tuple([kind, _]) if *kind == Atom::new("atomics").term()) {
                return info(p, array);
            }
            let array = atomics::of(array).ok_or_else(badarg)?;
            let figures = [("memory", atomics::bytes(array.cells.len())), ("size", array.cells.len())];
            let pairs = figures.map(|(key, n)| (Atom::new(key).term(), Term::small(n as i64)));
            Ok(map::from_pairs(p, pairs))
        }),
    ]
}

fn counter_kind(term: Term) -> Option<Atom> {
    Atom::from_term(term).filter(|kind| ["atomics", "write_concurrency"].contains(&kind.name()))
}

fn array_of(counter: Term) -> Result<Term, Stop> {
    match view(counter) {
        View::Tuple([kind, array]) if counter_kind(*kind).is_some() => Ok(*array),
        _ => Err(badarg()),
    }
}

fn make(p: &mut Process, count: Term, signed: bool) -> BifResult {
    let count = match view(count) {
        View::Small(count) if count > 0 => count as usize,
        View::Big(big) if !big.negative => return Err(system_limit()),
        _ => return Err(badarg()),
    };
    if count > 1 << 56 || memory::is_too_much(atomics::bytes(count)) {
        return Err(system_limit());
    }
    Ok(atomics::make(p, count, signed))
}

fn cell<'a>(array: Term, at: Term) -> Result<(Atomics<'a>, &'a AtomicU64), Stop> {
    let array = atomics::of(array).ok_or_else(badarg)?;
    let at = at.to_small().and_then(|at| usize::try_from(at).ok()?.checked_sub(1)).ok_or_else(badarg)?;
    Ok((array, array.cells.get(at).ok_or_else(badarg)?))
}

/// The word of an integer between the least of those with a sign and the greatest of those without.
fn any_word(value: Term) -> Result<u64, Stop> {
    match view(value) {
        View::Small(value) => Ok(value as u64),
        View::Big(big) => match (big.negative, big.limbs) {
            (false, &[word]) => Ok(word),
            (true, &[word]) if word <= 1 << 63 => Ok(word.wrapping_neg()),
            _ => Err(badarg()),
        },
        _ => Err(badarg()),
    }
}

/// The word of an integer that the array can hold.
fn word(array: Atomics, value: Term) -> Result<u64, Stop> {
    let word = any_word(value)?;
    let negative = Integer::of(value).is_some_and(Integer::is_negative);
    let fits = if array.signed { negative == ((word as i64) < 0) } else { !negative };
    if fits { Ok(word) } else { Err(badarg()) }
}

fn integer(p: &mut Process, array: Atomics, word: u64) -> Term {
    if array.signed { build::integer(p, word as i64) } else { build::unsigned(p, word) }
}

/// Adds or subtracts, around the ends of the range; gives the sum.
fn add(p: &mut Process, array: Term, at: Term, n: Term, subtract: bool) -> BifResult {
    let (array, cell) = cell(array, at)?;
    let n = any_word(n)?;
    let n = if subtract { n.wrapping_neg() } else { n };
    let sum = cell.fetch_add(n, Ordering::SeqCst).wrapping_add(n);
    Ok(integer(p, array, sum))
}

/// `ok`, or the value that is not the expected one.
fn compare_exchange(p: &mut Process, array: Term, at: Term, expected: Term, wanted: Term) -> BifResult {
    let (array, cell) = cell(array, at)?;
    let (expected, wanted) = (word(array, expected)?, word(array, wanted)?);
    match cell.compare_exchange(expected, wanted, Ordering::SeqCst, Ordering::SeqCst) {
        Ok(_) => Ok(atom::OK.term()),
        Err(actual) => Ok(integer(p, array, actual)),
    }
}

fn info(p: &mut Process, array: Term) -> BifResult {
    let array = atomics::of(array).ok_or_else(badarg)?;
    let (least, greatest) = if array.signed { (1 << 63, i64::MAX as u64) } else { (0, u64::MAX) };
    let count = array.cells.len();
    let pairs = [
        ("max", integer(p, array, greatest)),
        ("memory", Term::small(atomics::bytes(count) as i64)),
        ("min", integer(p, array, least)),
        ("size", Term::small(count as i64)),
    ];
    Ok(map::from_pairs(p, pairs.map(|(key, value)| (Atom::new(key).term(), value))))
}
