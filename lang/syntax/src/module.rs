//! The way of a whole module, or of a line at the prompt, from text to syntax tree.

use std::ops::ControlFlow;

use crate::ast::{Expr, Form, FormKind, Function, Lost, Module};
use crate::diagnostic::{Diagnostic, Severity};
use crate::known::{Footing, KnownForm, KnownForms, NothingKnown};
use crate::parser;
use crate::preprocessor::{Includes, Item, MAX_DIAGNOSTICS, Options, Preprocessor};
use crate::scanner::{MAX_SOURCE_BYTES, Scanner};
use crate::span::{FileId, SourceMap, Span};
use crate::token::{Fixed, Names, Token, TokenKind};

/// A module's text as a tree, with everything that is wrong with it.
#[derive(Debug, Clone, Default)]
pub struct Parsed {
    /// The forms that parsed. It is the whole module only if there is no error.
    pub module: Module,
    pub sources: SourceMap,
    /// In the order of the source: the file itself, then the included ones.
    pub diagnostics: Vec<Diagnostic>,
    /// Functions of the file itself that were read, by the index of the form, with what their tokens depend on.
    pub footings: Vec<(usize, Footing)>,
    /// Forms that were known, with what [`KnownForms::find`] called them. These functions have no clauses.
    pub known: Vec<(usize, usize)>,
    /// A digest of what the attributes say as far as it matters to functions.
    pub attributes: u64,
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
    parse_module_knowing(name, text, options, includes, &mut NothingKnown)
}

/// Parses a module of which some functions are known.
pub fn parse_module_knowing(
    name: &str,
    text: &str,
    options: &Options,
    includes: &mut dyn Includes,
    known: &mut dyn KnownForms,
) -> Parsed {
    let mut module = Module::default();
    let (mut footings, mut found) = (Vec::new(), Vec::new());
    let mut errors = Vec::new();
    let preprocessed = preprocess(name, text, options, includes, known, |sources, item| {
        match item {
            Item::Known(span, known) => {
                found.push((module.forms.len(), known.id));
                module.forms.push(hollow(span, known));
            }
            Item::File { span, name, line } => {
                let kind = FormKind::File { name, line };
                module.forms.push(Form { span, kind, types: Default::default() });
            }
            Item::Form(tokens, footing) => {
                let place = tokens[0].span;
                let text = &sources.file(place.file).text;
                footings.extend(footing.map(|footing| (module.forms.len(), footing)));
                module.forms.append(&mut parser::parse_forms(tokens, text, &mut module.lost, &mut errors));
                if errors.len() >= MAX_DIAGNOSTICS {
                    errors.push(Diagnostic::error(place, "too many errors, giving up"));
                    module.lost.unknown = true;
                    return ControlFlow::Break(());
                }
            }
        }
        ControlFlow::Continue(())
    });
    let Preprocessed { sources, mut diagnostics, lost, attributes } = preprocessed;
    diagnostics.append(&mut errors);
    sort(&mut diagnostics);
    module.lost.functions.extend(lost.functions);
    module.lost.unknown |= lost.unknown;
    module.lost.any = diagnostics.iter().any(|d| d.severity == Severity::Error);
    Parsed { module, sources, diagnostics, footings, known: found, attributes }
}

/// A form that is known: a function without clauses.
fn hollow(span: Span, known: KnownForm) -> Form {
    let KnownForm { name, arity, length, .. } = known;
    let span = Span { end: span.start + length, ..span };
    let function = Function { span, name, arity, clauses: Vec::new() };
    Form { span, kind: FormKind::Function(function), types: Default::default() }
}

/// Scans and preprocesses a module.
pub fn scan_module(name: &str, text: &str, options: &Options, includes: &mut dyn Includes) -> Tokens {
    let mut forms = Vec::new();
    let known = &mut NothingKnown;
    let preprocessed = preprocess(name, text, options, includes, known, |_, item| {
        if let Item::Form(tokens, _) = item {
            forms.push(tokens);
        }
        ControlFlow::Continue(())
    });
    let Preprocessed { sources, mut diagnostics, .. } = preprocessed;
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

/// What preprocessing comes to beside the forms.
struct Preprocessed {
    sources: SourceMap,
    diagnostics: Vec<Diagnostic>,
    lost: Lost,
    attributes: u64,
}

fn preprocess(
    name: &str,
    text: &str,
    options: &Options,
    includes: &mut dyn Includes,
    known: &mut dyn KnownForms,
    mut take: impl FnMut(&SourceMap, Item) -> ControlFlow<()>,
) -> Preprocessed {
    if text.len() > MAX_SOURCE_BYTES {
        let mut sources = SourceMap::default();
        sources.add(name, "");
        let lost = Lost { unknown: true, ..Lost::default() };
        return Preprocessed { sources, diagnostics: vec![too_large()], lost, attributes: 0 };
    }
    let mut preprocessor = Preprocessor::new(name, text, options, includes, known);
    while let Some(item) = preprocessor.next_item() {
        if take(&preprocessor.sources, item).is_break() {
            break;
        }
    }
    let Preprocessor { sources, diagnostics, lost, digests, .. } = preprocessor;
    Preprocessed { sources, diagnostics, lost, attributes: digests.attributes() }
}

impl Lost {
    /// Notes a form that is not parsed.
    pub(crate) fn note(&mut self, tokens: &[Token]) {
        let kind = |index: usize| tokens.get(index).map(|token| &token.kind);
        match (kind(0), kind(1)) {
            (Some(TokenKind::Atom(name)), _) => {
                self.functions.insert(name.clone());
            }
            (Some(TokenKind::Fixed(Fixed::Minus)), Some(TokenKind::Atom(name)))
                if matches!(&**name, "export" | "spec" | "callback" | "export_type") => {}
            _ => self.unknown = true,
        }
    }
}

fn too_large() -> Diagnostic {
    Diagnostic::error(Span::new(FileId(0), 0, 0), "the source text is too large")
        .with_help(format!("it has at most {MAX_SOURCE_BYTES} bytes"))
}

fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by_key(|d| (d.span.file, d.span.start));
}
