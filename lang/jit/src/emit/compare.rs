//! Tests and comparisons.

use cranelift_codegen::ir::condcodes::{FloatCC, IntCC};
use cranelift_codegen::ir::{Block as CodeBlock, InstBuilder, Value};
use swerl_core::ir::{Block, Compare, Cond, End, Operand, TypeTest};
use swerl_runtime::atom;
use swerl_runtime::term::{
    IMM_ATOM, IMM_MASK, IMM_NIL, IMM_PID, IMM_PORT, IMM_REF, Kind, TAG_BOXED, TAG_CONS, TAG_IMMEDIATE,
};

use super::Start;
use super::call::{Target, find_bif};
use super::float::FLOAT_HEADER;
use super::segment::Segment;
use super::switch::{BITS_KINDS, MAP_KINDS};
use crate::analysis::Mode;
use crate::inline::{compare_may_be_slow, compare_name};
use crate::layout;
use crate::unit::CompileError;

/// How small integers are compared.
fn condition(compare: Compare) -> IntCC {
    match compare {
        Compare::Eq | Compare::ExactEq => IntCC::Equal,
        Compare::Ne | Compare::ExactNe => IntCC::NotEqual,
        Compare::Lt => IntCC::SignedLessThan,
        Compare::Le => IntCC::SignedLessThanOrEqual,
        Compare::Gt => IntCC::SignedGreaterThan,
        Compare::Ge => IntCC::SignedGreaterThanOrEqual,
    }
}

impl Segment<'_, '_> {
    /// Builds a block's conditional end.
    pub fn conditional(
        &mut self,
        block: &Block,
        cond: &Cond,
        then: &Block,
        otherwise: &Block,
    ) -> Result<(), CompileError> {
        if let Cond::Compare(compare, a, b) = cond
            && self.mode == Mode::General
            && compare_may_be_slow(*compare, a, b)
        {
            return self.call_compare(block, *compare, a, b);
        }
        let (yes, no) = (self.b.create_block(), self.b.create_block());
        match cond {
            Cond::True(operand) => {
                let value = self.value(operand);
                let wanted = self.constant(atom::TRUE.term().0);
                let equal = self.equal(value, wanted);
                self.b.ins().brif(equal, yes, &[], no, &[]);
            }
            Cond::Compare(compare, a, b) => self.compare(*compare, a, b, yes, no),
            Cond::Is(test, operand) => self.type_test(*test, operand, yes, no),
            Cond::IsFunction(operand, arity) => self.test_function(operand, Some(*arity), yes, no),
        }
        let proven = match cond {
            Cond::Is(TypeTest::Float, operand) => Some(operand),
            _ => None,
        };
        self.branches(proven, then, otherwise, yes, no)
    }

    /// Both ways of a condition; with the first, the operand `float` is a float.
    fn branches(
        &mut self,
        float: Option<&Operand>,
        then: &Block,
        otherwise: &Block,
        yes: CodeBlock,
        no: CodeBlock,
    ) -> Result<(), CompileError> {
        let path = self.save_path();
        self.b.switch_to_block(yes);
        if let Some(operand) = float {
            self.learn_float(operand);
        }
        self.block(then, 0)?;
        self.restore_path(&path);
        self.b.switch_to_block(no);
        self.block(otherwise, 0)
    }

    /// Ends the segment with a call of the comparison at the end of `block`.
    fn call_compare(
        &mut self,
        block: &Block,
        compare: Compare,
        a: &Operand,
        b: &Operand,
    ) -> Result<(), CompileError> {
        let start = Start::Compare(block);
        let vars = self.compiler.shape(start).frame;
        let frame = self.frame(start, &vars)?;
        let (a, b) = (self.value(a), self.value(b));
        // Another comparison may have been the reason to come to general code.
        let call = self.b.create_block();
        self.branch_unless_small(a, b, call);
        let holds = self.b.ins().icmp(condition(compare), a, b);
        let words = [atom::TRUE, atom::FALSE].map(|word| self.constant(word.term().0));
        let word = self.b.ins().select(holds, words[0], words[1]);
        let continuation = self.compiler.segment(start, self.mode);
        let path = self.save_path();
        self.transfer(Target::Segment(continuation), Some(&frame), &[word]);
        self.restore_path(&path);
        self.b.switch_to_block(call);
        self.jump_to_bif(find_bif("erlang", compare_name(compare), 2), Some(&frame), &[a, b], false);
        Ok(())
    }

    /// Goes on after such a call.
    pub fn after_compare(&mut self, block: &Block) -> Result<(), CompileError> {
        let End::If { then, otherwise, .. } = &block.end else { unreachable!("a conditional end") };
        let (yes, no) = (self.b.create_block(), self.b.create_block());
        let wanted = self.constant(atom::TRUE.term().0);
        let result = self.argument(0);
        let equal = self.equal(result, wanted);
        self.b.ins().brif(equal, yes, &[], no, &[]);
        self.branches(None, then, otherwise, yes, no)
    }

    /// Branches on a comparison; ends the current block.
    pub fn compare(
        &mut self,
        compare: Compare,
        left: &Operand,
        right: &Operand,
        yes: CodeBlock,
        no: CodeBlock,
    ) {
        if self.is_float_comparison(compare, left, right) {
            return self.compare_floats(compare, left, right, yes, no);
        }
        let (a, b) = (self.value(left), self.value(right));
        match compare {
            Compare::Eq | Compare::ExactEq => self.equality(compare, (left, a), (right, b), yes, no),
            Compare::Ne | Compare::ExactNe => self.equality(compare, (left, a), (right, b), no, yes),
            _ => {
                let condition = condition(compare);
                if self.may_have_parts(left, right) {
                    return self.compare_parts(condition, a, b, yes, no);
                }
                self.require_small(&[(left, a), (right, b)]);
                let holds = self.b.ins().icmp(condition, a, b);
                self.b.ins().brif(holds, yes, &[], no, &[]);
            }
        }
    }

    fn equality(
        &mut self,
        compare: Compare,
        (left, a): (&Operand, Value),
        (right, b): (&Operand, Value),
        yes: CodeBlock,
        no: CodeBlock,
    ) {
        let same = self.equal(a, b);
        let exact = matches!(compare, Compare::ExactEq | Compare::ExactNe);
        let known = [left, right].map(|operand| self.is_known_small(operand));
        let words_decide = !compare_may_be_slow(compare, left, right)
            || known == [true, true]
            || exact && known.contains(&true);
        if words_decide {
            self.b.ins().brif(same, yes, &[], no, &[]);
            return;
        }
        let differ = self.b.create_block();
        self.b.ins().brif(same, yes, &[], differ, &[]);
        self.b.switch_to_block(differ);
        // Different words are different terms, unless both may point to memory; a small integer may
        // equal (`==`) a float in memory.
        let bits = if exact { self.b.ins().band(a, b) } else { self.b.ins().bor(a, b) };
        let odd = self.b.ins().band_imm_s(bits, 1);
        let maybe = self.b.create_block();
        self.b.ins().brif(odd, maybe, &[], no, &[]);
        self.b.switch_to_block(maybe);
        for value in [a, b] {
            let immediate = self.has_tag(value, TAG_IMMEDIATE);
            self.branch_if(immediate, no);
        }
        if self.may_have_parts(left, right) {
            self.equality_of_lists(exact, a, b, yes, no);
        }
        self.equality_of_floats(a, b, yes, no);
    }

    /// Compares what may be two floats; anything else leaves for general code.
    fn equality_of_floats(&mut self, a: Value, b: Value, yes: CodeBlock, no: CodeBlock) {
        let slow = self.slow_exit();
        for value in [a, b] {
            self.branch_unless_tag(value, TAG_BOXED, slow);
            let header = self.load(value, layout::HEADER);
            let is_float = self.b.ins().icmp_imm_s(IntCC::Equal, header, FLOAT_HEADER);
            self.branch_unless(is_float, slow);
        }
        let (a, b) = (self.load_float(a), self.load_float(b));
        let equal = self.b.ins().fcmp(FloatCC::Equal, a, b);
        self.b.ins().brif(equal, yes, &[], no, &[]);
    }

    /// Leaves for general code unless all of these are small integers.
    pub fn require_small(&mut self, operands: &[(&Operand, Value)]) {
        let unknown: Vec<Value> = operands
            .iter()
            .filter(|(operand, _)| !self.is_known_small(operand))
            .map(|&(_, value)| value)
            .collect();
        let Some((&first, rest)) = unknown.split_first() else { return };
        let mut bits = first;
        for &value in rest {
            bits = self.b.ins().bor(bits, value);
        }
        let slow = self.slow_exit();
        let odd = self.b.ins().band_imm_s(bits, 1);
        self.branch_if(odd, slow);
        operands.iter().for_each(|(operand, _)| self.learn_small(operand));
    }

    /// Branches on the type of a value; ends the current block.
    pub fn type_test(&mut self, test: TypeTest, operand: &Operand, yes: CodeBlock, no: CodeBlock) {
        if self.is_known_small(operand) || self.is_known_float(operand) {
            let float = !self.is_known_small(operand);
            let holds = match test {
                TypeTest::Number => true,
                TypeTest::Float => float,
                TypeTest::Integer => !float,
                _ => false,
            };
            self.b.ins().jump(if holds { yes } else { no }, &[]);
            return;
        }
        if let Some(view) = self.unmade_bits(operand) {
            return self.test_bits(test, view, yes, no);
        }
        let value = self.value(operand);
        match test {
            TypeTest::Atom => self.test_immediate(value, IMM_ATOM, yes, no),
            TypeTest::Pid => self.test_immediate(value, IMM_PID, yes, no),
            TypeTest::Port => self.test_immediate(value, IMM_PORT, yes, no),
            TypeTest::Reference => {
                let other = self.b.create_block();
                self.test_immediate(value, IMM_REF, yes, other);
                self.b.switch_to_block(other);
                self.test_kind(value, &[Kind::SharedReference], yes, no);
            }
            TypeTest::Boolean => {
                for word in [atom::TRUE, atom::FALSE] {
                    let word = self.constant(word.term().0);
                    let equal = self.equal(value, word);
                    self.branch_if(equal, yes);
                }
                self.b.ins().jump(no, &[]);
            }
            TypeTest::List => {
                let is_cons = self.has_tag(value, TAG_CONS);
                self.branch_if(is_cons, yes);
                let nil = self.constant(IMM_NIL);
                let is_nil = self.equal(value, nil);
                self.b.ins().brif(is_nil, yes, &[], no, &[]);
            }
            TypeTest::Integer => {
                self.branch_if_small(value, yes);
                self.test_kind(value, &[Kind::BigPositive, Kind::BigNegative], yes, no);
            }
            TypeTest::Number => {
                self.branch_if_small(value, yes);
                self.test_kind(value, &[Kind::BigPositive, Kind::BigNegative, Kind::Float], yes, no);
            }
            TypeTest::Float => self.test_kind(value, &[Kind::Float], yes, no),
            TypeTest::Tuple => self.test_kind(value, &[Kind::Tuple], yes, no),
            TypeTest::Function => self.test_function(operand, None, yes, no),
            TypeTest::Map => self.test_kind(value, &MAP_KINDS, yes, no),
            TypeTest::Bitstring => self.test_kind(value, &BITS_KINDS, yes, no),
            TypeTest::Binary => self.test_binary(value, yes, no),
        }
    }

    fn branch_if_small(&mut self, value: Value, target: CodeBlock) {
        let odd = self.b.ins().band_imm_s(value, 1);
        let next = self.b.create_block();
        self.b.ins().brif(odd, next, &[], target, &[]);
        self.b.switch_to_block(next);
    }

    fn test_immediate(&mut self, value: Value, tag: u64, yes: CodeBlock, no: CodeBlock) {
        let low = self.b.ins().band_imm_s(value, IMM_MASK as i64);
        let fits = self.b.ins().icmp_imm_s(IntCC::Equal, low, tag as i64);
        self.b.ins().brif(fits, yes, &[], no, &[]);
    }

    fn test_kind(&mut self, value: Value, kinds: &[Kind], yes: CodeBlock, no: CodeBlock) {
        self.branch_unless_tag(value, TAG_BOXED, no);
        let header = self.load(value, layout::HEADER);
        self.branch_if_kind(header, kinds, yes);
        self.b.ins().jump(no, &[]);
    }

    /// Whether a value is a bitstring of whole bytes.
    fn test_binary(&mut self, value: Value, yes: CodeBlock, no: CodeBlock) {
        self.branch_unless_tag(value, TAG_BOXED, no);
        let header = self.load(value, layout::HEADER);
        self.branch_if_kind(header, &[Kind::HeapBinary, Kind::SharedBinary], yes);
        let part = self.b.create_block();
        self.branch_if_kind(header, &[Kind::SubBinary], part);
        self.b.ins().jump(no, &[]);
        self.b.switch_to_block(part);
        // The number of bits is a small integer, shifted left by one.
        let bits = self.load(value, layout::WORD0 + 16);
        let spare = self.b.ins().band_imm_s(bits, 7 << 1);
        self.b.ins().brif(spare, no, &[], yes, &[]);
    }

    fn test_function(&mut self, operand: &Operand, arity: Option<u32>, yes: CodeBlock, no: CodeBlock) {
        let value = self.value(operand);
        let Some(arity) = arity else { return self.test_kind(value, &[Kind::Fun], yes, no) };
        let is_fun = self.b.create_block();
        self.test_kind(value, &[Kind::Fun], is_fun, no);
        self.b.switch_to_block(is_fun);
        let entry = self.load(value, layout::WORD0);
        let found = self.load_half(entry, layout::FUN_ARITY);
        let fits = self.b.ins().icmp_imm_s(IntCC::Equal, found, i64::from(arity));
        self.b.ins().brif(fits, yes, &[], no, &[]);
    }
}
