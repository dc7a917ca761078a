//! How much memory the program uses, and by what.
//!
//! Each thread counts for itself and adds to the common counts now and then, so that counting costs a few
//! instructions and no traffic between cores. What a thread has not added yet stays below [`BATCH`].

use std::alloc::{GlobalAlloc, Layout};
use std::cell::Cell;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};

use crossbeam_utils::CachePadded;
use mimalloc::MiMalloc;

/// What bytes are counted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// Everything that comes from the allocator.
    All = 0,
    /// Processes' own memory.
    Processes = 1,
    /// Tables: as many words as `ets:info(Table, memory)` says.
    Tables = 2,
    /// Machine code and literals, which do not come from the allocator.
    Code = 3,
}

const USES: usize = 4;

/// Bytes that a thread counts before it adds them to the common count.
const BATCH: i64 = 64 << 10;

/// Written by every thread, [`BATCH`] at a time.
static COUNTS: CachePadded<[AtomicI64; USES]> = CachePadded::new([const { AtomicI64::new(0) }; USES]);

thread_local! {
    /// What this thread has not added yet.
    static PENDING: [Cell<i64>; USES] = const { [const { Cell::new(0) }; USES] };
}

/// Counts bytes that are used from now on, or, negative, no longer.
#[inline]
pub fn count(what: Use, bytes: isize) {
    // A thread that ends may still free memory when its own storage is gone: then nothing is pending.
    let _ = PENDING.try_with(|pending| {
        let pending = &pending[what as usize];
        let sum = pending.get() + bytes as i64;
        if sum.abs() < BATCH {
            pending.set(sum);
        } else {
            pending.set(0);
            COUNTS[what as usize].fetch_add(sum, Ordering::Relaxed);
        }
    });
}

/// Bytes in use, as far as threads have said.
pub fn used(what: Use) -> usize {
    COUNTS[what as usize].load(Ordering::Relaxed).max(0) as usize
}

/// Bytes of everything in use: from the allocator, and machine code and literals.
pub fn in_use() -> usize {
    used(Use::All) + used(Use::Code)
}

/// Bytes in use, with what the calling thread has not said yet.
pub fn used_now(what: Use) -> usize {
    let pending = PENDING.try_with(|pending| pending[what as usize].get()).unwrap_or(0);
    (COUNTS[what as usize].load(Ordering::Relaxed) + pending).max(0) as usize
}

/// Counts bytes as [`count`] does, at once: for what is rare.
pub fn count_now(what: Use, bytes: isize) {
    COUNTS[what as usize].fetch_add(bytes as i64, Ordering::Relaxed);
}

/// Adds what the calling thread has not said yet to the common counts: for one that ends, or sleeps for long.
pub fn say_all() {
    let _ = PENDING.try_with(|pending| {
        for (pending, count) in pending.iter().zip(COUNTS.iter()) {
            count.fetch_add(pending.take(), Ordering::Relaxed);
        }
    });
}

/// Runs what waits for long. Meanwhile the calling thread keeps nothing of what it has had from the allocator: each
/// would keep some free places of every size for itself.
pub fn without<T>(wait: impl FnOnce() -> T) -> T {
    say_all();
    // SAFETY: the thread begins anew with its next allocation.
    unsafe { libmimalloc_sys::mi_thread_done() };
    let value = wait();
    // SAFETY: as above. It does so here, as one that ends must have begun anew.
    unsafe { libmimalloc_sys::mi_free(libmimalloc_sys::mi_malloc(1)) };
    value
}

/// Bytes that the program may use before its largest processes end; 0: not set yet.
static LIMIT: AtomicUsize = AtomicUsize::new(0);

/// Sets what the program may use.
pub fn set_limit(bytes: usize) {
    LIMIT.store(bytes, Ordering::Relaxed);
}

/// What the program may use: three quarters of the machine's memory, if nothing else was set.
pub fn limit() -> usize {
    match LIMIT.load(Ordering::Relaxed) {
        0 => {
            let limit = machine() / 4 * 3;
            set_limit(limit);
            limit
        }
        limit => limit,
    }
}

/// Whether more is used than may be.
pub fn is_over_limit() -> bool {
    in_use() > limit()
}

/// Whether a request is so large, and so much is used, that it would pass the machine's memory before
/// anybody is told to end. A sixth above the limit is left for requests that end while they are looked at.
pub fn is_too_much(bytes: usize) -> bool {
    in_use().saturating_add(bytes) > limit() / 6 * 7
}

/// What a built-in function unwinds with when it asks for too much.
pub struct TooMuch;

/// Bytes of a request that is worth a look at what is in use.
const LARGE_REQUEST: usize = 1 << 20;

/// For a built-in function, or [work outside](crate::request::outside) of its process, that is about to take so many
/// bytes: ends it, by unwinding with [`TooMuch`], if that is too much.
pub fn ask(bytes: usize) {
    if !has_room(bytes) {
        std::panic::resume_unwind(Box::new(TooMuch));
    }
}

/// Whether so many bytes may be taken at once.
pub fn has_room(bytes: usize) -> bool {
    bytes < LARGE_REQUEST || !is_too_much(bytes)
}

/// Makes room for so many more elements in a buffer that is filled piece by piece, in a built-in function or not. [`ask`]s first
/// on threads that run processes: elsewhere nothing is unwound.
#[inline]
pub fn grow<T>(buffer: &mut Vec<T>, more: usize) {
    if buffer.capacity() - buffer.len() < more {
        buffer.reserve(asked(buffer.capacity(), more, size_of::<T>()));
    }
}

/// [`grow`], for bytes of a text.
#[inline]
pub fn grow_text(text: &mut String, more: usize) {
    if text.capacity() - text.len() < more {
        text.reserve(asked(text.capacity(), more, 1));
    }
}

/// How many elements of `size` bytes to reserve where so many more are needed.
#[cold]
fn asked(capacity: usize, more: usize, size: usize) -> usize {
    let more = more.max(capacity);
    if crate::world::is_counted() {
        ask((capacity + more) * size);
    }
    more
}

/// Bytes of memory of the machine, or those that the program's group may use.
fn machine() -> usize {
    // SAFETY: the calls ask for numbers.
    let (pages, size) = unsafe { (libc::sysconf(libc::_SC_PHYS_PAGES), libc::sysconf(libc::_SC_PAGESIZE)) };
    let whole = (pages.max(0) as usize).saturating_mul(size.max(0) as usize);
    let files = ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"];
    let group = files.iter().find_map(|file| std::fs::read_to_string(file).ok()?.trim().parse().ok());
    // Where nothing is known, nothing is limited.
    if whole == 0 { usize::MAX / 8 } else { group.map_or(whole, |group: usize| group.min(whole)) }
}

/// The most that a thread that is about to sleep has seen in use, and gives back what is free once so much
/// less is in use: giving back takes some milliseconds, and so does getting it again.
const TRIM_FROM: usize = 64 << 20;

/// Gives memory back to the operating system if much less is in use than was. For a thread that has nothing
/// to do, now and then: `peak` is what it remembers between these calls.
pub fn trim(peak: &mut usize) {
    let used = used(Use::All);
    *peak = used.max(*peak);
    if *peak - used > TRIM_FROM.max(used / 2) {
        *peak = used;
        // SAFETY: the call frees what nobody uses, whenever it comes.
        unsafe { libmimalloc_sys::mi_collect(true) };
        crate::seats::trim();
    }
}

/// Bytes of a word: what every allocation is aligned to at least.
const WORD: usize = 8;

/// The program's allocator; its use is counted as [`Use::All`].
pub struct Allocator;

// SAFETY: all is left to another allocator; counting allocates nothing.
unsafe impl GlobalAlloc for Allocator {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(Use::All, layout.size() as isize);
        if layout.align() <= WORD {
            // SAFETY: whatever its size, an allocation is aligned to words without being asked.
            return unsafe { libmimalloc_sys::mi_malloc(layout.size()) }.cast();
        }
        // SAFETY: the caller's promise.
        unsafe { MiMalloc.alloc(layout) }
    }

    #[inline]
    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        count(Use::All, -(layout.size() as isize));
        // SAFETY: the caller's promise.
        unsafe { MiMalloc.dealloc(memory, layout) }
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count(Use::All, layout.size() as isize);
        // SAFETY: the caller's promise.
        unsafe { MiMalloc.alloc_zeroed(layout) }
    }

    #[inline]
    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(Use::All, size as isize - layout.size() as isize);
        // SAFETY: the caller's promise.
        unsafe { MiMalloc.realloc(memory, layout, size) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_many_threads_count_adds_up() {
        let before = used(Use::Processes);
        let threads: Vec<_> = (0..4)
            .map(|_| {
                std::thread::spawn(|| {
                    for _ in 0..1000 {
                        count(Use::Processes, 1 << 20);
                        count(Use::Processes, -1000);
                    }
                })
            })
            .collect();
        threads.into_iter().for_each(|thread| thread.join().unwrap());
        let grown = used(Use::Processes) as i64 - before as i64;
        let exact = 4 * 1000 * ((1 << 20) - 1000);
        // Other tests make processes meanwhile.
        assert!((grown - exact).abs() < 64 << 20, "{grown} instead of {exact}");
    }
}
