//! References: numbers that are given out once.

use std::cell::Cell;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use crossbeam_utils::CachePadded;

use crate::drill;
use crate::term::{IMM_REF, Term};

/// Threads are in so many groups, each of which counts for itself, so that two that make references over and over seldom
/// write to the same memory.
pub const GROUPS: usize = 16;

/// The numbers that each group has given out. Written by the threads of the group; the order between them does not matter.
static COUNTERS: [CachePadded<AtomicU64>; GROUPS] =
    [const { CachePadded::new(AtomicU64::new(1 << 16)) }; GROUPS];

/// Threads that have made a reference.
static THREADS: AtomicUsize = AtomicUsize::new(0);

thread_local! {
    /// The group that this thread is in, if it is in one yet.
    static GROUP: Cell<Option<usize>> = const { Cell::new(None) };
}

/// A reference that nobody has.
pub fn make() -> Term {
    let group = GROUP.get().unwrap_or_else(join);
    let number = COUNTERS[group].fetch_add(1, Ordering::Relaxed) * GROUPS as u64 + group as u64;
    Term::immediate(IMM_REF, number & ((1 << 56) - 1))
}

/// The group of threads of which one has made a reference.
pub fn group(reference: Term) -> usize {
    reference.payload() as usize % GROUPS
}

#[cold]
fn join() -> usize {
    // With a seed all references are the same each time.
    let thread = if drill::is_seeded() { 0 } else { THREADS.fetch_add(1, Ordering::Relaxed) };
    let group = thread % GROUPS;
    GROUP.set(Some(group));
    group
}
