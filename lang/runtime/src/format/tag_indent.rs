//! How far the elements of tagged tuples are indented when a term is broken over lines: to behind the
//! tag if nothing gets too far to the right by that, else by 4, else by 1.

use std::ops::Range;

use crate::format::layout::{Limits, closing_after, map_value_indent};
use crate::format::tree::{End, Id, Shape, Tree};

/// To behind the tag.
const BEHIND_TAG: i64 = -1;

/// The indentation for a term that starts at `column`.
pub(super) fn find(tree: &Tree, root: Id, column: i64, limits: Limits) -> i64 {
    let good = |indent: &i64| {
        let place = Place { column, closing: 0, used: 0 };
        Trial { tree, limits, indent: *indent, tasks: vec![Task::Part(root, place)] }.run()
    };
    [BEHIND_TAG, 4].into_iter().find(good).unwrap_or(1)
}

#[derive(Clone, Copy)]
struct Place {
    column: i64,
    closing: i64,
    used: i64,
}

enum Task {
    Part(Id, Place),
    Tail { elements: Range<usize>, end: End, start: i64, place: Place },
    Pairs { elements: Range<usize>, start: i64, place: Place },
}

/// A layout of which only the columns are computed.
struct Trial<'a> {
    tree: &'a Tree,
    limits: Limits,
    indent: i64,
    tasks: Vec<Task>,
}

impl Trial<'_> {
    /// Whether the indentation is good: no elements start beyond the middle of the line, unless all
    /// would fit there anyway.
    fn run(mut self) -> bool {
        while let Some(task) = self.tasks.pop() {
            let good = match task {
                Task::Part(id, place) => self.part(id, place),
                Task::Tail { elements, end, start, place } => {
                    self.tail(elements, end, start, place);
                    true
                }
                Task::Pairs { elements, start, place } => {
                    self.pairs(elements, start, place);
                    true
                }
            };
            if !good {
                return false;
            }
        }
        true
    }

    fn part(&mut self, id: Id, place: Place) -> bool {
        let part = self.tree.part(id);
        if self.limits.fits(part.width, place.column, place.used, place.closing) {
            return true;
        }
        let inner = Place { column: place.column + 1, used: place.used + 1, ..place };
        match &part.shape {
            Shape::Text(_) | Shape::Bits(_) | Shape::Pair(..) => true,
            Shape::Map(elements, _) => {
                self.map(elements.clone(), Place { column: place.column + 2, used: place.used + 2, ..place });
                true
            }
            Shape::List(elements, end) | Shape::Tuple { tagged: false, elements, end } => {
                self.elements(elements.clone(), *end, inner);
                true
            }
            Shape::Tuple { tagged: true, elements, end } => {
                let place = Place { used: place.used + 1, ..place };
                self.tagged_tuple(elements.clone(), *end, place)
            }
        }
    }

    fn tagged_tuple(&mut self, elements: Range<usize>, end: End, place: Place) -> bool {
        let Limits { line_length, max } = self.limits;
        let width = self.tree.part(self.tree.element(elements.start)).width;
        let others = elements.start + 1..elements.end;
        let behind = place.column + width + 2;
        if self.indent > 0 && width + 2 > self.indent {
            let start = place.column + self.indent;
            let good = max + start <= line_length || start <= line_length / 2;
            if good {
                let place = Place { column: behind, used: place.used + width, ..place };
                self.tail(others, end, start, place);
            }
            return good;
        }
        let good = max + behind < line_length || behind < line_length / 2;
        if good {
            self.elements(others, end, Place { column: behind, used: place.used + width + 1, ..place });
        }
        good
    }

    fn elements(&mut self, elements: Range<usize>, end: End, place: Place) {
        if elements.is_empty() {
            return;
        }
        let others = elements.start + 1..elements.end;
        let at = Place { closing: closing_after(&others, place.closing), ..place };
        let start = place.column;
        let width = self.element(self.tree.element(elements.start), at);
        let rest = Place { column: start + width, used: place.used + width, ..place };
        self.tasks.push(Task::Tail { elements: others, end, start, place: rest });
    }

    /// Notes an element to be tried; gives what it takes of its line.
    fn element(&mut self, id: Id, place: Place) -> i64 {
        let width = self.tree.part(id).width;
        let fits = self.limits.fits(width, place.column, place.used, place.closing);
        if fits && self.tree.is_text(id) {
            return width;
        }
        self.tasks.push(Task::Part(id, place));
        self.limits.line_length
    }

    fn map(&mut self, elements: Range<usize>, place: Place) {
        let others = elements.start + 1..elements.end;
        let start = place.column;
        let at = Place { closing: closing_after(&others, place.closing), ..place };
        let width = self.pair(self.tree.element(elements.start), at);
        let rest = Place { column: start + width, used: place.used + width, ..place };
        self.tasks.push(Task::Pairs { elements: others, start, place: rest });
    }

    /// Notes key and value to be tried; gives what the pair takes of its line.
    fn pair(&mut self, id: Id, place: Place) -> i64 {
        let part = self.tree.part(id);
        if self.limits.fits(part.width, place.column, place.used, place.closing) {
            return if self.tree.is_text_pair(id) { part.width } else { self.limits.line_length };
        }
        if let Shape::Pair(key, value) = part.shape {
            self.tasks.push(Task::Part(key, place));
            let column = place.column + map_value_indent(self.indent);
            self.tasks.push(Task::Part(value, Place { column, used: 0, ..place }));
        }
        self.limits.line_length
    }

    fn pairs(&mut self, elements: Range<usize>, start: i64, mut place: Place) {
        for index in elements.clone() {
            let id = self.tree.element(index);
            let width = self.tree.part(id).width;
            let others = index + 1..elements.end;
            let closing = closing_after(&others, place.closing);
            let fits = self.limits.fits_behind(width, place.column, place.used, closing);
            if fits && self.tree.is_text_pair(id) {
                place.column += 1 + width;
                place.used += 1 + width;
                continue;
            }
            let width = self.pair(id, Place { column: start, closing, used: 0 });
            place.column = start + width;
            place.used = width;
        }
    }

    fn tail(&mut self, elements: Range<usize>, end: End, start: i64, mut place: Place) {
        for index in elements.clone() {
            let id = self.tree.element(index);
            let width = self.tree.part(id).width;
            let others = index + 1..elements.end;
            let closing = closing_after(&others, place.closing);
            let fits = self.limits.fits_behind(width, place.column, place.used, closing);
            if fits && self.tree.is_text(id) {
                place.column += 1 + width;
                place.used += 1 + width;
                continue;
            }
            let width = self.element(id, Place { column: start, closing, used: 0 });
            place.column = start + width;
            place.used = width;
        }
        let End::Tail(id) = end else { return };
        let closing = place.closing + 1;
        let width = self.tree.part(id).width + 1;
        if !(self.limits.fits(width, place.column, place.used, closing) && self.tree.is_text(id)) {
            self.tasks.push(Task::Part(id, Place { closing, used: 0, ..place }));
        }
    }
}
