//! A map in many parts: one of a million entries that grows moves all of them at once, which would hold up those who wait
//! for its lock for many milliseconds; a part is moved in a fraction of one.

use std::collections::HashMap;

/// Each has its sixty-fourth of the entries.
const PARTS: usize = 64;

/// Room for so many entries is never given back.
const LEAST_ROOM: usize = 64;

/// A map from words.
pub struct Parts<V>([HashMap<u64, V>; PARTS]);

impl<V> Default for Parts<V> {
    fn default() -> Parts<V> {
        Parts(std::array::from_fn(|_| HashMap::new()))
    }
}

/// Which bits of the words differ does not matter.
fn part_of(key: u64) -> usize {
    (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 58) as usize
}

impl<V> Parts<V> {
    pub fn insert(&mut self, key: u64, value: V) {
        self.0[part_of(key)].insert(key, value);
    }

    /// Takes an entry out. Of a part that has had far more entries the room is given back.
    pub fn remove(&mut self, key: u64) -> Option<V> {
        let part = &mut self.0[part_of(key)];
        let value = part.remove(&key);
        if part.capacity() > LEAST_ROOM && part.len() < part.capacity() / 8 {
            part.shrink_to(part.len() * 2);
        }
        value
    }

    pub fn get(&self, key: u64) -> Option<&V> {
        self.0[part_of(key)].get(&key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_spread_and_found() {
        let mut parts = Parts::default();
        (0..6400).for_each(|key| parts.insert(key << 8, key));
        assert!(parts.0.iter().all(|part| (50..200).contains(&part.len())));
        assert_eq!(parts.get(5 << 8), Some(&5));
        assert_eq!((parts.remove(5 << 8), parts.get(5 << 8)), (Some(5), None));
        (6..6400).for_each(|key| assert_eq!(parts.remove(key << 8), Some(key)));
        assert_eq!(parts.get(4 << 8), Some(&4));
        assert!(parts.0.iter().all(|part| part.capacity() <= 2 * LEAST_ROOM));
    }
}
