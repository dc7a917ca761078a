//! Constant bitstrings, put together bit by bit.

use dashu_int::IBig;
use dashu_int::ops::BitTest;

use crate::bit_type::Kind;

/// A bitstring under construction. Bits past `count` are 0.
#[derive(Debug, Default)]
pub struct Bits {
    pub bytes: Vec<u8>,
    pub count: usize,
}

impl Bits {
    fn bit(&mut self, bit: bool) {
        if self.count.is_multiple_of(8) {
            self.bytes.push(0);
        }
        if bit {
            self.bytes[self.count / 8] |= 0x80 >> (self.count % 8);
        }
        self.count += 1;
    }

    /// Appends the first `count` bits of `bytes`. Always true.
    pub fn append(&mut self, bytes: &[u8], count: usize) -> bool {
        let whole = if self.count.is_multiple_of(8) { count / 8 } else { 0 };
        self.bytes.extend_from_slice(&bytes[..whole]);
        self.count += whole * 8;
        for i in whole * 8..count {
            self.bit(bytes[i / 8] & (0x80 >> (i % 8)) != 0);
        }
        true
    }

    /// Appends the low bits of a number in two's complement. Little-endian: the lowest byte first, and
    /// of the last byte, which may have fewer bits, the lowest ones. Always true.
    pub fn integer(&mut self, value: &IBig, size: usize, little: bool) -> bool {
        if !little {
            for i in (0..size).rev() {
                self.bit(value.bit(i));
            }
            return true;
        }
        for start in (0..size).step_by(8) {
            for i in (start..size.min(start + 8)).rev() {
                self.bit(value.bit(i));
            }
        }
        true
    }

    /// Appends a float of 64, 32 or 16 bits; false where it has no such form.
    pub fn float(&mut self, value: f64, size: usize, little: bool) -> bool {
        let word = match size {
            64 => value.to_bits(),
            32 => u64::from((value as f32).to_bits()),
            // Half precision is left to the runtime.
            _ => return false,
        };
        self.integer(&IBig::from(word), size, little)
    }

    /// Appends a character; false where it is none.
    pub fn utf(&mut self, kind: Kind, point: u32, little: bool) -> bool {
        let Some(c) = char::from_u32(point) else { return false };
        match kind {
            Kind::Utf8 => self.append(c.encode_utf8(&mut [0; 4]).as_bytes(), c.len_utf8() * 8),
            Kind::Utf16 => {
                let mut units = [0; 2];
                let units = c.encode_utf16(&mut units);
                units.iter().all(|&unit| self.integer(&IBig::from(unit), 16, little))
            }
            _ => self.integer(&IBig::from(point), 32, little),
        }
    }
}
