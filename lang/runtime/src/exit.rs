//! The end of a process.

use crate::atom;
use crate::message::{self, Message, Request, Signal};
use crate::names;
use crate::observer;
use crate::owned::OwnedTerm;
use crate::process::Process;
use crate::signals::{part, send_down, send_exit};
use crate::table;
use crate::term::{IMM_REF, Term};
use crate::timers;

/// Ends a process with a reason that lies in its heap: takes it out of the table, tells those that are
/// linked with it or monitor it, and gives its memory back.
pub fn end(mut process: Box<Process>, reason: Term) {
    let pid = process.pid;
    let rare = process.rare.take();
    if process.timer != 0 {
        timers::forget(process.timer, pid);
    }
    observer::ended(&process);
    let signals = table::remove(pid);
    names::forget(pid);
    if let Some(rare) = rare {
        for &other in &rare.links {
            send_exit(Signal::LinkExit, pid, Term(other), reason);
        }
        for (&reference, watcher) in &rare.watchers {
            send_down(watcher.pid, reference_term(reference), pid, watcher.name, reason);
        }
        for (&reference, watched) in &rare.monitors {
            table::send_or_free(watched.pid, Message::new(Signal::Demonitor, reference_term(reference)));
        }
        for told in rare.ends {
            told(OwnedTerm::new(reason));
        }
    }
    refuse_all(pid, signals);
}

/// The reference of a payload.
pub fn reference_term(payload: u64) -> Term {
    Term::immediate(IMM_REF, payload)
}

/// Answers signals that came to a process too late, as if it had not been there, and frees them.
pub fn refuse_all(pid: Term, mut node: *mut Message) {
    while !node.is_null() {
        // SAFETY: the nodes are the caller's.
        unsafe {
            let next = (*node).next;
            refuse(pid, node);
            message::free(node);
            node = next;
        }
    }
}

/// Answers a signal to a process that is not there. The node stays the caller's.
///
/// # Safety
/// The node is alive and the caller's.
pub unsafe fn refuse(pid: Term, node: *mut Message) {
    let noproc = atom::NOPROC.term();
    // SAFETY: the caller's promise.
    unsafe {
        let term = (*node).term;
        match (*node).signal() {
            Signal::Link => {
                send_exit(Signal::LinkExit, pid, term, noproc);
            }
            Signal::Monitor => {
                let name = crate::atom::Atom::from_term(part(term, 2));
                send_down(part(term, 1), part(term, 0), pid, name, noproc);
            }
            Signal::Request => {
                if let Some(run) = Request::take(node) {
                    run(None);
                }
            }
            _ => {}
        }
    }
}
