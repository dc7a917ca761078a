//! Built-in functions that compiled code computes by itself: on small integers and known shapes.
//!
//! A small integer is its value shifted left by one, so sums, differences and bitwise operations work
//! on the words as they are.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::I64;
use cranelift_codegen::ir::{Block as CodeBlock, InstBuilder, Value};
use swerl_core::ir::{Label, Operand, Var};
use swerl_runtime::atom;
use swerl_runtime::term::TAG_CONS;

use super::extent::Extent;
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
            Inline::Head | Inline::Tail => {
                let list = self.value(&args[0]);
                let is_cons = self.has_tag(list, TAG_CONS);
                self.require(is_cons, fail)?;
                self.load(list, if inline == Inline::Head { layout::HEAD } else { layout::TAIL })
            }
            Inline::TupleSize => {
                let size = self.tuple_size(&args[0], fail)?;
                self.learn_extent(&Operand::Var(result), Extent::TUPLE);
                self.size_word(size)
            }
            Inline::Element => self.element(&args[0], &args[1], fail)?,
            Inline::SetElement => {
                let (value, size) = self.set_element(args)?;
                self.learn_tuple(&Operand::Var(result), size);
                value
            }
            _ if self.is_float_operation(inline, args) => {
                self.float_operation(inline, args, result);
                return Ok(None);
            }
            _ => {
                let (value, extent) = self.arithmetic(inline, args);
                self.learn_extent(&Operand::Var(result), extent);
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

    /// A result that is a small integer, and how large it can be.
    fn arithmetic(&mut self, inline: Inline, args: &[Operand]) -> (Value, Extent) {
        let values: Vec<Value> = args.iter().map(|operand| self.value(operand)).collect();
        let pairs: Vec<(&Operand, Value)> = args.iter().zip(values.iter().copied()).collect();
        self.require_small(&pairs);
        let a = values[0];
        let b = values.get(1).copied().unwrap_or(a);
        let extents = [&args[0], args.get(1).unwrap_or(&args[0])].map(|operand| self.extent(operand));
        let extent = Extent::result(inline, args, extents[0], extents[1]);
        let value = match inline {
            Inline::Add if extent.is_small() => self.b.ins().iadd(a, b),
            Inline::Sub if extent.is_small() => self.b.ins().isub(a, b),
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
                // One's complement of a negative number, and one more.
                let sign = self.b.ins().sshr_imm_u(a, 63);
                let flipped = self.b.ins().bxor(a, sign);
                let (size, overflow) = self.b.ins().ssub_overflow(flipped, sign);
                self.unless_overflow(size, overflow)
            }
            Inline::Mul => {
                let a = self.b.ins().sshr_imm_u(a, 1);
                if extent.is_small() {
                    self.b.ins().imul(a, b)
                } else {
                    let (product, overflow) = self.b.ins().smul_overflow(a, b);
                    self.unless_overflow(product, overflow)
                }
            }
            Inline::IntDiv | Inline::Rem => self.divide(inline, a, b, &args[1]),
            Inline::Band => self.b.ins().band(a, b),
            Inline::Bor => self.b.ins().bor(a, b),
            Inline::Bxor => self.b.ins().bxor(a, b),
            Inline::Bnot => self.b.ins().bxor_imm_s(a, -2),
            Inline::Bsl | Inline::Bsr => self.shift(inline, a, b, &args[1], extent),
            Inline::Min => self.smaller(IntCC::SignedLessThanOrEqual, a, b),
            Inline::Max => self.smaller(IntCC::SignedGreaterThanOrEqual, a, b),
            _ => unreachable!("not arithmetic"),
        };
        (value, extent.min(Extent::SMALL))
    }

    /// The first of two if the condition holds for them, else the second.
    fn smaller(&mut self, condition: IntCC, a: Value, b: Value) -> Value {
        let holds = self.b.ins().icmp(condition, a, b);
        self.b.ins().select(holds, a, b)
    }

    fn unless_overflow(&mut self, value: Value, overflow: Value) -> Value {
        let slow = self.slow_exit();
        self.branch_if(overflow, slow);
        value
    }

    fn shift(&mut self, inline: Inline, a: Value, b: Value, count: &Operand, extent: Extent) -> Value {
        let constant = match count {
            Operand::Lit(lit) => small_literal(lit).filter(|count| (0..62).contains(count)),
            Operand::Var(_) => None,
        };
        if inline == Inline::Bsr
            && let Some(count) = constant
        {
            let shifted = self.b.ins().sshr_imm_u(a, count);
            return self.b.ins().band_imm_s(shifted, -2);
        }
        if let Some(count) = constant
            && extent.is_small()
        {
            return self.b.ins().ishl_imm_u(a, count);
        }
        let slow = self.slow_exit();
        let count = self.b.ins().sshr_imm_u(b, 1);
        if constant.is_none() {
            let inside = self.b.ins().icmp_imm_s(IntCC::UnsignedLessThan, count, 62);
            self.branch_unless(inside, slow);
        }
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
