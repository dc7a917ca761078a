//! `module_info/0` and `module_info/1`, which every module has without defining them: functions that
//! give constants.

use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;

use crate::constant;
use crate::digest::Hasher;
use crate::ir::{Block, Callee, End, Function, FunctionId, Key, Lit, Module, Op, Operand, Stmt, Var};

/// The release of OTP's compiler whose language this is.
const COMPILER_VERSION: &str = "8.2.3";

/// Adds `module_info/0` and `module_info/1` to a module, and exports them. `source`: the path of its
/// text; `sum`: what tells its functions from those of other texts, see [`sum_of`].
pub fn add_module_info(module: &mut Module, source: &str, sum: [u8; 16]) {
    let Some(name) = module.name.clone() else { return };
    let file: Arc<str> = module.functions.first().map_or_else(|| source.into(), |f| f.file.clone());
    let first = module.functions.len() as u32;
    let function = |arity: u32, vars: u32, body: Block| Function {
        name: "module_info".into(),
        params: (0..arity).map(Var).collect(),
        closure: None,
        body,
        file: file.clone(),
        line: 0,
        vars,
        hollow: false,
    };
    // They are among what they tell of.
    module.functions.push(function(0, 0, Block::default()));
    module.functions.push(function(1, 2, Block::default()));
    module.exports.extend([FunctionId(first), FunctionId(first + 1)]);
    let items = items(module, &name, source, sum);
    let shown = ["module", "exports", "attributes", "compile", "md5"];
    let all = shown.iter().filter_map(|key| items.iter().find(|(name, _)| name == key));
    let all = all.map(|(key, value)| Lit::Tuple(vec![constant::atom(key), value.clone()])).collect();
    module.functions[first as usize].body = returning(constant::list(all, Lit::Nil));
    module.functions[first as usize + 1].body = choice(&name, items);
}

/// What `module_info/1` knows.
fn items(module: &Module, name: &str, source: &str, sum: [u8; 16]) -> Vec<(&'static str, Lit)> {
    let list = |items: Vec<Lit>| constant::list(items, Lit::Nil);
    let pair = |index: usize| {
        let function = &module.functions[index];
        Lit::Tuple(vec![Lit::Atom(function.name.clone()), Lit::Int(function.arity() as i64)])
    };
    let exports: HashSet<FunctionId> = module.exports.iter().copied().collect();
    let exported = |index: &usize| exports.contains(&FunctionId(*index as u32));
    let all = 0..module.functions.len();
    let tagged = |key: &str, value: Lit| Lit::Tuple(vec![constant::atom(key), value]);
    let string = |text: &str| constant::string(&text.chars().map(u32::from).collect::<Vec<_>>());
    let compile = vec![
        tagged("version", string(COMPILER_VERSION)),
        tagged("options", Lit::Nil),
        tagged("source", string(source)),
    ];
    vec![
        ("module", constant::atom(name)),
        ("exports", list(all.clone().filter(exported).map(pair).collect())),
        ("attributes", list(attributes(module, &sum))),
        ("compile", list(compile)),
        ("md5", Lit::Bits(sum.as_slice().into(), sum.len() * 8)),
        ("native", constant::atom("false")),
        ("functions", list(all.map(pair).collect())),
        ("nifs", Lit::Nil),
    ]
}

/// Attributes with their values as lists; a version is always among them.
fn attributes(module: &Module, sum: &[u8; 16]) -> Vec<Lit> {
    let entry = |name: &Arc<str>, value: &Lit| {
        let value = match value {
            Lit::Nil | Lit::List(..) | Lit::String(_) => value.clone(),
            single => constant::list(vec![single.clone()], Lit::Nil),
        };
        Lit::Tuple(vec![Lit::Atom(name.clone()), value])
    };
    let mut all: Vec<Lit> = module.attributes.iter().map(|(name, value)| entry(name, value)).collect();
    if !module.attributes.iter().any(|(name, _)| &**name == "vsn") {
        let number = constant::integer(&u128::from_be_bytes(*sum).into());
        all.insert(0, entry(&"vsn".into(), &number));
    }
    all
}

/// A checksum of a whole text.
pub fn checksum_of_text(text: &str) -> [u8; 16] {
    let mut sum = Hasher::new();
    // The hasher takes whatever is written.
    let _ = fmt::Write::write_str(&mut sum, text);
    sum_of(std::iter::once(sum.value()))
}

/// A checksum of functions with these digests.
pub fn sum_of(digests: impl Iterator<Item = u64>) -> [u8; 16] {
    let mut sums = [Hasher::new(), Hasher::new()];
    let _ = fmt::Write::write_str(&mut sums[1], "second");
    for digest in digests {
        for sum in &mut sums {
            // The hasher takes whatever is written.
            let _ = fmt::Write::write_fmt(sum, format_args!("{digest:016x}"));
        }
    }
    let mut bytes = [0; 16];
    for (sum, half) in sums.iter().zip(bytes.chunks_mut(8)) {
        half.copy_from_slice(&sum.value().to_be_bytes());
    }
    bytes
}

fn returning(value: Lit) -> Block {
    Block { stmts: Vec::new(), end: End::Return(Operand::Lit(value)) }
}

/// The item that the argument names; any other fails as in OTP.
fn choice(name: &str, items: Vec<(&'static str, Lit)>) -> Block {
    let arms = items.into_iter().map(|(key, value)| (Key::Lit(constant::atom(key)), returning(value)));
    let callee = Callee::Remote {
        module: Operand::Lit(constant::atom("erlang")),
        function: Operand::Lit(constant::atom("get_module_info")),
    };
    let args = vec![Operand::Lit(constant::atom(name)), Operand::Var(Var(0))];
    let call = Stmt { var: Var(1), op: Op::Call { callee, args }, line: 0 };
    let default = Block { stmts: vec![call], end: End::Return(Operand::Var(Var(1))) };
    let end = End::Switch { subject: Operand::Var(Var(0)), arms: arms.collect(), default: Box::new(default) };
    Block { stmts: Vec::new(), end }
}
