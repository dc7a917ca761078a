//! Calls whose arguments are all constants: what they give, or how they fail.

use std::cmp::Ordering;

use swerl_syntax::ast::{BinaryOp, UnaryOp};

use super::value::{Contents, Value, order, same};
use crate::constant;
use crate::ir::Lit;

/// What comes of a call.
pub enum Outcome {
    Known(Value),
    /// The reason of the exception.
    Fails(String),
    Unknown,
}

use Outcome::{Fails, Known, Unknown};

fn badarg() -> Outcome {
    Fails("badarg".to_owned())
}

fn badarith() -> Outcome {
    Fails("badarith".to_owned())
}

fn badarg_unless(fits: bool) -> Outcome {
    if fits { Unknown } else { badarg() }
}

const BINARY: [BinaryOp; 11] = [
    BinaryOp::Add,
    BinaryOp::Sub,
    BinaryOp::Mul,
    BinaryOp::Div,
    BinaryOp::IntDiv,
    BinaryOp::Rem,
    BinaryOp::Band,
    BinaryOp::Bor,
    BinaryOp::Bxor,
    BinaryOp::Bsl,
    BinaryOp::Bsr,
];

/// What `module:name(args)` gives for constants.
pub fn evaluate(module: &str, name: &str, args: &[Value]) -> Outcome {
    if !args.iter().all(Value::is_constant) {
        return partly(module, name, args);
    }
    match (module, args) {
        ("erlang", [one]) => unary(name, one),
        ("erlang", [one, two]) => binary(name, one, two),
        ("erlang", [one, two, three]) => ternary(name, one, two, three),
        ("lists", [one, two]) if name == "append" => binary("++", one, two),
        ("lists", [one, two]) if name == "subtract" => binary("--", one, two),
        ("maps", [key, map]) if name == "get" => binary("map_get", key, map),
        ("maps", [key, map]) if name == "is_key" => binary("is_map_key", key, map),
        ("math", args) => math(name, args),
        _ => Unknown,
    }
}

/// Where not all is known.
fn partly(module: &str, name: &str, args: &[Value]) -> Outcome {
    match (module, name, args) {
        ("erlang", "length", [Value::List(_, tail)]) if tail.is_constant() && tail.proper().is_none() => {
            badarg()
        }
        _ => Unknown,
    }
}

fn unary(name: &str, arg: &Value) -> Outcome {
    let number = arg.to_number();
    let is_bits = matches!(arg, Value::Bits(..));
    let is_bytes = matches!(arg, Value::Bits(Some(bits), _) if bits % 8 == 0);
    let is_tuple = matches!(arg, Value::Tuple(_));
    for op in [UnaryOp::Plus, UnaryOp::Minus, UnaryOp::Bnot] {
        if op.name() == name {
            let value = number.and_then(|number| constant::unary(op, &number));
            return value.map_or_else(badarith, |value| Known(Value::number(&value)));
        }
    }
    if let Some(test) = type_test(name, arg) {
        return Known(Value::boolean(test));
    }
    match name {
        "not" => arg.to_boolean().map_or_else(badarg, |value| Known(Value::boolean(!value))),
        "abs" | "ceil" | "floor" | "round" | "trunc" | "float" => badarg_unless(number.is_some()),
        "atom_to_binary" | "atom_to_list" => badarg_unless(matches!(arg, Value::Atom(_))),
        "binary_to_atom" => badarg_unless(is_bytes && is_utf8(arg)),
        "binary_to_list" => badarg_unless(is_bytes),
        "binary_to_integer" => {
            badarg_unless(is_bytes && text_of_bits(arg).is_none_or(|text| is_integer(&text, 10)))
        }
        "binary_to_float" => badarg_unless(is_bytes && text_of_bits(arg).is_none_or(|text| is_float(&text))),
        "bit_size" | "byte_size" => badarg_unless(is_bits),
        "size" => badarg_unless(is_bits || is_tuple),
        "float_to_list" | "float_to_binary" => badarg_unless(matches!(arg, Value::Float(_))),
        "hd" | "tl" => badarg_unless(matches!(arg, Value::List(..))),
        "integer_to_list" | "integer_to_binary" => badarg_unless(matches!(arg, Value::Int(_))),
        "length" => arg.proper().map_or_else(badarg, |list| Known(Value::Int(list.len().into()))),
        "list_to_atom" => badarg_unless(arg.text().is_some()),
        "list_to_binary" => badarg_unless(matches!(arg, Value::Nil | Value::List(..)) && is_iolist(arg, 0)),
        "list_to_float" => badarg_unless(arg.text().is_some_and(|text| is_float(&text))),
        "list_to_integer" => badarg_unless(arg.text().is_some_and(|text| is_integer(&text, 10))),
        "list_to_pid" => badarg_unless(arg.text().is_some_and(|text| is_pid(&text))),
        "list_to_tuple" => arg.proper().map_or_else(badarg, |list| Known(Value::tuple(list.to_vec()))),
        "pid_to_list" => badarg(),
        "tuple_size" | "tuple_to_list" => badarg_unless(is_tuple),
        _ => Unknown,
    }
}

fn text_of_bits(value: &Value) -> Option<String> {
    match value {
        Value::Bits(_, text) => text.as_deref().map(str::to_owned),
        _ => None,
    }
}

fn is_integer(text: &str, base: u32) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    (2..=36).contains(&base) && !digits.is_empty() && digits.chars().all(|digit| digit.is_digit(base))
}

fn is_float(text: &str) -> bool {
    text.contains('.') && text.parse::<f64>().is_ok_and(f64::is_finite)
}

/// `<0.N.M>`
fn is_pid(text: &str) -> bool {
    let inner = text.strip_prefix('<').and_then(|text| text.strip_suffix('>'));
    inner.is_some_and(|inner| {
        let parts: Vec<&str> = inner.split('.').collect();
        parts.len() == 3 && parts.iter().all(|part| part.parse::<u32>().is_ok())
    })
}

/// Whether bytes that are known are a text.
fn is_utf8(value: &Value) -> bool {
    match value {
        // A string's characters are the bytes.
        Value::Bits(_, Some(text)) => {
            let bytes: Vec<u8> = text.chars().map(|c| u32::from(c) as u8).collect();
            std::str::from_utf8(&bytes).is_ok()
        }
        _ => true,
    }
}

/// Bytes, binaries and lists of them, as far as it is known.
fn is_iolist(value: &Value, depth: usize) -> bool {
    if depth > super::MAX_DEPTH {
        return true;
    }
    match value {
        Value::Nil | Value::Unknown => true,
        Value::Bits(bits, _) => bits.is_none_or(|bits| bits % 8 == 0),
        Value::List(parts, tail) => {
            let element = |value: &Value| match value {
                Value::Int(byte) => u8::try_from(byte).is_ok(),
                other => is_iolist(other, depth + 1),
            };
            parts.values.iter().all(element) && is_iolist(tail, depth + 1)
        }
        _ => false,
    }
}

fn type_test(name: &str, arg: &Value) -> Option<bool> {
    Some(match name {
        "is_atom" => matches!(arg, Value::Atom(_)),
        "is_boolean" => arg.to_boolean().is_some(),
        "is_binary" => matches!(arg, Value::Bits(Some(bits), _) if bits % 8 == 0),
        "is_bitstring" => matches!(arg, Value::Bits(..)),
        "is_float" => matches!(arg, Value::Float(_)),
        "is_integer" => matches!(arg, Value::Int(_)),
        "is_number" => matches!(arg, Value::Int(_) | Value::Float(_)),
        "is_list" => matches!(arg, Value::Nil | Value::List(..)),
        "is_map" => matches!(arg, Value::Map(_)),
        "is_tuple" => matches!(arg, Value::Tuple(_)),
        "is_function" | "is_pid" | "is_port" | "is_reference" => false,
        _ => return None,
    })
}

fn binary(name: &str, left: &Value, right: &Value) -> Outcome {
    if let Some(&op) = BINARY.iter().find(|op| op.name() == name) {
        return arithmetic(op, left, right);
    }
    let compared = |wanted: fn(Ordering) -> bool| match order(left, right) {
        Some(ordering) => Known(Value::boolean(wanted(ordering))),
        None => Unknown,
    };
    let exactly =
        |wanted: bool| same(left, right).map_or(Unknown, |same| Known(Value::boolean(same == wanted)));
    let is_map = |map: &Value, known: Outcome| match map {
        Value::Map(_) => known,
        other => Fails(format!("{{badmap,{}}}", shown(other))),
    };
    match name {
        "=:=" => exactly(true),
        "=/=" => exactly(false),
        "==" => compared(Ordering::is_eq),
        "/=" => compared(Ordering::is_ne),
        "<" => compared(Ordering::is_lt),
        "=<" => compared(Ordering::is_le),
        ">" => compared(Ordering::is_gt),
        ">=" => compared(Ordering::is_ge),
        "and" | "or" | "xor" => match (left.to_boolean(), right.to_boolean()) {
            (Some(a), Some(b)) => Known(Value::boolean(match name {
                "and" => a && b,
                "or" => a || b,
                _ => a != b,
            })),
            _ => badarg(),
        },
        "++" => match left.proper() {
            Some(list) => Known(Value::list(list.to_vec(), right.clone())),
            None => badarg(),
        },
        "--" => badarg_unless(left.proper().is_some() && right.proper().is_some()),
        "element" => match (left, right) {
            (Value::Int(index), Value::Tuple(parts)) => {
                let found =
                    usize::try_from(index).ok().and_then(|index| parts.values.get(index.checked_sub(1)?));
                found.map_or_else(badarg, |value| Known(value.clone()))
            }
            _ => badarg(),
        },
        // Maps that are not empty may hold anything.
        "map_get" if matches!(right, Value::Map(Contents::Empty)) => {
            Fails(format!("{{badkey,{}}}", shown(left)))
        }
        "map_get" => is_map(right, Unknown),
        "is_map_key" => is_map(right, Unknown),
        "is_function" => match right {
            Value::Int(arity) if *arity >= 0.into() => Known(Value::boolean(false)),
            _ => badarg(),
        },
        "atom_to_binary" => badarg_unless(matches!((left, right), (Value::Atom(_), Value::Atom(_)))),
        "binary_to_atom" => badarg_unless(
            matches!((left, right), (Value::Bits(..), Value::Atom(_)))
                && (!right.is_atom("utf8") || is_utf8(left)),
        ),
        "split_binary" => badarg_unless(within(left, right, &Value::Int(0.into()))),
        "list_to_integer" => badarg_unless(match (left.text(), right) {
            (Some(text), Value::Int(base)) => u32::try_from(base).is_ok_and(|base| is_integer(&text, base)),
            _ => false,
        }),
        "binary_part" => badarg_unless(match right {
            Value::Tuple(parts) if parts.values.len() == 2 => {
                within(left, &parts.values[0], &parts.values[1])
            }
            _ => false,
        }),
        _ => Unknown,
    }
}

fn arithmetic(op: BinaryOp, left: &Value, right: &Value) -> Outcome {
    let (Some(a), Some(b)) = (left.to_number(), right.to_number()) else { return badarith() };
    let whole = |lit: &Lit| matches!(lit, Lit::Int(_) | Lit::Big(_));
    let plain = matches!(op, BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul | BinaryOp::Div);
    if !(plain || whole(&a) && whole(&b)) {
        return badarith();
    }
    let zero = matches!(b, Lit::Int(0)) || matches!(b, Lit::Float(0.0));
    if zero && matches!(op, BinaryOp::Div | BinaryOp::IntDiv | BinaryOp::Rem) {
        return badarith();
    }
    if let Some(value) = constant::binary(op, &a, &b) {
        return Known(Value::number(&value));
    }
    let floats =
        matches!((&a, &b), (Lit::Float(_), Lit::Float(_) | Lit::Int(_)) | (Lit::Int(_), Lit::Float(_)));
    // Too large for a float; large integers are left to the program.
    if floats { badarith() } else { Unknown }
}

fn ternary(name: &str, one: &Value, two: &Value, three: &Value) -> Outcome {
    match (name, one, two) {
        ("setelement", Value::Int(index), Value::Tuple(parts)) => {
            let index = usize::try_from(index).unwrap_or(0);
            badarg_unless((1..=parts.values.len()).contains(&index))
        }
        ("setelement", ..) => badarg(),
        ("binary_part", ..) => badarg_unless(within(one, two, three)),
        ("binary_to_list", Value::Bits(Some(bits), _), Value::Int(first)) => {
            let bytes = bits / 8;
            let last = if let Value::Int(last) = three { u64::try_from(last).unwrap_or(0) } else { 0 };
            let first = u64::try_from(first).unwrap_or(0);
            badarg_unless(1 <= first && first <= last && last <= bytes)
        }
        ("binary_to_list", ..) => badarg(),
        _ => Unknown,
    }
}

/// Whether so many bytes from a place on are within a binary; a negative number means those before the place.
fn within(binary: &Value, start: &Value, length: &Value) -> bool {
    let number = |value: &Value| match value {
        Value::Int(value) => i64::try_from(value).ok(),
        _ => None,
    };
    let (Value::Bits(Some(bits), _), Some(start), Some(length)) = (binary, number(start), number(length))
    else {
        return false;
    };
    let bytes = (bits / 8) as i64;
    (0..=bytes).contains(&start) && (0..=bytes).contains(&start.saturating_add(length))
}

fn math(name: &str, args: &[Value]) -> Outcome {
    let numbers: Option<Vec<f64>> = (args.iter())
        .map(|arg| match arg {
            Value::Float(value) => Some(*value),
            Value::Int(value) => i64::try_from(value).ok().map(|value| value as f64),
            _ => None,
        })
        .collect();
    let Some(numbers) = numbers else {
        return badarg_unless(args.iter().all(|arg| arg.to_number().is_some()));
    };
    let outside = match (name, numbers.first()) {
        ("sqrt", Some(&x)) => x < 0.0,
        ("log" | "log2" | "log10", Some(&x)) => x <= 0.0,
        ("exp", Some(&x)) => x.exp().is_infinite(),
        ("fmod", _) => numbers.get(1) == Some(&0.0),
        ("pow", Some(&x)) => numbers.get(1).is_some_and(|&y| !x.powf(y).is_finite()),
        ("acos" | "asin", Some(&x)) => x.abs() > 1.0,
        _ => false,
    };
    if outside { badarith() } else { Unknown }
}

/// A constant in a few words.
pub fn shown(value: &Value) -> String {
    match value {
        Value::Atom(name) => swerl_syntax::token::quote_atom(name).to_string(),
        Value::Int(value) => value.to_string(),
        Value::Float(value) => format!("{value:?}"),
        Value::Nil => "[]".to_owned(),
        Value::List(parts, _) => match value.text() {
            Some(text) if text.chars().all(|c| !c.is_control()) => format!("{text:?}"),
            _ => format!("[{},...]", shown(&parts.values[0])),
        },
        Value::Tuple(_) => "{...}".to_owned(),
        Value::Map(_) => "#{...}".to_owned(),
        Value::Bits(..) => "<<...>>".to_owned(),
        Value::Unknown | Value::Fun => "...".to_owned(),
    }
}
