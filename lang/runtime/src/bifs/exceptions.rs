//! Raising, and what handlers ask for.

use crate::atom;
use crate::bif::{Bif, BifResult, Stop};
use crate::bifs::badarg;
use crate::build::{self, ListIter, View, view};
use crate::map;
use crate::process::Process;
use crate::raise::{self, Class, Exception};
use crate::term::{NIL, Term};

/// The built-in functions of this family.
pub fn bifs() -> Vec<Bif> {
    vec![
        Bif::new("erlang", "error", |_: &mut Process, reason: Term| raise(Class::Error, reason)),
        Bif::new("erlang", "error", error_2),
        Bif::new("erlang", "error", error_3),
        Bif::new("erlang", "nif_error", |_: &mut Process, reason: Term| raise(Class::Error, reason)),
        Bif::new("erlang", "nif_error", error_2),
        Bif::new("erlang", "exit", |_: &mut Process, reason: Term| raise(Class::Exit, reason)),
        Bif::new("erlang", "throw", |_: &mut Process, value: Term| raise(Class::Throw, value)),
        Bif::new("erlang", "raise", raise_3),
        Bif::new("swerl", "build_trace", |p: &mut Process, raw: Term| Ok(raise::build_trace(p, raw))),
        Bif::new("swerl", "catch_value", catch_value),
        Bif::new("swerl", "reraise", |_: &mut Process, class: Term, reason: Term, trace: Term| {
            let class = Class::from_term(class).ok_or_else(badarg)?;
            Err(Stop::Raise(Exception::traced(class, reason, trace)))
        }),
    ]
}

fn raise(class: Class, reason: Term) -> BifResult {
    Err(Stop::Raise(Exception::raised(class, reason)))
}

/// `error(Reason, Args)`: a list of arguments takes the place of the caller's arity; anything else
/// (`none`) changes nothing.
fn error_2(_: &mut Process, reason: Term, args: Term) -> BifResult {
    let mut elements = ListIter::new(args);
    elements.by_ref().for_each(drop);
    if elements.ended_proper() {
        return Err(Stop::Raise(Exception::with_arguments(reason, args)));
    }
    raise(Class::Error, reason)
}

/// `error(Reason, Args, Options)`: the one option is `{error_info, Map}`; a list that is none of options is as
/// good as none, in OTP too.
fn error_3(p: &mut Process, reason: Term, args: Term, options: Term) -> BifResult {
    let mut info = None;
    for option in build::list_elements(options).unwrap_or_default() {
        match build::tuple_elements(option) {
            Some(&[key, value]) if key == atom::ERROR_INFO.term() && map::is_map(value) => info = Some(value),
            _ => return error_2(p, reason, args),
        }
    }
    match info {
        Some(info) => Err(Stop::Raise(Exception::informed(reason, build::tuple(p, &[args, info])))),
        None => error_2(p, reason, args),
    }
}

/// `raise(Class, Reason, Stacktrace)`: a wrong argument is the value `badarg`, not an exception, as in OTP.
fn raise_3(p: &mut Process, class: Term, reason: Term, trace: Term) -> BifResult {
    let entries = build::list_elements(trace);
    let entries =
        entries.and_then(|entries| entries.into_iter().map(|entry| trace_entry(p, entry)).collect());
    let (Some(class), Some::<Vec<Term>>(entries)) = (Class::from_term(class), entries) else {
        return Ok(atom::BADARG.term());
    };
    let trace = build::list(p, entries);
    Err(Stop::Raise(Exception::traced(class, reason, trace)))
}

/// An entry of a stack trace that a program gives, with an empty location if it has none. `None`: it is none.
fn trace_entry(p: &mut Process, entry: Term) -> Option<Term> {
    let is_fun = |term| matches!(view(term), View::Fun(_));
    let is_list = |term: Term| term.is_cons() || term == NIL;
    match *build::tuple_elements(entry)? {
        [fun, args] if is_fun(fun) => Some(build::tuple(p, &[fun, args, NIL])),
        [fun, _, location] if is_fun(fun) && is_list(location) => Some(entry),
        [module, function, arity] if module.is_atom() && function.is_atom() => {
            Some(build::tuple(p, &[module, function, arity, NIL]))
        }
        [module, function, _, location] if module.is_atom() && function.is_atom() && is_list(location) => {
            Some(entry)
        }
        _ => None,
    }
}

fn catch_value(p: &mut Process, class: Term, reason: Term, trace: Term) -> BifResult {
    let class = Class::from_term(class).ok_or_else(badarg)?;
    Ok(raise::catch_value(p, class, reason, trace))
}
