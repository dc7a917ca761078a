//! The directives that are not conditionals: `-define`, `-undef`, `-file`, `-error` …

use super::include::IncludeKind;
use super::macros::{Definition, Use};
use super::{Item, Preprocessor, conditional};
use crate::ast::Name;
use crate::diagnostic::Diagnostic;
use crate::parser;
use crate::span::Span;
use crate::token::{Fixed, Token, TokenKind};

/// What became of a form that may be a directive.
pub(super) enum Outcome {
    NoDirective,
    /// Obeyed or reported.
    Done,
    Item(Item),
}

/// Why a definition is none: the place and the words.
type Misfit = Box<Diagnostic>;

/// Whether `-feature` may still follow this form.
pub(super) fn may_precede_feature(tokens: &[Token]) -> bool {
    let [minus, word, ..] = tokens else { return false };
    minus.kind.is(Fixed::Minus) && matches!(&word.kind, TokenKind::Atom(name) if &**name == "module")
}

impl Preprocessor<'_> {
    /// Obeys a form that is a directive.
    pub(super) fn directive(&mut self, tokens: &[Token]) -> Outcome {
        if let Some(name) = conditional::name(tokens) {
            self.conditional(name, tokens);
            return Outcome::Done;
        }
        let [minus, word, rest @ ..] = tokens else { return Outcome::NoDirective };
        let TokenKind::Atom(name) = &word.kind else { return Outcome::NoDirective };
        if !minus.kind.is(Fixed::Minus) {
            return Outcome::NoDirective;
        }
        let item = match &**name {
            "define" => {
                if let Err(error) = self.define(word, rest) {
                    self.diagnostics.push(*error);
                }
                None
            }
            "undef" => {
                self.in_prefix = false;
                self.undef(word, rest);
                None
            }
            "include" => self.include(IncludeKind::Include, word, rest),
            "include_lib" => self.include(IncludeKind::IncludeLib, word, rest),
            "error" | "warning" => {
                self.in_prefix = false;
                self.message(minus.span.to(word.span), name, rest);
                None
            }
            "file" => self.file(minus.span, word, rest),
            "feature" => {
                self.feature(minus.span.to(word.span), word, rest);
                None
            }
            _ => return Outcome::NoDirective,
        };
        item.map_or(Outcome::Done, Outcome::Item)
    }

    /// `-define(NAME, Body).` or `-define(NAME(A, B), Body).`
    fn define(&mut self, word: &Token, rest: &[Token]) -> Result<(), Misfit> {
        let [open, name_token, after, body @ ..] = rest else {
            return Err(bad_define(rest.last().unwrap_or(word).span));
        };
        if !open.kind.is(Fixed::OpenParen) {
            return Err(bad_define(open.span));
        }
        let (TokenKind::Atom(name) | TokenKind::Var(name)) = &name_token.kind else {
            return Err(bad_define(name_token.span));
        };
        let (parameters, body) = match after.kind {
            TokenKind::Fixed(Fixed::Comma) => (None, body),
            TokenKind::Fixed(Fixed::OpenParen) => {
                let (parameters, body) = parameters(body, after.span)?;
                (Some(parameters.into()), body)
            }
            _ => return Err(bad_define(after.span)),
        };
        let body = definition_body(body, word.span)?;
        let uses = uses(body)?;
        let definition = Definition { parameters, body: body.into(), uses };
        self.macros
            .define(name.clone(), definition)
            .map_err(|message| Diagnostic::error(name_token.span, message).boxed())
    }

    /// `-undef(NAME).`
    fn undef(&mut self, word: &Token, rest: &[Token]) {
        match rest {
            [open, Token { kind: TokenKind::Atom(name) | TokenKind::Var(name), .. }, close, dot]
                if open.kind.is(Fixed::OpenParen)
                    && close.kind.is(Fixed::CloseParen)
                    && dot.kind == TokenKind::Dot =>
            {
                self.macros.remove(name);
            }
            _ => {
                let misfit = rest.get(1).or(rest.first()).unwrap_or(word);
                let error = Diagnostic::error(misfit.span, "badly formed 'undef'");
                self.diagnostics.push(error.with_help("write -undef(NAME)."));
            }
        }
    }

    /// `-error(Term).` and `-warning(Term).`
    fn message(&mut self, span: Span, name: &str, rest: &[Token]) {
        let opens = rest.first().is_some_and(|t| t.kind.is(Fixed::OpenParen));
        let term = self.expand_directive(rest).ok().filter(|_| opens).and_then(|tokens| {
            let term: String = tokens[..tokens.len() - 1].iter().map(|t| t.kind.source()).collect();
            parser::parse_term(tokens).then_some(term)
        });
        self.diagnostics.push(match term {
            Some(term) if name == "error" => Diagnostic::error(span, format!("-error{term}.")),
            Some(term) => Diagnostic::warning(span, format!("-warning{term}.")),
            None => {
                let place = if opens { span } else { rest.first().map_or(span, |t| t.span) };
                Diagnostic::error(place, format!("badly formed '{name}'"))
                    .with_help(format!("write -{name}(\"what is wrong\")."))
            }
        });
    }

    /// `-file("name", Line).`
    fn file(&mut self, start: Span, word: &Token, rest: &[Token]) -> Option<Item> {
        let rest = match self.expand_directive(rest) {
            Ok(rest) => rest,
            Err(error) => {
                self.diagnostics.push(*error);
                return None;
            }
        };
        let strings = rest.iter().skip(1).take_while(|t| matches!(t.kind, TokenKind::String(_))).count();
        let opens = rest.first().is_some_and(|t| t.kind.is(Fixed::OpenParen));
        let after = rest.get(1 + strings..).unwrap_or_default();
        let line = match after {
            [comma, Token { kind: TokenKind::Integer(line), .. }, close, dot]
                if comma.kind.is(Fixed::Comma)
                    && close.kind.is(Fixed::CloseParen)
                    && dot.kind == TokenKind::Dot =>
            {
                u32::try_from(line).ok()
            }
            _ => None,
        };
        let Some(line) = line.filter(|_| opens && strings > 0) else {
            let misfit = rest.get(1 + strings).or(rest.first()).unwrap_or(word);
            let error = Diagnostic::error(misfit.span, "badly formed 'file'");
            self.diagnostics.push(error.with_help("write -file(\"name\", Line)."));
            return None;
        };
        let name = strings_text(&rest[1..1 + strings]);
        let physical = i64::from(self.sources.line(start));
        let file = self.files.last_mut()?;
        file.line_shift = i64::from(line) - physical;
        file.shown_name = name.clone();
        let id = file.id;
        self.set_file_macro(id, &name);
        let end = rest.last().map_or(start, |t| t.span);
        Some(Item::File { span: start.to(end), name, line })
    }

    /// `-feature(Name, enable).`
    fn feature(&mut self, span: Span, word: &Token, rest: &[Token]) {
        use TokenKind::{Atom, Dot};
        let (name, action) = match rest {
            [open, Token { kind: Atom(name), .. }, comma, Token { kind: Atom(action), .. }, close, dot]
                if open.kind.is(Fixed::OpenParen)
                    && comma.kind.is(Fixed::Comma)
                    && close.kind.is(Fixed::CloseParen)
                    && dot.kind == Dot
                    && matches!(&**action, "enable" | "disable") =>
            {
                (name, action)
            }
            _ => {
                let misfit = rest.first().unwrap_or(word);
                let error = Diagnostic::error(misfit.span, "badly formed 'feature'");
                self.diagnostics.push(error.with_help("write -feature(maybe_expr, enable)."));
                return;
            }
        };
        if !self.in_prefix {
            let message = "feature directive not allowed after exports or record definitions";
            self.diagnostics.push(Diagnostic::error(span, message));
        } else if &**name != "maybe_expr" {
            self.diagnostics.push(Diagnostic::error(span, format!("the feature '{name}' does not exist.")));
        } else {
            self.maybe = &**action == "enable";
            self.macros.define_feature(&mut self.names, "FEATURE_ENABLED", self.maybe);
        }
    }
}

fn bad_define(span: Span) -> Misfit {
    Diagnostic::error(span, "badly formed 'define'")
        .with_help("write -define(NAME, Body). or -define(NAME(A, B), Body).")
        .boxed()
}

/// The parameters of a macro and the tokens of its body; `tokens` begins after the opening `(`.
fn parameters(tokens: &[Token], opened: Span) -> Result<(Vec<Name>, &[Token]), Misfit> {
    let mut parameters: Vec<Name> = Vec::new();
    let mut index = 0;
    loop {
        let at = |i: usize| tokens.get(i).map(|t| &t.kind);
        let span = |i: usize| tokens.get(i).or(tokens.last()).map_or(opened, |t| t.span);
        if parameters.is_empty() && at(index).is_some_and(|k| k.is(Fixed::CloseParen)) {
            break;
        }
        let Some(TokenKind::Var(name)) = at(index) else { return Err(bad_define(span(index))) };
        if parameters.contains(name) {
            let message = format!("argument '{name}' already used");
            return Err(Diagnostic::error(span(index), message).boxed());
        }
        parameters.push(name.clone());
        index += 1;
        match at(index) {
            Some(TokenKind::Fixed(Fixed::CloseParen)) => break,
            Some(TokenKind::Fixed(Fixed::Comma)) => index += 1,
            _ => return Err(bad_define(span(index))),
        }
    }
    match tokens.get(index + 1) {
        Some(comma) if comma.kind.is(Fixed::Comma) => Ok((parameters, &tokens[index + 2..])),
        other => {
            let place = other.map_or(opened, |t| t.span);
            Err(Diagnostic::error(place, "badly formed define: missing comma").boxed())
        }
    }
}

/// A macro's body without the `).` that ends the directive.
fn definition_body(tokens: &[Token], directive: Span) -> Result<&[Token], Misfit> {
    match tokens {
        [body @ .., close, dot] if close.kind.is(Fixed::CloseParen) && dot.kind == TokenKind::Dot => Ok(body),
        [.., dot] if dot.kind == TokenKind::Dot => {
            let message = "badly formed define: missing closing right parenthesis";
            Err(Diagnostic::error(dot.span, message).boxed())
        }
        _ => {
            let place = tokens.last().map_or(directive, |t| t.span);
            Err(Diagnostic::error(place, "premature end").with_help("write `).` after the body").boxed())
        }
    }
}

/// The macros that a body names.
fn uses(body: &[Token]) -> Result<Vec<Use>, Misfit> {
    let mut uses = Vec::new();
    let mut index = 0;
    while index + 1 < body.len() {
        if !body[index].kind.is(Fixed::Question) {
            index += 1;
            continue;
        }
        if let TokenKind::Atom(name) | TokenKind::Var(name) = &body[index + 1].kind {
            let rest = &body[index + 2..];
            let arity = super::expand::count_arguments(rest.len(), |i| &rest[i].kind);
            let arity = arity.map_err(|_| super::expand::bad_argument(body[index + 1].span, name))?;
            uses.push((name.clone(), arity.count));
        }
        index += 2;
    }
    uses.sort();
    uses.dedup();
    Ok(uses)
}

fn strings_text(tokens: &[Token]) -> String {
    let points = tokens.iter().flat_map(|t| match &t.kind {
        TokenKind::String(points) => points.as_slice(),
        _ => &[],
    });
    points.map(|&p| char::from_u32(p).unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}
