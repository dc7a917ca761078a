//! The bytes of large binaries, outside all heaps and shared between them.
//!
//! A block is counted: each [`Kind::SharedBinary`] object that points to it has one part in it. The
//! objects of one piece of memory (a process's heap, an arena, the words of a message) hang together in a
//! chain through their second words. Whoever gives the memory up walks along the chain first; the
//! collector does so for the objects that it has not moved.

use std::alloc::{Layout, alloc, dealloc, handle_alloc_error};
use std::sync::atomic::{AtomicUsize, Ordering};

use crossbeam_utils::CachePadded;

use crate::bits::reference_count::ReferenceCount;
use crate::memory;
use crate::term::{Kind, Term, header, header_kind, header_size};
use crate::term::{TAG_BOXED, TAG_HEADER, TAG_MASK};

/// Words of an object that points to a block, its header included.
pub const SHARED_WORDS: usize = 4;

/// What stands before the bytes.
#[repr(C)]
pub struct Block {
    /// Objects that point here.
    count: ReferenceCount,
    /// Bytes that there is room for.
    capacity: usize,
    /// Bits in use from the start. Written only by [`Block::claim`] and by compiled code that does the same, which
    /// nobody else can watch.
    used: usize,
}

/// Where compiled code finds a block's fields.
pub const BLOCK_COUNT: usize = std::mem::offset_of!(Block, count);
pub const BLOCK_CAPACITY: usize = std::mem::offset_of!(Block, capacity);
pub const BLOCK_USED: usize = std::mem::offset_of!(Block, used);

/// Bytes of all blocks. Written by whoever makes or frees one, read for statistics only.
static BLOCK_BYTES: CachePadded<AtomicUsize> = CachePadded::new(AtomicUsize::new(0));

/// Bytes that all blocks take.
pub fn block_bytes() -> usize {
    BLOCK_BYTES.load(Ordering::Relaxed)
}

impl Block {
    /// A block with one part in it, not filled, of which `bits` count as used. For built-in functions: see
    /// [`memory::ask`].
    pub fn new(capacity: usize, bits: usize) -> *mut Block {
        debug_assert!(bits <= capacity * 8);
        memory::ask(capacity);
        let layout = layout(capacity);
        // SAFETY: the size is not zero.
        let block = unsafe { alloc(layout) }.cast::<Block>();
        if block.is_null() {
            handle_alloc_error(layout);
        }
        // SAFETY: fresh memory that is large enough.
        unsafe { block.write(Block { count: ReferenceCount::one(), capacity, used: bits }) };
        BLOCK_BYTES.fetch_add(layout.size(), Ordering::Relaxed);
        block
    }

    /// Where the bytes start.
    pub fn bytes(block: *mut Block) -> *mut u8 {
        block.wrapping_add(1).cast()
    }

    /// Takes `more` bits behind the first `end` ones, if these are all that is used, there is room and
    /// nobody else can read or write here.
    ///
    /// # Safety
    /// `block` is alive, and the caller runs the process that holds an object which points to it.
    pub unsafe fn claim(block: *mut Block, end: usize, more: usize) -> bool {
        // SAFETY: the caller's promise; with a single part in the block, that of the caller, no other
        // thread knows it.
        unsafe {
            let alone = (*block).count.is_one();
            let fits = alone && (*block).used == end && end + more <= (*block).capacity * 8;
            if fits {
                (*block).used = end + more;
            }
            fits
        }
    }

    /// How many objects point to a block.
    ///
    /// # Safety
    /// `block` is alive.
    #[cfg(test)]
    pub unsafe fn count(block: *mut Block) -> usize {
        // SAFETY: the caller's promise.
        unsafe { (*block).count.count() }
    }

    /// Takes another part in a block.
    ///
    /// # Safety
    /// `block` is alive.
    unsafe fn keep(block: *mut Block) {
        // SAFETY: the caller's promise.
        unsafe { (*block).count.add() };
    }

    /// Gives a part up; the last one frees the block.
    ///
    /// # Safety
    /// The part is the caller's.
    unsafe fn release(block: *mut Block) {
        // SAFETY: the block is alive as long as somebody has a part in it; whoever takes the count to
        // zero is the last that knows it.
        unsafe {
            if (*block).count.give_up() {
                let layout = layout((*block).capacity);
                BLOCK_BYTES.fetch_sub(layout.size(), Ordering::Relaxed);
                dealloc(block.cast(), layout);
            }
        }
    }
}

fn layout(capacity: usize) -> Layout {
    let size = size_of::<Block>().checked_add(capacity);
    match size.map(|size| Layout::from_size_align(size, align_of::<Block>())) {
        Some(Ok(layout)) => layout,
        _ => panic!("a binary passes the address space"),
    }
}

/// A block that belongs to no memory yet, which work outside of all processes fills.
pub struct FreshBlock {
    block: *mut Block,
    length: usize,
}

// SAFETY: nobody else knows the block.
unsafe impl Send for FreshBlock {}

impl FreshBlock {
    /// So many zeros. Asks for the memory, see [`memory::ask`].
    pub fn zeros(length: usize) -> FreshBlock {
        let block = Block::new(length, length * 8);
        // SAFETY: the block has room for as many bytes, and nobody else knows it.
        unsafe { Block::bytes(block).write_bytes(0, length) };
        FreshBlock { block, length }
    }

    /// All bytes.
    pub fn bytes_mut(&mut self) -> &mut [u8] {
        // SAFETY: the block has so many bytes, which have been written, and nobody else knows it.
        unsafe { std::slice::from_raw_parts_mut(Block::bytes(self.block), self.length) }
    }

    /// Keeps the first `length` bytes.
    pub fn truncate(&mut self, length: usize) {
        self.length = self.length.min(length);
        // SAFETY: nobody else knows the block.
        unsafe { (*self.block).used = self.length * 8 };
    }

    /// How many bytes there are.
    pub fn length(&self) -> usize {
        self.length
    }

    /// The block, and the caller's part in it.
    pub fn into_block(self) -> *mut Block {
        std::mem::ManuallyDrop::new(self).block
    }
}

impl Drop for FreshBlock {
    fn drop(&mut self) {
        // SAFETY: the only part in the block is this one.
        unsafe { Block::release(self.block) };
    }
}

/// Bytes of the binaries that objects among words point to; the words are whole objects and cons cells.
pub fn bytes_among(words: &[u64]) -> usize {
    let (mut bytes, mut index) = (0, 0);
    while let Some(&word) = words.get(index) {
        if word & TAG_MASK == TAG_HEADER {
            if header_kind(word) == Kind::SharedBinary as u8 {
                bytes += words.get(index + 3).map_or(0, |&length| length as usize);
            }
            if Kind::is_opaque(header_kind(word)) {
                index += header_size(word);
            }
        }
        index += 1;
    }
    bytes
}

/// The objects in one piece of memory that point to blocks. Dropping it gives up their parts, which must
/// happen before the memory goes.
#[derive(Debug)]
pub struct Binaries {
    first: *mut u64,
    /// Bytes of the objects' binaries.
    bytes: usize,
}

impl Binaries {
    /// No objects.
    pub const fn new() -> Binaries {
        Binaries { first: std::ptr::null_mut(), bytes: 0 }
    }

    pub fn is_empty(&self) -> bool {
        self.first.is_null()
    }

    /// Bytes of the objects' binaries; a block counts as often as objects point to it.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// The blocks that the objects point to: address, bytes, objects that point there.
    pub fn blocks(&self) -> impl Iterator<Item = (usize, usize, usize)> + '_ {
        self.objects().map(|object| {
            // SAFETY: the chain's objects are alive, and their blocks with them.
            unsafe {
                let block = *object.add(1) as *const Block;
                (block as usize, (*block).capacity, (*block).count.count())
            }
        })
    }

    /// As [`Binaries::blocks`], those of binaries alone.
    pub fn blocks_of_binaries(&self) -> impl Iterator<Item = (usize, usize, usize)> + '_ {
        // SAFETY: the chain's objects are alive.
        let is_binary = |object: *const u64| unsafe { header_kind(*object) } == Kind::SharedBinary as u8;
        self.blocks()
            .zip(self.objects())
            .filter(move |&(_, object)| is_binary(object))
            .map(|(block, _)| block)
    }

    fn objects(&self) -> impl Iterator<Item = *const u64> + '_ {
        let mut next = self.first.cast_const();
        std::iter::from_fn(move || {
            if next.is_null() {
                return None;
            }
            let object = next;
            // SAFETY: the chain's objects are alive.
            next = unsafe { *object.add(2) } as *const u64;
            Some(object)
        })
    }

    /// [`Binaries::bytes`], from any thread while others change it: a figure that was true.
    ///
    /// # Safety
    /// There is such a value.
    pub(crate) unsafe fn bytes_seen(this: *const Binaries) -> usize {
        // SAFETY: the caller's promise; a word is written as a whole.
        unsafe { std::ptr::read_volatile(&raw const (*this).bytes) }
    }

    /// Writes an object that points to a block, and takes over the caller's part in it.
    ///
    /// # Safety
    /// There is room for [`SHARED_WORDS`] at `place`, in the memory whose objects these are; the first
    /// `length` bytes of `block` are filled.
    pub unsafe fn make(&mut self, place: *mut u64, block: *mut Block, length: usize) -> Term {
        // SAFETY: the caller's promise.
        unsafe {
            place.write(header(Kind::SharedBinary, SHARED_WORDS - 1));
            place.add(1).write(block as u64);
            place.add(3).write(length as u64);
            self.push(place);
        }
        Term::from_boxed(place)
    }

    /// Adds an object that has a part in its block already.
    unsafe fn push(&mut self, object: *mut u64) {
        // SAFETY: the caller's object has its words.
        unsafe {
            object.add(2).write(self.first as u64);
            self.bytes += *object.add(3) as usize;
        }
        self.first = object;
    }

    /// Adds an object that was copied from another one, which keeps its own part.
    ///
    /// # Safety
    /// `object` is a copy of such an object, in the memory whose objects these are.
    pub unsafe fn copied(&mut self, object: *mut u64) {
        // SAFETY: the caller's promise; the object that it was copied from keeps the block alive.
        unsafe {
            Block::keep(*object.add(1) as *mut Block);
            self.push(object);
        }
    }

    /// Takes over all objects of another piece of memory that becomes part of this one.
    pub fn absorb(&mut self, mut others: Binaries) {
        let mut next = std::mem::replace(&mut others.first, std::ptr::null_mut());
        while !next.is_null() {
            // SAFETY: the chain's objects are alive, and leave it one by one.
            unsafe {
                let object = next;
                next = *object.add(2) as *mut u64;
                self.push(object);
            }
        }
    }

    /// The objects among the words of a piece of memory, which has none outside such a chain.
    ///
    /// # Safety
    /// The words are whole objects and cons cells, one after the other, as [`crate::copy::copy`] writes
    /// them; the objects among them have their parts, and are in no other chain.
    pub unsafe fn found(start: *mut u64, words: usize) -> Binaries {
        let mut found = Binaries::new();
        let mut index = 0;
        while index < words {
            // SAFETY: the caller's promise.
            unsafe {
                let object = start.add(index);
                let word = *object;
                if word & TAG_MASK == TAG_HEADER {
                    if [Kind::SharedBinary as u8, Kind::SharedReference as u8].contains(&header_kind(word)) {
                        found.push(object);
                    }
                    if Kind::is_opaque(header_kind(word)) {
                        index += header_size(word);
                    }
                }
            }
            index += 1;
        }
        found
    }

    /// After a collection: goes over to the new places of the objects that were moved, and gives up the
    /// parts of the others.
    ///
    /// # Safety
    /// The old memory is still there; an object that was moved starts with its new place as a boxed term.
    pub unsafe fn sweep(&mut self) {
        let first = self.take_chain();
        // SAFETY: the caller's promise.
        unsafe { each_moved(first, |object| self.push(object)) };
    }

    /// After a collection that writes its survivors elsewhere first: the places where the objects that were moved
    /// will be; gives up the parts of the others. No objects are left here.
    ///
    /// # Safety
    /// As for [`Binaries::sweep`].
    pub unsafe fn take_moved(&mut self) -> Vec<*mut u64> {
        let mut moved = Vec::new();
        // SAFETY: as there.
        unsafe { each_moved(self.take_chain(), |object| moved.push(object)) };
        moved
    }

    /// The chain's first object; the chain is empty then.
    fn take_chain(&mut self) -> *mut u64 {
        self.bytes = 0;
        std::mem::replace(&mut self.first, std::ptr::null_mut())
    }

    /// Adds an object with its part in its block.
    ///
    /// # Safety
    /// It is such an object, in the memory whose objects these are, and in no other chain.
    pub unsafe fn add(&mut self, object: *mut u64) {
        // SAFETY: the caller's promise.
        unsafe { self.push(object) };
    }

    /// Takes another part in the block of each object, see [`Binaries::let_go`].
    pub fn hold(&self) {
        for (block, ..) in self.blocks() {
            // SAFETY: the objects keep their blocks alive.
            unsafe { Block::keep(block as *mut Block) };
        }
    }

    /// Gives up what [`Binaries::hold`] has taken.
    pub fn let_go(&self) {
        for (block, ..) in self.blocks() {
            // SAFETY: the part was taken for this, and the objects keep their blocks alive.
            unsafe { Block::release(block as *mut Block) };
        }
    }

    /// Gives up the parts of all objects.
    pub fn release(&mut self) {
        let mut next = self.take_chain();
        while !next.is_null() {
            // SAFETY: the chain's objects are alive until their memory goes, which is after this.
            unsafe {
                let object = next;
                next = *object.add(2) as *mut u64;
                Block::release(*object.add(1) as *mut Block);
            }
        }
    }
}

/// Goes over a chain after a collection: tells the new places of the objects that were moved, and gives up the parts
/// of the others.
///
/// # Safety
/// As for [`Binaries::sweep`].
unsafe fn each_moved(first: *mut u64, mut tell: impl FnMut(*mut u64)) {
    let mut next = first;
    while !next.is_null() {
        // SAFETY: the caller's promise; the objects that were not moved are unchanged, of those that were only the
        // first word is not.
        unsafe {
            let object = next;
            next = *object.add(2) as *mut u64;
            let word = *object;
            if word & TAG_MASK == TAG_BOXED {
                tell(Term(word).pointer());
            } else {
                Block::release(*object.add(1) as *mut Block);
            }
        }
    }
}

impl Default for Binaries {
    fn default() -> Binaries {
        Binaries::new()
    }
}

impl Drop for Binaries {
    fn drop(&mut self) {
        self.release();
    }
}

// SAFETY: a chain goes from thread to thread with the memory that its objects lie in.
unsafe impl Send for Binaries {}
