//! Looking at all that one process refers to.

use std::collections::{HashMap, HashSet};

use super::mark::{Holder, Reference};
use super::round::{literals_at, mark_met, object_met, site_met, term_met, words_met};
use crate::code::segment_info;
use crate::literals::is_literal;
use crate::message::{Message, Signal};
use crate::owned;
use crate::process::{FLAG_COLLECT, Process};
use crate::term::{Kind, Term, header_kind, header_size};

/// Objects that have been met: a bit a word of the process's block, and the rest by address.
struct Met {
    start: usize,
    bits: Vec<u64>,
    elsewhere: HashSet<usize>,
}

impl Met {
    fn new(start: usize, words: usize) -> Met {
        Met { start, bits: vec![0; words.div_ceil(64)], elsewhere: HashSet::new() }
    }

    /// Whether the object is met for the first time.
    fn first(&mut self, object: *const u64) -> bool {
        let index = (object as usize).wrapping_sub(self.start) / 8;
        let Some(word) = self.bits.get_mut(index / 64) else {
            return self.elsewhere.insert(object as usize);
        };
        let bit = 1 << (index % 64);
        let first = *word & bit == 0;
        *word |= bit;
        first
    }
}

/// The walk through one process's terms. Nothing moves; words that point to literals that are to be copied out
/// are made to point to copies.
pub(super) struct Tracer<'a> {
    process: &'a mut Process,
    round: u64,
    met: Met,
    /// Objects whose words have not been looked at.
    work: Vec<*mut u64>,
    /// Copies of literals, by the literal's word.
    copies: HashMap<u64, Term>,
    /// The message under consideration: its memory is the mailbox's, so no word in it is changed.
    kept: (usize, usize),
}

impl Tracer<'_> {
    /// Notes all versions that the process refers to.
    ///
    /// # Safety
    /// The process is between two turns.
    pub(super) unsafe fn scan(process: &mut Process, round: u64) {
        // SAFETY: the caller's promise; sites of frames belong to versions that the frames keep.
        unsafe {
            site_met(&raw const segment_info(process.resume).site, round, Reference::Frame, Holder::Process);
            let mut before = std::ptr::null();
            for frame in process.frames() {
                let function = frame.info.site.function;
                if function != before
                    && let Some(function) = function.as_ref()
                {
                    mark_met(function.mark.get(), round, Reference::Frame);
                }
                before = function;
            }
        }
        // SAFETY: the cursor is null or points to a node of the mailbox.
        let kept = unsafe { process.message.as_ref() }.map_or((0, 0), |node| node.range());
        let met = Met::new(process.block as usize, process.heap_words());
        let mut tracer = Tracer { process, round, met, work: Vec::new(), copies: HashMap::new(), kept };
        // SAFETY: the process is between two turns.
        unsafe {
            tracer.roots();
            tracer.objects();
            tracer.mailbox();
        }
        // Objects that are old may point to the copies now: the next collection has to go through all of them.
        if !tracer.copies.is_empty() {
            tracer.process.flags |= FLAG_COLLECT;
        }
    }

    /// # Safety
    /// The process is between two turns.
    unsafe fn roots(&mut self) {
        // SAFETY: `resume` is a segment; the words of the stack, the register arguments that it says it has and
        // the dictionary are terms or look like small integers.
        unsafe {
            let registers = segment_info(self.process.resume).register_args as usize;
            for index in 0..registers {
                let slot = &raw mut self.process.x[index];
                self.slot(slot.cast());
            }
            for index in 0..self.process.stack_words() {
                self.slot(self.process.sp.add(index));
            }
            let kept: Vec<*mut u64> = match &mut self.process.rare {
                Some(rare) => rare.dictionary.terms_mut().map(|term| (&raw mut *term).cast()).collect(),
                None => Vec::new(),
            };
            for slot in kept {
                self.slot(slot);
            }
        }
    }

    /// Looks at a word that may be changed.
    ///
    /// # Safety
    /// It is a term of the process, or looks like a small integer.
    unsafe fn slot(&mut self, slot: *mut u64) {
        // SAFETY: the caller's promise.
        let term = Term(unsafe { *slot });
        if !term.is_pointer() {
            return;
        }
        let object = term.pointer();
        if is_literal(object) {
            if let Some(copy) = self.copy_of(term) {
                // SAFETY: a word of the process's own, and the copy is its too.
                unsafe { *slot = copy.0 };
            }
            return;
        }
        let kept = (object as usize).wrapping_sub(self.kept.0) < self.kept.1;
        if !kept && self.met.first(object) {
            self.work.push(object);
            if term.is_boxed() {
                // SAFETY: the object is alive.
                unsafe { object_met(object, self.round, Holder::Process) };
            }
        }
    }

    /// What takes a literal's place, if it is to be copied out.
    fn copy_of(&mut self, literal: Term) -> Option<Term> {
        let range = literals_at(literal.pointer() as usize)?;
        if !range.copy_out {
            // SAFETY: its version is retiring, which lasts as long as the round.
            mark_met(unsafe { range.mark.get() }, self.round, Reference::Literal);
            return None;
        }
        if let Some(&copy) = self.copies.get(&literal.0) {
            return Some(copy);
        }
        let copy = owned::copy_whole_to(literal, self.process);
        self.copies.insert(literal.0, copy);
        Some(copy)
    }

    /// Looks at the words of all objects that have been met.
    ///
    /// # Safety
    /// As for [`Tracer::roots`].
    unsafe fn objects(&mut self) {
        while let Some(object) = self.work.pop() {
            // SAFETY: an object of the process: two words of a cons, or a header and its words.
            unsafe {
                let first = *object;
                if first & crate::term::TAG_MASK != crate::term::TAG_HEADER {
                    self.slot(object);
                    self.slot(object.add(1));
                } else if !Kind::is_opaque(header_kind(first)) {
                    for index in 1..=header_size(first) {
                        self.slot(object.add(index));
                    }
                }
            }
        }
    }

    /// Looks at the messages that have not been taken out. A message with literals that are to be copied out is
    /// copied with them; the one under consideration stays as it is, for the next round.
    ///
    /// # Safety
    /// The process is between two turns.
    unsafe fn mailbox(&mut self) {
        let mut before = self.process.mailbox.head();
        // SAFETY: nodes of the mailbox are the process's and alive; `before` is the head or one of them.
        unsafe {
            while let Some(node) = (*before).next.as_ref() {
                let copy_out = node.signal() == Signal::Message
                    && (words_met(node.content(), self.round, Holder::Process)
                        | term_met(node.term, self.round, Holder::Process));
                let here = std::ptr::from_ref(node).cast_mut();
                before = if copy_out && here != self.process.message {
                    let copy = Message::whole(node.signal(), node.term);
                    self.process.replace_message(before, copy)
                } else {
                    here
                };
            }
        }
    }
}
