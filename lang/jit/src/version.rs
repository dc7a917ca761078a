//! Versions: the code of a module, made at once or function by function.

use std::sync::atomic::{AtomicPtr, Ordering};
use std::sync::{Arc, Mutex};

use swerl_core::ir::{self, FunctionId};
use swerl_runtime::atom::Atom;
use swerl_runtime::build;
use swerl_runtime::census::{LiteralRange, MarkRef, VersionMark};
use swerl_runtime::code::{ExportCell, FunEntry, FunctionInfo, entries};
use swerl_runtime::literals::LiteralArea;
use swerl_runtime::term::NIL;

use crate::emit::{FunctionCompiler, Locals, VersionData};
use crate::function_code::FunctionCode;
use crate::link::{Code, Part, link};
use crate::unit::{CompileError, Unit};

/// The code of one version of a module and all that it points to. The code runs as long as this lives.
pub struct VersionCode {
    /// Dropped before the data it points to.
    code: Code,
    data: VersionData,
}

impl VersionCode {
    /// Code memory in use, in bytes.
    pub fn code_bytes(&self) -> usize {
        self.code.bytes()
    }

    /// Literal memory in use, in bytes.
    pub fn literal_bytes(&self) -> usize {
        self.data.literals.bytes()
    }

    /// The number of segments.
    pub fn segments(&self) -> usize {
        self.code.segments()
    }

    /// What the census notes of the version.
    pub fn mark(&self) -> &VersionMark {
        &self.data.mark
    }

    /// Where the literals lie, for a round of the census.
    pub fn literal_ranges(&self, copy_out: bool) -> impl Iterator<Item = LiteralRange> + '_ {
        let mark = MarkRef::new(&self.data.mark);
        let range = move |(start, bytes)| LiteralRange { start, bytes, mark, copy_out };
        self.data.literals.pieces().map(range)
    }

    /// The functions of the version.
    pub fn functions(&self) -> &[FunctionInfo] {
        &self.data.infos
    }
}

/// A module compiled whole.
pub struct Compiled {
    /// Name, arity and code of each exported function.
    pub exports: Vec<(Atom, u32, *const u8)>,
    /// Name and code of the function that `-on_load` names, which takes no arguments.
    pub on_load: Option<(Atom, *const u8)>,
    pub version: Box<VersionCode>,
    /// The code of each function, for [`Reused`].
    pub functions: Vec<Arc<FunctionCode>>,
}

// SAFETY: the addresses point into the version's code, which does not change.
unsafe impl Send for Compiled {}

fn version_data(module: &ir::Module, number: u32) -> VersionData {
    let name = Atom::new(module.name.as_deref().unwrap_or("nonode"));
    let version_mark = Box::<VersionMark>::default();
    let mark = MarkRef::new(&version_mark);
    let mut literals = LiteralArea::new();
    let mut file_list = (None, NIL);
    let mut info = |function: &ir::Function| FunctionInfo {
        module: name,
        name: Atom::new(&function.name),
        // Stack traces count what a fun has closed over, as OTP does.
        arity: (function.params.len() + function.closure.as_ref().map_or(0, |c| c.captures.len())) as u32,
        file: function.file.as_ref().into(),
        file_list: {
            // Most modules have functions of one file.
            if file_list.0.as_ref() != Some(&function.file) {
                file_list = (Some(function.file.clone()), build::string(&mut literals, &function.file));
            }
            file_list.1
        },
        line: function.line,
        version: number,
        mark,
    };
    let mut index = 0;
    let mut entry = |function: &ir::Function| {
        function.closure.as_ref()?;
        index += 1;
        Some(Box::new(FunEntry {
            code: AtomicPtr::new(std::ptr::null_mut()),
            export: std::ptr::null(),
            arity: function.params.len() as u32,
            index: index - 1,
            unique: fun_unique(function, number),
            module: name,
            name: Atom::new(&function.name),
            version: number,
            mark,
        }))
    };
    VersionData {
        infos: module.functions.iter().map(&mut info).collect(),
        fun_entries: module.functions.iter().map(&mut entry).collect(),
        sites: Default::default(),
        literals,
        mark: version_mark,
    }
}

/// A number that differs between funs of different versions.
fn fun_unique(function: &ir::Function, version: u32) -> u32 {
    let bytes = function.name.bytes().chain(function.line.to_le_bytes()).chain(version.to_le_bytes());
    bytes.fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)) >> 5
}

/// The code of a function that an earlier compilation of the module has made.
#[derive(Clone)]
pub struct Reused {
    pub code: Arc<FunctionCode>,
    /// What [`FunctionCode::callees`] are in this module.
    pub callees: Vec<FunctionId>,
    /// How many lines further down the function stands than when it was compiled.
    pub line_shift: i32,
}

/// Compiles a module whole, as version `number`. Functions that `reused` (by number; it may end early) has code of are
/// not looked into.
///
/// # Errors
/// If there is no memory for the code.
pub fn compile(
    module: &ir::Module,
    number: u32,
    reused: &[Option<Reused>],
) -> Result<Compiled, CompileError> {
    let mut data = version_data(module, number);
    let mut unit = Unit::of_module(module.name.as_deref().unwrap_or_default());
    let mut all = Vec::with_capacity(module.functions.len());
    for index in 0..module.functions.len() {
        let known = reused.get(index).and_then(Option::as_ref);
        all.push(match known {
            Some(reused) => reused.clone(),
            None => {
                fresh(FunctionCompiler::compile(&mut unit, module, Locals::Direct, FunctionId(index as u32))?)
            }
        });
    }
    let code = link(&parts(&all, 0..all.len()), &mut data)?;
    for (index, entry) in data.fun_entries.iter().enumerate() {
        if let Some(entry) = entry {
            entry.code.store(code.part(index) as *mut u8, Ordering::Release);
        }
    }
    let entry = |id: &FunctionId| {
        let info = &data.infos[id.0 as usize];
        (info.name, info.arity, code.part(id.0 as usize))
    };
    let exports = module.exports.iter().map(entry).collect();
    let on_load = module.on_load.as_ref().map(entry).map(|(name, _, address)| (name, address));
    let functions = all.into_iter().map(|reused| reused.code).collect();
    Ok(Compiled { exports, on_load, version: Box::new(VersionCode { code, data }), functions })
}

/// Code that has just been compiled.
fn fresh(code: FunctionCode) -> Reused {
    let callees = code.callees().to_vec();
    Reused { code: Arc::new(code), callees, line_shift: 0 }
}

/// Functions as the linker takes them.
fn parts(functions: &[Reused], ids: impl IntoIterator<Item = usize>) -> Vec<Part<'_>> {
    let mut parts = Vec::with_capacity(functions.len());
    for (function, id) in functions.iter().zip(ids) {
        let Reused { code, callees, line_shift } = function;
        parts.push(Part { code, callees, id: FunctionId(id as u32), line_shift: *line_shift });
    }
    parts
}

/// The code that a listing is made of.
pub(crate) fn compile_listing(module: &ir::Module, mut unit: Unit) -> Result<Unit, CompileError> {
    for index in 0..module.functions.len() {
        FunctionCompiler::compile(&mut unit, module, Locals::Direct, FunctionId(index as u32))?;
    }
    Ok(unit)
}

/// A module whose functions are compiled when they are first called. Its functions call each other
/// through cells of its own, so it stays whole even if its exports are published anew.
pub struct Lazy {
    module: ir::Module,
    cells: Vec<&'static ExportCell>,
    made: Mutex<Made>,
}

/// What has been compiled of a lazy module.
struct Made {
    data: VersionData,
    code: Vec<Code>,
}

impl Lazy {
    /// Prepares a module; nothing is compiled yet.
    pub fn new(module: ir::Module, number: u32) -> Lazy {
        let data = version_data(&module, number);
        let cells = (data.infos.iter())
            .map(|info| ExportCell::leak(info.module, info.name, info.arity, entries()))
            .collect();
        Lazy { module, cells, made: Mutex::new(Made { data, code: Vec::new() }) }
    }

    /// Name and arity of each exported function.
    pub fn exports(&self) -> impl Iterator<Item = (Atom, u32)> + '_ {
        self.module.exports.iter().map(|id| {
            let cell = self.cells[id.0 as usize];
            (cell.function, cell.arity)
        })
    }

    /// Whether `cell` is one of the module's own, by which its functions call each other.
    pub fn owns(&self, cell: &'static ExportCell) -> bool {
        self.cells.iter().any(|own| std::ptr::eq(*own, cell))
    }

    /// The code for a call through `cell`: the module's own cell of a function, or that of an export.
    /// Compiles the function if need be. `None`: there is no such function.
    ///
    /// # Errors
    /// If there is no memory for the code.
    pub fn resolve(&self, cell: &'static ExportCell) -> Result<Option<*const u8>, CompileError> {
        let own = self.owns(cell);
        let fits = |&index: &usize| {
            let candidate = self.cells[index];
            let named = candidate.function == cell.function && candidate.arity == cell.arity;
            if own {
                std::ptr::eq(candidate, cell)
            } else {
                named && self.module.exports.contains(&FunctionId(index as u32))
            }
        };
        match (0..self.cells.len()).find(fits) {
            Some(index) => self.function(index).map(Some),
            None => Ok(None),
        }
    }

    /// The code of an exported function, compiled if need be. `None`: there is no such function.
    ///
    /// # Errors
    /// If there is no memory for the code.
    pub fn exported(&self, name: Atom, arity: u32) -> Result<Option<*const u8>, CompileError> {
        let fits = |id: &&FunctionId| {
            let cell = self.cells[id.0 as usize];
            cell.function == name && cell.arity == arity
        };
        self.module.exports.iter().find(fits).map(|id| self.function(id.0 as usize)).transpose()
    }

    fn function(&self, index: usize) -> Result<*const u8, CompileError> {
        let mut made = self.made.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let cell = self.cells[index];
        if cell.is_defined() {
            return Ok(cell.code.get());
        }
        // The bodies of the funs that a function makes come with it: fun entries hold addresses.
        let mut wanted = vec![index];
        let mut next = 0;
        while next < wanted.len() {
            for fun in funs_of(&self.module.functions[wanted[next]].body) {
                if !wanted.contains(&fun) && !self.cells[fun].is_defined() {
                    wanted.push(fun);
                }
            }
            next += 1;
        }
        let mut unit = Unit::new();
        let mut functions = Vec::new();
        for &function in &wanted {
            let (id, locals) = (FunctionId(function as u32), Locals::Cells(&self.cells));
            functions.push(fresh(FunctionCompiler::compile(&mut unit, &self.module, locals, id)?));
        }
        let code = link(&parts(&functions, wanted.iter().copied()), &mut made.data)?;
        for (index, &function) in wanted.iter().enumerate() {
            let address = code.part(index);
            if let Some(entry) = &made.data.fun_entries[function] {
                entry.code.store(address as *mut u8, Ordering::Release);
            }
            self.cells[function].publish(address);
        }
        made.code.push(code);
        Ok(cell.code.get())
    }
}

/// The functions whose funs a block makes.
fn funs_of(block: &ir::Block) -> Vec<usize> {
    let mut found = Vec::new();
    let mut blocks = vec![block];
    while let Some(block) = blocks.pop() {
        for stmt in &block.stmts {
            if let ir::Op::MakeFun { function, .. } = &stmt.op {
                found.push(function.0 as usize);
            }
        }
        match &block.end {
            ir::End::Join { body, rest, .. } => blocks.extend([&**body, &**rest]),
            ir::End::If { then, otherwise, .. } => blocks.extend([&**then, &**otherwise]),
            ir::End::Switch { arms, default, .. } => {
                blocks.extend(arms.iter().map(|(_, arm)| arm));
                blocks.push(default);
            }
            ir::End::Try { body, ok, handler, .. } => blocks.extend([&**body, &**ok, &**handler]),
            ir::End::Receive { matcher, after, .. } => {
                blocks.push(matcher);
                blocks.extend(after.iter().map(|(_, body)| &**body));
            }
            _ => {}
        }
    }
    found
}
