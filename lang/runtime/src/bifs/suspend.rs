//! `suspend_process` and `resume_process`.

use crate::atom::{self, Atom};
use crate::bif::{Bif, BifResult, Stop};
use crate::bifs::badarg;
use crate::build::{self, Arena, View, boolean, view};
use crate::message::Node;
use crate::owned::OwnedTerm;
use crate::process::Process;
use crate::term::{NIL, Term};
use crate::{exit, request, signals, suspend, table};

/// The built-in functions of this family.
pub fn bifs() -> Vec<Bif> {
    vec![
        Bif::new("erlang", "suspend_process", |p: &mut Process, pid: Term| suspend(p, pid, NIL)),
        Bif::new("erlang", "suspend_process", suspend),
        Bif::new("erlang", "resume_process", |p: &mut Process, pid: Term| {
            if suspend::resume(p, pid) { Ok(atom::TRUE.term()) } else { Err(badarg()) }
        }),
    ]
}

#[derive(Default)]
struct Options {
    unless_suspending: bool,
    asynchronous: bool,
    /// The tag of the message that says what has become of it.
    reply: Option<Term>,
}

fn options(list: Term) -> Result<Options, Stop> {
    let mut found = Options::default();
    for option in build::list_elements(list).ok_or_else(badarg)? {
        match view(option) {
            View::Atom(option) if option.name() == "unless_suspending" => found.unless_suspending = true,
            View::Atom(option) if option.name() == "asynchronous" => found.asynchronous = true,
            View::Tuple([key, tag]) if *key == Atom::new("asynchronous").term() => {
                (found.asynchronous, found.reply) = (true, Some(*tag));
            }
            _ => return Err(badarg()),
        }
    }
    Ok(found)
}

fn suspend(p: &mut Process, pid: Term, list: Term) -> BifResult {
    let options = options(list)?;
    if !pid.is_pid() || pid == p.pid {
        return Err(badarg());
    }
    let asked = p.rare.as_ref().is_some_and(|rare| rare.answer.is_some());
    if !asked && options.unless_suspending && suspend::count(p, pid) > 0 {
        return Ok(atom::FALSE.term());
    }
    if options.asynchronous {
        return later(p, pid, options.reply);
    }
    // Counted before the answer is there: a process that ends meanwhile lets go of what it has asked for.
    let hold = if asked { None } else { Some(suspend::hold(p, pid)) };
    let suspended = request::ask(p, pid, move |other| {
        let there = other.is_some();
        if let (Some(other), Some(hold)) = (other, hold) {
            hold(other);
        }
        OwnedTerm::new(boolean(there))
    })?;
    if suspended == atom::TRUE.term() {
        return Ok(suspended);
    }
    suspend::forget(p, pid);
    Err(badarg())
}

/// Suspends a process without waiting until it is.
fn later(p: &mut Process, pid: Term, tag: Option<Term>) -> BifResult {
    let (asker, tag) = (p.pid, tag.map(OwnedTerm::new));
    let hold = suspend::hold(p, pid);
    let node = Node::request(Box::new(move |other: Option<&mut Process>| {
        let state = if other.is_some() { "suspended" } else { "exited" };
        if let Some(other) = other {
            hold(other);
        }
        if let Some(tag) = tag {
            let mut arena = Arena::new();
            let tag = tag.copy_to(&mut arena);
            let message = build::tuple(&mut arena, &[tag, Atom::new(state).term()]);
            signals::send_message(asker, message);
        }
    }));
    if let Err(node) = table::send(pid, node) {
        exit::refuse(pid, node);
        suspend::forget(p, pid);
    }
    Ok(atom::TRUE.term())
}
