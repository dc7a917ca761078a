//! Comparing numbers exactly, of whatever types.

use std::cmp::Ordering;

use crate::build::BigView;
use crate::number::limbs::Signed;
use crate::number::{Number, convert, limbs};

/// The order of two numbers by value: an integer and a float are equal only if they are the very same
/// number.
pub fn compare(a: Number, b: Number) -> Ordering {
    match (a, b) {
        (Number::Small(a), Number::Small(b)) => a.cmp(&b),
        (Number::Float(a), Number::Float(b)) => floats(a, b),
        (Number::Small(_), Number::Big(big)) => sign_order(!big.negative),
        (Number::Big(big), Number::Small(_)) => sign_order(big.negative),
        (Number::Big(a), Number::Big(b)) => bigs(a, b),
        (Number::Small(a), Number::Float(b)) => word_and_float(a, b),
        (Number::Float(a), Number::Small(b)) => word_and_float(b, a).reverse(),
        (Number::Big(a), Number::Float(b)) => big_and_float(a, b),
        (Number::Float(a), Number::Big(b)) => big_and_float(b, a).reverse(),
    }
}

/// The order of finite floats; 0.0 and -0.0 are equal.
pub fn floats(a: f64, b: f64) -> Ordering {
    a.partial_cmp(&b).unwrap_or(Ordering::Equal)
}

/// The order of integers that are not small.
pub fn bigs(a: BigView, b: BigView) -> Ordering {
    let (a, b) =
        (Signed { negative: a.negative, limbs: a.limbs }, Signed { negative: b.negative, limbs: b.limbs });
    a.order(b)
}

fn sign_order(less: bool) -> Ordering {
    if less { Ordering::Less } else { Ordering::Greater }
}

/// The order of an integer and a float.
pub fn word_and_float(a: i64, b: f64) -> Ordering {
    // Rounding keeps order, so only when the rounded values are equal is there more to see.
    match floats(a as f64, b) {
        Ordering::Equal if b < 9_223_372_036_854_775_808.0 => a.cmp(&(b as i64)),
        Ordering::Equal => Ordering::Less,
        order => order,
    }
}

fn big_and_float(a: BigView, b: f64) -> Ordering {
    if a.negative != (b < 0.0) {
        return sign_order(a.negative);
    }
    let top = a.limbs.last().map_or(0, |limb| limb.leading_zeros());
    let a_bits = a.limbs.len() as i64 * 64 - i64::from(top);
    let (mantissa, exponent) = convert::decompose(b);
    let b_bits = 64 - i64::from(mantissa.leading_zeros()) + i64::from(exponent);
    let order = a_bits.cmp(&b_bits).then_with(|| {
        // As long as a large integer, so at least 2^62: it has no fraction.
        limbs::compare(a.limbs, &convert::whole_float_limbs(b)[..a.limbs.len()])
    });
    if a.negative { order.reverse() } else { order }
}
