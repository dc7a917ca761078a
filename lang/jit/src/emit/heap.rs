//! Values: literals, variables, and what a segment allocates.

use cranelift_codegen::ir::{InstBuilder, Value};
use swerl_core::ir::{FunctionId, Lit, Operand, Var};
use swerl_runtime::atom::Atom;
use swerl_runtime::build::{self, Arena, Heap};
use swerl_runtime::literals::LiteralArea;
use swerl_runtime::term::{Kind, NIL, TAG_BOXED, TAG_CONS, Term, header};
use swerl_runtime::{bits, map};

use super::segment::Segment;
use crate::function_code::Constant;

/// The small integer that a literal is.
pub fn small_literal(lit: &Lit) -> Option<i64> {
    match lit {
        Lit::Int(n) if Term::fits_small(*n) => Some(*n),
        _ => None,
    }
}

/// A literal as a term; what needs memory is made in `area`.
pub fn literal(area: &mut dyn Heap, lit: &Lit) -> Term {
    match lit {
        Lit::Int(n) => build::integer(area, *n),
        Lit::Big(n) => build::big_integer(area, n),
        Lit::Float(value) => build::float(area, *value),
        Lit::Atom(name) => Atom::new(name).term(),
        Lit::Nil => NIL,
        Lit::Tuple(elements) => {
            let elements: Vec<Term> = elements.iter().map(|element| literal(area, element)).collect();
            build::tuple(area, &elements)
        }
        Lit::List(elements, tail) => {
            let tail = literal(area, tail);
            let elements: Vec<Term> = elements.iter().map(|element| literal(area, element)).collect();
            build::list_onto(area, elements, tail)
        }
        Lit::String(points) => {
            let points: Vec<Term> = points.iter().map(|&point| Term::small(i64::from(point))).collect();
            build::list(area, points)
        }
        Lit::ExternalFun(module, function, arity) => {
            let cell = swerl_runtime::exports::cell(Atom::new(module), Atom::new(function), *arity);
            let object = area.alloc(2);
            // SAFETY: two words were asked for; the entry lives as long as the cell, for ever.
            unsafe {
                object.write(header(Kind::Fun, 1));
                object.add(1).write(std::ptr::from_ref(cell.fun_entry()) as u64);
            }
            Term::from_boxed(object)
        }
        Lit::Map(pairs) => {
            let pairs: Vec<(Term, Term)> =
                pairs.iter().map(|(key, value)| (literal(area, key), literal(area, value))).collect();
            map::from_pairs(area, pairs)
        }
        Lit::Bits(bytes, count) => bits::bitstring(area, bytes, *count),
    }
}

/// The keys of a map that is built in place, as a tuple in their order, and the place that each of them
/// has among `keys`.
fn key_order(area: &mut dyn Heap, keys: &[Lit]) -> (Term, Vec<usize>) {
    let places = (0..).map(Term::small);
    let pairs: Vec<(Term, Term)> = keys.iter().map(|key| literal(area, key)).zip(places).collect();
    let map = map::from_pairs(area, pairs);
    let (keys, places): (Vec<Term>, Vec<Term>) =
        map::sorted_pairs(map).unwrap_or_default().into_iter().unzip();
    (build::tuple(area, &keys), places.into_iter().map(|place| place.as_small() as usize).collect())
}

/// The term that a literal is, if that needs no memory.
fn immediate(lit: &Lit) -> Option<Term> {
    // These need some, and may be long.
    if matches!(lit, Lit::List(..) | Lit::String(_)) {
        return None;
    }
    Some(literal(&mut Arena::new(), lit)).filter(|term| !term.is_pointer())
}

/// A constant that code refers to, made in `area`, as the word that the code holds.
pub fn constant_word(area: &mut LiteralArea, constant: &Constant) -> u64 {
    match constant {
        Constant::Term(lit) => literal(area, lit).0,
        Constant::MapKeys(keys) => key_order(area, keys).0.0,
    }
}

impl Segment<'_, '_> {
    /// The value of a variable or literal.
    pub fn value(&mut self, operand: &Operand) -> Value {
        match operand {
            Operand::Var(var) => self.var(*var),
            Operand::Lit(lit) => match immediate(lit) {
                Some(term) => self.constant(term.0),
                None => self.literal(Constant::Term(lit.clone())),
            },
        }
    }

    /// The value of a variable as a term.
    pub fn var(&mut self, var: Var) -> Value {
        if let Some(&value) = self.env.get(&var) {
            return value;
        }
        match self.boxed(var) {
            Some(value) => value,
            None => panic!("{var:?} is not alive in {:?} {:?}", self.start, self.mode),
        }
    }

    pub fn values(&mut self, operands: &[Operand]) -> Vec<Value> {
        operands.iter().map(|operand| self.value(operand)).collect()
    }

    /// The heap pointer after everything allocated so far.
    pub fn heap_top(&mut self) -> Value {
        self.offset(self.hp, i64::from(self.hp_offset))
    }

    /// Writes words to the top of the heap and gives the tagged pointer to them.
    pub fn allocate(&mut self, words: &[Value], tag: u64) -> Value {
        for (index, &word) in words.iter().enumerate() {
            self.store(word, self.hp, self.hp_offset + 8 * index as i32);
        }
        let pointer = self.offset(self.hp, i64::from(self.hp_offset) + tag as i64);
        self.hp_offset += 8 * words.len() as i32;
        self.note_heap(words.len());
        pointer
    }

    pub fn cons(&mut self, head: Value, tail: Value) -> Value {
        self.allocate(&[head, tail], TAG_CONS)
    }

    pub fn tuple(&mut self, elements: &[Value]) -> Value {
        let mut words = vec![self.constant(header(Kind::Tuple, elements.len()))];
        words.extend_from_slice(elements);
        self.allocate(&words, TAG_BOXED)
    }

    /// A map of up to [`map::FLAT_MAX`] keys.
    pub fn map(&mut self, keys: &[Lit], values: &[Value]) -> Value {
        let (_, order) = key_order(&mut Arena::new(), keys);
        let keys = self.literal(Constant::MapKeys(keys.to_vec()));
        let mut words = vec![self.constant(header(Kind::Map, 1 + values.len())), keys];
        words.extend(order.into_iter().map(|place| values[place]));
        self.allocate(&words, TAG_BOXED)
    }

    pub fn make_fun(&mut self, function: FunctionId, captured: &[Operand]) -> Value {
        let mut words = vec![self.constant(header(Kind::Fun, 1 + captured.len()))];
        words.push(self.fun_entry(function));
        words.extend(self.values(captured));
        self.allocate(&words, TAG_BOXED)
    }

    /// A truth value as the atom.
    pub fn boolean(&mut self, condition: Value) -> Value {
        let yes = self.constant(swerl_runtime::atom::TRUE.term().0);
        let no = self.constant(swerl_runtime::atom::FALSE.term().0);
        self.b.ins().select(condition, yes, no)
    }
}
