//! Comprehensions: each generator becomes a function that walks its list or bitstring. One of a list
//! comprehension conses onto its own result, so that the list is built in order; one of a binary
//! comprehension passes the bits on that there are so far.

use swerl_syntax::ast::{Expr, Qualifier};
use swerl_syntax::span::Span;

use super::guard::Ways;
use super::matching::Arm;
use super::pattern::Head;
use super::{Lowerer, joined};
use crate::ir::{Block, Callee, End, Failure, FunctionId, Key, Label, Lit, Op, Operand, Var};

/// What follows the elements that the qualifiers at hand give.
#[derive(Debug, Clone)]
pub(super) enum More {
    Nothing,
    /// What the enclosing generator gives for the rest of its list. The bits so far are not among the
    /// arguments: they go in as the second one. The place is the generator's, as in OTP's stack traces.
    Call(FunctionId, Vec<Operand>, Span),
}

/// What a comprehension makes.
#[derive(Debug, Clone)]
pub(super) enum Target {
    List,
    /// Nothing: nobody takes the value.
    Effect,
    /// A bitstring, of which there is so much.
    Bits(Operand),
}

/// What is the same in all parts of a comprehension.
#[derive(Clone, Copy)]
pub(super) struct Comprehension<'e> {
    pub template: &'e Expr,
    pub span: Span,
}

/// A generator with what it is part of.
pub(super) struct Generator<'e> {
    pub whole: Comprehension<'e>,
    pub pattern: &'e Expr,
    /// Where the list or the bitstring comes from.
    pub source: Span,
    pub inner: &'e [Qualifier],
    /// Whether it walks a bitstring.
    bits: bool,
}

impl Lowerer<'_> {
    /// `[Template || Qualifiers]`
    pub(super) fn comprehension(&mut self, template: &Expr, qualifiers: &[Qualifier], span: Span) -> Operand {
        self.comprehend(Comprehension { template, span }, qualifiers, &Target::List)
    }

    /// `[Template || Qualifiers]` whose value nobody takes. Its functions are called as those that make the list.
    pub(super) fn comprehension_for_effect(&mut self, template: &Expr, qualifiers: &[Qualifier], span: Span) {
        self.comprehend(Comprehension { template, span }, qualifiers, &Target::Effect);
    }

    /// `<< Template || Qualifiers >>`
    pub(super) fn binary_comprehension(
        &mut self,
        template: &Expr,
        qualifiers: &[Qualifier],
        span: Span,
    ) -> Operand {
        let empty = Operand::Lit(Lit::Bits([].into(), 0));
        self.comprehend(Comprehension { template, span }, qualifiers, &Target::Bits(empty))
    }

    fn comprehend(&mut self, whole: Comprehension, qualifiers: &[Qualifier], target: &Target) -> Operand {
        let mark = self.f.env.mark();
        let value = self.qualifiers(whole, qualifiers, &More::Nothing, target);
        self.f.env.rollback(mark);
        value
    }

    /// The elements that the qualifiers give, followed by `more`.
    pub(super) fn qualifiers(
        &mut self,
        whole: Comprehension,
        qualifiers: &[Qualifier],
        more: &More,
        target: &Target,
    ) -> Operand {
        let Some((first, inner)) = qualifiers.split_first() else {
            return self.produce(whole, more, target);
        };
        match first {
            Qualifier::Filter(filter) => {
                let done = self.label();
                let (yes, no) = (self.label(), self.label());
                let mark = self.f.env.mark();
                let test = self.filter(filter, yes, no);
                let kept = self.apart(|s| {
                    let value = s.qualifiers(whole, inner, more, target);
                    s.finish(End::Jump(done, vec![value]))
                });
                self.f.env.rollback(mark);
                let dropped = self.apart(|s| {
                    let value = s.more(more, target);
                    s.finish(End::Jump(done, vec![value]))
                });
                self.join_value(done, joined(yes, kept, joined(no, dropped, test)))
            }
            Qualifier::Generate { pattern, source, .. }
            | Qualifier::GenerateBinary { pattern, source, .. } => {
                let mark = self.f.env.mark();
                let walked = self.expr(source);
                self.f.env.rollback(mark);
                let bits = matches!(first, Qualifier::GenerateBinary { .. });
                let generator = Generator { whole, pattern, source: source.span, inner, bits };
                self.generate(generator, walked, more, target)
            }
        }
    }

    /// One element, followed by `more`.
    fn produce(&mut self, whole: Comprehension, more: &More, target: &Target) -> Operand {
        match target {
            Target::List => {
                let element = self.expr(whole.template);
                let rest = self.more(more, target);
                self.list(vec![element], rest, self.line(whole.span))
            }
            Target::Effect => {
                self.effect(whole.template);
                self.more(more, target)
            }
            Target::Bits(before) => {
                let bits = self.append_template(before.clone(), whole.template);
                self.more(more, &Target::Bits(bits))
            }
        }
    }

    pub(super) fn more(&mut self, more: &More, target: &Target) -> Operand {
        match (more, target) {
            (More::Nothing, Target::List | Target::Effect) => Operand::Lit(Lit::Nil),
            (More::Nothing, Target::Bits(bits)) => bits.clone(),
            (More::Call(id, args, place), _) => {
                let args = with_bits(args.clone(), target);
                self.emit(Op::Call { callee: Callee::Local(*id), args }, self.line(*place))
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
    fn generate(&mut self, generator: Generator, source: Operand, more: &More, target: &Target) -> Operand {
        let mut names = super::free::in_qualifiers(generator.whole.template, generator.inner);
        names.extend(super::free::in_pattern(generator.pattern));
        names.retain(|name| self.f.env.get(name).is_some());
        let captures = self.captures(names);
        let (number, lifted) = (self.next_number(), self.next_lifted());
        let kind = match target {
            Target::List | Target::Effect => format!("lc$^{number}/1"),
            Target::Bits(_) => format!("lbc$^{number}/2"),
        };
        let name = format!("{}{kind}-{lifted}-", self.owner.prefix);
        let id = self.reserve();
        let outer = std::mem::take(&mut self.f);

        let subject = self.var();
        let within = match target {
            Target::List | Target::Effect => target.clone(),
            Target::Bits(_) => Target::Bits(Operand::Var(self.var())),
        };
        let mut params = self.bind_captures(&captures);
        let mut passed = captures.operands;
        let more = self.pass_on(more, &mut passed, &mut params);
        let own: Vec<Operand> = params.iter().map(|&v| Operand::Var(v)).collect();
        let walk = Walk { id, subject, own, more: &more, target: &within, place: generator.pattern.span };
        let body = match generator.bits {
            true => self.walk_bits(&generator, walk),
            false => self.walk_list(&generator, walk),
        };
        if let Target::Bits(Operand::Var(bits)) = within {
            params.insert(0, bits);
        }
        params.insert(0, subject);
        self.add_function(id, name.into(), generator.whole.span, params, None, body);

        self.f = outer;
        let mut args = vec![source];
        args.extend(passed);
        let args = with_bits(args, target);
        self.emit(Op::Call { callee: Callee::Local(id), args }, self.line(generator.pattern.span))
    }

    /// `more` as it is inside the new function: its arguments are parameters there.
    fn pass_on(&mut self, more: &More, passed: &mut Vec<Operand>, params: &mut Vec<Var>) -> More {
        let More::Call(id, args, place) = more else { return More::Nothing };
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
                Operand::Var(params[at])
            })
            .collect();
        More::Call(*id, args, *place)
    }

    /// The body of a list generator's function.
    fn walk_list(&mut self, generator: &Generator, walk: Walk) -> Block {
        let line = self.line(generator.source);
        let list = Operand::Var(walk.subject);
        let cell = self.apart(|s| {
            let element = s.emit(Op::Head(list.clone()), line);
            let tail = s.emit(Op::Tail(list.clone()), line);
            let rest = walk.rest(tail);
            let fail = s.label();
            let tree = s.element(generator, element, &rest, walk.target, fail);
            let skip = s.apart(|s| {
                let value = s.more(&rest, walk.target);
                s.finish(End::Return(value))
            });
            s.finish_with(joined(fail, skip, tree))
        });
        let end = self.apart(|s| {
            let value = s.more(walk.more, walk.target);
            s.finish(End::Return(value))
        });
        let failure = Failure::BadGenerator(list.clone());
        let bad = Block { stmts: Vec::new(), end: End::Fail { failure, line } };
        self.finish(End::Switch {
            subject: list,
            arms: vec![(Key::Cons, cell), (Key::Nil, end)],
            default: Box::new(bad),
        })
    }

    /// What one element gives; an element that does not match jumps to `fail`.
    fn element(
        &mut self,
        generator: &Generator,
        element: Operand,
        rest: &More,
        target: &Target,
        fail: Label,
    ) -> Block {
        let mut head = Head::new(true);
        let pattern = std::slice::from_ref(generator.pattern);
        let patterns = self.head_patterns(&mut head, pattern, false);
        let own = self.label();
        let code = self.apart(|s| {
            s.conditions(&head, own);
            let value = s.qualifiers(generator.whole, generator.inner, rest, target);
            s.finish(End::Return(value))
        });
        let arm = Arm { patterns, fail: own, guarded: head.is_conditional(), code: Some(code) };
        self.tree(vec![element], vec![arm], fail, self.line(generator.whole.span))
    }
}

/// What a generator's function works with.
pub(super) struct Walk<'w> {
    pub id: FunctionId,
    /// The list or the bitstring.
    pub subject: Var,
    /// What is passed on from one element to the next.
    pub own: Vec<Operand>,
    /// What follows the last element.
    pub more: &'w More,
    pub target: &'w Target,
    /// Where the generator stands.
    pub place: Span,
}

impl Walk<'_> {
    /// What the elements of `subject` give.
    pub fn rest(&self, subject: Operand) -> More {
        let mut args = vec![subject];
        args.extend(self.own.iter().cloned());
        More::Call(self.id, args, self.place)
    }
}

/// The arguments of a generator's function, with the bits so far.
fn with_bits(mut args: Vec<Operand>, target: &Target) -> Vec<Operand> {
    if let Target::Bits(bits) = target {
        args.insert(1, bits.clone());
    }
    args
}
