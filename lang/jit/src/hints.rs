//! Guesses: which variables of a function are likely to be floats, which integers.
//!
//! Fast code tests before it computes; where nothing is known of an operand, a guess says what to test for. A wrong
//! one costs time and nothing else.

use std::collections::HashMap;

use swerl_core::ir::{Block, Callee, Compare, Cond, End, Function, FunctionId, Label, Lit, Op, Operand, Var};

use crate::inline::{BitsInline, Inline};
use crate::varset::VarSet;

/// How far knowledge spreads against the order of the statements. A guess need not be right, and a function may
/// be large.
const ROUNDS: usize = 8;

/// The guesses of a function.
#[derive(Default)]
pub struct Hints {
    floats: VarSet,
    integers: VarSet,
    bitstrings: VarSet,
    computed: VarSet,
}

/// An operand of an operation on numbers, and what is known of it without a guess.
#[derive(Clone, Copy)]
pub struct Number<'a> {
    pub operand: &'a Operand,
    pub is_float: bool,
    pub is_small: bool,
}

/// What an operation on numbers takes them for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Numbers {
    Integers,
    Floats,
    /// There is no guess: for small integers in fast code, and for floats where that has found something else.
    Unknown,
}

/// What a walk over the function notes.
#[derive(Default)]
struct Notes {
    /// Operations that give a float if an operand is one: result and operands.
    arithmetic: Vec<[Operand; 3]>,
    /// Variables that are the same number: moved, passed to a parameter.
    same: Vec<(Var, Operand)>,
    /// Parameters of joins, while their jumps are looked at.
    params: HashMap<Label, Vec<Var>>,
    floats: VarSet,
    /// Used or made by what takes integers only.
    integers: VarSet,
    /// Counted or compared with an integer: probably one.
    counters: VarSet,
    /// Operands of operations on bitstrings.
    bitstrings: VarSet,
    /// Operands and results of arithmetic.
    computed: VarSet,
    /// The tuple that was made last: its variable and its first element.
    tuple: Option<(Var, Operand)>,
}

impl Hints {
    /// The guesses for `function`, which is function `id` of its module.
    pub fn new(function: &Function, id: FunctionId) -> Hints {
        let mut notes = Notes::default();
        notes.function(function, id);
        notes.spread();
        notes.counters.iter().filter(|&var| !notes.floats.contains(var)).for_each(|var| {
            notes.integers.insert(var);
        });
        let Notes { floats, integers, bitstrings, computed, .. } = notes;
        Hints { floats, integers, bitstrings, computed }
    }

    /// Whether an operand is probably a float.
    pub fn is_float(&self, operand: &Operand) -> bool {
        matches!(operand, Operand::Var(var) if self.floats.contains(var.0) && !self.integers.contains(var.0))
    }

    /// Whether nothing says that an operand is a number.
    pub fn may_be_any(&self, operand: &Operand) -> bool {
        let Operand::Var(var) = operand else { return false };
        ![&self.floats, &self.integers, &self.computed].iter().any(|set| set.contains(var.0))
    }

    /// Whether the function looks at the bits of a variable, or puts others behind them.
    pub fn is_bitstring(&self, var: Var) -> bool {
        self.bitstrings.contains(var.0)
    }

    /// What arithmetic on one or two numbers takes them for.
    pub fn arithmetic(&self, numbers: &[Number]) -> Numbers {
        if numbers.iter().any(|number| number.is_float) {
            return Numbers::Floats;
        }
        if numbers.iter().all(|number| number.is_small) {
            return Numbers::Integers;
        }
        // Of small integers the guess is known to be wrong.
        if numbers.iter().any(|number| !number.is_small && self.is_float(number.operand)) {
            return Numbers::Floats;
        }
        let neutral = |number: &Number| !number.is_small && !self.is_integer(number.operand);
        let literal = |number: &Number| matches!(number.operand, Operand::Lit(_));
        if !numbers.iter().any(neutral) || numbers.iter().any(literal) {
            return Numbers::Integers;
        }
        Numbers::Unknown
    }

    /// What a comparison takes two terms for; integers stand for everything but floats.
    pub fn comparison(&self, compare: Compare, a: Number, b: Number) -> Numbers {
        let equality = matches!(compare, Compare::Eq | Compare::Ne | Compare::ExactEq | Compare::ExactNe);
        let exact = matches!(compare, Compare::ExactEq | Compare::ExactNe);
        let floats = |holds: bool| if holds { Numbers::Floats } else { Numbers::Integers };
        match (a.is_float, b.is_float) {
            (true, true) => Numbers::Floats,
            (false, false) if equality => Numbers::Integers,
            (false, false) => self.arithmetic(&[a, b]),
            // One is a float. What is no number is ordered, and equal, by its type.
            (float_a, _) => {
                let other = if float_a { b } else { a };
                floats(!exact && (other.is_small || !equality && matches!(other.operand, Operand::Var(_))))
            }
        }
    }

    /// Whether an operand is probably an integer.
    pub fn is_integer(&self, operand: &Operand) -> bool {
        match operand {
            Operand::Var(var) => self.integers.contains(var.0),
            Operand::Lit(lit) => matches!(lit, Lit::Int(_) | Lit::Big(_)),
        }
    }
}

fn is_integer_literal(operand: &Operand) -> bool {
    matches!(operand, Operand::Lit(Lit::Int(_)))
}

fn is_float_literal(operand: &Operand) -> bool {
    matches!(operand, Operand::Lit(Lit::Float(_)))
}

fn note(set: &mut VarSet, operand: &Operand) {
    if let Operand::Var(var) = operand {
        set.insert(var.0);
    }
}

impl Notes {
    fn function(&mut self, function: &Function, id: FunctionId) {
        let mut blocks = vec![&function.body];
        while let Some(block) = blocks.pop() {
            for stmt in &block.stmts {
                self.operation(stmt.var, &stmt.op);
                if let Op::Call { callee: Callee::Local(callee), args } = &stmt.op
                    && *callee == id
                {
                    self.same.extend(function.params.iter().copied().zip(args.iter().cloned()));
                }
            }
            self.end(&block.end, &mut blocks);
        }
    }

    fn operation(&mut self, result: Var, op: &Op) {
        if let Op::Move(operand) = op {
            self.same.push((result, operand.clone()));
        }
        if let Op::Tuple(elements) = op {
            self.tuple = elements.first().map(|first| (result, first.clone()));
        }
        let (Some(inline), Op::Bif { args, .. } | Op::Call { args, .. }) = (Inline::of(op), op) else {
            return;
        };
        match inline {
            Inline::Bits(BitsInline::New) => match self.tuple.take() {
                Some((tuple, first)) if args[1] == Operand::Var(tuple) => note(&mut self.bitstrings, &first),
                _ => {}
            },
            Inline::Bits(BitsInline::Span | BitsInline::Utf8Width) => {}
            Inline::Bits(BitsInline::Float) => {
                note(&mut self.bitstrings, &args[0]);
                self.floats.insert(result.0);
            }
            Inline::Bits(_) => note(&mut self.bitstrings, &args[0]),
            Inline::Divide | Inline::ToFloat | Inline::SquareRoot => {
                self.floats.insert(result.0);
            }
            Inline::Add | Inline::Sub | Inline::Mul | Inline::Min | Inline::Max => {
                self.arithmetic.push([Operand::Var(result), args[0].clone(), args[1].clone()]);
                args.iter().for_each(|operand| note(&mut self.computed, operand));
                self.computed.insert(result.0);
                if inline != Inline::Mul && args.iter().any(is_integer_literal) {
                    args.iter().for_each(|operand| note(&mut self.counters, operand));
                    self.counters.insert(result.0);
                }
            }
            Inline::Negate | Inline::Abs => self.same.push((result, args[0].clone())),
            Inline::IntDiv
            | Inline::Rem
            | Inline::Band
            | Inline::Bor
            | Inline::Bxor
            | Inline::Bnot
            | Inline::Bsl
            | Inline::Bsr => {
                args.iter().for_each(|operand| note(&mut self.integers, operand));
                self.integers.insert(result.0);
            }
            Inline::TupleSize => {
                self.integers.insert(result.0);
            }
            Inline::Element | Inline::SetElement => note(&mut self.integers, &args[0]),
            Inline::Compare(_) => self.comparison(&args[0], &args[1]),
            _ => {}
        }
    }

    fn comparison(&mut self, a: &Operand, b: &Operand) {
        for (one, other) in [(a, b), (b, a)] {
            if is_integer_literal(one) {
                note(&mut self.counters, other);
            }
            if is_float_literal(one) {
                note(&mut self.floats, other);
            }
        }
    }

    fn end<'f>(&mut self, end: &'f End, blocks: &mut Vec<&'f Block>) {
        match end {
            End::Jump(label, args) => {
                if let Some(params) = self.params.get(label) {
                    self.same.extend(params.iter().copied().zip(args.iter().cloned()));
                }
            }
            End::Join { label, params, .. } => {
                self.params.insert(*label, params.clone());
            }
            End::If { cond: Cond::Compare(_, a, b), .. } => self.comparison(a, b),
            _ => {}
        }
        end.blocks(blocks);
    }

    /// Spreads what is known from number to number.
    fn spread(&mut self) {
        for _ in 0..ROUNDS {
            let mut changed = false;
            for [result, a, b] in &self.arithmetic {
                let float = |operand: &Operand| is_float_literal(operand) || holds(&self.floats, operand);
                let (made, operands) = (float(result), float(a) || float(b));
                if operands && !made {
                    note(&mut self.floats, result);
                    changed = true;
                }
                // What a float is made of, or computed with, is probably a float; what is counted is not.
                for operand in [a, b] {
                    let counts = holds(&self.integers, operand) || holds(&self.counters, operand);
                    let known = holds(&self.floats, operand);
                    if (made || operands) && !counts && !known && matches!(operand, Operand::Var(_)) {
                        note(&mut self.floats, operand);
                        changed = true;
                    }
                }
            }
            for (var, operand) in &self.same {
                let var = &Operand::Var(*var);
                if is_float_literal(operand) && !holds(&self.floats, var) {
                    note(&mut self.floats, var);
                    changed = true;
                }
                for set in [&mut self.floats, &mut self.integers, &mut self.counters] {
                    if matches!(operand, Operand::Var(_)) && holds(set, var) != holds(set, operand) {
                        note(set, var);
                        note(set, operand);
                        changed = true;
                    }
                }
            }
            if !changed {
                return;
            }
        }
    }
}

fn holds(set: &VarSet, operand: &Operand) -> bool {
    matches!(operand, Operand::Var(var) if set.contains(var.0))
}
