//! Constructions of bitstrings in place, see [`crate::construct`].
//!
//! Bits that go behind others are written at once, above all that is in use. That they are in use is noted in
//! their block when the path ends: until then the segment may be started again by general code, and must not
//! have had an effect.

use std::sync::Arc;

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::{I16, I32};
use cranelift_codegen::ir::{InstBuilder, MemFlagsData, Value};
use swerl_core::ir::{Block as CoreBlock, Lit, Op, Operand, Var};
use swerl_runtime::bits::block::{BLOCK_CAPACITY, BLOCK_COUNT, BLOCK_USED};
use swerl_runtime::term::{Kind, TAG_BOXED, TAG_HEADER, header};

use super::bits::{BYTE_SHIFT, BitsView, WITHIN_BYTE};
use super::segment::Segment;
use crate::analysis::Mode;
use crate::construct::{Field, Piece, Plan};
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
        if plan.appends {
            self.append(&plan, &values, result)?;
            return Ok(None);
        }
        let mut words = vec![self.constant(0); 2 + plan.bytes.div_ceil(8)];
        words[0] = self.constant(header(Kind::HeapBinary, words.len() - 1));
        words[1] = self.constant(plan.bytes as u64);
        let start = self.heap_top();
        let binary = self.allocate(&words, TAG_BOXED);
        self.write_pieces(&plan.pieces, &values, start, 16);
        Ok(Some(binary))
    }

    /// Writes behind the bits of the first value, if nobody else has its block and there is room. Anything else is
    /// left to general code.
    fn append(&mut self, plan: &Plan, values: &[Operand], result: Var) -> Result<(), CompileError> {
        self.require_bits(&values[0], None)?;
        let slow = self.slow_exit();
        let view = self.view_bits(&values[0]);
        let end = self.b.ins().iadd(view.first, view.length);
        let block = self.writable_block(&values[0], view, end);
        let added = (plan.bytes as i64) << BYTE_SHIFT;
        let new_end = self.offset(end, added);
        let capacity = self.load(block, BLOCK_CAPACITY as i32);
        let room = self.b.ins().ishl_imm_u(capacity, BYTE_SHIFT);
        let fits = self.b.ins().icmp(IntCC::UnsignedLessThanOrEqual, new_end, room);
        self.branch_unless(fits, slow);
        let index = self.b.ins().ushr_imm_u(end, BYTE_SHIFT);
        let start = self.b.ins().iadd(view.data, index);
        self.write_pieces(&plan.pieces, values, start, 0);
        let used = self.b.ins().ushr_imm_u(new_end, 1);
        self.known_mut().appended = Some(Appended { var: result, block, used });
        let length = self.offset(view.length, added);
        self.know_bits(result, BitsView { length, ..view });
        Ok(())
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
        let within = self.b.ins().band_imm_s(end, WITHIN_BYTE);
        self.branch_if(within, slow);
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
                    let number = self.plain_integer(&values[*value]);
                    self.write_number(number, start, offset + at, *bytes, *little);
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
