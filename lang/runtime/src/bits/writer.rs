//! Putting bits together: the segments of a construction.

use crate::bits::{Bits, copy_bits, make, put_few};
use crate::build::{BigView, Heap, View, view};
use crate::memory;
use crate::number::{Integer, Number};
use crate::term::Term;

/// The order of a number's bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Endian {
    Big,
    Little,
}

impl Endian {
    /// That of the machine.
    pub const NATIVE: Endian = if cfg!(target_endian = "big") { Endian::Big } else { Endian::Little };
}

/// Bits one after the other.
#[derive(Debug, Clone, Default)]
pub struct Writer {
    bytes: Vec<u8>,
    /// Bits written; the rest of the last byte is zeros.
    length: usize,
}

impl Writer {
    pub fn new() -> Writer {
        Writer::default()
    }

    /// One with room for some bytes.
    pub fn with_room(bytes: usize) -> Writer {
        Writer { bytes: Vec::with_capacity(bytes), length: 0 }
    }

    /// One that writes into a buffer in place of what that holds.
    pub fn with_buffer(mut bytes: Vec<u8>) -> Writer {
        bytes.clear();
        Writer { bytes, length: 0 }
    }

    /// The buffer that it wrote into.
    pub fn into_buffer(self) -> Vec<u8> {
        self.bytes
    }

    /// How many bits have been written.
    pub fn len(&self) -> usize {
        self.length
    }

    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// What has been written.
    pub fn bits(&self) -> Bits<'_> {
        let bits = Bits::of_bytes(&self.bytes);
        bits.part(0, self.length).unwrap_or(bits)
    }

    /// A bitstring of what has been written.
    pub fn finish(&self, heap: &mut dyn Heap) -> Term {
        make::bitstring(heap, &self.bytes, self.length)
    }

    /// Adds bits.
    pub fn put_bits(&mut self, bits: Bits) {
        if self.length.is_multiple_of(8)
            && let Some(bytes) = bits.as_bytes()
        {
            return self.put_bytes(bytes);
        }
        let at = self.grow(bits.len());
        copy_bits(bits, &mut self.bytes, at);
    }

    /// Adds whole bytes.
    pub fn put_bytes(&mut self, bytes: &[u8]) {
        if self.length.is_multiple_of(8) {
            memory::grow(&mut self.bytes, bytes.len());
            self.bytes.extend_from_slice(bytes);
            self.length += bytes.len() * 8;
        } else {
            self.put_bits(Bits::of_bytes(bytes));
        }
    }

    /// Adds the lower `count` bits, up to 8.
    fn put_few(&mut self, bits: u8, count: usize) {
        let at = self.grow(count);
        put_few(&mut self.bytes, at, bits, count);
    }

    /// Adds zeros; gives the place where they start.
    fn grow(&mut self, bits: usize) -> usize {
        let at = self.length;
        self.length += bits;
        self.bytes.resize(self.length.div_ceil(8), 0);
        at
    }

    /// Adds the lower `size` bits of an integer in two's complement; `None` if the term is no integer.
    pub fn put_integer(&mut self, value: Term, size: usize, endian: Endian) -> Option<()> {
        let bytes = match Integer::of(value)? {
            Integer::Small(value) if size <= 64 => {
                self.put_word(value as u64, size, endian);
                return Some(());
            }
            Integer::Small(value) => LowBytes::Word(value),
            Integer::Big(big) => LowBytes::of_big(big),
        };
        let (whole, rest) = (size / 8, size % 8);
        match endian {
            Endian::Big => {
                self.put_few(bytes.get(whole), rest);
                (0..whole).rev().for_each(|index| self.put_few(bytes.get(index), 8));
            }
            Endian::Little => {
                (0..whole).for_each(|index| self.put_few(bytes.get(index), 8));
                self.put_few(bytes.get(whole), rest);
            }
        }
        Some(())
    }

    /// Adds the lower `size` bits, up to 64.
    pub fn put_word(&mut self, value: u64, size: usize, endian: Endian) {
        let (whole, rest) = (size / 8, size % 8);
        if rest == 0 && self.length.is_multiple_of(8) {
            match endian {
                Endian::Big => self.bytes.extend_from_slice(&value.to_be_bytes()[8 - whole..]),
                Endian::Little => self.bytes.extend_from_slice(&value.to_le_bytes()[..whole]),
            }
            self.length += size;
            return;
        }
        let byte = |index: usize| value.checked_shr(8 * index as u32).unwrap_or(0) as u8;
        match endian {
            Endian::Big => {
                self.put_few(byte(whole), rest);
                (0..whole).rev().for_each(|index| self.put_few(byte(index), 8));
            }
            Endian::Little => {
                (0..whole).for_each(|index| self.put_few(byte(index), 8));
                self.put_few(byte(whole), rest);
            }
        }
    }

    /// Adds a number as a float of 16, 32 or 64 bits, as infinity what is beyond the shorter ones; `None` if the term is
    /// no number, the number is beyond 64 bits, or there are no floats of that size.
    pub fn put_float(&mut self, value: Term, size: usize, endian: Endian) -> Option<()> {
        let value = Number::of(value)?.to_f64()?;
        let bits = match size {
            64 => value.to_bits(),
            32 => (value as f32).to_bits().into(),
            16 => half_from(value as f32).into(),
            _ => return None,
        };
        self.put_word(bits, size, endian);
        Some(())
    }

    /// Adds a code point in UTF-8; `None` if the term is none.
    pub fn put_utf8(&mut self, code: Term) -> Option<()> {
        self.put_bytes(crate::build::to_char(code)?.encode_utf8(&mut [0; 4]).as_bytes());
        Some(())
    }

    /// Adds a code point in UTF-16; `None` if the term is none.
    pub fn put_utf16(&mut self, code: Term, endian: Endian) -> Option<()> {
        for &mut unit in crate::build::to_char(code)?.encode_utf16(&mut [0; 2]) {
            self.put_word(unit.into(), 16, endian);
        }
        Some(())
    }

    /// Adds a code point in UTF-32; `None` if the term is none.
    pub fn put_utf32(&mut self, code: Term, endian: Endian) -> Option<()> {
        self.put_word(u64::from(u32::from(crate::build::to_char(code)?)), 32, endian);
        Some(())
    }
}

/// The bytes of an integer in two's complement, the lowest first, without end.
enum LowBytes {
    Word(i64),
    Limbs(Vec<u64>, u8),
}

impl LowBytes {
    fn of_big(big: BigView) -> LowBytes {
        if !big.negative {
            return LowBytes::Limbs(big.limbs.to_vec(), 0);
        }
        let mut carry = true;
        let negate = |&limb: &u64| {
            let (negated, overflow) = (!limb).overflowing_add(u64::from(carry));
            carry = overflow;
            negated
        };
        LowBytes::Limbs(big.limbs.iter().map(negate).collect(), 0xff)
    }

    fn get(&self, index: usize) -> u8 {
        match self {
            LowBytes::Word(value) => (value >> (8 * index).min(63)) as u8,
            LowBytes::Limbs(limbs, beyond) => {
                limbs.get(index / 8).map_or(*beyond, |limb| (limb >> (8 * (index % 8))) as u8)
            }
        }
    }
}

/// The half-precision float nearest to a number, ties to even; infinity if it is beyond them.
fn half_from(value: f32) -> u16 {
    let sign = if value.is_sign_negative() { 0x8000 } else { 0 };
    let size = value.abs();
    // From here on the nearest would be infinite.
    if !size.is_finite() || size >= 65520.0 {
        return sign | 0x7c00;
    }
    // Below the normal ones, halves are multiples of 2^-24.
    if size < 6.103_515_6e-5 {
        return sign | (size * 16_777_216.0).round_ties_even() as u16;
    }
    let bits = size.to_bits();
    // The exponent's bias goes from 127 to 15; 13 bits of the fraction go, rounded.
    let shifted = bits - ((127 - 15) << 23);
    let kept = shifted >> 13;
    let rest = shifted & 0x1fff;
    let up = rest > 0x1000 || (rest == 0x1000 && kept & 1 == 1);
    sign | (kept + u32::from(up)) as u16
}

/// What a term is as a segment's value of type `binary` or `bitstring`: its bits.
pub fn segment_bits<'a>(term: Term) -> Option<Bits<'a>> {
    match view(term) {
        View::Bits(bits) => Some(bits),
        _ => None,
    }
}
