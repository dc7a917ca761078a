//! A segment under construction: what is known while it is built, and the steps that everything is built of.

use std::collections::HashMap;
use std::rc::Rc;

use cranelift_codegen::ir::types::I64;
use cranelift_codegen::ir::{
    Block as CodeBlock, FuncRef, Inst, InstBuilder, InstructionData, MemFlagsData, Opcode, Value,
};
use cranelift_frontend::FunctionBuilder;
use swerl_core::ir::{FunctionId, Label, Var};

use super::bits::BitsView;
use super::construct::Elements;
use super::known::Known;
use super::shape::Shape;
use super::{FunctionCompiler, Start};
use crate::analysis::Mode;
use crate::function_code::Constant;
use crate::isa;
use crate::unit::{CompileError, SegmentId};

/// A segment under construction.
pub struct Segment<'s, 'a> {
    pub compiler: &'s mut FunctionCompiler<'a>,
    pub b: FunctionBuilder<'s>,
    pub mode: Mode,
    pub start: Start,
    pub id: SegmentId,
    pub shape: Shape,
    /// Words that the segment removes from the stack.
    pub popped: usize,
    pub process: Value,
    /// The stack pointer as given.
    pub sp_given: Value,
    /// All arguments as they are at the start of an iteration, for leaving there.
    pub args_given: Vec<Value>,
    /// Those that are floats.
    pub floats_given: Vec<Value>,
    pub hp_given: Value,
    /// The heap pointer at some point, and the bytes allocated since.
    pub hp: Value,
    pub hp_offset: i32,
    /// Words allocated on the path from the start, and the most on any path so far.
    pub heap_words: usize,
    pub max_heap: usize,
    /// The most words of heap and pushes together on any path, less what the segment removes.
    pub max_total: isize,
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
    /// The joins that are blocks of the segment, with the ways into each.
    pub joins: HashMap<Label, Vec<JoinWay>>,
    /// How many more joins may have several.
    pub more_ways: usize,
    pub slow_exit: Option<CodeBlock>,
    /// Constants that are to be the bytes that the segment needs, whichever way it goes.
    needs: Vec<Inst>,
    function_refs: HashMap<SegmentId, FuncRef>,
}

/// A block of the segment that is a join's body, for jumps that give some parameters as floats.
pub struct JoinWay {
    pub block: CodeBlock,
    /// These parameters, by bits of their numbers.
    pub floats: u16,
    /// What the block is given.
    pub hp: Value,
    pub values: Vec<Value>,
    /// The most heap words allocated before any jump to it.
    pub heap_words: usize,
}

/// After so many joins that stand in a segment both for floats and for terms, all others stand there for terms: what is
/// in a body multiplies with it.
const MORE_WAYS: usize = 3;

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
    let (registers, floats) = (shape.registers(), shape.floats.len());
    let (mut context, mut builder_context) = compiler.unit.take_contexts();
    context.func.signature = isa::signature_with_floats(registers, floats);
    let b = FunctionBuilder::new(&mut context.func, &mut builder_context);
    let info = {
        let mut segment = Segment::new(compiler, b, start, mode, id, shape);
        let body = segment.open();
        segment.emit_start()?;
        segment.close(body)?
    };
    let (function, in_place) = (compiler.function, compiler.in_place.clone());
    let name = || {
        let with = if start == Start::Function { &*in_place } else { "" };
        format!("{}/{} {start:?} {mode:?}{with}", function.name, function.params.len())
    };
    compiler.unit.define(id, &name, info, (context, builder_context))
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
        let (words, floats) = params.split_at(2 + shape.registers());
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
            args_given: words[2..].to_vec(),
            floats_given: floats.to_vec(),
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
            more_ways: MORE_WAYS,
            slow_exit: None,
            needs: Vec::new(),
            function_refs: HashMap::new(),
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

    /// The bytes that the segment needs: what its check at the start asks for. They are known when all of it is built.
    pub fn whole_need(&mut self) -> Value {
        let unknown = self.b.ins().iconst(I64, 0);
        self.needs.extend(self.b.func.dfg.value_def(unknown).inst());
        unknown
    }

    /// Says what [`Segment::whole_need`] is.
    pub fn fill_needs(&mut self, words: u32) {
        for constant in std::mem::take(&mut self.needs) {
            let imm = (8 * i64::from(words)).into();
            self.b.func.dfg.insts[constant] = InstructionData::UnaryImm { opcode: Opcode::Iconst, imm };
        }
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
