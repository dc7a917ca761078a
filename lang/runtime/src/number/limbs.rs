//! Arithmetic directly on limbs: whatever takes a time in proportion to the operands, and products and
//! quotients where one operand has few. Products and quotients of larger ones go through the library for large
//! integers.
//!
//! Numbers are sign and limbs of 64 bits, least significant first; zeros at the high end are allowed in
//! results. Results are written to room that the caller has, mostly without an allocation ([`with_room`]).

use std::cmp::Ordering;

use dashu_int::IBig;

use crate::build::{self, BigView};
use crate::number::{BIG_NEGATIVE, BIG_POSITIVE};
use crate::term::Term;

/// Limbs for which there is room on the native stack.
pub const FEW: usize = 24;

/// Gives room for so many limbs, all of them zero.
#[inline]
pub fn with_room<R>(count: usize, work: impl FnOnce(&mut [u64]) -> R) -> R {
    let (mut few, mut many);
    let room = if count <= FEW {
        few = [0; FEW];
        &mut few[..count]
    } else {
        many = vec![0; count];
        &mut many[..]
    };
    work(room)
}

/// Sign and limbs.
#[derive(Debug, Clone, Copy)]
pub struct Signed<'a> {
    pub negative: bool,
    pub limbs: &'a [u64],
}

impl<'a> Signed<'a> {
    /// Sign and limbs of a term, if it is an integer; the limb of a small one goes into `room`.
    ///
    /// Part of whatever calls it: what is found never goes through memory as a whole.
    #[inline(always)]
    pub fn of(term: Term, room: &'a mut [u64; 1]) -> Option<Signed<'a>> {
        if let Some(value) = term.to_small() {
            room[0] = value.unsigned_abs();
            return Some(Signed { negative: value < 0, limbs: room });
        }
        let (kind, limbs) = build::object(term)?;
        matches!(kind, BIG_POSITIVE | BIG_NEGATIVE)
            .then_some(Signed { negative: kind == BIG_NEGATIVE, limbs })
    }

    /// Whether it is 0, and a small integer.
    #[inline]
    pub fn is_zero(self) -> bool {
        matches!(self.limbs, [0])
    }

    /// The order of integers.
    #[inline]
    pub fn order(self, other: Signed) -> Ordering {
        match (self.negative, other.negative) {
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
            (false, false) => compare(self.limbs, other.limbs),
            (true, true) => compare(other.limbs, self.limbs),
        }
    }

    pub fn to_ibig(self) -> IBig {
        BigView { negative: self.negative, limbs: self.limbs }.to_ibig()
    }
}

/// Writes the sum and says whether it is negative. `room` is one limb longer than the longer operand.
#[inline]
pub fn sum(a: Signed, b: Signed, room: &mut [u64]) -> bool {
    if a.negative == b.negative {
        add(a.limbs, b.limbs, room);
        return a.negative;
    }
    match compare(a.limbs, b.limbs) {
        Ordering::Less => {
            subtract(b.limbs, a.limbs, room);
            b.negative
        }
        _ => {
            subtract(a.limbs, b.limbs, room);
            a.negative
        }
    }
}

/// The order of sizes; neither has zeros at the high end, but a single limb may be zero.
pub fn compare(a: &[u64], b: &[u64]) -> Ordering {
    a.len().cmp(&b.len()).then_with(|| {
        let differing = a.iter().zip(b).rev().find(|(a, b)| a != b);
        differing.map_or(Ordering::Equal, |(a, b)| a.cmp(b))
    })
}

fn add(a: &[u64], b: &[u64], room: &mut [u64]) {
    let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    let mut carry = false;
    let mut step = |x: u64, y: u64| {
        let sum;
        (sum, carry) = x.carrying_add(y, carry);
        sum
    };
    let (low, high) = long.split_at(short.len());
    let (low_room, high_room) = room.split_at_mut(short.len());
    for (place, (&x, &y)) in low_room.iter_mut().zip(low.iter().zip(short)) {
        *place = step(x, y);
    }
    for (place, &x) in high_room.iter_mut().zip(high) {
        *place = step(x, 0);
    }
    room[long.len()] = u64::from(carry);
}

/// `a` is not smaller than `b`.
fn subtract(a: &[u64], b: &[u64], room: &mut [u64]) {
    let mut borrow = false;
    let mut step = |x: u64, y: u64| {
        let difference;
        (difference, borrow) = x.borrowing_sub(y, borrow);
        difference
    };
    let (low, high) = a.split_at(b.len());
    let (low_room, high_room) = room.split_at_mut(b.len());
    for (place, (&x, &y)) in low_room.iter_mut().zip(low.iter().zip(b)) {
        *place = step(x, y);
    }
    for (place, &x) in high_room.iter_mut().zip(high) {
        *place = step(x, 0);
    }
}

/// Writes the product of two sizes. `room` is zero and as long as both together.
pub fn product(a: &[u64], b: &[u64], room: &mut [u64]) {
    for (start, &factor) in b.iter().enumerate() {
        let mut carry = 0;
        for (place, &limb) in room[start..].iter_mut().zip(a) {
            let wide = u128::from(limb) * u128::from(factor) + u128::from(*place) + u128::from(carry);
            *place = wide as u64;
            carry = (wide >> 64) as u64;
        }
        room[start + a.len()] = carry;
    }
}

/// The limbs of a number as two's complement, from the lowest on without end.
struct Complement<'a> {
    rest: std::slice::Iter<'a, u64>,
    sign: u64,
    carry: bool,
}

impl Complement<'_> {
    fn of(number: Signed) -> Complement {
        let sign = if number.negative { u64::MAX } else { 0 };
        Complement { rest: number.limbs.iter(), sign, carry: number.negative }
    }

    fn next(&mut self) -> u64 {
        let limb = self.rest.next().map_or(0, |limb| *limb);
        let (limb, carry) = (limb ^ self.sign).overflowing_add(u64::from(self.carry));
        self.carry = carry;
        limb
    }
}

/// Writes what an operation on bits makes of two numbers as two's complement, and says whether that is negative. What
/// is above `room` must be nothing but sign; one limb more than the longer operand has is always enough. `a` has no fewer
/// limbs than `b`, and `room` is zero.
#[inline]
pub fn bitwise(a: Signed, b: Signed, operation: impl Fn(u64, u64) -> u64, room: &mut [u64]) -> bool {
    if !a.negative && !b.negative {
        let (low, high) = room.split_at_mut(b.limbs.len().min(room.len()));
        let (low_limbs, high_limbs) = a.limbs.split_at(low.len());
        for (place, (&x, &y)) in low.iter_mut().zip(low_limbs.iter().zip(b.limbs)) {
            *place = operation(x, y);
        }
        for (place, &x) in high.iter_mut().zip(high_limbs) {
            *place = operation(x, 0);
        }
        return false;
    }
    let (mut a, mut b) = (Complement::of(a), Complement::of(b));
    let sign = operation(a.sign, b.sign);
    let mut carry = sign != 0;
    for place in room {
        let limb = operation(a.next(), b.next());
        (*place, carry) = (limb ^ sign).overflowing_add(u64::from(carry));
    }
    sign != 0
}

/// Writes limbs shifted by so many bits to the left. `room` is zero and has a limb more than they need, the shift rounded
/// down to whole limbs.
pub fn shift_left(limbs: &[u64], count: usize, room: &mut [u64]) {
    let (whole, bits) = (count / 64, count % 64);
    let mut below = 0;
    for (place, &limb) in room[whole..].iter_mut().zip(limbs) {
        *place = limb << bits | below;
        // In two steps: a shift by 64 bits is none.
        below = limb >> 1 >> (63 - bits);
    }
    room[whole + limbs.len()] = below;
}

/// Writes a number shifted by so many bits to the right, rounded down. It has limbs above the whole ones that are shifted
/// away; `room` has one more than those.
pub fn shift_right(number: Signed, count: usize, room: &mut [u64]) {
    let (whole, bits) = (count / 64, count % 64);
    let (lost, kept) = number.limbs.split_at(whole);
    for (index, place) in room.iter_mut().enumerate().take(kept.len()) {
        let above = kept.get(index + 1).map_or(0, |limb| *limb);
        *place = kept[index] >> bits | above << 1 << (63 - bits);
    }
    let is_part = kept[0] & !(u64::MAX << bits) != 0 || lost.iter().any(|&limb| limb != 0);
    let mut carry = number.negative && is_part;
    for place in room {
        (*place, carry) = place.overflowing_add(u64::from(carry));
    }
}

/// The value of at most two limbs.
pub fn double_word(limbs: &[u64]) -> Option<u128> {
    match *limbs {
        [low] => Some(u128::from(low)),
        [low, high] => Some(u128::from(high) << 64 | u128::from(low)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAX: u64 = u64::MAX;

    fn signed(negative: bool, limbs: &[u64]) -> Signed<'_> {
        Signed { negative, limbs }
    }

    fn sum_of(a: Signed, b: Signed) -> (bool, Vec<u64>) {
        let mut room = vec![0; a.limbs.len().max(b.limbs.len()) + 1];
        (sum(a, b, &mut room), room)
    }

    #[test]
    fn carries_run_through() {
        assert_eq!(sum_of(signed(false, &[MAX, MAX, 3]), signed(false, &[1])), (false, vec![0, 0, 4, 0]));
        assert_eq!(sum_of(signed(true, &[0, 0, 1]), signed(false, &[1])), (true, vec![MAX, MAX, 0, 0]));
        assert_eq!(sum_of(signed(true, &[5, 7]), signed(false, &[5, 7])).1, vec![0, 0, 0]);
        let mut room = [0; 4];
        product(&[MAX, MAX], &[MAX, MAX], &mut room);
        assert_eq!(room, [1, 0, MAX - 1, MAX]);
    }

    #[test]
    fn shifts_round_down() {
        let mut room = [0; 3];
        shift_right(signed(true, &[1, 0, MAX]), 64, &mut room);
        assert_eq!(room, [1, MAX, 0]);
        let mut room = [0; 2];
        shift_right(signed(true, &[1, MAX]), 64, &mut room);
        assert_eq!(room, [0, 1]);
        let mut room = [0; 2];
        shift_right(signed(true, &[0, 1 << 63]), 127, &mut room);
        assert_eq!(room, [1, 0]);
        let mut room = [0; 4];
        shift_left(&[3, MAX], 65, &mut room);
        assert_eq!(room, [0, 6, MAX - 1, 1]);
    }

    #[test]
    fn a_result_may_be_longer_than_the_operands() {
        let mut room = [0; 2];
        assert!(bitwise(signed(true, &[MAX]), signed(true, &[2]), |a, b| a & b, &mut room));
        assert_eq!(room, [0, 1]);
    }
}
