//! What ties a process to others. Anybody may see what it takes while the process runs: whoever makes too many ties is to
//! be found.

use std::collections::BTreeMap;
use std::ops::Deref;

use crate::alias::Lasts;
use crate::owned::OwnedTerm;
use crate::rare::{Watched, Watcher};

/// Ties of one kind, by the payload of a pid or reference.
pub struct Ties<V> {
    map: BTreeMap<u64, V>,
    /// What they take, about.
    bytes: usize,
}

/// One tie.
pub trait Tie {
    /// Bytes that it takes, about: key, value and its share of the map's nodes.
    fn bytes(&self) -> usize {
        48
    }
}

/// A link: there is nothing to know but with whom.
impl Tie for () {}
impl Tie for Watched {}
impl Tie for Watcher {}

impl Tie for Lasts {
    /// It also stands where messages find its process.
    fn bytes(&self) -> usize {
        64
    }
}

impl Tie for OwnedTerm {
    fn bytes(&self) -> usize {
        96 + self.bytes()
    }
}

impl<V: Tie> Ties<V> {
    /// Adds a tie; gives the one that it replaces.
    pub fn insert(&mut self, key: u64, tie: V) -> Option<V> {
        self.bytes += tie.bytes();
        let before = self.map.insert(key, tie);
        self.bytes -= before.as_ref().map_or(0, V::bytes);
        before
    }

    /// Takes a tie away.
    pub fn remove(&mut self, key: u64) -> Option<V> {
        let tie = self.map.remove(&key)?;
        self.bytes -= tie.bytes();
        Some(tie)
    }

    /// Takes the first one away.
    pub fn pop_first(&mut self) -> Option<(u64, V)> {
        let (key, tie) = self.map.pop_first()?;
        self.bytes -= tie.bytes();
        Some((key, tie))
    }

    /// Bytes that they take, about.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// [`Ties::bytes`], from any thread.
    ///
    /// # Safety
    /// `this` is alive; it may change meanwhile.
    pub(crate) unsafe fn bytes_seen(this: *const Ties<V>) -> usize {
        // SAFETY: the caller's promise; a word is written as a whole.
        unsafe { std::ptr::read_volatile(&raw const (*this).bytes) }
    }
}

impl<V> Deref for Ties<V> {
    type Target = BTreeMap<u64, V>;

    fn deref(&self) -> &BTreeMap<u64, V> {
        &self.map
    }
}

impl<V> Default for Ties<V> {
    fn default() -> Ties<V> {
        Ties { map: BTreeMap::new(), bytes: 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::term::NIL;

    #[test]
    fn ties_take_what_they_are_worth_as_long_as_they_last() {
        let mut ties: Ties<OwnedTerm> = Ties::default();
        for key in [1, 2, 3, 2] {
            ties.insert(key, OwnedTerm::new(NIL));
        }
        let one = Tie::bytes(&OwnedTerm::new(NIL));
        assert_eq!(ties.bytes(), 3 * one);
        assert!(ties.remove(2).is_some() && ties.remove(2).is_none());
        assert_eq!((ties.len(), ties.bytes()), (2, 2 * one));
        while ties.pop_first().is_some() {}
        assert_eq!(ties.bytes(), 0);
    }
}
