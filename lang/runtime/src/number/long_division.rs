//! Division of limbs by few limbs, digit by digit as on paper, a limb being a digit.

use crate::number::limbs::shift_left;

/// A divisor of one limb with its highest bit set, and what makes dividing by it a multiplication (Möller and
/// Granlund, "Improved division by invariant integers").
struct Divisor {
    limb: u64,
    reciprocal: u64,
}

impl Divisor {
    fn new(limb: u64) -> Divisor {
        let dividend = u128::from(!limb) << 64 | u128::from(u64::MAX);
        Divisor { limb, reciprocal: (dividend / u128::from(limb)) as u64 }
    }

    /// Quotient and remainder of two limbs, of which the higher is below the divisor.
    fn divide(&self, high: u64, low: u64) -> (u64, u64) {
        let dividend = u128::from(high) << 64 | u128::from(low);
        let guess = (u128::from(self.reciprocal) * u128::from(high)).wrapping_add(dividend);
        let mut quotient = ((guess >> 64) as u64).wrapping_add(1);
        let mut rest = low.wrapping_sub(quotient.wrapping_mul(self.limb));
        if rest > guess as u64 {
            quotient = quotient.wrapping_sub(1);
            rest = rest.wrapping_add(self.limb);
        }
        if rest >= self.limb {
            quotient = quotient.wrapping_add(1);
            rest -= self.limb;
        }
        (quotient, rest)
    }
}

/// Writes the quotient by a single limb, which has as many limbs as the dividend, and gives the remainder.
pub fn by_limb(limbs: &[u64], divisor: u64, quotient: &mut [u64]) -> u64 {
    let shift = divisor.leading_zeros();
    let divisor = Divisor::new(divisor << shift);
    // The bits of a limb that belong to the next higher one of what is shifted to the left.
    let carried = |limb: u64| limb >> 1 >> (63 - shift);
    let mut rest = limbs.last().map_or(0, |&limb| carried(limb));
    for index in (0..limbs.len()).rev() {
        let below = if index == 0 { 0 } else { carried(limbs[index - 1]) };
        (quotient[index], rest) = divisor.divide(rest, limbs[index] << shift | below);
    }
    rest >> shift
}

/// Writes quotient and remainder by several limbs, of which the highest is not zero. The dividend has no fewer limbs.
/// All room is zero; that of the quotient has one limb more than the dividend has above the divisor, that of the
/// remainder one more than the dividend, that of the divisor one more than it.
pub fn by_limbs(a: &[u64], b: &[u64], quotient: &mut [u64], rest: &mut [u64], divisor: &mut [u64]) {
    let length = b.len();
    let shift = b[length - 1].leading_zeros();
    shift_left(a, shift as usize, rest);
    shift_left(b, shift as usize, divisor);
    let divisor = &divisor[..length];
    let (top, second) = (Divisor::new(divisor[length - 1]), divisor[length - 2]);
    for start in (0..=a.len() - length).rev() {
        let part = &mut rest[start..=start + length];
        let digit = guess(&top, second, [part[length], part[length - 1], part[length - 2]]);
        quotient[start] = if subtract_multiple(part, divisor, digit) {
            add_back(part, divisor);
            digit - 1
        } else {
            digit
        };
    }
    for index in 0..length {
        rest[index] = rest[index] >> shift | rest[index + 1] << 1 << (63 - shift);
    }
}

/// A digit of a quotient from the highest three limbs of what is divided, and two of the divisor: at most one too large.
fn guess(top: &Divisor, second: u64, [high, middle, low]: [u64; 3]) -> u64 {
    let (mut digit, mut rest) = if high < top.limb {
        let (digit, rest) = top.divide(high, middle);
        (digit, Some(rest))
    } else {
        (u64::MAX, middle.checked_add(top.limb))
    };
    while let Some(known) = rest
        && u128::from(digit) * u128::from(second) > (u128::from(known) << 64 | u128::from(low))
    {
        digit -= 1;
        rest = known.checked_add(top.limb);
    }
    digit
}

/// Takes a multiple of the divisor away; whether that was too much.
fn subtract_multiple(part: &mut [u64], divisor: &[u64], factor: u64) -> bool {
    let (mut carry, mut borrow) = (0, false);
    let mut step = |place: &mut u64, amount: u64| {
        let (difference, first) = place.overflowing_sub(amount);
        let (difference, second) = difference.overflowing_sub(u64::from(borrow));
        (*place, borrow) = (difference, first | second);
    };
    for (place, &limb) in part.iter_mut().zip(divisor) {
        let wide = u128::from(limb) * u128::from(factor) + u128::from(carry);
        carry = (wide >> 64) as u64;
        step(place, wide as u64);
    }
    step(&mut part[divisor.len()], carry);
    borrow
}

fn add_back(part: &mut [u64], divisor: &[u64]) {
    let mut carry = 0;
    for (place, &limb) in part.iter_mut().zip(divisor) {
        let wide = u128::from(*place) + u128::from(limb) + carry;
        *place = wide as u64;
        carry = wide >> 64;
    }
    let top = &mut part[divisor.len()];
    *top = top.wrapping_add(carry as u64);
}

#[cfg(test)]
mod tests {
    use dashu_int::UBig;

    use super::*;

    /// Limbs of which many are all zeros or all ones, where guesses go wrong.
    fn numbers() -> impl FnMut(usize) -> Vec<u64> {
        let mut state = 1u64;
        let mut next = move || {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            state ^ state >> 29
        };
        move |length| {
            let mut limbs: Vec<u64> = (0..length)
                .map(|_| match next() % 6 {
                    0 => 0,
                    1 => u64::MAX,
                    2 => 1 << 63,
                    3 => u64::MAX - 1,
                    _ => next(),
                })
                .collect();
            let top = &mut limbs[length - 1];
            *top = (*top >> (next() % 64)).max(1);
            limbs
        }
    }

    fn assert_parts(a: &[u64], b: &[u64], quotient: &[u64], rest: &[u64]) {
        let (a, b) = (UBig::from_words(a), UBig::from_words(b));
        assert_eq!(UBig::from_words(quotient), &a / &b, "{a} div {b}");
        assert_eq!(UBig::from_words(rest), &a % &b, "{a} rem {b}");
    }

    #[test]
    fn quotients_are_those_of_the_library() {
        let mut number = numbers();
        for round in 0..20_000 {
            let length = 1 + round % 7;
            let (a, b) = (number(length + round / 7 % 6), number(length));
            if let [limb] = b[..] {
                let mut quotient = vec![0; a.len()];
                let rest = by_limb(&a, limb, &mut quotient);
                assert_parts(&a, &b, &quotient, &[rest]);
            } else {
                let mut quotient = vec![0; a.len() - length + 1];
                let (mut rest, mut divisor) = (vec![0; a.len() + 1], vec![0; length + 1]);
                by_limbs(&a, &b, &mut quotient, &mut rest, &mut divisor);
                assert_parts(&a, &b, &quotient, &rest[..length]);
            }
        }
    }
}
