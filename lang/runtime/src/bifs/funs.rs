//! Making funs of a name, and what can be asked of a fun.

use crate::atom::{self, Atom};
use crate::bif::{Bif, BifResult};
use crate::bifs::badarg;
use crate::build::{self, View, view};
use crate::code::{self, FunEntry};
use crate::compare::captured;
use crate::exports;
use crate::process::Process;
use crate::term::Term;

pub fn bifs() -> Vec<Bif> {
    vec![
        Bif::new("erlang", "make_fun", make_fun),
        Bif::new("erlang", "fun_info", fun_info),
        Bif::new("erlang", "fun_info", fun_info_item),
    ]
}

/// The most arguments that a function has.
const MAX_ARITY: i64 = 255;

/// `fun M:F/A`, whether there is such a function or not.
fn make_fun(process: &mut Process, module: Term, function: Term, arity: Term) -> BifResult {
    let module = Atom::from_term(module).ok_or_else(badarg)?;
    let function = Atom::from_term(function).ok_or_else(badarg)?;
    let arity = arity.to_small().filter(|arity| (0..=MAX_ARITY).contains(arity)).ok_or_else(badarg)?;
    Ok(build::external_fun(process, exports::cell(module, function, arity as u32)))
}

/// What `fun_info/1` tells of a fun of a module, in this order.
const LOCAL: [Atom; 9] = [
    atom::PID,
    atom::MODULE,
    atom::NEW_INDEX,
    atom::INDEX,
    atom::UNIQ,
    atom::NAME,
    atom::ARITY,
    atom::ENV,
    atom::TYPE,
];

/// What it tells of `fun m:f/a`.
const EXTERNAL: [Atom; 5] = [atom::MODULE, atom::NAME, atom::ARITY, atom::ENV, atom::TYPE];

fn entry<'a>(fun: Term) -> Option<&'a FunEntry> {
    match view(fun) {
        // SAFETY: a valid term of kind fun points to its entry, which lives as long as its version.
        View::Fun(fun) => Some(unsafe { code::fun_entry(fun) }),
        _ => None,
    }
}

fn fun_info(process: &mut Process, fun: Term) -> BifResult {
    let entry = entry(fun).ok_or_else(badarg)?;
    let items = if entry.export.is_null() { &LOCAL[..] } else { &EXTERNAL[..] };
    let mut pairs = Vec::with_capacity(items.len());
    for &item in items {
        pairs.push(pair(process, fun, entry, item)?);
    }
    Ok(build::list(process, pairs))
}

fn fun_info_item(process: &mut Process, fun: Term, item: Term) -> BifResult {
    let entry = entry(fun).ok_or_else(badarg)?;
    pair(process, fun, entry, Atom::from_term(item).ok_or_else(badarg)?)
}

fn pair(process: &mut Process, fun: Term, entry: &FunEntry, item: Atom) -> BifResult {
    let local = entry.export.is_null();
    let value = match item {
        atom::MODULE => entry.module.term(),
        atom::NAME => entry.name.term(),
        atom::ARITY => Term::small(i64::from(entry.arity)),
        atom::TYPE => if local { atom::LOCAL } else { atom::EXTERNAL }.term(),
        atom::ENV => build::list(process, captured(fun).iter().copied()),
        atom::PID | atom::INDEX | atom::NEW_INDEX | atom::UNIQ | atom::NEW_UNIQ if !local => {
            atom::UNDEFINED.term()
        }
        // The process that made a fun is not kept with it.
        atom::PID => atom::UNDEFINED.term(),
        atom::INDEX | atom::NEW_INDEX => Term::small(i64::from(entry.index)),
        atom::UNIQ => Term::small(i64::from(entry.unique)),
        _ => return Err(badarg()),
    };
    Ok(build::tuple(process, &[item.term(), value]))
}
