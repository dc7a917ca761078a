//! Patterns.

use std::collections::HashMap;

use swerl_syntax::ast::{BinaryOp, Expr, ExprKind, Name, RecordField};
use swerl_syntax::span::Span;

use super::Checker;
use super::records::Role;
use super::scope::{State, Variable};
use crate::constant;

/// A head under way: the variables that it binds, and where each of them stands first.
pub(super) struct Head {
    /// Variables are new whatever is bound outside.
    shadow: bool,
    fresh: HashMap<Name, Span>,
    /// What these were before.
    before: HashMap<Name, Option<Variable>>,
    /// The same in the order of the text.
    order: Vec<(Name, Span)>,
}

impl Head {
    /// The variables that the head binds, `own` aside, with what they were before.
    pub fn concealed(&self, own: &[Name]) -> HashMap<Name, Option<Variable>> {
        let mut concealed = self.before.clone();
        concealed.retain(|name, _| !own.contains(name));
        concealed
    }
}

impl Checker<'_> {
    /// Checks the patterns of a head and binds their variables. Gives the bound names.
    pub(super) fn head(&mut self, patterns: &[Expr], shadow: bool) -> Vec<(Name, Span)> {
        let mut head = Head { shadow, fresh: HashMap::new(), before: HashMap::new(), order: Vec::new() };
        for pattern in patterns {
            self.pattern(&mut head, pattern);
        }
        head.order
    }

    pub(super) fn pattern(&mut self, head: &mut Head, pattern: &Expr) {
        let span = pattern.span;
        match &pattern.kind {
            ExprKind::Var(name) => self.pattern_variable(head, name, span),
            ExprKind::Atom(_)
            | ExprKind::Integer(_)
            | ExprKind::Float(_)
            | ExprKind::Char(_)
            | ExprKind::String(_)
            | ExprKind::Nil
            | ExprKind::Error => {}
            ExprKind::List { elements, tail } => {
                elements.iter().chain(tail.as_deref()).for_each(|p| self.pattern(head, p));
            }
            ExprKind::Tuple(parts) => parts.iter().for_each(|p| self.pattern(head, p)),
            ExprKind::Match { pattern, value } => {
                self.pattern(head, pattern);
                self.pattern(head, value);
                self.parallel(pattern, value);
            }
            ExprKind::Binary2 { op: BinaryOp::Append, left, right } => {
                if !is_prefix(left) {
                    self.error(span, "illegal pattern");
                }
                self.pattern(head, right);
            }
            ExprKind::Record { name, fields } => self.pattern_record(head, span, name, fields),
            ExprKind::RecordIndex { name, field } => self.record_field(span, name, field),
            ExprKind::Map { base: None, fields } => self.pattern_map(head, fields),
            ExprKind::Binary(elements) => self.pattern_bits(head, elements),
            _ if constant::number(pattern).is_some() => {}
            _ => self.error(span, "illegal pattern"),
        }
    }

    fn pattern_record(&mut self, head: &mut Head, span: Span, name: &Name, fields: &[RecordField]) {
        if self.record_fields(span, name, fields, Role::Pattern) {
            fields.iter().for_each(|field| self.pattern(head, &field.value));
        }
    }

    fn pattern_variable(&mut self, head: &mut Head, name: &Name, span: Span) {
        if &**name == "_" {
            return;
        }
        if let Some(&first) = head.fresh.get(name) {
            self.scope.mark_used(name);
            if name.starts_with('_') && !self.is_off("nowarn_underscore_match") {
                for place in [first, span] {
                    let message = format!("variable '{name}' is bound multiple times in this pattern");
                    self.underscore(place, message);
                }
            }
            return;
        }
        let state = self.scope.get(name).filter(|_| !head.shadow).map(|v| v.state.clone());
        let Some(state) = state else {
            if self.in_record && !head.shadow {
                self.error(span, format!("variable '{name}' in record definition"));
            }
            head.fresh.insert(name.clone(), span);
            head.before.insert(name.clone(), self.scope.get(name).cloned());
            head.order.push((name.clone(), span));
            self.scope.bind(name, span);
            return;
        };
        if name.starts_with('_')
            && !matches!(state, State::Unsafe(_))
            && !self.is_off("nowarn_underscore_match")
        {
            self.underscore(span, format!("variable '{name}' is already bound"));
        }
        match state {
            State::Unsafe(origin) => self.unsafe_use(name, span, &origin),
            State::Exported(origin) => {
                let (construct, line) = (origin.construct, origin.line);
                let message = format!("variable '{name}' exported from {construct} (line {line})");
                self.warning(span, message);
                self.scope.set_state(name, State::Bound);
            }
            State::Bound | State::StackTrace => {}
        }
        self.scope.mark_used(name);
    }

    fn underscore(&mut self, span: Span, what: String) {
        let advice = "If you mean to ignore this value, use '_' or a different underscore-prefixed name";
        self.warning(span, format!("{what}. {advice}"));
    }
}

/// Whether a pattern may stand before `++`.
fn is_prefix(pattern: &Expr) -> bool {
    match &pattern.kind {
        ExprKind::Nil | ExprKind::String(_) => true,
        ExprKind::List { elements, tail } => {
            let integer = |e: &Expr| matches!(e.kind, ExprKind::Integer(_) | ExprKind::Char(_));
            elements.iter().all(integer) && tail.as_ref().is_none_or(|tail| is_prefix(tail))
        }
        _ => false,
    }
}
