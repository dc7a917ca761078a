//! Built-in functions that compiled code computes by itself: on small integers and known shapes.
//!
//! A small integer is its value shifted left by one, so sums, differences and bitwise operations work
//! on the words as they are.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::I64;
use cranelift_codegen::ir::{Block as CodeBlock, InstBuilder, Value};
use swerl_core::ir::{Label, Operand, Var};
use swerl_runtime::atom;
use swerl_runtime::term::{Kind, TAG_BOXED, TAG_CONS, TAG_HEADER};

use super::heap::small_literal;
use super::segment::Segment;
use crate::inline::Inline;
use crate::layout;
use crate::unit::CompileError;

impl Segment<'_, '_> {
    /// The value of such a function. What does not fit goes to general code; a guard's failure that is
    /// certain goes to its join.
    pub fn inline_bif(
        &mut self,
        inline: Inline,
        args: &[Operand],
        fail: Option<Label>,
        result: Var,
    ) -> Result<Option<Value>, CompileError> {
        Ok(Some(match inline {
            Inline::Bits(operation) => return self.bits_operation(operation, args, fail, result),
            Inline::Own => self.load(self.process, layout::PID),
            Inline::Test(test) => self.truth(|segment, yes, no| segment.type_test(test, &args[0], yes, no)),
            Inline::Compare(compare) => {
                self.truth(|segment, yes, no| segment.compare(compare, &args[0], &args[1], yes, no))
            }
            Inline::And | Inline::Or | Inline::Xor | Inline::Not => self.boolean_bif(inline, args, fail)?,
            Inline::Head | Inline::Tail | Inline::Element | Inline::TupleSize => {
                let value = self.shape_bif(inline, args, fail)?;
                if inline == Inline::TupleSize {
                    self.learn_small(&Operand::Var(result));
                }
                value
            }
            _ if self.is_float_operation(inline, args) => {
                self.float_operation(inline, args, result);
                return Ok(None);
            }
            _ => {
                let value = self.arithmetic(inline, args);
                self.learn_small(&Operand::Var(result));
                value
            }
        }))
    }

    /// A truth value from something that branches.
    fn truth(&mut self, branch: impl FnOnce(&mut Self, CodeBlock, CodeBlock)) -> Value {
        let (yes, no, merge) = (self.b.create_block(), self.b.create_block(), self.b.create_block());
        let value = self.b.append_block_param(merge, I64);
        let path = self.save_path();
        branch(self, yes, no);
        self.restore_path(&path);
        for (block, word) in [(yes, atom::TRUE), (no, atom::FALSE)] {
            self.b.switch_to_block(block);
            let word = self.constant(word.term().0);
            self.b.ins().jump(merge, &[word.into()]);
        }
        self.b.switch_to_block(merge);
        value
    }

    /// Goes on if the condition holds. Else an argument is of the wrong type: a guard fails, and general
    /// code finds out what to raise.
    pub fn require(&mut self, condition: Value, fail: Option<Label>) -> Result<(), CompileError> {
        let Some(label) = fail else {
            let slow = self.slow_exit();
            self.branch_unless(condition, slow);
            return Ok(());
        };
        let (failing, next) = (self.b.create_block(), self.b.create_block());
        self.b.ins().brif(condition, next, &[], failing, &[]);
        self.b.switch_to_block(failing);
        let path = self.save_path();
        self.jump(label, &[])?;
        self.restore_path(&path);
        self.b.switch_to_block(next);
        Ok(())
    }

    fn shape_bif(
        &mut self,
        inline: Inline,
        args: &[Operand],
        fail: Option<Label>,
    ) -> Result<Value, CompileError> {
        let subject = self.value(&args[args.len() - 1]);
        Ok(match inline {
            Inline::Head | Inline::Tail => {
                let is_cons = self.has_tag(subject, TAG_CONS);
                self.require(is_cons, fail)?;
                let offset = if inline == Inline::Head { layout::HEAD } else { layout::TAIL };
                self.load(subject, offset)
            }
            Inline::TupleSize => self.checked_size(subject, fail)?,
            _ => {
                // Sizes and positions are compared as small integers, from 1 on.
                let size = self.checked_size(subject, fail)?;
                let position = self.value(&args[0]);
                if !self.is_known_small(&args[0]) {
                    let odd = self.b.ins().band_imm_s(position, 1);
                    let small = self.b.ins().icmp_imm_s(IntCC::Equal, odd, 0);
                    self.require(small, fail)?;
                }
                let index = self.offset(position, -2);
                let inside = self.b.ins().icmp(IntCC::UnsignedLessThan, index, size);
                self.require(inside, fail)?;
                let bytes = self.b.ins().ishl_imm_u(index, 2);
                let address = self.b.ins().iadd(subject, bytes);
                self.load(address, layout::WORD0)
            }
        })
    }

    /// The size of what must be a tuple, as a small integer.
    fn checked_size(&mut self, subject: Value, fail: Option<Label>) -> Result<Value, CompileError> {
        let is_boxed = self.has_tag(subject, TAG_BOXED);
        self.require(is_boxed, fail)?;
        let header = self.load(subject, layout::HEADER);
        let low = self.b.ins().band_imm_s(header, 0xff);
        let expected = (Kind::Tuple as i64) << 3 | TAG_HEADER as i64;
        let fits = self.b.ins().icmp_imm_s(IntCC::Equal, low, expected);
        self.require(fits, fail)?;
        let size = self.b.ins().ushr_imm_u(header, 8);
        Ok(self.b.ins().ishl_imm_u(size, 1))
    }

    fn boolean_bif(
        &mut self,
        inline: Inline,
        args: &[Operand],
        fail: Option<Label>,
    ) -> Result<Value, CompileError> {
        let mut flags = Vec::new();
        for operand in args {
            let value = self.value(operand);
            let (yes, no) = (atom::TRUE.term().0, atom::FALSE.term().0);
            let (yes, no) = (self.constant(yes), self.constant(no));
            let is_true = self.equal(value, yes);
            let is_false = self.equal(value, no);
            let is_boolean = self.b.ins().bor(is_true, is_false);
            self.require(is_boolean, fail)?;
            flags.push(is_true);
        }
        let flag = match inline {
            Inline::And => self.b.ins().band(flags[0], flags[1]),
            Inline::Or => self.b.ins().bor(flags[0], flags[1]),
            Inline::Xor => self.b.ins().bxor(flags[0], flags[1]),
            _ => self.b.ins().icmp_imm_s(IntCC::Equal, flags[0], 0),
        };
        Ok(self.boolean(flag))
    }

    fn arithmetic(&mut self, inline: Inline, args: &[Operand]) -> Value {
        let values: Vec<Value> = args.iter().map(|operand| self.value(operand)).collect();
        let pairs: Vec<(&Operand, Value)> = args.iter().zip(values.iter().copied()).collect();
        self.require_small(&pairs);
        let a = values[0];
        let b = values.get(1).copied().unwrap_or(a);
        match inline {
            Inline::Add => {
                let (sum, overflow) = self.b.ins().sadd_overflow(a, b);
                self.unless_overflow(sum, overflow)
            }
            Inline::Sub => {
                let (difference, overflow) = self.b.ins().ssub_overflow(a, b);
                self.unless_overflow(difference, overflow)
            }
            Inline::Negate => {
                let zero = self.constant(0);
                let (negated, overflow) = self.b.ins().ssub_overflow(zero, a);
                self.unless_overflow(negated, overflow)
            }
            Inline::Abs => {
                let zero = self.constant(0);
                let (negated, overflow) = self.b.ins().ssub_overflow(zero, a);
                let negated = self.unless_overflow(negated, overflow);
                let negative = self.b.ins().icmp(IntCC::SignedLessThan, a, zero);
                self.b.ins().select(negative, negated, a)
            }
            Inline::Mul => {
                let a = self.b.ins().sshr_imm_u(a, 1);
                let (product, overflow) = self.b.ins().smul_overflow(a, b);
                self.unless_overflow(product, overflow)
            }
            Inline::IntDiv | Inline::Rem => self.divide(inline, a, b, &args[1]),
            Inline::Band => self.b.ins().band(a, b),
            Inline::Bor => self.b.ins().bor(a, b),
            Inline::Bxor => self.b.ins().bxor(a, b),
            Inline::Bnot => self.b.ins().bxor_imm_s(a, -2),
            Inline::Bsl | Inline::Bsr => self.shift(inline, a, b),
            _ => unreachable!("not arithmetic"),
        }
    }

    fn unless_overflow(&mut self, value: Value, overflow: Value) -> Value {
        let slow = self.slow_exit();
        self.branch_if(overflow, slow);
        value
    }

    fn divide(&mut self, inline: Inline, a: Value, b: Value, divisor: &Operand) -> Value {
        let constant = match divisor {
            Operand::Lit(lit) => small_literal(lit),
            Operand::Var(_) => None,
        };
        if !constant.is_some_and(|n| n != 0 && n != -1) {
            // Zero raises; the smallest integer divided by -1 is not small.
            let slow = self.slow_exit();
            for (word, condition) in [(0, IntCC::Equal), (-2, IntCC::Equal)] {
                let special = self.b.ins().icmp_imm_s(condition, b, word);
                self.branch_if(special, slow);
            }
        }
        let (a, b) = (self.b.ins().sshr_imm_u(a, 1), self.b.ins().sshr_imm_u(b, 1));
        let result = if inline == Inline::IntDiv { self.b.ins().sdiv(a, b) } else { self.b.ins().srem(a, b) };
        self.b.ins().ishl_imm_u(result, 1)
    }

    fn shift(&mut self, inline: Inline, a: Value, b: Value) -> Value {
        let slow = self.slow_exit();
        let count = self.b.ins().sshr_imm_u(b, 1);
        let inside = self.b.ins().icmp_imm_s(IntCC::UnsignedLessThan, count, 62);
        self.branch_unless(inside, slow);
        if inline == Inline::Bsr {
            let shifted = self.b.ins().sshr(a, count);
            return self.b.ins().band_imm_s(shifted, -2);
        }
        let shifted = self.b.ins().ishl(a, count);
        let back = self.b.ins().sshr(shifted, count);
        let fits = self.equal(back, a);
        self.branch_unless(fits, slow);
        shifted
    }
}
