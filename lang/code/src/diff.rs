//! What differs between two versions of a module, by function.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// What the functions of a version do: a digest for each `name/arity`, in source order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Digests(Vec<(Arc<str>, u64)>);

/// Functions by how they differ.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Difference {
    pub changed: Vec<String>,
    pub added: Vec<String>,
    pub removed: Vec<String>,
}

impl Digests {
    /// Functions in source order. Those that were lifted out of others (funs, comprehensions) count as part of these.
    pub fn new(functions: impl Iterator<Item = (Arc<str>, u64)>) -> Digests {
        Digests(functions.collect())
    }

    /// What tells the functions of this version from those of others.
    pub fn sum(&self) -> [u8; 16] {
        swerl_core::sum_of(self.0.iter().map(|&(_, digest)| digest))
    }

    /// How these functions differ from those of `previous`; all are added if there is none.
    pub fn since(&self, previous: Option<&Digests>) -> Difference {
        let none = Digests::default();
        let previous = previous.unwrap_or(&none);
        if let Some(changed) = self.changed_alone(previous) {
            return Difference { changed, ..Difference::default() };
        }
        let old: HashMap<&str, u64> = previous.0.iter().map(|(name, digest)| (&**name, *digest)).collect();
        let new: HashSet<&str> = self.0.iter().map(|(name, _)| &**name).collect();
        let mut difference = Difference::default();
        for (name, digest) in &self.0 {
            match old.get(&**name) {
                None => difference.added.push(name.to_string()),
                Some(before) if before != digest => difference.changed.push(name.to_string()),
                Some(_) => {}
            }
        }
        let gone = previous.0.iter().filter(|(name, _)| !new.contains(&**name));
        difference.removed = gone.map(|(name, _)| name.to_string()).collect();
        difference
    }

    /// The functions that differ, if these are the same ones in the same order.
    fn changed_alone(&self, previous: &Digests) -> Option<Vec<String>> {
        let pairs = || self.0.iter().zip(&previous.0);
        if self.0.len() != previous.0.len() || pairs().any(|((new, _), (old, _))| new != old) {
            return None;
        }
        let changed = pairs().filter(|((_, new), (_, old))| new != old);
        Some(changed.map(|((name, _), _)| name.to_string()).collect())
    }
}
