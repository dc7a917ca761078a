//! Reading numbers and code points out of bits: the segments of a pattern.

use crate::bits::Bits;
use crate::bits::writer::Endian;
use crate::build::{self, Heap};
use crate::term::Term;

/// The integer that `size` bits from `position` on are; `None` if there are not as many.
pub fn integer(
    heap: &mut dyn Heap,
    bits: Bits,
    position: usize,
    size: usize,
    endian: Endian,
    signed: bool,
) -> Option<Term> {
    let bits = bits.part(position, size)?;
    if size == 0 {
        return Some(Term::small(0));
    }
    if size <= 64 {
        let value = word(bits, endian);
        let spare = 64 - size as u32;
        return Some(if signed {
            build::integer(heap, ((value << spare) as i64) >> spare)
        } else {
            build::unsigned(heap, value)
        });
    }
    let mut limbs = limbs(bits, endian);
    let negative = signed && limbs[(size - 1) / 64] >> ((size - 1) % 64) & 1 == 1;
    if negative {
        negate(&mut limbs, size);
    }
    Some(build::limbs_integer(heap, negative, &limbs))
}

/// Up to 64 bits as a number.
pub fn word(bits: Bits, endian: Endian) -> u64 {
    let (whole, rest) = (bits.len() / 8, bits.len() % 8);
    match endian {
        Endian::Big => {
            let value = (0..whole).fold(0, |value: u64, index| value << 8 | u64::from(bits.byte(index * 8)));
            if rest == 0 { value } else { value << rest | u64::from(bits.few(whole * 8, rest)) }
        }
        Endian::Little => {
            let low =
                (0..whole).fold(0, |value, index| value | u64::from(bits.byte(index * 8)) << (8 * index));
            let high = u64::from(bits.few(whole * 8, rest));
            if rest == 0 { low } else { low | high << (8 * whole) }
        }
    }
}

/// The limbs of a number, least significant first.
fn limbs(bits: Bits, endian: Endian) -> Vec<u64> {
    let size = bits.len();
    let limb = |index: usize| {
        let from = index * 64;
        let count = (size - from).min(64);
        match endian {
            Endian::Big => bits.part(size - from - count, count),
            Endian::Little => bits.part(from, count),
        }
    };
    (0..size.div_ceil(64)).filter_map(limb).map(|part| word(part, endian)).collect()
}

/// The absolute value of a negative number of `size` bits.
fn negate(limbs: &mut [u64], size: usize) {
    if let Some(last) = limbs.last_mut()
        && !size.is_multiple_of(64)
    {
        *last |= u64::MAX << (size % 64);
    }
    let mut carry = true;
    for limb in limbs {
        (*limb, carry) = (!*limb).overflowing_add(u64::from(carry));
    }
}

/// The float that no, 16, 32 or 64 bits from `position` on are; `None` if there are not as many or they are
/// no number.
pub fn float(heap: &mut dyn Heap, bits: Bits, position: usize, size: usize, endian: Endian) -> Option<Term> {
    let bits = bits.part(position, size)?;
    let value = match size {
        64 => f64::from_bits(word(bits, endian)),
        32 => f32::from_bits(word(bits, endian) as u32).into(),
        16 => half(word(bits, endian) as u16),
        // So it is in OTP 25.
        0 => 0.0,
        _ => return None,
    };
    value.is_finite().then(|| build::float(heap, value))
}

/// The value of a half-precision float.
fn half(bits: u16) -> f64 {
    let exponent = i32::from(bits >> 10 & 31);
    let fraction = f64::from(bits & 0x3ff);
    let size = match exponent {
        0 => fraction * f64::powi(2.0, -24),
        31 => f64::NAN,
        _ => (1024.0 + fraction) * f64::powi(2.0, exponent - 25),
    };
    if bits >> 15 == 1 { -size } else { size }
}

/// The code point in UTF-8 at `position`, and its bits; `None` if there is none.
pub fn utf8(bits: Bits, position: usize) -> Option<(char, usize)> {
    let there = bits.len().saturating_sub(position) / 8;
    let mut bytes = [0; 4];
    let length = match bits.part(position, 8)?.byte(0) {
        0..=0x7f => 1,
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return None,
    };
    if there < length {
        return None;
    }
    for (index, byte) in bytes[..length].iter_mut().enumerate() {
        *byte = bits.byte(position + 8 * index);
    }
    let text = std::str::from_utf8(&bytes[..length]).ok()?;
    text.chars().next().map(|character| (character, length * 8))
}

/// The code point in UTF-16 at `position`, and its bits; `None` if there is none.
pub fn utf16(bits: Bits, position: usize, endian: Endian) -> Option<(char, usize)> {
    let unit = |at: usize| bits.part(at, 16).map(|part| word(part, endian) as u16);
    let first = unit(position)?;
    let units = if first & 0xfc00 == 0xd800 { [first, unit(position + 16)?] } else { [first, 0] };
    let character = char::decode_utf16(units).next()?.ok()?;
    Some((character, character.len_utf16() * 16))
}

/// The code point in UTF-32 at `position`, and its bits; `None` if there is none.
pub fn utf32(bits: Bits, position: usize, endian: Endian) -> Option<(char, usize)> {
    let code = word(bits.part(position, 32)?, endian) as u32;
    char::from_u32(code).map(|character| (character, 32))
}
