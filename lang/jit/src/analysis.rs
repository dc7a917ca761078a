//! What code generation must know of a function before it starts: which variables are alive where a
//! segment ends, and which joins are reached from other segments than their own.
//!
//! A function is cut into segments in two ways. *Fast* code is cut at calls only; arithmetic and
//! comparisons are done in place for small integers, and anything else leaves for the segment's
//! *general* twin, which is cut at every operation that may need the runtime, too.

use std::collections::HashMap;

use swerl_core::ir::{Block, Callee, Cond, End, Failure, Function, Label, Op, Operand, Var};

use crate::inline::{Inline, compare_may_be_slow};
use crate::varset::VarSet;

/// How a segment treats operations that may need the runtime.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mode {
    /// Numbers of which nothing is known are small integers.
    Fast,
    /// Numbers of which nothing is known are floats: where fast code found something else.
    Float,
    General,
}

impl Mode {
    /// By what the cuts are told apart: float code is cut like fast code.
    fn cuts(self) -> usize {
        usize::from(self == Mode::General)
    }
}

/// A place in a function, between two steps: before statement `index` of a block (or before its end).
pub type Place = (*const Block, usize);

/// A join of the function.
pub struct Join<'f> {
    pub params: &'f [Var],
    pub body: &'f Block,
    /// Variables that `body` uses besides its parameters.
    captured: VarSet,
    /// Whether jumps to it come from other segments, in fast and in general code.
    lifted: [bool; 2],
}

impl Join<'_> {
    /// Whether the join is a segment of its own in a mode.
    pub fn is_lifted(&self, mode: Mode) -> bool {
        self.lifted[mode.cuts()]
    }
}

/// The results, by place.
pub struct Analysis<'f> {
    pub joins: HashMap<Label, Join<'f>>,
    /// Variables alive at a place where a segment may have to begin, but for what the step before
    /// the place defines.
    live: HashMap<Place, VarSet>,
    /// The variables of each receive (by the block that it ends): what its matcher and its time-out
    /// use.
    receives: Vec<VarSet>,
    receive_of: HashMap<*const Block, usize>,
    /// Receives of whose segment an [`End::NextMessage`] stands elsewhere need no mark: such an end
    /// jumps to the segment. This says in which it is at home, by mode.
    next_is_local: HashMap<*const Block, [bool; 2]>,
    /// The blocks that end receives and tries, by the block that ends with [`End::NextMessage`] or
    /// [`End::Leave`] to them.
    owners: HashMap<*const Block, &'f Block>,
    /// The first number past the function's variables; numbers from here on stand for "what receive
    /// `n` uses", which is not known before its matcher is done.
    first_receive: u32,
}

impl<'f> Analysis<'f> {
    pub fn new(function: &'f Function) -> Analysis<'f> {
        let mut analysis = Analysis {
            joins: HashMap::new(),
            live: HashMap::new(),
            receives: Vec::new(),
            receive_of: HashMap::new(),
            next_is_local: HashMap::new(),
            owners: HashMap::new(),
            first_receive: function.vars,
        };
        analysis.liveness(&function.body, None);
        let mut cuts = Cuts { next: 1, analysis: &mut analysis, homes: HashMap::new() };
        cuts.block(&function.body, [0, 0], Around::default());
        analysis
    }

    /// The variables alive at a place that [`Mode::General`] or [`Mode::Fast`] code may be cut at, in
    /// ascending order, without `defined`.
    pub fn live_at(&self, place: Place, defined: Option<Var>) -> Vec<Var> {
        let Some(set) = self.live.get(&place) else { return Vec::new() };
        self.expand(set).into_iter().filter(|&var| Some(var) != defined).collect()
    }

    /// The variables that a join's body uses besides its parameters.
    pub fn captured(&self, label: Label) -> Vec<Var> {
        self.expand(&self.joins[&label].captured)
    }

    /// The variables that the receive at the end of `block` uses.
    pub fn receive_vars(&self, block: *const Block) -> Vec<Var> {
        self.expand(&self.receives[self.receive_of[&block]])
    }

    /// Whether the [`End::NextMessage`] of `block` stands in the segment of its receive.
    pub fn next_is_local(&self, block: *const Block, mode: Mode) -> bool {
        self.next_is_local.get(&block).is_some_and(|local| local[mode.cuts()])
    }

    /// The block whose receive or try the end of `block` belongs to.
    pub fn owner(&self, block: *const Block) -> Option<&'f Block> {
        self.owners.get(&block).copied()
    }

    fn expand(&self, set: &VarSet) -> Vec<Var> {
        let mut all = set.clone();
        loop {
            let receives: Vec<u32> = all.iter().filter(|&n| n >= self.first_receive).collect();
            if receives.is_empty() {
                return all.iter().map(Var).collect();
            }
            for number in receives {
                all.remove(number);
                all.union(&self.receives[(number - self.first_receive) as usize]);
            }
        }
    }

    /// The variables alive at the start of `block`, noting those at every place where code may be cut.
    /// `receive` is the innermost receive whose matcher this is part of.
    fn liveness(&mut self, block: &'f Block, receive: Option<u32>) -> VarSet {
        let mut live = self.end_liveness(block, receive);
        for (index, stmt) in block.stmts.iter().enumerate().rev() {
            if may_cut(&stmt.op) {
                self.live.insert((block, index + 1), live.clone());
            }
            live.remove(stmt.var.0);
            for operand in operands(&stmt.op) {
                use_operand(&mut live, operand);
            }
            if let Op::Bif { fail: Some(label), .. } = &stmt.op {
                live.union(&self.joins[label].captured);
                // The continuation of a guard's call decides between going on and failing.
                if let Some(after) = self.live.get_mut(&(block as *const Block, index + 1)) {
                    after.union(&self.joins[label].captured);
                }
            }
        }
        live
    }

    fn end_liveness(&mut self, block: &'f Block, receive: Option<u32>) -> VarSet {
        let mut live = VarSet::default();
        match &block.end {
            End::Return(operand) | End::Leave(operand) => use_operand(&mut live, operand),
            End::Jump(label, args) => {
                live.union(&self.joins[label].captured);
                args.iter().for_each(|operand| use_operand(&mut live, operand));
            }
            End::Join { label, params, body, rest } => {
                let mut captured = self.liveness(body, receive);
                params.iter().for_each(|param| captured.remove(param.0));
                self.joins.insert(*label, Join { params, body, captured, lifted: [false; 2] });
                live = self.liveness(rest, receive);
            }
            End::If { cond, then, otherwise } => {
                live = self.liveness(then, receive);
                live.union(&self.liveness(otherwise, receive));
                if let Cond::Compare(..) = cond {
                    self.live.insert((block, block.stmts.len() + 1), live.clone());
                }
                cond_operands(cond).into_iter().for_each(|operand| use_operand(&mut live, operand));
            }
            End::Switch { subject, arms, default } => {
                live = self.liveness(default, receive);
                for (_, arm) in arms {
                    live.union(&self.liveness(arm, receive));
                }
                use_operand(&mut live, subject);
            }
            End::Fail { failure, .. } => {
                failure_operands(failure).iter().for_each(|operand| use_operand(&mut live, operand));
            }
            End::Reraise(operands) => operands.iter().for_each(|operand| use_operand(&mut live, operand)),
            End::Try { .. } => live = self.try_liveness(block, receive),
            End::Receive { .. } => live = self.receive_liveness(block, receive),
            End::NextMessage => {
                if let Some(number) = receive {
                    live.insert(self.first_receive + number);
                }
            }
        }
        live
    }

    /// What a try uses. Its catch frame keeps what the value's and the exception's continuations need.
    fn try_liveness(&mut self, block: &'f Block, receive: Option<u32>) -> VarSet {
        let End::Try { body, value, ok, caught, handler } = &block.end else { unreachable!("a try") };
        let mut kept = self.liveness(ok, receive);
        kept.remove(value.0);
        let mut handled = self.liveness(handler, receive);
        caught.iter().for_each(|var| handled.remove(var.0));
        kept.union(&handled);
        self.live.insert((block, block.stmts.len() + 1), kept.clone());
        let mut live = self.liveness(body, None);
        self.live.insert((block, block.stmts.len()), live.clone());
        live.union(&kept);
        live
    }

    /// What a receive uses, which is what each round of its loop is given.
    fn receive_liveness(&mut self, block: &'f Block, receive: Option<u32>) -> VarSet {
        let End::Receive { message, matcher, after, .. } = &block.end else { unreachable!("a receive") };
        let number = self.receives.len();
        self.receives.push(VarSet::default());
        self.receive_of.insert(block, number);
        let mut vars = self.liveness(matcher, Some(number as u32));
        vars.remove(message.0);
        vars.remove(self.first_receive + number as u32);
        if let Some((timeout, body)) = after {
            vars.union(&self.liveness(body, receive));
            use_operand(&mut vars, timeout);
        }
        self.receives[number] = vars.clone();
        vars
    }
}

/// Numbers the segments of both modes, to see which jumps cross from one to another.
struct Cuts<'a, 'f> {
    next: u32,
    analysis: &'a mut Analysis<'f>,
    /// The segments in which joins are defined.
    homes: HashMap<Label, [u32; 2]>,
}

/// What stands around a block.
#[derive(Clone, Copy, Default)]
struct Around<'f> {
    /// The block of the innermost receive, with the segments of its matcher's start.
    receive: Option<(&'f Block, [u32; 2])>,
    /// The block of the innermost try whose body this is.
    attempt: Option<&'f Block>,
}

impl<'f> Cuts<'_, 'f> {
    fn fresh(&mut self) -> u32 {
        self.next += 1;
        self.next
    }

    fn fresh_both(&mut self) -> [u32; 2] {
        [self.fresh(), self.fresh()]
    }

    fn jump(&mut self, label: Label, here: [u32; 2]) {
        let home = self.homes[&label];
        if let Some(join) = self.analysis.joins.get_mut(&label) {
            for mode in 0..2 {
                join.lifted[mode] |= home[mode] != here[mode];
            }
            // What another segment of fast code jumps to is a segment in general code as well.
            join.lifted[1] |= join.lifted[0];
        }
    }

    /// Walks a block that starts in segments `here`.
    fn block(&mut self, block: &'f Block, mut here: [u32; 2], around: Around<'f>) {
        for stmt in &block.stmts {
            if is_cut(&stmt.op, Mode::Fast) {
                here = [self.fresh(), self.fresh()];
            } else if is_cut(&stmt.op, Mode::General) {
                here[1] = self.fresh();
            }
            if let Op::Bif { fail: Some(label), .. } = &stmt.op {
                self.jump(*label, here);
            }
        }
        match &block.end {
            End::Join { label, body, rest, .. } => {
                self.homes.insert(*label, here);
                self.block(rest, here, around);
                let lifted = self.analysis.joins[label].lifted;
                let start = [0, 1].map(|mode| if lifted[mode] { self.fresh() } else { here[mode] });
                self.block(body, start, around);
            }
            End::Jump(label, _) => self.jump(*label, here),
            End::If { cond, then, otherwise } => {
                if let Cond::Compare(compare, a, b) = cond
                    && compare_may_be_slow(*compare, a, b)
                {
                    here[1] = self.fresh();
                }
                self.block(then, here, around);
                self.block(otherwise, here, around);
            }
            End::Switch { arms, default, .. } => {
                arms.iter().for_each(|(_, arm)| self.block(arm, here, around));
                self.block(default, here, around);
            }
            End::Try { body, ok, handler, .. } => {
                let start = self.fresh_both();
                self.block(body, start, Around { attempt: Some(block), receive: None });
                for part in [ok, handler] {
                    let start = self.fresh_both();
                    self.block(part, start, around);
                }
            }
            End::Receive { matcher, after, .. } => {
                let start = self.fresh_both();
                self.block(matcher, start, Around { receive: Some((block, start)), ..around });
                if let Some((_, body)) = after {
                    let start = self.fresh_both();
                    self.block(body, start, around);
                }
            }
            End::NextMessage => {
                if let Some((owner, home)) = around.receive {
                    self.analysis.owners.insert(block, owner);
                    // In general code the loop goes back to its fast segment.
                    self.analysis.next_is_local.insert(block, [here[0] == home[0], false]);
                }
            }
            End::Leave(_) => {
                if let Some(owner) = around.attempt {
                    self.analysis.owners.insert(block, owner);
                }
            }
            End::Return(_) | End::Fail { .. } | End::Reraise(_) => {}
        }
    }
}

/// Whether code of a mode is cut after this operation (tail calls aside).
pub fn is_cut(op: &Op, mode: Mode) -> bool {
    match op {
        Op::Accept | Op::BuildTrace(_) | Op::CatchValue(_) => true,
        Op::Bif { args, .. } | Op::Call { args, .. } => match Inline::of(op) {
            Some(inline) => mode == Mode::General && inline.may_be_slow(args),
            None => true,
        },
        _ => false,
    }
}

fn may_cut(op: &Op) -> bool {
    is_cut(op, Mode::General)
}

fn use_operand(live: &mut VarSet, operand: &Operand) {
    if let Operand::Var(var) = operand {
        live.insert(var.0);
    }
}

/// What an operation reads.
pub fn operands(op: &Op) -> Vec<&Operand> {
    match op {
        Op::Move(a) | Op::Head(a) | Op::Tail(a) | Op::Element(a, _) | Op::BuildTrace(a) | Op::Expect(a) => {
            vec![a]
        }
        Op::Cons(a, b) => vec![a, b],
        Op::Tuple(all)
        | Op::Map { values: all, .. }
        | Op::Bif { args: all, .. }
        | Op::MakeFun { captured: all, .. } => all.iter().collect(),
        Op::Call { callee, args } => {
            let mut all: Vec<&Operand> = args.iter().collect();
            match callee {
                Callee::Local(_) => {}
                Callee::Remote { module, function } => all.extend([module, function]),
                Callee::Fun(fun) => all.push(fun),
            }
            all
        }
        Op::CatchValue(all) => all.iter().collect(),
        Op::Accept => vec![],
    }
}

fn cond_operands(cond: &Cond) -> Vec<&Operand> {
    match cond {
        Cond::True(a) | Cond::Is(_, a) | Cond::IsFunction(a, _) => vec![a],
        Cond::Compare(_, a, b) => vec![a, b],
    }
}

/// What a failure shows.
pub fn failure_operands(failure: &Failure) -> &[Operand] {
    match failure {
        Failure::Badmatch(a)
        | Failure::CaseClause(a)
        | Failure::TryClause(a)
        | Failure::BadBoolean(a)
        | Failure::BadGenerator(a)
        | Failure::BadFilter(a)
        | Failure::BadRecord(a) => std::slice::from_ref(a),
        Failure::IfClause => &[],
        Failure::FunctionClause(args) => args,
    }
}
