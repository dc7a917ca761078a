//! The preprocessor: macros, conditionals and includes (OTP's `epp`).
//!
//! It scans one form at a time, obeys the directives among them and hands on the others with
//! their macros expanded.

mod condition;
mod conditional;
mod directive;
mod expand;
mod include;
mod macros;
mod value;

use crate::ast::Lost;
use crate::diagnostic::Diagnostic;
use crate::known::{Digests, Footing, KnownForm, KnownForms, Standing};
use crate::scanner::{OpenLiteral, Scanner};
use crate::span::{FileId, SourceMap, Span};
use crate::token::{Fixed, Names, Token, TokenKind, starts_atom};

use conditional::Conditional;
use macros::Macros;

pub use include::{IncludeKind, Included, Includes, NoIncludes};

/// Past this many findings the rest is left out: the text is no program, and nobody reads them.
pub(crate) const MAX_DIAGNOSTICS: usize = 1_000;

/// What preprocessing needs to know beside the text.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Macros that are defined from the start: name and source text, `true` where there is none.
    pub macros: Vec<(String, Option<String>)>,
    /// Whether the feature `maybe_expr` is on from the start.
    pub maybe: bool,
}

/// What the preprocessor hands to the parser.
#[derive(Debug)]
pub enum Item {
    /// The tokens of a form, the last of which is `Dot`, or `End` where the dot is missing.
    /// For a function of the file itself, with what the tokens depend on.
    Form(Vec<Token>, Option<Footing>),
    /// A function's form that is known.
    Known(Span, KnownForm),
    /// A `-file` attribute: the line below it counts as line `line + 1` of `name`. Or the beginning
    /// or end of an included file, at the place of the directive that includes it.
    File { span: Span, name: String, line: u32 },
}

/// A file that is being read.
struct OpenFile {
    id: FileId,
    /// The byte offset of the next form.
    position: usize,
    /// The name that `?FILE` gives.
    shown_name: String,
    /// What a `-file` attribute adds to line numbers.
    line_shift: i64,
    conditionals: Vec<Conditional>,
    /// The directive that included this file.
    included_at: Option<Span>,
    /// A literal without an end was met.
    open: Option<OpenLiteral>,
}

/// The state between two forms.
pub struct Preprocessor<'r> {
    pub sources: SourceMap,
    pub diagnostics: Vec<Diagnostic>,
    includes: &'r mut dyn Includes,
    names: Names,
    macros: Macros,
    /// The innermost included file is the last.
    files: Vec<OpenFile>,
    /// Whether the feature `maybe_expr` is on.
    maybe: bool,
    /// Whether only forms have been met that may precede `-feature`.
    in_prefix: bool,
    /// Forms that are not handed on because of errors.
    pub lost: Lost,
    known: &'r mut dyn KnownForms,
    pub(crate) digests: Digests,
    /// Whether the form under way has used `?LINE`.
    line_used: bool,
}

impl<'r> Preprocessor<'r> {
    pub fn new(
        name: &str,
        text: &str,
        options: &Options,
        includes: &'r mut dyn Includes,
        known: &'r mut dyn KnownForms,
    ) -> Preprocessor<'r> {
        let mut preprocessor = Preprocessor {
            sources: SourceMap::default(),
            diagnostics: Vec::new(),
            includes,
            names: Names::default(),
            macros: Macros::default(),
            files: Vec::new(),
            maybe: options.maybe,
            in_prefix: true,
            lost: Lost::default(),
            known,
            digests: Digests::default(),
            line_used: false,
        };
        let id = preprocessor.sources.add(name, text);
        preprocessor.macros.predefine(&mut preprocessor.names, preprocessor.maybe);
        preprocessor.open(id, name.to_owned(), None);
        preprocessor.define_options(&options.macros);
        preprocessor
    }

    /// The next form, or `None` at the end.
    pub fn next_item(&mut self) -> Option<Item> {
        loop {
            if self.diagnostics.len() >= MAX_DIAGNOSTICS {
                let span = self.diagnostics.last().map(|d| d.span).unwrap_or_default();
                self.diagnostics.push(Diagnostic::error(span, "too many errors, giving up"));
                self.files.clear();
                self.lost.unknown = true;
            }
            let file = self.files.last()?;
            let skips = file.conditionals.last().is_some_and(|c| !c.active);
            if !skips && let Some(item) = self.known_form() {
                return Some(item);
            }
            let errors_before = self.diagnostics.len();
            let tokens = self.scan_form();
            if tokens.len() == 1 && tokens[0].kind == TokenKind::End {
                match self.leave_file(tokens[0].span) {
                    Some(item) => return Some(item),
                    None => continue,
                }
            }
            if skips {
                self.diagnostics.truncate(errors_before);
                self.skip_form(&tokens);
                continue;
            }
            if let Some(item) = self.form(tokens, self.diagnostics.len() > errors_before) {
                return Some(item);
            }
        }
    }

    fn scan_form(&mut self) -> Vec<Token> {
        let mut tokens = Vec::new();
        if let Some(file) = self.files.last_mut() {
            let text = &self.sources.file(file.id).text;
            let mut scanner =
                Scanner::new(text, file.id, file.position, &mut self.names, &mut self.diagnostics);
            scanner.maybe = self.maybe;
            scanner.open = file.open;
            scanner.form(&mut tokens);
            (file.position, file.open) = (scanner.position, scanner.open);
        }
        tokens
    }

    /// The next form, if it is known.
    fn known_form(&mut self) -> Option<Item> {
        let [file] = &mut self.files[..] else { return None };
        if file.open.is_some() || file.line_shift != 0 {
            return None;
        }
        let text = &self.sources.file(file.id).text;
        let mut scanner = Scanner::new(text, file.id, file.position, &mut self.names, &mut self.diagnostics);
        scanner.skip_blanks();
        let start = scanner.position;
        let rest = &text[start..];
        if !rest.starts_with(|c: char| c == '\'' || starts_atom(c)) {
            return None;
        }
        let (maybe, before) = (self.maybe, self.digests.before());
        let standing = Standing { line: self.sources.file(file.id).line(start as u32), maybe, before };
        let known = self.known.find(rest, &standing)?;
        // What follows the dot says whether it is one.
        scanner.position = start + known.bytes.checked_sub(1)?;
        if !scanner.dot_ends_form() {
            return None;
        }
        let span = Span::new(file.id, start, start + known.bytes);
        file.position = start + known.bytes;
        self.in_prefix = false;
        Some(Item::Known(span, known))
    }

    /// A form in a part that is not skipped: a directive is obeyed, another one expanded.
    fn form(&mut self, tokens: Vec<Token>, has_error: bool) -> Option<Item> {
        let findings = self.diagnostics.len();
        match self.directive(&tokens) {
            directive::Outcome::Done => {
                // `-error` and `-warning` report and lose nothing.
                let reported = self.diagnostics.len() > findings;
                let speaks = matches!(&tokens[1].kind, TokenKind::Atom(name) if matches!(&**name, "error" | "warning"));
                self.lost.unknown |= has_error || (reported && !speaks);
                self.digests.directive(&tokens);
                return None;
            }
            directive::Outcome::Item(item) => {
                self.digests.directive(&tokens);
                return Some(item);
            }
            directive::Outcome::NoDirective => {}
        }
        self.in_prefix &= directive::may_precede_feature(&tokens);
        if has_error {
            self.lost.unknown = true;
            return None;
        }
        let head = tokens[..tokens.len().min(2)].to_vec();
        self.line_used = false;
        let macros = tokens.iter().any(|token| token.kind.is(Fixed::Question));
        match self.expand_form(tokens) {
            Ok(tokens) => {
                self.learn_module(&tokens);
                self.digests.form(&tokens);
                let footing = self.footing(&tokens, macros);
                Some(Item::Form(tokens, footing))
            }
            Err(error) => {
                self.lost.note(&head);
                self.diagnostics.push(*error);
                None
            }
        }
    }

    /// What a function's tokens depend on, if it stands in the file itself.
    fn footing(&self, tokens: &[Token], macros: bool) -> Option<Footing> {
        let [file] = &self.files[..] else { return None };
        let ([first, ..], [.., last]) = (tokens, tokens) else { return None };
        if !matches!(first.kind, TokenKind::Atom(_)) || last.kind != TokenKind::Dot || file.line_shift != 0 {
            return None;
        }
        let (maybe, before) = (self.maybe, self.digests.before());
        let standing = Standing { line: self.sources.line(first.span), maybe, before };
        Some(Footing::new(standing, macros, self.line_used, tokens))
    }

    /// Defines `?MODULE` and `?MODULE_STRING` after `-module(name).`
    fn learn_module(&mut self, tokens: &[Token]) {
        let [minus, attribute, rest @ ..] = tokens else { return };
        let is_module = matches!(&attribute.kind, TokenKind::Atom(name) if &**name == "module");
        if !minus.kind.is(Fixed::Minus) || !is_module {
            return;
        }
        if let [open, Token { kind: TokenKind::Atom(name), span }, close, ..] = rest
            && open.kind.is(Fixed::OpenParen)
            && (close.kind.is(Fixed::CloseParen) || close.kind.is(Fixed::Comma))
        {
            let points = name.chars().map(u32::from).collect();
            let atom = Token { span: *span, kind: TokenKind::Atom(name.clone()) };
            let string = Token { span: *span, kind: TokenKind::String(points) };
            self.macros.set_predefined(self.names.intern("MODULE"), atom);
            self.macros.set_predefined(self.names.intern("MODULE_STRING"), string);
        }
    }

    /// The line of a place as `?LINE` gives it.
    fn line(&self, span: Span) -> i64 {
        let shift = self.files.iter().rfind(|f| f.id == span.file).map_or(0, |f| f.line_shift);
        i64::from(self.sources.line(span)) + shift
    }
}
