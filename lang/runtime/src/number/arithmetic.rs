//! `+`, `-`, `*`, negation and absolute value.

use crate::build::{self, Heap};
use crate::fault::{Fault, Outcome};
use crate::number::limbs::{self, Signed};
use crate::number::{Integer, MAX_LIMBS, Number, big_result, float_result, limbs_result, operands, sized};
use crate::term::Term;

/// `A + B`.
pub fn add(heap: &mut dyn Heap, a: Term, b: Term) -> Outcome {
    if let (Some(a), Some(b)) = (sized(a), sized(b))
        && let Some((negative, size)) = sum(a, b)
    {
        return Ok(build::sized_integer(heap, negative, size));
    }
    match arithmetic_operands(a, b)? {
        Operands::Integers(a, b) => large_sum(heap, a, b, false),
        Operands::Floats(a, b) => float_result(heap, a + b),
    }
}

/// `A - B`.
pub fn subtract(heap: &mut dyn Heap, a: Term, b: Term) -> Outcome {
    if let (Some(a), Some((negative, size))) = (sized(a), sized(b))
        && let Some((negative, size)) = sum(a, (!negative, size))
    {
        return Ok(build::sized_integer(heap, negative, size));
    }
    match arithmetic_operands(a, b)? {
        Operands::Integers(a, b) => large_sum(heap, a, b, true),
        Operands::Floats(a, b) => float_result(heap, a - b),
    }
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
pub(super) fn large_sum(heap: &mut dyn Heap, a: Integer, b: Integer, negated: bool) -> Outcome {
    let (mut room_a, mut room_b) = ([0], [0]);
    let (a, b) = (Signed::of(a, &mut room_a), Signed::of(b, &mut room_b));
    let b = Signed { negative: b.negative != negated, ..b };
    limbs::with_room(a.limbs.len().max(b.limbs.len()) + 1, |room| {
        let negative = limbs::sum(a, b, room);
        limbs_result(heap, negative, room)
    })
}

/// `A * B`.
pub fn multiply(heap: &mut dyn Heap, a: Term, b: Term) -> Outcome {
    if let (Some((negative_a, x)), Some((negative_b, y))) = (sized(a), sized(b))
        && x.leading_zeros() + y.leading_zeros() >= u128::BITS
    {
        return Ok(build::sized_integer(heap, negative_a != negative_b, x * y));
    }
    match arithmetic_operands(a, b)? {
        Operands::Integers(a, b) => multiply_large(heap, a, b),
        Operands::Floats(a, b) => float_result(heap, a * b),
    }
}

fn multiply_large(heap: &mut dyn Heap, a: Integer, b: Integer) -> Outcome {
    let (mut room_a, mut room_b) = ([0], [0]);
    let (left, right) = (Signed::of(a, &mut room_a), Signed::of(b, &mut room_b));
    let negative = left.negative != right.negative;
    let (long, short) = if left.limbs.len() >= right.limbs.len() {
        (left.limbs, right.limbs)
    } else {
        (right.limbs, left.limbs)
    };
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
