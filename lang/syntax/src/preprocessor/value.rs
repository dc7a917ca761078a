//! The values that a condition of `-if` can have.

use std::cmp::Ordering;

use dashu_int::IBig;

use crate::ast::Name;

#[derive(Debug, Clone)]
pub(super) enum Value {
    Integer(IBig),
    Float(f64),
    Atom(Name),
    Tuple(Vec<Value>),
    /// A proper list.
    List(Vec<Value>),
}

impl Value {
    pub fn boolean(&self) -> Option<bool> {
        match self {
            Value::Atom(name) if &**name == "true" => Some(true),
            Value::Atom(name) if &**name == "false" => Some(false),
            _ => None,
        }
    }

    pub fn from_bool(value: bool) -> Value {
        Value::Atom(if value { "true".into() } else { "false".into() })
    }

    /// The order of terms: numbers, atoms, tuples, lists.
    pub fn compare(&self, other: &Value) -> Ordering {
        match (self, other) {
            (Value::Integer(a), Value::Integer(b)) => a.cmp(b),
            (Value::Float(a), Value::Float(b)) => a.total_cmp(b),
            (Value::Integer(a), Value::Float(b)) => compare_mixed(a, *b),
            (Value::Float(a), Value::Integer(b)) => compare_mixed(b, *a).reverse(),
            (Value::Atom(a), Value::Atom(b)) => a.cmp(b),
            (Value::Tuple(a), Value::Tuple(b)) => a.len().cmp(&b.len()).then_with(|| compare_elements(a, b)),
            (Value::List(a), Value::List(b)) => compare_elements(a, b),
            _ => self.rank().cmp(&other.rank()),
        }
    }

    /// `=:=`: equal, and integers only to integers.
    pub fn is_exactly(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Tuple(a), Value::Tuple(b)) | (Value::List(a), Value::List(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.is_exactly(b))
            }
            _ => self.kind() == other.kind() && self.compare(other).is_eq(),
        }
    }

    fn rank(&self) -> u8 {
        match self {
            Value::Integer(_) | Value::Float(_) => 0,
            Value::Atom(_) => 1,
            Value::Tuple(_) => 2,
            Value::List(_) => 3,
        }
    }

    fn kind(&self) -> std::mem::Discriminant<Value> {
        std::mem::discriminant(self)
    }
}

fn compare_elements(a: &[Value], b: &[Value]) -> Ordering {
    let differing = a.iter().zip(b).map(|(a, b)| a.compare(b)).find(|o| o.is_ne());
    differing.unwrap_or_else(|| a.len().cmp(&b.len()))
}

/// An integer against a float, exactly: the float's whole part decides, then what is left of it.
fn compare_mixed(integer: &IBig, float: f64) -> Ordering {
    match IBig::try_from(float.trunc()) {
        Ok(whole) => integer.cmp(&whole).then_with(|| 0.0_f64.total_cmp(&(float.fract() + 0.0))),
        Err(_) if float > 0.0 => Ordering::Less,
        Err(_) => Ordering::Greater,
    }
}
