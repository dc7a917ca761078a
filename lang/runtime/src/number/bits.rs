//! `band`, `bor`, `bxor`, `bnot`, `bsl` and `bsr`: integers as two's complement of endless length.

use dashu_int::IBig;

use crate::build::{self, Heap};
use crate::fault::{Fault, Outcome};
use crate::number::{Integer, MAX_LIMBS, big_result, integer_operands};
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
    match integer.to_word() {
        Some(value) => Ok(build::integer(heap, !value)),
        None => big_result(heap, &!integer.to_ibig()),
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
    words: fn(i64, i64) -> i64,
    bigs: fn(IBig, IBig) -> IBig,
) -> Outcome {
    let (a, b) = integer_operands(a, b)?;
    match (a.to_word(), b.to_word()) {
        (Some(a), Some(b)) => Ok(build::integer(heap, words(a, b))),
        _ => big_result(heap, &bigs(a.to_ibig(), b.to_ibig())),
    }
}

fn shift(heap: &mut dyn Heap, a: Term, b: Term, right: bool) -> Outcome {
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
        return match value.to_word() {
            Some(value) => Ok(build::integer(heap, value >> count.min(63))),
            None => big_result(heap, &(value.to_ibig() >> count as usize)),
        };
    }
    if count >= bits {
        return Err(Fault::SystemLimit);
    }
    match value.to_word() {
        // A word has at most 63 bits beside its sign.
        Some(value) if count < 64 => Ok(build::wide_integer(heap, i128::from(value) << count)),
        _ => big_result(heap, &(value.to_ibig() << count as usize)),
    }
}
