//! `band`, `bor`, `bxor`, `bnot`, `bsl` and `bsr`: integers as two's complement of endless length.

use crate::build::{self, Heap};
use crate::fault::{Fault, Outcome};
use crate::number::arithmetic::large_sum;
use crate::number::limbs::{self, Signed};
use crate::number::{MAX_LIMBS, limbs_result, sized};
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
    let mut room = [0];
    let value = Signed::of(a, &mut room).ok_or(Fault::Badarith)?;
    large_sum(heap, Signed { negative: true, limbs: &[1] }, value, true)
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
    if let (Some((negative_a, a)), Some((negative_b, b))) = (sized(a), sized(b)) {
        // As two's complement a size that is not negative is what it is.
        if !negative_a && !negative_b {
            return Ok(build::sized_integer(heap, false, wide(a, b)));
        }
        if (a | b) >> 126 == 0 {
            let value = |negative, size: u128| if negative { size.wrapping_neg() } else { size };
            return Ok(build::wide_integer(heap, wide(value(negative_a, a), value(negative_b, b)) as i128));
        }
    }
    let (mut room_a, mut room_b) = ([0], [0]);
    let (Some(a), Some(b)) = (Signed::of(a, &mut room_a), Signed::of(b, &mut room_b)) else {
        return Err(Fault::Badarith);
    };
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
    let (mut room, mut count_room) = ([0], [0]);
    let (Some(value), Some(count)) = (Signed::of(a, &mut room), Signed::of(b, &mut count_room)) else {
        return Err(Fault::Badarith);
    };
    let to_right = right != count.negative;
    if value.is_zero() || count.is_zero() {
        return Ok(a);
    }
    // A count beyond this empties any integer and is beyond any limit.
    let bits = MAX_LIMBS * 64;
    let count = match *count.limbs {
        [count] if count < bits as u64 => count as usize,
        _ => bits,
    };
    let whole = count / 64;
    if to_right {
        if whole >= value.limbs.len() {
            return Ok(Term::small(if value.negative { -1 } else { 0 }));
        }
        return limbs::with_room(value.limbs.len() - whole + 1, |room| {
            limbs::shift_right(value, count, room);
            limbs_result(heap, value.negative, room)
        });
    }
    let length = value.limbs.len() + whole;
    if length > MAX_LIMBS {
        return Err(Fault::SystemLimit);
    }
    limbs::with_room(length + 1, |room| {
        limbs::shift_left(value.limbs, count, room);
        limbs_result(heap, value.negative, room)
    })
}
