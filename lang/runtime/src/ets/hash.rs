//! The hash of keys: OTP's own, so that tables whose keys are numbers, strings and tuples of these are
//! walked in the order that programs know. Atoms by themselves go by their text, as there.

use crate::atom::Atom;
use crate::hash::{mix, salt};
use crate::map::hash;
use crate::term::Term;

/// Keeps these hashes apart from those of maps.
const START: u32 = 3_432_918_353;

/// Integers of at most 60 bits are words in OTP. Here is the short way for them.
const SMALL: i64 = 1 << 59;

/// The hash of a key.
#[inline]
pub fn key_hash(key: Term) -> u32 {
    match (key.to_small(), Atom::from_term(key)) {
        (Some(value), _) if (-SMALL..SMALL).contains(&value) => {
            let word = (value as u64) << 4 | 0xf;
            mix(START, word as u32, (word >> 32) as u32, salt(1))
        }
        (_, Some(atom)) => atom.portable_hash(),
        _ => hash::started(key, START),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bits;
    use crate::build::{self, Arena};
    use crate::term::NIL;

    /// Slots of OTP 25 in a table of 256.
    #[test]
    fn the_hash_is_otps() {
        let mut heap = Arena::new();
        let slot = |key| key_hash(key) & 255;
        for (key, expected) in [(0, 200), (1, 86), (16, 0), (1000, 91), (-1, 4), (-2, 219), (1 << 40, 37)] {
            assert_eq!(slot(Term::small(key)), expected, "{key}");
        }
        assert_eq!(slot(Term::small(1 << 59)), 178);
        assert_eq!(slot(Term::small(-(1 << 59))), 132);
        assert_eq!(slot(NIL), 195);
        assert_eq!(slot(Atom::new("hello").term()), 47);
        let float = build::float(&mut heap, 1.5);
        assert_eq!(slot(float), 87);
        let text = build::string(&mut heap, "abc");
        assert_eq!(slot(text), 15);
        let pair = build::tuple(&mut heap, &[Term::small(1), Term::small(2)]);
        assert_eq!(slot(pair), 254);
        let big = build::big_integer(&mut heap, &(dashu_int::IBig::from(1) << 70));
        assert_eq!(slot(big), 229);
        let inner = build::tuple(&mut heap, &[Term::small(1)]);
        let nested = build::tuple(&mut heap, &[inner]);
        assert_eq!(slot(nested), 241);
        for (text, expected) in [("0123456789abc", 50), ("0123456789a", 119), ("1234", 248), ("", 182)] {
            assert_eq!(slot(bits::binary(&mut heap, text.as_bytes())), expected, "{text}");
        }
        // What is left of an element is hashed before the elements behind it.
        let binary = bits::binary(&mut heap, b"de");
        let pair = build::tuple(&mut heap, &[Term::small(2)]);
        let list = build::list(&mut heap, [Term::small(1), pair]);
        let key = build::tuple(&mut heap, &[text, binary, list]);
        assert_eq!(slot(key), 60);
        let binary = bits::binary(&mut heap, b"bc");
        let improper = build::cons(&mut heap, Term::small(2), binary);
        let inner = build::tuple(&mut heap, &[NIL]);
        let text = build::string(&mut heap, "xyz");
        let key = build::tuple(&mut heap, &[Term::small(1), improper, inner, text]);
        assert_eq!(slot(key), 99);
    }
}
