//! The timers that wait: a list for each stretch of time, and an order only within those that are close.
//!
//! Most timers are taken away long before they are due: a receive's timeout, a request's. Setting and taking
//! away cost the same whatever the number: a place in a table, a link in a list, one in the chain of its id.
//!
//! Whoever wants to set a timer waits while another does. So nothing here takes long at any time, and memory is made ready
//! before: the first touch of a page may take milliseconds.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use crate::message::Node;
use crate::term::Term;

/// A stretch of time is so many nanoseconds long, as a power of two: about a millisecond.
const STRETCH_BITS: u32 = 20;

/// One far away is so long: stretches that are far away would be as many as the timers there.
const FAR_BITS: u32 = 26;

/// So many nanoseconds are far away, about four seconds.
const FAR: u64 = 1 << 32;

/// A stretch far away is made some of the others so many nanoseconds before it begins.
const LEAD: u64 = 1 << FAR_BITS;

/// Timers that move at a time from a stretch that was far away.
const MOVED: usize = 1 << 10;

/// No entry.
const NONE: u32 = u32::MAX;

/// Entries of a piece of the table: few, as programs with few timers have a piece, too.
const PIECE: usize = 1 << 8;

/// Memory for more pieces than this (half a megabyte) is given back when none is left.
const KEPT: usize = 1 << 5;

/// What happens at a time.
pub enum Action {
    /// A process looks whether its receive has timed out.
    Wake(Term),
    /// A message goes to a pid or a registered name.
    Send { to: Term, node: Node },
}

impl Action {
    /// Whom it sends something to.
    pub fn to(&self) -> Option<Term> {
        match *self {
            Action::Wake(_) => None,
            Action::Send { to, .. } => Some(to),
        }
    }
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
    /// The next one in the chain of the index.
    chain: u32,
    /// Its stretch is one far away.
    far: bool,
}

/// [`Entry::before`] of one that is among those that are close.
const NEAR: u32 = u32::MAX - 1;

/// The timers of a stretch.
struct Stretch {
    first: u32,
    /// No timer of the stretch is earlier.
    earliest: u64,
}

/// When a stretch begins, and whether it is a short one: of two that begin together the longer one comes first.
type Key = (u64, bool);

impl Entry {
    fn key(&self) -> Key {
        let bits = if self.far { FAR_BITS } else { STRETCH_BITS };
        (self.time >> bits << bits, !self.far)
    }
}

/// Memory for some timers.
pub struct Piece {
    entries: Box<[Entry]>,
    /// The first ones in chains of the index.
    heads: Box<[u32]>,
}

impl Piece {
    /// Memory that has been written to.
    pub fn new() -> Piece {
        let entry =
            |_| Entry { time: 0, id: 0, action: None, before: NEAR, next: NONE, chain: NONE, far: false };
        Piece { entries: (0..PIECE).map(entry).collect(), heads: vec![NONE; PIECE].into() }
    }
}

/// All timers.
pub struct Pending {
    /// No entry moves when there are more.
    pieces: Vec<Piece>,
    /// The first free one of those that have been used.
    free: u32,
    /// So many have been used.
    used: usize,
    count: usize,
    /// Chains of the index. There is one more whenever there are more timers than chains: one of those before is divided.
    chains: usize,
    stretches: BTreeMap<Key, Stretch>,
    /// Timers of stretches that have begun, with time, id and place in the table. One that has been taken away stays
    /// until its time.
    near: BinaryHeap<Reverse<(u64, u64, u32)>>,
    /// Timers of short stretches before this one, by number, are near.
    opened: u64,
}

impl Default for Pending {
    fn default() -> Pending {
        Pending {
            pieces: Vec::new(),
            free: NONE,
            used: 0,
            count: 0,
            chains: 0,
            stretches: BTreeMap::new(),
            near: BinaryHeap::new(),
            opened: 0,
        }
    }
}

impl Pending {
    fn entry(&mut self, place: u32) -> &mut Entry {
        &mut self.pieces[place as usize / PIECE].entries[place as usize % PIECE]
    }

    /// Whether there is no room for one more; see [`Pending::grow`].
    pub fn is_full(&self) -> bool {
        self.free == NONE && self.used == self.pieces.len() * PIECE
    }

    /// Adds room.
    pub fn grow(&mut self, piece: Piece) {
        self.pieces.push(piece);
        self.chains = self.chains.max(PIECE);
    }

    /// Puts an entry into a free place, of which there is one.
    fn put(&mut self, entry: Entry) -> u32 {
        let place = if self.free == NONE { self.used as u32 } else { self.free };
        let former = std::mem::replace(self.entry(place), entry);
        if self.free == NONE {
            self.used += 1;
        } else {
            self.free = former.next;
        }
        place
    }

    /// The chain of an id.
    fn chain(&self, id: u64) -> usize {
        let hash = hash(id);
        // As many as the power of two from which on chains have been added, or twice as many.
        let whole = 1 << self.chains.ilog2();
        let chain = hash & (2 * whole - 1);
        if chain < self.chains { chain } else { chain - whole }
    }

    fn head(&mut self, chain: usize) -> &mut u32 {
        &mut self.pieces[chain / PIECE].heads[chain % PIECE]
    }

    /// Enters a place into the index.
    fn enter(&mut self, id: u64, place: u32) {
        if self.count > self.chains {
            self.divide();
        }
        let chain = self.chain(id);
        let next = std::mem::replace(self.head(chain), place);
        self.entry(place).chain = next;
    }

    /// Divides the chain whose turn it is. There are as many heads as entries, so there is one more.
    fn divide(&mut self) {
        let new = self.chains;
        let mut place = std::mem::replace(self.head(new - (1 << new.ilog2())), NONE);
        self.chains += 1;
        while place != NONE {
            let entry = self.entry(place);
            let (id, next) = (entry.id, entry.chain);
            let chain = self.chain(id);
            self.entry(place).chain = std::mem::replace(self.head(chain), place);
            place = next;
        }
    }

    /// The place of an id.
    fn find(&mut self, id: u64) -> Option<u32> {
        if self.count == 0 {
            return None;
        }
        let mut place = *self.head(self.chain(id));
        while place != NONE && self.entry(place).id != id {
            place = self.entry(place).chain;
        }
        (place != NONE).then_some(place)
    }

    /// Takes an id out of the index; gives its place.
    fn take(&mut self, id: u64) -> Option<u32> {
        let place = self.find(id)?;
        let (chain, next) = (self.chain(id), self.entry(place).chain);
        let mut before = *self.head(chain);
        if before == place {
            *self.head(chain) = next;
            return Some(place);
        }
        while self.entry(before).chain != place {
            before = self.entry(before).chain;
        }
        self.entry(before).chain = next;
        Some(place)
    }

    /// The time of the first timer, or one before it; `u64::MAX`: there is none.
    pub fn next(&self) -> u64 {
        let near = self.near.peek().map_or(u64::MAX, |Reverse((time, ..))| *time);
        self.stretches.first_key_value().map_or(near, |(&key, stretch)| near.min(begins(key, stretch)))
    }

    /// Adds a timer, for which there is room. No other has its id. `now` is asked if it may be far away.
    pub fn add(&mut self, time: u64, id: u64, action: Action, now: impl Fn() -> u64) {
        let far =
            time.saturating_sub(self.opened << STRETCH_BITS) >= FAR && time.saturating_sub(now()) >= FAR;
        let action = Some(action);
        let place = self.put(Entry { time, id, action, before: NEAR, next: NONE, chain: NONE, far });
        self.count += 1;
        self.enter(id, place);
        self.arrange(place);
    }

    /// Puts an entry where its time is.
    fn arrange(&mut self, place: u32) {
        let entry = self.entry(place);
        let (time, id, key) = (entry.time, entry.id, entry.key());
        if time >> STRETCH_BITS < self.opened {
            self.entry(place).before = NEAR;
            self.near.push(Reverse((time, id, place)));
            return;
        }
        let stretch = self.stretches.entry(key).or_insert(Stretch { first: NONE, earliest: time });
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
        let entry = self.entry(place);
        let (key, before, next) = (entry.key(), entry.before, entry.next);
        match before {
            NEAR => return,
            NONE if next == NONE => {
                self.stretches.remove(&key);
            }
            NONE => {
                if let Some(stretch) = self.stretches.get_mut(&key) {
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
        let place = self.take(id)?;
        self.unlink(place);
        let time = self.entry(place).time;
        let action = self.release(place)?;
        Some((time, action))
    }

    /// The time of a timer, and whom it sends something to.
    pub fn look(&mut self, id: u64) -> Option<(u64, Option<Term>)> {
        let place = self.find(id)?;
        let entry = self.entry(place);
        Some((entry.time, entry.action.as_ref()?.to()))
    }

    /// The timers that send something among so many places from one on: their ids, and to whom; `None`: there are no more
    /// places.
    pub fn some(&self, from: usize, places: usize) -> Option<Vec<(Term, Term)>> {
        let places = from..self.used.min(from + places);
        let sent = |place: usize| {
            let entry = &self.pieces[place / PIECE].entries[place % PIECE];
            Some((Term(entry.id), entry.action.as_ref()?.to()?))
        };
        (!places.is_empty()).then(|| places.filter_map(sent).collect())
    }

    /// Takes the first timer, if its time has come; gives the time and what is to be done. `None` as well if that took
    /// long enough: then [`Pending::next`] is past.
    pub fn take_due(&mut self, now: u64) -> Option<(u64, Action)> {
        let mut moved = false;
        loop {
            while !moved
                && let Some(first) = self.stretches.first_entry()
                && begins(*first.key(), first.get()) <= now
            {
                let &(start, short) = first.key();
                if short {
                    let place = first.remove().first;
                    self.open(start >> STRETCH_BITS, place);
                } else if !self.move_some(start) {
                    if start <= now {
                        return None;
                    }
                    moved = true;
                }
            }
            let &Reverse((time, id, place)) = self.near.peek()?;
            if time > now {
                return None;
            }
            self.near.pop();
            // Its place may be another's by now.
            let entry = self.entry(place);
            if entry.action.is_some() && entry.id == id && entry.time == time && entry.before == NEAR {
                self.take(id);
                return self.release(place).map(|action| (time, action));
            }
        }
    }

    /// Makes some timers of a stretch far away, which comes first, timers of shorter ones; says whether these were all.
    fn move_some(&mut self, start: u64) -> bool {
        for _ in 0..MOVED {
            let Some(stretch) = self.stretches.get(&(start, false)) else { return true };
            let place = stretch.first;
            self.unlink(place);
            self.entry(place).far = false;
            self.arrange(place);
        }
        false
    }

    /// The timers of a stretch, of which `place` is the first, are close.
    fn open(&mut self, number: u64, mut place: u32) {
        self.opened = self.opened.max(number + 1);
        let mut near = std::mem::take(&mut self.near).into_vec();
        while place != NONE {
            let entry = self.entry(place);
            near.push(Reverse((entry.time, entry.id, place)));
            entry.before = NEAR;
            place = entry.next;
        }
        self.near = near.into();
    }

    /// Gives the memory of a peak that is over, to be freed when nobody waits for the timers.
    #[must_use]
    pub fn shrink(&mut self) -> Option<Box<Pending>> {
        if self.count > 0 || self.pieces.len() <= KEPT {
            return None;
        }
        let small = Pending { opened: self.opened, ..Pending::default() };
        Some(Box::new(std::mem::replace(self, small)))
    }

    /// Calls `look` with the nodes of a piece of the table and whom they are for; says whether there is such a piece.
    pub fn nodes(&mut self, piece: usize, look: &mut impl FnMut(Term, &mut Node)) -> bool {
        let Some(entries) = self.pieces.get_mut(piece) else { return false };
        for entry in &mut entries.entries {
            if let Some(Action::Send { to, node }) = &mut entry.action {
                look(*to, node);
            }
        }
        true
    }
}

/// When something is to be done about a stretch: one far away is made some of the others before it begins.
fn begins((start, short): Key, stretch: &Stretch) -> u64 {
    if short { stretch.earliest } else { start.saturating_sub(LEAD) }
}

/// Nobody chooses ids so that they collide. The multiplier is that of Fibonacci hashing.
fn hash(id: u64) -> usize {
    ((id ^ id >> 29).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize
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

    fn add(pending: &mut Pending, time: u64, id: u64, now: u64) {
        if pending.is_full() {
            pending.grow(Piece::new());
        }
        pending.add(time, id, Action::Wake(Term(id)), || now);
    }

    /// However many timers are set for one time far away, no step takes long, and none is lost.
    #[test]
    fn many_timers_far_away_come_closer_in_steps() {
        const COUNT: u64 = 10 * MOVED as u64 + 1;
        let (mut pending, time) = (Pending::default(), 77 * FAR + 5);
        for id in 0..COUNT {
            add(&mut pending, time, id, 1);
        }
        assert_eq!(pending.stretches.len(), 1);
        let mut steps = 0;
        while pending.next() < time {
            assert!(pending.take_due(time - LEAD / 2).is_none());
            steps += 1;
        }
        assert_eq!((steps, pending.next()), (11, time));
        assert_eq!(due(&mut pending, time), (0..COUNT).collect::<Vec<_>>());
        assert_eq!((pending.next(), pending.count), (u64::MAX, 0));
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
                let (id, span) = (random(500), 1 << random(36));
                let time = now + random(span);
                expected.retain(|&(_, other), ()| other != id);
                expected.insert((time, id), ());
                let _ = pending.remove(id);
                add(&mut pending, time, id, now);
                assert_eq!(pending.look(id), Some((time, None)));
            }
            for _ in 0..random(15) {
                let id = random(500);
                let there = expected.keys().find(|key| key.1 == id).copied();
                assert_eq!(pending.remove(id).map(|(time, _)| (time, id)), there, "round {round}");
                expected.retain(|&(_, other), ()| other != id);
            }
            let first = expected.first_key_value().map_or(u64::MAX, |(&(time, _), ())| time);
            assert!(pending.next() <= first);
            let span = 1 << random(34);
            now += random(span);
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
            add(&mut pending, id * 1000, id, 0);
        }
        for id in 50_000..100_000 {
            assert!(pending.remove(id).is_some());
        }
        assert_eq!(due(&mut pending, 1 << 40).len(), 50_000);
        assert!(pending.shrink().is_some() && pending.shrink().is_none());
        assert_eq!((pending.next(), pending.pieces.len()), (u64::MAX, 0));
    }
}
