//! The order of what may be tuples of small integers: keys of trees, priorities.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::I64;
use cranelift_codegen::ir::{Block as CodeBlock, InstBuilder, Value};
use swerl_core::ir::Operand;
use swerl_runtime::term::{Kind, TAG_BOXED, TAG_HEADER};

use super::segment::Segment;
use crate::analysis::Mode;
use crate::layout;

impl Segment<'_, '_> {
    /// Whether tuples are looked at in place: where a comparison is all that is done with two terms.
    pub fn may_be_tuples(&self, left: &Operand, right: &Operand) -> bool {
        self.mode == Mode::Fast
            && [left, right].iter().all(|operand| self.is_open(operand))
            && ![left, right].iter().any(|operand| self.is_known_small(operand))
    }

    fn is_open(&self, operand: &Operand) -> bool {
        self.compiler.hints.may_be_any(operand) && !self.is_known_float(operand)
    }

    /// Branches on the order of two small integers, or of two tuples of the same size up to their first elements that
    /// differ, if these are small integers. Anything else leaves for general code.
    pub fn compare_tuples(&mut self, condition: IntCC, a: Value, b: Value, yes: CodeBlock, no: CodeBlock) {
        let slow = self.slow_exit();
        let (small, tuples, round) = (self.b.create_block(), self.b.create_block(), self.b.create_block());
        let bits = self.b.ins().bor(a, b);
        let odd = self.b.ins().band_imm_s(bits, 1);
        self.b.ins().brif(odd, tuples, &[], small, &[]);
        self.b.switch_to_block(small);
        let holds = self.b.ins().icmp(condition, a, b);
        self.b.ins().brif(holds, yes, &[], no, &[]);

        self.b.switch_to_block(tuples);
        self.branch_unless_tag(a, TAG_BOXED, slow);
        self.branch_unless_tag(b, TAG_BOXED, slow);
        let (header, other) = (self.load(a, layout::HEADER), self.load(b, layout::HEADER));
        let alike = self.equal(header, other);
        self.branch_unless(alike, slow);
        let kind = self.b.ins().band_imm_s(header, 0xff);
        let expected = (Kind::Tuple as i64) << 3 | TAG_HEADER as i64;
        let is_tuple = self.b.ins().icmp_imm_s(IntCC::Equal, kind, expected);
        self.branch_unless(is_tuple, slow);
        let size = self.b.ins().ushr_imm_u(header, 8);
        let bytes = self.b.ins().ishl_imm_u(size, 3);
        let zero = self.constant(0);
        self.b.ins().jump(round, &[zero.into()]);

        self.b.switch_to_block(round);
        let at = self.b.append_block_param(round, I64);
        let (look, next, differ) = (self.b.create_block(), self.b.create_block(), self.b.create_block());
        let or_equal = matches!(condition, IntCC::SignedLessThanOrEqual | IntCC::SignedGreaterThanOrEqual);
        let is_more = self.b.ins().icmp(IntCC::UnsignedLessThan, at, bytes);
        self.b.ins().brif(is_more, look, &[], if or_equal { yes } else { no }, &[]);
        self.b.switch_to_block(look);
        let (first, second) = (self.b.ins().iadd(a, at), self.b.ins().iadd(b, at));
        let (first, second) = (self.load(first, layout::WORD0), self.load(second, layout::WORD0));
        let same = self.equal(first, second);
        self.b.ins().brif(same, next, &[], differ, &[]);
        self.b.switch_to_block(next);
        let further = self.offset(at, 8);
        self.b.ins().jump(round, &[further.into()]);
        self.b.switch_to_block(differ);
        let bits = self.b.ins().bor(first, second);
        let odd = self.b.ins().band_imm_s(bits, 1);
        self.branch_if(odd, slow);
        let holds = self.b.ins().icmp(condition, first, second);
        self.b.ins().brif(holds, yes, &[], no, &[]);
    }
}
