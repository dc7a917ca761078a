//! Tables without an order: linear hashing, one bucket more or less at a time, as OTP does it, so that
//! objects come in the same order.
//!
//! Objects are nodes in chains. Those with the same key stand together, the newest first.

use std::collections::HashSet;

use crate::compare::exactly_equal;
use crate::ets::hash::key_hash;
use crate::ets::object::{Object, Raw, key_of};
use crate::term::Term;

/// What may stand in a table under one key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Many {
    /// One object.
    One,
    /// Several different ones.
    Different,
    /// Several, also the same.
    Any,
}

/// A table never has fewer buckets.
const FEWEST: usize = 256;

/// See the module.
pub struct Hashed {
    many: Many,
    keypos: usize,
    buckets: Vec<Raw>,
    /// All buckets' numbers fit into its bits.
    mask: usize,
    count: usize,
    /// Somebody walks through the table: no bucket is split or joined, and what is deleted only counts as gone.
    fixed: bool,
    /// Objects that are deleted and still in their chains.
    gone: HashSet<Raw>,
}

impl Hashed {
    pub fn new(many: Many, keypos: usize) -> Hashed {
        let buckets = vec![Raw::NULL; FEWEST];
        Hashed { many, keypos, buckets, mask: FEWEST - 1, count: 0, fixed: false, gone: HashSet::new() }
    }

    /// How many objects there are.
    pub fn count(&self) -> usize {
        self.count
    }

    pub fn buckets(&self) -> usize {
        self.buckets.len()
    }

    fn bucket_of(&self, hash: u32) -> usize {
        let index = hash as usize & self.mask;
        if index < self.buckets.len() { index } else { index & (self.mask >> 1) }
    }

    fn is_gone(&self, object: Raw) -> bool {
        !self.gone.is_empty() && self.gone.contains(&object)
    }

    fn has_key(&self, object: Raw, key: Term) -> bool {
        exactly_equal(key_of(object.term(), self.keypos), key)
    }

    /// The place of the first object with a key, or the end of its bucket.
    fn find(&self, key: Term) -> (usize, Raw, Raw) {
        let bucket = self.bucket_of(key_hash(key));
        let (mut before, mut current) = (Raw::NULL, self.buckets[bucket]);
        while !current.is_null() && !self.has_key(current, key) {
            (before, current) = (current, current.next());
        }
        (bucket, before, current)
    }

    fn link(&mut self, bucket: usize, before: Raw, object: Raw) {
        if before.is_null() {
            self.buckets[bucket] = object;
        } else {
            before.set_next(object);
        }
    }

    /// Adds an object; where only one may have its key, it takes the other's place.
    pub fn insert(&mut self, object: Object) {
        let key = object.key(self.keypos);
        let (bucket, before, found) = self.find(key);
        if found.is_null() {
            let object = object.into_raw(Raw::NULL);
            self.link(bucket, before, object);
            self.added();
            return;
        }
        match self.many {
            Many::One => {
                let object = object.into_raw(found.next());
                self.link(bucket, before, object);
                if self.gone.remove(&found) {
                    self.count += 1;
                }
                found.free();
            }
            Many::Different => {
                let same = self.group(found, key).find(|other| object.is_same(other.term()));
                if let Some(same) = same {
                    if self.gone.remove(&same) {
                        self.count += 1;
                    }
                    return;
                }
                self.put_before(bucket, before, found, object);
            }
            Many::Any => self.put_before(bucket, before, found, object),
        }
    }

    fn put_before(&mut self, bucket: usize, before: Raw, found: Raw, object: Object) {
        let object = object.into_raw(found);
        self.link(bucket, before, object);
        self.added();
    }

    fn added(&mut self) {
        self.count += 1;
        if self.count > self.buckets.len() && !self.fixed {
            self.split();
        }
    }

    /// Makes one bucket more, of objects of the one whose number differs in the highest bit.
    fn split(&mut self) {
        let to = self.buckets.len();
        if to > self.mask {
            self.mask = self.mask << 1 | 1;
        }
        let from = to & (self.mask >> 1);
        let mut current = self.buckets[from];
        let (mut stay, mut go) = (Raw::NULL, Raw::NULL);
        self.buckets[from] = Raw::NULL;
        self.buckets.push(Raw::NULL);
        while !current.is_null() {
            let next = current.next();
            current.set_next(Raw::NULL);
            let hash = key_hash(key_of(current.term(), self.keypos)) as usize;
            let (bucket, last) = if hash & self.mask == to { (to, &mut go) } else { (from, &mut stay) };
            let before = std::mem::replace(last, current);
            self.link(bucket, before, current);
            current = next;
        }
    }

    /// Takes the last bucket away; its objects go to the end of the one they came from.
    fn join(&mut self) {
        let last = self.buckets.len() - 1;
        if last <= self.mask >> 1 {
            self.mask >>= 1;
        }
        let Some(chain) = self.buckets.pop() else { return };
        let into = last & (self.mask >> 1);
        let mut end = Raw::NULL;
        let mut current = self.buckets[into];
        while !current.is_null() {
            (end, current) = (current, current.next());
        }
        self.link(into, end, chain);
    }

    /// Takes an object out of its chain.
    fn unlink(&mut self, bucket: usize, before: Raw, object: Raw) {
        if self.fixed {
            if self.gone.insert(object) {
                self.count -= 1;
            }
            return;
        }
        self.link(bucket, before, object.next());
        object.free();
        self.count -= 1;
    }

    fn shrink(&mut self) {
        while !self.fixed && self.buckets.len() > FEWEST && self.count < self.buckets.len() / 2 {
            self.join();
        }
    }

    /// The objects from `first` on that have its key, gone ones too.
    fn group(&self, first: Raw, key: Term) -> impl Iterator<Item = Raw> {
        let one = self.many == Many::One;
        let mut current = first;
        std::iter::from_fn(move || {
            if current.is_null() || (current != first && (one || !self.has_key(current, key))) {
                return None;
            }
            let object = current;
            current = current.next();
            Some(object)
        })
    }

    /// The objects of a key, newest first.
    pub fn lookup(&self, key: Term) -> impl Iterator<Item = Raw> {
        let found = self.find(key).2;
        self.group(found, key).filter(|&object| !self.is_gone(object))
    }

    /// Removes the objects of a key for which `which` says so; says how many.
    pub fn remove(&mut self, key: Term, mut which: impl FnMut(Term) -> bool) -> usize {
        let (bucket, mut before, mut current) = self.find(key);
        let count = self.count;
        while !current.is_null() && self.has_key(current, key) {
            let next = current.next();
            if !self.is_gone(current) && which(current.term()) {
                self.unlink(bucket, before, current);
                if self.fixed {
                    before = current;
                }
            } else {
                before = current;
            }
            current = next;
        }
        let removed = count - self.count;
        self.shrink();
        removed
    }

    /// Puts `object` in the place of `old`, which has the same key and is in the table.
    pub fn replace(&mut self, old: Raw, object: Object) {
        let bucket = self.bucket_of(key_hash(key_of(old.term(), self.keypos)));
        let (mut before, mut current) = (Raw::NULL, self.buckets[bucket]);
        while !current.is_null() && current != old {
            (before, current) = (current, current.next());
        }
        if current.is_null() {
            return;
        }
        let object = object.into_raw(old.next());
        self.link(bucket, before, object);
        old.free();
    }

    /// The objects of a bucket, in the order of its chain.
    pub fn bucket(&self, index: usize) -> impl Iterator<Item = Raw> {
        let first = self.buckets.get(index).copied().unwrap_or(Raw::NULL);
        self.chain(first)
    }

    fn chain(&self, first: Raw) -> impl Iterator<Item = Raw> {
        let mut current = first;
        std::iter::from_fn(move || {
            if current.is_null() {
                return None;
            }
            let object = current;
            current = current.next();
            Some(object)
        })
        .filter(|&object| !self.is_gone(object))
    }

    /// The key of the first object of the table.
    pub fn first(&self) -> Option<Term> {
        self.first_from(0)
    }

    fn first_from(&self, bucket: usize) -> Option<Term> {
        let object = (bucket..self.buckets.len()).find_map(|index| self.bucket(index).next())?;
        Some(key_of(object.term(), self.keypos))
    }

    /// The key after `key`; `None`: the table does not have it.
    pub fn next(&self, key: Term) -> Option<Option<Term>> {
        let (bucket, _, mut current) = self.find(key);
        if current.is_null() {
            return None;
        }
        while !current.is_null() && self.has_key(current, key) {
            current = current.next();
        }
        match self.chain(current).next() {
            Some(object) => Some(Some(key_of(object.term(), self.keypos))),
            None => Some(self.first_from(bucket + 1)),
        }
    }

    /// Removes, of all objects, those for which `which` says so.
    pub fn retain(&mut self, bucket: usize, mut which: impl FnMut(Term) -> bool) {
        let (mut before, mut current) = (Raw::NULL, self.buckets[bucket]);
        while !current.is_null() {
            let next = current.next();
            if !self.is_gone(current) && which(current.term()) {
                self.unlink(bucket, before, current);
                if self.fixed {
                    before = current;
                }
            } else {
                before = current;
            }
            current = next;
        }
    }

    /// After [`Hashed::retain`]: gives back buckets that are too many.
    pub fn settle(&mut self) {
        self.shrink();
    }

    /// From now on somebody walks through the table, or nobody does any more.
    pub fn set_fixed(&mut self, fixed: bool) {
        self.fixed = fixed;
        if fixed || self.gone.is_empty() {
            return;
        }
        let gone = std::mem::take(&mut self.gone);
        for index in 0..self.buckets.len() {
            let (mut before, mut current) = (Raw::NULL, self.buckets[index]);
            while !current.is_null() {
                let next = current.next();
                if gone.contains(&current) {
                    self.link(index, before, next);
                    current.free();
                } else {
                    before = current;
                }
                current = next;
            }
        }
        self.shrink();
    }
}

impl Drop for Hashed {
    fn drop(&mut self) {
        for &first in &self.buckets {
            let mut current = first;
            while !current.is_null() {
                let next = current.next();
                current.free();
                current = next;
            }
        }
    }
}
