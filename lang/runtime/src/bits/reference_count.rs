//! How many objects point to a block of bytes.

use crate::sync::atomic::{AtomicUsize, Ordering, fence};

/// Counts the objects that point to a block. Written by all threads that copy or drop such an object.
#[repr(transparent)]
pub struct ReferenceCount(AtomicUsize);

impl ReferenceCount {
    /// Of a new block.
    pub fn one() -> ReferenceCount {
        ReferenceCount(AtomicUsize::new(1))
    }

    /// One more, beside one that the caller has.
    pub fn add(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    /// Gives up the caller's. `true`: it was the last; what others did with the block has been done.
    pub fn give_up(&self) -> bool {
        let last = self.0.fetch_sub(1, Ordering::Release) == 1;
        if last {
            fence(Ordering::Acquire);
        }
        last
    }

    /// Whether there is none beside the caller's: what others did with the block has been done, and as only who has one
    /// can add one, nobody else will come.
    pub fn is_one(&self) -> bool {
        self.0.load(Ordering::Acquire) == 1
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }
}
