//! The end of a process.

use crate::atom;
use crate::ets;
use crate::files::handle;
use crate::message::{Message, Node, Nodes, Signal};
use crate::names;
use crate::observer;
use crate::owned::OwnedTerm;
use crate::seats::Seated;
use crate::signals::{part, send_down, send_exit};
use crate::suspend;
use crate::table;
use crate::term::{IMM_REF, Term};
use crate::timers;

/// Ends a process with a reason that lies in its heap: takes it out of the table, tells those that are
/// linked with it or monitor it, and gives its memory back.
pub fn end(mut process: Seated, reason: Term) {
    let pid = process.pid;
    let capacity = process.capacity();
    let rare = process.rare.take();
    if process.timer != 0 {
        timers::forget(pid);
    }
    observer::ended(&process);
    // Nobody looks at the stack any more; what is freed is the whole block, not the part that was in use.
    process.block_words = capacity;
    let signals = table::remove(pid);
    names::forget(pid);
    ets::process_ended(pid);
    handle::process_ended(pid);
    if let Some(rare) = rare {
        crate::alias::forget(rare.aliases.keys().copied());
        // Those who hear of the end find that the others have been told, too.
        for (&reference, watched) in &rare.monitors {
            table::send_or_free(watched.pid, Message::new(Signal::Demonitor, reference_term(reference)));
        }
        for &other in &rare.links {
            send_exit(Signal::LinkExit, pid, Term(other), reason);
        }
        for (&reference, watcher) in &rare.watchers {
            send_down(watcher.pid, reference_term(reference), pid, watcher.name, reason);
        }
        if let Some(suspension) = &rare.suspension {
            suspend::ended(pid, suspension);
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

/// Answers signals that came to a process too late, as if it had not been there.
pub fn refuse_all(pid: Term, nodes: Nodes) {
    nodes.for_each(|node| refuse(pid, node));
}

/// Answers a signal to a process that is not there.
pub fn refuse(pid: Term, mut node: Node) {
    let noproc = atom::NOPROC.term();
    match node.signal() {
        Signal::Link => {
            send_exit(Signal::LinkExit, pid, node.term, noproc);
        }
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
