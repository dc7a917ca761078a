//! Calls whose target is known only at run time: `apply`, which also makes the calls `M:F(…)` that compiled code does not know.

use std::sync::atomic::Ordering;

use crate::atom::{self, Atom};
use crate::bif::{Bif, BifResult, Stop};
use crate::bifs::{badarg, system_limit};
use crate::build;
use crate::code::{self, MAX_REGISTER_ARGS, fun_entry};
use crate::exports;
use crate::process::{FLAG_HIBERNATE, FLAG_YIELD, Process};
use crate::raise::{Class, Exception};
use crate::spawn::MAX_ARITY;
use crate::term::{Kind, Term};

/// The built-in functions of this family.
pub fn bifs() -> Vec<Bif> {
    vec![
        Bif::new("erlang", "apply", apply_2).jumping().placed(),
        Bif::new("erlang", "apply", apply_3).jumping().placed(),
        Bif::new("erlang", "hibernate", hibernate).jumping(),
        Bif::new("erlang", "yield", |p: &mut Process| {
            p.flags |= FLAG_YIELD;
            Ok(atom::TRUE.term())
        }),
        Bif::new("erlang", "bump_reductions", |p: &mut Process, count: Term| {
            let count = count.to_small().filter(|&count| count >= 0).ok_or_else(badarg)?;
            p.reductions = p.reductions.saturating_sub(count.min(1 << 40));
            Ok(atom::TRUE.term())
        }),
    ]
}

/// Stack words that stay free beyond the arguments that a jump pushes.
const SLACK: usize = 8;

/// Asks for room for the arguments that a jump pushes, if there is none: the built-in is called again then.
fn make_room(p: &mut Process, args: &[Term]) -> Result<(), Stop> {
    let need = args.len().saturating_sub(MAX_REGISTER_ARGS) + SLACK;
    if p.room() < need {
        p.extra_need = need as u32;
        return Err(Stop::Retry);
    }
    Ok(())
}

/// Goes on at `code` with `args`. If the stack has no room for them, the built-in is called again after it
/// has grown.
fn jump(p: &mut Process, code: *const u8, args: &[Term]) -> BifResult {
    p.site = std::ptr::null();
    make_room(p, args)?;
    let on_stack = args.get(MAX_REGISTER_ARGS..).unwrap_or(&[]);
    for &arg in on_stack.iter().rev() {
        // SAFETY: there is room, as was just checked.
        unsafe { p.push(arg.0) };
    }
    for (register, &arg) in p.x.iter_mut().zip(args) {
        *register = arg;
    }
    p.resume = code;
    Err(Stop::Jump)
}

fn apply_2(p: &mut Process, fun: Term, args: Term) -> BifResult {
    let mut args = arguments(args)?;
    // SAFETY: terms are valid.
    if !unsafe { fun.is_kind(Kind::Fun) } {
        let reason = build::tuple(p, &[atom::BADFUN.term(), fun]);
        return Err(Stop::Raise(Exception::raised(Class::Error, reason)));
    }
    // SAFETY: it is a fun.
    let entry = unsafe { fun_entry(fun) };
    if entry.arity as usize != args.len() {
        let args = build::list(p, args);
        let call = build::tuple(p, &[fun, args]);
        let reason = build::tuple(p, &[atom::BADARITY.term(), call]);
        if p.site.is_null() && p.sp == p.bottom() {
            // A new process fails in what it starts with.
            let function = [atom::ERLANG.term(), atom::APPLY.term(), Term::small(2)];
            let function = build::tuple(p, &function);
            return Err(Stop::Raise(Exception::in_function(reason, function)));
        }
        return Err(Stop::Raise(Exception::raised(Class::Error, reason)));
    }
    args.push(fun);
    jump(p, entry.code.load(Ordering::Acquire), &args)
}

fn apply_3(p: &mut Process, module: Term, function: Term, args: Term) -> BifResult {
    let args = arguments(args)?;
    let code = target(module, function, args.len() as u32).ok_or_else(badarg)?;
    jump(p, code, &args)
}

/// The elements of a list of arguments.
fn arguments(list: Term) -> Result<Vec<Term>, Stop> {
    let args = build::list_elements(list).ok_or_else(badarg)?;
    if args.len() > MAX_ARITY { Err(system_limit()) } else { Ok(args) }
}

/// The code of `module:function/arity` as it is now.
fn target(module: Term, function: Term, arity: u32) -> Option<*const u8> {
    let (module, function) = (Atom::from_term(module)?, Atom::from_term(function)?);
    Some(exports::called(module, function, arity).code.get())
}

/// `hibernate(M, F, Args)`: forgets the stack, and goes on with the call when a message is there.
fn hibernate(p: &mut Process, module: Term, function: Term, args: Term) -> BifResult {
    let args = arguments(args)?;
    let code = target(module, function, args.len() as u32).ok_or_else(badarg)?;
    // Before anything is given up: from here on the process must not be called again.
    make_room(p, &args)?;
    p.sp = p.bottom();
    // SAFETY: the bottom word of the stack stays as long as the process.
    debug_assert_eq!(unsafe { *p.sp } as *const u8, code::entries().exit);
    p.catch = Term::small(0);
    p.flags |= FLAG_HIBERNATE;
    p.end_turn();
    jump(p, code, &args)
}
