//! The encodings of `unicode`.

use crate::atom::Atom;
use crate::bits::writer::Endian;
use crate::bits::{Bits, reader};
use crate::build::tuple_elements;
use crate::term::Term;

/// How characters are written as bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    Latin1,
    Utf8,
    Utf16(Endian),
    Utf32(Endian),
}

/// Bytes that are looked at together for one that is not ASCII.
const ASCII_STEP: usize = 64;

/// What the next bytes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// A character, and how many bytes it takes.
    Character(char, usize),
    /// The start of a character, of which so many bytes are missing.
    Incomplete(usize),
    Wrong,
}

impl Encoding {
    /// The encoding of a term: `latin1`, `utf8`, `unicode`, `utf16`, `{utf16, little}` and so on.
    pub fn of(term: Term) -> Option<Encoding> {
        let (name, endian) = match tuple_elements(term) {
            Some(&[name, endian]) => match Atom::from_term(endian)?.name() {
                "little" => (name, Endian::Little),
                "big" => (name, Endian::Big),
                _ => return None,
            },
            Some(_) => return None,
            None => (term, Endian::Big),
        };
        let whole = tuple_elements(term).is_none();
        match Atom::from_term(name)?.name() {
            "latin1" if whole => Some(Encoding::Latin1),
            "utf8" | "unicode" if whole => Some(Encoding::Utf8),
            "utf16" => Some(Encoding::Utf16(endian)),
            "utf32" => Some(Encoding::Utf32(endian)),
            _ => None,
        }
    }

    /// Characters at the start of some bytes that are the same in UTF-8; not always all of them.
    pub fn text(self, bytes: &[u8]) -> &str {
        let valid = match self {
            Encoding::Utf8 => match std::str::from_utf8(bytes) {
                Ok(text) => return text,
                Err(wrong) => wrong.valid_up_to(),
            },
            Encoding::Latin1 => match bytes.chunks(ASCII_STEP).position(|part| !part.is_ascii()) {
                Some(steps) => {
                    let rest = &bytes[steps * ASCII_STEP..];
                    steps * ASCII_STEP + rest.iter().take_while(|byte| byte.is_ascii()).count()
                }
                None => bytes.len(),
            },
            Encoding::Utf16(_) | Encoding::Utf32(_) => 0,
        };
        std::str::from_utf8(&bytes[..valid]).unwrap_or_default()
    }

    /// The first character of some bytes, which are not none.
    pub fn next(self, bytes: &[u8]) -> Next {
        let bits = Bits::of_bytes(bytes);
        let (found, unit) = match self {
            Encoding::Latin1 => return Next::Character(char::from(bytes[0]), 1),
            Encoding::Utf8 => (reader::utf8(bits, 0), 1),
            Encoding::Utf16(endian) => (reader::utf16(bits, 0, endian), 2),
            Encoding::Utf32(endian) => (reader::utf32(bits, 0, endian), 4),
        };
        match found {
            Some((character, length)) => Next::Character(character, length / 8),
            None => self.missing(bytes, unit).map_or(Next::Wrong, Next::Incomplete),
        }
    }

    /// How many bytes are missing to a character, if these can be the start of one.
    fn missing(self, bytes: &[u8], unit: usize) -> Option<usize> {
        let length = match self {
            Encoding::Latin1 => 1,
            Encoding::Utf8 => match bytes[0] {
                0xc2..=0xdf => 2,
                0xe0..=0xef => 3,
                0xf0..=0xf4 => 4,
                _ => return None,
            },
            Encoding::Utf16(endian) => {
                let high = match endian {
                    Endian::Big => bytes.first(),
                    Endian::Little => bytes.get(1),
                };
                if high.is_some_and(|byte| byte & 0xfc == 0xd8) { 4 } else { unit }
            }
            Encoding::Utf32(Endian::Big) => {
                let wrong = bytes[0] != 0
                    || bytes.get(1).is_some_and(|&byte| byte > 16)
                    || matches!(bytes, [_, 0, 0xd8..=0xdf, ..]);
                if wrong { return None } else { 4 }
            }
            Encoding::Utf32(Endian::Little) => 4,
        };
        let missing = length.checked_sub(bytes.len()).filter(|&missing| missing > 0)?;
        // Any bytes that complete it must make a character: the lowest and the highest are tried.
        let completes = |filler: u8| {
            let mut whole = bytes.to_vec();
            whole.resize(length, filler);
            matches!(self.next(&whole), Next::Character(..))
        };
        match self {
            Encoding::Utf8 => (completes(0x80) || completes(0x8f) || completes(0xbf)).then_some(missing),
            Encoding::Utf16(Endian::Big) if length == 4 => match bytes {
                [_, _, third, ..] => (third & 0xfc == 0xdc).then_some(missing),
                _ => Some(missing),
            },
            _ => Some(missing),
        }
    }

    /// Writes a character; `false` if the encoding has it not.
    pub fn write(self, out: &mut Vec<u8>, character: char) -> bool {
        let code = u32::from(character);
        match self {
            Encoding::Latin1 => match u8::try_from(code) {
                Ok(byte) => out.push(byte),
                Err(_) => return false,
            },
            Encoding::Utf8 => {
                // A copy of a fixed length takes a fraction of one that is found out.
                let mut bytes = [0; 4];
                let length = character.encode_utf8(&mut bytes).len();
                out.extend_from_slice(&bytes);
                out.truncate(out.len() - bytes.len() + length);
            }
            Encoding::Utf16(endian) => {
                for &mut unit in character.encode_utf16(&mut [0; 2]) {
                    out.extend(match endian {
                        Endian::Big => unit.to_be_bytes(),
                        Endian::Little => unit.to_le_bytes(),
                    });
                }
            }
            Encoding::Utf32(endian) => out.extend(match endian {
                Endian::Big => code.to_be_bytes(),
                Endian::Little => code.to_le_bytes(),
            }),
        }
        true
    }
}
