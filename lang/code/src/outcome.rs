//! What callers give to the code server and get from it.

use std::path::PathBuf;
use std::sync::Arc;

use crate::event::{Loaded, Rejected};

/// How texts are compiled.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Folders in which `-include("name")` looks after the including file's own folder, in order.
    pub include_paths: Vec<PathBuf>,
    /// Macros that are defined from the start: name and source text, `true` where there is none.
    pub macros: Vec<(String, Option<String>)>,
    /// What is shown to a person may have colours.
    pub colour: bool,
    /// A version that there is advice about is rejected.
    pub strict: bool,
}

/// What became of a text.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// It is the current version now.
    Loaded(Arc<Loaded>),
    /// It is what the current version was made of, included files counted.
    Unchanged { module: String, version: u32 },
    /// It has errors; nothing has changed.
    Rejected(Arc<Rejected>),
    /// It was to become current together with others, of which one has errors.
    HeldBack { module: String },
}

/// A module that is loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModuleSummary {
    pub name: String,
    /// The versions in memory, oldest first.
    pub versions: Vec<u32>,
    pub current: u32,
    /// Where its text came from; `None` for a standard module.
    pub path: Option<PathBuf>,
    /// What the current version exports, `name/arity`.
    pub exports: Vec<String>,
}
