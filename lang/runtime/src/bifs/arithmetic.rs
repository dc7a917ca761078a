//! The arithmetic operators and functions of `erlang`.

use crate::bif::{Bif, BifResult};
use crate::fault::Outcome;
use crate::number::{arithmetic, bits, convert, division};
use crate::process::Process;
use crate::term::Term;

pub fn bifs() -> Vec<Bif> {
    let mut bifs = operators("erlang");
    bifs.extend(operators("swerl").into_iter().map(Bif::unnamed));
    bifs.extend(functions());
    bifs
}

/// The operators that compiled code calls in two ways: as functions of `erlang`, and, where OTP's machine code has an
/// instruction for the operation, as what stack traces do not name.
fn operators(module: &str) -> Vec<Bif> {
    vec![
        Bif::new(module, "-", |p: &mut Process, a: Term| one(p, a, |p, a| arithmetic::negate(p, a))),
        Bif::new(module, "+", |p: &mut Process, a: Term, b: Term| {
            two(p, a, b, |p, a, b| arithmetic::add(p, a, b))
        }),
        Bif::new(module, "-", |p: &mut Process, a: Term, b: Term| {
            two(p, a, b, |p, a, b| arithmetic::subtract(p, a, b))
        }),
        Bif::new(module, "*", |p: &mut Process, a: Term, b: Term| {
            two(p, a, b, |p, a, b| arithmetic::multiply(p, a, b))
        }),
        Bif::new(module, "/", |p: &mut Process, a: Term, b: Term| {
            two(p, a, b, |p, a, b| division::divide(p, a, b))
        }),
    ]
}

fn functions() -> Vec<Bif> {
    vec![
        Bif::new("erlang", "+", |p: &mut Process, a: Term| one(p, a, |_, a| arithmetic::plus(a))),
        Bif::new("erlang", "div", |p: &mut Process, a: Term, b: Term| {
            two(p, a, b, |p, a, b| division::quotient(p, a, b))
        }),
        Bif::new("erlang", "rem", |p: &mut Process, a: Term, b: Term| {
            two(p, a, b, |p, a, b| division::remainder(p, a, b))
        }),
        Bif::new("erlang", "band", |p: &mut Process, a: Term, b: Term| {
            two(p, a, b, |p, a, b| bits::and(p, a, b))
        }),
        Bif::new("erlang", "bor", |p: &mut Process, a: Term, b: Term| {
            two(p, a, b, |p, a, b| bits::or(p, a, b))
        }),
        Bif::new("erlang", "bxor", |p: &mut Process, a: Term, b: Term| {
            two(p, a, b, |p, a, b| bits::xor(p, a, b))
        }),
        Bif::new("erlang", "bsl", |p: &mut Process, a: Term, b: Term| {
            two(p, a, b, |p, a, b| bits::shift_left(p, a, b))
        }),
        Bif::new("erlang", "bsr", |p: &mut Process, a: Term, b: Term| {
            two(p, a, b, |p, a, b| bits::shift_right(p, a, b))
        }),
        Bif::new("erlang", "bnot", |p: &mut Process, a: Term| one(p, a, |p, a| bits::not(p, a))),
        Bif::new("erlang", "abs", |p: &mut Process, a: Term| one(p, a, |p, a| arithmetic::absolute(p, a))),
        Bif::new("erlang", "float", |p: &mut Process, a: Term| one(p, a, |p, a| convert::to_float(p, a))),
        Bif::new("erlang", "trunc", |p: &mut Process, a: Term| one(p, a, |p, a| convert::truncate(p, a))),
        Bif::new("erlang", "round", |p: &mut Process, a: Term| one(p, a, |p, a| convert::round(p, a))),
        Bif::new("erlang", "ceil", |p: &mut Process, a: Term| one(p, a, |p, a| convert::ceiling(p, a))),
        Bif::new("erlang", "floor", |p: &mut Process, a: Term| one(p, a, |p, a| convert::floor(p, a))),
    ]
}

fn one(process: &mut Process, a: Term, operation: fn(&mut Process, Term) -> Outcome) -> BifResult {
    Ok(operation(process, a)?)
}

fn two(
    process: &mut Process,
    a: Term,
    b: Term,
    operation: fn(&mut Process, Term, Term) -> Outcome,
) -> BifResult {
    let result = operation(process, a, b)?;
    super::charge_for_size(process, result);
    Ok(result)
}
