//! A slot of the process table: through it everybody but its scheduler reaches a process, and it is decided who puts a
//! process that waits into a run queue. See [`crate::table`].
//!
//! The process belongs to its scheduler until it sleeps here. From then on it belongs to the first one that takes it:
//! by a signal, because its time is up, or to visit it. Who takes it away notes that under the slot's lock, so that
//! exactly one gets it.

use crate::spin::{SpinGuard, SpinLock};

/// A queue of signals.
pub trait Inbox {
    type Signal;
    /// Signals that have been taken.
    type Signals;

    fn new() -> Self;
    fn push(&mut self, signal: Self::Signal);
    fn take_all(&mut self) -> Self::Signals;
    /// Takes signals over that come before those that are here.
    fn put_before(&mut self, signals: Self::Signals);
    fn length(&self) -> usize;
    fn is_empty(&self) -> bool;
}

/// What the slot's lock protects.
pub struct Entry<P, I> {
    /// The word of the pid; 0: the slot is free.
    pub pid: u64,
    /// `None`: the slot is free.
    pub process: Option<P>,
    /// Signals that the process has not taken yet.
    pub inbox: I,
    /// Messages that the process knew and had not taken out when it last took its inbox, as far as it can
    /// count: what is behind by so many is behind.
    held: u16,
    /// The newest sweep that has visited the process, for those that do not own the process.
    swept: u32,
    state: State,
    /// The process has had a registered name.
    named: bool,
}

/// What becomes of a process that gets a signal or whose time is up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum State {
    /// It runs, is in a run queue or is borrowed: whoever has it sees to that. Of free slots, too: their bytes are zeros.
    Taken = 0,
    /// The same, and it was woken before it waited: between setting its timer and going to sleep, a whole timeout
    /// may pass on a busy machine.
    Woken,
    /// It is neither running nor in a run queue: who sends it a signal puts it into one.
    Waiting,
}

/// See the module. `P` is what a process is known by.
pub struct Slot<P, I>(SpinLock<Entry<P, I>>);

/// What [`Slot::borrow`] finds.
pub enum Borrowed<P> {
    /// The process waits; it is the caller's until it is given back.
    Process(P),
    /// It runs or is about to.
    Busy,
    /// It has been visited by the sweep, or has ended.
    Done,
}

fn at_most(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

impl<P: Copy, I: Inbox> Entry<P, I> {
    fn empty() -> Entry<P, I> {
        Entry { pid: 0, process: None, inbox: I::new(), held: 0, swept: 0, state: State::Taken, named: false }
    }

    /// Whether the process waits.
    pub fn is_waiting(&self) -> bool {
        self.state == State::Waiting
    }

    /// Takes the process if it waits.
    fn take_waiting(&mut self) -> Option<P> {
        if !self.is_waiting() {
            return None;
        }
        self.state = State::Taken;
        self.process
    }

    /// Whether the process was woken before it waited, which is seen to from now on.
    fn take_woken(&mut self) -> bool {
        let woken = self.state == State::Woken;
        if woken {
            self.state = State::Taken;
        }
        woken
    }

    fn take(&mut self, held: usize) -> I::Signals {
        self.held = at_most(held.saturating_add(self.inbox.length()));
        self.inbox.take_all()
    }
}

impl<P: Copy, I: Inbox> Slot<P, I> {
    /// A free slot. The table's are made of zeros, which are such.
    #[cfg(test)]
    pub fn new() -> Slot<P, I> {
        Slot(SpinLock::new(Entry::empty()))
    }

    /// Whatever is there.
    pub fn lock(&self) -> SpinGuard<'_, Entry<P, I>> {
        self.0.lock()
    }

    /// What is there of a process; `None` if it has ended, whoever has the slot since.
    #[inline]
    pub fn entry(&self, pid: u64) -> Option<SpinGuard<'_, Entry<P, I>>> {
        let entry = self.0.lock();
        (entry.pid == pid).then_some(entry)
    }

    /// Hands the slot, which is free, to a process that runs.
    pub fn fill(&self, pid: u64, process: P, swept: u32) {
        *self.0.lock() = Entry { pid, process: Some(process), swept, ..Entry::empty() };
    }

    /// Frees the slot of a process that has ended; gives the signals that it has not seen, and whether it has had a
    /// registered name.
    pub fn clear(&self, pid: u64) -> Option<(I::Signals, bool)> {
        let mut entry = self.entry(pid)?;
        entry.pid = 0;
        entry.process = None;
        Some((entry.inbox.take_all(), entry.named))
    }

    /// Notes that the process has a registered name. `false`: it has ended.
    pub fn set_named(&self, pid: u64) -> bool {
        self.entry(pid).map(|mut entry| entry.named = true).is_some()
    }

    /// Gives the process a signal. The value is its backlog, this one included, and the process if the caller is to
    /// put it into a queue.
    ///
    /// # Errors
    /// The signal back, if there is no such process.
    #[inline]
    pub fn send(&self, pid: u64, signal: I::Signal) -> Result<(usize, Option<P>), I::Signal> {
        let Some(mut entry) = self.entry(pid) else {
            return Err(signal);
        };
        entry.inbox.push(signal);
        let backlog = entry.held as usize + entry.inbox.length();
        Ok((backlog, entry.take_waiting()))
    }

    /// Lets the process not begin to wait, if it does not yet; else gives it, to be put into a queue.
    pub fn wake(&self, pid: u64) -> Option<P> {
        let mut entry = self.entry(pid)?;
        let taken = entry.take_waiting();
        if taken.is_none() {
            entry.state = State::Woken;
        }
        taken
    }

    /// Takes the signals of the inbox of a process that already holds so many messages.
    #[inline]
    pub fn take_inbox(&self, pid: u64, held: usize) -> Option<I::Signals> {
        self.entry(pid).map(|mut entry| entry.take(held))
    }

    /// Gives signals back that the process, which now holds so many messages, has taken and not looked at: they are the
    /// next ones that it takes.
    pub fn put_back(&self, pid: u64, held: usize, signals: I::Signals) {
        if let Some(mut entry) = self.entry(pid) {
            entry.held = at_most(held);
            entry.inbox.put_before(signals);
        }
    }

    /// Marks the process as waiting, unless there are signals, which are given instead, or it has been woken since it
    /// last waited. From a `None` on it belongs to whoever wakes it.
    #[inline]
    pub fn sleep(&self, pid: u64, held: usize) -> Option<I::Signals> {
        let mut entry = self.entry(pid)?;
        if entry.inbox.is_empty() && !entry.take_woken() {
            entry.state = State::Waiting;
            entry.held = at_most(held);
            return None;
        }
        Some(entry.take(held))
    }

    /// Takes over a process that waits, for a sweep.
    pub fn borrow(&self, pid: u64, sweep: u32) -> Borrowed<P> {
        let Some(mut entry) = self.entry(pid) else { return Borrowed::Done };
        if entry.swept >= sweep {
            return Borrowed::Done;
        }
        entry.take_waiting().map_or(Borrowed::Busy, Borrowed::Process)
    }

    /// Gives a borrowed process back, which waits on, unless a signal has come or its time is up: then the caller is
    /// to put it into a queue. `due`: its time was up when the caller looked.
    pub fn give_back(&self, pid: u64, due: bool) -> Option<P> {
        let mut entry = self.entry(pid)?;
        let woken = entry.take_woken();
        if entry.inbox.is_empty() && !due && !woken {
            entry.state = State::Waiting;
            return None;
        }
        entry.process
    }

    /// Notes that the process has been visited by the sweeps up to one.
    pub fn set_swept(&self, pid: u64, sweep: u32) {
        if let Some(mut entry) = self.entry(pid) {
            entry.swept = sweep;
        }
    }

    /// Whether the process waits and has seen all signals.
    pub fn is_settled(&self, pid: u64) -> bool {
        self.entry(pid).is_some_and(|entry| entry.is_waiting() && entry.inbox.is_empty())
    }
}
