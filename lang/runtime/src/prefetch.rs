//! Asks for memory that is about to be written, so that nobody waits for it then.

/// Brings what is at an address closer, as soon as the processor likes. Nothing else happens, whatever the address.
#[cfg(target_arch = "x86_64")]
#[inline]
pub(crate) fn bring<T>(value: *const T) {
    use std::arch::x86_64::{_MM_HINT_ET0, _mm_prefetch};
    /// Bytes of a line of the caches.
    const LINE: usize = 64;
    let start: *const i8 = value.cast();
    for offset in (0..size_of::<T>()).step_by(LINE) {
        // SAFETY: the instruction is in every processor of this kind, and may be given any address.
        unsafe { _mm_prefetch::<_MM_HINT_ET0>(start.wrapping_add(offset)) };
    }
}

/// Nothing is known of this processor: who writes waits.
#[cfg(not(target_arch = "x86_64"))]
#[inline]
pub(crate) fn bring<T>(_value: *const T) {}
