//! The condition of `-if` and `-elif`: a guard expression over constants.

use dashu_int::IBig;
use dashu_int::ops::BitTest;

use super::Preprocessor;
use super::macros::Macros;
use super::value::Value;
use crate::ast::{BinaryOp, Expr, ExprKind, UnaryOp};
use crate::diagnostic::Diagnostic;
use crate::parser;
use crate::span::Span;
use crate::token::{Fixed, Token};

/// The widest integer, in bits: far more than a condition means, and little enough that no
/// condition keeps a person waiting.
const MAX_BITS: usize = 1 << 22;

/// Built-in functions that Erlang imports but that no guard may call.
const NO_GUARD_FUNCTIONS: &str = " apply atom_to_binary atom_to_list binary_to_atom binary_to_float \
    binary_to_integer binary_to_list binary_to_term date delete_module erase error exit \
    float_to_binary float_to_list garbage_collect get halt integer_to_binary integer_to_list \
    iolist_size iolist_to_binary link list_to_atom list_to_binary list_to_float list_to_integer \
    list_to_tuple make_ref max min monitor now open_port process_flag process_info put register \
    registered setelement spawn spawn_link spawn_monitor spawn_opt split_binary statistics \
    term_to_binary throw time tuple_to_list unlink unregister whereis ";

/// Why a condition has no value.
enum Failure {
    /// Evaluating it would raise an exception: it counts as false.
    Raises,
    /// It is no guard expression.
    NoGuard,
    /// It is one, but this evaluator does not have it.
    NotSupported(Span),
}

type Outcome = Result<Value, Failure>;

impl Preprocessor<'_> {
    /// Whether the condition in `if(Condition).` holds; false after an error.
    pub(super) fn condition(&mut self, name: &str, tokens: &[Token]) -> bool {
        let bad = |span| {
            Diagnostic::error(span, format!("badly formed '{name}'"))
                .with_help(format!("write -{name}(Condition). with a guard expression of constants"))
        };
        let word = tokens[0].span;
        if !tokens.get(1).is_some_and(|t| t.kind.is(Fixed::OpenParen)) {
            self.diagnostics.push(bad(tokens.get(1).map_or(word, |t| t.span)));
            return false;
        }
        let expanded = match self.expand_directive(&tokens[1..]) {
            Ok(expanded) => expanded,
            Err(error) => {
                self.diagnostics.push(*error);
                return false;
            }
        };
        let expressions = match parser::parse_condition(expanded) {
            Ok(expressions) => expressions,
            Err(error) => {
                self.diagnostics.push(*error);
                return false;
            }
        };
        let result = match expressions.as_slice() {
            [condition] => evaluate(condition, &self.macros),
            _ => Err(Failure::NoGuard),
        };
        match result {
            Ok(value) => value.boolean() == Some(true),
            Err(Failure::Raises) => false,
            Err(Failure::NoGuard) => {
                self.diagnostics.push(bad(word));
                false
            }
            Err(Failure::NotSupported(span)) => {
                let message = format!("this expression is not supported in '-{name}'");
                self.diagnostics.push(Diagnostic::error(span, message));
                false
            }
        }
    }
}

fn evaluate(expr: &Expr, macros: &Macros) -> Outcome {
    let all = |exprs: &[Expr]| exprs.iter().map(|e| evaluate(e, macros)).collect::<Result<Vec<_>, _>>();
    Ok(match &expr.kind {
        ExprKind::Atom(name) => Value::Atom(name.clone()),
        ExprKind::Integer(integer) => Value::Integer(integer.clone()),
        ExprKind::Float(float) => Value::Float(*float),
        ExprKind::Char(c) => Value::Integer(u32::from(*c).into()),
        ExprKind::String(points) => Value::List(points.iter().map(|&p| Value::Integer(p.into())).collect()),
        ExprKind::Var(_) => return Err(Failure::Raises),
        ExprKind::Nil => Value::List(Vec::new()),
        ExprKind::List { elements, tail: None } => Value::List(all(elements)?),
        ExprKind::Tuple(elements) => Value::Tuple(all(elements)?),
        ExprKind::Unary { op, operand } => unary(*op, evaluate(operand, macros)?)?,
        ExprKind::Binary2 { op: BinaryOp::Append | BinaryOp::Subtract | BinaryOp::Send, .. } => {
            return Err(Failure::NoGuard);
        }
        ExprKind::Binary2 { op, left, right } => {
            let (left, right) = both(evaluate(left, macros), evaluate(right, macros))?;
            binary(*op, left, right)?
        }
        ExprKind::AndAlso(left, right) => short_circuit(left, right, false, macros)?,
        ExprKind::OrElse(left, right) => short_circuit(left, right, true, macros)?,
        ExprKind::Call { callee, args } => call(callee, args, macros)?,
        ExprKind::List { .. } | ExprKind::Map { .. } | ExprKind::Binary(_) | ExprKind::RemoteCall { .. } => {
            return Err(Failure::NotSupported(expr.span));
        }
        _ => return Err(Failure::NoGuard),
    })
}

/// Both operands' values; a part that is no guard weighs more than one that raises.
fn both(left: Outcome, right: Outcome) -> Result<(Value, Value), Failure> {
    match (left, right) {
        (Ok(left), Ok(right)) => Ok((left, right)),
        (Err(Failure::Raises), Err(worse)) => Err(worse),
        (Err(failure), _) | (_, Err(failure)) => Err(failure),
    }
}

/// `andalso` (`decisive` is false) and `orelse` (true): the right operand must be a guard in any
/// case, and its value counts only if the left one does not decide.
fn short_circuit(left: &Expr, right: &Expr, decisive: bool, macros: &Macros) -> Outcome {
    let left = evaluate(left, macros);
    let right = evaluate(right, macros);
    if let Err(failure @ (Failure::NoGuard | Failure::NotSupported(_))) = right {
        return Err(failure);
    }
    match left?.boolean() {
        Some(left) if left == decisive => Ok(Value::from_bool(decisive)),
        Some(_) => right,
        None => Err(Failure::Raises),
    }
}

fn unary(op: UnaryOp, value: Value) -> Outcome {
    Ok(match (op, value) {
        (UnaryOp::Plus, value @ (Value::Integer(_) | Value::Float(_))) => value,
        (UnaryOp::Minus, Value::Integer(n)) => Value::Integer(-n),
        (UnaryOp::Minus, Value::Float(f)) => Value::Float(-f),
        (UnaryOp::Bnot, Value::Integer(n)) => Value::Integer(!n),
        (UnaryOp::Not, value) => match value.boolean() {
            Some(value) => Value::from_bool(!value),
            None => return Err(Failure::Raises),
        },
        _ => return Err(Failure::Raises),
    })
}

fn binary(op: BinaryOp, left: Value, right: Value) -> Outcome {
    use BinaryOp::*;
    let ordering = left.compare(&right);
    Ok(Value::from_bool(match op {
        Eq => ordering.is_eq(),
        Ne => ordering.is_ne(),
        Lt => ordering.is_lt(),
        Le => ordering.is_le(),
        Gt => ordering.is_gt(),
        Ge => ordering.is_ge(),
        ExactEq => left.is_exactly(&right),
        ExactNe => !left.is_exactly(&right),
        And | Or | Xor => match (op, left.boolean(), right.boolean()) {
            (And, Some(left), Some(right)) => left && right,
            (Or, Some(left), Some(right)) => left || right,
            (_, Some(left), Some(right)) => left != right,
            _ => return Err(Failure::Raises),
        },
        _ => return arithmetic(op, left, right),
    }))
}

fn arithmetic(op: BinaryOp, left: Value, right: Value) -> Outcome {
    let (Value::Integer(a), Value::Integer(b)) = (&left, &right) else {
        return float_arithmetic(op, &left, &right);
    };
    let zero = *b == IBig::ZERO;
    Ok(Value::Integer(match op {
        BinaryOp::Add => a + b,
        BinaryOp::Sub => a - b,
        BinaryOp::Mul if a.bit_len() + b.bit_len() <= MAX_BITS => a * b,
        BinaryOp::IntDiv if !zero => a / b,
        BinaryOp::Rem if !zero => a % b,
        BinaryOp::Band => a & b,
        BinaryOp::Bor => a | b,
        BinaryOp::Bxor => a ^ b,
        BinaryOp::Bsl => shift(a, b)?,
        BinaryOp::Bsr => shift(a, &-b)?,
        BinaryOp::Div => return float_arithmetic(op, &left, &right),
        _ => return Err(Failure::Raises),
    }))
}

/// A shift to the left, or to the right by a negative distance.
fn shift(value: &IBig, distance: &IBig) -> Result<IBig, Failure> {
    if *distance <= IBig::ZERO {
        // Past its own width a number has no bits but those of its sign.
        let right = usize::try_from(-distance).unwrap_or(usize::MAX);
        return Ok(value >> right.min(value.bit_len() + 1));
    }
    match usize::try_from(distance) {
        Ok(left) if left.saturating_add(value.bit_len()) <= MAX_BITS => Ok(value << left),
        _ => Err(Failure::Raises),
    }
}

fn float_arithmetic(op: BinaryOp, left: &Value, right: &Value) -> Outcome {
    let number = |value: &Value| match value {
        Value::Integer(n) => Ok(n.to_f64().value()),
        Value::Float(f) => Ok(*f),
        _ => Err(Failure::Raises),
    };
    let (a, b) = (number(left)?, number(right)?);
    let result = match op {
        BinaryOp::Add => a + b,
        BinaryOp::Sub => a - b,
        BinaryOp::Mul => a * b,
        BinaryOp::Div if b != 0.0 => a / b,
        _ => return Err(Failure::Raises),
    };
    if result.is_finite() { Ok(Value::Float(result)) } else { Err(Failure::Raises) }
}

fn call(callee: &Expr, args: &[Expr], macros: &Macros) -> Outcome {
    let ExprKind::Atom(name) = &callee.kind else { return Err(Failure::NoGuard) };
    if &**name == "defined" && args.len() == 1 {
        return match &args[0].kind {
            ExprKind::Atom(name) | ExprKind::Var(name) => Ok(Value::from_bool(macros.is_defined(name))),
            _ => Err(Failure::NoGuard),
        };
    }
    if NO_GUARD_FUNCTIONS.contains(&format!(" {name} ")) {
        return Err(Failure::NoGuard);
    }
    let args = args.iter().map(|arg| evaluate(arg, macros)).collect::<Result<Vec<_>, _>>()?;
    match args.as_slice() {
        [value] => type_test(name, value).map(Value::from_bool).map_or_else(|| function_1(name, value), Ok),
        [Value::Integer(index), Value::Tuple(elements)] if &**name == "element" => {
            let index = usize::try_from(index).map_err(|_| Failure::Raises)?;
            index.checked_sub(1).and_then(|i| elements.get(i)).cloned().ok_or(Failure::Raises)
        }
        // What is no function at all raises as well.
        _ => Err(Failure::Raises),
    }
}

fn type_test(name: &str, value: &Value) -> Option<bool> {
    Some(match name {
        "is_atom" => matches!(value, Value::Atom(_)),
        "is_boolean" => value.boolean().is_some(),
        "is_integer" => matches!(value, Value::Integer(_)),
        "is_float" => matches!(value, Value::Float(_)),
        "is_number" => matches!(value, Value::Integer(_) | Value::Float(_)),
        "is_list" => matches!(value, Value::List(_)),
        "is_tuple" => matches!(value, Value::Tuple(_)),
        "is_binary" | "is_bitstring" | "is_function" | "is_map" | "is_pid" | "is_port" | "is_reference" => {
            false
        }
        _ => return None,
    })
}

fn function_1(name: &str, value: &Value) -> Outcome {
    let integer = |f: f64| IBig::try_from(f).map(Value::Integer).map_err(|_| Failure::Raises);
    match (name, value) {
        ("abs", Value::Integer(n)) if *n < IBig::ZERO => Ok(Value::Integer(-n)),
        ("abs" | "round" | "trunc" | "ceil" | "floor", Value::Integer(_)) => Ok(value.clone()),
        ("abs", Value::Float(f)) => Ok(Value::Float(f.abs())),
        ("float", Value::Integer(n)) => Ok(Value::Float(n.to_f64().value())),
        ("float", Value::Float(_)) => Ok(value.clone()),
        ("round", Value::Float(f)) => integer(f.round()),
        ("trunc", Value::Float(f)) => integer(f.trunc()),
        ("ceil", Value::Float(f)) => integer(f.ceil()),
        ("floor", Value::Float(f)) => integer(f.floor()),
        ("length", Value::List(elements)) => Ok(Value::Integer(elements.len().into())),
        ("size" | "tuple_size", Value::Tuple(elements)) => Ok(Value::Integer(elements.len().into())),
        ("hd", Value::List(elements)) => elements.first().cloned().ok_or(Failure::Raises),
        ("tl", Value::List(elements)) => {
            elements.get(1..).map(|rest| Value::List(rest.to_vec())).ok_or(Failure::Raises)
        }
        _ => Err(Failure::Raises),
    }
}
