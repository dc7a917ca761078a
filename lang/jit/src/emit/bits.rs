//! Reading bitstrings in place: whole bytes at the boundaries of bytes, and what only looks at positions.
//!
//! Positions and sizes are small integers here as everywhere, that is, shifted left by one: a byte has
//! sixteen. Whole bytes that are not expected to lie away from the boundary of a byte, and do, are left to general code.

use cranelift_codegen::ir::condcodes::{FloatCC, IntCC};
use cranelift_codegen::ir::types::{F32, F64, I8, I16, I32, I64};
use cranelift_codegen::ir::{Block as CodeBlock, InstBuilder, MemFlagsData, Value};
use swerl_core::builtins::{BITS_LITTLE, BITS_SIGNED};
use swerl_core::ir::{Label, Lit, Operand, TypeTest, Var};
use swerl_runtime::atom;
use swerl_runtime::bits::block::Block;
use swerl_runtime::term::{Kind, TAG_BOXED, TAG_HEADER, header};

use super::construct::largest_power;
use super::known::Finite;
use super::segment::Segment;
use super::switch::BITS_KINDS;
use crate::inline::BitsInline;
use crate::layout;
use crate::unit::CompileError;

/// Where the bits of a bitstring are.
#[derive(Debug, Clone, Copy)]
pub struct BitsView {
    /// The binary that they lie in.
    pub base: Value,
    /// Its first byte.
    pub data: Value,
    /// The first bit and the number of bits, as small integers.
    pub first: Value,
    pub length: Value,
}

/// From a tagged heap binary to its bytes.
const HEAP_BYTES: i64 = layout::WORD0 as i64 + 8;
/// Bits of a byte as a small integer, as a power of two.
pub const BYTE_SHIFT: i64 = 4;
/// What a position at the boundary of a byte has not.
pub const WITHIN_BYTE: i64 = 7 << 1;
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
    /// The value of an operation on a bitstring. `None`: it is known by where its bits are.
    pub fn bits_operation(
        &mut self,
        operation: BitsInline,
        args: &[Operand],
        fail: Option<Label>,
        result: Var,
    ) -> Result<Option<Value>, CompileError> {
        match operation {
            BitsInline::Span => self.bits_span(args, fail, result).map(Some),
            BitsInline::ByteSize | BitsInline::BitSize => {
                self.bits_size(operation, &args[0], fail, result).map(Some)
            }
            BitsInline::New => self.construct(args, result),
            BitsInline::Utf8Width => Ok(Some(self.utf8_width(&args[0], result))),
            _ => self.bits_match(operation, args, fail, result),
        }
    }

    /// An operation of a pattern. The subject is known to be a bitstring.
    fn bits_match(
        &mut self,
        operation: BitsInline,
        args: &[Operand],
        fail: Option<Label>,
        result: Var,
    ) -> Result<Option<Value>, CompileError> {
        let view = self.view_bits(&args[0]);
        let at = self.value(&args[1]);
        self.require_small(&[(&args[1], at)]);
        let yes = self.constant(atom::TRUE.term().0);
        match operation {
            BitsInline::Integer if matches!(args[2], Operand::Var(_)) => {
                let end = self.bits_end_of(view, at, &args[2], fail)?;
                let word = self.bits_of_size(view, end, &args[2], constant(args, 3));
                Ok(Some(self.integer_term(word, constant(args, 3) & BITS_SIGNED != 0)))
            }
            BitsInline::Integer if constant(args, 2) == 64 => {
                self.bits_end_of(view, at, &args[2], fail)?;
                let word = self.bits_word(view, at, constant(args, 3));
                Ok(Some(self.integer_term(word, constant(args, 3) & BITS_SIGNED != 0)))
            }
            BitsInline::Float => {
                self.bits_end_of(view, at, &args[2], fail)?;
                let number = self.bits_float(view, at, constant(args, 2) as usize, constant(args, 3));
                let difference = self.b.ins().fsub(number, number);
                let is_finite = self.b.ins().fcmp(FloatCC::Ordered, difference, difference);
                self.require(is_finite, fail)?;
                self.know_float(result, number, Finite::Yes);
                Ok(None)
            }
            BitsInline::Integer => {
                self.bits_end_of(view, at, &args[2], fail)?;
                let value = self.bits_integer(view, at, constant(args, 2) as usize, constant(args, 3));
                self.learn_small(&Operand::Var(result));
                Ok(Some(value))
            }
            BitsInline::Utf8 => {
                let character = self.bits_utf8(view, at, fail, result)?;
                self.learn_small(&Operand::Var(result));
                Ok(Some(character))
            }
            BitsInline::Skip => {
                let end = self.bits_end_of(view, at, &args[2], fail)?;
                self.note_bits(constant(args, 2));
                self.learn_small(&Operand::Var(result));
                Ok(Some(end))
            }
            BitsInline::Literal => {
                self.learn_small(&Operand::Var(result));
                self.bits_literal(view, at, &args[2], fail).map(Some)
            }
            BitsInline::Part => {
                self.bits_end_of(view, at, &args[2], fail)?;
                let size = self.value(&args[2]);
                self.know_part(result, view, at, size);
                Ok(None)
            }
            BitsInline::Rest => {
                let left = self.whole_units(view, at, constant(args, 2), fail)?;
                self.know_part(result, view, at, left);
                Ok(None)
            }
            BitsInline::Whole => {
                self.whole_units(view, at, constant(args, 2), fail)?;
                Ok(Some(yes))
            }
            BitsInline::End => {
                let is_end = self.equal(at, view.length);
                self.require(is_end, fail)?;
                Ok(Some(yes))
            }
            _ => unreachable!("not an operation of a pattern"),
        }
    }

    /// Finds out where the bits of what is known to be a bitstring are.
    pub fn view_bits(&mut self, subject: &Operand) -> BitsView {
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
    pub fn bytes_of(&mut self, base: Value) -> (Value, Value) {
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

    /// A number of some bits, up to 56, as a small integer. One of whole bytes that the machine reads at once must lie at the
    /// boundary of a byte, unless others before it do not end there.
    fn bits_integer(&mut self, view: BitsView, at: Value, bits: usize, flags: i64) -> Value {
        let position = self.b.ins().iadd(view.first, at);
        let is_little = flags & BITS_LITTLE != 0;
        self.note_bits(bits as i64);
        let is_read_at_once = matches!(bits, 8 | 16 | 32) && !self.known.is_within_byte;
        let value = if is_little || is_read_at_once {
            let address = self.byte_address(&view, at);
            self.read_bytes(address, bits / 8, is_little)
        } else {
            let end = self.offset(position, (bits as i64) << 1);
            let (word, behind) = self.word_before(&view, end);
            let value = self.b.ins().ushr(word, behind);
            self.b.ins().band_imm_s(value, (1 << bits) - 1)
        };
        if flags & BITS_SIGNED == 0 {
            return self.b.ins().ishl_imm_u(value, 1);
        }
        let above = 64 - bits as i64;
        let high = self.b.ins().ishl_imm_u(value, above);
        let signed = self.b.ins().sshr_imm_u(high, above - 1);
        self.b.ins().band_imm_s(signed, -2)
    }

    /// The eight bytes up to the one with the last bit before the position `end` (counted from the first byte on), as a
    /// number, and how many bits of that byte are behind. Before the bytes of any binary are at least as many others.
    fn word_before(&mut self, view: &BitsView, end: Value) -> (Value, Value) {
        let filled = self.offset(end, WITHIN_BYTE);
        let index = self.b.ins().ushr_imm_u(filled, BYTE_SHIFT);
        let address = self.b.ins().iadd(view.data, index);
        let address = self.offset(address, -8);
        let word = self.read_bytes(address, 8, false);
        let behind = self.b.ins().ineg(end);
        let behind = self.b.ins().band_imm_s(behind, WITHIN_BYTE);
        (word, self.b.ins().ushr_imm_u(behind, 1))
    }

    /// A number that ends at `end` and has a size which is known when the code runs, as a word. Left to general code: one
    /// without bits, one that does not lie within eight bytes, little-endian ones that are no whole bytes.
    fn bits_of_size(&mut self, view: BitsView, end: Value, size: &Operand, flags: i64) -> Value {
        let size = self.value(size);
        self.known_mut().is_within_byte = true;
        let end = self.b.ins().iadd(view.first, end);
        let (word, behind) = self.word_before(&view, end);
        let bits = self.b.ins().ushr_imm_u(size, 1);
        let reach = self.b.ins().iadd(bits, behind);
        let too_far = self.b.ins().icmp_imm_s(IntCC::UnsignedGreaterThan, reach, 64);
        let slow = self.slow_exit();
        self.branch_if(too_far, slow);
        self.branch_unless(bits, slow);
        let sixty_four = self.constant(64);
        let above = self.b.ins().isub(sixty_four, bits);
        let value = self.b.ins().ushr(word, behind);
        let mut high = self.b.ins().ishl(value, above);
        if flags & BITS_LITTLE != 0 {
            let within = self.b.ins().band_imm_s(size, WITHIN_BYTE);
            self.branch_if(within, slow);
            let swapped = self.b.ins().bswap(high);
            high = self.b.ins().ishl(swapped, above);
        }
        match flags & BITS_SIGNED {
            0 => self.b.ins().ushr(high, above),
            _ => self.b.ins().sshr(high, above),
        }
    }

    /// A number of 64 bits as a word.
    fn bits_word(&mut self, view: BitsView, at: Value, flags: i64) -> Value {
        let is_little = flags & BITS_LITTLE != 0;
        if is_little || !self.known.is_within_byte {
            let address = self.byte_address(&view, at);
            return self.read_bytes(address, 8, is_little);
        }
        let position = self.b.ins().iadd(view.first, at);
        let within = self.b.ins().band_imm_s(position, WITHIN_BYTE);
        let index = self.b.ins().ushr_imm_u(position, BYTE_SHIFT);
        let address = self.b.ins().iadd(view.data, index);
        let word = self.read_bytes(address, 8, false);
        let [across, found] = [(); 2].map(|()| self.b.create_block());
        let whole = self.b.append_block_param(found, I64);
        self.b.ins().brif(within, across, &[], found, &[word.into()]);
        // The rest is in the ninth byte.
        self.b.switch_to_block(across);
        let before = self.b.ins().ushr_imm_u(within, 1);
        let high = self.b.ins().ishl(word, before);
        let last = self.b.ins().uload8(I64, MemFlagsData::trusted(), address, 8);
        let eight = self.constant(8);
        let behind = self.b.ins().isub(eight, before);
        let low = self.b.ins().ushr(last, behind);
        let both = self.b.ins().bor(high, low);
        self.b.ins().jump(found, &[both.into()]);
        self.b.switch_to_block(found);
        whole
    }

    /// A float of 32 or 64 bits, which may be infinite or no number.
    fn bits_float(&mut self, view: BitsView, at: Value, bits: usize, flags: i64) -> Value {
        if bits == 64 {
            let word = self.bits_word(view, at, flags);
            return self.b.ins().bitcast(F64, MemFlagsData::new(), word);
        }
        let small = self.bits_integer(view, at, bits, flags & BITS_LITTLE);
        let word = self.b.ins().ushr_imm_u(small, 1);
        let word = self.b.ins().ireduce(I32, word);
        let short = self.b.ins().bitcast(F32, MemFlagsData::new(), word);
        self.b.ins().fpromote(F64, short)
    }

    /// A machine word as an integer. There is room for what a larger one takes in any case; it is used if needed.
    fn integer_term(&mut self, word: Value, signed: bool) -> Value {
        let small = self.b.ins().ishl_imm_u(word, 1);
        let mut head = self.constant(header(Kind::BigPositive, 1));
        let mut limb = word;
        let fits = if signed {
            let sign = self.b.ins().sshr_imm_u(word, 63);
            let flipped = self.b.ins().bxor(word, sign);
            limb = self.b.ins().isub(flipped, sign);
            let negative = self.constant(header(Kind::BigNegative, 1));
            head = self.b.ins().select(sign, negative, head);
            let back = self.b.ins().sshr_imm_u(small, 1);
            self.equal(back, word)
        } else {
            let above = self.b.ins().ushr_imm_u(word, 62);
            self.b.ins().icmp_imm_s(IntCC::Equal, above, 0)
        };
        let before = self.heap_top();
        let large = self.allocate(&[head, limb], TAG_BOXED);
        let after = self.heap_top();
        self.hp = self.b.ins().select(fits, before, after);
        self.hp_offset = 0;
        self.b.ins().select(fits, small, large)
    }

    /// Notes that so many bits are read or skipped.
    fn note_bits(&mut self, bits: i64) {
        if bits % 8 != 0 {
            self.known_mut().is_within_byte = true;
        }
    }

    /// Up to 8 bytes as a number.
    fn read_bytes(&mut self, address: Value, bytes: usize, little: bool) -> Value {
        match bytes {
            1 | 2 | 4 => {
                let size = [I8, I16, I32][bytes.trailing_zeros() as usize];
                let word = self.b.ins().load(size, MemFlagsData::trusted(), address, 0);
                let word = if little || bytes == 1 { word } else { self.b.ins().bswap(word) };
                self.b.ins().uextend(I64, word)
            }
            8 => {
                let word = self.b.ins().load(I64, MemFlagsData::trusted(), address, 0);
                if little { word } else { self.b.ins().bswap(word) }
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
        }
    }

    /// Where the byte at `at` lies; leaves for general code if no byte begins there.
    pub fn byte_address(&mut self, view: &BitsView, at: Value) -> Value {
        let position = self.b.ins().iadd(view.first, at);
        let within = self.b.ins().band_imm_s(position, WITHIN_BYTE);
        let slow = self.slow_exit();
        self.branch_if(within, slow);
        let index = self.b.ins().ushr_imm_u(position, BYTE_SHIFT);
        self.b.ins().iadd(view.data, index)
    }

    /// The position after constant bytes that must be there.
    fn bits_literal(
        &mut self,
        view: BitsView,
        at: Value,
        wanted: &Operand,
        fail: Option<Label>,
    ) -> Result<Value, CompileError> {
        let Operand::Lit(Lit::Bits(wanted, _)) = wanted else { unreachable!("a constant") };
        let end = self.offset(at, (wanted.len() as i64) << BYTE_SHIFT);
        let inside = self.b.ins().icmp(IntCC::UnsignedLessThanOrEqual, end, view.length);
        self.require(inside, fail)?;
        let address = self.byte_address(&view, at);
        let mut done = 0;
        while done < wanted.len() {
            let size = largest_power(wanted.len() - done);
            let mut word = [0; 8];
            word[..size].copy_from_slice(&wanted[done..done + size]);
            let (flags, offset) = (MemFlagsData::trusted(), done as i32);
            let found = match size {
                1 => self.b.ins().uload8(I64, flags, address, offset),
                2 => self.b.ins().uload16(I64, flags, address, offset),
                4 => self.b.ins().uload32(flags, address, offset),
                _ => self.b.ins().load(I64, flags, address, offset),
            };
            let expected = self.constant(u64::from_le_bytes(word));
            let equal = self.equal(found, expected);
            self.require(equal, fail)?;
            done += size;
        }
        Ok(end)
    }

    /// Goes on if the operand is a bitstring.
    pub fn require_bits(&mut self, operand: &Operand, fail: Option<Label>) -> Result<(), CompileError> {
        if self.is_known_bits(operand) {
            return Ok(());
        }
        let term = self.value(operand);
        let is_boxed = self.has_tag(term, TAG_BOXED);
        self.require(is_boxed, fail)?;
        let header_word = self.load(term, layout::HEADER);
        let low = self.b.ins().band_imm_s(header_word, 0xff);
        // The three kinds are neighbours.
        let kinds = BITS_KINDS.map(|kind| (kind as i64) << 3 | TAG_HEADER as i64);
        let (least, most) = kinds.iter().fold((i64::MAX, 0), |(a, b), &kind| (a.min(kind), b.max(kind)));
        let above = self.offset(low, -least);
        let is_bits = self.b.ins().icmp_imm_s(IntCC::UnsignedLessThanOrEqual, above, most - least);
        self.require(is_bits, fail)
    }

    /// `byte_size/1` and `bit_size/1`.
    fn bits_size(
        &mut self,
        operation: BitsInline,
        operand: &Operand,
        fail: Option<Label>,
        result: Var,
    ) -> Result<Value, CompileError> {
        self.require_bits(operand, fail)?;
        let view = self.view_bits(operand);
        self.learn_small(&Operand::Var(result));
        if operation == BitsInline::BitSize {
            return Ok(view.length);
        }
        let filled = self.offset(view.length, WITHIN_BYTE);
        let bytes = self.b.ins().ushr_imm_u(filled, BYTE_SHIFT);
        Ok(self.b.ins().ishl_imm_u(bytes, 1))
    }

    /// Branches on the type of a bitstring; ends the current block.
    pub fn test_bits(&mut self, test: TypeTest, view: BitsView, yes: CodeBlock, no: CodeBlock) {
        match test {
            TypeTest::Bitstring => {
                self.b.ins().jump(yes, &[]);
            }
            TypeTest::Binary => {
                let within = self.b.ins().band_imm_s(view.length, WITHIN_BYTE);
                self.b.ins().brif(within, no, &[], yes, &[]);
            }
            _ => {
                self.b.ins().jump(no, &[]);
            }
        }
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

    /// Notes that a variable is a part of a bitstring.
    fn know_part(&mut self, result: Var, view: BitsView, at: Value, length: Value) {
        let first = self.b.ins().iadd(view.first, at);
        self.know_bits(result, BitsView { first, length, ..view });
    }

    /// The term for a part of a binary.
    pub fn part_of(&mut self, view: BitsView) -> Value {
        let words = self.part_words(view);
        self.allocate(&words, TAG_BOXED)
    }

    /// The words of such a term.
    pub fn part_words(&mut self, view: BitsView) -> [Value; 4] {
        [self.constant(header(Kind::SubBinary, 3)), view.base, view.first, view.length]
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
