//! Quotients and remainders of small integers.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{InstBuilder, Value};
use swerl_core::ir::Operand;

use super::heap::small_literal;
use super::segment::Segment;
use crate::inline::Inline;

/// How to divide by a positive constant without a division: what to multiply by, and by how many bits the upper half
/// of the product is shifted then, where the dividend is the word of a small integer.
#[derive(Debug, PartialEq, Eq)]
struct Reciprocal {
    factor: i64,
    shift: i64,
}

impl Reciprocal {
    /// Larger divisors are rare.
    const MOST: i64 = 1 << 31;

    /// For a divisor that is no power of two.
    ///
    /// The factor is `2^(62+n) / d`, rounded up, where `2^(n-1) < d < 2^n`. So it is less than `2^63`, and by less than
    /// one too large; for a dividend up to `2^62` the product is by less than `2^(62+n) / d` too large: not enough to
    /// reach the next quotient.
    fn of(divisor: i64) -> Reciprocal {
        let n = 64 - divisor.leading_zeros();
        let factor = (1i128 << (62 + n)) / i128::from(divisor) + 1;
        // The dividend's word is twice the dividend: one more to the right.
        Reciprocal { factor: factor as i64, shift: i64::from(n) - 1 }
    }
}

impl Segment<'_, '_> {
    /// The quotient or remainder of two words of small integers, as such a word.
    pub fn divide(&mut self, inline: Inline, a: Value, b: Value, divisor: &Operand) -> Value {
        let constant = match divisor {
            Operand::Lit(lit) => small_literal(lit),
            Operand::Var(_) => None,
        };
        match constant {
            Some(n) if n > 0 && n.count_ones() == 1 => return self.divide_by_power(inline, a, n),
            Some(n) if n > 0 && n < Reciprocal::MOST => return self.divide_by_constant(inline, a, n),
            Some(n) if n != 0 && n != -1 => {}
            _ => {
                // Zero raises; the smallest integer divided by -1 is not small.
                let slow = self.slow_exit();
                for word in [0, -2] {
                    let special = self.b.ins().icmp_imm_s(IntCC::Equal, b, word);
                    self.branch_if(special, slow);
                }
            }
        }
        let (a, b) = (self.b.ins().sshr_imm_u(a, 1), self.b.ins().sshr_imm_u(b, 1));
        let result = if inline == Inline::IntDiv { self.b.ins().sdiv(a, b) } else { self.b.ins().srem(a, b) };
        self.b.ins().ishl_imm_u(result, 1)
    }

    /// Quotients are rounded towards zero: a negative dividend is made larger first.
    fn divide_by_power(&mut self, inline: Inline, a: Value, divisor: i64) -> Value {
        if divisor == 1 {
            return if inline == Inline::IntDiv { a } else { self.constant(0) };
        }
        let sign = self.b.ins().sshr_imm_u(a, 63);
        let below = self.b.ins().band_imm_s(sign, 2 * (divisor - 1));
        let raised = self.b.ins().iadd(a, below);
        if inline == Inline::IntDiv {
            let shifted = self.b.ins().sshr_imm_u(raised, i64::from(divisor.trailing_zeros()));
            return self.b.ins().band_imm_s(shifted, -2);
        }
        let whole = self.b.ins().band_imm_s(raised, -2 * divisor);
        self.b.ins().isub(a, whole)
    }

    fn divide_by_constant(&mut self, inline: Inline, a: Value, divisor: i64) -> Value {
        let Reciprocal { factor, shift } = Reciprocal::of(divisor);
        let factor = self.constant(factor as u64);
        let product = self.b.ins().smulhi(a, factor);
        let below = self.b.ins().sshr_imm_u(product, shift);
        // One more if the dividend is negative: that was rounded down.
        let sign = self.b.ins().sshr_imm_u(a, 63);
        let quotient = self.b.ins().isub(below, sign);
        if inline == Inline::IntDiv {
            return self.b.ins().ishl_imm_u(quotient, 1);
        }
        let whole = self.b.ins().imul_imm_s(quotient, 2 * divisor);
        self.b.ins().isub(a, whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use swerl_runtime::term::{SMALL_MAX, SMALL_MIN};

    /// As the code does it.
    fn quotient(dividend: i64, divisor: i64) -> i64 {
        let Reciprocal { factor, shift } = Reciprocal::of(divisor);
        let word = dividend << 1;
        let product = ((i128::from(word) * i128::from(factor)) >> 64) as i64;
        (product >> shift) - (word >> 63)
    }

    #[test]
    fn reciprocals_give_quotients() {
        let small = (3..2000).chain([10_000, 65_535, 1_000_003, 1_000_000_007]);
        let divisors = small.chain((20..31).flat_map(|n| [(1 << n) - 1, (1 << n) + 1]));
        for divisor in divisors.filter(|d: &i64| d.count_ones() > 1 && *d < Reciprocal::MOST) {
            let multiples = [1, 2, 3, 1000, SMALL_MAX / divisor, SMALL_MAX / divisor / 7];
            let near = multiples.into_iter().flat_map(|m| (-2..3).map(move |by| m * divisor + by));
            for dividend in near.chain([0, 1, SMALL_MAX, SMALL_MAX - 1, SMALL_MIN + 1, SMALL_MIN]) {
                for dividend in [dividend, dividend.wrapping_neg()] {
                    if (SMALL_MIN..=SMALL_MAX).contains(&dividend) {
                        assert_eq!(quotient(dividend, divisor), dividend / divisor, "{dividend} {divisor}");
                    }
                }
            }
        }
    }
}
