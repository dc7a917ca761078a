//! What `spawn_opt`, `process_flag` and `system_flag` set of a process's memory.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{PoisonError, RwLock};

/// The bound of `max_heap_size`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MaxHeap {
    /// Words; 0: no bound.
    pub size: usize,
    pub kill: bool,
    pub error_logger: bool,
}

/// What can be set. [`MIN_HEAP_SIZE`] stands for no wish: a process starts with less than that.
#[derive(Debug, Clone, Copy)]
pub struct Tuning {
    pub max_heap: MaxHeap,
    /// Words that the block has at least.
    pub min_heap_size: usize,
    /// Words of binaries that the process may keep before a collection looks which it still uses.
    pub min_bin_vheap_size: usize,
    /// After so many minor collections everything is copied.
    pub fullsweep_after: u16,
    pub off_heap: bool,
    pub sensitive: bool,
}

/// OTP's `min_heap_size` where nobody has set another.
pub const MIN_HEAP_SIZE: usize = 233;
/// The same of `min_bin_vheap_size`.
pub const MIN_BIN_VHEAP_SIZE: usize = 46_422;

/// What processes start with that are given nothing else.
const INITIAL: Tuning = Tuning {
    max_heap: MaxHeap { size: 0, kill: true, error_logger: true },
    min_heap_size: MIN_HEAP_SIZE,
    min_bin_vheap_size: MIN_BIN_VHEAP_SIZE,
    fullsweep_after: u16::MAX,
    off_heap: false,
    sensitive: false,
};

/// What `system_flag` has set. Read by every `spawn` once [`CHANGED`] is set.
static DEFAULTS: RwLock<Tuning> = RwLock::new(INITIAL);
static CHANGED: AtomicBool = AtomicBool::new(false);

impl Default for Tuning {
    /// What new processes start with.
    fn default() -> Tuning {
        changed_defaults().unwrap_or(INITIAL)
    }
}

impl Tuning {
    /// Words of a block, at least; 0: no wish.
    pub fn least_block(&self) -> usize {
        if self.min_heap_size == MIN_HEAP_SIZE { 0 } else { self.min_heap_size }
    }

    /// Bytes of binaries that the process may keep before a collection looks at them.
    pub fn binary_bound(&self) -> usize {
        self.min_bin_vheap_size.saturating_mul(8)
    }
}

/// What new processes start with, if `system_flag` has changed that.
#[inline]
pub fn changed_defaults() -> Option<Tuning> {
    CHANGED.load(Ordering::Relaxed).then(|| *DEFAULTS.read().unwrap_or_else(PoisonError::into_inner))
}

/// Sets what new processes start with; gives what they have started with before.
pub fn set_defaults(tuning: Tuning) -> Tuning {
    let before = std::mem::replace(&mut *DEFAULTS.write().unwrap_or_else(PoisonError::into_inner), tuning);
    CHANGED.store(true, Ordering::Relaxed);
    before
}

/// The first sizes of OTP's heaps, in words: each is the sum of the two before it and one.
const FIRST_SIZES: [u64; 2] = [12, 38];
/// So many sizes grow like that, the others by a fifth.
const ADDED_SIZES: usize = 23;
/// How many sizes there are.
const SIZES: usize = 137;

/// The sizes that `min_heap_size` is rounded up to, as in OTP.
pub fn heap_sizes() -> impl Iterator<Item = u64> {
    let [mut size, mut next] = FIRST_SIZES;
    (0..SIZES).map(move |index| {
        let this = size;
        size = next;
        next = if index + 2 < ADDED_SIZES { this + next + 1 } else { next + next / 5 };
        this
    })
}

/// The first of OTP's sizes that is no smaller.
pub fn rounded(words: usize) -> Option<usize> {
    let size = heap_sizes().find(|&size| size >= words as u64)?;
    usize::try_from(size).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_those_of_otp() {
        let sizes: Vec<u64> = heap_sizes().take(26).collect();
        assert_eq!(sizes[..6], [12, 38, 51, 90, 142, 233]);
        assert_eq!(sizes[20..], [318_187, 514_838, 833_026, 999_631, 1_199_557, 1_439_468]);
        assert_eq!([0, 233, 234, 1_000_000].map(rounded), [Some(12), Some(233), Some(376), Some(1_199_557)]);
        assert_eq!(rounded(usize::MAX), None);
    }
}
