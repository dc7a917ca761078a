//! Arithmetic directly on limbs, for what is not worth converting: sums, products with one limb,
//! quotients of two limbs. Everything larger goes through the library for large integers.
//!
//! Numbers are sign and limbs of 64 bits, least significant first; zeros at the high end are allowed in
//! results.

use std::cmp::Ordering;

use crate::build::BigView;
use crate::number::Integer;

/// Sign and limbs.
#[derive(Debug, Clone, Copy)]
pub struct Signed<'a> {
    pub negative: bool,
    pub limbs: &'a [u64],
}

impl<'a> Signed<'a> {
    /// The limbs of an integer; those of a small one go into `room`.
    pub fn of(integer: Integer<'a>, room: &'a mut [u64; 1]) -> Signed<'a> {
        match integer {
            Integer::Small(value) => {
                room[0] = value.unsigned_abs();
                Signed { negative: value < 0, limbs: room }
            }
            Integer::Big(BigView { negative, limbs }) => Signed { negative, limbs },
        }
    }

    pub fn negated(self) -> Signed<'a> {
        Signed { negative: !self.negative, ..self }
    }
}

/// The sum: whether it is negative, and its limbs.
pub fn sum(a: Signed, b: Signed) -> (bool, Vec<u64>) {
    if a.negative == b.negative {
        return (a.negative, add(a.limbs, b.limbs));
    }
    match compare(a.limbs, b.limbs) {
        Ordering::Less => (b.negative, subtract(b.limbs, a.limbs)),
        _ => (a.negative, subtract(a.limbs, b.limbs)),
    }
}

/// The order of sizes; neither has zeros at the high end, but a single limb may be zero.
fn compare(a: &[u64], b: &[u64]) -> Ordering {
    a.len().cmp(&b.len()).then_with(|| a.iter().rev().cmp(b.iter().rev()))
}

fn add(a: &[u64], b: &[u64]) -> Vec<u64> {
    let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    let mut limbs = Vec::with_capacity(long.len() + 1);
    let mut carry = false;
    let mut step = |x: u64, y: u64| {
        let (sum, first) = x.overflowing_add(y);
        let (sum, second) = sum.overflowing_add(u64::from(carry));
        carry = first | second;
        sum
    };
    let (low, high) = long.split_at(short.len());
    limbs.extend(low.iter().zip(short).map(|(&x, &y)| step(x, y)));
    limbs.extend(high.iter().map(|&x| step(x, 0)));
    limbs.push(u64::from(carry));
    limbs
}

/// `a` is not smaller than `b`.
fn subtract(a: &[u64], b: &[u64]) -> Vec<u64> {
    let mut limbs = Vec::with_capacity(a.len());
    let mut borrow = false;
    let mut step = |x: u64, y: u64| {
        let (difference, first) = x.overflowing_sub(y);
        let (difference, second) = difference.overflowing_sub(u64::from(borrow));
        borrow = first | second;
        difference
    };
    let (low, high) = a.split_at(b.len());
    limbs.extend(low.iter().zip(b).map(|(&x, &y)| step(x, y)));
    limbs.extend(high.iter().map(|&x| step(x, 0)));
    limbs
}

/// The limbs of a product with a single limb.
pub fn scaled(limbs: &[u64], factor: u64) -> Vec<u64> {
    let mut product = Vec::with_capacity(limbs.len() + 1);
    let mut carry = 0;
    product.extend(limbs.iter().map(|&limb| {
        let wide = u128::from(limb) * u128::from(factor) + carry;
        carry = wide >> 64;
        wide as u64
    }));
    product.push(carry as u64);
    product
}

/// The value of at most two limbs.
pub fn double_word(limbs: &[u64]) -> Option<u128> {
    match *limbs {
        [low] => Some(u128::from(low)),
        [low, high] => Some(u128::from(high) << 64 | u128::from(low)),
        _ => None,
    }
}

/// The limbs of a double word.
pub fn split(value: u128) -> [u64; 2] {
    [value as u64, (value >> 64) as u64]
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAX: u64 = u64::MAX;

    fn signed(negative: bool, limbs: &[u64]) -> Signed<'_> {
        Signed { negative, limbs }
    }

    #[test]
    fn carries_run_through() {
        let (negative, limbs) = sum(signed(false, &[MAX, MAX, 3]), signed(false, &[1]));
        assert_eq!((negative, limbs), (false, vec![0, 0, 4, 0]));
        let (negative, limbs) = sum(signed(true, &[0, 0, 1]), signed(false, &[1]));
        assert_eq!((negative, limbs), (true, vec![MAX, MAX, 0]));
        let (_, limbs) = sum(signed(true, &[5, 7]), signed(false, &[5, 7]));
        assert_eq!(limbs, vec![0, 0]);
        assert_eq!(scaled(&[MAX, MAX], MAX), vec![1, MAX, MAX - 1]);
    }
}
