//! Calls.

use swerl_syntax::ast::{Expr, ExprKind, Name};
use swerl_syntax::span::Span;

use super::{Lowerer, atom};
use crate::facts::Target;
use crate::ir::{Callee, FunctionId, Lit, Op, Operand};
use crate::lint::is_module_info;

/// `apply` to a list of so many expressions is a call.
const MAX_APPLIED: usize = 64;

impl Lowerer<'_> {
    /// `f(Args)`, `F(Args)`, `(expr)(Args)`.
    pub(super) fn call(&mut self, callee: &Expr, args: &[Expr], span: Span) -> Operand {
        let line = self.line(span);
        let facts = self.facts;
        let ExprKind::Atom(name) = &callee.kind else {
            let fun = self.expr(callee);
            let args = self.exprs(args);
            return self.emit(Op::Call { callee: Callee::Fun(fun), args }, line);
        };
        match facts.resolve(name, args.len() as u32) {
            Target::Local(index) => {
                let args = self.exprs(args);
                let callee = Callee::Local(FunctionId(index));
                self.emit(Op::Call { callee, args }, line)
            }
            Target::Imported(module) => {
                let args = self.exprs(args);
                self.remote(atom(&module), atom(name), args, span)
            }
            Target::Builtin => self.builtin_call(name, args, span),
            Target::Unknown if &**name == "record_info" => self.record_info(args, span),
            Target::Unknown if is_module_info(name, args.len() as u32) && facts.module.is_some() => {
                let args = self.exprs(args);
                let own = facts.module.clone().map_or(atom("error"), |name| Operand::Lit(Lit::Atom(name)));
                self.remote(own, atom(name), args, span)
            }
            Target::Unknown => {
                self.error(span, format!("function {name}/{} undefined", args.len()));
                atom("error")
            }
        }
    }

    /// `m:f(Args)`
    pub(super) fn remote_call(
        &mut self,
        module: &Expr,
        function: &Expr,
        args: &[Expr],
        span: Span,
    ) -> Operand {
        if let (ExprKind::Atom(module), ExprKind::Atom(name)) = (&module.kind, &function.kind)
            && &**module == "erlang"
        {
            return self.builtin_call(name, args, span);
        }
        if let (ExprKind::Atom(module), ExprKind::Atom(name)) = (&module.kind, &function.kind)
            && let Some(builtin) = guard_function(module, name, args.len())
        {
            return self.builtin_call(&builtin.into(), args, span);
        }
        let module = self.expr(module);
        let function = self.expr(function);
        let args = self.exprs(args);
        self.remote(module, function, args, span)
    }

    fn remote(&mut self, module: Operand, function: Operand, args: Vec<Operand>, span: Span) -> Operand {
        let callee = Callee::Remote { module, function };
        self.emit(Op::Call { callee, args }, self.line(span))
    }

    fn builtin_call(&mut self, name: &Name, args: &[Expr], span: Span) -> Operand {
        let references: Vec<&Expr> = args.iter().collect();
        if &**name == "is_record"
            && let Some((tag, size)) = self.record_shape(&references)
        {
            let value = self.expr(&args[0]);
            return self.is_record(value, &tag, size);
        }
        // As in OTP, a call with so many arguments, when these are known.
        if &**name == "apply"
            && let Some((list, callee)) = args.split_last()
            && let ExprKind::List { elements, tail: None } = &list.kind
            && elements.len() <= MAX_APPLIED
        {
            match callee {
                [module, function] => return self.remote_call(module, function, elements, span),
                [fun] => {
                    let fun = self.expr(fun);
                    let args = self.exprs(elements);
                    return self.emit(Op::Call { callee: Callee::Fun(fun), args }, self.line(span));
                }
                _ => {}
            }
        }
        let args = self.exprs(args);
        self.builtin(name, args, span)
    }

    /// `record_info(fields, r)` and `record_info(size, r)`.
    fn record_info(&mut self, args: &[Expr], span: Span) -> Operand {
        let facts = self.facts;
        if let [what, name] = args
            && let (ExprKind::Atom(what), ExprKind::Atom(name)) = (&what.kind, &name.kind)
            && let Some(record) = facts.records.get(name)
        {
            match &**what {
                "size" => return Operand::Lit(Lit::Int(record.fields.len() as i64 + 1)),
                "fields" => {
                    let names = record.fields.iter().map(|f| Lit::Atom(f.name.clone())).collect();
                    return Operand::Lit(crate::constant::list(names, Lit::Nil));
                }
                _ => {}
            }
        }
        self.error(span, "illegal record info");
        atom("error")
    }
}

/// The function of `erlang` that a plain call of a function of `maps` is in compiled code: as in OTP, it is the one
/// that fails.
fn guard_function(module: &str, name: &str, arity: usize) -> Option<&'static str> {
    match (module, name, arity) {
        ("maps", "get", 2) => Some("map_get"),
        ("maps", "is_key", 2) => Some("is_map_key"),
        ("maps", "size", 1) => Some("map_size"),
        _ => None,
    }
}
