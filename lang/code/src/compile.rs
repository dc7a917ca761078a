//! From a text to a version that is ready to be published. All of this runs on the compiler's thread, so
//! texts are compared with, and numbered after, the last one that was compiled.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use swerl_jit::Compiled;
use swerl_syntax::diagnostic::Diagnostic;
use swerl_syntax::span::{SourceMap, Span};

use crate::check::{self, Lowered, has_errors};
use crate::diff::{Difference, Digests};
use crate::outcome::Options;
use crate::server::{Modules, lock};

/// The text that a version was made of, with all that it includes: names and texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Content {
    text: String,
    included: Vec<(String, String)>,
}

/// What the next text of a module is compared with.
#[derive(Debug, Clone)]
pub(crate) struct Latest {
    pub number: u32,
    content: Content,
    digests: Digests,
}

/// What becomes of a text.
pub(crate) enum Product {
    Fresh(Box<Fresh>),
    Unchanged { module: String, version: u32 },
    Rejected { module: Option<String>, diagnostics: Vec<Diagnostic>, sources: SourceMap },
}

/// A version that nobody runs yet.
pub(crate) struct Fresh {
    pub module: String,
    pub number: u32,
    pub path: PathBuf,
    pub compiled: Compiled,
    pub difference: Difference,
    pub warnings: Vec<Diagnostic>,
    pub sources: SourceMap,
}

/// Makes a version of a text, unless it is what the last one was made of.
pub(crate) fn compile(modules: &Mutex<Modules>, path: &Path, text: &str, options: &Options) -> Product {
    let lowered = check::lower(path, text, options);
    let (Some(module), false) = (lowered.name.clone(), has_errors(&lowered.diagnostics)) else {
        return rejected(lowered);
    };
    let included = lowered.included.iter().map(|file| (file.name.clone(), file.text.clone())).collect();
    let content = Content { text: text.to_string(), included };
    let latest = lock(modules).entry(module.clone()).or_default().latest.clone();
    if let Some(latest) = latest.as_ref().filter(|latest| latest.content == content) {
        return Product::Unchanged { module, version: latest.number };
    }
    let number = latest.as_ref().map_or(1, |latest| latest.number + 1);
    let digests = Digests::new(&lowered.core);
    let difference = digests.since(latest.as_ref().map(|latest| &latest.digests));
    let compiled = match swerl_jit::compile(&lowered.core, number) {
        Ok(compiled) => compiled,
        Err(error) => return generator_failed(lowered, &error.to_string()),
    };
    lock(modules).entry(module.clone()).or_default().latest = Some(Latest { number, content, digests });
    Product::Fresh(Box::new(Fresh {
        module,
        number,
        path: path.to_path_buf(),
        compiled,
        difference,
        warnings: lowered.diagnostics,
        sources: lowered.sources,
    }))
}

fn rejected(lowered: Lowered) -> Product {
    let Lowered { name, diagnostics, sources, .. } = lowered;
    Product::Rejected { module: name, diagnostics, sources }
}

fn generator_failed(mut lowered: Lowered, reason: &str) -> Product {
    lowered.diagnostics.push(Diagnostic::error(Span::default(), reason));
    rejected(lowered)
}
