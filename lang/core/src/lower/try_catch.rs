//! `try` and `catch`.

use swerl_syntax::ast::{Clause, Expr, ExprKind, Name, Try};
use swerl_syntax::span::Span;

use super::clauses::Choice;
use super::{Lowerer, atom, joined};
use crate::constant;
use crate::ir::{Block, Compare, Cond, End, Failure, Label, Lit, Op, Operand, Var};

/// Stands for the class where there is no exception: no exception has it.
const NO_EXCEPTION: &str = "ok";

impl Lowerer<'_> {
    /// `catch Expr`
    pub(super) fn catch(&mut self, expr: &Expr) -> Operand {
        let done = self.label();
        let mark = self.f.env.mark();
        let body = self.apart(|s| {
            let value = s.expr(expr);
            s.finish(End::Leave(value))
        });
        self.f.env.rollback(mark);
        let value = self.var();
        let ok = pass(done, Operand::Var(value));
        let caught = self.caught();
        let line = self.line(expr.span);
        let handler = self.apart(|s| {
            let value = s.emit(Op::CatchValue(caught.map(Operand::Var)), line);
            s.finish(End::Jump(done, vec![value]))
        });
        let rest = attempt(body, value, ok, caught, handler);
        self.join_value(done, rest)
    }

    fn caught(&mut self) -> [Var; 3] {
        [self.var(), self.var(), self.var()]
    }

    pub(super) fn try_catch(&mut self, parts: &Try, span: Span) -> Operand {
        let mark = self.f.env.mark();
        let value = if parts.after.is_empty() {
            self.try_of(&parts.body, &parts.of, &parts.catch, span)
        } else {
            self.try_after(parts, span)
        };
        self.f.env.rollback(mark);
        value
    }

    /// `try Body of Clauses catch Handlers end`
    fn try_of(&mut self, body: &[Expr], of: &[Clause], catch: &[Clause], span: Span) -> Operand {
        let done = self.label();
        let mark = self.f.env.mark();
        let waiting = self.begin_part();
        let value = self.body(body);
        let bound = self.seen_by(mark, of);
        let body = self.leave_with(value, &bound, span);
        self.end_part(waiting);

        let value = self.var();
        let ok = self.apart(|s| s.succeed(of, value, &bound, done, span));
        self.f.env.rollback(mark);
        let caught = self.caught();
        let handler = self.apart(|s| s.handle(catch, caught, done, span));
        let rest = attempt(body, value, ok, caught, handler);
        self.join_value(done, rest)
    }

    /// The variables bound since `mark` that the clauses of `of` mention.
    fn seen_by(&self, mark: super::env::Mark, clauses: &[Clause]) -> Vec<(Name, Operand)> {
        let bound = self.f.env.since(mark);
        if bound.is_empty() || clauses.is_empty() {
            return Vec::new();
        }
        let used = super::free::in_choice(clauses);
        bound.into_iter().filter(|(name, _)| used.contains(name)).collect()
    }

    /// Leaves the body of a try with its value and the variables that go on with it.
    fn leave_with(&mut self, value: Operand, bound: &[(Name, Operand)], span: Span) -> Block {
        if bound.is_empty() {
            return self.finish(End::Leave(value));
        }
        let mut elements = vec![value];
        elements.extend(bound.iter().map(|(_, value)| value.clone()));
        let all = self.emit(Op::Tuple(elements), self.line(span));
        self.finish(End::Leave(all))
    }

    /// What goes on with the value of a try's body.
    fn succeed(
        &mut self,
        of: &[Clause],
        value: Var,
        bound: &[(Name, Operand)],
        done: Label,
        span: Span,
    ) -> Block {
        let line = self.line(span);
        let mut subject = Operand::Var(value);
        if !bound.is_empty() {
            let all = subject;
            subject = self.emit(Op::Element(all.clone(), 0), line);
            for (i, (name, _)) in bound.iter().enumerate() {
                let element = self.emit(Op::Element(all.clone(), i as u32 + 1), line);
                self.f.env.bind(name.clone(), element);
            }
        }
        if !of.is_empty() {
            let fail = self.label();
            let end = End::Fail { failure: Failure::TryClause(subject.clone()), line };
            let choice = Choice { exports: false, ..Choice::new(of) };
            subject = self.choose(choice, vec![subject], fail, end);
        }
        self.finish(End::Jump(done, vec![subject]))
    }

    /// Chooses between the clauses of `catch`; raises the exception again where none fits.
    fn handle(&mut self, clauses: &[Clause], caught: [Var; 3], done: Label, span: Span) -> Block {
        let exception = caught.map(Operand::Var);
        if clauses.is_empty() {
            return self.finish(End::Reraise(exception));
        }
        let [class, reason, trace] = exception.clone();
        let line = self.line(span);
        let mut arms = Vec::new();
        for clause in clauses {
            let mark = self.f.env.mark();
            let waiting = self.begin_part();
            let (head, stack) = clause.patterns.split_at(clause.patterns.len().min(2));
            let mut names = super::pattern::Head::new(false);
            let patterns = self.head_patterns(&mut names, head, false);
            let fail = self.label();
            self.conditions(&names, fail);
            let tests = self.guard_before(&clause.guard, fail);
            if let Some(ExprKind::Var(name)) = stack.first().map(|e| &e.kind)
                && &**name != "_"
            {
                let built = self.emit(Op::BuildTrace(trace.clone()), line);
                self.f.env.bind(name.clone(), built);
            }
            let value = self.body(&clause.body);
            let code = Some(self.finish(End::Jump(done, vec![value])));
            self.end_part(waiting);
            self.f.env.rollback(mark);
            let guarded = tests || names.is_conditional();
            arms.push(super::matching::Arm { patterns, fail, guarded, code });
        }
        let fail = self.label();
        let tree = self.tree(vec![class, reason], arms, fail, line);
        self.warn_of_hidden(clauses, "");
        let again = Block { stmts: Vec::new(), end: End::Reraise(exception) };
        self.finish_with(joined(fail, again, tree))
    }

    /// `try … after After end`: both ways out of the rest come together before `after`, with the
    /// exception, or with the value and a class that no exception has.
    fn try_after(&mut self, parts: &Try, span: Span) -> Operand {
        let mark = self.f.env.mark();
        let body = self.apart(|s| {
            let value = if parts.of.is_empty() && parts.catch.is_empty() {
                s.body(&parts.body)
            } else {
                s.try_of(&parts.body, &parts.of, &parts.catch, span)
            };
            s.finish(End::Leave(value))
        });
        self.f.env.rollback(mark);
        let leaving = self.label();
        let value = self.var();
        let fine = vec![atom(NO_EXCEPTION), Operand::Var(value), Operand::Lit(Lit::Nil)];
        let ok = Block { stmts: Vec::new(), end: End::Jump(leaving, fine) };
        let caught = self.caught();
        let raised = caught.iter().map(|&v| Operand::Var(v)).collect();
        let handler = Block { stmts: Vec::new(), end: End::Jump(leaving, raised) };
        let rest = attempt(body, value, ok, caught, handler);

        let outcome = self.caught();
        self.join(leaving, outcome.to_vec(), rest);
        let mark = self.f.env.mark();
        self.body_of(&parts.after, false);
        self.f.env.rollback(mark);
        let [class, value, trace] = outcome.map(Operand::Var);
        let done = self.label();
        let normal = Operand::Lit(constant::atom(NO_EXCEPTION));
        let rest = Block {
            stmts: Vec::new(),
            end: End::If {
                cond: Cond::Compare(Compare::ExactEq, class.clone(), normal),
                then: Box::new(pass(done, value.clone())),
                otherwise: Box::new(Block { stmts: Vec::new(), end: End::Reraise([class, value, trace]) }),
            },
        };
        self.join_value(done, rest)
    }
}

fn pass(label: Label, value: Operand) -> Block {
    Block { stmts: Vec::new(), end: End::Jump(label, vec![value]) }
}

fn attempt(body: Block, value: Var, ok: Block, caught: [Var; 3], handler: Block) -> Block {
    let end = End::Try { body: Box::new(body), value, ok: Box::new(ok), caught, handler: Box::new(handler) };
    Block { stmts: Vec::new(), end }
}
