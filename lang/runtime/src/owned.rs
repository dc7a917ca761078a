//! Terms that belong to no process.

use crate::bits::block::Binaries;
use crate::build::{Arena, Heap};
use crate::census::Registered;
use crate::term::Term;

/// A term with the memory that it lies in, which refers to no literal. It may go to any thread.
pub struct OwnedTerm {
    term: Term,
    /// Tells the census of the versions that the words refer to; dropped before they are.
    _registered: Option<Registered>,
    /// Goes before the words: its objects lie in them.
    binaries: Binaries,
    words: Box<[u64]>,
}

impl OwnedTerm {
    /// A copy of `term`.
    pub fn new(term: Term) -> OwnedTerm {
        let mut words = vec![0; crate::copy::whole_size(term)].into_boxed_slice();
        let mut place = words.as_mut_ptr();
        let mut binaries = Binaries::new();
        // SAFETY: there are as many words as the term takes.
        let term = unsafe { crate::copy::copy_whole(term, &mut place, &mut binaries) };
        // SAFETY: the words are a copy's, which nobody changes, and the box keeps them where they are.
        let registered = unsafe { Registered::new(&words) };
        OwnedTerm { term, _registered: registered, binaries, words }
    }

    /// What `make` builds.
    pub fn build(make: impl FnOnce(&mut dyn Heap) -> Term) -> OwnedTerm {
        let mut arena = Arena::new();
        OwnedTerm::new(make(&mut arena))
    }

    /// Bytes that the term takes, those of its large binaries included.
    pub fn bytes(&self) -> usize {
        self.words.len() * 8 + self.binaries.bytes()
    }

    /// The term; valid as long as `self` is.
    pub fn term(&self) -> Term {
        self.term
    }

    /// A copy on a heap.
    pub fn copy_to(&self, heap: &mut dyn Heap) -> Term {
        copy_to(self.term, heap)
    }
}

/// A copy of `term` on another heap.
pub fn copy_to(term: Term, heap: &mut dyn Heap) -> Term {
    if !term.is_pointer() {
        return term;
    }
    if let Some(words) = crate::copy::flat(term) {
        let place = heap.alloc(words);
        // SAFETY: that many words were asked for.
        return unsafe { crate::copy::copy_flat(term, words, place) };
    }
    let words = crate::copy::size(term);
    if words == 0 {
        return term;
    }
    let mut place = heap.alloc(words);
    // SAFETY: there are as many words as the term takes.
    unsafe { crate::copy::copy(term, &mut place, heap.binaries()) }
}

/// A copy of `term` and of all literals in it, on another heap.
pub fn copy_whole_to(term: Term, heap: &mut dyn Heap) -> Term {
    let words = crate::copy::whole_size(term);
    if words == 0 {
        return term;
    }
    let mut place = heap.alloc(words);
    // SAFETY: there are as many words as the term takes.
    unsafe { crate::copy::copy_whole(term, &mut place, heap.binaries()) }
}

impl Clone for OwnedTerm {
    fn clone(&self) -> OwnedTerm {
        OwnedTerm::new(self.term)
    }
}

impl std::fmt::Debug for OwnedTerm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "OwnedTerm({:?}, {} words)", self.term, self.words.len())
    }
}

// SAFETY: the term's memory is owned and never written after it was made.
unsafe impl Send for OwnedTerm {}
// SAFETY: as above.
unsafe impl Sync for OwnedTerm {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build;

    #[test]
    fn an_owned_term_outlives_its_source() {
        let owned = OwnedTerm::build(|heap| build::string(heap, "kept"));
        let other = std::thread::spawn(move || owned.clone()).join().unwrap();
        assert_eq!(build::list_text(other.term()).as_deref(), Some("kept"));
    }
}
