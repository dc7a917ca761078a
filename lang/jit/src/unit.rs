//! A unit of code: segments that are compiled one by one and loaded together into pages of their own.

use std::io;
use std::sync::Arc;

use cranelift_codegen::binemit::Reloc;
use cranelift_codegen::control::ControlPlane;
use cranelift_codegen::ir::immediates::Imm64;
use cranelift_codegen::ir::{
    ExternalName, FuncRef, Function, GlobalValue, GlobalValueData, UserExternalName,
};
use cranelift_codegen::{Context, FinalizedMachReloc, FinalizedRelocTarget};
use cranelift_frontend::FunctionBuilderContext;
use cranelift_jit::{JITBuilder, JITModule};
use cranelift_module::{FuncId, Module, ModuleError, ModuleReloc, ModuleRelocTarget};
use swerl_runtime::code::SegmentInfo;

use crate::isa;
use crate::memory::{ALIGN, CodePages, SharedPages, footprint};
use crate::segment_cache::{self, MachineCode, ModuleCache};
use crate::strip::{branch_on_overflow, strip_prologue};

/// The namespace of the symbols that [`Unit::pointer`] makes; Cranelift's own use 0 and 1.
const POINTERS: u32 = 2;

/// Why a unit could not be made. With correct input only [`CompileError::Memory`] happens.
#[derive(Debug, thiserror::Error)]
pub enum CompileError {
    #[error("out of code memory: {0}")]
    Memory(#[from] io::Error),
    #[error("the code generator failed on {name}: {reason}")]
    Generator { name: String, reason: String },
    #[error("erlang:{0} is not supported")]
    Missing(String),
    #[error("the loader failed: {0}")]
    Loader(#[source] Box<ModuleError>),
}

impl From<ModuleError> for CompileError {
    fn from(error: ModuleError) -> CompileError {
        CompileError::Loader(Box::new(error))
    }
}

/// A unit under construction.
pub struct Unit {
    module: JITModule,
    pages: SharedPages,
    pending: Vec<PendingSegment>,
    context: Context,
    builder_context: FunctionBuilderContext,
    /// Words that code refers to by symbols, see [`Unit::pointer`].
    pointers: Vec<u64>,
    /// Code compiled before, if there may be any.
    cache: Option<Arc<ModuleCache>>,
    /// Text of what was compiled, if somebody wants to read it.
    listing: Option<Listing>,
}

/// What [`Unit::with_listing`] collects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListingKind {
    /// Names and descriptions of the segments.
    Segments,
    /// Cranelift's own intermediate form.
    Clif,
    /// Machine code as Cranelift emits it.
    Assembly,
}

struct Listing {
    kind: ListingKind,
    text: String,
}

struct PendingSegment {
    id: FuncId,
    bytes: Vec<u8>,
    relocations: Vec<ModuleReloc>,
    info: SegmentInfo,
}

/// A loaded unit. Its code runs as long as this lives; dropping it gives the pages back.
pub struct Code {
    module: Option<JITModule>,
    /// Segments point here.
    infos: Box<[SegmentInfo]>,
    bytes: usize,
}

// SAFETY: after loading, a unit is immutable; the Cranelift module is only kept to be freed.
unsafe impl Send for Code {}
// SAFETY: as above.
unsafe impl Sync for Code {}

impl Unit {
    pub fn new() -> Unit {
        let mut builder = JITBuilder::with_isa(isa::host(), cranelift_module::default_libcall_names());
        let pages = SharedPages::default();
        builder.memory_provider(Box::new(pages.clone()));
        let module = JITModule::new(builder);
        let context = module.make_context();
        Unit {
            module,
            pages,
            pending: Vec::new(),
            context,
            builder_context: FunctionBuilderContext::new(),
            pointers: Vec::new(),
            cache: None,
            listing: None,
        }
    }

    /// A unit of a version of a module: what earlier versions have in common with it is not compiled again.
    pub fn of_module(module: &str) -> Unit {
        let cache = segment_cache::of_module(module);
        cache.next_version();
        Unit { cache: Some(cache), ..Unit::new() }
    }

    /// A unit that keeps a listing of everything compiled in it.
    pub fn with_listing(kind: ListingKind) -> Unit {
        Unit { listing: Some(Listing { kind, text: String::new() }), ..Unit::new() }
    }

    /// Names a segment with `args` register arguments that [`Unit::define`] will define.
    pub fn declare(&mut self, args: usize) -> Result<FuncId, CompileError> {
        Ok(self.module.declare_anonymous_function(&isa::segment_signature(args))?)
    }

    /// Names a native function of `args` words.
    pub fn declare_native(&mut self, args: usize) -> Result<FuncId, CompileError> {
        Ok(self.module.declare_anonymous_function(&isa::native_signature(args))?)
    }

    /// Makes a segment of this unit callable from `function`.
    pub fn reference(&mut self, id: FuncId, function: &mut Function) -> FuncRef {
        self.module.declare_func_in_func(id, function)
    }

    /// Lends the contexts in which a segment is built; [`Unit::define`] takes them back.
    pub fn take_contexts(&mut self) -> (Context, FunctionBuilderContext) {
        (
            std::mem::replace(&mut self.context, Context::new()),
            std::mem::replace(&mut self.builder_context, FunctionBuilderContext::new()),
        )
    }

    /// A word that differs between compilations of the same text, for use in `function`: its code keeps a
    /// symbol for it, so that it can be reused.
    pub fn pointer(&mut self, word: u64, function: &mut Function) -> GlobalValue {
        let name = UserExternalName { namespace: POINTERS, index: self.pointers.len() as u32 };
        self.pointers.push(word);
        let name = ExternalName::user(function.declare_imported_user_function(name));
        let data = GlobalValueData::Symbol { name, offset: Imm64::new(0), colocated: false, tls: false };
        function.create_global_value(data)
    }

    /// Compiles what was built in `context` as the code of `id`, or reuses the code of the same text.
    pub fn define(
        &mut self,
        id: FuncId,
        name: &dyn Fn() -> String,
        info: SegmentInfo,
        contexts: (Context, FunctionBuilderContext),
    ) -> Result<(), CompileError> {
        let (mut context, builder_context) = contexts;
        let key = segment_cache::key(&context.func);
        let known = self.cache.as_ref().and_then(|cache| cache.find(key));
        let code = match known {
            Some(code) => code,
            None => {
                let code = Arc::new(self.machine_code(name, &info, &mut context)?);
                if let Some(cache) = &self.cache {
                    cache.keep(key, code.clone());
                }
                code
            }
        };
        let mut bytes = code.bytes.clone();
        let mut relocations = Vec::with_capacity(code.relocations.len());
        for relocation in &code.relocations {
            let target = ModuleReloc::from_mach_reloc(relocation, &context.func, id);
            match target.name {
                ModuleRelocTarget::User { namespace: POINTERS, index } if target.kind == Reloc::Abs8 => {
                    let at = target.offset as usize;
                    let word = self.pointers[index as usize].wrapping_add_signed(target.addend);
                    bytes[at..at + 8].copy_from_slice(&word.to_ne_bytes());
                }
                _ => relocations.push(target),
            }
        }
        self.pending.push(PendingSegment { id, bytes, relocations, info });
        self.module.clear_context(&mut context);
        (self.context, self.builder_context) = (context, builder_context);
        Ok(())
    }

    /// Compiles what was built in `context`.
    fn machine_code(
        &mut self,
        name: &dyn Fn() -> String,
        info: &SegmentInfo,
        context: &mut Context,
    ) -> Result<MachineCode, CompileError> {
        if let Some(listing) = &mut self.listing {
            listing.text.push_str(&format!("; {}\n", name()));
            match listing.kind {
                ListingKind::Segments => listing.text.push_str(&format!("{}\n", describe(info))),
                ListingKind::Clif => listing.text.push_str(&format!("{}\n", context.func.display())),
                ListingKind::Assembly => context.set_disasm(true),
            }
        }
        context.compile(self.module.isa(), &mut ControlPlane::default()).map_err(|error| {
            CompileError::Generator { name: name(), reason: format!("{:?}", error.inner) }
        })?;
        let Some(compiled) = context.compiled_code() else {
            return Err(CompileError::Generator { name: name(), reason: "no code".into() });
        };
        if let (Some(listing), Some(text)) = (&mut self.listing, &compiled.vcode)
            && listing.kind == ListingKind::Assembly
        {
            listing.text.push_str(text);
            listing.text.push('\n');
        }
        let mut relocations = compiled.buffer.relocs().to_vec();
        // A relocation to a place within the segment would have to move with it.
        let inner =
            |relocation: &FinalizedMachReloc| matches!(relocation.target, FinalizedRelocTarget::Func(_));
        let mut code = compiled.code_buffer().to_vec();
        branch_on_overflow(&mut code);
        let stripped = match relocations.iter().any(inner) {
            true => None,
            false => strip_prologue(&code),
        };
        let bytes = match stripped {
            Some(stripped) => {
                for relocation in &mut relocations {
                    relocation.offset -= stripped.shift;
                }
                stripped.bytes
            }
            None => code,
        };
        Ok(MachineCode { bytes, relocations })
    }

    /// The listing so far.
    pub fn listing(&self) -> &str {
        self.listing.as_ref().map_or("", |listing| &listing.text)
    }

    /// Loads everything that was defined.
    pub fn load(mut self) -> Result<Code, CompileError> {
        let bytes = self.pending.iter().map(|segment| footprint(segment.bytes.len())).sum();
        let pages = CodePages::new(bytes)?;
        *self.pages.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner()) = Some(pages);
        let (pending, infos): (Vec<_>, Vec<_>) = std::mem::take(&mut self.pending)
            .into_iter()
            .map(|segment| ((segment.id, segment.bytes, segment.relocations), segment.info))
            .unzip();
        let infos = infos.into_boxed_slice();
        for ((id, code, relocations), info) in pending.iter().zip(&infos) {
            self.module.define_function_bytes(*id, ALIGN as u64, code, relocations)?;
            let start = self.last_start();
            // SAFETY: the provider leaves that much free before every segment, and the pages are
            // still writable.
            unsafe { (start as *mut *const SegmentInfo).sub(2).write(info) };
        }
        self.module.finalize_definitions()?;
        Ok(Code { module: Some(self.module), infos, bytes })
    }

    fn last_start(&self) -> usize {
        let guard = self.pages.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        guard.as_ref().map_or(0, CodePages::last_start)
    }
}

/// A segment's description as a line.
fn describe(info: &SegmentInfo) -> String {
    format!(
        "  {:?}, line {}: {} arguments in registers, {} on the stack; frame of {} words; needs {} words",
        info.kind, info.site.line, info.register_args, info.stack_args, info.frame, info.need
    )
}

impl Code {
    /// The address of a segment or native function.
    pub fn address(&self, id: FuncId) -> *const u8 {
        self.module.as_ref().map_or(std::ptr::null(), |module| module.get_finalized_function(id))
    }

    /// Code memory in use, in bytes.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// The number of segments.
    pub fn segments(&self) -> usize {
        self.infos.len()
    }
}

impl Drop for Code {
    fn drop(&mut self) {
        if let Some(module) = self.module.take() {
            // SAFETY: whoever drops a unit knows that no process, fun or cell refers to it.
            unsafe { module.free_memory() };
        }
    }
}
