//! Formatted text that remembers how it was put together.
//!
//! OTP's formatting functions give deep lists of characters, and a program that does not flatten them
//! sees their structure. So the text is collected together with the brackets of the lists around its
//! parts; whoever wants plain text leaves the brackets out.

use unicode_segmentation::UnicodeSegmentation;

use crate::build::{self, Heap};
use crate::fault::{Fault, Outcome};
use crate::memory;
use crate::term::{NIL, Term};

/// Starts an inner list. No code point is as large.
const OPEN: u32 = u32::MAX;
/// Ends an inner list.
const CLOSE: u32 = u32::MAX - 1;

/// Characters and the brackets of inner lists.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Chars {
    items: Vec<u32>,
}

impl Chars {
    pub fn new() -> Chars {
        Chars::default()
    }

    /// Makes room for so many more items. Of a term with shared parts much more is written than it takes.
    #[inline]
    fn room(&mut self, more: usize) {
        memory::grow(&mut self.items, more);
    }

    #[inline]
    fn add(&mut self, item: u32) {
        self.room(1);
        self.items.push(item);
    }

    /// Starts an inner list.
    pub fn open(&mut self) {
        self.add(OPEN);
    }

    /// Ends the innermost list that was started.
    pub fn close(&mut self) {
        self.add(CLOSE);
    }

    pub fn push(&mut self, character: char) {
        self.add(character as u32);
    }

    /// Adds a code point that need not be a character (programs can print half of a surrogate pair).
    pub fn push_code(&mut self, code: u32) {
        self.add(code.min(CLOSE - 1));
    }

    /// Adds text without brackets around it.
    pub fn push_str(&mut self, text: &str) {
        self.room(text.len());
        self.items.extend(text.chars().map(|character| character as u32));
    }

    /// Adds text as an inner list.
    pub fn push_list(&mut self, text: &str) {
        self.open();
        self.push_str(text);
        self.close();
    }

    /// Adds what another one has collected.
    pub fn append(&mut self, other: &Chars) {
        self.room(other.items.len());
        self.items.extend_from_slice(&other.items);
    }

    /// Adds what is within another one, which is one inner list.
    pub fn append_contents(&mut self, list: &Chars) {
        let inner = list.items.strip_prefix(&[OPEN]).and_then(|items| items.strip_suffix(&[CLOSE]));
        let inner = inner.unwrap_or(&list.items);
        self.room(inner.len());
        self.items.extend_from_slice(inner);
    }

    /// Adds what another one has collected, without its brackets.
    pub fn append_flat(&mut self, other: &Chars) {
        self.room(other.items.len());
        self.items.extend(other.codes());
    }

    /// The code points, without brackets.
    pub fn codes(&self) -> impl Iterator<Item = u32> + '_ {
        self.codes_from(0)
    }

    /// The code points after the first `start` items.
    pub fn codes_from(&self, start: usize) -> impl Iterator<Item = u32> + '_ {
        self.items[start..].iter().copied().filter(|&item| item < CLOSE)
    }

    /// Items collected so far, brackets included.
    pub fn position(&self) -> usize {
        self.items.len()
    }

    /// Takes back everything after the first `position` items.
    pub fn truncate(&mut self, position: usize) {
        self.items.truncate(position);
    }

    /// The width that fields are filled to: code points if all are below 256, else what a reader sees
    /// as characters.
    pub fn width(&self) -> usize {
        if self.codes().all(|code| code < 256) {
            return self.codes().count();
        }
        self.to_text().graphemes(true).count()
    }

    /// The width of what follows the first `start` items.
    pub fn width_from(&self, start: usize) -> usize {
        Chars { items: self.items[start..].to_vec() }.width()
    }

    /// The first `count` characters: code points, or what a reader sees as characters.
    pub fn truncated(&self, count: usize, by_grapheme: bool) -> Chars {
        let mut kept = Chars::new();
        if by_grapheme {
            self.to_text().graphemes(true).take(count).for_each(|grapheme| kept.push_str(grapheme));
        } else {
            kept.items.extend(self.codes().take(count));
        }
        kept
    }

    /// The plain text; what is no character becomes the replacement character.
    pub fn to_text(&self) -> String {
        self.codes().map(|code| char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    }

    /// The deep list.
    ///
    /// # Errors
    /// [`Fault::Badarg`] if brackets do not match, which no caller lets happen.
    pub fn to_term(&self, heap: &mut dyn Heap) -> Outcome {
        if crate::world::is_counted() {
            memory::ask(self.items.len() * 2 * size_of::<Term>());
        }
        // Built from the back: `outer` holds the lists that are still to be closed.
        let mut outer = Vec::new();
        let mut list = NIL;
        for &item in self.items.iter().rev() {
            list = match item {
                CLOSE => {
                    outer.push(list);
                    NIL
                }
                OPEN => {
                    let rest = outer.pop().ok_or(Fault::Badarg)?;
                    build::cons(heap, list, rest)
                }
                code => build::cons(heap, Term::small(i64::from(code)), list),
            };
        }
        if outer.is_empty() { Ok(list) } else { Err(Fault::Badarg) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::{Arena, ListIter};

    #[test]
    fn structure_is_kept_for_those_who_look() {
        let mut chars = Chars::new();
        chars.push('a');
        chars.push_list("bc");
        chars.open();
        chars.close();
        chars.push_str("d");
        assert_eq!(chars.to_text(), "abcd");
        let mut heap = Arena::new();
        let list = chars.to_term(&mut heap).unwrap();
        let elements: Vec<Term> = ListIter::new(list).collect();
        assert_eq!(elements.len(), 4);
        assert_eq!(build::list_text(elements[1]).as_deref(), Some("bc"));
        assert_eq!(elements[2], NIL);
    }

    #[test]
    fn width_is_what_a_reader_counts() {
        let mut chars = Chars::new();
        chars.push_str("e\u{301}\u{301}");
        assert_eq!(chars.width(), 1);
        assert_eq!(chars.truncated(1, false).to_text(), "e");
        let mut latin1 = Chars::new();
        latin1.push_str("é\r\n");
        assert_eq!(latin1.width(), 3);
    }
}
