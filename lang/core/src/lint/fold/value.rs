//! What is known of a value while a text is compiled.

use std::cmp::Ordering;
use std::rc::Rc;

use dashu_int::IBig;
use swerl_syntax::ast::Name;

use crate::ir::Lit;

/// Longer lists and strings are not looked into.
pub const MAX_ELEMENTS: usize = 256;

/// A value as far as it is known.
#[derive(Debug, Clone)]
pub enum Value {
    Unknown,
    Atom(Name),
    Int(IBig),
    Float(f64),
    Nil,
    /// At least one element, then the tail, which is no list of this kind.
    List(Rc<Parts>, Rc<Value>),
    Tuple(Rc<Parts>),
    Map(Contents),
    /// A bitstring; the number of bits if it is a constant, the text if it is that of one string.
    Bits(Option<u64>, Option<Rc<str>>),
    Fun,
}

/// What is known of what a map holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contents {
    Empty,
    Constant,
    Unknown,
}

/// The elements of a list or a tuple.
#[derive(Debug)]
pub struct Parts {
    pub values: Vec<Value>,
    /// Whether everything in it is constant.
    constant: bool,
}

impl Value {
    pub fn atom(name: &str) -> Value {
        Value::Atom(name.into())
    }

    pub fn boolean(value: bool) -> Value {
        Value::atom(if value { "true" } else { "false" })
    }

    pub fn tuple(values: Vec<Value>) -> Value {
        Value::Tuple(Rc::new(Parts::new(values, true)))
    }

    pub fn list(mut values: Vec<Value>, tail: Value) -> Value {
        if values.is_empty() {
            return tail;
        }
        let tail = match tail {
            Value::List(more, tail) => {
                values.extend(more.values.iter().cloned());
                tail
            }
            tail => Rc::new(tail),
        };
        if values.len() > MAX_ELEMENTS {
            return Value::Unknown;
        }
        let constant = tail.is_constant();
        Value::List(Rc::new(Parts::new(values, constant)), tail)
    }

    pub fn string(points: &[u32]) -> Value {
        if points.len() > MAX_ELEMENTS {
            return Value::Unknown;
        }
        Value::list(points.iter().map(|&point| Value::Int(point.into())).collect(), Value::Nil)
    }

    pub fn number(lit: &Lit) -> Value {
        match lit {
            Lit::Int(value) => Value::Int(IBig::from(*value)),
            Lit::Big(value) => Value::Int(value.clone()),
            Lit::Float(value) => Value::Float(*value),
            _ => Value::Unknown,
        }
    }

    /// The number as the compiler's arithmetic takes it.
    pub fn to_number(&self) -> Option<Lit> {
        match self {
            Value::Int(value) => Some(crate::constant::integer(value)),
            Value::Float(value) => Some(Lit::Float(*value)),
            _ => None,
        }
    }

    /// Whether everything is known.
    pub fn is_constant(&self) -> bool {
        match self {
            Value::Unknown | Value::Fun => false,
            Value::Atom(_) | Value::Int(_) | Value::Float(_) | Value::Nil => true,
            Value::List(parts, _) | Value::Tuple(parts) => parts.constant,
            Value::Map(contents) => *contents != Contents::Unknown,
            Value::Bits(bits, _) => bits.is_some(),
        }
    }

    /// Whether at least the outermost part is known: a constant, a tuple or a list.
    pub fn is_data(&self) -> bool {
        self.is_constant() || matches!(self, Value::List(..) | Value::Tuple(_))
    }

    /// What is remembered of a variable that has this value.
    pub fn of_variable(&self) -> Value {
        if self.is_constant() || matches!(self, Value::Tuple(_)) { self.clone() } else { Value::Unknown }
    }

    pub fn is_atom(&self, name: &str) -> bool {
        matches!(self, Value::Atom(atom) if &**atom == name)
    }

    /// `true` or `false`, if it is one of them.
    pub fn to_boolean(&self) -> Option<bool> {
        match self {
            Value::Atom(name) if &**name == "true" => Some(true),
            Value::Atom(name) if &**name == "false" => Some(false),
            _ => None,
        }
    }

    /// The elements of a list that ends properly.
    pub fn proper(&self) -> Option<&[Value]> {
        match self {
            Value::Nil => Some(&[]),
            Value::List(parts, tail) if matches!(**tail, Value::Nil) => Some(&parts.values),
            _ => None,
        }
    }

    /// The text of a list of characters.
    pub fn text(&self) -> Option<String> {
        let char = |value: &Value| match value {
            Value::Int(point) => u32::try_from(point).ok().and_then(char::from_u32),
            _ => None,
        };
        self.proper()?.iter().map(char).collect()
    }
}

impl Parts {
    fn new(values: Vec<Value>, constant: bool) -> Parts {
        let constant = constant && values.iter().all(Value::is_constant);
        Parts { values, constant }
    }
}

/// Whether two constants are exactly equal; `None` if that is not known.
pub fn same(a: &Value, b: &Value) -> Option<bool> {
    let all = |a: &[Value], b: &[Value]| {
        if a.len() != b.len() {
            return Some(false);
        }
        a.iter().zip(b).try_fold(true, |all, (a, b)| Some(all && same(a, b)?))
    };
    match (a, b) {
        (Value::Unknown | Value::Fun, _) | (_, Value::Unknown | Value::Fun) => None,
        (Value::Atom(a), Value::Atom(b)) => Some(a == b),
        (Value::Int(a), Value::Int(b)) => Some(a == b),
        (Value::Float(a), Value::Float(b)) => Some(a == b),
        (Value::Nil, Value::Nil) => Some(true),
        (Value::Tuple(a), Value::Tuple(b)) => all(&a.values, &b.values),
        (Value::List(a, a_tail), Value::List(b, b_tail)) => {
            Some(all(&a.values, &b.values)? && same(a_tail, b_tail)?)
        }
        (Value::Map(_), Value::Map(_)) | (Value::Bits(..), Value::Bits(..)) => None,
        _ => Some(false),
    }
}

/// How two constants compare (`<`), where that is simple.
pub fn order(a: &Value, b: &Value) -> Option<Ordering> {
    let rank = |value: &Value| {
        Some(match value {
            Value::Int(_) | Value::Float(_) => 0,
            Value::Atom(_) => 1,
            Value::Tuple(_) => 5,
            Value::Map(_) => 6,
            Value::Nil => 7,
            Value::List(..) => 8,
            Value::Bits(Some(_), _) => 9,
            _ => return None,
        })
    };
    if !a.is_constant() || !b.is_constant() {
        return None;
    }
    match (a, b) {
        (Value::Int(a), Value::Int(b)) => Some(a.cmp(b)),
        (Value::Float(a), Value::Float(b)) => a.partial_cmp(b),
        (Value::Int(a), Value::Float(b)) => small(a)?.partial_cmp(b),
        (Value::Float(a), Value::Int(b)) => a.partial_cmp(&small(b)?),
        (Value::Atom(a), Value::Atom(b)) => Some(a.cmp(b)),
        (Value::Nil, Value::Nil) => Some(Ordering::Equal),
        _ => match rank(a)?.cmp(&rank(b)?) {
            Ordering::Equal if same(a, b) == Some(true) => Some(Ordering::Equal),
            Ordering::Equal => None,
            different => Some(different),
        },
    }
}

/// As a float, if that is exact.
fn small(value: &IBig) -> Option<f64> {
    i64::try_from(value).ok().filter(|value| value.unsigned_abs() <= 1 << 53).map(|value| value as f64)
}
