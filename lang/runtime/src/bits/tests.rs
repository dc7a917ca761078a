use super::*;
use crate::bits::writer::Endian;
use crate::build::{self, Arena};

fn bits_of(text: &str) -> Writer {
    let mut writer = Writer::new();
    text.bytes().for_each(|digit| writer.put_word(u64::from(digit - b'0'), 1, Endian::Big));
    writer
}

fn text_of(bits: Bits) -> String {
    (0..bits.len()).map(|at| if bits.few(at, 1) == 1 { '1' } else { '0' }).collect()
}

#[test]
fn bits_are_copied_from_any_place_to_any_place() {
    let text = "110100111010011100101101110001011110";
    let source = bits_of(text);
    for first in 0..12 {
        for length in 0..=24 {
            let part = source.bits().part(first, length).unwrap();
            assert_eq!(text_of(part), text[first..first + length]);
            for at in 0..10 {
                let mut room = [0xff; 5];
                copy_bits(part, &mut room, at);
                let all = text_of(Bits::of_bytes(&room));
                let expected = format!("{}{}", "1".repeat(at), &text[first..first + length]);
                assert_eq!(all, format!("{expected:1<40}"));
            }
        }
    }
}

#[test]
fn integers_come_back() {
    let mut heap = Arena::new();
    for value in [0, 1, -1, 5, -300, 1 << 40, -(1 << 61), (1 << 61) + 12345] {
        let big = build::to_ibig(Term::small(value)).unwrap() * 1_000_000_007 * 999_999_999_989_i64;
        for value in [build::integer(&mut heap, value), build::big_integer(&mut heap, &big)] {
            for (endian, lead) in
                [(Endian::Big, 0), (Endian::Little, 0), (Endian::Big, 3), (Endian::Little, 5)]
            {
                for size in [136, 139, 200, 256, 260] {
                    let mut writer = Writer::new();
                    writer.put_word(1, lead, Endian::Big);
                    writer.put_integer(value, size, endian).unwrap();
                    let back = reader::integer(&mut heap, writer.bits(), lead, size, endian, true).unwrap();
                    assert_eq!(build::to_ibig(back), build::to_ibig(value));
                }
            }
        }
    }
    let mut writer = Writer::new();
    writer.put_integer(Term::small(0xabc), 12, Endian::Little).unwrap();
    assert_eq!(text_of(writer.bits()), "101111001010");
    assert_eq!(
        reader::integer(&mut heap, writer.bits(), 0, 12, Endian::Little, false),
        Some(Term::small(0xabc))
    );
}

#[test]
fn floats_and_code_points_come_back() {
    let mut heap = Arena::new();
    for value in [0.0, 1.5, -2.25, 65504.0, 5.960464477539063e-8] {
        let term = build::float(&mut heap, value);
        for size in [16, 32, 64] {
            let mut writer = Writer::new();
            writer.put_float(term, size, Endian::Little).unwrap();
            let back = reader::float(&mut heap, writer.bits(), 0, size, Endian::Little).unwrap();
            assert_eq!(build::to_f64(back), Some(value));
        }
    }
    let large = build::float(&mut heap, -1.0e6);
    let mut writer = Writer::new();
    writer.put_float(large, 16, Endian::Big).unwrap();
    // Beyond such floats: an infinity, which is no term.
    assert_eq!(text_of(writer.bits()), "1111110000000000");
    assert!(reader::float(&mut heap, writer.bits(), 0, 16, Endian::Big).is_none());
    for code in ['a', 'é', '€', '𝄞'] {
        let term = Term::small(i64::from(u32::from(code)));
        let mut writer = bits_of("101");
        writer.put_utf8(term).unwrap();
        assert_eq!(reader::utf8(writer.bits(), 3), Some((code, code.len_utf8() * 8)));
        let mut writer = Writer::new();
        writer.put_utf16(term, Endian::Little).unwrap();
        assert_eq!(reader::utf16(writer.bits(), 0, Endian::Little), Some((code, code.len_utf16() * 16)));
    }
    assert_eq!(reader::utf8(Bits::of_bytes(&[0xc0, 0x80]), 0), None);
    assert_eq!(reader::utf8(Bits::of_bytes(&[0xed, 0xa0, 0x80]), 0), None);
}

#[test]
fn appending_writes_behind_what_is_there() {
    let mut heap = Arena::new();
    let mut whole = binary(&mut heap, b"");
    let mut expected = Vec::new();
    let mut blocks = std::collections::BTreeSet::new();
    for round in 0..10_000_u32 {
        let mut more = Writer::new();
        more.put_word(u64::from(round), 16, Endian::Big);
        expected.extend_from_slice(&(round as u16).to_be_bytes());
        let before = whole;
        whole = append(&mut heap, whole, more.bits()).unwrap();
        // The one before is still what it was, and appending to it again leaves this one alone.
        append(&mut heap, before, more.bits()).unwrap();
        blocks.insert(bytes(whole).unwrap().as_ptr() as usize);
    }
    assert_eq!(bytes(whole).unwrap(), expected);
    assert!(blocks.len() < 50, "{} copies", blocks.len());
}

#[test]
fn parts_of_parts_refer_to_the_whole() {
    let mut heap = Arena::new();
    let whole = binary(&mut heap, &(0..200).collect::<Vec<u8>>());
    let inner = part(&mut heap, whole, 80, 800).unwrap();
    let inner = part(&mut heap, inner, 80, 600).unwrap();
    assert_eq!(bytes(inner).unwrap()[..2], [20, 21]);
    assert_eq!(make::referenced_bytes(inner), Some(200));
    assert!(part(&mut heap, inner, 8, 600).is_none());
    let small = part(&mut heap, inner, 8, 16).unwrap();
    assert_eq!((bytes(small).unwrap().as_ref(), make::referenced_bytes(small)), (&[21, 22][..], Some(2)));
    let odd = part(&mut heap, whole, 3, 13).unwrap();
    assert!(is_bitstring(odd) && !is_binary(odd));
}

#[test]
fn bitstrings_compare_by_their_first_difference() {
    let texts = ["", "0", "00000000", "000000001", "00000001", "01", "1", "11111111", "111111110"];
    for (index, a) in texts.iter().enumerate() {
        for (other, b) in texts.iter().enumerate() {
            let (a, b) = (bits_of(a), bits_of(b));
            assert_eq!(compare(a.bits(), b.bits()), index.cmp(&other));
        }
    }
}

#[test]
fn binaries_compare_as_their_bytes_do() {
    let mut heap = Arena::new();
    let mut texts = Vec::new();
    for length in 0..28 {
        texts.extend([vec![7; length], [vec![7; length], vec![0]].concat()]);
        texts.extend((0..length).map(|at| [vec![7; at], vec![0x90], vec![7; length - at - 1]].concat()));
    }
    // Each in the heap, and as the start of a larger one.
    let terms = texts.iter().map(|text| {
        let large = binary(&mut heap, &[text, &[9; 100][..]].concat());
        let start = sub_binary(&mut heap, large, text.len() * 8);
        (binary(&mut heap, text), start)
    });
    let terms: Vec<_> = terms.collect();
    for (text, &(a, start)) in texts.iter().zip(&terms).step_by(5) {
        for (other, &(b, _)) in texts.iter().zip(&terms) {
            let (expected, same) = (Some(text.cmp(other)), Some(text == other));
            assert_eq!((order(a, b), order(start, b)), (expected, expected));
            assert_eq!((are_same(a, b), are_same(start, b)), (same, same));
        }
    }
    let small = Term::small(1);
    assert_eq!((order(terms[0].0, small), are_same(small, terms[0].0)), (None, None));
}

/// The first bits of a binary, which is not copied however few they are.
fn sub_binary(heap: &mut Arena, binary: Term, length: usize) -> Term {
    let odd = part(heap, binary, 0, length + 1).unwrap();
    // SAFETY: the object is a part of a binary, which nobody else knows: its last word is how many bits it has.
    unsafe { odd.pointer().add(3).write(Term::small(length as i64).0) };
    odd
}

/// How many objects point to the bytes of a large binary.
fn count(term: Term) -> usize {
    // SAFETY: the tests pass whole shared binaries that are alive.
    unsafe { Block::count(term.word(0) as *mut Block) }
}

#[test]
fn large_binaries_are_counted() {
    use crate::code::Leave;
    use crate::message::{Message, Signal};
    use crate::owned::OwnedTerm;
    use crate::testing::{entry, process, segment};

    let start = segment(entry(1, 16), |_| Leave::Exit);
    let mut first = process(start, &[]);
    let large = binary(&mut *first, &[7; 1000]);
    assert_eq!(count(large), 1);
    let odd = part(&mut *first, large, 3, 100).unwrap();
    let pair = build::tuple(&mut *first, &[large, odd]);
    let owned = OwnedTerm::new(pair);
    let [copy, _] = build::tuple_elements(owned.term()).unwrap() else { panic!("a pair") };
    assert_eq!((count(large), bytes(*copy)), (3, bytes(large)));
    // A message keeps its parts until it is dropped, or its receiver does.
    drop(Message::new(Signal::Message, pair));
    assert_eq!(count(large), 3);
    let mut second = process(start, &[]);
    let node = Message::new(Signal::Message, pair);
    second.x[0] = node.term;
    second.adopt(node);
    crate::gc::collect(&mut second, 1, 16);
    assert_eq!((count(large), bytes(build::tuple_elements(second.x[0]).unwrap()[0])), (5, bytes(large)));
    second.x[0] = build::tuple_elements(second.x[0]).unwrap()[1];
    crate::gc::collect(&mut second, 1, 16);
    assert_eq!(count(large), 4);
    assert_eq!(Bits::of(second.x[0]).unwrap().byte(0), 0x38);
    drop(second);
    drop(owned);
    assert_eq!(count(large), 1);
    let spawned = process(start, &[odd]);
    assert_eq!(count(large), 2);
    drop(spawned);
    let area = {
        let mut area = crate::literals::LiteralArea::new();
        crate::owned::copy_to(large, &mut area);
        area
    };
    assert_eq!(count(large), 2);
    drop(area);
    assert_eq!(count(large), 1);
}

#[test]
fn many_bytes_of_dead_binaries_ask_for_a_collection() {
    use crate::code::Leave;
    use crate::process::FLAG_COLLECT_YOUNG;
    use crate::testing::{entry, process, segment};

    let mut process = process(segment(entry(1, 16), |_| Leave::Exit), &[]);
    binary(&mut *process, &vec![0; 10 << 20]);
    assert!(process.flags & FLAG_COLLECT_YOUNG != 0);
}
