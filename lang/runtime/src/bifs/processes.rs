//! Which process this is; tying processes together, naming and ending them.

use std::io::Write;

use crate::alias::{self, Lasts};
use crate::atom::{self, Atom};
use crate::bif::{Bif, BifResult, Stop};
use crate::bifs::options::{MonitorOptions, monitor_options};
use crate::bifs::{badarg, because, places};
use crate::build::{self, View, boolean, view};
use crate::message::{Message, Node, Signal};
use crate::owned::OwnedTerm;
use crate::process::{FLAG_SIGNAL, Priority, Process};
use crate::raise::Exception;
use crate::rare::{Watched, default_group_leader};
use crate::signals::{self, send_down_of, send_exit};
use crate::spawn;
use crate::term::{NIL, Term};
use crate::{names, relief, request, table};

/// The built-in functions of this family.
pub fn bifs() -> Vec<Bif> {
    let mut bifs = ties();
    bifs.extend(naming());
    bifs
}

fn ties() -> Vec<Bif> {
    vec![
        Bif::new("erlang", "self", |p: &mut Process| Ok(p.pid)),
        Bif::new("erlang", "link", |p: &mut Process, other: Term| {
            a_pid(other)?;
            match spawn::link(p, other) {
                true => Ok(atom::TRUE.term()),
                false => Err(Stop::Raise(Exception::error(atom::NOPROC.term()))),
            }
        }),
        Bif::new("erlang", "unlink", unlink),
        Bif::new("erlang", "monitor", monitor),
        Bif::new("erlang", "monitor", |p: &mut Process, kind: Term, target: Term, options: Term| {
            let MonitorOptions { tag, alias } = monitor_options(options)?;
            let reference = monitor(p, kind, target)?;
            extend_monitor(p, reference, tag, alias);
            Ok(reference)
        }),
        Bif::new("erlang", "alias", |p: &mut Process| Ok(new_alias(p, Lasts::UntilUnalias))),
        Bif::new("erlang", "alias", |p: &mut Process, options: Term| {
            let mut lasts = Lasts::UntilUnalias;
            for option in build::list_elements(options).ok_or_else(badarg)? {
                lasts = match Atom::from_term(option).map(Atom::name) {
                    Some("explicit_unalias") => Lasts::UntilUnalias,
                    Some("reply") => Lasts::OneReply,
                    _ => return Err(badarg()),
                };
            }
            Ok(new_alias(p, lasts))
        }),
        Bif::new("erlang", "unalias", |p: &mut Process, reference: Term| {
            if !reference.is_reference() {
                return Err(badarg());
            }
            Ok(boolean(alias::take(p, reference)))
        }),
        Bif::new("erlang", "demonitor", |p: &mut Process, reference: Term| {
            demonitor(p, reference)?;
            Ok(atom::TRUE.term())
        }),
        Bif::new("erlang", "demonitor", demonitor_2),
        Bif::new("erlang", "exit", exit_2),
        Bif::new("erlang", "is_process_alive", is_process_alive),
        Bif::new("erlang", "processes", |p: &mut Process| {
            let mut pids = table::pids();
            pids.sort_unstable_by_key(|pid| pid.0);
            Ok(build::list(p, pids))
        }),
        Bif::new("erlang", "ports", |_: &mut Process| Ok(NIL)),
        Bif::new("erlang", "process_display", process_display),
    ]
}

/// Why a process has not got a name.
#[cold]
fn not_registered(name: Atom, pid: Term) -> Stop {
    because(if name == atom::UNDEFINED || !pid.is_pid() {
        atom::NONE
    } else if !table::is_alive(pid) {
        Atom::new("notalive")
    } else if names::name_of(pid).is_some() {
        atom::REGISTERED_NAME
    } else {
        atom::NONE
    })
}

fn naming() -> Vec<Bif> {
    vec![
        Bif::new("erlang", "register", |_: &mut Process, name: Term, pid: Term| {
            let name = Atom::from_term(name).ok_or_else(|| because(atom::NONE))?;
            if names::register(name, pid) { Ok(atom::TRUE.term()) } else { Err(not_registered(name, pid)) }
        }),
        Bif::new("erlang", "unregister", |_: &mut Process, name: Term| {
            let name = Atom::from_term(name).ok_or_else(badarg)?;
            if names::unregister(name) { Ok(atom::TRUE.term()) } else { Err(badarg()) }
        }),
        Bif::new("erlang", "whereis", |_: &mut Process, name: Term| {
            let name = Atom::from_term(name).ok_or_else(badarg)?;
            Ok(names::whereis(name).unwrap_or(atom::UNDEFINED.term()))
        }),
        Bif::new("erlang", "registered", |p: &mut Process| {
            let names: Vec<Term> = names::registered().into_iter().map(Atom::term).collect();
            Ok(build::list(p, names))
        }),
        Bif::new("erlang", "make_ref", |p: &mut Process| Ok(p.fresh_reference())),
        Bif::new("erlang", "group_leader", |p: &mut Process| {
            let leader = p.rare.as_ref().and_then(|rare| rare.group_leader);
            Ok(leader.unwrap_or(default_group_leader()))
        }),
        Bif::new("erlang", "group_leader", set_group_leader),
    ]
}

const PRIORITIES: [(Atom, Priority); 4] = [
    (atom::LOW, Priority::Low),
    (atom::NORMAL, Priority::Normal),
    (atom::HIGH, Priority::High),
    (atom::MAX, Priority::Max),
];

/// The name of a priority.
pub fn priority_name(wanted: Priority) -> Atom {
    PRIORITIES.iter().find(|(_, priority)| *priority == wanted).map_or(atom::NORMAL, |&(name, _)| name)
}

/// The priority of a name.
pub fn priority(value: Term) -> Option<Priority> {
    let atom = Atom::from_term(value)?;
    PRIORITIES.iter().find(|(name, _)| *name == atom).map(|&(_, priority)| priority)
}

/// Gives a monitor that was just made its tag and its alias. Signals are handled between turns, so it cannot have
/// gone off yet. A process that would monitor itself has made none.
pub fn extend_monitor(p: &mut Process, reference: Term, tag: Option<OwnedTerm>, alias: Option<Lasts>) {
    if p.rare.as_ref().is_none_or(|rare| !rare.monitors.contains_key(&reference.payload())) {
        return;
    }
    if let Some(tag) = tag {
        p.rare().tags.insert(reference.payload(), tag);
    }
    if let Some(lasts) = alias {
        alias::make(p, reference, lasts);
    }
}

fn new_alias(p: &mut Process, lasts: Lasts) -> Term {
    let reference = p.fresh_reference();
    alias::make(p, reference, lasts);
    reference
}

fn a_pid(term: Term) -> Result<(), Stop> {
    if term.is_pid() { Ok(()) } else { Err(badarg()) }
}

/// Only this node is there.
pub fn local(node: Term) -> Result<(), Stop> {
    if node == atom::NONODE_AT_NOHOST.term() { Ok(()) } else { Err(badarg()) }
}

/// Takes a link away. Only a link that is there is told to the other side: one that the other side is just
/// making counts as made after this.
fn unlink(p: &mut Process, other: Term) -> BifResult {
    a_pid(other)?;
    let Some(rare) = &mut p.rare else { return Ok(atom::TRUE.term()) };
    if let Some(number) = rare.links.remove(other) {
        let unlink = Message::tuple(Signal::Unlink, &[p.pid, Term::small(number as i64)]);
        if !table::send_or_free(other, unlink) {
            rare.links.ended(other);
        }
    }
    Ok(atom::TRUE.term())
}

fn monitor(p: &mut Process, kind: Term, target: Term) -> BifResult {
    match Atom::from_term(kind).map(Atom::name) {
        Some("process") => monitor_process(p, target),
        Some("port") => monitor_port(p, target),
        // The offset never changes.
        Some("time_offset") if target == Atom::new("clock_service").term() => {
            let reference = p.fresh_reference();
            let watched = Watched { pid: kind, name: Atom::from_term(target) };
            p.rare().monitors.insert(reference.payload(), watched);
            Ok(reference)
        }
        Some("time_offset") => Err(badarg()),
        _ => Err(because(atom::BADTYPE)),
    }
}

fn monitor_process(p: &mut Process, target: Term) -> BifResult {
    match view(target) {
        View::Pid(_) => Ok(spawn::monitor(p, Some(target), None)),
        View::Atom(name) => Ok(spawn::monitor(p, names::whereis(name), Some(name))),
        View::Tuple([name, node]) => {
            local(*node)?;
            let name = Atom::from_term(*name).ok_or_else(badarg)?;
            Ok(spawn::monitor(p, names::whereis(name), Some(name)))
        }
        _ => Err(badarg()),
    }
}

/// There are no ports.
fn monitor_port(p: &mut Process, target: Term) -> BifResult {
    let name = match view(target) {
        View::Port(_) => None,
        View::Atom(name) => Some(name),
        View::Tuple([name, node]) => {
            local(*node)?;
            Some(Atom::from_term(*name).ok_or_else(badarg)?)
        }
        _ => return Err(badarg()),
    };
    let reference = p.fresh_reference();
    p.rare().monitors.insert(reference.payload(), Watched { pid: NIL, name });
    send_down_of(atom::PORT, p.pid, reference, target, name, atom::NOPROC.term());
    Ok(reference)
}

/// Takes a monitor away; says whether it was there.
fn demonitor(p: &mut Process, reference: Term) -> Result<bool, Stop> {
    if !reference.is_reference() {
        return Err(badarg());
    }
    let watched = p.rare.as_mut().and_then(|rare| rare.monitors.remove(reference.payload()));
    if let Some(watched) = watched {
        table::send_or_free(watched.pid, Message::new(Signal::Demonitor, reference));
        alias::monitor_gone(p, reference.payload());
    }
    if let Some(rare) = &mut p.rare {
        rare.tags.remove(reference.payload());
    }
    Ok(watched.is_some())
}

fn demonitor_2(p: &mut Process, reference: Term, options: Term) -> BifResult {
    let (mut flush, mut info) = (false, false);
    for option in build::list_elements(options).ok_or_else(badarg)? {
        match view(option) {
            View::Atom(atom::FLUSH) => flush = true,
            View::Atom(atom::INFO) => info = true,
            _ => return Err(badarg()),
        }
    }
    let found = demonitor(p, reference)?;
    // What is still in the inbox and came from this monitor is dropped here, as the monitor is gone.
    signals::take_in_now(p);
    let flushed = flush && !found && flush_down(p, reference);
    Ok(boolean(if !info {
        true
    } else if flush {
        found && !flushed
    } else {
        found
    }))
}

/// Removes the `'DOWN'` message of a monitor, whatever tag stands in it: any of five parts with the reference.
fn flush_down(p: &mut Process, reference: Term) -> bool {
    let is_down = |message: &Message| match view(message.term) {
        View::Tuple(parts) => parts.len() == 5 && parts[1] == reference,
        _ => false,
    };
    // Nothing in the heap refers to a message that is not accepted, so it may go.
    p.remove_message(is_down).is_some()
}

/// `exit(Pid, Reason)`. To itself the signal acts at once.
fn exit_2(p: &mut Process, to: Term, reason: Term) -> BifResult {
    a_pid(to)?;
    send_exit(Signal::Exit, p.pid, to, reason);
    if to == p.pid {
        p.flags |= FLAG_SIGNAL;
    }
    Ok(atom::TRUE.term())
}

/// Writes the stack of a process to the standard error output.
fn process_display(p: &mut Process, pid: Term, what: Term) -> BifResult {
    a_pid(pid)?;
    if what != Atom::new("backtrace").term() {
        return Err(because(atom::BADOPT));
    }
    // Where nobody reads them the words are lost.
    let show = |of: &Process| {
        let text = places::backtrace_text(of);
        relief::may_block(|| drop(std::io::stderr().write_all(text.as_bytes())));
    };
    if pid == p.pid {
        show(p);
        return Ok(atom::TRUE.term());
    }
    let answer = request::ask(p, pid, move |other| {
        let shown = other.map(|other| show(other)).is_some();
        OwnedTerm::new(boolean(shown))
    })?;
    if answer == atom::FALSE.term() { Err(badarg()) } else { Ok(answer) }
}

/// All signals that the caller sent before are taken in before the answer.
fn is_process_alive(p: &mut Process, pid: Term) -> BifResult {
    a_pid(pid)?;
    let pending = p.rare.as_ref().is_some_and(|rare| rare.answer.is_some());
    if !pending {
        if pid == p.pid || table::is_settled(pid) {
            return Ok(atom::TRUE.term());
        }
        if !table::is_alive(pid) {
            return Ok(atom::FALSE.term());
        }
    }
    request::ask(p, pid, |other| OwnedTerm::new(boolean(other.is_some())))
}

fn set_group_leader(p: &mut Process, leader: Term, pid: Term) -> BifResult {
    a_pid(leader)?;
    a_pid(pid)?;
    if pid == p.pid {
        p.rare().group_leader = Some(leader);
        return Ok(atom::TRUE.term());
    }
    if !table::is_alive(pid) {
        return Err(badarg());
    }
    let node = Node::request(Box::new(move |other: Option<&mut Process>| {
        if let Some(other) = other {
            other.rare().group_leader = Some(leader);
        }
    }));
    table::send_or_free(pid, node);
    Ok(atom::TRUE.term())
}
