//! `/`, `div` and `rem`.

use crate::build::{self, Heap};
use crate::fault::{Fault, Outcome};
use crate::number::limbs::{self, Signed};
use crate::number::{big_result, float_result, integer_operands, long_division, operands};
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
        // A word is never the smallest one, so the quotient fits.
        (Some(a), Some(b)) => Ok(build::integer(heap, a / b)),
        (Some(_), None) => Ok(Term::small(0)),
        _ => {
            let (mut room_a, mut room_b) = ([0], [0]);
            let (x, y) = (Signed::of(a, &mut room_a), Signed::of(b, &mut room_b));
            let negative = x.negative != y.negative;
            if let (Some(x), Some(y)) = (limbs::double_word(x.limbs), limbs::double_word(y.limbs)) {
                return Ok(build::sized_integer(heap, negative, x / y));
            }
            divided(x.limbs, y.limbs, |parts| match parts {
                Some((quotient, _)) => Ok(build::limbs_integer(heap, negative, quotient)),
                None => big_result(heap, &(a.to_ibig() / b.to_ibig())),
            })
        }
    }
}

/// `A rem B`: has the sign of `A`.
pub fn remainder(heap: &mut dyn Heap, a: Term, b: Term) -> Outcome {
    let (left, right) = integer_operands(a, b)?;
    if right.is_zero() {
        return Err(Fault::Badarith);
    }
    match (left.to_word(), right.to_word()) {
        (Some(a), Some(b)) => Ok(build::integer(heap, a % b)),
        (Some(_), None) => Ok(a),
        _ => {
            let (mut room_a, mut room_b) = ([0], [0]);
            let (x, y) = (Signed::of(left, &mut room_a), Signed::of(right, &mut room_b));
            if let (Some(size), Some(divisor)) = (limbs::double_word(x.limbs), limbs::double_word(y.limbs)) {
                return Ok(build::sized_integer(heap, x.negative, size % divisor));
            }
            divided(x.limbs, y.limbs, |parts| match parts {
                Some((_, rest)) => Ok(build::limbs_integer(heap, x.negative, rest)),
                None => big_result(heap, &(left.to_ibig() % right.to_ibig())),
            })
        }
    }
}

/// Gives quotient and remainder of two sizes to `finish`, or nothing where the library is to divide: both are large.
fn divided(a: &[u64], b: &[u64], finish: impl FnOnce(Option<(&[u64], &[u64])>) -> Outcome) -> Outcome {
    match *b {
        [limb] => limbs::with_room(a.len(), |quotient| {
            let rest = long_division::by_limb(a, limb, quotient);
            finish(Some((quotient, &[rest])))
        }),
        _ if a.len() < b.len() => finish(Some((&[], a))),
        _ if a.len() < limbs::FEW => {
            let (mut quotient, mut rest, mut divisor) =
                ([0; limbs::FEW], [0; limbs::FEW], [0; limbs::FEW + 1]);
            long_division::by_limbs(a, b, &mut quotient, &mut rest, &mut divisor);
            finish(Some((&quotient, &rest[..b.len()])))
        }
        _ => finish(None),
    }
}
