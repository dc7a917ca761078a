//! `erlang:statistics`.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::atom::{self, Atom};
use crate::bif::{Bif, BifResult};
use crate::bifs::badarg;
use crate::build;
use crate::process::Process;
use crate::scheduler::{self, Load};
use crate::term::Term;
use crate::{clock, counts};

/// The built-in functions of this family.
pub fn bifs() -> Vec<Bif> {
    vec![Bif::new("erlang", "statistics", statistics)]
}

fn statistics(p: &mut Process, key: Term) -> BifResult {
    static RUNTIME: AtomicU64 = AtomicU64::new(0);
    static WALL_CLOCK: AtomicU64 = AtomicU64::new(0);
    static REDUCTIONS: AtomicU64 = AtomicU64::new(0);
    static EXACT: AtomicU64 = AtomicU64::new(0);
    let name = Atom::from_term(key).ok_or_else(badarg)?.name();
    if let Some(loads) = loads(p, name) {
        return Ok(loads);
    }
    match name {
        "runtime" => since_last(p, clock::processor() / 1_000_000, &RUNTIME),
        "wall_clock" => since_last(p, clock::monotonic() / 1_000_000, &WALL_CLOCK),
        "reductions" => since_last(p, counts::reductions() + p.turn_reductions(), &REDUCTIONS),
        "exact_reductions" => since_last(p, counts::reductions() + p.turn_reductions(), &EXACT),
        "context_switches" => {
            let turns = build::unsigned(p, counts::turns());
            Ok(build::tuple(p, &[turns, Term::small(0)]))
        }
        "garbage_collection" => {
            let parts = [counts::collections(), counts::words_freed(), 0].map(|n| build::unsigned(p, n));
            Ok(build::tuple(p, &parts))
        }
        "io" => {
            let (read, written) = counts::bytes();
            let parts = [("input", read), ("output", written)].map(|(key, bytes)| {
                let bytes = build::unsigned(p, bytes);
                build::tuple(p, &[Atom::new(key).term(), bytes])
            });
            Ok(build::tuple(p, &parts))
        }
        "scheduler_wall_time" | "scheduler_wall_time_all" => Ok(times(p)),
        // It cannot be turned on.
        "microstate_accounting" => Ok(atom::UNDEFINED.term()),
        _ => Err(badarg()),
    }
}

/// `{Total, SinceLastCall}`
fn since_last(p: &mut Process, total: u64, last: &AtomicU64) -> BifResult {
    let before = last.swap(total, Ordering::Relaxed);
    let values = [build::unsigned(p, total), build::unsigned(p, total.saturating_sub(before))];
    Ok(build::tuple(p, &values))
}

/// What is about queues and tasks. The lists have an element for each scheduler and a last one for what is common
/// to them; all work is of the same kind, so that the items with `_all` say the same.
fn loads(p: &mut Process, name: &str) -> Option<Term> {
    let name = name.strip_suffix("_all").unwrap_or(name);
    let Load { queues, common, running } = scheduler::load();
    let tasks = || queues.iter().zip(&running).map(|(queued, &runs)| queued + usize::from(runs));
    let number = |n: usize| Term::small(n as i64);
    Some(match name {
        "run_queue" | "total_run_queue_lengths" => number(queues.iter().sum::<usize>() + common),
        "total_active_tasks" => number(tasks().sum::<usize>() + common),
        "run_queue_lengths" => {
            let lengths: Vec<Term> = queues.iter().copied().chain([common]).map(number).collect();
            build::list(p, lengths)
        }
        "active_tasks" => {
            let lengths: Vec<Term> = tasks().chain([common]).map(number).collect();
            build::list(p, lengths)
        }
        _ => return None,
    })
}

/// `[{Scheduler, Active, Total}]`, in nanoseconds; `undefined` while nobody has asked for it.
fn times(p: &mut Process) -> Term {
    let Some(times) = scheduler::times() else { return atom::UNDEFINED.term() };
    let entries: Vec<Term> = (1..)
        .zip(times)
        .map(|(id, (active, total))| {
            let parts = [Term::small(id), build::unsigned(p, active), build::unsigned(p, total)];
            build::tuple(p, &parts)
        })
        .collect();
    build::list(p, entries)
}
