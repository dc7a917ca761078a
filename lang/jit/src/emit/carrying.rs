//! Loops that carry from round to round what is no term.
//!
//! A function that calls itself with a float that it has computed, or with what is left of a bitstring, does not need
//! terms for these. It goes on in a twin of its first segment that is given the float in a register, or where the
//! bits are (see [`super::viewed`]). Where terms are needed after all, they are made: in the round itself, before general
//! code starts it again, and where the turn is over or the heap full. For the last two, whoever goes on in a twin that
//! takes floats leaves room for their terms: so none of them has to wait for a collection.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{Block as CodeBlock, BlockArg, InstBuilder, Value};
use swerl_core::ir::{FunctionId, Operand, Var};
use swerl_runtime::code::MAX_REGISTER_ARGS;
use swerl_runtime::term::TAG_BOXED;

use super::Start;
use super::bits::BitsView;
use super::float::FLOAT_HEADER;
use super::known::Finite;
use super::segment::Segment;
use super::shape::Shape;
use super::viewed::{PART_WORDS, VIEW_WORDS, has_view};
use crate::analysis::Mode;
use crate::carried::{FloatParams, has};
use crate::layout;
use crate::unit::{CompileError, SegmentId};

/// Words of the term for a float.
const FLOAT_WORDS: usize = 2;

/// The parameters that a twin of the first segment is given otherwise than as terms, by bits of their numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Carried {
    /// By where their bits are.
    pub views: u8,
    /// As floats.
    pub floats: u16,
}

impl Carried {
    /// Everything is a term.
    const NOTHING: Carried = Carried { views: 0, floats: 0 };

    /// Where the round starts that is given this.
    fn start(self) -> Start {
        if self == Carried::NOTHING { Start::Function } else { Start::Round(self) }
    }

    fn without_floats(self) -> Carried {
        Carried { floats: 0, ..self }
    }

    fn has_floats(self) -> bool {
        self.floats != 0
    }

    fn float_words(self) -> usize {
        FLOAT_WORDS * self.floats.count_ones() as usize
    }

    /// What the segment is given.
    pub fn shape(self, params: &[Var]) -> Shape {
        let mut shape = Shape { args: Vec::new(), floats: Vec::new(), frame_head: 0, frame: Vec::new() };
        for (index, &param) in params.iter().enumerate() {
            if has(self.floats, index) {
                shape.floats.push(param);
            } else if has_view(self.views, index) {
                shape.args.extend([None; VIEW_WORDS]);
            } else {
                shape.args.push(Some(param));
            }
        }
        shape
    }
}

/// Where a round goes on, and in which mode.
#[derive(Clone, Copy)]
struct Next {
    carried: Carried,
    mode: Mode,
}

impl Segment<'_, '_> {
    /// What the segment is given otherwise than as terms.
    pub fn carried(&self) -> Carried {
        match self.start {
            Start::Round(carried) => carried,
            _ => Carried::NOTHING,
        }
    }

    /// Whether a tail call of a function goes on in another round of this one.
    pub fn is_self_call(&self, id: FunctionId) -> bool {
        id == self.compiler.id && self.compiler.function.closure.is_none()
    }

    /// Ends the segment with a tail call of its own function.
    pub fn call_itself(&mut self, args: &[Operand]) -> Result<(), CompileError> {
        let views = self.viewed_args(args);
        let (params, mode) = self.float_params();
        let masks = match self.carried().floats {
            own if own != 0 && own == params.changing => vec![own],
            _ if params.changing != 0 => vec![params.all, params.changing],
            _ => Vec::new(),
        };
        for floats in masks {
            let Some(unknown) = self.unknown_floats(args, floats) else { continue };
            let next = Next { carried: Carried { views, floats }, mode };
            if unknown == 0 {
                return self.next_round(args, next);
            }
            let other = self.b.create_block();
            let path = self.save_path();
            self.test_floats(args, unknown, other);
            self.next_round(args, next)?;
            self.restore_path(&path);
            self.b.switch_to_block(other);
            if unknown & params.changing != 0 {
                break;
            }
        }
        self.next_round(args, Next { carried: Carried { views, floats: 0 }, mode: Mode::Fast })
    }

    /// The parameters that the next round is to be given as floats, and the mode of its code. General code calls
    /// the function with terms, which may turn out to be floats; what stands behind other calls has only just made
    /// terms.
    fn float_params(&mut self) -> (FloatParams, Mode) {
        let modes: &[Mode] = match self.mode {
            Mode::General if self.calls_itself() => &[Mode::Fast, Mode::Float],
            Mode::Fast | Mode::Float if self.loop_head.is_some() => &[self.mode],
            _ => &[],
        };
        let found = modes.iter().map(|&mode| (self.compiler.float_params(mode), mode));
        found
            .into_iter()
            .find(|(params, _)| params.changing != 0)
            .unwrap_or((FloatParams::default(), self.mode))
    }

    /// Those among the arguments of a mask that have to be tested for being floats; nothing if one is none.
    fn unknown_floats(&self, args: &[Operand], mask: u16) -> Option<u16> {
        let mut unknown = 0;
        for (index, operand) in args.iter().enumerate().filter(|&(index, _)| has(mask, index)) {
            if self.is_known_float(operand) {
                continue;
            }
            let may_be = matches!(operand, Operand::Var(_))
                && !self.is_known_small(operand)
                && self.unmade_bits(operand).is_none();
            if !may_be {
                return None;
            }
            unknown |= 1 << index;
        }
        Some(unknown)
    }

    /// Goes to `other` unless the arguments of a mask are floats.
    fn test_floats(&mut self, args: &[Operand], mask: u16, other: CodeBlock) {
        for (_, operand) in args.iter().enumerate().filter(|&(index, _)| has(mask, index)) {
            if let Operand::Var(var) = operand
                && !self.is_known_float(operand)
            {
                let term = self.var(*var);
                self.branch_unless_tag(term, TAG_BOXED, other);
                let header = self.load(term, layout::HEADER);
                let is_float = self.b.ins().icmp_imm_s(IntCC::Equal, header, FLOAT_HEADER);
                self.branch_unless(is_float, other);
                let number = self.load_float(term);
                self.know_float(*var, number, Finite::Yes);
            }
        }
    }

    /// Ends the segment with another round, of which is known what it can be given.
    fn next_round(&mut self, args: &[Operand], next: Next) -> Result<(), CompileError> {
        let (mut values, mut data, mut floats) = (Vec::new(), Vec::new(), Vec::new());
        for (index, operand) in args.iter().enumerate() {
            if has(next.carried.floats, index) {
                floats.push(self.known_float(operand));
            } else if let Some(view) =
                self.unmade_bits(operand).filter(|_| has_view(next.carried.views, index))
            {
                values.extend([view.base, view.first, view.length]);
                data.push(view.data);
            } else {
                values.push(self.value(operand));
            }
        }
        self.keep_room(next.carried);
        if let Some(head) = self.loop_head
            && next.carried == self.carried()
        {
            let all = std::iter::once(self.heap_top()).chain(values).chain(data).chain(floats);
            let all: Vec<BlockArg> = all.map(BlockArg::Value).collect();
            self.b.ins().jump(head, &all);
            return Ok(());
        }
        if next.carried == Carried::NOTHING {
            return self.call_local(self.compiler.id, None, &values);
        }
        let twin = self.compiler.segment(next.carried.start(), next.mode);
        self.transfer_with_floats(twin, &values, &floats);
        Ok(())
    }

    /// Sees to it that the next round finds room for the terms of its floats, and for the arguments that it then has on
    /// the stack. What this round has found is still there if nothing was allocated.
    fn keep_room(&mut self, next: Carried) {
        let again = self.loop_head.is_some() && next == self.carried();
        if next.has_floats() && !(again && self.heap_words == 0) {
            let rest = self.compiler.shape(next.without_floats().start());
            self.note_push(next.float_words() + rest.on_stack());
        }
    }

    /// Words that the terms take which general code needs. For those of floats, there is room before the segment begins.
    pub fn room_for_terms(&mut self) -> usize {
        let carried = self.carried();
        let parts = PART_WORDS * carried.views.count_ones() as usize;
        if parts == 0 || !carried.has_floats() {
            return parts;
        }
        parts + carried.float_words() + self.compiler.shape(Start::Function).on_stack()
    }

    /// The body knows the floats that it is given.
    pub fn take_floats(&mut self) {
        for (index, &number) in self.floats_given.clone().iter().enumerate() {
            self.know_float(self.shape.floats[index], number, Finite::Yes);
        }
    }

    /// Where the segment starts again when it has left at its start, and the machine arguments for that.
    pub fn resumption(&mut self) -> (SegmentId, Vec<Value>) {
        let carried = self.carried();
        if !carried.has_floats() {
            self.keep_stack_args();
            return (self.id, self.given_registers());
        }
        let rest = carried.without_floats();
        let mode = if rest == Carried::NOTHING { self.mode } else { Mode::Fast };
        let resume = self.compiler.segment(rest.start(), mode);
        (resume, self.given_as(rest))
    }

    /// The function's own first segment, for a mode in which this one is to start again, and the machine arguments for
    /// that: terms.
    pub fn restart(&mut self, mode: Mode) -> (SegmentId, Vec<Value>) {
        match self.start {
            Start::Round(_) => {
                let first = self.compiler.segment(Start::Function, mode);
                (first, self.given_as(Carried::NOTHING))
            }
            _ => {
                self.keep_stack_args();
                (self.compiler.segment(self.start, mode), self.given_registers())
            }
        }
    }

    /// What the segment was given, as it is given to the start that takes `rest`: stack pointer, heap pointer, register
    /// arguments. What `rest` does not have becomes terms.
    fn given_as(&mut self, rest: Carried) -> Vec<Value> {
        let own = self.carried();
        let (mut words, mut floats) =
            (self.args_given.clone().into_iter(), self.floats_given.clone().into_iter());
        let mut given = Vec::new();
        let mut hp = self.hp_given;
        for index in 0..self.compiler.function.params.len() {
            let term = if has(own.floats, index) {
                let Some(number) = floats.next() else { break };
                let header = self.constant(FLOAT_HEADER as u64);
                vec![header, number]
            } else if !has_view(own.views, index) {
                given.extend(words.next());
                continue;
            } else if has_view(rest.views, index) {
                given.extend(words.by_ref().take(VIEW_WORDS));
                continue;
            } else {
                let (Some(base), Some(first), Some(length)) = (words.next(), words.next(), words.next())
                else {
                    break;
                };
                self.part_words(BitsView { base, data: base, first, length }).to_vec()
            };
            for (place, &word) in term.iter().enumerate() {
                self.store(word, hp, 8 * place as i32);
            }
            given.push(self.offset(hp, TAG_BOXED as i64));
            hp = self.offset(hp, 8 * term.len() as i64);
        }
        let on_stack = given.split_off(given.len().min(MAX_REGISTER_ARGS));
        let sp = self.sp_with(on_stack.len());
        for (index, &term) in on_stack.iter().enumerate() {
            self.store(term, sp, 8 * index as i32);
        }
        let mut registers = vec![sp, hp];
        registers.extend(given);
        registers
    }
}
