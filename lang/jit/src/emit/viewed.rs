//! Loops that take bitstrings apart or put them together, a piece a round.
//!
//! A function that calls itself with what is left of a bitstring does not need a term for that. It goes on in a
//! twin of its first segment (see [`super::carrying`]) that is given, in place of the term, the binary in which the bits
//! lie, the first bit and the number of bits: these are terms, so that the twin can leave and start again as any
//! segment. Where general code is needed, the terms are made.

use cranelift_codegen::ir::Value;
use swerl_core::ir::Operand;

use super::bits::BitsView;
use super::segment::Segment;
use crate::carried::has;

/// Parameters beyond this many are always terms.
const MOST_PARAMS: usize = 8;

/// Words of the term for a part of a binary.
pub const PART_WORDS: usize = 4;

/// Words that stand for a bitstring.
pub const VIEW_WORDS: usize = 3;

/// Whether parameter `index` is among those of a mask.
pub fn has_view(mask: u8, index: usize) -> bool {
    index < MOST_PARAMS && mask >> index & 1 == 1
}

impl Segment<'_, '_> {
    /// The arguments for which there is no term yet and of which the function looks at the bits.
    pub fn viewed_args(&self, args: &[Operand]) -> u8 {
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
        let carried = self.carried();
        let mut place = 0;
        let mut places = Vec::new();
        for index in 0..self.compiler.function.params.len() {
            if has_view(carried.views, index) {
                places.push((index, place));
                place += VIEW_WORDS;
            } else if !has(carried.floats, index) {
                place += 1;
            }
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
}
