//! The table of macros.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::Preprocessor;
use crate::ast::Name;
use crate::diagnostic::Diagnostic;
use crate::scanner::Scanner;
use crate::span::Span;
use crate::token::{Fixed, Names, Token, TokenKind};

/// The release that Swerl's language is.
const OTP_RELEASE: i64 = 25;

/// A macro's name and the number of its arguments; `None` where it has no parentheses.
pub(super) type Use = (Name, Option<usize>);

/// One definition of a macro.
#[derive(Debug, Clone)]
pub(super) struct Definition {
    /// `None`: without parentheses.
    pub parameters: Option<Rc<[Name]>>,
    pub body: Rc<[Token]>,
    /// The macros that the body names.
    pub uses: Vec<Use>,
}

#[derive(Debug)]
pub(super) enum Entry {
    /// Given by the language; `None` while it has no value yet. Can be undefined, not redefined.
    Predefined(Option<Token>),
    /// Definitions that differ in the number of arguments.
    Defined(Vec<Definition>),
}

#[derive(Debug, Default)]
pub(super) struct Macros {
    entries: HashMap<Name, Entry>,
    /// Uses that are known to lead into no circle, until a definition changes.
    sound: HashSet<Use>,
}

impl Definition {
    pub fn arity(&self) -> Option<usize> {
        self.parameters.as_ref().map(|p| p.len())
    }
}

impl Macros {
    pub fn get(&self, name: &str) -> Option<&Entry> {
        self.entries.get(name)
    }

    pub fn is_defined(&self, name: &str) -> bool {
        self.entries.contains_key(name)
    }

    pub fn set_predefined(&mut self, name: Name, token: Token) {
        self.entries.insert(name, Entry::Predefined(Some(token)));
    }

    pub fn remove(&mut self, name: &str) {
        self.entries.remove(name);
        self.sound.clear();
    }

    /// Adds a definition, or says why there can be none.
    pub fn define(&mut self, name: Name, definition: Definition) -> Result<(), String> {
        let shown = name.clone();
        match self.entries.entry(name).or_insert_with(|| Entry::Defined(Vec::new())) {
            Entry::Predefined(_) => Err(format!("redefining predefined macro '{shown}'")),
            Entry::Defined(all) if all.iter().any(|d| d.arity() == definition.arity()) => {
                Err(format!("redefining macro '{shown}'"))
            }
            Entry::Defined(all) => {
                all.push(definition);
                self.sound.clear();
                Ok(())
            }
        }
    }

    /// The macros that exist before the first form.
    pub fn predefine(&mut self, names: &mut Names, maybe: bool) {
        let token = |kind| Some(Token { span: Span::default(), kind });
        let predefined = [
            ("FILE", None),
            ("LINE", None),
            ("FUNCTION_NAME", None),
            ("FUNCTION_ARITY", None),
            ("MODULE", None),
            ("MODULE_STRING", None),
            ("BASE_MODULE", None),
            ("BASE_MODULE_STRING", None),
            ("MACHINE", token(TokenKind::Atom(names.intern("BEAM")))),
            ("BEAM", token(TokenKind::Atom(names.intern("true")))),
            ("OTP_RELEASE", token(TokenKind::Integer(OTP_RELEASE.into()))),
        ];
        for (name, token) in predefined {
            self.entries.insert(names.intern(name), Entry::Predefined(token));
        }
        self.define_feature(names, "FEATURE_AVAILABLE", true);
        self.define_feature(names, "FEATURE_ENABLED", maybe);
    }

    /// `?FEATURE_…(X)`: whether X is the one feature there is, or never.
    pub fn define_feature(&mut self, names: &mut Names, name: &str, maybe: bool) {
        let parameter = names.intern("X");
        let kinds = match maybe {
            false => vec![TokenKind::Atom(names.intern("false"))],
            true => vec![
                TokenKind::Fixed(Fixed::OpenParen),
                TokenKind::Var(parameter.clone()),
                TokenKind::Fixed(Fixed::EqualEqual),
                TokenKind::Atom(names.intern("maybe_expr")),
                TokenKind::Fixed(Fixed::CloseParen),
            ],
        };
        let body = kinds.into_iter().map(|kind| Token { span: Span::default(), kind }).collect();
        let definition = Definition { parameters: Some([parameter].into()), body, uses: Vec::new() };
        self.entries.insert(names.intern(name), Entry::Defined(vec![definition]));
        self.sound.clear();
    }

    /// Whether using this macro leads back to itself.
    pub fn is_circular(&mut self, start: Use) -> bool {
        if self.sound.contains(&start) {
            return false;
        }
        // Depth first with an explicit stack, for a chain of macros may be long.
        let mut path = HashSet::from([start.clone()]);
        let mut stack = vec![(self.uses_of(&start), start)];
        while let Some((pending, current)) = stack.last_mut() {
            let Some(next) = pending.pop() else {
                path.remove(current);
                self.sound.insert(current.clone());
                stack.pop();
                continue;
            };
            if path.contains(&next) {
                return true;
            }
            if !self.sound.contains(&next) {
                path.insert(next.clone());
                stack.push((self.uses_of(&next), next));
            }
        }
        false
    }

    fn uses_of(&self, (name, arity): &Use) -> Vec<Use> {
        let Some(Entry::Defined(all)) = self.entries.get(name) else { return Vec::new() };
        let exact = all.iter().find(|d| d.arity() == *arity);
        exact.or_else(|| all.iter().find(|d| d.arity().is_none())).map_or(Vec::new(), |d| d.uses.clone())
    }
}

impl Preprocessor<'_> {
    /// Defines the macros that the caller gives.
    pub(super) fn define_options(&mut self, macros: &[(String, Option<String>)]) {
        for (name, text) in macros {
            let text = text.as_deref().unwrap_or("true");
            let file = self.sources.add(format!("-D{name}"), text);
            let mut tokens = Vec::new();
            let mut scanner = Scanner::new(text, file, 0, &mut self.names, &mut self.diagnostics);
            scanner.form(&mut tokens);
            tokens.pop();
            let definition = Definition { parameters: None, body: tokens.into(), uses: Vec::new() };
            if let Err(message) = self.macros.define(self.names.intern(name), definition) {
                self.diagnostics.push(Diagnostic::error(Span::new(file, 0, text.len()), message));
            }
        }
    }
}
