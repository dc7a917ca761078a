//! Expressions whose value nobody takes.

use swerl_syntax::ast::{Expr, ExprKind};

use super::pure::{Purity, purity};
use super::value::Value;
use super::{Folder, MAX_DEPTH, Topic};
use crate::builtins;
use crate::facts::Target;

const BUILT: &str = "a term is constructed, but never used";

impl Folder<'_> {
    /// An expression for its effect alone.
    pub(super) fn effect(&mut self, expr: &Expr) {
        if self.depth >= MAX_DEPTH {
            return;
        }
        self.depth += 1;
        if is_built(expr) {
            self.warn(Topic::Ignored, expr.span, BUILT);
            self.parts(expr);
        } else {
            self.effect_of(expr);
        }
        self.depth -= 1;
    }

    /// The value of a variable that nothing uses. A constant costs nothing.
    pub(super) fn unused_value(&mut self, expr: &Expr) -> Value {
        if !is_built(expr) {
            self.effect(expr);
            return Value::Unknown;
        }
        let value = self.value(expr);
        if !value.is_constant() {
            self.warn(Topic::Ignored, expr.span, BUILT);
        }
        value
    }

    /// What a term that nobody takes is built of.
    fn parts(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::List { elements, tail } => {
                elements.iter().chain(tail.as_deref()).for_each(|part| self.part(part));
            }
            ExprKind::Tuple(parts) => parts.iter().for_each(|part| self.part(part)),
            ExprKind::Map { base, fields } => {
                base.iter().for_each(|base| drop(self.value(base)));
                fields.iter().flat_map(|field| [&field.key, &field.value]).for_each(|part| self.part(part));
            }
            ExprKind::Record { fields, .. } => fields.iter().for_each(|field| self.part(&field.value)),
            ExprKind::Fun { .. } => {}
            _ => drop(self.value(expr)),
        }
    }

    fn part(&mut self, expr: &Expr) {
        if self.depth >= MAX_DEPTH {
            return;
        }
        self.depth += 1;
        if is_built(expr) {
            self.parts(expr)
        } else {
            self.effect_of(expr)
        }
        self.depth -= 1;
    }

    fn effect_of(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Unary { op, operand } => self.useless_call(expr, "erlang", op.name(), &[operand]),
            ExprKind::Binary2 { op, left, right } => {
                self.useless_call(expr, "erlang", op.name(), &[left, right]);
            }
            ExprKind::Call { callee, args } => {
                let args: Vec<&Expr> = args.iter().collect();
                let target = match &callee.kind {
                    ExprKind::Atom(name) => Some((name, self.facts.resolve(name, args.len() as u32))),
                    _ => None,
                };
                match target {
                    Some((name, Target::Builtin)) => self.useless_call(expr, "erlang", name, &args),
                    Some((name, Target::Imported(module))) => self.useless_call(expr, &module, name, &args),
                    _ => drop(self.value(expr)),
                }
            }
            ExprKind::RemoteCall { module, function, args } => match (&module.kind, &function.kind) {
                (ExprKind::Atom(module), ExprKind::Atom(name)) => {
                    self.useless_call(expr, module, name, &args.iter().collect::<Vec<_>>());
                }
                _ => drop(self.value(expr)),
            },
            ExprKind::FunRemote { .. } => {
                self.warn(Topic::Ignored, expr.span, ignored("fun construction"));
            }
            ExprKind::Block(exprs) => drop(self.body(exprs, false)),
            ExprKind::AndAlso(left, right) => drop(self.logical(left, right, true, false)),
            ExprKind::OrElse(left, right) => drop(self.logical(left, right, false, false)),
            ExprKind::ListComp { template, qualifiers } => self.comprehension(template, qualifiers, false),
            ExprKind::If(_) | ExprKind::Case { .. } | ExprKind::Receive { .. } | ExprKind::Maybe { .. } => {
                self.control(expr, false);
            }
            _ => drop(self.value(expr)),
        }
    }

    /// A call for its effect: it may have none.
    fn useless_call(&mut self, expr: &Expr, module: &str, name: &str, args: &[&Expr]) {
        match purity(module, name, args.len()) {
            Purity::Safe => {
                let arity = args.len() as u32;
                let message = match builtins::comparison(name).is_some() && arity == 2 {
                    true => format!("use of operator '{name}' has no effect"),
                    false => format!("the call to {name}/{arity} has no effect"),
                };
                self.warn(Topic::Ignored, expr.span, message);
                args.iter().for_each(|arg| self.part(arg));
            }
            Purity::Pure => {
                let what = called(module, name, args.len(), true);
                self.warn(Topic::Ignored, expr.span, ignored(&what));
                self.value(expr);
            }
            Purity::Other => drop(self.value(expr)),
        }
    }
}

/// Whether an expression builds a term, or is one.
fn is_built(expr: &Expr) -> bool {
    matches!(
        expr.kind,
        ExprKind::Tuple(_)
            | ExprKind::List { .. }
            | ExprKind::Map { .. }
            | ExprKind::Binary(_)
            | ExprKind::Record { .. }
            | ExprKind::RecordUpdate { .. }
            | ExprKind::RecordIndex { .. }
            | ExprKind::String(_)
            | ExprKind::Integer(_)
            | ExprKind::Float(_)
            | ExprKind::Char(_)
            | ExprKind::Fun { .. }
    )
}

fn ignored(what: &str) -> String {
    format!(
        "the result of {what} is ignored (suppress the warning by assigning the expression to the _ variable)"
    )
}

/// A call in words: of evaluating it (`doing`), or of what happens to it.
pub(super) fn called(module: &str, name: &str, arity: usize, doing: bool) -> String {
    let operator = module == "erlang" && !name.starts_with(|c: char| c.is_ascii_lowercase())
        || matches!(
            name,
            "div" | "rem" | "band" | "bor" | "bxor" | "bnot" | "bsl" | "bsr" | "and" | "or" | "xor" | "not"
        );
    match (operator, doing) {
        (true, true) => format!("evaluating operator '{name}'/{arity}"),
        (true, false) => format!("evaluation of operator '{name}'/{arity}"),
        (false, true) if module == "erlang" => format!("calling {name}/{arity}"),
        (false, true) => format!("calling {module}:{name}/{arity}"),
        (false, false) if module == "erlang" => format!("the call to {name}/{arity}"),
        (false, false) => format!("the call to {module}:{name}/{arity}"),
    }
}
