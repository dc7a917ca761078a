//! Between integers and floats: `float`, `trunc`, `round`, `ceil`, `floor`.

use dashu_int::{IBig, UBig};

use crate::build::{self, BigView, Heap};
use crate::fault::{Fault, Outcome};
use crate::number::Number;
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
    rounded(heap, a, f64::trunc)
}

/// `round(A)`: halves away from zero.
pub fn round(heap: &mut dyn Heap, a: Term) -> Outcome {
    rounded(heap, a, f64::round)
}

/// `ceil(A)`.
pub fn ceiling(heap: &mut dyn Heap, a: Term) -> Outcome {
    rounded(heap, a, f64::ceil)
}

/// `floor(A)`.
pub fn floor(heap: &mut dyn Heap, a: Term) -> Outcome {
    rounded(heap, a, f64::floor)
}

fn rounded(heap: &mut dyn Heap, a: Term, round: fn(f64) -> f64) -> Outcome {
    match Number::of(a).ok_or(Fault::Badarg)? {
        Number::Float(value) => Ok(whole_float(heap, round(value))),
        _ => Ok(a),
    }
}

/// The integer that a float without fraction is.
pub fn whole_float(heap: &mut dyn Heap, value: f64) -> Term {
    const WORD: f64 = 9_223_372_036_854_775_808.0;
    if (-WORD..WORD).contains(&value) {
        return build::integer(heap, value as i64);
    }
    build::big_integer(heap, &whole_float_ibig(value))
}

/// The integer that a float without fraction is, as an `IBig`.
pub fn whole_float_ibig(value: f64) -> IBig {
    let (mantissa, exponent) = decompose(value);
    let size = if exponent >= 0 {
        UBig::from(mantissa) << exponent as usize
    } else {
        UBig::from(mantissa >> exponent.unsigned_abs().min(63))
    };
    if value < 0.0 { -IBig::from(size) } else { IBig::from(size) }
}

/// Mantissa and exponent of a finite float: its absolute value is mantissa * 2^exponent.
pub fn decompose(value: f64) -> (u64, i32) {
    let bits = value.to_bits();
    let exponent = (bits >> 52 & 0x7ff) as i32;
    let fraction = bits & ((1 << 52) - 1);
    if exponent == 0 { (fraction, -1074) } else { (fraction | 1 << 52, exponent - 1075) }
}
