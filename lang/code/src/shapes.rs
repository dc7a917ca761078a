//! The shapes of data that a text names: messages that its receives take, what its functions are written for, and
//! records.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt;
use std::sync::Arc;

use swerl_runtime::atom::Atom;
use swerl_runtime::build;
use swerl_runtime::term::{NIL, Term};
use swerl_syntax::ast::{Clause, Expr, ExprKind, FormKind, Function, Module};
use swerl_syntax::span::SourceMap;

/// What a pattern is written for, as a person would say it: as much of it as tells messages apart.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Shape {
    /// `_`
    Any,
    Atom(String),
    /// Elements: atoms, or anything.
    Tuple(Vec<Option<String>>),
    Record(String),
    Integer(String),
    Nil,
    List,
    Map,
    Other,
}

/// See the module.
#[derive(Debug, Clone, Default)]
pub(crate) struct Shapes {
    /// Function forms in source order, and how many lines each stands further down than when it was read.
    forms: Vec<(Arc<FormShapes>, i32)>,
    /// The fields of records.
    pub records: BTreeMap<String, Vec<String>>,
}

/// The shapes of a function's form.
#[derive(Debug, Default)]
pub(crate) struct FormShapes {
    /// `name/arity`
    name: String,
    /// What its clauses are written for, for each argument.
    heads: Vec<BTreeSet<Shape>>,
    receives: Vec<Receive>,
}

/// A receive.
#[derive(Debug)]
struct Receive {
    /// Where a process that waits in it is seen.
    line: u32,
    takes: BTreeSet<Shape>,
}

impl Shapes {
    /// `forms`: those of the tree's functions.
    pub fn new(tree: &Module, forms: Vec<(Arc<FormShapes>, i32)>) -> Shapes {
        let mut records = BTreeMap::new();
        for form in &tree.forms {
            if let FormKind::Record { name, fields } = &form.kind {
                let fields = fields.iter().map(|field| field.name.to_string()).collect();
                records.insert(name.to_string(), fields);
            }
        }
        Shapes { forms, records }
    }

    /// What the receives are written for, all together.
    pub fn messages(&self) -> BTreeSet<&Shape> {
        self.forms.iter().flat_map(|(form, _)| &form.receives).flat_map(|receive| &receive.takes).collect()
    }

    /// Whether a receive at a line is written for a shape.
    pub fn takes(&self, line: u32, shape: &Shape) -> bool {
        self.forms.iter().any(|(form, shift)| {
            let here = |receive: &&Receive| receive.line.saturating_add_signed(*shift) == line;
            form.receives.iter().filter(here).any(|receive| receive.takes.contains(shape))
        })
    }

    /// What functions are written for here and in `new`, for each argument, where that may differ.
    pub fn changed_heads<'s>(&'s self, new: &'s Shapes) -> Vec<(&'s str, &'s Heads, &'s Heads)> {
        let same: HashSet<*const FormShapes> = new.forms.iter().map(|(form, _)| Arc::as_ptr(form)).collect();
        let changed = self.forms.iter().filter(|(form, _)| !same.contains(&Arc::as_ptr(form)));
        let changed: Vec<&FormShapes> = changed.map(|(form, _)| &**form).collect();
        if changed.is_empty() {
            return Vec::new();
        }
        let now: HashMap<&str, &Heads> =
            new.forms.iter().map(|(form, _)| (&*form.name, &form.heads)).collect();
        let found =
            changed.iter().filter_map(|form| Some((&*form.name, &form.heads, *now.get(&*form.name)?)));
        found.collect()
    }
}

/// What a function's clauses are written for, for each argument.
pub(crate) type Heads = Vec<BTreeSet<Shape>>;

impl FormShapes {
    /// Receives within the arguments of calls and the like are not looked for: nobody writes loops there.
    pub fn new(function: &Function, sources: &SourceMap) -> FormShapes {
        let name = format!("{}/{}", function.name, function.arity);
        let mut shapes = FormShapes { name, heads: heads(&function.clauses), receives: Vec::new() };
        shapes.read(&function.clauses, sources);
        shapes
    }

    fn read(&mut self, clauses: &[Clause], sources: &SourceMap) {
        let mut work: Vec<&Expr> = bodies(clauses).collect();
        while let Some(expr) = work.pop() {
            match &expr.kind {
                ExprKind::Receive { clauses, after } => {
                    let patterns = clauses.iter().flat_map(|clause| &clause.patterns);
                    let takes = patterns.map(Shape::of).collect();
                    self.receives.push(Receive { line: sources.line(expr.span), takes });
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

fn heads(clauses: &[Clause]) -> Vec<BTreeSet<Shape>> {
    let arity = clauses.first().map_or(0, |clause| clause.patterns.len());
    let argument = |index| clauses.iter().filter_map(move |clause| clause.patterns.get(index)).map(Shape::of);
    (0..arity).map(|index| argument(index).collect()).collect()
}

impl Shape {
    fn of(pattern: &Expr) -> Shape {
        let mut pattern = pattern;
        loop {
            return match &pattern.kind {
                // Either side of an alias may be the one that says more.
                ExprKind::Match { pattern: left, value } => {
                    pattern = if matches!(left.kind, ExprKind::Var(_)) { value } else { left };
                    continue;
                }
                ExprKind::Atom(name) => Shape::Atom(name.to_string()),
                ExprKind::Var(_) => Shape::Any,
                ExprKind::Tuple(elements) => {
                    let part = |element: &Expr| match &element.kind {
                        ExprKind::Atom(name) => Some(name.to_string()),
                        _ => None,
                    };
                    Shape::Tuple(elements.iter().map(part).collect())
                }
                ExprKind::Record { name, .. } => Shape::Record(name.to_string()),
                ExprKind::Integer(n) => Shape::Integer(n.to_string()),
                ExprKind::Nil => Shape::Nil,
                ExprKind::List { .. } | ExprKind::String(_) => Shape::List,
                ExprKind::Map { .. } => Shape::Map,
                _ => Shape::Other,
            };
        }
    }

    /// Whether it tells messages apart.
    pub fn is_distinct(&self) -> bool {
        !matches!(self, Shape::Any | Shape::Other)
    }

    /// Whether a term is of the shape.
    pub fn fits(&self, term: Term) -> bool {
        let is = |term: Term, name: &str| Atom::from_term(term).is_some_and(|atom| atom.name() == name);
        let elements = || build::tuple_elements(term);
        match self {
            Shape::Any => true,
            Shape::Atom(name) => is(term, name),
            Shape::Tuple(parts) => elements().is_some_and(|elements| {
                let fits =
                    |(part, &term): (&Option<String>, &Term)| part.as_ref().is_none_or(|n| is(term, n));
                elements.len() == parts.len() && parts.iter().zip(elements).all(fits)
            }),
            Shape::Record(name) => elements().is_some_and(|e| e.first().is_some_and(|&tag| is(tag, name))),
            Shape::Integer(n) => term.to_small().is_some_and(|value| value.to_string() == *n),
            Shape::Nil => term == NIL,
            Shape::List => term.is_cons(),
            Shape::Map | Shape::Other => false,
        }
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Shape::Any => f.write_str("_"),
            Shape::Atom(name) => f.write_str(name),
            Shape::Tuple(parts) => {
                let parts: Vec<&str> = parts.iter().map(|part| part.as_deref().unwrap_or("_")).collect();
                write!(f, "{{{}}}", parts.join(", "))
            }
            Shape::Record(name) => write!(f, "#{name}{{}}"),
            Shape::Integer(n) => f.write_str(n),
            Shape::Nil => f.write_str("[]"),
            Shape::List => f.write_str("[_ | _]"),
            Shape::Map => f.write_str("#{}"),
            Shape::Other => f.write_str("a pattern of another kind"),
        }
    }
}
