//! Terms to bytes: `term_to_binary`.

use crate::atom::{self, Atom};
use crate::build::{ListIter, View, view};
use crate::code;
use crate::etf::{VERSION, tag};
use crate::format::floats;
use crate::map::{self, Pairs};
use crate::memory;
use crate::term::Term;

/// The options of `term_to_binary/2`.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// 0: floats as text; 1: atoms of Latin-1 characters in Latin-1; 2: all atoms in UTF-8.
    pub minor_version: u8,
    /// Maps in the order of their keys.
    pub deterministic: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options { minor_version: 1, deterministic: false }
    }
}

/// A fun that is no `fun m:f/a`: its code cannot be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LocalFun;

/// What a part of a term takes as a rule, in bytes.
const ROOM: usize = 32;

/// The longest list that is written as a string.
const MAX_STRING: usize = 0xffff;

/// The bytes of a term, the version's first.
///
/// # Errors
/// [`LocalFun`] if there is one in the term.
pub fn encode(term: Term, options: Options) -> Result<Vec<u8>, LocalFun> {
    let mut encoder = Encoder { out: vec![VERSION], rests: Vec::new(), options };
    encoder.rests.push(Rest::Term(term));
    while let Some(rest) = encoder.rests.pop() {
        // What is shared in the term is written as often as it is met: the result may be much larger.
        memory::grow(&mut encoder.out, ROOM);
        match rest {
            Rest::Term(term) => encoder.term(term)?,
            Rest::Elements([first, others @ ..]) => {
                encoder.rests.push(Rest::Elements(others));
                encoder.rests.push(Rest::Term(*first));
            }
            Rest::Elements([]) => {}
            Rest::List(list) => match view(list) {
                View::Cons(head, tail) => {
                    encoder.rests.push(Rest::List(tail));
                    encoder.rests.push(Rest::Term(head));
                }
                _ => encoder.rests.push(Rest::Term(list)),
            },
            Rest::Pairs(mut pairs) => {
                if let Some((key, value)) = pairs.next() {
                    encoder.rests.extend([Rest::Pairs(pairs), Rest::Term(value), Rest::Term(key)]);
                }
            }
            Rest::Ordered(mut pairs) => {
                if let Some((key, value)) = pairs.next() {
                    encoder.rests.extend([Rest::Ordered(pairs), Rest::Term(value), Rest::Term(key)]);
                }
            }
        }
    }
    Ok(encoder.out)
}

/// What is still to be written.
enum Rest<'a> {
    Term(Term),
    Elements(&'a [Term]),
    /// Elements of a list and its tail.
    List(Term),
    Pairs(Pairs<'a>),
    Ordered(std::vec::IntoIter<(Term, Term)>),
}

struct Encoder<'a> {
    out: Vec<u8>,
    rests: Vec<Rest<'a>>,
    options: Options,
}

impl Encoder<'_> {
    fn term(&mut self, term: Term) -> Result<(), LocalFun> {
        match view(term) {
            View::Small(value) => self.integer(value),
            View::Big(big) => self.big(big.negative, big.limbs),
            View::Float(value) => self.float(value),
            View::Atom(atom) => self.atom(atom),
            View::Nil => self.out.push(tag::NIL),
            View::Cons(..) => self.list(term),
            View::Tuple(elements) => {
                match u8::try_from(elements.len()) {
                    Ok(size) => self.out.extend([tag::SMALL_TUPLE, size]),
                    Err(_) => self.tag_and_size(tag::LARGE_TUPLE, elements.len()),
                }
                self.rests.push(Rest::Elements(elements));
            }
            View::Map(map) => self.map(map),
            View::Bits(bits) => {
                let rest = bits.len() % 8;
                let bytes = bits.padded();
                self.tag_and_size(if rest == 0 { tag::BINARY } else { tag::BIT_BINARY }, bytes.len());
                if rest > 0 {
                    self.out.push(rest as u8);
                }
                self.out.extend_from_slice(&bytes);
            }
            View::Fun(fun) => return self.fun(fun),
            View::Pid(payload) => self.pid(payload),
            View::Port(payload) => {
                self.out.push(tag::V4_PORT);
                self.atom(atom::NONODE_AT_NOHOST);
                self.out.extend(payload.to_be_bytes());
                self.out.extend([0; 4]);
            }
            View::Reference(payload) => {
                self.out.extend([tag::NEWER_REFERENCE, 0, 3]);
                self.atom(atom::NONODE_AT_NOHOST);
                self.out.extend([0; 4]);
                // The parts as they are printed, the last one first.
                let part = |shift: u32, bits: u32| (payload >> shift & ((1 << bits) - 1)) as u32;
                for part in [part(0, 18), part(18, 18), part(36, 20)] {
                    self.out.extend(part.to_be_bytes());
                }
            }
            View::Internal => self.out.push(tag::NIL),
        }
        Ok(())
    }

    fn tag_and_size(&mut self, tag: u8, size: usize) {
        self.out.push(tag);
        self.out.extend((size as u32).to_be_bytes());
    }

    fn integer(&mut self, value: i64) {
        if let Ok(byte) = u8::try_from(value) {
            return self.out.extend([tag::SMALL_INTEGER, byte]);
        }
        match i32::try_from(value) {
            Ok(value) => {
                self.out.push(tag::INTEGER);
                self.out.extend(value.to_be_bytes());
            }
            Err(_) => self.big(value < 0, &[value.unsigned_abs()]),
        }
    }

    fn big(&mut self, negative: bool, limbs: &[u64]) {
        let top = limbs.last().map_or(0, |limb| limb.leading_zeros() as usize / 8);
        let size = limbs.len() * 8 - top;
        match u8::try_from(size) {
            Ok(size) => self.out.extend([tag::SMALL_BIG, size]),
            Err(_) => self.tag_and_size(tag::LARGE_BIG, size),
        }
        self.out.push(u8::from(negative));
        self.out.extend(limbs.iter().flat_map(|limb| limb.to_le_bytes()).take(size));
    }

    fn float(&mut self, value: f64) {
        if self.options.minor_version > 0 {
            self.out.push(tag::NEW_FLOAT);
            return self.out.extend(value.to_be_bytes());
        }
        self.out.push(tag::FLOAT);
        let mut text = floats::scientific(value, floats::DEFAULT_SCIENTIFIC).into_bytes();
        text.resize(31, 0);
        self.out.extend(text);
    }

    fn atom(&mut self, atom: Atom) {
        let name = atom.name();
        let latin1 = || name.chars().map(|code| u8::try_from(u32::from(code)).ok());
        if self.options.minor_version < 2 && latin1().all(|code| code.is_some()) {
            self.out.push(tag::ATOM);
            self.out.extend((latin1().count() as u16).to_be_bytes());
            return self.out.extend(latin1().flatten());
        }
        match u8::try_from(name.len()) {
            Ok(size) => self.out.extend([tag::SMALL_ATOM_UTF8, size]),
            Err(_) => {
                self.out.push(tag::ATOM_UTF8);
                self.out.extend((name.len() as u16).to_be_bytes());
            }
        }
        self.out.extend_from_slice(name.as_bytes());
    }

    /// A list of bytes is written as a string if it is not too long for one.
    fn list(&mut self, list: Term) {
        let mut elements = ListIter::new(list);
        let is_byte = |element: &Term| element.to_small().is_some_and(|value| (0..256).contains(&value));
        let bytes = elements.by_ref().take(MAX_STRING).take_while(is_byte).count();
        if elements.ended_proper() && bytes == ListIter::new(list).take(MAX_STRING + 1).count() {
            self.out.push(tag::STRING);
            self.out.extend((bytes as u16).to_be_bytes());
            self.out.extend(ListIter::new(list).map(|element| element.as_small() as u8));
            return;
        }
        self.tag_and_size(tag::LIST, ListIter::new(list).count());
        self.rests.push(Rest::List(list));
    }

    fn map(&mut self, map: Term) {
        self.tag_and_size(tag::MAP, map::size(map).unwrap_or(0));
        let Some(pairs) = map::pairs(map) else { return };
        if map::size(map).is_some_and(|size| size <= map::FLAT_MAX) {
            return self.rests.push(Rest::Pairs(pairs));
        }
        // Large maps are written against the order in which they list their keys, as in OTP.
        let ordered = if self.options.deterministic {
            map::sorted_pairs(map).unwrap_or_default()
        } else {
            let mut all: Vec<_> = pairs.collect();
            all.reverse();
            all
        };
        self.rests.push(Rest::Ordered(ordered.into_iter()));
    }

    fn fun(&mut self, fun: Term) -> Result<(), LocalFun> {
        // SAFETY: a valid term of kind fun points to its entry, which lives as long as its version.
        let entry = unsafe { code::fun_entry(fun) };
        if entry.export.is_null() {
            return Err(LocalFun);
        }
        self.out.push(tag::EXPORT);
        self.atom(entry.module);
        self.atom(entry.name);
        self.integer(i64::from(entry.arity));
        Ok(())
    }

    /// The serial number in the parts in which it is printed; the place in the process table, which no
    /// other system has, in the room for the incarnation of the node.
    fn pid(&mut self, payload: u64) {
        self.out.push(tag::NEW_PID);
        self.atom(atom::NONODE_AT_NOHOST);
        let serial = (payload >> 24) as u32;
        for part in [serial & 0x0fff_ffff, serial >> 28, (payload & 0xff_ffff) as u32] {
            self.out.extend(part.to_be_bytes());
        }
    }
}
