//! Literal areas: the constant terms of compiled code.
//!
//! All areas lie in one reserved range of addresses, so that "is this a literal?" is one subtraction
//! and one comparison: the collector and the copying of messages leave literals where they are. An
//! area is owned by one version of a module and gives its pages back when it is dropped; whoever
//! drops it knows that no term refers to it any more.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use crate::bits::block::Binaries;
use crate::build::Heap;
use crate::memory::{Use, count_now};

/// Bytes of the reserved range. Only addresses are reserved, not memory; 64 GB is far more than the
/// constants of any program and a small part of the 128 TB that a program may address.
#[cfg(unix)]
const RANGE: usize = 64 << 30;
/// Elsewhere the range is one ordinary allocation, which most systems fill in when it is touched.
#[cfg(not(unix))]
const RANGE: usize = 256 << 20;

/// Where so many addresses are not to be had, fewer are reserved, down to this.
const SMALLEST_RANGE: usize = 64 << 20;

/// Areas take whole units. The page size of most systems; a multiple of it need not be exact, see
/// [`unit`].
const SMALLEST_UNIT: usize = 4096;

/// The largest piece that an area takes ahead of need, in bytes.
const LARGEST_STEP: usize = 1 << 20;

/// Where the range starts, and its length, which is none before the first area is made. Written once.
static BASE: AtomicUsize = AtomicUsize::new(0);
static LENGTH: AtomicUsize = AtomicUsize::new(0);

/// Whether an address lies in a literal area.
#[inline]
pub fn is_literal(pointer: *const u64) -> bool {
    (pointer as usize).wrapping_sub(BASE.load(Ordering::Relaxed)) < LENGTH.load(Ordering::Relaxed)
}

/// Both bounds of that test, for who makes it many times: the start, and the length in bytes; 0 before the first
/// literal.
#[inline]
pub fn bounds() -> (usize, usize) {
    (BASE.load(Ordering::Relaxed), LENGTH.load(Ordering::Relaxed))
}

/// The address at which the range starts and its length in bytes, for compiled code that makes the
/// test of [`is_literal`] itself.
pub fn range() -> (usize, usize) {
    let region = region();
    (region.base, region.length)
}

/// The reserved range and what is free of it.
struct Region {
    base: usize,
    length: usize,
    /// Free extents: start and length in bytes, never adjacent to each other.
    free: Mutex<BTreeMap<usize, usize>>,
}

fn region() -> &'static Region {
    static REGION: OnceLock<Region> = OnceLock::new();
    REGION.get_or_init(|| {
        let (base, length) = reserve();
        BASE.store(base, Ordering::Relaxed);
        LENGTH.store(length, Ordering::Relaxed);
        Region { base, length, free: Mutex::new(BTreeMap::from([(base, length)])) }
    })
}

/// Reserves as large a range as there is.
fn reserve() -> (usize, usize) {
    let mut length = RANGE;
    loop {
        match system::reserve(length) {
            Ok(base) => return (base, length),
            Err(_) if length > SMALLEST_RANGE => length /= 2,
            Err(error) => panic!("no address range for literals: {error}"),
        }
    }
}

impl Region {
    /// Takes `bytes` (a multiple of the unit) and makes them usable, filled with zeros.
    fn take(&self, bytes: usize) -> usize {
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let found =
            free.iter().find(|&(_, &length)| length >= bytes).map(|(&start, &length)| (start, length));
        let Some((start, length)) = found else {
            panic!("the address range for literals is used up");
        };
        free.remove(&start);
        if length > bytes {
            free.insert(start + bytes, length - bytes);
        }
        drop(free);
        system::commit(start, bytes);
        count_now(Use::Code, bytes as isize);
        start
    }

    /// Gives back what [`Region::take`] gave.
    fn give_back(&self, mut start: usize, mut bytes: usize) {
        system::release(start, bytes);
        count_now(Use::Code, -(bytes as isize));
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(length) = free.remove(&(start + bytes)) {
            bytes += length;
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

/// A piece of the range.
#[derive(Debug)]
struct Extent {
    start: usize,
    bytes: usize,
}

/// The literals of one version of a module. It grows as terms are made in it.
#[derive(Debug, Default)]
pub struct LiteralArea {
    binaries: Binaries,
    extents: Vec<Extent>,
    /// Bytes used of the last extent.
    used: usize,
}

impl LiteralArea {
    /// An empty area; it takes no memory before the first term is made in it.
    pub fn new() -> LiteralArea {
        LiteralArea::default()
    }

    /// Bytes taken from the system.
    pub fn bytes(&self) -> usize {
        self.extents.iter().map(|extent| extent.bytes).sum()
    }

    /// The pieces that the area is made of: start and length in bytes.
    pub fn pieces(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.extents.iter().map(|extent| (extent.start, extent.bytes))
    }

    /// Whether an address lies in this area.
    pub fn contains(&self, pointer: *const u64) -> bool {
        let address = pointer as usize;
        self.extents.iter().any(|extent| address.wrapping_sub(extent.start) < extent.bytes)
    }

    fn grow(&mut self, need: usize) {
        // Each extent is as large as all before it, so that an area has few of them.
        let step = self.bytes().clamp(SMALLEST_UNIT, LARGEST_STEP);
        let unit = unit();
        let bytes = need.max(step).div_ceil(unit) * unit;
        self.extents.push(Extent { start: region().take(bytes), bytes });
        self.used = 0;
    }
}

// SAFETY: extents are aligned to pages and stay until the area is dropped; every word of them is
// given out once.
unsafe impl Heap for LiteralArea {
    fn alloc(&mut self, words: usize) -> *mut u64 {
        let need = words * size_of::<u64>();
        let fits = self.extents.last().is_some_and(|extent| extent.bytes - self.used >= need);
        if !fits {
            self.grow(need);
        }
        let start = self.extents.last().map_or(0, |extent| extent.start) + self.used;
        self.used += need;
        start as *mut u64
    }

    fn binaries(&mut self) -> &mut Binaries {
        &mut self.binaries
    }
}

impl Drop for LiteralArea {
    fn drop(&mut self) {
        self.binaries.release();
        for extent in &self.extents {
            region().give_back(extent.start, extent.bytes);
        }
    }
}

/// Bytes that extents are multiples of: pages.
fn unit() -> usize {
    static UNIT: OnceLock<usize> = OnceLock::new();
    *UNIT.get_or_init(|| system::page_size().max(SMALLEST_UNIT))
}

#[cfg(unix)]
mod system {
    /// Reserves addresses without memory behind them.
    pub fn reserve(bytes: usize) -> std::io::Result<usize> {
        let flags = libc::MAP_PRIVATE | libc::MAP_ANON | libc::MAP_NORESERVE;
        // SAFETY: a fresh anonymous mapping at an address that the system chooses.
        let start = unsafe { libc::mmap(std::ptr::null_mut(), bytes, libc::PROT_NONE, flags, -1, 0) };
        if start == libc::MAP_FAILED {
            return Err(std::io::Error::last_os_error());
        }
        Ok(start as usize)
    }

    /// Makes reserved addresses usable.
    pub fn commit(start: usize, bytes: usize) {
        // SAFETY: the range was taken from the reserved one, so nothing else is there.
        let result =
            unsafe { libc::mprotect(start as *mut libc::c_void, bytes, libc::PROT_READ | libc::PROT_WRITE) };
        assert!(result == 0, "no memory for literals: {}", std::io::Error::last_os_error());
    }

    /// Gives the memory back and keeps the addresses reserved.
    pub fn release(start: usize, bytes: usize) {
        let flags = libc::MAP_PRIVATE | libc::MAP_ANON | libc::MAP_NORESERVE | libc::MAP_FIXED;
        // SAFETY: the range is an extent that its area has just given up; mapping over it drops its
        // pages at once.
        let result = unsafe { libc::mmap(start as *mut libc::c_void, bytes, libc::PROT_NONE, flags, -1, 0) };
        assert!(result != libc::MAP_FAILED, "cannot release: {}", std::io::Error::last_os_error());
    }

    pub fn page_size() -> usize {
        // SAFETY: a query without side effects.
        let size = unsafe { libc::sysconf(libc::_SC_PAGESIZE) };
        usize::try_from(size).unwrap_or(4096)
    }
}

#[cfg(not(unix))]
mod system {
    use std::alloc::{Layout, alloc_zeroed};

    /// One allocation for the whole range.
    pub fn reserve(bytes: usize) -> std::io::Result<usize> {
        let layout = Layout::from_size_align(bytes, 4096).expect("a size and a power of two");
        // SAFETY: the size is not zero.
        let start = unsafe { alloc_zeroed(layout) };
        if start.is_null() {
            return Err(std::io::ErrorKind::OutOfMemory.into());
        }
        Ok(start as usize)
    }

    pub fn commit(_start: usize, _bytes: usize) {}

    /// Fills with zeros, as fresh memory is.
    pub fn release(start: usize, bytes: usize) {
        // SAFETY: the range is an extent that its area has just given up.
        unsafe { std::ptr::write_bytes(start as *mut u8, 0, bytes) };
    }

    pub fn page_size() -> usize {
        4096
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build;
    use crate::term::Term;

    #[test]
    fn literals_are_told_from_other_terms() {
        let mut arena = build::Arena::new();
        let outside = build::cons(&mut arena, Term::small(1), crate::term::NIL);
        assert!(!is_literal(outside.pointer()));
        let mut area = LiteralArea::new();
        let inside = build::cons(&mut area, Term::small(1), crate::term::NIL);
        assert!(is_literal(inside.pointer()) && area.contains(inside.pointer()));
        assert!(!is_literal(outside.pointer()) && !area.contains(outside.pointer()));
        let (base, length) = range();
        assert!((base..base + length).contains(&(inside.pointer() as usize)));
    }

    #[test]
    fn an_area_grows_and_is_given_back() {
        let mut area = LiteralArea::new();
        let list = build::list(&mut area, (0..100_000).map(Term::small));
        assert_eq!(build::list_elements(list).map(|elements| elements.len()), Some(100_000));
        let large = build::tuple(&mut area, &vec![Term::small(7); 300_000]);
        assert_eq!(build::tuple_elements(large).map(<[Term]>::len), Some(300_000));
        assert!(area.bytes() >= 4_000_000 && area.extents.len() < 20);
        drop(area);
        let areas: Vec<_> = (0..100)
            .map(|_| {
                let mut area = LiteralArea::new();
                build::cons(&mut area, Term::small(1), Term::small(2));
                area
            })
            .collect();
        drop(areas);
    }
}
