//! Reading bitstrings in place: whole bytes at the boundaries of bytes, and what only looks at positions.
//!
//! Positions and sizes are small integers here as everywhere, that is, shifted left by one: a byte has
//! sixteen. What does not lie at the boundary of a byte is left to general code.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::{I8, I16, I32, I64};
use cranelift_codegen::ir::{InstBuilder, MemFlagsData, Value};
use swerl_core::builtins::{BITS_LITTLE, BITS_SIGNED};
use swerl_core::ir::{Label, Lit, Operand, Var};
use swerl_runtime::atom;
use swerl_runtime::bits::block::Block;
use swerl_runtime::term::{Kind, TAG_BOXED, header};

use super::segment::Segment;
use crate::inline::BitsInline;
use crate::layout;
use crate::unit::CompileError;

/// Where the bits of a bitstring are.
#[derive(Debug, Clone, Copy)]
pub struct BitsView {
    /// The binary that they lie in.
    base: Value,
    /// Its first byte.
    data: Value,
    /// The first bit and the number of bits, as small integers.
    first: Value,
    length: Value,
}

/// From a tagged heap binary to its bytes.
const HEAP_BYTES: i64 = layout::WORD0 as i64 + 8;
/// Bits of a byte as a small integer, as a power of two.
const BYTE_SHIFT: i64 = 4;
/// What a position at the boundary of a byte has not.
const WITHIN_BYTE: i64 = 7 << 1;
/// Sizes up to this are multiplied in place: nothing overflows.
const MAX_UNITS: i64 = 1 << 32;

/// Argument `index`, which is a constant integer.
fn constant(args: &[Operand], index: usize) -> i64 {
    match args.get(index) {
        Some(Operand::Lit(Lit::Int(n))) => *n,
        _ => 0,
    }
}

impl Segment<'_, '_> {
    /// The value of an operation on a bitstring.
    pub fn bits_operation(
        &mut self,
        operation: BitsInline,
        args: &[Operand],
        fail: Option<Label>,
        result: Var,
    ) -> Result<Value, CompileError> {
        if operation == BitsInline::Span {
            return self.bits_span(args, fail, result);
        }
        let view = self.view_bits(&args[0]);
        let at = self.value(&args[1]);
        self.require_small(&[(&args[1], at)]);
        let yes = self.constant(atom::TRUE.term().0);
        match operation {
            BitsInline::Integer => {
                self.bits_end_of(view, at, &args[2], fail)?;
                let value = self.bits_integer(view, at, constant(args, 2) as usize / 8, constant(args, 3));
                self.learn_small(&Operand::Var(result));
                Ok(value)
            }
            BitsInline::Skip => {
                let end = self.bits_end_of(view, at, &args[2], fail)?;
                self.learn_small(&Operand::Var(result));
                Ok(end)
            }
            BitsInline::Part => {
                self.bits_end_of(view, at, &args[2], fail)?;
                let size = self.value(&args[2]);
                Ok(self.sub_binary(view, at, size))
            }
            BitsInline::Rest => {
                let left = self.whole_units(view, at, constant(args, 2), fail)?;
                Ok(self.sub_binary(view, at, left))
            }
            BitsInline::Whole => {
                self.whole_units(view, at, constant(args, 2), fail)?;
                Ok(yes)
            }
            BitsInline::End => {
                let is_end = self.equal(at, view.length);
                self.require(is_end, fail)?;
                Ok(yes)
            }
            BitsInline::Span => Ok(yes),
        }
    }

    /// Finds out where the bits of what is known to be a bitstring are.
    fn view_bits(&mut self, subject: &Operand) -> BitsView {
        if let Operand::Var(var) = subject
            && let Some(&view) = self.views.get(var)
        {
            return view;
        }
        let term = self.value(subject);
        let whole = self.b.create_block();
        let (base, first) = (self.b.append_block_param(whole, I64), self.b.append_block_param(whole, I64));
        // The number of bits, or a negative one for all of the base's.
        let given = self.b.append_block_param(whole, I64);
        let part = self.b.create_block();
        let header_word = self.load(term, layout::HEADER);
        self.branch_if_kind(header_word, &[Kind::SubBinary], part);
        let (none, all) = (self.constant(0), self.constant(u64::MAX));
        self.b.ins().jump(whole, &[term.into(), none.into(), all.into()]);
        self.b.switch_to_block(part);
        let words = [0, 8, 16].map(|offset| self.load(term, layout::WORD0 + offset));
        self.b.ins().jump(whole, &words.map(Into::into));
        self.b.switch_to_block(whole);
        let (data, all) = self.bytes_of(base);
        let is_part = self.b.ins().icmp_imm_s(IntCC::SignedGreaterThanOrEqual, given, 0);
        let length = self.b.ins().select(is_part, given, all);
        let view = BitsView { base, data, first, length };
        if let Operand::Var(var) = subject {
            self.views.insert(*var, view);
            self.viewed.push(*var);
        }
        view
    }

    /// The bytes of a binary that is no part of another one, and how many bits they are.
    fn bytes_of(&mut self, base: Value) -> (Value, Value) {
        let found = self.b.create_block();
        let (data, bytes) = (self.b.append_block_param(found, I64), self.b.append_block_param(found, I64));
        let shared = self.b.create_block();
        let header_word = self.load(base, layout::HEADER);
        self.branch_if_kind(header_word, &[Kind::SharedBinary], shared);
        let start = self.offset(base, HEAP_BYTES);
        let count = self.load(base, layout::WORD0);
        self.b.ins().jump(found, &[start.into(), count.into()]);
        self.b.switch_to_block(shared);
        let block = self.load(base, layout::WORD0);
        let start = self.offset(block, size_of::<Block>() as i64);
        let count = self.load(base, layout::WORD0 + 16);
        self.b.ins().jump(found, &[start.into(), count.into()]);
        self.b.switch_to_block(found);
        let bits = self.b.ins().ishl_imm_u(bytes, BYTE_SHIFT);
        (data, bits)
    }

    /// The position `size` bits after `at`, which must not be past the end.
    fn bits_end_of(
        &mut self,
        view: BitsView,
        at: Value,
        size: &Operand,
        fail: Option<Label>,
    ) -> Result<Value, CompileError> {
        let bits = self.value(size);
        self.require_small(&[(size, bits)]);
        let end = self.b.ins().iadd(at, bits);
        let inside = self.b.ins().icmp(IntCC::UnsignedLessThanOrEqual, end, view.length);
        self.require(inside, fail)?;
        Ok(end)
    }

    /// A number of some bytes, up to 7, as a small integer.
    fn bits_integer(&mut self, view: BitsView, at: Value, bytes: usize, flags: i64) -> Value {
        let position = self.b.ins().iadd(view.first, at);
        let within = self.b.ins().band_imm_s(position, WITHIN_BYTE);
        let slow = self.slow_exit();
        self.branch_if(within, slow);
        let index = self.b.ins().ushr_imm_u(position, BYTE_SHIFT);
        let address = self.b.ins().iadd(view.data, index);
        let little = flags & BITS_LITTLE != 0;
        let value = match bytes {
            1 | 2 | 4 => {
                let size = [I8, I16, I32][bytes.trailing_zeros() as usize];
                let word = self.b.ins().load(size, MemFlagsData::trusted(), address, 0);
                let word = if little || bytes == 1 { word } else { self.b.ins().bswap(word) };
                self.b.ins().uextend(I64, word)
            }
            _ => {
                let mut sum = self.constant(0);
                for place in 0..bytes {
                    let byte = if little { bytes - 1 - place } else { place };
                    let next = self.b.ins().uload8(I64, MemFlagsData::trusted(), address, byte as i32);
                    let shifted = self.b.ins().ishl_imm_u(sum, 8);
                    sum = self.b.ins().bor(shifted, next);
                }
                sum
            }
        };
        if flags & BITS_SIGNED == 0 {
            return self.b.ins().ishl_imm_u(value, 1);
        }
        let spare = 64 - 8 * bytes as i64;
        let high = self.b.ins().ishl_imm_u(value, spare);
        let signed = self.b.ins().sshr_imm_u(high, spare - 1);
        self.b.ins().band_imm_s(signed, -2)
    }

    /// How many bits are left from `at` on, which must be a multiple of the unit (1 or 8).
    fn whole_units(
        &mut self,
        view: BitsView,
        at: Value,
        unit: i64,
        fail: Option<Label>,
    ) -> Result<Value, CompileError> {
        let left = self.b.ins().isub(view.length, at);
        if unit == 8 {
            let within = self.b.ins().band_imm_s(left, WITHIN_BYTE);
            let is_whole = self.b.ins().icmp_imm_s(IntCC::Equal, within, 0);
            self.require(is_whole, fail)?;
        }
        Ok(left)
    }

    /// A part of a bitstring.
    fn sub_binary(&mut self, view: BitsView, at: Value, length: Value) -> Value {
        let first = self.b.ins().iadd(view.first, at);
        let words = [self.constant(header(Kind::SubBinary, 3)), view.base, first, length];
        self.allocate(&words, TAG_BOXED)
    }

    /// So many units as bits.
    fn bits_span(
        &mut self,
        args: &[Operand],
        fail: Option<Label>,
        result: Var,
    ) -> Result<Value, CompileError> {
        let units = self.value(&args[0]);
        self.require_small(&[(&args[0], units)]);
        let zero = self.constant(0);
        let is_size = self.b.ins().icmp(IntCC::SignedGreaterThanOrEqual, units, zero);
        self.require(is_size, fail)?;
        let is_large = self.b.ins().icmp_imm_s(IntCC::SignedGreaterThan, units, MAX_UNITS);
        let slow = self.slow_exit();
        self.branch_if(is_large, slow);
        self.learn_small(&Operand::Var(result));
        Ok(self.b.ins().imul_imm_s(units, constant(args, 1)))
    }
}
