//! The process dictionary.

use std::collections::HashMap;

use crate::compare::exactly_equal;
use crate::term::Term;

/// Up to this many entries a walk over them is faster than hashing the key.
const INDEX_FROM: usize = 16;

/// Keys with values, in the order of their first `put`.
#[derive(Default)]
pub struct Dictionary {
    entries: Vec<(Term, Term)>,
    /// Where the entries of immediate keys stand, by their word. Empty below [`INDEX_FROM`] entries.
    index: HashMap<u64, usize>,
}

impl Dictionary {
    pub fn entries(&self) -> &[(Term, Term)] {
        &self.entries
    }

    /// Bytes that the dictionary takes beside the terms, about.
    pub fn bytes(&self) -> usize {
        self.entries.capacity() * size_of::<(Term, Term)>()
            + self.index.capacity() * size_of::<(u64, usize)>()
    }

    /// All terms that the dictionary holds.
    pub fn terms(&self) -> impl Iterator<Item = Term> + '_ {
        self.entries.iter().flat_map(|&(key, value)| [key, value])
    }

    /// All terms that the dictionary holds, for the collector. Immediate keys never change.
    pub fn terms_mut(&mut self) -> impl Iterator<Item = &mut Term> {
        self.entries.iter_mut().flat_map(|(key, value)| [key, value])
    }

    pub fn get(&self, key: Term) -> Option<Term> {
        self.position(key).map(|at| self.entries[at].1)
    }

    /// Sets a value; gives the one before.
    pub fn put(&mut self, key: Term, value: Term) -> Option<Term> {
        if let Some(at) = self.position(key) {
            return Some(std::mem::replace(&mut self.entries[at].1, value));
        }
        self.entries.push((key, value));
        if self.entries.len() == INDEX_FROM {
            self.rebuild();
        } else if self.entries.len() > INDEX_FROM && !key.is_pointer() {
            self.index.insert(key.0, self.entries.len() - 1);
        }
        None
    }

    /// Takes an entry out.
    pub fn erase(&mut self, key: Term) -> Option<Term> {
        let at = self.position(key)?;
        let (_, value) = self.entries.swap_remove(at);
        self.index.remove(&key.0);
        match self.entries.get(at) {
            _ if self.entries.len() < INDEX_FROM => self.index.clear(),
            Some(&(moved, _)) if !moved.is_pointer() => {
                self.index.insert(moved.0, at);
            }
            _ => {}
        }
        Some(value)
    }

    /// Takes all entries out.
    pub fn erase_all(&mut self) -> Vec<(Term, Term)> {
        self.index.clear();
        std::mem::take(&mut self.entries)
    }

    fn position(&self, key: Term) -> Option<usize> {
        if key.is_pointer() {
            return self.entries.iter().position(|&(other, _)| exactly_equal(other, key));
        }
        if self.entries.len() >= INDEX_FROM {
            return self.index.get(&key.0).copied();
        }
        self.entries.iter().position(|&(other, _)| other == key)
    }

    fn rebuild(&mut self) {
        let immediate = self.entries.iter().enumerate().filter(|(_, (key, _))| !key.is_pointer());
        self.index = immediate.map(|(at, (key, _))| (key.0, at)).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_found_at_any_size() {
        let mut dictionary = Dictionary::default();
        for n in 0..100 {
            assert_eq!(dictionary.put(Term::small(n), Term::small(n + 1)), None);
        }
        for n in (0..100).step_by(3) {
            assert_eq!(dictionary.erase(Term::small(n)), Some(Term::small(n + 1)));
            assert_eq!(dictionary.erase(Term::small(n)), None);
        }
        for n in 0..100 {
            let expected = (n % 3 != 0).then(|| Term::small(n + 1));
            assert_eq!(dictionary.get(Term::small(n)), expected, "{n}");
        }
        assert_eq!(dictionary.put(Term::small(1), Term::small(0)), Some(Term::small(2)));
        while let Some(&(key, _)) = dictionary.entries().first() {
            assert!(dictionary.erase(key).is_some());
        }
        assert_eq!(dictionary.get(Term::small(1)), None);
    }
}
