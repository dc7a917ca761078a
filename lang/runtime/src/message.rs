//! Messages and all other signals: nodes that own the memory of the term they carry.
//!
//! A node is one allocation: the struct, then the words of its term. The receiver takes the node as
//! it is into its heap (as a *fragment*), so a message is copied once, by its sender.

use std::alloc::{Layout, alloc, dealloc, handle_alloc_error};

use crate::process::Process;
use crate::term::{NIL, Term};

/// A message, another signal, or a heap fragment. Compiled code reads `next` and `term` of the
/// messages in a process's mailbox.
#[repr(C)]
pub struct Message {
    /// The next one in the mailbox, the inbox or the list of fragments.
    pub next: *mut Message,
    /// What is carried. Its words are in this node, or it is an immediate or a literal. In a
    /// [`Signal::Fragment`]: words given out, as a small integer.
    pub term: Term,
    /// Words after the struct << 8 | [`Signal`].
    info: u64,
}

/// What a node does to the process that receives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Signal {
    /// An ordinary message.
    Message = 0,
    /// `{'EXIT', From, Reason}`: a linked process has ended.
    LinkExit,
    /// `{'EXIT', From, Reason}`: `exit/2`.
    Exit,
    /// The pid that links itself to the receiver.
    Link,
    /// The pid whose link to the receiver goes.
    Unlink,
    /// `{Ref, Watcher, Object}`: watch the receiver; `Object` is what its `'DOWN'` message names.
    Monitor,
    /// The reference of a monitor that goes.
    Demonitor,
    /// `{'DOWN', Ref, process, Object, Reason}`
    Down,
    /// A [`Request`].
    Request,
    /// Nothing but that the receiver runs.
    Wake,
    /// No signal: memory of a process's heap.
    Fragment,
}

impl Message {
    /// A node with a copy of `term`.
    pub fn new(signal: Signal, term: Term) -> *mut Message {
        let words = crate::copy::size(term);
        let node = allocate(signal, words);
        // SAFETY: the node was made with room for exactly that many words.
        unsafe {
            let mut place = words_of(node);
            (*node).term = crate::copy::copy(term, &mut place);
        }
        node
    }

    /// An empty fragment of `words`.
    pub fn fragment(words: usize) -> *mut Message {
        let node = allocate(Signal::Fragment, words);
        // SAFETY: just made.
        unsafe { (*node).term = Term::small(0) };
        node
    }

    /// Words of memory after the struct.
    pub fn words(&self) -> usize {
        (self.info >> 8) as usize
    }

    pub fn signal(&self) -> Signal {
        // SAFETY: the low byte is only ever written from a `Signal`.
        unsafe { std::mem::transmute::<u8, Signal>(self.info as u8) }
    }

    /// Turns an exit signal or a `'DOWN'` signal into the message that it carries.
    pub fn become_message(&mut self) {
        self.info = self.info & !0xff | Signal::Message as u64;
    }

    pub fn is_fragment(&self) -> bool {
        self.signal() == Signal::Fragment
    }

    /// Takes `words` out of a fragment, if this is one and has them.
    pub fn take(&mut self, words: usize) -> Option<*mut u64> {
        let used = self.term.to_small().filter(|_| self.is_fragment())? as usize;
        if self.words() - used < words {
            return None;
        }
        self.term = Term::small((used + words) as i64);
        // SAFETY: the words are within the node, after those given out before.
        Some(unsafe { words_of(self).add(used) })
    }

    /// The address range of a node's words.
    pub(crate) fn range(&self) -> (usize, usize) {
        (words_of(std::ptr::from_ref(self).cast_mut()) as usize, self.words() * 8)
    }

    /// The words that hold terms.
    pub(crate) fn filled(&self) -> (*mut u64, usize) {
        let filled = if self.is_fragment() { self.term.as_small() as usize } else { self.words() };
        (words_of(std::ptr::from_ref(self).cast_mut()), filled)
    }
}

fn words_of(node: *mut Message) -> *mut u64 {
    // SAFETY: one past the struct: the start of the words, or the end of the allocation.
    unsafe { node.add(1).cast() }
}

fn layout(words: usize) -> Layout {
    match Layout::from_size_align(size_of::<Message>() + words * 8, 8) {
        Ok(layout) => layout,
        Err(_) => panic!("a term passes the address space"),
    }
}

fn allocate(signal: Signal, words: usize) -> *mut Message {
    let layout = layout(words);
    // SAFETY: the size is not zero.
    let node = unsafe { alloc(layout) }.cast::<Message>();
    if node.is_null() {
        handle_alloc_error(layout);
    }
    let info = (words as u64) << 8 | signal as u64;
    // SAFETY: fresh memory of at least that size.
    unsafe { node.write(Message { next: std::ptr::null_mut(), term: NIL, info }) };
    node
}

/// What a request runs: with the process between two of its turns, or with `None` when it has ended.
pub type RequestFn = Box<dyn FnOnce(Option<&mut Process>) + Send>;

/// A signal that runs a function on the process. It lies in its node's words.
pub struct Request {
    run: Option<RequestFn>,
}

impl Request {
    /// A node for `run`.
    pub fn node(run: RequestFn) -> *mut Message {
        let node = allocate(Signal::Request, size_of::<Request>().div_ceil(8));
        // SAFETY: the node has room for a request, and words are aligned as boxes are.
        unsafe { words_of(node).cast::<Request>().write(Request { run: Some(run) }) };
        node
    }

    /// Takes the function out of a node of kind [`Signal::Request`].
    ///
    /// # Safety
    /// `node` is such a node and belongs to the caller.
    pub unsafe fn take(node: *mut Message) -> Option<RequestFn> {
        // SAFETY: a request was written there when the node was made.
        unsafe { (*words_of(node).cast::<Request>()).run.take() }
    }
}

/// Gives a node's memory back.
///
/// # Safety
/// Nothing refers to the node or to terms in it any more.
pub unsafe fn free(node: *mut Message) {
    // SAFETY: the node is alive and the caller's.
    unsafe {
        if (*node).signal() == Signal::Request {
            drop(Request::take(node));
        }
        dealloc(node.cast(), layout((*node).words()));
    }
}

/// Gives back a list of nodes.
///
/// # Safety
/// As for [`free`], for all of them.
pub unsafe fn free_all(mut node: *mut Message) {
    while !node.is_null() {
        // SAFETY: the caller's promise.
        unsafe {
            let next = (*node).next;
            free(node);
            node = next;
        }
    }
}

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

    /// Adds a node, which belongs to the queue from now on.
    pub fn push(&mut self, node: *mut Message) {
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
    }

    /// Takes all nodes, as a list.
    pub fn take_all(&mut self) -> *mut Message {
        let first = self.first;
        *self = Mailbox::new();
        first
    }

    /// Takes `node` out. It is in the queue.
    pub fn unlink(&mut self, node: *mut Message) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::{self, Arena};

    #[test]
    fn nodes_leave_a_mailbox_from_any_place() {
        let mut mailbox = Mailbox::new();
        let nodes: Vec<_> = (0..4).map(|n| Message::new(Signal::Message, Term::small(n))).collect();
        nodes.iter().for_each(|&node| mailbox.push(node));
        for (index, left) in [(1, vec![0, 2, 3]), (3, vec![0, 2]), (0, vec![2]), (2, vec![])] {
            mailbox.unlink(nodes[index]);
            let found: Vec<i64> = mailbox.iter().map(|node| node.term.as_small()).collect();
            assert_eq!(found, left);
            assert_eq!(mailbox.length, left.len());
        }
        assert!(mailbox.is_empty() && mailbox.last.is_null());
        // SAFETY: nothing else refers to the nodes.
        nodes.iter().for_each(|&node| unsafe { free(node) });
    }

    #[test]
    fn a_node_owns_its_term() {
        let node = {
            let mut arena = Arena::new();
            let list = build::string(&mut arena, "hello");
            Message::new(Signal::Message, list)
        };
        // SAFETY: the node is alive until it is freed here.
        unsafe {
            assert_eq!((*node).words(), 10);
            assert_eq!(build::list_text((*node).term).as_deref(), Some("hello"));
            free(node);
        }
    }

    #[test]
    fn a_request_that_never_runs_is_dropped() {
        let flag = std::sync::Arc::new(());
        let inside = flag.clone();
        let node = Request::node(Box::new(move |_| drop(inside)));
        assert_eq!(std::sync::Arc::strong_count(&flag), 2);
        // SAFETY: nothing else refers to the node.
        unsafe { free(node) };
        assert_eq!(std::sync::Arc::strong_count(&flag), 1);
    }
}
