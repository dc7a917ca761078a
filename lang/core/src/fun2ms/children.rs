//! The expressions that an expression is made of, in the order of the text.

use swerl_syntax::ast::{Clause, Expr, ExprKind, Qualifier};

/// All expressions in a clause.
pub fn of_clause(clause: &mut Clause) -> Vec<&mut Expr> {
    let guard = clause.guard.iter_mut().flatten();
    clause.patterns.iter_mut().chain(guard).chain(clause.body.iter_mut()).collect()
}

fn of_clauses(clauses: &mut [Clause]) -> Vec<&mut Expr> {
    clauses.iter_mut().flat_map(of_clause).collect()
}

fn of_qualifier(qualifier: &mut Qualifier) -> Vec<&mut Expr> {
    match qualifier {
        Qualifier::Generate { pattern, source, .. } | Qualifier::GenerateBinary { pattern, source, .. } => {
            vec![pattern, source]
        }
        Qualifier::Filter(filter) => vec![filter],
    }
}

/// The expressions right below one.
pub fn children(expr: &mut Expr) -> Vec<&mut Expr> {
    match &mut expr.kind {
        ExprKind::Atom(_)
        | ExprKind::Integer(_)
        | ExprKind::Float(_)
        | ExprKind::Char(_)
        | ExprKind::String(_)
        | ExprKind::Var(_)
        | ExprKind::Nil
        | ExprKind::RecordIndex { .. }
        | ExprKind::FunLocal { .. }
        | ExprKind::Error => Vec::new(),
        ExprKind::List { elements, tail } => elements.iter_mut().chain(tail.as_deref_mut()).collect(),
        ExprKind::Tuple(parts) | ExprKind::Block(parts) => parts.iter_mut().collect(),
        ExprKind::Map { base, fields } => {
            let fields = fields.iter_mut().flat_map(|field| [&mut field.key, &mut field.value]);
            base.as_deref_mut().into_iter().chain(fields).collect()
        }
        ExprKind::Record { fields, .. } => fields.iter_mut().map(|field| &mut field.value).collect(),
        ExprKind::RecordUpdate { base, fields, .. } => {
            let fields = fields.iter_mut().map(|field| &mut field.value);
            std::iter::once(&mut **base).chain(fields).collect()
        }
        ExprKind::RecordAccess { base: operand, .. }
        | ExprKind::Unary { operand, .. }
        | ExprKind::Catch(operand) => vec![operand],
        ExprKind::Binary(elements) => {
            elements.iter_mut().flat_map(|e| std::iter::once(&mut e.value).chain(e.size.as_mut())).collect()
        }
        ExprKind::Match { pattern: left, value: right }
        | ExprKind::Binary2 { left, right, .. }
        | ExprKind::AndAlso(left, right)
        | ExprKind::OrElse(left, right) => vec![left, right],
        ExprKind::Call { callee, args } => std::iter::once(&mut **callee).chain(args).collect(),
        ExprKind::RemoteCall { module, function, args } => {
            [&mut **module, &mut **function].into_iter().chain(args).collect()
        }
        ExprKind::FunRemote { module, function, arity } => vec![module, function, arity],
        ExprKind::If(clauses) | ExprKind::Fun { clauses, .. } => of_clauses(clauses),
        ExprKind::Case { subject, clauses } => {
            std::iter::once(&mut **subject).chain(of_clauses(clauses)).collect()
        }
        ExprKind::Receive { clauses, after } => {
            let after = after
                .iter_mut()
                .flat_map(|after| std::iter::once(&mut *after.timeout).chain(after.body.iter_mut()));
            of_clauses(clauses).into_iter().chain(after).collect()
        }
        ExprKind::Try(parts) => {
            let parts = &mut **parts;
            let clauses = of_clauses(&mut parts.of).into_iter().chain(of_clauses(&mut parts.catch));
            parts.body.iter_mut().chain(clauses).chain(parts.after.iter_mut()).collect()
        }
        ExprKind::ListComp { template, qualifiers } | ExprKind::BinaryComp { template, qualifiers } => {
            let qualifiers = qualifiers.iter_mut().flat_map(of_qualifier);
            std::iter::once(&mut **template).chain(qualifiers).collect()
        }
        ExprKind::Maybe { body, clauses } => body.iter_mut().chain(of_clauses(clauses)).collect(),
    }
}
