//! Queues of nodes.

use std::mem::ManuallyDrop;

use crate::message::{Message, Node, Signal};

/// A queue of nodes: the messages that a process knows, or the signals of an inbox.
#[repr(C)]
pub struct Mailbox {
    pub(crate) first: *mut Message,
    pub(crate) last: *mut Message,
    length: u32,
    /// Words of memory of the nodes, modulo 2^32: as many as would be 32 GB.
    words: u32,
}

/// Nodes that [`Mailbox::binary_bytes`] looks at.
const LOOKED_AT: usize = 100;

impl Mailbox {
    pub const fn new() -> Mailbox {
        Mailbox { first: std::ptr::null_mut(), last: std::ptr::null_mut(), length: 0, words: 0 }
    }

    /// How many nodes there are.
    pub fn length(&self) -> usize {
        self.length as usize
    }

    /// Bytes that the nodes take.
    pub fn bytes(&self) -> usize {
        self.words as usize * 8
    }

    /// What stands before the first node, as the place to go on from: it may only be asked for its `next`,
    /// which comes first in a message as it does here. Valid as long as the queue stays where it is.
    pub(crate) fn head(&self) -> *mut Message {
        const { assert!(std::mem::offset_of!(Mailbox, first) == std::mem::offset_of!(Message, next)) };
        std::ptr::from_ref(self).cast_mut().cast()
    }

    /// The last node, or [`Mailbox::head`].
    pub(crate) fn end(&self) -> *mut Message {
        if self.last.is_null() { self.head() } else { self.last }
    }

    pub fn is_empty(&self) -> bool {
        self.first.is_null()
    }

    /// Adds a node; gives its address, at which it stays until it is taken out.
    pub fn push(&mut self, node: Node) -> *mut Message {
        self.words = self.words.wrapping_add(node.all_words() as u32);
        let node = node.into_raw();
        // SAFETY: the nodes of the queue are alive; the new one is the caller's.
        unsafe {
            (*node).next = std::ptr::null_mut();
            match self.last.as_mut() {
                Some(last) => last.next = node,
                None => self.first = node,
            }
        }
        self.last = node;
        self.length = self.length.wrapping_add(1);
        node
    }

    /// Takes all nodes.
    #[inline]
    pub fn take_all(&mut self) -> Mailbox {
        std::mem::take(self)
    }

    /// Takes the first node.
    #[inline]
    pub fn pop(&mut self) -> Option<Node> {
        // SAFETY: the nodes of the queue are alive and belong to it; this one leaves it.
        let node = unsafe { Node::from_raw(self.first) }?;
        self.first = node.next;
        if self.first.is_null() {
            self.last = std::ptr::null_mut();
        }
        self.length = self.length.wrapping_sub(1);
        self.words = self.words.wrapping_sub(node.all_words() as u32);
        Some(node)
    }

    /// Whether there is one node, an ordinary message.
    #[inline]
    pub fn is_one_message(&self) -> bool {
        // SAFETY: the nodes of the queue are alive.
        self.length == 1
            && unsafe { self.first.as_ref() }.is_some_and(|node| node.signal() == Signal::Message)
    }

    /// Takes over nodes that come behind those that are here; gives the address of their first one, or null.
    #[inline]
    pub fn append(&mut self, later: Mailbox) -> *mut Message {
        let later = ManuallyDrop::new(later);
        if later.first.is_null() {
            return later.first;
        }
        // SAFETY: the nodes of both queues are alive and belong to them; the other one is given up.
        match unsafe { self.last.as_mut() } {
            Some(last) => last.next = later.first,
            None => self.first = later.first,
        }
        self.last = later.last;
        self.length = self.length.wrapping_add(later.length);
        self.words = self.words.wrapping_add(later.words);
        later.first
    }

    /// Takes over nodes that come before those that are here.
    pub fn put_before(&mut self, mut earlier: Mailbox) {
        // SAFETY: the nodes of both queues are alive and belong to them.
        let Some(last) = (unsafe { earlier.last.as_mut() }) else { return };
        last.next = self.first;
        if self.last.is_null() {
            self.last = earlier.last;
        }
        self.first = earlier.first;
        self.length = self.length.wrapping_add(earlier.length);
        self.words = self.words.wrapping_add(earlier.words);
        (earlier.first, earlier.last) = (std::ptr::null_mut(), std::ptr::null_mut());
    }

    /// Takes out the node behind `before`.
    ///
    /// # Safety
    /// `before` is [`Mailbox::head`] or a node of the queue, and not the last one.
    pub(crate) unsafe fn unlink_after(&mut self, before: *mut Message) -> Option<Node> {
        let is_head = before == self.head();
        // SAFETY: the nodes are alive, and there is one behind `before`.
        let node = unsafe {
            let link = if is_head { &mut self.first } else { &mut (*before).next };
            let node = *link;
            *link = (*node).next;
            if link.is_null() {
                self.last = if is_head { std::ptr::null_mut() } else { before };
            }
            self.words = self.words.wrapping_sub((*node).all_words() as u32);
            node
        };
        self.length = self.length.wrapping_sub(1);
        // SAFETY: the node is in the queue no more, so it belongs to whoever gets it.
        unsafe { Node::from_raw(node) }
    }

    /// Puts a node in the place of the one behind `before`; gives that one.
    ///
    /// # Safety
    /// As for [`Mailbox::unlink_after`].
    pub(crate) unsafe fn replace_after(&mut self, before: *mut Message, node: Node) -> Option<Node> {
        self.words = self.words.wrapping_add(node.all_words() as u32);
        let new = node.into_raw();
        let is_head = before == self.head();
        // SAFETY: the nodes are alive, and there is one behind `before`.
        unsafe {
            let link = if is_head { &mut self.first } else { &mut (*before).next };
            let old = std::mem::replace(link, new);
            (*new).next = (*old).next;
            if self.last == old {
                self.last = new;
            }
            self.words = self.words.wrapping_sub((*old).all_words() as u32);
            Node::from_raw(old)
        }
    }

    /// Bytes of the binaries outside that the nodes refer to, about: the first ones stand for the others.
    pub(crate) fn binary_bytes(&self) -> usize {
        let looked_at = self.length().min(LOOKED_AT);
        let bytes: usize = self.iter().take(looked_at).map(Message::binary_bytes).sum();
        bytes.saturating_mul(self.length()) / looked_at.max(1)
    }

    /// The nodes, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Message> {
        let mut next = self.first;
        std::iter::from_fn(move || {
            // SAFETY: nodes of the queue are alive as long as it is borrowed.
            let node = unsafe { next.as_ref() }?;
            next = node.next;
            Some(node)
        })
    }
}

impl Default for Mailbox {
    fn default() -> Mailbox {
        Mailbox::new()
    }
}

impl Drop for Mailbox {
    fn drop(&mut self) {
        while self.pop().is_some() {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::term::Term;

    #[test]
    fn nodes_leave_a_mailbox_from_any_place() {
        let mut mailbox = Mailbox::new();
        let push = |n| mailbox.push(Message::new(Signal::Message, Term::small(n)));
        let nodes: Vec<_> = (0..4).map(push).collect();
        let cases =
            [(1, Some(0), vec![0, 2, 3]), (3, Some(2), vec![0, 2]), (0, None, vec![2]), (2, None, vec![])];
        for (index, before, left) in cases {
            let before = before.map_or(mailbox.head(), |before: usize| nodes[before]);
            // SAFETY: the nodes are still in the mailbox.
            let node = unsafe { mailbox.unlink_after(before) };
            assert_eq!(node.map(|node| node.term), Some(Term::small(index)));
            let found: Vec<i64> = mailbox.iter().map(|node| node.term.as_small()).collect();
            assert_eq!(found, left);
            assert_eq!(mailbox.length(), left.len());
        }
        assert!(mailbox.is_empty() && mailbox.last.is_null());
    }

    #[test]
    fn a_node_takes_the_place_of_another() {
        let mut mailbox = Mailbox::new();
        let push = |n| mailbox.push(Message::new(Signal::Message, Term::small(n)));
        let nodes: Vec<_> = (0..3).map(push).collect();
        let bytes = mailbox.bytes();
        let node = |n| Message::new(Signal::Message, Term::small(n));
        // SAFETY: the nodes are in the mailbox, one behind each of the places.
        unsafe {
            drop(mailbox.replace_after(mailbox.head(), node(10)));
            drop(mailbox.replace_after(nodes[1], node(12)));
        }
        let found: Vec<i64> = mailbox.iter().map(|node| node.term.as_small()).collect();
        assert_eq!(found, [10, 1, 12]);
        assert_eq!((mailbox.length(), mailbox.bytes()), (3, bytes));
        assert_eq!(mailbox.push(node(13)), mailbox.last);
        assert_eq!(mailbox.iter().count(), 4);
    }

    #[test]
    fn all_nodes_come_in_order() {
        let mut mailbox = Mailbox::new();
        for n in 0..3 {
            mailbox.push(Message::new(Signal::Message, Term::small(n)));
        }
        let mut taken = mailbox.take_all();
        assert_eq!(numbers(&mut taken), [0, 1, 2]);
        for queue in [mailbox, taken] {
            assert!(queue.is_empty() && queue.last.is_null() && queue.length() == 0 && queue.bytes() == 0);
        }
    }

    /// What is in a queue that is emptied.
    fn numbers(mailbox: &mut Mailbox) -> Vec<i64> {
        std::iter::from_fn(|| mailbox.pop()).map(|node| node.term.as_small()).collect()
    }

    #[test]
    fn what_is_put_back_comes_before_what_has_come_since() {
        let with = |range: std::ops::Range<i64>| {
            let mut mailbox = Mailbox::new();
            for n in range {
                mailbox.push(Message::new(Signal::Message, Term::small(n)));
            }
            mailbox
        };
        for (earlier, later) in [(0..2, 2..4), (0..0, 0..3), (0..3, 3..3), (0..0, 0..0), (0..1, 1..2)] {
            let (mut mailbox, whole) = (with(later.clone()), with(earlier.start..later.end));
            mailbox.put_before(with(earlier));
            assert_eq!((mailbox.length(), mailbox.bytes()), (whole.length(), whole.bytes()));
            mailbox.push(Message::new(Signal::Message, Term::small(later.end)));
            assert_eq!(numbers(&mut mailbox), (0..=later.end).collect::<Vec<_>>());
        }
    }
}
