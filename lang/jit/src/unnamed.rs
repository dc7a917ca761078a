//! Operators that a stack trace does not name when they fail.
//!
//! `a * b` fails in `erlang:'*'/2`, and the stack trace says so. OTP's machine code has instructions of its own for two
//! kinds of operations, and these fail in the function that has them: adding and subtracting a constant, and
//! arithmetic that is certain to be on floats.

use std::collections::HashMap;

use swerl_core::ir::{Callee, End, Function, Label, Lit, Op, Operand, Var};

use crate::varset::VarSet;

/// Integers below this, and not below its negative, are small integers in OTP.
const SMALL_LIMIT: i64 = 1 << 59;

/// Whether the failures of some operations of that name are the function's own.
pub fn may_be(name: &str) -> bool {
    matches!(name, "+" | "-" | "*" | "/")
}

/// What of a function's variables is known without looking at its callers. Values depend on it, too: what is certain to be a
/// float is negated as one.
pub struct SureFloats {
    floats: VarSet,
}

impl SureFloats {
    /// Finds the variables of `function` that hold nothing but floats.
    pub fn new(function: &Function) -> SureFloats {
        let mut sure = SureFloats { floats: VarSet::default() };
        // What a join is passed is known after the first round.
        for _ in 0..2 {
            sure.round(function);
        }
        sure
    }

    /// Whether the failure of this operation is one of the function itself.
    pub fn is_unnamed(&self, name: &str, args: &[Operand]) -> bool {
        match (name, args) {
            ("/", [_, _]) => true,
            ("+", [a, b]) if is_small(a) || is_small(b) => true,
            ("-", [_, Operand::Lit(Lit::Int(number))]) if (0..SMALL_LIMIT).contains(number) => true,
            ("-", [a]) => self.is_float(a),
            ("+" | "-" | "*", [a, b]) => self.is_float(a) || self.is_float(b),
            _ => false,
        }
    }

    fn is_float(&self, operand: &Operand) -> bool {
        match operand {
            Operand::Var(var) => self.floats.contains(var.0),
            Operand::Lit(lit) => matches!(lit, Lit::Float(_)),
        }
    }

    fn round(&mut self, function: &Function) {
        // Of each join, what the jumps to it pass.
        let mut passed: HashMap<Label, (Vec<Var>, Vec<bool>)> = HashMap::new();
        let mut blocks = vec![&function.body];
        while let Some(block) = blocks.pop() {
            for stmt in &block.stmts {
                if self.makes_float(&stmt.op) {
                    self.floats.insert(stmt.var.0);
                }
            }
            match &block.end {
                End::Join { label, params, .. } => {
                    passed.insert(*label, (params.clone(), vec![true; params.len()]));
                }
                End::Jump(label, args) => {
                    if let Some((_, floats)) = passed.get_mut(label) {
                        floats.iter_mut().zip(args).for_each(|(float, arg)| *float &= self.is_float(arg));
                    }
                }
                _ => {}
            }
            block.end.blocks(&mut blocks);
        }
        for (params, floats) in passed.into_values() {
            for (param, _) in params.iter().zip(floats).filter(|(_, float)| *float) {
                self.floats.insert(param.0);
            }
        }
    }

    fn makes_float(&self, op: &Op) -> bool {
        match op {
            Op::Move(operand) => self.is_float(operand),
            Op::Bif { name, args, .. } => match (&**name, &args[..]) {
                ("/", [_, _]) | ("float", [_]) => true,
                ("+" | "-" | "*", args) => args.iter().any(|arg| self.is_float(arg)),
                _ => false,
            },
            Op::Call { callee: Callee::Remote { module, function }, args } => {
                let name = |operand: &Operand| match operand {
                    Operand::Lit(Lit::Atom(name)) => name.clone(),
                    _ => "".into(),
                };
                match (&*name(module), &*name(function)) {
                    ("math", _) => true,
                    // OTP computes what reads a constant text when it compiles.
                    ("erlang", "list_to_float" | "binary_to_float") => matches!(args[..], [Operand::Lit(_)]),
                    ("erlang", function) => function == "float",
                    _ => false,
                }
            }
            _ => false,
        }
    }
}

fn is_small(operand: &Operand) -> bool {
    matches!(operand, Operand::Lit(Lit::Int(number)) if (-SMALL_LIMIT..SMALL_LIMIT).contains(number))
}
