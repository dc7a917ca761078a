//! The bit syntax.

use swerl_syntax::ast::{BinaryElement, Expr, ExprKind, Name};
use swerl_syntax::span::Span;

use super::Checker;
use super::pattern::Head;
use crate::bit_type::{BitType, Kind, Units};
use crate::constant;

impl Checker<'_> {
    /// `<<…>>`; `check` is for the values and sizes, in a guard or outside.
    pub(super) fn bits(&mut self, elements: &[BinaryElement], check: fn(&mut Self, Vec<&Expr>)) {
        let sizes =
            elements.iter().filter_map(|e| e.size.as_ref()).filter(|size| constant::number(size).is_none());
        check(self, elements.iter().map(|e| &e.value).chain(sizes).collect());
        for element in elements {
            let bit_type = self.bit_type(element);
            if let Some(BitType { kind: Kind::Integer | Kind::Float, units: Units::All, .. }) = bit_type {
                self.error(element.span, "illegal bit size");
            }
        }
    }

    /// Checks the specifiers of an element.
    fn bit_type(&mut self, element: &BinaryElement) -> Option<BitType> {
        let bit_type = match BitType::of(element) {
            Ok(bit_type) => bit_type,
            Err(bad) => {
                self.error(element.span, bad.message());
                return None;
            }
        };
        let known = matches!(bit_type.units, Units::Known(_));
        if bit_type.kind == Kind::Float && known && !matches!(bit_type.bits(), Some(16 | 32 | 64)) {
            self.warning(element.span, "bad float bit size");
        }
        Some(bit_type)
    }

    /// `<<…>>` as a pattern.
    pub(super) fn pattern_bits(&mut self, head: &mut Head, elements: &[BinaryElement]) {
        // The variables of the elements before, which sizes may use.
        let mut own: Vec<Name> = Vec::new();
        let mut open: Option<Span> = None;
        for element in elements {
            if let Some(before) = open.take() {
                let message = "a binary field without size is only allowed at the end of a binary pattern";
                self.error(before, message);
            }
            self.field_value(head, element);
            if let Some(size) = &element.size {
                self.field_size(head, size, &own);
            }
            if let ExprKind::Var(name) = &element.value.kind {
                own.push(name.clone());
            }
            let text = matches!(element.value.kind, ExprKind::String(_));
            if let Some(bit_type) = self.bit_type(element)
                && bit_type.kind == Kind::Binary
                && bit_type.units == Units::All
                && !text
            {
                open = Some(element.span);
            }
        }
    }

    fn field_value(&mut self, head: &mut Head, element: &BinaryElement) {
        let span = element.value.span;
        match &element.value.kind {
            ExprKind::Var(_) => self.pattern(head, &element.value),
            ExprKind::String(_) => {
                let utf = |(name, _): &(Name, _)| matches!(&**name, "utf8" | "utf16" | "utf32");
                let plain = element.size.is_none()
                    && (element.specifiers.is_empty() || element.specifiers.iter().any(utf));
                if !plain {
                    let message = "a literal string in a binary pattern must not have a type or a size";
                    self.error(element.span, message);
                }
            }
            _ if constant::number(&element.value).is_some() => {}
            // Never what stands there; found later.
            ExprKind::Atom(_) | ExprKind::Error => {}
            _ => self.error(span, "illegal pattern"),
        }
    }

    /// A size in a pattern sees the fields before it and what was bound before the pattern.
    fn field_size(&mut self, head: &mut Head, size: &Expr, own: &[Name]) {
        if constant::number(size).is_some() {
            if matches!(size.kind, ExprKind::Float(_)) {
                self.never_a_size(size.span);
            }
            return;
        }
        self.within_pattern(head, size, own, "illegal bit size");
        let never = matches!(
            size.kind,
            ExprKind::Atom(_)
                | ExprKind::Binary(_)
                | ExprKind::List { .. }
                | ExprKind::Map { .. }
                | ExprKind::Nil
                | ExprKind::Tuple(_)
        );
        if never {
            self.never_a_size(size.span);
        }
    }

    fn never_a_size(&mut self, span: Span) {
        let message = "a size expression in a pattern evaluates to a non-integer value; \
                       this pattern cannot possibly match";
        self.warning(span, message);
    }

    /// A guard expression within a pattern, where only those of the pattern's variables are seen that
    /// are in `own`.
    pub(super) fn within_pattern(&mut self, head: &Head, expr: &Expr, own: &[Name], illegal: &'static str) {
        let around = std::mem::replace(&mut self.concealed, head.concealed(own));
        let words = std::mem::replace(&mut self.illegal_guard, illegal);
        self.guard_exprs([expr]);
        self.illegal_guard = words;
        self.concealed = around;
    }

    /// A generator's pattern must say how much each element takes.
    pub(super) fn generator_bits(&mut self, pattern: &Expr) {
        if let ExprKind::Binary(elements) = &pattern.kind
            && let Some(last) = elements.last()
            && let Ok(BitType { kind: Kind::Binary, units: Units::All, .. }) = BitType::of(last)
        {
            let message = "binary fields without size are not allowed in patterns of bit string generators";
            self.error(last.span, message);
        }
    }

    /// Two patterns for one value: bitstrings cannot be matched twice at once.
    pub(super) fn parallel(&mut self, left: &Expr, right: &Expr) {
        match (&left.kind, &right.kind) {
            (ExprKind::Binary(_), ExprKind::Binary(_)) => {
                self.error(left.span, "binary patterns cannot be matched in parallel using '='");
            }
            (ExprKind::Match { pattern, value }, _) => {
                self.parallel(pattern, right);
                self.parallel(value, right);
            }
            (_, ExprKind::Match { .. }) => self.parallel(right, left),
            (ExprKind::Tuple(a), ExprKind::Tuple(b)) => {
                a.iter().zip(b).for_each(|(a, b)| self.parallel(a, b));
            }
            (ExprKind::List { elements: a, tail: a_tail }, ExprKind::List { elements: b, tail: b_tail }) => {
                a.iter().zip(b).for_each(|(a, b)| self.parallel(a, b));
                if let (true, Some(a), Some(b)) = (a.len() == b.len(), a_tail, b_tail) {
                    self.parallel(a, b);
                }
            }
            _ => {}
        }
    }
}
