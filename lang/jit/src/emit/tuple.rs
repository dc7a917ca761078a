//! Tuples whose sizes are found out where the code runs: elements by their positions, and copies with another element.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::I64;
use cranelift_codegen::ir::{InstBuilder, Value};
use swerl_core::ir::{Label, Operand};
use swerl_runtime::term::{Kind, TAG_BOXED, TAG_HEADER};

use super::extent::Extent;
use super::heap::small_literal;
use super::known::TupleSize;
use super::segment::Segment;
use crate::layout;
use crate::unit::CompileError;

/// A tuple known to have up to so many elements is copied word by word, without a loop; and the segment makes room for
/// a copy of any that has no more.
const SHORT: u32 = 16;

/// Longer tuples are copied by general code.
const LONG: u32 = 1024;

impl Segment<'_, '_> {
    /// The size of what must be a tuple.
    pub fn tuple_size(&mut self, tuple: &Operand, fail: Option<Label>) -> Result<TupleSize, CompileError> {
        if let Some(size) = self.known_tuple(tuple) {
            return Ok(size);
        }
        let value = self.value(tuple);
        let is_boxed = self.has_tag(value, TAG_BOXED);
        self.require(is_boxed, fail)?;
        let header = self.load(value, layout::HEADER);
        let low = self.b.ins().band_imm_s(header, 0xff);
        let expected = (Kind::Tuple as i64) << 3 | TAG_HEADER as i64;
        let fits = self.b.ins().icmp_imm_s(IntCC::Equal, low, expected);
        self.require(fits, fail)?;
        let size = self.b.ins().ushr_imm_u(header, 8);
        let size = TupleSize::Found(self.b.ins().ishl_imm_u(size, 1));
        self.learn_tuple(tuple, size);
        Ok(size)
    }

    /// A size as a small integer.
    pub fn size_word(&mut self, size: TupleSize) -> Value {
        match size {
            TupleSize::Constant(count) => self.constant(u64::from(count) * 2),
            TupleSize::Found(word) => word,
        }
    }

    /// The bytes before an element of a tuple of that size, from the first one on. What is no position in such a
    /// tuple fails.
    fn place(
        &mut self,
        position: &Operand,
        size: TupleSize,
        fail: Option<Label>,
    ) -> Result<Place, CompileError> {
        if let (Operand::Lit(lit), TupleSize::Constant(count)) = (position, size)
            && let Some(n) = small_literal(lit)
            && (1..=i64::from(count)).contains(&n)
        {
            return Ok(Place::Constant(8 * (n as i32 - 1)));
        }
        let value = self.value(position);
        if !self.is_known_small(position) {
            let odd = self.b.ins().band_imm_s(value, 1);
            let small = self.b.ins().icmp_imm_s(IntCC::Equal, odd, 0);
            self.require(small, fail)?;
        }
        // Sizes and positions are compared as small integers, from 1 on.
        let index = self.offset(value, -2);
        let size = self.size_word(size);
        let inside = self.b.ins().icmp(IntCC::UnsignedLessThan, index, size);
        self.require(inside, fail)?;
        self.learn_extent(position, Extent::TUPLE);
        Ok(Place::Computed(self.b.ins().ishl_imm_u(index, 2)))
    }

    /// `element(Position, Tuple)`
    pub fn element(
        &mut self,
        position: &Operand,
        tuple: &Operand,
        fail: Option<Label>,
    ) -> Result<Value, CompileError> {
        let size = self.tuple_size(tuple, fail)?;
        let place = self.place(position, size, fail)?;
        let tuple = self.value(tuple);
        Ok(match place {
            Place::Constant(bytes) => self.load(tuple, layout::WORD0 + bytes),
            Place::Computed(bytes) => {
                let address = self.b.ins().iadd(tuple, bytes);
                self.load(address, layout::WORD0)
            }
        })
    }

    /// `setelement(Position, Tuple, Value)`, and the size of the result.
    pub fn set_element(&mut self, args: &[Operand]) -> Result<(Value, TupleSize), CompileError> {
        let [position, tuple, value] = args else { unreachable!("three arguments") };
        let value = self.value(value);
        let size = self.tuple_size(tuple, None)?;
        let place = self.place(position, size, None)?;
        let tuple = self.value(tuple);
        let copy = match size {
            TupleSize::Constant(count) if count <= SHORT => {
                let words = (0..=count as i32).map(|index| self.load(tuple, layout::HEADER + 8 * index));
                let words: Vec<Value> = words.collect();
                self.allocate(&words, TAG_BOXED)
            }
            _ => {
                let size = self.size_word(size);
                self.copied_tuple(tuple, size)
            }
        };
        match place {
            Place::Constant(bytes) => self.store(value, copy, layout::WORD0 + bytes),
            Place::Computed(bytes) => {
                let address = self.b.ins().iadd(copy, bytes);
                self.store(value, address, layout::WORD0);
            }
        }
        Ok((copy, size))
    }

    /// A copy of a tuple of `size` elements, a small integer. The check at the start makes room for a short one; for
    /// a longer one there must happen to be room, else general code copies it.
    fn copied_tuple(&mut self, tuple: Value, size: Value) -> Value {
        let top = self.heap_top();
        self.note_heap(SHORT as usize + 1);
        let bytes = self.b.ins().ishl_imm_u(size, 2);
        let (long, copy, round) = (self.b.create_block(), self.b.create_block(), self.b.create_block());
        let is_short = self.b.ins().icmp_imm_s(IntCC::UnsignedLessThanOrEqual, size, 2 * i64::from(SHORT));
        self.b.ins().brif(is_short, copy, &[], long, &[]);
        self.b.switch_to_block(long);
        let slow = self.slow_exit();
        let is_too_long = self.b.ins().icmp_imm_s(IntCC::UnsignedGreaterThan, size, 2 * i64::from(LONG));
        self.branch_if(is_too_long, slow);
        let end = self.b.ins().iadd(top, bytes);
        let need = self.whole_need();
        let end = self.b.ins().iadd(end, need);
        let is_full = self.b.ins().icmp(IntCC::UnsignedGreaterThan, end, self.sp_given);
        self.b.ins().brif(is_full, slow, &[], copy, &[]);
        self.b.switch_to_block(copy);
        let zero = self.constant(0);
        self.b.ins().jump(round, &[zero.into()]);
        self.b.switch_to_block(round);
        let at = self.b.append_block_param(round, I64);
        let from = self.b.ins().iadd(tuple, at);
        let word = self.load(from, layout::HEADER);
        let to = self.b.ins().iadd(top, at);
        self.store(word, to, 0);
        let next = self.offset(at, 8);
        let done = self.b.create_block();
        let is_more = self.b.ins().icmp(IntCC::UnsignedLessThanOrEqual, next, bytes);
        self.b.ins().brif(is_more, round, &[next.into()], done, &[]);
        self.b.switch_to_block(done);
        let length = self.offset(bytes, 8);
        self.hp = self.b.ins().iadd(top, length);
        self.hp_offset = 0;
        self.offset(top, TAG_BOXED as i64)
    }
}

/// Where an element is, in bytes from the first one.
enum Place {
    Constant(i32),
    Computed(Value),
}
