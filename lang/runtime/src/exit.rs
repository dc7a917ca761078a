//! The end of a process.

use std::sync::atomic::{AtomicUsize, Ordering};

use crate::alias;
use crate::atom;
use crate::drill;
use crate::ets;
use crate::files::handle;
use crate::mailbox::Mailbox;
use crate::message::{Message, Node, Signal};
use crate::names;
use crate::observer;
use crate::owned::OwnedTerm;
use crate::process::{FLAG_ENDING, Process};
use crate::seats::Seated;
use crate::signals::{answer_unlink, part, send_down, send_exit};
use crate::suspend;
use crate::table;
use crate::term::{IMM_REF, Term};
use crate::timers::{self, sweep};

/// Others that are told of an end before it is the turn of somebody else.
const AT_ONCE: usize = 1000;

/// Processes that have ended and are to tell many others.
static LEAVING: AtomicUsize = AtomicUsize::new(0);

/// Whether some processes have ended and still have much that is about to be given back.
pub fn is_anybody_leaving() -> bool {
    LEAVING.load(Ordering::Relaxed) > 0
}

/// What is left to do for a process that has ended.
pub struct Ending {
    reason: OwnedTerm,
    /// What has come too late.
    signals: Mailbox,
}

/// Ends a process with a reason that lies in its heap: takes it out of the table, tells those that are
/// linked with it or monitor it, and gives its memory back. `Some`: there are many of these. It goes into a queue once
/// more, and on with [`go_on`].
pub fn end(mut process: Seated, reason: Term) -> Option<Seated> {
    let pid = process.pid;
    if process.timer != 0 {
        timers::forget(pid);
    }
    observer::ended(&process);
    let (mut signals, named) = table::remove(pid);
    sweep::process_ended();
    if named {
        names::forget(pid);
    }
    ets::process_ended(pid);
    handle::process_ended(pid);
    if tell(&mut process, reason, &mut signals, at_once()) {
        return None;
    }
    LEAVING.fetch_add(1, Ordering::Relaxed);
    let reason = OwnedTerm::new(reason);
    process.give_memory_back();
    process.rare().ending = Some(Box::new(Ending { reason, signals }));
    process.flags = FLAG_ENDING;
    Some(process)
}

/// Goes on with the end of a process; the value is that of [`end`].
pub fn go_on(mut process: Seated) -> Option<Seated> {
    let mut ending = process.rare().ending.take()?;
    if tell(&mut process, ending.reason.term(), &mut ending.signals, at_once()) {
        drop(process);
        LEAVING.fetch_sub(1, Ordering::Relaxed);
        return None;
    }
    process.rare().ending = Some(ending);
    Some(process)
}

fn at_once() -> usize {
    if drill::is_torture() { 2 } else { AT_ONCE }
}

/// Tells so many others at most that a process has ended; says whether all have been told.
fn tell(process: &mut Process, reason: Term, signals: &mut Mailbox, most: usize) -> bool {
    let pid = process.pid;
    let mut left = most;
    if let Some(rare) = &mut process.rare
        && !rare.aliases.is_empty()
    {
        let first = std::iter::from_fn(|| rare.aliases.pop_first());
        left -= alias::forget(first.map(|(reference, _)| reference).take(most));
        if left == 0 {
            return false;
        }
    }
    let mut is_enough = || {
        left = left.saturating_sub(1);
        left == 0
    };
    if let Some(rare) = &mut process.rare {
        // Those who hear of the end find that the others have been told, too.
        while let Some((reference, watched)) = rare.monitors.pop_first() {
            if table::may_live(watched.pid) {
                table::send_or_free(watched.pid, Message::new(Signal::Demonitor, reference_term(reference)));
            }
            if is_enough() {
                return false;
            }
        }
        while let Some(other) = rare.links.pop_first() {
            if table::may_live(other) {
                send_exit(Signal::LinkExit, pid, other, reason);
            }
            if is_enough() {
                return false;
            }
        }
        while let Some((reference, watcher)) = rare.watchers.pop_first() {
            send_down(watcher.pid, reference_term(reference), pid, watcher.name, reason);
            if is_enough() {
                return false;
            }
        }
        if let Some(suspension) = rare.suspension.take() {
            suspend::ended(pid, &suspension);
        }
        for told in std::mem::take(&mut rare.ends) {
            told(OwnedTerm::new(reason));
        }
    }
    while let Some(node) = signals.pop() {
        refuse(pid, node);
        if is_enough() {
            return false;
        }
    }
    true
}

/// The reference of a payload.
pub fn reference_term(payload: u64) -> Term {
    Term::immediate(IMM_REF, payload)
}

/// Answers a signal to a process that is not there.
pub fn refuse(pid: Term, mut node: Node) {
    let noproc = atom::NOPROC.term();
    match node.signal() {
        Signal::Link => {
            send_exit(Signal::LinkExit, pid, node.term, noproc);
        }
        Signal::Unlink => answer_unlink(pid, node),
        Signal::Monitor => {
            let [reference, watcher, name] = [0, 1, 2].map(|index| part(node.term, index));
            send_down(watcher, reference, pid, atom::Atom::from_term(name), noproc);
        }
        Signal::Request => {
            if let Some(run) = node.take_request() {
                run(None);
            }
        }
        _ => {}
    }
}
