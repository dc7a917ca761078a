//! Large blocks of memory that are kept for the next process that needs one.
//!
//! A collection takes a new block and gives the old one back, often of the same size, and so on. The allocator
//! returns large pieces to the operating system, and clearing their pages when they come again costs more than
//! the collection itself.
//!
//! The largest come from the operating system itself, so that not a page of them is touched before it is used, and
//! what a process does not need any more can be cut off at the end.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::memory::{self, Use};

/// Smaller blocks than this many words come from the allocator fast enough.
const LEAST: usize = 1 << 13;

/// The most that is kept, in words (64 MB): one large block, or what a process goes through until it has that.
const MOST: usize = 1 << 23;

/// From this many words on (4 MB) a block comes from the operating system and lies in its large pages, if it has any:
/// then a fault brings two megabytes instead of four kilobytes.
pub const LARGE: usize = 1 << 19;

/// The alignment of large pages, in bytes.
const LARGE_PAGE: usize = 2 << 20;

/// What blocks from the operating system are multiples of, in bytes: the largest of its usual pages.
const GRAIN: usize = 64 << 10;

/// The bytes that a block of [`LARGE`] words or more takes.
fn bytes(words: usize) -> usize {
    words.saturating_mul(8).saturating_add(GRAIN - 1) & !(GRAIN - 1)
}

/// A fresh block of [`LARGE`] words or more, in large pages where there are any. `None`: there is no memory.
pub fn map(words: usize) -> Option<*mut u64> {
    let length = bytes(words);
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
        memory::count(Use::All, length as isize);
        Some(block.cast())
    }
}

/// Gives back what [`map`] gave.
///
/// # Safety
/// `block` is such a block of `words`, and nothing refers to it any more.
pub unsafe fn unmap(block: *mut u64, words: usize) {
    memory::count(Use::All, -(bytes(words) as isize));
    // SAFETY: the caller's promise.
    unsafe { libc::munmap(block.cast(), bytes(words)) };
}

/// Cuts a block of [`map`] off after so many words, not fewer than [`LARGE`].
///
/// # Safety
/// `block` is such a block of `words`, and nothing refers to what lies behind `left`.
pub unsafe fn cut(block: *mut u64, words: usize, left: usize) {
    let (whole, left) = (bytes(words), bytes(left));
    if left < whole {
        memory::count(Use::All, -((whole - left) as isize));
        // SAFETY: the caller's promise.
        unsafe { libc::munmap(block.byte_add(left).cast(), whole - left) };
    }
}

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

    /// The blocks of less than so many words, no longer kept: a process that grows leaves them behind.
    fn outgrown(&mut self, words: usize) -> Vec<Block> {
        let (outgrown, rest) =
            std::mem::take(&mut self.blocks).into_iter().partition(|block| block.words < words);
        self.blocks = rest;
        self.words = self.blocks.iter().map(|block| block.words).sum();
        outgrown
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

/// A block of `words` that has been kept. If there is none, smaller ones make room for the one that will be made.
pub fn take(words: usize) -> Option<*mut u64> {
    if words < LEAST {
        return None;
    }
    let mut kept = kept();
    let taken = kept.take(words);
    let outgrown = if taken.is_none() && words >= LARGE { kept.outgrown(words) } else { Vec::new() };
    // They are freed when the lock is open again.
    drop(kept);
    drop(outgrown);
    taken
}

/// Gives a block back: keeps it, or frees it by `free`, as happens to those that must make room.
///
/// # Safety
/// `address` is a block of `words` words, nothing refers to it any more, and `free` frees it on any thread.
pub unsafe fn give(address: *mut u64, words: usize, free: unsafe fn(*mut u64, usize)) {
    let block = Block { address, words, free };
    if (LEAST..=MOST).contains(&words) {
        // As above: they are freed when the lock is open again.
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
        assert!(kept.outgrown(MOST).is_empty());
        assert_eq!(kept.outgrown(MOST * 2).len(), 1);
        assert_eq!((kept.words, kept.take(MOST)), (0, None));
    }
}
