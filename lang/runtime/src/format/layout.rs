//! Breaking a term over lines, as `~p` does.
//!
//! Everything is written from a stack of tasks, so depth is bounded by memory alone. The widths that
//! decide where lines break are known from the tree before anything is written.

use std::ops::Range;

use crate::format::chars::Chars;
use crate::format::tag_indent;
use crate::format::tree::{End, Id, Shape, Tree};

/// The room that a term is laid out in.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    /// The column where the term starts, counted from 1.
    pub column: i64,
    /// Columns of a line; 0: everything on one line.
    pub line_length: i64,
    /// The most characters of a line beside its indentation; negative: no bound.
    pub line_characters: i64,
}

/// The most characters that breaking a term over lines may add. A line of a term nested n deep can be
/// indented by n, so the text grows with the square of the depth: a term of a million levels would not
/// fit into any memory. Beyond the bound (16 million, some hundred thousand full screens) a term is
/// written on one line.
const MAX_INDENTATION: usize = 1 << 24;

/// What decides whether something still fits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    pub line_length: i64,
    pub max: i64,
}

impl Limits {
    /// Whether a part of a width fits behind `column`, with `used` characters on the line already and
    /// `closing` brackets to follow.
    pub fn fits(self, width: i64, column: i64, used: i64, closing: i64) -> bool {
        width < self.line_length - column - closing && width + used + closing <= self.max
    }

    /// Whether an element with a comma before it fits; `closing` is 0 if another element follows it,
    /// whose comma needs room then.
    pub fn fits_behind(self, width: i64, column: i64, used: i64, closing: i64) -> bool {
        let width = 1 + width;
        let follow = if closing == 0 { 1 } else { closing };
        width < self.line_length - column - follow && used + width + follow <= self.max
    }
}

/// Where something is written: column, indentation of the lines that follow, closing brackets to
/// come, characters on the line so far.
#[derive(Debug, Clone, Copy)]
struct Place {
    column: i64,
    indent: i64,
    closing: i64,
    used: i64,
}

/// What is still to be written.
enum Task {
    /// A part; `inline`: without the brackets of an inner list.
    Part { id: Id, place: Place, inline: bool },
    /// Further elements. Lines start at `start`, the last one written ended at `place.column`.
    Tail { elements: Range<usize>, end: End, start: i64, place: Place, separator: char },
    /// Further pairs of a map, likewise.
    Pairs { elements: Range<usize>, end: End, start: i64, place: Place },
    /// The arrow between a key and a value that begins a new line.
    Arrow { indent: i64 },
    /// The end of an inner list.
    ListEnd,
    /// A closing bracket.
    Close { bracket: &'static str, inline: bool },
}

/// Writes a tree as one inner list.
pub fn print(out: &mut Chars, tree: &Tree, root: Id, room: Room) {
    let column = room.column.max(1);
    let width = tree.part(root).width;
    let max = if room.line_characters < 0 { width } else { room.line_characters };
    let limits = Limits { line_length: room.line_length, max };
    if room.line_length == 0 || (width < room.line_length - column && width <= max) {
        return write_flat(out, tree, root, false);
    }
    let tag_indent = tag_indent::find(tree, root, column, limits);
    let place = Place { column, indent: column - 1, closing: 0, used: 0 };
    let start = out.position();
    let mut layout = Layout { out, tree, limits, tag_indent, tasks: Vec::new(), indentation: 0 };
    layout.tasks.push(Task::Part { id: root, place, inline: false });
    if !layout.run() {
        out.truncate(start);
        write_flat(out, tree, root, false);
    }
}

struct Layout<'a> {
    out: &'a mut Chars,
    tree: &'a Tree,
    limits: Limits,
    /// How far the elements of a tagged tuple are indented; negative: to behind the tag.
    tag_indent: i64,
    tasks: Vec<Task>,
    /// Spaces written at the starts of lines.
    indentation: usize,
}

impl Layout<'_> {
    /// Writes everything; gives up (`false`) when that takes too many spaces.
    fn run(&mut self) -> bool {
        while let Some(task) = self.tasks.pop() {
            if self.indentation > MAX_INDENTATION {
                return false;
            }
            match task {
                Task::Part { id, place, inline } => self.part(id, place, inline),
                Task::Tail { elements, end, start, place, separator } => {
                    self.tail(elements, end, start, place, separator);
                }
                Task::Pairs { elements, end, start, place } => self.pairs(elements, end, start, place),
                Task::Arrow { indent } => {
                    self.out.push_list(" =>\n");
                    self.indent(indent);
                }
                Task::ListEnd => self.out.close(),
                Task::Close { bracket, inline } => close(self.out, bracket, inline),
            }
        }
        true
    }

    fn part(&mut self, id: Id, place: Place, inline: bool) {
        let part = self.tree.part(id);
        if self.limits.fits(part.width, place.column, place.used, place.closing) {
            return write_flat(self.out, self.tree, id, inline);
        }
        let inner = Place {
            column: place.column + 1,
            indent: place.indent + 1,
            closing: place.closing,
            used: place.used + 1,
        };
        match &part.shape {
            Shape::Text(_) => write_flat(self.out, self.tree, id, inline),
            Shape::List(elements, end) => {
                open(self.out, "[", inline);
                self.tasks.push(Task::Close { bracket: "]", inline });
                self.elements(elements.clone(), *end, inner, '|');
            }
            Shape::Tuple { tagged: false, elements, end } => {
                open(self.out, "{", inline);
                self.tasks.push(Task::Close { bracket: "}", inline });
                self.elements(elements.clone(), *end, inner, ',');
            }
            Shape::Map(elements, end) => {
                open(self.out, "#{", inline);
                self.tasks.push(Task::Close { bracket: "}", inline });
                let place = Place { column: place.column + 2, indent: place.indent + 2, ..inner };
                self.map(elements.clone(), *end, place);
            }
            Shape::Bits(range) => self.bits(range, place, inline),
            // A pair is laid out by its map.
            Shape::Pair(..) => write_flat(self.out, self.tree, id, inline),
            Shape::Tuple { tagged: true, elements, end } => {
                open(self.out, "{", inline);
                self.tasks.push(Task::Close { bracket: "}", inline });
                let place = Place { used: place.used + 1, ..place };
                self.tagged_tuple(elements.clone(), *end, place);
            }
        }
    }

    /// The elements of a tuple that starts with a tag: behind the tag, or, where that would be too far
    /// to the right, indented by `tag_indent`.
    fn tagged_tuple(&mut self, elements: Range<usize>, end: End, place: Place) {
        let tag = self.tree.element(elements.start);
        let width = self.tree.part(tag).width;
        let others = elements.start + 1..elements.end;
        write_flat(self.out, self.tree, tag, false);
        let behind = place.column + width + 2;
        if self.tag_indent > 0 && width + 2 > self.tag_indent {
            let start = place.column + self.tag_indent;
            let indent = place.indent + self.tag_indent;
            let used = place.used + width;
            let place = Place { column: behind, indent, used, ..place };
            return self.tail(others, end, start, place, ',');
        }
        self.out.push(',');
        let place =
            Place { column: behind, indent: place.indent + width + 2, used: place.used + width + 1, ..place };
        self.elements(others, end, place, ',');
    }

    /// The elements of a list or tuple, the first without a separator.
    fn elements(&mut self, elements: Range<usize>, end: End, place: Place, separator: char) {
        if elements.is_empty() {
            return self.out.push_str("...");
        }
        let others = elements.start + 1..elements.end;
        let closing = closing_after(&others, place.closing);
        let first = self.tree.element(elements.start);
        let start = place.column;
        let at = Place { closing, ..place };
        let width = self.element_width(first, at);
        let rest = Place { column: start + width, used: place.used + width, ..place };
        self.tasks.push(Task::Tail { elements: others, end, start, place: rest, separator });
        self.tasks.push(Task::Part { id: first, place: at, inline: false });
    }

    /// What an element takes of its line: a whole line if it is not written as it is.
    fn element_width(&self, id: Id, place: Place) -> i64 {
        let width = self.tree.part(id).width;
        let fits = self.limits.fits(width, place.column, place.used, place.closing);
        if fits && self.tree.is_text(id) { width } else { self.limits.line_length }
    }

    fn tail(&mut self, elements: Range<usize>, end: End, start: i64, mut place: Place, separator: char) {
        for index in elements.clone() {
            let id = self.tree.element(index);
            let width = self.tree.part(id).width;
            let others = index + 1..elements.end;
            let closing = closing_after(&others, place.closing);
            let fits = self.limits.fits_behind(width, place.column, place.used, closing);
            self.out.push(',');
            if fits && self.tree.is_text(id) {
                write_flat(self.out, self.tree, id, false);
                place.column += 1 + width;
                place.used += 1 + width;
                continue;
            }
            self.new_line(place.indent);
            let at = Place { column: start, closing, used: 0, ..place };
            let width = self.element_width(id, at);
            place.column = start + width;
            place.used = width;
            self.tasks.push(Task::Tail { elements: others, end, start, place, separator });
            self.tasks.push(Task::Part { id, place: at, inline: false });
            return;
        }
        self.end(end, start, place, separator);
    }

    fn end(&mut self, end: End, start: i64, place: Place, separator: char) {
        match end {
            End::Proper => {}
            End::Dots => {
                self.out.push(separator);
                self.out.push_str("...");
            }
            End::Tail(id) => {
                let width = self.tree.part(id).width + 1;
                self.out.push(separator);
                let closing = place.closing + 1;
                if self.limits.fits(width, place.column, place.used, closing) && self.tree.is_text(id) {
                    return write_flat(self.out, self.tree, id, true);
                }
                self.new_line(place.indent);
                let place = Place { column: start, closing, used: 0, ..place };
                self.tasks.push(Task::Part { id, place, inline: true });
            }
        }
    }

    fn map(&mut self, elements: Range<usize>, end: End, place: Place) {
        let others = elements.start + 1..elements.end;
        let first = self.tree.element(elements.start);
        let at = Place { closing: closing_after(&others, place.closing), ..place };
        let start = place.column;
        let width = self.pair_width(first, at);
        let rest = Place { column: start + width, used: width, ..place };
        self.tasks.push(Task::Pairs { elements: others, end, start, place: rest });
        self.pair(first, at);
    }

    /// What a pair takes of its line: a whole line if it is not two texts that fit.
    fn pair_width(&self, id: Id, place: Place) -> i64 {
        let width = self.tree.part(id).width;
        let fits = self.limits.fits(width, place.column, place.used, place.closing);
        if fits && self.tree.is_text_pair(id) { width } else { self.limits.line_length }
    }

    fn pair(&mut self, id: Id, place: Place) {
        let part = self.tree.part(id);
        let Shape::Pair(key, value) = part.shape else { return };
        if self.limits.fits(part.width, place.column, place.used, place.closing) {
            return write_flat(self.out, self.tree, id, false);
        }
        let indent = map_value_indent(self.tag_indent);
        let behind = Place { column: place.column + indent, indent: place.indent + indent, used: 0, ..place };
        self.out.open();
        self.tasks.push(Task::ListEnd);
        self.tasks.push(Task::Part { id: value, place: behind, inline: true });
        self.tasks.push(Task::Arrow { indent: behind.indent });
        self.tasks.push(Task::Part { id: key, place, inline: false });
    }

    fn pairs(&mut self, elements: Range<usize>, end: End, start: i64, mut place: Place) {
        for index in elements.clone() {
            let id = self.tree.element(index);
            let width = self.tree.part(id).width;
            let others = index + 1..elements.end;
            let closing = closing_after(&others, place.closing);
            let fits = self.limits.fits_behind(width, place.column, place.used, closing);
            self.out.push(',');
            if fits && self.tree.is_text_pair(id) {
                write_flat(self.out, self.tree, id, false);
                place.column += 1 + width;
                place.used += 1 + width;
                continue;
            }
            self.new_line(place.indent);
            let at = Place { column: start, closing, used: 0, ..place };
            let width = self.pair_width(id, at);
            place.column = start + width;
            place.used = width;
            self.tasks.push(Task::Pairs { elements: others, end, start, place });
            self.pair(id, at);
            return;
        }
        if end == End::Dots {
            self.out.push_str(",...");
        }
    }

    /// The numbers of a bitstring, as many on a line as there is room for.
    fn bits(&mut self, range: &Range<usize>, place: Place, inline: bool) {
        let Limits { line_length, max } = self.limits;
        let room = (line_length - (place.column + 2)).min(max - 4 - place.used) - place.closing;
        let room = room.max(8);
        open(self.out, "<<", inline);
        let mut left = room;
        let mut pieces = self.tree.text(range).split_inclusive(',').peekable();
        while let Some(piece) = pieces.next() {
            let length = piece.len() as i64;
            if length > left {
                self.new_line(place.indent + 2);
                left = room;
            }
            left -= length;
            let number = piece.trim_end_matches(',');
            self.out.push_list(number);
            if pieces.peek().is_some() {
                self.out.push(',');
            }
        }
        close(self.out, ">>", inline);
    }

    fn new_line(&mut self, indent: i64) {
        self.out.push('\n');
        self.indent(indent);
    }

    fn indent(&mut self, indent: i64) {
        self.indentation += indent as usize;
        self.out.open();
        (0..indent).for_each(|_| self.out.push(' '));
        self.out.close();
    }
}

/// How far the value of a pair is indented below its key.
pub(super) fn map_value_indent(tag_indent: i64) -> i64 {
    if tag_indent > 0 { tag_indent } else { 4 }
}

/// Closing brackets that must find room behind an element: none if others follow it.
pub(super) fn closing_after(others: &Range<usize>, closing: i64) -> i64 {
    if others.is_empty() { closing + 1 } else { 0 }
}

/// Writes a part on one line.
fn write_flat(out: &mut Chars, tree: &Tree, id: Id, inline: bool) {
    enum Flat {
        Part(Id, bool),
        Elements(Range<usize>, End, char, bool),
        Close(&'static str, bool),
        /// Between key and value.
        Arrow,
        /// The end of an inner list.
        ListEnd,
    }
    let mut tasks = vec![Flat::Part(id, inline)];
    while let Some(task) = tasks.pop() {
        match task {
            Flat::Close(bracket, inline) => close(out, bracket, inline),
            Flat::Arrow => out.push_list(" => "),
            Flat::ListEnd => out.close(),
            Flat::Part(id, inline) => match &tree.part(id).shape {
                Shape::Text(range) if inline => out.push_str(tree.text(range)),
                Shape::Text(range) => out.push_list(tree.text(range)),
                Shape::Map(elements, end) => {
                    open(out, "#{", inline);
                    tasks.push(Flat::Close("}", inline));
                    tasks.push(Flat::Elements(elements.clone(), *end, ',', true));
                }
                Shape::Pair(key, value) => {
                    out.open();
                    tasks.push(Flat::ListEnd);
                    tasks.push(Flat::Part(*value, false));
                    tasks.push(Flat::Arrow);
                    tasks.push(Flat::Part(*key, false));
                }
                Shape::Bits(range) => {
                    open(out, "<<", inline);
                    for piece in tree.text(range).split_inclusive(',') {
                        let number = piece.trim_end_matches(',');
                        out.push_list(number);
                        if number.len() < piece.len() {
                            out.push(',');
                        }
                    }
                    close(out, ">>", inline);
                }
                Shape::List(elements, end) => {
                    open(out, "[", inline);
                    tasks.push(Flat::Close("]", inline));
                    tasks.push(Flat::Elements(elements.clone(), *end, '|', true));
                }
                Shape::Tuple { elements, end, .. } => {
                    open(out, "{", inline);
                    tasks.push(Flat::Close("}", inline));
                    tasks.push(Flat::Elements(elements.clone(), *end, ',', true));
                }
            },
            Flat::Elements(mut elements, end, separator, is_first) => match elements.next() {
                Some(index) => {
                    if !is_first {
                        out.push(',');
                    }
                    tasks.push(Flat::Elements(elements, end, separator, false));
                    tasks.push(Flat::Part(tree.element(index), false));
                }
                None if end == End::Proper => {}
                None => {
                    if !is_first {
                        out.push(separator);
                    }
                    match end {
                        End::Tail(id) => tasks.push(Flat::Part(id, true)),
                        _ => out.push_str("..."),
                    }
                }
            },
        }
    }
}

fn open(out: &mut Chars, bracket: &str, inline: bool) {
    if !inline {
        out.open();
    }
    out.push_str(bracket);
    out.open();
}

fn close(out: &mut Chars, bracket: &str, inline: bool) {
    out.close();
    out.push_str(bracket);
    if !inline {
        out.close();
    }
}
