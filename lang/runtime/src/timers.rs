//! Timers: receive timeouts and messages sent later.
//!
//! Several collections for the program, see [`pending`]: a timer is in that of the threads that made its reference, so that
//! schedulers seldom wait for each other. Whichever scheduler comes by first fires what is due: those that
//! run look between turns, and one of those that sleep wakes in time.

mod earliest;
mod pending;
pub mod sweep;

use std::collections::HashMap;
use std::sync::LazyLock;
use std::sync::MutexGuard;
use std::sync::atomic::{AtomicU64, Ordering};

use crossbeam_utils::CachePadded;

use crate::clock;
use crate::message::Node;
use crate::names;
use crate::polite::Polite;
use crate::reference::{self, GROUPS};
use crate::table;
use crate::term::Term;
use earliest::Earliest;
use pending::{Action, Pending, Piece};

/// Some of the timers.
struct Part {
    timers: Polite<Pending>,
    /// When the first one fires, or a time before that; `u64::MAX`: there is none. Written under the lock, read without
    /// it: a reader that is late fires a timer at its next look.
    next: AtomicU64,
}

static PARTS: LazyLock<[CachePadded<Part>; GROUPS]> = LazyLock::new(|| {
    std::array::from_fn(|_| {
        CachePadded::new(Part { timers: Polite::default(), next: AtomicU64::new(u64::MAX) })
    })
});

/// For who looks often.
static EARLIEST: CachePadded<Earliest> = CachePadded::new(Earliest::new());

/// Timers that are due within so many nanoseconds, a power of two, fire together: who sleeps wakes once for all of them.
const TICK: u64 = 1 << 18;

/// When somebody looks after a timer of that time, at the latest: it may fire before, with another one.
fn tick_of(time: u64) -> u64 {
    time | (TICK - 1)
}

impl Part {
    /// The one for a timer that is known by a reference or a pid.
    fn of(id: Term) -> &'static Part {
        let index = if id.is_reference() {
            reference::group(id)
        } else {
            // Of pids close to each other any bits may be the same.
            (id.0.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize % GROUPS
        };
        &PARTS[index]
    }

    fn lock(&self) -> MutexGuard<'_, Pending> {
        self.timers.lock()
    }

    fn update_next(&self, timers: &Pending) {
        let (next, before) = (tick_of(timers.next()), self.next.load(Ordering::Relaxed));
        if next != before {
            self.next.store(next, Ordering::Release);
        }
        if next < before {
            EARLIEST.lower(next);
        }
    }
}

/// When the next timer fires, in nanoseconds of [`clock::monotonic`], or a time before it; `u64::MAX`: there is none.
pub fn next() -> u64 {
    PARTS.iter().map(|part| part.next.load(Ordering::Acquire)).min().unwrap_or(u64::MAX)
}

/// Whether a timer may be due.
#[inline]
pub fn may_be_due() -> bool {
    let earliest = EARLIEST.get();
    earliest != u64::MAX && earliest <= clock::monotonic()
}

/// Adds a timer, known by the word of `id`, which no other one has.
fn add(time: u64, id: Term, action: Action) {
    let part = Part::of(id);
    let mut timers = part.lock();
    if timers.is_full() {
        drop(timers);
        let piece = Piece::new();
        timers = part.lock();
        timers.grow(piece);
    }
    timers.add(time, id.0, action, clock::monotonic);
    part.update_next(&timers);
    drop(timers);
    crate::parking::timer_added(tick_of(time));
}

/// Takes a timer away; gives its time and what it was to do, `None` if it is not there.
fn remove(id: Term) -> Option<(u64, Action)> {
    let part = Part::of(id);
    let mut timers = part.lock();
    let removed = timers.remove(id.0)?;
    let peak = timers.shrink();
    part.update_next(&timers);
    drop(timers);
    // What many have taken, and what it would have sent, is freed when the lock is open again.
    drop(peak);
    Some(removed)
}

/// Wakes a process at a time. It has no other entry; one that ends before takes it away with [`forget`].
pub fn wake_at(time: u64, pid: Term) {
    add(time, pid, Action::Wake(pid));
}

/// Takes away the entry of [`wake_at`], if it is still there.
pub fn forget(pid: Term) {
    remove(pid);
}

/// Sends a message at a time. The timer is known by `reference`. Some time after the process that it is for it is gone, too.
pub fn send_at(time: u64, reference: Term, to: Term, node: Node) {
    add(time, reference, Action::Send { to, node });
    // Whoever goes through the timers after that process has ended may not have found it.
    if is_in_vain(to) {
        remove(reference);
    }
}

/// Whether nobody will ever get what is sent there. A name may be given to somebody yet.
fn is_in_vain(to: Term) -> bool {
    to.is_pid() && !table::is_alive(to)
}

/// Takes away a timer of [`send_at`]; gives the nanoseconds that were left, `None` if it is not there.
pub fn cancel(reference: Term) -> Option<u64> {
    let (time, action) = remove(reference)?;
    action.to().is_none_or(|to| !is_in_vain(to)).then(|| time.saturating_sub(clock::monotonic()))
}

/// Nanoseconds until a timer of [`send_at`] is due.
pub fn left(reference: Term) -> Option<u64> {
    let (time, to) = Part::of(reference).lock().look(reference.0)?;
    to.is_none_or(|to| !is_in_vain(to)).then(|| time.saturating_sub(clock::monotonic()))
}

/// Timers of a part that are fired at a time: the rest is fired at the next look, so that a million that are due together
/// hold nobody up.
const AT_ONCE: usize = 512;

/// Fires what is due, in the order of the times; says whether there may be more of it.
pub fn fire() -> bool {
    let now = clock::monotonic();
    let mut due = Vec::new();
    let mut more = false;
    for part in PARTS.iter().filter(|part| part.next.load(Ordering::Acquire) <= now) {
        let most = due.len() + AT_ONCE;
        let mut timers = part.lock();
        while due.len() < most
            && let Some(timer) = timers.take_due(now)
        {
            due.push(timer);
        }
        let peak = timers.shrink();
        part.update_next(&timers);
        more |= due.len() == most;
        drop(timers);
        drop(peak);
    }
    if EARLIEST.get() <= now {
        EARLIEST.renew(next);
    }
    due.sort_by_key(|&(time, _)| time);
    for (_, action) in due {
        match action {
            Action::Wake(pid) => table::wake_due(pid),
            Action::Send { to, node } => deliver(to, node),
        }
    }
    more
}

/// Bytes of the messages that wait to be sent to each process, by the words of their pids.
pub(crate) fn sizes() -> HashMap<u64, usize> {
    let mut sizes = HashMap::new();
    for_each_node(|to, node| {
        if to.is_pid() {
            *sizes.entry(to.0).or_default() += node.all_words() * 8 + node.binary_bytes();
        }
    });
    sizes
}

/// Calls `look` with every node that waits to be sent, and to whom. Those that are added meanwhile may be left out.
pub(crate) fn for_each_node(mut look: impl FnMut(Term, &mut Node)) {
    // Between two pieces the timers are let go, so that nobody waits long for them.
    for part in PARTS.iter() {
        let mut piece = 0;
        while part.lock().nodes(piece, &mut look) {
            piece += 1;
        }
    }
}

fn deliver(to: Term, node: Node) {
    let pid = match crate::atom::Atom::from_term(to) {
        Some(name) => names::whereis(name).unwrap_or(to),
        None => to,
    };
    table::send_due(pid, node);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::{Message, Signal};
    use crate::term::{IMM_REF, NIL};

    #[test]
    fn a_cancelled_timer_is_gone() {
        let reference = Term::immediate(IMM_REF, 77);
        let time = clock::monotonic() + 10_000_000_000;
        send_at(time, reference, NIL, Message::new(Signal::Message, NIL));
        assert!(next() <= tick_of(time));
        assert!(left(reference).unwrap() <= 10_000_000_000);
        assert!(cancel(reference).unwrap() > 9_000_000_000);
        assert_eq!((cancel(reference), left(reference)), (None, None));
    }
}
