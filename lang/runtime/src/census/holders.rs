//! Terms that belong to no process.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use super::round::words_met;

/// Something with terms of its own, outside of processes: a table, say.
///
/// Terms come in and go out as copies, made by [`crate::copy`] or [`crate::owned`]; those kept should be copied
/// whole, so that they refer to no literal.
pub trait Holder: Send + Sync {
    /// Calls `look` with the words of all terms, whole objects in a row, in as many pieces as is good for
    /// whoever waits for the holder.
    fn census(&self, look: &mut dyn FnMut(&[u64]));
}

static HOLDERS: RwLock<Vec<Arc<dyn Holder>>> = RwLock::new(Vec::new());

/// Adds a holder for ever.
pub fn add_holder(holder: Arc<dyn Holder>) {
    HOLDERS.write().unwrap_or_else(PoisonError::into_inner).push(holder);
}

/// Address and number of the words of the [`Registered`] ones.
static WORDS: Mutex<Slab> = Mutex::new(Slab { places: Vec::new(), free: Vec::new() });

struct Slab {
    places: Vec<(usize, usize)>,
    free: Vec<usize>,
}

fn slab() -> MutexGuard<'static, Slab> {
    WORDS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Words that the census looks at as long as this lives.
#[derive(Debug)]
pub struct Registered(usize);

impl Registered {
    /// Registers words that refer to code; `None` for others, which the census need not know.
    ///
    /// # Safety
    /// The words hold whole objects, and stay where they are, unchanged, until the result is dropped.
    pub unsafe fn new(words: &[u64]) -> Option<Registered> {
        if !refers_to_code(words) {
            return None;
        }
        let mut slab = slab();
        let place = (words.as_ptr() as usize, words.len());
        if let Some(round) = super::round::current() {
            // SAFETY: the caller's promise.
            unsafe { words_met(words, round) };
        }
        let index = match slab.free.pop() {
            Some(index) => {
                slab.places[index] = place;
                index
            }
            None => {
                slab.places.push(place);
                slab.places.len() - 1
            }
        };
        Some(Registered(index))
    }
}

impl Drop for Registered {
    fn drop(&mut self) {
        let mut slab = slab();
        slab.places[self.0] = (0, 0);
        slab.free.push(self.0);
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
    let slab = slab();
    for &(start, length) in slab.places.iter().filter(|place| place.1 > 0) {
        // SAFETY: whoever registered the words keeps them until it takes them back, under this lock.
        unsafe { words_met(std::slice::from_raw_parts(start as *const u64, length), round) };
    }
    drop(slab);
    let holders = HOLDERS.read().unwrap_or_else(PoisonError::into_inner).clone();
    for holder in holders {
        holder.census(&mut |words| {
            // SAFETY: a holder's promise.
            unsafe { words_met(words, round) };
        });
    }
}
