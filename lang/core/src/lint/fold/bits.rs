//! The bit syntax: elements that cannot be built or matched.

use swerl_syntax::ast::{BinaryElement, Expr, ExprKind};
use swerl_syntax::span::Span;

use super::pattern::Head;
use super::value::Value;
use super::{Folder, Topic, shared, shown};
use crate::bit_type::{BitType, Kind, Units};
use crate::constant;

/// The largest character.
const MAX_CHARACTER: u32 = 0x10_ffff;

impl Folder<'_> {
    /// `<<…>>` that is built.
    pub(super) fn bits(&mut self, elements: &[BinaryElement], span: Span) -> Value {
        let mut total = Some(0_u64);
        let mut wrong = None;
        for element in elements {
            let value = self.value(&element.value);
            let size = element.size.as_ref().map(|size| self.value(size));
            let Ok(bit_type) = BitType::of(element) else { return Value::Unknown };
            match self.element(element, &bit_type, &value, size.as_ref()) {
                Ok(bits) => total = total.zip(bits).and_then(|(total, bits)| total.checked_add(bits)),
                // What comes after something unknown is not looked at.
                Err(message) if message.1 || total.is_some() => wrong = wrong.or(Some(message.0)),
                Err(_) => {}
            }
        }
        if let Some(message) = wrong {
            self.warn(Topic::Failed, span, message);
            return Value::Unknown;
        }
        let text = match elements {
            [
                BinaryElement {
                    value: Expr { kind: ExprKind::String(points), .. },
                    size: None,
                    specifiers,
                    ..
                },
            ] if specifiers.is_empty() => {
                let text: Option<String> = points.iter().map(|&point| char::from_u32(point)).collect();
                text.map(|text| shared(&text))
            }
            _ => None,
        };
        Value::Bits(total, text)
    }

    /// The bits of an element, if they are constant; or why it cannot be built, and whether that shows whatever
    /// stands before it.
    fn element(
        &self,
        element: &BinaryElement,
        bit_type: &BitType,
        value: &Value,
        size: Option<&Value>,
    ) -> Result<Option<u64>, (String, bool)> {
        let mismatch = || Err(("binary construction will fail because of a type mismatch".to_owned(), true));
        let failing = |why: &str| {
            Err((format!("binary construction will fail with a 'badarg' exception ({why})"), false))
        };
        let utf = matches!(bit_type.kind, Kind::Utf8 | Kind::Utf16 | Kind::Utf32);
        if let (ExprKind::String(points), Kind::Integer) = (&element.value.kind, bit_type.kind) {
            let width = if element.size.is_none() { Some(8) } else { bit_type.bits() };
            return Ok(width.and_then(|width| width.checked_mul(points.len() as u64)));
        }
        if let (ExprKind::String(_), true) = (&element.value.kind, utf) {
            return Ok(None);
        }
        let written = !matches!(element.value.kind, ExprKind::Var(_));
        let fits = match (bit_type.kind, value) {
            (_, value) if !value.is_data() => true,
            (Kind::Integer, Value::Int(_)) | (Kind::Float, Value::Int(_) | Value::Float(_)) => true,
            (Kind::Utf8 | Kind::Utf16 | Kind::Utf32, Value::Int(_)) => true,
            (Kind::Binary, Value::Bits(..)) => true,
            _ => false,
        };
        if !fits && written {
            return mismatch();
        }
        if let Some(size) = size.filter(|size| size.is_data() && !size.is_atom("all")) {
            let natural = matches!(size, Value::Int(size) if *size >= 0.into());
            let plain = element.size.as_ref().is_some_and(|size| {
                constant::number(size).is_none() || matches!(size.kind, ExprKind::Float(_))
            });
            let given = element.size.as_ref().is_some_and(|size| !matches!(size.kind, ExprKind::Var(_)));
            if !natural && plain && given {
                return mismatch();
            }
            if !natural {
                return Err((
                    "binary construction will fail because the size of a segment is invalid".to_owned(),
                    true,
                ));
            }
        }
        match (bit_type.kind, value, bit_type.bits()) {
            (Kind::Float, Value::Float(_), Some(bits)) if !matches!(bits, 16 | 32 | 64) => {
                failing("invalid size for a float segment")
            }
            (_, Value::Int(point), _) if utf => {
                let sound = u32::try_from(point).is_ok_and(|point| char::from_u32(point).is_some());
                if sound {
                    Ok(None)
                } else {
                    failing("invalid Unicode code point in a utf8/utf16/utf32 segment")
                }
            }
            (Kind::Binary, Value::Bits(Some(has), _), wanted) => match wanted {
                Some(wanted) if wanted > *has => {
                    failing("field size for binary/bitstring greater than actual size")
                }
                None if bit_type.units == Units::All && has % u64::from(bit_type.unit) != 0 => {
                    failing(&format!("size {has} cannot be evenly divided by unit {}", bit_type.unit))
                }
                wanted => Ok(Some(wanted.unwrap_or(*has))),
            },
            (_, value, bits) if value.is_constant() => Ok(bits),
            _ => Ok(None),
        }
    }

    /// `<<…>>` as a pattern: whether it can match at all.
    pub(super) fn fit_bits(&mut self, head: &mut Head, elements: &[BinaryElement]) -> bool {
        let mut fits = true;
        for element in elements {
            let size = element.size.as_ref().map(|size| self.value(size));
            self.fit(head, &element.value, &Value::Unknown);
            let Ok(bit_type) = BitType::of(element) else { continue };
            if let Some(why) = misfit(element, &bit_type, size.as_ref()).filter(|_| fits) {
                self.warn(Topic::NoMatch, element.span, format!("this clause cannot match because {why}"));
                head.reported = true;
                fits = false;
            }
        }
        fits
    }
}

/// Why an element of a pattern never matches.
fn misfit(element: &BinaryElement, bit_type: &BitType, size: Option<&Value>) -> Option<String> {
    let valid = |size: &&Value| match size {
        Value::Int(size) => *size >= 0.into(),
        size => !size.is_constant(),
    };
    if let Some(size) = size.filter(|size| !valid(size)) {
        return Some(format!("'{}' is not a valid size for a binary segment", shown(size)));
    }
    let value = match &element.value.kind {
        ExprKind::Var(_) | ExprKind::String(_) => return None,
        ExprKind::Atom(name) => Value::Atom(name.clone()),
        _ => Value::number(&constant::number(&element.value)?),
    };
    let kind = match bit_type.kind {
        Kind::Integer => "integer",
        Kind::Float => "float",
        Kind::Binary => "binary",
        Kind::Utf8 => "utf8",
        Kind::Utf16 => "utf16",
        Kind::Utf32 => "utf32",
    };
    match (bit_type.kind, &value) {
        (Kind::Integer, Value::Int(number)) => integer_misfit(number, bit_type),
        (Kind::Float, Value::Float(_) | Value::Int(_)) => None,
        (Kind::Utf8 | Kind::Utf16 | Kind::Utf32, Value::Int(point)) => {
            let sound = u32::try_from(point).is_ok_and(|point| point <= MAX_CHARACTER);
            (!sound).then(|| format!("the value {point} is not a valid Unicode code point"))
        }
        _ => Some(format!("'{}' is not of the expected type '{kind}'", shown(&value))),
    }
}

fn integer_misfit(number: &dashu_int::IBig, bit_type: &BitType) -> Option<String> {
    let zero = dashu_int::IBig::ZERO;
    if !bit_type.signed && *number < zero {
        return Some(format!(
            "the negative value {number} will never match the value of an 'unsigned' binary segment"
        ));
    }
    let bits = usize::try_from(bit_type.bits()?).ok()?;
    let fits = match (bit_type.signed, bits) {
        (true, 0) => *number == zero,
        (true, bits) => {
            let rest = number.clone() >> (bits - 1);
            rest == zero || rest == -dashu_int::IBig::ONE
        }
        (false, bits) => number.clone() >> bits == zero,
    };
    let sign = if bit_type.signed { "a 'signed'" } else { "an 'unsigned'" };
    (!fits).then(|| format!("the value {number} will not fit in {sign} binary segment of size {bits}"))
}
