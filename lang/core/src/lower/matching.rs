//! Decision trees: which clause fits, with every position tested once on each path as far as the
//! order of the clauses allows.
//!
//! The rows (one for each clause) are taken in groups. A group is the longest run of rows, from the
//! first one on, that all test the same position: it becomes one switch on that position, with the
//! rows sorted into its arms. A first row that tests nothing is a leaf, and its guard decides. What
//! fails within a group goes on at the next group, by a jump. So no row is ever copied: the tree is
//! as large as the clauses, and each clause's code stands in it once.

use std::collections::{HashMap, VecDeque};

use dashu_int::IBig;
use swerl_syntax::ast::Name;

use super::bit_matching::shares;
use super::pattern::{Pat, Shape};
use super::{Lowerer, jump};
use crate::ir::{Block, End, Key, Label, Lit, Op, Operand, Stmt, Var};

/// A clause ready to be placed in a tree.
pub(super) struct Arm {
    /// One for each subject; missing ones fit anything.
    pub patterns: Vec<Pat>,
    /// Where `code` jumps to if the clause does not apply after all.
    pub fail: Label,
    /// Whether `code` may do so.
    pub guarded: bool,
    /// Guard and body. Taken when the clause is placed.
    pub code: Option<Block>,
}

/// A position of the subject, perhaps not loaded yet.
#[derive(Debug, Clone)]
pub(super) enum Place {
    Ready(Operand),
    Head(Operand),
    Tail(Operand),
    Element(Operand, u32),
    /// A position in a bitstring, counted in bits.
    At(Operand, Operand),
}

/// A clause with what is still to be tested, position by position.
pub(super) struct Row {
    pub patterns: Vec<Pat>,
    /// Variables that stand for positions that have been tested already.
    binds: Vec<(Var, Operand)>,
    arm: usize,
}

/// What all parts of one tree share.
pub(super) struct Tree {
    arms: Vec<Arm>,
    /// The line of the statements that load positions.
    pub line: u32,
}

/// A key by which rows are sorted into arms.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Sort {
    Nil,
    Cons,
    Tuple(usize),
    Int(i64),
    Big(IBig),
    Float(u64),
    Atom(Name),
    Map,
    Bits,
}

impl Lowerer<'_> {
    /// Goes on in the first arm that fits, or jumps to `fail`.
    pub(super) fn tree(
        &mut self,
        subjects: Vec<Operand>,
        mut arms: Vec<Arm>,
        fail: Label,
        line: u32,
    ) -> Block {
        let mut stmts = Vec::new();
        let places: Vec<Place> = subjects
            .into_iter()
            .map(|subject| Place::Ready(self.in_variable(subject, &mut stmts, line)))
            .collect();
        let rows = arms
            .iter_mut()
            .enumerate()
            .map(|(arm, clause)| {
                let mut patterns = std::mem::take(&mut clause.patterns);
                patterns.resize_with(places.len(), Pat::any);
                Row { patterns, binds: Vec::new(), arm }
            })
            .filter(|row| row.patterns.iter().all(can_fit))
            .collect();
        self.hidden.clear();
        let block = self.rows(places, rows, &mut Tree { arms, line }, fail);
        prepend(stmts, block)
    }

    /// A constant of several words is worth a variable before it is taken apart.
    fn in_variable(&mut self, subject: Operand, stmts: &mut Vec<Stmt>, line: u32) -> Operand {
        match subject {
            Operand::Lit(lit) if !crate::constant::is_atomic(&lit) => {
                let var = self.var();
                stmts.push(Stmt { var, op: Op::Move(Operand::Lit(lit)), line });
                Operand::Var(var)
            }
            other => other,
        }
    }

    pub(super) fn rows(
        &mut self,
        mut places: Vec<Place>,
        mut rows: VecDeque<Row>,
        tree: &mut Tree,
        fail: Label,
    ) -> Block {
        let mut groups: Vec<(Vec<Stmt>, Block, Label)> = Vec::new();
        let mut last = loop {
            let Some(first) = rows.front().filter(|_| !self.is_deep(groups.len())) else {
                break jump(fail);
            };
            match widest(&rows, first) {
                None => {
                    let Some(row) = rows.pop_front() else { break jump(fail) };
                    let (guarded, next) = (tree.arms[row.arm].guarded, tree.arms[row.arm].fail);
                    let by = row.arm;
                    let (stmts, leaf) = self.leaf(row, &mut places, tree);
                    if !guarded {
                        self.hidden.extend(rows.iter().map(|other| (other.arm, by)));
                        break prepend(stmts, leaf);
                    }
                    groups.push((stmts, leaf, next));
                }
                Some((column, count)) => {
                    let mut stmts = Vec::new();
                    let subject = self.load(&mut places[column], &mut stmts, tree.line);
                    let others = rows.split_off(count);
                    let next = if others.is_empty() { fail } else { self.label() };
                    let block = self.group(column, subject, &places, rows, tree, next);
                    if others.is_empty() {
                        break prepend(stmts, block);
                    }
                    groups.push((stmts, block, next));
                    rows = others;
                }
            }
        };
        while let Some((stmts, rest, label)) = groups.pop() {
            last = prepend(stmts, super::joined(label, last, rest));
        }
        last
    }

    /// The operand at a place; loads it where that has not been done.
    fn load(&mut self, place: &mut Place, stmts: &mut Vec<Stmt>, line: u32) -> Operand {
        let op = match place {
            Place::Ready(operand) | Place::At(operand, _) => return operand.clone(),
            Place::Head(cell) => Op::Head(cell.clone()),
            Place::Tail(cell) => Op::Tail(cell.clone()),
            Place::Element(tuple, index) => Op::Element(tuple.clone(), *index),
        };
        let var = self.var();
        stmts.push(Stmt { var, op, line });
        *place = Place::Ready(Operand::Var(var));
        Operand::Var(var)
    }

    /// A row that tests nothing: binds its variables and goes on in its code. What had to be loaded
    /// comes apart from that, since the rows after it may use it.
    fn leaf(&mut self, row: Row, places: &mut [Place], tree: &mut Tree) -> (Vec<Stmt>, Block) {
        let line = tree.line;
        let (mut loads, mut moves) = (Vec::new(), Vec::new());
        let mut bind = |var, operand| moves.push(Stmt { var, op: Op::Move(operand), line });
        for (var, operand) in row.binds {
            bind(var, operand);
        }
        for (place, pattern) in places.iter_mut().zip(row.patterns) {
            if pattern.binds.is_empty() {
                continue;
            }
            let operand = self.load(place, &mut loads, line);
            for var in pattern.binds {
                bind(var, operand.clone());
            }
        }
        let code = tree.arms[row.arm].code.take().unwrap_or_default();
        (loads, prepend(moves, code))
    }

    /// Rows that all test `subject` in `column`.
    fn group(
        &mut self,
        column: usize,
        subject: Operand,
        places: &[Place],
        rows: VecDeque<Row>,
        tree: &mut Tree,
        fail: Label,
    ) -> Block {
        match (rows.front().map(|row| &row.patterns[column].shape), &places[column]) {
            (Some(Shape::Entries(_)), _) => self.entry_group(column, subject, places, rows, tree, fail),
            (Some(Shape::Fields(_)), Place::At(subject, at)) => {
                let place = (subject.clone(), at.clone());
                self.field_group(column, place, places, rows, tree, fail)
            }
            _ => self.switch(column, subject, places, rows, tree, fail),
        }
    }

    /// One switch on `subject`, which all rows test in `column`.
    fn switch(
        &mut self,
        column: usize,
        subject: Operand,
        places: &[Place],
        rows: VecDeque<Row>,
        tree: &mut Tree,
        fail: Label,
    ) -> Block {
        let mut sorted: Vec<(Key, VecDeque<Row>)> = Vec::new();
        let mut index: HashMap<Sort, usize> = HashMap::new();
        for mut row in rows {
            let pattern = std::mem::replace(&mut row.patterns[column], Pat::any());
            row.binds.extend(pattern.binds.iter().map(|&var| (var, subject.clone())));
            let Some((sort, key, parts)) = take_apart(pattern.shape) else { continue };
            row.patterns.splice(column..=column, parts);
            let at = *index.entry(sort).or_insert_with(|| {
                sorted.push((key, VecDeque::new()));
                sorted.len() - 1
            });
            sorted[at].1.push_back(row);
        }
        let arms = sorted
            .into_iter()
            .map(|(key, rows)| {
                let mut inner = places.to_vec();
                inner.splice(column..=column, parts_of(&key, &subject));
                (key, self.rows(inner, rows, tree, fail))
            })
            .collect();
        let end = End::Switch { subject, arms, default: Box::new(jump(fail)) };
        Block { stmts: Vec::new(), end }
    }
}

/// The column that the first row tests and that most rows after it test as well, with their number.
fn widest(rows: &VecDeque<Row>, first: &Row) -> Option<(usize, usize)> {
    let tested = |&column: &usize| first.patterns[column].shape != Shape::Any;
    let mut best: Option<(usize, usize)> = None;
    for column in (0..first.patterns.len()).filter(tested) {
        let shape = &first.patterns[column].shape;
        let others = rows.iter().skip(1);
        let count = 1 + others.take_while(|row| shares(shape, &row.patterns[column].shape)).count();
        if best.is_none_or(|(_, most)| count > most) {
            best = Some((column, count));
        }
    }
    best
}

/// How a shape is sorted, the arm's key, and the patterns of its parts.
fn take_apart(shape: Shape) -> Option<(Sort, Key, Vec<Pat>)> {
    Some(match shape {
        Shape::Any | Shape::Never | Shape::Entries(_) | Shape::Fields(_) => return None,
        Shape::Map(entries) => {
            let entries = if entries.is_empty() { Pat::any() } else { Pat::of(Shape::Entries(entries)) };
            (Sort::Map, Key::Map, vec![entries])
        }
        Shape::Bits(fields) => (Sort::Bits, Key::Bits, vec![Pat::of(Shape::Fields(fields))]),
        Shape::Nil => (Sort::Nil, Key::Nil, Vec::new()),
        Shape::Cons(head, tail) => (Sort::Cons, Key::Cons, vec![*head, *tail]),
        Shape::Tuple(parts) => (Sort::Tuple(parts.len()), Key::Tuple(parts.len() as u32), parts),
        // 0.0 and -0.0 are exactly equal, so they are one key.
        Shape::Lit(Lit::Float(value)) => {
            let value = if value == 0.0 { 0.0 } else { value };
            (Sort::Float(value.to_bits()), Key::Lit(Lit::Float(value)), Vec::new())
        }
        Shape::Lit(lit) => {
            let sort = match &lit {
                Lit::Int(value) => Sort::Int(*value),
                Lit::Big(value) => Sort::Big(value.clone()),
                Lit::Atom(name) => Sort::Atom(name.clone()),
                _ => return None,
            };
            (sort, Key::Lit(lit), Vec::new())
        }
    })
}

/// The places within a subject that fits a key.
fn parts_of(key: &Key, subject: &Operand) -> Vec<Place> {
    match key {
        Key::Nil | Key::Lit(_) => Vec::new(),
        Key::Map => vec![Place::Ready(subject.clone())],
        Key::Bits => vec![Place::At(subject.clone(), Operand::Lit(Lit::Int(0)))],
        Key::Cons => vec![Place::Head(subject.clone()), Place::Tail(subject.clone())],
        Key::Tuple(size) => (0..*size).map(|i| Place::Element(subject.clone(), i)).collect(),
    }
}

/// Whether a pattern can fit anything at all.
fn can_fit(pattern: &Pat) -> bool {
    match &pattern.shape {
        Shape::Never => false,
        Shape::Cons(head, tail) => can_fit(head) && can_fit(tail),
        Shape::Tuple(parts) => parts.iter().all(can_fit),
        Shape::Map(entries) | Shape::Entries(entries) => entries.iter().all(|(_, value)| can_fit(value)),
        Shape::Bits(fields) | Shape::Fields(fields) => fields.iter().all(|field| can_fit(&field.value)),
        Shape::Any | Shape::Nil | Shape::Lit(_) => true,
    }
}

pub(super) fn prepend(mut stmts: Vec<Stmt>, block: Block) -> Block {
    if stmts.is_empty() {
        return block;
    }
    stmts.extend(block.stmts);
    Block { stmts, end: block.end }
}
