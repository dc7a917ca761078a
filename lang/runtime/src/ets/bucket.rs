//! A bucket of a table without an order: a chain of objects.
//!
//! The objects of a bucket lie anywhere in memory, so that looking at one that is not wanted costs more than all else. A
//! bucket knows the first two of its chain, with some bits of their keys' hashes: one of another key is hardly ever looked at.

use crate::ets::object::Raw;

/// Some bits of the hash of a key: those that [`Tag::of`] takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tag(u16);

impl Tag {
    /// The lowest bit of a hash that a tag has. All objects of a bucket have those below in common, as no table has
    /// fewer than 256 buckets.
    const LOWEST: u32 = 8;

    pub fn of(hash: u32) -> Tag {
        Tag((hash >> Tag::LOWEST) as u16)
    }

    /// A bit of the hash, if the tag has it.
    pub fn bit(self, place: u32) -> Option<bool> {
        let place = place.checked_sub(Tag::LOWEST).filter(|&place| place < u16::BITS)?;
        Some(self.0 >> place & 1 == 1)
    }
}

/// An object and the tag of its key, in the bits of the address that are the same in all addresses of a program.
#[derive(Clone, Copy)]
struct Tagged(Raw);

/// Addresses of programs are below, on all processors that Swerl runs on.
const ADDRESS_BITS: u32 = 48;
const ADDRESS: usize = (1 << ADDRESS_BITS) - 1;

impl Tagged {
    const NONE: Tagged = Tagged(Raw::NULL);

    fn new(object: Raw, tag: Tag) -> Tagged {
        if object.is_null() {
            return Tagged::NONE;
        }
        Tagged(object.map_address(|address| {
            assert!(address <= ADDRESS, "an address of more than {ADDRESS_BITS} bits");
            address | usize::from(tag.0) << ADDRESS_BITS
        }))
    }

    fn object(self) -> Raw {
        self.0.map_address(|address| address & ADDRESS)
    }

    fn tag(self) -> Tag {
        Tag((self.0.address() >> ADDRESS_BITS) as u16)
    }
}

/// See the module. What stands behind the second object is found by [`Raw::next`], from that on; what the first object has
/// there means nothing.
#[derive(Clone, Copy)]
pub struct Bucket {
    first: Tagged,
    /// None if there is no first one.
    second: Tagged,
}

/// A place in a chain: that of an object, or the end.
#[derive(Debug, Clone, Copy)]
pub enum Spot {
    First,
    Second,
    /// After that one, which is not the first.
    After(Raw),
}

impl Spot {
    /// The place after this one, where `object` stands.
    pub fn after(self, object: Raw) -> Spot {
        match self {
            Spot::First => Spot::Second,
            Spot::Second | Spot::After(_) => Spot::After(object),
        }
    }
}

impl Bucket {
    pub const EMPTY: Bucket = Bucket { first: Tagged::NONE, second: Tagged::NONE };

    /// What stands at a place; null at the end.
    pub fn at(&self, spot: Spot) -> Raw {
        match spot {
            Spot::First => self.first.object(),
            Spot::Second => self.second.object(),
            Spot::After(object) => object.next(),
        }
    }

    /// The place of the first object with a tag of which `has_key` says that it has the key, and the object; or the end.
    #[inline]
    pub fn find(&self, tag: Tag, has_key: impl Fn(Raw) -> bool) -> (Spot, Raw) {
        let first = self.first.object();
        if first.is_null() || (self.first.tag() == tag && has_key(first)) {
            return (Spot::First, first);
        }
        let second = self.second.object();
        if second.is_null() || (self.second.tag() == tag && has_key(second)) {
            return (Spot::Second, second);
        }
        let (mut before, mut current) = (second, second.next());
        while !current.is_null() && !has_key(current) {
            (before, current) = (current, current.next());
        }
        (Spot::After(before), current)
    }

    /// Puts an object, whose key has that tag, to a place, before what stands there.
    pub fn insert(&mut self, spot: Spot, object: Raw, tag: Tag) {
        match spot {
            Spot::First => {
                let (first, second) = (self.first, self.second.object());
                if !first.object().is_null() {
                    first.object().set_next(second);
                }
                *self = Bucket { first: Tagged::new(object, tag), second: first };
            }
            Spot::Second => {
                object.set_next(self.second.object());
                self.second = Tagged::new(object, tag);
            }
            Spot::After(before) => {
                object.set_next(before.next());
                before.set_next(object);
            }
        }
    }

    /// Puts an object in the place of another with the same key, which it gives back.
    pub fn replace(&mut self, spot: Spot, object: Raw) -> Raw {
        let old = self.at(spot);
        match spot {
            Spot::First => self.first = Tagged::new(object, self.first.tag()),
            Spot::Second => {
                object.set_next(old.next());
                self.second = Tagged::new(object, self.second.tag());
            }
            Spot::After(before) => {
                object.set_next(old.next());
                before.set_next(object);
            }
        }
        old
    }

    /// Takes out the object that stands at a place; what stood behind it stands there now.
    pub fn remove(&mut self, spot: Spot, tag: impl FnOnce(Raw) -> Tag) -> Raw {
        let old = self.at(spot);
        match spot {
            Spot::First => {
                self.first = self.second;
                if !self.first.object().is_null() {
                    self.second = tagged(self.first.object().next(), tag);
                }
            }
            Spot::Second => self.second = tagged(old.next(), tag),
            Spot::After(before) => before.set_next(old.next()),
        }
        old
    }

    /// The objects from a place on. Each may be taken out, or changed, when it has been given out.
    pub fn from(&self, spot: Spot) -> Chain {
        let second = match spot {
            Spot::First => Some(self.second.object()),
            Spot::Second | Spot::After(_) => None,
        };
        Chain { current: self.at(spot), second }
    }

    /// All objects with their tags. Each may go into another chain when it has been given out.
    pub fn tagged(self, tag: impl Fn(Raw) -> Tag) -> impl Iterator<Item = (Raw, Tag)> {
        let mut known = [self.first, self.second].into_iter();
        self.from(Spot::First).map(move |object| match known.next() {
            Some(known) => (object, known.tag()),
            None => (object, tag(object)),
        })
    }
}

fn tagged(object: Raw, tag: impl FnOnce(Raw) -> Tag) -> Tagged {
    if object.is_null() { Tagged::NONE } else { Tagged::new(object, tag(object)) }
}

/// See [`Bucket::from`].
pub struct Chain {
    current: Raw,
    /// What comes after the first one, if `current` is that.
    second: Option<Raw>,
}

impl Iterator for Chain {
    type Item = Raw;

    #[inline]
    fn next(&mut self) -> Option<Raw> {
        let object = self.current;
        if object.is_null() {
            return None;
        }
        self.current = self.second.take().unwrap_or_else(|| object.next());
        Some(object)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::{self, Arena};
    use crate::ets::hash::key_hash;
    use crate::ets::object::{Object, key_of};
    use crate::term::Term;

    fn object(number: i64) -> Raw {
        let mut arena = Arena::new();
        Object::new(build::tuple(&mut arena, &[Term::small(number)])).into_raw()
    }

    fn tag(object: Raw) -> Tag {
        Tag::of(key_hash(key_of(object.term(), 0)))
    }

    fn spot(bucket: &Bucket, place: usize) -> Spot {
        (0..place).fold(Spot::First, |spot, _| spot.after(bucket.at(spot)))
    }

    #[test]
    fn a_bucket_is_a_chain() {
        let (mut bucket, mut model, mut random) = (Bucket::EMPTY, Vec::new(), 7usize);
        for round in 0..2000 {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let (place, what) = ((random >> 33) % (model.len() + 1), (random >> 60) % 3);
            let at = spot(&bucket, place);
            if place == model.len() || (what == 0 && model.len() < 6) {
                let object = object(round);
                bucket.insert(at, object, tag(object));
                model.insert(place, object);
            } else if what == 1 {
                // The same key.
                let number = key_of(model[place].term(), 0).to_small().unwrap();
                let object = object(number);
                bucket.replace(at, object).free();
                model[place] = object;
            } else {
                bucket.remove(at, tag).free();
                model.remove(place);
            }
            assert!(bucket.from(Spot::First).eq(model.iter().copied()));
            assert!(bucket.tagged(tag).all(|(object, known)| known == tag(object)));
            for &object in &model {
                let has_key = |other: Raw| key_of(other.term(), 0) == key_of(object.term(), 0);
                assert!(bucket.find(tag(object), has_key).1 == object);
            }
            assert!(bucket.find(Tag(0), |_| false).1.is_null());
        }
        bucket.from(Spot::First).for_each(Raw::free);
    }

    #[test]
    fn a_tag_knows_some_bits_of_the_hash() {
        let tag = Tag::of(0x0084_0100);
        let set: Vec<u32> = (0..32).filter(|&place| tag.bit(place) == Some(true)).collect();
        assert_eq!(set, [8, 18, 23]);
        assert!((0..32).all(|place| tag.bit(place).is_some() == (8..24).contains(&place)));
    }
}
