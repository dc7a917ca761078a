//! Between integers and floats: `float`, `trunc`, `round`, `ceil`, `floor`.

use crate::build::{self, BigView, Heap};
use crate::fault::{Fault, Outcome};
use crate::number::Number;
use crate::number::limbs::shift_left;
use crate::term::Term;

/// The float of a large integer; `None` if there is none. The limbs are added up from the lowest, each
/// sum rounded, as OTP does: the last bit may differ from the nearest float.
pub fn big_to_f64(big: BigView) -> Option<f64> {
    const LIMB: f64 = 18_446_744_073_709_551_616.0;
    // Floats end below 2^1024: more than sixteen limbs are beyond them.
    if big.limbs.len() > 16 {
        return None;
    }
    let mut sum = 0.0;
    let mut weight = 1.0;
    for &limb in big.limbs {
        sum += limb as f64 * weight;
        weight *= LIMB;
    }
    sum.is_finite().then_some(if big.negative { -sum } else { sum })
}

/// `float(A)`.
pub fn to_float(heap: &mut dyn Heap, a: Term) -> Outcome {
    match Number::of(a).ok_or(Fault::Badarg)? {
        Number::Float(_) => Ok(a),
        number => number.to_f64().map(|value| build::float(heap, value)).ok_or(Fault::Badarg),
    }
}

/// `trunc(A)`.
pub fn truncate(heap: &mut dyn Heap, a: Term) -> Outcome {
    rounded(heap, a, |_, whole| whole)
}

/// `round(A)`: halves away from zero.
pub fn round(heap: &mut dyn Heap, a: Term) -> Outcome {
    // What is left of a fraction is exact, and whoever has one is far from the ends of the words.
    rounded(heap, a, |value, whole| match value - whole as f64 {
        rest if rest >= 0.5 => whole + 1,
        rest if rest <= -0.5 => whole - 1,
        _ => whole,
    })
}

/// `ceil(A)`.
pub fn ceiling(heap: &mut dyn Heap, a: Term) -> Outcome {
    rounded(heap, a, |value, whole| whole + i64::from((whole as f64) < value))
}

/// `floor(A)`.
pub fn floor(heap: &mut dyn Heap, a: Term) -> Outcome {
    rounded(heap, a, |value, whole| whole - i64::from(whole as f64 > value))
}

/// A float as an integer; `round` is told of it and of its whole part, where that is a word.
fn rounded(heap: &mut dyn Heap, a: Term, round: impl Fn(f64, i64) -> i64) -> Outcome {
    match Number::of(a).ok_or(Fault::Badarg)? {
        Number::Float(value) if WORDS.contains(&value) => {
            Ok(build::integer(heap, round(value, value as i64)))
        }
        Number::Float(value) => Ok(whole_float(heap, value)),
        _ => Ok(a),
    }
}

/// Floats whose whole part is a word.
const WORDS: std::ops::Range<f64> = -9_223_372_036_854_775_808.0..9_223_372_036_854_775_808.0;

/// The integer that a float without fraction is.
pub fn whole_float(heap: &mut dyn Heap, value: f64) -> Term {
    if WORDS.contains(&value) {
        return build::integer(heap, value as i64);
    }
    build::limbs_integer(heap, value < 0.0, &whole_float_limbs(value))
}

/// Limbs of the largest float, and one more.
const FLOAT_LIMBS: usize = 17;

/// The size of a float of at least 2^53, which has no fraction, in limbs.
pub fn whole_float_limbs(value: f64) -> [u64; FLOAT_LIMBS] {
    let (mantissa, exponent) = decompose(value);
    let mut limbs = [0; FLOAT_LIMBS];
    shift_left(&[mantissa], exponent.max(0) as usize, &mut limbs);
    limbs
}

/// Mantissa and exponent of a finite float: its absolute value is mantissa * 2^exponent.
pub fn decompose(value: f64) -> (u64, i32) {
    let bits = value.to_bits();
    let exponent = (bits >> 52 & 0x7ff) as i32;
    let fraction = bits & ((1 << 52) - 1);
    if exponent == 0 { (fraction, -1074) } else { (fraction | 1 << 52, exponent - 1075) }
}
