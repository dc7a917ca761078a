//! What every message that a receive takes must contain: variables that are bound before it. If one of them
//! is a reference that was just made, no message that was there before can match.

use std::collections::BTreeSet;

use swerl_syntax::ast::{Clause, Expr, ExprKind, Name};

use super::env::Env;

/// More of them are hardly ever written, and each costs a comparison.
const AT_MOST: usize = 3;

/// The variables that stand, bound already, in the pattern of every clause.
pub fn expected(clauses: &[Clause], env: &Env) -> Vec<Name> {
    let mut all = clauses.iter().map(|clause| {
        let mut found = BTreeSet::new();
        clause.patterns.iter().for_each(|pattern| mentioned(pattern, env, &mut found));
        found
    });
    let Some(first) = all.next() else { return Vec::new() };
    let common = all.fold(first, |common, found| common.intersection(&found).cloned().collect());
    common.into_iter().take(AT_MOST).collect()
}

/// Collects bound variables that a value must contain to match.
fn mentioned(pattern: &Expr, env: &Env, found: &mut BTreeSet<Name>) {
    match &pattern.kind {
        ExprKind::Var(name) if env.get(name).is_some() => {
            found.insert(name.clone());
        }
        ExprKind::Tuple(elements) => elements.iter().for_each(|element| mentioned(element, env, found)),
        ExprKind::List { elements, tail } => {
            elements.iter().chain(tail.as_deref()).for_each(|element| mentioned(element, env, found));
        }
        ExprKind::Match { pattern, value } => {
            mentioned(pattern, env, found);
            mentioned(value, env, found);
        }
        _ => {}
    }
}
