//! The way of a whole module, or of a line at the prompt, from text to syntax tree.

use std::ops::ControlFlow;

use crate::ast::{Expr, Form, FormKind, Module};
use crate::diagnostic::Diagnostic;
use crate::parser;
use crate::preprocessor::{Includes, Item, MAX_DIAGNOSTICS, Options, Preprocessor};
use crate::scanner::{MAX_SOURCE_BYTES, Scanner};
use crate::span::{FileId, SourceMap, Span};
use crate::token::{Names, Token, TokenKind};

/// A module's text as a tree, with everything that is wrong with it.
#[derive(Debug, Clone, Default)]
pub struct Parsed {
    /// The forms that parsed. It is the whole module only if there is no error.
    pub module: Module,
    pub sources: SourceMap,
    /// In the order of the source: the file itself, then the included ones.
    pub diagnostics: Vec<Diagnostic>,
}

/// A module's tokens after preprocessing, with everything that is wrong so far.
#[derive(Debug, Clone, Default)]
pub struct Tokens {
    pub forms: Vec<Vec<Token>>,
    pub sources: SourceMap,
    pub diagnostics: Vec<Diagnostic>,
}

/// What a person typed at a prompt.
#[derive(Debug, Clone, Default)]
pub struct ParsedExpressions {
    /// Empty after an error.
    pub expressions: Vec<Expr>,
    pub sources: SourceMap,
    pub diagnostics: Vec<Diagnostic>,
    /// The byte offset just after the dot; what follows has not been read.
    pub end: usize,
}

/// Parses a module. `name` is what `?FILE` and messages call it.
pub fn parse_module(name: &str, text: &str, options: &Options, includes: &mut dyn Includes) -> Parsed {
    let mut module = Module::default();
    let mut errors = Vec::new();
    let preprocessed = preprocess(name, text, options, includes, |sources, item| {
        match item {
            Item::File { span, name, line } => {
                let kind = FormKind::File { name, line };
                module.forms.push(Form { span, kind, types: Default::default() });
            }
            Item::Form(tokens) => {
                let place = tokens[0].span;
                let text = &sources.file(place.file).text;
                module.forms.append(&mut parser::parse_forms(tokens, text, &mut errors));
                if errors.len() >= MAX_DIAGNOSTICS {
                    errors.push(Diagnostic::error(place, "too many errors, giving up"));
                    return ControlFlow::Break(());
                }
            }
        }
        ControlFlow::Continue(())
    });
    let (sources, mut diagnostics) = preprocessed;
    diagnostics.append(&mut errors);
    sort(&mut diagnostics);
    Parsed { module, sources, diagnostics }
}

/// Scans and preprocesses a module.
pub fn scan_module(name: &str, text: &str, options: &Options, includes: &mut dyn Includes) -> Tokens {
    let mut forms = Vec::new();
    let (sources, mut diagnostics) = preprocess(name, text, options, includes, |_, item| {
        if let Item::Form(tokens) = item {
            forms.push(tokens);
        }
        ControlFlow::Continue(())
    });
    sort(&mut diagnostics);
    Tokens { forms, sources, diagnostics }
}

/// Parses `expr, expr, … .` as typed at a prompt, where macros are not known.
pub fn parse_expressions(text: &str) -> ParsedExpressions {
    let mut sources = SourceMap::default();
    if text.len() > MAX_SOURCE_BYTES {
        return ParsedExpressions { diagnostics: vec![too_large()], ..ParsedExpressions::default() };
    }
    let file = sources.add("prompt", text);
    let (mut names, mut diagnostics, mut tokens) = (Names::default(), Vec::new(), Vec::new());
    let mut scanner = Scanner::new(text, file, 0, &mut names, &mut diagnostics);
    scanner.form(&mut tokens);
    let end = scanner.position;
    let mut expressions = Vec::new();
    if diagnostics.is_empty() && tokens.first().is_some_and(|t| t.kind != TokenKind::End) {
        expressions = parser::parse_exprs(tokens, text, &mut diagnostics);
    }
    ParsedExpressions { expressions, sources, diagnostics, end }
}

fn preprocess(
    name: &str,
    text: &str,
    options: &Options,
    includes: &mut dyn Includes,
    mut take: impl FnMut(&SourceMap, Item) -> ControlFlow<()>,
) -> (SourceMap, Vec<Diagnostic>) {
    if text.len() > MAX_SOURCE_BYTES {
        let mut sources = SourceMap::default();
        sources.add(name, "");
        return (sources, vec![too_large()]);
    }
    let mut preprocessor = Preprocessor::new(name, text, options, includes);
    while let Some(item) = preprocessor.next_item() {
        if take(&preprocessor.sources, item).is_break() {
            break;
        }
    }
    (preprocessor.sources, preprocessor.diagnostics)
}

fn too_large() -> Diagnostic {
    Diagnostic::error(Span::new(FileId(0), 0, 0), "the source text is too large")
        .with_help(format!("it has at most {MAX_SOURCE_BYTES} bytes"))
}

fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by_key(|d| (d.span.file, d.span.start));
}
