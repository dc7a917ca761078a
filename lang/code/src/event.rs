//! What happens to modules and processes, as data. The program prints events, writes them to files
//! and shows them to demos; nothing here formats anything.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use swerl_runtime::term::Term;
use swerl_syntax::diagnostic::Diagnostic;
use swerl_syntax::span::SourceMap;

/// Something that happened.
#[derive(Debug, Clone)]
pub enum Event {
    Loaded(Arc<Loaded>),
    Rejected(Arc<Rejected>),
    Switched(Switched),
    RolledBack(Arc<RolledBack>),
    Drained(Drained),
}

/// A new version of a module has become current.
#[derive(Debug, Clone)]
pub struct Loaded {
    pub module: String,
    /// Versions are counted from 1.
    pub version: u32,
    /// The version that was current before.
    pub previous: Option<u32>,
    pub path: PathBuf,
    /// Functions as `name/arity`, in source order, against `previous` (all `added` where there is
    /// none).
    pub changed: Vec<String>,
    pub added: Vec<String>,
    pub removed: Vec<String>,
    /// When the save was noticed (or the load asked for), and when the version was current.
    pub saved: Instant,
    pub published: Instant,
    pub warnings: Vec<Diagnostic>,
    pub sources: SourceMap,
    /// What a person may want to know before going on, a sentence each.
    pub advice: Vec<String>,
}

/// A text was not loaded; nothing that runs has changed.
#[derive(Debug, Clone)]
pub struct Rejected {
    /// The module's name where the text got that far, else the file's stem.
    pub module: String,
    pub path: PathBuf,
    /// Errors and warnings, in source order.
    pub diagnostics: Vec<Diagnostic>,
    pub sources: SourceMap,
    /// Modules whose texts have no errors, and which are not loaded because they were saved together with
    /// this one.
    pub held_back: Vec<String>,
    pub saved: Instant,
    pub rejected: Instant,
}

/// A process has left the other versions of a module and runs the current one.
#[derive(Debug, Clone)]
pub struct Switched {
    pub process: Term,
    /// As printed, `<0.81.0>`.
    pub pid: String,
    pub module: String,
    pub from: u32,
    pub to: u32,
    /// The function of the new version that it runs, `name/arity`.
    pub function: String,
    /// From the save that made `to` to the moment at which the process was seen in it.
    pub microseconds: u64,
    /// Processes that were known to run other versions of the module then.
    pub still: usize,
}

/// An earlier version of a module has become current again.
#[derive(Debug, Clone)]
pub struct RolledBack {
    pub module: String,
    /// The version that was current before; `None` where the module was deleted.
    pub from: Option<u32>,
    pub to: u32,
    /// It was no longer in memory and has been compiled from its kept source.
    pub recompiled: bool,
    pub asked: Instant,
    pub published: Instant,
}

/// Nothing refers to a version any more, and its memory has been given back.
#[derive(Debug, Clone)]
pub struct Drained {
    pub module: String,
    pub version: u32,
    /// Machine code and literals.
    pub code_bytes: usize,
    pub literal_bytes: usize,
    /// From the moment at which it ceased to be current.
    pub microseconds: u64,
}
