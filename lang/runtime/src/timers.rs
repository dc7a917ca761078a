//! Timers: receive timeouts and messages sent later.
//!
//! One ordered map for the program. Whichever scheduler comes by first fires what is due: those that
//! run look between turns, and one of those that sleep wakes in time.

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

use crate::clock;
use crate::message::Node;
use crate::names;
use crate::table;
use crate::term::Term;

/// What happens at a time.
enum Action {
    /// A process looks whether its receive has timed out.
    Wake(Term),
    /// A message goes to a pid or a registered name.
    Send { to: Term, node: Node },
}

/// A time and what tells timers of the same time apart: a pid's word or a reference's.
type Key = (u64, u64);

#[derive(Default)]
struct Timers {
    actions: BTreeMap<Key, Action>,
    /// The times of messages to be sent, by the word of their reference.
    references: HashMap<u64, u64>,
}

static TIMERS: LazyLock<Mutex<Timers>> = LazyLock::new(Default::default);
/// The time of the first timer; `u64::MAX`: none. Written under the lock, read without it: a reader that is
/// late fires a timer at its next look.
static NEXT: AtomicU64 = AtomicU64::new(u64::MAX);

impl Timers {
    fn update_next(&self) {
        let next = self.actions.first_key_value().map_or(u64::MAX, |(&(time, _), _)| time);
        NEXT.store(next, Ordering::Release);
    }
}

fn lock() -> MutexGuard<'static, Timers> {
    TIMERS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// When the next timer is due, in nanoseconds of [`clock::monotonic`]; `u64::MAX`: there is none.
pub fn next() -> u64 {
    NEXT.load(Ordering::Acquire)
}

/// Wakes a process at a time. One that ends before takes its entry away with [`forget`].
pub fn wake_at(time: u64, pid: Term) {
    let mut timers = lock();
    timers.actions.insert((time, pid.0), Action::Wake(pid));
    timers.update_next();
    drop(timers);
    crate::parking::timer_added(time);
}

/// Takes away an entry of [`wake_at`].
pub fn forget(time: u64, pid: Term) {
    let mut timers = lock();
    timers.actions.remove(&(time, pid.0));
    timers.update_next();
}

/// Sends a message at a time. The timer is known by `reference`.
pub fn send_at(time: u64, reference: Term, to: Term, node: Node) {
    let mut timers = lock();
    timers.actions.insert((time, reference.0), Action::Send { to, node });
    timers.references.insert(reference.0, time);
    timers.update_next();
    drop(timers);
    crate::parking::timer_added(time);
}

/// Takes away a timer of [`send_at`]; gives the nanoseconds that were left, `None` if it is not there.
pub fn cancel(reference: Term) -> Option<u64> {
    let mut timers = lock();
    let time = timers.references.remove(&reference.0)?;
    timers.actions.remove(&(time, reference.0));
    timers.update_next();
    Some(time.saturating_sub(clock::monotonic()))
}

/// Nanoseconds until a timer of [`send_at`] is due.
pub fn left(reference: Term) -> Option<u64> {
    let time = *lock().references.get(&reference.0)?;
    Some(time.saturating_sub(clock::monotonic()))
}

/// Timers fired at a time: the rest is fired at the next look, so that a million that are due together hold
/// nobody up.
const AT_ONCE: usize = 512;

/// Fires what is due.
pub fn fire() {
    if clock::monotonic() < next() {
        return;
    }
    let mut due = Vec::new();
    let mut timers = lock();
    let now = clock::monotonic();
    while due.len() < AT_ONCE
        && let Some(first) = timers.actions.first_entry()
        && first.key().0 <= now
    {
        let ((_, id), action) = first.remove_entry();
        timers.references.remove(&id);
        due.push(action);
    }
    timers.update_next();
    drop(timers);
    for action in due {
        match action {
            Action::Wake(pid) => table::wake(pid),
            Action::Send { to, node } => deliver(to, node),
        }
    }
}

/// Nodes looked at before the timers are let go again, so that nobody waits long for them.
const AT_A_TIME: usize = 256;

/// Calls `look` with every node that waits to be sent. Those that are added meanwhile may be left out.
pub(crate) fn for_each_node(mut look: impl FnMut(&mut Node)) {
    let mut from = (0, 0);
    loop {
        let mut timers = lock();
        let mut last = None;
        for (key, action) in timers.actions.range_mut(from..).take(AT_A_TIME) {
            last = Some(*key);
            if let Action::Send { node, .. } = action {
                look(node);
            }
        }
        let Some((time, id)) = last else { return };
        let Some(next) = id.checked_add(1) else { return };
        from = (time, next);
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
