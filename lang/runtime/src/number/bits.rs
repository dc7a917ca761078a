//! `band`, `bor`, `bxor`, `bnot`, `bsl` and `bsr`: integers as two's complement of endless length.

use crate::build::{self, Heap};
use crate::fault::{Fault, Outcome};
use crate::number::arithmetic::large_sum;
use crate::number::limbs::{self, Signed};
use crate::number::{Integer, MAX_LIMBS, integer_operands, limbs_result, sized};
use crate::term::Term;

/// `A band B`.
pub fn and(heap: &mut dyn Heap, a: Term, b: Term) -> Outcome {
    bitwise(heap, a, b, |a, b| a & b, |a, b| a & b)
}

/// `A bor B`.
pub fn or(heap: &mut dyn Heap, a: Term, b: Term) -> Outcome {
    bitwise(heap, a, b, |a, b| a | b, |a, b| a | b)
}

/// `A bxor B`.
pub fn xor(heap: &mut dyn Heap, a: Term, b: Term) -> Outcome {
    bitwise(heap, a, b, |a, b| a ^ b, |a, b| a ^ b)
}

/// `bnot A`.
pub fn not(heap: &mut dyn Heap, a: Term) -> Outcome {
    let integer = Integer::of(a).ok_or(Fault::Badarith)?;
    match integer.to_wide() {
        Some(value) => Ok(build::wide_integer(heap, !value)),
        None => large_sum(heap, Integer::Small(-1), integer, true),
    }
}

/// `A bsl B`; a negative `B` shifts right.
pub fn shift_left(heap: &mut dyn Heap, a: Term, b: Term) -> Outcome {
    shift(heap, a, b, false)
}

/// `A bsr B`, rounding down; a negative `B` shifts left.
pub fn shift_right(heap: &mut dyn Heap, a: Term, b: Term) -> Outcome {
    shift(heap, a, b, true)
}

fn bitwise(
    heap: &mut dyn Heap,
    a: Term,
    b: Term,
    wide: impl Fn(u128, u128) -> u128,
    limb: impl Fn(u64, u64) -> u64,
) -> Outcome {
    // As two's complement a size that is not negative is what it is.
    if let (Some((false, a)), Some((false, b))) = (sized(a), sized(b)) {
        return Ok(build::sized_integer(heap, false, wide(a, b)));
    }
    let (a, b) = integer_operands(a, b)?;
    if let (Some(a), Some(b)) = (a.to_wide(), b.to_wide()) {
        return Ok(build::wide_integer(heap, wide(a as u128, b as u128) as i128));
    }
    let (mut room_a, mut room_b) = ([0], [0]);
    let (a, b) = (Signed::of(a, &mut room_a), Signed::of(b, &mut room_b));
    let (long, short) = if a.limbs.len() >= b.limbs.len() { (a, b) } else { (b, a) };
    // Above the shorter operand only zeros are left where it has zeros there and these decide.
    let count =
        if !short.negative && limb(0, u64::MAX) == 0 { short.limbs.len() } else { long.limbs.len() + 1 };
    limbs::with_room(count, |room| {
        let negative = limbs::bitwise(long, short, limb, room);
        limbs_result(heap, negative, room)
    })
}

/// The size of an integer of some sign and size when it is shifted, if that is known to be no larger than such a size can be.
#[inline(always)]
fn shifted(negative: bool, size: u128, count: i64, right: bool) -> Option<u128> {
    let count = u32::try_from(count).ok().filter(|&count| count < u128::BITS)?;
    match (right, negative) {
        (true, false) => Some(size >> count),
        // Rounding down makes what is negative larger.
        (true, true) => Some(((size - 1) >> count) + 1),
        (false, _) => (count <= size.leading_zeros()).then(|| size << count),
    }
}

fn shift(heap: &mut dyn Heap, a: Term, b: Term, right: bool) -> Outcome {
    if let (Some((negative, size)), Some(count)) = (sized(a), b.to_small())
        && let Some(size) = shifted(negative, size, count, right)
    {
        return Ok(build::sized_integer(heap, negative, size));
    }
    let (value, count) = integer_operands(a, b)?;
    let to_right = right != count.is_negative();
    if value.is_zero() || count.is_zero() {
        return Ok(a);
    }
    // A count beyond this empties any integer and is beyond any limit.
    let count = match count {
        Integer::Small(count) => count.unsigned_abs(),
        Integer::Big(_) => u64::MAX,
    };
    let bits = MAX_LIMBS as u64 * 64;
    if to_right {
        if count >= bits {
            return Ok(Term::small(if value.is_negative() { -1 } else { 0 }));
        }
        let whole = count as usize / 64;
        return match value.to_wide() {
            Some(value) => Ok(build::wide_integer(heap, value >> count.min(127))),
            None => {
                let mut room = [0];
                let value = Signed::of(value, &mut room);
                if whole >= value.limbs.len() {
                    return Ok(Term::small(if value.negative { -1 } else { 0 }));
                }
                limbs::with_room(value.limbs.len() - whole + 1, |room| {
                    limbs::shift_right(value, count as usize, room);
                    limbs_result(heap, value.negative, room)
                })
            }
        };
    }
    if count >= bits {
        return Err(Fault::SystemLimit);
    }
    match value.to_wide() {
        Some(value) if count < u64::from(value.unsigned_abs().leading_zeros()) => {
            Ok(build::wide_integer(heap, value << count))
        }
        _ => {
            let mut room = [0];
            let value = Signed::of(value, &mut room);
            let length = value.limbs.len() + count as usize / 64;
            if length > MAX_LIMBS {
                return Err(Fault::SystemLimit);
            }
            limbs::with_room(length + 1, |room| {
                limbs::shift_left(value.limbs, count as usize, room);
                limbs_result(heap, value.negative, room)
            })
        }
    }
}
