//! What happens when the program uses more memory than it may: the largest processes end, rather than the
//! program.
//!
//! What a process has is its heap and messages, the bytes of binaries that it refers to, and the tables that it owns.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::memory;
use crate::message::{Message, Signal};
use crate::table::Taken;
use crate::term::Term;
use crate::{clock, ets, exit, table, timers};

/// Processes ended at a time, at most.
const AT_ONCE: usize = 1000;

/// Small ones ended at a time, at most.
const SMALL_AT_ONCE: usize = 100_000;

/// Nobody ends beside one that has so many times as much: the memory that is missed is not there. The same holds for
/// one beside so many small ones of one family.
const TIMES: usize = 8;

/// A process that has at most so many bytes is small.
const SMALL: usize = 16 << 10;

/// Nanoseconds that go by before others end, when those that were told to have ended: tables are given back by
/// threads of their own.
const PATIENCE: u64 = 50_000_000;

/// So often those that were told to end are told once more, in nanoseconds: one that had just taken its signals puts those that
/// it has not looked at before what has come meanwhile.
const TELL_AGAIN: u64 = 10_000_000;

/// For so many nanoseconds it is looked again whether all together have too little: what is in the mailbox of one that
/// runs is not seen.
const LOOK_AGAIN: u64 = 10_000_000;

/// While so many bytes less are in use than before, the patience begins anew.
const FALLS: usize = 1 << 20;

/// By so large a part of the limit the memory has to grow before another ends, where all together have too little to help,
/// or where some that have ended give back what they had.
const GROWS: usize = 64;

/// What has been done. Used by the watchman only.
struct Done {
    /// Those that have been told to end, until they have.
    ending: Vec<Taken>,
    /// When they were told.
    told: u64,
    /// The least that was in use since then, and when that was found.
    least: usize,
    since: u64,
    /// What was in use when all together were found to have too little, or when somebody ended all the same.
    helpless: usize,
    /// Since when all together have had too little; 0: they have enough.
    missed_since: u64,
    /// The family that had far more than anybody else at an earlier look.
    family: Option<Family>,
}

/// Small processes that one has made.
#[derive(Debug, Clone, Copy)]
struct Family {
    /// It may have ended.
    parent: Term,
    bytes: usize,
    /// What was in use together.
    used: usize,
    /// It has grown more than all others.
    grows: bool,
}

static DONE: Mutex<Done> = Mutex::new(Done {
    ending: Vec::new(),
    told: 0,
    least: 0,
    since: 0,
    helpless: 0,
    missed_since: 0,
    family: None,
});

/// Tells the largest processes to end, as many as hold what is used above the limit, unless others are still
/// about to end, or what they had is still being given back.
pub fn end_the_largest() {
    let mut done = DONE.lock().unwrap_or_else(PoisonError::into_inner);
    let (used, now) = (memory::in_use(), clock::monotonic());
    if !done.ending.is_empty() {
        done.ending.retain(|taken| table::is_alive(taken.pid));
        (done.least, done.since) = (used, now);
        if now - done.told >= TELL_AGAIN {
            done.tell(AT_ONCE, now);
        }
        return;
    }
    if used + FALLS < done.least {
        (done.least, done.since) = (used, now);
    }
    let is_falling = exit::is_anybody_leaving() && used < done.least + memory::limit() / GROWS;
    if done.since != 0 && (now - done.since < PATIENCE || is_falling) {
        return;
    }
    let Some(sizes) = sizes() else { return };
    let excess = used.saturating_sub(memory::limit() / 20 * 19);
    let all: usize = sizes.iter().map(|taken| taken.bytes).sum();
    if all < excess && done.missed_since == 0 {
        (done.missed_since, done.helpless) = (now, used);
    }
    let chosen = if all >= excess {
        done.missed_since = 0;
        done.chosen(&sizes, excess, used)
    } else if now - done.missed_since < LOOK_AGAIN {
        return;
    } else if used > done.helpless + memory::limit() / GROWS {
        // What nobody has, such as atoms: one that runs ends in the hope that it is the one that makes them.
        done.helpless = used;
        sizes.iter().find(|taken| taken.runs).copied().into_iter().collect()
    } else {
        (done.least, done.since) = (used, now);
        return;
    };
    done.ending = chosen;
    done.tell(usize::MAX, now);
}

impl Done {
    /// The largest processes, which have so many bytes together. Or, where small ones of one family have far more than any of
    /// these, and are found at a second look to be what grows, some of them and the one that makes them; nobody at the first.
    fn chosen(&mut self, sizes: &[Taken], excess: usize, used: usize) -> Vec<Taken> {
        let largest = sizes.first().map_or(0, |taken| taken.bytes);
        if largest < excess
            && let Some((parent, bytes)) = largest_family(sizes, excess.max(largest * TIMES))
        {
            let seen = self.family.filter(|family| family.parent == parent);
            let Some(mut family) = seen else {
                self.family = Some(Family { parent, bytes, used, grows: false });
                return Vec::new();
            };
            let growth = bytes.saturating_sub(family.bytes);
            family.grows |= growth > 0 && growth * 2 >= used.saturating_sub(family.used);
            self.family = Some(family);
            if family.grows {
                let children = sizes.iter().filter(|taken| taken.parent == parent && taken.bytes <= SMALL);
                let parent = sizes.iter().copied().find(|taken| taken.pid == parent);
                return parent.into_iter().chain(together(children, excess).take(SMALL_AT_ONCE)).collect();
            }
        }
        let large = sizes.iter().take_while(|taken| taken.bytes >= largest / TIMES);
        together(large, excess).take(AT_ONCE).collect()
    }

    /// Tells so many at most.
    fn tell(&mut self, most: usize, now: u64) {
        self.told = now;
        for taken in self.ending.iter().take(most) {
            table::send_first(taken.pid, Message::new(Signal::Limit, Term::small(taken.bytes as i64)));
        }
    }
}

/// What was missed above the limit is forgotten: the program uses no more than it may.
pub fn is_below_limit() {
    let mut done = DONE.lock().unwrap_or_else(PoisonError::into_inner);
    (done.missed_since, done.family) = (0, None);
}

/// What each process has, in bytes, the largest first. Nothing, if that cannot be said now.
fn sizes() -> Option<Vec<Taken>> {
    let (tables, timers) = (ets::sizes()?, timers::sizes());
    let mut sizes = table::sizes();
    let in_use = memory::in_use();
    for taken in &mut sizes {
        let others = [&tables, &timers].map(|sizes| sizes.get(&taken.pid.0).unwrap_or(&0));
        // A binary in many messages counts in each of them.
        taken.bytes = (taken.bytes + others.into_iter().sum::<usize>()).min(in_use);
    }
    sizes.sort_unstable_by_key(|taken| Reverse(taken.bytes));
    Some(sizes)
}

/// As many of some processes as have so many bytes together.
fn together<'a>(sizes: impl Iterator<Item = &'a Taken>, mut excess: usize) -> impl Iterator<Item = Taken> {
    sizes.copied().take_while(move |taken| {
        let before = excess;
        excess = excess.saturating_sub(taken.bytes);
        before > 0
    })
}

/// The process whose small children have the most together, and how much, if that is so much at least. It may have ended.
fn largest_family(sizes: &[Taken], least: usize) -> Option<(Term, usize)> {
    let mut families: HashMap<u64, usize> = HashMap::new();
    for taken in sizes.iter().filter(|taken| taken.bytes <= SMALL) {
        *families.entry(taken.parent.0).or_default() += taken.bytes;
    }
    let (&parent, &bytes) = families.iter().max_by_key(|(_, bytes)| **bytes)?;
    (bytes >= least && Term(parent).is_pid()).then_some((Term(parent), bytes))
}
