//! Records: tuples whose first element is the record's name.

use swerl_syntax::ast::{Expr, ExprKind, Name, RecordField};
use swerl_syntax::span::Span;

use super::operators::boolean;
use super::{Lowerer, jump};
use crate::ir::{Block, End, Failure, Key, Label, Lit, Op, Operand};

impl Lowerer<'_> {
    /// `#name{…}`: the fields are evaluated in the order of the definition.
    pub(super) fn record(&mut self, name: &Name, fields: &[RecordField], span: Span) -> Operand {
        let elements = self.initial_fields(name, fields, span, |s, e| s.expr(e));
        self.tuple(elements, self.line(span))
    }

    /// The same in a guard.
    pub(super) fn guard_record(
        &mut self,
        name: &Name,
        fields: &[RecordField],
        line: u32,
        fail: Label,
    ) -> Operand {
        let elements = self.initial_fields(name, fields, Span::default(), |s, e| s.guard_value(e, fail));
        self.tuple(elements, line)
    }

    fn initial_fields(
        &mut self,
        name: &Name,
        fields: &[RecordField],
        span: Span,
        mut value: impl FnMut(&mut Self, &Expr) -> Operand,
    ) -> Vec<Operand> {
        let facts = self.facts;
        let mut elements = vec![Operand::Lit(Lit::Atom(name.clone()))];
        let Some(record) = facts.records.get(name) else {
            self.error(span, format!("record {name} undefined"));
            return elements;
        };
        let mut given = vec![None; record.fields.len()];
        for field in fields {
            if let Some(&index) = field.name.as_ref().and_then(|name| record.index.get(name)) {
                given[index] = Some(&field.value);
            }
        }
        let wildcard = fields.iter().find(|field| field.name.is_none()).map(|field| &field.value);
        for (definition, given) in record.fields.iter().zip(given) {
            let expr = given.or(wildcard).or(definition.default.as_ref());
            elements.push(match expr {
                Some(expr) => value(self, expr),
                None => super::atom("undefined"),
            });
        }
        elements
    }

    /// `Base#name{f = V}`: the new values are evaluated before the base.
    pub(super) fn record_update(
        &mut self,
        base: &Expr,
        name: &Name,
        fields: &[RecordField],
        span: Span,
    ) -> Operand {
        let facts = self.facts;
        let line = self.line(span);
        let values: Vec<Operand> = fields.iter().map(|field| self.expr(&field.value)).collect();
        let base = self.expr(base);
        let Some(record) = facts.records.get(name) else { return base };
        let size = record.fields.len() as u32 + 1;
        let done = self.label();
        let updated = self.apart(|s| {
            let mut elements = vec![None; size as usize];
            elements[0] = Some(Operand::Lit(Lit::Atom(name.clone())));
            for (field, value) in fields.iter().zip(values) {
                if let Some(&index) = field.name.as_ref().and_then(|n| record.index.get(n)) {
                    elements[index + 1] = Some(value);
                }
            }
            let elements = elements.into_iter().enumerate().map(|(i, element)| match element {
                Some(value) => value,
                None => s.emit(Op::Element(base.clone(), i as u32), line),
            });
            let elements = elements.collect();
            let tuple = s.emit(Op::Tuple(elements), line);
            s.finish(End::Jump(done, vec![tuple]))
        });
        let rest = self.record_or(base.clone(), name, size, updated, || bad_record(&base, line));
        self.join_value(done, rest)
    }

    /// `Base#name.field`
    pub(super) fn record_access(&mut self, base: &Expr, name: &Name, field: &Name, span: Span) -> Operand {
        let line = self.line(span);
        let base = self.expr(base);
        self.field_or(base.clone(), name, field, bad_record(&base, line), line)
    }

    /// A record's field; on to `otherwise` where the operand is no such record.
    pub(super) fn field_or(
        &mut self,
        base: Operand,
        name: &Name,
        field: &Name,
        otherwise: Block,
        line: u32,
    ) -> Operand {
        let facts = self.facts;
        let Some(record) = facts.records.get(name) else { return base };
        let Some(&index) = record.index.get(field) else { return base };
        let done = self.label();
        let value = self.apart(|s| {
            let value = s.emit(Op::Element(base.clone(), index as u32 + 1), line);
            s.finish(End::Jump(done, vec![value]))
        });
        let size = record.fields.len() as u32 + 1;
        let no = self.label();
        let rest = self.record_or(base, name, size, value, || jump(no));
        self.join_value(done, super::joined(no, otherwise, rest))
    }

    /// `#name.field`: where the field is, counted from 1.
    pub(super) fn record_index(&mut self, name: &Name, field: &Name) -> Operand {
        let index = self.facts.records.get(name).and_then(|record| record.index.get(field));
        Operand::Lit(Lit::Int(index.map_or(0, |&index| index as i64 + 2)))
    }

    /// The tag and size that `is_record(R, tag)` or `is_record(R, tag, size)` asks for.
    pub(super) fn record_shape(&self, args: &[&Expr]) -> Option<(Name, u32)> {
        match args {
            [_, name] => match &name.kind {
                ExprKind::Atom(name) => {
                    let size = self.facts.records.get(name)?.fields.len() as u32 + 1;
                    Some((name.clone(), size))
                }
                _ => None,
            },
            [_, name, size] => match (&name.kind, &size.kind) {
                (ExprKind::Atom(name), ExprKind::Integer(size)) => {
                    let size = u32::try_from(size).ok().filter(|&size| size > 0)?;
                    Some((name.clone(), size))
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// `is_record` as a value.
    pub(super) fn is_record(&mut self, value: Operand, name: &Name, size: u32) -> Operand {
        let done = self.label();
        let answer = |value| Block { stmts: Vec::new(), end: End::Jump(done, vec![boolean(value)]) };
        let rest = self.record_or(value, name, size, answer(true), || answer(false));
        self.join_value(done, rest)
    }

    /// `yes` where the operand is a record of that name and size (the tag counted).
    pub(super) fn record_or(
        &mut self,
        subject: Operand,
        name: &Name,
        size: u32,
        yes: Block,
        no: impl Fn() -> Block,
    ) -> Block {
        let tag = self.var();
        let named = End::Switch {
            subject: Operand::Var(tag),
            arms: vec![(Key::Lit(Lit::Atom(name.clone())), yes)],
            default: Box::new(no()),
        };
        let load = crate::ir::Stmt { var: tag, op: Op::Element(subject.clone(), 0), line: 0 };
        let tagged = Block { stmts: vec![load], end: named };
        let arms = vec![(Key::Tuple(size), tagged)];
        let end = End::Switch { subject, arms, default: Box::new(no()) };
        Block { stmts: Vec::new(), end }
    }
}

fn bad_record(value: &Operand, line: u32) -> Block {
    let failure = Failure::BadRecord(value.clone());
    Block { stmts: Vec::new(), end: End::Fail { failure, line } }
}
