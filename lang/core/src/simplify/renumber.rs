//! Numbers variables and labels in the order in which they first appear, so that equal functions
//! look equal.

use super::dead::Constants;
use crate::ir::{Block, End, Function, Label, Op, Operand, Var};

/// Renumbers a whole function, whose labels are numbered below `labels`, and puts `constants` in the
/// place of the variables that they are.
pub fn function(mut function: Function, labels: u32, constants: Constants) -> Function {
    let mut numbers = Numbers {
        vars: vec![None; function.vars as usize],
        labels: vec![None; labels as usize],
        next_var: 0,
        next_label: 0,
        constants,
    };
    if let Some(closure) = &mut function.closure {
        closure.captures.iter_mut().for_each(|var| numbers.var(var));
        closure.this.iter_mut().for_each(|var| numbers.var(var));
    }
    function.params.iter_mut().for_each(|var| numbers.var(var));
    numbers.block(&mut function.body);
    function.vars = numbers.next_var;
    function
}

struct Numbers {
    vars: Vec<Option<Var>>,
    labels: Vec<Option<Label>>,
    next_var: u32,
    next_label: u32,
    constants: Constants,
}

impl Numbers {
    fn var(&mut self, var: &mut Var) {
        let next = &mut self.next_var;
        *var = *self.vars[var.0 as usize].get_or_insert_with(|| {
            *next += 1;
            Var(*next - 1)
        });
    }

    fn label(&mut self, label: &mut Label) {
        let next = &mut self.next_label;
        *label = *self.labels[label.0 as usize].get_or_insert_with(|| {
            *next += 1;
            Label(*next - 1)
        });
    }

    fn operand(&mut self, operand: &mut Operand) {
        if let Operand::Var(var) = operand {
            match self.constants[var.0 as usize].take() {
                Some(lit) => *operand = Operand::Lit(lit),
                None => self.var(var),
            }
        }
    }

    fn block(&mut self, block: &mut Block) {
        for stmt in &mut block.stmts {
            stmt.op.operands_mut(|operand| self.operand(operand));
            if let Some(label) = Op::fail_label_mut(&mut stmt.op) {
                self.label(label);
            }
            self.var(&mut stmt.var);
        }
        self.end(&mut block.end);
    }

    fn end(&mut self, end: &mut End) {
        match end {
            End::Return(value) | End::Leave(value) => self.operand(value),
            End::Jump(label, args) => {
                self.label(label);
                args.iter_mut().for_each(|arg| self.operand(arg));
            }
            End::Join { label, params, body, rest } => {
                self.label(label);
                self.block(rest);
                params.iter_mut().for_each(|param| self.var(param));
                self.block(body);
            }
            End::If { cond, then, otherwise } => {
                cond.operands_mut(|operand| self.operand(operand));
                self.block(then);
                self.block(otherwise);
            }
            End::Switch { subject, arms, default } => {
                self.operand(subject);
                arms.iter_mut().for_each(|(_, arm)| self.block(arm));
                self.block(default);
            }
            End::Fail { failure, .. } => failure.operands_mut(|operand| self.operand(operand)),
            End::Reraise(exception) => exception.iter_mut().for_each(|o| self.operand(o)),
            End::Try { body, value, ok, caught, handler } => {
                self.block(body);
                self.var(value);
                self.block(ok);
                caught.iter_mut().for_each(|var| self.var(var));
                self.block(handler);
            }
            End::Receive { message, matcher, after, .. } => {
                self.var(message);
                self.block(matcher);
                if let Some((time, late)) = after {
                    self.operand(time);
                    self.block(late);
                }
            }
            End::NextMessage => {}
        }
    }
}
