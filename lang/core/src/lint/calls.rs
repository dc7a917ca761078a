//! Calls, and funs that name a function.

use swerl_syntax::ast::{Expr, ExprKind, Name};
use swerl_syntax::diagnostic::Diagnostic;
use swerl_syntax::span::Span;

use super::Checker;
use super::forms::no_auto_import;
use super::functions::is_module_info;
use crate::builtins;
use crate::facts::Target;

impl Checker<'_> {
    pub(super) fn call(&mut self, span: Span, callee: &Expr, args: &[Expr]) {
        let ExprKind::Atom(name) = &callee.kind else {
            if is_no_function(callee) {
                self.warning(span, "invalid function call");
            }
            return self.exprs(std::iter::once(callee).chain(args));
        };
        let arity = args.len() as u32;
        if &**name == "is_record" && arity == 2 && self.record_call(args) {
            return;
        }
        self.exprs(args);
        match self.facts.resolve(name, arity) {
            Target::Builtin => self.outdated(span, "erlang", name, args.len()),
            Target::Imported(module) => {
                self.used_imports.insert((name.clone(), arity));
                self.outdated(span, &module, name, args.len());
                self.format_call(&module, name, args);
            }
            Target::Local(_) => {
                self.overriding_call(span, name, arity);
                self.called((name.clone(), arity));
            }
            Target::Unknown if &**name == "record_info" && arity == 2 => {
                self.record_info(span, args);
            }
            Target::Unknown if is_module_info(name, arity) => {}
            Target::Unknown => self.undefined_function(span, name, arity),
        }
    }

    /// `is_record(R, name)`: says whether the call is one whose record is known by name.
    fn record_call(&mut self, args: &[Expr]) -> bool {
        let ExprKind::Atom(name) = &args[1].kind else { return false };
        self.expr(&args[0]);
        self.record_exists(args[1].span, name);
        true
    }

    /// A call of a local function that has the name of a built-in one.
    fn overriding_call(&mut self, span: Span, name: &Name, arity: u32) {
        if !builtins::is_auto_imported(name, arity) || self.facts.is_suppressed(name, arity) {
            return;
        }
        let old = builtins::is_old_auto_imported(name, arity);
        let pre = if old { "pre R14 " } else { "" };
        let message = format!("ambiguous call of overridden {pre}auto-imported BIF {name}/{arity}");
        let diagnostic = match old {
            true => Diagnostic::error(span, message),
            false => Diagnostic::warning(span, message),
        };
        self.diagnostics.push(diagnostic.with_help(no_auto_import(name, arity)));
    }

    pub(super) fn remote_call(&mut self, span: Span, module: &Expr, function: &Expr, args: &[Expr]) {
        if let (ExprKind::Atom(module), ExprKind::Atom(name)) = (&module.kind, &function.kind) {
            let is_record = &**module == "erlang" && &**name == "is_record";
            if is_record && args.len() == 2 && self.record_call(args) {
                return;
            }
            self.exprs(args);
            self.outdated(span, module, name, args.len());
            return self.format_call(module, name, args);
        }
        self.exprs([module, function].into_iter().chain(args));
    }

    /// `fun f/1`
    pub(super) fn fun_local(&mut self, span: Span, name: &Name, arity: u32) {
        if &**name == "record_info" && arity == 2 {
            return self.error(span, "illegal record info");
        }
        match self.facts.resolve(name, arity) {
            Target::Local(_) => self.called((name.clone(), arity)),
            Target::Builtin => {}
            // Imports do not count here, except for the prompt's.
            Target::Imported(_) if self.facts.fallback.is_some() => {}
            Target::Imported(_)
                if builtins::is_auto_imported(name, arity) && !self.facts.is_suppressed(name, arity) => {}
            Target::Unknown if is_module_info(name, arity) => {}
            Target::Imported(_) | Target::Unknown => self.undefined_function(span, name, arity),
        }
    }
}

/// Whether an expression can be no function whatever it evaluates to.
fn is_no_function(callee: &Expr) -> bool {
    match &callee.kind {
        ExprKind::Char(_)
        | ExprKind::Integer(_)
        | ExprKind::Float(_)
        | ExprKind::String(_)
        | ExprKind::List { .. }
        | ExprKind::Nil
        | ExprKind::ListComp { .. }
        | ExprKind::RecordIndex { .. } => true,
        ExprKind::Tuple(parts) => parts.len() != 2,
        _ => false,
    }
}
