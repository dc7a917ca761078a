//! Making processes, tying them together, naming and ending them.

use crate::alias::{self, Lasts};
use crate::atom::{self, Atom};
use crate::bif::{Bif, BifResult, Stop};
use crate::bifs::options::{MonitorOptions, SpawnOptions, monitor_options, spawn_options};
use crate::bifs::{badarg, system_limit};
use crate::build::{self, View, boolean, view};
use crate::message::{Message, Node, Signal};
use crate::owned::OwnedTerm;
use crate::process::{FLAG_SIGNAL, Priority, Process};
use crate::raise::Exception;
use crate::rare::default_group_leader;
use crate::signals::{self, part, send_exit};
use crate::spawn::{self, Start, Ties};
use crate::term::{NIL, Term};
use crate::{names, request, table};

/// The built-in functions of this family.
pub fn bifs() -> Vec<Bif> {
    let mut bifs = spawning();
    bifs.extend(ties());
    bifs.extend(naming());
    bifs
}

const LINKED: Ties = Ties { link: true, monitor: false, priority: None, tuning: None };
const MONITORED: Ties = Ties { link: false, monitor: true, priority: None, tuning: None };
const FREE: Ties = Ties { link: false, monitor: false, priority: None, tuning: None };

fn spawning() -> Vec<Bif> {
    vec![
        Bif::new("erlang", "self", |p: &mut Process| Ok(p.pid)),
        Bif::new("erlang", "spawn", |p: &mut Process, fun: Term| spawn(p, fun_start(fun)?, FREE)),
        Bif::new("erlang", "spawn", |p: &mut Process, node: Term, fun: Term| {
            local(node)?;
            spawn(p, fun_start(fun)?, FREE)
        }),
        Bif::new("erlang", "spawn", |p: &mut Process, m: Term, f: Term, a: Term| {
            spawn(p, call_start(m, f, a)?, FREE)
        }),
        Bif::new("erlang", "spawn_link", |p: &mut Process, fun: Term| spawn(p, fun_start(fun)?, LINKED)),
        Bif::new("erlang", "spawn_link", |p: &mut Process, m: Term, f: Term, a: Term| {
            spawn(p, call_start(m, f, a)?, LINKED)
        }),
        Bif::new("erlang", "spawn_monitor", |p: &mut Process, fun: Term| {
            spawn(p, fun_start(fun)?, MONITORED)
        }),
        Bif::new("erlang", "spawn_monitor", |p: &mut Process, m: Term, f: Term, a: Term| {
            spawn(p, call_start(m, f, a)?, MONITORED)
        }),
        Bif::new("erlang", "spawn_opt", |p: &mut Process, fun: Term, options: Term| {
            spawn_with(p, fun_start(fun)?, spawn_options(options, false)?)
        }),
        Bif::new("erlang", "spawn_opt", |p: &mut Process, node: Term, fun: Term, options: Term| {
            local(node)?;
            spawn_with(p, fun_start(fun)?, spawn_options(options, false)?)
        }),
        Bif::new("erlang", "spawn_opt", |p: &mut Process, m: Term, f: Term, a: Term, options: Term| {
            spawn_with(p, call_start(m, f, a)?, spawn_options(options, false)?)
        }),
        Bif::new("erlang", "spawn", |p: &mut Process, node: Term, m: Term, f: Term, a: Term| {
            local(node)?;
            spawn(p, call_start(m, f, a)?, FREE)
        }),
        Bif::new("erlang", "spawn_link", |p: &mut Process, node: Term, fun: Term| {
            local(node)?;
            spawn(p, fun_start(fun)?, LINKED)
        }),
        Bif::new("erlang", "spawn_link", |p: &mut Process, node: Term, m: Term, f: Term, a: Term| {
            local(node)?;
            spawn(p, call_start(m, f, a)?, LINKED)
        }),
        Bif::new("erlang", "spawn_monitor", |p: &mut Process, node: Term, fun: Term| {
            local(node)?;
            spawn(p, fun_start(fun)?, MONITORED)
        }),
        Bif::new("erlang", "spawn_request", |p: &mut Process, fun: Term| {
            spawn_request(p, fun_start(fun)?, NIL)
        }),
        Bif::new("erlang", "spawn_request", |p: &mut Process, fun: Term, options: Term| {
            spawn_request(p, fun_start(fun)?, options)
        }),
        Bif::new("erlang", "spawn_request", |p: &mut Process, m: Term, f: Term, a: Term| {
            spawn_request(p, call_start(m, f, a)?, NIL)
        }),
        Bif::new("erlang", "spawn_request", |p: &mut Process, m: Term, f: Term, a: Term, options: Term| {
            spawn_request(p, call_start(m, f, a)?, options)
        }),
        Bif::new("erlang", "spawn_request_abandon", |_: &mut Process, reference: Term| {
            // The answer is sent at once, so there is never anything to abandon.
            if reference.is_reference() { Ok(atom::FALSE.term()) } else { Err(badarg()) }
        }),
    ]
}

fn ties() -> Vec<Bif> {
    vec![
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
        Bif::new("erlang", "processes", |p: &mut Process| Ok(build::list(p, table::pids()))),
    ]
}

fn naming() -> Vec<Bif> {
    vec![
        Bif::new("erlang", "register", |_: &mut Process, name: Term, pid: Term| {
            let name = Atom::from_term(name).ok_or_else(badarg)?;
            if names::register(name, pid) { Ok(atom::TRUE.term()) } else { Err(badarg()) }
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

fn fun_start(fun: Term) -> Result<Start, Stop> {
    Start::fun(fun).ok_or_else(badarg)
}

fn call_start(module: Term, function: Term, args: Term) -> Result<Start, Stop> {
    let module = Atom::from_term(module).ok_or_else(badarg)?;
    let function = Atom::from_term(function).ok_or_else(badarg)?;
    let args = build::list_elements(args).ok_or_else(badarg)?;
    Start::call(module, function, args).ok_or_else(system_limit)
}

/// The pid of a new process, or `{Pid, Ref}` if it is monitored.
fn spawn(p: &mut Process, start: Start, ties: Ties) -> BifResult {
    let (pid, reference) = spawn::spawn(p, &start, ties).ok_or_else(system_limit)?;
    Ok(match reference {
        Some(reference) => build::tuple(p, &[pid, reference]),
        None => pid,
    })
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
fn extend_monitor(p: &mut Process, reference: Term, tag: Option<OwnedTerm>, alias: Option<Lasts>) {
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

/// [`spawn`] with options.
fn spawn_with(p: &mut Process, start: Start, options: SpawnOptions) -> BifResult {
    let (pid, reference) = spawn::spawn(p, &start, options.ties).ok_or_else(system_limit)?;
    Ok(match reference {
        Some(reference) => {
            extend_monitor(p, reference, options.tag, options.alias);
            build::tuple(p, &[pid, reference])
        }
        None => pid,
    })
}

/// Makes a process and tells of it by a message, `{spawn_reply, ReqId, ok, Pid}`.
fn spawn_request(p: &mut Process, start: Start, options: Term) -> BifResult {
    let options = spawn_options(options, true)?;
    let made = spawn::spawn(p, &start, options.ties);
    let (pid, monitor) = made.ok_or_else(system_limit)?;
    let reference = monitor.unwrap_or_else(|| p.fresh_reference());
    if monitor.is_some() {
        extend_monitor(p, reference, options.tag, options.alias);
    }
    if options.reply != Some(false) {
        let tag = options.reply_tag.unwrap_or(Atom::new("spawn_reply").term());
        let message = build::tuple(p, &[tag, reference, atom::OK.term(), pid]);
        signals::send_message(p.pid, message);
    }
    Ok(reference)
}

fn a_pid(term: Term) -> Result<(), Stop> {
    if term.is_pid() { Ok(()) } else { Err(badarg()) }
}

fn local(node: Term) -> Result<(), Stop> {
    if node == atom::NONODE_AT_NOHOST.term() { Ok(()) } else { Err(badarg()) }
}

/// Takes a link away. Only a link that is there is told to the other side: one that the other side is just
/// making counts as made after this.
fn unlink(p: &mut Process, other: Term) -> BifResult {
    a_pid(other)?;
    if p.rare.as_mut().is_some_and(|rare| rare.links.remove(&other.0)) {
        table::send_or_free(other, Message::new(Signal::Unlink, p.pid));
    }
    Ok(atom::TRUE.term())
}

fn monitor(p: &mut Process, kind: Term, target: Term) -> BifResult {
    if kind != atom::PROCESS.term() {
        return Err(badarg());
    }
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

/// Takes a monitor away; says whether it was there.
fn demonitor(p: &mut Process, reference: Term) -> Result<bool, Stop> {
    if !reference.is_reference() {
        return Err(badarg());
    }
    let watched = p.rare.as_mut().and_then(|rare| rare.monitors.remove(&reference.payload()));
    if let Some(watched) = watched {
        table::send_or_free(watched.pid, Message::new(Signal::Demonitor, reference));
        alias::monitor_gone(p, reference.payload());
    }
    if let Some(rare) = &mut p.rare {
        rare.tags.remove(&reference.payload());
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

/// Removes the `'DOWN'` message of a monitor.
fn flush_down(p: &mut Process, reference: Term) -> bool {
    let is_down =
        |message: &Message| part(message.term, 0) == atom::DOWN.term() && part(message.term, 1) == reference;
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
