//! What programs ask about the whole system.

use crate::atom::{self, Atom};
use crate::bif::{Bif, BifResult};
use crate::bifs::badarg;
use crate::build::{self, View, boolean, view};
use crate::exports;
use crate::halt;
use crate::process::{FLAG_COLLECT, FLAG_COLLECT_YOUNG, Process};
use crate::term::{NIL, Term};
use crate::{registry, table};

/// The built-in functions of this family.
pub fn bifs() -> Vec<Bif> {
    let mut bifs = nodes();
    bifs.extend([
        Bif::new("erlang", "halt", |_: &mut Process| halt::halt(0)),
        Bif::new("erlang", "halt", |_: &mut Process, status: Term| stop(status)),
        Bif::new("erlang", "halt", |_: &mut Process, status: Term, _options: Term| stop(status)),
        Bif::new("erlang", "garbage_collect", |p: &mut Process| {
            p.flags |= FLAG_COLLECT;
            Ok(atom::TRUE.term())
        }),
        Bif::new("erlang", "garbage_collect", |p: &mut Process, pid: Term| {
            collect_other(p, pid, FLAG_COLLECT)
        }),
        Bif::new("erlang", "garbage_collect", collect_with),
        Bif::new("erlang", "function_exported", |_: &mut Process, m: Term, f: Term, arity: Term| {
            let module = Atom::from_term(m).ok_or_else(badarg)?;
            let function = Atom::from_term(f).ok_or_else(badarg)?;
            let arity = arity.to_small().ok_or_else(badarg)?;
            let known = u32::try_from(arity).is_ok_and(|a| exports::function_exported(module, function, a));
            Ok(boolean(known))
        }),
        Bif::new("erlang", "is_builtin", |_: &mut Process, m: Term, f: Term, arity: Term| {
            let module = Atom::from_term(m).ok_or_else(badarg)?;
            let function = Atom::from_term(f).ok_or_else(badarg)?;
            let arity = arity.to_small().ok_or_else(badarg)?;
            let found = u32::try_from(arity).is_ok_and(|a| registry::find(module, function, a).is_some());
            Ok(boolean(found))
        }),
    ]);
    bifs
}

fn nodes() -> Vec<Bif> {
    vec![
        Bif::new("erlang", "node", |_: &mut Process| Ok(atom::NONODE_AT_NOHOST.term())),
        Bif::new("erlang", "node", |_: &mut Process, of: Term| match view(of) {
            View::Pid(_) | View::Port(_) | View::Reference(_) => Ok(atom::NONODE_AT_NOHOST.term()),
            _ => Err(badarg()),
        }),
        Bif::new("erlang", "nodes", |_: &mut Process| Ok(NIL)),
        Bif::new("erlang", "nodes", |p: &mut Process, kind: Term| {
            let this = [atom::NONODE_AT_NOHOST.term()];
            match view(kind) {
                View::Atom(kind) if kind.name() == "this" || kind.name() == "known" => {
                    Ok(build::list(p, this))
                }
                View::Atom(kind) if ["visible", "hidden", "connected"].contains(&kind.name()) => Ok(NIL),
                _ => Err(badarg()),
            }
        }),
        Bif::new("erlang", "is_alive", |_: &mut Process| Ok(atom::FALSE.term())),
    ]
}

/// `halt(Status)`, `halt(abort)` and `halt(Slogan)`.
fn stop(status: Term) -> BifResult {
    match view(status) {
        View::Small(status) if status >= 0 => halt::halt((status & 0xff) as i32),
        View::Atom(status) if status.name() == "abort" => std::process::abort(),
        _ => {
            let slogan = build::list_text(status).ok_or_else(badarg)?;
            eprintln!("{slogan}");
            halt::halt(1)
        }
    }
}

/// The other process collects before its next turn, as the flag says.
fn collect_other(p: &mut Process, pid: Term, flag: u64) -> BifResult {
    if !pid.is_pid() {
        return Err(badarg());
    }
    if pid == p.pid {
        p.flags |= flag;
        return Ok(atom::TRUE.term());
    }
    crate::request::ask(p, pid, move |other| {
        let there = other.is_some();
        if let Some(other) = other {
            other.flags |= flag;
        }
        crate::owned::OwnedTerm::new(boolean(there))
    })
}

/// `garbage_collect(Pid, Options)`. With `{async, Id}` the answer comes as a message.
fn collect_with(p: &mut Process, pid: Term, options: Term) -> BifResult {
    if !pid.is_pid() {
        return Err(badarg());
    }
    let (mut later, mut flag) = (None, FLAG_COLLECT);
    for option in build::list_elements(options).ok_or_else(badarg)? {
        let View::Tuple([key, value]) = view(option) else { return Err(badarg()) };
        match Atom::from_term(*key).map(Atom::name) {
            Some("async") => later = Some(*value),
            Some("type") => {
                flag = match Atom::from_term(*value).map(Atom::name) {
                    Some("major") => FLAG_COLLECT,
                    Some("minor") => FLAG_COLLECT_YOUNG,
                    _ => return Err(badarg()),
                }
            }
            _ => return Err(badarg()),
        }
    }
    let Some(id) = later else { return collect_other(p, pid, flag) };
    let (id, asker) = (crate::owned::OwnedTerm::new(id), p.pid);
    let node = crate::message::Node::request(Box::new(move |other: Option<&mut Process>| {
        let there = other.is_some();
        if let Some(other) = other {
            other.flags |= flag;
        }
        let mut arena = build::Arena::new();
        let parts = [Atom::new("garbage_collect").term(), id.copy_to(&mut arena), boolean(there)];
        let message = build::tuple(&mut arena, &parts);
        crate::signals::send_message(asker, message);
    }));
    if let Err(node) = table::send(pid, node) {
        crate::exit::refuse(pid, node);
    }
    Ok(atom::ASYNC.term())
}
