//! The links of a process, as it knows them.
//!
//! Each of two linked processes has the other among its links, and tells the other by signals what becomes of that. So
//! that both agree in the end, also when both link and unlink each other at once, an unlink is answered: until then
//! whatever link the other side says it makes is one that the unlink, on its way to there, takes away again.

use std::collections::BTreeMap;

use crate::term::Term;
use crate::ties::Ties;

/// See the module.
#[derive(Default)]
pub struct Links {
    /// By pids, as words.
    linked: Ties<()>,
    /// The unlinks that are not answered yet, by whom they went to.
    unanswered: BTreeMap<u64, u64>,
    /// The number of the last unlink.
    unlinks: u64,
}

impl Links {
    /// Bytes that they take, about.
    pub fn bytes(&self) -> usize {
        self.linked.bytes()
    }

    /// [`Links::bytes`], from any thread.
    ///
    /// # Safety
    /// `this` is alive; it may change meanwhile.
    pub(crate) unsafe fn bytes_seen(this: *const Links) -> usize {
        // SAFETY: the caller's promise.
        unsafe { Ties::bytes_seen(&raw const (*this).linked) }
    }

    pub fn iter(&self) -> impl Iterator<Item = Term> {
        self.linked.keys().map(|&pid| Term(pid))
    }

    /// Takes one of the links away.
    pub fn pop_first(&mut self) -> Option<Term> {
        self.linked.pop_first().map(|(pid, ())| Term(pid))
    }

    /// The process links itself with another; `false`: it is linked already.
    pub fn add(&mut self, other: Term) -> bool {
        let is_new = self.linked.insert(other.0, ()).is_none();
        if is_new {
            self.unanswered.remove(&other.0);
        }
        is_new
    }

    /// The process takes a link away, with an unlink of this number; `None`: it has no such link.
    pub fn remove(&mut self, other: Term) -> Option<u64> {
        self.linked.remove(other.0)?;
        self.unlinks += 1;
        self.unanswered.insert(other.0, self.unlinks);
        Some(self.unlinks)
    }

    /// Another process has linked itself with this one.
    pub fn added_by(&mut self, other: Term) {
        if !self.unanswered.contains_key(&other.0) {
            self.linked.insert(other.0, ());
        }
    }

    /// Another process has taken the link away.
    pub fn removed_by(&mut self, other: Term) {
        self.linked.remove(other.0);
    }

    /// Another process has answered the unlink of that number.
    pub fn answered(&mut self, other: Term, unlink: u64) {
        if self.unanswered.get(&other.0) == Some(&unlink) {
            self.unanswered.remove(&other.0);
        }
    }

    /// Another process has ended, or is none; says whether there was a link.
    pub fn ended(&mut self, other: Term) -> bool {
        self.unanswered.remove(&other.0);
        self.linked.remove(other.0).is_some()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;

    use super::*;

    const PIDS: [Term; 2] = [Term(1), Term(2)];

    enum Sent {
        Link,
        Unlink(u64),
        Answer(u64),
    }

    /// Two processes and what is on its way to each.
    #[derive(Default)]
    struct Pair {
        links: [Links; 2],
        queues: [VecDeque<Sent>; 2],
    }

    impl Pair {
        fn act(&mut self, who: usize, links: bool) {
            let (own, other) = (&mut self.links[who], PIDS[1 - who]);
            if links {
                if own.add(other) {
                    self.queues[1 - who].push_back(Sent::Link);
                }
            } else if let Some(unlink) = own.remove(other) {
                self.queues[1 - who].push_back(Sent::Unlink(unlink));
            }
        }

        /// Whether there was something to take in.
        fn take_in(&mut self, who: usize) -> bool {
            let (own, other) = (&mut self.links[who], PIDS[1 - who]);
            match self.queues[who].pop_front() {
                None => return false,
                Some(Sent::Link) => own.added_by(other),
                Some(Sent::Unlink(unlink)) => {
                    own.removed_by(other);
                    self.queues[1 - who].push_back(Sent::Answer(unlink));
                }
                Some(Sent::Answer(unlink)) => own.answered(other, unlink),
            }
            true
        }

        /// The steps of a number, and then all that is left to take in.
        fn run(mut self, mut steps: usize) -> [usize; 2] {
            while steps > 0 {
                let who = steps & 1;
                match steps >> 1 & 3 {
                    0 => self.act(who, true),
                    1 => self.act(who, false),
                    _ => {
                        self.take_in(who);
                    }
                }
                steps >>= 3;
            }
            while self.take_in(0) || self.take_in(1) {}
            assert!(self.links.iter().all(|links| links.unanswered.is_empty()));
            self.links.map(|links| links.iter().count())
        }
    }

    #[test]
    fn both_sides_agree_whatever_they_do_in_whatever_order() {
        for steps in 0..1 << 21 {
            let [one, other] = Pair::default().run(steps);
            assert_eq!(one, other, "steps {steps:o}");
        }
    }
}
