//! Bit patterns, from syntax to the fields that the decision trees read one after the other.

use std::sync::Arc;

use swerl_syntax::ast::{BinaryElement, Expr, ExprKind, Name};
use swerl_syntax::span::Span;

use super::Lowerer;
use super::pattern::{Head, Pat, Shape};
use crate::bit_type::{BitType, Kind, Units};
use crate::ir::{Block, End, Label, Lit, Operand, Var};

/// A pattern may have this many fields; each nests Core by two blocks.
const MAX_FIELDS: usize = 4_000;

/// A string or a run of bytes: the first byte is read as a number, so that clauses are told apart by
/// it, and what follows is compared at once if it is at least so long.
const MIN_COMPARED: usize = 3;

/// One field of a bit pattern.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Field {
    pub read: Read,
    /// What must hold of the value.
    pub value: Pat,
}

/// How a field is read.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Read {
    Integer {
        size: Size,
        signed: bool,
        little: bool,
    },
    Float {
        size: Size,
        little: bool,
    },
    Part(Size),
    /// What is left, a multiple of the unit.
    Rest {
        unit: u32,
    },
    /// A character; the unit of its encoding has so many bits.
    Utf {
        bits: u32,
        little: bool,
    },
    /// Exactly these bytes.
    Literal(Arc<[u8]>),
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Size {
    /// Bits.
    Known(u64),
    /// A number of units.
    Units(Operand, u32),
    /// What an expression gives, in units.
    Computed(Box<Computed>, u32),
}

/// A size that is computed when the fields before it are known.
#[derive(Debug, Clone)]
pub(super) struct Computed {
    /// Goes on at `done` with the size, or at `fail`.
    pub code: Block,
    pub done: Label,
    pub fail: Label,
    pub value: Var,
}

impl PartialEq for Computed {
    /// Code is never the same: each pattern computes for itself.
    fn eq(&self, other: &Computed) -> bool {
        self.done == other.done
    }
}

impl Lowerer<'_> {
    /// `<<…>>` as a pattern.
    pub(super) fn pattern_bits(&mut self, head: &mut Head, elements: &[BinaryElement], span: Span) -> Pat {
        let mut fields = Vec::new();
        // The variables that the fields before bind, which sizes may use.
        let mut own: Vec<Name> = Vec::new();
        for element in elements {
            let Ok(bit_type) = BitType::of(element) else { continue };
            if let ExprKind::String(text) = &element.value.kind {
                fields.extend(string_fields(text, &bit_type));
                continue;
            }
            let size = self.pattern_size(head, element, &bit_type, &own);
            let value = self.field_value(head, &element.value, &bit_type);
            if let ExprKind::Var(name) = &element.value.kind {
                own.push(name.clone());
            }
            match read_of(&bit_type, size) {
                Some(read) => fields.push(Field { read, value }),
                None => return Pat::never(),
            }
        }
        let fields = compared(fields);
        if fields.len() > MAX_FIELDS {
            self.error(span, format!("a pattern of more than {MAX_FIELDS} bit fields is not supported"));
            return Pat::any();
        }
        Pat::of(Shape::Bits(fields))
    }

    fn field_value(&mut self, head: &mut Head, value: &Expr, bit_type: &BitType) -> Pat {
        let pat = self.pattern(head, value);
        match (bit_type.kind, &pat.shape) {
            (Kind::Float, Shape::Lit(Lit::Int(n))) => Pat::of(Shape::Lit(Lit::Float(*n as f64))),
            _ => pat,
        }
    }

    /// The size of a field; nothing for one that has none, or that can be no size.
    fn pattern_size(
        &mut self,
        head: &mut Head,
        element: &BinaryElement,
        bit_type: &BitType,
        own: &[Name],
    ) -> Option<Size> {
        let size = match (bit_type.units, &element.size) {
            (Units::Given, Some(size)) => size,
            _ => return bit_type.bits().map(Size::Known),
        };
        let mark = self.f.env.mark();
        let names = crate::lower::names_in(std::slice::from_ref(size));
        for (name, outer) in head.outer_of(&names, own) {
            self.f.env.bind(name, outer);
        }
        let unit = bit_type.unit;
        let size = if let ExprKind::Var(name) = &size.kind {
            Size::Units(self.variable(name, size.span), unit)
        } else {
            let (done, fail, value) = (self.label(), self.label(), self.var());
            let code = self.apart(|s| {
                let value = s.guard_value(size, fail);
                s.finish(End::Jump(done, vec![value]))
            });
            Size::Computed(Box::new(Computed { code, done, fail, value }), unit)
        };
        self.f.env.rollback(mark);
        Some(match size {
            Size::Units(Operand::Lit(Lit::Int(n)), unit) if n >= 0 => {
                Size::Known((n as u64).saturating_mul(u64::from(unit)))
            }
            other => other,
        })
    }
}

/// How a field of a type and size is read; nothing where no bitstring has such a field.
fn read_of(bit_type: &BitType, size: Option<Size>) -> Option<Read> {
    let BitType { signed, little, unit, .. } = *bit_type;
    let largest = crate::lower::binaries::MAX_BITS;
    if let Some(Size::Known(bits)) = &size
        && *bits > largest
    {
        return None;
    }
    Some(match bit_type.kind {
        Kind::Integer => Read::Integer { size: size?, signed, little },
        Kind::Float => Read::Float { size: size?, little },
        Kind::Binary if bit_type.units == Units::All => Read::Rest { unit },
        Kind::Binary => Read::Part(size?),
        Kind::Utf8 => Read::Utf { bits: 8, little: false },
        Kind::Utf16 => Read::Utf { bits: 16, little },
        Kind::Utf32 => Read::Utf { bits: 32, little },
    })
}

/// The fields of a string, which has a UTF type or none.
fn string_fields(text: &[u32], bit_type: &BitType) -> Vec<Field> {
    let one = |value: i64, read: Read| Field { read, value: Pat::of(Shape::Lit(Lit::Int(value))) };
    let Some(read) = read_of(bit_type, bit_type.bits().map(Size::Known)) else { return Vec::new() };
    match read {
        Read::Utf { bits: 8, .. } if text.iter().all(|&c| char::from_u32(c).is_some()) => {
            let text: String = text.iter().filter_map(|&c| char::from_u32(c)).collect();
            text.bytes().map(|byte| one(i64::from(byte), byte_read())).collect()
        }
        // What does not fit a byte is cut, as in an expression.
        read @ Read::Integer { size: Size::Known(8), .. } => {
            text.iter().map(|&c| one(i64::from(c & 0xff), read.clone())).collect()
        }
        read => text.iter().map(|&c| one(i64::from(c), read.clone())).collect(),
    }
}

fn byte_read() -> Read {
    Read::Integer { size: Size::Known(8), signed: false, little: false }
}

/// Joins runs of constant bytes, after their first one.
fn compared(fields: Vec<Field>) -> Vec<Field> {
    let mut out: Vec<Field> = Vec::new();
    let mut rest = fields.into_iter().peekable();
    while let Some(field) = rest.next() {
        let starts = constant_byte(&field).is_some();
        out.push(field);
        if !starts {
            continue;
        }
        let mut run = Vec::new();
        while let Some(next) = rest.next_if(|next| constant_byte(next).is_some()) {
            run.push(next);
        }
        if run.len() < MIN_COMPARED {
            out.extend(run);
            continue;
        }
        let bytes: Arc<[u8]> = run.iter().filter_map(constant_byte).collect();
        out.push(Field { read: Read::Literal(bytes), value: Pat::any() });
    }
    out
}

/// The byte that a field must be.
fn constant_byte(field: &Field) -> Option<u8> {
    match (&field.read, &field.value.shape) {
        (Read::Integer { size: Size::Known(8), signed: false, .. }, Shape::Lit(Lit::Int(n)))
            if field.value.binds.is_empty() =>
        {
            u8::try_from(*n).ok()
        }
        _ => None,
    }
}

/// The bits of a constant bitstring, as a literal.
pub(super) fn bytes_literal(bytes: &Arc<[u8]>) -> Operand {
    Operand::Lit(Lit::Bits(bytes.clone(), bytes.len() * 8))
}

/// Whether two fields are read in the same way from the same position.
pub(super) fn reads_alike(a: &Read, b: &Read) -> bool {
    !matches!(a, Read::Integer { size: Size::Computed(..), .. } | Read::Part(Size::Computed(..))) && a == b
}
