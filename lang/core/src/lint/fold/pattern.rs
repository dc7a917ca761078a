//! Patterns against what is known of values.

use swerl_syntax::ast::{BinaryOp, Expr, ExprKind, Name, RecordField};

use super::Folder;
use super::value::{Contents, Value, same};
use crate::constant;

/// Whether a pattern matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    Never,
    Maybe,
    Always,
}

impl Fit {
    pub fn and(self, other: Fit) -> Fit {
        match (self, other) {
            (Fit::Never, _) | (_, Fit::Never) => Fit::Never,
            (Fit::Always, Fit::Always) => Fit::Always,
            _ => Fit::Maybe,
        }
    }
}

/// What the patterns of a clause have come to.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// All variables are bound anew, whatever they are outside.
    pub fresh: bool,
    own: Vec<Name>,
    /// For each variable that was bound before, whether it is equal to what stands at its place.
    tests: Vec<Option<bool>>,
    /// Two patterns for one value exclude each other.
    pub contradiction: bool,
    /// Something has been said of why it never matches.
    pub reported: bool,
}

impl Head {
    pub fn new(fresh: bool) -> Head {
        Head { fresh, ..Head::default() }
    }

    /// Whether all variables are equal to what they must be, if that is known.
    pub fn equal(&self) -> Option<bool> {
        if self.tests.contains(&Some(false)) && self.tests.len() == 1 {
            return Some(false);
        }
        self.tests.iter().try_fold(true, |all, test| Some(all && (*test)?))
    }
}

impl Folder<'_> {
    /// Whether a pattern matches a value; binds its variables.
    pub(super) fn fit(&mut self, head: &mut Head, pattern: &Expr, value: &Value) -> Fit {
        if self.depth >= super::MAX_DEPTH {
            return Fit::Maybe;
        }
        self.depth += 1;
        let fit = self.fit_one(head, pattern, value);
        self.depth -= 1;
        fit
    }

    fn fit_one(&mut self, head: &mut Head, pattern: &Expr, value: &Value) -> Fit {
        match &pattern.kind {
            ExprKind::Var(name) => self.variable(head, name, value),
            ExprKind::Atom(name) => equal(&Value::Atom(name.clone()), value),
            ExprKind::String(points) => equal(&Value::string(points), value),
            ExprKind::Nil => equal(&Value::Nil, value),
            ExprKind::Match { pattern: left, value: right } => {
                head.contradiction |= excluding(left, right);
                let left = self.fit(head, left, value);
                left.and(self.fit(head, right, value))
            }
            ExprKind::Tuple(parts) => self.fit_tuple(head, &parts.iter().collect::<Vec<_>>(), value),
            ExprKind::List { elements, tail } => self.fit_list(head, elements, tail.as_deref(), value),
            ExprKind::Map { fields, .. } => {
                for field in fields {
                    self.fit(head, &field.value, &Value::Unknown);
                }
                match value {
                    Value::Unknown | Value::Fun | Value::Map(_) | Value::Bits(None, _) => Fit::Maybe,
                    _ => Fit::Never,
                }
            }
            ExprKind::Binary(elements) => {
                let fits = self.fit_bits(head, elements);
                match value {
                    _ if !fits => Fit::Never,
                    Value::Unknown | Value::Fun | Value::Bits(..) | Value::Map(Contents::Unknown) => {
                        Fit::Maybe
                    }
                    _ => Fit::Never,
                }
            }
            ExprKind::Record { name, fields } => self.fit_record(head, name, fields, value),
            ExprKind::Binary2 { op: BinaryOp::Append, right, .. } => {
                self.fit(head, right, &Value::Unknown);
                match value {
                    Value::List(..) => Fit::Maybe,
                    other if other.is_data() => Fit::Never,
                    _ => Fit::Maybe,
                }
            }
            _ => match constant::number(pattern) {
                Some(number) => equal(&Value::number(&number), value),
                None => Fit::Maybe,
            },
        }
    }

    fn variable(&mut self, head: &mut Head, name: &Name, value: &Value) -> Fit {
        if &**name == "_" {
            return Fit::Always;
        }
        let own = head.own.contains(name);
        if own || (!head.fresh && self.known.contains_key(name)) {
            let bound = self.known.get(name).cloned().unwrap_or(Value::Unknown);
            let known = bound.is_constant() && value.is_constant();
            head.tests.push(if known { same(&bound, value) } else { None });
            return Fit::Always;
        }
        head.own.push(name.clone());
        self.bind(name, value.of_variable());
        Fit::Always
    }

    fn fit_tuple(&mut self, head: &mut Head, patterns: &[&Expr], value: &Value) -> Fit {
        let Value::Tuple(parts) = value else { return self.fit_nothing(head, patterns, value) };
        if parts.values.len() != patterns.len() {
            return self.fit_nothing(head, patterns, &Value::Nil);
        }
        let mut fit = Fit::Always;
        for (pattern, value) in patterns.iter().zip(&parts.values) {
            fit = fit.and(self.fit(head, pattern, value));
        }
        fit
    }

    /// Patterns of parts of a value of which the parts are not known.
    fn fit_nothing(&mut self, head: &mut Head, patterns: &[&Expr], value: &Value) -> Fit {
        for pattern in patterns {
            self.fit(head, pattern, &Value::Unknown);
        }
        if value.is_data() { Fit::Never } else { Fit::Maybe }
    }

    fn fit_list(&mut self, head: &mut Head, patterns: &[Expr], tail: Option<&Expr>, value: &Value) -> Fit {
        let Value::List(parts, end) = value else {
            return self.fit_nothing(head, &patterns.iter().chain(tail).collect::<Vec<_>>(), value);
        };
        let mut fit = Fit::Always;
        for (index, pattern) in patterns.iter().enumerate() {
            let unknown = &Value::Unknown;
            fit = match parts.values.get(index) {
                Some(value) => fit.and(self.fit(head, pattern, value)),
                // Past the elements: something of the tail, if that is not known.
                None => fit.and(self.fit(head, pattern, unknown)).and(if end.is_data() {
                    Fit::Never
                } else {
                    Fit::Maybe
                }),
            };
        }
        let rest = match parts.values.get(patterns.len()..) {
            Some(rest) => Value::list(rest.to_vec(), (**end).clone()),
            None => Value::Unknown,
        };
        match tail {
            Some(tail) => fit.and(self.fit(head, tail, &rest)),
            None => fit.and(equal(&Value::Nil, &rest)),
        }
    }

    fn fit_record(&mut self, head: &mut Head, name: &Name, fields: &[RecordField], value: &Value) -> Fit {
        let Some(record) = self.facts.records.get(name) else { return Fit::Maybe };
        let parts = match value {
            Value::Tuple(parts) if parts.values.len() == record.fields.len() + 1 => Some(parts.clone()),
            _ => None,
        };
        let mut fit = match &parts {
            Some(parts) => equal(&Value::Atom(name.clone()), &parts.values[0]),
            None if value.is_data() => Fit::Never,
            None => Fit::Maybe,
        };
        for field in fields {
            let index = field.name.as_ref().and_then(|name| record.index.get(name)).copied();
            let part = parts
                .as_ref()
                .zip(index)
                .map_or(Value::Unknown, |(parts, index)| parts.values[index + 1].clone());
            fit = fit.and(self.fit(head, &field.value, &part));
        }
        fit
    }
}

/// A constant as a pattern.
fn equal(pattern: &Value, value: &Value) -> Fit {
    if value.is_constant() {
        return match same(pattern, value) {
            Some(true) => Fit::Always,
            Some(false) => Fit::Never,
            None => Fit::Maybe,
        };
    }
    match (pattern, value) {
        (Value::Unknown, _) => Fit::Maybe,
        (Value::List(..), Value::List(..)) | (Value::Tuple(_), Value::Tuple(_)) => Fit::Maybe,
        (_, value) if value.is_data() => Fit::Never,
        _ => Fit::Maybe,
    }
}

/// Whether two patterns cannot match the same value.
pub(super) fn excluding(left: &Expr, right: &Expr) -> bool {
    let number = |expr: &Expr| constant::number(expr).map(|lit| Value::number(&lit));
    match (&left.kind, &right.kind) {
        (ExprKind::Var(_), _) | (_, ExprKind::Var(_)) => false,
        (ExprKind::Match { pattern, value }, _) => excluding(pattern, right) || excluding(value, right),
        (_, ExprKind::Match { .. }) => excluding(right, left),
        (ExprKind::Tuple(a), ExprKind::Tuple(b)) => {
            a.len() != b.len() || a.iter().zip(b).any(|(a, b)| excluding(a, b))
        }
        (ExprKind::List { elements: a, .. }, ExprKind::List { elements: b, .. }) => {
            a.iter().zip(b).any(|(a, b)| excluding(a, b))
        }
        (ExprKind::Atom(a), ExprKind::Atom(b)) => a != b,
        (ExprKind::Nil, ExprKind::Nil) => false,
        (ExprKind::Record { name: a, .. }, ExprKind::Record { name: b, .. }) => a != b,
        (ExprKind::Record { .. }, ExprKind::Tuple(_)) | (ExprKind::Tuple(_), ExprKind::Record { .. }) => {
            false
        }
        (ExprKind::Map { .. }, ExprKind::Map { .. }) | (ExprKind::Binary(_), ExprKind::Binary(_)) => false,
        (ExprKind::String(a), ExprKind::String(b)) => a != b,
        (ExprKind::String(text), ExprKind::List { .. }) | (ExprKind::List { .. }, ExprKind::String(text)) => {
            text.is_empty()
        }
        (ExprKind::String(text), ExprKind::Nil) | (ExprKind::Nil, ExprKind::String(text)) => !text.is_empty(),
        (ExprKind::Binary2 { op: BinaryOp::Append, .. }, _)
        | (_, ExprKind::Binary2 { op: BinaryOp::Append, .. }) => false,
        _ => match (number(left), number(right)) {
            (Some(a), Some(b)) => same(&a, &b) == Some(false),
            _ => kind(left) != kind(right),
        },
    }
}

/// The kind of terms that a pattern matches.
fn kind(pattern: &Expr) -> u8 {
    match &pattern.kind {
        ExprKind::Atom(_) => 0,
        ExprKind::Tuple(_) | ExprKind::Record { .. } => 1,
        ExprKind::Nil => 2,
        ExprKind::List { .. } | ExprKind::String(_) => 3,
        ExprKind::Map { .. } => 4,
        ExprKind::Binary(_) => 5,
        _ => 6,
    }
}
