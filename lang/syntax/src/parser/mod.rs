//! Tokens to syntax tree: one form at a time, by recursive descent; operators by precedence, with
//! explicit stacks.

mod attributes;
mod binaries;
mod clauses;
mod declarations;
mod forms;
mod funs;
mod operators;
mod primary;
mod records;
mod types;
mod unexpected;

use crate::ast::{Expr, Form, Lost, Name, TypeNames};
use crate::diagnostic::Diagnostic;
use crate::span::Span;
use crate::token::{Fixed, Token, TokenKind};

/// How deep brackets, blocks, funs and types may nest in a form. The parser recurses once a level;
/// measured over all constructs, a level needs up to 4 kB of stack, and up to 15 kB without
/// optimization. 10,000 levels fit into the 256 MB that compiling threads have in either case, and
/// leave later stages as much room a level. Real programs stay below 50.
pub const MAX_NESTING: usize = 10_000;

/// How high a form's tree may be, brackets and operators together. `1 + 1 + …` of 100,000 terms is
/// a tree of that height, built without recursion. Dropping a tree recurses and was measured at
/// 110 bytes of stack a level without optimization: 14 MB for the highest. A later stage that
/// recurses over operators has 2 kB a level on the 256 MB of a compiling thread; one that needs
/// more walks the left and right spines of operators by loops.
pub const MAX_HEIGHT: u32 = 120_000;

/// The limits on conditions of `-if`: nobody writes more, and the evaluator is plainly recursive.
const MAX_CONDITION_NESTING: usize = 1_000;
const MAX_CONDITION_HEIGHT: u32 = 5_000;

/// An error has been reported; the form is given up.
pub(crate) struct Failed;

pub(crate) type Parse<T> = Result<T, Failed>;

/// A bracket or block whose end has not come yet.
#[derive(Clone, Copy)]
struct Opener {
    /// Where its first token stands among the form's.
    index: usize,
    span: Span,
    open: &'static str,
    close: &'static str,
}

/// Where an expression stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Expression,
    /// An argument of a function or fun, or a pattern after `catch`: the grammar has fewer
    /// expressions there. In lists and the like inside it, it has all again.
    Pattern,
}

pub(crate) struct Parser<'t> {
    /// The form's tokens; the last is `Dot` or `End`, and the position never passes it.
    tokens: Vec<Token>,
    position: usize,
    /// The text that the tokens are from.
    text: &'t str,
    openers: Vec<Opener>,
    nesting: usize,
    /// The height of the highest expression finished since the innermost unfinished one began.
    height: u32,
    max_nesting: usize,
    max_height: u32,
    /// The types of the form under way.
    types: TypeNames,
    /// The type variables of the definition, or the clause of a specification, under way.
    type_variables: Vec<(Name, Span)>,
    pub errors: Vec<Diagnostic>,
}

/// The forms in one form's tokens: one, or none after an error, or more where a dot is missing.
pub(crate) fn parse_forms(
    tokens: Vec<Token>,
    text: &str,
    lost: &mut Lost,
    errors: &mut Vec<Diagnostic>,
) -> Vec<Form> {
    let mut parser = Parser::new(tokens, text);
    let forms = parser.forms();
    if !parser.errors.is_empty() {
        parser.note_lost(lost);
        errors.append(&mut parser.errors);
    }
    forms
}

/// `expr, expr, … .`
pub(crate) fn parse_exprs(tokens: Vec<Token>, text: &str, errors: &mut Vec<Diagnostic>) -> Vec<Expr> {
    let mut parser = Parser::new(tokens, text);
    let exprs = parser.expressions_to_dot();
    errors.append(&mut parser.errors);
    exprs.unwrap_or_default()
}

/// The condition of an `-if`.
pub(crate) fn parse_condition(tokens: Vec<Token>) -> Result<Vec<Expr>, Box<Diagnostic>> {
    let mut parser = Parser::new(tokens, "");
    parser.max_nesting = MAX_CONDITION_NESTING;
    parser.max_height = MAX_CONDITION_HEIGHT;
    parser.expressions_to_dot().map_err(|Failed| parser.first_error())
}

/// Whether the tokens are one constant, as `-error(Term).` needs it.
pub(crate) fn parse_term(tokens: Vec<Token>) -> bool {
    let exprs = Parser::new(tokens, "").expressions_to_dot();
    matches!(exprs.as_deref(), Ok([expr]) if attributes::non_constant(expr).is_none())
}

impl<'t> Parser<'t> {
    fn new(tokens: Vec<Token>, text: &'t str) -> Parser<'t> {
        Parser {
            tokens,
            position: 0,
            text,
            openers: Vec::new(),
            nesting: 0,
            height: 0,
            max_nesting: MAX_NESTING,
            max_height: MAX_HEIGHT,
            types: TypeNames::default(),
            type_variables: Vec::new(),
            errors: Vec::new(),
        }
    }

    fn expressions_to_dot(&mut self) -> Parse<Vec<Expr>> {
        let exprs = self.expressions()?;
        if self.peek() != &TokenKind::Dot {
            return self.unexpected("`,`, `.` or an operator");
        }
        Ok(exprs)
    }

    fn first_error(&mut self) -> Box<Diagnostic> {
        let error = self.errors.pop();
        error.unwrap_or_else(|| Diagnostic::error(self.span(), "syntax error")).boxed()
    }

    fn peek(&self) -> &TokenKind {
        &self.tokens[self.position].kind
    }

    /// The token at a distance ahead; the form's last one past the end.
    fn peek_at(&self, distance: usize) -> &TokenKind {
        let last = self.tokens.len() - 1;
        &self.tokens[(self.position + distance).min(last)].kind
    }

    fn at(&self, fixed: Fixed) -> bool {
        self.peek().is(fixed)
    }

    /// The place of the next token.
    fn span(&self) -> Span {
        self.tokens[self.position].span
    }

    /// The place of the token before the next one.
    fn last_span(&self) -> Span {
        self.tokens[self.position.saturating_sub(1)].span
    }

    /// From a place to the end of what has been read.
    fn since(&self, start: Span) -> Span {
        start.to(self.last_span())
    }

    fn advance(&mut self) -> Span {
        let span = self.span();
        if self.position + 1 < self.tokens.len() {
            self.position += 1;
        }
        span
    }

    /// Takes the next token's content; what remains of it in the list serves error messages.
    fn take(&mut self) -> TokenKind {
        let kind = self.tokens[self.position].kind.clone();
        self.advance();
        kind
    }

    fn accept(&mut self, fixed: Fixed) -> bool {
        let found = self.at(fixed);
        if found {
            self.advance();
        }
        found
    }

    fn expect(&mut self, fixed: Fixed, expected: &str) -> Parse<Span> {
        if self.at(fixed) { Ok(self.advance()) } else { self.unexpected(expected) }
    }

    /// An atom where the grammar has nothing else.
    fn expect_atom(&mut self, expected: &str) -> Parse<Name> {
        match self.peek() {
            TokenKind::Atom(name) => {
                let name = name.clone();
                self.advance();
                Ok(name)
            }
            _ => self.unexpected(expected),
        }
    }

    /// Takes the token that begins a bracket or block.
    fn open(&mut self, close: &'static str) -> Span {
        let open = match self.peek() {
            TokenKind::Fixed(fixed) => fixed.text(),
            _ => "",
        };
        let index = self.position;
        let span = self.advance();
        self.openers.push(Opener { index, span, open, close });
        span
    }

    /// Takes the token that ends the innermost bracket or block.
    fn close(&mut self, fixed: Fixed, expected: &str) -> Parse<()> {
        self.expect(fixed, expected)?;
        self.openers.pop();
        Ok(())
    }

    /// Parses something that may hold itself; reports it where it nests too deep.
    fn nested<T>(&mut self, parse: impl FnOnce(&mut Self) -> Parse<T>) -> Parse<T> {
        if self.nesting >= self.max_nesting {
            let limit = self.max_nesting;
            return self.too_deep(limit);
        }
        self.nesting += 1;
        let result = parse(self);
        self.nesting -= 1;
        result
    }

    fn too_deep<T>(&mut self, limit: usize) -> Parse<T> {
        let error = Diagnostic::error(self.span(), "this is nested too deep");
        let help = format!("at most {limit} levels are possible; give a part of it a name");
        self.fail(error.with_help(help))
    }

    fn fail<T>(&mut self, error: Diagnostic) -> Parse<T> {
        self.errors.push(error);
        Err(Failed)
    }
}
