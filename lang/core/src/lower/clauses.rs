//! What chooses between clauses: function heads, `case`, `if`, `receive`.

use std::collections::HashMap;

use swerl_syntax::ast::{After, Clause, Expr, Name};
use swerl_syntax::diagnostic::Diagnostic;
use swerl_syntax::span::Span;

use super::build::Builder;
use super::expected::expected;
use super::expr::{can_split, split_tuple};
use super::matching::Arm;
use super::pattern::{Head, Pat};
use super::{Lowerer, atom, joined};
use crate::ir::{Block, End, Failure, Label, Op, Operand};

/// How a list of clauses is to be lowered.
pub(super) struct Choice<'c> {
    pub clauses: &'c [Clause],
    /// Whose clauses they are, for warnings.
    pub whose: &'c str,
    /// The subjects are the elements of the tuple that the one pattern is for.
    pub split: bool,
    /// Variables in the patterns are new whatever is bound outside.
    pub shadow: bool,
    /// The clauses are a receive's: a clause that is chosen takes the message.
    pub accept: bool,
    /// Variables that all clauses bind are bound afterwards.
    pub exports: bool,
    /// Somebody takes the value.
    pub taken: bool,
}

impl<'c> Choice<'c> {
    pub fn new(clauses: &'c [Clause]) -> Choice<'c> {
        Choice { clauses, whose: "", split: false, shadow: false, accept: false, exports: true, taken: true }
    }
}

/// A clause whose block is still open: how it ends depends on the other clauses.
pub(super) struct OpenClause {
    patterns: Vec<Pat>,
    fail: Label,
    guarded: bool,
    block: Builder,
    value: Operand,
    bound: Vec<(Name, Operand)>,
}

impl Lowerer<'_> {
    /// Goes on in the first clause that fits the subjects, and in `failure` where none does (its
    /// label is `fail`). Gives the value.
    pub(super) fn choose(
        &mut self,
        choice: Choice,
        subjects: Vec<Operand>,
        fail: Label,
        failure: End,
    ) -> Operand {
        let open = self.open_clauses(&choice);
        let done = self.label();
        let exports = if choice.exports { common(&open, &[]) } else { Vec::new() };
        let line = choice.clauses.first().map_or(0, |c| self.line(c.span));
        let arms = close(open, done, &exports);
        let constant = constant(&subjects);
        let tree = self.tree(subjects, arms, fail, line);
        if constant {
            self.hidden.clear();
        }
        self.warn_of_hidden(choice.clauses, choice.whose);
        let failure = Block { stmts: Vec::new(), end: failure };
        self.go_on(done, exports, joined(fail, failure, tree))
    }

    /// Joins clauses that have jumped to `done` with a value and the exported variables.
    pub(super) fn go_on(&mut self, done: Label, exports: Vec<Name>, rest: Block) -> Operand {
        let value = self.var();
        let mut params = vec![value];
        params.extend(exports.iter().map(|_| self.var()));
        self.join(done, params.clone(), rest);
        for (name, param) in exports.into_iter().zip(&params[1..]) {
            self.f.env.bind(name, Operand::Var(*param));
        }
        Operand::Var(value)
    }

    pub(super) fn open_clauses(&mut self, choice: &Choice) -> Vec<OpenClause> {
        choice.clauses.iter().map(|clause| self.open_clause(choice, clause)).collect()
    }

    fn open_clause(&mut self, choice: &Choice, clause: &Clause) -> OpenClause {
        let mark = self.f.env.mark();
        let mut head = Head::new(choice.shadow);
        let patterns = self.head_patterns(&mut head, &clause.patterns, choice.split);
        let fail = self.label();
        let waiting = self.begin_part();
        self.conditions(&head, fail);
        let tests = self.guard_before(&clause.guard, fail);
        if choice.accept {
            self.emit(Op::Accept, self.line(clause.span));
        }
        let value = self.body_of(&clause.body, choice.taken);
        let block = self.end_part(waiting);
        let bound = if choice.exports { self.f.env.since(mark) } else { Vec::new() };
        self.f.env.rollback(mark);
        OpenClause { patterns, fail, guarded: tests || head.is_conditional(), block, value, bound }
    }

    /// `if Clauses end`; `taken`: as [`Choice::taken`], here and below.
    pub(super) fn choose_if(&mut self, clauses: &[Clause], span: Span, taken: bool) -> Operand {
        let fail = self.label();
        let end = End::Fail { failure: Failure::IfClause, line: self.line(span) };
        self.choose(Choice { taken, ..Choice::new(clauses) }, Vec::new(), fail, end)
    }

    /// `case Subject of Clauses end`
    pub(super) fn case(&mut self, subject: &Expr, clauses: &[Clause], span: Span, taken: bool) -> Operand {
        let choice = Choice { taken, ..Choice::new(clauses) };
        if let Some(value) = self.boolean_case(subject, &choice, span) {
            return value;
        }
        let line = self.line(span);
        let parts = split_tuple(subject)
            .filter(|parts| clauses.iter().all(|c| can_split(&c.patterns[0], parts.len())));
        let Some(parts) = parts else {
            let subject = self.expr(subject);
            let fail = self.label();
            let end = End::Fail { failure: Failure::CaseClause(subject.clone()), line };
            return self.choose(choice, vec![subject], fail, end);
        };
        let subjects = self.exprs(parts);
        let fail = self.label();
        let open = self.open_clauses(&Choice { split: true, ..choice });
        let done = self.label();
        let exports = common(&open, &[]);
        let tree = self.tree(subjects.clone(), close(open, done, &exports), fail, line);
        if constant(&subjects) {
            self.hidden.clear();
        }
        self.warn_of_hidden(clauses, "");
        let failure = self.apart(|s| {
            let value = s.tuple(subjects, line);
            s.finish(End::Fail { failure: Failure::CaseClause(value), line })
        });
        self.go_on(done, exports, joined(fail, failure, tree))
    }

    /// `receive Clauses after Timeout -> Body end`
    pub(super) fn receive(
        &mut self,
        clauses: &[Clause],
        after: Option<&After>,
        span: Span,
        taken: bool,
    ) -> Operand {
        let line = self.line(span);
        let timeout = after.map(|after| self.expr(&after.timeout));
        for name in expected(clauses, &self.f.env) {
            if let Some(operand) = self.f.env.get(&name).cloned() {
                self.emit(Op::Expect(operand), line);
            }
        }
        let message = self.var();
        let open = self.open_clauses(&Choice { accept: true, taken, ..Choice::new(clauses) });
        let late = after.map(|after| self.open_after(&after.body, taken));
        let done = self.label();
        let exports = match &late {
            Some(late) if open.is_empty() => late.bound.iter().map(|(name, _)| name.clone()).collect(),
            Some(late) => common(&open, &[late]),
            None => common(&open, &[]),
        };
        let late = late.and_then(|late| close(vec![late], done, &exports).pop()?.code);
        let fail = self.label();
        let tree = self.tree(vec![Operand::Var(message)], close(open, done, &exports), fail, line);
        self.warn_of_hidden(clauses, "");
        let next = Block { stmts: Vec::new(), end: End::NextMessage };
        let matcher = Box::new(joined(fail, next, tree));
        let after = timeout.zip(late.map(Box::new));
        let rest = Block { stmts: Vec::new(), end: End::Receive { message, matcher, after, line } };
        self.go_on(done, exports, rest)
    }

    /// The body of `after`, as a clause without a head.
    fn open_after(&mut self, body: &[Expr], taken: bool) -> OpenClause {
        let mark = self.f.env.mark();
        let waiting = self.begin_part();
        let value = self.body_of(body, taken);
        let block = self.end_part(waiting);
        let bound = self.f.env.since(mark);
        self.f.env.rollback(mark);
        let fail = self.label();
        OpenClause { patterns: Vec::new(), fail, guarded: false, block, value, bound }
    }

    /// Warns of clauses that the decision tree built last never reaches.
    pub(super) fn warn_of_hidden(&mut self, clauses: &[Clause], whose: &str) {
        let mut hidden = std::mem::take(&mut self.hidden);
        if self.facts.options.contains("nowarn_nomatch") {
            return;
        }
        hidden.sort_unstable();
        for (arm, by) in hidden {
            let line = self.line(clauses[by].span);
            let message = format!(
                "this clause{whose} cannot match because a previous clause at line {line} always matches"
            );
            self.diagnostics.push(Diagnostic::warning(clauses[arm].span, message));
        }
    }

    /// Emits the tests that a head's repeated and bound variables ask for.
    pub(super) fn conditions(&mut self, head: &Head, fail: Label) {
        for (left, right) in &head.conditions {
            let (left, right) = (left.clone(), right.clone());
            self.test_here(|s, yes| s.equal_or(left, right, yes, fail));
        }
    }
}

/// Whether what clauses are to match is known: that not all of them can is probably meant then.
fn constant(subjects: &[Operand]) -> bool {
    !subjects.is_empty() && subjects.iter().all(|subject| matches!(subject, Operand::Lit(_)))
}

/// The variables that every clause binds, in the order of the first one.
pub(super) fn common(open: &[OpenClause], more: &[&OpenClause]) -> Vec<Name> {
    let mut counts: HashMap<&Name, usize> = HashMap::new();
    for clause in open.iter().chain(more.iter().copied()) {
        for (name, _) in &clause.bound {
            *counts.entry(name).or_default() += 1;
        }
    }
    let all = open.len() + more.len();
    let first = open.first().map_or(&[][..], |clause| &clause.bound);
    first.iter().map(|(name, _)| name).filter(|name| counts[name] == all).cloned().collect()
}

/// Ends each clause with a jump to `done` that passes its value and the exported variables.
pub(super) fn close(open: Vec<OpenClause>, done: Label, exports: &[Name]) -> Vec<Arm> {
    open.into_iter()
        .map(|mut clause| {
            let mut values = vec![clause.value];
            if !exports.is_empty() {
                let bound: HashMap<&Name, &Operand> =
                    clause.bound.iter().map(|(name, value)| (name, value)).collect();
                values.extend(
                    exports
                        .iter()
                        .map(|name| bound.get(name).map_or_else(|| atom("error"), |&value| value.clone())),
                );
            }
            let code = Some(clause.block.finish(End::Jump(done, values)));
            Arm { patterns: clause.patterns, fail: clause.fail, guarded: clause.guarded, code }
        })
        .collect()
}
