//! Operators on integers around the bounds of words and double words, against the library for large integers.

use std::cmp::Ordering;

use dashu_int::{IBig, Sign};

use crate::build::{self, Arena, Heap};
use crate::compare::{compare, equal, exactly_equal};
use crate::fault::Outcome;
use crate::number::{arithmetic, bits, division};
use crate::term::Term;

/// Integers of up to four limbs, many of them next to where representations change.
fn numbers(count: usize) -> Vec<IBig> {
    let mut state = 1u64;
    let mut next = move || {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        state ^ state >> 29
    };
    let mut numbers = Vec::new();
    for bits in [0, 1, 8, 31, 60, 61, 62, 63, 64, 65, 126, 127, 128, 129, 192] {
        for by in -1..=1 {
            let near = (IBig::ONE << bits) + IBig::from(by);
            numbers.extend([near.clone(), -near]);
        }
    }
    while numbers.len() < count {
        let limbs: Vec<u64> = (0..1 + next() % 4).map(|_| next() >> (next() % 64)).collect();
        let sign = if next() % 2 == 0 { Sign::Positive } else { Sign::Negative };
        numbers.push(IBig::from_sign_words(sign, &limbs));
    }
    numbers
}

/// Its name, what is tested, and what the library gives.
type Operator = (&'static str, fn(&mut dyn Heap, Term, Term) -> Outcome, fn(&IBig, &IBig) -> IBig);

#[test]
fn operators_give_what_the_library_gives() {
    let operators: [Operator; 8] = [
        ("+", arithmetic::add, |a, b| a + b),
        ("-", arithmetic::subtract, |a, b| a - b),
        ("*", arithmetic::multiply, |a, b| a * b),
        ("band", bits::and, |a, b| a & b),
        ("bor", bits::or, |a, b| a | b),
        ("bxor", bits::xor, |a, b| a ^ b),
        ("div", division::quotient, |a, b| if b == &IBig::ZERO { IBig::ZERO } else { a / b }),
        ("rem", division::remainder, |a, b| if b == &IBig::ZERO { IBig::ZERO } else { a % b }),
    ];
    let numbers = numbers(220);
    let mut heap = Arena::new();
    let terms: Vec<Term> = numbers.iter().map(|number| build::big_integer(&mut heap, number)).collect();
    for (a, &x) in numbers.iter().zip(&terms) {
        for (b, &y) in numbers.iter().zip(&terms) {
            for (name, operator, expected) in operators {
                let Ok(result) = operator(&mut heap, x, y) else {
                    assert!(matches!(name, "div" | "rem") && b == &IBig::ZERO, "{a} {name} {b}");
                    continue;
                };
                let expected = expected(a, b);
                assert_eq!(build::to_ibig(result), Some(expected.clone()), "{a} {name} {b}");
                let again = build::big_integer(&mut heap, &expected);
                assert!(
                    exactly_equal(result, again) && result.is_small() == again.is_small(),
                    "{a} {name} {b}"
                );
            }
            assert_eq!(compare(x, y), a.cmp(b), "{a} {b}");
            assert_eq!(equal(x, y), a == b, "{a} {b}");
            assert_eq!(exactly_equal(x, y), a == b, "{a} {b}");
        }
    }
}

#[test]
fn shifts_give_what_the_library_gives() {
    let mut heap = Arena::new();
    for a in numbers(220) {
        let x = build::big_integer(&mut heap, &a);
        for count in [0, 1, 2, 7, 31, 59, 60, 61, 62, 63, 64, 65, 100, 126, 127, 128, 129, 191, 192, 200, 300]
        {
            let (left, right) = (&a << count, &a >> count);
            let to = Term::small(count as i64);
            let back = Term::small(-(count as i64));
            for (result, expected) in [
                (bits::shift_left(&mut heap, x, to), &left),
                (bits::shift_right(&mut heap, x, to), &right),
                (bits::shift_left(&mut heap, x, back), &right),
                (bits::shift_right(&mut heap, x, back), &left),
            ] {
                assert_eq!(result.ok().and_then(build::to_ibig).as_ref(), Some(expected), "{a} {count}");
            }
        }
    }
}

#[test]
fn integers_are_ordered_among_other_terms() {
    let mut heap = Arena::new();
    let big = build::big_integer(&mut heap, &(IBig::ONE << 70));
    let float = build::float(&mut heap, 1180591620717411303424.0);
    assert_eq!(compare(big, float), Ordering::Equal);
    assert!(equal(float, big) && !exactly_equal(float, big));
    let pair = [big, float].map(|number| build::tuple(&mut heap, &[number, Term::small(1)]));
    assert!(equal(pair[0], pair[1]) && !exactly_equal(pair[0], pair[1]));
    assert_eq!(compare(big, pair[0]), Ordering::Less);
    assert_eq!(compare(crate::atom::OK.term(), big), Ordering::Greater);
}
