//! Processes that others have suspended: they do not run until all who have done so let them go on, or have ended.
//! Their signals act as ever, so they can be asked, collected and ended.
//!
//! Both sides keep count: who is suspended of how often each other process wants that, who suspends of whom to let
//! go when it ends.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::message::Node;
use crate::process::{FLAG_SUSPENDED, Process};
use crate::table;
use crate::term::Term;

/// See the module.
#[derive(Default)]
pub struct Suspension {
    /// Who has suspended the process, by the word of the pid, and how often.
    by: BTreeMap<u64, usize>,
    /// Whom the process has suspended, by the word of the pid.
    others: BTreeMap<u64, Hold>,
}

/// What a process wants of another one.
#[derive(Default)]
struct Hold {
    /// How often it has been suspended.
    count: usize,
    /// How many of these it has not heard of yet.
    outstanding: Arc<AtomicUsize>,
}

fn suspension(process: &mut Process) -> &mut Suspension {
    process.rare().suspension.get_or_insert_default()
}

fn signal(to: Term, act: impl FnOnce(&mut Process) + Send + 'static) {
    let node = Node::request(Box::new(move |process: Option<&mut Process>| {
        if let Some(process) = process {
            act(process);
        }
    }));
    table::send_or_free(to, node);
}

/// How often a process has suspended another one that lives.
pub fn count(process: &Process, other: Term) -> usize {
    let suspension = process.rare.as_ref().and_then(|rare| rare.suspension.as_ref());
    let count =
        suspension.and_then(|suspension| suspension.others.get(&other.0)).map_or(0, |hold| hold.count);
    if count > 0 && table::is_alive(other) { count } else { 0 }
}

/// Whom a process has suspended, as far as they live: pid, how often that holds, how often it is still to come.
pub fn others(process: &Process) -> Vec<(Term, usize, usize)> {
    let suspension = process.rare.as_ref().and_then(|rare| rare.suspension.as_ref());
    let all = suspension.into_iter().flat_map(|suspension| &suspension.others);
    let counts = all.map(|(&pid, hold)| {
        let outstanding = hold.outstanding.load(Ordering::Acquire).min(hold.count);
        (Term(pid), hold.count - outstanding, outstanding)
    });
    counts.filter(|&(pid, ..)| table::is_alive(pid)).collect()
}

/// Notes that the process suspends another one once more. The result is to be run there.
pub fn hold(process: &mut Process, other: Term) -> impl FnOnce(&mut Process) + Send + 'static {
    let own = process.pid;
    let hold = suspension(process).others.entry(other.0).or_default();
    hold.count += 1;
    hold.outstanding.fetch_add(1, Ordering::Relaxed);
    let outstanding = hold.outstanding.clone();
    move |other| {
        *suspension(other).by.entry(own.0).or_default() += 1;
        other.flags |= FLAG_SUSPENDED;
        outstanding.fetch_sub(1, Ordering::Release);
    }
}

/// Forgets what the process wants of another one, which has ended.
pub fn forget(process: &mut Process, other: Term) {
    suspension(process).others.remove(&other.0);
}

/// Takes one [`hold`] back; says whether there was one.
pub fn resume(process: &mut Process, other: Term) -> bool {
    if count(process, other) == 0 {
        if process.rare.as_ref().is_some_and(|rare| rare.suspension.is_some()) {
            forget(process, other);
        }
        return false;
    }
    let others = &mut suspension(process).others;
    if let Some(hold) = others.get_mut(&other.0) {
        hold.count -= 1;
        if hold.count == 0 {
            others.remove(&other.0);
        }
    }
    let own = process.pid;
    signal(other, move |other| let_go(other, own, false));
    true
}

/// Somebody wants a process suspended once less, or not at all any more.
fn let_go(process: &mut Process, who: Term, all: bool) {
    let by = &mut suspension(process).by;
    if let Some(count) = by.get_mut(&who.0) {
        *count -= 1;
        if all || *count == 0 {
            by.remove(&who.0);
        }
    }
    if by.is_empty() {
        process.flags &= !FLAG_SUSPENDED;
    }
}

/// A process that has suspended others has ended.
pub fn ended(pid: Term, suspension: &Suspension) {
    for &other in suspension.others.keys() {
        signal(Term(other), move |other| let_go(other, pid, true));
    }
}
