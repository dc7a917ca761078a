//! Text of a bounded length: what of a term is shown so that it takes about so many characters.
//!
//! As in OTP, the term is shown less or more deep: the depth doubles as long as there is room, and is then
//! searched for between the last two. What was complete at a lower depth stays as it is.

use crate::bits::Bits;
use crate::build::{self, ListIter, View, view};
use crate::format::bytes;
use crate::format::leaf;
use crate::format::quote::{self, Encoding};
use crate::format::tree::{End, Id, Selection, Shape, Tree};
use crate::map;
use crate::term::Term;

use unicode_segmentation::UnicodeSegmentation;

/// Terms nested deeper than this are cut, so that no stack is too small. Each level takes two characters
/// at least, and nobody reads as many brackets.
const MAX_NESTING: usize = 1000;

/// A part of the term as far as it is shown.
#[derive(Clone)]
struct Node {
    shape: Form,
    width: i64,
    /// Characters of dots in it.
    dots: i64,
    /// What is left out, if it is all of this part.
    more: Option<More>,
}

#[derive(Clone)]
enum Form {
    Text(String),
    Bits(String),
    List(Vec<Node>, Tail),
    Tuple { tagged: bool, elements: Vec<Node>, tail: Tail },
    Map(Vec<Node>, Tail),
    Pair(Box<Node>, Box<Node>),
}

/// How elements end.
#[derive(Clone)]
enum Tail {
    Proper,
    Dots(More),
    Improper(Box<Node>),
}

/// What is left out, and the depth at which it was.
#[derive(Clone)]
struct More {
    what: Left,
    depth: i64,
}

#[derive(Clone)]
enum Left {
    Term(Term),
    /// The rest of a list.
    List(Term),
    /// The rest of a tuple.
    Elements(Vec<Term>),
    /// The rest of a map's pairs and the depth of what is in them.
    Pairs(Vec<(Term, Term)>, i64),
}

/// The tree of a term in about `limit` characters, which are more than none.
pub fn build(term: Term, limit: i64, selection: Selection) -> (Tree, Id) {
    let mut tree = Tree::default();
    let shown = Limiter { selection, nesting: 0 }.shown(term, limit);
    let root = shown.into_tree(&mut tree);
    (tree, root)
}

/// The limit without what has been used of it; below 0 it is none.
fn less(limit: i64, used: i64) -> i64 {
    if limit < 0 { limit } else { (limit - used).max(0) }
}

struct Limiter {
    selection: Selection,
    nesting: usize,
}

impl Limiter {
    fn shown(&mut self, term: Term, limit: i64) -> Node {
        let most = self.selection.depth;
        let mut lower = self.node(term, 1, limit);
        if lower.dots == 0 || lower.width > limit || most == 1 {
            return lower;
        }
        let (mut depth, mut step) = (1, 2);
        loop {
            step *= 2;
            let next = if most < 0 { depth + step } else { (depth + step).min(most) };
            let upper = self.expanded(&lower, limit, next - depth);
            if upper.dots == 0 || upper.width == lower.width {
                return upper;
            }
            if upper.width <= limit && (next < most || most < 0) {
                (lower, depth) = (upper, next);
                continue;
            }
            return self.between(lower, upper, limit, depth, next);
        }
    }

    fn between(&mut self, mut lower: Node, mut upper: Node, limit: i64, mut low: i64, mut high: i64) -> Node {
        while high - low > 1 {
            let middle = (low + high) / 2;
            let node = self.expanded(&lower, limit, middle - low);
            if node.width > limit {
                (upper, high) = (node, middle);
            } else {
                (lower, low) = (node, middle);
            }
        }
        if lower.width == limit { lower } else { upper }
    }

    fn node(&mut self, term: Term, depth: i64, limit: i64) -> Node {
        if self.nesting > MAX_NESTING {
            return text("...");
        }
        self.nesting += 1;
        let node = self.node_of(term, depth, limit);
        self.nesting -= 1;
        node
    }

    fn node_of(&mut self, term: Term, depth: i64, limit: i64) -> Node {
        let cut =
            |shown: &str| Node { dots: 3, more: Some(More { what: Left::Term(term), depth }), ..text(shown) };
        match view(term) {
            View::Cons(..) => {
                if let Some(node) = self.string(term, depth, limit) {
                    return node;
                }
                let (elements, tail) = self.list(term, depth, less(limit, 2));
                let node = closed(2, elements, tail, Form::List);
                let more = (node.dots > 0).then_some(More { what: Left::Term(term), depth });
                Node { more, ..node }
            }
            View::Tuple([]) => text("{}"),
            View::Tuple(_) if depth == 1 => cut("{...}"),
            View::Tuple(all) => {
                let tagged = all[0].is_atom() && all.len() > 1;
                let (elements, tail) = self.elements(all, depth, less(limit, 2));
                closed(2, elements, tail, |elements, tail| Form::Tuple { tagged, elements, tail })
            }
            View::Map(map) if map::size(map) == Some(0) => text("#{}"),
            View::Map(_) if depth == 1 => cut("#{...}"),
            View::Map(map) => {
                let all: Vec<(Term, Term)> = map::pairs(map).into_iter().flatten().collect();
                let (pairs, tail) = self.pairs(&all, depth, depth - 1, less(limit, 3));
                closed(3, pairs, tail, Form::Map)
            }
            View::Bits(bits) if bits.is_empty() => text("<<>>"),
            View::Bits(_) if depth == 1 => cut("<<...>>"),
            View::Bits(bits) => self.bits(bits, term, depth, limit),
            View::Atom(atom) => text(&quote::atom(atom.name(), self.selection.encoding)),
            _ => text(&leaf::text(term, Encoding::Latin1)),
        }
    }

    /// Elements of a list and how they end.
    fn list(&mut self, list: Term, depth: i64, mut limit: i64) -> (Vec<Node>, Tail) {
        let mut elements = Vec::new();
        let (mut rest, mut depth) = (list, depth);
        loop {
            if rest.is_nil() {
                return (elements, Tail::Proper);
            }
            if depth == 1 || limit == 0 {
                return (elements, Tail::Dots(More { what: Left::List(rest), depth }));
            }
            let View::Cons(head, tail) = view(rest) else {
                let tail = self.node(rest, depth - 1, limit);
                return (elements, Tail::Improper(Box::new(tail)));
            };
            let room = if tail.is_nil() { limit } else { less(limit, 1) };
            let node = self.node(head, depth - 1, room);
            limit = less(room, node.width);
            elements.push(node);
            (rest, depth) = (tail, depth - 1);
        }
    }

    fn elements(&mut self, all: &[Term], mut depth: i64, mut limit: i64) -> (Vec<Node>, Tail) {
        let mut elements = Vec::new();
        for (index, &element) in all.iter().enumerate() {
            if depth == 1 || limit == 0 {
                let what = Left::Elements(all[index..].to_vec());
                return (elements, Tail::Dots(More { what, depth }));
            }
            let room = if index + 1 == all.len() { limit } else { less(limit, 1) };
            let node = self.node(element, depth - 1, room);
            limit = less(room, node.width);
            elements.push(node);
            depth -= 1;
        }
        (elements, Tail::Proper)
    }

    fn pairs(
        &mut self,
        all: &[(Term, Term)],
        mut depth: i64,
        inner: i64,
        mut limit: i64,
    ) -> (Vec<Node>, Tail) {
        let mut pairs = Vec::new();
        for (index, &(key, value)) in all.iter().enumerate() {
            if depth == 1 || limit == 0 {
                let what = Left::Pairs(all[index..].to_vec(), inner);
                return (pairs, Tail::Dots(More { what, depth }));
            }
            let room = if index + 1 == all.len() { limit } else { less(limit, 1) };
            let key = self.node(key, inner, room);
            let value = self.node(value, inner, less(room, key.width + 4));
            let pair = pair(key, value);
            limit = less(room, pair.width);
            pairs.push(pair);
            depth -= 1;
        }
        (pairs, Tail::Proper)
    }

    /// A list of printable characters, as many of them as there is room for.
    fn string(&self, list: Term, depth: i64, limit: i64) -> Option<Node> {
        let Selection { strings, encoding, printable, .. } = self.selection;
        if !strings || depth == 1 {
            return None;
        }
        let room = less(limit, 2) as usize;
        if encoding == Encoding::Latin1 {
            let is_printable =
                |term: Term| build::to_char(term).filter(|&code| quote::is_printable(code, Encoding::Latin1));
            let (mut rest, mut taken) = (list, String::new());
            let mut count = 0;
            while count < room
                && let View::Cons(head, tail) = view(rest)
                && let Some(character) = is_printable(head)
            {
                taken.push(character);
                (rest, count) = (tail, count + 1);
            }
            let shown = quote::string(taken.chars());
            return match rest.is_nil() {
                true => Some(text(&shown)),
                false => (count == room).then(|| text(&(shown + "..."))),
            };
        }
        let mut elements = ListIter::new(list);
        let whole: Vec<Term> = elements.by_ref().collect();
        let flat: Option<String> = whole.iter().map(|&term| build::to_char(term)).collect();
        let flat = flat.filter(|_| elements.ended_proper())?;
        let prefix: String = flat.graphemes(true).take(room).collect();
        if prefix.is_empty() || !prefix.chars().all(|code| quote::is_printable(code, printable)) {
            return None;
        }
        let shown = quote::string(prefix.chars());
        Some(text(&if prefix.len() < flat.len() { shown + "..." } else { shown }))
    }

    fn bits(&self, bits: Bits, term: Term, depth: i64, limit: i64) -> Node {
        let more = || Some(More { what: Left::Term(term), depth });
        if self.selection.strings
            && let Some(bytes) = bits.to_bytes()
            && let Some((shown, cut)) = bytes::as_string(&bytes, depth - 1, less(limit, 6), self.selection)
        {
            let node = text(&shown);
            return if cut { Node { dots: 3, more: more(), ..node } } else { node };
        }
        let (numbers, cut) = bytes::numbers(bits, depth, less(limit, 4));
        let width = 4 + numbers.len() as i64;
        let (dots, more) = if cut { (3, more()) } else { (0, None) };
        Node { shape: Form::Bits(numbers), width, dots, more }
    }

    /// The node with so many more levels where something is left out.
    fn expanded(&mut self, node: &Node, limit: i64, levels: i64) -> Node {
        if node.dots == 0 && node.more.is_none() {
            return node.clone();
        }
        if let Some(More { what: Left::Term(term), depth }) = &node.more {
            return self.node(*term, depth + levels, limit);
        }
        match &node.shape {
            Form::Tuple { tagged, elements, tail } => {
                let tagged = *tagged;
                let (elements, tail) = self.expanded_all(elements, tail, less(limit, 2), levels);
                closed(2, elements, tail, |elements, tail| Form::Tuple { tagged, elements, tail })
            }
            Form::Map(pairs, tail) => {
                let (pairs, tail) = self.expanded_all(pairs, tail, less(limit, 3), levels);
                closed(3, pairs, tail, Form::Map)
            }
            Form::Pair(key, value) => {
                let key = self.expanded(key, less(limit, 1), levels);
                let value = self.expanded(value, less(limit, key.width + 4), levels);
                pair(key, value)
            }
            _ => node.clone(),
        }
    }

    fn expanded_all(
        &mut self,
        nodes: &[Node],
        tail: &Tail,
        mut limit: i64,
        levels: i64,
    ) -> (Vec<Node>, Tail) {
        let mut expanded = Vec::new();
        for (index, node) in nodes.iter().enumerate() {
            let last = index + 1 == nodes.len() && matches!(tail, Tail::Proper);
            let room = if last { limit } else { less(limit, 1) };
            let node = self.expanded(node, room, levels);
            limit = less(room, node.width);
            expanded.push(node);
        }
        let Tail::Dots(More { what, depth }) = tail else { return (expanded, tail.clone()) };
        let depth = depth + levels;
        let (others, tail) = match what {
            Left::Elements(rest) => self.elements(rest, depth, limit),
            Left::Pairs(rest, inner) => self.pairs(rest, depth, *inner, limit),
            Left::List(rest) | Left::Term(rest) => self.list(*rest, depth, limit),
        };
        expanded.extend(others);
        (expanded, tail)
    }
}

fn text(text: &str) -> Node {
    Node { shape: Form::Text(text.to_owned()), width: text.chars().count() as i64, dots: 0, more: None }
}

fn pair(key: Node, value: Node) -> Node {
    let (width, dots) = (key.width + 4 + value.width, key.dots + value.dots);
    Node { shape: Form::Pair(Box::new(key), Box::new(value)), width, dots, more: None }
}

/// A node of elements, with as many characters of brackets.
fn closed(
    brackets: i64,
    elements: Vec<Node>,
    tail: Tail,
    form: impl FnOnce(Vec<Node>, Tail) -> Form,
) -> Node {
    let mut width = brackets + elements.iter().map(|node| node.width).sum::<i64>();
    let mut dots = elements.iter().map(|node| node.dots).sum();
    let mut count = elements.len() as i64;
    match &tail {
        Tail::Proper => {}
        Tail::Dots(_) => {
            width += 3;
            dots += 3;
            count += 1;
        }
        Tail::Improper(node) => {
            width += node.width;
            dots += node.dots;
            count += 1;
        }
    }
    width += (count - 1).max(0);
    Node { shape: form(elements, tail), width, dots, more: None }
}

impl Node {
    fn into_tree(self, tree: &mut Tree) -> Id {
        let shape = match self.shape {
            Form::Text(text) => return tree.push_text(&text),
            Form::Bits(numbers) => return tree.push_numbers(&numbers),
            Form::Pair(key, value) => {
                let key = key.into_tree(tree);
                Shape::Pair(key, value.into_tree(tree))
            }
            Form::List(elements, tail) => {
                let (elements, end) = elements_into_tree(tree, elements, tail);
                Shape::List(elements, end)
            }
            Form::Map(pairs, tail) => {
                let (pairs, end) = elements_into_tree(tree, pairs, tail);
                Shape::Map(pairs, end)
            }
            Form::Tuple { tagged, elements, tail } => {
                let (elements, end) = elements_into_tree(tree, elements, tail);
                Shape::Tuple { tagged: tagged && !elements.is_empty(), elements, end }
            }
        };
        tree.push(self.width, shape)
    }
}

fn elements_into_tree(tree: &mut Tree, elements: Vec<Node>, tail: Tail) -> (std::ops::Range<usize>, End) {
    let ids: Vec<Id> = elements.into_iter().map(|node| node.into_tree(tree)).collect();
    let end = match tail {
        Tail::Proper => End::Proper,
        Tail::Dots(_) => End::Dots,
        Tail::Improper(node) => End::Tail(node.into_tree(tree)),
    };
    (tree.push_elements(ids), end)
}
