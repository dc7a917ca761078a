//! Blocks: statements one after the other, then the end.

use cranelift_codegen::ir::{InstBuilder, Value};
use swerl_core::ir::{Block, End, Op, Operand, Stmt};
use swerl_runtime::code::WORD_GUARD_FAILED;

use super::Start;
use super::block_of;
use super::known::{Finite, TupleSize};
use super::segment::Segment;
use crate::analysis::is_cut;
use crate::inline::Inline;
use crate::layout;
use crate::unit::CompileError;

impl Segment<'_, '_> {
    /// Builds what the segment is for.
    pub fn emit_start(&mut self) -> Result<(), CompileError> {
        match self.start {
            Start::Function | Start::Round(_) => self.block(&self.compiler.function.body, 0),
            Start::Continuation(block, index) => self.after_call(block_of(block), index),
            Start::Compare(block) => self.after_compare(block_of(block)),
            Start::Join(label) => {
                let body = self.compiler.analysis.joins[&label].body;
                self.block(body, 0)
            }
            Start::Receive(block) => self.receive_loop(block_of(block)),
            Start::Timeout(block) => match &block_of(block).end {
                End::Receive { after: Some((_, body)), .. } => self.block(body, 0),
                _ => unreachable!("only a receive with a time-out has such a segment"),
            },
            Start::TryBody(block) => match &block_of(block).end {
                End::Try { body, .. } => self.block(body, 0),
                _ => unreachable!("only a try has a body"),
            },
            Start::TryValue(block) => match &block_of(block).end {
                End::Try { ok, .. } => self.block(ok, 0),
                _ => unreachable!("only a try has a value"),
            },
            Start::TryHandler(block) => match &block_of(block).end {
                End::Try { handler, .. } => self.block(handler, 0),
                _ => unreachable!("only a try has a handler"),
            },
        }
    }

    /// Goes on after the call at `index - 1`; a guard's call may have failed.
    fn after_call(&mut self, block: &Block, index: usize) -> Result<(), CompileError> {
        let stmt = &block.stmts[index - 1];
        if let Op::Bif { fail: Some(label), .. } = &stmt.op {
            let result = self.var(stmt.var);
            let failed = self.constant(WORD_GUARD_FAILED);
            let is_failed = self.equal(result, failed);
            let (failing, going_on) = (self.b.create_block(), self.b.create_block());
            self.b.ins().brif(is_failed, failing, &[], going_on, &[]);
            self.b.switch_to_block(failing);
            let path = self.save_path();
            self.jump(*label, &[])?;
            self.restore_path(&path);
            self.b.switch_to_block(going_on);
        }
        self.block(block, index)
    }

    /// Builds a block from statement `from` on.
    pub fn block(&mut self, block: &Block, from: usize) -> Result<(), CompileError> {
        for (index, stmt) in block.stmts.iter().enumerate().skip(from) {
            if is_cut(&stmt.op, self.mode) {
                return self.cut_at(block, index);
            }
            if self.feeds_construction(block, index) {
                continue;
            }
            // Where a join's body stands more than once, a variable may be a term in one and a float in another.
            match self.operation(stmt)? {
                Some(value) => self.env.insert(stmt.var, value),
                None => self.env.remove(&stmt.var),
            };
        }
        self.end(block)
    }

    /// An operation that the segment does by itself. `None`: its value is a float in a register.
    fn operation(&mut self, stmt: &Stmt) -> Result<Option<Value>, CompileError> {
        Ok(Some(match &stmt.op {
            Op::Move(operand) => {
                if self.is_known_small(operand) {
                    self.learn_extent(&Operand::Var(stmt.var), self.extent(operand));
                }
                if let Some(size) = self.known_tuple(operand) {
                    self.learn_tuple(&Operand::Var(stmt.var), size);
                }
                if let Operand::Var(var) = operand
                    && let Some(number) = self.unboxed(*var)
                {
                    self.know_float(stmt.var, number, Finite::Yes);
                    return Ok(None);
                }
                if let Some(view) = self.unmade_bits(operand) {
                    self.know_bits(stmt.var, view);
                    return Ok(None);
                }
                if self.is_known_float(operand) {
                    self.learn_float(&Operand::Var(stmt.var));
                }
                self.value(operand)
            }
            Op::Tuple(elements) => {
                let elements = self.values(elements);
                self.learn_tuple(&Operand::Var(stmt.var), TupleSize::Constant(elements.len() as u32));
                self.tuple(&elements)
            }
            Op::Map { keys, values } => {
                let values = self.values(values);
                self.map(keys, &values)
            }
            Op::Cons(head, tail) => {
                let (head, tail) = (self.value(head), self.value(tail));
                self.cons(head, tail)
            }
            Op::Head(list) => {
                let list = self.value(list);
                self.load(list, layout::HEAD)
            }
            Op::Tail(list) => {
                let list = self.value(list);
                self.load(list, layout::TAIL)
            }
            Op::Element(tuple, index) => {
                let tuple = self.value(tuple);
                self.load(tuple, layout::WORD0 + 8 * *index as i32)
            }
            Op::MakeFun { function, captured } => self.make_fun(*function, captured),
            Op::Expect(operand) => self.expect(operand),
            Op::Bif { name, args, fail: None }
                if let Some(args) = self.compiler.difference(name, args, stmt.line) =>
            {
                return self.inline_bif(Inline::Sub, &args, None, stmt.var);
            }
            Op::Bif { args, .. } | Op::Call { args, .. } => {
                let Some(inline) = Inline::of(&stmt.op) else { unreachable!("the segment is cut at calls") };
                let fail = match &stmt.op {
                    Op::Bif { fail, .. } => *fail,
                    _ => None,
                };
                return self.inline_bif(inline, args, fail, stmt.var);
            }
            Op::Accept | Op::BuildTrace(_) | Op::CatchValue(_) => {
                unreachable!("the segment is cut at calls")
            }
        }))
    }
}
