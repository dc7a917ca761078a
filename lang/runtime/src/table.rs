//! The process table: from pids to processes, and the inboxes through which everybody but its scheduler
//! reaches a process.
//!
//! A pid's payload is a serial number (32 bits) above a slot's index (24 bits). A slot is used again for
//! other processes, so whoever holds a pid compares it with the slot's.
//!
//! Lock order: a slot's lock is held for a few instructions, and no other lock is taken under it but
//! those of the run queues.

use std::sync::atomic::{AtomicPtr, AtomicU32, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::mailbox::Mailbox;
use crate::message::{Node, Nodes};
use crate::process::Process;
use crate::spin::{SpinGuard, SpinLock};
use crate::term::{IMM_PID, Term};
use crate::{census, scheduler, world};

/// The most processes at a time.
pub const MAX_PROCESSES: u32 = (CHUNK * CHUNKS) as u32;

/// Slots come in chunks that are made when the first of them is needed: 4,096 slots take 256 KB.
const CHUNK: usize = 4096;
const CHUNKS: usize = 1024;

/// Serial numbers start where OTP's own processes end, so that pids look as they do there.
const FIRST_SERIAL: u32 = 80;

const INDEX_BITS: u32 = 24;

/// What everybody may see and change of a process, under the slot's lock.
struct Entry {
    /// The word of the pid; 0: the slot is free.
    pid: u64,
    process: *mut Process,
    /// Signals that the process has not taken yet.
    inbox: Mailbox,
    /// Messages that the process knew and had not taken out when it last took its inbox, as far as it can
    /// count: what is behind by so many is behind.
    held: u16,
    /// [`Process::swept`], for those that do not own the process.
    swept: u32,
    /// The process is neither running nor in a run queue: who sends it a signal puts it into one.
    waiting: bool,
    /// The process was woken before it waited: between setting its timer and going to sleep, a whole
    /// timeout may pass on a busy machine.
    woken: bool,
}

impl Entry {
    fn take(&mut self, held: usize) -> Nodes {
        self.held = at_most(held.saturating_add(self.inbox.length()));
        self.inbox.take_all()
    }
}

// SAFETY: the pointers are used under the lock, or by the scheduler that runs the process.
unsafe impl Send for Entry {}

fn at_most(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

struct Slot(SpinLock<Entry>);

impl Slot {
    fn lock(&self) -> SpinGuard<'_, Entry> {
        self.0.lock()
    }
}

static SLOTS: [AtomicPtr<Slot>; CHUNKS] = [const { AtomicPtr::new(std::ptr::null_mut()) }; CHUNKS];
/// Slots that have been used. Written under the lock of [`FREE`], after the slot's chunk is there.
static USED: AtomicU32 = AtomicU32::new(1);
/// Free slots below [`USED`], the last one to be used first: it is in a cache.
static FREE: Mutex<Vec<u32>> = Mutex::new(Vec::new());
static SERIAL: AtomicU32 = AtomicU32::new(FIRST_SERIAL);
static COUNT: AtomicUsize = AtomicUsize::new(0);

fn slot(index: u32) -> Option<&'static Slot> {
    let (chunk, offset) = (index as usize / CHUNK, index as usize % CHUNK);
    let slots = SLOTS.get(chunk)?.load(Ordering::Acquire);
    // SAFETY: a chunk that is there is complete, never freed, and longer than the offset.
    (!slots.is_null()).then(|| unsafe { &*slots.add(offset) })
}

/// The slot of a pid, locked; `None` if the process has ended.
fn entry(pid: Term) -> Option<SpinGuard<'static, Entry>> {
    if !pid.is_pid() {
        return None;
    }
    let entry = slot(pid.payload() as u32 & ((1 << INDEX_BITS) - 1))?.lock();
    (entry.pid == pid.0).then_some(entry)
}

/// Takes a slot for a new process, gives it its pid and hands it to the table, as one that runs.
///
/// # Errors
/// The process back, if there are [`MAX_PROCESSES`].
pub fn insert(process: Box<Process>) -> Result<*mut Process, Box<Process>> {
    let Some(index) = free_index() else {
        return Err(process);
    };
    let serial = SERIAL.fetch_add(1, Ordering::Relaxed);
    let pid = Term::immediate(IMM_PID, u64::from(serial) << INDEX_BITS | u64::from(index));
    let process = Box::into_raw(process);
    // SAFETY: nobody else knows the process yet.
    unsafe { (*process).pid = pid };
    let Some(slot) = slot(index) else { unreachable!("a free slot is within the table") };
    // SAFETY: as above.
    let swept = unsafe { (*process).swept };
    *slot.lock() =
        Entry { pid: pid.0, process, inbox: Mailbox::new(), held: 0, swept, waiting: false, woken: false };
    COUNT.fetch_add(1, Ordering::Relaxed);
    Ok(process)
}

fn free_index() -> Option<u32> {
    let mut free = FREE.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(index) = free.pop() {
        return Some(index);
    }
    let index = USED.load(Ordering::Relaxed);
    if index >= MAX_PROCESSES {
        return None;
    }
    let chunk = &SLOTS[index as usize / CHUNK];
    if chunk.load(Ordering::Relaxed).is_null() {
        let empty = || Entry {
            pid: 0,
            process: std::ptr::null_mut(),
            inbox: Mailbox::new(),
            held: 0,
            swept: 0,
            waiting: false,
            woken: false,
        };
        let slots: Box<[Slot]> = (0..CHUNK).map(|_| Slot(SpinLock::new(empty()))).collect();
        chunk.store(Box::leak(slots).as_mut_ptr(), Ordering::Release);
    }
    USED.store(index + 1, Ordering::Release);
    Some(index)
}

/// Takes a process that has ended out of the table; gives the signals that it has not seen. Its slot is
/// free afterwards.
pub fn remove(pid: Term) -> Nodes {
    let Some(mut entry) = entry(pid) else {
        return Nodes::none();
    };
    entry.pid = 0;
    entry.process = std::ptr::null_mut();
    let signals = entry.inbox.take_all();
    drop(entry);
    COUNT.fetch_sub(1, Ordering::Relaxed);
    let index = pid.payload() as u32 & ((1 << INDEX_BITS) - 1);
    FREE.lock().unwrap_or_else(PoisonError::into_inner).push(index);
    signals
}

/// Gives a signal to a process, which owns it from now on. The value is the process's backlog: about how many
/// messages and other signals it has before it, this one included.
///
/// # Errors
/// The node back, if there is no such process.
pub fn send(to: Term, node: Node) -> Result<usize, Node> {
    if !world::is_counted() {
        census::note_node(&node);
    }
    let Some(mut entry) = entry(to) else {
        return Err(node);
    };
    entry.inbox.push(node);
    let backlog = entry.held as usize + entry.inbox.length();
    let wake = std::mem::replace(&mut entry.waiting, false);
    let process = entry.process;
    drop(entry);
    if wake {
        scheduler::schedule(process);
    }
    Ok(backlog)
}

/// Gives a signal to a process, or frees it if there is no such process; says which.
pub fn send_or_free(to: Term, node: Node) -> bool {
    send(to, node).is_ok()
}

/// Lets a process run if it waits, or not begin to wait if it does not yet: its time may be up.
pub fn wake(pid: Term) {
    let Some(mut entry) = entry(pid) else { return };
    if std::mem::replace(&mut entry.waiting, false) {
        let process = entry.process;
        drop(entry);
        scheduler::schedule(process);
    } else {
        entry.woken = true;
    }
}

/// Whether a process lives.
pub fn is_alive(pid: Term) -> bool {
    entry(pid).is_some()
}

/// Whether a process lives and has seen all signals sent to it, as far as that is known without asking it.
pub fn is_settled(pid: Term) -> bool {
    entry(pid).is_some_and(|entry| entry.waiting && entry.inbox.is_empty())
}

/// Takes the signals of the inbox of a process that already holds so many messages.
pub fn take_inbox(pid: Term, held: usize) -> Nodes {
    entry(pid).map_or(Nodes::none(), |mut entry| entry.take(held))
}

/// Marks a process as waiting, unless there are signals, which are given instead, or it has been woken since it
/// last waited. `held` as in [`take_inbox`].
///
/// From a `None` on the process belongs to whoever sends it a signal.
pub fn sleep(pid: Term, held: usize) -> Option<Nodes> {
    let mut entry = entry(pid)?;
    if entry.inbox.is_empty() && !std::mem::replace(&mut entry.woken, false) {
        entry.waiting = true;
        entry.held = at_most(held);
        return None;
    }
    Some(entry.take(held))
}

/// What [`borrow`] finds.
pub(crate) enum Borrowed {
    /// The process waits; it is the caller's until it is given back.
    Process(*mut Process),
    /// It runs or is about to.
    Busy,
    /// It has been visited by the sweep, or has ended.
    Done,
}

/// Takes over a process that waits, for a sweep.
pub(crate) fn borrow(pid: Term, sweep: u32) -> Borrowed {
    let Some(mut entry) = entry(pid) else { return Borrowed::Done };
    if entry.swept >= sweep {
        return Borrowed::Done;
    }
    match std::mem::replace(&mut entry.waiting, false) {
        true => Borrowed::Process(entry.process),
        false => Borrowed::Busy,
    }
}

/// Gives a borrowed process back: it waits on, or runs if a signal has come or its time is up.
pub(crate) fn give_back(process: *mut Process) {
    // SAFETY: the process is the caller's, who does not use it afterwards.
    let (pid, timer) = unsafe { ((*process).pid, (*process).timer) };
    let Some(mut entry) = entry(pid) else { return };
    let fired = timer != 0 && timer <= crate::clock::monotonic();
    let woken = std::mem::take(&mut entry.woken);
    if entry.inbox.is_empty() && !fired && !woken {
        entry.waiting = true;
    } else {
        drop(entry);
        scheduler::schedule(process);
    }
}

/// Notes that a process has been visited by the sweeps up to one.
pub(crate) fn set_swept(pid: Term, sweep: u32) {
    if let Some(mut entry) = entry(pid) {
        entry.swept = sweep;
    }
}

/// All processes with the bytes that each takes, about.
pub(crate) fn sizes() -> Vec<(Term, usize)> {
    let used = USED.load(Ordering::Acquire);
    let entries = (1..used).filter_map(slot).filter_map(|slot| {
        let entry = slot.lock();
        // SAFETY: a process leaves its slot, under the lock, before it is freed.
        let own = unsafe { entry.process.as_ref() }.map(|process| process.memory_seen())?;
        Some((Term(entry.pid), own + entry.inbox.bytes()))
    });
    entries.collect()
}

/// What all processes take together, beside what is counted as [`crate::memory::Use::Processes`].
#[derive(Debug, Clone, Copy, Default)]
pub struct Totals {
    /// Bytes of everything but the blocks of heaps and stacks.
    pub beside: usize,
    /// Bytes free in the blocks, between heaps and stacks.
    pub room: usize,
}

/// What all processes take, about: those that run change meanwhile.
pub fn totals() -> Totals {
    let used = USED.load(Ordering::Acquire);
    let mut totals = Totals::default();
    for slot in (1..used).filter_map(slot) {
        let entry = slot.lock();
        // SAFETY: a process leaves its slot, under the lock, before it is freed.
        let Some(process) = (unsafe { entry.process.as_ref() }) else { continue };
        totals.beside += size_of::<Slot>() + process.beside_seen() + entry.inbox.bytes();
        totals.room += process.room_seen();
    }
    totals
}

/// What a process does at this moment, as far as others can see: it waits, runs, or is about to run. `None`: it has
/// ended.
pub fn activity(pid: Term) -> Option<Activity> {
    let entry = entry(pid)?;
    // SAFETY: a process leaves its slot, under the lock, before it is freed.
    let running = unsafe { entry.process.as_ref() }.is_some_and(Process::runs_seen);
    Some(match (entry.waiting, running) {
        (true, _) => Activity::Waits,
        (false, true) => Activity::Runs,
        (false, false) => Activity::Ready,
    })
}

/// See [`activity`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Activity {
    Waits,
    Runs,
    Ready,
}

/// How many processes there are.
pub fn count() -> usize {
    COUNT.load(Ordering::Relaxed)
}

/// The pids of all processes, by slot.
pub fn pids() -> Vec<Term> {
    let used = USED.load(Ordering::Acquire);
    (1..used).filter_map(slot).map(|slot| slot.lock().pid).filter(|&pid| pid != 0).map(Term).collect()
}
