//! What is known of variables on the current path, so that nothing is tested twice and floats stay in registers.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use cranelift_codegen::ir::{InstBuilder, Value};
use swerl_core::ir::{Lit, Operand, Var};

use super::bits::BitsView;
use super::construct::Appended;
use super::extent::Extent;
use super::heap::small_literal;
use super::segment::Segment;

/// Facts that hold on a path. A branch works on a copy.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Small integers, and how large they can be.
    small: HashMap<Var, Extent>,
    /// Tuples, by how many elements they have.
    tuples: HashMap<Var, TupleSize>,
    /// Variables that are terms and have been found to be floats.
    float_terms: HashSet<Var>,
    /// Floats, by their unboxed values.
    floats: HashMap<Var, Value>,
    /// Terms that were made of floats and of bitstrings because something needed terms.
    boxed: HashMap<Var, Value>,
    /// Bitstrings of which is known where their bits are and which are no terms yet.
    parts: HashSet<Var>,
    /// Characters that were read, by how many bits they take.
    pub widths: HashMap<Var, Value>,
    /// See there.
    pub appended: Option<Appended>,
    /// Bits that are no whole bytes have been read or skipped: what follows may lie at any place within a byte.
    pub is_within_byte: bool,
    /// Results of arithmetic that are not known to be finite.
    unchecked: HashSet<Value>,
    /// Those among them of which no later result tells.
    pending: Vec<Value>,
}

/// Whether a float is known to be finite, as every float in a term is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finite {
    Yes,
    Unchecked,
}

/// How many elements a tuple has.
#[derive(Debug, Clone, Copy)]
pub enum TupleSize {
    Constant(u32),
    /// As a small integer.
    Found(Value),
}

impl Segment<'_, '_> {
    pub fn known_mut(&mut self) -> &mut Known {
        Rc::make_mut(&mut self.known)
    }

    pub fn learn_small(&mut self, operand: &Operand) {
        self.learn_extent(operand, Extent::SMALL);
    }

    /// Notes that a variable is a small integer, and how large it can be.
    pub fn learn_extent(&mut self, operand: &Operand, extent: Extent) {
        if let Operand::Var(var) = operand
            && self.known.small.get(var).is_none_or(|known| *known > extent)
        {
            self.known_mut().small.insert(*var, extent);
        }
    }

    pub fn is_known_small(&self, operand: &Operand) -> bool {
        match operand {
            Operand::Var(var) => self.known.small.contains_key(var),
            Operand::Lit(lit) => small_literal(lit).is_some(),
        }
    }

    /// How large a number can be that is a small integer.
    pub fn extent(&self, operand: &Operand) -> Extent {
        match operand {
            Operand::Var(var) => self.known.small.get(var).copied().unwrap_or(Extent::SMALL),
            Operand::Lit(lit) => small_literal(lit).map_or(Extent::SMALL, Extent::of),
        }
    }

    /// Notes that a term is a tuple of so many elements.
    pub fn learn_tuple(&mut self, operand: &Operand, size: TupleSize) {
        if let Operand::Var(var) = operand
            && !matches!(self.known.tuples.get(var), Some(TupleSize::Constant(_)))
        {
            self.known_mut().tuples.insert(*var, size);
        }
    }

    /// How many elements a term has that is known to be a tuple.
    pub fn known_tuple(&self, operand: &Operand) -> Option<TupleSize> {
        match operand {
            Operand::Var(var) => self.known.tuples.get(var).copied(),
            Operand::Lit(Lit::Tuple(elements)) => Some(TupleSize::Constant(elements.len() as u32)),
            Operand::Lit(_) => None,
        }
    }

    /// Notes that a term is a float.
    pub fn learn_float(&mut self, operand: &Operand) {
        if let Operand::Var(var) = operand
            && !self.known.floats.contains_key(var)
        {
            self.known_mut().float_terms.insert(*var);
        }
    }

    pub fn is_known_float(&self, operand: &Operand) -> bool {
        match operand {
            Operand::Var(var) => self.known.floats.contains_key(var) || self.known.float_terms.contains(var),
            Operand::Lit(lit) => matches!(lit, Lit::Float(_)),
        }
    }

    /// Notes the unboxed value of a variable.
    pub fn know_float(&mut self, var: Var, number: Value, finite: Finite) {
        let known = self.known_mut();
        known.floats.insert(var, number);
        if finite == Finite::Unchecked {
            known.unchecked.insert(number);
            known.pending.push(number);
        }
    }

    /// The unboxed value of a variable, if it has one.
    pub fn unboxed(&self, var: Var) -> Option<Value> {
        self.known.floats.get(&var).copied()
    }

    /// Whether a variable is a float of which there is no term.
    pub fn is_only_unboxed(&self, var: Var) -> bool {
        self.known.floats.contains_key(&var)
            && !self.known.boxed.contains_key(&var)
            && !self.env.contains_key(&var)
    }

    /// Notes where the bits of a variable are, of which no term is made yet.
    pub fn know_bits(&mut self, var: Var, view: BitsView) {
        self.views.insert(var, view);
        self.viewed.push(var);
        self.known_mut().parts.insert(var);
    }

    /// Where the bits of an operand are, if there is no term for it.
    pub fn unmade_bits(&self, operand: &Operand) -> Option<BitsView> {
        match operand {
            Operand::Var(var) if self.known.parts.contains(var) && !self.known.boxed.contains_key(var) => {
                self.views.get(var).copied()
            }
            _ => None,
        }
    }

    /// Whether an operand is known to be a bitstring without a look at it.
    pub fn is_known_bits(&self, operand: &Operand) -> bool {
        matches!(operand, Operand::Var(var) if self.views.contains_key(var))
    }

    /// The term for a variable that lives as a float, or as a place of bits.
    pub fn boxed(&mut self, var: Var) -> Option<Value> {
        if let Some(&term) = self.known.boxed.get(&var) {
            return Some(term);
        }
        if let Some(view) = self.unmade_bits(&Operand::Var(var)) {
            let term = self.part_of(view);
            self.known_mut().boxed.insert(var, term);
            return Some(term);
        }
        let number = self.unboxed(var)?;
        self.check_float(number);
        let term = self.box_float(number);
        self.known_mut().boxed.insert(var, term);
        Some(term)
    }

    /// Whether a float is known to be finite.
    pub fn finite(&self, number: Value) -> Finite {
        if self.known.unchecked.contains(&number) { Finite::Unchecked } else { Finite::Yes }
    }

    /// Leaves for general code if a float is not finite.
    pub fn check_float(&mut self, number: Value) {
        if !self.known.unchecked.contains(&number) {
            return;
        }
        self.require_finite(number);
        let known = self.known_mut();
        known.unchecked.remove(&number);
        known.pending.retain(|&other| other != number);
    }

    /// Notes that a float that is not finite makes a later one not finite.
    pub fn tells_of(&mut self, number: Value) {
        if self.known.pending.contains(&number) {
            self.known_mut().pending.retain(|&other| other != number);
        }
    }

    /// Does what the path still owes at its end: nothing leaves it for general code afterwards.
    pub fn settle(&mut self) {
        self.check_floats();
        self.note_appended();
    }

    /// Checks what has not been checked on this path: nothing may happen after an error. A sum is finite only if
    /// all of its parts are; where it is too large though they are, general code finds that out.
    fn check_floats(&mut self) {
        let pending = self.known.pending.clone();
        if let Some((&first, rest)) = pending.split_first() {
            let sum = rest.iter().fold(first, |sum, &number| self.b.ins().fadd(sum, number));
            self.require_finite(sum);
        }
        // Later results have told of the others.
        self.all_are_finite();
    }

    /// Notes that all floats so far have been checked.
    pub fn all_are_finite(&mut self) {
        if !self.known.unchecked.is_empty() {
            let known = self.known_mut();
            known.unchecked.clear();
            known.pending.clear();
        }
    }
}
