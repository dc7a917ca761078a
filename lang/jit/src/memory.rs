//! Code memory: one reserved range of addresses, so that all code is within reach of a direct call,
//! from which every unit of code gets pages of its own and to which it gives them back.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Mutex, OnceLock};

use swerl_runtime::memory::{Use, count_now};

use crate::relocation::REACH;

/// The reserved range, all of which a call reaches.
const RANGE: usize = REACH;

/// Every segment starts at such an address, so that the collector takes return addresses for small
/// integers, and has so many bytes before it, for the pointer to its description.
pub const ALIGN: usize = 16;

/// The free pages of the range: start to length, in bytes, neighbours joined.
struct Range {
    base: usize,
    free: Mutex<BTreeMap<usize, usize>>,
}

fn range() -> &'static Range {
    static INSTANCE: OnceLock<Range> = OnceLock::new();
    INSTANCE.get_or_init(|| {
        // SAFETY: an anonymous reservation at an address of the system's choice.
        let base = unsafe {
            libc::mmap(
                std::ptr::null_mut(),
                RANGE,
                libc::PROT_NONE,
                libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE,
                -1,
                0,
            )
        };
        let free = if base == libc::MAP_FAILED { BTreeMap::new() } else { BTreeMap::from([(0, RANGE)]) };
        Range { base: base as usize, free: Mutex::new(free) }
    })
}

fn page_size() -> usize {
    // SAFETY: asks the system for a constant.
    unsafe { libc::sysconf(libc::_SC_PAGESIZE) as usize }
}

impl Range {
    fn take(&self, bytes: usize) -> Option<usize> {
        let mut free = self.free.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let (&start, &length) = free.iter().find(|&(_, &length)| length >= bytes)?;
        free.remove(&start);
        if length > bytes {
            free.insert(start + bytes, length - bytes);
        }
        Some(start)
    }

    fn give_back(&self, mut start: usize, mut bytes: usize) {
        let mut free = self.free.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if let Some(next) = free.remove(&(start + bytes)) {
            bytes += next;
        }
        if let Some((&before, &length)) = free.range(..start).next_back()
            && before + length == start
        {
            start = before;
            bytes += length;
        }
        free.insert(start, bytes);
    }
}

/// The pages of one unit of code: written once, then executable and no longer writable, given back
/// when dropped.
pub struct CodePages {
    start: usize,
    bytes: usize,
    writable: bool,
}

impl CodePages {
    /// Writable pages with room for `bytes`.
    pub fn new(bytes: usize) -> io::Result<CodePages> {
        let bytes = bytes.max(1).next_multiple_of(page_size());
        let range = range();
        let start = range.take(bytes).ok_or_else(|| io::Error::other("no code memory is left"))?;
        let mut pages = CodePages { start, bytes, writable: false };
        count_now(Use::Code, bytes as isize);
        pages.protect(libc::PROT_READ | libc::PROT_WRITE)?;
        pages.writable = true;
        Ok(pages)
    }

    /// The address at which the pages start.
    pub fn address(&self) -> usize {
        range().base + self.start
    }

    /// How many bytes they have.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// The bytes, as long as they are not sealed; none afterwards.
    pub fn bytes_mut(&mut self) -> &mut [u8] {
        let bytes = if self.writable { self.bytes } else { 0 };
        // SAFETY: the pages are this object's own, and as long as they are writable nothing runs in them.
        unsafe { std::slice::from_raw_parts_mut(self.address() as *mut u8, bytes) }
    }

    /// Makes the pages executable, and no longer writable.
    pub fn seal(&mut self) -> io::Result<()> {
        self.writable = false;
        self.protect(libc::PROT_READ | libc::PROT_EXEC)?;
        self.show_to_processor()
    }

    #[cfg(target_arch = "x86_64")]
    fn show_to_processor(&self) -> io::Result<()> {
        Ok(())
    }

    /// Other processors may have read what stood there before as instructions.
    #[cfg(not(target_arch = "x86_64"))]
    fn show_to_processor(&self) -> io::Result<()> {
        // SAFETY: the pages are this object's own and readable.
        unsafe { wasmtime_internal_jit_icache_coherence::clear_cache(self.address() as *const _, self.bytes) }
            .and_then(|()| wasmtime_internal_jit_icache_coherence::pipeline_flush_mt())
            .map_err(io::Error::other)
    }

    fn protect(&self, protection: i32) -> io::Result<()> {
        // SAFETY: the pages are this object's own.
        let result = unsafe { libc::mprotect(self.address() as *mut libc::c_void, self.bytes, protection) };
        if result == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
    }
}

impl Drop for CodePages {
    fn drop(&mut self) {
        // SAFETY: replaces the pages, which nothing refers to any more, by an empty reservation,
        // which returns their memory.
        unsafe {
            libc::mmap(
                self.address() as *mut libc::c_void,
                self.bytes,
                libc::PROT_NONE,
                libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE | libc::MAP_FIXED,
                -1,
                0,
            );
        }
        count_now(Use::Code, -(self.bytes as isize));
        range().give_back(self.start, self.bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::{CodePages, page_size};

    #[test]
    fn pages_are_given_back_and_taken_again() {
        let first = CodePages::new(3 * page_size()).expect("pages");
        let start = first.start;
        drop(first);
        // Other tests compile at the same time: some earlier start is free again, not a later one.
        assert!(CodePages::new(page_size()).expect("pages").start <= start);
    }

    #[test]
    fn pages_are_writable_until_they_are_sealed() {
        let mut pages = CodePages::new(100).expect("pages");
        pages.bytes_mut().fill(0xcc);
        pages.seal().expect("sealed");
        assert!(pages.bytes_mut().is_empty() && pages.bytes() == page_size());
    }
}
