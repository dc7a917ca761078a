//! The objects of tables: tuples in memory of their own.

use std::mem::ManuallyDrop;

use crate::build::{self, Heap, tuple_elements};
use crate::compare::exactly_equal;
use crate::literals::is_literal;
use crate::memory::{Use, count};
use crate::message::{Message, Node, Signal};
use crate::owned::copy_to;
use crate::process::Process;
use crate::term::{Kind, NIL, Term, header};

/// An object that is in no table, or in one with an order.
pub struct Object(Node);

/// What an object takes beside its words: a node, and a share of the table's index.
pub const OBJECT_WORDS: usize = 5;

/// An object of so many words is there from now on, or no longer.
fn count_object(words: usize, there: bool) {
    let bytes = ((words + OBJECT_WORDS) * 8) as isize;
    count(Use::Tables, if there { bytes } else { -bytes });
}

impl Drop for Object {
    fn drop(&mut self) {
        count_object(self.words(), false);
    }
}

impl Object {
    /// A copy of a tuple.
    pub fn new(tuple: Term) -> Object {
        let node = match flat_elements(tuple) {
            Some(_) => Message::new(Signal::Message, tuple),
            None => Message::kept(Signal::Message, tuple),
        };
        let object = Object(node);
        count_object(object.words(), true);
        object
    }

    pub fn term(&self) -> Term {
        self.0.term
    }

    /// The node that it lies in.
    pub fn message(&self) -> &Message {
        &self.0
    }

    pub fn key(&self, keypos: usize) -> Term {
        key_of(self.term(), keypos)
    }

    /// `=:=`
    pub fn is_same(&self, other: Term) -> bool {
        exactly_equal(self.term(), other)
    }

    pub fn words(&self) -> usize {
        self.0.words()
    }

    /// Bytes of its memory, binaries outside included.
    pub(crate) fn bytes(&self) -> usize {
        bytes_of(&self.0)
    }

    /// Gives it into a chain.
    pub(crate) fn into_raw(self) -> Raw {
        let this = ManuallyDrop::new(self);
        // SAFETY: the node is taken out once, as what it is taken out of is not dropped.
        let node = unsafe { std::ptr::read(&raw const this.0) };
        Raw(node.into_raw())
    }
}

fn bytes_of(message: &Message) -> usize {
    message.all_words() * 8 + message.binary_bytes()
}

/// The element at `keypos`, from 0; an object has it.
pub fn key_of(object: Term, keypos: usize) -> Term {
    tuple_elements(object).and_then(|elements| elements.get(keypos).copied()).unwrap_or(NIL)
}

/// A list of a copy of a tuple and of the copies before: most objects are flat, which takes no walk through their parts.
#[inline]
pub fn listed(tuple: Term, process: &mut Process, list: Term) -> Term {
    match flat_elements(tuple) {
        Some(elements) => listed_flat(elements, process, list),
        None => {
            let copy = copy_to(tuple, process);
            build::cons(process, copy, list)
        }
    }
}

/// The same of an object in its node, all words of which are copied as they are.
#[inline]
pub fn listed_object(object: &Message, process: &mut Process, list: Term) -> Term {
    match flat_elements(object.term) {
        Some(elements) => listed_flat(elements, process, list),
        None => {
            let copy = object.copy_kept(process);
            build::cons(process, copy, list)
        }
    }
}

#[inline]
fn listed_flat(elements: &[Term], process: &mut Process, list: Term) -> Term {
    let count = elements.len();
    let words = process.alloc(3 + count);
    // SAFETY: room for a cell, the tuple's header and its elements was asked for; a `Term` is a word.
    unsafe {
        let tuple = words.add(2);
        words.write(Term::from_boxed(tuple).0);
        words.add(1).write(list.0);
        tuple.write(header(Kind::Tuple, count));
        for (index, element) in elements.iter().enumerate() {
            tuple.add(1 + index).write(element.0);
        }
    }
    Term::from_cons(words)
}

/// The elements of a short tuple of immediates that is no literal.
fn flat_elements<'a>(object: Term) -> Option<&'a [Term]> {
    let elements = tuple_elements(object)?;
    (are_flat(elements) && !is_literal(object.pointer())).then_some(elements)
}

/// Elements that are looked at one by one before a copy.
const FLAT: usize = 16;

/// Writes an element of an object: an immediate, so that the memory of the object stays all that it needs.
///
/// # Safety
/// The object is no literal, nobody reads it meanwhile, and it has more than `index` elements.
pub(crate) unsafe fn write_element(object: Term, index: usize, value: Term) {
    debug_assert!(!value.is_pointer());
    // SAFETY: the caller's promise; elements follow the header.
    unsafe { object.pointer().add(1 + index).write(value.0) };
}

/// Whether a tuple is a short one of immediates.
pub fn is_flat(tuple: Term) -> bool {
    tuple_elements(tuple).is_some_and(are_flat)
}

fn are_flat(elements: &[Term]) -> bool {
    elements.len() <= FLAT && elements.iter().all(|element| !element.is_pointer())
}

/// Writes a flat tuple over an object of a table, if that is one of the same size; says whether it was.
///
/// # Safety
/// Nobody reads the object meanwhile.
pub(crate) unsafe fn overwrite(object: Term, tuple: Term) -> bool {
    let Some(elements) = tuple_elements(tuple).filter(|elements| are_flat(elements)) else { return false };
    if flat_elements(object).is_none_or(|old| old.len() != elements.len()) {
        return false;
    }
    for (index, &element) in elements.iter().enumerate() {
        // SAFETY: the object is no literal and has as many elements; the rest is the caller's promise.
        unsafe { write_element(object, index, element) };
    }
    true
}

/// An object in a chain, or the end of one. The table that has the chain owns it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Raw(*mut Message);

// SAFETY: whoever has the lock of the table that owns the chain is the only one that follows the pointer.
unsafe impl Send for Raw {}
// SAFETY: as above; with a lock for readers, nothing is written.
unsafe impl Sync for Raw {}

impl Raw {
    /// The end of a chain.
    pub const NULL: Raw = Raw(std::ptr::null_mut());

    pub fn is_null(self) -> bool {
        self.0.is_null()
    }

    pub(super) fn address(self) -> usize {
        self.0.addr()
    }

    /// The pointer with another address.
    pub(super) fn map_address(self, map: impl FnOnce(usize) -> usize) -> Raw {
        Raw(self.0.map_addr(map))
    }

    /// The tuple.
    pub fn term(self) -> Term {
        debug_assert!(!self.is_null());
        // SAFETY: a table's chains hold objects that are alive; the end of a chain is never asked.
        unsafe { (*self.0).term }
    }

    /// The node that it lies in.
    pub fn message(&self) -> &Message {
        // SAFETY: as for `term`.
        unsafe { &*self.0 }
    }

    pub fn words(self) -> usize {
        // SAFETY: as for `term`.
        unsafe { (*self.0).words() }
    }

    /// Bytes of its memory, binaries outside included.
    pub(crate) fn bytes(self) -> usize {
        // SAFETY: as for `term`.
        unsafe { bytes_of(&*self.0) }
    }

    pub(crate) fn next(self) -> Raw {
        // SAFETY: as for `term`.
        Raw(unsafe { (*self.0).next })
    }

    pub(crate) fn set_next(self, next: Raw) {
        // SAFETY: as for `term`; chains are changed under the table's lock for writers.
        unsafe { (*self.0).next = next.0 };
    }

    /// Gives the memory back; the object is in no chain any more.
    pub(crate) fn free(self) {
        count_object(self.words(), false);
        // SAFETY: the object was given into a chain by `into_raw`, and is taken out of it once.
        drop(unsafe { Node::from_raw(self.0) });
    }
}
