//! What signals do to the process that receives them, and how a process ends.
//!
//! A process handles its signals itself, between two turns, in the order in which they came.

use crate::alias;
use crate::atom::{self, Atom};
use crate::build::{self, View, view};
use crate::drill;
use crate::mailbox::Mailbox;
use crate::message::{Message, Node, Signal};
use crate::process::{FLAG_SIGNAL, Process};
use crate::rare::Watcher;
use crate::report;
use crate::table;
use crate::term::Term;

/// What has become of the signals of an inbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// They have all been handled.
    All,
    /// Some have been handled; the others are in the inbox again.
    Some,
    /// One of them ends the process, with this reason, which lies in the process's heap.
    End(Term),
}

/// One signal costs about as much as so many parts of a call.
const SIGNALS_PER_REDUCTION: usize = 4;

/// How many signals a process handles before it does something else or others run: a fraction of a millisecond,
/// whatever they are.
pub fn at_once() -> usize {
    if drill::is_torture() { 2 } else { 1000 }
}

/// Takes in signals of the inbox, so many at most.
pub fn take_in(process: &mut Process, most: usize) -> Taken {
    let signals = table::take_inbox(process);
    handle_some(process, signals, most)
}

/// Takes in all signals of the inbox. `Some`: as [`Taken::End`].
pub fn take_in_all(process: &mut Process) -> Option<Term> {
    match take_in(process, usize::MAX) {
        Taken::End(reason) => Some(reason),
        Taken::All | Taken::Some => None,
    }
}

/// Handles signals in their order, so many at most, as [`take_in`] does.
pub fn handle_some(process: &mut Process, mut signals: Mailbox, most: usize) -> Taken {
    if signals.is_one_message() {
        let message = process.mailbox.append(signals);
        if process.message.is_null() {
            process.message = message;
        }
        return Taken::All;
    }
    for _ in 0..most {
        let Some(node) = signals.pop() else { return Taken::All };
        if let Some(reason) = handle(process, node) {
            table::put_back(process.pid, process.mailbox.length(), signals);
            return Taken::End(reason);
        }
    }
    if signals.is_empty() {
        return Taken::All;
    }
    process.reductions = process.reductions.saturating_sub((most / SIGNALS_PER_REDUCTION) as i64);
    table::put_back(process.pid, process.mailbox.length(), signals);
    Taken::Some
}

/// Takes in all signals while a built-in function of the process runs. If one of them ends the process, it
/// does so when the built-in has returned.
pub fn take_in_now(process: &mut Process) {
    if let Some(reason) = take_in_all(process) {
        let killed = reason == atom::KILLED.term();
        let reason = if killed { atom::KILL.term() } else { reason };
        // What came after that signal comes too late.
        let mut signals = Mailbox::new();
        signals.push(exit_node(Signal::Exit, process.pid, reason));
        table::put_back(process.pid, process.mailbox.length(), signals);
        process.flags |= FLAG_SIGNAL;
    }
}

/// Handles one signal.
fn handle(process: &mut Process, mut node: Node) -> Option<Term> {
    let term = node.term;
    match node.signal() {
        Signal::Message => deliver(process, node),
        Signal::LinkExit => return link_exit(process, node),
        Signal::Exit => return exit_signal(process, node),
        Signal::Down => {
            let rare = process.rare.as_mut();
            if rare.and_then(|rare| rare.monitors.remove(part(term, 1).payload())).is_some() {
                alias::monitor_gone(process, part(term, 1).payload());
                let node = tagged(process, node);
                deliver(process, node);
            }
        }
        Signal::Alias => {
            if let Some(node) = alias::receive(process, node) {
                deliver(process, node);
            }
        }
        Signal::Link => {
            process.rare().links.added_by(term);
        }
        Signal::Unlink => {
            if let Some(rare) = &mut process.rare {
                rare.links.removed_by(part(term, 0));
            }
            answer_unlink(process.pid, node);
        }
        Signal::Unlinked => {
            if let (Some(rare), Some(unlink)) = (&mut process.rare, part(term, 1).to_small()) {
                rare.links.answered(part(term, 0), unlink as u64);
            }
        }
        Signal::Monitor => {
            let watcher = Watcher { pid: part(term, 1), name: Atom::from_term(part(term, 2)) };
            process.rare().watchers.insert(part(term, 0).payload(), watcher);
        }
        Signal::Demonitor => {
            process.rare().watchers.remove(term.payload());
        }
        Signal::Request => {
            if let Some(run) = node.take_request() {
                run(Some(process));
            }
        }
        Signal::Limit => {
            report::too_large(process, node.term.to_small().map(|bytes| bytes as usize));
            return Some(atom::SYSTEM_LIMIT.term());
        }
        Signal::Wake | Signal::Fragment => {}
    }
    None
}

/// Tells a process that its unlink has arrived at `pid`.
pub(crate) fn answer_unlink(pid: Term, unlink: Node) {
    let (from, number) = (part(unlink.term, 0), part(unlink.term, 1));
    table::send_or_free(from, Message::tuple(Signal::Unlinked, &[pid, number]));
}

/// An element of a signal's tuple, counted from 0.
pub(crate) fn part(term: Term, index: usize) -> Term {
    match view(term) {
        View::Tuple(parts) => parts.get(index).copied().unwrap_or(crate::term::NIL),
        _ => crate::term::NIL,
    }
}

/// Puts a message at the end of the mailbox.
fn deliver(process: &mut Process, node: Node) {
    let node = process.mailbox.push(node);
    if process.message.is_null() {
        process.message = node;
    }
}

/// The message of a monitor that has gone off, with the tag that it was asked to have.
fn tagged(process: &mut Process, mut node: Node) -> Node {
    let term = node.term;
    let tag = process.rare.as_mut().and_then(|rare| rare.tags.remove(part(term, 1).payload()));
    let Some(tag) = tag else {
        node.become_message();
        return node;
    };
    let mut arena = build::Arena::new();
    let parts = [tag.copy_to(&mut arena), part(term, 1), part(term, 2), part(term, 3), part(term, 4)];
    Message::tuple(Signal::Message, &parts)
}

/// A linked process has ended.
fn link_exit(process: &mut Process, node: Node) -> Option<Term> {
    let (from, reason) = (part(node.term, 1), part(node.term, 2));
    let linked = process.rare.as_mut().is_some_and(|rare| rare.links.ended(from));
    if !linked || (!process.trap_exit && reason == atom::NORMAL.term()) {
        return None;
    }
    trap_or_die(process, node, reason)
}

/// Somebody has called `exit/2`. The reason `kill` cannot be trapped; `normal` does nothing, except from the
/// process itself.
fn exit_signal(process: &mut Process, node: Node) -> Option<Term> {
    let (from, reason) = (part(node.term, 1), part(node.term, 2));
    if reason == atom::KILL.term() {
        return Some(atom::KILLED.term());
    }
    if reason == atom::NORMAL.term() && from != process.pid && !process.trap_exit {
        return None;
    }
    trap_or_die(process, node, reason)
}

fn trap_or_die(process: &mut Process, mut node: Node, reason: Term) -> Option<Term> {
    if process.trap_exit {
        node.become_message();
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
    table::send_or_free(to, exit_node(signal, from, reason))
}

fn exit_node(signal: Signal, from: Term, reason: Term) -> Node {
    Message::tuple(signal, &[atom::EXIT.term(), from, reason])
}

/// Sends `{'DOWN', reference, process, object, reason}`; `object` is the pid or, for a monitor by name,
/// `{Name, Node}`.
pub fn send_down(to: Term, reference: Term, pid: Term, name: Option<Atom>, reason: Term) -> bool {
    send_down_of(atom::PROCESS, to, reference, pid, name, reason)
}

/// [`send_down`] for what is called `kind`.
pub fn send_down_of(
    kind: Atom,
    to: Term,
    reference: Term,
    pid: Term,
    name: Option<Atom>,
    reason: Term,
) -> bool {
    let mut arena = build::Arena::new();
    let object = match name {
        Some(name) => build::tuple(&mut arena, &[name.term(), atom::NONODE_AT_NOHOST.term()]),
        None => pid,
    };
    let parts = [atom::DOWN.term(), reference, kind.term(), object, reason];
    table::send_or_free(to, Message::tuple(Signal::Down, &parts))
}
