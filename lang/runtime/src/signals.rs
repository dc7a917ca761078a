//! What signals do to the process that receives them, and how a process ends.
//!
//! A process handles its signals itself, between two turns, in the order in which they came.

use crate::atom::{self, Atom};
use crate::build::{self, View, view};
use crate::exit;
use crate::message::{self, Message, Request, Signal};
use crate::process::{FLAG_SIGNAL, Process};
use crate::rare::Watcher;
use crate::table;
use crate::term::Term;

/// Takes in all signals of the inbox. `Some`: one of them ends the process, with this reason, which lies in
/// the process's heap.
pub fn take_in(process: &mut Process) -> Option<Term> {
    let mut node = table::take_inbox(process.pid);
    while !node.is_null() {
        // SAFETY: nodes of the inbox belong to the process now.
        let next = unsafe { (*node).next };
        if let Some(reason) = handle(process, node) {
            exit::refuse_all(process.pid, next);
            return Some(reason);
        }
        node = next;
    }
    None
}

/// Takes in all signals while a built-in function of the process runs. If one of them ends the process, it
/// does so when the built-in has returned.
pub fn take_in_now(process: &mut Process) {
    if let Some(reason) = take_in(process) {
        let killed = reason == atom::KILLED.term();
        let reason = if killed { atom::KILL.term() } else { reason };
        send_exit(Signal::Exit, process.pid, process.pid, reason);
        process.flags |= FLAG_SIGNAL;
    }
}

/// Handles one signal, whose node now belongs to the process.
fn handle(process: &mut Process, node: *mut Message) -> Option<Term> {
    // SAFETY: the node is alive and ours; its term lies in it.
    let (signal, term) = unsafe { ((*node).signal(), (*node).term) };
    match signal {
        Signal::Message => {
            deliver(process, node);
            return None;
        }
        Signal::LinkExit => return link_exit(process, node, term),
        Signal::Exit => return exit_signal(process, node, term),
        Signal::Down => {
            let known = process.rare.as_mut().and_then(|rare| rare.monitors.remove(&part(term, 1).payload()));
            if known.is_some() {
                // SAFETY: as above.
                unsafe { (*node).become_message() };
                deliver(process, node);
                return None;
            }
        }
        Signal::Link => {
            process.rare().links.insert(term.0);
        }
        Signal::Unlink => {
            process.rare().links.remove(&term.0);
        }
        Signal::Monitor => {
            let watcher = Watcher { pid: part(term, 1), name: Atom::from_term(part(term, 2)) };
            process.rare().watchers.insert(part(term, 0).payload(), watcher);
        }
        Signal::Demonitor => {
            process.rare().watchers.remove(&term.payload());
        }
        Signal::Request => {
            // SAFETY: the node is a request.
            if let Some(run) = unsafe { Request::take(node) } {
                run(Some(process));
            }
        }
        Signal::Wake | Signal::Fragment => {}
    }
    // SAFETY: what was kept of the term is immediate.
    unsafe { message::free(node) };
    None
}

/// An element of a signal's tuple, counted from 0.
pub(crate) fn part(term: Term, index: usize) -> Term {
    match view(term) {
        View::Tuple(parts) => parts.get(index).copied().unwrap_or(crate::term::NIL),
        _ => crate::term::NIL,
    }
}

/// Puts a message at the end of the mailbox.
fn deliver(process: &mut Process, node: *mut Message) {
    process.mailbox.push(node);
    if process.message.is_null() {
        process.message = node;
    }
}

/// A linked process has ended.
fn link_exit(process: &mut Process, node: *mut Message, term: Term) -> Option<Term> {
    let linked = process.rare.as_mut().is_some_and(|rare| rare.links.remove(&part(term, 1).0));
    let reason = part(term, 2);
    if !linked || (!process.trap_exit && reason == atom::NORMAL.term()) {
        // SAFETY: nothing of the term is kept.
        unsafe { message::free(node) };
        return None;
    }
    trap_or_die(process, node, reason)
}

/// Somebody has called `exit/2`. The reason `kill` cannot be trapped; `normal` does nothing, except from the
/// process itself.
fn exit_signal(process: &mut Process, node: *mut Message, term: Term) -> Option<Term> {
    let (from, reason) = (part(term, 1), part(term, 2));
    if reason == atom::KILL.term() {
        process.adopt(node);
        return Some(atom::KILLED.term());
    }
    if reason == atom::NORMAL.term() && from != process.pid && !process.trap_exit {
        // SAFETY: nothing of the term is kept.
        unsafe { message::free(node) };
        return None;
    }
    trap_or_die(process, node, reason)
}

fn trap_or_die(process: &mut Process, node: *mut Message, reason: Term) -> Option<Term> {
    if process.trap_exit {
        // SAFETY: the node is alive and ours.
        unsafe { (*node).become_message() };
        deliver(process, node);
        return None;
    }
    process.adopt(node);
    Some(reason)
}

/// Sends an ordinary message; says whether there was such a process.
pub fn send_message(to: Term, message: Term) -> bool {
    table::send_or_free(to, Message::new(Signal::Message, message))
}

/// Sends `{'EXIT', from, reason}`, as a signal of one of the two exit kinds.
pub fn send_exit(signal: Signal, from: Term, to: Term, reason: Term) -> bool {
    let mut arena = build::Arena::new();
    let term = build::tuple(&mut arena, &[atom::EXIT.term(), from, reason]);
    table::send_or_free(to, Message::new(signal, term))
}

/// Sends `{'DOWN', reference, process, object, reason}`; `object` is the pid or, for a monitor by name,
/// `{Name, Node}`.
pub fn send_down(to: Term, reference: Term, pid: Term, name: Option<Atom>, reason: Term) -> bool {
    let mut arena = build::Arena::new();
    let object = match name {
        Some(name) => build::tuple(&mut arena, &[name.term(), atom::NONODE_AT_NOHOST.term()]),
        None => pid,
    };
    let parts = [atom::DOWN.term(), reference, atom::PROCESS.term(), object, reason];
    let term = build::tuple(&mut arena, &parts);
    table::send_or_free(to, Message::new(Signal::Down, term))
}
