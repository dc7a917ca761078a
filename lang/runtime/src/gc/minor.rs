//! Collections of a large heap's young part.
//!
//! The objects that survived the last collection, which lie at the start of the block, are *old*. No old object
//! points to a younger one, as objects never change. So a collection can leave the old ones alone: it copies
//! what is alive of the younger ones to a piece of memory beside (of the block itself, if it has room), and back behind
//! the old ones, whose number they join. Its cost follows what survives, and the stack.
//!
//! The stack of such a process does not stand at the end of the memory that the process has, its *capacity*, but
//! so far behind the heap that the young part fits a core's cache. When the capacity is used up, or when
//! much more has been allocated than is old, everything is copied.

use super::Target;
use crate::blocks;
use crate::drill;
use crate::message::Nodes;
use crate::process::Process;
#[cfg(doc)]
use crate::rare::Aged;

/// Heaps with fewer words alive are copied whole: that takes some tens of microseconds.
const OLD_FROM: usize = 16 << 10;

/// Words of the young part, at least: 512 KB.
const YOUNG: usize = 64 << 10;

/// After this many times as many words as are old, everything is copied: what has died among the old is found. At
/// first soon, so that what a peak has left goes; then later and later, as long as the old ones stay alive.
const WHOLE_AFTER: std::ops::RangeInclusive<usize> = 4..=16;

/// [`OLD_FROM`] and [`YOUNG`]; nothing under torture.
fn bounds() -> (usize, usize) {
    if drill::is_torture() { (0, 0) } else { (OLD_FROM, YOUNG) }
}

/// Before everything is copied: the words that are old, and [`Aged::patience`].
pub(super) fn before(process: &Process) -> (usize, usize) {
    process.rare.as_ref().map_or((0, 0), |rare| (rare.aged.old_words, rare.aged.patience))
}

/// After everything has been copied: the next time comes later if most of what was old is alive. `old` and `patience`
/// are what [`before`] gave.
pub(super) fn note_survival(process: &mut Process, (old, patience): (usize, usize)) {
    let live = process.old_words();
    if live > 0 {
        let stayed = old > 0 && live >= old / 4 * 3;
        let (soon, late) = WHOLE_AFTER.into_inner();
        process.rare().aged.patience = if stayed { (patience * 2).clamp(soon, late) } else { soon };
    }
}

/// How much of a block is used at first when everything has been copied to it; `None`: all of it, as what is alive is too
/// little to count as old.
pub(super) fn window(live: usize, stack: usize, need: usize, capacity: usize) -> Option<usize> {
    let (old_from, young) = bounds();
    (live >= old_from).then(|| (live + stack + need + young.max(stack * 2)).min(capacity))
}

/// After everything has been copied, and the stack stands at the end of a window: all that is alive counts as old from
/// now on.
pub(super) fn age(process: &mut Process, window: usize) {
    let (live, capacity) = (process.heap_words(), process.block_words);
    process.block_words = window;
    let stack = process.stack_words();
    let rare = process.rare();
    rare.aged.old_words = live;
    rare.aged.capacity = capacity;
    rare.aged.binaries = std::mem::take(&mut rare.binaries);
    let binaries = rare.aged.binaries.bytes();
    rare.aged.binary_bound = rare.binary_bound;
    rare.binary_bound = rare.tuning.binary_bound().max(binaries).max(stack * 8);
}

/// Makes a large block one of so many words, without moving anything; `false`: that cannot be.
pub(super) fn fit(process: &mut Process, words: usize) -> bool {
    let capacity = process.capacity();
    if process.old_words() == 0 || process.block_words > words {
        return false;
    }
    // SAFETY: the process uses no more of its block than that.
    let fits = unsafe { blocks::fit(process.block, capacity, words) };
    if fits {
        process.rare().aged.capacity = words;
    }
    fits
}

/// Moves the stack to the end of a window of the block.
///
/// # Safety
/// The window is within the process's capacity, and nothing that is needed lies where the stack goes.
unsafe fn move_stack(process: &mut Process, window: usize) {
    let stack = process.stack_words();
    // SAFETY: the caller's promise.
    unsafe {
        let sp = process.block.add(window - stack);
        sp.copy_from(process.sp, stack);
        process.sp = sp;
    }
    process.block_words = window;
}

/// Whether it is enough to collect the young part, and there is room for that.
pub(super) fn is_enough(process: &Process, need: usize) -> bool {
    let Some(rare) = process.rare.as_deref() else { return false };
    let (old, capacity) = (rare.aged.old_words, rare.aged.capacity);
    capacity != 0
        && rare.aged.allocated <= (old + YOUNG) * rare.aged.patience
        && rare.aged.collections < rare.tuning.fullsweep_after
        && process.heap_words() + process.fragment_words + process.stack_words() + need <= capacity
}

/// Collects the young part. `false`: nothing was done, everything is to be copied.
pub(super) fn collect(process: &mut Process, registers: usize, need: usize) -> bool {
    if !is_enough(process, need) {
        return false;
    }
    let (old, capacity) = (process.old_words(), process.capacity());
    let stack = process.stack_words();
    let most = process.heap_words() - old + process.fragment_words;
    let part = process.block_words;
    // What lies behind the part in use will be used next: it has been touched then. The stack is not written over when
    // the survivors come back.
    let within = process.fragment_words <= process.room() && part + most <= capacity;
    // A power of two: the next collection finds the piece among those that are kept.
    let room = most.next_power_of_two();
    // SAFETY: the block is as long as its capacity.
    let beside = if within { unsafe { process.block.add(part) } } else { blocks::allocate(room) };
    let survived = copy_young(process, registers, old, beside);
    let (_, young) = bounds();
    let window = old + survived + stack + need + young.max(stack * 2).max(survived * 2);
    // SAFETY: what lay behind the old objects is dead or has been copied. The window has room for the survivors
    // and the stack.
    unsafe {
        let behind = process.block.add(old);
        if within {
            behind.copy_from_nonoverlapping(beside, survived);
            move_stack(process, window.min(capacity));
        } else {
            move_stack(process, window.min(capacity));
            behind.copy_from_nonoverlapping(beside, survived);
            blocks::free(beside, room);
        }
        process.hp = behind.add(survived);
    }
    let aged = &mut process.rare().aged;
    aged.take_in_survivors();
    aged.collections = aged.collections.saturating_add(1);
    aged.old_words = old + survived;
    // With hardly any room left, or many bytes of binaries that may have died among the old, the next collection had
    // better copy everything.
    let whole = window > capacity || aged.binaries.bytes() > aged.binary_bound;
    aged.allocated = if whole { usize::MAX / 2 } else { aged.allocated + most };
    true
}

/// Copies what is alive and not old to `beside`, so that it can go behind the old objects; gives its words. The
/// fragments are freed.
fn copy_young(process: &mut Process, registers: usize, old: usize, beside: *mut u64) -> usize {
    // SAFETY: all roots are terms of the process; there is room for every object that is not old.
    unsafe {
        let shift = (process.block.add(old) as u64).wrapping_sub(beside as u64);
        let mut target = Target::new(process, beside, shift, old);
        target.forward_roots(process, registers);
        target.forward_stack(process);
        target.scan(beside);
        let rare = process.rare();
        rare.aged.survivors = rare.binaries.take_moved();
        drop(Nodes::from_raw(process.fragments));
        process.fragments = std::ptr::null_mut();
        process.fragment_words = 0;
        target.hp.offset_from_unsigned(beside)
    }
}
