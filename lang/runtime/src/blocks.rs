//! Blocks of memory that a thread keeps for the next process that needs one.
//!
//! A collection takes a new block and gives the old one back, often of the same size, and so on. The allocator
//! returns large pieces to the operating system, and getting them again costs a page fault for each page: more
//! than the collection itself.

use std::cell::RefCell;

/// Smaller blocks than this many words come from the allocator fast enough.
const LEAST: usize = 1 << 13;

/// The most that a thread keeps, in words (64 MB): twice what the heap of a busy process usually is. More than
/// the last collection freed is hardly of use.
const MOST: usize = 1 << 23;

/// A block and its length in words.
type Block = (*mut u64, usize);

/// What a thread keeps; freed when it ends.
struct Kept {
    blocks: Vec<Block>,
    words: usize,
    free: unsafe fn(*mut u64, usize),
}

thread_local! {
    static KEPT: RefCell<Option<Kept>> = const { RefCell::new(None) };
}

impl Drop for Kept {
    fn drop(&mut self) {
        for (block, words) in self.blocks.drain(..) {
            // SAFETY: who gave the block gave what frees it, too, and has forgotten the block.
            unsafe { (self.free)(block, words) };
        }
    }
}

/// A block of `words` that has been kept.
pub fn take(words: usize) -> Option<*mut u64> {
    if words < LEAST {
        return None;
    }
    KEPT.try_with(|kept| {
        let mut kept = kept.borrow_mut();
        let kept = kept.as_mut()?;
        let place = kept.blocks.iter().rposition(|&(_, length)| length == words)?;
        kept.words -= words;
        Some(kept.blocks.remove(place).0)
    })
    .ok()
    .flatten()
}

/// Keeps a block, if it is worth that: then the caller has it no more, and `free` gets it in the end. The oldest
/// blocks make room.
///
/// # Safety
/// `block` has `words` words, nothing refers to it any more, and `free` frees it on any thread.
pub unsafe fn keep(block: *mut u64, words: usize, free: unsafe fn(*mut u64, usize)) -> bool {
    if !(LEAST..=MOST).contains(&words) {
        return false;
    }
    KEPT.try_with(|kept| {
        let mut kept = kept.borrow_mut();
        let kept = kept.get_or_insert_with(|| Kept { blocks: Vec::new(), words: 0, free });
        kept.blocks.push((block, words));
        kept.words += words;
        while kept.words > MOST {
            let (oldest, length) = kept.blocks.remove(0);
            kept.words -= length;
            // SAFETY: as in `drop`.
            unsafe { (kept.free)(oldest, length) };
        }
    })
    .is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    thread_local! {
        static FREED: Cell<usize> = const { Cell::new(0) };
    }

    unsafe fn free(_: *mut u64, words: usize) {
        FREED.set(FREED.get() + words);
    }

    fn keep_one(address: usize, words: usize) -> bool {
        // SAFETY: nobody looks into the block.
        unsafe { keep(address as *mut u64, words, free) }
    }

    #[test]
    fn a_block_comes_back_for_the_same_size() {
        assert!(!keep_one(8, 100), "a small block is not worth it");
        assert!(!keep_one(8, MOST + 1), "a huge block goes back");
        assert!(keep_one(16, LEAST) && keep_one(32, LEAST * 2));
        assert_eq!(take(LEAST * 4), None);
        assert_eq!(take(LEAST), Some(16 as *mut u64));
        assert_eq!(take(LEAST), None);
        assert_eq!(FREED.get(), 0);
        assert!(keep_one(64, MOST));
        assert_eq!(FREED.get(), LEAST * 2, "the older block made room");
    }
}
