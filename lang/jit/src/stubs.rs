//! Code that belongs to no module: the way into and out of compiled code, calls of BIFs, and thunks.

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock};

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::I64;
use cranelift_codegen::ir::{Block, InstBuilder, MemFlagsData, Value};
use cranelift_frontend::FunctionBuilder;
use swerl_core::ir::Lit;
use swerl_runtime::code::{
    Leave, MAX_REGISTER_ARGS, SegmentInfo, SegmentKind, Site, WORD_GUARD_FAILED, WORD_JUMP, WORD_RAISE,
};
use swerl_runtime::process::{HEAVY_TURNS, Process};

use crate::function_code::Constant;
use crate::link::Code;
use crate::look_up::LookUp;
use crate::unit::{CompileError, SegmentId, Unit};
use crate::{isa, layout};

/// The number of different counts of register arguments.
const COUNTS: usize = MAX_REGISTER_ARGS + 1;

/// Addresses of the stubs, indexed by the number of register arguments where there are several.
pub struct Stubs {
    pub enter: extern "C" fn(*mut Process) -> u64,
    /// The bottom frame's continuation.
    pub exit: *const u8,
    /// Store the arguments and leave, by reason; `resume` and what else the reason needs is set.
    pub check: [*const u8; COUNTS],
    pub wait: [*const u8; COUNTS],
    pub fail: [*const u8; COUNTS],
    pub bad_fun: [*const u8; COUNTS],
    pub undefined: *const u8,
    /// Call the BIF in `bif`, then go on with the frame on top of the stack.
    pub bif: [*const u8; COUNTS],
    /// The same in a guard, where an exception is a value.
    pub guard_bif: [*const u8; COUNTS],
    /// Look up keys in maps, in the order of [`LookUp::ALL`]; `bif` is set as for the stubs above.
    pub look_ups: [*const u8; LookUp::ALL.len()],
    /// Keeps the code alive.
    _code: [Code; 2],
}

// SAFETY: code addresses that never change.
unsafe impl Send for Stubs {}
// SAFETY: as above.
unsafe impl Sync for Stubs {}

/// The stubs, made at first use.
///
/// # Panics
/// If there is no memory for them.
pub fn stubs() -> &'static Stubs {
    static STUBS: OnceLock<Stubs> = OnceLock::new();
    STUBS.get_or_init(|| build().expect("code memory for the stubs"))
}

/// The description of a segment of the runtime's own.
pub fn stub_info(register_args: usize, frame: u32) -> SegmentInfo {
    SegmentInfo {
        site: Site::NOWHERE,
        frame,
        need: 0,
        register_args: register_args as u8,
        stack_args: 0,
        kind: SegmentKind::Stub,
    }
}

/// A stub under construction.
pub struct Builder<'a> {
    pub b: FunctionBuilder<'a>,
    pub process: Value,
    /// Stack pointer, heap pointer, arguments.
    pub params: Vec<Value>,
    unit: &'a mut Unit,
}

pub fn trusted() -> MemFlagsData {
    MemFlagsData::trusted()
}

impl Builder<'_> {
    pub fn load(&mut self, base: Value, offset: i32) -> Value {
        self.b.ins().load(I64, trusted(), base, offset)
    }

    pub fn store(&mut self, value: Value, offset: i32) {
        self.b.ins().store(trusted(), value, self.process, offset);
    }

    pub fn constant(&mut self, value: u64) -> Value {
        self.b.ins().iconst(I64, value as i64)
    }

    /// A word that [`crate::link::link_copies`] gives each copy of the code.
    pub fn own_word(&mut self) -> Value {
        let symbol = self.unit.literal(Constant::Term(Lit::Nil), self.b.func);
        self.b.ins().symbol_value(I64, symbol)
    }

    fn store_state(&mut self, sp: Value, hp: Value) {
        self.store(sp, layout::SP);
        self.store(hp, layout::HP);
    }

    fn store_args(&mut self) {
        for i in 2..self.params.len() {
            self.store(self.params[i], layout::X + 8 * (i as i32 - 2));
        }
    }

    fn leave(&mut self, reason: Leave) {
        let reason = self.constant(reason as u64);
        self.b.ins().return_(&[reason]);
    }

    pub fn jump_to(&mut self, code: Value, args: &[Value]) {
        let signature = self.b.import_signature(isa::segment_signature(args.len() - 2));
        self.b.ins().return_call_indirect(signature, code, args);
    }

    fn cold_block(&mut self) -> Block {
        let block = self.b.create_block();
        self.b.set_cold_block(block);
        block
    }
}

/// Compiles a segment of `args` register arguments.
pub fn segment(
    unit: &mut Unit,
    name: &'static str,
    args: usize,
    info: SegmentInfo,
    build: impl FnOnce(&mut Builder<'_>),
) -> Result<SegmentId, CompileError> {
    let id = unit.declare(args);
    let (mut context, mut builder_context) = unit.take_contexts();
    context.func.signature = isa::segment_signature(args);
    let mut b = FunctionBuilder::new(&mut context.func, &mut builder_context);
    let block = b.create_block();
    b.append_block_params_for_function_params(block);
    b.switch_to_block(block);
    let params = b.block_params(block).to_vec();
    let process = b.ins().get_pinned_reg(I64);
    let mut builder = Builder { b, process, params, unit };
    build(&mut builder);
    builder.b.seal_all_blocks();
    builder.b.finalize(isa::host().frontend_config());
    unit.define(id, &|| name.to_string(), info, (context, builder_context))?;
    Ok(id)
}

fn build() -> Result<Stubs, CompileError> {
    let mut unit = Unit::new();
    let enter = build_enter(&mut unit)?;
    let exit = build_leave(&mut unit, "exit", Leave::Exit, 1, 1)?;
    let undefined = build_leave(&mut unit, "undefined", Leave::Undefined, MAX_REGISTER_ARGS, 0)?;
    let mut family = |build: &dyn Fn(&mut Unit, usize) -> Result<SegmentId, CompileError>| {
        (0..COUNTS).map(|args| build(&mut unit, args)).collect::<Result<Vec<_>, _>>()
    };
    let check = family(&|unit, args| build_leave(unit, "check", Leave::Check, args, 0))?;
    let wait = family(&|unit, args| build_leave(unit, "wait", Leave::Wait, args, 0))?;
    let fail = family(&|unit, args| build_leave(unit, "fail", Leave::Fail, args, 0))?;
    let bad_fun = family(&|unit, args| build_leave(unit, "bad_fun", Leave::BadFun, args, 0))?;
    let bif = family(&|unit, args| build_bif(unit, args, false))?;
    let guard_bif = family(&|unit, args| build_bif(unit, args, true))?;
    let code = unit.load()?;
    let addresses = |ids: Vec<SegmentId>| std::array::from_fn(|i| code.address(ids[i]));
    let (bif, guard_bif): ([_; COUNTS], [_; COUNTS]) = (addresses(bif), addresses(guard_bif));
    let mut unit = Unit::new();
    let look_ups = LookUp::ALL.map(|look_up| {
        let stubs = if look_up.is_guarded() { &guard_bif } else { &bif };
        let bif = stubs[look_up.args()];
        look_up.build(&mut unit, bif)
    });
    let look_ups = look_ups.into_iter().collect::<Result<Vec<_>, _>>()?;
    let code_of_look_ups = unit.load()?;
    Ok(Stubs {
        // SAFETY: the code has that signature.
        enter: unsafe {
            std::mem::transmute::<*const u8, extern "C" fn(*mut Process) -> u64>(code.address(enter))
        },
        exit: code.address(exit),
        check: addresses(check),
        wait: addresses(wait),
        fail: addresses(fail),
        bad_fun: addresses(bad_fun),
        undefined: code.address(undefined),
        bif,
        guard_bif,
        look_ups: std::array::from_fn(|i| code_of_look_ups.address(look_ups[i])),
        _code: [code, code_of_look_ups],
    })
}

/// The native function through which the runtime enters compiled code.
fn build_enter(unit: &mut Unit) -> Result<SegmentId, CompileError> {
    let id = unit.declare_native(1);
    let (mut context, mut builder_context) = unit.take_contexts();
    context.func.signature = isa::native_signature(1);
    let mut b = FunctionBuilder::new(&mut context.func, &mut builder_context);
    let block = b.create_block();
    b.append_block_params_for_function_params(block);
    b.switch_to_block(block);
    let process = b.block_params(block)[0];
    let saved = b.ins().get_pinned_reg(I64);
    b.ins().set_pinned_reg(process);
    let mut args = vec![];
    for offset in [layout::SP, layout::HP] {
        args.push(b.ins().load(I64, trusted(), process, offset));
    }
    for i in 0..MAX_REGISTER_ARGS as i32 {
        args.push(b.ins().load(I64, trusted(), process, layout::X + 8 * i));
    }
    let code = b.ins().load(I64, trusted(), process, layout::RESUME);
    let signature = b.import_signature(isa::segment_signature(MAX_REGISTER_ARGS));
    let call = b.ins().call_indirect(signature, code, &args);
    let reason = b.inst_results(call)[0];
    b.ins().set_pinned_reg(saved);
    b.ins().return_(&[reason]);
    b.seal_all_blocks();
    b.finalize(isa::host().frontend_config());
    unit.define(id, &|| "enter".to_string(), stub_info(0, 0), (context, builder_context))?;
    Ok(id)
}

fn build_leave(
    unit: &mut Unit,
    name: &'static str,
    reason: Leave,
    args: usize,
    frame: u32,
) -> Result<SegmentId, CompileError> {
    segment(unit, name, args, stub_info(args, frame), |s| {
        s.store_state(s.params[0], s.params[1]);
        s.store_args();
        s.leave(reason);
    })
}

fn build_bif(unit: &mut Unit, args: usize, guard: bool) -> Result<SegmentId, CompileError> {
    segment(unit, if guard { "guard_bif" } else { "bif" }, args, stub_info(args, 0), |s| {
        s.store_state(s.params[0], s.params[1]);
        let bif = s.load(s.process, layout::BIF);
        let entry = s.load(bif, layout::BIF_ENTRY);
        let mut native_args = vec![s.process];
        native_args.extend_from_slice(&s.params[2..]);
        let signature = s.b.import_signature(isa::native_signature(1 + args));
        let call = s.b.ins().call_indirect(signature, entry, &native_args);
        let result = s.b.inst_results(call)[0];
        s.process = s.b.ins().get_pinned_reg(I64);
        let sp = s.load(s.process, layout::SP);
        let hp = s.load(s.process, layout::HP);
        let special = s.cold_block();
        let usual = s.b.create_block();
        let low = s.b.ins().band_imm_s(result, 7);
        let is_special = s.b.ins().icmp_imm_s(IntCC::Equal, low, 7);
        s.b.ins().brif(is_special, special, &[], usual, &[]);
        s.b.switch_to_block(usual);
        continue_with(s, sp, hp, result);
        s.b.switch_to_block(special);
        after_special(s, result, guard);
    })
}

/// Returns `result` to the frame on top of the stack, by way of the runtime if it asked for that.
fn continue_with(s: &mut Builder<'_>, sp: Value, hp: Value, result: Value) {
    let flags = s.load(s.process, layout::FLAGS);
    let code = s.load(sp, 0);
    let wanted = s.cold_block();
    let go_on = s.b.create_block();
    // What is noted of heavy turns asks for nothing.
    let due = s.b.ins().band_imm_s(flags, !(HEAVY_TURNS as i64));
    s.b.ins().brif(due, wanted, &[], go_on, &[]);
    s.b.switch_to_block(go_on);
    s.jump_to(code, &[sp, hp, result]);
    s.b.switch_to_block(wanted);
    s.store(result, layout::X);
    s.store(code, layout::RESUME);
    s.leave(Leave::Check);
}

/// What follows a BIF that returned no term.
fn after_special(s: &mut Builder<'_>, result: Value, guard: bool) {
    let raise = s.b.create_block();
    let jump = s.b.create_block();
    let is_raise = s.b.ins().icmp_imm_s(IntCC::Equal, result, WORD_RAISE as i64);
    s.b.ins().brif(is_raise, raise, &[], jump, &[]);
    s.b.switch_to_block(raise);
    if guard {
        let failed = s.constant(WORD_GUARD_FAILED);
        let sp = s.load(s.process, layout::SP);
        let hp = s.load(s.process, layout::HP);
        let code = s.load(sp, 0);
        s.jump_to(code, &[sp, hp, failed]);
    } else {
        s.leave(Leave::Raise);
    }
    s.b.switch_to_block(jump);
    debug_assert_ne!(WORD_JUMP, WORD_RAISE);
    let yielding = s.b.create_block();
    let direct = s.b.create_block();
    let reductions = s.load(s.process, layout::REDUCTIONS);
    let used_up = s.b.ins().icmp_imm_s(IntCC::SignedLessThanOrEqual, reductions, 0);
    s.b.ins().brif(used_up, yielding, &[], direct, &[]);
    s.b.switch_to_block(yielding);
    s.leave(Leave::Jump);
    s.b.switch_to_block(direct);
    let mut args = vec![s.load(s.process, layout::SP), s.load(s.process, layout::HP)];
    for i in 0..MAX_REGISTER_ARGS as i32 {
        args.push(s.load(s.process, layout::X + 8 * i));
    }
    let code = s.load(s.process, layout::RESUME);
    s.jump_to(code, &args);
}

/// Code for `fun m:f/arity`: takes the arguments and the fun, and calls what the fun's cell holds.
pub fn external_fun(arity: u32) -> *const u8 {
    type Cache = Mutex<HashMap<u32, (usize, Code)>>;
    static CACHE: OnceLock<Cache> = OnceLock::new();
    let cache = CACHE.get_or_init(Cache::default);
    let mut cache = cache.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let (address, _) = cache
        .entry(arity)
        .or_insert_with(|| build_external_fun(arity as usize).expect("code memory for a fun's stub"));
    *address as *const u8
}

fn build_external_fun(arity: usize) -> Result<(usize, Code), CompileError> {
    let registers = (arity + 1).min(MAX_REGISTER_ARGS);
    let on_stack = arity + 1 - registers;
    let mut info = stub_info(registers, 0);
    info.stack_args = on_stack as u16;
    let mut unit = Unit::new();
    let id = segment(&mut unit, "external_fun", registers, info, |s| {
        let mut args = s.params.clone();
        let fun = if on_stack == 0 {
            args.pop().unwrap_or(s.process)
        } else {
            // The fun lies deepest; the arguments above it move down by one word.
            let sp = args[0];
            let fun = s.load(sp, 8 * (on_stack as i32 - 1));
            for i in (1..on_stack as i32).rev() {
                let argument = s.load(sp, 8 * (i - 1));
                s.b.ins().store(trusted(), argument, sp, 8 * i);
            }
            args[0] = s.b.ins().iadd_imm_s(sp, 8);
            fun
        };
        let entry = s.load(fun, layout::WORD0);
        let cell = s.load(entry, layout::FUN_EXPORT);
        let code = s.load(cell, layout::CELL_CODE);
        s.jump_to(code, &args);
    })?;
    let code = unit.load()?;
    Ok((code.address(id) as usize, code))
}
