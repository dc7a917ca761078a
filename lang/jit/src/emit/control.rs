//! The ends of blocks: returns, joins, exceptions, receive.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::{F64, I64};
use cranelift_codegen::ir::{Block as CodeBlock, BlockArg, InstBuilder, MemFlagsData, Value};
use swerl_core::ir::{Block, End, Failure, Label, Operand, Var};
use swerl_runtime::code;

use super::Start;
use super::call::find_bif;
use super::known::Finite;
use super::segment::{JoinWay, Segment};
use crate::analysis::{Mode, failure_operands};
use crate::carried::{MOST_PARAMS, has};
use crate::layout;
use crate::stubs::stubs;
use crate::unit::CompileError;

impl Segment<'_, '_> {
    /// Builds the end of a block.
    pub fn end(&mut self, block: &Block) -> Result<(), CompileError> {
        if !matches!(block.end, End::If { .. } | End::Switch { .. } | End::Join { .. }) {
            self.settle();
        }
        match &block.end {
            End::Return(operand) => {
                let value = self.value(operand);
                self.return_value(value);
                Ok(())
            }
            End::Jump(label, args) => self.jump(*label, args),
            End::Join { label, params, body, rest } => self.join(*label, params, body, rest),
            End::If { cond, then, otherwise } => self.conditional(block, cond, then, otherwise),
            End::Switch { subject, arms, default } => self.switch(subject, arms, default),
            End::Fail { failure, line } => {
                self.fail(failure, *line);
                Ok(())
            }
            End::Reraise(caught) => {
                let caught = self.values(caught);
                self.jump_to_bif(find_bif("swerl", "reraise", 3), None, &caught, false);
                Ok(())
            }
            End::Try { .. } => self.enter_try(block),
            End::Leave(operand) => {
                let value = self.value(operand);
                match self.compiler.analysis.owner(block) {
                    Some(owner) => self.go_to(Start::TryValue(owner), Mode::Fast, &[value]),
                    None => unreachable!("Leave stands in the body of a try"),
                }
            }
            End::Receive { .. } => self.enter_receive(block),
            End::NextMessage => self.next_message(block),
        }
    }

    /// Returns to the frame on top of the stack.
    fn return_value(&mut self, value: Value) {
        self.note_push(0);
        let code = self.load(self.sp_given, 8 * self.popped as i32);
        let sp = self.sp_with(0);
        let top = self.heap_top();
        self.jump_to_code(code, &[sp, top, value]);
    }

    fn join(&mut self, label: Label, params: &[Var], body: &Block, rest: &Block) -> Result<(), CompileError> {
        if self.compiler.analysis.joins[&label].is_lifted(self.mode) {
            return self.block(rest, 0);
        }
        let path = self.save_path();
        self.joins.insert(label, Vec::new());
        self.block(rest, 0)?;
        for way in self.joins.remove(&label).unwrap_or_default() {
            self.restore_path(&path);
            // Each jump has seen to that.
            self.all_are_finite();
            (self.hp, self.hp_offset, self.heap_words) = (way.hp, 0, way.heap_words);
            for (index, (&param, &value)) in params.iter().zip(&way.values).enumerate() {
                if has(way.floats, index) {
                    self.env.remove(&param);
                    self.know_float(param, value, Finite::Yes);
                } else {
                    self.env.insert(param, value);
                }
            }
            self.b.switch_to_block(way.block);
            self.block(body, 0)?;
        }
        Ok(())
    }

    /// Jumps to a join, in this segment or another.
    pub fn jump(&mut self, label: Label, args: &[Operand]) -> Result<(), CompileError> {
        self.settle();
        if self.joins.contains_key(&label) {
            self.jump_within(label, args);
            return Ok(());
        }
        let lifted_in_fast = self.compiler.analysis.joins[&label].is_lifted(Mode::Fast);
        let mode = if lifted_in_fast { Mode::Fast } else { Mode::General };
        let mut values = self.values(args);
        for var in self.compiler.analysis.captured(label) {
            values.push(self.var(var));
        }
        self.go_to(Start::Join(label), mode, &values)
    }

    /// Jumps to a join that is a part of this segment: with floats in registers, if there is a way for these.
    fn jump_within(&mut self, label: Label, args: &[Operand]) {
        let index = self.way_for(label, args);
        let floats = self.joins[&label][index].floats;
        let mut values = Vec::with_capacity(args.len());
        for (place, operand) in args.iter().enumerate() {
            let is_float = has(floats, place);
            values.push(if is_float { self.known_float(operand) } else { self.value(operand) });
        }
        let top = self.heap_top();
        let heap_words = self.heap_words;
        let Some(way) = self.joins.get_mut(&label).and_then(|ways| ways.get_mut(index)) else { return };
        way.heap_words = way.heap_words.max(heap_words);
        let code_block = way.block;
        let values: Vec<BlockArg> = std::iter::once(top).chain(values).map(BlockArg::Value).collect();
        self.b.ins().jump(code_block, &values);
    }

    /// The way into a join for arguments. One that fits is taken; for floats in registers, there are a few more.
    fn way_for(&mut self, label: Label, args: &[Operand]) -> usize {
        let params = self.compiler.analysis.joins[&label].params;
        let (mut known, mut wanted) = (0, 0);
        for (index, (operand, param)) in args.iter().zip(params).enumerate().take(MOST_PARAMS) {
            let guessed = || self.compiler.hints.is_float(&Operand::Var(*param));
            let is_wanted = match operand {
                Operand::Var(var) => self.is_only_unboxed(*var),
                Operand::Lit(_) => guessed(),
            };
            if self.is_known_float(operand) {
                known |= 1 << index;
                wanted |= u16::from(is_wanted) << index;
            }
        }
        let ways = &self.joins[&label];
        let fits = |way: &JoinWay, wanted: u16| wanted & !way.floats == 0 && way.floats & !known == 0;
        if let Some(index) = ways.iter().position(|way| fits(way, wanted)) {
            return index;
        }
        let floats = if self.more_ways > 0 { wanted } else { 0 };
        if let Some(index) = ways.iter().position(|way| fits(way, floats)) {
            return index;
        }
        if !ways.is_empty() {
            self.more_ways = self.more_ways.saturating_sub(1);
        }
        let code_block = self.b.create_block();
        // The heap pointer comes first: jumps come with different amounts allocated.
        let hp = self.b.append_block_param(code_block, I64);
        let kind = |index: usize| if has(floats, index) { F64 } else { I64 };
        let values =
            (0..args.len()).map(|index| self.b.append_block_param(code_block, kind(index))).collect();
        let ways = self.joins.entry(label).or_default();
        ways.push(JoinWay { block: code_block, floats, hp, values, heap_words: 0 });
        ways.len() - 1
    }

    fn fail(&mut self, failure: &Failure, line: u32) {
        let args = self.values(failure_operands(failure));
        let kind = match failure {
            Failure::Badmatch(_) => code::Failure::Badmatch,
            Failure::CaseClause(_) => code::Failure::CaseClause,
            Failure::TryClause(_) => code::Failure::TryClause,
            Failure::IfClause => code::Failure::IfClause,
            Failure::FunctionClause(_) => code::Failure::FunctionClause,
            Failure::BadBoolean(_) => code::Failure::BadBoolean,
            Failure::BadGenerator(_) => code::Failure::BadGenerator,
            Failure::BadFilter(_) => code::Failure::BadFilter,
            Failure::BadRecord(_) => code::Failure::BadRecord,
        };
        let word = self.constant(kind as u64 | (args.len() as u64) << 8);
        self.store(word, self.process, layout::FAILURE);
        self.store_site(line);
        let stub = stubs().fail[args.len().min(code::MAX_REGISTER_ARGS)];
        self.transfer_to_stub(stub, &args);
    }

    /// Pushes a catch frame and goes on with the body.
    fn enter_try(&mut self, block: &Block) -> Result<(), CompileError> {
        let value = self.compiler.segment(Start::TryValue(block), Mode::Fast);
        let handler = self.compiler.segment(Start::TryHandler(block), Mode::Fast);
        let around = self.load(self.process, layout::CATCH);
        let mut words = vec![self.code_address(value), self.code_address(handler), around];
        for var in self.compiler.shape(Start::TryValue(block)).frame {
            words.push(self.var(var));
        }
        let bottom = self.sp_with(words.len());
        self.store_catch(bottom);
        let mut args = Vec::new();
        for var in self.compiler.shape(Start::TryBody(block)).args.into_iter().flatten() {
            args.push(self.var(var));
        }
        let frame = self.frame_of(words);
        self.go_to_above(Start::TryBody(block), &frame, &args)
    }

    /// Makes the frame at `frame` the innermost catch: its distance from the top of the block in words,
    /// as a small integer, that is, a quarter of the bytes.
    fn store_catch(&mut self, frame: Value) {
        let block = self.load(self.process, layout::BLOCK);
        let words = self.load(self.process, layout::BLOCK_WORDS);
        let bytes = self.b.ins().ishl_imm_u(words, 3);
        let top = self.b.ins().iadd(block, bytes);
        let distance = self.b.ins().isub(top, frame);
        let distance = self.b.ins().ushr_imm_u(distance, 2);
        self.store(distance, self.process, layout::CATCH);
    }

    fn enter_receive(&mut self, block: &Block) -> Result<(), CompileError> {
        let mut args = Vec::new();
        for var in self.compiler.analysis.receive_vars(block) {
            args.push(self.var(var));
        }
        self.go_to(Start::Receive(block), Mode::Fast, &args)
    }

    /// If the reference is the one that the process made last, the receive starts behind the messages that
    /// were there before. The value is not read.
    pub fn expect(&mut self, reference: &Operand) -> Value {
        let reference = self.value(reference);
        let mark = self.load(self.process, layout::MARK);
        let fresh = self.b.ins().icmp(IntCC::Equal, reference, mark);
        let (skip, done) = (self.b.create_block(), self.b.create_block());
        self.b.ins().brif(fresh, skip, &[], done, &[]);
        self.b.switch_to_block(skip);
        // Before the first message stands the mailbox itself, as if it were a message.
        let before = self.load(self.process, layout::MARKED);
        let next = self.load(before, layout::MESSAGE_NEXT);
        self.store(next, self.process, layout::MESSAGE);
        self.store(before, self.process, layout::BEFORE);
        self.b.ins().jump(done, &[]);
        self.b.switch_to_block(done);
        reference
    }

    /// The loop over the known messages, which leaves to wait at their end.
    pub fn receive_loop(&mut self, block: &Block) -> Result<(), CompileError> {
        let End::Receive { message, matcher, after, .. } = &block.end else {
            unreachable!("only a receive has a loop")
        };
        let head = self.b.create_block();
        self.b.ins().jump(head, &[]);
        self.b.switch_to_block(head);
        self.receive_head = Some(head);
        let current = self.load(self.process, layout::MESSAGE);
        let (wait, look) = (self.b.create_block(), self.b.create_block());
        self.b.set_cold_block(wait);
        self.b.ins().brif(current, look, &[], wait, &[]);
        self.b.switch_to_block(wait);
        self.wait(block, after.as_ref().map(|(timeout, _)| timeout))?;
        self.b.switch_to_block(look);
        let term = self.load(current, layout::MESSAGE_TERM);
        self.env.insert(*message, term);
        self.block(matcher, 0)
    }

    fn wait(&mut self, block: &Block, timeout: Option<&Operand>) -> Result<(), CompileError> {
        let (timeout, resume) = match timeout {
            Some(timeout) => {
                let segment = self.compiler.segment(Start::Timeout(block), Mode::Fast);
                (self.value(timeout), self.code_address(segment))
            }
            None => (self.constant(swerl_runtime::atom::INFINITY.term().0), self.constant(0)),
        };
        self.store(timeout, self.process, layout::TIMEOUT);
        self.store(resume, self.process, layout::TIMEOUT_RESUME);
        let fast = self.compiler.segment(self.start, Mode::Fast);
        let own = self.code_address(fast);
        self.store(own, self.process, layout::RESUME);
        self.leave_at_start(stubs().wait);
        Ok(())
    }

    /// Moves the cursor on and considers the next message.
    fn next_message(&mut self, block: &Block) -> Result<(), CompileError> {
        let current = self.load(self.process, layout::MESSAGE);
        let next = self.load(current, layout::MESSAGE_NEXT);
        self.store(next, self.process, layout::MESSAGE);
        self.store(current, self.process, layout::BEFORE);
        if self.compiler.analysis.next_is_local(block, self.mode)
            && let Some(head) = self.receive_head
        {
            return self.look_again(head);
        }
        let Some(owner) = self.compiler.analysis.owner(block) else {
            unreachable!("NextMessage stands in the matcher of a receive")
        };
        let mut args = Vec::new();
        for var in self.compiler.analysis.receive_vars(owner) {
            args.push(self.var(var));
        }
        self.go_to(Start::Receive(owner), Mode::Fast, &args)
    }

    /// Goes back to the head of the receive loop. Every message costs a reduction, so that a long mailbox
    /// does not hold up other processes.
    fn look_again(&mut self, head: CodeBlock) -> Result<(), CompileError> {
        let left = self.load(self.process, layout::REDUCTIONS);
        let left = self.offset(left, -1);
        self.store(left, self.process, layout::REDUCTIONS);
        let used_up = self.b.ins().icmp_imm_s(IntCC::SignedLessThanOrEqual, left, 0);
        let yielding = self.b.create_block();
        self.b.set_cold_block(yielding);
        self.b.ins().brif(used_up, yielding, &[], head, &[]);
        self.b.switch_to_block(yielding);
        let own = self.compiler.segment(self.start, Mode::Fast);
        let own = self.code_address(own);
        self.store(own, self.process, layout::RESUME);
        self.leave_at_start(stubs().check);
        Ok(())
    }

    /// A 32-bit word, extended.
    pub fn load_half(&mut self, base: Value, offset: i32) -> Value {
        self.b.ins().uload32(MemFlagsData::trusted(), base, offset)
    }
}
