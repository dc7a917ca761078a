//! Blocks of middle size that are kept for the next process that needs one.
//!
//! A collection takes a new block and gives the old one back, often of the same size, and so on. The allocator
//! returns large pieces to the operating system, and clearing their pages when they come again costs more than
//! the collection itself.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Smaller blocks than this many words come from the allocator fast enough.
const LEAST: usize = 1 << 13;

/// The most that is kept, in words (8 MB): what two processes go through until they have large blocks.
const MOST: usize = 1 << 20;

/// A block, its length in words, and what gives it to the allocator.
struct Block {
    address: *mut u64,
    words: usize,
    free: unsafe fn(*mut u64, usize),
}

// SAFETY: nothing refers to a block that is kept but this.
unsafe impl Send for Block {}

impl Drop for Block {
    fn drop(&mut self) {
        // SAFETY: who gave the block gave what frees it, too, and has forgotten the block.
        unsafe { (self.free)(self.address, self.words) };
    }
}

/// Blocks, the oldest first.
struct Kept {
    blocks: Vec<Block>,
    words: usize,
}

static KEPT: Mutex<Kept> = Mutex::new(Kept { blocks: Vec::new(), words: 0 });

fn kept() -> MutexGuard<'static, Kept> {
    KEPT.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Kept {
    fn take(&mut self, words: usize) -> Option<*mut u64> {
        let place = self.blocks.iter().rposition(|block| block.words == words)?;
        self.words -= words;
        let block = std::mem::ManuallyDrop::new(self.blocks.remove(place));
        Some(block.address)
    }

    /// Keeps a block; gives those that have to make room.
    fn keep(&mut self, block: Block) -> Vec<Block> {
        self.words += block.words;
        self.blocks.push(block);
        let mut count = 0;
        while self.words > MOST {
            self.words -= self.blocks[count].words;
            count += 1;
        }
        self.blocks.drain(..count).collect()
    }
}

/// A block of `words` that has been kept.
pub fn take(words: usize) -> Option<*mut u64> {
    if words < LEAST { None } else { kept().take(words) }
}

/// Gives a block back: keeps it, or frees it by `free`, as happens to those that must make room.
///
/// # Safety
/// `address` is a block of `words` words, nothing refers to it any more, and `free` frees it on any thread.
pub unsafe fn give(address: *mut u64, words: usize, free: unsafe fn(*mut u64, usize)) {
    let block = Block { address, words, free };
    if words >= LEAST {
        // They are freed when the lock is open again.
        let _old = kept().keep(block);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    static FREED: AtomicUsize = AtomicUsize::new(0);

    unsafe fn free(_: *mut u64, words: usize) {
        FREED.fetch_add(words, Ordering::Relaxed);
    }

    #[test]
    fn a_block_comes_back_for_the_same_size() {
        let mut kept = Kept { blocks: Vec::new(), words: 0 };
        let block = |address: usize, words| Block { address: address as *mut u64, words, free };
        assert!(kept.keep(block(16, LEAST)).is_empty());
        assert!(kept.keep(block(32, LEAST * 2)).is_empty());
        assert_eq!(kept.take(LEAST * 4), None);
        assert_eq!(kept.take(LEAST), Some(16 as *mut u64));
        assert_eq!(kept.take(LEAST), None);
        assert_eq!(FREED.load(Ordering::Relaxed), 0);
        assert_eq!(kept.keep(block(64, MOST)).len(), 1, "the older block makes room");
        assert_eq!(FREED.load(Ordering::Relaxed), LEAST * 2);
        assert_eq!((kept.words, kept.take(MOST)), (MOST, Some(64 as *mut u64)));
    }
}
