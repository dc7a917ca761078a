//! Which expressions are legal as guards.

use swerl_syntax::ast::{BinaryOp, Expr, ExprKind};

use crate::builtins;
use crate::facts::Facts;

/// Whether an expression is a legal guard test: a guard expression, or a type test from before R12.
pub fn is_guard_test(expr: &Expr, facts: &Facts) -> bool {
    if let ExprKind::Call { callee, args } = &expr.kind
        && let ExprKind::Atom(name) = &callee.kind
        && builtins::obsolete_type_test(name, args.len() as u32).is_some()
        && !facts.is_overridden(name, args.len() as u32)
    {
        return args.iter().all(|arg| is_guard_expr(arg, facts));
    }
    is_guard_expr(expr, facts)
}

/// Whether an expression is a guard expression, and nothing defined in the module hides a function
/// that it calls.
pub fn is_guard_expr(expr: &Expr, facts: &Facts) -> bool {
    let all = |exprs: &[Expr]| exprs.iter().all(|e| is_guard_expr(e, facts));
    match &expr.kind {
        ExprKind::Atom(_)
        | ExprKind::Integer(_)
        | ExprKind::Float(_)
        | ExprKind::Char(_)
        | ExprKind::String(_)
        | ExprKind::Var(_)
        | ExprKind::Nil
        | ExprKind::RecordIndex { .. } => true,
        ExprKind::List { elements, tail } => {
            all(elements) && tail.as_ref().is_none_or(|t| is_guard_expr(t, facts))
        }
        ExprKind::Tuple(parts) => all(parts),
        ExprKind::Map { base, fields } => {
            base.as_ref().is_none_or(|base| is_guard_expr(base, facts))
                && fields.iter().all(|f| is_guard_expr(&f.key, facts) && is_guard_expr(&f.value, facts))
        }
        ExprKind::Binary(elements) => elements.iter().all(|e| {
            is_guard_expr(&e.value, facts) && e.size.as_ref().is_none_or(|size| is_guard_expr(size, facts))
        }),
        ExprKind::Record { name, fields } => {
            let given = |field: &swerl_syntax::ast::RecordFieldDef| {
                fields.iter().any(|f| f.name.as_ref().is_none_or(|name| *name == field.name))
            };
            fields.iter().all(|f| is_guard_expr(&f.value, facts))
                && facts.records.get(name).is_none_or(|record| {
                    record
                        .fields
                        .iter()
                        .all(|f| given(f) || f.default.as_ref().is_none_or(|d| is_guard_expr(d, facts)))
                })
        }
        ExprKind::RecordAccess { base, .. } => is_guard_expr(base, facts),
        ExprKind::Unary { operand, .. } => is_guard_expr(operand, facts),
        ExprKind::Binary2 { op, left, right } => {
            is_guard_operator(*op) && is_guard_expr(left, facts) && is_guard_expr(right, facts)
        }
        ExprKind::AndAlso(left, right) | ExprKind::OrElse(left, right) => {
            is_guard_expr(left, facts) && is_guard_expr(right, facts)
        }
        ExprKind::Call { callee, args } => match &callee.kind {
            ExprKind::Atom(name) => {
                let arity = args.len() as u32;
                builtins::is_guard_function(name, arity) && !facts.is_overridden(name, arity) && all(args)
            }
            _ => false,
        },
        ExprKind::RemoteCall { module, function, args } => match (&module.kind, &function.kind) {
            (ExprKind::Atom(module), ExprKind::Atom(name)) => {
                &**module == "erlang" && builtins::is_pure(name, args.len() as u32) && all(args)
            }
            _ => false,
        },
        _ => false,
    }
}

/// Whether an operator may stand in a guard.
pub fn is_guard_operator(op: BinaryOp) -> bool {
    !matches!(op, BinaryOp::Append | BinaryOp::Subtract | BinaryOp::Send)
}
