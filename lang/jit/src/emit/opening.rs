//! How a segment begins and what is built last: arguments and frame taken in, the check at the start, the ways to
//! leave there, the description.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{Block as CodeBlock, BlockArg, InstBuilder, Value};
use swerl_core::ir::{Block, End, FunctionId};
use swerl_runtime::code::{MAX_REGISTER_ARGS, SegmentInfo, SegmentKind, Site};

use super::Start;
use super::segment::Segment;
use super::shape::CATCH_HEAD;
use crate::analysis::Mode;
use crate::carried::self_call;
use crate::stubs::stubs;
use crate::unit::CompileError;
use crate::{isa, layout};

/// The blocks between which a segment's check stands: where it is made, and what follows it.
pub struct Opening {
    check: CodeBlock,
    body: CodeBlock,
}

impl Segment<'_, '_> {
    /// Takes in arguments and frame; afterwards the body is being built.
    pub fn open(&mut self) -> Opening {
        for i in 0..self.shape.on_stack() {
            let value = self.load(self.sp_given, 8 * i as i32);
            self.args_given.push(value);
        }
        let mut data = self.find_data();
        let check = self.b.create_block();
        let begins = matches!(self.start, Start::Function | Start::Round(_));
        if self.mode != Mode::General && begins && self.calls_itself() {
            data = self.open_loop(check, &data);
        } else {
            self.b.ins().jump(check, &[]);
        }
        // The check is built when it is known what to check for, but stands before the body.
        self.b.func.layout.append_block(check);
        let body = self.b.create_block();
        self.b.switch_to_block(body);
        for (index, var) in self.shape.args.iter().enumerate() {
            if let Some(var) = var {
                self.env.insert(*var, self.args_given[index]);
            }
        }
        self.take_views(&data);
        self.take_floats();
        self.max_heap = self.room_for_terms();
        self.load_frame();
        self.load_captures();
        Opening { check, body }
    }

    /// Each round of the loop has its own heap pointer, arguments, places of bits, and floats.
    fn open_loop(&mut self, head: CodeBlock, data: &[Value]) -> Vec<Value> {
        let mut given = vec![self.hp_given];
        given.extend(self.args_given.iter().chain(data).chain(&self.floats_given));
        let args: Vec<BlockArg> = given.iter().map(|&value| BlockArg::Value(value)).collect();
        self.b.ins().jump(head, &args);
        let mut round = given.into_iter().map(|value| {
            let kind = self.b.func.dfg.value_type(value);
            self.b.append_block_param(head, kind)
        });
        let hp = round.next();
        let words = round.by_ref().take(self.args_given.len()).collect();
        let data = round.by_ref().take(data.len()).collect();
        let floats = round.collect();
        (self.args_given, self.floats_given) = (words, floats);
        if let Some(hp) = hp {
            (self.hp_given, self.hp) = (hp, hp);
        }
        self.loop_head = Some(head);
        data
    }

    /// Whether the function calls itself in tail position.
    pub fn calls_itself(&self) -> bool {
        let function = self.compiler.looping;
        function.closure.is_none() && block_calls(&function.body, self.compiler.id)
    }

    fn load_frame(&mut self) {
        let head = self.shape.frame_head;
        if head == CATCH_HEAD {
            let around = self.load(self.sp_given, 8 * 2);
            self.store(around, self.process, layout::CATCH);
        }
        for index in 0..self.shape.frame.len() {
            let value = self.load(self.sp_given, 8 * (head + index) as i32);
            self.env.insert(self.shape.frame[index], value);
        }
    }

    fn load_captures(&mut self) {
        if self.start != Start::Function {
            return;
        }
        let Some(closure) = &self.compiler.function.closure else { return };
        let Some(&fun) = self.args_given.last() else { return };
        for (index, &var) in closure.captures.iter().enumerate() {
            let value = self.load(fun, layout::WORD0 + 8 + 8 * index as i32);
            self.env.insert(var, value);
        }
    }

    /// Words between heap and stack that the segment must find. A frame is read before anything is written, so what
    /// is allocated may take its place, unless the segment starts again elsewhere.
    fn need(&self) -> u32 {
        let keeps_frame = self.shape.frame_head == 0 || self.slow_exit.is_some();
        let heap = if keeps_frame { self.max_heap as isize } else { 0 };
        heap.max(self.max_total).max(0) as u32
    }

    /// Builds the check, now that the needs are known.
    pub fn close(mut self, opening: Opening) -> Result<SegmentInfo, CompileError> {
        let need = self.need();
        self.fill_needs(need);
        self.b.switch_to_block(opening.check);
        let cold = self.b.create_block();
        self.b.set_cold_block(cold);
        let mut leaves = false;
        if self.start == Start::Function && self.mode == Mode::Fast || self.loop_head.is_some() {
            // The last one is given up, not taken: so that neither step needs a register.
            let left = self.load(self.process, layout::REDUCTIONS);
            let last = self.b.ins().icmp_imm_s(IntCC::SignedLessThanOrEqual, left, 1);
            let (used_up, next) = (self.b.create_block(), self.b.create_block());
            self.b.set_cold_block(used_up);
            self.b.ins().brif(last, used_up, &[], next, &[]);
            self.b.switch_to_block(used_up);
            let none = self.constant(0);
            self.store(none, self.process, layout::REDUCTIONS);
            self.b.ins().jump(cold, &[]);
            self.b.switch_to_block(next);
            let left = self.load(self.process, layout::REDUCTIONS);
            let less = self.offset(left, -1);
            self.store(less, self.process, layout::REDUCTIONS);
            leaves = true;
        }
        if need > 0 {
            let end = self.offset(self.hp_given, 8 * i64::from(need));
            let full = self.b.ins().icmp(IntCC::UnsignedGreaterThan, end, self.sp_given);
            self.b.ins().brif(full, cold, &[], opening.body, &[]);
            leaves = true;
        } else {
            self.b.ins().jump(opening.body, &[]);
        }
        if leaves {
            self.b.switch_to_block(cold);
            let (resume, args) = self.resumption();
            let resume = self.code_address(resume);
            self.store(resume, self.process, layout::RESUME);
            self.jump_to_stub(stubs().check[args.len() - 2], &args);
        }
        if let Some(slow) = self.slow_exit {
            self.b.switch_to_block(slow);
            let floats = self.mode == Mode::Fast && self.may_be_floats;
            let mode = if floats { Mode::Float } else { Mode::General };
            let (twin, args) = self.restart(mode);
            let twin = self.function_ref(twin);
            self.b.ins().return_call(twin, &args);
        }
        self.b.seal_all_blocks();
        let info = self.info(need);
        self.b.finalize(isa::host().frontend_config());
        Ok(info)
    }

    /// Writes arguments that belong on the stack back to it: in a loop they may be new.
    pub fn keep_stack_args(&mut self) {
        if self.loop_head.is_none() {
            return;
        }
        for index in self.shape.registers()..self.args_given.len() {
            let value = self.args_given[index];
            self.store(value, self.sp_given, 8 * (index - self.shape.registers()) as i32);
        }
    }

    pub fn given_registers(&self) -> Vec<Value> {
        let mut args = vec![self.sp_given, self.hp_given];
        args.extend_from_slice(&self.args_given[..self.shape.registers()]);
        args
    }

    /// Leaves by a stub with the state and the arguments of the segment's start.
    pub fn leave_at_start(&mut self, family: [*const u8; MAX_REGISTER_ARGS + 1]) {
        self.keep_stack_args();
        let args = self.given_registers();
        self.jump_to_stub(family[args.len() - 2], &args);
    }

    fn info(&mut self, need: u32) -> SegmentInfo {
        let shape = &self.shape;
        let (kind, frame) = match self.start {
            Start::Continuation(..) | Start::Compare(_) => (SegmentKind::Continuation, 1 + shape.frame.len()),
            Start::TryValue(_) => (SegmentKind::Catch, CATCH_HEAD + shape.frame.len()),
            Start::Receive(_) => (SegmentKind::Receive, 0),
            _ => (SegmentKind::Entry, 0),
        };
        SegmentInfo {
            // Whose it is depends on the version.
            site: Site { line: self.compiler.line(self.start), ..Site::NOWHERE },
            frame: frame as u32,
            need,
            register_args: shape.registers() as u8,
            stack_args: shape.on_stack() as u16,
            kind,
        }
    }
}

/// Whether a block contains a tail call of `function`.
fn block_calls(block: &Block, function: FunctionId) -> bool {
    if self_call(block, function).is_some() {
        return true;
    }
    match &block.end {
        End::Join { body, rest, .. } => block_calls(body, function) || block_calls(rest, function),
        End::If { then, otherwise, .. } => block_calls(then, function) || block_calls(otherwise, function),
        End::Switch { arms, default, .. } => {
            arms.iter().any(|(_, arm)| block_calls(arm, function)) || block_calls(default, function)
        }
        _ => false,
    }
}
