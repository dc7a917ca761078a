//! Where a function's code is, for those who look while another version takes its place.

use crate::sync::atomic::{AtomicPtr, Ordering};

/// An address of code. Compiled code reads it by a plain load: as what it finds there depends on the address, it sees
/// what had been written before that was published.
#[repr(transparent)]
pub struct CodeCell(AtomicPtr<u8>);

impl CodeCell {
    /// A cell that nobody knows yet.
    pub fn new(code: *const u8) -> CodeCell {
        CodeCell(AtomicPtr::new(code.cast_mut()))
    }

    /// Leads those who look from now on to `code`, which is complete.
    pub fn publish(&self, code: *const u8) {
        self.0.store(code.cast_mut(), Ordering::Release);
    }

    /// The address published last.
    pub fn get(&self) -> *const u8 {
        self.0.load(Ordering::Acquire)
    }
}
