//! Walking through character data, and what is left of it where it goes wrong.

use crate::bits::{self, Bits};
use crate::build::{self, Heap, View, view};
use crate::fault::Fault;
use crate::term::{NIL, Term};
use crate::unicode::encoding::{Encoding, Next};

/// How the data that are left are put together: OTP has two programs for it, one for what is built in and
/// one for the other encodings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Built in, for a list.
    List,
    /// Built in, for a binary: a binary at the end of its list is left without the list.
    Binary,
    /// The other one.
    Mapped,
}

/// What came out beside the characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Complete,
    /// The data end within a character: its bytes.
    Incomplete(Term),
    /// What is left from the first wrong place on.
    Error(Term),
}

/// What stands at a place of the data.
#[derive(Clone, Copy)]
enum Place {
    /// A list whose first element is a number.
    Number(Term),
    /// A list whose first element is the binary.
    Element(Term, Term),
    /// A binary that is no element: all there is, or the tail of a list.
    Alone(Term),
}

/// Who takes characters.
pub trait Sink {
    /// Takes a character, or says that it does not.
    fn character(&mut self, character: char) -> bool;

    /// Takes the characters of a text up to one that it does not take; gives the bytes of those that it took.
    fn text(&mut self, text: &str) -> usize {
        text.char_indices()
            .find(|&(_, character)| !self.character(character))
            .map_or(text.len(), |(at, _)| at)
    }
}

impl<F: FnMut(char) -> bool> Sink for F {
    fn character(&mut self, character: char) -> bool {
        self(character)
    }
}

/// Gives the characters to `sink`, in order.
///
/// # Errors
/// [`Fault::Badarg`] for what is no character data at all.
pub fn characters<S: Sink>(
    heap: &mut dyn Heap,
    data: Term,
    encoding: Encoding,
    style: Style,
    sink: &mut S,
) -> Result<Outcome, Fault> {
    let mut walk = Walk { heap, encoding, style, sink, outer: Vec::new(), started: Vec::new() };
    let mut rest = data;
    loop {
        rest = walk.numbers(rest);
        let stop = match view(rest) {
            View::Cons(head, tail) => match view(head) {
                View::Small(_) | View::Big(_) => Some(walk.left(Place::Number(rest), None)),
                View::Bits(bits) => walk.binary(Place::Element(rest, head), bits)?,
                View::Cons(..) | View::Nil => {
                    walk.outer.push(tail);
                    rest = head;
                    continue;
                }
                _ => return Err(Fault::Badarg),
            },
            View::Nil => None,
            View::Bits(bits) => walk.binary(Place::Alone(rest), bits)?,
            _ => return Err(Fault::Badarg),
        };
        if let Some(outcome) = stop {
            return Ok(outcome);
        }
        rest = match view(rest) {
            View::Cons(_, tail) => tail,
            _ => match walk.outer.pop() {
                Some(tail) => tail,
                None => return Ok(walk.end()),
            },
        };
    }
}

struct Walk<'a, S> {
    heap: &'a mut dyn Heap,
    encoding: Encoding,
    style: Style,
    sink: &'a mut S,
    /// What follows the lists that the walk is in.
    outer: Vec<Term>,
    /// Bytes of a character that is not complete yet.
    started: Vec<u8>,
}

impl<S: Sink> Walk<'_, S> {
    fn end(&mut self) -> Outcome {
        if self.started.is_empty() {
            return Outcome::Complete;
        }
        Outcome::Incomplete(bits::binary(self.heap, &self.started))
    }

    /// Takes the small integers at the start of a list that are characters; gives what follows them.
    fn numbers(&mut self, mut list: Term) -> Term {
        while list.is_cons() {
            // SAFETY: the list is valid, so its cells are alive.
            let (head, tail) = unsafe { (list.head(), list.tail()) };
            if !head.is_small() || !self.takes(head) {
                break;
            }
            list = tail;
        }
        list
    }

    /// Whether the number is a character that is taken here.
    fn takes(&mut self, number: Term) -> bool {
        let latin1 = self.encoding == Encoding::Latin1 && self.style != Style::Mapped;
        let character = build::to_char(number).filter(|&code| !latin1 || u32::from(code) < 256);
        self.started.is_empty() && character.is_some_and(|character| self.sink.character(character))
    }

    fn binary(&mut self, place: Place, bits: Bits) -> Result<Option<Outcome>, Fault> {
        let bytes = bits.to_bytes().ok_or(Fault::Badarg)?;
        let mut at = 0;
        while at < bytes.len() {
            if !self.started.is_empty() {
                // Byte after byte until the character is complete or wrong.
                let mut whole = self.started.clone();
                whole.push(bytes[at]);
                match self.encoding.next(&whole) {
                    Next::Character(character, _) if self.sink.character(character) => self.started.clear(),
                    Next::Incomplete(_) => self.started = whole,
                    _ => return Ok(Some(self.left_within(place, &bytes[at..]))),
                }
                at += 1;
                continue;
            }
            let text = self.encoding.text(&bytes[at..]);
            let taken = self.sink.text(text);
            at += taken;
            if taken < text.len() {
                return Ok(Some(self.left(place, Some(&bytes[at..]))));
            }
            if at == bytes.len() {
                break;
            }
            match self.encoding.next(&bytes[at..]) {
                Next::Character(character, length) if self.sink.character(character) => at += length,
                Next::Incomplete(_) => {
                    self.started = bytes[at..].to_vec();
                    at = bytes.len();
                }
                _ => return Ok(Some(self.left(place, Some(&bytes[at..])))),
            }
        }
        Ok(None)
    }

    /// The data that are left where bytes go on a character that was started before them.
    fn left_within(&mut self, place: Place, bytes: &[u8]) -> Outcome {
        let missing = match self.encoding.next(&self.started) {
            Next::Incomplete(missing) if missing <= bytes.len() => missing,
            _ => return self.left(place, Some(bytes)),
        };
        let Place::Element(list, _) = place else { return self.left(place, Some(bytes)) };
        if self.style != Style::Mapped {
            return self.left(place, Some(bytes));
        }
        // The character is made complete first, and what follows it is a binary of its own.
        let mut whole = std::mem::take(&mut self.started);
        whole.extend_from_slice(&bytes[..missing]);
        let whole = bits::binary(self.heap, &whole);
        let others = bits::binary(self.heap, &bytes[missing..]);
        // SAFETY: the place was a cons cell.
        let tail = build::cons(self.heap, others, unsafe { list.tail() });
        let rest = build::cons(self.heap, whole, tail);
        Outcome::Error(self.within_outer(rest))
    }

    /// The rest of the innermost list with those of the lists around it.
    fn within_outer(&mut self, mut rest: Term) -> Term {
        for tail in std::mem::take(&mut self.outer).into_iter().rev() {
            rest = build::cons(self.heap, rest, tail);
        }
        rest
    }

    /// The data that are left from a place on, of whose binary only some bytes are.
    fn left(&mut self, place: Place, bytes: Option<&[u8]>) -> Outcome {
        let mapped = self.style == Style::Mapped;
        let started = std::mem::take(&mut self.started);
        let started = (!started.is_empty()).then(|| bits::binary(self.heap, &started));
        let bytes = bytes.map(|bytes| bits::binary(self.heap, bytes));
        let rest = match (place, bytes) {
            (Place::Number(list), _) if mapped => self.mapped_number(list, started),
            (Place::Number(list), _) => list,
            (Place::Element(list, binary), bytes) => {
                // SAFETY: the place was a cons cell.
                let tail = unsafe { list.tail() };
                let bytes = bytes.unwrap_or(binary);
                if self.style == Style::Binary && tail.is_nil() {
                    bytes
                } else {
                    build::cons(self.heap, bytes, tail)
                }
            }
            (Place::Alone(binary), bytes) => bytes.unwrap_or(binary),
        };
        let rest = self.within_outer(rest);
        match started {
            Some(started) if !mapped => Outcome::Error(build::list(self.heap, [started, rest])),
            _ => Outcome::Error(rest),
        }
    }

    /// The number goes into a list of its own, or the bytes before it come first.
    fn mapped_number(&mut self, list: Term, started: Option<Term>) -> Term {
        if let Some(started) = started {
            return build::cons(self.heap, started, list);
        }
        // SAFETY: the place was a cons cell.
        let (number, tail) = unsafe { (list.head(), list.tail()) };
        let alone = build::cons(self.heap, number, NIL);
        build::cons(self.heap, alone, tail)
    }
}
