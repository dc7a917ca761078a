//! Every stage of compilation as text, for tests and for people who want to see it.

use std::path::Path;

use swerl_jit::Stage;
use swerl_syntax::diagnostic::Diagnostic;
use swerl_syntax::span::Span;

use crate::check::{self, Checked, Lowered};
use crate::compiler_thread;
use crate::includes::FileIncludes;
use crate::outcome::Options;

/// What to show of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Emit {
    /// Tokens after preprocessing, one a line.
    Tokens,
    /// The syntax tree.
    Ast,
    Core,
    /// Segments, Cranelift's intermediate form, or machine code.
    Segments,
    Clif,
    Asm,
}

/// A stage of the compilation of a text.
///
/// # Errors
/// What is wrong with the text, if it does not get that far.
pub fn emit(path: &Path, text: &str, options: &Options, stage: Emit) -> Result<String, Checked> {
    let (name, text, options) = (path.to_path_buf(), text.to_string(), options.clone());
    compiler_thread::run(move || emit_here(&name, &text, &options, stage)).unwrap_or_else(|lost| {
        let (diagnostics, sources) = check::lost_diagnostics(&path.display().to_string(), lost);
        Err(Checked { diagnostics, sources, module: None })
    })
}

fn emit_here(path: &Path, text: &str, options: &Options, stage: Emit) -> Result<String, Checked> {
    if stage == Emit::Tokens {
        return tokens(path, text, options);
    }
    let mut includes = FileIncludes::new(&options.include_paths);
    let lowered = check::lower(path, text, options, &mut includes);
    let text = match stage {
        // A tree is shown whatever is wrong with it: that is when one wants to see it.
        Emit::Ast => return Ok(swerl_syntax::dump::module(&lowered.tree, &lowered.sources)),
        _ if check::has_errors(&lowered.diagnostics) => return Err(checked(lowered)),
        Emit::Core => Ok(swerl_core::text::module(&lowered.core)),
        Emit::Segments => swerl_jit::listing(&lowered.core, Stage::Segments),
        Emit::Clif => swerl_jit::listing(&lowered.core, Stage::Clif),
        Emit::Asm | Emit::Tokens => swerl_jit::listing(&lowered.core, Stage::Assembly),
    };
    text.map_err(|error| {
        let mut lowered = lowered;
        lowered.diagnostics.push(Diagnostic::error(Span::default(), error.to_string()));
        checked(lowered)
    })
}

fn checked(lowered: Lowered) -> Checked {
    Checked { diagnostics: lowered.diagnostics, sources: lowered.sources, module: lowered.name }
}

fn tokens(path: &Path, text: &str, options: &Options) -> Result<String, Checked> {
    let mut includes = FileIncludes::new(&options.include_paths);
    let syntax = swerl_syntax::Options { macros: options.macros.clone(), ..Default::default() };
    let scanned = swerl_syntax::scan_module(&path.display().to_string(), text, &syntax, &mut includes);
    if check::has_errors(&scanned.diagnostics) {
        return Err(Checked { diagnostics: scanned.diagnostics, sources: scanned.sources, module: None });
    }
    Ok(swerl_syntax::dump::tokens(&scanned.forms, &scanned.sources))
}
