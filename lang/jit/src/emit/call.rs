//! Where a segment ends with a call: frames, arguments, and the ways to reach a function.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{Block as CodeBlock, InstBuilder, Value};
use swerl_core::ir::{Block, Callee, End, FunctionId, Lit, Op, Operand, Stmt};
use swerl_runtime::atom::Atom;
use swerl_runtime::bif::Bif;
use swerl_runtime::code::MAX_REGISTER_ARGS;
use swerl_runtime::term::{IMM_ATOM, Kind, NIL, PAYLOAD_SHIFT, TAG_BOXED, TAG_HEADER};
use swerl_runtime::{exports, registry};

use super::heap::small_literal;
use super::segment::Segment;
use super::{Locals, Start};
use crate::analysis::Mode;
use crate::inline::Inline;
use crate::layout;
use crate::look_up::LookUp;
use crate::stubs::stubs;
use crate::unit::{CompileError, SegmentId};

/// What a call leaves on the stack below its own arguments.
pub struct Frame {
    /// Code addresses and catch offset first, then live values.
    words: Vec<Value>,
}

/// What a call jumps to.
pub enum Target {
    Segment(SegmentId),
    Code(Value),
}

/// Whether general code does an operation on two small integers itself: it may be there for another one.
fn is_short(inline: Inline) -> bool {
    matches!(inline, Inline::Add | Inline::Sub | Inline::Band | Inline::Bor | Inline::Bxor)
}

/// Whether the statement at `index` is in tail position.
fn is_tail(block: &Block, index: usize) -> bool {
    index + 1 == block.stmts.len()
        && matches!(&block.end, End::Return(Operand::Var(var)) if *var == block.stmts[index].var)
}

impl Segment<'_, '_> {
    /// Ends the segment with the call at `index`; its value goes to a continuation.
    pub fn cut_at(&mut self, block: &Block, index: usize) -> Result<(), CompileError> {
        self.settle();
        let stmt = &block.stmts[index];
        let tail = is_tail(block, index);
        match &stmt.op {
            Op::Call { callee: Callee::Local(id), args } if tail && self.is_self_call(*id) => {
                self.call_itself(args)
            }
            Op::Call { callee: Callee::Local(id), args } => {
                let args = self.values(args);
                let frame = self.frame_unless(tail, block, index)?;
                self.call_local(*id, frame, &args)
            }
            Op::Call { callee: Callee::Fun(fun), args } => self.call_fun(block, index, fun, args, tail),
            Op::Call { callee: Callee::Remote { module, function }, args } => {
                self.call_remote(block, index, module, function, args, tail)
            }
            Op::Bif { name, args, fail } => {
                // Operations that only the compiler calls are no part of `erlang`.
                let unnamed = fail.is_none() && self.compiler.is_unnamed(name, args, stmt.line);
                let module = if unnamed || name.starts_with('$') { "swerl" } else { "erlang" };
                let difference =
                    fail.is_none().then(|| self.compiler.difference(name, args, stmt.line)).flatten();
                let args = difference.as_ref().map_or(&args[..], |args| args);
                let inline = Inline::of(&stmt.op);
                let may_be_small = args.iter().all(|operand| match operand {
                    Operand::Lit(lit) => small_literal(lit).is_some(),
                    Operand::Var(_) => true,
                });
                let args = self.values(args);
                if let Some(inline) = inline
                    && self.mode == Mode::General
                    && is_short(inline)
                    && may_be_small
                {
                    let frame = self.frame_after(block, index)?;
                    let continuation =
                        self.compiler.segment(Start::Continuation(block, index + 1), self.mode);
                    self.short_of_small(inline, (args[0], args[1]), continuation, &frame);
                }
                let (module, function) = (Atom::new(module), Atom::new(name));
                let bif = registry::find(module, function, args.len() as u32);
                let bif = bif.ok_or_else(|| CompileError::Missing(format!("{name}/{}", args.len())))?;
                self.call_bif(block, index, bif, &args, fail.is_some(), false)
            }
            Op::Accept => self.call_bif(block, index, find_bif("swerl", "accept", 0), &[], false, false),
            Op::BuildTrace(trace) => {
                let trace = self.value(trace);
                let bif = find_bif("swerl", "build_trace", 1);
                self.call_bif(block, index, bif, &[trace], false, false)
            }
            Op::CatchValue(caught) => {
                let caught = self.values(caught);
                let bif = find_bif("swerl", "catch_value", 3);
                self.call_bif(block, index, bif, &caught, false, false)
            }
            _ => unreachable!("not a call"),
        }
    }

    /// The frame for the continuation after the statement at `index`.
    fn frame_after(&mut self, block: &Block, index: usize) -> Result<Frame, CompileError> {
        let start = Start::Continuation(block, index + 1);
        let vars =
            self.compiler.analysis.live_at((block as *const Block, index + 1), Some(block.stmts[index].var));
        self.frame(start, &vars)
    }

    fn frame_unless(
        &mut self,
        tail: bool,
        block: &Block,
        index: usize,
    ) -> Result<Option<Frame>, CompileError> {
        if tail { Ok(None) } else { self.frame_after(block, index).map(Some) }
    }

    /// The frame that the segment at `start` will remove.
    pub fn frame(&mut self, start: Start, vars: &[swerl_core::ir::Var]) -> Result<Frame, CompileError> {
        // What follows a cut that only general code makes is general code as well.
        let mode = match start {
            Start::Continuation(block, index) => {
                let stmt = &super::block_of(block).stmts[index - 1];
                if crate::analysis::is_cut(&stmt.op, Mode::Fast) { Mode::Fast } else { Mode::General }
            }
            Start::Compare(_) => Mode::General,
            _ => Mode::Fast,
        };
        let continuation = self.compiler.segment(start, mode);
        let mut words = vec![self.code_address(continuation)];
        words.extend(vars.iter().map(|&var| self.env_value(var)));
        Ok(Frame { words })
    }

    fn env_value(&mut self, var: swerl_core::ir::Var) -> Value {
        self.var(var)
    }

    /// A frame of these words.
    pub fn frame_of(&self, words: Vec<Value>) -> Frame {
        Frame { words }
    }

    /// Ends the segment: pushes the frame, then the arguments that do not fit registers, and gives the
    /// stack pointer.
    pub fn push(&mut self, frame: Option<&Frame>, args: &[Value]) -> Value {
        let on_stack = &args[args.len().min(MAX_REGISTER_ARGS)..];
        let frame: &[Value] = frame.map_or(&[], |frame| &frame.words);
        let words = frame.len() + on_stack.len();
        self.note_push(words);
        let lowest = 8 * (self.popped as i32 - words as i32);
        for (index, &word) in on_stack.iter().chain(frame).enumerate() {
            self.store(word, self.sp_given, lowest + 8 * index as i32);
        }
        self.sp_with(words)
    }

    /// Ends the segment with a jump to `target` with `args`, leaving `frame` below them.
    pub fn transfer(&mut self, target: Target, frame: Option<&Frame>, args: &[Value]) {
        let mut registers = vec![self.push(frame, args), self.heap_top()];
        registers.extend_from_slice(&args[..args.len().min(MAX_REGISTER_ARGS)]);
        match target {
            Target::Segment(id) => {
                let reference = self.function_ref(id);
                self.b.ins().return_call(reference, &registers);
            }
            Target::Code(code) => self.jump_to_code(code, &registers),
        }
    }

    /// Ends the segment with a jump to one that is given floats as well.
    pub fn transfer_with_floats(&mut self, id: SegmentId, args: &[Value], floats: &[Value]) {
        let mut registers = vec![self.push(None, args), self.heap_top()];
        registers.extend_from_slice(&args[..args.len().min(MAX_REGISTER_ARGS)]);
        registers.extend_from_slice(floats);
        let reference = self.function_ref(id);
        self.b.ins().return_call(reference, &registers);
    }

    /// Ends the segment with a jump to another segment of the function.
    pub fn go_to(&mut self, start: Start, mode: Mode, args: &[Value]) -> Result<(), CompileError> {
        let id = self.compiler.segment(start, mode);
        self.transfer(Target::Segment(id), None, args);
        Ok(())
    }

    /// Ends the segment with a jump to another segment of the function, below which `frame` lies.
    pub fn go_to_above(&mut self, start: Start, frame: &Frame, args: &[Value]) -> Result<(), CompileError> {
        let id = self.compiler.segment(start, Mode::Fast);
        self.transfer(Target::Segment(id), Some(frame), args);
        Ok(())
    }

    pub fn call_local(
        &mut self,
        id: FunctionId,
        frame: Option<Frame>,
        args: &[Value],
    ) -> Result<(), CompileError> {
        let target = match self.compiler.locals {
            Locals::Direct => {
                let args = self.compiler.register_args(id);
                Target::Segment(self.compiler.unit.callee(id, args))
            }
            Locals::Cells(cells) => self.cell_code(cells[id.0 as usize]),
        };
        self.transfer(target, frame.as_ref(), args);
        Ok(())
    }

    fn cell_code(&mut self, cell: &'static swerl_runtime::code::ExportCell) -> Target {
        let cell = self.constant(std::ptr::from_ref(cell) as u64);
        Target::Code(self.load(cell, layout::CELL_CODE))
    }

    fn call_remote(
        &mut self,
        block: &Block,
        index: usize,
        module: &Operand,
        function: &Operand,
        args: &[Operand],
        tail: bool,
    ) -> Result<(), CompileError> {
        let (Operand::Lit(Lit::Atom(module)), Operand::Lit(Lit::Atom(function))) = (module, function) else {
            return self.call_dynamic(block, index, module, function, args, tail);
        };
        let args = self.values(args);
        let (module, function) =
            (super::FunctionCompiler::atom(module), super::FunctionCompiler::atom(function));
        if let Some(bif) = registry::find(module, function, args.len() as u32) {
            return self.call_bif(block, index, bif, &args, false, tail);
        }
        let target = self.cell_code(exports::cell(module, function, args.len() as u32));
        let frame = self.frame_unless(tail, block, index)?;
        self.transfer(target, frame.as_ref(), &args);
        Ok(())
    }

    /// A call whose module or function is a variable. Its cell is looked for among those that such calls have used;
    /// if it is not there, `apply` makes the call.
    fn call_dynamic(
        &mut self,
        block: &Block,
        index: usize,
        module: &Operand,
        function: &Operand,
        args: &[Operand],
        tail: bool,
    ) -> Result<(), CompileError> {
        let (module, function) = (self.value(module), self.value(function));
        let args = self.values(args);
        let frame = self.frame_unless(tail, block, index)?;
        let unknown = self.b.create_block();
        self.b.set_cold_block(unknown);
        let cell = self.called_cell(module, function, args.len());
        self.branch_unless(cell, unknown);
        let names = [(module, layout::CELL_MODULE), (function, layout::CELL_FUNCTION)];
        for (name, offset) in names {
            let number = self.load_half(cell, offset);
            let payload = self.b.ins().ishl_imm_u(number, PAYLOAD_SHIFT);
            let atom = self.offset(payload, IMM_ATOM as i64);
            let is_same = self.equal(atom, name);
            self.branch_unless(is_same, unknown);
        }
        let arity = self.load_half(cell, layout::CELL_ARITY);
        let fits = self.b.ins().icmp_imm_s(IntCC::Equal, arity, args.len() as i64);
        self.branch_unless(fits, unknown);
        let code = self.load(cell, layout::CELL_CODE);
        let path = self.save_path();
        self.transfer(Target::Code(code), frame.as_ref(), &args);
        self.restore_path(&path);
        self.b.switch_to_block(unknown);
        let mut list = self.constant(NIL.0);
        for &arg in args.iter().rev() {
            list = self.cons(arg, list);
        }
        let apply = find_bif("erlang", "apply", 3);
        self.call_bif(block, index, apply, &[module, function, list], false, tail)
    }

    /// What stands where the cell of a function should be, see `exports::called`.
    fn called_cell(&mut self, module: Value, function: Value, arity: usize) -> Value {
        let (table, mask) = exports::called_table();
        let factor = self.b.ins().imul_imm_s(function, exports::CALLED_FACTOR as i64);
        let sum = self.b.ins().iadd(module, factor);
        let sum = self.offset(sum, (arity as i64) << PAYLOAD_SHIFT);
        let place = self.b.ins().ushr_imm_u(sum, PAYLOAD_SHIFT);
        let place = self.b.ins().band_imm_s(place, mask as i64);
        let bytes = self.b.ins().ishl_imm_u(place, 3);
        let table = self.constant(table as u64);
        let address = self.b.ins().iadd(table, bytes);
        self.load(address, 0)
    }

    /// Calls a BIF. One that jumps on leaves no frame in tail position; all others keep theirs, so that
    /// a stack trace shows who called.
    fn call_bif(
        &mut self,
        block: &Block,
        index: usize,
        bif: &'static Bif,
        args: &[Value],
        guard: bool,
        tail: bool,
    ) -> Result<(), CompileError> {
        let leaves_frame = !(tail && bif.jumps);
        if bif.placed && !leaves_frame {
            self.store_site(block.stmts[index].line);
        } else if bif.placed {
            let nowhere = self.constant(0);
            self.store(nowhere, self.process, layout::SITE);
        }
        let frame = if leaves_frame { Some(self.frame_after(block, index)?) } else { None };
        self.jump_to_bif(bif, frame.as_ref(), args, guard);
        Ok(())
    }

    /// Goes on at `continuation` with what a short operation gives for two small integers, in general code, where another one
    /// was the reason to go there; goes on here with anything else.
    fn short_of_small(
        &mut self,
        inline: Inline,
        (a, b): (Value, Value),
        continuation: SegmentId,
        frame: &Frame,
    ) {
        let call = self.b.create_block();
        self.branch_unless_small(a, b, call);
        let (value, overflow) = match inline {
            Inline::Band => (self.b.ins().band(a, b), None),
            Inline::Bor => (self.b.ins().bor(a, b), None),
            Inline::Bxor => (self.b.ins().bxor(a, b), None),
            Inline::Sub => {
                let (difference, overflow) = self.b.ins().ssub_overflow(a, b);
                (difference, Some(overflow))
            }
            _ => {
                let (sum, overflow) = self.b.ins().sadd_overflow(a, b);
                (sum, Some(overflow))
            }
        };
        if let Some(overflow) = overflow {
            self.branch_if(overflow, call);
        }
        let path = self.save_path();
        self.transfer(Target::Segment(continuation), Some(frame), &[value]);
        self.restore_path(&path);
        self.b.switch_to_block(call);
    }

    /// Jumps unless two values are small integers.
    pub fn branch_unless_small(&mut self, a: Value, b: Value, target: CodeBlock) {
        let bits = self.b.ins().bor(a, b);
        let odd = self.b.ins().band_imm_s(bits, 1);
        self.branch_if(odd, target);
    }

    /// Ends the segment with a call of a BIF.
    pub fn jump_to_bif(&mut self, bif: &'static Bif, frame: Option<&Frame>, args: &[Value], guard: bool) {
        let word = self.constant(std::ptr::from_ref(bif) as u64);
        self.store(word, self.process, layout::BIF);
        let stubs = stubs();
        let stub = match LookUp::of(bif, guard) {
            Some(look_up) => stubs.look_ups[look_up as usize],
            None if guard => stubs.guard_bif[args.len()],
            None => stubs.bif[args.len()],
        };
        let stub = self.constant(stub as u64);
        self.transfer(Target::Code(stub), frame, args);
    }

    fn call_fun(
        &mut self,
        block: &Block,
        index: usize,
        fun: &Operand,
        args: &[Operand],
        tail: bool,
    ) -> Result<(), CompileError> {
        let fun = self.value(fun);
        let mut values = self.values(args);
        let frame = self.frame_unless(tail, block, index)?;
        let bad = self.b.create_block();
        self.b.set_cold_block(bad);
        self.branch_unless_tag(fun, TAG_BOXED, bad);
        let header = self.load(fun, layout::HEADER);
        let kind = self.b.ins().band_imm_s(header, 0xff);
        let expected = (Kind::Fun as i64) << 3 | TAG_HEADER as i64;
        let is_fun = self.b.ins().icmp_imm_s(IntCC::Equal, kind, expected);
        self.branch_unless(is_fun, bad);
        let entry = self.load(fun, layout::WORD0);
        let arity = self.load_half(entry, layout::FUN_ARITY);
        let fits = self.b.ins().icmp_imm_s(IntCC::Equal, arity, args.len() as i64);
        self.branch_unless(fits, bad);
        let code = self.load(entry, layout::FUN_CODE);
        let path = self.save_path();
        values.push(fun);
        self.transfer(Target::Code(code), frame.as_ref(), &values);
        self.restore_path(&path);
        self.b.switch_to_block(bad);
        values.pop();
        self.bad_fun(&block.stmts[index], fun, frame.as_ref(), &values);
        Ok(())
    }

    fn bad_fun(&mut self, stmt: &Stmt, fun: Value, frame: Option<&Frame>, args: &[Value]) {
        self.store(fun, self.process, layout::SUBJECT);
        let count = self.constant(args.len() as u64);
        self.store(count, self.process, layout::FAILURE);
        self.store_site(stmt.line);
        let stub = stubs().bad_fun[args.len().min(MAX_REGISTER_ARGS)];
        let stub = self.constant(stub as u64);
        self.transfer(Target::Code(stub), frame, args);
    }

    pub fn store_site(&mut self, line: u32) {
        let site = self.site(line);
        self.store(site, self.process, layout::SITE);
    }

    /// Ends the segment with a stub that takes `args`.
    pub fn transfer_to_stub(&mut self, stub: *const u8, args: &[Value]) {
        let stub = self.constant(stub as u64);
        self.transfer(Target::Code(stub), None, args);
    }
}

/// A BIF that the runtime always has.
pub fn find_bif(module: &str, name: &str, arity: usize) -> &'static Bif {
    let found = registry::find(
        super::FunctionCompiler::atom(module),
        super::FunctionCompiler::atom(name),
        arity as u32,
    );
    found.unwrap_or_else(|| panic!("the runtime has {module}:{name}/{arity}"))
}
