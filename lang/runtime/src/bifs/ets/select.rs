//! Finding, counting, removing and replacing objects by match specifications. A walk through a large table is made in
//! parts, see [`walks`].

use std::sync::Arc;

use crate::atom::{self, Atom};
use crate::bif::{Bif, BifResult, Stop};
use crate::bifs::ets::walks::{self, Operation};
use crate::bifs::ets::{reader, table};
use crate::bifs::{badarg, charge};
use crate::build::{self, list_elements, tuple_elements};
use crate::ets::hashed::Walks;
use crate::ets::scan::{Chunk, Place, divide};
use crate::ets::spec::{self, Run};
use crate::ets::table::{Access, Data, Table};
use crate::process::Process;
use crate::term::{NIL, Term};

/// The built-in functions of this family.
pub fn bifs() -> Vec<Bif> {
    let mut bifs = vec![
        Bif::new("ets", "tab2list", |p: &mut Process, handle: Term| {
            let spec = all_objects(p);
            walks::start(p, handle, spec, Operation::Select)
        }),
        Bif::new("ets", "select", |p: &mut Process, handle: Term, spec: Term| {
            walks::start(p, handle, spec, Operation::Select)
        }),
        Bif::new("ets", "select_reverse", |p: &mut Process, handle: Term, spec: Term| {
            walks::start(p, handle, spec, Operation::SelectReverse)
        }),
        Bif::new("ets", "match", |p: &mut Process, handle: Term, pattern: Term| {
            let spec = of_pattern(p, pattern, "$$");
            walks::start(p, handle, spec, Operation::Select)
        }),
        Bif::new("ets", "match_object", |p: &mut Process, handle: Term, pattern: Term| {
            let spec = of_pattern(p, pattern, "$_");
            walks::start(p, handle, spec, Operation::Select)
        }),
        Bif::new("ets", "select_count", |p: &mut Process, handle: Term, spec: Term| {
            walks::start(p, handle, spec, Operation::Count)
        }),
        Bif::new("ets", "select_delete", |p: &mut Process, handle: Term, spec: Term| {
            walks::start(p, handle, spec, Operation::Remove)
        }),
        Bif::new("ets", "match_delete", |p: &mut Process, handle: Term, pattern: Term| {
            let spec = of_pattern(p, pattern, "true");
            walks::start(p, handle, spec, Operation::RemoveAll)
        }),
        Bif::new("ets", "select_replace", |p: &mut Process, handle: Term, spec: Term| {
            walks::start(p, handle, spec, Operation::Replace)
        }),
        Bif::new("swerl_ets", "run", run_on_list),
        Bif::new("swerl_ets", "test", test),
        Bif::new("swerl_ets", "is_spec", |_: &mut Process, spec: Term| {
            Ok(build::boolean(spec::compile(spec).is_ok()))
        }),
    ];
    bifs.extend(limited());
    bifs
}

/// Those that give some results at a time.
fn limited() -> Vec<Bif> {
    vec![
        Bif::new("ets", "select", |p: &mut Process, handle: Term, spec: Term, limit: Term| {
            start(p, handle, spec, limit, false)
        }),
        Bif::new("ets", "select_reverse", |p: &mut Process, handle: Term, spec: Term, limit: Term| {
            start(p, handle, spec, limit, true)
        }),
        Bif::new("ets", "match", |p: &mut Process, handle: Term, pattern: Term, limit: Term| {
            let spec = of_pattern(p, pattern, "$$");
            start(p, handle, spec, limit, false)
        }),
        Bif::new("ets", "match_object", |p: &mut Process, handle: Term, pattern: Term, limit: Term| {
            let spec = of_pattern(p, pattern, "$_");
            start(p, handle, spec, limit, false)
        }),
        Bif::new("ets", "select", go_on),
        Bif::new("ets", "select_reverse", go_on),
        Bif::new("ets", "match", go_on),
        Bif::new("ets", "match_object", go_on),
        Bif::new("swerl_ets", "part", |p: &mut Process, from: Term, first: Term, id: Term| {
            let first = build::to_boolean(first).ok_or_else(badarg)?;
            let from = read_continuation(from)?;
            walks::unless_gone(p, id, |p| {
                let table = table(p, id, Access::Read)?;
                part(p, &table, from, first)
            })
        }),
    ]
}

/// `[{Pattern, [], [Result]}]`
fn of_pattern(p: &mut Process, pattern: Term, result: &str) -> Term {
    let body = build::list(p, [Atom::new(result).term()]);
    let clause = build::tuple(p, &[pattern, NIL, body]);
    build::list(p, [clause])
}

fn all_objects(p: &mut Process) -> Term {
    of_pattern(p, Atom::new("_").term(), "$_")
}

/// Where a limited walk stands. As a term: `{Table, Bucket, Limit, Spec, Left, Count}`, or for an ordered
/// table `{Table, Key, Limit, Spec, Left, Count, Backwards}`, the key in a list if there is one. A bucket of
/// -1 and a missing key say that only what is left of the last part is still to come.
struct Continuation {
    handle: Term,
    place: Place,
    limit: Term,
    spec: Term,
    left: Term,
    count: usize,
    backwards: bool,
}

fn start(p: &mut Process, handle: Term, spec: Term, limit: Term, backwards: bool) -> BifResult {
    limit.to_small().filter(|&limit| limit > 0).ok_or_else(badarg)?;
    let place = Place::Key(None);
    let table = table(p, handle, Access::Read)?;
    part(p, &table, Continuation { handle, place, limit, spec, left: NIL, count: 0, backwards }, true)
}

fn go_on(p: &mut Process, continuation: Term) -> BifResult {
    if continuation == atom::END_OF_TABLE.term() {
        return Ok(continuation);
    }
    let from = read_continuation(continuation)?;
    let table = table(p, from.handle, Access::Read)?;
    part(p, &table, from, false)
}

fn read_continuation(term: Term) -> Result<Continuation, Stop> {
    let count = |count: Term| count.to_small().and_then(|count| usize::try_from(count).ok());
    Ok(match tuple_elements(term) {
        Some(&[handle, bucket, limit, spec, left, number]) => {
            let place = match bucket.to_small().ok_or_else(badarg)? {
                -1 => Place::End,
                bucket => Place::Bucket(usize::try_from(bucket).map_err(|_| badarg())?),
            };
            let count = count(number).ok_or_else(badarg)?;
            Continuation { handle, place, limit, spec, left, count, backwards: false }
        }
        Some(&[handle, key, limit, spec, left, number, backwards]) => {
            let place = match list_elements(key).as_deref() {
                Some(&[key]) => Place::Key(Some(key)),
                Some([]) => Place::End,
                _ => return Err(badarg()),
            };
            let count = count(number).ok_or_else(badarg)?;
            let backwards = build::to_boolean(backwards).ok_or_else(badarg)?;
            Continuation { handle, place, limit, spec, left, count, backwards }
        }
        _ => return Err(badarg()),
    })
}

/// The next results: `{Results, Continuation}` or `'$end_of_table'`. `first`: there have been none before. Where too few
/// are found for long, `swerl_ets:part(Continuation, First, Table)` goes on.
fn part(p: &mut Process, table: &Arc<Table>, from: Continuation, first: bool) -> BifResult {
    let compiled = walks::compiled(from.spec)?;
    let limit = from.limit.to_small().and_then(|limit| usize::try_from(limit).ok());
    let limit = limit.filter(|&limit| limit > 0).ok_or_else(badarg)?;
    let mut walk = walks::walk(table, &compiled, from.spec);
    walk.backwards = from.backwards;
    let store = reader(p, table)?;
    let ordered = matches!(store.data, Data::Ordered(_));
    let mut chunk = Chunk::new(from.place, from.left, from.count);
    if chunk.count < limit && !matches!(chunk.place, Place::End) {
        chunk = walk.some(p, &store, chunk, limit);
        chunk.keep_place(p);
        charge(p, chunk.work);
    }
    let goes_on = chunk.count < limit && !matches!(chunk.place, Place::End);
    walks::note(p, table, &store, goes_on, Walks::Fixing);
    drop(store);
    let Chunk { mut list, count, place, .. } = chunk;
    if goes_on {
        let next = continuation_term(p, &Continuation { place, left: list, count, ..from }, ordered);
        return walks::go_on_with_part(p, next, build::boolean(first), table.id);
    }
    let mut left = NIL;
    if ordered {
        let elements = list_elements(list).ok_or_else(badarg)?;
        list = build::list(p, elements.into_iter().rev());
        if count > limit {
            // Only keyed walks find more than asked for, and those find one object a key.
            (list, left) = split_front(p, list, limit)?;
        }
    } else if count > limit {
        // As in OTP, only parts after the first one turn what they leave.
        (list, left) = divide(p, list, count, limit, !first);
    }
    let rest = count.saturating_sub(limit);
    if rest == 0 && matches!(place, Place::End) {
        if list == NIL {
            return Ok(atom::END_OF_TABLE.term());
        }
        return Ok(build::tuple(p, &[list, atom::END_OF_TABLE.term()]));
    }
    let next = Continuation { place, left, count: rest, ..from };
    let next = continuation_term(p, &next, ordered);
    Ok(build::tuple(p, &[list, next]))
}

/// The first `limit` elements, and the others, last one first.
fn split_front(p: &mut Process, list: Term, limit: usize) -> Result<(Term, Term), Stop> {
    let elements = list_elements(list).ok_or_else(badarg)?;
    let (front, back) = elements.split_at(limit.min(elements.len()));
    let front = build::list(p, front.iter().copied());
    let back = build::list(p, back.iter().rev().copied());
    Ok((front, back))
}

fn continuation_term(p: &mut Process, next: &Continuation, ordered: bool) -> Term {
    let count = Term::small(next.count as i64);
    if ordered {
        let key = match next.place {
            Place::Key(Some(key)) => build::list(p, [key]),
            _ => NIL,
        };
        let backwards = build::boolean(next.backwards);
        return build::tuple(p, &[next.handle, key, next.limit, next.spec, next.left, count, backwards]);
    }
    let bucket = if let Place::Bucket(bucket) = next.place { bucket as i64 } else { -1 };
    build::tuple(p, &[next.handle, Term::small(bucket), next.limit, next.spec, next.left, count])
}

/// `run(List, Spec)`: the values for the tuples of a list.
fn run_on_list(p: &mut Process, list: Term, spec: Term) -> BifResult {
    let objects = list_elements(list).ok_or_else(badarg)?;
    let compiled = walks::compiled(spec)?;
    let mut run = Run::new(&compiled);
    charge(p, objects.len());
    let values: Vec<Term> = objects.into_iter().filter_map(|object| run.on(p, object)).collect();
    Ok(build::list(p, values))
}

/// `test(Object, Spec)`: `{ok, Value}`, `{ok, false}` if it does not match, or `{error, [{error, Text}]}`.
fn test(p: &mut Process, object: Term, spec: Term) -> BifResult {
    match spec::compile(spec) {
        Ok(compiled) => {
            let value = Run::new(&compiled).on(p, object).unwrap_or(atom::FALSE.term());
            Ok(build::tuple(p, &[atom::OK.term(), value]))
        }
        Err(mistake) => {
            let text = build::string(p, &mistake);
            let mistake = build::tuple(p, &[atom::ERROR.term(), text]);
            let mistakes = build::list(p, [mistake]);
            Ok(build::tuple(p, &[atom::ERROR.term(), mistakes]))
        }
    }
}
