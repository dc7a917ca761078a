//! What compiled code knows of a construction `<<…>>` before it runs: which bits go where.
//!
//! Constructions of whole bytes whose parts all have known sizes are done in place: alone as a binary in the
//! heap, or behind the bits of a first part that may have any size.

use swerl_core::builtins::BITS_CONSTANT;
use swerl_core::ir::{Lit, Operand};

/// A construction adds at most this many bytes: binaries of as many lie in the heap.
const MAX_BYTES: usize = swerl_runtime::bits::HEAP_MAX;

/// Bits of numbers that are put together before they are written, at most.
const MAX_GROUP: usize = 56;

/// A construction that is done in place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The first value is a bitstring that the rest goes behind.
    pub appends: bool,
    pub pieces: Vec<Piece>,
    /// Bytes of all pieces.
    pub bytes: usize,
}

/// Whole bytes of a construction, `at` so many bytes from where they all start. Values are given by their places
/// among the operands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    Constant {
        at: usize,
        value: usize,
        bytes: usize,
    },
    /// The lower bytes of an integer.
    Integer {
        at: usize,
        value: usize,
        bytes: usize,
        little: bool,
    },
    /// Numbers of some bits each.
    Group {
        at: usize,
        bytes: usize,
        fields: Vec<Field>,
    },
}

/// A number or constant bits, the highest bits first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    pub value: usize,
    pub bits: usize,
    pub constant: bool,
    little: bool,
}

impl Plan {
    /// The plan for a description, if the construction can be done in place.
    pub fn of(description: &Operand) -> Option<Plan> {
        let Operand::Lit(Lit::Tuple(description)) = description else { return None };
        let mut fields = Vec::new();
        let mut appends = false;
        for (place, part) in description.chunks_exact(3).enumerate() {
            let [Lit::Int(code), Lit::Int(size), _] = part else { return None };
            match field(*code, usize::try_from(*size).ok()?, place)? {
                Some(field) => fields.push(field),
                None if place == 0 => appends = true,
                None => return None,
            }
        }
        let bits: usize = fields.iter().map(|field| field.bits).sum();
        if bits == 0 || !bits.is_multiple_of(8) || bits > MAX_BYTES * 8 {
            return None;
        }
        Some(Plan { appends, pieces: pieces(&fields)?, bytes: bits / 8 })
    }
}

/// What a part of a description is: `None` not for this, `Some(None)` all bits of a bitstring.
fn field(code: i64, size: usize, value: usize) -> Option<Option<Field>> {
    let (kind, place, unit) = (code & 7, code >> 5 & 7, usize::try_from(code >> 8).ok()?);
    let constant = kind == 2 && code & BITS_CONSTANT != 0;
    let little = code >> 4 & 1 != 0;
    match (kind, place) {
        (0, 0) => {
            let bits = size.checked_mul(unit).filter(|&bits| bits <= 64)?;
            Some(Some(Field { value, bits, constant: false, little }))
        }
        (2, 2) if constant => Some(Some(Field { value, bits: size, constant, little: false })),
        (2, 2) => Some(None),
        _ => None,
    }
}

/// The fields as whole bytes.
fn pieces(fields: &[Field]) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    let mut at = 0;
    let mut group: Vec<Field> = Vec::new();
    for field in fields {
        if field.bits == 0 && !field.constant {
            // The value must be an integer all the same.
            return None;
        }
        if group.is_empty() && field.bits.is_multiple_of(8) {
            let Field { value, bits, constant, little } = *field;
            let bytes = bits / 8;
            pieces.push(match constant {
                true => Piece::Constant { at, value, bytes },
                false => Piece::Integer { at, value, bytes, little },
            });
            at += bytes;
            continue;
        }
        if field.little {
            return None;
        }
        group.push(*field);
        let bits: usize = group.iter().map(|field| field.bits).sum();
        if bits > MAX_GROUP {
            return None;
        }
        if bits.is_multiple_of(8) {
            pieces.push(Piece::Group { at, bytes: bits / 8, fields: std::mem::take(&mut group) });
            at += bits / 8;
        }
    }
    Some(pieces)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(parts: &[[i64; 2]]) -> Option<Plan> {
        let parts = parts.iter().flat_map(|&[code, size]| [code, size, 1]).map(Lit::Int);
        Plan::of(&Operand::Lit(Lit::Tuple(parts.collect())))
    }

    #[test]
    fn whole_bytes_and_groups_are_told_apart() {
        let made = plan(&[[2114, 0], [330, 4], [256, 4], [272, 16], [330, 24]]).unwrap();
        let field = |value, constant| Field { value, bits: 4, constant, little: false };
        assert!(made.appends);
        assert_eq!(made.bytes, 6);
        let expected = [
            Piece::Group { at: 0, bytes: 1, fields: vec![field(1, true), field(2, false)] },
            Piece::Integer { at: 1, value: 3, bytes: 2, little: true },
            Piece::Constant { at: 3, value: 4, bytes: 3 },
        ];
        assert_eq!(made.pieces, expected);
    }

    #[test]
    fn what_has_no_known_size_or_no_whole_bytes_is_left_out() {
        assert_eq!(plan(&[[288, 0]]), None, "a size that is given");
        assert_eq!(plan(&[[256, 4]]), None, "half a byte");
        assert_eq!(plan(&[[256, 8], [2114, 0]]), None, "a bitstring behind others");
        assert_eq!(plan(&[[272, 4], [256, 4]]), None, "little-endian within a byte");
        assert_eq!(plan(&[[257, 64]]), None, "a float");
        assert_eq!(plan(&[[256, 128]]), None, "a number of two words");
    }
}
