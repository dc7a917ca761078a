//! The process table: from pids to processes, and the inboxes through which everybody but its scheduler
//! reaches a process.
//!
//! A pid's payload is a serial number (32 bits) above the index of a seat (24 bits), see [`crate::seats`]. A seat is
//! used again for other processes, so whoever holds a pid compares it with the seat's.
//!
//! Lock order: a slot's lock is held for a few instructions, and no other lock is taken under it but
//! those of the run queues.

use std::ptr::NonNull;
use std::sync::atomic::{AtomicU32, Ordering};

use crossbeam_utils::CachePadded;

use crate::mailbox::Mailbox;
use crate::message::Node;
use crate::process::Process;
pub use crate::seats::MAX_PROCESSES;
use crate::seats::{self, Seat, Seated};
pub(crate) use crate::slot::Borrowed;
use crate::slot::{self, Inbox};
use crate::term::{IMM_PID, Term};
use crate::{census, counts, scheduler, world};

/// Serial numbers start where OTP's own processes end, so that pids look as they do there.
const FIRST_SERIAL: u32 = 80;

const INDEX_BITS: u32 = 24;
const _: () = assert!(MAX_PROCESSES <= 1 << INDEX_BITS);

/// What a slot holds of a process.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub(crate) struct Held(NonNull<Process>);

// SAFETY: the pointer is used under the slot's lock, or by whoever the process belongs to.
unsafe impl Send for Held {}

/// Zeros are one that is free.
pub(crate) type Slot = slot::Slot<Held, Mailbox>;

impl Inbox for Mailbox {
    type Signal = Node;
    type Signals = Mailbox;

    fn new() -> Mailbox {
        Mailbox::new()
    }

    #[inline]
    fn push(&mut self, node: Node) {
        Mailbox::push(self, node);
    }

    #[inline]
    fn take_all(&mut self) -> Mailbox {
        Mailbox::take_all(self)
    }

    fn put_before(&mut self, signals: Mailbox) {
        Mailbox::put_before(self, signals);
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

static SERIAL: CachePadded<AtomicU32> = CachePadded::new(AtomicU32::new(FIRST_SERIAL));

/// Bits of the two numbers in which others see a serial number, as in OTP: that of the process, and how often these have
/// all been used.
const NUMBER_BITS: u32 = 15;
const ROUND_BITS: u32 = 13;

/// The pid of a new process in a seat.
pub(crate) fn new_pid(index: u32) -> Term {
    let serial = SERIAL.fetch_add(1, Ordering::Relaxed) & ((1 << (NUMBER_BITS + ROUND_BITS)) - 1);
    Term::immediate(IMM_PID, u64::from(serial) << INDEX_BITS | u64::from(index))
}

/// The two numbers in which a pid is shown and written, of the payload of its word.
pub(crate) fn pid_numbers(payload: u64) -> [u32; 2] {
    let serial = (payload >> INDEX_BITS) as u32;
    [serial & ((1 << NUMBER_BITS) - 1), serial >> NUMBER_BITS]
}

/// The pid of two such numbers and the index of a seat. `None`: a number is too large.
pub(crate) fn pid_of([number, round]: [u32; 2], index: u32) -> Option<Term> {
    let fits = number >> NUMBER_BITS == 0 && round >> ROUND_BITS == 0 && index >> INDEX_BITS == 0;
    let serial = u64::from(round << NUMBER_BITS | number);
    fits.then(|| Term::immediate(IMM_PID, serial << INDEX_BITS | u64::from(index)))
}

/// The index of a pid's seat.
pub(crate) fn index(pid: Term) -> u32 {
    pid.payload() as u32 & ((1 << INDEX_BITS) - 1)
}

/// The slot of a pid. `None`: the process has ended; it may just end if there is a slot.
#[inline]
fn slot_of(pid: Term) -> Option<&'static Slot> {
    if !pid.is_pid() {
        return None;
    }
    let seat = seats::seat(index(pid))?;
    (seat.pid.load(Ordering::Relaxed) == pid.0).then_some(&seat.slot)
}

/// Hands a new process to the table, as one that runs.
pub fn insert(process: Seated) -> *mut Process {
    let (pid, swept) = (process.pid, process.swept);
    let held = process.into_raw();
    let Some(seat) = seats::seat(index(pid)) else { unreachable!("the process has a seat") };
    seat.slot.fill(pid.0, Held(held), swept);
    seat.pid.store(pid.0, Ordering::Relaxed);
    counts::process_made();
    held.as_ptr()
}

/// Takes a process that has ended out of the table; gives the signals that it has not seen, and whether it has had a
/// registered name.
pub fn remove(pid: Term) -> (Mailbox, bool) {
    let Some(left) = slot_of(pid).and_then(|slot| slot.clear(pid.0)) else {
        return (Mailbox::new(), false);
    };
    if let Some(seat) = seats::seat(index(pid)) {
        seat.pid.store(0, Ordering::Relaxed);
    }
    counts::process_ended();
    left
}

/// Notes that a process has a registered name. `false`: it has ended.
pub(crate) fn set_named(pid: Term) -> bool {
    slot_of(pid).is_some_and(|slot| slot.set_named(pid.0))
}

/// Gives a signal to a process, which owns it from now on. The value is the process's backlog: about how many
/// messages and other signals it has before it, this one included.
///
/// # Errors
/// The node back, if there is no such process.
#[inline]
pub fn send(to: Term, node: Node) -> Result<usize, Node> {
    send_by(to, node, scheduler::schedule)
}

/// [`send`], for a timer. Says whether there is such a process.
pub fn send_due(to: Term, node: Node) -> bool {
    send_by(to, node, scheduler::schedule_due).is_ok()
}

/// Gives a signal to a process, which is put into a queue by `schedule` if it waits.
#[inline]
fn send_by(to: Term, node: Node, schedule: impl Fn(*mut Process)) -> Result<usize, Node> {
    if !world::is_counted() {
        census::note_node(&node);
    }
    let Some(slot) = slot_of(to) else {
        return Err(node);
    };
    let (backlog, process) = slot.send(to.0, node)?;
    if let Some(Held(process)) = process {
        schedule(process.as_ptr());
    }
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

/// Gives a process a signal that comes before all that it has not taken in yet.
pub fn send_first(to: Term, node: Node) {
    let mut signals = Mailbox::new();
    signals.push(node);
    let Some(mut entry) = slot_of(to).and_then(|slot| slot.entry(to.0)) else { return };
    entry.inbox.put_before(signals);
    drop(entry);
    wake(to);
}

/// Lets a process run if it waits, or not begin to wait if it does not yet: its time may be up.
pub fn wake(pid: Term) {
    schedule(slot_of(pid).and_then(|slot| slot.wake(pid.0)));
}

/// `false`: a process has ended. It may end at any moment if this does not say so.
#[inline]
pub fn may_live(pid: Term) -> bool {
    slot_of(pid).is_some()
}

/// [`wake`], for a timer.
pub fn wake_due(pid: Term) {
    if let Some(Held(process)) = slot_of(pid).and_then(|slot| slot.wake(pid.0)) {
        scheduler::schedule_due(process.as_ptr());
    }
}

/// Whether a process lives.
pub fn is_alive(pid: Term) -> bool {
    slot_of(pid).is_some_and(|slot| slot.entry(pid.0).is_some())
}

/// Whether a process lives and has seen all signals sent to it, as far as that is known without asking it.
pub fn is_settled(pid: Term) -> bool {
    slot_of(pid).is_some_and(|slot| slot.is_settled(pid.0))
}

/// Takes the signals of a process's inbox.
#[inline]
pub fn take_inbox(process: &Process) -> Mailbox {
    let slot = seats::seat(index(process.pid)).map(|seat| &seat.slot);
    slot.and_then(|slot| slot.take_inbox(process.pid.0, process.mailbox.length())).unwrap_or_default()
}

/// Gives signals back that a process, which now holds so many messages, has taken from its inbox: they come before
/// those that are there.
pub fn put_back(pid: Term, held: usize, signals: Mailbox) {
    if let Some(slot) = slot_of(pid) {
        slot.put_back(pid.0, held, signals);
    }
}

/// Marks a process as waiting, unless there are signals, which are given instead, or it has been woken since it
/// last waited.
///
/// From a `None` on the process belongs to whoever sends it a signal.
#[inline]
pub fn sleep(process: &mut Process) -> Option<Mailbox> {
    let (pid, held) = (process.pid, process.mailbox.length());
    seats::seat(index(pid))?.slot.sleep(pid.0, held)
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

/// What is seen of a process that waits, and so has taken in all signals. `None`: it runs, is about to, or has ended.
/// `look` does nothing that may fail.
pub(crate) fn seen_waiting<T>(pid: Term, look: impl FnOnce(&Process) -> T) -> Option<T> {
    // No sweep has this number, so that any that waits is borrowed.
    let Borrowed::Process(process) = borrow(pid, u32::MAX) else { return None };
    // SAFETY: it is ours until it is given back.
    let seen = look(unsafe { &*process });
    give_back(process);
    Some(seen)
}

/// Notes that a process has been visited by the sweeps up to one.
pub(crate) fn set_swept(pid: Term, sweep: u32) {
    if let Some(slot) = slot_of(pid) {
        slot.set_swept(pid.0, sweep);
    }
}

/// The seats of all processes, and of some that just end.
fn all() -> impl Iterator<Item = &'static Seat> {
    seats::used().filter_map(seats::seat).filter(|seat| seat.pid.load(Ordering::Relaxed) != 0)
}

/// A process, by whom it was made, and the bytes that it takes, about.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Taken {
    pub pid: Term,
    pub parent: Term,
    pub bytes: usize,
    /// It runs at this moment: what a built-in function of it takes does not count as its own yet.
    pub runs: bool,
}

/// What each process takes; binaries outside count, too.
pub(crate) fn sizes() -> Vec<Taken> {
    let size = |seat: &Seat| {
        let entry = seat.slot.lock();
        let process = entry.process?;
        // SAFETY: a process leaves its slot, under the lock, before it is freed. One that waits is touched by
        // nobody else under the lock.
        let (own, known, parent, runs) = unsafe {
            let process = process.0.as_ref();
            let known = if entry.is_waiting() { process.mailbox.binary_bytes() } else { 0 };
            (process.memory_seen(), known, process.parent, process.runs_seen())
        };
        let bytes = own + known + entry.inbox.bytes() + entry.inbox.binary_bytes();
        Some(Taken { pid: Term(entry.pid), parent, bytes, runs })
    };
    all().filter_map(size).collect()
}

/// What all processes take together, beside what is counted as [`crate::memory::Use::Processes`].
#[derive(Debug, Clone, Copy, Default)]
pub struct Totals {
    /// Bytes of messages and fragments of heaps.
    pub beside: usize,
    /// Bytes free in the blocks, between heaps and stacks.
    pub room: usize,
}

/// What all processes take, about: those that run change meanwhile.
pub fn totals() -> Totals {
    let mut totals = Totals::default();
    for seat in all() {
        let entry = seat.slot.lock();
        // SAFETY: a process leaves its slot, under the lock, before it is freed.
        let Some(process) = (unsafe { entry.process.as_ref().map(|held| held.0.as_ref()) }) else { continue };
        totals.beside += process.beside_seen() + entry.inbox.bytes();
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

/// The pids of all processes, by seat.
pub fn pids() -> Vec<Term> {
    all().map(|seat| seat.pid.load(Ordering::Relaxed)).filter(|&pid| pid != 0).map(Term).collect()
}
