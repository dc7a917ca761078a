//! The parts of Core that every walk over it needs: the operands of operations and the labels that
//! they name.

use crate::ir::{Block, Callee, Cond, End, Failure, FunctionId, Label, Op, Operand};

impl Block {
    /// Calls `visit` on the line of each step that has one.
    pub fn lines_mut(&mut self, mut visit: impl FnMut(&mut u32)) {
        let mut blocks = vec![self];
        while let Some(block) = blocks.pop() {
            block.stmts.iter_mut().for_each(|stmt| visit(&mut stmt.line));
            if let End::Fail { line, .. } | End::Receive { line, .. } = &mut block.end {
                visit(line);
            }
            block.end.blocks_mut(&mut blocks);
        }
    }

    /// Calls `visit` on the number of each function that is called directly.
    pub fn local_calls_mut(&mut self, mut visit: impl FnMut(&mut FunctionId)) {
        let mut blocks = vec![self];
        while let Some(block) = blocks.pop() {
            for stmt in &mut block.stmts {
                if let Op::Call { callee: Callee::Local(id), .. } = &mut stmt.op {
                    visit(id);
                }
            }
            block.end.blocks_mut(&mut blocks);
        }
    }
}

impl Op {
    /// Calls `visit` on each operand, in order.
    pub fn operands_mut(&mut self, mut visit: impl FnMut(&mut Operand)) {
        match self {
            Op::Move(a) | Op::Head(a) | Op::Tail(a) | Op::Element(a, _) | Op::BuildTrace(a) => {
                visit(a);
            }
            Op::Tuple(elements) | Op::Map { values: elements, .. } => elements.iter_mut().for_each(visit),
            Op::Cons(head, tail) => {
                visit(head);
                visit(tail);
            }
            Op::Bif { args, .. } => args.iter_mut().for_each(visit),
            Op::Call { callee, args } => {
                match callee {
                    Callee::Local(_) => {}
                    Callee::Remote { module, function } => {
                        visit(module);
                        visit(function);
                    }
                    Callee::Fun(fun) => visit(fun),
                }
                args.iter_mut().for_each(visit);
            }
            Op::MakeFun { captured, .. } => captured.iter_mut().for_each(visit),
            Op::Accept => {}
            Op::Expect(operand) => visit(operand),
            Op::CatchValue(exception) => exception.iter_mut().for_each(visit),
        }
    }

    /// The label that a failing guard function jumps to.
    pub fn fail_label_mut(&mut self) -> Option<&mut Label> {
        match self {
            Op::Bif { fail, .. } => fail.as_mut(),
            _ => None,
        }
    }
}

impl End {
    /// Adds the blocks that stand in this end, a join's rest last.
    pub fn blocks<'a>(&'a self, blocks: &mut Vec<&'a Block>) {
        match self {
            End::Join { body, rest, .. } => blocks.extend([&**body, &**rest]),
            End::If { then, otherwise, .. } => blocks.extend([&**then, &**otherwise]),
            End::Switch { arms, default, .. } => {
                blocks.extend(arms.iter().map(|(_, arm)| arm));
                blocks.push(default);
            }
            End::Try { body, ok, handler, .. } => blocks.extend([&**body, &**ok, &**handler]),
            End::Receive { matcher, after, .. } => {
                blocks.push(matcher);
                blocks.extend(after.iter().map(|(_, late)| &**late));
            }
            _ => {}
        }
    }
}

impl End {
    /// Calls `visit` on each operand of the end itself, in order.
    pub fn operands_mut(&mut self, mut visit: impl FnMut(&mut Operand)) {
        match self {
            End::Return(value) | End::Leave(value) | End::Switch { subject: value, .. } => visit(value),
            End::Jump(_, values) => values.iter_mut().for_each(visit),
            End::If { cond, .. } => cond.operands_mut(visit),
            End::Fail { failure, .. } => failure.operands_mut(visit),
            End::Reraise(caught) => caught.iter_mut().for_each(visit),
            End::Receive { after: Some((time, _)), .. } => visit(time),
            End::Receive { .. } | End::Join { .. } | End::Try { .. } | End::NextMessage => {}
        }
    }

    /// The same as [`End::blocks`], to change them.
    pub fn blocks_mut<'a>(&'a mut self, blocks: &mut Vec<&'a mut Block>) {
        match self {
            End::Join { body, rest, .. } => blocks.extend([&mut **body, &mut **rest]),
            End::If { then, otherwise, .. } => blocks.extend([&mut **then, &mut **otherwise]),
            End::Switch { arms, default, .. } => {
                blocks.extend(arms.iter_mut().map(|(_, arm)| arm));
                blocks.push(default);
            }
            End::Try { body, ok, handler, .. } => blocks.extend([&mut **body, &mut **ok, &mut **handler]),
            End::Receive { matcher, after, .. } => {
                blocks.push(matcher);
                blocks.extend(after.iter_mut().map(|(_, late)| &mut **late));
            }
            _ => {}
        }
    }
}

impl Cond {
    /// Calls `visit` on each operand, in order.
    pub fn operands_mut(&mut self, mut visit: impl FnMut(&mut Operand)) {
        match self {
            Cond::True(a) | Cond::Is(_, a) | Cond::IsFunction(a, _) => visit(a),
            Cond::Compare(_, a, b) => {
                visit(a);
                visit(b);
            }
        }
    }
}

impl Failure {
    /// Calls `visit` on each operand, in order.
    pub fn operands_mut(&mut self, mut visit: impl FnMut(&mut Operand)) {
        match self {
            Failure::Badmatch(a)
            | Failure::CaseClause(a)
            | Failure::TryClause(a)
            | Failure::BadBoolean(a)
            | Failure::BadGenerator(a)
            | Failure::BadFilter(a)
            | Failure::BadRecord(a) => visit(a),
            Failure::IfClause => {}
            Failure::FunctionClause(args) => args.iter_mut().for_each(visit),
        }
    }
}
