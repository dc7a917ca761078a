//! Large blocks: from the operating system itself, so that not a page of them is touched before it is used.
//!
//! What a block takes is what has been touched of it; addresses cost nothing. So most of them are as long as each other,
//! and one whose start has been touched can be the next block of a process, whatever length that asks for: in the
//! next block, too, the start is what is used for certain.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::memory::{self, Use};

/// From this many words on (4 MB) a block is a large one and lies in the operating system's large pages, if it has any:
/// then a fault brings two megabytes instead of four kilobytes.
pub const LARGE: usize = 1 << 19;

/// The alignment of large pages, in bytes.
const LARGE_PAGE: usize = 2 << 20;

/// The addresses that a block takes at least, in bytes.
const RESERVED: usize = 128 << 20;

/// Blocks that are kept at most.
const MOST: usize = 2;

/// Of a block that is kept, the memory of so many bytes at its start stays: one in [`PART`] of all that the program
/// uses, but no less and no more than these. What is given back is cleared when it is touched again, and whoever wakes
/// waits while the operating system does that.
const LEAST_TOUCHED: usize = 16 << 20;
const MOST_TOUCHED: usize = 64 << 20;
const PART: usize = 16;

/// A block that is kept, of [`RESERVED`] bytes.
struct Kept {
    address: usize,
    /// So many bytes at its start may have memory.
    touched: usize,
}

static KEPT: Mutex<Vec<Kept>> = Mutex::new(Vec::new());

/// The bytes of addresses that a block of `words` takes.
fn length(words: usize) -> usize {
    words.saturating_mul(8).saturating_add(LARGE_PAGE - 1).max(RESERVED) & !(LARGE_PAGE - 1)
}

/// A block of [`LARGE`] words or more. `None`: there is no memory.
pub fn take(words: usize) -> Option<*mut u64> {
    let length = length(words);
    let known = if length == RESERVED { kept().pop().map(|kept| kept.address) } else { None };
    let block = known.or_else(|| map(length))?;
    memory::count(Use::All, (words * 8) as isize);
    Some(block as *mut u64)
}

/// So many bytes of fresh memory, aligned for large pages.
fn map(length: usize) -> Option<usize> {
    let whole = length.checked_add(LARGE_PAGE)?;
    let access = libc::PROT_READ | libc::PROT_WRITE;
    let kind = libc::MAP_PRIVATE | libc::MAP_ANON | libc::MAP_NORESERVE;
    // SAFETY: a fresh piece of memory, of which what lies before and behind the aligned block is given back.
    unsafe {
        let start = libc::mmap(std::ptr::null_mut(), whole, access, kind, -1, 0);
        if start == libc::MAP_FAILED {
            return None;
        }
        let before = (start as usize).wrapping_neg() % LARGE_PAGE;
        let block = start.byte_add(before);
        for (piece, length) in [(start, before), (block.byte_add(length), LARGE_PAGE - before)] {
            if length > 0 {
                libc::munmap(piece, length);
            }
        }
        #[cfg(target_os = "linux")]
        libc::madvise(block, length, libc::MADV_HUGEPAGE);
        Some(block as usize)
    }
}

/// Gives a block of `words` back.
///
/// # Safety
/// [`take`] gave it, or [`fit`] has made it so long, and nothing refers to it any more.
pub unsafe fn give(block: *mut u64, words: usize) {
    memory::count(Use::All, -((words * 8) as isize));
    let length = length(words);
    // Elsewhere no advice gives pages back at once.
    if cfg!(target_os = "linux") && length == RESERVED {
        keep(Kept { address: block as usize, touched: RESERVED });
    } else {
        // SAFETY: the caller's promise.
        unsafe { libc::munmap(block.cast(), length) };
    }
}

/// Keeps a block, or gives it to the operating system if enough are kept.
fn keep(mut block: Kept) {
    if kept().len() < MOST {
        let touched = touched();
        if touched < block.touched {
            let rest = (block.address + touched) as *mut libc::c_void;
            // SAFETY: nothing refers to what lies there.
            unsafe { libc::madvise(rest, block.touched - touched, libc::MADV_DONTNEED) };
            block.touched = touched;
        }
        let mut kept = kept();
        if kept.len() < MOST {
            kept.push(block);
            return;
        }
    }
    // SAFETY: nothing refers to the block.
    unsafe { libc::munmap(block.address as *mut libc::c_void, RESERVED) };
}

/// Of a block that is given back now, how many bytes keep their memory if it is kept.
fn touched() -> usize {
    (memory::in_use() / PART).clamp(LEAST_TOUCHED, MOST_TOUCHED) & !(LARGE_PAGE - 1)
}

/// Gives of the blocks that are kept what is too much for what the program uses by now.
pub fn trim() {
    let touched = touched();
    let too_large = |block: &mut Kept| block.touched > touched;
    let blocks: Vec<Kept> = kept().extract_if(.., too_large).collect();
    blocks.into_iter().for_each(keep);
}

fn kept() -> MutexGuard<'static, Vec<Kept>> {
    KEPT.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Makes a block of `words` one of `wanted`, without moving it; `false`: that cannot be.
///
/// # Safety
/// [`take`] gave it, and nothing refers to what lies behind so many words.
pub unsafe fn fit(block: *mut u64, words: usize, wanted: usize) -> bool {
    let (now, then) = (length(words), length(wanted));
    if wanted < LARGE || then > now {
        return false;
    }
    memory::count(Use::All, (wanted as isize - words as isize) * 8);
    if then < now {
        // SAFETY: the caller's promise.
        unsafe { libc::munmap(block.byte_add(then).cast(), now - then) };
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_of_all_lengths_hold_what_is_written() {
        for words in [LARGE, LARGE * 3 + 1, RESERVED / 8, RESERVED / 8 + 1, RESERVED / 2] {
            let block = take(words).unwrap();
            assert!((block as usize).is_multiple_of(LARGE_PAGE));
            // SAFETY: the block is as long as that, and nobody else has it.
            unsafe {
                block.write(1);
                block.add(words - 1).write(2);
                assert_eq!((block.read(), block.add(words - 1).read()), (1, 2));
                assert!(fit(block, words, LARGE) && !fit(block, LARGE, LARGE - 1));
                assert!(!fit(block, LARGE, RESERVED / 8 + 1));
                block.add(LARGE - 1).write(3);
                assert_eq!((block.read(), block.add(LARGE - 1).read()), (1, 3));
                give(block, LARGE);
            }
        }
    }
}
