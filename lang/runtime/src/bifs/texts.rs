//! What the standard modules `string`, `base64` and `binary` need of the runtime: work on many bytes at once.

use crate::atom::Atom;
use crate::bif::{Bif, BifResult, Stop};
use crate::bifs::binaries::bytes_of;
use crate::bifs::{badarg, charge, expect_long};
use crate::bits;
use crate::build::{self, ListIter, to_char, tuple_elements};
use crate::characters::{self, Break, Mapped};
use crate::memory;
use crate::process::Process;
use crate::term::Term;

pub fn bifs() -> Vec<Bif> {
    vec![
        Bif::new("swerl_text", "upper_text", |p: &mut Process, text: Term| {
            changed(p, text, u8::to_ascii_uppercase, characters::upper)
        }),
        Bif::new("swerl_text", "lower_text", |p: &mut Process, text: Term| {
            changed(p, text, u8::to_ascii_lowercase, characters::lower)
        }),
        Bif::new("swerl_text", "fold_text", |p: &mut Process, text: Term| {
            changed(p, text, u8::to_ascii_lowercase, characters::fold)
        }),
        Bif::new("swerl_text", "plain", plain),
        Bif::new("swerl_text", "until", until),
        Bif::new("swerl_text", "replaced", replaced),
        Bif::new("swerl_text", "base64", base64),
        Bif::new("swerl_text", "base64_start", base64_start),
    ]
}

/// The bytes of a binary that all are looked at.
fn all_bytes<'a>(process: &mut Process, binary: Term) -> Result<std::borrow::Cow<'a, [u8]>, Stop> {
    let bytes = bytes_of(binary)?;
    expect_long(process, bytes.len())?;
    charge(process, bytes.len());
    Ok(bytes)
}

/// A binary with each character in its other case; `wrong` if it is not UTF-8.
fn changed(
    process: &mut Process,
    binary: Term,
    ascii: fn(&u8) -> u8,
    change: fn(u32) -> Mapped,
) -> BifResult {
    let bytes = all_bytes(process, binary)?;
    let Ok(mut text) = std::str::from_utf8(&bytes) else { return Ok(Atom::new("wrong").term()) };
    let mut out = Vec::new();
    memory::grow(&mut out, bytes.len());
    loop {
        let plain = text.bytes().position(|byte| !byte.is_ascii()).unwrap_or(text.len());
        memory::grow(&mut out, plain);
        out.extend(text.as_bytes()[..plain].iter().map(ascii));
        let mut others = text[plain..].chars();
        let Some(character) = others.next() else { return Ok(bits::binary(process, &out)) };
        let code = u32::from(character);
        let put = |out: &mut Vec<u8>, code: u32| {
            let character = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
            memory::grow(out, size_of::<char>());
            out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
        };
        match change(code) {
            Mapped::One(other) => put(&mut out, other),
            Mapped::Many(others) => others.iter().for_each(|&other| put(&mut out, other)),
        }
        text = others.as_str();
    }
}

/// The most bytes that a walk passes before it gives back what it has, for the caller to go on.
const WALK: usize = 1 << 16;

/// The bytes that [`plain`] decodes first; more from time to time, as long as they are plain.
const FIRST_WINDOW: usize = 32;

/// `plain(Binary, Most)`: how many characters at its start, up to a number of them (or `infinity`), are graphemes of
/// their own, and how many bytes these are. What may not be one ends them, even if it is; so do very many.
fn plain(process: &mut Process, binary: Term, most: Term) -> BifResult {
    let most = match most.to_small() {
        Some(most) => usize::try_from(most).map_err(|_| badarg())?,
        None => usize::MAX,
    };
    let bytes = bytes_of(binary)?;
    let (mut count, mut end) = (0, 0);
    // The class of the character that is looked at last, and its bytes: whether it stands alone is told by the next one.
    let mut last = None;
    let (mut at, mut window) = (0, FIRST_WINDOW);
    'walk: loop {
        let piece = &bytes[at..bytes.len().min(at + window)];
        let text = std::str::from_utf8(piece)
            .or_else(|wrong| std::str::from_utf8(&piece[..wrong.valid_up_to()]))
            .unwrap_or_default();
        for character in text.chars() {
            let next = class(character);
            if let Some((class, length)) = last {
                if count >= most || joins(class, next) {
                    break 'walk;
                }
                count += 1;
                end += length;
            }
            last = Some((next, character.len_utf8()));
        }
        at += text.len();
        if at == bytes.len() {
            if let Some((_, length)) = last
                && count < most
            {
                count += 1;
                end += length;
            }
            break;
        }
        if text.is_empty() || at >= WALK {
            break;
        }
        window = WALK.min(window * 4);
    }
    charge(process, end);
    Ok(build::tuple(process, &[Term::small(count as i64), Term::small(end as i64)]))
}

/// How a character is joined to its neighbours.
fn class(character: char) -> Break {
    match character {
        '\r' => Break::Cr,
        '\n' => Break::Lf,
        // The first character that is joined to one before it.
        '\0'..'\u{300}' => Break::Other,
        _ => characters::class(character.into()),
    }
}

/// Whether two characters, the first of a grapheme and the next one, may be of the same.
fn joins(first: Break, next: Break) -> bool {
    match first {
        Break::Cr => next == Break::Lf,
        Break::Lf | Break::Control => false,
        Break::Regional | Break::Prepend => true,
        _ => match next {
            Break::Extend | Break::Joiner => true,
            Break::L | Break::V | Break::T | Break::Lv | Break::Lvt => match first {
                Break::L => next != Break::T,
                Break::V | Break::Lv => matches!(next, Break::V | Break::T),
                Break::T | Break::Lvt => next == Break::T,
                _ => false,
            },
            _ => false,
        },
    }
}

/// `until(Binary, Characters)`: how many bytes stand before the first of some characters, or before what is no UTF-8.
/// If all of the characters are ASCII, other bytes are passed, whatever they are. Very many bytes are not passed at once.
fn until(process: &mut Process, binary: Term, wanted: Term) -> BifResult {
    let bytes = bytes_of(binary)?;
    let bytes = &bytes[..bytes.len().min(WALK)];
    let mut ascii = [false; 256];
    let mut others = Vec::new();
    for wanted in ListIter::new(wanted) {
        match wanted.to_small() {
            Some(code @ 0..128) => ascii[code as usize] = true,
            _ => others.extend(to_char(wanted)),
        }
    }
    let stop = |&byte: &u8| ascii[usize::from(byte)] || !others.is_empty() && !byte.is_ascii();
    let mut at = 0;
    loop {
        let passed = bytes[at..].iter().position(stop).unwrap_or(bytes.len() - at);
        at += passed;
        // More than this at a time only where it is plain.
        let character = match bits::reader::utf8(bits::Bits::of_bytes(&bytes[at..]), 0) {
            Some((character, _)) if !character.is_ascii() && !others.contains(&character) => character,
            _ => break,
        };
        at += character.len_utf8();
    }
    charge(process, at);
    Ok(Term::small(at as i64))
}

/// `replaced(Binary, Places, New)`: the binary with another in the place of each part `{Start, Length}`, which are in order.
fn replaced(process: &mut Process, binary: Term, places: Term, new: Term) -> BifResult {
    let bytes = bytes_of(binary)?;
    let new = bytes_of(new)?;
    let mut parts = Vec::new();
    let (mut removed, mut end) = (0, 0);
    for place in ListIter::new(places) {
        let Some(&[start, length]) = tuple_elements(place) else { return Err(badarg()) };
        let word =
            |term: Term| term.to_small().and_then(|word| usize::try_from(word).ok()).ok_or_else(badarg);
        let (start, length) = (word(start)?, word(length)?);
        if start < end || length > bytes.len() || start > bytes.len() - length {
            return Err(badarg());
        }
        end = start + length;
        removed += length;
        memory::grow(&mut parts, 1);
        parts.push((start, end));
    }
    let total = bytes.len() - removed + parts.len() * new.len();
    memory::ask(total);
    expect_long(process, total)?;
    charge(process, total);
    Ok(bits::binary_from(process, total, |mut room| {
        let mut from = 0;
        for (start, end) in parts {
            for piece in [&bytes[from..start], &new] {
                let (now, later) = room.split_at_mut(piece.len());
                now.copy_from_slice(piece);
                room = later;
            }
            from = end;
        }
        room.copy_from_slice(&bytes[from..]);
    }))
}

/// The digits of base 64.
const DIGITS: [u8; 64] = *b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// What a byte is that is no digit: a blank, one that is wrong, the sign that fills up.
const BLANK: u8 = 64;
const WRONG: u8 = 65;
const FILLS: u8 = 66;

/// The value of each digit, and what other bytes are.
static VALUES: [u8; 256] = {
    let mut values = [WRONG; 256];
    let mut index = 0;
    while index < DIGITS.len() {
        values[DIGITS[index] as usize] = index as u8;
        index += 1;
    }
    values[b' ' as usize] = BLANK;
    values[b'\t' as usize] = BLANK;
    values[b'\r' as usize] = BLANK;
    values[b'\n' as usize] = BLANK;
    values[b'=' as usize] = FILLS;
    values
};

/// A binary in base 64.
fn base64(process: &mut Process, binary: Term) -> BifResult {
    let bytes = all_bytes(process, binary)?;
    let length = bytes.len().div_ceil(3) * 4;
    memory::ask(length);
    let digit = |bits: u32| DIGITS[bits as usize & 63];
    Ok(bits::binary_from(process, length, |room| {
        for (part, out) in bytes.chunks(3).zip(room.chunks_exact_mut(4)) {
            let byte = |index: usize| u32::from(part.get(index).copied().unwrap_or(0));
            let word = byte(0) << 16 | byte(1) << 8 | byte(2);
            let fills =
                |index: usize| if part.len() < index { b'=' } else { digit(word >> (6 * (3 - index))) };
            out.copy_from_slice(&[digit(word >> 18), digit(word >> 12), fills(2), fills(3)]);
        }
    }))
}

/// `base64_start(Text, Skip)`: what the start of a text in base 64 stands for, as far as it is digits, and the rest of
/// it, from the first four digits on that are not complete. Blanks are skipped, or, if `Skip` is `all`, all
/// that is no digit up to a sign that fills up. One or two of these may end the text.
fn base64_start(process: &mut Process, text: Term, skip: Term) -> BifResult {
    let bytes = all_bytes(process, text)?;
    let all = Atom::from_term(skip).is_some_and(|skip| skip.name() == "all");
    let mut data: Vec<u8> = Vec::new();
    memory::grow(&mut data, bytes.len().div_ceil(4) * 3);
    let value = |byte: u8| u32::from(VALUES[usize::from(byte)]);
    let (mut word, mut digits) = (0, 0);
    // Where the digits start that are not complete.
    let mut rest = 0;
    let mut at = 0;
    while at < bytes.len() {
        if let (0, Some(&[a, b, c, d])) = (digits, bytes[at..].first_chunk()) {
            let [a, b, c, d] = [value(a), value(b), value(c), value(d)];
            if a | b | c | d < 64 {
                let word = a << 18 | b << 12 | c << 6 | d;
                data.extend_from_slice(&word.to_be_bytes()[1..]);
                at += 4;
                rest = at;
                continue;
            }
        }
        match VALUES[usize::from(bytes[at])] {
            digit @ 0..64 => {
                word = word << 6 | u32::from(digit);
                digits += 1;
            }
            BLANK => {}
            WRONG if all => {}
            _ => break,
        }
        at += 1;
        if digits == 4 {
            data.extend_from_slice(&word.to_be_bytes()[1..]);
            (word, digits, rest) = (0, 0, at);
        }
    }
    match (digits, &bytes[at..]) {
        (2, b"==") => data.push((word >> 4) as u8),
        (3, b"=") => data.extend_from_slice(&((word >> 2) as u16).to_be_bytes()),
        _ => {
            let left = bits::part(process, text, rest * 8, (bytes.len() - rest) * 8).ok_or_else(badarg)?;
            let data = bits::binary(process, &data);
            return Ok(build::tuple(process, &[data, left]));
        }
    }
    let (data, left) = (bits::binary(process, &data), bits::binary(process, &[]));
    Ok(build::tuple(process, &[data, left]))
}
