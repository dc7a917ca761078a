//! From text to Core with everything that is wrong with it.

use std::path::Path;

use swerl_core::ir;
use swerl_syntax::ast::{self, FormKind};
use swerl_syntax::diagnostic::{Diagnostic, Severity};
use swerl_syntax::span::{SourceMap, Span};
use swerl_syntax::{Includes, Parsed};

use crate::compiler_thread::{self, Lost};
use crate::includes::FileIncludes;
use crate::outcome::Options;

/// Modules that no file may replace: the language's own functions are in them.
const STICKY: [&str; 1] = ["erlang"];

/// What can be said about a text without loading it.
#[derive(Debug, Clone, Default)]
pub struct Checked {
    /// Errors and warnings in source order.
    pub diagnostics: Vec<Diagnostic>,
    pub sources: SourceMap,
    /// The module's name, if the text says it.
    pub module: Option<String>,
}

impl Checked {
    /// Whether the text would be rejected.
    pub fn has_errors(&self) -> bool {
        has_errors(&self.diagnostics)
    }
}

/// Errors and warnings of a text that stands in the file `path`; nothing is loaded, and nothing needs to
/// run for it. Included files are read.
pub fn check_text(path: &Path, text: &str, options: &Options) -> Checked {
    let (path, text, options) = (path.to_path_buf(), text.to_string(), options.clone());
    let name = path.display().to_string();
    let checked = compiler_thread::run(move || {
        let mut includes = FileIncludes::new(&options.include_paths);
        let lowered = lower(&path, &text, &options, &mut includes);
        Checked { diagnostics: lowered.diagnostics, sources: lowered.sources, module: lowered.name }
    });
    checked.unwrap_or_else(|lost| {
        let (diagnostics, sources) = lost_diagnostics(&name, lost);
        Checked { diagnostics, sources, module: None }
    })
}

/// A text as Core.
#[derive(Default)]
pub(crate) struct Lowered {
    /// Without functions if there is an error.
    pub core: ir::Module,
    /// The syntax tree.
    pub tree: ast::Module,
    pub name: Option<String>,
    pub diagnostics: Vec<Diagnostic>,
    pub sources: SourceMap,
}

/// Parses and lowers the text of the file `path`. To be called on the compiler's thread.
pub(crate) fn lower(path: &Path, text: &str, options: &Options, includes: &mut dyn Includes) -> Lowered {
    lower_with(path, text, options, &Default::default(), includes)
}

/// [`lower`] for a text that is known to be right.
pub(crate) fn lower_trusted(path: &Path, text: &str, includes: &mut dyn Includes) -> Lowered {
    let core_options = swerl_core::Options { trusted: true, ..Default::default() };
    lower_with(path, text, &Options::default(), &core_options, includes)
}

fn lower_with(
    path: &Path,
    text: &str,
    options: &Options,
    core_options: &swerl_core::Options,
    includes: &mut dyn Includes,
) -> Lowered {
    let name = path.display().to_string();
    let parsed = swerl_syntax::parse_module(&name, text, &syntax_options(options), includes);
    let (core, findings) = swerl_core::lower_module(&parsed.module, &parsed.sources, core_options);
    Lowered::new(path, parsed, core, findings)
}

/// What the parser gets of the options.
pub(crate) fn syntax_options(options: &Options) -> swerl_syntax::Options {
    swerl_syntax::Options { macros: options.macros.clone(), ..Default::default() }
}

impl Lowered {
    /// A text of the file `path` that has been parsed and lowered.
    pub fn new(path: &Path, parsed: Parsed, core: ir::Module, mut findings: Vec<Diagnostic>) -> Lowered {
        let Parsed { module: tree, sources, mut diagnostics, .. } = parsed;
        diagnostics.append(&mut findings);
        let mut name = None;
        if let Some((module, span)) = module_form(&tree) {
            diagnostics.extend(misnamed(path, &module, span));
            name = Some(module);
        }
        diagnostics.sort_by_key(|d| (d.span.file, d.span.start));
        Lowered { core, tree, name, diagnostics, sources }
    }
}

fn module_form(tree: &ast::Module) -> Option<(String, Span)> {
    tree.forms.iter().find_map(|form| match &form.kind {
        FormKind::Module(name) => Some((name.to_string(), form.span)),
        _ => None,
    })
}

/// A module is in the file of its name, and it is none of those that cannot be replaced.
fn misnamed(path: &Path, module: &str, span: Span) -> Option<Diagnostic> {
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    if stem != module {
        let message = format!("Module name '{module}' does not match file name '{stem}'");
        return Some(Diagnostic::error(span, message).with_help(format!("write -module({stem}).")));
    }
    if STICKY.contains(&module) {
        let message = format!("the module '{module}' is the language's own and cannot be replaced");
        return Some(Diagnostic::error(span, message));
    }
    swerl_stdlib::source(module).map(|_| {
        let message = format!("'{module}' takes the place of the standard module of that name");
        Diagnostic::warning(span, message)
    })
}

pub(crate) fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|d| d.severity == Severity::Error)
}

/// A diagnostic that belongs to no place in a text.
pub(crate) fn placeless(name: &str, text: &str, message: impl Into<String>) -> (Vec<Diagnostic>, SourceMap) {
    let mut sources = SourceMap::default();
    let file = sources.add(name, text);
    (vec![Diagnostic::error(Span::new(file, 0, 0), message)], sources)
}

pub(crate) fn lost_diagnostics(name: &str, lost: Lost) -> (Vec<Diagnostic>, SourceMap) {
    let message = match lost {
        Lost::NoThread => "the system gives no thread to compile on",
        Lost::Panicked => "the compiler failed; this is a defect of the compiler, not of the text",
    };
    placeless(name, "", message)
}
