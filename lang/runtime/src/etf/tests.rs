use super::decode::decode;
use super::encode::{Options, encode, size};
use crate::atom::Atom;
use crate::bits;
use crate::build::{self, Arena};
use crate::compare::exactly_equal;
use crate::map;
use crate::term::{NIL, Term};

/// A term of every kind that can be written.
fn sample(heap: &mut Arena) -> Term {
    let big = build::big_integer(heap, &(dashu_int::IBig::from(-3) << 2100));
    let pairs: Vec<(Term, Term)> = (0..40).map(|n| (Term::small(n), build::float(heap, n as f64))).collect();
    let large = map::from_pairs(heap, pairs);
    let small = map::from_pairs(heap, [(NIL, Term::small(300)), (Term::small(1), Term::small(-1))]);
    let odd = bits::bitstring(heap, &[1, 2, 0xe0], 19);
    let text = build::string(heap, "text");
    let other = build::string(heap, "ŧext");
    let improper = build::list_onto(heap, [odd, text], Atom::new("ätom").term());
    let binary = bits::binary(heap, &[9; 300]);
    let word = build::integer(heap, 1 << 40);
    let parts = [big, large, small, improper, other, binary, word, Atom::new("ŧom").term(), NIL];
    let many = build::tuple(heap, &[NIL; 300]);
    build::tuple(heap, &[&parts[..], &[many]].concat())
}

#[test]
fn terms_come_back() {
    let mut heap = Arena::new();
    let term = sample(&mut heap);
    for minor_version in 0..=2 {
        for deterministic in [false, true] {
            let options = Options { minor_version, deterministic };
            let bytes = encode(term, options).unwrap();
            assert_eq!(size(term, options).unwrap(), bytes.len());
            let (back, read) = decode(&mut heap, &bytes, true).unwrap();
            assert!(exactly_equal(term, back));
            assert_eq!(read, bytes.len());
        }
    }
}

#[test]
fn damaged_bytes_are_refused_or_read_as_something() {
    let mut heap = Arena::new();
    let term = sample(&mut heap);
    let bytes = encode(term, Options::default()).unwrap();
    for cut in 0..bytes.len() {
        assert!(decode(&mut heap, &bytes[..cut], false).is_none());
    }
    for place in 0..bytes.len() {
        for value in [0, 1, 80, 97, 104, 108, 116, 255] {
            let mut bytes = bytes.clone();
            bytes[place] = value;
            // No panic, no endless memory.
            decode(&mut Arena::new(), &bytes, true);
        }
    }
    assert!(decode(&mut heap, &[131, 108, 255, 255, 255, 255, 97], false).is_none());
}

#[test]
fn depth_is_no_matter() {
    let mut heap = Arena::new();
    let deep = (0..300_000).fold(NIL, |inner, _| build::tuple(&mut heap, &[inner]));
    let bytes = encode(deep, Options::default()).unwrap();
    let (back, _) = decode(&mut heap, &bytes, false).unwrap();
    assert!(exactly_equal(deep, back));
}
