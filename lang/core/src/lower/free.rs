//! Which variables an expression may take from outside.

use std::collections::BTreeSet;

use swerl_syntax::ast::{Clause, Expr, ExprKind, Name, Qualifier};

/// Names in the order of their text.
pub type Names = BTreeSet<Name>;

/// The names that the clauses of a choice mention, whose patterns see what is bound outside.
pub fn in_choice(clauses: &[Clause]) -> Names {
    let mut walk = Walk::default();
    walk.clauses(clauses);
    walk.found
}

/// The names that a fun's clauses mention. Names that the clauses bind themselves may be
/// among them; names that are only hidden there are not.
pub fn in_clauses(clauses: &[Clause]) -> Names {
    let mut walk = Walk::default();
    walk.fun_clauses(clauses);
    walk.found
}

/// The names that expressions or patterns mention.
pub fn in_exprs(exprs: &[Expr]) -> Names {
    let mut walk = Walk::default();
    walk.exprs(exprs);
    walk.found
}

/// The names that a pattern takes from outside although it hides what it binds.
pub fn in_pattern(pattern: &Expr) -> Names {
    let mut walk = Walk::default();
    walk.seen_by_pattern(pattern);
    walk.found
}

/// The names that a comprehension mentions, from some qualifier on.
pub fn in_qualifiers(template: &Expr, qualifiers: &[Qualifier]) -> Names {
    let mut walk = Walk::default();
    walk.comprehension(template, qualifiers);
    walk.found
}

#[derive(Default)]
struct Walk {
    found: Names,
    /// Names that an enclosing fun's head or generator hides.
    hidden: Vec<Name>,
}

impl Walk {
    fn name(&mut self, name: &Name) {
        if &**name != "_" && !self.hidden.contains(name) {
            self.found.insert(name.clone());
        }
    }

    fn exprs(&mut self, exprs: &[Expr]) {
        exprs.iter().for_each(|e| self.expr(e));
    }

    fn clauses(&mut self, clauses: &[Clause]) {
        for clause in clauses {
            self.exprs(&clause.patterns);
            clause.guard.iter().for_each(|tests| self.exprs(tests));
            self.exprs(&clause.body);
        }
    }

    fn fun_clauses(&mut self, clauses: &[Clause]) {
        for clause in clauses {
            let mark = self.hidden.len();
            clause.patterns.iter().for_each(|p| self.seen_by_pattern(p));
            clause.patterns.iter().for_each(|p| self.hide(p));
            clause.guard.iter().for_each(|tests| self.exprs(tests));
            self.exprs(&clause.body);
            self.hidden.truncate(mark);
        }
    }

    fn comprehension(&mut self, template: &Expr, qualifiers: &[Qualifier]) {
        let mark = self.hidden.len();
        for qualifier in qualifiers {
            match qualifier {
                Qualifier::Generate { pattern, source, .. }
                | Qualifier::GenerateBinary { pattern, source, .. } => {
                    self.expr(source);
                    self.seen_by_pattern(pattern);
                    self.hide(pattern);
                }
                Qualifier::Filter(filter) => self.expr(filter),
            }
        }
        self.expr(template);
        self.hidden.truncate(mark);
    }

    /// Sizes and map keys in a pattern see what is outside it.
    fn seen_by_pattern(&mut self, pattern: &Expr) {
        match &pattern.kind {
            ExprKind::List { elements, tail } => {
                elements.iter().chain(tail.as_deref()).for_each(|p| self.seen_by_pattern(p));
            }
            ExprKind::Tuple(parts) => parts.iter().for_each(|p| self.seen_by_pattern(p)),
            ExprKind::Match { pattern: left, value: right } | ExprKind::Binary2 { left, right, .. } => {
                self.seen_by_pattern(left);
                self.seen_by_pattern(right);
            }
            ExprKind::Record { fields, .. } => fields.iter().for_each(|f| self.seen_by_pattern(&f.value)),
            ExprKind::Map { fields, .. } => {
                for field in fields {
                    self.expr(&field.key);
                    self.seen_by_pattern(&field.value);
                }
            }
            ExprKind::Binary(elements) => {
                elements.iter().filter_map(|e| e.size.as_ref()).for_each(|size| self.expr(size));
            }
            _ => {}
        }
    }

    /// Hides the names that a pattern binds.
    fn hide(&mut self, pattern: &Expr) {
        let mut inner = Walk::default();
        inner.expr(pattern);
        self.hidden.extend(inner.found);
    }

    fn expr(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Var(name) => self.name(name),
            ExprKind::List { elements, tail } => {
                self.exprs(elements);
                tail.iter().for_each(|t| self.expr(t));
            }
            ExprKind::Tuple(parts) | ExprKind::Block(parts) => self.exprs(parts),
            ExprKind::Map { base, fields } => {
                base.iter().for_each(|b| self.expr(b));
                for field in fields {
                    self.expr(&field.key);
                    self.expr(&field.value);
                }
            }
            ExprKind::Record { fields, .. } => fields.iter().for_each(|f| self.expr(&f.value)),
            ExprKind::RecordUpdate { base, fields, .. } => {
                self.expr(base);
                fields.iter().for_each(|f| self.expr(&f.value));
            }
            ExprKind::RecordAccess { base, .. } => self.expr(base),
            ExprKind::Binary(elements) => {
                for element in elements {
                    self.expr(&element.value);
                    element.size.iter().for_each(|s| self.expr(s));
                }
            }
            ExprKind::Match { pattern: left, value: right }
            | ExprKind::Binary2 { left, right, .. }
            | ExprKind::AndAlso(left, right)
            | ExprKind::OrElse(left, right) => {
                self.expr(left);
                self.expr(right);
            }
            ExprKind::Unary { operand, .. } | ExprKind::Catch(operand) => self.expr(operand),
            ExprKind::Call { callee, args } => {
                self.expr(callee);
                self.exprs(args);
            }
            ExprKind::RemoteCall { module, function, args } => {
                self.expr(module);
                self.expr(function);
                self.exprs(args);
            }
            _ => self.control(expr),
        }
    }

    fn control(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::If(clauses) => self.clauses(clauses),
            ExprKind::Case { subject, clauses } => {
                self.expr(subject);
                self.clauses(clauses);
            }
            ExprKind::Receive { clauses, after } => {
                self.clauses(clauses);
                if let Some(after) = after {
                    self.expr(&after.timeout);
                    self.exprs(&after.body);
                }
            }
            ExprKind::Try(parts) => {
                self.exprs(&parts.body);
                self.clauses(&parts.of);
                self.clauses(&parts.catch);
                self.exprs(&parts.after);
            }
            ExprKind::FunRemote { module, function, arity } => {
                self.expr(module);
                self.expr(function);
                self.expr(arity);
            }
            ExprKind::Fun { name, clauses } => {
                let mark = self.hidden.len();
                self.hidden.extend(name.clone());
                self.fun_clauses(clauses);
                self.hidden.truncate(mark);
            }
            ExprKind::ListComp { template, qualifiers } | ExprKind::BinaryComp { template, qualifiers } => {
                self.comprehension(template, qualifiers);
            }
            ExprKind::Maybe { body, clauses } => {
                self.exprs(body);
                self.clauses(clauses);
            }
            _ => {}
        }
    }
}
