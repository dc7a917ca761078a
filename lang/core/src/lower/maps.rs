//! Maps in expressions and guards, and the keys of map patterns.

use std::collections::HashSet;

use swerl_syntax::ast::{Expr, ExprKind, MapField};
use swerl_syntax::span::Span;

use super::pattern::{Head, Pat, Shape};
use super::{Lowerer, atom};
use crate::builtins;
use crate::constant;
use crate::ir::{End, Label, Lit, Op, Operand};

/// A map of up to this many keys, all of them constants, is built in place.
const MAX_IN_PLACE: usize = 32;

/// So many keys and values are handed over at once.
const MAX_PAIRS: usize = 64;

/// A pattern may ask for this many keys; each nests Core by a block or two.
const MAX_KEYS: usize = 2_000;

impl Lowerer<'_> {
    /// `#{…}` or `Base#{…}`. In a guard, `fail` is where its failure goes on.
    pub(super) fn map(
        &mut self,
        base: Option<&Expr>,
        fields: &[MapField],
        fail: Option<Label>,
        span: Span,
    ) -> Operand {
        let line = self.line(span);
        let base = base.map(|base| self.expr_or(base, fail));
        let mut pairs = Vec::new();
        for field in fields {
            let key = self.expr_or(&field.key, fail);
            let value = self.expr_or(&field.value, fail);
            pairs.push((key, value, field.exact));
        }
        match base {
            Some(base) => self.update_map(base, &pairs, fail, line),
            None => {
                let pairs = pairs.into_iter().map(|(key, value, _)| (key, value)).collect();
                self.new_map(pairs, fail, line)
            }
        }
    }

    /// An expression of a body, or of a guard that goes on at `fail` where it fails.
    pub(super) fn expr_or(&mut self, expr: &Expr, fail: Option<Label>) -> Operand {
        match fail {
            Some(fail) => self.guard_value(expr, fail),
            None => self.expr(expr),
        }
    }

    fn new_map(&mut self, pairs: Vec<(Operand, Operand)>, fail: Option<Label>, line: u32) -> Operand {
        if pairs.iter().any(|(key, _)| matches!(key, Operand::Var(_))) {
            let empty = Operand::Lit(Lit::Map(Vec::new()));
            return self.put_all(empty, pairs, builtins::MAP_PUT, fail, line);
        }
        let mut distinct = last_of_each(pairs);
        if distinct.iter().all(|(_, value)| matches!(value, Operand::Lit(_))) {
            let lits = distinct.into_iter().filter_map(|(key, value)| match value {
                Operand::Lit(value) => Some((key, value)),
                Operand::Var(_) => None,
            });
            return Operand::Lit(Lit::Map(lits.collect()));
        }
        if distinct.len() <= MAX_IN_PLACE {
            let (keys, values) = distinct.into_iter().unzip();
            return self.emit(Op::Map { keys, values }, line);
        }
        // What is constant makes the map that the rest is put into.
        let rest: Vec<(Operand, Operand)> = distinct
            .extract_if(.., |(_, value)| matches!(value, Operand::Var(_)))
            .map(|(key, value)| (Operand::Lit(key), value))
            .collect();
        let lits = distinct.into_iter().filter_map(|(key, value)| match value {
            Operand::Lit(value) => Some((key, value)),
            Operand::Var(_) => None,
        });
        let base = Operand::Lit(Lit::Map(lits.collect()));
        self.put_all(base, rest, builtins::MAP_PUT, fail, line)
    }

    /// The fields in order, those that stand together and do the same at once.
    fn update_map(
        &mut self,
        base: Operand,
        pairs: &[(Operand, Operand, bool)],
        fail: Option<Label>,
        line: u32,
    ) -> Operand {
        if pairs.is_empty() {
            return self.put_all(base, Vec::new(), builtins::MAP_PUT, fail, line);
        }
        let mut map = base;
        for run in pairs.chunk_by(|a, b| a.2 == b.2) {
            let name = if run[0].2 { builtins::MAP_UPDATE } else { builtins::MAP_PUT };
            let run = run.iter().map(|(key, value, _)| (key.clone(), value.clone())).collect();
            map = self.put_all(map, run, name, fail, line);
        }
        map
    }

    fn put_all(
        &mut self,
        mut map: Operand,
        pairs: Vec<(Operand, Operand)>,
        name: &str,
        fail: Option<Label>,
        line: u32,
    ) -> Operand {
        if let [(key, value)] = &pairs[..] {
            return self.operation(name, vec![map, key.clone(), value.clone()], fail, line);
        }
        let mut chunks = pairs.chunks(MAX_PAIRS);
        let mut chunk = chunks.next().unwrap_or_default();
        loop {
            let words = chunk.iter().flat_map(|(key, value)| [key.clone(), value.clone()]).collect();
            let words = self.tuple(words, line);
            map = self.operation(name, vec![map, words], fail, line);
            match chunks.next() {
                Some(next) => chunk = next,
                None => return map,
            }
        }
    }

    /// Emits a built-in operation; in a guard its failure goes on at `fail`.
    pub(super) fn operation(
        &mut self,
        name: &str,
        args: Vec<Operand>,
        fail: Option<Label>,
        line: u32,
    ) -> Operand {
        self.emit(Op::Bif { name: name.into(), args, fail }, line)
    }

    /// `#{Key := Pattern, …}` as a pattern.
    pub(super) fn pattern_map(&mut self, head: &mut Head, fields: &[MapField], span: Span) -> Pat {
        if fields.len() > MAX_KEYS {
            self.error(span, format!("a pattern of more than {MAX_KEYS} map keys is not supported"));
            return Pat::any();
        }
        let mut entries = Vec::new();
        for field in fields {
            let key = self.pattern_key(head, &field.key);
            entries.push((key, self.pattern(head, &field.value)));
        }
        Pat::of(Shape::Map(entries))
    }

    /// A key of a map pattern: an expression that is evaluated before the matching starts. One that
    /// fails fits no map.
    fn pattern_key(&mut self, head: &mut Head, key: &Expr) -> Operand {
        let mark = self.f.env.mark();
        for (name, outer) in head.outer_of(&crate::lower::names_in(std::slice::from_ref(key)), &[]) {
            self.f.env.bind(name, outer);
        }
        let simple = matches!(key.kind, ExprKind::Var(_)) || super::expr::simple_literal(key).is_some();
        let operand = if simple { self.expr(key) } else { self.computed_key(head, key) };
        self.f.env.rollback(mark);
        operand
    }

    fn computed_key(&mut self, head: &mut Head, key: &Expr) -> Operand {
        let (done, failed) = (self.label(), self.label());
        let mut constant = None;
        let test = self.apart(|s| {
            let value = s.guard_value(key, failed);
            if let Operand::Lit(lit) = &value {
                constant = Some(lit.clone());
            }
            s.finish(End::Jump(done, vec![value, atom("true")]))
        });
        if let Some(lit) = constant {
            return Operand::Lit(lit);
        }
        let nothing = crate::ir::Block {
            stmts: Vec::new(),
            end: End::Jump(done, vec![Operand::Lit(Lit::Nil), atom("false")]),
        };
        let (value, valid) = (self.var(), self.var());
        self.join(done, vec![value, valid], super::joined(failed, nothing, test));
        head.conditions.push((Operand::Var(valid), atom("true")));
        Operand::Var(value)
    }
}

/// The pairs whose keys are constants, each key once, with the last value that it is given.
fn last_of_each(pairs: Vec<(Operand, Operand)>) -> Vec<(Lit, Operand)> {
    let mut seen = HashSet::new();
    let mut kept: Vec<(Lit, Operand)> = pairs
        .into_iter()
        .rev()
        .filter_map(|(key, value)| match key {
            Operand::Lit(key) => Some((key, value)),
            Operand::Var(_) => None,
        })
        .filter(|(key, _)| seen.insert(constant::identity(key)))
        .collect();
    kept.reverse();
    kept
}
