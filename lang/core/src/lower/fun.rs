//! Funs.

use std::sync::Arc;

use swerl_syntax::ast::{Clause, Expr, ExprKind, Name};
use swerl_syntax::span::Span;

use super::{Lowerer, Source, atom, free};
use crate::facts::{FunKey, Target};
use crate::ir::{Callee, Closure, End, FunctionId, Lit, Op, Operand, Var};
use crate::kept::Mention;
use crate::lint::is_module_info;

/// What a lifted function gets from the one that it is lifted out of.
#[derive(Debug, Default)]
pub(super) struct Captures {
    pub names: Vec<Name>,
    /// What each of them is outside.
    pub operands: Vec<Operand>,
    /// Names that stand for constants: nothing needs to be passed for them.
    constants: Vec<(Name, Operand)>,
}

impl Lowerer<'_> {
    /// The variables among `names` that are bound here, sorted by name.
    pub(super) fn captures(&self, names: free::Names) -> Captures {
        let mut captures = Captures::default();
        for name in names {
            match self.f.env.get(&name) {
                Some(Operand::Lit(lit)) => {
                    captures.constants.push((name, Operand::Lit(lit.clone())));
                }
                Some(operand) => {
                    captures.operands.push(operand.clone());
                    captures.names.push(name);
                }
                None => {}
            }
        }
        captures
    }

    /// Binds captured names inside the new function; gives the variables that hold them.
    pub(super) fn bind_captures(&mut self, captures: &Captures) -> Vec<Var> {
        for (name, operand) in &captures.constants {
            self.f.env.bind(name.clone(), operand.clone());
        }
        let mut vars = Vec::new();
        for name in &captures.names {
            let var = self.var();
            self.f.env.bind(name.clone(), Operand::Var(var));
            vars.push(var);
        }
        vars
    }

    /// `fun (…) -> … end` or `fun Name(…) -> … end`
    pub(super) fn fun(&mut self, name: Option<&Name>, clauses: &[Clause], span: Span) -> Operand {
        let arity = clauses.first().map_or(0, |c| c.patterns.len()) as u32;
        let name = name.filter(|name| &***name != "_");
        let mut names = free::in_clauses(clauses);
        if let Some(name) = name {
            names.remove(name);
        }
        let captures = self.captures(names);
        let id = self.reserve();
        // A named fun comes before what is lifted out of it, as in OTP.
        let own = if name.is_some() { self.next_lifted() } else { 0 };
        let source = Source { name: "".into(), span, clauses, arity, whose: String::new() };
        self.function(id, source, |s| {
            let vars = s.bind_captures(&captures);
            let this = name.map(|name| {
                let this = s.var();
                s.f.env.bind(name.clone(), Operand::Var(this));
                this
            });
            Some(Closure { captures: vars, this })
        });
        let number = self.next_number();
        let prefix = &self.owner.prefix;
        let lifted = match name {
            None => format!("{prefix}fun-{number}-"),
            Some(name) => format!("{prefix}{name}/{arity}-{own}-"),
        };
        if let Some(function) = &mut self.out[id.0 as usize] {
            function.name = lifted.into();
        }
        let captured = captures.operands;
        self.emit(Op::MakeFun { function: id, captured }, self.line(span))
    }

    /// `fun f/1`
    pub(super) fn fun_local(&mut self, name: &Name, arity: u32, span: Span) -> Operand {
        match self.facts.resolve(name, arity) {
            Target::Local(index) => {
                let function = self.wrapper(name, arity, FunctionId(index), span);
                let captured = Vec::new();
                self.emit(Op::MakeFun { function, captured }, self.line(span))
            }
            Target::Imported(module) => Operand::Lit(Lit::ExternalFun(module, name.clone(), arity)),
            Target::Builtin => self.builtin_fun(name, arity, span),
            Target::Unknown if is_module_info(name, arity) && self.facts.module.is_some() => {
                let module = self.facts.module.clone().unwrap_or_else(|| name.clone());
                Operand::Lit(Lit::ExternalFun(module, name.clone(), arity))
            }
            Target::Unknown => {
                self.error(span, format!("function {name}/{arity} undefined"));
                atom("error")
            }
        }
    }

    /// `fun length/1`: a fun of this module that calls the built-in function.
    fn builtin_fun(&mut self, name: &Name, arity: u32, span: Span) -> Operand {
        let id = self.reserve();
        let outer = std::mem::take(&mut self.f);
        let params: Vec<Var> = (0..arity).map(|_| self.var()).collect();
        let value = self.builtin(name, params.iter().map(|&v| Operand::Var(v)).collect(), span);
        let body = self.finish(End::Return(value));
        let number = self.next_number();
        let lifted = format!("{}fun-{number}-", self.owner.prefix);
        self.add_function(id, lifted.into(), span, params, Some(Closure::default()), body);
        self.f = outer;
        self.emit(Op::MakeFun { function: id, captured: Vec::new() }, self.line(span))
    }

    /// The fun that calls a local function: one for all places that make it.
    fn wrapper(&mut self, name: &Name, arity: u32, target: FunctionId, span: Span) -> FunctionId {
        self.line(span);
        let (file, line) = self.places.place(self.sources, span);
        self.wrapper_at((name.clone(), arity), target, file, line)
    }

    /// The same for the first place that makes it.
    pub(super) fn wrapper_at(
        &mut self,
        key: FunKey,
        target: FunctionId,
        file: Arc<str>,
        line: u32,
    ) -> FunctionId {
        self.mentions.push(Mention::Wrapper(key.clone(), line));
        if let Some(&id) = self.wrappers.get(&key) {
            return id;
        }
        self.out.push(None);
        let id = FunctionId(self.out.len() as u32 - 1);
        let (name, arity) = &key;
        let lifted = format!("-fun.{name}/{arity}-").into();
        let outer = std::mem::take(&mut self.f);
        let params: Vec<Var> = (0..*arity).map(|_| self.var()).collect();
        let args = params.iter().map(|&v| Operand::Var(v)).collect();
        let value = self.emit(Op::Call { callee: Callee::Local(target), args }, line);
        let body = self.finish(End::Return(value));
        self.complete(id, lifted, (file, line), params, Some(Closure::default()), body);
        self.f = outer;
        self.wrappers.insert(key, id);
        id
    }

    /// `fun m:f/a`
    pub(super) fn fun_remote(&mut self, module: &Expr, function: &Expr, arity: &Expr, span: Span) -> Operand {
        if let (ExprKind::Atom(module), ExprKind::Atom(function), ExprKind::Integer(arity)) =
            (&module.kind, &function.kind, &arity.kind)
            && let Ok(arity) = u32::try_from(arity)
        {
            return Operand::Lit(Lit::ExternalFun(module.clone(), function.clone(), arity));
        }
        let args = vec![self.expr(module), self.expr(function), self.expr(arity)];
        self.builtin("make_fun", args, span)
    }
}
