//! Expressions whose value nobody takes.

use swerl_syntax::ast::{Expr, ExprKind};

use swerl_syntax::diagnostic::Diagnostic;

use super::Checker;
use crate::builtins;
use crate::facts::Target;
use crate::lower::{binary_name, unary_name};

impl Checker<'_> {
    /// Warns where an expression that is not the last one of its body does nothing but give a value.
    pub(super) fn useless(&mut self, expr: &Expr) {
        let message = match &expr.kind {
            ExprKind::Tuple(_)
            | ExprKind::List { .. }
            | ExprKind::Map { .. }
            | ExprKind::Binary(_)
            | ExprKind::Nil
            | ExprKind::String(_)
            | ExprKind::Integer(_)
            | ExprKind::Float(_)
            | ExprKind::Char(_)
            | ExprKind::Fun { .. } => "a term is constructed, but never used".to_owned(),
            ExprKind::Unary { op, .. } => operator(unary_name(*op), 1),
            ExprKind::Binary2 { op, .. } if crate::legal::is_guard_operator(*op) => {
                operator(binary_name(*op), 2)
            }
            ExprKind::Call { callee, args } => {
                let ExprKind::Atom(name) = &callee.kind else { return };
                let arity = args.len() as u32;
                let builtin = self.facts.resolve(name, arity) == Target::Builtin;
                if !builtin || !builtins::is_guard_function(name, arity) {
                    return;
                }
                call(name, arity)
            }
            _ => return,
        };
        self.minor.push(Diagnostic::warning(expr.span, message));
    }
}

fn operator(name: &str, arity: u32) -> String {
    if builtins::is_total_test(name, arity) {
        return format!("use of operator '{name}' has no effect");
    }
    ignored(format!("evaluating operator '{name}'/{arity}"))
}

fn call(name: &str, arity: u32) -> String {
    if builtins::is_total_test(name, arity) || matches!(name, "self" | "node") {
        return format!("the call to {name}/{arity} has no effect");
    }
    ignored(format!("calling {name}/{arity}"))
}

fn ignored(what: String) -> String {
    format!(
        "the result of {what} is ignored \
         (suppress the warning by assigning the expression to the _ variable)"
    )
}
