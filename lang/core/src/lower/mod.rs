//! From the syntax tree to Core, for programs that the checks have accepted.
//!
//! Every function here may assume that variables are bound where they are used and that patterns
//! and guards are legal. Where the assumption does not hold it reports an error and goes on.

mod binaries;
mod binary_comprehension;
mod bit_matching;
mod bit_pattern;
mod boolean;
mod build;
mod calls;
mod clauses;
mod comprehension;
mod env;
mod expected;
mod expr;
mod free;
mod fun;
mod guard;
mod keeping;
mod maps;
mod matching;
mod operators;
mod pattern;
mod records;
mod try_catch;

use std::cell::Cell;
use std::collections::HashMap;
use std::sync::Arc;

use swerl_syntax::ast::{self, Name};
use swerl_syntax::diagnostic::Diagnostic;
use swerl_syntax::span::{SourceMap, Span};

use self::build::Builder;
use self::env::Env;
use crate::facts::{Facts, FunKey};
use crate::files::Places;
use crate::ir::{Block, Closure, End, Failure, Function, FunctionId, Label, Lit, Op, Operand, Var};
use crate::kept::Mention;
use crate::simplify;

pub(crate) use self::expr::simple_literal;
pub(crate) use self::free::{in_clauses as names_in_fun, in_exprs as names_in};

/// A block may nest to this depth along one path. It bounds the native stack that every walk over
/// Core needs.
const MAX_DEPTH: usize = 10_000;

/// Lowers the functions of one module.
pub struct Lowerer<'a> {
    facts: &'a Facts<'a>,
    sources: &'a SourceMap,
    places: &'a Places,
    /// Lowered functions. `None` while one is under way.
    out: Vec<Option<Function>>,
    /// The function under way.
    f: Frame,
    owner: Owner,
    /// Of the decision tree built last: arms that are never reached, each with the arm that fits
    /// wherever it would.
    hidden: Vec<(usize, usize)>,
    /// The funs that stand for `fun f/1`.
    pub(crate) wrappers: HashMap<FunKey, FunctionId>,
    pub diagnostics: Vec<Diagnostic>,
    /// What the written function under way has come to, see [`LoweredForm`].
    mentions: Vec<Mention>,
    foreign: Cell<bool>,
}

/// The state of one function that is being lowered.
#[derive(Debug, Default)]
struct Frame {
    vars: u32,
    labels: u32,
    env: Env,
    block: Builder,
    /// How deep the block under way stands within the function.
    depth: usize,
    too_deep: bool,
}

/// A block that waits while a part of it is built.
#[derive(Debug)]
struct Waiting {
    block: Builder,
    depth: usize,
}

/// The written function that lifted ones are named after.
#[derive(Debug, Default)]
struct Owner {
    /// `-name/arity-`
    prefix: String,
    /// How many funs and comprehensions it has so far.
    numbered: u32,
    /// How many of its functions have been lifted by a name of their own.
    lifted: u32,
    span: Span,
}

/// What a function is lowered from.
struct Source<'s> {
    name: Name,
    span: Span,
    clauses: &'s [ast::Clause],
    arity: u32,
    /// Says in warnings whose clauses they are, with a blank before it; empty for a fun.
    whose: String,
}

impl<'a> Lowerer<'a> {
    pub fn new(facts: &'a Facts<'a>, sources: &'a SourceMap, places: &'a Places) -> Lowerer<'a> {
        Lowerer {
            facts,
            sources,
            places,
            out: Vec::new(),
            f: Frame::default(),
            owner: Owner::default(),
            hidden: Vec::new(),
            wrappers: HashMap::new(),
            diagnostics: Vec::new(),
            mentions: Vec::new(),
            foreign: Cell::new(false),
        }
    }

    /// Lowers all functions. The written ones come first, in source order.
    pub fn functions(&mut self) -> Vec<Function> {
        self.out.resize_with(self.facts.functions.len(), || None);
        for index in 0..self.facts.functions.len() {
            self.written(index);
        }
        self.take_functions()
    }

    /// Lowers a written function.
    fn written(&mut self, index: usize) {
        let written = self.facts.functions[index];
        self.start_owner(&written.name, written.arity, written.span);
        let source = Source {
            name: written.name.clone(),
            span: written.span,
            clauses: &written.clauses,
            arity: written.arity,
            whose: format!(" for {}/{}", written.name, written.arity),
        };
        self.function(FunctionId(index as u32), source, |_| None);
    }

    /// Lowers expressions to a function of the `used` variables, which gives a tuple of the value
    /// and of the tuple of the newly bound variables. Their names come back.
    pub fn expressions(&mut self, name: Name, exprs: &[ast::Expr], used: &[Name], span: Span) -> Vec<Name> {
        let id = self.reserve();
        self.start_owner(&name, used.len() as u32, span);
        self.f = Frame::default();
        let params: Vec<Var> = used.iter().map(|_| self.var()).collect();
        for (name, &param) in used.iter().zip(&params) {
            self.f.env.bind(name.clone(), Operand::Var(param));
        }
        let mark = self.f.env.mark();
        let value = self.body(exprs);
        let (names, values) = self.f.env.since(mark).into_iter().unzip();
        let line = self.line(span);
        let bound = self.tuple(values, line);
        let result = self.tuple(vec![value, bound], line);
        let body = self.finish(End::Return(result));
        self.add_function(id, name, span, params, None, body);
        names
    }

    /// What has been lowered so far.
    pub fn take_functions(&mut self) -> Vec<Function> {
        std::mem::take(&mut self.out).into_iter().flatten().collect()
    }

    /// Lifted functions are named after this one from now on.
    pub fn start_owner(&mut self, name: &Name, arity: u32, span: Span) {
        self.owner = Owner { prefix: format!("-{name}/{arity}-"), numbered: 0, lifted: 0, span };
    }

    /// Lowers the clauses of a function or a fun. `begin` runs first, inside the new function.
    fn function(&mut self, id: FunctionId, source: Source, begin: impl FnOnce(&mut Self) -> Option<Closure>) {
        let outer = std::mem::take(&mut self.f);
        let closure = begin(self);
        let params: Vec<Var> = (0..source.arity).map(|_| self.var()).collect();
        let subjects: Vec<Operand> = params.iter().map(|&v| Operand::Var(v)).collect();
        let line = self.line(source.span);
        let fail = self.label();
        let value = self.choose(
            clauses::Choice {
                clauses: source.clauses,
                whose: &source.whose,
                split: false,
                shadow: true,
                accept: false,
                exports: false,
                taken: true,
            },
            subjects.clone(),
            fail,
            End::Fail { failure: Failure::FunctionClause(subjects), line },
        );
        let body = self.finish(End::Return(value));
        self.add_function(id, source.name, source.span, params, closure, body);
        self.f = outer;
    }

    /// Completes the function under way.
    fn add_function(
        &mut self,
        id: FunctionId,
        name: Name,
        span: Span,
        params: Vec<Var>,
        closure: Option<Closure>,
        body: Block,
    ) {
        let place = self.places.place(self.sources, span);
        self.complete(id, name, place, params, closure, body);
    }

    /// The same for a function at a known place: file and line.
    fn complete(
        &mut self,
        id: FunctionId,
        name: Name,
        (file, line): (Arc<str>, u32),
        params: Vec<Var>,
        closure: Option<Closure>,
        body: Block,
    ) {
        if self.f.too_deep {
            let owner = self.owner.span;
            self.error(owner, "a function that nests this deep is not supported");
        }
        let function = Function { name, params, closure, body, file, line, vars: self.f.vars, hollow: false };
        let labels = self.f.labels;
        self.out[id.0 as usize] = Some(simplify::function(function, labels));
    }

    /// A number for a function that will be lowered.
    fn reserve(&mut self) -> FunctionId {
        self.out.push(None);
        let id = FunctionId(self.out.len() as u32 - 1);
        self.mentions.push(Mention::Lifted(id));
        id
    }

    fn next_number(&mut self) -> u32 {
        self.owner.numbered += 1;
        self.owner.numbered - 1
    }

    fn next_lifted(&mut self) -> u32 {
        self.owner.lifted += 1;
        self.owner.lifted - 1
    }

    fn var(&mut self) -> Var {
        self.f.vars += 1;
        Var(self.f.vars - 1)
    }

    fn label(&mut self) -> Label {
        self.f.labels += 1;
        Label(self.f.labels - 1)
    }

    /// The line of a span, as stack traces give it.
    fn line(&self, span: Span) -> u32 {
        let owner = self.owner.span;
        if span.file != owner.file || span.start < owner.start || span.start > owner.end {
            self.foreign.set(true);
        }
        self.places.place_line(self.sources, span)
    }

    fn error(&mut self, span: Span, message: impl Into<String>) {
        self.diagnostics.push(Diagnostic::error(span, message));
    }

    /// Appends `var = op` to the block under way, for a new variable.
    fn emit(&mut self, op: Op, line: u32) -> Operand {
        let var = self.var();
        self.f.block.push(var, op, line);
        Operand::Var(var)
    }

    /// Builds a block apart from the one under way.
    fn apart(&mut self, build: impl FnOnce(&mut Self) -> Block) -> Block {
        let waiting = self.begin_part();
        let block = build(self);
        self.end_part(waiting);
        block
    }

    /// Starts a block that will stand within the one under way.
    fn begin_part(&mut self) -> Waiting {
        let block = std::mem::take(&mut self.f.block);
        let depth = self.f.depth;
        self.f.depth += block.depth() + 1;
        Waiting { block, depth }
    }

    /// Goes back to the block that has waited; gives what has been built since.
    fn end_part(&mut self, waiting: Waiting) -> Builder {
        self.f.depth = waiting.depth;
        std::mem::replace(&mut self.f.block, waiting.block)
    }

    /// Whether blocks would nest too deep with so many more levels at this place.
    fn is_deep(&mut self, more: usize) -> bool {
        let deep = self.f.depth + self.f.block.depth() + more > MAX_DEPTH;
        self.f.too_deep |= deep;
        deep
    }

    /// Ends the block under way.
    fn finish(&mut self, end: End) -> Block {
        self.f.block.finish(end)
    }

    /// Ends the block under way with another one.
    fn finish_with(&mut self, block: Block) -> Block {
        for stmt in block.stmts {
            self.f.block.push(stmt.var, stmt.op, stmt.line);
        }
        self.finish(block.end)
    }

    /// See [`Builder::join`].
    fn join(&mut self, label: Label, params: Vec<Var>, rest: Block) {
        if !self.is_deep(0) {
            self.f.block.join(label, params, rest);
        }
    }

    /// Goes on where `label` is jumped to with one value, which is the result.
    fn join_value(&mut self, label: Label, rest: Block) -> Operand {
        let value = self.var();
        self.join(label, vec![value], rest);
        Operand::Var(value)
    }
}

/// A block that only jumps.
fn jump(label: Label) -> Block {
    Block { stmts: Vec::new(), end: End::Jump(label, Vec::new()) }
}

/// `label(params) = body in rest`, as a block.
fn joined(label: Label, body: Block, rest: Block) -> Block {
    let end = End::Join { label, params: Vec::new(), body: Box::new(body), rest: Box::new(rest) };
    Block { stmts: Vec::new(), end }
}

fn atom(name: &str) -> Operand {
    Operand::Lit(Lit::Atom(Arc::from(name)))
}
