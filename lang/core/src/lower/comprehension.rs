//! List comprehensions: each generator becomes a function that walks its list and conses onto its
//! own result, so that the list is built in order.

use swerl_syntax::ast::{Expr, Qualifier};
use swerl_syntax::span::Span;

use super::guard::Ways;
use super::matching::Arm;
use super::pattern::Head;
use super::{Lowerer, atom, joined};
use crate::ir::{Block, Callee, End, Failure, FunctionId, Key, Label, Lit, Op, Operand, Var};

/// What follows the elements that the qualifiers at hand give.
#[derive(Debug, Clone)]
enum More {
    Nothing,
    /// What the enclosing generator gives for the rest of its list.
    Call(FunctionId, Vec<Operand>),
}

/// A generator with what it is part of.
struct Generator<'e> {
    template: &'e Expr,
    pattern: &'e Expr,
    inner: &'e [Qualifier],
    span: Span,
}

impl Lowerer<'_> {
    pub(super) fn comprehension(&mut self, template: &Expr, qualifiers: &[Qualifier], span: Span) -> Operand {
        let mark = self.f.env.mark();
        let value = self.qualifiers(template, qualifiers, &More::Nothing, span);
        self.f.env.rollback(mark);
        value
    }

    /// The elements that the qualifiers give, followed by `more`.
    fn qualifiers(&mut self, template: &Expr, qualifiers: &[Qualifier], more: &More, span: Span) -> Operand {
        let Some((first, inner)) = qualifiers.split_first() else {
            let element = self.expr(template);
            let rest = self.more(more, span);
            return self.list(vec![element], rest, self.line(span));
        };
        match first {
            Qualifier::Filter(filter) => {
                let done = self.label();
                let (yes, no) = (self.label(), self.label());
                let mark = self.f.env.mark();
                let test = self.filter(filter, yes, no);
                let kept = self.apart(|s| {
                    let value = s.qualifiers(template, inner, more, span);
                    s.finish(End::Jump(done, vec![value]))
                });
                self.f.env.rollback(mark);
                let dropped = self.apart(|s| {
                    let value = s.more(more, span);
                    s.finish(End::Jump(done, vec![value]))
                });
                self.join_value(done, joined(yes, kept, joined(no, dropped, test)))
            }
            Qualifier::Generate { pattern, source, .. } => {
                let mark = self.f.env.mark();
                let source = self.expr(source);
                self.f.env.rollback(mark);
                self.generate(Generator { template, pattern, inner, span }, source, more)
            }
            Qualifier::GenerateBinary { span, .. } => {
                self.error(*span, "binary generators are not supported");
                atom("error")
            }
        }
    }

    fn more(&mut self, more: &More, span: Span) -> Operand {
        match more {
            More::Nothing => Operand::Lit(Lit::Nil),
            More::Call(id, args) => {
                let op = Op::Call { callee: Callee::Local(*id), args: args.clone() };
                self.emit(op, self.line(span))
            }
        }
    }

    /// What goes on to `yes` or `no` after a filter. One that is a guard test is false where it fails;
    /// any other must give a boolean.
    fn filter(&mut self, filter: &Expr, yes: Label, no: Label) -> Block {
        if crate::legal::is_guard_test(filter, self.facts) {
            return self.top_test(filter, Ways { yes, no, fail: no });
        }
        let line = self.line(filter.span);
        // Evaluated here, and not in the block, since what it binds is seen further on.
        let value = self.expr(filter);
        let failure = Failure::BadFilter(value.clone());
        let bad = Block { stmts: Vec::new(), end: End::Fail { failure, line } };
        super::operators::switch_boolean(value, true, super::jump(yes), super::jump(no), bad)
    }

    /// Calls a new function that walks `source`.
    fn generate(&mut self, generator: Generator, source: Operand, more: &More) -> Operand {
        let span = generator.span;
        let mut names = super::free::in_qualifiers(generator.template, generator.inner);
        names.retain(|name| self.f.env.get(name).is_some());
        let captures = self.captures(names);
        let (number, lifted) = (self.next_number(), self.next_lifted());
        let name = format!("{}lc$^{number}/1-{lifted}-", self.owner.prefix);
        let id = self.reserve();
        let outer = std::mem::take(&mut self.f);

        let list = self.var();
        let mut params = vec![list];
        params.extend(self.bind_captures(&captures));
        let mut passed = captures.operands;
        let more = self.pass_on(more, &mut passed, &mut params);
        let own: Vec<Operand> = params[1..].iter().map(|&v| Operand::Var(v)).collect();
        let body = self.walk(&generator, id, list, own, &more);
        self.add_function(id, name.into(), span, params, None, body);

        self.f = outer;
        let mut args = vec![source];
        args.extend(passed);
        self.emit(Op::Call { callee: Callee::Local(id), args }, self.line(span))
    }

    /// `more` as it is inside the new function: its arguments are parameters there.
    fn pass_on(&mut self, more: &More, passed: &mut Vec<Operand>, params: &mut Vec<Var>) -> More {
        let More::Call(id, args) = more else { return More::Nothing };
        let args = args
            .iter()
            .map(|arg| {
                if matches!(arg, Operand::Lit(_)) {
                    return arg.clone();
                }
                let at = passed.iter().position(|p| p == arg).unwrap_or_else(|| {
                    passed.push(arg.clone());
                    params.push(self.var());
                    passed.len() - 1
                });
                Operand::Var(params[at + 1])
            })
            .collect();
        More::Call(*id, args)
    }

    /// The body of a generator's function.
    fn walk(
        &mut self,
        generator: &Generator,
        id: FunctionId,
        list: Var,
        own: Vec<Operand>,
        more: &More,
    ) -> Block {
        let span = generator.span;
        let line = self.line(span);
        let cell = self.apart(|s| {
            let element = s.emit(Op::Head(Operand::Var(list)), line);
            let mut args = vec![s.emit(Op::Tail(Operand::Var(list)), line)];
            args.extend(own);
            let rest = More::Call(id, args);
            let fail = s.label();
            let tree = s.element(generator, element, &rest, fail);
            let skip = s.apart(|s| {
                let value = s.more(&rest, span);
                s.finish(End::Return(value))
            });
            s.finish_with(joined(fail, skip, tree))
        });
        let end = self.apart(|s| {
            let value = s.more(more, span);
            s.finish(End::Return(value))
        });
        let failure = Failure::BadGenerator(Operand::Var(list));
        let bad = Block { stmts: Vec::new(), end: End::Fail { failure, line } };
        self.finish(End::Switch {
            subject: Operand::Var(list),
            arms: vec![(Key::Cons, cell), (Key::Nil, end)],
            default: Box::new(bad),
        })
    }

    /// What one element gives; an element that does not match jumps to `fail`.
    fn element(&mut self, generator: &Generator, element: Operand, rest: &More, fail: Label) -> Block {
        let mut head = Head::new(true);
        let pattern = std::slice::from_ref(generator.pattern);
        let patterns = self.head_patterns(&mut head, pattern, false);
        let code = self.apart(|s| {
            s.conditions(&head, fail);
            let value = s.qualifiers(generator.template, generator.inner, rest, generator.span);
            s.finish(End::Return(value))
        });
        let arm = Arm { patterns, fail: self.label(), guarded: false, code: Some(code) };
        self.tree(vec![element], vec![arm], fail, self.line(generator.span))
    }
}
