//! A unit of code: segments that are compiled one by one, of one function or of the runtime's stubs.

use std::collections::HashMap;
use std::io;
use std::sync::Arc;

use cranelift_codegen::control::ControlPlane;
use cranelift_codegen::ir::immediates::Imm64;
use cranelift_codegen::ir::{
    ExtFuncData, ExternalName, FuncRef, Function, GlobalValue, GlobalValueData, Signature, UserExternalName,
};
use cranelift_codegen::{Context, FinalizedMachReloc, FinalizedRelocTarget};
use cranelift_frontend::FunctionBuilderContext;
use swerl_core::ir::FunctionId;
use swerl_runtime::code::SegmentInfo;

use crate::function_code::{Constant, FunctionCode, Link, PLACE, SegmentCode, Target};
use crate::isa;
use crate::link::{Code, link_stubs};
use crate::segment_cache::{self, MachineCode, ModuleCache};
use crate::strip::{Emitted, improve};

/// The namespaces of the symbols in Cranelift's functions: segments of the unit, starts of other functions, and
/// what [`Unit::symbol`] makes.
const SEGMENTS: u32 = 0;
const FUNCTIONS: u32 = 1;
const SYMBOLS: u32 = 2;

/// Why a unit could not be made. With correct input only [`CompileError::Memory`] happens.
#[derive(Debug, thiserror::Error)]
pub enum CompileError {
    #[error("out of code memory: {0}")]
    Memory(#[from] io::Error),
    #[error("the code generator failed on {name}: {reason}")]
    Generator { name: String, reason: String },
    #[error("erlang:{0} is not supported")]
    Missing(String),
}

/// A segment that code of the unit jumps to: one of its own, by number, or the start of another function.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SegmentId {
    Own(u32),
    /// By number in [`FunctionCode::callees`].
    Callee(u32),
}

/// A unit under construction.
pub struct Unit {
    /// The signatures of its segments, by number.
    declared: Vec<Shape>,
    /// Segments in the order in which they were defined, with their numbers.
    defined: Vec<(u32, SegmentCode)>,
    /// Functions that code refers to, with their register arguments, and the place of each in the list.
    callees: Vec<(FunctionId, usize)>,
    numbers: HashMap<FunctionId, u32>,
    /// What [`Target::Literal`] counts.
    literals: Vec<Constant>,
    /// What symbols stand for.
    symbols: Vec<Target>,
    context: Context,
    builder_context: FunctionBuilderContext,
    /// Code compiled before, if there may be any.
    cache: Option<Arc<ModuleCache>>,
    /// Text of what was compiled, if somebody wants to read it.
    listing: Option<Listing>,
}

/// How a segment is called.
#[derive(Debug, Clone, Copy)]
enum Shape {
    Segment(usize),
    /// With floats.
    Round(usize, usize),
    Native(usize),
}

impl Shape {
    fn signature(self) -> Signature {
        match self {
            Shape::Segment(args) => isa::segment_signature(args),
            Shape::Round(args, floats) => isa::signature_with_floats(args, floats),
            Shape::Native(args) => isa::native_signature(args),
        }
    }
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

impl Unit {
    pub fn new() -> Unit {
        Unit {
            declared: Vec::new(),
            defined: Vec::new(),
            callees: Vec::new(),
            numbers: HashMap::new(),
            literals: Vec::new(),
            symbols: Vec::new(),
            context: Context::new(),
            builder_context: FunctionBuilderContext::new(),
            cache: None,
            listing: None,
        }
    }

    /// A unit for the functions of a version of a module, one after the other: what earlier versions have in
    /// common with it is not compiled again.
    pub fn of_module(module: &str) -> Unit {
        let cache = segment_cache::of_module(module);
        cache.next_version();
        Unit { cache: Some(cache), ..Unit::new() }
    }

    /// A unit that keeps a listing of everything compiled in it.
    pub fn with_listing(kind: ListingKind) -> Unit {
        Unit { listing: Some(Listing { kind, text: String::new() }), ..Unit::new() }
    }

    fn declare_as(&mut self, shape: Shape) -> SegmentId {
        self.declared.push(shape);
        SegmentId::Own(self.declared.len() as u32 - 1)
    }

    /// Names a segment with `args` register arguments that [`Unit::define`] will define.
    pub fn declare(&mut self, args: usize) -> SegmentId {
        self.declare_as(Shape::Segment(args))
    }

    /// The same for a segment that takes floats as well.
    pub fn declare_with_floats(&mut self, args: usize, floats: usize) -> SegmentId {
        self.declare_as(Shape::Round(args, floats))
    }

    /// Names a native function of `args` words.
    pub fn declare_native(&mut self, args: usize) -> SegmentId {
        self.declare_as(Shape::Native(args))
    }

    /// The start of another function, or of the one that the unit is of, by a name that holds in all versions.
    /// `args`: its register arguments.
    pub fn callee(&mut self, function: FunctionId, args: usize) -> SegmentId {
        SegmentId::Callee(self.callee_index(function, args))
    }

    /// The number of another function in [`FunctionCode::callees`].
    pub fn callee_index(&mut self, function: FunctionId, args: usize) -> u32 {
        *self.numbers.entry(function).or_insert_with(|| {
            self.callees.push((function, args));
            self.callees.len() as u32 - 1
        })
    }

    /// Makes a segment callable from `function`.
    pub fn reference(&mut self, id: SegmentId, function: &mut Function) -> FuncRef {
        let (namespace, index, shape) = match id {
            SegmentId::Own(index) => (SEGMENTS, index, self.declared[index as usize]),
            SegmentId::Callee(index) => (FUNCTIONS, index, Shape::Segment(self.callees[index as usize].1)),
        };
        let signature = function.import_signature(shape.signature());
        let name = function.declare_imported_user_function(UserExternalName { namespace, index });
        let name = ExternalName::user(name);
        function.import_function(ExtFuncData { name, signature, colocated: true, patchable: false })
    }

    /// Lends the contexts in which a segment is built; [`Unit::define`] takes them back.
    pub fn take_contexts(&mut self) -> (Context, FunctionBuilderContext) {
        (
            std::mem::replace(&mut self.context, Context::new()),
            std::mem::replace(&mut self.builder_context, FunctionBuilderContext::new()),
        )
    }

    /// A word for use in `function` that differs between versions with the same text.
    fn symbol(&mut self, target: Target, function: &mut Function) -> GlobalValue {
        let name = UserExternalName { namespace: SYMBOLS, index: self.symbols.len() as u32 };
        self.symbols.push(target);
        let name = ExternalName::user(function.declare_imported_user_function(name));
        let data = GlobalValueData::Symbol { name, offset: Imm64::new(0), colocated: false, tls: false };
        function.create_global_value(data)
    }

    /// The address of the place of a line.
    pub fn site(&mut self, line: u32, function: &mut Function) -> GlobalValue {
        self.symbol(Target::Site(line), function)
    }

    /// A constant term that lies in memory.
    pub fn literal(&mut self, constant: Constant, function: &mut Function) -> GlobalValue {
        self.literals.push(constant);
        self.symbol(Target::Literal(self.literals.len() as u32 - 1), function)
    }

    /// The address of the entry of a fun whose body is `body`, with so many register arguments.
    pub fn fun_entry(&mut self, body: FunctionId, args: usize, function: &mut Function) -> GlobalValue {
        let index = self.callee_index(body, args);
        self.symbol(Target::FunEntry(index), function)
    }

    /// Compiles what was built in `context` as the code of `id`, or reuses the code of the same text.
    pub fn define(
        &mut self,
        id: SegmentId,
        name: &dyn Fn() -> String,
        info: SegmentInfo,
        contexts: (Context, FunctionBuilderContext),
    ) -> Result<(), CompileError> {
        let (mut context, builder_context) = contexts;
        let key = self.cache.as_ref().map(|_| segment_cache::key(&context.func));
        let known = self.cache.as_ref().zip(key).and_then(|(cache, key)| cache.find(key));
        let code = match known {
            Some(code) => code,
            None => {
                let code = Arc::new(self.machine_code(name, &info, &mut context)?);
                if let Some((cache, key)) = self.cache.as_ref().zip(key) {
                    cache.keep(key, code.clone());
                }
                code
            }
        };
        let links = code.relocations.iter().map(|relocation| self.link(name, relocation, &context.func));
        let links = links.collect::<Result<_, _>>()?;
        if let SegmentId::Own(number) = id {
            self.defined.push((number, SegmentCode { code, links, info }));
        }
        context.clear();
        (self.context, self.builder_context) = (context, builder_context);
        Ok(())
    }

    /// What a relocation leads to.
    fn link(
        &self,
        name: &dyn Fn() -> String,
        relocation: &FinalizedMachReloc,
        function: &Function,
    ) -> Result<Link, CompileError> {
        let target = match relocation.target {
            FinalizedRelocTarget::Func(offset) => Some(Target::Within(offset)),
            FinalizedRelocTarget::ExternalName(ExternalName::User(name)) => {
                let name = &function.params.user_named_funcs()[name];
                match name.namespace {
                    SEGMENTS => Some(Target::Segment(name.index)),
                    FUNCTIONS => Some(Target::Function(name.index)),
                    _ => Some(self.symbols[name.index as usize]),
                }
            }
            FinalizedRelocTarget::ExternalName(_) => None,
        };
        let (Some(target), Ok(addend)) = (target, i32::try_from(relocation.addend)) else {
            let reason = format!("a relocation to {:?}", relocation.target);
            return Err(CompileError::Generator { name: name(), reason });
        };
        Ok(Link { offset: relocation.offset, kind: relocation.kind, addend, target })
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
        let isa = isa::host();
        context.compile(&*isa, &mut ControlPlane::default()).map_err(|error| CompileError::Generator {
            name: name(),
            reason: format!("{:?}", error.inner),
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
        let mut places: Vec<u32> = relocations.iter().map(|relocation| relocation.offset).collect();
        places.sort_unstable();
        let improved = improve(&Emitted {
            code: compiled.code_buffer(),
            blocks: &compiled.bb_starts,
            relocations: &places,
            may_move: !relocations.iter().any(inner),
        });
        for relocation in &mut relocations {
            relocation.offset = improved.place(relocation.offset);
        }
        Ok(MachineCode { bytes: improved.bytes, relocations })
    }

    /// The listing so far.
    pub fn listing(&self) -> &str {
        self.listing.as_ref().map_or("", |listing| &listing.text)
    }

    /// What has been defined since the last call, as one function. The unit is empty afterwards.
    pub fn finish(&mut self) -> FunctionCode {
        let mut segments = std::mem::take(&mut self.defined);
        segments.sort_unstable_by_key(|&(number, _)| number);
        debug_assert!(segments.len() == self.declared.len());
        self.declared.clear();
        self.symbols.clear();
        self.numbers.clear();
        FunctionCode {
            segments: segments.into_iter().map(|(_, segment)| segment).collect(),
            callees: std::mem::take(&mut self.callees).into_iter().map(|(function, _)| function).collect(),
            literals: std::mem::take(&mut self.literals),
            places: Vec::new(),
            leaves: Vec::new(),
        }
    }

    /// Loads everything that was defined; its segments refer to each other alone.
    pub fn load(mut self) -> Result<Code, CompileError> {
        link_stubs(&self.finish())
    }
}

/// A segment's description as a line.
fn describe(info: &SegmentInfo) -> String {
    let line = match info.site.line {
        place if place & PLACE != 0 => format!("place {}", place & !PLACE),
        line => format!("line {line}"),
    };
    format!(
        "  {:?}, {line}: {} arguments in registers, {} on the stack; frame of {} words; needs {} words",
        info.kind, info.register_args, info.stack_args, info.frame, info.need
    )
}
