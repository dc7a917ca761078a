//! Timers: receive timeouts and messages sent later.
//!
//! One collection for the program, see [`pending`]. Whichever scheduler comes by first fires what is due: those that
//! run look between turns, and one of those that sleep wakes in time.

mod pending;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{LazyLock, MutexGuard};

use crate::clock;
use crate::message::Node;
use crate::names;
use crate::polite::Polite;
use crate::table;
use crate::term::Term;
use pending::{Action, Pending};

static TIMERS: LazyLock<Polite<Pending>> = LazyLock::new(Default::default);
/// The time of the first timer, or one before it; `u64::MAX`: there is none. Written under the lock, read without
/// it: a reader that is late fires a timer at its next look.
static NEXT: AtomicU64 = AtomicU64::new(u64::MAX);

fn update_next(timers: &Pending) {
    let next = timers.next();
    if next != NEXT.load(Ordering::Relaxed) {
        NEXT.store(next, Ordering::Release);
    }
}

fn lock() -> MutexGuard<'static, Pending> {
    TIMERS.lock()
}

/// When the next timer is due, in nanoseconds of [`clock::monotonic`], or a time before it; `u64::MAX`: there is none.
pub fn next() -> u64 {
    NEXT.load(Ordering::Acquire)
}

/// Adds a timer, known by the word of `id`.
fn add(time: u64, id: Term, action: Action) {
    let mut timers = lock();
    timers.add(time, id.0, action);
    update_next(&timers);
    drop(timers);
    crate::parking::timer_added(time);
}

/// Takes a timer away; gives its time, `None` if it is not there.
fn remove(id: Term) -> Option<u64> {
    let mut timers = lock();
    let (time, action) = timers.remove(id.0)?;
    update_next(&timers);
    drop(timers);
    // What it would have sent is freed when the lock is open again.
    drop(action);
    Some(time)
}

/// Wakes a process at a time. It has no other entry; one that ends before takes it away with [`forget`].
pub fn wake_at(time: u64, pid: Term) {
    add(time, pid, Action::Wake(pid));
}

/// Takes away the entry of [`wake_at`], if it is still there.
pub fn forget(pid: Term) {
    remove(pid);
}

/// Sends a message at a time. The timer is known by `reference`.
pub fn send_at(time: u64, reference: Term, to: Term, node: Node) {
    add(time, reference, Action::Send { to, node });
}

/// Takes away a timer of [`send_at`]; gives the nanoseconds that were left, `None` if it is not there.
pub fn cancel(reference: Term) -> Option<u64> {
    remove(reference).map(|time| time.saturating_sub(clock::monotonic()))
}

/// Nanoseconds until a timer of [`send_at`] is due.
pub fn left(reference: Term) -> Option<u64> {
    let time = lock().time(reference.0)?;
    Some(time.saturating_sub(clock::monotonic()))
}

/// Timers fired at a time: the rest is fired at the next look, so that a million that are due together hold
/// nobody up.
const AT_ONCE: usize = 512;

/// Fires what is due; says whether there may be more of it.
pub fn fire() -> bool {
    if clock::monotonic() < next() {
        return false;
    }
    let mut due = Vec::new();
    let mut timers = lock();
    let now = clock::monotonic();
    while due.len() < AT_ONCE
        && let Some(action) = timers.take_due(now)
    {
        due.push(action);
    }
    update_next(&timers);
    drop(timers);
    let more = due.len() == AT_ONCE;
    for action in due {
        match action {
            Action::Wake(pid) => table::wake(pid),
            Action::Send { to, node } => deliver(to, node),
        }
    }
    more
}

/// Calls `look` with every node that waits to be sent. Those that are added meanwhile may be left out.
pub(crate) fn for_each_node(mut look: impl FnMut(&mut Node)) {
    // Between two pieces the timers are let go, so that nobody waits long for them.
    let mut piece = 0;
    while lock().nodes(piece, &mut look) {
        piece += 1;
    }
}

fn deliver(to: Term, node: Node) {
    let pid = match crate::atom::Atom::from_term(to) {
        Some(name) => names::whereis(name).unwrap_or(to),
        None => to,
    };
    table::send_or_free(pid, node);
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
        assert!(next() <= time);
        assert!(left(reference).unwrap() <= 10_000_000_000);
        assert!(cancel(reference).unwrap() > 9_000_000_000);
        assert_eq!((cancel(reference), left(reference)), (None, None));
    }
}
