//! `/`, `div` and `rem`.

use crate::build::{self, Heap};
use crate::fault::{Fault, Outcome};
use crate::number::{big_result, float_result, integer_operands, operands};
use crate::term::Term;

/// `A / B`: always a float. Integers are converted first, so those beyond the floats are errors.
pub fn divide(heap: &mut dyn Heap, a: Term, b: Term) -> Outcome {
    let (a, b) = operands(a, b)?;
    match (a.to_f64(), b.to_f64()) {
        (Some(a), Some(b)) => float_result(heap, a / b),
        _ => Err(Fault::Badarith),
    }
}

/// `A div B`, truncating.
pub fn quotient(heap: &mut dyn Heap, a: Term, b: Term) -> Outcome {
    let (a, b) = integer_operands(a, b)?;
    if b.is_zero() {
        return Err(Fault::Badarith);
    }
    match (a.to_word(), b.to_word()) {
        (Some(a), Some(b)) => Ok(build::wide_integer(heap, a / b)),
        (Some(_), None) => Ok(Term::small(0)),
        _ => big_result(heap, &(a.to_ibig() / b.to_ibig())),
    }
}

/// `A rem B`: has the sign of `A`.
pub fn remainder(heap: &mut dyn Heap, a: Term, b: Term) -> Outcome {
    let (left, right) = integer_operands(a, b)?;
    if right.is_zero() {
        return Err(Fault::Badarith);
    }
    match (left.to_word(), right.to_word()) {
        (Some(a), Some(b)) => Ok(build::wide_integer(heap, a % b)),
        (Some(_), None) => Ok(a),
        _ => big_result(heap, &(left.to_ibig() % right.to_ibig())),
    }
}
