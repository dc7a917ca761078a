//! Characters in UTF-8, read in place.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::I64;
use cranelift_codegen::ir::{InstBuilder, MemFlagsData, Value};
use swerl_core::ir::{Label, Operand, Var};

use super::bits::{BYTE_SHIFT, BitsView};
use super::segment::Segment;
use crate::unit::CompileError;

/// A way to write characters in several bytes.
struct Form {
    bytes: i64,
    /// The bits of the first byte that tell the form, and what they are.
    mask: i64,
    lead: i64,
    /// The first and the last character that are written so.
    least: i64,
    most: i64,
}

const FORMS: [Form; 3] = [
    Form { bytes: 2, mask: 0xe0, lead: 0xc0, least: 0x80, most: 0x7ff },
    Form { bytes: 3, mask: 0xf0, lead: 0xe0, least: 0x800, most: 0xffff },
    Form { bytes: 4, mask: 0xf8, lead: 0xf0, least: 0x1_0000, most: 0x10_ffff },
];

/// These are no characters.
const SURROGATES: std::ops::Range<i64> = 0xd800..0xe000;

impl Segment<'_, '_> {
    /// The character that stands at `at`, as a small integer. How many bits it takes is known from then on: each way to
    /// write characters brings its own number along, so that the next one can be read before this one is looked at.
    pub fn bits_utf8(
        &mut self,
        view: BitsView,
        at: Value,
        fail: Option<Label>,
        result: Var,
    ) -> Result<Value, CompileError> {
        let address = self.byte_address(&view, at);
        let left = self.b.ins().isub(view.length, at);
        let left = self.b.ins().ushr_imm_u(left, BYTE_SHIFT);
        let flags = MemFlagsData::trusted();
        let [several, none, found] = [(); 3].map(|()| self.b.create_block());
        let [character, width] = [(); 2].map(|()| self.b.append_block_param(found, I64));
        self.branch_unless(left, none);
        let first = self.b.ins().uload8(I64, flags, address, 0);
        let is_one = self.b.ins().icmp_imm_s(IntCC::UnsignedLessThan, first, 0x80);
        let one = self.constant(1 << BYTE_SHIFT);
        self.b.ins().brif(is_one, found, &[first.into(), one.into()], several, &[]);
        self.b.switch_to_block(several);
        for Form { bytes, mask, lead, least, most } in FORMS {
            let other = self.b.create_block();
            let told = self.b.ins().band_imm_s(first, mask);
            let is_form = self.b.ins().icmp_imm_s(IntCC::Equal, told, lead);
            self.branch_unless(is_form, other);
            let is_there = self.b.ins().icmp_imm_s(IntCC::UnsignedGreaterThanOrEqual, left, bytes);
            self.branch_unless(is_there, none);
            let mut code = self.b.ins().band_imm_s(first, 0xff & !mask);
            let mut wrong = self.constant(0);
            for place in 1..bytes {
                let byte = self.b.ins().uload8(I64, flags, address, place as i32);
                let bits = self.b.ins().band_imm_s(byte, 0x3f);
                let shifted = self.b.ins().ishl_imm_u(code, 6);
                code = self.b.ins().bor(shifted, bits);
                // What follows begins with the bits 10.
                let mark = self.b.ins().bxor_imm_s(byte, 0x80);
                wrong = self.b.ins().bor(wrong, mark);
            }
            let wrong = self.b.ins().band_imm_s(wrong, 0xc0);
            self.branch_if(wrong, none);
            let above = self.offset(code, -least);
            let is_written_so = self.b.ins().icmp_imm_s(IntCC::UnsignedLessThanOrEqual, above, most - least);
            self.branch_unless(is_written_so, none);
            if least < SURROGATES.start && SURROGATES.start < most {
                let above = self.offset(code, -SURROGATES.start);
                let many = SURROGATES.end - SURROGATES.start;
                let is_surrogate = self.b.ins().icmp_imm_s(IntCC::UnsignedLessThan, above, many);
                self.branch_if(is_surrogate, none);
            }
            let width = self.constant((bytes << BYTE_SHIFT) as u64);
            self.b.ins().jump(found, &[code.into(), width.into()]);
            self.b.switch_to_block(other);
        }
        self.b.ins().jump(none, &[]);
        self.b.switch_to_block(none);
        let nothing = self.constant(u64::MAX);
        self.b.ins().jump(found, &[nothing.into(), nothing.into()]);
        self.b.switch_to_block(found);
        let is_found = self.b.ins().icmp_imm_s(IntCC::SignedGreaterThanOrEqual, character, 0);
        self.require(is_found, fail)?;
        self.known_mut().widths.insert(result, width);
        Ok(self.b.ins().ishl_imm_u(character, 1))
    }

    /// How many bits a character takes that was read.
    pub fn utf8_width(&mut self, character: &Operand, result: Var) -> Value {
        if let Operand::Var(var) = character
            && let Some(&width) = self.known.widths.get(var)
        {
            self.learn_small(&Operand::Var(result));
            return width;
        }
        let code = self.value(character);
        self.require_small(&[(character, code)]);
        let mut bytes = self.constant(1);
        for form in FORMS {
            let is_more = self.b.ins().icmp_imm_s(IntCC::UnsignedGreaterThanOrEqual, code, form.least << 1);
            let more = self.b.ins().uextend(I64, is_more);
            bytes = self.b.ins().iadd(bytes, more);
        }
        self.learn_small(&Operand::Var(result));
        self.b.ins().ishl_imm_u(bytes, BYTE_SHIFT)
    }

    /// The bytes of what must be a character, the first one lowest, and how many they are.
    pub fn utf8_bytes(&mut self, character: &Operand) -> (Value, Value) {
        let code = self.value(character);
        self.require_small(&[(character, code)]);
        let code = self.b.ins().ushr_imm_u(code, 1);
        let (slow, found) = (self.slow_exit(), self.b.create_block());
        let [bytes, count] = [(); 2].map(|()| self.b.append_block_param(found, I64));
        let [one, several] = [(); 2].map(|()| self.b.create_block());
        let is_one = self.b.ins().icmp_imm_s(IntCC::UnsignedLessThan, code, FORMS[0].least);
        self.b.ins().brif(is_one, one, &[], several, &[]);
        self.b.switch_to_block(one);
        let single = self.constant(1);
        self.b.ins().jump(found, &[code.into(), single.into()]);
        self.b.switch_to_block(several);
        for Form { bytes, lead, least, most, .. } in FORMS {
            let [this, other] = [(); 2].map(|()| self.b.create_block());
            let is_this = self.b.ins().icmp_imm_s(IntCC::UnsignedLessThanOrEqual, code, most);
            self.b.ins().brif(is_this, this, &[], other, &[]);
            self.b.switch_to_block(this);
            if least < SURROGATES.start && SURROGATES.start < most {
                let above = self.offset(code, -SURROGATES.start);
                let many = SURROGATES.end - SURROGATES.start;
                let is_surrogate = self.b.ins().icmp_imm_s(IntCC::UnsignedLessThan, above, many);
                self.branch_if(is_surrogate, slow);
            }
            let first = self.b.ins().ushr_imm_u(code, 6 * (bytes - 1));
            let mut word = self.b.ins().bor_imm_s(first, lead);
            for place in 1..bytes {
                let bits = self.b.ins().ushr_imm_u(code, 6 * (bytes - 1 - place));
                let bits = self.b.ins().band_imm_s(bits, 0x3f);
                let byte = self.b.ins().bor_imm_s(bits, 0x80);
                let shifted = self.b.ins().ishl_imm_u(byte, 8 * place);
                word = self.b.ins().bor(word, shifted);
            }
            let many = self.constant(bytes as u64);
            self.b.ins().jump(found, &[word.into(), many.into()]);
            self.b.switch_to_block(other);
        }
        self.b.ins().jump(slow, &[]);
        self.b.switch_to_block(found);
        (bytes, count)
    }
}
