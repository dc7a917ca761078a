//! The blocks that processes' heaps and stacks lie in, beyond the first, which is part of the process's seat.
//!
//! Small ones come from the allocator. Those of middle size are kept for the next process that needs one ([`kept`]), and
//! the largest come from the operating system ([`large`]). All are counted as memory of processes.

mod kept;
pub mod large;

use std::alloc::{Layout, alloc, dealloc, handle_alloc_error};

use crate::memory::{Use, count};

/// A block of `words`, not filled.
pub(crate) fn allocate(words: usize) -> *mut u64 {
    let layout = layout_of(words);
    if words >= large::LARGE {
        let Some(block) = large::take(words) else { handle_alloc_error(layout) };
        count(Use::Processes, layout.size() as isize);
        return block;
    }
    let fresh = || {
        // SAFETY: blocks are never of size zero.
        let block = unsafe { alloc(layout) }.cast::<u64>();
        (!block.is_null()).then_some(block)
    };
    let Some(block) = kept::take(words).or_else(fresh) else { handle_alloc_error(layout) };
    count(Use::Processes, layout.size() as isize);
    block
}

/// Gives back what [`allocate`] gave.
///
/// # Safety
/// `block` is such a block of `words`, and nothing refers to it any more.
pub(crate) unsafe fn free(block: *mut u64, words: usize) {
    count(Use::Processes, -((words * 8) as isize));
    // SAFETY: the caller's promise.
    unsafe {
        if words >= large::LARGE {
            large::give(block, words);
        } else {
            kept::give(block, words, deallocate);
        }
    }
}

/// Makes a block of [`large::LARGE`] words or more one of `wanted` where it is; `false`: that cannot be.
///
/// # Safety
/// `block` is a block of `words`, and nothing refers to what lies behind so many words.
pub(crate) unsafe fn fit(block: *mut u64, words: usize, wanted: usize) -> bool {
    // SAFETY: the caller's promise.
    let fits = words >= large::LARGE && unsafe { large::fit(block, words, wanted) };
    if fits {
        count(Use::Processes, (wanted as isize - words as isize) * 8);
    }
    fits
}

/// Gives a block to the allocator.
unsafe fn deallocate(block: *mut u64, words: usize) {
    // SAFETY: as for `free`.
    unsafe { dealloc(block.cast(), layout_of(words)) }
}

fn layout_of(words: usize) -> Layout {
    match Layout::array::<u64>(words) {
        Ok(layout) => layout,
        Err(_) => panic!("a process's memory passes the address space"),
    }
}
