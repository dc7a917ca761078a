//! Tables without an order: linear hashing, one bucket more or less at a time, as OTP does it, so that
//! objects come in the same order.
//!
//! Objects are nodes in chains ([`Bucket`]). Those with the same key stand together, the newest first.

use std::collections::HashSet;

use crate::compare::exactly_equal;
use crate::ets::bucket::{Bucket, Spot, Tag};
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
    buckets: Vec<Bucket>,
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
        let buckets = vec![Bucket::EMPTY; FEWEST];
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

    /// The tag of the key of an object.
    fn tag(&self) -> impl Fn(Raw) -> Tag + use<> {
        let keypos = self.keypos;
        move |object| Tag::of(key_hash(key_of(object.term(), keypos)))
    }

    /// The bucket of a key, the tag of its hash, and the place of the first object with it or the end.
    #[inline]
    fn find(&self, key: Term) -> (usize, Tag, Spot, Raw) {
        let hash = key_hash(key);
        let (index, tag) = (self.bucket_of(hash), Tag::of(hash));
        let bucket = &self.buckets[index];
        let (spot, found) = match key.is_pointer() {
            true => bucket.find(tag, |object| self.has_key(object, key)),
            false => bucket.find(tag, |object| key_of(object.term(), self.keypos) == key),
        };
        (index, tag, spot, found)
    }

    /// Adds an object; where only one may have its key, it takes the other's place.
    pub fn insert(&mut self, object: Object) {
        let key = object.key(self.keypos);
        let (index, tag, spot, found) = self.find(key);
        if !found.is_null() {
            match self.many {
                Many::One => {
                    self.buckets[index].replace(spot, object.into_raw());
                    if self.gone.remove(&found) {
                        self.count += 1;
                    }
                    found.free();
                    return;
                }
                Many::Different => {
                    let same = self.group(index, spot, key).find(|other| object.is_same(other.term()));
                    if let Some(same) = same {
                        if self.gone.remove(&same) {
                            self.count += 1;
                        }
                        return;
                    }
                }
                Many::Any => {}
            }
        }
        self.buckets[index].insert(spot, object.into_raw(), tag);
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
        let highest = (self.mask >> 1).count_ones();
        let keypos = self.keypos;
        let old = std::mem::replace(&mut self.buckets[from], Bucket::EMPTY);
        let (mut stay, mut go) = ((Bucket::EMPTY, Spot::First), (Bucket::EMPTY, Spot::First));
        for (object, tag) in old.tagged(self.tag()) {
            let goes = tag
                .bit(highest)
                .unwrap_or_else(|| key_hash(key_of(object.term(), keypos)) >> highest & 1 == 1);
            let (bucket, end) = if goes { &mut go } else { &mut stay };
            bucket.insert(*end, object, tag);
            *end = end.after(object);
        }
        self.buckets[from] = stay.0;
        self.buckets.push(go.0);
    }

    /// Takes the last bucket away; its objects go to the end of the one they came from.
    fn join(&mut self) {
        let last = self.buckets.len() - 1;
        if last <= self.mask >> 1 {
            self.mask >>= 1;
        }
        let Some(chain) = self.buckets.pop() else { return };
        let into = last & (self.mask >> 1);
        let tag = self.tag();
        let into = &mut self.buckets[into];
        let mut end = Spot::First;
        for object in into.from(Spot::First) {
            end = end.after(object);
        }
        for (object, tag) in chain.tagged(tag) {
            into.insert(end, object, tag);
            end = end.after(object);
        }
    }

    /// Takes an object out of its chain, unless the table is fixed; says whether it did.
    fn unlink(&mut self, index: usize, spot: Spot) -> bool {
        if self.fixed {
            if self.gone.insert(self.buckets[index].at(spot)) {
                self.count -= 1;
            }
            return false;
        }
        let tag = self.tag();
        self.buckets[index].remove(spot, tag).free();
        self.count -= 1;
        true
    }

    fn shrink(&mut self) {
        while !self.fixed && self.buckets.len() > FEWEST && self.count < self.buckets.len() / 2 {
            self.join();
        }
    }

    /// The objects from a place on, where one with that key stands or none, that have the key; gone ones too.
    fn group(&self, index: usize, spot: Spot, key: Term) -> impl Iterator<Item = Raw> {
        let most = if self.many == Many::One { 1 } else { usize::MAX };
        let mut is_first = true;
        let same = move |object: &Raw| std::mem::take(&mut is_first) || self.has_key(*object, key);
        self.buckets[index].from(spot).take(most).take_while(same)
    }

    /// The objects of a key, newest first.
    #[inline]
    pub fn lookup(&self, key: Term) -> impl Iterator<Item = Raw> {
        let (index, _, spot, found) = self.find(key);
        // Where there is none, what stands there is the end.
        debug_assert!(found == self.buckets[index].at(spot));
        self.group(index, spot, key).filter(|&object| !self.is_gone(object))
    }

    /// Removes the objects of a key for which `which` says so; says how many.
    pub fn remove(&mut self, key: Term, mut which: impl FnMut(Term) -> bool) -> usize {
        let (index, _, mut spot, mut current) = self.find(key);
        let count = self.count;
        while !current.is_null() && self.has_key(current, key) {
            let goes = !self.is_gone(current) && which(current.term());
            if !(goes && self.unlink(index, spot)) {
                spot = spot.after(current);
            }
            current = self.buckets[index].at(spot);
        }
        let removed = count - self.count;
        self.shrink();
        removed
    }

    /// Puts `object` in the place of `old`, which has the same key and is in the table.
    pub fn replace(&mut self, old: Raw, object: Object) {
        let index = self.bucket_of(key_hash(key_of(old.term(), self.keypos)));
        let bucket = &mut self.buckets[index];
        let mut spot = Spot::First;
        while !bucket.at(spot).is_null() && bucket.at(spot) != old {
            spot = spot.after(bucket.at(spot));
        }
        if !bucket.at(spot).is_null() {
            bucket.replace(spot, object.into_raw()).free();
        }
    }

    /// The objects of a bucket, in the order of its chain.
    pub fn bucket(&self, index: usize) -> impl Iterator<Item = Raw> {
        let bucket = self.buckets.get(index).copied().unwrap_or(Bucket::EMPTY);
        bucket.from(Spot::First).filter(|&object| !self.is_gone(object))
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
        let (index, _, spot, found) = self.find(key);
        if found.is_null() {
            return None;
        }
        let mut behind = self.buckets[index].from(spot).skip_while(|&object| self.has_key(object, key));
        match behind.find(|&object| !self.is_gone(object)) {
            Some(object) => Some(Some(key_of(object.term(), self.keypos))),
            None => Some(self.first_from(index + 1)),
        }
    }

    /// Removes, of the objects of a bucket, those for which `which` says so.
    pub fn retain(&mut self, index: usize, mut which: impl FnMut(Term) -> bool) {
        let mut spot = Spot::First;
        loop {
            let current = self.buckets[index].at(spot);
            if current.is_null() {
                return;
            }
            let goes = !self.is_gone(current) && which(current.term());
            if !(goes && self.unlink(index, spot)) {
                spot = spot.after(current);
            }
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
        let tag = self.tag();
        for bucket in &mut self.buckets {
            let mut spot = Spot::First;
            while !bucket.at(spot).is_null() {
                let current = bucket.at(spot);
                if gone.contains(&current) {
                    bucket.remove(spot, &tag).free();
                } else {
                    spot = spot.after(current);
                }
            }
        }
        self.shrink();
    }
}

impl Drop for Hashed {
    fn drop(&mut self) {
        self.buckets.iter().flat_map(|bucket| bucket.from(Spot::First)).for_each(Raw::free);
    }
}
