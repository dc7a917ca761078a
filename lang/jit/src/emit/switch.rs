//! Decisions by the shape of a value.

use cranelift_codegen::ir::condcodes::{FloatCC, IntCC};
use cranelift_codegen::ir::types::F64;
use cranelift_codegen::ir::{Block as CodeBlock, InstBuilder, MemFlagsData, Value};
use cranelift_frontend::Switch;
use swerl_core::ir::{Block, Key, Lit, Operand};
use swerl_runtime::atom::Atom;
use swerl_runtime::build::Arena;
use swerl_runtime::term::{IMM_NIL, Kind, TAG_BOXED, TAG_CONS, TAG_HEADER, TAG_MASK, Term, header};

use super::extent::Extent;
use super::known::TupleSize;
use super::segment::Segment;
use super::table::Way;
use crate::layout;
use crate::unit::CompileError;

/// From so many words on that are in no table, a binary search is built instead of a chain of comparisons.
const CHAIN_LIMIT: usize = 5;

pub const MAP_KINDS: [Kind; 2] = [Kind::Map, Kind::HashMap];
pub const BITS_KINDS: [Kind; 3] = [Kind::SubBinary, Kind::HeapBinary, Kind::SharedBinary];

/// A key that is one word.
fn key_word(key: &Key) -> Option<u64> {
    match key {
        Key::Nil => Some(IMM_NIL),
        Key::Lit(Lit::Nil) => Some(IMM_NIL),
        Key::Lit(Lit::Atom(name)) => Some(Atom::new(name).term().0),
        Key::Lit(Lit::Int(n)) if Term::fits_small(*n) => Some(Term::small(*n).0),
        _ => None,
    }
}

impl Segment<'_, '_> {
    /// Goes on in the arm whose key fits the subject.
    pub fn switch(
        &mut self,
        subject: &Operand,
        arms: &[(Key, Block)],
        default: &Block,
    ) -> Result<(), CompileError> {
        if self.unmade_bits(subject).is_some() {
            let arm = arms.iter().find(|(key, _)| *key == Key::Bits).map_or(default, |(_, arm)| arm);
            return self.block(arm, 0);
        }
        let value = self.value(subject);
        let targets: Vec<CodeBlock> = arms.iter().map(|_| self.b.create_block()).collect();
        let otherwise = self.b.create_block();
        self.switch_cons(value, arms, &targets);
        self.switch_boxed(value, arms, &targets);
        self.switch_words(value, arms, &targets, otherwise);
        let path = self.save_path();
        for ((key, arm), &target) in arms.iter().zip(&targets) {
            self.restore_path(&path);
            self.b.switch_to_block(target);
            match key {
                Key::Lit(Lit::Int(n)) if Term::fits_small(*n) => self.learn_extent(subject, Extent::of(*n)),
                Key::Tuple(size) => self.learn_tuple(subject, TupleSize::Constant(*size)),
                _ => {}
            }
            self.block(arm, 0)?;
        }
        self.restore_path(&path);
        self.b.switch_to_block(otherwise);
        self.block(default, 0)
    }

    fn switch_cons(&mut self, value: Value, arms: &[(Key, Block)], targets: &[CodeBlock]) {
        let Some(index) = arms.iter().position(|(key, _)| *key == Key::Cons) else { return };
        let is_cons = self.has_tag(value, TAG_CONS);
        self.branch_if(is_cons, targets[index]);
    }

    /// Tuples by size, floats and big integers: all behind one test of the tag.
    fn switch_boxed(&mut self, value: Value, arms: &[(Key, Block)], targets: &[CodeBlock]) {
        let boxed_key = |key: &Key| key_word(key).is_none() && *key != Key::Cons;
        if !arms.iter().any(|(key, _)| boxed_key(key)) {
            return;
        }
        let (boxed, others) = (self.b.create_block(), self.b.create_block());
        let is_boxed = self.has_tag(value, TAG_BOXED);
        self.b.ins().brif(is_boxed, boxed, &[], others, &[]);
        self.b.switch_to_block(boxed);
        let found = self.load(value, layout::HEADER);
        for ((key, _), &target) in arms.iter().zip(targets) {
            match key {
                Key::Tuple(size) => {
                    let expected = self.constant(header(Kind::Tuple, *size as usize));
                    let equal = self.equal(found, expected);
                    self.branch_if(equal, target);
                }
                Key::Map => self.branch_if_kind(found, &MAP_KINDS, target),
                Key::Bits => self.branch_if_kind(found, &BITS_KINDS, target),
                Key::Lit(Lit::Float(wanted)) => self.switch_float(value, found, *wanted, target),
                Key::Lit(lit @ (Lit::Big(_) | Lit::Int(_))) if boxed_key(key) => {
                    self.switch_big(value, found, lit, target);
                }
                _ => {}
            }
        }
        self.b.ins().jump(others, &[]);
        self.b.switch_to_block(others);
    }

    /// Jumps if a header is one of these kinds; otherwise goes on.
    pub fn branch_if_kind(&mut self, header: Value, kinds: &[Kind], target: CodeBlock) {
        let low = self.b.ins().band_imm_s(header, 0xff);
        for &kind in kinds {
            let expected = (kind as i64) << 3 | TAG_HEADER as i64;
            let fits = self.b.ins().icmp_imm_s(IntCC::Equal, low, expected);
            self.branch_if(fits, target);
        }
    }

    fn switch_float(&mut self, value: Value, found: Value, wanted: f64, target: CodeBlock) {
        let (matching, next) = (self.b.create_block(), self.b.create_block());
        let expected = self.constant(header(Kind::Float, 1));
        let is_float = self.equal(found, expected);
        self.b.ins().brif(is_float, matching, &[], next, &[]);
        self.b.switch_to_block(matching);
        let number = self.b.ins().load(F64, MemFlagsData::trusted(), value, layout::WORD0);
        let wanted = self.b.ins().f64const(wanted);
        let equal = self.b.ins().fcmp(FloatCC::Equal, number, wanted);
        self.b.ins().brif(equal, target, &[], next, &[]);
        self.b.switch_to_block(next);
    }

    fn switch_big(&mut self, value: Value, found: Value, lit: &Lit, target: CodeBlock) {
        let next = self.b.create_block();
        let mut scratch = Arena::new();
        let term = super::heap::literal(&mut scratch, lit);
        // SAFETY: an integer that is not small is boxed, and lies in the arena.
        let words =
            unsafe { std::slice::from_raw_parts(term.pointer(), 1 + (*term.pointer() >> 8) as usize) };
        for (index, &word) in words.iter().enumerate() {
            let part = if index == 0 { found } else { self.load(value, layout::HEADER + 8 * index as i32) };
            let expected = self.constant(word);
            let equal = self.equal(part, expected);
            self.branch_unless(equal, next);
        }
        self.b.ins().jump(target, &[]);
        self.b.switch_to_block(next);
    }

    /// Keys that are single words; ends the current block.
    fn switch_words(
        &mut self,
        value: Value,
        arms: &[(Key, Block)],
        targets: &[CodeBlock],
        otherwise: CodeBlock,
    ) {
        let words: Vec<Way> =
            arms.iter().zip(targets).filter_map(|((key, _), &t)| Some((key_word(key)?, t))).collect();
        let words = self.jump_by_tables(value, &words, otherwise);
        if words.len() < CHAIN_LIMIT {
            for (word, target) in words {
                let expected = self.constant(word);
                let equal = self.equal(value, expected);
                self.branch_if(equal, target);
            }
            self.b.ins().jump(otherwise, &[]);
            return;
        }
        let mut switch = Switch::new();
        for (word, target) in words {
            switch.set_entry(u128::from(word), target);
        }
        switch.emit(&mut self.b, value, otherwise);
    }

    pub fn equal(&mut self, a: Value, b: Value) -> Value {
        self.b.ins().icmp(IntCC::Equal, a, b)
    }

    /// Whether the low three bits of a value are `tag`.
    pub fn has_tag(&mut self, value: Value, tag: u64) -> Value {
        let low = self.b.ins().band_imm_s(value, TAG_MASK as i64);
        self.b.ins().icmp_imm_s(IntCC::Equal, low, tag as i64)
    }

    /// Jumps if the condition holds; otherwise goes on.
    pub fn branch_if(&mut self, condition: Value, target: CodeBlock) {
        let next = self.b.create_block();
        self.b.ins().brif(condition, target, &[], next, &[]);
        self.b.switch_to_block(next);
    }

    /// Jumps unless the condition holds.
    pub fn branch_unless(&mut self, condition: Value, target: CodeBlock) {
        let next = self.b.create_block();
        self.b.ins().brif(condition, next, &[], target, &[]);
        self.b.switch_to_block(next);
    }

    pub fn branch_unless_tag(&mut self, value: Value, tag: u64, target: CodeBlock) {
        let fits = self.has_tag(value, tag);
        self.branch_unless(fits, target);
    }
}
