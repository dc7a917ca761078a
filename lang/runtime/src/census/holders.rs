//! Terms that belong to no process: in tables, in the prompt's variables.
//!
//! They come and go as copies. They refer to no literals, so that only those with funs need be known here.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

use super::mark::Holder;
use super::round::{code_met, words_met};

/// Pieces of words that refer to code, by address.
type Pieces = HashMap<usize, Piece>;

struct Piece {
    /// The number of words.
    length: usize,
    holder: Holder,
    /// They are literals, which refer to no others.
    literal: bool,
}

impl Piece {
    /// # Safety
    /// The words hold whole objects that are alive.
    unsafe fn met(&self, start: *const u64, round: u64) {
        // SAFETY: the caller's promise.
        unsafe {
            let words = std::slice::from_raw_parts(start, self.length);
            if self.literal {
                code_met(words, round, self.holder);
            } else {
                words_met(words, round, self.holder);
            }
        }
    }
}

static WORDS: LazyLock<Mutex<Pieces>> = LazyLock::new(Mutex::default);

fn pieces() -> MutexGuard<'static, Pieces> {
    WORDS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Lets the census look at words of a table, if they refer to code; says whether they do. [`unregister`] ends it.
///
/// # Safety
/// The words hold whole objects, and stay where they are until [`unregister`]. What may change in them are
/// immediates.
pub unsafe fn register(words: &[u64]) -> bool {
    // SAFETY: the caller's promise.
    unsafe { register_for(words, Holder::Table, false) }
}

/// As [`register`], for words among the literals.
///
/// # Safety
/// As for [`register`].
pub unsafe fn register_literals(words: &[u64]) -> bool {
    // SAFETY: the caller's promise.
    unsafe { register_for(words, Holder::Table, true) }
}

/// # Safety
/// As for [`register`].
unsafe fn register_for(words: &[u64], holder: Holder, literal: bool) -> bool {
    if !refers_to_code(words) {
        return false;
    }
    let mut pieces = pieces();
    let piece = Piece { length: words.len(), holder, literal };
    if let Some(round) = super::round::current() {
        // SAFETY: the caller's promise.
        unsafe { piece.met(words.as_ptr(), round) };
    }
    pieces.insert(words.as_ptr() as usize, piece);
    true
}

/// The words that start there go.
pub fn unregister(words: *const u64) {
    pieces().remove(&(words as usize));
}

/// Words of the program's own that the census looks at as long as this lives.
#[derive(Debug)]
pub struct Registered(usize);

impl Registered {
    /// Registers words that refer to code; `None` for others, which the census need not know.
    ///
    /// # Safety
    /// As for [`register`], until the result is dropped.
    pub unsafe fn new(words: &[u64]) -> Option<Registered> {
        // SAFETY: the caller's promise.
        unsafe { register_for(words, Holder::Program, false) }.then(|| Registered(words.as_ptr() as usize))
    }
}

impl Drop for Registered {
    fn drop(&mut self) {
        pieces().remove(&self.0);
    }
}

/// Whether there is a fun or a raw trace among the words of whole objects.
fn refers_to_code(words: &[u64]) -> bool {
    use crate::term::{Kind, TAG_HEADER, TAG_MASK, header_kind, header_size};
    let mut index = 0;
    while index < words.len() {
        let word = words[index];
        if word & TAG_MASK == TAG_HEADER {
            let kind = header_kind(word);
            if kind == Kind::Fun as u8 || kind == Kind::RawTrace as u8 {
                return true;
            }
            if Kind::is_opaque(kind) {
                index += header_size(word);
            }
        }
        index += 1;
    }
    false
}

/// Looks at all of them.
pub(super) fn census(round: u64) {
    let pieces = pieces();
    for (&start, piece) in pieces.iter() {
        // SAFETY: whoever registered the words, which hold whole objects, keeps them until it takes them back, under
        // this lock.
        unsafe { piece.met(start as *const u64, round) };
    }
}
