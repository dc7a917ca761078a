use super::*;
use crate::build::{self, Arena};

fn number(value: i64) -> Term {
    Term::small(value)
}

/// All keys with their values, which are the keys times 10.
fn check(map: Term, keys: impl Iterator<Item = i64>) {
    let keys: Vec<i64> = keys.collect();
    assert_eq!(size(map), Some(keys.len()));
    assert!(keys.iter().all(|&key| get(map, number(key)) == Some(number(key * 10))));
    let mut found: Vec<i64> = pairs(map).unwrap().map(|(key, _)| key.as_small()).collect();
    found.sort_unstable();
    assert_eq!(found, keys);
}

#[test]
fn maps_grow_and_shrink_over_the_bound() {
    let mut heap = Arena::new();
    let mut map = empty(&mut heap);
    for key in 0..1000 {
        map = put(&mut heap, map, number(key), number(key * 10)).unwrap();
        if key < 100 {
            check(map, 0..key + 1);
        }
    }
    check(map, 0..1000);
    let all_at_once = from_pairs(&mut heap, (0..1000).rev().map(|key| (number(key), number(key * 10))));
    let order = |map| pairs(map).unwrap().map(|pair| pair.0).collect::<Vec<_>>();
    assert_eq!(order(map), order(all_at_once));
    for key in (1..1000).rev() {
        let (rest, value) = remove(&mut heap, map, number(key)).unwrap();
        assert_eq!(value, number(key * 10));
        assert!(remove(&mut heap, rest, number(key)).is_none());
        map = rest;
        if key % 97 == 0 || key < 40 {
            check(map, 0..key);
            let fresh = from_pairs(&mut heap, (0..key).map(|key| (number(key), number(key * 10))));
            assert_eq!(order(map), order(fresh), "the shape depends on the keys alone");
            assert!(crate::compare::exactly_equal(map, fresh));
        }
    }
}

#[test]
fn merged_maps_are_as_made_of_all_pairs() {
    let mut heap = Arena::new();
    let ranges = [0..0, 0..1, 500..501, 3..32, 20..52, 20..53, 0..40, 30..200, 0..1000, 900..2000, 0..5000];
    let list = |map| pairs(map).unwrap().collect::<Vec<_>>();
    for a in &ranges {
        for b in &ranges {
            let of_a: Vec<_> = a.clone().map(|key| (number(key), number(0))).collect();
            let of_b: Vec<_> = b.clone().map(|key| (number(key), number(1))).collect();
            let (map_a, map_b) = (from_pairs(&mut heap, of_a.clone()), from_pairs(&mut heap, of_b.clone()));
            let map = merged(&mut heap, map_a, map_b).unwrap();
            let expected = from_pairs(&mut heap, of_a.into_iter().chain(of_b));
            assert_eq!(size(map), size(expected), "{a:?} and {b:?}");
            assert_eq!(list(map), list(expected), "{a:?} and {b:?}");
            assert!(crate::compare::exactly_equal(map, expected));
        }
    }
    let pairs = |keys: std::ops::Range<i64>| keys.map(|key| (number(key), number(key * 10)));
    let whole = from_pairs(&mut heap, pairs(0..3000));
    let more = put(&mut heap, whole, number(3000), number(30000)).unwrap();
    check(merged(&mut heap, whole, more).unwrap(), 0..3001);
    check(merged(&mut heap, more, whole).unwrap(), 0..3001);
    let part = from_pairs(&mut heap, pairs(5..6));
    check(merged(&mut heap, more, part).unwrap(), 0..3001);
}

#[test]
fn keys_are_the_same_only_exactly() {
    let mut heap = Arena::new();
    let one = build::float(&mut heap, 1.0);
    let map = from_pairs(&mut heap, [(one, number(2)), (number(1), number(3)), (number(1), number(4))]);
    assert_eq!(size(map), Some(2));
    assert_eq!((get(map, number(1)), get(map, one)), (Some(number(4)), Some(number(2))));
    assert_eq!(pairs(map).unwrap().next(), Some((number(1), number(4))));
    assert!(update(&mut heap, map, number(2), number(0)).is_none());
    let other = update(&mut heap, map, one, number(5)).unwrap();
    assert_eq!(get(other, one), Some(number(5)));
    assert_eq!(get(map, one), Some(number(2)));
}

#[test]
fn other_terms_are_no_maps() {
    let mut heap = Arena::new();
    let tuple = build::tuple(&mut heap, &[]);
    assert!(!is_map(tuple) && size(number(1)).is_none() && get(tuple, tuple).is_none());
    assert!(put(&mut heap, tuple, tuple, tuple).is_none());
}

#[test]
fn large_maps_list_their_keys_as_in_otp() {
    let mut heap = Arena::new();
    let integers = from_pairs(&mut heap, (1..=40).map(|key| (number(key), number(key))));
    let found: Vec<i64> = pairs(integers).unwrap().map(|pair| pair.1.as_small()).collect();
    let expected = [
        16, 18, 5, 19, 27, 35, 10, 24, 36, 4, 21, 22, 17, 3, 8, 1, 7, 2, 14, 15, 20, 40, 13, 38, 6, 28, 25,
        34, 32, 9, 37, 11, 31, 26, 39, 30, 29, 23, 12, 33,
    ];
    assert_eq!(found, expected);
    let binaries: Vec<_> = (1..=40)
        .map(|key| (crate::bits::binary(&mut heap, key.to_string().as_bytes()), number(key)))
        .collect();
    let binaries = from_pairs(&mut heap, binaries);
    let found: Vec<i64> = pairs(binaries).unwrap().map(|pair| pair.1.as_small()).take(12).collect();
    assert_eq!(found, [19, 1, 9, 16, 13, 4, 37, 24, 22, 2, 30, 29]);
}

/// A trie ends where keys differ, so that for any two that do there is a level where their hashes do.
#[test]
fn keys_of_the_same_words_in_other_numbers_differ() {
    let mut heap = Arena::new();
    let mut big = |words: &[u64]| {
        let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
        build::big_integer(&mut heap, &dashu_int::UBig::from_le_bytes(&bytes).into())
    };
    let [x, y, z] = [1 << 63, (1 << 61) + 5, (1 << 60) + 77];
    let parts = [[big(&[x]), big(&[y, z])], [big(&[x, y]), big(&[z])]];
    let [a, b] = parts.map(|parts| build::tuple(&mut heap, &parts));
    assert_eq!(hash::internal(a, 0), hash::internal(b, 0));
    let pairs = (0..40).map(number).chain([a, b]).map(|key| (key, key));
    let map = from_pairs(&mut heap, pairs);
    assert_eq!((size(map), get(map, a), get(map, b)), (Some(42), Some(a), Some(b)));
}
