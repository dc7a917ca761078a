//! The comparison and boolean operators of `erlang`, `min`, `max` and `phash2`.

use std::cmp::Ordering;

use crate::bif::{Bif, BifResult};
use crate::bifs::badarg;
use crate::build::{self, boolean, to_boolean};
use crate::compare::{compare, equal, exactly_equal};
use crate::hash;
use crate::number::Integer;
use crate::process::Process;
use crate::term::Term;

pub fn bifs() -> Vec<Bif> {
    vec![
        Bif::new("erlang", "==", |_: &mut Process, a: Term, b: Term| Ok(boolean(equal(a, b)))),
        Bif::new("erlang", "/=", |_: &mut Process, a: Term, b: Term| Ok(boolean(!equal(a, b)))),
        Bif::new("erlang", "=:=", |_: &mut Process, a: Term, b: Term| Ok(boolean(exactly_equal(a, b)))),
        Bif::new("erlang", "=/=", |_: &mut Process, a: Term, b: Term| Ok(boolean(!exactly_equal(a, b)))),
        Bif::new("erlang", "<", |_: &mut Process, a: Term, b: Term| ordered(a, b, Ordering::is_lt)),
        Bif::new("erlang", "=<", |_: &mut Process, a: Term, b: Term| ordered(a, b, Ordering::is_le)),
        Bif::new("erlang", ">", |_: &mut Process, a: Term, b: Term| ordered(a, b, Ordering::is_gt)),
        Bif::new("erlang", ">=", |_: &mut Process, a: Term, b: Term| ordered(a, b, Ordering::is_ge)),
        // Of equal values both give the first.
        Bif::new("erlang", "min", |_: &mut Process, a: Term, b: Term| {
            Ok(if compare(a, b).is_le() { a } else { b })
        }),
        Bif::new("erlang", "max", |_: &mut Process, a: Term, b: Term| {
            Ok(if compare(a, b).is_ge() { a } else { b })
        }),
        Bif::new("erlang", "not", not),
        Bif::new("erlang", "and", |_: &mut Process, a: Term, b: Term| logical(a, b, |a, b| a & b)),
        Bif::new("erlang", "or", |_: &mut Process, a: Term, b: Term| logical(a, b, |a, b| a | b)),
        Bif::new("erlang", "xor", |_: &mut Process, a: Term, b: Term| logical(a, b, |a, b| a ^ b)),
        Bif::new("erlang", "phash2", |_: &mut Process, term: Term| {
            Ok(Term::small(i64::from(hash::portable(term) & ((1 << 27) - 1))))
        }),
        Bif::new("erlang", "phash2", phash2_range),
    ]
}

fn ordered(a: Term, b: Term, holds: fn(Ordering) -> bool) -> BifResult {
    Ok(boolean(holds(compare(a, b))))
}

fn not(_: &mut Process, a: Term) -> BifResult {
    to_boolean(a).map(|a| boolean(!a)).ok_or_else(badarg)
}

fn logical(a: Term, b: Term, operation: fn(bool, bool) -> bool) -> BifResult {
    match (to_boolean(a), to_boolean(b)) {
        (Some(a), Some(b)) => Ok(boolean(operation(a, b))),
        _ => Err(badarg()),
    }
}

/// `phash2(Term, Range)`: from 0 up to below the range, which is at most 2^32.
fn phash2_range(process: &mut Process, term: Term, range: Term) -> BifResult {
    match Integer::of(range).and_then(Integer::to_word) {
        Some(range @ 1..=0x1_0000_0000) => {
            Ok(build::integer(process, i64::from(hash::portable(term)) % range))
        }
        _ => Err(badarg()),
    }
}
