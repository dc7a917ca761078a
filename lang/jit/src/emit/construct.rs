//! Constructions of bitstrings in place, see [`crate::construct`].
//!
//! Bits that go behind others are written at once, above all that is in use. That they are in use is noted in
//! their block when the path ends: until then the segment may be started again by general code, and must not
//! have had an effect.

use std::sync::Arc;

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::{F32, I16, I32, I64};
use cranelift_codegen::ir::{InstBuilder, MemFlagsData, Value};
use swerl_core::ir::{Block as CoreBlock, Lit, Op, Operand, Var};
use swerl_runtime::bits::block::{BLOCK_CAPACITY, BLOCK_COUNT, BLOCK_USED};
use swerl_runtime::term::{Kind, TAG_BOXED, TAG_HEADER, header};

use super::bits::{BYTE_SHIFT, BitsView, WITHIN_BYTE};
use super::segment::Segment;
use crate::analysis::Mode;
use crate::construct::{Field, MAX_GROUP, Piece, Plan, Sized};
use crate::inline::{BitsInline, Inline};
use crate::layout;
use crate::unit::CompileError;

/// Bits that have been written behind others on the current path and are not noted as used yet.
#[derive(Debug, Clone, Copy)]
pub struct Appended {
    /// The variable that has them.
    pub var: Var,
    block: Value,
    used: Value,
}

/// The values of a construction that follows.
pub struct Elements {
    /// The variable of their tuple.
    tuple: Var,
    values: Vec<Operand>,
}

impl Segment<'_, '_> {
    /// Whether a statement makes nothing but the tuple of values for a construction that is done in place. If so,
    /// the tuple is not made.
    pub fn feeds_construction(&mut self, block: &CoreBlock, index: usize) -> bool {
        let [tuple, next, ..] = &block.stmts[index..] else { return false };
        let (Op::Tuple(values), Op::Bif { args, .. }) = (&tuple.op, &next.op) else { return false };
        let feeds = self.mode != Mode::General
            && args.get(1) == Some(&Operand::Var(tuple.var))
            && Inline::of(&next.op) == Some(Inline::Bits(BitsInline::New));
        if feeds {
            self.elements = Some(Elements { tuple: tuple.var, values: values.clone() });
        }
        feeds
    }

    /// A construction. `None`: its value is known by where its bits are.
    pub fn construct(&mut self, args: &[Operand], result: Var) -> Result<Option<Value>, CompileError> {
        let elements = self.elements.take().filter(|made| args[1] == Operand::Var(made.tuple));
        let (Some(Elements { values, .. }), Some(plan)) = (elements, Plan::of(&args[0])) else {
            // General code has the tuple.
            let slow = self.slow_exit();
            let always = self.constant(1);
            self.branch_if(always, slow);
            return Ok(Some(always));
        };
        if let Some(unit) = plan.appends {
            self.append(&plan, unit, &values, result)?;
            return Ok(None);
        }
        if let Some(sized) = plan.sized {
            return Ok(Some(self.bits_alone(sized, &values)));
        }
        let mut words = vec![self.constant(0); 2 + plan.bits.div_ceil(64)];
        words[0] = self.constant(header(Kind::HeapBinary, words.len() - 1));
        words[1] = self.constant(plan.bits as u64 / 8);
        let start = self.heap_top();
        let binary = self.allocate(&words, TAG_BOXED);
        self.write_pieces(&plan.pieces, &values, start, 16);
        Ok(Some(binary))
    }

    /// Writes behind the bits of the first value, if nobody else has its block and there is room. Anything else is
    /// left to general code.
    fn append(
        &mut self,
        plan: &Plan,
        unit: usize,
        values: &[Operand],
        result: Var,
    ) -> Result<(), CompileError> {
        self.require_bits(&values[0], None)?;
        let view = self.view_bits(&values[0]);
        let end = self.b.ins().iadd(view.first, view.length);
        let block = self.writable_block(&values[0], view, end);
        let few = match (&plan.pieces[..], plan.sized) {
            (_, Some(sized)) => Some(self.sized(sized, values)),
            ([Piece::Group { fields, .. }], None) if !plan.bits.is_multiple_of(8) => {
                let number = self.grouped(fields, values);
                Some((number, self.constant(plan.bits as u64 * 2)))
            }
            _ => None,
        };
        self.require_boundaries(
            if few.is_none() { Some(end) } else { None },
            (unit == 8).then_some(view.length),
        );
        let mut added = few.map_or_else(|| self.constant(plan.bits as u64 * 2), |(_, bits)| bits);
        let mut last = None;
        if let Some(value) = plan.character {
            let (bytes, count) = self.utf8_bytes(&values[value]);
            let bits = self.b.ins().ishl_imm_u(count, BYTE_SHIFT);
            added = self.b.ins().iadd(added, bits);
            last = Some(bytes);
        }
        // What is written may be longer than what counts.
        let (from, most) = match () {
            () if few.is_some() => (self.b.ins().band_imm_s(end, !WITHIN_BYTE), 8),
            () if last.is_some() => (end, plan.bits as i64 / 8 + 4),
            () => (end, plan.bits as i64 / 8),
        };
        let behind = self.offset(from, most << BYTE_SHIFT);
        let capacity = self.load(block, BLOCK_CAPACITY as i32);
        let room = self.b.ins().ishl_imm_u(capacity, BYTE_SHIFT);
        let fits = self.b.ins().icmp(IntCC::UnsignedLessThanOrEqual, behind, room);
        let slow = self.slow_exit();
        self.branch_unless(fits, slow);
        let index = self.b.ins().ushr_imm_u(end, BYTE_SHIFT);
        let start = self.b.ins().iadd(view.data, index);
        match few {
            Some((number, bits)) => self.write_within(number, bits, start, end),
            None => self.write_pieces(&plan.pieces, values, start, 0),
        }
        if let Some(bytes) = last {
            self.write_word(bytes, start, plan.bits / 8, 4);
        }
        let new_end = self.b.ins().iadd(end, added);
        let used = self.b.ins().ushr_imm_u(new_end, 1);
        self.known_mut().appended = Some(Appended { var: result, block, used });
        let length = self.b.ins().iadd(view.length, added);
        self.know_bits(result, BitsView { length, ..view });
        Ok(())
    }

    /// Leaves unless these positions and sizes are whole bytes.
    fn require_boundaries(&mut self, end: Option<Value>, length: Option<Value>) {
        let both = match (end, length) {
            (Some(end), Some(length)) => self.b.ins().bor(end, length),
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => return,
        };
        let within = self.b.ins().band_imm_s(both, WITHIN_BYTE);
        let slow = self.slow_exit();
        self.branch_if(within, slow);
    }

    /// Writes a number of some bits, up to 56, at the position `end`, which is in the byte at `start`. The bits before
    /// it stay; those behind it, up to the eighth byte, become zeros.
    fn write_within(&mut self, number: Value, bits: Value, start: Value, end: Value) {
        let within = self.b.ins().band_imm_s(end, WITHIN_BYTE);
        let first = self.b.ins().uload8(I64, MemFlagsData::trusted(), start, 0);
        let first = self.b.ins().ishl_imm_u(first, 56);
        let ones = self.constant(u64::MAX);
        let before = self.b.ins().ushr_imm_u(within, 1);
        let others = self.b.ins().ushr(ones, before);
        let kept = self.b.ins().band_not(first, others);
        let written = self.b.ins().iadd(bits, within);
        let placed = self.shifted_up(number, written);
        let word = self.b.ins().bor(kept, placed);
        self.write_swapped(word, start, 0, 8);
    }

    /// A number of some bits as the first ones of a word.
    fn shifted_up(&mut self, number: Value, bits: Value) -> Value {
        let all = self.constant(64 << 1);
        let behind = self.b.ins().isub(all, bits);
        let behind = self.b.ins().ushr_imm_u(behind, 1);
        self.b.ins().ishl(number, behind)
    }

    /// The lower bits of what must be a small integer, and how many they are: from 1 to 56.
    fn sized(&mut self, sized: Sized, values: &[Operand]) -> (Value, Value) {
        let number = self.plain_integer(&values[sized.value]);
        let size = &values[sized.size];
        let units = self.value(size);
        self.require_small(&[(size, units)]);
        let above = self.offset(units, -2);
        let most = (MAX_GROUP / sized.unit - 1) as i64 * 2;
        let fits = self.b.ins().icmp_imm_s(IntCC::UnsignedLessThanOrEqual, above, most);
        let slow = self.slow_exit();
        self.branch_unless(fits, slow);
        let bits = self.b.ins().imul_imm_s(units, sized.unit as i64);
        let count = self.b.ins().ushr_imm_u(bits, 1);
        let one = self.constant(1);
        let bound = self.b.ins().ishl(one, count);
        let mask = self.offset(bound, -1);
        (self.b.ins().band(number, mask), bits)
    }

    /// A number of a size that is known when the code runs, alone. Where it is no whole bytes, that is a part of a binary;
    /// there is room for one in any case.
    fn bits_alone(&mut self, sized: Sized, values: &[Operand]) -> Value {
        let (number, bits) = self.sized(sized, values);
        let filled = self.offset(bits, WITHIN_BYTE);
        let bytes = self.b.ins().ushr_imm_u(filled, BYTE_SHIFT);
        let word = self.shifted_up(number, bits);
        let word = self.b.ins().bswap(word);
        let head = self.constant(header(Kind::HeapBinary, 2));
        let binary = self.allocate(&[head, bytes, word], TAG_BOXED);
        let before = self.heap_top();
        let first = self.constant(0);
        let part = self.part_of(BitsView { base: binary, data: binary, first, length: bits });
        let after = self.heap_top();
        let within = self.b.ins().band_imm_s(bits, WITHIN_BYTE);
        self.hp = self.b.ins().select(within, after, before);
        self.hp_offset = 0;
        self.b.ins().select(within, part, binary)
    }

    /// The block behind whose used bits the caller may write from the position `end` on.
    fn writable_block(&mut self, start: &Operand, view: BitsView, end: Value) -> Value {
        if let (Some(appended), Operand::Var(var)) = (self.known.appended, start)
            && appended.var == *var
        {
            return appended.block;
        }
        self.note_appended();
        let slow = self.slow_exit();
        let header_word = self.load(view.base, layout::HEADER);
        let kind = self.b.ins().band_imm_s(header_word, 0xff);
        let expected = (Kind::SharedBinary as i64) << 3 | TAG_HEADER as i64;
        let is_shared = self.b.ins().icmp_imm_s(IntCC::Equal, kind, expected);
        self.branch_unless(is_shared, slow);
        let block = self.load(view.base, layout::WORD0);
        let count = self.load(block, BLOCK_COUNT as i32);
        let alone = self.b.ins().icmp_imm_s(IntCC::Equal, count, 1);
        self.branch_unless(alone, slow);
        let used = self.load(block, BLOCK_USED as i32);
        let used = self.b.ins().ishl_imm_u(used, 1);
        let is_last = self.equal(used, end);
        self.branch_unless(is_last, slow);
        block
    }

    /// Notes in their block that bits which have been written are in use.
    pub fn note_appended(&mut self) {
        if let Some(Appended { block, used, .. }) = self.known.appended {
            self.store(used, block, BLOCK_USED as i32);
            self.known_mut().appended = None;
        }
    }

    /// Writes all pieces from `offset` bytes past `start` on.
    fn write_pieces(&mut self, pieces: &[Piece], values: &[Operand], start: Value, offset: usize) {
        for piece in pieces {
            match piece {
                Piece::Constant { at, value, bytes } => {
                    let constant = constant_bytes(&values[*value]);
                    self.write_constant(&constant[..(*bytes).min(constant.len())], start, offset + at);
                }
                Piece::Integer { at, value, bytes, little } => {
                    let number = match bytes {
                        8 => self.low_word(&values[*value]),
                        _ => self.plain_integer(&values[*value]),
                    };
                    self.write_number(number, start, offset + at, *bytes, *little);
                }
                Piece::Float { at, value, bytes, little } => {
                    let number = self.finite_number(&values[*value]);
                    let word = self.float_word(number, *bytes);
                    self.write_number(word, start, offset + at, *bytes, *little);
                }
                Piece::Group { at, bytes, fields } => {
                    let number = self.grouped(fields, values);
                    self.write_number(number, start, offset + at, *bytes, false);
                }
            }
        }
    }

    /// The value of what must be a small integer.
    fn plain_integer(&mut self, operand: &Operand) -> Value {
        let value = self.value(operand);
        self.require_small(&[(operand, value)]);
        self.b.ins().sshr_imm_u(value, 1)
    }

    /// The lower 64 bits of what must be an integer of no more than 64.
    fn low_word(&mut self, operand: &Operand) -> Value {
        if self.is_known_small(operand) {
            return self.plain_integer(operand);
        }
        let term = self.value(operand);
        let [large, found] = [(); 2].map(|()| self.b.create_block());
        let word = self.b.append_block_param(found, I64);
        let small = self.b.ins().sshr_imm_u(term, 1);
        let odd = self.b.ins().band_imm_s(term, 1);
        self.b.ins().brif(odd, large, &[], found, &[small.into()]);
        self.b.switch_to_block(large);
        let slow = self.slow_exit();
        self.branch_unless_tag(term, TAG_BOXED, slow);
        let head = self.load(term, layout::HEADER);
        let (positive, negative) = (header(Kind::BigPositive, 1) as i64, header(Kind::BigNegative, 1) as i64);
        let sign = positive ^ negative;
        let either = self.b.ins().band_imm_s(head, !sign);
        let is_word = self.b.ins().icmp_imm_s(IntCC::Equal, either, positive & !sign);
        self.branch_unless(is_word, slow);
        let limb = self.load(term, layout::WORD0);
        let negated = self.b.ins().ineg(limb);
        let is_negative = self.b.ins().icmp_imm_s(IntCC::Equal, head, negative);
        let low = self.b.ins().select(is_negative, negated, limb);
        self.b.ins().jump(found, &[low.into()]);
        self.b.switch_to_block(found);
        word
    }

    /// The bits of a float of so many bytes; beyond the range of the shorter one, infinity.
    fn float_word(&mut self, number: Value, bytes: usize) -> Value {
        if bytes == 8 {
            return self.b.ins().bitcast(I64, MemFlagsData::new(), number);
        }
        let short = self.b.ins().fdemote(F32, number);
        let word = self.b.ins().bitcast(I32, MemFlagsData::new(), short);
        self.b.ins().uextend(I64, word)
    }

    /// Fields as one number.
    fn grouped(&mut self, fields: &[Field], values: &[Operand]) -> Value {
        let mut sum = None;
        for field in fields {
            let mask = (1_i64 << field.bits) - 1;
            let part = if field.constant {
                let bytes = constant_bytes(&values[field.value]);
                self.constant(leading_bits(&bytes, field.bits))
            } else {
                let number = self.plain_integer(&values[field.value]);
                self.b.ins().band_imm_s(number, mask)
            };
            sum = Some(match sum {
                None => part,
                Some(sum) => {
                    let shifted = self.b.ins().ishl_imm_u(sum, field.bits as i64);
                    self.b.ins().bor(shifted, part)
                }
            });
        }
        sum.unwrap_or_else(|| self.constant(0))
    }

    fn write_constant(&mut self, bytes: &[u8], start: Value, offset: usize) {
        let mut at = 0;
        while at < bytes.len() {
            let size = largest_power(bytes.len() - at);
            let mut word = [0; 8];
            word[..size].copy_from_slice(&bytes[at..at + size]);
            let word = self.constant(u64::from_le_bytes(word));
            self.write_word(word, start, offset + at, size);
            at += size;
        }
    }

    /// The lower bytes of a number.
    fn write_number(&mut self, number: Value, start: Value, offset: usize, bytes: usize, little: bool) {
        let mut at = 0;
        while at < bytes {
            let size = largest_power(bytes - at);
            let below = if little { at } else { bytes - at - size };
            let part = if below == 0 { number } else { self.b.ins().ushr_imm_u(number, 8 * below as i64) };
            if little || size == 1 {
                self.write_word(part, start, offset + at, size);
            } else {
                self.write_swapped(part, start, offset + at, size);
            }
            at += size;
        }
    }

    /// The lower 1, 2, 4 or 8 bytes of a word, as the machine has them.
    fn write_word(&mut self, word: Value, start: Value, offset: usize, size: usize) {
        let (flags, offset) = (MemFlagsData::trusted(), offset as i32);
        match size {
            1 => self.b.ins().istore8(flags, word, start, offset),
            2 => self.b.ins().istore16(flags, word, start, offset),
            4 => self.b.ins().istore32(flags, word, start, offset),
            _ => self.b.ins().store(flags, word, start, offset),
        };
    }

    /// The same with the highest byte first.
    fn write_swapped(&mut self, word: Value, start: Value, offset: usize, size: usize) {
        let word = match size {
            2 => self.b.ins().ireduce(I16, word),
            4 => self.b.ins().ireduce(I32, word),
            _ => word,
        };
        let swapped = self.b.ins().bswap(word);
        self.b.ins().store(MemFlagsData::trusted(), swapped, start, offset as i32);
    }
}

/// The largest size that a machine word can have, up to `bytes`.
pub fn largest_power(bytes: usize) -> usize {
    [8, 4, 2].into_iter().find(|&size| size <= bytes).unwrap_or(1)
}

fn constant_bytes(operand: &Operand) -> Arc<[u8]> {
    match operand {
        Operand::Lit(Lit::Bits(bytes, _)) => bytes.clone(),
        _ => Arc::from([]),
    }
}

/// The first `bits` bits of some bytes, up to 56, as a number.
fn leading_bits(bytes: &[u8], bits: usize) -> u64 {
    let whole = bytes.iter().take(bits.div_ceil(8)).fold(0, |sum: u64, &byte| sum << 8 | u64::from(byte));
    whole >> (bits.div_ceil(8) * 8 - bits)
}
