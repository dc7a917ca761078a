//! The machine that code is generated for, and the one calling convention of segments.

use std::sync::OnceLock;

use cranelift_codegen::ir::{
    AbiParam, Signature,
    types::{F64, I64},
};
use cranelift_codegen::isa::{CallConv, OwnedTargetIsa};
use cranelift_codegen::settings::{self, Configurable};

/// The host's instruction set with the settings that generated code needs.
pub fn host() -> OwnedTargetIsa {
    static ISA: OnceLock<OwnedTargetIsa> = OnceLock::new();
    ISA.get_or_init(build).clone()
}

fn build() -> OwnedTargetIsa {
    let mut flags = settings::builder();
    let verifier = if cfg!(debug_assertions) { "true" } else { "false" };
    for (name, value) in [
        // As fast as `speed` for segments, which are short, and quicker to compile.
        ("opt_level", "none"),
        // `single_pass` makes code two to three times slower.
        ("regalloc_algorithm", "backtracking"),
        ("enable_verifier", verifier),
        // The process lives in the pinned register.
        ("enable_pinned_reg", "true"),
        ("use_colocated_libcalls", "false"),
        ("is_pic", "false"),
        // Segments use no native stack beyond a few spills.
        ("enable_probestack", "false"),
        ("unwind_info", "false"),
        // Tail calls need it; see `strip` for what becomes of the prologues.
        ("preserve_frame_pointers", "true"),
        // Where blocks start: `strip` needs it.
        ("machine_code_cfg_info", "true"),
    ] {
        flags.set(name, value).expect("a setting of this version of Cranelift");
    }
    let isa = cranelift_native::builder().expect("Cranelift generates code for this machine");
    isa.finish(settings::Flags::new(flags)).expect("settings that fit together")
}

/// The signature of a segment with `args` register arguments: stack pointer, heap pointer, arguments.
/// The result is a [`swerl_runtime::code::Leave`].
pub fn segment_signature(args: usize) -> Signature {
    signature(CallConv::Tail, 2 + args)
}

/// The same for a segment that takes `floats` floats as well.
pub fn signature_with_floats(args: usize, floats: usize) -> Signature {
    let mut signature = segment_signature(args);
    signature.params.extend(std::iter::repeat_n(AbiParam::new(F64), floats));
    signature
}

/// The signature of a native function of `args` words that returns one.
pub fn native_signature(args: usize) -> Signature {
    signature(host().default_call_conv(), args)
}

fn signature(convention: CallConv, params: usize) -> Signature {
    let mut signature = Signature::new(convention);
    signature.params.resize(params, AbiParam::new(I64));
    signature.returns.push(AbiParam::new(I64));
    signature
}
