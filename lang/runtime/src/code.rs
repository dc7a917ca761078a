//! What the runtime knows of compiled code: sites for stack traces, export cells, fun entries, and
//! the protocol by which compiled code and the runtime hand a process to each other.
//!
//! # The protocol
//! Compiled code is a set of *segments*. Each takes the stack pointer, the heap pointer and up to
//! [`MAX_REGISTER_ARGS`] arguments in machine registers and the process in the pinned register;
//! further arguments lie on the process's stack, argument 4 at the top. A call pushes the address of
//! the segment that goes on with the value (a *continuation*) and the live values behind it; a
//! return jumps to the address at the top of the stack with the value as its only argument, and the
//! continuation removes its frame. Continuations never have arguments on the stack.
//!
//! Sixteen bytes before every segment stands a pointer to its [`SegmentInfo`].
//!
//! The scheduler enters compiled code by [`Entries::enter`], which loads `sp`, `hp` and `x` from
//! the process and jumps to `resume`. Compiled code comes back with a [`Leave`] as its result, having
//! stored `sp`, `hp` and what the reason says.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicPtr, Ordering};

use crate::atom::Atom;
use crate::census::MarkRef;
use crate::code_cell::CodeCell;
use crate::process::Process;
use crate::term::Term;

/// Arguments that travel in machine registers (and in [`Process::x`] while a process is outside
/// compiled code). Six registers carry arguments on x86-64; stack and heap pointer take two.
pub const MAX_REGISTER_ARGS: usize = 4;

/// Offset of the start of a process's block, which compiled code needs to state where a catch frame is.
pub const PROCESS_BLOCK: usize = std::mem::offset_of!(Process, block);
/// Offset of the length of a process's block in words.
pub const PROCESS_BLOCK_WORDS: usize = std::mem::offset_of!(Process, block_words);

/// Why compiled code gave the process back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u64)]
pub enum Leave {
    /// A segment found at its start that reductions are used up or that there is no room between
    /// heap and stack for [`SegmentInfo::need`] words, or `flags` asked for the runtime. `resume` is
    /// that segment, its register arguments are in `x`; it starts again from there.
    Check = 1,
    /// A receive loop has come to the end of the messages it knows. `resume` is the loop, its register
    /// arguments are in `x`, `timeout` is the operand of `after` (or the atom infinity) and
    /// `timeout_resume` the segment to go on with, with the same arguments, when the time is up.
    Wait = 2,
    /// An exception: `exception` is set, the innermost frame is `site` if that is not null, else
    /// the frame on top of the stack.
    Raise = 3,
    /// The process's first function has returned `x[0]`.
    Exit = 4,
    /// A call of something not loaded: `subject` is its [`ExportCell`]; register arguments are in `x`, others
    /// on the stack.
    Undefined = 5,
    /// `resume` and `x` (all four) are set: go on there.
    Jump = 6,
    /// One of the language's own errors: `failure` says which ([`Failure`]), its operands are the
    /// arguments in `x` (further ones on the stack), `site` says where.
    Fail = 7,
    /// A call of `subject`, which is not a fun of as many arguments as `failure` counts; the arguments
    /// are in `x` (further ones on the stack), `site` says where.
    BadFun = 8,
}

impl Leave {
    /// The reason behind a number that compiled code returned.
    pub fn from_word(word: u64) -> Leave {
        match word {
            1 => Leave::Check,
            2 => Leave::Wait,
            3 => Leave::Raise,
            4 => Leave::Exit,
            5 => Leave::Undefined,
            6 => Leave::Jump,
            7 => Leave::Fail,
            8 => Leave::BadFun,
            other => unreachable!("compiled code left with {other}"),
        }
    }
}

/// The low byte of [`Process::failure`]; for `FunctionClause` the arity stands above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u64)]
pub enum Failure {
    Badmatch = 1,
    CaseClause = 2,
    TryClause = 3,
    IfClause = 4,
    FunctionClause = 5,
    BadBoolean = 6,
    BadGenerator = 7,
    BadFilter = 8,
    BadRecord = 9,
}

/// What a BIF's machine entry returns instead of a term. Header-tagged, so no term looks like them.
pub const WORD_RAISE: u64 = 0x007;
/// `resume` and `x` are set; the frame on top of the stack stays as it is.
pub const WORD_JUMP: u64 = 0x107;
/// A guard function failed: given to the continuation of a guard's BIF call as its value.
pub const WORD_GUARD_FAILED: u64 = 0x207;

/// A function of a version, as stack traces, the census and `process_info` name it.
#[derive(Debug)]
pub struct FunctionInfo {
    pub module: Atom,
    pub name: Atom,
    pub arity: u32,
    /// The file that stack traces name.
    pub file: Box<str>,
    /// The same as a list, a literal of the version.
    pub file_list: Term,
    /// The line of the function's first clause.
    pub line: u32,
    /// The number of the module's version, counted from 1.
    pub version: u32,
    /// What the census notes of the version.
    pub mark: MarkRef,
}

/// A place in a function.
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct Site {
    /// Null for the runtime's own segments (the bottom frame, thunks).
    pub function: *const FunctionInfo,
    pub line: u32,
    /// For code of a function that stands in another one: the place of the call, of which there is no frame. Else null.
    pub outer: *const Site,
}

impl Site {
    /// A place that no function is known of.
    pub const NOWHERE: Site = Site { function: std::ptr::null(), line: 0, outer: std::ptr::null() };

    /// The place and those of the calls around it that have no frames, innermost first.
    pub fn all(&self) -> impl Iterator<Item = &Site> {
        // SAFETY: the site of a call lives as long as those in what is called.
        std::iter::successors(Some(self), |site| unsafe { site.outer.as_ref() })
    }
}

// SAFETY: a site's function belongs to a version, which is immutable once published.
unsafe impl Send for Site {}
// SAFETY: as above.
unsafe impl Sync for Site {}

/// What a segment is, as far as a walk over frames needs to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum SegmentKind {
    /// A function's start, or a part of a function entered by a jump.
    Entry,
    /// Goes on after a call; its frame is on the stack while the call runs.
    Continuation,
    /// The normal end of a `try` body; its frame is a catch frame (see [`crate::raise`]). Not shown
    /// in stack traces.
    Catch,
    /// A receive loop.
    Receive,
    /// The runtime's own: bottom frame, thunks, stubs.
    Stub,
}

/// What stands (by a pointer to it) sixteen bytes before a segment's code.
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct SegmentInfo {
    /// For a continuation: the place of the call. Else: of what the segment starts with.
    pub site: Site,
    /// For a continuation or a catch: words of its frame, the code address included. Else 0.
    pub frame: u32,
    /// Words between heap and stack that the segment must find at its start.
    pub need: u32,
    /// Arguments in registers.
    pub register_args: u8,
    /// Arguments on the stack, above the frames.
    pub stack_args: u16,
    pub kind: SegmentKind,
}

/// The description of the segment that starts at `code`.
///
/// # Safety
/// `code` is the start of a segment whose version is alive.
pub unsafe fn segment_info<'a>(code: *const u8) -> &'a SegmentInfo {
    // SAFETY: the pointer stands two words before every segment.
    unsafe { &**(code as *const *const SegmentInfo).sub(2) }
}

/// A function as the whole program calls it: `m:f/a`. Cells live for ever.
#[repr(C)]
pub struct ExportCell {
    /// What a qualified call jumps to: the current version's function, a BIF's thunk, or a thunk
    /// that leaves with [`Leave::Undefined`]. Written by whoever publishes (release), read by
    /// compiled code (a plain load: code is complete before its address is published).
    pub code: CodeCell,
    pub module: Atom,
    pub function: Atom,
    pub arity: u32,
    /// The thunk that `code` starts with and goes back to when the module is deleted.
    undefined: AtomicPtr<u8>,
    /// The entry of `fun m:f/a`.
    fun: OnceLock<Box<FunEntry>>,
}

// SAFETY: `undefined` is a code address that never changes and is never freed; the rest is atomic
// or immutable.
unsafe impl Send for ExportCell {}
// SAFETY: as above.
unsafe impl Sync for ExportCell {}

impl ExportCell {
    /// A cell for a function that is not loaded, on the heap for ever.
    pub fn leak(module: Atom, function: Atom, arity: u32, entries: &Entries) -> &'static ExportCell {
        let cell: &'static ExportCell = Box::leak(Box::new(ExportCell {
            code: CodeCell::new(std::ptr::null()),
            module,
            function,
            arity,
            undefined: AtomicPtr::new(std::ptr::null_mut()),
            fun: OnceLock::new(),
        }));
        let thunk = (entries.undefined_thunk)(cell) as *mut u8;
        cell.undefined.store(thunk, Ordering::Release);
        cell.code.publish(thunk);
        cell
    }

    /// Whether anything is loaded under this name.
    pub fn is_defined(&self) -> bool {
        self.code.get() != self.undefined.load(Ordering::Acquire).cast_const()
    }

    /// Publishes `code` as the current function.
    pub fn publish(&self, code: *const u8) {
        self.code.publish(code);
    }

    /// Makes the function undefined again.
    pub fn withdraw(&self) {
        self.publish(self.undefined.load(Ordering::Acquire));
    }

    /// The entry that `fun m:f/a` values point to; always the same one for a cell, so that two such
    /// funs are equal when their entries are.
    pub fn fun_entry(&'static self) -> &'static FunEntry {
        self.fun.get_or_init(|| {
            Box::new(FunEntry {
                code: AtomicPtr::new((entries().external_fun)(self.arity) as *mut u8),
                export: self,
                arity: self.arity,
                index: 0,
                unique: 0,
                module: self.module,
                name: self.function,
                version: 0,
                mark: MarkRef::none(),
            })
        })
    }
}

/// What a fun value points to. The machine code of a fun takes its arguments and, as one more, the
/// fun itself, from which it reads what it closed over.
#[repr(C)]
pub struct FunEntry {
    pub code: AtomicPtr<u8>,
    /// For `fun m:f/a`: the cell that a call goes through. Else null.
    pub export: *const ExportCell,
    pub arity: u32,
    /// The number of the fun within its module.
    pub index: u32,
    /// Differs between funs of different texts (shown in `#Fun<m.index.unique>`).
    pub unique: u32,
    pub module: Atom,
    pub name: Atom,
    /// The number of the version that made it; 0 for external funs.
    pub version: u32,
    /// What the census notes of that version.
    pub mark: MarkRef,
}

// SAFETY: the cell that `export` points to lives for ever; the rest is atomic or immutable.
unsafe impl Send for FunEntry {}
// SAFETY: as above.
unsafe impl Sync for FunEntry {}

/// The fun entry of a fun term.
///
/// # Safety
/// `fun` is a boxed object of kind `Fun` whose memory and version are alive.
pub unsafe fn fun_entry<'a>(fun: Term) -> &'a FunEntry {
    // SAFETY: the first word of a fun is a pointer to its entry.
    unsafe { &*(fun.word(0) as *const FunEntry) }
}

/// The code that the runtime enters and hands out, made by the code generator at start.
pub struct Entries {
    /// Runs a process until it leaves; the result is a [`Leave`].
    pub enter: extern "C" fn(*mut Process) -> u64,
    /// The bottom frame's continuation: leaves with [`Leave::Exit`].
    pub exit: *const u8,
    /// Code for a cell of a function that is not loaded.
    pub undefined_thunk: fn(&'static ExportCell) -> *const u8,
    /// Code by which a BIF is called through an export cell.
    pub bif_thunk: fn(&'static crate::bif::Bif) -> *const u8,
    /// Code for funs `fun m:f/a` of an arity.
    pub external_fun: fn(u32) -> *const u8,
    /// What makes a function defined when it is called and is not: loads its module, or compiles
    /// the one function. `None`: there is no such function.
    pub resolve: fn(&'static ExportCell) -> Option<*const u8>,
}

// SAFETY: code addresses that never change and are never freed.
unsafe impl Send for Entries {}
// SAFETY: as above.
unsafe impl Sync for Entries {}

static ENTRIES: OnceLock<Entries> = OnceLock::new();

/// Installs the code generator's entries, once at start. A second call is ignored.
pub fn install(entries: Entries) {
    let _ = ENTRIES.set(entries);
}

/// The installed entries.
///
/// # Panics
/// Before [`install`].
pub fn entries() -> &'static Entries {
    ENTRIES.get().expect("the code generator is installed before any process runs")
}
