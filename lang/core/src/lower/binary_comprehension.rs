//! Binary comprehensions, and generators that walk a bitstring.

use swerl_syntax::ast::{BinaryElement, Expr, ExprKind};

use super::Lowerer;
use super::comprehension::{Generator, Walk};
use super::matching::Arm;
use super::pattern::Head;
use crate::ir::{Block, Cond, End, Failure, Lit, Operand, TypeTest};

impl Lowerer<'_> {
    /// What a generator's function does with the bitstring `source`: matches its first element, and
    /// goes on with what follows it; one that has the right size and does not match is left out.
    pub(super) fn walk_bits(&mut self, generator: &Generator, walk: Walk) -> Block {
        let span = generator.whole.span;
        let line = self.line(generator.source);
        let ExprKind::Binary(elements) = &generator.pattern.kind else {
            self.error(generator.pattern.span, "illegal pattern");
            return self.finish(End::Return(Operand::Lit(Lit::Nil)));
        };
        let rest_name: swerl_syntax::ast::Name = "_ rest".into();
        let mut arms = Vec::new();
        for skipping in [false, true] {
            let mut elements: Vec<BinaryElement> =
                elements.iter().map(|e| if skipping { without_value(e) } else { e.clone() }).collect();
            elements.push(rest_element(&rest_name, generator.pattern));
            let mark = self.f.env.mark();
            let mut head = Head::new(true);
            let pattern = self.pattern_bits(&mut head, &elements, span);
            let fail = self.label();
            let code = self.apart(|s| {
                s.conditions(&head, fail);
                let rest = walk.rest(s.variable(&rest_name, span));
                let value = match skipping {
                    true => s.more(&rest, walk.target),
                    false => s.qualifiers(generator.whole, generator.inner, &rest, walk.target),
                };
                s.finish(End::Return(value))
            });
            self.f.env.rollback(mark);
            let guarded = head.is_conditional();
            arms.push(Arm { patterns: vec![pattern], fail, guarded, code: Some(code) });
        }
        let none = self.label();
        let source = Operand::Var(walk.subject);
        let tree = self.tree(vec![source.clone()], arms, none, line);
        self.hidden.clear();
        let end = self.apart(|s| {
            let value = s.more(walk.more, walk.target);
            s.finish(End::Return(value))
        });
        let failure = Failure::BadGenerator(source.clone());
        let bad = Block { stmts: Vec::new(), end: End::Fail { failure, line } };
        let done = Block {
            stmts: Vec::new(),
            end: End::If {
                cond: Cond::Is(TypeTest::Bitstring, source),
                then: Box::new(end),
                otherwise: Box::new(bad),
            },
        };
        self.finish_with(super::joined(none, done, tree))
    }

    /// The bits that a comprehension's template gives, after those of `before`.
    pub(super) fn append_template(&mut self, before: Operand, template: &Expr) -> Operand {
        if let ExprKind::Binary(elements) = &template.kind {
            return self.append_bits(before, elements, template.span);
        }
        let value = self.expr(template);
        self.append_bitstring(before, value, template.span)
    }
}

/// The rest of the bitstring, as the last element of a pattern.
fn rest_element(name: &swerl_syntax::ast::Name, pattern: &Expr) -> BinaryElement {
    BinaryElement {
        span: pattern.span,
        value: Expr { span: pattern.span, kind: ExprKind::Var(name.clone()) },
        size: None,
        specifiers: vec![("bits".into(), None)],
    }
}

/// An element that takes the same bits whatever they are. Variables stay: sizes may use them.
fn without_value(element: &BinaryElement) -> BinaryElement {
    let any = |value: &Expr| Expr { span: value.span, kind: ExprKind::Var("_".into()) };
    match &element.value.kind {
        ExprKind::Var(_) => element.clone(),
        ExprKind::String(_) => element.clone(),
        _ => BinaryElement { value: any(&element.value), ..element.clone() },
    }
}
