//! Constant terms: building them, and arithmetic on them.

use std::sync::Arc;

use dashu_int::IBig;
use dashu_int::ops::BitTest;
use swerl_syntax::ast::{BinaryOp, Expr, ExprKind, UnaryOp};

use crate::ir::Lit;

/// Results of constant arithmetic stay below this many bits, so that `1 bsl 1000000000` is left to
/// the running program.
const MAX_FOLDED_BITS: usize = 4096;

/// The integer as a literal: `Int` where it fits.
pub fn integer(value: &IBig) -> Lit {
    match i64::try_from(value) {
        Ok(small) => Lit::Int(small),
        Err(_) => Lit::Big(value.clone()),
    }
}

/// The atom as a literal.
pub fn atom(name: &str) -> Lit {
    Lit::Atom(Arc::from(name))
}

/// A string, which is a list of code points.
pub fn string(code_points: &[u32]) -> Lit {
    if code_points.is_empty() { Lit::Nil } else { Lit::String(code_points.into()) }
}

/// The list of `elements` and `tail`, flattened so that no list is another list's tail.
pub fn list(mut elements: Vec<Lit>, tail: Lit) -> Lit {
    if elements.is_empty() {
        return tail;
    }
    match tail {
        Lit::List(more, end) => {
            elements.extend(more);
            Lit::List(elements, end)
        }
        Lit::String(text) => {
            elements.extend(text.iter().map(|&c| Lit::Int(c as i64)));
            Lit::List(elements, Box::new(Lit::Nil))
        }
        end => Lit::List(elements, Box::new(end)),
    }
}

/// Whether a literal fits one word wherever it is used, so that repeating it costs nothing.
pub fn is_atomic(lit: &Lit) -> bool {
    matches!(lit, Lit::Int(_) | Lit::Atom(_) | Lit::Nil)
}

/// The value of an expression of numbers and operators, as patterns may hold them.
pub fn number(expr: &Expr) -> Option<Lit> {
    match &expr.kind {
        ExprKind::Integer(value) => Some(integer(value)),
        ExprKind::Char(c) => Some(Lit::Int(*c as i64)),
        ExprKind::Float(value) => Some(Lit::Float(*value)),
        ExprKind::Unary { op, operand } => unary(*op, &number(operand)?),
        ExprKind::Binary2 { op, left, right } => binary(*op, &number(left)?, &number(right)?),
        _ => None,
    }
}

fn big(lit: &Lit) -> Option<IBig> {
    match lit {
        Lit::Int(value) => Some(IBig::from(*value)),
        Lit::Big(value) => Some(value.clone()),
        _ => None,
    }
}

fn float(lit: &Lit) -> Option<f64> {
    match lit {
        Lit::Float(value) => Some(*value),
        // Above 2^53 the conversion would have to round as the runtime does.
        Lit::Int(value) if value.unsigned_abs() <= 1 << 53 => Some(*value as f64),
        _ => None,
    }
}

/// The value of an arithmetic operator on a number; `None` where there is none.
pub fn unary(op: UnaryOp, operand: &Lit) -> Option<Lit> {
    match (op, operand) {
        (UnaryOp::Plus, Lit::Int(_) | Lit::Big(_) | Lit::Float(_)) => Some(operand.clone()),
        (UnaryOp::Minus, Lit::Float(value)) => Some(Lit::Float(-value)),
        (UnaryOp::Minus, _) => Some(integer(&-big(operand)?)),
        (UnaryOp::Bnot, _) => Some(integer(&!big(operand)?)),
        _ => None,
    }
}

/// The value of an arithmetic operator on two numbers; `None` where it fails, is too big to be
/// worth it, or the operator is none of arithmetic.
pub fn binary(op: BinaryOp, left: &Lit, right: &Lit) -> Option<Lit> {
    if let (Some(a), Some(b)) = (big(left), big(right)) {
        return integers(op, a, b);
    }
    let (a, b) = (float(left)?, float(right)?);
    floats(op, a, b)
}

fn floats(op: BinaryOp, a: f64, b: f64) -> Option<Lit> {
    let value = match op {
        BinaryOp::Add => a + b,
        BinaryOp::Sub => a - b,
        BinaryOp::Mul => a * b,
        BinaryOp::Div if b != 0.0 => a / b,
        _ => return None,
    };
    value.is_finite().then_some(Lit::Float(value))
}

fn integers(op: BinaryOp, a: IBig, b: IBig) -> Option<Lit> {
    let zero = IBig::ZERO;
    let value = match op {
        BinaryOp::Add => a + b,
        BinaryOp::Sub => a - b,
        BinaryOp::Mul if a.bit_len() + b.bit_len() <= MAX_FOLDED_BITS => a * b,
        BinaryOp::Div => return floats(op, float(&integer(&a))?, float(&integer(&b))?),
        BinaryOp::IntDiv if b != zero => a / b,
        BinaryOp::Rem if b != zero => a % b,
        BinaryOp::Band => a & b,
        BinaryOp::Bor => a | b,
        BinaryOp::Bxor => a ^ b,
        BinaryOp::Bsl => shift(a, i64::try_from(b).ok()?)?,
        BinaryOp::Bsr => shift(a, i64::try_from(b).ok()?.checked_neg()?)?,
        _ => return None,
    };
    Some(integer(&value))
}

/// `value` shifted to the left by `bits`, or to the right where that is negative.
fn shift(value: IBig, bits: i64) -> Option<IBig> {
    if bits < 0 {
        let bits = bits.unsigned_abs().min(1 << 32) as usize;
        return Some(value >> bits);
    }
    (value.bit_len() as i64 + bits <= MAX_FOLDED_BITS as i64).then(|| value << bits as usize)
}

/// A text that two literals share exactly if they are exactly equal (`=:=`).
pub fn identity(lit: &Lit) -> String {
    match lit {
        // 0.0 and -0.0 are exactly equal.
        Lit::Float(value) => format!("{:?}", value + 0.0),
        Lit::Tuple(parts) => format!("{{{}}}", identities(parts)),
        Lit::List(elements, tail) => format!("[{}|{}]", identities(elements), identity(tail)),
        Lit::String(text) => {
            let elements: Vec<String> = text.iter().map(u32::to_string).collect();
            format!("[{}|[]]", elements.join(","))
        }
        Lit::Map(pairs) => {
            let mut parts: Vec<String> =
                pairs.iter().map(|(key, value)| format!("{}=>{}", identity(key), identity(value))).collect();
            parts.sort_unstable();
            format!("#{{{}}}", parts.join(","))
        }
        _ => crate::text::literal(lit),
    }
}

fn identities(lits: &[Lit]) -> String {
    lits.iter().map(identity).collect::<Vec<_>>().join(",")
}
