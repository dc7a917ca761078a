//! Code memory: one reserved range of addresses, so that all code is within reach of a direct call,
//! from which every unit of code gets pages of its own and to which it gives them back.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex, OnceLock};

use cranelift_jit::{BranchProtection, JITMemoryKind, JITMemoryProvider};
use cranelift_module::ModuleResult;

/// The reserved range. Calls reach 2 GiB; half of it holds a few million functions.
const RANGE: usize = 1 << 30;

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
    used: usize,
    last: usize,
}

impl CodePages {
    /// Writable pages with room for `bytes`.
    pub fn new(bytes: usize) -> io::Result<CodePages> {
        let bytes = bytes.max(1).next_multiple_of(page_size());
        let range = range();
        let start = range.take(bytes).ok_or_else(|| io::Error::other("no code memory is left"))?;
        let pages = CodePages { start, bytes, used: 0, last: 0 };
        pages.protect(libc::PROT_READ | libc::PROT_WRITE)?;
        Ok(pages)
    }

    /// Where the segment that was placed last starts.
    pub fn last_start(&self) -> usize {
        self.address() + self.last
    }

    fn address(&self) -> usize {
        range().base + self.start
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
        range().give_back(self.start, self.bytes);
    }
}

/// A unit's pages, shared between its Cranelift module, which writes code into them, and
/// [`crate::unit::Unit`], which writes the words before each segment.
#[derive(Clone, Default)]
pub struct SharedPages(pub Arc<Mutex<Option<CodePages>>>);

impl JITMemoryProvider for SharedPages {
    fn allocate(&mut self, size: usize, align: u64, _kind: JITMemoryKind) -> io::Result<*mut u8> {
        let mut guard = self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let pages = guard.as_mut().ok_or_else(|| io::Error::other("code memory was given back"))?;
        let start = (pages.used + ALIGN).next_multiple_of((align as usize).max(ALIGN));
        if start + size > pages.bytes {
            return Err(io::Error::other("a unit of code is larger than was asked for"));
        }
        pages.last = start;
        pages.used = start + size;
        Ok((pages.address() + start) as *mut u8)
    }

    unsafe fn free_memory(&mut self) {
        self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).take();
    }

    fn finalize(&mut self, _protection: BranchProtection) -> ModuleResult<()> {
        let guard = self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if let Some(pages) = guard.as_ref() {
            pages
                .protect(libc::PROT_READ | libc::PROT_EXEC)
                .map_err(|error| cranelift_module::ModuleError::Allocation { err: error })?;
        }
        Ok(())
    }
}

/// The bytes of code memory that a segment of `bytes` takes at most.
pub const fn footprint(bytes: usize) -> usize {
    bytes.next_multiple_of(ALIGN) + 2 * ALIGN
}

#[cfg(test)]
mod tests {
    use super::{CodePages, SharedPages, page_size};
    use cranelift_jit::{JITMemoryKind, JITMemoryProvider};

    #[test]
    fn pages_are_given_back_and_taken_again() {
        let first = CodePages::new(3 * page_size()).expect("pages");
        let start = first.start;
        drop(first);
        // Other tests compile at the same time: some earlier start is free again, not a later one.
        assert!(CodePages::new(page_size()).expect("pages").start <= start);
    }

    #[test]
    fn segments_are_aligned_with_room_before_them() {
        let mut shared = SharedPages::default();
        *shared.0.lock().expect("pages") = Some(CodePages::new(100).expect("pages"));
        let mut place =
            |bytes| shared.allocate(bytes, 1, JITMemoryKind::Executable).map(|start| start as usize);
        let (a, b) = (place(5).expect("room"), place(40).expect("room"));
        assert!(a % 16 == 0 && b % 16 == 0 && b - (a + 5) >= 16);
        assert!(place(1 << 20).is_err());
    }
}
