//! Making processes.

use crate::atom::{self, Atom};
use crate::bif::{Bif, BifResult, Stop};
use crate::bifs::options::{BadOption, SpawnOptions, spawn_options};
use crate::bifs::processes::{extend_monitor, local};
use crate::bifs::{badarg, because, system_limit};
use crate::build;
use crate::code::fun_entry;
use crate::process::Process;
use crate::signals;
use crate::spawn::{self, Start, Ties};
use crate::term::{Kind, NIL, Term};

/// The built-in functions of this family.
pub fn bifs() -> Vec<Bif> {
    let mut bifs = Vec::from(family::<false, false>("spawn"));
    bifs.extend(family::<true, false>("spawn_link"));
    bifs.extend(family::<false, true>("spawn_monitor"));
    bifs.extend(with_options());
    bifs.extend(requests());
    bifs
}

/// Those that tie the new process to the one that makes it, or do not.
fn family<const LINK: bool, const MONITOR: bool>(name: &str) -> [Bif; 4] {
    [
        Bif::new("erlang", name, |p: &mut Process, fun: Term| {
            spawn(p, if MONITOR { checked_fun_start(fun)? } else { fun_start(fun)? }, ties::<LINK, MONITOR>())
        }),
        Bif::new("erlang", name, |p: &mut Process, node: Term, fun: Term| {
            local(node)?;
            spawn(p, fun_start(fun)?, ties::<LINK, MONITOR>())
        }),
        Bif::new("erlang", name, |p: &mut Process, m: Term, f: Term, a: Term| {
            spawn(p, call_start(m, f, a)?, ties::<LINK, MONITOR>())
        }),
        Bif::new("erlang", name, |p: &mut Process, node: Term, m: Term, f: Term, a: Term| {
            local(node)?;
            spawn(p, call_start(m, f, a)?, ties::<LINK, MONITOR>())
        }),
    ]
}

const fn ties<const LINK: bool, const MONITOR: bool>() -> Ties {
    Ties { link: LINK, monitor: MONITOR, priority: None, tuning: None }
}

fn with_options() -> Vec<Bif> {
    vec![
        Bif::new("erlang", "spawn_opt", |p: &mut Process, fun: Term, options: Term| {
            spawn_opt(p, fun_start(fun)?, options)
        }),
        Bif::new("erlang", "spawn_opt", |p: &mut Process, node: Term, fun: Term, options: Term| {
            local(node)?;
            spawn_opt(p, fun_start(fun)?, options)
        }),
        Bif::new("erlang", "spawn_opt", |p: &mut Process, m: Term, f: Term, a: Term, options: Term| {
            spawn_opt(p, call_start(m, f, a)?, options)
        }),
    ]
}

/// With two, three and four arguments a node, an atom, may come first, before a fun or before a module.
fn requests() -> Vec<Bif> {
    vec![
        Bif::new("erlang", "spawn_request", |p: &mut Process, fun: Term| {
            spawn_request(p, checked_fun_start(fun)?, NIL)
        }),
        Bif::new("erlang", "spawn_request", |p: &mut Process, first: Term, second: Term| {
            if first.is_atom() {
                return request_on(p, first, checked_fun_start(second)?, NIL);
            }
            spawn_request(p, checked_fun_start(first)?, second)
        }),
        Bif::new("erlang", "spawn_request", |p: &mut Process, first: Term, second: Term, third: Term| {
            if is_fun(second) {
                return request_on(p, first, checked_fun_start(second)?, third);
            }
            if third.is_atom() {
                return request_on(p, first, call_start(second, third, NIL)?, NIL);
            }
            spawn_request(p, call_start(first, second, third)?, NIL)
        }),
        Bif::new("erlang", "spawn_request", |p: &mut Process, a: Term, b: Term, c: Term, d: Term| {
            if c.is_atom() {
                return request_on(p, a, call_start(b, c, d)?, NIL);
            }
            spawn_request(p, call_start(a, b, c)?, d)
        }),
        Bif::new("erlang", "spawn_request_abandon", |_: &mut Process, reference: Term| {
            // The answer is sent at once, so there is never anything to abandon.
            if reference.is_reference() { Ok(atom::FALSE.term()) } else { Err(badarg()) }
        }),
    ]
}

fn is_fun(term: Term) -> bool {
    // SAFETY: terms are valid.
    unsafe { term.is_kind(Kind::Fun) }
}

/// A fun of another arity fails in the new process, as in OTP.
fn fun_start(fun: Term) -> Result<Start, Stop> {
    Start::fun(fun).ok_or_else(badarg)
}

/// A fun of another arity is refused.
fn checked_fun_start(fun: Term) -> Result<Start, Stop> {
    // SAFETY: it is a fun.
    if is_fun(fun) && unsafe { fun_entry(fun) }.arity != 0 {
        return Err(badarg());
    }
    fun_start(fun)
}

fn call_start(module: Term, function: Term, args: Term) -> Result<Start, Stop> {
    let module = Atom::from_term(module).ok_or_else(badarg)?;
    let function = Atom::from_term(function).ok_or_else(badarg)?;
    let args = build::list_elements(args).ok_or_else(badarg)?;
    Start::call(module, function, args).ok_or_else(system_limit)
}

/// The pid of a new process, or `{Pid, Ref}` if it is monitored.
fn spawn(p: &mut Process, start: Start, ties: Ties) -> BifResult {
    spawn_with(p, start, SpawnOptions { ties, ..SpawnOptions::default() })
}

fn spawn_opt(p: &mut Process, start: Start, options: Term) -> BifResult {
    let options = spawn_options(options, false).map_err(|_| because(atom::BADOPT))?;
    spawn_with(p, start, options)
}

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

/// Makes a process and tells of it by a message, `{spawn_reply, ReqId, ok, Pid}`, or that an option is bad.
fn spawn_request(p: &mut Process, start: Start, options: Term) -> BifResult {
    let options = match spawn_options(options, true) {
        Ok(options) => options,
        Err(BadOption::Of(options)) => return Ok(refuse_request(p, &options, atom::BADOPT)),
        Err(BadOption::NoList) => return Err(because(atom::BADOPT)),
    };
    let made = spawn::spawn(p, &start, options.ties);
    let (pid, monitor) = made.ok_or_else(system_limit)?;
    let reference = monitor.unwrap_or_else(|| p.fresh_reference());
    if options.reply.on_success {
        tell(p, &options, reference, atom::OK.term(), pid);
    }
    if monitor.is_some() {
        extend_monitor(p, reference, options.tag, options.alias);
    }
    Ok(reference)
}

/// [`spawn_request`] on a node.
fn request_on(p: &mut Process, node: Term, start: Start, options: Term) -> BifResult {
    if local(node).is_ok() {
        return spawn_request(p, start, options);
    }
    Atom::from_term(node).ok_or_else(badarg)?;
    match spawn_options(options, true) {
        Ok(options) => Ok(refuse_request(p, &options, atom::NOCONNECTION)),
        Err(BadOption::Of(options)) => Ok(refuse_request(p, &options, atom::BADOPT)),
        Err(BadOption::NoList) => Err(because(atom::BADOPT)),
    }
}

/// Tells the caller why there is no new process.
fn refuse_request(p: &mut Process, options: &SpawnOptions, why: Atom) -> Term {
    let reference = p.fresh_reference();
    if options.reply.on_error {
        tell(p, options, reference, atom::ERROR.term(), why.term());
    }
    reference
}

fn tell(p: &mut Process, options: &SpawnOptions, reference: Term, outcome: Term, of: Term) {
    let tag = options.reply.tag.unwrap_or(Atom::new("spawn_reply").term());
    let message = build::tuple(p, &[tag, reference, outcome, of]);
    signals::send_message(p.pid, message);
}
