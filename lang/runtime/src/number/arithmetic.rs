//! `+`, `-`, `*`, negation and absolute value.

use crate::build::{self, Heap};
use crate::fault::{Fault, Outcome};
use crate::number::{Integer, MAX_LIMBS, Number, big_result, float_result, operands};
use crate::term::Term;

/// `A + B`.
pub fn add(heap: &mut dyn Heap, a: Term, b: Term) -> Outcome {
    match arithmetic_operands(a, b)? {
        Operands::Integers(a, b) => match (a.to_word(), b.to_word()) {
            (Some(a), Some(b)) => Ok(build::wide_integer(heap, a + b)),
            _ => big_result(heap, &(a.to_ibig() + b.to_ibig())),
        },
        Operands::Floats(a, b) => float_result(heap, a + b),
    }
}

/// `A - B`.
pub fn subtract(heap: &mut dyn Heap, a: Term, b: Term) -> Outcome {
    match arithmetic_operands(a, b)? {
        Operands::Integers(a, b) => match (a.to_word(), b.to_word()) {
            (Some(a), Some(b)) => Ok(build::wide_integer(heap, a - b)),
            _ => big_result(heap, &(a.to_ibig() - b.to_ibig())),
        },
        Operands::Floats(a, b) => float_result(heap, a - b),
    }
}

/// `A * B`.
pub fn multiply(heap: &mut dyn Heap, a: Term, b: Term) -> Outcome {
    match arithmetic_operands(a, b)? {
        Operands::Integers(a, b) => match (a.to_word(), b.to_word()) {
            (Some(a), Some(b)) => Ok(build::wide_integer(heap, a * b)),
            _ if a.is_zero() || b.is_zero() => Ok(Term::small(0)),
            // The product has as many limbs as both factors together or one fewer.
            _ if limbs(a) + limbs(b) > MAX_LIMBS + 1 => Err(Fault::SystemLimit),
            _ => big_result(heap, &(a.to_ibig() * b.to_ibig())),
        },
        Operands::Floats(a, b) => float_result(heap, a * b),
    }
}

/// `-A`.
pub fn negate(heap: &mut dyn Heap, a: Term) -> Outcome {
    match Number::of(a).ok_or(Fault::Badarith)? {
        // The range of small integers is not symmetric, but the word has a bit to spare.
        Number::Small(value) => Ok(build::integer(heap, -value)),
        Number::Big(big) => Ok(build::limbs_integer(heap, !big.negative, big.limbs)),
        Number::Float(value) => Ok(build::float(heap, -value)),
    }
}

/// `+A`: the number itself.
pub fn plus(a: Term) -> Outcome {
    if build::is_number(a) { Ok(a) } else { Err(Fault::Badarith) }
}

/// `abs(A)`. The float -0.0 stays as it is, as in OTP.
pub fn absolute(heap: &mut dyn Heap, a: Term) -> Outcome {
    match Number::of(a).ok_or(Fault::Badarg)? {
        Number::Small(value) if value < 0 => Ok(build::integer(heap, -value)),
        Number::Big(big) if big.negative => Ok(build::limbs_integer(heap, false, big.limbs)),
        Number::Float(value) if value < 0.0 => Ok(build::float(heap, -value)),
        _ => Ok(a),
    }
}

/// Operands brought to a common type.
enum Operands<'a> {
    Integers(Integer<'a>, Integer<'a>),
    Floats(f64, f64),
}

fn arithmetic_operands<'a>(a: Term, b: Term) -> Outcome<Operands<'a>> {
    let (a, b) = operands(a, b)?;
    if let (Some(a), Some(b)) = (a.integer(), b.integer()) {
        return Ok(Operands::Integers(a, b));
    }
    match (a.to_f64(), b.to_f64()) {
        (Some(a), Some(b)) => Ok(Operands::Floats(a, b)),
        _ => Err(Fault::Badarith),
    }
}

fn limbs(integer: Integer) -> usize {
    match integer {
        Integer::Small(_) => 1,
        Integer::Big(big) => big.limbs.len(),
    }
}
