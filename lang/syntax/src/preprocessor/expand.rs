//! The expansion of macros in a form, as if their text stood in place of their use.

use std::rc::Rc;

use super::Preprocessor;
use super::macros::{Definition, Entry};
use crate::ast::Name;
use crate::diagnostic::Diagnostic;
use crate::span::Span;
use crate::token::{Fixed, Token, TokenKind};

/// The most tokens that the macros of one form may produce. Macros that double each other reach
/// any size in a few lines; a form of a real program stays below a hundredth of this.
const MAX_EXPANSION: usize = 1_000_000;

/// How many tokens that are only looked at cost as much time as one that is produced. Uses that
/// nest as arguments look at the same tokens again and again.
const READS_PER_TOKEN: usize = 8;

type Failure = Box<Diagnostic>;

/// What `?FUNCTION_NAME` and `?FUNCTION_ARITY` stand for in a form.
#[derive(Clone)]
enum Function {
    /// They stay as they are: not known here.
    Keep,
    /// Not looked up yet: the form's tokens as they are written.
    Unknown(Rc<[Token]>),
    Known(Name, usize),
}

/// A macro's body on its way through the expansion, or the form itself.
struct Frame {
    /// What is to be read, the next token last.
    input: Vec<Token>,
    output: Vec<Token>,
}

struct Expansion<'p, 'r> {
    preprocessor: &'p mut Preprocessor<'r>,
    function: Function,
    frames: Vec<Frame>,
    /// How many more tokens may be produced.
    budget: usize,
}

impl Preprocessor<'_> {
    /// A form with its macros expanded.
    pub(super) fn expand_form(&mut self, tokens: Vec<Token>) -> Result<Vec<Token>, Failure> {
        if !tokens.iter().any(|t| t.kind.is(Fixed::Question)) {
            return Ok(tokens);
        }
        let function = Function::Unknown(tokens.as_slice().into());
        self.expand(tokens, function, MAX_EXPANSION)
    }

    /// A directive's tokens with their macros expanded.
    pub(super) fn expand_directive(&mut self, tokens: &[Token]) -> Result<Vec<Token>, Failure> {
        self.expand(tokens.to_vec(), Function::Keep, MAX_EXPANSION)
    }

    fn expand(
        &mut self,
        mut tokens: Vec<Token>,
        function: Function,
        budget: usize,
    ) -> Result<Vec<Token>, Failure> {
        tokens.reverse();
        let frames = vec![Frame { input: tokens, output: Vec::new() }];
        Expansion { preprocessor: self, function, frames, budget }.run()
    }
}

impl Expansion<'_, '_> {
    fn run(mut self) -> Result<Vec<Token>, Failure> {
        loop {
            let frame = self.frame();
            let Some(token) = frame.input.pop() else {
                match self.leave() {
                    Some(done) => return Ok(done),
                    None => continue,
                }
            };
            if token.kind.is(Fixed::Question)
                && let Some(name) = frame.input.pop()
            {
                self.macro_use(token, name)?;
            } else {
                frame.output.push(token);
            }
        }
    }

    fn frame(&mut self) -> &mut Frame {
        self.frames.last_mut().expect("the form's own frame stays until the end")
    }

    /// Ends the innermost frame: its output is read again in its surroundings, for it may end
    /// with a `?`. Gives the whole output at the end.
    fn leave(&mut self) -> Option<Vec<Token>> {
        let mut done = self.frames.pop()?.output;
        let Some(outer) = self.frames.last_mut() else { return Some(done) };
        if done.iter().any(|t| t.kind.is(Fixed::Question)) {
            done.reverse();
            outer.input.append(&mut done);
        } else {
            outer.output.append(&mut done);
        }
        None
    }

    fn spend(&mut self, tokens: usize, span: Span) -> Result<(), Failure> {
        match self.budget.checked_sub(tokens) {
            Some(left) => {
                self.budget = left;
                Ok(())
            }
            None => {
                let message = "the macros of this form expand to too much";
                let help = format!("one form may grow by {MAX_EXPANSION} tokens");
                Err(Diagnostic::error(span, message).with_help(help).boxed())
            }
        }
    }

    /// `? name`, both taken from the input.
    fn macro_use(&mut self, question: Token, name: Token) -> Result<(), Failure> {
        let span = question.span.to(name.span);
        match &name.kind {
            TokenKind::Var(text) if matches!(&**text, "FUNCTION_NAME" | "FUNCTION_ARITY") => {
                self.function_macro(question, name, span)
            }
            TokenKind::Var(text) if &**text == "LINE" => {
                let line = self.preprocessor.line(span);
                self.preprocessor.line_used = true;
                self.frame().output.push(Token { span, kind: TokenKind::Integer(line.into()) });
                Ok(())
            }
            TokenKind::Atom(text) | TokenKind::Var(text) => self.named_macro(text, span),
            _ => {
                let message = format!("illegal macro call '?{}'", name.kind.source());
                Err(Diagnostic::error(span, message)
                    .with_help("a macro's name follows `?`; `??` stands before a parameter in a definition")
                    .boxed())
            }
        }
    }

    fn named_macro(&mut self, name: &Name, span: Span) -> Result<(), Failure> {
        let input = &self.frame().input;
        let length = input.len();
        let arity = count_arguments(length, |i| &input[length - 1 - i].kind);
        let Arguments { count: arity, read } = arity.map_err(|_| bad_argument(span, name))?;
        self.spend(1 + read / READS_PER_TOKEN, span)?;
        let definition = match self.preprocessor.macros.get(name) {
            None | Some(Entry::Predefined(None)) => return Err(undefined(span, name, arity)),
            Some(Entry::Predefined(Some(token))) => {
                let token = Token { span, kind: token.kind.clone() };
                self.frame().output.push(token);
                return Ok(());
            }
            Some(Entry::Defined(all)) => match all.as_slice() {
                [only] if only.parameters.is_none() => only.clone(),
                _ => match all.iter().find(|d| d.arity() == arity) {
                    Some(definition) => definition.clone(),
                    None => return Err(mismatch(span, name, all)),
                },
            },
        };
        if self.preprocessor.macros.is_circular((name.clone(), definition.arity())) {
            let shown = definition.arity().map_or(name.to_string(), |n| format!("{name}/{n}"));
            return Err(Diagnostic::error(span, format!("circular macro '{shown}'"))
                .with_help("its definition leads back to itself")
                .boxed());
        }
        match &definition.parameters {
            None => self.enter(&definition, span),
            Some(parameters) => self.substitute(name, parameters, &definition.body, span),
        }
    }

    /// A macro without parentheses: its body is expanded by itself first.
    fn enter(&mut self, definition: &Definition, span: Span) -> Result<(), Failure> {
        self.spend(definition.body.len(), span)?;
        let body = definition.body.iter().rev();
        let input = body.map(|t| Token { span, kind: t.kind.clone() }).collect();
        self.frames.push(Frame { input, output: Vec::new() });
        Ok(())
    }

    /// A macro with parentheses: its body with the arguments in it takes the place of its use,
    /// and is read again together with what follows.
    fn substitute(
        &mut self,
        name: &Name,
        parameters: &[Name],
        body: &[Token],
        span: Span,
    ) -> Result<(), Failure> {
        let mut arguments: Vec<Vec<Token>> = Vec::new();
        self.frame().input.pop();
        while arguments.len() < parameters.len() {
            let argument = self.take_argument();
            if argument.is_empty() {
                let message = format!("argument mismatch for macro '{name}'");
                return Err(Diagnostic::error(span, message).with_help("an argument is empty").boxed());
            }
            // The comma or the closing parenthesis after it.
            self.frame().input.pop();
            arguments.push(argument);
        }
        if parameters.is_empty() {
            self.frame().input.pop();
        }
        let mut expansion = Vec::new();
        // Tokens after an argument count as standing behind it, as OTP has it.
        let mut place = span;
        let mut index = 0;
        while let Some(token) = body.get(index) {
            let stringified = stringified_parameter(&body[index..]);
            index += if stringified.is_some() { 3 } else { 1 };
            let variable = match (&token.kind, stringified) {
                (_, Some(variable)) => Some(variable),
                (TokenKind::Var(variable), None) => Some(variable),
                _ => None,
            };
            let argument = variable.and_then(|v| parameters.iter().position(|p| p == v));
            let argument = argument.map(|i| &arguments[i]);
            self.spend(argument.map_or(1, Vec::len), span)?;
            match (argument, stringified) {
                (Some(argument), Some(_)) => expansion.push(stringify(argument, place)),
                (Some(argument), None) => {
                    expansion.extend(argument.iter().cloned());
                    place = argument.last().map_or(place, |t| t.span);
                }
                (None, Some(variable)) => {
                    expansion.push(Token { span: place, kind: TokenKind::Var(variable.clone()) });
                }
                (None, None) => expansion.push(Token { span: place, kind: token.kind.clone() }),
            }
        }
        expansion.reverse();
        self.frame().input.append(&mut expansion);
        Ok(())
    }

    /// The tokens of an argument; the input is left at the comma or parenthesis that ends it.
    fn take_argument(&mut self) -> Vec<Token> {
        let input = &mut self.frame().input;
        let length = input.len();
        let count = argument_length(length, |i| &input[length - 1 - i].kind);
        let mut argument = input.split_off(length - count);
        argument.reverse();
        argument
    }

    fn function_macro(&mut self, question: Token, name: Token, span: Span) -> Result<(), Failure> {
        if let Function::Unknown(form) = &self.function {
            let form = form.to_vec();
            let budget = self.budget;
            self.function = match self.preprocessor.expand(form, Function::Keep, budget) {
                Ok(expanded) => function_of(&expanded, &name, span)?,
                // The expansion that goes on here comes to the same error.
                Err(_) => Function::Keep,
            };
        }
        let (function, frame) = (self.function.clone(), self.frame());
        let is_name = matches!(&name.kind, TokenKind::Var(text) if &**text == "FUNCTION_NAME");
        match function {
            Function::Known(function, _) if is_name => {
                frame.output.push(Token { span, kind: TokenKind::Atom(function) });
            }
            Function::Known(_, arity) => {
                frame.output.push(Token { span, kind: TokenKind::Integer(arity.into()) });
            }
            _ => frame.output.extend([question, name]),
        }
        Ok(())
    }
}

/// The function whose clauses begin with these tokens.
fn function_of(tokens: &[Token], used: &Token, span: Span) -> Result<Function, Failure> {
    let macro_name = used.kind.source();
    match tokens {
        [Token { kind: TokenKind::Atom(name), .. }, open, rest @ ..] if open.kind.is(Fixed::OpenParen) => {
            Ok(Function::Known(name.clone(), parameters_in_head(rest)))
        }
        [question, ..] if question.kind.is(Fixed::Question) => {
            Err(Diagnostic::error(span, format!("?{macro_name} must not begin a form")).boxed())
        }
        _ => {
            let message = format!("?{macro_name} can only be used within a function");
            Err(Diagnostic::error(span, message).boxed())
        }
    }
}

/// How many parameters a function's head has; the tokens begin after its opening parenthesis.
/// This counts as OTP 25 does, which finds 0 in `f([])` and 1 in `f([], X)`: a program's meaning
/// must not depend on where it is compiled.
fn parameters_in_head(tokens: &[Token]) -> usize {
    use Fixed::*;
    let mut depth = 1;
    let mut arity = 0;
    for token in tokens {
        match token.kind {
            TokenKind::Fixed(Comma) if depth == 1 => arity += 1,
            TokenKind::Fixed(Comma) => {}
            TokenKind::Fixed(OpenParen | OpenBrace | OpenBracket | OpenBinary) => depth += 1,
            TokenKind::Fixed(CloseParen | CloseBrace | CloseBracket | CloseBinary) => {
                depth -= 1;
                if depth == 0 {
                    break;
                }
            }
            _ => arity = arity.max(1),
        }
    }
    arity
}

/// The arguments that follow a macro's name.
pub(super) struct Arguments {
    /// `None` where no parenthesis follows.
    pub count: Option<usize>,
    /// How many tokens were read to tell.
    pub read: usize,
}

/// Counts the arguments that follow a macro's name. Tokens are read through `at`, by their
/// distance. An error if the parentheses are not closed or an argument is missing at their start
/// or end.
pub(super) fn count_arguments<'t>(
    length: usize,
    at: impl Fn(usize) -> &'t TokenKind,
) -> Result<Arguments, ()> {
    let kind = |i: usize| if i < length { Some(at(i)) } else { None };
    let is = |i: usize, fixed: Fixed| kind(i).is_some_and(|k| k.is(fixed));
    if !is(0, Fixed::OpenParen) {
        return Ok(Arguments { count: None, read: 0 });
    }
    if is(1, Fixed::CloseParen) {
        return Ok(Arguments { count: Some(0), read: 2 });
    }
    if is(1, Fixed::Comma) {
        return Err(());
    }
    let mut position = 1;
    let mut arguments = 0;
    loop {
        position += argument_length(length - position, |i| at(position + i));
        arguments += 1;
        if is(position, Fixed::CloseParen) {
            return Ok(Arguments { count: Some(arguments), read: position });
        }
        if !is(position, Fixed::Comma) || is(position + 1, Fixed::CloseParen) {
            return Err(());
        }
        position += 1;
    }
}

/// The number of tokens up to the comma or parenthesis that ends an argument; brackets and
/// `begin … end` and their like are passed whole.
fn argument_length<'t>(length: usize, at: impl Fn(usize) -> &'t TokenKind) -> usize {
    use Fixed::*;
    let mut closers: Vec<Fixed> = Vec::new();
    for position in 0..length {
        let TokenKind::Fixed(fixed) = *at(position) else { continue };
        match fixed {
            Comma | CloseParen if closers.is_empty() => return position,
            OpenParen => closers.push(CloseParen),
            OpenBinary => closers.push(CloseBinary),
            OpenBracket => closers.push(CloseBracket),
            OpenBrace => closers.push(CloseBrace),
            Begin | If | Case | Receive | Try | Cond => closers.push(EndWord),
            Fun if opens_fun(length, position, &at) => closers.push(EndWord),
            _ if closers.last() == Some(&fixed) => _ = closers.pop(),
            _ => {}
        }
    }
    length
}

/// Whether `fun` here begins clauses, not `fun name/arity`.
fn opens_fun<'t>(length: usize, position: usize, at: &impl Fn(usize) -> &'t TokenKind) -> bool {
    let is_paren = |i: usize| i < length && at(i).is(Fixed::OpenParen);
    let named = position + 1 < length && matches!(at(position + 1), TokenKind::Var(_));
    is_paren(position + 1) || (named && is_paren(position + 2))
}

/// The variable in `?? Var` at the start of the tokens.
fn stringified_parameter(tokens: &[Token]) -> Option<&Name> {
    match tokens {
        [first, second, Token { kind: TokenKind::Var(name), .. }, ..]
            if first.kind.is(Fixed::Question) && second.kind.is(Fixed::Question) =>
        {
            Some(name)
        }
        _ => None,
    }
}

/// `??Arg`: the argument's tokens as a string, with a space between them.
fn stringify(argument: &[Token], span: Span) -> Token {
    let words: Vec<String> = argument.iter().map(|t| t.kind.source()).collect();
    let points = words.join(" ").chars().map(u32::from).collect();
    Token { span, kind: TokenKind::String(points) }
}

pub(super) fn bad_argument(span: Span, name: &str) -> Failure {
    Diagnostic::error(span, format!("badly formed argument for macro '{name}'"))
        .with_help("an argument is missing, or the parentheses are not closed")
        .boxed()
}

fn undefined(span: Span, name: &str, arity: Option<usize>) -> Failure {
    let shown = arity.map_or(name.to_owned(), |n| format!("{name}/{n}"));
    let error = Diagnostic::error(span, format!("undefined macro '{shown}'"));
    match name {
        "MODULE" | "MODULE_STRING" => error.with_help("it has a value after -module(name)."),
        _ => error,
    }
    .boxed()
}

fn mismatch(span: Span, name: &str, definitions: &[Definition]) -> Failure {
    let forms: Vec<String> = definitions
        .iter()
        .map(|d| match d.arity() {
            None => format!("?{name}"),
            Some(0) => format!("?{name}()"),
            Some(1) => format!("?{name}(…) with 1 argument"),
            Some(n) => format!("?{name}(…) with {n} arguments"),
        })
        .collect();
    Diagnostic::error(span, format!("argument mismatch for macro '{name}'"))
        .with_help(format!("it is defined as {}", forms.join(" and ")))
        .boxed()
}
