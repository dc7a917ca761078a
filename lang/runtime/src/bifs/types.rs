//! The type tests of `erlang` as functions.

use crate::atom::Atom;
use crate::bif::{Bif, BifResult};
use crate::bifs::badarg;
use crate::build::{self, View, boolean, to_boolean, tuple_elements, view};
use crate::code;
use crate::number::Integer;
use crate::process::Process;
use crate::term::Term;

pub fn bifs() -> Vec<Bif> {
    vec![
        Bif::new("erlang", "is_atom", |_: &mut Process, a: Term| Ok(boolean(a.is_atom()))),
        Bif::new("erlang", "is_boolean", |_: &mut Process, a: Term| Ok(boolean(to_boolean(a).is_some()))),
        Bif::new("erlang", "is_integer", |_: &mut Process, a: Term| Ok(boolean(build::is_integer(a)))),
        Bif::new("erlang", "is_float", |_: &mut Process, a: Term| Ok(boolean(build::to_f64(a).is_some()))),
        Bif::new("erlang", "is_number", |_: &mut Process, a: Term| Ok(boolean(build::is_number(a)))),
        Bif::new("erlang", "is_list", |_: &mut Process, a: Term| Ok(boolean(a.is_cons() || a.is_nil()))),
        Bif::new("erlang", "is_tuple", |_: &mut Process, a: Term| Ok(boolean(tuple_elements(a).is_some()))),
        Bif::new("erlang", "is_pid", |_: &mut Process, a: Term| Ok(boolean(a.is_pid()))),
        Bif::new("erlang", "is_reference", |_: &mut Process, a: Term| {
            Ok(boolean(matches!(view(a), View::Reference(_))))
        }),
        Bif::new("erlang", "is_port", |_: &mut Process, a: Term| Ok(boolean(is_port(a)))),
        Bif::new("erlang", "is_function", |_: &mut Process, a: Term| Ok(boolean(is_function(a)))),
        Bif::new("erlang", "is_function", is_function_of),
        Bif::new("erlang", "is_record", is_record),
        Bif::new("erlang", "is_record", is_record_of),
    ]
}

fn is_port(term: Term) -> bool {
    matches!(view(term), View::Port(_))
}

fn is_function(term: Term) -> bool {
    matches!(view(term), View::Fun(_))
}

/// `is_function(Fun, Arity)`.
fn is_function_of(_: &mut Process, fun: Term, arity: Term) -> BifResult {
    let arity = Integer::of(arity).filter(|arity| !arity.is_negative()).ok_or_else(badarg)?;
    let View::Fun(fun) = view(fun) else { return Ok(boolean(false)) };
    // SAFETY: a valid term of kind fun points to its entry, which lives as long as its version.
    let entry = unsafe { code::fun_entry(fun) };
    Ok(boolean(arity.to_word() == Some(i64::from(entry.arity))))
}

fn has_tag(elements: &[Term], tag: Term) -> bool {
    elements.first() == Some(&tag)
}

/// `is_record(Term, Tag)`.
fn is_record(_: &mut Process, term: Term, tag: Term) -> BifResult {
    Atom::from_term(tag).ok_or_else(badarg)?;
    Ok(boolean(tuple_elements(term).is_some_and(|elements| has_tag(elements, tag))))
}

/// `is_record(Term, Tag, Size)`.
fn is_record_of(_: &mut Process, term: Term, tag: Term, size: Term) -> BifResult {
    Atom::from_term(tag).ok_or_else(badarg)?;
    let size = Integer::of(size).ok_or_else(badarg)?.to_word();
    let fits = |elements: &[Term]| has_tag(elements, tag) && size == Some(elements.len() as i64);
    Ok(boolean(tuple_elements(term).is_some_and(fits)))
}
