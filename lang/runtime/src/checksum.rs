//! Checksums: CRC-32, Adler-32 and MD5.

use std::sync::LazyLock;

/// Bytes after which the sums of [`adler32`] could overflow if they were not reduced.
const ADLER_RUN: usize = 5552;

/// Bytes that [`adler32`] adds up together.
const ADLER_STEP: usize = 32;

/// The modulus of [`adler32`]: the largest prime below 2^16.
const ADLER_MODULUS: u32 = 65521;

/// The polynomial of CRC-32, its bits reversed.
const CRC_POLYNOMIAL: u32 = 0xedb8_8320;

/// Goes on with the CRC-32 of what came before (0 at the start).
pub fn crc32(before: u32, bytes: &[u8]) -> u32 {
    let mut crc = crc32fast::Hasher::new_with_initial(before);
    crc.update(bytes);
    crc.finalize()
}

/// The CRC-32 of two texts together, from theirs and the length of the second.
pub fn crc32_combine(first: u32, second: u32, mut length: u32) -> u32 {
    // The first one goes through as many zero bytes: multiplication by a power of x, by squaring.
    let mut square = 1 << 23;
    let mut crc = first;
    while length > 0 {
        if length & 1 == 1 {
            crc = crc_product(crc, square);
        }
        square = crc_product(square, square);
        length >>= 1;
    }
    crc ^ second
}

/// The product of two polynomials modulo that of CRC-32, bits reversed: the highest is x^0.
fn crc_product(a: u32, mut b: u32) -> u32 {
    let mut product = 0;
    for bit in (0..32).rev() {
        if a >> bit & 1 == 1 {
            product ^= b;
        }
        b = if b & 1 == 1 { b >> 1 ^ CRC_POLYNOMIAL } else { b >> 1 };
    }
    product
}

/// Goes on with the Adler-32 of what came before (1 at the start).
pub fn adler32(before: u32, bytes: &[u8]) -> u32 {
    let (mut a, mut b) = (before & 0xffff, before >> 16);
    for run in bytes.chunks(ADLER_RUN) {
        let (steps, rest) = run.as_chunks::<ADLER_STEP>();
        for step in steps {
            let (mut sum, mut weighted) = (0, 0);
            for (index, &byte) in step.iter().enumerate() {
                sum += u32::from(byte);
                weighted += (ADLER_STEP - index) as u32 * u32::from(byte);
            }
            b += a * ADLER_STEP as u32 + weighted;
            a += sum;
        }
        for &byte in rest {
            a += u32::from(byte);
            b += a;
        }
        a %= ADLER_MODULUS;
        b %= ADLER_MODULUS;
    }
    b << 16 | a
}

/// The Adler-32 of two texts together, from theirs and the length of the second.
pub fn adler32_combine(first: u32, second: u32, length: u32) -> u32 {
    if length == 0 {
        return first;
    }
    let [a1, b1] = [first & 0xffff, first >> 16];
    let [a2, b2] = [second & 0xffff, second >> 16];
    let length = length % ADLER_MODULUS;
    let shifted = (u64::from(length) * u64::from(a1) % u64::from(ADLER_MODULUS)) as u32;
    let a = a1 + a2 + ADLER_MODULUS - 1;
    let b = shifted + b1 + b2 + ADLER_MODULUS - length;
    // Two numbers at most are taken away, as other implementations do: a half that no sum has stays above the modulus.
    let less = |half: u32, by: u32| if half >= by { half - by } else { half };
    let (a, b) = (less(a, ADLER_MODULUS), less(b, 2 * ADLER_MODULUS));
    less(b, ADLER_MODULUS) << 16 | less(a, ADLER_MODULUS)
}

/// Collects bytes for an MD5.
#[derive(Debug, Clone)]
pub struct Md5 {
    state: [u32; 4],
    /// Bytes so far.
    length: u64,
    /// The bytes that do not fill a block yet: `length % 64` of them.
    block: [u8; 64],
}

/// How far each of the 64 steps rotates: four numbers a round.
const MD5_ROTATIONS: [[u32; 4]; 4] = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]];

/// The constant of each step: the sine of its number, in 32 bits.
static MD5_SINES: LazyLock<[u32; 64]> = LazyLock::new(|| {
    std::array::from_fn(|index| (((index + 1) as f64).sin().abs() * 4_294_967_296.0) as u32)
});

/// Sixteen steps of an MD5: which word each of them takes, and how it mixes three parts of the state.
#[inline(always)]
fn round(
    [mut a, mut b, mut c, mut d]: [u32; 4],
    words: &[u32; 16],
    sines: &[u32; 64],
    number: usize,
    place: impl Fn(usize) -> usize,
    mixed: impl Fn(u32, u32, u32) -> u32,
) -> [u32; 4] {
    for index in 0..16 {
        let added = sines[number * 16 + index].wrapping_add(words[place(index)]);
        let sum = a.wrapping_add(mixed(b, c, d)).wrapping_add(added);
        let rotated = sum.rotate_left(MD5_ROTATIONS[number][index % 4]);
        (a, d, c, b) = (d, c, b, b.wrapping_add(rotated));
    }
    [a, b, c, d]
}

/// Bytes of a context written out.
pub const MD5_CONTEXT: usize = 16 + 8 + 64;

impl Md5 {
    pub fn new() -> Md5 {
        let state = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476];
        Md5 { state, length: 0, block: [0; 64] }
    }

    /// Adds bytes.
    pub fn update(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            let filled = (self.length % 64) as usize;
            let (now, later) = bytes.split_at(bytes.len().min(64 - filled));
            self.block[filled..filled + now.len()].copy_from_slice(now);
            self.length += now.len() as u64;
            if self.length.is_multiple_of(64) {
                self.step();
            }
            bytes = later;
        }
    }

    /// The sum.
    pub fn finish(mut self) -> [u8; 16] {
        let bits = self.length.wrapping_mul(8).to_le_bytes();
        // One bit that is set, then none up to the last eight bytes of a block.
        let mut filling = [0; 64];
        filling[0] = 0x80;
        let filled = (self.length % 64) as usize;
        self.update(&filling[..if filled < 56 { 56 - filled } else { 120 - filled }]);
        self.update(&bits);
        let mut sum = [0; 16];
        for (part, word) in sum.chunks_exact_mut(4).zip(self.state) {
            part.copy_from_slice(&word.to_le_bytes());
        }
        sum
    }

    /// The context as bytes.
    pub fn to_bytes(&self) -> [u8; MD5_CONTEXT] {
        let mut bytes = [0; MD5_CONTEXT];
        for (part, word) in bytes.chunks_exact_mut(4).zip(self.state) {
            part.copy_from_slice(&word.to_le_bytes());
        }
        bytes[16..24].copy_from_slice(&self.length.to_le_bytes());
        bytes[24..].copy_from_slice(&self.block);
        bytes
    }

    /// The context that [`Md5::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8]) -> Option<Md5> {
        let bytes: &[u8; MD5_CONTEXT] = bytes.try_into().ok()?;
        let word = |index: usize| {
            let part = &bytes[index * 4..index * 4 + 4];
            u32::from_le_bytes([part[0], part[1], part[2], part[3]])
        };
        let length = u64::from(word(5)) << 32 | u64::from(word(4));
        let mut block = [0; 64];
        block.copy_from_slice(&bytes[24..]);
        Some(Md5 { state: [word(0), word(1), word(2), word(3)], length, block })
    }

    /// Takes the full block in.
    fn step(&mut self) {
        let mut words = [0; 16];
        for (word, part) in words.iter_mut().zip(self.block.chunks_exact(4)) {
            *word = u32::from_le_bytes([part[0], part[1], part[2], part[3]]);
        }
        let sines = &*MD5_SINES;
        let state = round(self.state, &words, sines, 0, |index| index, |b, c, d| b & c | !b & d);
        let state = round(state, &words, sines, 1, |index| (5 * index + 1) % 16, |b, c, d| d & b | !d & c);
        let state = round(state, &words, sines, 2, |index| (3 * index + 5) % 16, |b, c, d| b ^ c ^ d);
        let [a, b, c, d] = round(state, &words, sines, 3, |index| 7 * index % 16, |b, c, d| c ^ (b | !d));
        for (state, word) in self.state.iter_mut().zip([a, b, c, d]) {
            *state = state.wrapping_add(word);
        }
    }
}

impl Default for Md5 {
    fn default() -> Md5 {
        Md5::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_the_known_ones() {
        assert_eq!(crc32(0, b"abc"), 891_568_578);
        assert_eq!(crc32(crc32(0, b"ab"), b"c"), 891_568_578);
        assert_eq!(crc32(0, b"The quick brown fox jumps over the lazy dog"), 1_095_738_169);
        assert_eq!(adler32(1, b"abc"), 38_600_999);
        let long: Vec<u8> = (0..100_000_u32).map(|n| (n * 7) as u8).collect();
        for cut in [0, 1, 63, 64, 5000, 99_999] {
            let (first, second) = long.split_at(cut);
            let length = second.len() as u32;
            assert_eq!(crc32_combine(crc32(0, first), crc32(0, second), length), crc32(0, &long));
            assert_eq!(adler32_combine(adler32(1, first), adler32(1, second), length), adler32(1, &long));
            let mut md5 = Md5::new();
            md5.update(first);
            let mut md5 = Md5::from_bytes(&md5.to_bytes()).unwrap();
            md5.update(second);
            let mut whole = Md5::new();
            whole.update(&long);
            assert_eq!(md5.finish(), whole.finish());
        }
        let mut md5 = Md5::new();
        md5.update(b"abc");
        assert_eq!(md5.finish(), [144, 1, 80, 152, 60, 210, 79, 176, 214, 150, 63, 125, 40, 225, 127, 114]);
    }
}
