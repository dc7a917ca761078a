//! How large small integers can be, as far as a path knows: what cannot overflow is not tested for it.

use swerl_core::ir::{Lit, Operand};

use super::heap::small_literal;
use crate::inline::Inline;

/// That an integer is at least `-2^n` and less than `2^n`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Extent(u32);

impl Extent {
    /// Any small integer.
    pub const SMALL: Extent = Extent(62);
    /// Positions in tuples, and their sizes.
    pub const TUPLE: Extent = Extent(24);

    /// Of one number.
    pub fn of(number: i64) -> Extent {
        let bits = if number < 0 { !number } else { number };
        Extent(64 - bits.leading_zeros())
    }

    /// Whether every such number is a small integer.
    pub fn is_small(self) -> bool {
        self <= Extent::SMALL
    }

    fn grown(self, bits: u32) -> Extent {
        Extent(self.0.saturating_add(bits))
    }

    /// Of what an operation gives for two integers of which these are known; of one operand, it is given twice. May be
    /// larger than that of small integers.
    pub fn result(inline: Inline, args: &[Operand], a: Extent, b: Extent) -> Extent {
        let constant = match args.get(1) {
            Some(Operand::Lit(lit)) => small_literal(lit),
            _ => None,
        };
        let not_negative = |operand: &Operand| matches!(operand, Operand::Lit(Lit::Int(n)) if *n >= 0);
        match inline {
            Inline::Add | Inline::Sub => a.max(b).grown(1),
            Inline::Negate | Inline::Abs => a.grown(1),
            // The product of the least two is one more than the largest of so many bits.
            Inline::Mul => a.grown(b.0).grown(1),
            Inline::IntDiv if constant.is_some_and(|n| n > 0) => a,
            Inline::IntDiv => a.grown(1),
            Inline::Rem => match constant {
                Some(n) => Extent::of(n.saturating_abs().saturating_sub(1)).min(a),
                None => a.min(b),
            },
            Inline::Band => match args {
                [x, _] if not_negative(x) => a,
                [_, y] if not_negative(y) => b,
                _ => a.max(b),
            },
            Inline::Bor | Inline::Bxor | Inline::Min | Inline::Max => a.max(b),
            Inline::Bnot => a,
            Inline::Bsl => match constant {
                Some(count) if (0..62).contains(&count) => a.grown(count as u32),
                _ => Extent::SMALL.grown(62),
            },
            Inline::Bsr => match constant {
                Some(count) if count >= 0 => Extent(a.0.saturating_sub(count.min(62) as u32)),
                _ => a,
            },
            _ => Extent::SMALL,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use swerl_core::ir::Var;
    use swerl_runtime::term::{SMALL_MAX, SMALL_MIN};

    /// The ends of an extent, and numbers in it.
    fn some(extent: Extent) -> Vec<i64> {
        let limit = 1i64 << extent.0;
        let near = [-limit, -limit + 1, -5, -2, -1, 0, 1, 2, 3, 7, limit / 2, limit - 2, limit - 1];
        near.into_iter().filter(|n| (-limit..limit).contains(n)).collect()
    }

    fn computed(inline: Inline, a: i64, b: i64) -> Option<i128> {
        let (x, y) = (i128::from(a), i128::from(b));
        Some(match inline {
            Inline::Add => x + y,
            Inline::Sub => x - y,
            Inline::Mul => x * y,
            Inline::Negate => -x,
            Inline::Abs => x.abs(),
            Inline::IntDiv if b != 0 => x / y,
            Inline::Rem if b != 0 => x % y,
            Inline::Band => x & y,
            Inline::Bor => x | y,
            Inline::Bxor => x ^ y,
            Inline::Min => x.min(y),
            Inline::Max => x.max(y),
            Inline::Bnot => !x,
            Inline::Bsl if (0..62).contains(&b) => x << b,
            Inline::Bsr if b >= 0 => x >> b.min(100),
            _ => return None,
        })
    }

    #[test]
    fn every_result_is_within_its_extent() {
        use Inline::*;
        let all = [Add, Sub, Mul, Negate, Abs, IntDiv, Rem, Band, Bor, Bxor, Min, Max, Bnot, Bsl, Bsr];
        let extents = [0, 1, 2, 5, 24, 30, 61, 62].map(Extent);
        for (inline, a, b) in all
            .iter()
            .flat_map(|&inline| extents.into_iter().flat_map(move |a| extents.map(|b| (inline, a, b))))
        {
            for (x, y) in some(a).into_iter().flat_map(|x| some(b).into_iter().map(move |y| (x, y))) {
                let Some(result) = computed(inline, x, y) else { continue };
                let var = || Operand::Var(Var(0));
                let (literal_x, literal_y) = (Operand::Lit(Lit::Int(x)), Operand::Lit(Lit::Int(y)));
                let cases = [
                    ([var(), var()], a, b),
                    ([var(), literal_y], a, Extent::of(y)),
                    ([literal_x, var()], Extent::of(x), b),
                ];
                for (args, a, b) in cases {
                    let one = matches!(inline, Negate | Abs | Bnot);
                    let (args, b) = if one { (&args[..1], a) } else { (&args[..], b) };
                    let extent = Extent::result(inline, args, a, b);
                    let limit = 1i128.checked_shl(extent.0).unwrap_or(i128::MAX);
                    assert!((-limit..limit).contains(&result), "{inline:?} {x} {y}: {result}, {extent:?}");
                }
            }
        }
    }

    #[test]
    fn small_integers_are_those_of_the_largest_extent() {
        assert_eq!([SMALL_MIN, SMALL_MAX].map(Extent::of), [Extent::SMALL; 2]);
        assert_eq!([0, -1, 1, -2, 2].map(Extent::of), [0, 0, 1, 1, 2].map(Extent));
        assert!(Extent::SMALL.is_small() && !Extent::SMALL.grown(1).is_small());
    }
}
