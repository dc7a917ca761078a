//! Arithmetic on terms: small integers, integers of any size, floats.
//!
//! Compiled code does what fits small integers itself; everything else comes here. Results that are
//! integers are small whenever they fit. All functions give OTP's errors.

pub mod arithmetic;
pub mod bits;
pub mod convert;
pub mod division;
pub mod exact;
pub mod limbs;
pub mod long_division;
pub mod text;
pub mod ziggurat;

#[cfg(test)]
mod tests;

use dashu_int::IBig;

use crate::build::{self, BigView, Heap};
use crate::fault::{Fault, Outcome};
use crate::term::{Kind, Term};

/// The most limbs of 64 bits that an integer may have, as in OTP: about 33 million bits.
pub const MAX_LIMBS: usize = (1 << 19) - 1;

const BIG_POSITIVE: u8 = Kind::BigPositive as u8;
const BIG_NEGATIVE: u8 = Kind::BigNegative as u8;
const FLOAT: u8 = Kind::Float as u8;

/// A number with its parts.
#[derive(Debug, Clone, Copy)]
pub enum Number<'a> {
    Small(i64),
    Big(BigView<'a>),
    Float(f64),
}

/// An integer with its parts.
#[derive(Debug, Clone, Copy)]
pub enum Integer<'a> {
    Small(i64),
    Big(BigView<'a>),
}

impl<'a> Number<'a> {
    /// The number that a term is.
    pub fn of(term: Term) -> Option<Number<'a>> {
        if let Some(value) = term.to_small() {
            return Some(Number::Small(value));
        }
        let (kind, words) = build::object(term)?;
        match kind {
            BIG_POSITIVE => Some(Number::Big(BigView { negative: false, limbs: words })),
            BIG_NEGATIVE => Some(Number::Big(BigView { negative: true, limbs: words })),
            FLOAT => Some(Number::Float(f64::from_bits(words[0]))),
            _ => None,
        }
    }

    /// The number as an integer, if it is one.
    pub fn integer(self) -> Option<Integer<'a>> {
        match self {
            Number::Small(value) => Some(Integer::Small(value)),
            Number::Big(big) => Some(Integer::Big(big)),
            Number::Float(_) => None,
        }
    }

    /// The nearest float; `None` if the number is beyond the floats.
    pub fn to_f64(self) -> Option<f64> {
        match self {
            Number::Small(value) => Some(value as f64),
            Number::Big(big) => convert::big_to_f64(big),
            Number::Float(value) => Some(value),
        }
    }
}

impl<'a> Integer<'a> {
    /// The integer that a term is.
    pub fn of(term: Term) -> Option<Integer<'a>> {
        Number::of(term).and_then(Number::integer)
    }

    pub fn to_ibig(self) -> IBig {
        match self {
            Integer::Small(value) => IBig::from(value),
            Integer::Big(big) => big.to_ibig(),
        }
    }

    /// The value if it fits into a word, which takes no allocation to compute with.
    pub fn to_word(self) -> Option<i64> {
        match self {
            Integer::Small(value) => Some(value),
            Integer::Big(BigView { negative, limbs: &[limb] }) if limb <= i64::MAX as u64 => {
                Some(if negative { -(limb as i64) } else { limb as i64 })
            }
            Integer::Big(_) => None,
        }
    }

    /// The value if it is below 2^126, so that sums fit, too.
    pub fn to_wide(self) -> Option<i128> {
        let (negative, size) = match self {
            Integer::Small(value) => return Some(i128::from(value)),
            Integer::Big(BigView { negative, limbs: &[low] }) => (negative, i128::from(low)),
            Integer::Big(BigView { negative, limbs: &[low, high] }) if high < 1 << 62 => {
                (negative, i128::from(high) << 64 | i128::from(low))
            }
            Integer::Big(_) => return None,
        };
        Some(if negative { -size } else { size })
    }

    pub fn is_negative(self) -> bool {
        match self {
            Integer::Small(value) => value < 0,
            Integer::Big(big) => big.negative,
        }
    }
}

/// Sign and size of an integer of at most two limbs: most arithmetic beyond small integers is done on these.
#[inline(always)]
fn sized(term: Term) -> Option<(bool, u128)> {
    if let Some(value) = term.to_small() {
        return Some((value < 0, u128::from(value.unsigned_abs())));
    }
    let (kind, words) = build::object(term)?;
    let size = limbs::double_word(words)?;
    match kind {
        BIG_POSITIVE => Some((false, size)),
        BIG_NEGATIVE => Some((true, size)),
        _ => None,
    }
}

/// Both operands of an operator as numbers.
fn operands<'a>(a: Term, b: Term) -> Outcome<(Number<'a>, Number<'a>)> {
    match (Number::of(a), Number::of(b)) {
        (Some(a), Some(b)) => Ok((a, b)),
        _ => Err(Fault::Badarith),
    }
}

/// The value of a float.
#[inline(always)]
pub(crate) fn float(term: Term) -> Option<f64> {
    // SAFETY: the term is valid, so what it points to is alive; a float's word is its bits.
    unsafe { term.is_kind(Kind::Float).then(|| f64::from_bits(term.word(0))) }
}

/// Both operands of an operator, of which one is a float and the other one a float or a small integer.
#[inline(always)]
fn short_floats(a: Term, b: Term) -> Option<(f64, f64)> {
    match (float(a), float(b)) {
        (Some(a), Some(b)) => Some((a, b)),
        (Some(a), None) => Some((a, b.to_small()? as f64)),
        (None, Some(b)) => Some((a.to_small()? as f64, b)),
        (None, None) => None,
    }
}

/// Both operands of an operator as floats.
fn float_operands(a: Term, b: Term) -> Outcome<(f64, f64)> {
    let (a, b) = operands(a, b)?;
    match (a.to_f64(), b.to_f64()) {
        (Some(a), Some(b)) => Ok((a, b)),
        _ => Err(Fault::Badarith),
    }
}

/// A large result as a term.
fn big_result(heap: &mut dyn Heap, value: &IBig) -> Outcome {
    if value.as_sign_words().1.len() > MAX_LIMBS {
        return Err(Fault::SystemLimit);
    }
    Ok(build::big_integer(heap, value))
}

/// A large result as a term, from its limbs.
fn limbs_result(heap: &mut dyn Heap, negative: bool, limbs: &[u64]) -> Outcome {
    if limbs.len() > MAX_LIMBS && limbs[MAX_LIMBS..].iter().any(|&limb| limb != 0) {
        return Err(Fault::SystemLimit);
    }
    Ok(build::limbs_integer(heap, negative, limbs))
}

/// A float result as a term; infinities and not-a-number are errors.
fn float_result(heap: &mut dyn Heap, value: f64) -> Outcome {
    if !value.is_finite() {
        return Err(Fault::Badarith);
    }
    Ok(build::float(heap, value))
}
