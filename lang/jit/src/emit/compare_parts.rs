//! The order of what may be atoms, or tuples or lists of these and of small integers: keys of trees, priorities, texts.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::I64;
use cranelift_codegen::ir::{Block as CodeBlock, InstBuilder, Value};
use swerl_core::ir::Operand;
use swerl_runtime::atom;
use swerl_runtime::term::{
    IMM_ATOM, IMM_MASK, IMM_NIL, Kind, PAYLOAD_SHIFT, TAG_BOXED, TAG_CONS, TAG_HEADER,
};

use super::segment::Segment;
use crate::analysis::Mode;
use crate::layout;

impl Segment<'_, '_> {
    /// Whether tuples and lists are looked at in place: where a comparison is all that is done with two terms.
    pub fn may_have_parts(&self, left: &Operand, right: &Operand) -> bool {
        self.mode == Mode::Fast
            && [left, right].iter().all(|operand| self.is_open(operand))
            && ![left, right].iter().any(|operand| self.is_known_small(operand))
    }

    fn is_open(&self, operand: &Operand) -> bool {
        self.compiler.hints.may_be_any(operand) && !self.is_known_float(operand)
    }

    /// Branches on the order of two small integers or atoms, or of two tuples of the same size up to their first elements
    /// that differ, if these are small integers, atoms or lists, or of two lists up to there. Anything else leaves for
    /// general code.
    pub fn compare_parts(&mut self, condition: IntCC, a: Value, b: Value, yes: CodeBlock, no: CodeBlock) {
        let slow = self.slow_exit();
        let (small, pointers) = (self.b.create_block(), self.b.create_block());
        let bits = self.b.ins().bor(a, b);
        let odd = self.b.ins().band_imm_s(bits, 1);
        self.b.ins().brif(odd, pointers, &[], small, &[]);
        self.b.switch_to_block(small);
        let holds = self.b.ins().icmp(condition, a, b);
        self.b.ins().brif(holds, yes, &[], no, &[]);

        self.b.switch_to_block(pointers);
        let (lists, others) = (self.b.create_block(), self.b.create_block());
        let (tuples, atoms) = (self.b.create_block(), self.b.create_block());
        let order = Order { condition, lists, atoms, yes, no };
        let is_list = self.has_tag(a, TAG_CONS);
        let (whole, part) = (self.constant(2 * MOST_CELLS + 1), self.constant(2 * MOST_CELLS));
        self.b.ins().brif(is_list, lists, &[a.into(), b.into(), whole.into()], others, &[]);

        self.b.switch_to_block(others);
        let is_boxed = self.has_tag(a, TAG_BOXED);
        self.b.ins().brif(is_boxed, tuples, &[], atoms, &[a.into(), b.into()]);
        self.b.switch_to_block(tuples);
        self.branch_unless_tag(b, TAG_BOXED, slow);
        let (first, second) = self.first_that_differ(&order, a, b);
        let bits = self.b.ins().bor(first, second);
        let odd = self.b.ins().band_imm_s(bits, 1);
        let (small, other) = (self.b.create_block(), self.b.create_block());
        self.b.ins().brif(odd, other, &[], small, &[]);
        self.b.switch_to_block(small);
        let holds = self.b.ins().icmp(condition, first, second);
        self.b.ins().brif(holds, yes, &[], no, &[]);
        self.b.switch_to_block(other);
        let is_list = self.has_tag(first, TAG_CONS);
        self.b.ins().brif(
            is_list,
            lists,
            &[first.into(), second.into(), part.into()],
            atoms,
            &[first.into(), second.into()],
        );
        self.compare_lists(&order);
        self.compare_atoms(&order);
    }

    /// Fills the block that branches on the order of two atoms, by the first bytes of their names.
    fn compare_atoms(&mut self, order: &Order) {
        let slow = self.slow_exit();
        self.b.switch_to_block(order.atoms);
        let words = [(); 2].map(|()| self.b.append_block_param(order.atoms, I64));
        let table = self.constant(atom::starts() as u64);
        let places = words.map(|word| {
            let low = self.b.ins().band_imm_s(word, IMM_MASK as i64);
            let is_atom = self.b.ins().icmp_imm_s(IntCC::Equal, low, IMM_ATOM as i64);
            self.branch_unless(is_atom, slow);
            let number = self.b.ins().ushr_imm_u(word, PAYLOAD_SHIFT);
            let place = self.b.ins().imul_imm_s(number, 8 * atom::START_WORDS as i64);
            self.b.ins().iadd(table, place)
        });
        let differ = self.b.create_block();
        let starts = [(); 2].map(|()| self.b.append_block_param(differ, I64));
        for at in 0..atom::START_WORDS {
            let [first, second] = places.map(|place| self.load(place, 8 * at as i32));
            let alike = self.b.create_block();
            let same = self.equal(first, second);
            self.b.ins().brif(same, alike, &[], differ, &[first.into(), second.into()]);
            self.b.switch_to_block(alike);
        }
        let same = self.equal(words[0], words[1]);
        self.b.ins().brif(same, order.if_equal(), &[], slow, &[]);
        self.b.switch_to_block(differ);
        let holds = self.b.ins().icmp(order.condition.unsigned(), starts[0], starts[1]);
        self.b.ins().brif(holds, order.yes, &[], order.no, &[]);
    }

    /// The first elements that differ of two boxed objects, if they are tuples of the same size.
    fn first_that_differ(&mut self, order: &Order, a: Value, b: Value) -> (Value, Value) {
        let slow = self.slow_exit();
        let round = self.b.create_block();
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
        let is_more = self.b.ins().icmp(IntCC::UnsignedLessThan, at, bytes);
        self.b.ins().brif(is_more, look, &[], order.if_equal(), &[]);
        self.b.switch_to_block(look);
        let (first, second) = (self.b.ins().iadd(a, at), self.b.ins().iadd(b, at));
        let (first, second) = (self.load(first, layout::WORD0), self.load(second, layout::WORD0));
        let same = self.equal(first, second);
        self.b.ins().brif(same, next, &[], differ, &[]);
        self.b.switch_to_block(next);
        let further = self.offset(at, 8);
        self.b.ins().jump(round, &[further.into()]);
        self.b.switch_to_block(differ);
        (first, second)
    }

    /// Fills the block that branches on the order of two lists.
    fn compare_lists(&mut self, order: &Order) {
        let slow = self.slow_exit();
        self.b.switch_to_block(order.lists);
        let [a, b, left] = [(); 3].map(|()| self.b.append_block_param(order.lists, I64));
        // The first one has an element.
        let (nil, second_ends, look) = (self.constant(IMM_NIL), self.b.create_block(), self.b.create_block());
        let is_list = self.has_tag(b, TAG_CONS);
        self.b.ins().brif(is_list, look, &[], second_ends, &[]);
        self.b.switch_to_block(second_ends);
        let is_nil = self.equal(b, nil);
        self.b.ins().brif(is_nil, order.if_greater(), &[], slow, &[]);
        self.b.switch_to_block(look);
        let (first, second) = (self.load(a, layout::HEAD), self.load(b, layout::HEAD));
        let (next, differ) = (self.b.create_block(), self.b.create_block());
        let same = self.equal(first, second);
        self.b.ins().brif(same, next, &[], differ, &[]);
        self.b.switch_to_block(differ);
        let bits = self.b.ins().bor(first, second);
        let odd = self.b.ins().band_imm_s(bits, 1);
        let small = self.b.create_block();
        self.b.ins().brif(odd, order.atoms, &[first.into(), second.into()], small, &[]);
        self.b.switch_to_block(small);
        let holds = self.b.ins().icmp(order.condition, first, second);
        self.b.ins().brif(holds, order.yes, &[], order.no, &[]);

        self.b.switch_to_block(next);
        let (a, b) = (self.load(a, layout::TAIL), self.load(b, layout::TAIL));
        let (further, first_ends, equal) =
            (self.b.create_block(), self.b.create_block(), self.b.create_block());
        let same = self.equal(a, b);
        self.branch_if(same, equal);
        let is_list = self.has_tag(a, TAG_CONS);
        self.b.ins().brif(is_list, further, &[], first_ends, &[]);
        self.b.switch_to_block(further);
        let fewer = self.offset(left, -2);
        let goes_on = self.b.ins().icmp_imm_s(IntCC::SignedGreaterThan, fewer, 1);
        self.b.ins().brif(goes_on, order.lists, &[a.into(), b.into(), fewer.into()], slow, &[]);
        self.b.switch_to_block(first_ends);
        let is_nil = self.equal(a, nil);
        self.branch_unless(is_nil, slow);
        let is_list = self.has_tag(b, TAG_CONS);
        self.b.ins().brif(is_list, order.if_less(), &[], slow, &[]);
        // What follows equal lists in tuples is left to others.
        self.b.switch_to_block(equal);
        let whole = self.b.ins().band_imm_s(left, 1);
        self.b.ins().brif(whole, order.if_equal(), &[], slow, &[]);
    }

    /// Branches on the equality of two lists of small integers, if the first is a list with elements and nothing else is met;
    /// goes on if it is none. `exact`: numbers of different types differ.
    pub fn equality_of_lists(&mut self, exact: bool, a: Value, b: Value, yes: CodeBlock, no: CodeBlock) {
        let slow = self.slow_exit();
        let (lists, others) = (self.b.create_block(), self.b.create_block());
        let most = self.constant(MOST_CELLS);
        let is_list = self.has_tag(a, TAG_CONS);
        self.b.ins().brif(is_list, lists, &[a.into(), b.into(), most.into()], others, &[]);

        self.b.switch_to_block(lists);
        let [a, b, left] = [(); 3].map(|()| self.b.append_block_param(lists, I64));
        self.branch_unless_tag(b, TAG_CONS, no);
        let (first, second) = (self.load(a, layout::HEAD), self.load(b, layout::HEAD));
        let (next, differ) = (self.b.create_block(), self.b.create_block());
        let same = self.equal(first, second);
        self.b.ins().brif(same, next, &[], differ, &[]);
        self.b.switch_to_block(differ);
        let bits = if exact { self.b.ins().band(first, second) } else { self.b.ins().bor(first, second) };
        let odd = self.b.ins().band_imm_s(bits, 1);
        self.b.ins().brif(odd, slow, &[], no, &[]);

        self.b.switch_to_block(next);
        let (a, b) = (self.load(a, layout::TAIL), self.load(b, layout::TAIL));
        let same = self.equal(a, b);
        self.branch_if(same, yes);
        let nil = self.constant(IMM_NIL);
        let ends = self.equal(a, nil);
        self.branch_if(ends, no);
        self.branch_unless_tag(a, TAG_CONS, slow);
        let fewer = self.offset(left, -1);
        let goes_on = self.b.ins().icmp_imm_s(IntCC::SignedGreaterThan, fewer, 0);
        self.b.ins().brif(goes_on, lists, &[a.into(), b.into(), fewer.into()], slow, &[]);
        self.b.switch_to_block(others);
    }
}

/// Lists are looked at in place so far: longer ones in steps that end a long turn.
const MOST_CELLS: u64 = 100;

/// Where an order leads to.
struct Order {
    condition: IntCC,
    /// Compares lists: they are given to it, and twice the number of cells to look at, one more for what is no part.
    lists: CodeBlock,
    /// Compares atoms, or leaves if these two are none.
    atoms: CodeBlock,
    yes: CodeBlock,
    no: CodeBlock,
}

impl Order {
    fn branch(&self, holds: bool) -> CodeBlock {
        if holds { self.yes } else { self.no }
    }

    fn if_equal(&self) -> CodeBlock {
        use IntCC::{SignedGreaterThanOrEqual, SignedLessThanOrEqual};
        self.branch(matches!(self.condition, SignedLessThanOrEqual | SignedGreaterThanOrEqual))
    }

    fn if_less(&self) -> CodeBlock {
        use IntCC::{SignedLessThan, SignedLessThanOrEqual};
        self.branch(matches!(self.condition, SignedLessThan | SignedLessThanOrEqual))
    }

    fn if_greater(&self) -> CodeBlock {
        use IntCC::{SignedGreaterThan, SignedGreaterThanOrEqual};
        self.branch(matches!(self.condition, SignedGreaterThan | SignedGreaterThanOrEqual))
    }
}
