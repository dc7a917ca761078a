//! `/`, `div` and `rem`.

use crate::build::{self, Heap};
use crate::fault::{Fault, Outcome};
use crate::number::limbs::{self, Signed};
use crate::number::{big_result, float_operands, float_result, long_division, sized};
use crate::term::Term;

/// `A / B`: always a float. Integers are converted first, so those beyond the floats are errors.
pub fn divide(heap: &mut dyn Heap, a: Term, b: Term) -> Outcome {
    let (a, b) = float_operands(a, b)?;
    float_result(heap, a / b)
}

/// `A div B`, truncating.
pub fn quotient(heap: &mut dyn Heap, a: Term, b: Term) -> Outcome {
    if let (Some((negative_a, x)), Some((negative_b, y @ 1..))) = (sized(a), sized(b)) {
        let size = match (u64::try_from(x), u64::try_from(y)) {
            (Ok(x), Ok(y)) => u128::from(x / y),
            _ => x / y,
        };
        return Ok(build::sized_integer(heap, negative_a != negative_b, size));
    }
    let (mut room_a, mut room_b) = ([0], [0]);
    let (a, b) = divisible(Signed::of(a, &mut room_a), Signed::of(b, &mut room_b))?;
    let negative = a.negative != b.negative;
    divided(a.limbs, b.limbs, |parts| match parts {
        Some((quotient, _)) => Ok(build::limbs_integer(heap, negative, quotient)),
        None => big_result(heap, &(a.to_ibig() / b.to_ibig())),
    })
}

/// `A rem B`: has the sign of `A`.
pub fn remainder(heap: &mut dyn Heap, a: Term, b: Term) -> Outcome {
    if let (Some((negative, x)), Some((_, y @ 1..))) = (sized(a), sized(b)) {
        let size = match (u64::try_from(x), u64::try_from(y)) {
            (Ok(x), Ok(y)) => u128::from(x % y),
            _ => x % y,
        };
        return Ok(build::sized_integer(heap, negative, size));
    }
    let (mut room_a, mut room_b) = ([0], [0]);
    let (a, b) = divisible(Signed::of(a, &mut room_a), Signed::of(b, &mut room_b))?;
    divided(a.limbs, b.limbs, |parts| match parts {
        Some((_, rest)) => Ok(build::limbs_integer(heap, a.negative, rest)),
        None => big_result(heap, &(a.to_ibig() % b.to_ibig())),
    })
}

/// Both operands of a division, if they are integers and the second is not 0.
#[inline(always)]
fn divisible<'a>(a: Option<Signed<'a>>, b: Option<Signed<'a>>) -> Outcome<(Signed<'a>, Signed<'a>)> {
    match (a, b) {
        (Some(a), Some(b)) if !b.is_zero() => Ok((a, b)),
        _ => Err(Fault::Badarith),
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
