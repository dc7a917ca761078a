//! Records.

use std::collections::HashSet;

use swerl_syntax::ast::{self, Expr, ExprKind, FormKind, Name, RecordField, RecordFieldDef};
use swerl_syntax::diagnostic::Diagnostic;
use swerl_syntax::span::Span;

use super::scope::Scope;
use super::{Checker, similar};

/// What a record expression is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Construction,
    Update,
    Pattern,
}

impl Checker<'_> {
    pub(super) fn record_definition(&mut self, span: Span, name: &Name, fields: &[RecordFieldDef]) {
        if self.records.contains(name) {
            return self.error(span, format!("record {name} already defined"));
        }
        let mut seen = HashSet::new();
        for field in fields {
            if !seen.insert(&field.name) {
                let field_name = &field.name;
                let message = format!("field {field_name} already defined in record {name}");
                self.error(field.span, message);
            } else if let Some(default) = &field.default {
                self.in_record = true;
                self.scope = Scope::default();
                self.expr(default);
                self.scope = Scope::default();
                self.in_record = false;
            }
        }
        self.records.insert(name.clone());
    }

    /// Whether a record is defined; reports it if not.
    pub(super) fn record_exists(&mut self, span: Span, name: &Name) {
        self.record_known(span, name);
    }

    fn record_known(&mut self, span: Span, name: &Name) -> bool {
        if self.records.contains(name) {
            self.used_records.insert(name.clone());
            return true;
        }
        if self.facts.lost.unknown {
            return true;
        }
        let mut diagnostic = Diagnostic::error(span, format!("record {name} undefined"));
        if let Some(near) = similar(name, self.records.iter().map(|n| &**n)) {
            diagnostic = diagnostic.with_help(format!("did you mean '{near}'?"));
        }
        self.diagnostics.push(diagnostic);
        false
    }

    /// `#name.field`, with or without a record before it.
    pub(super) fn record_field(&mut self, span: Span, name: &Name, field: &Name) {
        if self.record_known(span, name) {
            self.field_known(span, name, field);
        }
    }

    fn field_known(&mut self, span: Span, name: &Name, field: &Name) {
        let facts = self.facts;
        let Some(record) = facts.records.get(name) else { return };
        if record.index.contains_key(field) {
            return;
        }
        let message = format!("field {field} undefined in record {name}");
        let mut diagnostic = Diagnostic::error(span, message);
        if let Some(near) = similar(field, record.fields.iter().map(|f| &*f.name)) {
            diagnostic = diagnostic.with_help(format!("did you mean '{near}'?"));
        }
        self.diagnostics.push(diagnostic.with_label(record.span, "the record is defined here"));
    }

    /// Checks the names of the fields that an expression or a pattern gives. Says whether the
    /// record is known at all.
    pub(super) fn record_fields(
        &mut self,
        span: Span,
        name: &Name,
        fields: &[RecordField],
        role: Role,
    ) -> bool {
        if !self.record_known(span, name) {
            return false;
        }
        let mut seen = HashSet::new();
        for field in fields {
            match &field.name {
                Some(field_name) if !seen.insert(field_name) => {
                    let message = format!("field {field_name} already defined in record {name}");
                    self.error(field.span, message);
                }
                Some(field_name) => self.field_known(field.span, name, field_name),
                None if role == Role::Update => {
                    let message = format!("meaningless use of _ in update of record {name}");
                    self.error(field.span, message);
                }
                None if role == Role::Pattern => {
                    let all = self.facts.records.get(name).map_or(0, |record| record.fields.len());
                    if fields.iter().filter(|f| f.name.is_some()).count() >= all {
                        self.error(field.span, "'_' initializes no omitted fields");
                    }
                }
                None => {}
            }
        }
        true
    }

    /// `#name{…}`; `check` is for the values, in a guard or outside.
    pub(super) fn record(
        &mut self,
        span: Span,
        name: &Name,
        fields: &[RecordField],
        check: fn(&mut Self, Vec<&Expr>),
    ) {
        if self.record_fields(span, name, fields, Role::Construction) {
            check(self, fields.iter().map(|field| &field.value).collect());
        }
    }

    pub(super) fn record_update(&mut self, span: Span, base: &Expr, name: &Name, fields: &[RecordField]) {
        if self.record_fields(span, name, fields, Role::Update) {
            let values = fields.iter().map(|field| &field.value);
            self.exprs(std::iter::once(base).chain(values));
        } else {
            self.expr(base);
        }
    }

    /// What stands before `#name` is no record if it is a term of another kind.
    pub(super) fn record_base(&mut self, span: Span, base: &Expr) {
        let other = matches!(
            base.kind,
            ExprKind::Atom(_)
                | ExprKind::Integer(_)
                | ExprKind::Float(_)
                | ExprKind::Char(_)
                | ExprKind::String(_)
                | ExprKind::Nil
                | ExprKind::List { .. }
                | ExprKind::Map { .. }
                | ExprKind::Binary(_)
                | ExprKind::Fun { .. }
                | ExprKind::FunLocal { .. }
                | ExprKind::FunRemote { .. }
                | ExprKind::ListComp { .. }
                | ExprKind::BinaryComp { .. }
        );
        if other {
            self.warning(span, "invalid record expression");
        }
    }

    /// `record_info(fields, name)`
    pub(super) fn record_info(&mut self, span: Span, args: &[Expr]) {
        match (&args[0].kind, &args[1].kind) {
            (ExprKind::Atom(what), ExprKind::Atom(name)) if matches!(&**what, "fields" | "size") => {
                self.record_exists(args[1].span, name);
            }
            _ => self.error(span, "illegal record info"),
        }
    }

    /// Warns of records that the file itself defines and nothing uses.
    pub(super) fn unused_records(&mut self, module: &ast::Module) {
        if self.is_off("nowarn_unused_record") {
            return;
        }
        let main = module.forms.first().map(|form| form.span.file);
        for form in &module.forms {
            if let FormKind::Record { name, .. } = &form.kind
                && Some(form.span.file) == main
                && !self.used_records.contains(name)
                && !self.facts.records_may_be_unused.contains(name)
                && self.facts.records.get(name).is_some_and(|record| record.span == form.span)
            {
                self.warning(form.span, format!("record {name} is unused"));
            }
        }
    }
}
