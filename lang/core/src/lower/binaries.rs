//! Bitstrings in expressions and guards.
//!
//! The values and sizes of all elements are evaluated from left to right, then one operation makes
//! the bitstring. It is given a constant tuple that describes the elements, three integers each (see
//! [`describe`]), and a tuple of the values, each followed by its size where that is no constant.

use std::sync::Arc;

use dashu_int::IBig;
use swerl_syntax::ast::{BinaryElement, Expr, ExprKind, UnaryOp};
use swerl_syntax::span::Span;

use super::Lowerer;
use crate::bit_type::{BitType, Kind, Units};
use crate::bits::Bits;
use crate::builtins;
use crate::constant;
use crate::ir::{Label, Lit, Operand};

/// No bitstring has more bits.
pub(super) const MAX_BITS: u64 = 1 << 40;

/// Constants are put together by the compiler up to this many bits.
const MAX_FOLDED_BITS: u64 = 1 << 23;

/// An element whose parts have been evaluated.
#[derive(Debug, Clone)]
struct Part {
    value: Operand,
    size: Option<Operand>,
    bit_type: BitType,
    /// Its number among the elements of the text, from 1 on, for error reports.
    index: usize,
}

impl Lowerer<'_> {
    /// `<<…>>`. In a guard, `fail` is where its failure goes on.
    pub(super) fn bits(&mut self, elements: &[BinaryElement], fail: Option<Label>, span: Span) -> Operand {
        let parts = self.parts(elements, 1, fail);
        self.make_bits(parts, fail, self.line(span))
    }

    /// The bits of `elements` after those of `before`.
    pub(super) fn append_bits(&mut self, before: Operand, elements: &[BinaryElement], span: Span) -> Operand {
        let mut parts = vec![Part { value: before, size: None, bit_type: BITSTRING, index: 1 }];
        parts.extend(self.parts(elements, 2, None));
        self.make_bits(parts, None, self.line(span))
    }

    /// `value`, which must be a bitstring, after `before`.
    pub(super) fn append_bitstring(&mut self, before: Operand, value: Operand, span: Span) -> Operand {
        let parts = [(before, 1), (value, 2)].map(|(value, index)| Part {
            value,
            size: None,
            bit_type: BITSTRING,
            index,
        });
        self.make_bits(parts.to_vec(), None, self.line(span))
    }

    /// The elements, the first of which has the number `first`.
    fn parts(&mut self, elements: &[BinaryElement], first: usize, fail: Option<Label>) -> Vec<Part> {
        let mut parts = Vec::new();
        for (index, element) in (first..).zip(elements) {
            let Ok(bit_type) = BitType::of(element) else { continue };
            if let ExprKind::String(text) = &element.value.kind {
                let size = self.part_size(element, &bit_type, fail);
                parts.extend(text.iter().map(|&c| {
                    let value = Operand::Lit(Lit::Int(i64::from(c)));
                    Part { value, size: size.clone(), bit_type, index }
                }));
                continue;
            }
            let value = self.element_value(&element.value, fail);
            let size = self.part_size(element, &bit_type, fail);
            parts.push(Part { value, size, bit_type, index });
        }
        parts
    }

    /// An element's value; a signed constant is a constant.
    fn element_value(&mut self, value: &Expr, fail: Option<Label>) -> Operand {
        match &value.kind {
            ExprKind::Unary { op: UnaryOp::Minus | UnaryOp::Plus, .. } => match constant::number(value) {
                Some(number) => Operand::Lit(number),
                None => self.expr_or(value, fail),
            },
            _ => self.expr_or(value, fail),
        }
    }

    fn part_size(
        &mut self,
        element: &BinaryElement,
        bit_type: &BitType,
        fail: Option<Label>,
    ) -> Option<Operand> {
        match (bit_type.units, &element.size) {
            (Units::Given, Some(size)) => Some(self.expr_or(size, fail)),
            _ => None,
        }
    }

    fn make_bits(&mut self, parts: Vec<Part>, fail: Option<Label>, line: u32) -> Operand {
        let parts = folded(parts);
        match &parts[..] {
            [] => return Operand::Lit(Lit::Bits(Arc::from([]), 0)),
            [Part { value: value @ Operand::Lit(Lit::Bits(..)), size: None, bit_type, .. }]
                if *bit_type == BITSTRING =>
            {
                return value.clone();
            }
            _ => {}
        }
        let mut description = Vec::new();
        let mut values = Vec::new();
        for part in parts {
            description.extend(describe(&part));
            values.push(part.value);
            values.extend(part.size);
        }
        let values = self.tuple(values, line);
        let args = vec![Operand::Lit(Lit::Tuple(description)), values];
        self.operation(builtins::BITS_NEW, args, fail, line)
    }
}

/// Any number of bits as they are.
const BITSTRING: BitType =
    BitType { kind: Kind::Binary, signed: false, little: false, unit: 1, units: Units::All };

/// What the runtime needs to know of an element:
/// - kind (0 integer, 1 float, 2 bits, 3 UTF-8, 4 UTF-16, 5 UTF-32), plus 8 for signed or, of bits, for
///   constant ones ([`builtins::BITS_CONSTANT`]), plus 16 for little-endian, plus 32 times where the size is
///   (0: the number that follows, in units; 1: after the value; 2: there is none), plus 256 times the unit;
/// - the size; of constant bits their number;
/// - the element's number in the text.
fn describe(part: &Part) -> [Lit; 3] {
    let BitType { kind, signed, little, unit, units } = part.bit_type;
    let constant = match (&part.value, units) {
        // One that is no multiple of the unit is an error when it is looked at.
        (Operand::Lit(Lit::Bits(_, count)), Units::All) if count.is_multiple_of(unit as usize) => {
            Some(*count as u64)
        }
        _ => None,
    };
    let (place, size) = match units {
        Units::Known(units) => (0, units.min(MAX_BITS)),
        Units::Given => (1, 0),
        Units::All => (2, constant.unwrap_or(0)),
    };
    let flags = i64::from(signed || constant.is_some()) << 3 | i64::from(little) << 4;
    let code = kind as i64 | flags | place << 5 | i64::from(unit) << 8;
    [Lit::Int(code), Lit::Int(size as i64), Lit::Int(part.index as i64)]
}

/// Puts neighbouring constants together.
fn folded(parts: Vec<Part>) -> Vec<Part> {
    let mut out = Vec::new();
    let mut bits = Bits::default();
    let mut index = 0;
    for part in parts {
        if append_constant(&mut bits, &part) {
            index = part.index;
            continue;
        }
        flush(&mut bits, index, &mut out);
        out.push(part);
    }
    flush(&mut bits, index, &mut out);
    out
}

fn flush(bits: &mut Bits, index: usize, out: &mut Vec<Part>) {
    let Bits { bytes, count } = std::mem::take(bits);
    if count > 0 {
        let value = Operand::Lit(Lit::Bits(bytes.into(), count));
        out.push(Part { value, size: None, bit_type: BITSTRING, index });
    }
}

/// Appends an element if it is a constant whose bits are known.
fn append_constant(bits: &mut Bits, part: &Part) -> bool {
    let Operand::Lit(value) = &part.value else { return false };
    let BitType { kind, little, units, .. } = part.bit_type;
    let known = match &part.size {
        Some(Operand::Lit(Lit::Int(units))) => {
            u64::try_from(*units).ok().and_then(|n| n.checked_mul(part.bit_type.unit.into()))
        }
        Some(_) => return false,
        None => part.bit_type.bits(),
    };
    let small = known.filter(|&n| n + bits.count as u64 <= MAX_FOLDED_BITS).map(|n| n as usize);
    match (kind, value) {
        (Kind::Integer, Lit::Int(n)) => small.is_some_and(|size| bits.integer(&IBig::from(*n), size, little)),
        (Kind::Integer, Lit::Big(n)) => small.is_some_and(|size| bits.integer(n, size, little)),
        (Kind::Float, Lit::Float(x)) => small.is_some_and(|size| bits.float(*x, size, little)),
        (Kind::Float, Lit::Int(n)) if n.unsigned_abs() <= 1 << 53 => {
            small.is_some_and(|size| bits.float(*n as f64, size, little))
        }
        (Kind::Utf8 | Kind::Utf16 | Kind::Utf32, Lit::Int(n)) => match u32::try_from(*n) {
            Ok(point) => bits.utf(kind, point, little),
            Err(_) => false,
        },
        (Kind::Binary, Lit::Bits(bytes, count)) => match units {
            Units::All => {
                let fits = count.is_multiple_of(part.bit_type.unit as usize);
                fits && bits.count + count <= MAX_FOLDED_BITS as usize && bits.append(bytes, *count)
            }
            _ => small.is_some_and(|size| size <= *count && bits.append(bytes, size)),
        },
        _ => false,
    }
}
