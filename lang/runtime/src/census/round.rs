//! Rounds of the census, and what is noted during one.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard};

use super::mark::{Holder, MarkRef, Reference, VersionMark};
use super::trace::Tracer;
use super::{holders, sweep};
use crate::code::{FunEntry, Site};
use crate::literals::is_literal;
use crate::message::Message;
use crate::term::{Kind, header_kind, header_size};
use crate::{raw_trace, timers, world};

/// Literals of a version that is no longer current.
#[derive(Debug, Clone, Copy)]
pub struct LiteralRange {
    pub start: usize,
    pub bytes: usize,
    pub mark: MarkRef,
    /// Whoever holds one of them gets a copy, rather than to keep the version.
    pub copy_out: bool,
}

/// The round that goes on; 0: none. Written by the one that makes rounds, with all schedulers made to see it
/// before any process is looked at.
static ROUND: AtomicU64 = AtomicU64::new(0);
/// Numbers of rounds that have been made.
static MADE: AtomicU64 = AtomicU64::new(0);
/// The literals that the round looks for, by address. Written before [`ROUND`] is.
static LITERALS: RwLock<Vec<LiteralRange>> = RwLock::new(Vec::new());

/// The round that goes on.
#[inline(always)]
pub(super) fn current() -> Option<u64> {
    let round = ROUND.load(Ordering::Relaxed);
    (round != 0).then_some(round)
}

/// The retiring literals that an address lies in.
pub(super) fn literals_at(address: usize) -> Option<LiteralRange> {
    let ranges = LITERALS.read().unwrap_or_else(PoisonError::into_inner);
    let range = *ranges.get(ranges.partition_point(|range| range.start <= address).checked_sub(1)?)?;
    (address - range.start < range.bytes).then_some(range)
}

/// A copy refers to a literal.
#[inline]
pub fn note_literal(literal: *const u64) {
    if let Some(round) = current() {
        literal_met(literal, round, Holder::Process);
    }
}

#[cold]
fn literal_met(literal: *const u64, round: u64, holder: Holder) {
    let Some(range) = literals_at(literal as usize) else { return };
    // SAFETY: only the maker of rounds gives versions back, and it waits for this round.
    if let Some(mark) = unsafe { range.mark.get() } {
        mark.note(round, Reference::Literal, holder);
    }
}

/// An object is copied whose header says that it may refer to code.
///
/// # Safety
/// `object` is a boxed object that is alive.
#[inline]
pub unsafe fn note_object(object: *const u64, header: u64) {
    if (header_kind(header) == Kind::Fun as u8 || header_kind(header) == Kind::RawTrace as u8)
        && let Some(round) = current()
    {
        // SAFETY: the caller's promise.
        unsafe { object_met(object, round, Holder::Process) };
    }
}

/// Notes what a fun or a raw trace refers to.
///
/// # Safety
/// `object` is a boxed object that is alive.
#[cold]
pub(super) unsafe fn object_met(object: *const u64, round: u64, holder: Holder) {
    // SAFETY: the object's version is alive, as the object refers to it; the first word of a fun is its
    // entry's address, a raw trace gives its sites.
    unsafe {
        let header = *object;
        if header_kind(header) == Kind::Fun as u8 {
            note((*(*object.add(1) as *const FunEntry)).mark, round, Reference::Fun, holder);
        } else if header_kind(header) == Kind::RawTrace as u8 {
            for &site in raw_trace::sites_of(object) {
                site_met(site, round, Reference::Trace, holder);
            }
        }
    }
}

/// Notes the version of a site's function.
///
/// # Safety
/// The site is null or alive.
pub(super) unsafe fn site_met(site: *const Site, round: u64, kind: Reference, holder: Holder) {
    // SAFETY: the caller's promise; a site's function lives as long as the site.
    unsafe {
        if let Some(site) = site.as_ref()
            && let Some(function) = site.function.as_ref()
        {
            note(function.mark, round, kind, holder);
        }
    }
}

/// # Safety
/// The version is alive.
unsafe fn note(mark: MarkRef, round: u64, kind: Reference, holder: Holder) {
    // SAFETY: the caller's promise.
    if let Some(mark) = unsafe { mark.get() } {
        mark.note(round, kind, holder);
    }
}

/// Notes what the words of a message, or of a term that belongs to no process, refer to. Says whether there is a
/// literal among them that is to be copied out.
///
/// # Safety
/// The words hold whole objects, as a copy leaves them, and what they refer to is alive.
pub(super) unsafe fn words_met(words: &[u64], round: u64, holder: Holder) -> bool {
    let mut copy_out = false;
    let mut index = 0;
    while index < words.len() {
        let word = words[index];
        let term = crate::term::Term(word);
        if word & crate::term::TAG_MASK == crate::term::TAG_HEADER {
            // SAFETY: a header starts an object.
            unsafe { object_met(&raw const words[index], round, holder) };
            if Kind::is_opaque(header_kind(word)) {
                index += header_size(word);
            }
        } else if term.is_pointer() && is_literal(term.pointer()) {
            copy_out |= literals_at(term.pointer() as usize).is_some_and(|range| range.copy_out);
            literal_met(term.pointer(), round, holder);
        }
        index += 1;
    }
    copy_out
}

/// Notes what the funs and traces among words refer to; literals are not looked at.
///
/// # Safety
/// As for [`words_met`].
pub(super) unsafe fn code_met(words: &[u64], round: u64, holder: Holder) {
    let mut index = 0;
    while index < words.len() {
        let word = words[index];
        if word & crate::term::TAG_MASK == crate::term::TAG_HEADER {
            // SAFETY: a header starts an object.
            unsafe { object_met(&raw const words[index], round, holder) };
            if Kind::is_opaque(header_kind(word)) {
                index += header_size(word);
            }
        }
        index += 1;
    }
}

/// Held by threads that run no process while they make one.
static OUTSIDE: RwLock<()> = RwLock::new(());

/// No round starts as long as the result is held.
pub fn outside() -> RwLockReadGuard<'static, ()> {
    OUTSIDE.read().unwrap_or_else(PoisonError::into_inner)
}

/// A thread that runs no process sends a node that it may have made before the round began.
#[inline]
pub fn note_node(node: &Message) {
    if let Some(round) = current() {
        term_met(node.term, round, Holder::Process);
        // SAFETY: a node's words are a copy's.
        unsafe { words_met(node.content(), round, Holder::Process) };
    }
}

/// Looks at everything once. Afterwards a version that was not current before, and whose mark the round (its
/// number is the value) has not been noted in, has no reference left. `literals` are those of the versions that
/// are no longer current. To be called by one thread, which runs no process. Waits until every process was
/// between two turns.
pub fn run(mut literals: Vec<LiteralRange>) -> u64 {
    static ONE: Mutex<()> = Mutex::new(());
    let _one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    let round = MADE.fetch_add(1, Ordering::Relaxed) + 1;
    literals.sort_unstable_by_key(|range| range.start);
    *LITERALS.write().unwrap_or_else(PoisonError::into_inner) = literals;
    ROUND.store(round, Ordering::SeqCst);
    // Whoever copies from now on notes it.
    world::settle();
    drop(OUTSIDE.write().unwrap_or_else(PoisonError::into_inner));
    // What waits in timers is looked at before any process is: it moves to processes without being copied.
    timers::for_each_node(|_, node| {
        // SAFETY: a message's words are a copy's.
        let copy_out = unsafe {
            words_met(node.content(), round, Holder::Timer) | term_met(node.term, round, Holder::Timer)
        };
        if copy_out {
            node.become_whole();
        }
    });
    holders::census(round);
    // What a scheduler has just taken out of the timers is delivered.
    world::settle();
    let tracer = Arc::new(move |process: &mut crate::process::Process| {
        // SAFETY: a sweep runs it between two turns of the process.
        unsafe { Tracer::scan(process, round) }
    });
    sweep::visit_all(tracer);
    ROUND.store(0, Ordering::SeqCst);
    round
}

/// Notes a term that may be a literal itself; says whether it is to be copied out.
pub(super) fn term_met(term: crate::term::Term, round: u64, holder: Holder) -> bool {
    if !term.is_pointer() || !is_literal(term.pointer()) {
        return false;
    }
    literal_met(term.pointer(), round, holder);
    literals_at(term.pointer() as usize).is_some_and(|range| range.copy_out)
}

/// Notes a version of a mark, for a process.
pub(super) fn mark_met(mark: Option<&VersionMark>, round: u64, kind: Reference) {
    if let Some(mark) = mark {
        mark.note(round, kind, Holder::Process);
    }
}
