//! Drills: ways to run that find defects which hardly ever show otherwise. For tests.
//!
//! *Torture* collects at every allocation and ends a turn after every reduction. With a *seed*, one scheduler
//! runs all processes, draws who is next and for how long from the seed, and a clock of its own passes only as
//! processes run and jumps to the next timer when none can: what went wrong once goes wrong again. What is evaluated at
//! the prompt or given to be run starts from the seed ([`begin`]), whatever passed before.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use crate::process::{Process, TURN_REDUCTIONS};

/// Set before any scheduler starts, as are the next two.
static TORTURE: AtomicBool = AtomicBool::new(false);
static SEEDED: AtomicBool = AtomicBool::new(false);
static SEED: AtomicU64 = AtomicU64::new(0);
/// What the next number is drawn from. Used by the one scheduler.
static STATE: AtomicU64 = AtomicU64::new(0);
/// Nanoseconds of the clock of a seeded run. Written by the one scheduler.
static TIME: AtomicU64 = AtomicU64::new(1);

/// What passes for a turn's time, in nanoseconds.
const TURN_TIME: u64 = 10_000;

/// What is evaluated starts at a multiple of so many nanoseconds.
const BEGIN_TIME: u64 = 1_000_000;

/// A process with more words alive is collected at every so many of its checks, not at each: a program with
/// a large heap would not end. So each check costs about as much, whatever the heap.
const WORDS_A_CHECK: usize = 4096;

/// Collects and preempts wherever that can be.
pub fn torture() {
    TORTURE.store(true, Ordering::Relaxed);
}

/// Draws what is left to chance from a seed.
pub fn seed(seed: u64) {
    SEED.store(seed, Ordering::Relaxed);
    STATE.store(seed, Ordering::Relaxed);
    SEEDED.store(true, Ordering::Relaxed);
}

/// Reductions of a turn under torture: one is used up by the check that gives the turn away.
const TORTURE_TURN: i64 = 2;

/// Whether processes are tortured.
#[inline]
pub fn is_torture() -> bool {
    TORTURE.load(Ordering::Relaxed)
}

/// Whether chance comes from a seed.
#[inline]
pub fn is_seeded() -> bool {
    SEEDED.load(Ordering::Relaxed)
}

/// Whether this is any drill.
#[inline]
pub fn is_on() -> bool {
    is_torture() || is_seeded()
}

/// A number from 0 up to the bound, which is not among them unless it is 0.
pub fn number_below(bound: usize) -> usize {
    // One scheduler draws (torture without a seed shares the state between threads, which does no harm).
    let state = STATE.load(Ordering::Relaxed).wrapping_add(0x9e37_79b9_7f4a_7c15);
    STATE.store(state, Ordering::Relaxed);
    let mixed = (state ^ state >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((mixed ^ mixed >> 31) % bound.max(1) as u64) as usize
}

/// Shortens the turn that a process begins.
#[cold]
pub(crate) fn shorten(process: &mut Process) {
    let turn = if is_torture() { TORTURE_TURN } else { 1 + number_below(TURN_REDUCTIONS as usize) as i64 };
    process.set_turn(turn);
    if is_seeded() {
        TIME.fetch_add(TURN_TIME, Ordering::Relaxed);
    }
}

/// A process takes what it is to evaluate from another thread, which comes sooner or later: what passed until then counts
/// no longer.
pub fn begin(process: &mut Process) {
    if is_seeded() {
        STATE.store(SEED.load(Ordering::Relaxed), Ordering::Relaxed);
        TIME.store(time().next_multiple_of(BEGIN_TIME), Ordering::Relaxed);
        shorten(process);
    }
}

/// Whether a process with so many words alive is collected now.
pub(crate) fn collects(live: usize) -> bool {
    is_torture() && number_below(1 + live / WORDS_A_CHECK) == 0
}

/// The clock of a seeded run.
pub(crate) fn time() -> u64 {
    TIME.load(Ordering::Relaxed)
}

/// Lets the clock of a seeded run jump to a time; says whether there is such a time.
pub(crate) fn skip_to(time: u64) -> bool {
    if time != u64::MAX {
        TIME.fetch_max(time, Ordering::Relaxed);
    }
    time != u64::MAX
}
