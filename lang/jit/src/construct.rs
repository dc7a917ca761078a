//! What compiled code knows of a construction `<<…>>` before it runs: which bits go where.
//!
//! Constructions of whole bytes whose parts all have known sizes are done in place: alone as a binary in the
//! heap, or behind the bits of a first part that may have any size. There, a few bits may be added, and a character in
//! UTF-8 may be the last part. So is a single number whose size is known when the code runs.

use swerl_core::builtins::BITS_CONSTANT;
use swerl_core::ir::{Lit, Operand};

/// A construction adds at most this many bytes: binaries of as many lie in the heap.
const MAX_BYTES: usize = swerl_runtime::bits::HEAP_MAX;

/// Bits of numbers that are put together before they are written, at most.
pub const MAX_GROUP: usize = 56;

/// A construction that is done in place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The first value is a bitstring that the rest goes behind; its size is a multiple of this, 1 or 8.
    pub appends: Option<usize>,
    /// Where the bits are no whole bytes, a single group.
    pub pieces: Vec<Piece>,
    /// Bits of all pieces.
    pub bits: usize,
    /// The value of a character that goes behind all pieces.
    pub character: Option<usize>,
    /// A number that is all there is to write.
    pub sized: Option<Sized>,
}

/// An integer of as many units as a value says, the highest bits first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sized {
    pub value: usize,
    pub size: usize,
    pub unit: usize,
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
    /// A number as a float of so many bytes.
    Float {
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
    float: bool,
    little: bool,
}

/// A part of a description.
enum Part {
    Field(Field),
    /// All bits of a bitstring, a number of units.
    Whole(usize),
    Character(usize),
    Sized(Sized),
}

impl Plan {
    /// The plan for a description, if the construction can be done in place.
    pub fn of(description: &Operand) -> Option<Plan> {
        let Operand::Lit(Lit::Tuple(description)) = description else { return None };
        let mut fields = Vec::new();
        let (mut appends, mut character, mut sized) = (None, None, None);
        for (place, described) in description.chunks_exact(3).enumerate() {
            let [Lit::Int(code), Lit::Int(size), _] = described else { return None };
            match part(*code, usize::try_from(*size).ok()?, place)? {
                _ if character.is_some() || sized.is_some() => return None,
                Part::Field(field) => fields.push(field),
                Part::Whole(unit) if place == 0 => appends = Some(unit),
                Part::Whole(_) => return None,
                Part::Character(value) => character = Some(value),
                Part::Sized(number) if fields.is_empty() => sized = Some(number),
                Part::Sized(_) => return None,
            }
        }
        if sized.is_some() {
            let appends_any = appends.is_none_or(|unit| unit == 1 || unit == 8);
            return appends_any.then_some(Plan { appends, pieces: Vec::new(), bits: 0, character, sized });
        }
        let bits: usize = fields.iter().map(|field| field.bits).sum();
        let whole = bits.is_multiple_of(8);
        let fits = match appends {
            Some(1 | 8) => {
                bits > 0 && (whole || character.is_none()) || character.is_some() && fields.is_empty()
            }
            Some(_) => false,
            None => bits > 0 && whole && character.is_none(),
        };
        if !fits || bits > MAX_BYTES * 8 {
            return None;
        }
        let pieces = if whole { pieces(&fields)? } else { vec![group_of_all(fields, bits)?] };
        Some(Plan { appends, pieces, bits, character, sized })
    }
}

/// What a part of a description is; `None`: not for this.
fn part(code: i64, size: usize, value: usize) -> Option<Part> {
    let (kind, place, unit) = (code & 7, code >> 5 & 7, usize::try_from(code >> 8).ok()?);
    let constant = kind == 2 && code & BITS_CONSTANT != 0;
    let little = code >> 4 & 1 != 0;
    let number = |sizes: &dyn Fn(usize) -> bool| {
        let bits = size.checked_mul(unit).filter(|&bits| sizes(bits))?;
        Some(Part::Field(Field { value, bits, constant: false, float: kind == 1, little }))
    };
    match (kind, place) {
        (0, 0) => number(&|bits| bits <= 64),
        (0, 1) if !little && unit <= MAX_GROUP => Some(Part::Sized(Sized { value, size: value + 1, unit })),
        (1, 0) => number(&|bits| bits == 32 || bits == 64),
        (2, 2) if constant => {
            Some(Part::Field(Field { value, bits: size, constant, float: false, little: false }))
        }
        (2, 2) => Some(Part::Whole(unit)),
        (3, _) => Some(Part::Character(value)),
        _ => None,
    }
}

/// Fields that are no whole bytes together.
fn group_of_all(fields: Vec<Field>, bits: usize) -> Option<Piece> {
    let fits = |field: &Field| !field.little && !field.float && (field.bits > 0 || field.constant);
    (bits <= MAX_GROUP && fields.iter().all(fits)).then(|| Piece::Group {
        at: 0,
        bytes: bits.div_ceil(8),
        fields,
    })
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
            let Field { value, bits, constant, float, little } = *field;
            let bytes = bits / 8;
            pieces.push(match () {
                () if constant => Piece::Constant { at, value, bytes },
                () if float => Piece::Float { at, value, bytes, little },
                () => Piece::Integer { at, value, bytes, little },
            });
            at += bytes;
            continue;
        }
        if field.little || field.float {
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
        let field = |value, constant| Field { value, bits: 4, constant, float: false, little: false };
        assert_eq!((made.appends, made.bits, made.character), (Some(8), 48, None));
        let expected = [
            Piece::Group { at: 0, bytes: 1, fields: vec![field(1, true), field(2, false)] },
            Piece::Integer { at: 1, value: 3, bytes: 2, little: true },
            Piece::Constant { at: 3, value: 4, bytes: 3 },
        ];
        assert_eq!(made.pieces, expected);
    }

    #[test]
    fn some_bits_and_a_character_go_behind_others() {
        let made = plan(&[[322, 0], [256, 5], [330, 2]]).unwrap();
        assert_eq!((made.appends, made.bits, made.pieces.len()), (Some(1), 7, 1));
        let made = plan(&[[2114, 0], [256, 8], [67, 0]]).unwrap();
        assert_eq!((made.appends, made.bits, made.character), (Some(8), 8, Some(2)));
        let made = plan(&[[257, 64]]).unwrap();
        assert_eq!(made.pieces, [Piece::Float { at: 0, value: 0, bytes: 8, little: false }]);
    }

    #[test]
    fn a_number_may_have_a_size_that_is_given() {
        let sized = |value| Sized { value, size: value + 1, unit: 1 };
        let made = plan(&[[288, 0]]).unwrap();
        assert_eq!((made.appends, made.sized), (None, Some(sized(0))));
        let made = plan(&[[322, 0], [288, 0]]).unwrap();
        assert_eq!((made.appends, made.sized), (Some(1), Some(sized(1))));
    }

    #[test]
    fn what_has_no_known_size_or_no_whole_bytes_is_left_out() {
        assert_eq!(plan(&[[288, 0], [256, 8]]), None, "something behind a size that is given");
        assert_eq!(plan(&[[256, 8], [288, 0]]), None, "something before it");
        assert_eq!(plan(&[[304, 0]]), None, "little-endian with a size that is given");
        assert_eq!(plan(&[[256, 4]]), None, "half a byte");
        assert_eq!(plan(&[[256, 8], [2114, 0]]), None, "a bitstring behind others");
        assert_eq!(plan(&[[272, 4], [256, 4]]), None, "little-endian within a byte");
        assert_eq!(plan(&[[2114, 0], [272, 4]]), None, "the same behind others");
        assert_eq!(plan(&[[257, 16]]), None, "a short float");
        assert_eq!(plan(&[[67, 0]]), None, "a character alone");
        assert_eq!(plan(&[[2114, 0], [67, 0], [256, 8]]), None, "something behind a character");
        assert_eq!(plan(&[[2114, 0], [256, 4], [67, 0]]), None, "a character within a byte");
        assert_eq!(plan(&[[834, 0], [256, 8]]), None, "a unit of three bits");
        assert_eq!(plan(&[[256, 128]]), None, "a number of two words");
    }
}
