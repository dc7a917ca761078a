//! Loops that take bitstrings apart or put them together, a piece a round.
//!
//! A function that calls itself with what is left of a bitstring does not need a term for that. It goes on in a
//! twin of its first segment that is given, in place of the term, the binary in which the bits lie, the first
//! bit and the number of bits: these are terms, so that the twin can leave and start again as any segment.
//! Where general code is needed, the terms are made.

use cranelift_codegen::ir::{BlockArg, InstBuilder, Value};
use swerl_core::ir::{FunctionId, Operand, Var};
use swerl_runtime::code::MAX_REGISTER_ARGS;
use swerl_runtime::term::TAG_BOXED;

use super::Start;
use super::bits::BitsView;
use super::call::Target;
use super::segment::Segment;
use super::shape::Shape;
use crate::analysis::Mode;
use crate::unit::CompileError;

/// Parameters beyond this many are always terms.
const MOST_PARAMS: usize = 8;

/// Words of the term for a part of a binary.
const PART_WORDS: usize = 4;

/// Words that stand for a bitstring.
const VIEW_WORDS: usize = 3;

/// Whether parameter `index` is among those of a mask.
fn has(mask: u8, index: usize) -> bool {
    index < MOST_PARAMS && mask >> index & 1 == 1
}

/// What a segment is given whose parameters of the mask are known by where their bits are.
pub fn shape(params: &[Var], mask: u8) -> Shape {
    let mut args = Vec::new();
    for (index, &param) in params.iter().enumerate() {
        if has(mask, index) {
            args.extend([None; VIEW_WORDS]);
        } else {
            args.push(Some(param));
        }
    }
    Shape { args, frame_head: 0, frame: Vec::new() }
}

impl Segment<'_, '_> {
    /// The parameters that this segment is given by where their bits are.
    pub fn mask(&self) -> u8 {
        match self.start {
            Start::Viewed(mask) => mask,
            _ => 0,
        }
    }

    /// Whether a tail call of a function goes on in another round of this one.
    pub fn is_self_call(&self, id: FunctionId) -> bool {
        id == self.compiler.id && self.compiler.function.closure.is_none()
    }

    /// Ends the segment with a tail call of its own function.
    pub fn call_itself(&mut self, args: &[Operand]) -> Result<(), CompileError> {
        let mask = self.viewed_args(args);
        let mut values = Vec::new();
        let mut data = Vec::new();
        for (index, operand) in args.iter().enumerate() {
            match self.unmade_bits(operand).filter(|_| has(mask, index)) {
                Some(view) => {
                    values.extend([view.base, view.first, view.length]);
                    data.push(view.data);
                }
                None => values.push(self.value(operand)),
            }
        }
        if let Some(head) = self.loop_head
            && mask == self.mask()
        {
            let all = std::iter::once(self.heap_top()).chain(values).chain(data);
            let all: Vec<BlockArg> = all.map(BlockArg::Value).collect();
            self.b.ins().jump(head, &all);
            return Ok(());
        }
        if mask == 0 {
            return self.call_local(self.compiler.id, None, &values);
        }
        let twin = self.compiler.segment(Start::Viewed(mask), Mode::Fast);
        self.transfer(Target::Segment(twin), None, &values);
        Ok(())
    }

    /// The arguments for which there is no term yet and of which the function looks at the bits.
    fn viewed_args(&self, args: &[Operand]) -> u8 {
        let params = &self.compiler.function.params;
        let mut mask = 0;
        for (index, (operand, &param)) in args.iter().zip(params).enumerate().take(MOST_PARAMS) {
            if self.unmade_bits(operand).is_some() && self.compiler.hints.is_bitstring(param) {
                mask |= 1 << index;
            }
        }
        mask
    }

    /// Where the first bytes of the binaries are that the segment is given.
    pub fn find_data(&mut self) -> Vec<Value> {
        let places = self.view_places();
        places.into_iter().map(|(_, place)| self.bytes_of(self.args_given[place]).0).collect()
    }

    /// The parameters that are given by where their bits are, and the places of their first words among the
    /// arguments.
    fn view_places(&self) -> Vec<(usize, usize)> {
        let mask = self.mask();
        let mut place = 0;
        let mut places = Vec::new();
        for index in 0..self.compiler.function.params.len() {
            if has(mask, index) {
                places.push((index, place));
            }
            place += if has(mask, index) { VIEW_WORDS } else { 1 };
        }
        places
    }

    /// The body knows where the bits are, whose first bytes are at `data`.
    pub fn take_views(&mut self, data: &[Value]) {
        for ((index, place), &data) in self.view_places().into_iter().zip(data) {
            let [base, first, length] = [0, 1, 2].map(|word| self.args_given[place + word]);
            let param = self.compiler.function.params[index];
            self.know_bits(param, BitsView { base, data, first, length });
        }
    }

    /// Words that the terms take which general code needs.
    pub fn view_room(&self) -> usize {
        PART_WORDS * self.mask().count_ones() as usize
    }

    /// Ends the segment at its start with a jump to the function's own first segment, the terms made: stack
    /// pointer, heap pointer and register arguments.
    pub fn given_terms(&mut self) -> Vec<Value> {
        let mut hp = self.hp_given;
        let views = self.view_places();
        let mut terms = Vec::new();
        let mut given = self.args_given.clone().into_iter();
        for index in 0..self.compiler.function.params.len() {
            let Some(first) = given.next() else { break };
            if !views.iter().any(|&(viewed, _)| viewed == index) {
                terms.push(first);
                continue;
            }
            let (Some(start), Some(length)) = (given.next(), given.next()) else { break };
            let view = BitsView { base: first, data: first, first: start, length };
            for (word, value) in self.part_words(view).into_iter().enumerate() {
                self.store(value, hp, 8 * word as i32);
            }
            terms.push(self.offset(hp, TAG_BOXED as i64));
            hp = self.offset(hp, 8 * PART_WORDS as i64);
        }
        let on_stack = terms.split_off(terms.len().min(MAX_REGISTER_ARGS));
        let sp = self.sp_with(on_stack.len());
        for (index, &term) in on_stack.iter().enumerate() {
            self.store(term, sp, 8 * index as i32);
        }
        let mut registers = vec![sp, hp];
        registers.extend(terms);
        registers
    }
}
