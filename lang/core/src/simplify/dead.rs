//! Removes what has no effect and whose value nobody reads, and tests values that are only tested.

use crate::builtins;
use crate::ir::{Block, Cond, End, Key, Lit, Op, Operand, Stmt, Var};

/// For each variable the constant that it is, where that is better put in the variable's place.
pub type Constants = Vec<Option<Lit>>;

/// Cleans a body whose variables and labels are numbered below `vars` and `labels`.
pub fn block(block: Block, vars: u32, labels: u32) -> (Block, Constants) {
    let (vars, labels) = (vars as usize, labels as usize);
    let mut cleaner = Cleaner {
        reads: vec![0; vars],
        params: vec![Vec::new(); labels],
        jumps: vec![0; labels],
        constants: vec![None; vars],
    };
    let block = cleaner.block(block);
    (block, cleaner.constants)
}

/// Walks from the end to the beginning, so that reads are known before what they read.
struct Cleaner {
    /// How often each variable is read in what has been walked; what is tested or taken apart
    /// counts twice.
    reads: Vec<u32>,
    /// Which parameters of each join are read.
    params: Vec<Vec<bool>>,
    /// How often each label is jumped to in what has been walked.
    jumps: Vec<u32>,
    /// Of variables that are read once.
    constants: Constants,
}

impl Cleaner {
    fn block(&mut self, block: Block) -> Block {
        let Block { stmts, mut end } = block;
        test_directly(&stmts, &mut end);
        let end = self.end(end);
        let mut kept = Vec::with_capacity(stmts.len());
        for mut stmt in stmts.into_iter().rev() {
            if let Op::Move(Operand::Lit(lit)) = &mut stmt.op
                && self.reads[stmt.var.0 as usize] == 1
            {
                self.constants[stmt.var.0 as usize] = Some(std::mem::replace(lit, Lit::Nil));
                continue;
            }
            if self.is_read(stmt.var) || has_effect(&stmt.op) {
                let apart = matches!(stmt.op, Op::Head(_) | Op::Tail(_) | Op::Element(..));
                stmt.op.operands_mut(|operand| self.read_times(operand, 1 + apart as u32));
                if let Some(label) = stmt.op.fail_label_mut() {
                    self.jumps[label.0 as usize] += 1;
                }
                kept.push(stmt);
            }
        }
        kept.reverse();
        match end {
            End::Join { label, rest, .. } if self.jumps[label.0 as usize] == 0 => {
                kept.extend(rest.stmts);
                Block { stmts: kept, end: rest.end }
            }
            end => Block { stmts: kept, end },
        }
    }

    fn is_read(&self, var: Var) -> bool {
        self.reads[var.0 as usize] > 0
    }

    fn read(&mut self, operand: &Operand) {
        self.read_times(operand, 1);
    }

    fn read_times(&mut self, operand: &Operand, times: u32) {
        if let Operand::Var(var) = operand {
            self.reads[var.0 as usize] += times;
        }
    }

    fn boxed(&mut self, mut block: Box<Block>) -> Box<Block> {
        *block = self.block(std::mem::take(&mut *block));
        block
    }

    fn end(&mut self, end: End) -> End {
        match end {
            End::Return(value) => {
                self.read(&value);
                End::Return(value)
            }
            End::Leave(value) => {
                self.read(&value);
                End::Leave(value)
            }
            End::Reraise(exception) => {
                exception.iter().for_each(|operand| self.read(operand));
                End::Reraise(exception)
            }
            End::Fail { mut failure, line } => {
                failure.operands_mut(|operand| self.read(operand));
                End::Fail { failure, line }
            }
            End::NextMessage => End::NextMessage,
            End::Jump(label, mut args) => {
                self.jumps[label.0 as usize] += 1;
                let params = &self.params[label.0 as usize];
                let mut read = params.iter();
                args.retain(|_| *read.next().unwrap_or(&true));
                args.iter().for_each(|operand| self.read(operand));
                End::Jump(label, args)
            }
            End::Join { label, mut params, body, rest } => {
                let body = self.boxed(body);
                let read: Vec<bool> = params.iter().map(|&var| self.is_read(var)).collect();
                params.retain(|&var| self.is_read(var));
                self.params[label.0 as usize] = read;
                End::Join { label, params, body, rest: self.boxed(rest) }
            }
            other => self.branches(other),
        }
    }

    fn branches(&mut self, end: End) -> End {
        match end {
            End::If { mut cond, then, otherwise } => {
                let (then, otherwise) = (self.boxed(then), self.boxed(otherwise));
                cond.operands_mut(|operand| self.read_times(operand, 2));
                End::If { cond, then, otherwise }
            }
            End::Switch { subject, arms, default } => {
                let arms = arms.into_iter().map(|(key, arm)| (key, self.block(arm))).collect();
                let default = self.boxed(default);
                self.read_times(&subject, 2);
                End::Switch { subject, arms, default }
            }
            End::Try { body, value, ok, caught, handler } => End::Try {
                ok: self.boxed(ok),
                handler: self.boxed(handler),
                body: self.boxed(body),
                value,
                caught,
            },
            End::Receive { message, matcher, after, line } => {
                let matcher = self.boxed(matcher);
                let after = after.map(|(time, late)| {
                    self.read(&time);
                    (time, self.boxed(late))
                });
                End::Receive { message, matcher, after, line }
            }
            other => other,
        }
    }
}

/// A switch on the value of a comparison or type test just before it becomes an `if`. The value goes
/// where nobody else reads it.
fn test_directly(stmts: &[Stmt], end: &mut End) {
    let Some(last) = stmts.last() else { return };
    let Some(cond) = condition(&last.op) else { return };
    let innermost = innermost(end);
    let End::Switch { subject, arms, default } = innermost else { return };
    let boolean = |key: &Key| matches!(key, Key::Lit(Lit::Atom(name)) if matches!(&**name, "true" | "false"));
    if *subject != Operand::Var(last.var) || !arms.iter().any(|(key, _)| boolean(key)) {
        return;
    }
    let mut arm = |value: &str| {
        let is = |key: &Key| matches!(key, Key::Lit(Lit::Atom(name)) if &**name == value);
        match arms.iter().position(|(key, _)| is(key)) {
            Some(at) => Box::new(arms.swap_remove(at).1),
            // At most one of the two is missing: labels and variables in `default` stay unique.
            None => std::mem::take(default),
        }
    };
    let (then, otherwise) = (arm("true"), arm("false"));
    *innermost = End::If { cond, then, otherwise };
}

/// How a block ends once the joins that it opens at its end are passed.
fn innermost(mut end: &mut End) -> &mut End {
    let mut depth = 0;
    let mut at = &*end;
    while let End::Join { rest, .. } = at
        && rest.stmts.is_empty()
    {
        depth += 1;
        at = &rest.end;
    }
    for _ in 0..depth {
        end = match end {
            End::Join { rest, .. } => &mut rest.end,
            other => other,
        };
    }
    end
}

/// The condition that an operation's value says, for operations that give nothing but booleans.
fn condition(op: &Op) -> Option<Cond> {
    let Op::Bif { name, args, .. } = op else { return None };
    if let [left, right] = &args[..]
        && let Some(compare) = builtins::comparison(name)
    {
        return Some(Cond::Compare(compare, left.clone(), right.clone()));
    }
    let test = builtins::type_test(name, args.len() as u32)?;
    Some(Cond::Is(test, args[0].clone()))
}

/// Whether an operation must stay although its value is not read.
fn has_effect(op: &Op) -> bool {
    match op {
        Op::Call { .. } | Op::Accept | Op::Expect(_) => true,
        Op::Bif { name, args, .. } => !builtins::is_total_test(name, args.len() as u32),
        Op::Move(_)
        | Op::Tuple(_)
        | Op::Map { .. }
        | Op::Cons(..)
        | Op::Head(_)
        | Op::Tail(_)
        | Op::Element(..)
        | Op::MakeFun { .. }
        | Op::BuildTrace(_)
        | Op::CatchValue(_) => false,
    }
}
