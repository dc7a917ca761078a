//! A term cut down to what will be shown of it, with the width of every part: what the line breaking
//! of `~p` works on.
//!
//! The parts lie in flat vectors, so that terms of any depth are built, read and dropped without
//! recursion.

use std::ops::Range;

use crate::bits::Bits;
use crate::build::{self, ListIter, View, view};
use crate::format::bytes;
use crate::format::leaf;
use crate::format::quote::{self, Encoding};
use crate::map::{self, Pairs};
use crate::memory;
use crate::term::Term;

/// The number of a part within its tree.
pub type Id = u32;

/// All parts of a term.
#[derive(Debug, Default)]
pub struct Tree {
    parts: Vec<Part>,
    /// The elements of all lists, tuples and maps, those of one together.
    elements: Vec<Id>,
    /// The text of all leaves.
    text: String,
}

/// A part: how wide it is on one line, and what it consists of.
#[derive(Debug, Clone)]
pub struct Part {
    /// In characters.
    pub width: i64,
    pub shape: Shape,
}

#[derive(Debug, Clone)]
pub enum Shape {
    /// Written as it is; a range of the tree's text.
    Text(Range<usize>),
    /// Elements as a range of the tree's elements.
    List(Range<usize>, End),
    /// `tagged`: starts with an atom and has more elements.
    Tuple { tagged: bool, elements: Range<usize>, end: End },
    /// The elements are pairs.
    Map(Range<usize>, End),
    /// Key and value of a map.
    Pair(Id, Id),
    /// The numbers of a bitstring without the brackets; a range of the tree's text.
    Bits(Range<usize>),
}

/// How the elements end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// With the last one.
    Proper,
    /// The depth was used up.
    Dots,
    /// The tail of an improper list.
    Tail(Id),
}

impl Tree {
    pub fn part(&self, id: Id) -> &Part {
        &self.parts[id as usize]
    }

    pub fn element(&self, index: usize) -> Id {
        self.elements[index]
    }

    pub fn text(&self, range: &Range<usize>) -> &str {
        &self.text[range.clone()]
    }

    /// Whether a part is written as it is.
    pub fn is_text(&self, id: Id) -> bool {
        matches!(self.part(id).shape, Shape::Text(_))
    }

    /// Whether a part is written as it is, or is a pair of two that are.
    pub fn is_text_pair(&self, id: Id) -> bool {
        matches!(self.part(id).shape, Shape::Pair(key, value) if self.is_text(key) && self.is_text(value))
    }

    pub fn push(&mut self, width: i64, shape: Shape) -> Id {
        memory::grow(&mut self.parts, 1);
        self.parts.push(Part { width, shape });
        (self.parts.len() - 1) as Id
    }

    fn add_text(&mut self, text: &str) {
        memory::grow_text(&mut self.text, text.len());
        self.text.push_str(text);
    }

    /// Adds the elements of one list, tuple or map.
    pub fn push_elements(&mut self, elements: impl IntoIterator<Item = Id>) -> Range<usize> {
        let start = self.elements.len();
        self.elements.extend(elements);
        start..self.elements.len()
    }

    /// Adds the numbers of a bitstring.
    pub fn push_numbers(&mut self, numbers: &str) -> Id {
        let start = self.text.len();
        self.add_text(numbers);
        self.push(4 + numbers.len() as i64, Shape::Bits(start..self.text.len()))
    }

    pub fn push_text(&mut self, text: &str) -> Id {
        let start = self.text.len();
        self.add_text(text);
        let width = text.chars().count() as i64;
        self.push(width, Shape::Text(start..self.text.len()))
    }
}

/// Characters between key and value.
const ARROW: i64 = 4;

/// A list, tuple or map whose elements are being collected.
struct Frame<'a> {
    rest: Rest<'a>,
    depth: i64,
    width: i64,
    /// Where its elements start among the pending ones.
    first: usize,
    tagged: bool,
    /// The part that is being made is the tail of an improper list.
    in_tail: bool,
}

enum Rest<'a> {
    List(Term),
    Tuple(&'a [Term]),
    Map {
        pairs: Pairs<'a>,
        /// How deep keys and values are shown.
        inner: i64,
        /// The value that follows the key that is being made.
        value: Option<Term>,
        /// The key of the value that is being made.
        key: Option<Id>,
    },
}

/// What a frame needs next.
enum Next {
    Element(Term, i64),
    End(End),
}

/// What of a term is shown and how.
#[derive(Debug, Clone, Copy)]
pub struct Selection {
    /// How deep; negative shows all.
    pub depth: i64,
    pub encoding: Encoding,
    /// Lists of printable characters as strings.
    pub strings: bool,
    /// Which characters are printable.
    pub printable: Encoding,
}

/// Makes the tree of a term; the second value is its root. The depth is not 0.
pub fn build(term: Term, selection: Selection) -> (Tree, Id) {
    let mut builder = Builder { tree: Tree::default(), frames: Vec::new(), pending: Vec::new(), selection };
    let mut done = builder.visit(term, selection.depth);
    while let Some(mut frame) = builder.frames.pop() {
        if let Some(id) = done.take()
            && let Some(end) = builder.add(&mut frame, id)
        {
            done = Some(builder.finish(frame, end));
            continue;
        }
        match frame.next() {
            Next::End(end) => done = Some(builder.finish(frame, end)),
            Next::Element(term, depth) => {
                builder.frames.push(frame);
                done = builder.visit(term, depth);
            }
        }
    }
    (builder.tree, done.unwrap_or(0))
}

struct Builder<'a> {
    tree: Tree,
    frames: Vec<Frame<'a>>,
    /// Elements of the frames' lists and tuples, so far.
    pending: Vec<Id>,
    selection: Selection,
}

impl Builder<'_> {
    /// Makes the part of a term if it is a leaf; else starts a frame for it.
    fn visit(&mut self, term: Term, depth: i64) -> Option<Id> {
        let (rest, tagged) = match view(term) {
            View::Map(map) => match map::pairs(map) {
                Some(pairs) if map::size(map) != Some(0) => {
                    if depth == 1 {
                        return Some(self.tree.push_text("#{...}"));
                    }
                    (Rest::Map { pairs, inner: depth - 1, value: None, key: None }, false)
                }
                _ => return Some(self.tree.push_text("#{}")),
            },
            View::Bits(bits) => return Some(self.bits(bits, depth)),
            View::Cons(..) => {
                if let Some(text) = self.as_string(term, depth) {
                    return Some(self.tree.push_text(&text));
                }
                (Rest::List(term), false)
            }
            View::Tuple([_, ..]) if depth == 1 => return Some(self.tree.push_text("{...}")),
            View::Tuple(elements @ [first, ..]) => {
                (Rest::Tuple(elements), first.is_atom() && elements.len() > 1)
            }
            _ => {
                let text = leaf::text(term, self.selection.encoding);
                return Some(self.tree.push_text(&text));
            }
        };
        let first = self.pending.len();
        let width = if matches!(rest, Rest::Map { .. }) { 3 } else { 2 };
        self.frames.push(Frame { rest, depth, width, first, tagged, in_tail: false });
        None
    }

    /// Adds a part to a frame; gives the end if that was the tail of an improper list.
    fn add(&mut self, frame: &mut Frame, mut id: Id) -> Option<End> {
        if let Rest::Map { key, .. } = &mut frame.rest {
            let Some(key) = key.take() else {
                *key = Some(id);
                return None;
            };
            let width = self.tree.part(key).width + ARROW + self.tree.part(id).width;
            id = self.tree.push(width, Shape::Pair(key, id));
        }
        let separator = i64::from(self.pending.len() > frame.first);
        frame.width += separator + self.tree.part(id).width;
        if frame.in_tail {
            return Some(End::Tail(id));
        }
        self.pending.push(id);
        None
    }

    fn finish(&mut self, frame: Frame, end: End) -> Id {
        let mut width = frame.width;
        if end == End::Dots {
            width += 3 + i64::from(self.pending.len() > frame.first);
        }
        let elements = self.tree.push_elements(self.pending.drain(frame.first..));
        let shape = match frame.rest {
            Rest::List(_) => Shape::List(elements, end),
            Rest::Map { .. } => Shape::Map(elements, end),
            Rest::Tuple(_) => Shape::Tuple { tagged: frame.tagged, elements, end },
        };
        self.tree.push(width, shape)
    }

    fn bits(&mut self, bits: Bits, depth: i64) -> Id {
        if bits.is_empty() {
            return self.tree.push_text("<<>>");
        }
        if depth == 1 {
            return self.tree.push_text("<<...>>");
        }
        if self.selection.strings
            && let Some(bytes) = bits.to_bytes()
            && let Some((text, _)) = bytes::as_string(&bytes, depth - 1, -1, self.selection)
        {
            return self.tree.push_text(&text);
        }
        let (numbers, _) = bytes::numbers(bits, depth, -1);
        self.tree.push_numbers(&numbers)
    }

    /// The list as a string if all its elements are printable.
    fn as_string(&self, list: Term, depth: i64) -> Option<String> {
        if !self.selection.strings || depth == 1 {
            return None;
        }
        let mut elements = ListIter::new(list);
        let printable = |element| {
            build::to_char(element).is_some_and(|code| quote::is_printable(code, self.selection.printable))
        };
        let all = elements.by_ref().all(printable) && elements.ended_proper();
        all.then(|| quote::string(ListIter::new(list).filter_map(build::to_char)))
    }
}

impl Frame<'_> {
    fn next(&mut self) -> Next {
        let ended = match &mut self.rest {
            Rest::List(rest) => rest.is_nil(),
            Rest::Tuple(rest) => rest.is_empty(),
            Rest::Map { pairs, inner, value, .. } => {
                if let Some(value) = value.take() {
                    return Next::Element(value, *inner);
                }
                match pairs.next() {
                    None => true,
                    Some(_) if self.depth == 1 => false,
                    Some((key, its_value)) => {
                        *value = Some(its_value);
                        self.depth -= 1;
                        return Next::Element(key, *inner);
                    }
                }
            }
        };
        if ended {
            return Next::End(End::Proper);
        }
        if self.depth == 1 {
            return Next::End(End::Dots);
        }
        let depth = self.depth - 1;
        match &mut self.rest {
            Rest::Map { .. } => Next::End(End::Dots),
            Rest::Tuple(rest) => {
                let Some((&first, others)) = rest.split_first() else { return Next::End(End::Proper) };
                *rest = others;
                self.depth = depth;
                Next::Element(first, depth)
            }
            Rest::List(rest) => match view(*rest) {
                View::Cons(head, tail) => {
                    *rest = tail;
                    self.depth = depth;
                    Next::Element(head, depth)
                }
                _ => {
                    self.in_tail = true;
                    Next::Element(*rest, depth)
                }
            },
        }
    }
}
