//! Terms: tagged 64-bit words.
//!
//! | low bits            | what                                                          |
//! |---------------------|---------------------------------------------------------------|
//! | `…0`                | small integer, 63 bits, value << 1                            |
//! | `001`               | pointer + 1 to a cons cell: head, tail                        |
//! | `011`               | pointer + 3 to a boxed object: a header word, then `size` words |
//! | `101`               | immediate; the low byte says which (`TAG_ATOM` …)             |
//! | `111`               | header word; only in heaps, never a value                     |
//!
//! Return addresses on a process's stack are 16-byte aligned, so they look like small integers to
//! the collector and need no map.

/// A tagged word. `Term` says nothing about who owns what it points to: a term is valid as long as
/// the heap, the message or the literal area that holds it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct Term(pub u64);

pub const TAG_CONS: u64 = 1;
pub const TAG_BOXED: u64 = 3;
pub const TAG_IMMEDIATE: u64 = 5;
pub const TAG_HEADER: u64 = 7;
pub const TAG_MASK: u64 = 7;

/// Where the payload of an immediate begins.
pub const PAYLOAD_SHIFT: i64 = 8;
/// Low bytes of immediates.
pub const IMM_ATOM: u64 = 0x05;
pub const IMM_NIL: u64 = 0x0d;
pub const IMM_PID: u64 = 0x15;
pub const IMM_PORT: u64 = 0x1d;
pub const IMM_REF: u64 = 0x25;
pub const IMM_MASK: u64 = 0xff;

/// The empty list.
pub const NIL: Term = Term(IMM_NIL);

/// The range of small integers.
pub const SMALL_MAX: i64 = i64::MAX >> 1;
pub const SMALL_MIN: i64 = i64::MIN >> 1;

/// What a boxed object is: bits 3 to 7 of its header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Kind {
    /// `size` elements.
    Tuple = 0,
    /// One word: the bits of an IEEE double.
    Float = 1,
    /// `size` limbs of 64 bits, least significant first, the highest not zero. Never an integer
    /// that is small.
    BigPositive = 2,
    BigNegative = 3,
    /// A pointer to a [`crate::code::FunEntry`], then the captured terms.
    Fun = 4,
    /// The places of a stack trace not yet turned into a list (see `raw_trace`).
    RawTrace = 5,
    /// A map of up to [`crate::map::FLAT_MAX`] keys: a tuple of the keys, which ascend in the order of
    /// [`crate::compare::compare_exactly`], then their values.
    Map = 6,
    /// A map of more keys: their number as a small integer, then the [`Kind::MapNode`] at the root.
    HashMap = 7,
    /// A node of such a map: a small integer with a bit for each of 16 places that is taken, then for
    /// each of these a cons cell of key and value or another node.
    MapNode = 8,
    /// A binary whose bytes lie here: their number, then the bytes, filled up with zeros.
    HeapBinary = 9,
    /// A binary whose bytes lie outside the heaps: a pointer to their [`crate::bits::block::Block`], the
    /// next object of this kind in the same piece of memory (see [`crate::bits::block::Binaries`]), the
    /// number of bytes.
    SharedBinary = 10,
    /// A part of a binary, and any bitstring that is not a whole number of bytes: a
    /// [`Kind::HeapBinary`] or [`Kind::SharedBinary`], the first bit and the number of bits as small
    /// integers.
    SubBinary = 11,
    /// A reference with memory of its own, see [`crate::atomics`]. Laid out as a [`Kind::SharedBinary`].
    SharedReference = 12,
}

impl Kind {
    /// Whether the collector must skip the words after the header (they are not terms).
    pub const fn is_opaque(kind: u8) -> bool {
        matches!(kind, 1 | 2 | 3 | 5 | 9 | 10 | 12)
    }
}

/// The header of an object of `size` words after it.
pub const fn header(kind: Kind, size: usize) -> u64 {
    (size as u64) << 8 | (kind as u64) << 3 | TAG_HEADER
}

pub const fn header_size(header: u64) -> usize {
    (header >> 8) as usize
}

pub const fn header_kind(header: u64) -> u8 {
    (header >> 3 & 31) as u8
}

impl Term {
    /// A small integer; the caller knows that it fits.
    pub const fn small(n: i64) -> Term {
        debug_assert!(n >= SMALL_MIN && n <= SMALL_MAX);
        Term((n as u64) << 1)
    }

    pub const fn fits_small(n: i64) -> bool {
        n >= SMALL_MIN && n <= SMALL_MAX
    }

    pub const fn is_small(self) -> bool {
        self.0 & 1 == 0
    }

    /// The value of a small integer.
    pub const fn as_small(self) -> i64 {
        self.0 as i64 >> 1
    }

    pub const fn to_small(self) -> Option<i64> {
        if self.is_small() { Some(self.as_small()) } else { None }
    }

    pub const fn is_cons(self) -> bool {
        self.0 & TAG_MASK == TAG_CONS
    }

    pub const fn is_nil(self) -> bool {
        self.0 == IMM_NIL
    }

    pub const fn is_boxed(self) -> bool {
        self.0 & TAG_MASK == TAG_BOXED
    }

    /// Whether the term points into memory.
    pub const fn is_pointer(self) -> bool {
        self.is_cons() || self.is_boxed()
    }

    pub const fn is_atom(self) -> bool {
        self.0 & IMM_MASK == IMM_ATOM
    }

    pub const fn is_pid(self) -> bool {
        self.0 & IMM_MASK == IMM_PID
    }

    pub const fn is_reference(self) -> bool {
        self.0 & IMM_MASK == IMM_REF
    }

    /// The 56 bits that an immediate carries above its low byte.
    pub const fn payload(self) -> u64 {
        self.0 >> PAYLOAD_SHIFT
    }

    pub const fn immediate(tag: u64, payload: u64) -> Term {
        Term(payload << PAYLOAD_SHIFT | tag)
    }

    /// The address that a cons or boxed term points to.
    pub const fn pointer(self) -> *mut u64 {
        (self.0 & !TAG_MASK) as *mut u64
    }

    pub fn from_cons(cell: *const u64) -> Term {
        Term(cell as u64 | TAG_CONS)
    }

    pub fn from_boxed(object: *const u64) -> Term {
        Term(object as u64 | TAG_BOXED)
    }

    /// The address of a cons cell: of a known tag nothing is left to mask, so that a step along a list is one load.
    const fn cell(self) -> *const u64 {
        debug_assert!(self.is_cons());
        self.0.wrapping_sub(TAG_CONS) as *const u64
    }

    /// The head of a cons cell.
    ///
    /// # Safety
    /// `self` is a cons whose memory is alive.
    pub unsafe fn head(self) -> Term {
        // SAFETY: the caller's promise; a cons is two words.
        unsafe { Term(*self.cell()) }
    }

    /// The tail of a cons cell.
    ///
    /// # Safety
    /// `self` is a cons whose memory is alive.
    pub unsafe fn tail(self) -> Term {
        // SAFETY: as for `head`.
        unsafe { Term(*self.cell().add(1)) }
    }

    /// The header of a boxed object.
    ///
    /// # Safety
    /// `self` is boxed and its memory is alive.
    pub unsafe fn header(self) -> u64 {
        // SAFETY: the caller's promise; a boxed object starts with its header.
        unsafe { *self.pointer() }
    }

    /// The word at `index` after the header.
    ///
    /// # Safety
    /// `self` is boxed, alive, and has more than `index` words after its header.
    pub unsafe fn word(self, index: usize) -> u64 {
        // SAFETY: the caller's promise.
        unsafe { *self.pointer().add(1 + index) }
    }

    /// Whether the term is a boxed object of a kind.
    ///
    /// # Safety
    /// If `self` is boxed, its memory is alive.
    pub unsafe fn is_kind(self, kind: Kind) -> bool {
        // SAFETY: the caller's promise.
        self.is_boxed() && unsafe { header_kind(self.header()) } == kind as u8
    }
}
