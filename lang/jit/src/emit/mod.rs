//! Core to Cranelift's intermediate form, segment by segment.

mod arith;
mod bits;
mod block;
mod call;
mod carrying;
mod compare;
mod compare_parts;
mod construct;
mod control;
mod division;
mod extent;
mod float;
mod heap;
mod known;
mod opening;
mod segment;
mod shape;
mod switch;
mod table;
mod tuple;
mod utf8;
mod viewed;

use std::cell::OnceCell;
use std::collections::HashMap;
use std::sync::Arc;

use swerl_core::ir::{self, Block, Function, FunctionId, Label};
use swerl_runtime::atom::Atom;
use swerl_runtime::census::VersionMark;
use swerl_runtime::code::{ExportCell, FunEntry, FunctionInfo, MAX_REGISTER_ARGS, Site};
use swerl_runtime::literals::LiteralArea;

use self::carrying::Carried;
use crate::analysis::{Analysis, Mode};
use crate::carried::FloatParams;
use crate::function_code::{FunctionCode, PLACE, Place};
use crate::hints::Hints;
use crate::leaves::{self, InPlace};
use crate::unit::{CompileError, SegmentId, Unit};
use crate::unnamed::{self, SureFloats};

pub(crate) use heap::constant_word;

/// How code reaches the functions of its own version.
#[derive(Clone, Copy)]
pub enum Locals<'a> {
    /// By direct calls.
    Direct,
    /// Through cells, because they may not be compiled yet.
    Cells(&'a [&'static ExportCell]),
}

/// What outlives the compilation of a version: everything that its code points to.
pub struct VersionData {
    pub infos: Box<[FunctionInfo]>,
    /// By function; only for the bodies of funs.
    pub fun_entries: Vec<Option<Box<FunEntry>>>,
    pub sites: Sites,
    pub literals: LiteralArea,
    /// At an address that stays: functions and fun entries point to it.
    pub mark: Box<VersionMark>,
}

/// Sites at addresses that stay.
#[derive(Default)]
pub struct Sites {
    /// None of them grows beyond the capacity that it was made with.
    chunks: Vec<Vec<Site>>,
}

impl Sites {
    /// Sites in a chunk: a small module has one.
    const CHUNK: usize = 64;

    pub fn add(&mut self, site: Site) -> *const Site {
        if self.chunks.last().is_none_or(|chunk| chunk.len() == Self::CHUNK) {
            self.chunks.push(Vec::with_capacity(Self::CHUNK));
        }
        let last = self.chunks.len() - 1;
        let chunk = &mut self.chunks[last];
        chunk.push(site);
        &chunk[chunk.len() - 1]
    }
}

// SAFETY: a version is written while it is compiled, by one thread, and only read afterwards.
unsafe impl Send for VersionData {}
// SAFETY: as above.
unsafe impl Sync for VersionData {}

/// Where a segment starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Start {
    Function,
    /// The same, where some parameters are not given as terms.
    Round(Carried),
    /// After the statement before `index` of a block, with its value.
    Continuation(*const Block, usize),
    /// After a comparison at the end of a block.
    Compare(*const Block),
    Join(Label),
    /// The loop of the receive at the end of a block, and what follows its time-out.
    Receive(*const Block),
    Timeout(*const Block),
    /// The parts of the try at the end of a block.
    TryBody(*const Block),
    TryValue(*const Block),
    TryHandler(*const Block),
}

/// The block behind a key. Keys are made from references into the function under compilation, which
/// outlives its compiler.
pub fn block_of<'f>(block: *const Block) -> &'f Block {
    // SAFETY: see above; nothing changes Core while it is compiled.
    unsafe { &*block }
}

/// What functions take as machine arguments: their parameters and, for the bodies of funs, the fun.
pub fn machine_args(function: &Function) -> usize {
    function.params.len() + usize::from(function.closure.is_some())
}

/// Compiles the segments of one function.
pub struct FunctionCompiler<'a> {
    pub unit: &'a mut Unit,
    pub locals: Locals<'a>,
    module: &'a ir::Module,
    id: FunctionId,
    function: &'a Function,
    places: &'a [Place],
    /// The function as what says whether it is a loop.
    looping: &'a Function,
    /// For listings: the functions whose bodies stand in it.
    in_place: Arc<str>,
    analysis: &'a Analysis<'a>,
    hints: Hints,
    floats: OnceCell<SureFloats>,
    /// In fast code and in float code.
    float_params: [OnceCell<FloatParams>; 2],
    segments: HashMap<(Start, Mode), SegmentId>,
    work: Vec<(Start, Mode, SegmentId)>,
}

impl<'a> FunctionCompiler<'a> {
    /// Compiles function `id` in a unit that is empty.
    pub fn compile(
        unit: &'a mut Unit,
        module: &'a ir::Module,
        locals: Locals<'a>,
        id: FunctionId,
    ) -> Result<FunctionCode, CompileError> {
        let leaves = leaves::put_in_place(unit, module, id);
        let function = leaves.as_ref().map_or(&module.functions[id.0 as usize], |found| &found.function);
        let analysis = Analysis::new(function);
        let entry = unit.declare(machine_args(function).min(MAX_REGISTER_ARGS));
        let mut compiler = FunctionCompiler {
            unit,
            locals,
            module,
            id,
            function,
            places: leaves.as_ref().map_or(&[], |found| &found.places),
            looping: match &leaves {
                Some(found) if found.may_loop => function,
                _ => &module.functions[id.0 as usize],
            },
            in_place: leaves.as_ref().map_or("", |found| &found.shown).into(),
            analysis: &analysis,
            hints: Hints::new(function, id),
            floats: OnceCell::new(),
            float_params: [const { OnceCell::new() }; 2],
            segments: HashMap::from([((Start::Function, Mode::Fast), entry)]),
            work: vec![(Start::Function, Mode::Fast, entry)],
        };
        while let Some((start, mode, segment)) = compiler.work.pop() {
            segment::emit(&mut compiler, start, mode, segment)?;
        }
        let code = compiler.unit.finish();
        Ok(match leaves {
            Some(InPlace { places, leaves, .. }) => FunctionCode { places, leaves, ..code },
            None => code,
        })
    }

    /// The segment that starts there; it will be compiled if it has not been.
    fn segment(&mut self, start: Start, mode: Mode) -> SegmentId {
        if let Some(&id) = self.segments.get(&(start, mode)) {
            return id;
        }
        let shape = self.shape(start);
        let id = self.unit.declare_with_floats(shape.registers(), shape.floats.len());
        self.segments.insert((start, mode), id);
        self.work.push((start, mode, id));
        id
    }

    /// Whether a stack trace shows the failure of an operator as one of the function that it stands in.
    fn is_unnamed(&self, name: &str, args: &[ir::Operand], line: u32) -> bool {
        if line & PLACE != 0
            && let Some(place) = self.places.get((line & !PLACE) as usize)
        {
            return place.unnamed;
        }
        unnamed::may_be(name)
            && !self.module.typed
            && self.floats.get_or_init(|| SureFloats::new(self.function)).is_unnamed(name, args)
    }

    /// What `-X` is where `X` is certain to be a float: `0.0 - X`, as in OTP's machine code. That is never -0.0.
    fn difference(&self, name: &str, args: &[ir::Operand], line: u32) -> Option<[ir::Operand; 2]> {
        match args {
            [float @ ir::Operand::Var(_)] if name == "-" && self.is_unnamed(name, args, line) => {
                Some([ir::Operand::Lit(ir::Lit::Float(0.0)), float.clone()])
            }
            _ => None,
        }
    }

    /// The parameters that a loop carries as floats in a mode that is not general.
    fn float_params(&self, mode: Mode) -> FloatParams {
        let cell = &self.float_params[usize::from(mode == Mode::Float)];
        *cell.get_or_init(|| FloatParams::new(self.function, self.id, &self.hints, self.analysis, mode))
    }

    /// The register arguments of a function.
    fn register_args(&self, id: FunctionId) -> usize {
        machine_args(&self.module.functions[id.0 as usize]).min(MAX_REGISTER_ARGS)
    }

    fn atom(name: &str) -> Atom {
        Atom::new(name)
    }
}
