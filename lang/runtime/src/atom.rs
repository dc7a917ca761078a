//! Atoms: interned names, compared by number.
//!
//! An atom is an index into one table for the whole program. Atoms live for ever. Those that the
//! runtime itself uses have fixed indices and are constants here.

use std::collections::HashMap;
use std::fmt;
use std::sync::atomic::{AtomicPtr, AtomicU32, AtomicU64, AtomicUsize, Ordering};
use std::sync::{LazyLock, PoisonError, RwLock};

use crate::term::{IMM_ATOM, Term};

/// An interned name.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct Atom(u32);

/// The most characters that a name may have.
pub const MAX_CHARACTERS: usize = 255;

/// The most atoms that there may be, as in OTP's default.
pub const MAX_ATOMS: u32 = 1 << 20;

/// Room above [`MAX_ATOMS`] for the names that the program itself gives, so that the prompt and the compiler
/// go on when a running program has filled the table.
const RESERVED: u32 = 1 << 18;

/// Why a name cannot become an atom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AtomError {
    /// More than [`MAX_CHARACTERS`] characters.
    TooLong,
    /// [`MAX_ATOMS`] exist already.
    TableFull,
}

impl fmt::Display for AtomError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            AtomError::TooLong => "an atom has at most 255 characters",
            AtomError::TableFull => "the atom table is full",
        })
    }
}

impl std::error::Error for AtomError {}

/// What the table knows of an atom.
struct Entry {
    name: &'static str,
    /// The hash that `erlang:phash2/1` starts from.
    portable_hash: u32,
}

/// Entries are never moved: the table is a row of chunks, each twice as long as the one before, so
/// that a reader needs no lock.
const FIRST_CHUNK_BITS: u32 = 10;
const CHUNKS: usize = 11;

static TABLE: [AtomicPtr<Entry>; CHUNKS] = [const { AtomicPtr::new(std::ptr::null_mut()) }; CHUNKS];
/// Entries that are complete. Written under the lock of [`NAMES`].
static LENGTH: AtomicU32 = AtomicU32::new(0);

/// By number, what [`start`] gives for the name: by this most names differ. In one piece, so that compiled code finds it by one
/// instruction; what is not used takes no memory.
static STARTS: [[AtomicU64; START_WORDS]; (MAX_ATOMS + RESERVED) as usize] =
    [const { [const { AtomicU64::new(0) }; START_WORDS] }; (MAX_ATOMS + RESERVED) as usize];

/// Words that are kept of how each name starts.
pub const START_WORDS: usize = 2;

/// Where compiled code finds, by the numbers of atoms, [`START_WORDS`] words each that are in the order of the names; names
/// that begin with the same bytes, as many as these words have, have the same.
pub fn starts() -> *const u64 {
    STARTS.as_ptr().cast()
}

/// Bytes of the names that are not predefined.
static NAME_BYTES: AtomicUsize = AtomicUsize::new(0);

/// From names to indices. Made with the predefined atoms in it.
static NAMES: LazyLock<RwLock<Index>> = LazyLock::new(|| {
    let mut index = Index(std::array::from_fn(|_| HashMap::new()));
    for (number, &name) in PREDEFINED.iter().enumerate() {
        push_entry(number as u32, name);
        let earlier = index.insert(name, number as u32);
        debug_assert!(earlier.is_none(), "the atom {name} is predefined twice");
    }
    RwLock::new(index)
});

/// The index is in parts: one of a million names that grows would hold everybody up for many milliseconds.
const PARTS: usize = 64;

struct Index([HashMap<&'static str, u32>; PARTS]);

impl Index {
    fn part_of(name: &str) -> usize {
        name.bytes().fold(name.len(), |sum, byte| sum.wrapping_mul(31).wrapping_add(usize::from(byte)))
            % PARTS
    }

    fn get(&self, name: &str) -> Option<u32> {
        self.0[Index::part_of(name)].get(name).copied()
    }

    fn capacity(&self) -> usize {
        self.0.iter().map(HashMap::capacity).sum()
    }

    fn insert(&mut self, name: &'static str, number: u32) -> Option<u32> {
        self.0[Index::part_of(name)].insert(name, number)
    }
}

impl Atom {
    /// The atom of a name that the program itself gives.
    ///
    /// # Panics
    /// If the name is longer than 255 characters or the table is full, its reserve included; names from outside
    /// go through [`Atom::try_new`].
    pub fn new(name: &str) -> Atom {
        match Atom::intern(name, MAX_ATOMS + RESERVED) {
            Ok(atom) => atom,
            Err(error) => panic!("{error}: {name}"),
        }
    }

    /// The atom of any name.
    ///
    /// # Errors
    /// See [`AtomError`].
    pub fn try_new(name: &str) -> Result<Atom, AtomError> {
        Atom::intern(name, MAX_ATOMS)
    }

    fn intern(name: &str, most: u32) -> Result<Atom, AtomError> {
        if let Some(atom) = Atom::existing(name) {
            return Ok(atom);
        }
        if name.len() > MAX_CHARACTERS && name.chars().count() > MAX_CHARACTERS {
            return Err(AtomError::TooLong);
        }
        let mut index = NAMES.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(number) = index.get(name) {
            return Ok(Atom(number));
        }
        let number = LENGTH.load(Ordering::Relaxed);
        if number >= most {
            return Err(AtomError::TableFull);
        }
        let name: &'static str = Box::leak(name.into());
        NAME_BYTES.fetch_add(name.len(), Ordering::Relaxed);
        push_entry(number, name);
        index.insert(name, number);
        Ok(Atom(number))
    }

    /// The atom of a name, if there is one already.
    pub fn existing(name: &str) -> Option<Atom> {
        NAMES.read().unwrap_or_else(PoisonError::into_inner).get(name).map(Atom)
    }

    /// How many atoms there are.
    pub fn count() -> u32 {
        LazyLock::force(&NAMES);
        LENGTH.load(Ordering::Acquire)
    }

    pub fn name(self) -> &'static str {
        match PREDEFINED.get(self.0 as usize) {
            Some(name) => name,
            None => self.entry().name,
        }
    }

    /// The order of names by code points: that of their bytes in UTF-8.
    pub fn order(self, other: Atom) -> std::cmp::Ordering {
        LazyLock::force(&NAMES);
        let word = |atom: Atom, word: usize| STARTS[atom.0 as usize][word].load(Ordering::Relaxed);
        let order = |at: usize| word(self, at).cmp(&word(other, at));
        order(0).then_with(|| order(1)).then_with(|| self.entry().name.cmp(other.entry().name))
    }

    /// The hash that `erlang:phash2/1` starts from.
    pub fn portable_hash(self) -> u32 {
        LazyLock::force(&NAMES);
        self.entry().portable_hash
    }

    /// The number of the atom; fixed for the predefined ones.
    pub const fn index(self) -> u32 {
        self.0
    }

    pub const fn term(self) -> Term {
        Term::immediate(IMM_ATOM, self.0 as u64)
    }

    /// The atom that a term is.
    pub const fn from_term(term: Term) -> Option<Atom> {
        if term.is_atom() { Some(Atom(term.payload() as u32)) } else { None }
    }

    /// `true` or `false`.
    pub const fn boolean(value: bool) -> Atom {
        if value { TRUE } else { FALSE }
    }

    fn entry(self) -> &'static Entry {
        let (chunk, offset) = place(self.0);
        let entries = TABLE[chunk].load(Ordering::Acquire);
        assert!(!entries.is_null(), "no atom has the number {}", self.0);
        // SAFETY: whoever holds an `Atom` got its number after `push_entry` had filled the entry;
        // chunks are never freed and `offset` is within this one.
        unsafe { &*entries.add(offset) }
    }
}

impl fmt::Debug for Atom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Atom({})", self.name())
    }
}

impl fmt::Display for Atom {
    /// The name as it is, without quotes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Bytes that the table of atoms takes, and those of them that are in use.
pub fn bytes() -> (usize, usize) {
    let count = Atom::count() as usize;
    let names = NAMES.read().unwrap_or_else(PoisonError::into_inner);
    let index = size_of::<(&str, u32)>() + 1;
    let entry = size_of::<Entry>() + size_of::<u64>();
    let (last, _) = place(count.max(1) as u32 - 1);
    let entries = ((2 << last) - 1) << FIRST_CHUNK_BITS;
    let text = NAME_BYTES.load(Ordering::Relaxed);
    let used = count * (entry + index) + text;
    (entries * entry + names.capacity() * index + text, used)
}

/// Chunk and place in it of an index: chunk k starts at (2^k - 1) * 2^FIRST_CHUNK_BITS.
fn place(index: u32) -> (usize, usize) {
    let shifted = (index >> FIRST_CHUNK_BITS) + 1;
    let chunk = shifted.ilog2();
    let start = ((1u32 << chunk) - 1) << FIRST_CHUNK_BITS;
    (chunk as usize, (index - start) as usize)
}

/// Adds an entry. Called under the lock of [`NAMES`] with the table's length as `number`.
fn push_entry(number: u32, name: &'static str) {
    let (chunk, offset) = place(number);
    let mut entries = TABLE[chunk].load(Ordering::Relaxed);
    if entries.is_null() {
        let length = 1usize << (chunk as u32 + FIRST_CHUNK_BITS);
        // Nothing is written to it but entries: a chunk may have megabytes.
        entries = Box::leak(Box::<[Entry]>::new_uninit_slice(length)).as_mut_ptr().cast();
        TABLE[chunk].store(entries, Ordering::Release);
    }
    for (place, word) in STARTS[number as usize].iter().zip(start(name)) {
        place.store(word, Ordering::Relaxed);
    }
    let entry = Entry { name, portable_hash: portable_hash(name) };
    // SAFETY: the place is within the chunk, and nobody reads it before its number is given out,
    // which happens under the lock that the caller holds.
    unsafe { entries.add(offset).write(entry) };
    LENGTH.store(number + 1, Ordering::Release);
}

/// The first bytes of a name, with zeros where there are fewer, as numbers: names in order have these in order.
fn start(name: &str) -> [u64; START_WORDS] {
    let mut bytes = name.bytes();
    [(); START_WORDS].map(|()| u64::from_be_bytes(std::array::from_fn(|_| bytes.next().unwrap_or(0))))
}

/// The classic PJW hash over the characters of a name, each taken modulo 256: two-byte characters
/// below 256 count as one byte, all others byte by byte of their UTF-8 form.
fn portable_hash(name: &str) -> u32 {
    let mut hash: u32 = 0;
    let mut add = |byte: u8| {
        hash = (hash << 4).wrapping_add(u32::from(byte));
        let top = hash & 0xf000_0000;
        if top != 0 {
            hash ^= top >> 24;
            hash ^= top;
        }
    };
    let mut buffer = [0; 4];
    for character in name.chars() {
        if (character as u32) < 256 {
            add(character as u32 as u8);
        } else {
            character.encode_utf8(&mut buffer).bytes().for_each(&mut add);
        }
    }
    hash
}

macro_rules! predefined {
    ($($constant:ident $name:literal,)*) => {
        /// The names of the predefined atoms, by index.
        const PREDEFINED: &[&str] = &[$($name),*];

        /// Counts the predefined atoms.
        #[expect(non_camel_case_types, clippy::upper_case_acronyms, reason = "named as the constants are")]
        #[repr(u32)]
        enum Predefined {
            $($constant),*
        }

        $(
            #[doc = concat!("The atom `", $name, "`.")]
            pub const $constant: Atom = Atom(Predefined::$constant as u32);
        )*
    };
}

predefined! {
    TRUE "true",
    FALSE "false",
    OK "ok",
    ERROR "error",
    EXIT "EXIT",
    BADARG "badarg",
    BADARITH "badarith",
    BIG "big",
    LITTLE "little",
    INFINITY "infinity",
    UNDEFINED "undefined",
    NORMAL "normal",
    KILL "kill",
    KILLED "killed",
    EXIT_CLASS "exit",
    THROW "throw",
    NIL "nil",
    EMPTY "",
    BADMATCH "badmatch",
    CASE_CLAUSE "case_clause",
    TRY_CLAUSE "try_clause",
    IF_CLAUSE "if_clause",
    FUNCTION_CLAUSE "function_clause",
    BADFUN "badfun",
    BADARITY "badarity",
    UNDEF "undef",
    BADRECORD "badrecord",
    BAD_GENERATOR "bad_generator",
    BAD_FILTER "bad_filter",
    BADKEY "badkey",
    BADMAP "badmap",
    NOPROC "noproc",
    NOCONNECTION "noconnection",
    NOCATCH "nocatch",
    SYSTEM_LIMIT "system_limit",
    TIMEOUT_VALUE "timeout_value",
    TIMEOUT "timeout",
    INTERNAL_ERROR "internal_error",
    DOWN "DOWN",
    PROCESS "process",
    PORT "port",
    ERLANG "erlang",
    LISTS "lists",
    MATH "math",
    IO "io",
    IO_LIB "io_lib",
    MODULE "module",
    NAME "name",
    ARITY "arity",
    ENV "env",
    TYPE "type",
    EXTERNAL "external",
    LOCAL "local",
    INDEX "index",
    UNIQ "uniq",
    NEW_INDEX "new_index",
    NEW_UNIQ "new_uniq",
    PID "pid",
    FILE "file",
    LINE "line",
    FUNCTION "function",
    VALUE "value",
    INTEGER "integer",
    FLOAT "float",
    ATOM "atom",
    LIST "list",
    TUPLE "tuple",
    BINARY "binary",
    REFERENCE "reference",
    FUN "fun",
    NUMBER "number",
    SHORT "short",
    COMPACT "compact",
    DECIMALS "decimals",
    SCIENTIFIC "scientific",
    TRAP_EXIT "trap_exit",
    PRIORITY "priority",
    LOW "low",
    HIGH "high",
    MAX "max",
    LINK "link",
    LINKS "links",
    MONITOR "monitor",
    MONITORS "monitors",
    MONITORED_BY "monitored_by",
    MESSAGE_QUEUE_LEN "message_queue_len",
    MESSAGES "messages",
    REGISTERED_NAME "registered_name",
    CURRENT_FUNCTION "current_function",
    INITIAL_CALL "initial_call",
    STATUS "status",
    MEMORY "memory",
    HEAP_SIZE "heap_size",
    STACK_SIZE "stack_size",
    TOTAL_HEAP_SIZE "total_heap_size",
    REDUCTIONS "reductions",
    DICTIONARY "dictionary",
    ERROR_HANDLER "error_handler",
    GROUP_LEADER "group_leader",
    FLUSH "flush",
    INFO "info",
    SPAWN "spawn",
    SPAWN_LINK "spawn_link",
    APPLY "apply",
    MIN_HEAP_SIZE "min_heap_size",
    FULLSWEEP_AFTER "fullsweep_after",
    GARBAGE_COLLECTION "garbage_collection",
    SUSPENDING "suspending",
    CURRENT_STACKTRACE "current_stacktrace",
    RUNNING "running",
    RUNNABLE "runnable",
    WAITING "waiting",
    SUSPENDED "suspended",
    EXITING "exiting",
    UNLINK "unlink",
    NOFLUSH "noflush",
    ASYNC "async",
    SYNC "sync",
    SECOND "second",
    MILLISECOND "millisecond",
    MICROSECOND "microsecond",
    NANOSECOND "nanosecond",
    NATIVE "native",
    SECONDS "seconds",
    MILLI_SECONDS "milli_seconds",
    MICRO_SECONDS "micro_seconds",
    NANO_SECONDS "nano_seconds",
    SHUTDOWN "shutdown",
    REASON "reason",
    STACK "stack",
    TRACE "trace",
    AND "and",
    OR "or",
    XOR "xor",
    NOT "not",
    DIV "div",
    REM "rem",
    BAND "band",
    BOR "bor",
    BXOR "bxor",
    BNOT "bnot",
    BSL "bsl",
    BSR "bsr",
    GET_STACKTRACE "get_stacktrace",
    ERROR_INFO "error_info",
    CAUSE "cause",
    BADOPT "badopt",
    BADTYPE "badtype",
    FORMAT "format",
    FWRITE "fwrite",
    ENCODING "encoding",
    LATIN1 "latin1",
    UNICODE "unicode",
    UTF8 "utf8",
    USER "user",
    STANDARD_ERROR "standard_error",
    STANDARD_IO "standard_io",
    UNDERSCORE "_",
    NONODE_AT_NOHOST "nonode@nohost",
    SEND "send",
    RECEIVE "receive",
    AFTER "after",
    STOP "stop",
    INIT "init",
    ITERATOR "iterator",
    NONE "none",
    MAIN "main",
    PLUS "+",
    MINUS "-",
    TIMES "*",
    DIVIDE "/",
    EQUAL "==",
    NOT_EQUAL "/=",
    EXACTLY_EQUAL "=:=",
    NOT_EXACTLY_EQUAL "=/=",
    LESS "<",
    AT_MOST "=<",
    GREATER ">",
    AT_LEAST ">=",
    APPEND "++",
    SUBTRACT "--",
    SEND_OPERATOR "!",
    END_OF_TABLE "$end_of_table",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn predefined_atoms_have_their_names() {
        assert_eq!(TRUE.name(), "true");
        assert_eq!(Atom::new("true"), TRUE);
        assert_eq!(Atom::new("EXIT"), EXIT);
        assert_eq!(Atom::from_term(BADARG.term()), Some(BADARG));
        assert_eq!(Atom::from_term(Term::small(1)), None);
    }

    #[test]
    fn every_name_has_one_number() {
        let threads: Vec<_> = (0..4)
            .map(|_| {
                std::thread::spawn(|| {
                    (0..3000).map(|n| Atom::new(&format!("concurrent_{n}"))).collect::<Vec<_>>()
                })
            })
            .collect();
        let results: Vec<_> = threads.into_iter().map(|thread| thread.join().unwrap()).collect();
        assert!(results.windows(2).all(|pair| pair[0] == pair[1]));
        assert_eq!(results[0][2999].name(), "concurrent_2999");
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert!(Atom::try_new(&"é".repeat(255)).is_ok());
        assert_eq!(Atom::try_new(&"a".repeat(256)), Err(AtomError::TooLong));
        assert_eq!(Atom::existing("never seen before"), None);
    }

    #[test]
    fn the_order_is_that_of_the_names() {
        let names = [
            "",
            "\0",
            "a",
            "a\0",
            "ab",
            "abcdefgh",
            "abcdefgh\0",
            "abcdefgha",
            "abcdefghb",
            "z",
            "é",
            "€",
            "𝄞",
        ];
        let atoms = names.map(Atom::new);
        for (index, atom) in atoms.iter().enumerate() {
            for (other_index, other) in atoms.iter().enumerate() {
                assert_eq!(atom.order(*other), index.cmp(&other_index), "{atom:?} {other:?}");
            }
        }
    }

    #[test]
    fn hashes_are_those_of_otp() {
        assert_eq!(Atom::new("a").portable_hash(), 97);
    }
}
