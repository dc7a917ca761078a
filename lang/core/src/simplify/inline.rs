//! Puts joins where they are used, if they are used once or cost nothing, and replaces moved
//! variables by what was moved.

use crate::constant;
use crate::ir::{Block, End, Label, Op, Operand, Stmt, Var};

/// How often each label is used.
type Uses = Vec<u32>;

/// A use that needs the join to exist: a guard function fails to it.
const PINNED: u32 = 1 << 16;

/// Simplifies a body whose variables and labels are numbered below `vars` and `labels`.
pub fn block(block: Block, vars: u32, labels: u32) -> Block {
    let mut uses = vec![0; labels as usize];
    count(&block, &mut uses);
    let mut inliner = Inliner {
        uses,
        replaced: vec![None; vars as usize],
        joins: (0..labels).map(|_| Fate::Kept).collect(),
    };
    inliner.block(block)
}

/// Counts the uses of labels. A join that only jumps on, and need not exist, passes its own uses on to its target.
fn count(block: &Block, uses: &mut Uses) {
    for stmt in &block.stmts {
        if let Op::Bif { fail: Some(label), .. } = &stmt.op {
            add(uses, *label, PINNED);
        }
    }
    match &block.end {
        End::Jump(label, _) => add(uses, *label, 1),
        End::Join { label, body, rest, .. } => {
            count(rest, uses);
            match &body.end {
                End::Jump(target, _) if is_small(body) => {
                    let own = uses[label.0 as usize];
                    // One that must exist and gives values stays where it is.
                    let passed = if own < PINNED || is_alias(body) { own.min(PINNED) } else { 1 };
                    add(uses, *target, passed);
                }
                _ => count(body, uses),
            }
        }
        End::If { then, otherwise, .. } => {
            count(then, uses);
            count(otherwise, uses);
        }
        End::Switch { arms, default, .. } => {
            arms.iter().for_each(|(_, arm)| count(arm, uses));
            count(default, uses);
        }
        End::Try { body, ok, handler, .. } => {
            count(body, uses);
            count(ok, uses);
            count(handler, uses);
        }
        End::Receive { matcher, after, .. } => {
            count(matcher, uses);
            after.iter().for_each(|(_, late)| count(late, uses));
        }
        End::Return(_) | End::Fail { .. } | End::Reraise(_) | End::Leave(_) | End::NextMessage => {}
    }
}

fn add(uses: &mut Uses, label: Label, more: u32) {
    let uses = &mut uses[label.0 as usize];
    *uses = uses.saturating_add(more);
}

/// Whether a block costs nothing where a jump to it would stand.
fn is_small(block: &Block) -> bool {
    block.stmts.is_empty()
        && matches!(block.end, End::Return(_) | End::Jump(..) | End::Leave(_) | End::NextMessage)
}

/// Whether a block is but another name for a label without parameters.
fn is_alias(block: &Block) -> bool {
    block.stmts.is_empty() && matches!(&block.end, End::Jump(_, args) if args.is_empty())
}

/// What becomes of a join.
enum Fate {
    Kept,
    /// It goes where the one jump to it stands.
    Once(Vec<Var>, Block),
    /// It goes wherever a jump to it stands.
    Everywhere(Vec<Var>, Block),
}

struct Inliner {
    uses: Uses,
    /// What each variable that has gone stands for.
    replaced: Vec<Option<Operand>>,
    joins: Vec<Fate>,
}

impl Inliner {
    fn block(&mut self, mut block: Block) -> Block {
        let mut out = Vec::new();
        loop {
            for stmt in std::mem::take(&mut block.stmts) {
                self.stmt(stmt, &mut out);
            }
            match block.end {
                End::Jump(label, args) => {
                    let args: Vec<Operand> = args.into_iter().map(|a| self.operand(a)).collect();
                    match self.take(label) {
                        Fate::Kept => return Block { stmts: out, end: End::Jump(label, args) },
                        Fate::Once(params, body) => {
                            for (param, arg) in params.into_iter().zip(args) {
                                self.assign(param, arg, 0, &mut out);
                            }
                            block = body;
                        }
                        Fate::Everywhere(params, body) => {
                            for (param, arg) in params.into_iter().zip(args) {
                                self.replaced[param.0 as usize] = Some(arg);
                            }
                            block = body;
                        }
                    }
                }
                End::Join { label, params, body, rest } => {
                    let uses = self.uses[label.0 as usize];
                    if uses <= 1 {
                        self.joins[label.0 as usize] = Fate::Once(params, *body);
                        block = *rest;
                    } else if is_small(&body) && (uses < PINNED || is_alias(&body)) {
                        // What it jumps to may be as small: resolved now, chains stay short.
                        let body = self.block(*body);
                        self.joins[label.0 as usize] = Fate::Everywhere(params, body);
                        block = *rest;
                    } else {
                        let rest = Box::new(self.block(*rest));
                        let body = Box::new(self.block(*body));
                        return Block { stmts: out, end: End::Join { label, params, body, rest } };
                    }
                }
                end => {
                    let end = self.end(end);
                    return Block { stmts: out, end };
                }
            }
        }
    }

    /// What a jump to the label becomes.
    fn take(&mut self, label: Label) -> Fate {
        let fate = &mut self.joins[label.0 as usize];
        match fate {
            Fate::Everywhere(params, body) => Fate::Everywhere(params.clone(), body.clone()),
            _ => std::mem::replace(fate, Fate::Kept),
        }
    }

    fn stmt(&mut self, mut stmt: Stmt, out: &mut Vec<Stmt>) {
        stmt.op.operands_mut(|operand| self.replace(operand));
        if let Some(label) = stmt.op.fail_label_mut() {
            while let Fate::Everywhere(_, Block { end: End::Jump(target, _), .. }) =
                &self.joins[label.0 as usize]
            {
                *label = *target;
            }
        }
        match stmt.op {
            Op::Move(operand) => self.assign(stmt.var, operand, stmt.line, out),
            op => out.push(Stmt { op, ..stmt }),
        }
    }

    /// `var = operand`, without a statement where the operand may stand for the variable.
    fn assign(&mut self, var: Var, operand: Operand, line: u32, out: &mut Vec<Stmt>) {
        match &operand {
            Operand::Lit(lit) if !constant::is_atomic(lit) => {
                out.push(Stmt { var, op: Op::Move(operand), line });
            }
            _ => self.replaced[var.0 as usize] = Some(operand),
        }
    }

    fn operand(&self, mut operand: Operand) -> Operand {
        self.replace(&mut operand);
        operand
    }

    fn replace(&self, operand: &mut Operand) {
        if let Operand::Var(var) = operand
            && let Some(other) = &self.replaced[var.0 as usize]
        {
            *operand = other.clone();
        }
    }

    fn boxed(&mut self, mut block: Box<Block>) -> Box<Block> {
        *block = self.block(std::mem::take(&mut *block));
        block
    }

    /// An end that is neither a jump nor a join.
    fn end(&mut self, end: End) -> End {
        match end {
            End::Return(value) => End::Return(self.operand(value)),
            End::Leave(value) => End::Leave(self.operand(value)),
            End::Reraise(exception) => End::Reraise(exception.map(|o| self.operand(o))),
            End::Fail { mut failure, line } => {
                failure.operands_mut(|operand| self.replace(operand));
                End::Fail { failure, line }
            }
            End::If { mut cond, then, otherwise } => {
                cond.operands_mut(|operand| self.replace(operand));
                End::If { cond, then: self.boxed(then), otherwise: self.boxed(otherwise) }
            }
            End::Switch { subject, arms, default } => {
                let subject = self.operand(subject);
                let arms = arms.into_iter().map(|(key, arm)| (key, self.block(arm))).collect();
                End::Switch { subject, arms, default: self.boxed(default) }
            }
            End::Try { body, value, ok, caught, handler } => End::Try {
                body: self.boxed(body),
                value,
                ok: self.boxed(ok),
                caught,
                handler: self.boxed(handler),
            },
            End::Receive { message, matcher, after, line } => {
                let matcher = self.boxed(matcher);
                let after = after.map(|(time, late)| (self.operand(time), self.boxed(late)));
                End::Receive { message, matcher, after, line }
            }
            other => other,
        }
    }
}
