//! `-ifdef`, `-ifndef`, `-if`, `-elif`, `-else` and `-endif`.

use super::Preprocessor;
use crate::diagnostic::Diagnostic;
use crate::span::Span;
use crate::token::{Fixed, Token, TokenKind};

/// A conditional whose `-endif` has not come yet.
pub(super) struct Conditional {
    pub opened: Span,
    /// The directive met last: `ifdef`, `else` …
    pub latest: &'static str,
    /// Whether its present branch is compiled.
    pub active: bool,
    /// Whether no later branch may be compiled: one has been, or the whole is being skipped.
    decided: bool,
}

/// The conditional directive that a form is, by name.
pub(super) fn name(tokens: &[Token]) -> Option<&'static str> {
    let [minus, word, ..] = tokens else { return None };
    if !minus.kind.is(Fixed::Minus) {
        return None;
    }
    match &word.kind {
        TokenKind::Fixed(Fixed::If) => Some("if"),
        TokenKind::Fixed(Fixed::Else) => Some("else"),
        TokenKind::Atom(name) => {
            ["ifdef", "ifndef", "else", "elif", "endif"].into_iter().find(|&known| known == &**name)
        }
        _ => None,
    }
}

impl Preprocessor<'_> {
    /// A form that is not compiled: only the conditionals in it matter.
    pub(super) fn skip_form(&mut self, tokens: &[Token]) {
        match name(tokens) {
            Some(opening @ ("if" | "ifdef" | "ifndef")) => {
                let opened = tokens[0].span.to(tokens[1].span);
                self.push_conditional(opening, opened, false, true);
            }
            Some(other) => self.conditional(other, tokens),
            None => {}
        }
    }

    /// Obeys a conditional directive.
    pub(super) fn conditional(&mut self, name: &'static str, tokens: &[Token]) {
        let span = tokens[0].span.to(tokens[1].span);
        match name {
            "ifdef" | "ifndef" => {
                let active = match self.tested_name(name, &tokens[1..]) {
                    Some(defined) => defined == (name == "ifdef"),
                    None => false,
                };
                self.push_conditional(name, span, active, active);
            }
            "if" => {
                let active = self.condition(name, &tokens[1..]);
                self.push_conditional(name, span, active, active);
            }
            "elif" => self.elif(span, tokens),
            "else" => self.alternative(span, tokens),
            _ => self.endif(span, tokens),
        }
    }

    fn push_conditional(&mut self, latest: &'static str, opened: Span, active: bool, decided: bool) {
        if let Some(file) = self.files.last_mut() {
            file.conditionals.push(Conditional { opened, latest, active, decided });
        }
    }

    /// Whether the macro in `ifdef(NAME).` is defined; `None` after an error.
    fn tested_name(&mut self, name: &str, tokens: &[Token]) -> Option<bool> {
        use TokenKind::{Atom, Dot, Var};
        let kinds: Vec<&TokenKind> = tokens.iter().map(|t| &t.kind).collect();
        let fits = [
            |k: &TokenKind| k.is(Fixed::OpenParen),
            |k: &TokenKind| matches!(k, Atom(_) | Var(_)),
            |k: &TokenKind| k.is(Fixed::CloseParen),
            |k: &TokenKind| *k == Dot,
        ];
        let misfit = fits.iter().enumerate().find(|(i, fit)| !kinds.get(i + 1).is_some_and(|k| fit(k)));
        match (misfit, kinds.get(2)) {
            (None, Some(Atom(tested) | Var(tested))) => Some(self.macros.is_defined(tested)),
            (misfit, _) => {
                let at = tokens.get(misfit.map_or(0, |(i, _)| i + 1)).unwrap_or(&tokens[0]);
                let error = Diagnostic::error(at.span, format!("badly formed '{name}'"));
                self.diagnostics.push(error.with_help(format!("write -{name}(NAME).")));
                None
            }
        }
    }

    fn current_conditional(&mut self) -> Option<&mut Conditional> {
        self.files.last_mut()?.conditionals.last_mut()
    }

    fn unbalanced(&mut self, span: Span, name: &str) {
        let error = Diagnostic::error(span, format!("unbalanced '-{name}'"));
        self.diagnostics.push(error.with_help("there is no -ifdef, -ifndef or -if that it belongs to"));
    }

    fn elif(&mut self, span: Span, tokens: &[Token]) {
        let Some(current) = self.current_conditional() else { return self.unbalanced(span, "elif") };
        if current.latest == "else" {
            current.active = false;
            self.diagnostics.push(Diagnostic::error(span, "'elif' following 'else'"));
            return;
        }
        current.latest = "elif";
        current.active = false;
        if current.decided {
            return;
        }
        let active = self.condition("elif", &tokens[1..]);
        if let Some(current) = self.current_conditional() {
            (current.active, current.decided) = (active, active);
        }
    }

    fn alternative(&mut self, span: Span, tokens: &[Token]) {
        if !self.ends_at_once("else", tokens) {
            return;
        }
        let Some(current) = self.current_conditional() else { return self.unbalanced(span, "else") };
        if current.latest == "else" {
            current.active = false;
            self.diagnostics.push(Diagnostic::error(span, "repeated '-else'"));
            return;
        }
        current.latest = "else";
        current.active = !current.decided;
        current.decided = true;
    }

    fn endif(&mut self, span: Span, tokens: &[Token]) {
        if !self.ends_at_once("endif", tokens) {
            return;
        }
        if self.files.last_mut().and_then(|file| file.conditionals.pop()).is_none() {
            self.unbalanced(span, "endif");
        }
    }

    /// Whether a dot follows the directive's name; reports it where not. In a part that is skipped
    /// anything may follow, as in OTP.
    fn ends_at_once(&mut self, name: &str, tokens: &[Token]) -> bool {
        let skipped = self.current_conditional().is_some_and(|c| !c.active);
        let ends = skipped || tokens.get(2).is_some_and(|t| t.kind == TokenKind::Dot);
        if !ends {
            let span = tokens.get(2).unwrap_or(&tokens[1]).span;
            let error = Diagnostic::error(span, format!("badly formed '{name}'"));
            self.diagnostics.push(error.with_help(format!("write -{name}.")));
        }
        ends
    }
}
