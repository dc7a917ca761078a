//! Queues of nodes.

use crate::message::{Message, Node, Nodes};

/// A queue of nodes: the messages that a process knows, or the signals of an inbox.
pub struct Mailbox {
    pub(crate) first: *mut Message,
    pub(crate) last: *mut Message,
    pub(crate) length: usize,
}

impl Mailbox {
    pub const fn new() -> Mailbox {
        Mailbox { first: std::ptr::null_mut(), last: std::ptr::null_mut(), length: 0 }
    }

    pub fn is_empty(&self) -> bool {
        self.first.is_null()
    }

    /// Adds a node; gives its address, at which it stays until it is taken out.
    pub fn push(&mut self, node: Node) -> *mut Message {
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
        self.length += 1;
        node
    }

    /// Takes all nodes.
    pub fn take_all(&mut self) -> Nodes {
        let first = std::mem::replace(&mut self.first, std::ptr::null_mut());
        self.last = std::ptr::null_mut();
        self.length = 0;
        // SAFETY: the queue owned the nodes and has forgotten them.
        unsafe { Nodes::from_raw(first) }
    }

    /// Takes a node out.
    ///
    /// # Safety
    /// `node` is the address of one that is in the queue.
    pub(crate) unsafe fn unlink(&mut self, node: *mut Message) -> Option<Node> {
        // SAFETY: all nodes are alive, and `node` is among them, so the walk ends at it.
        unsafe {
            let next = (*node).next;
            if self.first == node {
                self.first = next;
                if next.is_null() {
                    self.last = next;
                }
            } else {
                let mut before = self.first;
                while (*before).next != node {
                    before = (*before).next;
                }
                (*before).next = next;
                if next.is_null() {
                    self.last = before;
                }
            }
        }
        self.length -= 1;
        // SAFETY: the node is in the queue no more, so it belongs to whoever gets it.
        unsafe { Node::from_raw(node) }
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
        drop(self.take_all());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Signal;
    use crate::term::Term;

    #[test]
    fn nodes_leave_a_mailbox_from_any_place() {
        let mut mailbox = Mailbox::new();
        let push = |n| mailbox.push(Message::new(Signal::Message, Term::small(n)));
        let nodes: Vec<_> = (0..4).map(push).collect();
        for (index, left) in [(1, vec![0, 2, 3]), (3, vec![0, 2]), (0, vec![2]), (2, vec![])] {
            // SAFETY: the node is still in the mailbox.
            let node = unsafe { mailbox.unlink(nodes[index]) };
            assert_eq!(node.map(|node| node.term), Some(Term::small(index as i64)));
            let found: Vec<i64> = mailbox.iter().map(|node| node.term.as_small()).collect();
            assert_eq!(found, left);
            assert_eq!(mailbox.length, left.len());
        }
        assert!(mailbox.is_empty() && mailbox.last.is_null());
    }

    #[test]
    fn all_nodes_come_in_order() {
        let mut mailbox = Mailbox::new();
        for n in 0..3 {
            mailbox.push(Message::new(Signal::Message, Term::small(n)));
        }
        let found: Vec<i64> = mailbox.take_all().map(|node| node.term.as_small()).collect();
        assert_eq!(found, [0, 1, 2]);
        assert!(mailbox.is_empty() && mailbox.length == 0);
    }
}
