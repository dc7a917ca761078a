//! Maps.

use std::collections::HashSet;

use swerl_syntax::ast::{Expr, MapField};

use super::Checker;
use super::pattern::Head;
use crate::ir::Lit;
use crate::lower::simple_literal;
use crate::{constant, text};

impl Checker<'_> {
    /// `#{…}` or `Base#{…}`; `check` is for the parts, in a guard or outside.
    pub(super) fn map(&mut self, base: Option<&Expr>, fields: &[MapField], check: fn(&mut Self, Vec<&Expr>)) {
        if base.is_none() {
            for field in fields.iter().filter(|field| field.exact) {
                let message = "only association operators '=>' are allowed in map construction";
                self.error(field.span, message);
            }
        }
        let parts = fields.iter().flat_map(|field| [&field.key, &field.value]);
        check(self, base.into_iter().chain(parts).collect());
        self.repeated_keys(fields);
    }

    /// Warns of constant keys that a later field gives another value.
    fn repeated_keys(&mut self, fields: &[MapField]) {
        let mut seen = HashSet::new();
        for field in fields.iter().rev() {
            if let Some(key) = simple_literal(&field.key)
                && !seen.insert(constant::identity(&key))
            {
                let key = match &key {
                    Lit::Atom(name) => format!("'{name}'"),
                    key => text::literal(key),
                };
                self.warning(field.key.span, format!("key {key} will be overridden in expression"));
            }
        }
    }

    /// `#{Key := Pattern, …}` as a pattern: keys are guard expressions of what was bound before.
    pub(super) fn pattern_map(&mut self, head: &mut Head, fields: &[MapField]) {
        for field in fields {
            if !field.exact {
                self.error(field.span, "illegal pattern");
                continue;
            }
            self.within_pattern(head, &field.key, &[], "illegal guard expression");
            self.pattern(head, &field.value);
        }
    }
}
