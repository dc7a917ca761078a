//! `ets:fun2ms(fun(…) -> … end)` in modules that include `ms_transform.hrl`: the fun is replaced by the match
//! specification that means the same, before anything else looks at the module (OTP's `ms_transform`).

mod children;
mod specification;

use std::borrow::Cow;
use std::collections::BTreeSet;

use swerl_syntax::ast::{Clause, Expr, ExprKind, Form, FormKind, Module, Name};
use swerl_syntax::diagnostic::Diagnostic;

use self::children::children;
use self::specification::Translator;

/// What comes of a module.
pub struct Translation<'m> {
    pub module: Cow<'m, Module>,
    /// What is wrong with calls that cannot be replaced.
    pub diagnostics: Vec<Diagnostic>,
    /// Records that have become tuples: nobody shall call them unused for that.
    pub records: BTreeSet<Name>,
}

/// The module with its calls of `ets:fun2ms/1` replaced. Forms stay where they are.
pub fn translate(module: &Module) -> Translation<'_> {
    if !is_asked_for(module) {
        let (diagnostics, records) = (Vec::new(), BTreeSet::new());
        return Translation { module: Cow::Borrowed(module), diagnostics, records };
    }
    let mut module = module.clone();
    let mut translator = Translator::default();
    for form in &mut module.forms {
        match &mut form.kind {
            FormKind::Record { name, fields } => translator.define(name, fields),
            FormKind::Function(function) => {
                for clause in &mut function.clauses {
                    in_clause(clause, &mut translator);
                }
            }
            _ => {}
        }
    }
    let Translator { diagnostics, used: records, .. } = translator;
    Translation { module: Cow::Owned(module), diagnostics, records }
}

/// Whether a module includes the header.
pub fn is_asked_for(module: &Module) -> bool {
    module.forms.iter().any(asks)
}

/// `-compile({parse_transform, ms_transform}).`, which the header holds.
fn asks(form: &Form) -> bool {
    let FormKind::Attribute { name, value } = &form.kind else { return false };
    let ("compile", ExprKind::Tuple(parts)) = (&**name, &value.kind) else { return false };
    let is = |index: usize, wanted: &str| match parts.get(index).map(|part| &part.kind) {
        Some(ExprKind::Atom(name)) => &**name == wanted,
        _ => false,
    };
    is(0, "parse_transform") && is(1, "ms_transform")
}

/// What is left of a walk.
enum Step<'e> {
    Visit(&'e mut Expr),
    /// The variables since the first so many are not seen any more.
    Forget(usize),
}

/// Walks a function's clause in the order of the text, without recursion.
fn in_clause(clause: &mut Clause, translator: &mut Translator) {
    let mut seen: Vec<Name> = Vec::new();
    let mut steps: Vec<Step> = Vec::new();
    push(&mut steps, children::of_clause(clause));
    while let Some(step) = steps.pop() {
        let expr = match step {
            Step::Forget(length) => {
                seen.truncate(length);
                continue;
            }
            Step::Visit(expr) => expr,
        };
        if let ExprKind::Var(name) = &expr.kind {
            seen.push(name.clone());
            continue;
        }
        if is_call(expr) {
            translator.call(expr, &seen);
            continue;
        }
        if matches!(expr.kind, ExprKind::Fun { .. }) {
            steps.push(Step::Forget(seen.len()));
        }
        push(&mut steps, children(expr));
    }
}

fn push<'e>(steps: &mut Vec<Step<'e>>, exprs: Vec<&'e mut Expr>) {
    steps.extend(exprs.into_iter().rev().map(Step::Visit));
}

/// `ets:fun2ms(…)`
fn is_call(expr: &Expr) -> bool {
    let ExprKind::RemoteCall { module, function, .. } = &expr.kind else { return false };
    matches!((&module.kind, &function.kind), (ExprKind::Atom(module), ExprKind::Atom(function))
        if &**module == "ets" && &**function == "fun2ms")
}
