//! The shapes of data that a text names: messages that its receives take, and records.

use std::collections::{BTreeMap, BTreeSet};

use swerl_syntax::ast::{Clause, Expr, ExprKind, FormKind, Module};

/// See the module.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Shapes {
    /// What the clauses of receives are written for, as a person would say it: `stop`, `{add, _}`. A clause that
    /// takes anything is `_`.
    pub messages: BTreeSet<String>,
    /// The fields of records.
    pub records: BTreeMap<String, Vec<String>>,
}

impl Shapes {
    /// Receives within the arguments of calls and the like are not looked for: nobody writes loops there.
    pub fn new(tree: &Module) -> Shapes {
        let mut shapes = Shapes::default();
        for form in &tree.forms {
            match &form.kind {
                FormKind::Record { name, fields } => {
                    let fields = fields.iter().map(|field| field.name.to_string()).collect();
                    shapes.records.insert(name.to_string(), fields);
                }
                FormKind::Function(function) => shapes.read(&function.clauses),
                _ => {}
            }
        }
        shapes
    }

    fn read(&mut self, clauses: &[Clause]) {
        let mut work: Vec<&Expr> = bodies(clauses).collect();
        while let Some(expr) = work.pop() {
            match &expr.kind {
                ExprKind::Receive { clauses, after } => {
                    let patterns = clauses.iter().flat_map(|clause| &clause.patterns);
                    self.messages.extend(patterns.map(shape));
                    work.extend(bodies(clauses));
                    work.extend(after.iter().flat_map(|after| &after.body));
                }
                ExprKind::Match { value, .. } => work.push(value),
                ExprKind::Catch(body) => work.push(body),
                ExprKind::Block(body) => work.extend(body),
                ExprKind::If(clauses) => work.extend(bodies(clauses)),
                ExprKind::Fun { clauses, .. } => work.extend(bodies(clauses)),
                ExprKind::Case { subject, clauses } => {
                    work.push(subject);
                    work.extend(bodies(clauses));
                }
                ExprKind::Call { args, .. } | ExprKind::RemoteCall { args, .. } => {
                    work.extend(args.iter().filter(|arg| matches!(arg.kind, ExprKind::Fun { .. })));
                }
                ExprKind::Try(parts) => {
                    work.extend(parts.body.iter().chain(&parts.after));
                    work.extend(bodies(&parts.of).chain(bodies(&parts.catch)));
                }
                _ => {}
            }
        }
    }
}

fn bodies(clauses: &[Clause]) -> impl Iterator<Item = &Expr> {
    clauses.iter().flat_map(|clause| &clause.body)
}

/// What a pattern is written for: as much of it as tells messages apart.
fn shape(pattern: &Expr) -> String {
    match &pattern.kind {
        ExprKind::Atom(name) => name.to_string(),
        ExprKind::Var(_) => "_".into(),
        ExprKind::Match { pattern, value } => match shape(pattern) {
            any if any == "_" => shape(value),
            shape => shape,
        },
        ExprKind::Tuple(elements) => {
            let part = |element: &Expr| match &element.kind {
                ExprKind::Atom(name) => name.to_string(),
                _ => "_".into(),
            };
            format!("{{{}}}", elements.iter().map(part).collect::<Vec<_>>().join(", "))
        }
        ExprKind::Record { name, .. } => format!("#{name}{{}}"),
        ExprKind::Integer(n) => n.to_string(),
        ExprKind::Nil => "[]".into(),
        ExprKind::List { .. } | ExprKind::String(_) => "[_ | _]".into(),
        ExprKind::Map { .. } => "#{}".into(),
        _ => "a pattern of another kind".into(),
    }
}
