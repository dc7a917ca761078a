//! Which parameters a loop carries as floats from round to round, instead of as terms.
//!
//! A loop is a function whose first segment ends with calls of the function itself. Where these pass what was computed
//! as a float, making a term of it and taking that apart again in the next round is most of the work. This decides for
//! which parameters it is worth while; whether they are floats each time is found out when the code runs.

use std::collections::HashMap;

use swerl_core::ir::{
    Block, Callee, Cond, End, Function, FunctionId, Label, Lit, Op, Operand, TypeTest, Var,
};

use crate::analysis::{Analysis, Mode, is_cut, operands};
use crate::hints::{Hints, Number, Numbers};
use crate::inline::{BitsInline, Inline};
use crate::varset::VarSet;

/// As many floats travel in registers; more would go by the native stack.
const MOST_FLOATS: u32 = 8;

/// Parameters beyond this many are always terms.
pub const MOST_PARAMS: usize = u16::BITS as usize;

/// What one parameter brings to light makes others worth while; more rounds than this are not made.
const ROUNDS: usize = 8;

/// Parameters by bits of their numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FloatParams {
    /// Those that rounds compute.
    pub changing: u16,
    /// With those that stay the same and are computed with.
    pub all: u16,
}

impl FloatParams {
    /// The parameters of `function`, which is function `id` of its module, in code of a mode.
    pub fn new(
        function: &Function,
        id: FunctionId,
        hints: &Hints,
        analysis: &Analysis<'_>,
        mode: Mode,
    ) -> FloatParams {
        let mut found = FloatParams::default();
        let mut banned = 0;
        for _ in 0..ROUNDS {
            let mut round = Round::new(function, id, hints, analysis, mode);
            round.assume(found.changing);
            round.block(&function.body);
            let changing = few(round.changing(found.changing) & !banned, MOST_FLOATS);
            banned |= round.shared(changing);
            let changing = changing & !banned;
            if changing == 0 {
                return FloatParams::default();
            }
            let constant = few(round.constant(changing), MOST_FLOATS - changing.count_ones());
            let next = FloatParams { changing, all: changing | constant };
            if next == found {
                break;
            }
            found = next;
        }
        // Each of these rounds was right about what it found, but not all may have been found.
        found
    }
}

/// So many of the lowest bits that are set.
fn few(mask: u16, most: u32) -> u16 {
    let bits = (0..MOST_PARAMS).filter(|&index| has(mask, index));
    bits.take(most as usize).fold(0, |few, index| few | 1 << index)
}

/// Whether parameter `index` is among those of a mask.
pub fn has(mask: u16, index: usize) -> bool {
    index < MOST_PARAMS && mask >> index & 1 == 1
}

/// How the first segment uses a variable.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    /// As a float.
    Number,
    /// A term is needed.
    Term,
}

/// What is found out about a join.
struct Joined {
    /// Whether its body calls the function.
    calls: bool,
    /// Of each parameter, what all jumps pass, and what some pass.
    params: Vec<Passed>,
}

#[derive(Clone, Copy)]
struct Passed {
    all_floats: bool,
    all_computed: bool,
    some_derived: bool,
}

impl Joined {
    fn new(calls: bool, params: usize) -> Joined {
        let passed = Passed { all_floats: true, all_computed: true, some_derived: false };
        Joined { calls, params: vec![passed; params] }
    }
}

/// A walk over the function's first segment.
struct Round<'a, 'f> {
    function: &'f Function,
    id: FunctionId,
    hints: &'a Hints,
    analysis: &'a Analysis<'a>,
    mode: Mode,
    /// What is a float on the way to the current place, and what a small integer.
    floats: VarSet,
    small: VarSet,
    /// What operations have computed as floats.
    computed: VarSet,
    /// That, and what is such a float on some way to a join.
    derived: VarSet,
    joins: HashMap<Label, Joined>,
    /// What variables are used for before calls of the function.
    uses: Vec<(Var, Use)>,
    /// The arguments of these calls.
    calls: Vec<&'f [Operand]>,
}

impl<'a, 'f> Round<'a, 'f> {
    fn new(
        function: &'f Function,
        id: FunctionId,
        hints: &'a Hints,
        analysis: &'a Analysis<'a>,
        mode: Mode,
    ) -> Round<'a, 'f> {
        Round {
            function,
            id,
            hints,
            analysis,
            mode,
            floats: VarSet::default(),
            small: VarSet::default(),
            computed: VarSet::default(),
            derived: VarSet::default(),
            joins: HashMap::new(),
            uses: Vec::new(),
            calls: Vec::new(),
        }
    }

    /// Takes parameters for floats.
    fn assume(&mut self, mask: u16) {
        for (index, param) in self.function.params.iter().enumerate() {
            if has(mask, index) {
                self.floats.insert(param.0);
            }
        }
    }

    /// Walks through a block. Whether it calls the function.
    fn block(&mut self, block: &'f Block) -> bool {
        let before = self.uses.len();
        let calls = self.statements(block);
        if !calls {
            self.uses.truncate(before);
        }
        calls
    }

    fn statements(&mut self, block: &'f Block) -> bool {
        for stmt in &block.stmts {
            if is_cut(&stmt.op, self.mode) {
                return match self_call(block, self.id) {
                    Some(args) if block.stmts.last().is_some_and(|last| last.var == stmt.var) => {
                        self.calls.push(args);
                        true
                    }
                    _ => false,
                };
            }
            self.operation(stmt.var, &stmt.op);
        }
        self.end(&block.end)
    }

    fn end(&mut self, end: &'f End) -> bool {
        match end {
            End::Join { label, params, body, rest } => {
                if self.analysis.joins[label].is_lifted(self.mode) {
                    return self.block(rest);
                }
                let calls = self.calls_in(body);
                self.joins.insert(*label, Joined::new(calls, params.len()));
                let reached = self.branch(rest);
                self.join(*label, params);
                self.branch(body) || reached
            }
            End::If { cond, then, otherwise } => {
                self.condition(cond);
                let floats = self.floats.clone();
                if let Cond::Is(TypeTest::Float, Operand::Var(var)) = cond {
                    self.floats.insert(var.0);
                }
                let calls = self.branch(then);
                self.floats = floats;
                self.branch(otherwise) || calls
            }
            End::Switch { subject, arms, default } => {
                self.use_as(subject, Use::Term);
                let mut calls = self.branch(default);
                for (_, arm) in arms {
                    calls |= self.branch(arm);
                }
                calls
            }
            End::Jump(label, args) => self.jump(*label, args),
            _ => false,
        }
    }

    fn jump(&mut self, label: Label, args: &'f [Operand]) -> bool {
        let Some(mut join) = self.joins.remove(&label) else { return false };
        for (passed, operand) in join.params.iter_mut().zip(args) {
            passed.all_floats &= self.number(operand).is_float;
            passed.all_computed &= self.is_computed(operand);
            passed.some_derived |= self.is_derived(operand);
        }
        let calls = join.calls;
        self.joins.insert(label, join);
        calls
    }

    /// Notes what the parameters of a join are, when all jumps to it have been looked at.
    fn join(&mut self, label: Label, params: &[Var]) {
        let Some(join) = self.joins.get(&label) else { return };
        for (param, passed) in params.iter().zip(&join.params) {
            if passed.all_floats {
                self.floats.insert(param.0);
            }
            if passed.all_computed {
                self.computed.insert(param.0);
            }
            if passed.some_derived {
                self.derived.insert(param.0);
            }
        }
    }

    /// Walks through a block without knowing afterwards what was found out in it.
    fn branch(&mut self, block: &'f Block) -> bool {
        let (floats, small) = (self.floats.clone(), self.small.clone());
        let calls = self.block(block);
        (self.floats, self.small) = (floats, small);
        calls
    }

    /// Whether the function is called in a block, or in what it jumps to.
    fn calls_in(&mut self, block: &Block) -> bool {
        let last = block.stmts.len().saturating_sub(1);
        if let Some(cut) = block.stmts.iter().position(|stmt| is_cut(&stmt.op, self.mode)) {
            return cut == last && self_call(block, self.id).is_some();
        }
        match &block.end {
            End::Join { label, body, rest, .. } => {
                let calls = !self.analysis.joins[label].is_lifted(self.mode) && self.calls_in(body);
                self.joins.insert(*label, Joined::new(calls, 0));
                self.calls_in(rest)
            }
            End::If { then, otherwise, .. } => self.calls_in(then) || self.calls_in(otherwise),
            End::Switch { arms, default, .. } => {
                self.calls_in(default) || arms.iter().any(|(_, arm)| self.calls_in(arm))
            }
            End::Jump(label, _) => self.joins.get(label).is_some_and(|join| join.calls),
            _ => false,
        }
    }

    fn use_as(&mut self, operand: &Operand, what: Use) {
        if let Operand::Var(var) = operand {
            self.uses.push((*var, what));
        }
    }

    fn number<'o>(&self, operand: &'o Operand) -> Number<'o> {
        let (is_float, is_small) = match operand {
            Operand::Var(var) => (self.floats.contains(var.0), self.small.contains(var.0)),
            Operand::Lit(lit) => (matches!(lit, Lit::Float(_)), matches!(lit, Lit::Int(_))),
        };
        Number { operand, is_float, is_small }
    }

    fn are_floats(&self, numbers: Numbers) -> bool {
        numbers == Numbers::Floats || numbers == Numbers::Unknown && self.mode == Mode::Float
    }

    fn operation(&mut self, result: Var, op: &'f Op) {
        if let Op::Move(operand) = op {
            let number = self.number(operand);
            if number.is_float {
                self.floats.insert(result.0);
            }
            if number.is_small {
                self.small.insert(result.0);
            }
            return self.use_as(operand, Use::Term);
        }
        let (Some(inline), Op::Bif { args, .. } | Op::Call { args, .. }) = (Inline::of(op), op) else {
            return operands(op).into_iter().for_each(|operand| self.use_as(operand, Use::Term));
        };
        let numbers = match inline {
            Inline::Bits(BitsInline::Float) => {
                self.floats.insert(result.0);
                self.computed.insert(result.0);
                self.derived.insert(result.0);
                return self.use_as(&args[0], Use::Term);
            }
            Inline::Divide | Inline::ToFloat | Inline::SquareRoot => Numbers::Floats,
            Inline::Add | Inline::Sub | Inline::Mul | Inline::Negate | Inline::Abs => {
                let numbers: Vec<Number> = args.iter().map(|operand| self.number(operand)).collect();
                self.hints.arithmetic(&numbers)
            }
            Inline::Compare(compare) => {
                self.hints.comparison(compare, self.number(&args[0]), self.number(&args[1]))
            }
            _ => Numbers::Integers,
        };
        let (floats, compares) = (self.are_floats(numbers), matches!(inline, Inline::Compare(_)));
        let what = if floats || matches!(inline, Inline::Test(_)) { Use::Number } else { Use::Term };
        args.iter().for_each(|operand| self.use_as(operand, what));
        if floats && !compares {
            self.floats.insert(result.0);
            self.computed.insert(result.0);
            self.derived.insert(result.0);
        } else if inline.gives_integer() {
            self.small.insert(result.0);
        }
    }

    fn condition(&mut self, cond: &'f Cond) {
        match cond {
            Cond::Compare(compare, a, b) => {
                let numbers = self.hints.comparison(*compare, self.number(a), self.number(b));
                let what = if self.are_floats(numbers) { Use::Number } else { Use::Term };
                self.use_as(a, what);
                self.use_as(b, what);
            }
            // What is in a register as a float is known to be one.
            Cond::Is(..) => {}
            Cond::True(operand) | Cond::IsFunction(operand, _) => self.use_as(operand, Use::Term),
        }
    }

    /// The parameters by their numbers, with what a call passes for each.
    fn passed(&self, index: usize) -> impl Iterator<Item = &'f Operand> {
        self.calls.iter().filter_map(move |args| args.get(index))
    }

    fn params(&self) -> impl Iterator<Item = (usize, Var)> {
        self.function.params.iter().copied().enumerate().take(MOST_PARAMS)
    }

    fn mask(&self, which: impl Fn(usize, Var) -> bool) -> u16 {
        self.params()
            .filter(|&(index, param)| which(index, param))
            .fold(0, |mask, (index, _)| mask | 1 << index)
    }

    fn is_computed(&self, operand: &Operand) -> bool {
        matches!(operand, Operand::Var(var) if self.computed.contains(var.0))
    }

    fn is_derived(&self, operand: &Operand) -> bool {
        matches!(operand, Operand::Var(var) if self.derived.contains(var.0))
    }

    fn is_used(&self, param: Var, what: Use) -> bool {
        self.uses.contains(&(param, what))
    }

    /// The parameters for which some call passes a computed float, or another one of them.
    fn changing(&self, known: u16) -> u16 {
        self.mask(|index, param| {
            let is_known = |operand: &Operand| match operand {
                Operand::Var(var) => *var != param && self.is_among(*var, known),
                Operand::Lit(_) => false,
            };
            self.passed(index).any(|operand| self.is_derived(operand) || is_known(operand))
        })
    }

    fn is_among(&self, var: Var, mask: u16) -> bool {
        self.params().any(|(index, param)| param == var && has(mask, index))
    }

    /// Those among the parameters of which a term is needed that may be the same one in the next round: to carry them as
    /// floats would mean to make one in each round.
    fn shared(&self, mask: u16) -> u16 {
        self.mask(|index, param| {
            let passed_as_term = || {
                let others = self.params().filter(|&(other, _)| !has(mask, other));
                others.into_iter().any(|(other, _)| self.passes(other, param))
                    || (MOST_PARAMS..self.function.params.len()).any(|other| self.passes(other, param))
            };
            has(mask, index)
                && !self.passed(index).all(|operand| self.is_computed(operand))
                && (self.is_used(param, Use::Term) || passed_as_term())
        })
    }

    fn passes(&self, index: usize, param: Var) -> bool {
        self.passed(index).any(|operand| *operand == Operand::Var(param))
    }

    /// The parameters beside the changing ones that all rounds pass on and compute with as floats.
    fn constant(&self, changing: u16) -> u16 {
        if self.calls.len() < count_calls(&self.function.body, self.id) {
            // What follows a call of another function has it as a term.
            return 0;
        }
        self.mask(|index, param| {
            !has(changing, index)
                && self.passed(index).all(|operand| *operand == Operand::Var(param))
                && !self.hints.is_integer(&Operand::Var(param))
                && self.is_used(param, Use::Number)
                && !self.is_used(param, Use::Term)
        })
    }
}

/// The arguments, if a block ends with a tail call of `function`.
pub fn self_call(block: &Block, function: FunctionId) -> Option<&[Operand]> {
    let (last, End::Return(Operand::Var(var))) = (block.stmts.last()?, &block.end) else { return None };
    match &last.op {
        Op::Call { callee: Callee::Local(callee), args } if *callee == function && last.var == *var => {
            Some(args)
        }
        _ => None,
    }
}

/// How many tail calls of `function` there are in a body.
fn count_calls(body: &Block, function: FunctionId) -> usize {
    let mut count = 0;
    let mut blocks = vec![body];
    while let Some(block) = blocks.pop() {
        count += usize::from(self_call(block, function).is_some());
        block.end.blocks(&mut blocks);
    }
    count
}

#[cfg(test)]
mod tests {
    use swerl_core::Options as CoreOptions;
    use swerl_syntax::{NoIncludes, Options, parse_module};

    use super::*;

    /// What a loop carries: changing parameters and all of them.
    #[track_caller]
    fn carries(function: &str, mode: Mode, changing: u16, all: u16) {
        let text = format!("-module(t).\n-compile(export_all).\n{function}");
        let parsed = parse_module("t.erl", &text, &Options::default(), &mut NoIncludes);
        let (module, _) = swerl_core::lower_module(&parsed.module, &parsed.sources, &CoreOptions::default());
        let (function, id) = (&module.functions[0], FunctionId(0));
        let (hints, analysis) = (Hints::new(function, id), Analysis::new(function));
        let found = FloatParams::new(function, id, &hints, &analysis, mode);
        assert_eq!(found, FloatParams { changing, all });
    }

    #[test]
    fn what_rounds_compute_as_floats_is_carried() {
        carries("f(0, X) -> X; f(N, X) -> f(N - 1, X * 1.5).", Mode::Fast, 0b10, 0b10);
        carries("f(0, X) -> X; f(N, X) -> f(N - 1, X + 1).", Mode::Fast, 0, 0);
        carries("f(0, X) -> X; f(N, X) -> g(N), f(N - 1, X * 1.5). g(N) -> io:nl().", Mode::Fast, 0, 0);
        let joined = "f(0, X) -> X; f(N, X) -> f(N - 1, if X > 1.0 -> X / 2; true -> X end).";
        carries(joined, Mode::Fast, 0b10, 0b10);
        // What is handed on becomes one as well.
        carries("f(0, A, _) -> A; f(N, A, B) -> f(N - 1, B, A + B / 2).", Mode::Fast, 0b110, 0b110);
    }

    #[test]
    fn without_a_guess_only_float_code_carries() {
        let sum = "f([], S) -> S; f([X | Xs], S) -> f(Xs, S + X).";
        carries(sum, Mode::Fast, 0, 0);
        carries(sum, Mode::Float, 0b10, 0b10);
    }

    #[test]
    fn constants_are_carried_where_nobody_needs_their_terms() {
        carries("f(0, X, _) -> X; f(N, X, K) -> f(N - 1, X * K / 2, K).", Mode::Fast, 0b10, 0b110);
        carries("f(0, X, K) -> {X, K}; f(N, X, K) -> f(N - 1, X * K / 2, K).", Mode::Fast, 0b10, 0b110);
        let kept = "f(0, X, _, L) -> {X, L}; f(N, X, K, L) -> f(N - 1, X * K / 2, K, [K | L]).";
        carries(kept, Mode::Fast, 0b10, 0b10);
        let called = "f(0, X, _) -> X; f(1, X, K) -> g(), f(0, X * K / 2, K);
            f(N, X, K) -> f(N - 1, X * K / 2, K). g() -> io:nl().";
        carries(called, Mode::Fast, 0b10, 0b10);
    }

    #[test]
    fn what_is_a_term_anyway_is_carried_only_if_it_is_new_each_time() {
        carries("f(0, X, L) -> {X, L}; f(N, X, L) -> f(N - 1, X * 1.5, [X | L]).", Mode::Fast, 0b10, 0b10);
        let same =
            "f(0, X, L) -> {X, L}; f(1, X, L) -> f(0, X, [X | L]); f(N, X, L) -> f(N - 1, X * 1.5, L).";
        carries(same, Mode::Fast, 0, 0);
    }

    #[test]
    fn only_so_many_are_carried() {
        let params: Vec<String> = (0..12).map(|n| format!("P{n}")).collect();
        let next: Vec<String> = params.iter().map(|p| format!("{p} * 1.5")).collect();
        let text =
            format!("f(0, {0}) -> {{{0}}}; f(N, {0}) -> f(N - 1, {1}).", params.join(", "), next.join(", "));
        carries(&text, Mode::Fast, 0b1_1111_1110, 0b1_1111_1110);
    }
}
