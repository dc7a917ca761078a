//! One segment: its arguments and its frame, the check at its start, and its description.

use std::collections::HashMap;
use std::rc::Rc;

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::I64;
use cranelift_codegen::ir::{Block as CodeBlock, BlockArg, FuncRef, InstBuilder, MemFlagsData, Value};
use cranelift_frontend::FunctionBuilder;
use swerl_core::ir::{Block, Callee, End, FunctionId, Label, Op, Operand, Var};
use swerl_runtime::code::{MAX_REGISTER_ARGS, SegmentInfo, SegmentKind, Site};

use super::bits::BitsView;
use super::construct::Elements;
use super::known::Known;
use super::{FunctionCompiler, Start, viewed};
use crate::analysis::Mode;
use crate::function_code::Constant;
use crate::stubs::stubs;
use crate::unit::{CompileError, SegmentId};
use crate::{isa, layout};

/// What a segment is given.
pub struct Shape {
    /// Arguments: the first ones in registers, the rest on the stack. `None`: not bound to a variable.
    pub args: Vec<Option<Var>>,
    /// The frame to remove: words before the first variable (0: there is no frame), variables.
    pub frame_head: usize,
    pub frame: Vec<Var>,
}

/// Words of a catch frame before the live values: where to go on with the body's value, where with an
/// exception, and the catch frame around it.
pub const CATCH_HEAD: usize = 3;

impl Shape {
    fn of_args(args: Vec<Option<Var>>) -> Shape {
        Shape { args, frame_head: 0, frame: Vec::new() }
    }

    fn of_vars(vars: Vec<Var>) -> Shape {
        Shape::of_args(vars.into_iter().map(Some).collect())
    }

    pub fn registers(&self) -> usize {
        self.args.len().min(MAX_REGISTER_ARGS)
    }

    pub fn on_stack(&self) -> usize {
        self.args.len() - self.registers()
    }

    /// Words that the segment removes from the stack.
    pub fn popped(&self) -> usize {
        self.on_stack() + self.frame_head + self.frame.len()
    }
}

impl FunctionCompiler<'_> {
    /// What the segment that starts at `start` is given.
    pub fn shape(&self, start: Start) -> Shape {
        match start {
            Start::Function => {
                let mut args: Vec<Option<Var>> = self.function.params.iter().copied().map(Some).collect();
                if let Some(closure) = &self.function.closure {
                    args.push(closure.this);
                }
                Shape::of_args(args)
            }
            Start::Viewed(mask) => viewed::shape(&self.function.params, mask),
            Start::Continuation(block, index) => {
                let var = block_of(block).stmts[index - 1].var;
                let frame = self.analysis.live_at((block, index), Some(var));
                Shape { args: vec![Some(var)], frame_head: 1, frame }
            }
            Start::Dynamic(block, index) => {
                let frame = self.dynamic_frame(block, index);
                Shape { args: vec![None], frame_head: 1, frame }
            }
            Start::Compare(block) => {
                let place = (block, block_of(block).stmts.len() + 1);
                Shape { args: vec![None], frame_head: 1, frame: self.analysis.live_at(place, None) }
            }
            Start::Join(label) => {
                let mut vars = self.analysis.joins[&label].params.to_vec();
                vars.extend(self.analysis.captured(label));
                Shape::of_vars(vars)
            }
            Start::Receive(block) | Start::Timeout(block) => {
                Shape::of_vars(self.analysis.receive_vars(block))
            }
            Start::TryBody(block) => {
                Shape::of_vars(self.analysis.live_at((block, block_of(block).stmts.len()), None))
            }
            Start::TryValue(block) | Start::TryHandler(block) => {
                let place = (block, block_of(block).stmts.len() + 1);
                let frame = self.analysis.live_at(place, None);
                let End::Try { value, caught, .. } = &block_of(block).end else { unreachable!("a try") };
                let args = match start {
                    Start::TryValue(_) => vec![Some(*value)],
                    _ => caught.iter().copied().map(Some).collect(),
                };
                Shape { args, frame_head: CATCH_HEAD, frame }
            }
        }
    }

    /// What a dynamic call keeps while its code is looked for: its arguments and what lives after it.
    fn dynamic_frame(&self, block: *const Block, index: usize) -> Vec<Var> {
        let stmt = &block_of(block).stmts[index];
        let mut vars = self.analysis.live_at((block, index + 1), Some(stmt.var));
        if let Op::Call { args, .. } = &stmt.op {
            vars.extend(args.iter().filter_map(|arg| match arg {
                Operand::Var(var) => Some(*var),
                Operand::Lit(_) => None,
            }));
        }
        vars.sort_unstable();
        vars.dedup();
        vars
    }

    /// The line that stands for a segment in its description.
    fn line(&self, start: Start) -> u32 {
        match start {
            Start::Continuation(block, index) => block_of(block).stmts[index - 1].line,
            Start::Dynamic(block, index) => block_of(block).stmts[index].line,
            Start::Receive(block) | Start::Timeout(block) => match &block_of(block).end {
                End::Receive { line, .. } => *line,
                _ => self.function.line,
            },
            Start::Compare(block) => block_of(block).stmts.last().map_or(self.function.line, |s| s.line),
            _ => self.function.line,
        }
    }
}

/// The block behind a key. Keys are made from references into the function under compilation, which
/// outlives its compiler.
pub fn block_of<'f>(block: *const Block) -> &'f Block {
    // SAFETY: see above; nothing changes Core while it is compiled.
    unsafe { &*block }
}

/// A segment under construction.
pub struct Segment<'s, 'a> {
    pub compiler: &'s mut FunctionCompiler<'a>,
    pub b: FunctionBuilder<'s>,
    pub mode: Mode,
    pub start: Start,
    id: SegmentId,
    shape: Shape,
    /// Words that the segment removes from the stack.
    pub popped: usize,
    pub process: Value,
    /// The stack pointer as given.
    pub sp_given: Value,
    /// All arguments as they are at the start of an iteration, for leaving there.
    pub args_given: Vec<Value>,
    pub hp_given: Value,
    /// The heap pointer at some point, and the bytes allocated since.
    pub hp: Value,
    pub hp_offset: i32,
    /// Words allocated on the path from the start, and the most on any path so far.
    pub heap_words: usize,
    max_heap: usize,
    /// The most words of heap and pushes together on any path, less what the segment removes.
    max_total: isize,
    pub env: HashMap<Var, Value>,
    /// Where the bits of bitstrings are, as far as the current path knows, with the order in which that
    /// was found out.
    pub views: HashMap<Var, BitsView>,
    pub viewed: Vec<Var>,
    /// What is known on the current path.
    pub known: Rc<Known>,
    /// The values of the construction that follows.
    pub elements: Option<Elements>,
    /// Whether the segment took numbers for small integers that might as well be floats.
    pub may_be_floats: bool,
    /// Where the function's self calls jump to.
    pub loop_head: Option<CodeBlock>,
    /// Where a receive looks at the next message.
    pub receive_head: Option<CodeBlock>,
    pub joins: HashMap<Label, LocalJoin>,
    slow_exit: Option<CodeBlock>,
    function_refs: HashMap<SegmentId, FuncRef>,
}

/// A join that is a block of the segment.
pub struct LocalJoin {
    pub block: CodeBlock,
    /// The most heap words allocated before any jump to it.
    pub heap_words: usize,
    pub used: bool,
}

/// What a branch may change and the next one must not see.
pub struct Path {
    hp: Value,
    hp_offset: i32,
    heap_words: usize,
    viewed: usize,
    known: Rc<Known>,
}

/// Compiles one segment.
pub fn emit(
    compiler: &mut FunctionCompiler<'_>,
    start: Start,
    mode: Mode,
    id: SegmentId,
) -> Result<(), CompileError> {
    let shape = compiler.shape(start);
    let registers = shape.registers();
    let (mut context, mut builder_context) = compiler.unit.take_contexts();
    context.func.signature = isa::segment_signature(registers);
    let b = FunctionBuilder::new(&mut context.func, &mut builder_context);
    let info = {
        let mut segment = Segment::new(compiler, b, start, mode, id, shape);
        let body = segment.open();
        segment.emit_start()?;
        segment.close(body)?
    };
    let name = format!("{}/{} {start:?} {mode:?}", compiler.function.name, compiler.function.params.len());
    compiler.unit.define(id, &|| name.clone(), info, (context, builder_context))
}

/// The blocks between which a segment's check stands: where it is made, and what follows it.
struct Opening {
    check: CodeBlock,
    body: CodeBlock,
}

impl<'s, 'a> Segment<'s, 'a> {
    fn new(
        compiler: &'s mut FunctionCompiler<'a>,
        mut b: FunctionBuilder<'s>,
        start: Start,
        mode: Mode,
        id: SegmentId,
        shape: Shape,
    ) -> Self {
        let entry = b.create_block();
        b.append_block_params_for_function_params(entry);
        b.switch_to_block(entry);
        let params = b.block_params(entry).to_vec();
        let process = b.ins().get_pinned_reg(I64);
        Segment {
            compiler,
            b,
            mode,
            start,
            id,
            popped: shape.popped(),
            shape,
            process,
            sp_given: params[0],
            args_given: params[2..].to_vec(),
            hp_given: params[1],
            hp: params[1],
            hp_offset: 0,
            heap_words: 0,
            max_heap: 0,
            max_total: 0,
            env: HashMap::new(),
            views: HashMap::new(),
            viewed: Vec::new(),
            known: Rc::default(),
            elements: None,
            may_be_floats: false,
            loop_head: None,
            receive_head: None,
            joins: HashMap::new(),
            slow_exit: None,
            function_refs: HashMap::new(),
        }
    }

    /// Takes in arguments and frame; afterwards the body is being built.
    fn open(&mut self) -> Opening {
        for i in 0..self.shape.on_stack() {
            let value = self.load(self.sp_given, 8 * i as i32);
            self.args_given.push(value);
        }
        let mut data = self.find_data();
        let check = self.b.create_block();
        let begins = matches!(self.start, Start::Function | Start::Viewed(_));
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
        self.max_heap = self.view_room();
        self.load_frame();
        self.load_captures();
        Opening { check, body }
    }

    /// Each round of the loop has its own heap pointer, arguments, and places of bits.
    fn open_loop(&mut self, head: CodeBlock, data: &[Value]) -> Vec<Value> {
        let mut args = vec![BlockArg::Value(self.hp_given)];
        args.extend(self.args_given.iter().chain(data).map(|&value| BlockArg::Value(value)));
        self.b.ins().jump(head, &args);
        let values: Vec<Value> = (0..args.len()).map(|_| self.b.append_block_param(head, I64)).collect();
        self.hp_given = values[0];
        self.hp = values[0];
        let data = values[1 + self.args_given.len()..].to_vec();
        self.args_given = values[1..values.len() - data.len()].to_vec();
        self.loop_head = Some(head);
        data
    }

    /// Whether the function calls itself in tail position.
    fn calls_itself(&self) -> bool {
        let (id, function) = (self.compiler.id, self.compiler.function);
        function.closure.is_none() && block_calls(&function.body, id)
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

    /// Builds the check, now that the needs are known.
    fn close(mut self, opening: Opening) -> Result<SegmentInfo, CompileError> {
        let need = (self.max_heap as isize).max(self.max_total).max(0) as u32;
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
            let own = self.code_address(self.id);
            self.store(own, self.process, layout::RESUME);
            self.leave_at_start(stubs().check);
        }
        if let Some(slow) = self.slow_exit {
            self.b.switch_to_block(slow);
            let floats = self.mode == Mode::Fast && self.may_be_floats;
            let mode = if floats { Mode::Float } else { Mode::General };
            let (twin, args) = match self.start {
                Start::Viewed(_) => (self.compiler.segment(Start::Function, mode), self.given_terms()),
                _ => {
                    self.keep_stack_args();
                    (self.compiler.segment(self.start, mode), self.given_registers())
                }
            };
            let twin = self.function_ref(twin);
            self.b.ins().return_call(twin, &args);
        }
        self.b.seal_all_blocks();
        let info = self.info(need);
        self.b.finalize(isa::host().frontend_config());
        Ok(info)
    }

    /// Writes arguments that belong on the stack back to it: in a loop they may be new.
    fn keep_stack_args(&mut self) {
        if self.loop_head.is_none() {
            return;
        }
        for index in self.shape.registers()..self.args_given.len() {
            let value = self.args_given[index];
            self.store(value, self.sp_given, 8 * (index - self.shape.registers()) as i32);
        }
    }

    fn given_registers(&self) -> Vec<Value> {
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
            Start::Continuation(..) | Start::Dynamic(..) | Start::Compare(_) => {
                (SegmentKind::Continuation, 1 + shape.frame.len())
            }
            Start::TryValue(_) => (SegmentKind::Catch, CATCH_HEAD + shape.frame.len()),
            Start::Receive(_) => (SegmentKind::Receive, 0),
            _ => (SegmentKind::Entry, 0),
        };
        SegmentInfo {
            // Whose it is depends on the version.
            site: Site { function: std::ptr::null(), line: self.compiler.line(self.start) },
            frame: frame as u32,
            need,
            register_args: shape.registers() as u8,
            stack_args: shape.on_stack() as u16,
            kind,
        }
    }

    /// Where to go when an operation needs the runtime, or takes floats: starts the iteration again in
    /// general or float code.
    pub fn slow_exit(&mut self) -> CodeBlock {
        debug_assert_ne!(self.mode, Mode::General);
        if let Some(block) = self.slow_exit {
            return block;
        }
        let block = self.b.create_block();
        self.b.set_cold_block(block);
        self.slow_exit = Some(block);
        block
    }

    /// The stack pointer without what the segment removes, and with so many words pushed instead.
    pub fn sp_with(&mut self, words: usize) -> Value {
        self.offset(self.sp_given, 8 * (self.popped as i64 - words as i64))
    }

    /// Notes that `words` have been allocated on the current path.
    pub fn note_heap(&mut self, words: usize) {
        self.heap_words += words;
        self.max_heap = self.max_heap.max(self.heap_words);
    }

    /// Notes that the path ends with `words` pushed on the stack.
    pub fn note_push(&mut self, words: usize) {
        let total = (self.heap_words + words) as isize - self.popped as isize;
        self.max_total = self.max_total.max(total);
    }

    pub fn save_path(&self) -> Path {
        Path {
            hp: self.hp,
            hp_offset: self.hp_offset,
            heap_words: self.heap_words,
            viewed: self.viewed.len(),
            known: self.known.clone(),
        }
    }

    pub fn restore_path(&mut self, path: &Path) {
        (self.hp, self.hp_offset, self.heap_words) = (path.hp, path.hp_offset, path.heap_words);
        self.known = path.known.clone();
        for var in self.viewed.drain(path.viewed..) {
            self.views.remove(&var);
        }
    }

    /// The value of an argument by its position.
    pub fn argument(&self, index: usize) -> Value {
        self.args_given[index]
    }

    pub fn load(&mut self, base: Value, offset: i32) -> Value {
        self.b.ins().load(I64, MemFlagsData::trusted(), base, offset)
    }

    pub fn store(&mut self, value: Value, base: Value, offset: i32) {
        self.b.ins().store(MemFlagsData::trusted(), value, base, offset);
    }

    pub fn constant(&mut self, value: u64) -> Value {
        self.b.ins().iconst(I64, value as i64)
    }

    /// The address of the site of a line of this function.
    pub fn site(&mut self, line: u32) -> Value {
        let symbol = self.compiler.unit.site(line, self.b.func);
        self.b.ins().symbol_value(I64, symbol)
    }

    /// A constant term that lies in memory.
    pub fn literal(&mut self, constant: Constant) -> Value {
        let symbol = self.compiler.unit.literal(constant, self.b.func);
        self.b.ins().symbol_value(I64, symbol)
    }

    /// The address of the entry of a fun.
    pub fn fun_entry(&mut self, body: FunctionId) -> Value {
        let args = self.compiler.register_args(body);
        let symbol = self.compiler.unit.fun_entry(body, args, self.b.func);
        self.b.ins().symbol_value(I64, symbol)
    }

    pub fn offset(&mut self, base: Value, bytes: i64) -> Value {
        if bytes == 0 { base } else { self.b.ins().iadd_imm_s(base, bytes) }
    }

    pub fn function_ref(&mut self, id: SegmentId) -> FuncRef {
        if let Some(&reference) = self.function_refs.get(&id) {
            return reference;
        }
        let reference = self.compiler.unit.reference(id, self.b.func);
        self.function_refs.insert(id, reference);
        reference
    }

    pub fn code_address(&mut self, id: SegmentId) -> Value {
        let reference = self.function_ref(id);
        self.b.ins().func_addr(I64, reference)
    }

    pub fn jump_to_stub(&mut self, stub: *const u8, args: &[Value]) {
        let code = self.constant(stub as u64);
        self.jump_to_code(code, args);
    }

    /// A tail call of code at an address; `args` with stack and heap pointer.
    pub fn jump_to_code(&mut self, code: Value, args: &[Value]) {
        let signature = self.b.import_signature(isa::segment_signature(args.len() - 2));
        self.b.ins().return_call_indirect(signature, code, args);
    }
}

/// Whether a block contains a tail call of `function`.
fn block_calls(block: &Block, function: FunctionId) -> bool {
    if let (Some(last), End::Return(Operand::Var(var))) = (block.stmts.last(), &block.end)
        && let Op::Call { callee: Callee::Local(callee), .. } = &last.op
        && *callee == function
        && last.var == *var
    {
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
