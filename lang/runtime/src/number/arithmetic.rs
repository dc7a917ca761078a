//! `+`, `-`, `*`, negation and absolute value.

use crate::build::{self, Heap};
use crate::fault::{Fault, Outcome};
use crate::number::limbs::{self, Signed};
use crate::number::{
    MAX_LIMBS, Number, big_result, float_operands, float_result, limbs_result, short_floats, sized,
};
use crate::term::Term;

/// `A + B`.
pub fn add(heap: &mut dyn Heap, a: Term, b: Term) -> Outcome {
    if let Some((a, b)) = short_floats(a, b) {
        return float_result(heap, a + b);
    }
    if let (Some(a), Some(b)) = (sized(a), sized(b))
        && let Some((negative, size)) = sum(a, b)
    {
        return Ok(build::sized_integer(heap, negative, size));
    }
    let (mut room_a, mut room_b) = ([0], [0]);
    if let (Some(a), Some(b)) = (Signed::of(a, &mut room_a), Signed::of(b, &mut room_b)) {
        return large_sum(heap, a, b, false);
    }
    let (a, b) = float_operands(a, b)?;
    float_result(heap, a + b)
}

/// `A - B`.
pub fn subtract(heap: &mut dyn Heap, a: Term, b: Term) -> Outcome {
    if let Some((a, b)) = short_floats(a, b) {
        return float_result(heap, a - b);
    }
    if let (Some(a), Some((negative, size))) = (sized(a), sized(b))
        && let Some((negative, size)) = sum(a, (!negative, size))
    {
        return Ok(build::sized_integer(heap, negative, size));
    }
    let (mut room_a, mut room_b) = ([0], [0]);
    if let (Some(a), Some(b)) = (Signed::of(a, &mut room_a), Signed::of(b, &mut room_b)) {
        return large_sum(heap, a, b, true);
    }
    let (a, b) = float_operands(a, b)?;
    float_result(heap, a - b)
}

/// Sign and size of the sum of two integers that are given so, if it is no larger than they can be.
#[inline(always)]
fn sum((negative_a, a): (bool, u128), (negative_b, b): (bool, u128)) -> Option<(bool, u128)> {
    if negative_a == negative_b {
        return a.checked_add(b).map(|size| (negative_a, size));
    }
    Some(if a >= b { (negative_a, a - b) } else { (negative_b, b - a) })
}

/// The sum of two integers, the second perhaps negated.
#[inline]
pub(super) fn large_sum(heap: &mut dyn Heap, a: Signed, b: Signed, negated: bool) -> Outcome {
    let b = Signed { negative: b.negative != negated, ..b };
    limbs::with_room(a.limbs.len().max(b.limbs.len()) + 1, |room| {
        let negative = limbs::sum(a, b, room);
        limbs_result(heap, negative, room)
    })
}

/// `A * B`.
pub fn multiply(heap: &mut dyn Heap, a: Term, b: Term) -> Outcome {
    if let Some((a, b)) = short_floats(a, b) {
        return float_result(heap, a * b);
    }
    if let (Some((negative_a, x)), Some((negative_b, y))) = (sized(a), sized(b)) {
        let negative = negative_a != negative_b;
        if let (Ok(x), Ok(y)) = (u64::try_from(x), u64::try_from(y)) {
            return Ok(build::sized_integer(heap, negative, u128::from(x) * u128::from(y)));
        }
        if x.leading_zeros() + y.leading_zeros() >= u128::BITS {
            return Ok(build::sized_integer(heap, negative, x * y));
        }
    }
    let (mut room_a, mut room_b) = ([0], [0]);
    if let (Some(a), Some(b)) = (Signed::of(a, &mut room_a), Signed::of(b, &mut room_b)) {
        return multiply_large(heap, a, b);
    }
    let (a, b) = float_operands(a, b)?;
    float_result(heap, a * b)
}

#[inline]
fn multiply_large(heap: &mut dyn Heap, a: Signed, b: Signed) -> Outcome {
    let negative = a.negative != b.negative;
    let (long, short) = if a.limbs.len() >= b.limbs.len() { (a.limbs, b.limbs) } else { (b.limbs, a.limbs) };
    let count = long.len() + short.len();
    // The product has as many limbs as both factors together or one fewer.
    if count > MAX_LIMBS + 1 {
        return Err(Fault::SystemLimit);
    }
    if short.len() > limbs::FEW {
        return big_result(heap, &(a.to_ibig() * b.to_ibig()));
    }
    limbs::with_room(count, |room| {
        limbs::product(long, short, room);
        limbs_result(heap, negative, room)
    })
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
