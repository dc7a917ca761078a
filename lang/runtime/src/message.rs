//! Messages and all other signals: nodes that own the memory of the term they carry.
//!
//! A node is one allocation: the struct, then the words of its term. The receiver takes the node as
//! it is into its heap (as a *fragment*), so a message is copied once, by its sender.

use std::alloc::{Layout, alloc, dealloc, handle_alloc_error};
use std::mem::ManuallyDrop;
use std::ops::{Deref, DerefMut};
use std::ptr::NonNull;

use crate::bits::block::{Binaries, bytes_among};
use crate::build::Heap;
use crate::process::Process;
use crate::term::{Kind, NIL, Term, header};

/// A message, another signal, or a heap fragment. Compiled code reads `next` and `term` of the
/// messages in a process's mailbox.
#[repr(C)]
pub struct Message {
    /// The next one in the mailbox, the inbox or the list of fragments.
    pub next: *mut Message,
    /// What is carried. Its words are in this node, or it is an immediate or a literal. In a
    /// [`Signal::Fragment`]: words given out, as a small integer.
    pub term: Term,
    /// Words after the struct << 8 | [`Signal`], [`HAS_BINARIES`] and [`KNOWN`].
    info: u64,
}

/// In [`Message::info`]: among the words are objects that point to blocks of bytes.
const HAS_BINARIES: u64 = 0x80;
/// In [`Message::info`]: the census knows the words, see [`Message::kept`].
const KNOWN: u64 = 0x40;

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
    /// `{Pid, Number}`: the link from that process goes; the number is that process's own.
    Unlink,
    /// `{Pid, Number}`: the receiver's unlink of that number has arrived.
    Unlinked,
    /// `{Ref, Watcher, Object}`: watch the receiver; `Object` is what its `'DOWN'` message names.
    Monitor,
    /// The reference of a monitor that goes.
    Demonitor,
    /// `{'DOWN', Ref, process, Object, Reason}`
    Down,
    /// A function to be run on the process, see [`Node::request`].
    Request,
    /// `{Ref, Message}`: a message to an alias of the receiver.
    Alias,
    /// The receiver ends, whatever it does about exit signals: the program uses more memory than it may.
    Limit,
    /// Nothing but that the receiver runs.
    Wake,
    /// No signal: memory of a process's heap.
    Fragment,
}

impl Message {
    /// A node with a copy of `term`.
    #[expect(clippy::new_ret_no_self, reason = "a message lies in its node")]
    pub fn new(signal: Signal, term: Term) -> Node {
        if let Some(node) = Node::shallow(signal, term) {
            return node;
        }
        let mut node = Node::allocate(signal, crate::copy::size(term));
        let mut place = node.words_start();
        let mut binaries = Binaries::new();
        // SAFETY: the node was made with room for exactly that many words.
        node.term = unsafe { crate::copy::copy(term, &mut place, &mut binaries) };
        node.note_binaries(binaries);
        node
    }

    /// A node with a tuple of copies of `elements`.
    pub fn tuple(signal: Signal, elements: &[Term]) -> Node {
        let words: usize = elements.iter().map(|&element| crate::copy::size(element)).sum();
        let mut node = Node::allocate(signal, 1 + elements.len() + words);
        let object = node.words_start();
        let mut binaries = Binaries::new();
        // SAFETY: the node was made with room for the tuple and, behind it, what its elements refer to.
        unsafe {
            object.write(header(Kind::Tuple, elements.len()));
            let mut place = object.add(1 + elements.len());
            for (index, &element) in elements.iter().enumerate() {
                let copy = crate::copy::copy(element, &mut place, &mut binaries);
                object.add(1 + index).write(copy.0);
            }
        }
        node.term = Term::from_boxed(object);
        node.note_binaries(binaries);
        node
    }

    /// Remembers whether there are objects with bytes elsewhere among the words.
    fn note_binaries(&mut self, binaries: Binaries) {
        if !binaries.is_empty() {
            self.info |= HAS_BINARIES;
        }
        // They are found again among the words.
        std::mem::forget(binaries);
    }

    /// A node with a copy of `term` and of all literals in it.
    pub fn whole(signal: Signal, term: Term) -> Node {
        let mut node = Node::allocate(signal, crate::copy::whole_size(term));
        let mut place = node.words_start();
        let mut binaries = Binaries::new();
        // SAFETY: the node was made with room for exactly that many words.
        node.term = unsafe { crate::copy::copy_whole(term, &mut place, &mut binaries) };
        node.note_binaries(binaries);
        node
    }

    /// A node for a term that belongs to no process and stays where it is: it refers to no literal, and the census
    /// of versions finds the funs in it.
    pub fn kept(signal: Signal, term: Term) -> Node {
        let mut node = Message::whole(signal, term);
        // SAFETY: the words stay until the node is dropped, and refer to the same funs as long.
        if unsafe { crate::census::register(node.content()) } {
            node.info |= KNOWN;
        }
        node
    }

    /// A copy of the term on a heap, which is that of an object in a table: its words refer to nothing outside.
    pub(crate) fn copy_kept(&self, heap: &mut dyn Heap) -> Term {
        let words = self.content();
        debug_assert!(words.as_ptr_range().contains(&self.term.pointer().cast_const()));
        let place = heap.alloc(words.len());
        // SAFETY: there are as many words; they are whole objects, and the term is the first of them.
        unsafe { crate::copy::copy_piece(words, place, heap.binaries()) };
        Term::from_boxed(place)
    }

    /// The words of the term that is carried: whole objects. None for what carries no term.
    pub(crate) fn content(&self) -> &[u64] {
        let words =
            if matches!(self.signal(), Signal::Request | Signal::Fragment) { 0 } else { self.words() };
        // SAFETY: the words are within the node; a copy has filled them.
        unsafe { std::slice::from_raw_parts(self.words_start(), words) }
    }

    /// An empty fragment of `words`.
    pub fn fragment(words: usize) -> Node {
        let mut node = Node::allocate(Signal::Fragment, words);
        node.term = Term::small(0);
        node
    }

    /// Where the words after the struct start.
    fn words_start(&self) -> *mut u64 {
        // SAFETY: one past the struct: the start of the words, or the end of the allocation.
        unsafe { std::ptr::from_ref(self).add(1).cast::<u64>().cast_mut() }
    }

    /// Words of memory after the struct.
    pub fn words(&self) -> usize {
        (self.info >> 8) as usize
    }

    /// Words of memory of the node.
    pub fn all_words(&self) -> usize {
        size_of::<Message>() / 8 + self.words()
    }

    pub fn signal(&self) -> Signal {
        // SAFETY: the low six bits are only ever written from a `Signal`.
        unsafe { std::mem::transmute::<u8, Signal>((self.info & 0x3f) as u8) }
    }

    /// Turns an exit signal or a `'DOWN'` signal into the message that it carries.
    pub fn become_message(&mut self) {
        self.info = self.info & !0x3f | Signal::Message as u64;
    }

    /// Takes the objects that point to blocks of bytes: whoever takes the node into its heap keeps them.
    pub(crate) fn take_binaries(&mut self) -> Option<Binaries> {
        if self.info & HAS_BINARIES == 0 {
            return None;
        }
        self.info &= !HAS_BINARIES;
        // SAFETY: a node with that mark is filled by a copy, to the last word.
        Some(unsafe { Binaries::found(self.words_start(), self.words()) })
    }

    /// Bytes of the binaries outside that the term refers to.
    pub(crate) fn binary_bytes(&self) -> usize {
        if self.info & HAS_BINARIES == 0 { 0 } else { bytes_among(self.content()) }
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
        Some(unsafe { self.words_start().add(used) })
    }

    /// The address range of a node's words: start and length in bytes.
    pub(crate) fn range(&self) -> (usize, usize) {
        (self.words_start() as usize, self.words() * 8)
    }
}

/// A message that somebody owns: dropping it gives its memory back.
pub struct Node(NonNull<Message>);

// SAFETY: a node is owned by one thread at a time, as is what a request in it holds.
unsafe impl Send for Node {}

impl Node {
    fn allocate(signal: Signal, words: usize) -> Node {
        let layout = layout(words);
        // SAFETY: the size is not zero.
        let memory = unsafe { alloc(layout) }.cast::<Message>();
        let Some(node) = NonNull::new(memory) else { handle_alloc_error(layout) };
        let info = (words as u64) << 8 | signal as u64;
        // SAFETY: fresh memory of at least that size.
        unsafe { node.write(Message { next: std::ptr::null_mut(), term: NIL, info }) };
        Node(node)
    }

    /// A node with a copy of an immediate, or of a short tuple or fun of such, as most messages are.
    #[inline]
    fn shallow(signal: Signal, term: Term) -> Option<Node> {
        if !term.is_pointer() {
            let mut node = Node::allocate(signal, 0);
            node.term = term;
            return Some(node);
        }
        let words = crate::copy::flat(term)?;
        let mut node = Node::allocate(signal, words);
        // SAFETY: the node was made with room for exactly that many words.
        node.term = unsafe { crate::copy::copy_flat(term, words, node.words_start()) };
        Some(node)
    }

    /// A node that runs `run` on the process that receives it.
    pub fn request(run: RequestFn) -> Node {
        let node = Node::allocate(Signal::Request, size_of::<Request>().div_ceil(8));
        // SAFETY: the node has room for a request, and words are aligned as boxes are.
        unsafe { node.words_start().cast::<Request>().write(Request { run: Some(run) }) };
        node
    }

    /// Takes the function out of a request; `None` if it is none or has been taken.
    pub fn take_request(&mut self) -> Option<RequestFn> {
        if self.signal() != Signal::Request {
            return None;
        }
        // SAFETY: a request was written there when the node was made.
        unsafe { (*self.words_start().cast::<Request>()).run.take() }
    }

    /// Makes the node one that refers to no literal.
    pub(crate) fn become_whole(&mut self) {
        let copy = Message::whole(self.signal(), self.term);
        *self = copy;
    }

    /// Gives the ownership up.
    pub(crate) fn into_raw(self) -> *mut Message {
        ManuallyDrop::new(self).0.as_ptr()
    }

    /// Takes a node over.
    ///
    /// # Safety
    /// `raw` comes from [`Node::into_raw`] and nobody else owns it or frees it.
    pub(crate) unsafe fn from_raw(raw: *mut Message) -> Option<Node> {
        NonNull::new(raw).map(Node)
    }
}

impl Deref for Node {
    type Target = Message;

    fn deref(&self) -> &Message {
        // SAFETY: the node is owned and alive.
        unsafe { self.0.as_ref() }
    }
}

impl DerefMut for Node {
    fn deref_mut(&mut self) -> &mut Message {
        // SAFETY: the node is owned and alive.
        unsafe { self.0.as_mut() }
    }
}

impl Drop for Node {
    #[inline]
    fn drop(&mut self) {
        if self.info & 0xff != Signal::Message as u64 {
            self.drop_content();
        }
        let layout = layout(self.words());
        // SAFETY: the memory was allocated with that layout, and nobody else owns it.
        unsafe { dealloc(self.0.as_ptr().cast(), layout) };
    }
}

impl Node {
    /// Gives up what a node has beside its memory: an ordinary message without marks has nothing.
    #[inline(never)]
    fn drop_content(&mut self) {
        drop(self.take_request());
        drop(self.take_binaries());
        if self.info & KNOWN != 0 {
            crate::census::unregister(self.words_start());
        }
    }
}

fn layout(words: usize) -> Layout {
    match Layout::from_size_align(size_of::<Message>() + words * 8, 8) {
        Ok(layout) => layout,
        Err(_) => panic!("a term passes the address space"),
    }
}

/// What a request runs: with the process between two of its turns, or with `None` when it has ended.
pub type RequestFn = Box<dyn FnOnce(Option<&mut Process>) + Send>;

/// What lies in the words of a node of kind [`Signal::Request`].
struct Request {
    run: Option<RequestFn>,
}

/// Nodes in order, each given out once; dropping the list frees the rest.
pub struct Nodes(*mut Message);

impl Nodes {
    /// No nodes.
    pub const fn none() -> Nodes {
        Nodes(std::ptr::null_mut())
    }

    /// Takes over a chain of nodes.
    ///
    /// # Safety
    /// All nodes that can be reached from `first` by `next` belong to the caller.
    pub(crate) unsafe fn from_raw(first: *mut Message) -> Nodes {
        Nodes(first)
    }
}

impl Iterator for Nodes {
    type Item = Node;

    fn next(&mut self) -> Option<Node> {
        // SAFETY: the chain is ours; this node leaves it.
        let node = unsafe { Node::from_raw(self.0) }?;
        self.0 = node.next;
        Some(node)
    }
}

impl Drop for Nodes {
    fn drop(&mut self) {
        self.for_each(drop);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::{self, Arena};

    #[test]
    fn a_node_owns_its_term() {
        let node = {
            let mut arena = Arena::new();
            let list = build::string(&mut arena, "hello");
            Message::new(Signal::Message, list)
        };
        assert_eq!(node.words(), 10);
        assert_eq!(build::list_text(node.term).as_deref(), Some("hello"));
    }

    #[test]
    fn a_request_that_never_runs_is_dropped() {
        let flag = std::sync::Arc::new(());
        let inside = flag.clone();
        let node = Node::request(Box::new(move |_| drop(inside)));
        assert_eq!(std::sync::Arc::strong_count(&flag), 2);
        drop(node);
        assert_eq!(std::sync::Arc::strong_count(&flag), 1);
    }
}
