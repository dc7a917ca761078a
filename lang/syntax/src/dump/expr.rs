//! Expressions and clauses as lists.

use super::tree::Node;
use crate::ast::{BinaryElement, Clause, Expr, ExprKind, Guard, MapField, Qualifier, RecordField};
use crate::token::{TokenKind, float_text, quote, quote_atom};

fn exprs(exprs: &[Expr]) -> Vec<Node<'_>> {
    exprs.iter().map(Node::Expr).collect()
}

fn clauses(clauses: &[Clause]) -> Vec<Node<'_>> {
    clauses.iter().map(Node::Clause).collect()
}

/// A group, unless it is empty.
fn group<'a>(head: &str, children: Vec<Node<'a>>) -> Option<Node<'a>> {
    (!children.is_empty()).then(|| Node::group(head, children))
}

pub(super) fn clause_node(clause: &Clause) -> Node<'_> {
    let mut children: Vec<Node> = group("patterns", exprs(&clause.patterns)).into_iter().collect();
    children.extend(guard(&clause.guard));
    children.push(Node::group("body", exprs(&clause.body)));
    Node::list(clause.span, "clause", children)
}

fn guard(guard: &Guard) -> Option<Node<'_>> {
    group("when", guard.iter().map(|all| Node::group("all", exprs(all))).collect())
}

/// The list that an expression prints as.
pub(super) fn node(expr: &Expr) -> Node<'_> {
    let (head, children) = match leaf(expr) {
        Some(head) => (head, Vec::new()),
        None => inner(expr),
    };
    Node::list(expr.span, head, children)
}

/// An expression without parts.
fn leaf(expr: &Expr) -> Option<String> {
    Some(match &expr.kind {
        ExprKind::Atom(name) => format!("atom {}", quote_atom(name)),
        ExprKind::Integer(integer) => format!("integer {integer}"),
        ExprKind::Float(f) => format!("float {}", float_text(*f)),
        ExprKind::Char(c) => format!("char {}", TokenKind::Char(*c).source()),
        ExprKind::String(points) => format!("string {}", quote(points.iter().copied(), '"')),
        ExprKind::Var(name) => format!("var {name}"),
        ExprKind::Nil => "nil".to_owned(),
        ExprKind::RecordIndex { name, field } => {
            format!("record-index {}.{}", quote_atom(name), quote_atom(field))
        }
        ExprKind::FunLocal { name, arity } => format!("fun-local {}/{arity}", quote_atom(name)),
        ExprKind::Error => "error".to_owned(),
        _ => return None,
    })
}

/// An expression's head and parts.
fn inner(expr: &Expr) -> (String, Vec<Node<'_>>) {
    let (head, children) = match &expr.kind {
        ExprKind::List { elements, tail } => {
            let mut children = exprs(elements);
            children.extend(tail.iter().map(|tail| Node::group("tail", vec![Node::Expr(tail)])));
            ("list", children)
        }
        ExprKind::Tuple(elements) => ("tuple", exprs(elements)),
        ExprKind::Map { base, fields } => ("map", with_base(base, fields.iter().map(map_field))),
        ExprKind::Binary(elements) => ("binary", elements.iter().map(element).collect()),
        ExprKind::Match { pattern, value } => ("match", pair(pattern, value)),
        ExprKind::AndAlso(left, right) => ("andalso", pair(left, right)),
        ExprKind::OrElse(left, right) => ("orelse", pair(left, right)),
        ExprKind::Call { callee, args } => ("call", first_and(&[callee], args)),
        ExprKind::RemoteCall { module, function, args } => {
            ("remote-call", first_and(&[module, function], args))
        }
        ExprKind::Block(body) => ("block", exprs(body)),
        ExprKind::If(all) => ("if", clauses(all)),
        ExprKind::Case { subject, clauses: all } => {
            ("case", std::iter::once(Node::Expr(subject)).chain(clauses(all)).collect())
        }
        ExprKind::Catch(body) => ("catch", vec![Node::Expr(body)]),
        ExprKind::FunRemote { module, function, arity } => {
            ("fun-remote", first_and(&[module, function, arity], &[]))
        }
        ExprKind::ListComp { template, qualifiers } => {
            ("list-comprehension", comprehension(template, qualifiers))
        }
        ExprKind::BinaryComp { template, qualifiers } => {
            ("binary-comprehension", comprehension(template, qualifiers))
        }
        _ => return named(expr),
    };
    (head.to_owned(), children)
}

/// The rest of `inner`: expressions whose head has a name, and blocks with several sections.
fn named(expr: &Expr) -> (String, Vec<Node<'_>>) {
    match &expr.kind {
        ExprKind::Record { name, fields } => {
            (format!("record {}", quote_atom(name)), fields.iter().map(record_field).collect())
        }
        ExprKind::RecordUpdate { base, name, fields } => {
            let children = std::iter::once(Node::Expr(base)).chain(fields.iter().map(record_field)).collect();
            (format!("record-update {}", quote_atom(name)), children)
        }
        ExprKind::RecordAccess { base, name, field } => {
            (format!("record-access {}.{}", quote_atom(name), quote_atom(field)), vec![Node::Expr(base)])
        }
        ExprKind::Unary { op, operand } => (format!("unary {}", op.name()), vec![Node::Expr(operand)]),
        ExprKind::Binary2 { op, left, right } => (format!("op {}", op.name()), pair(left, right)),
        ExprKind::Receive { clauses: all, after } => {
            let mut children = clauses(all);
            children.extend(after.iter().map(|after| {
                let body = Node::group("body", exprs(&after.body));
                Node::list(after.span, "after", vec![Node::Expr(&after.timeout), body])
            }));
            ("receive".to_owned(), children)
        }
        ExprKind::Try(parts) => {
            let sections = [
                group("body", exprs(&parts.body)),
                group("of", clauses(&parts.of)),
                group("catch", clauses(&parts.catch)),
                group("after", exprs(&parts.after)),
            ];
            ("try".to_owned(), sections.into_iter().flatten().collect())
        }
        ExprKind::Fun { name, clauses: all } => {
            (name.as_ref().map_or("fun".to_owned(), |name| format!("fun {name}")), clauses(all))
        }
        ExprKind::Maybe { body, clauses: all } => {
            let sections = [group("body", exprs(body)), group("else", clauses(all))];
            ("maybe".to_owned(), sections.into_iter().flatten().collect())
        }
        _ => ("error".to_owned(), Vec::new()),
    }
}

fn pair<'a>(left: &'a Expr, right: &'a Expr) -> Vec<Node<'a>> {
    vec![Node::Expr(left), Node::Expr(right)]
}

fn first_and<'a>(first: &[&'a Expr], rest: &'a [Expr]) -> Vec<Node<'a>> {
    first.iter().map(|&expr| Node::Expr(expr)).chain(exprs(rest)).collect()
}

fn with_base<'a>(base: &'a Option<Box<Expr>>, fields: impl Iterator<Item = Node<'a>>) -> Vec<Node<'a>> {
    let base = base.iter().map(|base| Node::group("base", vec![Node::Expr(base)]));
    base.chain(fields).collect()
}

fn map_field(field: &MapField) -> Node<'_> {
    let head = if field.exact { "exact" } else { "assoc" };
    Node::list(field.span, head, pair(&field.key, &field.value))
}

fn record_field(field: &RecordField) -> Node<'_> {
    let name = field.name.as_deref().map_or("_".to_owned(), quote_atom);
    Node::list(field.span, format!("field {name}"), vec![Node::Expr(&field.value)])
}

fn element(element: &BinaryElement) -> Node<'_> {
    let mut children = vec![Node::Expr(&element.value)];
    children.extend(element.size.iter().map(|size| Node::group("size", vec![Node::Expr(size)])));
    let specifier = |(name, number): &(crate::ast::Name, Option<u32>)| match number {
        Some(number) => format!("{}:{number}", quote_atom(name)),
        None => quote_atom(name),
    };
    let specifiers: Vec<String> = element.specifiers.iter().map(specifier).collect();
    let head = format!("element {}", specifiers.join("-"));
    Node::list(element.span, head.trim_end(), children)
}

fn comprehension<'a>(template: &'a Expr, qualifiers: &'a [Qualifier]) -> Vec<Node<'a>> {
    let qualifiers = qualifiers.iter().map(|qualifier| match qualifier {
        Qualifier::Generate { span, pattern, source } => Node::list(*span, "generate", pair(pattern, source)),
        Qualifier::GenerateBinary { span, pattern, source } => {
            Node::list(*span, "generate-binary", pair(pattern, source))
        }
        Qualifier::Filter(expr) => Node::group("filter", vec![Node::Expr(expr)]),
    });
    std::iter::once(Node::Expr(template)).chain(qualifiers).collect()
}
