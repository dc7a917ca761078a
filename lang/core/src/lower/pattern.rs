//! Patterns, from syntax to what the decision trees are made of.

use std::collections::HashMap;

use swerl_syntax::ast::{BinaryOp, Expr, ExprKind, Name, RecordField};
use swerl_syntax::span::Span;

use super::Lowerer;
use super::bit_pattern::Field;
use super::free::Names;
use crate::constant;
use crate::ir::{Lit, Operand, Var};

/// Of a long string in a pattern this many elements are matched one by one (and so shared with
/// other clauses), the rest by one comparison.
const STRING_PREFIX: usize = 32;

/// A pattern may hold a list of this many elements; each nests Core by two more blocks.
const MAX_LIST: usize = 5_000;

/// What must hold of one position, and which variables stand for it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Pat {
    pub binds: Vec<Var>,
    pub shape: Shape,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shape {
    Any,
    /// Fits nothing: two sides of an alias that exclude one another.
    Never,
    Nil,
    Cons(Box<Pat>, Box<Pat>),
    Tuple(Vec<Pat>),
    /// A number or an atom.
    Lit(Lit),
    /// A map that has these keys.
    Map(Vec<(Operand, Pat)>),
    /// The same where it is known that there is a map.
    Entries(Vec<(Operand, Pat)>),
    /// A bitstring of these fields.
    Bits(Vec<Field>),
    /// What follows a position of a bitstring.
    Fields(Vec<Field>),
}

/// The head of a clause while it is being lowered.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// Whether variables bound outside are hidden by those of the head.
    shadow: bool,
    /// The variables that the head binds.
    fresh: HashMap<Name, Var>,
    /// What these were outside.
    outer: HashMap<Name, Operand>,
    /// Pairs that must be exactly equal: a repeated variable, or one that was bound before.
    pub conditions: Vec<(Operand, Operand)>,
}

impl Head {
    pub fn new(shadow: bool) -> Head {
        Head { shadow, ..Head::default() }
    }

    /// Of these names those that the head binds, `own` aside, with what they are outside: sizes and
    /// keys do not see what other parts of the head bind.
    pub fn outer_of(&self, names: &Names, own: &[Name]) -> Vec<(Name, Operand)> {
        let outer = names.iter().filter(|name| !own.contains(name));
        outer.filter_map(|name| Some((name.clone(), self.outer.get(name)?.clone()))).collect()
    }

    /// Whether the head may fail to match although its patterns fit.
    pub fn is_conditional(&self) -> bool {
        !self.conditions.is_empty()
    }
}

impl Pat {
    pub fn of(shape: Shape) -> Pat {
        Pat { binds: Vec::new(), shape }
    }

    pub fn any() -> Pat {
        Pat::of(Shape::Any)
    }

    pub fn never() -> Pat {
        Pat::of(Shape::Never)
    }

    fn bind(var: Var) -> Pat {
        Pat { binds: vec![var], shape: Shape::Any }
    }

    fn cons(head: Pat, tail: Pat) -> Pat {
        Pat::of(Shape::Cons(Box::new(head), Box::new(tail)))
    }

    /// Fits where both patterns fit.
    fn both(mut self, other: Pat) -> Pat {
        self.binds.extend(other.binds);
        self.shape = match (self.shape, other.shape) {
            (Shape::Any, shape) | (shape, Shape::Any) => shape,
            (Shape::Nil, Shape::Nil) => Shape::Nil,
            (Shape::Cons(h1, t1), Shape::Cons(h2, t2)) => {
                Shape::Cons(Box::new(h1.both(*h2)), Box::new(t1.both(*t2)))
            }
            (Shape::Tuple(a), Shape::Tuple(b)) if a.len() == b.len() => {
                Shape::Tuple(a.into_iter().zip(b).map(|(a, b)| a.both(b)).collect())
            }
            (Shape::Lit(a), Shape::Lit(b)) if a == b => Shape::Lit(a),
            (Shape::Map(mut a), Shape::Map(b)) => {
                a.extend(b);
                Shape::Map(a)
            }
            _ => Shape::Never,
        };
        self
    }
}

impl Lowerer<'_> {
    /// The patterns of a clause: one for each subject. `split`: the subjects are the elements of
    /// the tuple that the one pattern is for.
    pub(super) fn head_patterns(&mut self, head: &mut Head, patterns: &[Expr], split: bool) -> Vec<Pat> {
        match patterns {
            [Expr { kind: ExprKind::Tuple(parts), .. }] if split => self.patterns(head, parts),
            // `_` for a tuple that is never built: the decision tree adds what is missing.
            [_] if split => Vec::new(),
            _ => self.patterns(head, patterns),
        }
    }

    fn patterns(&mut self, head: &mut Head, patterns: &[Expr]) -> Vec<Pat> {
        patterns.iter().map(|p| self.pattern(head, p)).collect()
    }

    pub(super) fn pattern(&mut self, head: &mut Head, pattern: &Expr) -> Pat {
        match &pattern.kind {
            ExprKind::Var(name) if &**name == "_" => Pat::any(),
            ExprKind::Var(name) => self.pattern_variable(head, name),
            ExprKind::Atom(name) => Pat::of(Shape::Lit(Lit::Atom(name.clone()))),
            ExprKind::Nil => Pat::of(Shape::Nil),
            ExprKind::String(text) => self.pattern_string(head, text),
            ExprKind::List { elements, tail } => {
                if elements.len() > MAX_LIST {
                    return self.refuse(pattern.span);
                }
                let elements = self.patterns(head, elements);
                let tail = tail.as_ref().map_or(Pat::of(Shape::Nil), |t| self.pattern(head, t));
                elements.into_iter().rev().fold(tail, |tail, element| Pat::cons(element, tail))
            }
            ExprKind::Tuple(parts) => {
                let parts = self.patterns(head, parts);
                Pat::of(Shape::Tuple(parts))
            }
            ExprKind::Match { pattern, value } => {
                let left = self.pattern(head, pattern);
                left.both(self.pattern(head, value))
            }
            ExprKind::Binary2 { op: BinaryOp::Append, left, right } => {
                let tail = self.pattern(head, right);
                self.prefix(left, tail)
            }
            ExprKind::Record { name, fields } => self.pattern_record(head, name, fields),
            ExprKind::Map { base: None, fields } => self.pattern_map(head, fields, pattern.span),
            ExprKind::Binary(elements) => self.pattern_bits(head, elements, pattern.span),
            ExprKind::RecordIndex { name, field } => match self.record_index(name, field) {
                Operand::Lit(index) => Pat::of(Shape::Lit(index)),
                Operand::Var(_) => Pat::any(),
            },
            _ => match constant::number(pattern) {
                Some(number) => Pat::of(Shape::Lit(number)),
                None => {
                    self.error(pattern.span, "illegal pattern");
                    Pat::any()
                }
            },
        }
    }

    fn refuse(&mut self, span: Span) -> Pat {
        let message = format!("a pattern of more than {MAX_LIST} list elements is not supported");
        self.error(span, message);
        Pat::any()
    }

    fn pattern_variable(&mut self, head: &mut Head, name: &Name) -> Pat {
        let var = self.var();
        if let Some(&first) = head.fresh.get(name) {
            head.conditions.push((Operand::Var(first), Operand::Var(var)));
            return Pat::bind(var);
        }
        let bound = if head.shadow { None } else { self.f.env.get(name).cloned() };
        match bound {
            Some(Operand::Lit(Lit::Nil)) => Pat::of(Shape::Nil),
            Some(Operand::Lit(lit @ (Lit::Int(_) | Lit::Atom(_)))) => Pat::of(Shape::Lit(lit)),
            Some(bound) => {
                head.conditions.push((Operand::Var(var), bound));
                Pat::bind(var)
            }
            None => {
                head.fresh.insert(name.clone(), var);
                if let Some(outer) = self.f.env.get(name) {
                    head.outer.insert(name.clone(), outer.clone());
                }
                self.f.env.bind(name.clone(), Operand::Var(var));
                Pat::bind(var)
            }
        }
    }

    fn pattern_string(&mut self, head: &mut Head, text: &[u32]) -> Pat {
        let (prefix, rest) = text.split_at(text.len().min(STRING_PREFIX));
        let mut pat = Pat::of(Shape::Nil);
        if !rest.is_empty() {
            let var = self.var();
            head.conditions.push((Operand::Var(var), Operand::Lit(constant::string(rest))));
            pat = Pat::bind(var);
        }
        prepend(prefix.iter().map(|&c| Lit::Int(c as i64)), pat)
    }

    /// `prefix ++ tail`, where the prefix is a string or a list of integers.
    fn prefix(&mut self, prefix: &Expr, tail: Pat) -> Pat {
        match &prefix.kind {
            ExprKind::Nil => tail,
            ExprKind::String(text) if text.len() > MAX_LIST => self.refuse(prefix.span),
            ExprKind::String(text) => prepend(text.iter().map(|&c| Lit::Int(c as i64)), tail),
            ExprKind::List { elements, tail: end } if elements.len() <= MAX_LIST => {
                let tail = end.as_ref().map_or(tail.clone(), |end| self.prefix(end, tail.clone()));
                prepend(elements.iter().filter_map(constant::number), tail)
            }
            ExprKind::List { .. } => self.refuse(prefix.span),
            _ => {
                self.error(prefix.span, "illegal pattern");
                tail
            }
        }
    }

    fn pattern_record(&mut self, head: &mut Head, name: &Name, fields: &[RecordField]) -> Pat {
        let facts = self.facts;
        let Some(record) = facts.records.get(name) else { return Pat::any() };
        let mut parts = vec![Pat::any(); record.fields.len() + 1];
        parts[0] = Pat::of(Shape::Lit(Lit::Atom(name.clone())));
        let mut given = vec![false; record.fields.len()];
        for field in fields.iter() {
            if let Some(&index) = field.name.as_ref().and_then(|name| record.index.get(name)) {
                given[index] = true;
                parts[index + 1] = self.pattern(head, &field.value);
            }
        }
        if let Some(wildcard) = fields.iter().find(|field| field.name.is_none()) {
            for index in (0..given.len()).filter(|&i| !given[i]) {
                parts[index + 1] = self.pattern(head, &wildcard.value);
            }
        }
        Pat::of(Shape::Tuple(parts))
    }
}

fn prepend(prefix: impl DoubleEndedIterator<Item = Lit>, tail: Pat) -> Pat {
    prefix.rev().fold(tail, |tail, lit| Pat::cons(Pat::of(Shape::Lit(lit)), tail))
}
