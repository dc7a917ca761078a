//! Tables without an order: linear hashing, one bucket more or less at a time, as OTP does it, so that
//! objects come in the same order.
//!
//! Objects are nodes in chains ([`Bucket`]). Those with the same key stand together, the newest first.

use std::collections::HashSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::compare::exactly_equal;
use crate::ets::bucket::{Bucket, Spot, Tag};
use crate::ets::hash::key_hash;
use crate::ets::object::{Object, Raw, key_of, overwrite};
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

/// It takes about a millisecond to give back so many buckets.
pub const BUCKETS_AT_ONCE: usize = 20_000;

/// See the module.
pub struct Hashed {
    many: Many,
    keypos: usize,
    buckets: Vec<Bucket>,
    /// All buckets' numbers fit into its bits.
    mask: usize,
    count: usize,
    /// Words of all objects, of those that are gone, too.
    words: usize,
    /// Somebody has fixed the table: no bucket is split or joined, and what is deleted only counts as gone.
    fixed: bool,
    /// The processes that walk through the table in several steps, by the words of their pids. Each notes itself
    /// under the table's lock for readers; who has that for writers needs no other.
    walkers: Mutex<Vec<(u64, Walks)>>,
    /// Objects that are deleted and still in their chains.
    gone: HashSet<Raw>,
}

/// What a walk in several steps asks of the table meanwhile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Walks {
    /// To be fixed: nothing moves.
    Fixing,
    /// That no buckets are joined: what moves into a bucket that the walk has left behind would be missed. It may meet
    /// an object twice.
    Thinning,
}

impl Hashed {
    pub fn new(many: Many, keypos: usize) -> Hashed {
        let buckets = vec![Bucket::EMPTY; FEWEST];
        Hashed {
            many,
            keypos,
            buckets,
            mask: FEWEST - 1,
            count: 0,
            words: 0,
            fixed: false,
            walkers: Mutex::default(),
            gone: HashSet::new(),
        }
    }

    /// Words of all objects.
    pub fn words(&self) -> usize {
        self.words
    }

    fn walkers(&self) -> MutexGuard<'_, Vec<(u64, Walks)>> {
        self.walkers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A process begins to walk through the table in several steps; says whether it is new.
    pub fn begin_walk(&self, process: Term, walks: Walks) -> bool {
        let mut walkers = self.walkers();
        let new = !walkers.contains(&(process.0, walks));
        if new {
            walkers.push((process.0, walks));
        }
        new
    }

    /// A process has ended its walk through the table; says whether it was in one.
    pub fn end_walk(&self, process: Term) -> bool {
        let mut walkers = self.walkers();
        let before = walkers.len();
        walkers.retain(|&(pid, _)| pid != process.0);
        walkers.len() < before
    }

    /// Whether somebody walks through the table for whom it is fixed.
    pub fn is_walked(&self) -> bool {
        self.walkers().iter().any(|&(_, walks)| walks == Walks::Fixing)
    }

    /// Whoever walks through another table goes on with this one.
    pub(crate) fn take_walkers(&mut self, other: &Hashed) {
        *self.walkers() = std::mem::take(&mut other.walkers());
    }

    fn own_walkers(&mut self) -> &mut Vec<(u64, Walks)> {
        self.walkers.get_mut().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_fixed(&mut self) -> bool {
        self.fixed || self.own_walkers().iter().any(|&(_, walks)| walks == Walks::Fixing)
    }

    /// The place of keys in objects, from 0.
    pub fn keypos(&self) -> usize {
        self.keypos
    }

    /// Whether a key has one object at most.
    pub fn has_sets(&self) -> bool {
        self.many == Many::One
    }

    /// How many objects there are.
    pub fn count(&self) -> usize {
        self.count
    }

    pub fn buckets(&self) -> usize {
        self.buckets.len()
    }

    #[inline]
    fn bucket_of(&self, hash: u32) -> usize {
        let index = hash as usize & self.mask;
        if index < self.buckets.len() { index } else { index & (self.mask >> 1) }
    }

    fn is_gone(&self, object: Raw) -> bool {
        !self.gone.is_empty() && self.gone.contains(&object)
    }

    /// An object that may be gone is so no longer, or another takes its place; says whether it was.
    fn comes_back(&mut self, object: Raw) -> bool {
        !self.gone.is_empty() && self.gone.remove(&object)
    }

    #[inline]
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
        let place = self.find(object.key(self.keypos));
        self.insert_at(place, object);
    }

    /// Adds a copy of a flat tuple; where only one object may have its key and that has as much room, it is written over.
    pub fn insert_flat(&mut self, tuple: Term) {
        let place = self.find(key_of(tuple, self.keypos));
        let found = place.3;
        let one = self.many == Many::One && self.gone.is_empty() && !found.is_null();
        // SAFETY: the object is in this table, which the caller has for itself.
        if !(one && unsafe { overwrite(found.term(), tuple) }) {
            self.insert_at(place, Object::new(tuple));
        }
    }

    /// Adds an object at the place of its key.
    fn insert_at(&mut self, (index, tag, spot, found): (usize, Tag, Spot, Raw), object: Object) {
        let words = object.words();
        let key = object.key(self.keypos);
        if !found.is_null() {
            match self.many {
                Many::One => {
                    self.buckets[index].replace(spot, object.into_raw());
                    if self.comes_back(found) {
                        self.count += 1;
                    }
                    self.words += words;
                    self.free(found);
                    return;
                }
                Many::Different => {
                    let same = self.group(index, spot, key).find(|other| object.is_same(other.term()));
                    if let Some(same) = same {
                        if self.comes_back(same) {
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
        self.words += words;
        if self.count > self.buckets.len() && !self.is_fixed() {
            self.split();
        }
    }

    /// Gives the memory of an object back that has been taken out of its chain.
    fn free(&mut self, object: Raw) {
        self.words -= object.words();
        object.free();
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
        if self.is_fixed() {
            if self.gone.insert(self.buckets[index].at(spot)) {
                self.count -= 1;
            }
            return false;
        }
        let tag = self.tag();
        let object = self.buckets[index].remove(spot, tag);
        self.free(object);
        self.count -= 1;
        true
    }

    /// Gives buckets back that are too many. They can be many when nobody walks through the table any more: then others
    /// are left to whoever deletes something next.
    fn shrink(&mut self) {
        self.shrink_some(BUCKETS_AT_ONCE);
    }

    /// Gives so many buckets back at most that are too many; says whether there are no more of them.
    pub fn shrink_some(&mut self, most: usize) -> bool {
        if self.fixed || !self.own_walkers().is_empty() {
            return true;
        }
        let is_large = |table: &Hashed| table.buckets.len() > FEWEST && table.count < table.buckets.len() / 2;
        let mut left = most;
        while left > 0 && is_large(self) {
            self.join();
            left -= 1;
        }
        !is_large(self)
    }

    /// The objects from a place on, where one with that key stands or none, that have the key; gone ones too.
    fn group(&self, index: usize, spot: Spot, key: Term) -> impl Iterator<Item = Raw> {
        let most = if self.many == Many::One { 1 } else { usize::MAX };
        let mut is_first = true;
        let same = move |object: &Raw| std::mem::take(&mut is_first) || self.has_key(*object, key);
        self.buckets[index].from(spot).take(most).take_while(same)
    }

    /// One object of a key.
    #[inline]
    pub fn one(&self, key: Term) -> Option<Raw> {
        let (index, _, spot, found) = self.find(key);
        match () {
            () if found.is_null() => None,
            () if self.gone.is_empty() => Some(found),
            () => self.one_left(index, spot, key),
        }
    }

    /// One object of a key, from its first one on, where some are gone.
    #[cold]
    fn one_left(&self, index: usize, spot: Spot, key: Term) -> Option<Raw> {
        self.group(index, spot, key).find(|&object| !self.is_gone(object))
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
            self.words += object.words();
            let old = bucket.replace(spot, object.into_raw());
            self.free(old);
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
        let one = self.many == Many::One;
        let mut behind = self.buckets[index].from(spot.after(found));
        match behind.find(|&object| (one || !self.has_key(object, key)) && !self.is_gone(object)) {
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

    /// From now on somebody has fixed the table, or nobody has any more.
    pub fn set_fixed(&mut self, fixed: bool) {
        self.fixed = fixed;
        self.tidy();
    }

    /// Takes the objects that are gone out of their chains, if nobody walks through the table any more.
    #[inline]
    pub fn tidy(&mut self) {
        if !self.gone.is_empty() && !self.is_fixed() {
            self.sweep();
        }
    }

    #[cold]
    fn sweep(&mut self) {
        let gone = std::mem::take(&mut self.gone);
        let bucket_of = |object: &Raw| self.bucket_of(key_hash(key_of(object.term(), self.keypos)));
        let buckets: HashSet<usize> = gone.iter().map(bucket_of).collect();
        let tag = self.tag();
        for index in buckets {
            let mut spot = Spot::First;
            loop {
                let current = self.buckets[index].at(spot);
                if current.is_null() {
                    break;
                }
                if gone.contains(&current) {
                    self.buckets[index].remove(spot, &tag);
                    self.free(current);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::{self, Arena};

    fn object(key: i64) -> Object {
        Object::new(build::tuple(&mut Arena::new(), &[Term::small(key), Term::small(key * 2)]))
    }

    fn table(keys: impl Iterator<Item = i64>) -> Hashed {
        let mut table = Hashed::new(Many::One, 0);
        keys.for_each(|key| table.insert(object(key)));
        table
    }

    fn keys(table: &Hashed) -> Vec<i64> {
        let objects = (0..table.buckets()).flat_map(|bucket| table.bucket(bucket));
        let mut keys: Vec<i64> = objects.filter_map(|object| key_of(object.term(), 0).to_small()).collect();
        keys.sort_unstable();
        keys
    }

    #[test]
    fn nothing_moves_while_somebody_walks() {
        let mut table = table(0..5_000);
        let (buckets, words) = (table.buckets(), table.words());
        let walker = Term::small(1);
        assert!(table.begin_walk(walker, Walks::Fixing) && !table.begin_walk(walker, Walks::Fixing));
        (0..4_900).for_each(|key| assert_eq!(table.remove(Term::small(key), |_| true), 1));
        (5_000..20_000).for_each(|key| table.insert(object(key)));
        (0..10).for_each(|key| table.insert(object(key)));
        table.tidy();
        assert_eq!((table.buckets(), table.count()), (buckets, 15_110));
        assert!(table.is_walked() && table.words() >= words + 15_000 * 3);
        assert!(table.end_walk(walker) && !table.end_walk(walker) && !table.is_walked());
        table.tidy();
        assert!(keys(&table).into_iter().eq((0..10).chain(4_900..20_000)));
        for key in 0..20_000 {
            table.remove(Term::small(key), |_| true);
        }
        assert_eq!((table.buckets(), table.count(), table.words()), (FEWEST, 0, 0));
    }

    #[test]
    fn buckets_are_not_joined_while_somebody_thins_out() {
        let mut table = table(0..100_000);
        let buckets = table.buckets();
        assert!(table.begin_walk(Term::small(1), Walks::Thinning));
        for bucket in 0..buckets {
            table.retain(bucket, |object| key_of(object, 0).to_small().is_some_and(|key| key % 1000 != 0));
        }
        assert!(table.shrink_some(usize::MAX) && table.buckets() == buckets);
        table.end_walk(Term::small(1));
        assert!(!table.shrink_some(10) && table.buckets() == buckets - 10);
        assert!(table.shrink_some(usize::MAX) && table.buckets() == FEWEST);
        assert!(keys(&table).into_iter().eq((0..100).map(|key| key * 1000)));
    }
}
