//! From texts to versions that are ready to be published. All of this runs on the compiler's thread, so
//! texts are compared with, and numbered after, the last ones that were compiled.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use swerl_jit::Compiled;
use swerl_runtime::atom::Atom;
use swerl_syntax::ast::{self, FormKind};
use swerl_syntax::diagnostic::Diagnostic;
use swerl_syntax::span::{SourceMap, Span};

use crate::check::{self, Lowered, has_errors};
use crate::includes::{FileIncludes, KeptIncludes};
use crate::module::{Content, Kept, Modules, Source, lock};
use crate::outcome::Options;
use crate::reuse::{self, Forms};
use crate::shapes::Shapes;
use crate::stubs;

/// A text to be compiled, and the file that it stands in.
#[derive(Debug, Clone)]
pub struct Unit {
    /// Names the file in diagnostics and stack traces.
    pub path: PathBuf,
    /// The text, or why there is none.
    text: Result<Arc<str>, (Vec<Diagnostic>, SourceMap)>,
}

impl Unit {
    /// A text that stands in the file `path`.
    pub fn text(path: &Path, text: &str) -> Unit {
        Unit { path: path.to_path_buf(), text: Ok(text.into()) }
    }

    /// The text that the file has now. One that cannot be read, or is not in UTF-8, will be rejected.
    pub fn file(path: &Path) -> Unit {
        let message = match std::fs::read(path) {
            Ok(bytes) => match String::from_utf8(bytes) {
                Ok(text) => return Unit::text(path, &text),
                Err(error) => not_utf8(error.as_bytes(), error.utf8_error().valid_up_to()),
            },
            Err(error) => format!("cannot read the file: {error}"),
        };
        let reason = check::placeless(&path.display().to_string(), "", message);
        Unit { path: path.to_path_buf(), text: Err(reason) }
    }
}

fn not_utf8(bytes: &[u8], offset: usize) -> String {
    let line = 1 + bytes[..offset].iter().filter(|&&byte| byte == b'\n').count();
    format!("the file is not in UTF-8: byte {:#04x} in line {line}", bytes[offset])
}

/// What becomes of a text.
pub(crate) enum Product {
    Fresh(Box<Fresh>),
    Unchanged { module: String, version: u32 },
    Rejected { path: PathBuf, module: Option<String>, diagnostics: Vec<Diagnostic>, sources: SourceMap },
}

/// A version that nobody runs yet.
pub(crate) struct Fresh {
    pub module: String,
    pub source: Arc<Source>,
    pub compiled: Compiled,
    /// Exported functions that it leaves to the runtime.
    pub stubs: Vec<(Atom, u32)>,
    pub warnings: Vec<Diagnostic>,
    pub sources: SourceMap,
    /// Given when it is compiled, before it is published.
    pub advice: Vec<String>,
    /// The attribute that names the function to be called before the version is published.
    pub on_load: Option<Span>,
}

/// Makes versions of texts, but of those that are what the last version was made of. If one is rejected, no
/// number is given and nothing is remembered.
pub(crate) fn compile_all(modules: &Mutex<Modules>, texts: Vec<Unit>, options: &Options) -> Vec<Product> {
    let mut products: Vec<Product> = Vec::with_capacity(texts.len());
    for unit in texts {
        let product = compile(modules, &products, unit, options);
        products.push(product);
    }
    let rejected = products.iter().any(|product| matches!(product, Product::Rejected { .. }));
    if !rejected {
        let mut modules = lock(modules);
        for product in &products {
            if let Product::Fresh(fresh) = product {
                let module = modules.entry(fresh.module.clone()).or_default();
                module.numbered = module.numbered.max(fresh.source.number);
                module.latest = Some(fresh.source.clone());
            }
        }
    }
    products
}

/// Forgets versions that are not to be published after all: what is saved next is compared with what is current.
pub(crate) fn forget(modules: &Mutex<Modules>, products: &[Product]) {
    let mut modules = lock(modules);
    for product in products.iter().rev() {
        if let Product::Fresh(fresh) = product
            && let Some(module) = modules.get_mut(&fresh.module)
            && module.latest.as_ref().is_some_and(|latest| Arc::ptr_eq(latest, &fresh.source))
        {
            module.latest = module.current.and_then(|current| module.source(current).cloned());
            module.numbered = fresh.source.number - 1;
        }
    }
}

/// A text that has been read and is not yet code.
pub(crate) enum Draft {
    Fresh { module: String, source: Arc<Source>, lowered: Box<Lowered>, forms: Forms },
    Unchanged { module: String, version: u32 },
    Rejected { path: PathBuf, module: Option<String>, diagnostics: Vec<Diagnostic>, sources: SourceMap },
}

/// Makes a version of a text, unless it is what the last one was made of.
fn compile(modules: &Mutex<Modules>, before: &[Product], unit: Unit, options: &Options) -> Product {
    match draft(modules, before, unit, options) {
        Draft::Fresh { module, source, lowered, forms } => generate(module, source, *lowered, forms, options),
        Draft::Unchanged { module, version } => Product::Unchanged { module, version },
        Draft::Rejected { path, module, diagnostics, sources } => {
            Product::Rejected { path, module, diagnostics, sources }
        }
    }
}

/// Reads a text. `before`: what has been made of others that are to be published with it.
pub(crate) fn draft(modules: &Mutex<Modules>, before: &[Product], unit: Unit, options: &Options) -> Draft {
    let Unit { path, text } = unit;
    let text = match text {
        Ok(text) => text,
        Err((diagnostics, sources)) => return Draft::Rejected { path, module: None, diagnostics, sources },
    };
    let mut found = Vec::new();
    let (lowered, forms) = reuse::lower(&path, &text, options, |lower| {
        let mut includes = FileIncludes::new(&options.include_paths);
        let lowered = lower(&mut includes);
        found = includes.found;
        lowered
    });
    let (Some(module), false) = (lowered.name.clone(), has_errors(&lowered.diagnostics)) else {
        let Lowered { name, diagnostics, sources, .. } = lowered;
        return Draft::Rejected { path, module: name, diagnostics, sources };
    };
    let included = found.into_iter().map(|file| (file.name, Arc::from(file.text))).collect();
    let mut content = Content { text, included };
    let (latest, numbered) = latest(modules, before, &module);
    if let Some(latest) = latest.as_ref() {
        if latest.content == content {
            return Draft::Unchanged { module, version: latest.number };
        }
        content.share(&latest.content);
    }
    let number = numbered + 1;
    let difference = forms.digests().since(latest.as_ref().map(|latest| &latest.digests));
    let kept = Kept { number, path, content, difference, made: SystemTime::now() };
    let source = found_in(kept.into(), &lowered, &forms);
    Draft::Fresh { module, source, lowered: Box::new(lowered), forms }
}

/// What has been found in a text.
fn found_in(kept: Arc<Kept>, lowered: &Lowered, forms: &Forms) -> Arc<Source> {
    let summary = forms.summary(&lowered.core);
    let shapes = Shapes::new(&lowered.tree, forms.shapes());
    Arc::new(Source { kept, digests: forms.digests(), summary, shapes })
}

/// The last version that was made of a module, here or earlier, and the highest number given.
fn latest(modules: &Mutex<Modules>, before: &[Product], module: &str) -> (Option<Arc<Source>>, u32) {
    let here = before.iter().rev().find_map(|product| match product {
        Product::Fresh(fresh) if fresh.module == module => Some(fresh.source.clone()),
        _ => None,
    });
    if let Some(source) = here {
        let number = source.number;
        return (Some(source), number);
    }
    match lock(modules).get(module) {
        Some(module) => (module.latest.clone(), module.numbered),
        None => (None, 0),
    }
}

/// Makes a version of what another one was made of, under its number.
pub(crate) fn compile_again(module: String, kept: Arc<Kept>, options: &Options) -> Product {
    let content = &kept.content;
    let (lowered, forms) = reuse::lower(&kept.path, &content.text, options, |lower| {
        lower(&mut KeptIncludes::new(&content.included, &options.include_paths))
    });
    if has_errors(&lowered.diagnostics) {
        return rejected(&kept.path, lowered);
    }
    let source = found_in(kept, &lowered, &forms);
    generate(module, source, lowered, forms, options)
}

fn generate(
    module: String,
    source: Arc<Source>,
    mut lowered: Lowered,
    forms: Forms,
    options: &Options,
) -> Product {
    let file = source.path.display().to_string();
    swerl_core::add_module_info(&mut lowered.core, &file, source.digests.sum());
    let stubs = stubs::open(&mut lowered.core);
    match swerl_jit::compile(&lowered.core, source.number, &forms.code()) {
        Ok(compiled) => {
            // In others, what a function comes to depends on those that it calls.
            if !stubs::may_have(&module) {
                reuse::keep(forms, &source, &lowered.core, &compiled.functions, options);
            }
            Product::Fresh(Box::new(Fresh {
                module,
                source,
                compiled,
                stubs,
                warnings: lowered.diagnostics,
                sources: lowered.sources,
                advice: Vec::new(),
                on_load: on_load(&lowered.tree),
            }))
        }
        Err(error) => {
            lowered.diagnostics.push(Diagnostic::error(Span::default(), error.to_string()));
            rejected(&source.path, lowered)
        }
    }
}

fn on_load(tree: &ast::Module) -> Option<Span> {
    let mut forms = tree.forms.iter();
    forms.find(|form| matches!(form.kind, FormKind::OnLoad(_))).map(|form| form.span)
}

fn rejected(path: &Path, lowered: Lowered) -> Product {
    let Lowered { name, diagnostics, sources, .. } = lowered;
    Product::Rejected { path: path.to_path_buf(), module: name, diagnostics, sources }
}
