//! Walks through whole tables, a part at a time: between two parts others have the table, and the process gives its
//! turn up as any other does. As in OTP, what is in the table all the time is met once; what comes, goes or changes
//! meanwhile may be met or not.
//!
//! A part that is not the last one jumps to a built-in function of `swerl_ets`, whose arguments say how to go on, so
//! that collections see them. Meanwhile the table knows of the walk ([`Walks`]).

use std::sync::{Arc, LazyLock};

use crate::atom::{self, Atom};
use crate::bif::{Bif, BifResult, Stop};
use crate::bifs::ets::{reader, table, writer};
use crate::bifs::{badarg, charge, jump};
use crate::build::{list, list_elements, tuple, tuple_elements};
use crate::ets::hashed::{BUCKETS_AT_ONCE, Walks};
use crate::ets::registry::{self, Held};
use crate::ets::scan::{Chunk, Place, Walk};
use crate::ets::spec::{self, Run, Spec};
use crate::ets::table::{Access, Kind, Store, Table};
use crate::process::Process;
use crate::term::{NIL, Term};

/// The built-in functions of this family.
pub fn bifs() -> Vec<Bif> {
    vec![
        Bif::new("swerl_ets", "go_on", go_on),
        Bif::new("swerl_ets", "settle", |p: &mut Process, id: Term, result: Term| {
            let table = table(p, id, Access::Write)?;
            settle(p, &table, result)
        }),
    ]
}

/// What is done with the objects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    Select,
    SelectReverse,
    Count,
    Remove,
    /// The same, where nobody asks how many they are.
    RemoveAll,
    Replace,
}

use Operation::{Count, Remove, RemoveAll, Replace, Select, SelectReverse};

/// Numbers stand for them in the arguments of `go_on`.
const OPERATIONS: [Operation; 6] = [Select, SelectReverse, Count, Remove, RemoveAll, Replace];

impl Operation {
    fn access(self) -> Access {
        if matches!(self, Select | SelectReverse | Count) { Access::Read } else { Access::Write }
    }

    fn walks(self) -> Walks {
        if matches!(self, Remove | RemoveAll) { Walks::Thinning } else { Walks::Fixing }
    }
}

/// A walk.
struct Task {
    operation: Operation,
    table: Held,
    spec: Term,
}

/// What the work of a part counts more than that of other built-in functions, in which an element is read that was
/// not far away.
const PRICE: usize = 4;

pub fn compiled(spec: Term) -> Result<Spec, Stop> {
    spec::compile(spec).map_err(|_| badarg())
}

pub fn walk<'a>(table: &Table, compiled: &'a Spec, spec: Term) -> Walk<'a> {
    let keypos = table.settings.keypos;
    let keys = spec::keys(spec, keypos);
    let ordered = keys.is_none() && table.settings.kind == Kind::OrderedSet;
    let range = if ordered { spec::range(spec, keypos) } else { None };
    Walk { keys, range, backwards: false, run: Run::new(compiled) }
}

/// Does something with all objects of a table for which a match specification says so.
pub fn start(p: &mut Process, handle: Term, spec: Term, operation: Operation) -> BifResult {
    let table = table(p, handle, operation.access())?;
    if operation == Replace {
        compiled(spec)?;
        if table.settings.kind == Kind::Bag || !spec::keeps_key(spec, table.settings.keypos) {
            return Err(badarg());
        }
    }
    part(p, &Task { operation, table, spec }, Chunk::new(Place::Key(None), NIL, 0))
}

/// `go_on({Operation, Table, Spec}, Place, List, Count)`: the next part. A place is the number of a bucket or the last
/// key in a list.
fn go_on(p: &mut Process, task: Term, place: Term, values: Term, count: Term) -> BifResult {
    let Some(&[operation, id, spec]) = tuple_elements(task) else { return Err(badarg()) };
    let number = |term: Term| term.to_small().and_then(|number| usize::try_from(number).ok());
    let operation = number(operation).and_then(|at| OPERATIONS.get(at).copied()).ok_or_else(badarg)?;
    let place = match number(place) {
        Some(bucket) => Place::Bucket(bucket),
        None => Place::Key(list_elements(place).and_then(|keys| keys.first().copied())),
    };
    let from = Chunk::new(place, values, number(count).ok_or_else(badarg)?);
    unless_gone(p, id, |p| {
        let table = table(p, id, operation.access())?;
        part(p, &Task { operation, table, spec }, from)
    })
}

/// A part of a walk that is not the first: if the table is there no longer, nobody walks through it.
pub fn unless_gone(p: &mut Process, id: Term, act: impl FnOnce(&mut Process) -> BifResult) -> BifResult {
    let result = act(p);
    if let Err(Stop::Raise(_)) = result {
        registry::let_go(p.pid, id);
    }
    result
}

/// One part of a walk.
fn part(p: &mut Process, task: &Task, from: Chunk) -> BifResult {
    let Task { operation, ref table, spec } = *task;
    let compiled = compiled(spec)?;
    let mut walk = walk(table, &compiled, spec);
    // A list is built from its end.
    walk.backwards = operation == Select;
    let chunk = if operation.access() == Access::Read {
        let store = reader(p, table)?;
        let mut chunk = match operation {
            Count => walk.count(p, &store, from),
            _ => walk.some(p, &store, from, usize::MAX),
        };
        chunk.keep_place(p);
        note(p, table, &store, !matches!(chunk.place, Place::End), operation.walks());
        chunk
    } else {
        let mut store = writer(p, table)?;
        let chunk = match operation {
            Replace => walk.replace(p, &mut store, from),
            _ => walk.remove(p, &mut store, from),
        };
        note(p, table, &store, !matches!(chunk.place, Place::End), operation.walks());
        chunk
    };
    charge(p, chunk.work.saturating_mul(PRICE));
    if matches!(chunk.place, Place::End) {
        return end(p, task, &chunk);
    }
    let number = OPERATIONS.iter().position(|&other| other == operation).unwrap_or(0);
    let task = tuple(p, &[Term::small(number as i64), table.id, spec]);
    let place = match chunk.place {
        Place::Bucket(bucket) => Term::small(bucket as i64),
        Place::Key(key) => list(p, key),
        Place::End => NIL,
    };
    jump(p, HIDDEN.go_on, [task, place, chunk.list, Term::small(chunk.count as i64)])
}

/// The result of a walk.
fn end(p: &mut Process, task: &Task, chunk: &Chunk) -> BifResult {
    let count = Term::small(chunk.count as i64);
    match task.operation {
        Select | SelectReverse => Ok(chunk.list),
        Count | Replace => Ok(count),
        Remove => settle(p, &task.table, count),
        RemoveAll => settle(p, &task.table, atom::TRUE.term()),
    }
}

/// After objects were removed: gives back buckets that are too many, some at a time.
fn settle(p: &mut Process, table: &Table, result: Term) -> BifResult {
    let mut store = writer(p, table)?;
    if store.data.settle(BUCKETS_AT_ONCE) {
        return Ok(result);
    }
    drop(store);
    charge(p, BUCKETS_AT_ONCE);
    jump(p, HIDDEN.settle, [table.id, result, NIL, NIL])
}

/// Lets the table know whether the process goes on with its walk.
pub fn note(p: &mut Process, table: &Arc<Table>, store: &Store, goes_on: bool, walks: Walks) {
    if !goes_on {
        let is_fixed = store.fixes.iter().any(|&(pid, _)| pid == p.pid);
        if store.data.end_walk(p.pid) && !is_fixed {
            registry::unfixed(p.pid, table);
        }
        return;
    }
    if store.data.begin_walk(p.pid, walks) {
        registry::fixed(p.pid, table);
    }
    if table.is_wanted() {
        // Those come next.
        p.end_turn();
    }
}

/// The functions that go on.
struct Hidden {
    go_on: &'static Bif,
    settle: &'static Bif,
    part: &'static Bif,
}

static HIDDEN: LazyLock<Hidden> = LazyLock::new(|| {
    let find = |name, arity| crate::registry::find(Atom::new("swerl_ets"), Atom::new(name), arity);
    let found = |name, arity| find(name, arity).expect("it is one of this file");
    Hidden { go_on: found("go_on", 4), settle: found("settle", 2), part: found("part", 3) }
});

/// Goes on as `swerl_ets:part/3`.
pub fn go_on_with_part(p: &mut Process, continuation: Term, first: Term, id: Term) -> BifResult {
    jump(p, HIDDEN.part, [continuation, first, id, NIL])
}
