//! The memory of processes: *seats*, each with room for what everybody may see of a process (its entry in the
//! table), the process itself and its first block. So making a process takes one piece of memory, which most
//! often was another's a moment before, and a pid leads to its process by arithmetic.
//!
//! Seats come in chunks. A chunk is never unmapped, so that a pid of long ago may be looked up at any time; where
//! nobody lives its pages are given back to the system, and read as zeros: seats that are free.

use std::cell::UnsafeCell;
use std::mem::{ManuallyDrop, MaybeUninit, offset_of};
use std::ops::{Deref, DerefMut};
use std::ptr::NonNull;
use std::sync::atomic::{AtomicPtr, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crossbeam_utils::CachePadded;

use crate::memory::{self, Use, count};
use crate::process::{FIRST_BLOCK_WORDS, Process};
use crate::table::Slot;
use crate::{blocking, prefetch, world};

/// The most processes at a time.
pub const MAX_PROCESSES: u32 = 1 << 22;

/// Bytes of a chunk: one of the operating system's large pages.
const CHUNK_BYTES: usize = 2 << 20;
const SEATS: usize = CHUNK_BYTES / size_of::<Seat>();
const CHUNKS: usize = (MAX_PROCESSES as usize).div_ceil(SEATS);

/// From this chunk on large pages are asked for: then a fault brings two megabytes instead of four kilobytes,
/// which a program with few processes had better not pay.
const LARGE_FROM: usize = 2;

/// A scheduler keeps up to so many free seats for itself, so that few processes need the common lock.
const KEPT: usize = 64;

/// So long a scheduler waits for each few processes that it makes while more memory is used than may be: it takes a while
/// to find out who is to end for it among a million.
const SLOWED: Duration = Duration::from_millis(1);

/// While a seat is filled, the one that comes so many later is on its way from the memory.
const AHEAD: usize = 2;

/// While a chunk is filled, the system finds and clears the memory of so many later ones.
const CHUNKS_AHEAD: usize = 2;

/// Seats in the least piece of memory that the system gives.
const SEATS_OF_PAGE: usize = 4096 / SEAT_BYTES;

/// See the module. Zeros are a seat that is free. What others see stands in a line of the caches of its own.
#[repr(C, align(64))]
pub(crate) struct Seat {
    /// The word of the pid, while the slot has it; 0: nobody is there whom others know. Who sees another pid than the
    /// one that it looks for need not take the slot's lock, which would bring the page back.
    pub(crate) pid: AtomicU64,
    pub(crate) slot: Slot,
    process: UnsafeCell<MaybeUninit<Process>>,
    block: UnsafeCell<[u64; FIRST_BLOCK_WORDS]>,
}

const _: () = assert!(offset_of!(Seat, process) == align_of::<Seat>());

/// Bytes that every process takes.
pub(crate) const SEAT_BYTES: usize = size_of::<Seat>();

impl Seat {
    /// Has the system find memory for a seat that has none, and changes nothing, whoever moves in meanwhile.
    fn touch(&self) {
        let _ = self.pid.compare_exchange(0, 0, Ordering::Relaxed, Ordering::Relaxed);
    }

    /// Where the seat's process is, if it has one.
    pub(crate) fn process(&self) -> *mut Process {
        self.process.get().cast()
    }

    /// The first block of the seat's process: [`FIRST_BLOCK_WORDS`] words.
    pub(crate) fn block(&self) -> *mut u64 {
        self.block.get().cast()
    }
}

/// Where the chunks are; null: not there yet. Written under the lock of [`TABLE`].
static PLACES: [AtomicPtr<Seat>; CHUNKS] = [const { AtomicPtr::new(std::ptr::null_mut()) }; CHUNKS];

/// Who may have which seats of a chunk.
#[derive(Default)]
struct Chunk {
    /// Seats that have been used and are free, counted within the chunk. The last one is the next: it is in a cache.
    free: Vec<u16>,
    /// Seats from this one on have not been used since the memory was empty.
    fresh: u16,
    /// Its memory is being given back: nobody gets a seat.
    clearing: bool,
    touched: Touched,
}

/// How far a chunk is touched before anybody needs it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Touched {
    #[default]
    No,
    /// A thread has been asked to.
    Asked,
    /// The thread is about it.
    Now,
    Yes,
}

impl Chunk {
    fn take(&mut self) -> Option<u16> {
        if self.clearing {
            return None;
        }
        if let Some(seat) = self.free.pop() {
            return Some(seat);
        }
        let seat = self.fresh;
        if seat as usize == SEATS {
            return None;
        }
        self.fresh += 1;
        Some(seat)
    }

    /// Nobody has a seat, and there is memory.
    fn is_deserted(&self) -> bool {
        let has_memory = self.fresh > 0 || self.touched == Touched::Yes;
        has_memory && self.free.len() == self.fresh as usize && !self.clearing && self.touched != Touched::Now
    }
}

/// The seats that nobody has, but those that schedulers keep.
struct Table {
    chunks: Vec<Chunk>,
    /// Those before have no free seat. The first ones are used first, so that the last ones get empty.
    first: usize,
    /// Chunks that are to be touched, which nobody has been asked for yet.
    to_touch: Vec<usize>,
}

static TABLE: CachePadded<Mutex<Table>> =
    CachePadded::new(Mutex::new(Table { chunks: Vec::new(), first: 0, to_touch: Vec::new() }));

/// The free seats that a thread keeps.
struct Kept {
    seats: [u32; KEPT],
    length: usize,
}

thread_local! {
    static MINE: UnsafeCell<Kept> = const { UnsafeCell::new(Kept { seats: [0; KEPT], length: 0 }) };
}

fn table() -> MutexGuard<'static, Table> {
    TABLE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The seat of an index, if its chunk is there.
pub(crate) fn seat(index: u32) -> Option<&'static Seat> {
    let (chunk, offset) = (index as usize / SEATS, index as usize % SEATS);
    let seats = PLACES.get(chunk)?.load(Ordering::Acquire);
    // SAFETY: a chunk that is there stays for ever, and is longer than the offset. Its bytes were zeros, which is
    // a valid seat.
    (!seats.is_null()).then(|| unsafe { &*seats.add(offset) })
}

/// The indices of all seats that may have somebody.
pub(crate) fn used() -> impl Iterator<Item = u32> {
    let fresh: Vec<u16> = table().chunks.iter().map(|chunk| chunk.fresh).collect();
    fresh.into_iter().enumerate().flat_map(|(chunk, fresh)| indices(chunk).take(fresh as usize))
}

/// The indices of a chunk's seats.
fn indices(chunk: usize) -> std::ops::Range<u32> {
    (chunk * SEATS) as u32..((chunk + 1) * SEATS) as u32
}

impl Table {
    /// Any free seat. `None`: there are [`MAX_PROCESSES`], or there is no memory.
    fn take(&mut self) -> Option<u32> {
        loop {
            if self.first == self.chunks.len() {
                self.add_chunk()?;
            }
            if self.first >= LARGE_FROM && self.chunks[self.first].fresh == 0 {
                self.touch_next();
            }
            if let Some(seat) = self.chunks[self.first].take() {
                return Some((self.first * SEATS) as u32 + u32::from(seat));
            }
            self.first += 1;
        }
    }

    fn add_chunk(&mut self) -> Option<()> {
        let place = PLACES.get(self.chunks.len())?;
        let memory = system::reserve(self.chunks.len() >= LARGE_FROM)?;
        place.store(memory.cast(), Ordering::Release);
        let mut chunk = Chunk::default();
        if self.chunks.is_empty() {
            // Seat 0 stays empty: 0 is no pid.
            chunk.fresh = 1;
        }
        self.chunks.push(chunk);
        Some(())
    }

    /// Notes that another thread is to touch the chunks behind the first one: clearing a large page takes as long as making a
    /// thousand processes.
    fn touch_next(&mut self) {
        for next in self.first + 1..=self.first + CHUNKS_AHEAD {
            if next == self.chunks.len() && self.add_chunk().is_none() {
                return;
            }
            let chunk = &mut self.chunks[next];
            if chunk.fresh == 0 && chunk.touched == Touched::No && !chunk.clearing {
                chunk.touched = Touched::Asked;
                self.to_touch.push(next);
            }
        }
    }

    fn put(&mut self, index: u32) {
        let chunk = index as usize / SEATS;
        self.chunks[chunk].free.push((index as usize % SEATS) as u16);
        self.first = self.first.min(chunk);
    }
}

/// A free seat's index, the caller's from now on. `None`: there are [`MAX_PROCESSES`].
fn claim() -> Option<u32> {
    if !world::is_counted() {
        return table().take();
    }
    MINE.with(|kept| {
        // SAFETY: it is this thread's, and nothing that claims or releases a seat is called while it is borrowed.
        let kept = unsafe { &mut *kept.get() };
        if kept.length == 0 {
            // Others are held up no longer than by a long built-in function.
            if memory::is_over_limit() {
                std::thread::sleep(SLOWED);
            }
            let mut table = table();
            while kept.length < KEPT / 2
                && let Some(index) = table.take()
            {
                kept.seats[kept.length] = index;
                kept.length += 1;
            }
            let to_touch = std::mem::take(&mut table.to_touch);
            drop(table);
            // Without the lock: where there is no other thread, this one does it at once.
            to_touch.into_iter().for_each(|chunk| blocking::submit(Box::new(move || touch(chunk))));
            // They are used in the order in which they come.
            kept.seats[..kept.length].reverse();
        }
        kept.length = kept.length.checked_sub(1)?;
        if let Some(&next) = kept.length.checked_sub(AHEAD).and_then(|next| kept.seats.get(next))
            && let Some(next) = seat(next)
        {
            prefetch::bring(next);
        }
        Some(kept.seats[kept.length])
    })
}

/// Gives an index back.
fn release(index: u32) {
    if !world::is_counted() {
        return table().put(index);
    }
    MINE.with(|kept| {
        // SAFETY: as in `claim`.
        let kept = unsafe { &mut *kept.get() };
        if kept.length == KEPT {
            let mut table = table();
            kept.seats[..KEPT / 2].iter().for_each(|&index| table.put(index));
            drop(table);
            kept.seats.copy_within(KEPT / 2.., 0);
            kept.length = KEPT / 2;
        }
        kept.seats[kept.length] = index;
        kept.length += 1;
    });
}

/// A process in its seat. Dropped, both are given back.
pub struct Seated(NonNull<Process>);

impl Seated {
    /// Takes a seat and lets `make` write a process there: it gets the index and where process and first block go.
    /// `None`: there are [`MAX_PROCESSES`].
    pub(crate) fn new(make: impl FnOnce(u32, *mut Process, *mut u64)) -> Option<Seated> {
        let index = claim()?;
        let seat = seat(index)?;
        count(Use::All, SEAT_BYTES as isize);
        count(Use::Processes, SEAT_BYTES as isize);
        make(index, seat.process(), seat.block());
        NonNull::new(seat.process()).map(Seated)
    }

    /// Gives the ownership up.
    pub(crate) fn into_raw(self) -> NonNull<Process> {
        ManuallyDrop::new(self).0
    }

    /// Takes the ownership of a process over.
    ///
    /// # Safety
    /// It comes from [`Seated::into_raw`], and nobody else owns it.
    pub(crate) unsafe fn from_raw(process: *mut Process) -> Option<Seated> {
        NonNull::new(process).map(Seated)
    }
}

/// Where the first block of a process is, whether that uses it or not.
pub(crate) fn first_block(process: *mut Process) -> *mut u64 {
    const { assert!(offset_of!(Seat, block) - offset_of!(Seat, process) == size_of::<Process>()) };
    process.wrapping_add(1).cast()
}

impl Deref for Seated {
    type Target = Process;

    fn deref(&self) -> &Process {
        // SAFETY: the process is alive and ours.
        unsafe { self.0.as_ref() }
    }
}

impl DerefMut for Seated {
    fn deref_mut(&mut self) -> &mut Process {
        // SAFETY: the process is alive and ours.
        unsafe { self.0.as_mut() }
    }
}

impl Drop for Seated {
    fn drop(&mut self) {
        let index = crate::table::index(self.pid);
        // SAFETY: the process is ours, and nobody uses it afterwards.
        unsafe { self.0.drop_in_place() };
        count(Use::All, -(SEAT_BYTES as isize));
        count(Use::Processes, -(SEAT_BYTES as isize));
        release(index);
    }
}

/// Gives the memory of chunks in which nobody lives back to the system.
pub(crate) fn trim() {
    let count = table().chunks.len();
    for chunk in 0..count {
        let mut table = table();
        if table.chunks[chunk].is_deserted() {
            table.chunks[chunk].clearing = true;
            drop(table);
            clear(chunk);
        }
    }
}

/// Touches a chunk, if it is still to be touched and nobody has come before.
fn touch(number: usize) {
    let mut all = table();
    let chunk = &mut all.chunks[number];
    if chunk.touched != Touched::Asked || chunk.fresh > 0 || chunk.clearing {
        return;
    }
    chunk.touched = Touched::Now;
    drop(all);
    indices(number).step_by(SEATS_OF_PAGE).filter_map(seat).for_each(Seat::touch);
    table().chunks[number].touched = Touched::Yes;
}

/// Empties a chunk whose seats nobody gets meanwhile.
fn clear(chunk: usize) {
    // Whoever has a pid of long ago may be about to lock its seat, find out that it is another's, and open the lock.
    // It must not do that to a lock that somebody takes when the memory comes back: all are taken until then.
    let locks: Vec<_> = indices(chunk).filter_map(seat).map(|seat| seat.slot.lock()).collect();
    let cleared = system::clear(PLACES[chunk].load(Ordering::Relaxed).cast());
    if cleared {
        // They are open, like all that is made of zeros.
        locks.into_iter().for_each(std::mem::forget);
    } else {
        drop(locks);
    }
    let mut table = table();
    if cleared {
        table.chunks[chunk] = Chunk::default();
    }
    table.chunks[chunk].clearing = false;
    table.first = table.first.min(chunk);
}

/// Memory from the operating system.
#[cfg(unix)]
mod system {
    use super::CHUNK_BYTES;

    /// Memory for a chunk, aligned to its size, of zeros. `None`: there is no more.
    pub fn reserve(large: bool) -> Option<*mut u8> {
        let (protection, flags) = (libc::PROT_READ | libc::PROT_WRITE, libc::MAP_PRIVATE | libc::MAP_ANON);
        // SAFETY: a new mapping, whose ends beyond an aligned chunk nobody knows are given back.
        unsafe {
            let start = libc::mmap(std::ptr::null_mut(), 2 * CHUNK_BYTES, protection, flags, -1, 0);
            if start == libc::MAP_FAILED {
                return None;
            }
            let start = start.cast::<u8>();
            let before = start.align_offset(CHUNK_BYTES);
            let chunk = start.add(before);
            if before > 0 {
                libc::munmap(start.cast(), before);
            }
            libc::munmap(chunk.add(CHUNK_BYTES).cast(), CHUNK_BYTES - before);
            #[cfg(target_os = "linux")]
            if large {
                libc::madvise(chunk.cast(), CHUNK_BYTES, libc::MADV_HUGEPAGE);
            }
            Some(chunk)
        }
    }

    /// Gives the memory of a chunk back, so that it reads as zeros; says whether that has happened.
    #[cfg(target_os = "linux")]
    pub fn clear(chunk: *mut u8) -> bool {
        // SAFETY: nobody lives in the chunk's seats, and nobody moves in while this goes on. Somebody may look at a
        // seat and find it free, as before.
        unsafe { libc::madvise(chunk.cast(), CHUNK_BYTES, libc::MADV_DONTNEED) == 0 }
    }

    /// The pages need not read as zeros afterwards.
    #[cfg(not(target_os = "linux"))]
    pub fn clear(_chunk: *mut u8) -> bool {
        false
    }
}

#[cfg(not(unix))]
mod system {
    use super::CHUNK_BYTES;
    use std::alloc::{Layout, alloc_zeroed};

    /// Memory for a chunk, of zeros. `None`: there is no more.
    pub fn reserve(_large: bool) -> Option<*mut u8> {
        let layout = Layout::from_size_align(CHUNK_BYTES, 64).ok()?;
        // SAFETY: the size is not zero.
        let chunk = unsafe { alloc_zeroed(layout) };
        (!chunk.is_null()).then_some(chunk)
    }

    /// The system has no way to empty pages that stay.
    pub fn clear(_chunk: *mut u8) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::Leave;
    use crate::testing::{entry, process, segment};
    use crate::{table, term::Term};

    #[test]
    fn a_chunk_gives_each_seat_once() {
        let mut chunk = Chunk::default();
        let seats: Vec<u16> = std::iter::from_fn(|| chunk.take()).collect();
        assert_eq!(seats, (0..SEATS as u16).collect::<Vec<_>>());
        assert!(!chunk.is_deserted());
        chunk.free.extend([7, 9]);
        assert_eq!([chunk.take(), chunk.take(), chunk.take()], [Some(9), Some(7), None]);
        chunk.free.extend(seats);
        assert!(chunk.is_deserted());
        chunk.clearing = true;
        assert!(chunk.take().is_none() && !chunk.is_deserted());
    }

    #[test]
    fn zeros_are_a_free_slot() {
        // SAFETY: this is what is tested.
        for slot in [Slot::new(), unsafe { std::mem::zeroed() }] {
            let entry = slot.lock();
            assert!(
                entry.pid == 0 && entry.process.is_none() && entry.inbox.is_empty() && !entry.is_waiting()
            );
        }
    }

    /// Processes come and go by thousands while chunks are emptied; whoever asks for one that has gone finds nobody.
    #[test]
    fn emptied_chunks_are_used_again() {
        let start = segment(entry(0, 0), |_| Leave::Exit);
        let made = |count: usize| -> Vec<Term> {
            let insert = |_| table::insert(process(start, &[]));
            // SAFETY: nobody runs the process, so that it is ours.
            (0..count).map(insert).map(|process| unsafe { (*process).pid }).collect()
        };
        let end = |pids: &[Term]| {
            for &pid in pids {
                let process = seat(table::index(pid)).unwrap().process();
                drop(table::remove(pid));
                // SAFETY: it came from `insert`, and nobody finds it any more.
                drop(unsafe { Seated::from_raw(process) });
            }
        };
        let mut past = Vec::new();
        for _ in 0..3 {
            let pids = made(3 * SEATS);
            assert!(pids.iter().all(|&pid| table::is_alive(pid)));
            end(&pids);
            let looking: Vec<_> = (0..2)
                .map(|_| {
                    let pids: Vec<u64> = pids.iter().map(|pid| pid.0).collect();
                    std::thread::spawn(move || pids.iter().all(|&pid| !table::is_alive(Term(pid))))
                })
                .collect();
            trim();
            assert!(looking.into_iter().all(|thread| thread.join().unwrap()));
            past.extend(pids);
            assert!(past.iter().all(|&pid| !table::is_alive(pid)));
        }
        let chunks = table().chunks.iter().filter(|chunk| chunk.fresh == 0).count();
        assert!(chunks > 0 || cfg!(not(target_os = "linux")), "an empty chunk has been cleared");
    }
}
