//! The timers that wait: a list for each stretch of about a millisecond, and an order only within those that are close.
//!
//! Most timers are taken away long before they are due: a receive's timeout, a request's. Setting and taking
//! away cost the same whatever the number: a place in a table, a link in a list, an entry in an index.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, HashMap};
use std::hash::{BuildHasherDefault, Hasher};

use crate::message::Node;
use crate::term::Term;

/// A stretch of time is so many nanoseconds long, as a power of two.
const STRETCH_BITS: u32 = 20;

/// No entry.
const NONE: u32 = u32::MAX;

/// Entries of a piece of the table.
const PIECE: usize = 1 << 10;

/// Parts of the index.
const PARTS: usize = 64;

type Index = HashMap<u64, u32, BuildHasherDefault<WordHasher>>;

/// Memory for more pieces than this (two megabytes with the index) is given back when none is left.
const KEPT: usize = 1 << 5;

/// What happens at a time.
pub enum Action {
    /// A process looks whether its receive has timed out.
    Wake(Term),
    /// A message goes to a pid or a registered name.
    Send { to: Term, node: Node },
}

struct Entry {
    time: u64,
    /// What it is known by: a pid's word or a reference's.
    id: u64,
    /// `None`: the entry is free, and `next` is the next free one.
    action: Option<Action>,
    /// Before and after it in the list of its stretch; [`NEAR`] and nothing if it is in none.
    before: u32,
    next: u32,
}

/// [`Entry::before`] of one that is among those that are close.
const NEAR: u32 = u32::MAX - 1;

/// The timers of a stretch.
struct Stretch {
    first: u32,
    /// No timer of the stretch is earlier.
    earliest: u64,
}

/// All timers.
pub struct Pending {
    /// In pieces of [`PIECE`]: no entry moves when there are more, which would hold up those who wait for the lock.
    pieces: Vec<Vec<Entry>>,
    free: u32,
    /// The places of timers by their ids, in parts for the same reason.
    index: [Index; PARTS],
    count: usize,
    /// By number: the time without its last [`STRETCH_BITS`] bits.
    stretches: BTreeMap<u64, Stretch>,
    /// Timers of stretches that have begun, with time, id and place in the table. One that has been taken away stays
    /// until its time.
    near: BinaryHeap<Reverse<(u64, u64, u32)>>,
    /// Timers of stretches before this one are near.
    opened: u64,
}

impl Default for Pending {
    fn default() -> Pending {
        Pending {
            pieces: Vec::new(),
            free: NONE,
            index: std::array::from_fn(|_| Index::default()),
            count: 0,
            stretches: BTreeMap::new(),
            near: BinaryHeap::new(),
            opened: 0,
        }
    }
}

impl Pending {
    fn entry(&mut self, place: u32) -> &mut Entry {
        &mut self.pieces[place as usize / PIECE][place as usize % PIECE]
    }

    /// The part of the index for an id. Which bits of ids differ does not matter.
    fn part(&mut self, id: u64) -> &mut Index {
        &mut self.index[(id.wrapping_mul(SPREAD) >> 58) as usize]
    }

    /// Puts an entry into a free place.
    fn put(&mut self, entry: Entry) -> u32 {
        if self.free != NONE {
            let place = self.free;
            self.free = std::mem::replace(self.entry(place), entry).next;
            return place;
        }
        if self.pieces.last().is_none_or(|piece| piece.len() == PIECE) {
            self.pieces.push(Vec::with_capacity(PIECE));
        }
        let last = self.pieces.len() - 1;
        self.pieces[last].push(entry);
        (last * PIECE + self.pieces[last].len() - 1) as u32
    }

    /// The time of the first timer, or one before it; `u64::MAX`: there is none.
    pub fn next(&self) -> u64 {
        let near = self.near.peek().map_or(u64::MAX, |Reverse((time, ..))| *time);
        self.stretches.first_key_value().map_or(near, |(_, stretch)| near.min(stretch.earliest))
    }

    /// Adds a timer; one of the same id goes.
    pub fn add(&mut self, time: u64, id: u64, action: Action) {
        let place = self.put(Entry { time, id, action: Some(action), before: NEAR, next: NONE });
        self.count += 1;
        if let Some(former) = self.part(id).insert(id, place) {
            self.unlink(former);
            self.release(former);
        }
        if time >> STRETCH_BITS < self.opened {
            self.near.push(Reverse((time, id, place)));
        } else {
            self.link(place, time);
        }
    }

    fn link(&mut self, place: u32, time: u64) {
        let stretch = self.stretches.entry(time >> STRETCH_BITS);
        let stretch = stretch.or_insert(Stretch { first: NONE, earliest: time });
        stretch.earliest = stretch.earliest.min(time);
        let next = std::mem::replace(&mut stretch.first, place);
        let entry = self.entry(place);
        (entry.before, entry.next) = (NONE, next);
        if next != NONE {
            self.entry(next).before = place;
        }
    }

    /// Takes an entry out of the list of its stretch.
    fn unlink(&mut self, place: u32) {
        let &mut Entry { time, before, next, .. } = self.entry(place);
        match before {
            NEAR => return,
            NONE if next == NONE => {
                self.stretches.remove(&(time >> STRETCH_BITS));
            }
            NONE => {
                if let Some(stretch) = self.stretches.get_mut(&(time >> STRETCH_BITS)) {
                    stretch.first = next;
                }
            }
            before => self.entry(before).next = next,
        }
        if next != NONE {
            self.entry(next).before = before;
        }
    }

    /// Makes an entry, which is in no list, a free one; gives what it was to do.
    fn release(&mut self, place: u32) -> Option<Action> {
        let free = std::mem::replace(&mut self.free, place);
        self.count -= 1;
        let entry = self.entry(place);
        entry.next = free;
        entry.action.take()
    }

    /// Takes a timer away; gives its time and what it was to do.
    pub fn remove(&mut self, id: u64) -> Option<(u64, Action)> {
        let place = self.part(id).remove(&id)?;
        self.unlink(place);
        let time = self.entry(place).time;
        let action = self.release(place)?;
        self.shrink();
        Some((time, action))
    }

    /// The time of a timer.
    pub fn time(&mut self, id: u64) -> Option<u64> {
        let place = *self.part(id).get(&id)?;
        Some(self.entry(place).time)
    }

    /// Takes the first timer, if its time has come; gives the time and what is to be done.
    pub fn take_due(&mut self, now: u64) -> Option<(u64, Action)> {
        loop {
            while let Some(first) = self.stretches.first_entry()
                && first.get().earliest <= now
            {
                let (number, stretch) = first.remove_entry();
                self.open(number, stretch.first);
            }
            let &Reverse((time, id, place)) = self.near.peek()?;
            if time > now {
                return None;
            }
            self.near.pop();
            // Its place may be another's by now.
            let entry = self.entry(place);
            if entry.action.is_some() && entry.id == id && entry.time == time && entry.before == NEAR {
                self.part(id).remove(&id);
                let action = self.release(place);
                self.shrink();
                return action.map(|action| (time, action));
            }
        }
    }

    /// The timers of a stretch, of which `place` is the first, are close.
    fn open(&mut self, number: u64, mut place: u32) {
        self.opened = number + 1;
        let mut near = std::mem::take(&mut self.near).into_vec();
        while place != NONE {
            let entry = self.entry(place);
            near.push(Reverse((entry.time, entry.id, place)));
            entry.before = NEAR;
            place = entry.next;
        }
        self.near = near.into();
    }

    /// Gives memory back after a peak.
    fn shrink(&mut self) {
        if self.count == 0 && self.pieces.len() > KEPT {
            *self = Pending { opened: self.opened, ..Pending::default() };
        }
    }

    /// Calls `look` with the nodes of a piece of the table; says whether there is such a piece.
    pub fn nodes(&mut self, piece: usize, look: &mut impl FnMut(&mut Node)) -> bool {
        let Some(entries) = self.pieces.get_mut(piece) else { return false };
        for entry in entries {
            if let Some(Action::Send { node, .. }) = &mut entry.action {
                look(node);
            }
        }
        true
    }
}

/// The multiplier of Fibonacci hashing.
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

/// Hashes a word that nobody chooses so that it collides with others.
#[derive(Default)]
struct WordHasher(u64);

impl Hasher for WordHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.write_u64(u64::from(byte)));
    }

    fn write_u64(&mut self, word: u64) {
        // The rotation brings the best bits down.
        self.0 = (self.0 ^ word).wrapping_mul(SPREAD).rotate_left(26);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Takes all that is due; ids in order.
    fn due(pending: &mut Pending, now: u64) -> Vec<u64> {
        std::iter::from_fn(|| pending.take_due(now))
            .map(|(_, action)| match action {
                Action::Wake(pid) => pid.0,
                Action::Send { to, .. } => to.0,
            })
            .collect()
    }

    #[test]
    fn timers_come_in_order_whatever_is_taken_away() {
        let mut pending = Pending::default();
        let mut expected = BTreeMap::new();
        let mut state = 7_u64;
        let mut random = |bound: u64| {
            state = state.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(1);
            (state >> 33) % bound
        };
        let mut now = 1;
        for round in 0..2000 {
            for _ in 0..random(20) {
                let (id, span) = (random(500), 1 << random(30));
                let time = now + random(span);
                expected.retain(|&(_, other), ()| other != id);
                expected.insert((time, id), ());
                pending.add(time, id, Action::Wake(Term(id)));
                assert_eq!(pending.time(id), Some(time));
            }
            for _ in 0..random(15) {
                let id = random(500);
                let there = expected.keys().find(|key| key.1 == id).copied();
                assert_eq!(pending.remove(id).map(|(time, _)| (time, id)), there, "round {round}");
                expected.retain(|&(_, other), ()| other != id);
            }
            let first = expected.first_key_value().map_or(u64::MAX, |(&(time, _), ())| time);
            assert!(pending.next() <= first);
            now += random(1 << 22);
            let later = expected.split_off(&(now + 1, 0));
            let ids: Vec<u64> =
                std::mem::replace(&mut expected, later).into_keys().map(|key| key.1).collect();
            assert_eq!(due(&mut pending, now), ids, "round {round}");
            assert!(pending.next() > now);
        }
    }

    #[test]
    fn many_timers_leave_no_memory_behind() {
        let mut pending = Pending::default();
        for id in 0..100_000 {
            pending.add(id * 1000, id, Action::Wake(Term(id)));
        }
        for id in 50_000..100_000 {
            assert!(pending.remove(id).is_some());
        }
        assert_eq!(due(&mut pending, 1 << 40).len(), 50_000);
        assert_eq!((pending.next(), pending.pieces.len()), (u64::MAX, 0));
    }
}
