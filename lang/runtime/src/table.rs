//! The process table: from pids to processes, and the inboxes through which everybody but its scheduler
//! reaches a process.
//!
//! A pid's payload is a serial number (32 bits) above a slot's index (24 bits). A slot is used again for
//! other processes, so whoever holds a pid compares it with the slot's.
//!
//! Lock order: a slot's lock is held for a few instructions, and no other lock is taken under it but
//! those of the run queues.

use std::ptr::NonNull;
use std::sync::atomic::{AtomicPtr, AtomicU32, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::mailbox::Mailbox;
use crate::message::{Node, Nodes};
use crate::process::Process;
pub(crate) use crate::slot::Borrowed;
use crate::slot::{self, Inbox};
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

/// What a slot holds of a process.
#[derive(Clone, Copy)]
struct Held(NonNull<Process>);

// SAFETY: the pointer is used under the slot's lock, or by whoever the process belongs to.
unsafe impl Send for Held {}

type Slot = slot::Slot<Held, Mailbox>;

impl Inbox for Mailbox {
    type Signal = Node;
    type Signals = Nodes;

    fn new() -> Mailbox {
        Mailbox::new()
    }

    #[inline]
    fn push(&mut self, node: Node) {
        Mailbox::push(self, node);
    }

    #[inline]
    fn take_all(&mut self) -> Nodes {
        Mailbox::take_all(self)
    }

    #[inline]
    fn length(&self) -> usize {
        Mailbox::length(self)
    }

    #[inline]
    fn is_empty(&self) -> bool {
        Mailbox::is_empty(self)
    }
}

// SAFETY: the nodes of an inbox belong to it, wherever it is.
unsafe impl Send for Mailbox {}

static SLOTS: [AtomicPtr<Slot>; CHUNKS] = [const { AtomicPtr::new(std::ptr::null_mut()) }; CHUNKS];
/// Slots that have been used. Written under the lock of [`FREE`], after the slot's chunk is there.
static USED: AtomicU32 = AtomicU32::new(1);
/// Free slots below [`USED`], the last one to be used first: it is in a cache.
static FREE: Mutex<Vec<u32>> = Mutex::new(Vec::new());
static SERIAL: AtomicU32 = AtomicU32::new(FIRST_SERIAL);
static COUNT: AtomicUsize = AtomicUsize::new(0);

#[inline]
fn slot(index: u32) -> Option<&'static Slot> {
    let (chunk, offset) = (index as usize / CHUNK, index as usize % CHUNK);
    let slots = SLOTS.get(chunk)?.load(Ordering::Acquire);
    // SAFETY: a chunk that is there is complete, never freed, and longer than the offset.
    (!slots.is_null()).then(|| unsafe { &*slots.add(offset) })
}

/// The slot that a pid names, whoever has it now.
#[inline]
fn slot_of(pid: Term) -> Option<&'static Slot> {
    if !pid.is_pid() {
        return None;
    }
    slot(pid.payload() as u32 & ((1 << INDEX_BITS) - 1))
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
    let held = NonNull::from(Box::leak(process));
    let process = held.as_ptr();
    // SAFETY: nobody else knows the process yet.
    unsafe { (*process).pid = pid };
    let Some(slot) = slot(index) else { unreachable!("a free slot is within the table") };
    // SAFETY: as above.
    let swept = unsafe { (*process).swept };
    slot.fill(pid.0, Held(held), swept);
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
        let slots: Box<[Slot]> = (0..CHUNK).map(|_| Slot::new()).collect();
        chunk.store(Box::leak(slots).as_mut_ptr(), Ordering::Release);
    }
    USED.store(index + 1, Ordering::Release);
    Some(index)
}

/// Takes a process that has ended out of the table; gives the signals that it has not seen. Its slot is
/// free afterwards.
pub fn remove(pid: Term) -> Nodes {
    let Some(signals) = slot_of(pid).and_then(|slot| slot.clear(pid.0)) else {
        return Nodes::none();
    };
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
    let Some(slot) = slot_of(to) else {
        return Err(node);
    };
    let (backlog, process) = slot.send(to.0, node)?;
    schedule(process);
    Ok(backlog)
}

/// Puts a process that has been taken from its slot into a queue.
#[inline]
fn schedule(process: Option<Held>) {
    if let Some(Held(process)) = process {
        scheduler::schedule(process.as_ptr());
    }
}

/// Gives a signal to a process, or frees it if there is no such process; says which.
pub fn send_or_free(to: Term, node: Node) -> bool {
    send(to, node).is_ok()
}

/// Lets a process run if it waits, or not begin to wait if it does not yet: its time may be up.
pub fn wake(pid: Term) {
    schedule(slot_of(pid).and_then(|slot| slot.wake(pid.0)));
}

/// Whether a process lives.
pub fn is_alive(pid: Term) -> bool {
    slot_of(pid).is_some_and(|slot| slot.entry(pid.0).is_some())
}

/// Whether a process lives and has seen all signals sent to it, as far as that is known without asking it.
pub fn is_settled(pid: Term) -> bool {
    slot_of(pid).is_some_and(|slot| slot.is_settled(pid.0))
}

/// Takes the signals of the inbox of a process that already holds so many messages.
pub fn take_inbox(pid: Term, held: usize) -> Nodes {
    slot_of(pid).and_then(|slot| slot.take_inbox(pid.0, held)).unwrap_or(Nodes::none())
}

/// Marks a process as waiting, unless there are signals, which are given instead, or it has been woken since it
/// last waited. `held` as in [`take_inbox`].
///
/// From a `None` on the process belongs to whoever sends it a signal.
pub fn sleep(pid: Term, held: usize) -> Option<Nodes> {
    slot_of(pid)?.sleep(pid.0, held)
}

/// Takes over a process that waits, for a sweep.
pub(crate) fn borrow(pid: Term, sweep: u32) -> Borrowed<*mut Process> {
    match slot_of(pid).map_or(Borrowed::Done, |slot| slot.borrow(pid.0, sweep)) {
        Borrowed::Process(Held(process)) => Borrowed::Process(process.as_ptr()),
        Borrowed::Busy => Borrowed::Busy,
        Borrowed::Done => Borrowed::Done,
    }
}

/// Gives a borrowed process back: it waits on, or runs if a signal has come or its time is up.
pub(crate) fn give_back(process: *mut Process) {
    // SAFETY: the process is the caller's, who does not use it afterwards.
    let (pid, timer) = unsafe { ((*process).pid, (*process).timer) };
    let due = timer != 0 && timer <= crate::clock::monotonic();
    schedule(slot_of(pid).and_then(|slot| slot.give_back(pid.0, due)));
}

/// Notes that a process has been visited by the sweeps up to one.
pub(crate) fn set_swept(pid: Term, sweep: u32) {
    if let Some(slot) = slot_of(pid) {
        slot.set_swept(pid.0, sweep);
    }
}

/// All processes with the bytes that each takes, about.
pub(crate) fn sizes() -> Vec<(Term, usize)> {
    let used = USED.load(Ordering::Acquire);
    let entries = (1..used).filter_map(slot).filter_map(|slot| {
        let entry = slot.lock();
        // SAFETY: a process leaves its slot, under the lock, before it is freed.
        let own = unsafe { entry.process?.0.as_ref() }.memory_seen();
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
        let Some(process) = (unsafe { entry.process.as_ref().map(|held| held.0.as_ref()) }) else { continue };
        totals.beside += size_of::<Slot>() + process.beside_seen() + entry.inbox.bytes();
        totals.room += process.room_seen();
    }
    totals
}

/// What a process does at this moment, as far as others can see: it waits, runs, or is about to run. `None`: it has
/// ended.
pub fn activity(pid: Term) -> Option<Activity> {
    let entry = slot_of(pid)?.entry(pid.0)?;
    // SAFETY: a process leaves its slot, under the lock, before it is freed.
    let running = unsafe { entry.process?.0.as_ref() }.runs_seen();
    Some(match (entry.is_waiting(), running) {
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
