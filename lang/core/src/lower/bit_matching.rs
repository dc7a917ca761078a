//! Decision trees below maps and bitstrings: rows that ask for the same key, or that read the same
//! field, share that.

use std::collections::VecDeque;

use super::bit_pattern::{Computed, Field, Read, Size, bytes_literal, reads_alike};
use super::matching::{Place, Row, Tree, prepend};
use super::pattern::{Pat, Shape};
use super::{Lowerer, joined, jump};
use crate::builtins;
use crate::ir::{Block, End, Label, Lit, Op, Operand, Stmt, Var};

/// Whether a row's shape can share what is done for the first row's shape.
pub(super) fn shares(first: &Shape, other: &Shape) -> bool {
    match (first, other) {
        (Shape::Entries(first), Shape::Entries(other)) => {
            first.first().is_some_and(|(key, _)| other.iter().any(|(k, _)| k == key))
        }
        (Shape::Fields(first), Shape::Fields(other)) => match (first.first(), other.first()) {
            (Some(a), Some(b)) => reads_alike(&a.read, &b.read),
            (None, None) => true,
            _ => false,
        },
        (_, Shape::Any) => false,
        _ => true,
    }
}

/// Statements that a field's reading takes, and where the next field starts.
struct Reading {
    stmts: Vec<Stmt>,
    /// The field's value, where some row asks for it.
    value: Option<Operand>,
    /// Nothing after the last field.
    next: Option<Operand>,
}

impl Lowerer<'_> {
    /// Rows that all ask the map in `column` for the key that the first one asks for first.
    pub(super) fn entry_group(
        &mut self,
        column: usize,
        map: Operand,
        places: &[Place],
        mut rows: VecDeque<Row>,
        tree: &mut Tree,
        fail: Label,
    ) -> Block {
        let Some(Shape::Entries(entries)) = rows.front().map(|row| &row.patterns[column].shape) else {
            return jump(fail);
        };
        let Some((key, _)) = entries.first().cloned() else { return jump(fail) };
        let value = self.var();
        let get = Op::Bif {
            name: builtins::MAP_GET.into(),
            args: vec![key.clone(), map.clone()],
            fail: Some(fail),
        };
        let stmts = vec![Stmt { var: value, op: get, line: tree.line }];
        for row in &mut rows {
            let Shape::Entries(entries) = &mut row.patterns[column].shape else { continue };
            let Some(at) = entries.iter().position(|(k, _)| *k == key) else { continue };
            let (_, pattern) = entries.remove(at);
            let rest = if entries.is_empty() {
                Pat::any()
            } else {
                Pat::of(Shape::Entries(std::mem::take(entries)))
            };
            row.patterns.splice(column..=column, [pattern, rest]);
        }
        let mut inner = places.to_vec();
        inner.splice(column..=column, [Place::Ready(Operand::Var(value)), Place::Ready(map)]);
        let block = self.rows(inner, rows, tree, fail);
        prepend(stmts, block)
    }

    /// Rows that all read the same field of the bitstring in `column`.
    pub(super) fn field_group(
        &mut self,
        column: usize,
        (subject, at): (Operand, Operand),
        places: &[Place],
        mut rows: VecDeque<Row>,
        tree: &mut Tree,
        fail: Label,
    ) -> Block {
        let line = tree.line;
        let mut values = Vec::new();
        let mut read = None;
        for row in &mut rows {
            let Shape::Fields(fields) = &mut row.patterns[column].shape else { continue };
            if fields.is_empty() {
                continue;
            }
            let Field { read: how, value } = fields.remove(0);
            let last = matches!(how, Read::Rest { .. });
            read.get_or_insert(how);
            let fields = std::mem::take(fields);
            let rest = if last { Pat::any() } else { Pat::of(Shape::Fields(fields)) };
            values.push(value);
            row.patterns[column] = rest;
        }
        let Some(mut read) = read else {
            return self.end_of_bits(column, (subject, at), places, rows, tree, fail);
        };
        let computed = take_computed(&mut read);
        let asked = values.iter().any(|value| value.shape != Shape::Any || !value.binds.is_empty());
        let mut reading = self.read_field(&read, (subject.clone(), at), asked, fail, line);
        let value = reading.value.clone();
        for (row, mut pattern) in rows.iter_mut().zip(values) {
            // Sizes of fields further on may use these variables: they are bound here.
            for var in std::mem::take(&mut pattern.binds) {
                let op = Op::Move(value.clone().unwrap_or(Operand::Lit(Lit::Nil)));
                reading.stmts.push(Stmt { var, op, line });
            }
            row.patterns.insert(column, pattern);
        }
        let mut inner = places.to_vec();
        let value = value.unwrap_or(Operand::Lit(Lit::Nil));
        let next = reading.next.unwrap_or(Operand::Lit(Lit::Nil));
        inner.splice(column..=column, [Place::Ready(value), Place::At(subject, next)]);
        let block = self.rows(inner, rows, tree, fail);
        let block = prepend(reading.stmts, block);
        match computed {
            Some(computed) => with_size(*computed, block, fail),
            None => block,
        }
    }

    /// Rows whose fields are all read: nothing may be left.
    fn end_of_bits(
        &mut self,
        column: usize,
        (subject, at): (Operand, Operand),
        places: &[Place],
        mut rows: VecDeque<Row>,
        tree: &mut Tree,
        fail: Label,
    ) -> Block {
        for row in &mut rows {
            row.patterns[column] = Pat::any();
        }
        let mut stmts = Vec::new();
        self.bits_operation(&mut stmts, builtins::BITS_END, vec![subject, at], fail, tree.line);
        let block = self.rows(places.to_vec(), rows, tree, fail);
        prepend(stmts, block)
    }

    fn read_field(
        &mut self,
        read: &Read,
        (subject, at): (Operand, Operand),
        asked: bool,
        fail: Label,
        line: u32,
    ) -> Reading {
        let mut stmts = Vec::new();
        let (value, next) = match read {
            Read::Integer { size, .. } | Read::Part(size) if !asked => {
                let bits = self.span_of(&mut stmts, size, fail, line);
                let args = vec![subject, at, bits];
                (None, Some(self.bits_operation(&mut stmts, builtins::BITS_SKIP, args, fail, line)))
            }
            Read::Integer { size, signed, little } => {
                let flags = flags(*signed, *little);
                let name = builtins::BITS_INTEGER;
                self.sized_read(&mut stmts, name, (subject, at), size, Some(flags), (fail, line))
            }
            Read::Float { size, little } => {
                let flags = flags(false, *little);
                let name = builtins::BITS_FLOAT;
                self.sized_read(&mut stmts, name, (subject, at), size, Some(flags), (fail, line))
            }
            Read::Part(size) => {
                let name = builtins::BITS_PART;
                self.sized_read(&mut stmts, name, (subject, at), size, None, (fail, line))
            }
            Read::Rest { unit: 1 } if !asked => (None, None),
            Read::Rest { unit } => {
                let name = if asked { builtins::BITS_REST } else { builtins::BITS_WHOLE };
                let args = vec![subject, at, int(i64::from(*unit))];
                (Some(self.bits_operation(&mut stmts, name, args, fail, line)), None)
            }
            Read::Utf { bits, little } => {
                let unit = int(i64::from(*bits));
                let args = vec![subject, at.clone(), unit.clone(), flags(false, *little)];
                let value = self.bits_operation(&mut stmts, builtins::BITS_UTF, args, fail, line);
                let width = match bits {
                    32 => unit,
                    _ => {
                        let args = vec![value.clone(), unit];
                        self.bits_operation(&mut stmts, builtins::BITS_UTF_WIDTH, args, fail, line)
                    }
                };
                let next = self.further(&mut stmts, at, width, line);
                (Some(value), Some(next))
            }
            Read::Literal(bytes) => {
                let args = vec![subject, at, bytes_literal(bytes)];
                (None, Some(self.bits_operation(&mut stmts, builtins::BITS_LITERAL, args, fail, line)))
            }
        };
        Reading { stmts, value, next }
    }

    /// Reads a value of a size: the value, and the position after it.
    fn sized_read(
        &mut self,
        stmts: &mut Vec<Stmt>,
        name: &str,
        (subject, at): (Operand, Operand),
        size: &Size,
        flags: Option<Operand>,
        (fail, line): (Label, u32),
    ) -> (Option<Operand>, Option<Operand>) {
        let bits = self.span_of(stmts, size, fail, line);
        let mut args = vec![subject, at.clone(), bits.clone()];
        args.extend(flags);
        let value = self.bits_operation(stmts, name, args, fail, line);
        let next = self.further(stmts, at, bits, line);
        (Some(value), Some(next))
    }

    /// The number of bits that a size is.
    fn span_of(&mut self, stmts: &mut Vec<Stmt>, size: &Size, fail: Label, line: u32) -> Operand {
        let (units, unit) = match size {
            Size::Known(bits) => return int(*bits as i64),
            Size::Units(units, unit) => (units.clone(), *unit),
            Size::Computed(computed, unit) => (Operand::Var(computed.value), *unit),
        };
        let args = vec![units, int(i64::from(unit))];
        self.bits_operation(stmts, builtins::BITS_SPAN, args, fail, line)
    }

    /// A position so many bits further on.
    fn further(&mut self, stmts: &mut Vec<Stmt>, at: Operand, bits: Operand, line: u32) -> Operand {
        match (&at, &bits) {
            (Operand::Lit(Lit::Int(at)), Operand::Lit(Lit::Int(bits))) => int(at + bits),
            (Operand::Lit(Lit::Int(0)), _) => bits,
            _ => {
                let var = self.var();
                let op = Op::Bif { name: "+".into(), args: vec![at, bits], fail: None };
                stmts.push(Stmt { var, op, line });
                Operand::Var(var)
            }
        }
    }

    fn bits_operation(
        &mut self,
        stmts: &mut Vec<Stmt>,
        name: &str,
        args: Vec<Operand>,
        fail: Label,
        line: u32,
    ) -> Operand {
        let var = self.var();
        stmts.push(Stmt { var, op: Op::Bif { name: name.into(), args, fail: Some(fail) }, line });
        Operand::Var(var)
    }
}

/// Takes the code out of a size that has some; what is left names the variable that it gives.
fn take_computed(read: &mut Read) -> Option<Box<Computed>> {
    let size = match read {
        Read::Integer { size, .. } | Read::Float { size, .. } | Read::Part(size) => size,
        _ => return None,
    };
    match size {
        Size::Computed(computed, unit) => {
            let value: Var = computed.value;
            let empty = Size::Units(Operand::Var(value), *unit);
            match std::mem::replace(size, empty) {
                Size::Computed(computed, _) => Some(computed),
                _ => None,
            }
        }
        _ => None,
    }
}

/// `block`, which uses a computed size, after what computes it.
fn with_size(computed: Computed, block: Block, fail: Label) -> Block {
    let Computed { code, done, fail: failed, value } = computed;
    let rest = joined(failed, jump(fail), code);
    let end = End::Join { label: done, params: vec![value], body: Box::new(block), rest: Box::new(rest) };
    Block { stmts: Vec::new(), end }
}

fn int(value: i64) -> Operand {
    Operand::Lit(Lit::Int(value))
}

fn flags(signed: bool, little: bool) -> Operand {
    let signed = if signed { builtins::BITS_SIGNED } else { 0 };
    let little = if little { builtins::BITS_LITTLE } else { 0 };
    int(signed | little)
}
