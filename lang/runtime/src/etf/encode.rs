//! Terms to bytes: `term_to_binary`.

use crate::atom::{self, Atom};
use crate::build::{ListIter, View, tuple_elements, view};
use crate::code;
use crate::etf::{VERSION, tag};
use crate::format::floats;
use crate::map;
use crate::memory;
use crate::table;
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

/// The longest list that is written as a string.
const MAX_STRING: usize = 0xffff;

/// Room for the bytes of a small term.
const FEW_BYTES: usize = 48;

/// The bytes of a term, the version's first.
///
/// # Errors
/// [`LocalFun`] if there is one in the term.
pub fn encode(term: Term, options: Options) -> Result<Vec<u8>, LocalFun> {
    write(Vec::with_capacity(FEW_BYTES), term, options)
}

/// How many bytes [`encode`] gives.
///
/// # Errors
/// As for that.
pub fn size(term: Term, options: Options) -> Result<usize, LocalFun> {
    write(Count::default(), term, options).map(|count| count.bytes)
}

fn write<O: Out>(out: O, term: Term, options: Options) -> Result<O, LocalFun> {
    let mut encoder = Encoder { out, rests: Vec::new(), options };
    encoder.out.put(&[VERSION]);
    let mut next = encoder.term(term)?;
    while let Some(rest) = next.or_else(|| encoder.rests.pop()) {
        next = match rest {
            Rest::Elements(elements) => encoder.elements(elements)?,
            Rest::List(list) => encoder.cells(list)?,
            Rest::Term(term) => encoder.term(term)?,
            Rest::Flat(keys, values) => encoder.flat(keys, values)?,
            Rest::Pairs(mut pairs) => match pairs.pop() {
                Some((key, value)) => {
                    encoder.rests.extend([Rest::Pairs(pairs), Rest::Term(value)]);
                    encoder.term(key)?
                }
                None => None,
            },
        };
    }
    Ok(encoder.out)
}

/// Where bytes go.
trait Out {
    fn put(&mut self, bytes: &[u8]);

    /// The elements of a list of so many bytes.
    fn put_list(&mut self, list: Term, length: usize);
}

impl Out for Vec<u8> {
    /// What is shared in a term is written as often as it is met: the result may be much larger.
    #[inline]
    fn put(&mut self, bytes: &[u8]) {
        memory::grow(self, bytes.len());
        self.extend_from_slice(bytes);
    }

    fn put_list(&mut self, list: Term, length: usize) {
        memory::grow(self, length);
        let start = self.len();
        self.resize(start + length, 0);
        for (place, element) in self[start..].iter_mut().zip(ListIter::new(list)) {
            *place = element.as_small() as u8;
        }
    }
}

/// Bytes that nobody wants, only their number: who would not get the memory for them does not get that either, as it may take
/// as long as one likes.
#[derive(Default)]
struct Count {
    bytes: usize,
    /// As many have been asked for.
    asked: usize,
}

impl Count {
    #[inline]
    fn add(&mut self, bytes: usize) {
        self.bytes += bytes;
        if self.bytes > self.asked {
            self.asked = 2 * self.bytes;
            memory::ask(self.asked);
        }
    }
}

impl Out for Count {
    #[inline]
    fn put(&mut self, bytes: &[u8]) {
        self.add(bytes.len());
    }

    fn put_list(&mut self, _: Term, length: usize) {
        self.add(length);
    }
}

/// What is still to be written.
enum Rest<'a> {
    Term(Term),
    Elements(&'a [Term]),
    /// Elements of a list and its tail.
    List(Term),
    /// Keys and values of a small map.
    Flat(&'a [Term], &'a [Term]),
    /// Of a large one; the last pair is next.
    Pairs(Vec<(Term, Term)>),
}

struct Encoder<'a, O> {
    out: O,
    rests: Vec<Rest<'a>>,
    options: Options,
}

impl<'a, O: Out> Encoder<'a, O> {
    /// Writes elements up to the first one with parts, and gives these: what stands behind it is put aside.
    fn elements(&mut self, mut elements: &'a [Term]) -> Result<Option<Rest<'a>>, LocalFun> {
        while let [first, others @ ..] = elements {
            elements = others;
            if let Some(parts) = self.term(*first)? {
                if !elements.is_empty() {
                    self.rests.push(Rest::Elements(elements));
                }
                return Ok(Some(parts));
            }
        }
        Ok(None)
    }

    /// The same for what is left of a list.
    fn cells(&mut self, list: Term) -> Result<Option<Rest<'a>>, LocalFun> {
        let mut elements = ListIter::new(list);
        while let Some(element) = elements.next() {
            if let Some(parts) = self.term(element)? {
                self.rests.push(Rest::List(elements.rest()));
                return Ok(Some(parts));
            }
        }
        self.term(elements.rest())
    }

    /// The same for pairs of keys and values.
    fn flat(&mut self, keys: &'a [Term], values: &'a [Term]) -> Result<Option<Rest<'a>>, LocalFun> {
        for (at, (&key, &value)) in keys.iter().zip(values).enumerate() {
            let rest = Rest::Flat(&keys[at + 1..], &values[at + 1..]);
            if let Some(parts) = self.term(key)? {
                self.rests.extend([rest, Rest::Term(value)]);
                return Ok(Some(parts));
            }
            if let Some(parts) = self.term(value)? {
                self.rests.push(rest);
                return Ok(Some(parts));
            }
        }
        Ok(None)
    }

    /// Writes a term but for the parts that it gives.
    #[inline]
    fn term(&mut self, term: Term) -> Result<Option<Rest<'a>>, LocalFun> {
        if let Some(value) = term.to_small() {
            self.integer(value);
        } else if term.is_cons() {
            return Ok(self.list(term));
        } else if let Some(elements) = tuple_elements(term) {
            return Ok(Some(self.tuple(elements)));
        } else if let Some(atom) = Atom::from_term(term) {
            self.atom(atom);
        } else {
            return self.other(term);
        }
        Ok(None)
    }

    /// [`Encoder::term`] for any kind.
    fn other(&mut self, term: Term) -> Result<Option<Rest<'a>>, LocalFun> {
        match view(term) {
            View::Small(value) => self.integer(value),
            View::Big(big) => self.big(big.negative, big.limbs),
            View::Float(value) => self.float(value),
            View::Atom(atom) => self.atom(atom),
            View::Nil => self.out.put(&[tag::NIL]),
            View::Cons(..) => return Ok(self.list(term)),
            View::Tuple(elements) => return Ok(Some(self.tuple(elements))),
            View::Map(map) => return Ok(self.map(map)),
            View::Bits(bits) => {
                let rest = bits.len() % 8;
                let bytes = bits.padded();
                self.tag_and_size(if rest == 0 { tag::BINARY } else { tag::BIT_BINARY }, bytes.len());
                if rest > 0 {
                    self.out.put(&[rest as u8]);
                }
                self.out.put(&bytes);
            }
            View::Fun(fun) => self.fun(fun)?,
            View::Pid(payload) => self.pid(payload),
            View::Port(payload) => {
                self.out.put(&[tag::V4_PORT]);
                self.atom(atom::NONODE_AT_NOHOST);
                self.out.put(&payload.to_be_bytes());
                self.out.put(&[0; 4]);
            }
            View::Reference(payload) => {
                self.out.put(&[tag::NEWER_REFERENCE, 0, 3]);
                self.atom(atom::NONODE_AT_NOHOST);
                self.out.put(&[0; 4]);
                // The parts as they are printed, the last one first.
                let part = |shift: u32, bits: u32| (payload >> shift & ((1 << bits) - 1)) as u32;
                for part in [part(0, 18), part(18, 18), part(36, 20)] {
                    self.out.put(&part.to_be_bytes());
                }
            }
            View::Internal => self.out.put(&[tag::NIL]),
        }
        Ok(None)
    }

    #[inline]
    fn tuple(&mut self, elements: &'a [Term]) -> Rest<'a> {
        match u8::try_from(elements.len()) {
            Ok(size) => self.out.put(&[tag::SMALL_TUPLE, size]),
            Err(_) => self.tag_and_size(tag::LARGE_TUPLE, elements.len()),
        }
        Rest::Elements(elements)
    }

    fn tag_and_size(&mut self, tag: u8, size: usize) {
        let [a, b, c, d] = (size as u32).to_be_bytes();
        self.out.put(&[tag, a, b, c, d]);
    }

    #[inline]
    fn integer(&mut self, value: i64) {
        if let Ok(byte) = u8::try_from(value) {
            return self.out.put(&[tag::SMALL_INTEGER, byte]);
        }
        match i32::try_from(value) {
            Ok(value) => {
                let [a, b, c, d] = value.to_be_bytes();
                self.out.put(&[tag::INTEGER, a, b, c, d]);
            }
            Err(_) => self.big(value < 0, &[value.unsigned_abs()]),
        }
    }

    fn big(&mut self, negative: bool, limbs: &[u64]) {
        let top = limbs.last().map_or(0, |limb| limb.leading_zeros() as usize / 8);
        let size = limbs.len() * 8 - top;
        match u8::try_from(size) {
            Ok(size) => self.out.put(&[tag::SMALL_BIG, size]),
            Err(_) => self.tag_and_size(tag::LARGE_BIG, size),
        }
        self.out.put(&[u8::from(negative)]);
        if let [others @ .., highest] = limbs {
            others.iter().for_each(|limb| self.out.put(&limb.to_le_bytes()));
            self.out.put(&highest.to_le_bytes()[..8 - top]);
        }
    }

    fn float(&mut self, value: f64) {
        if self.options.minor_version > 0 {
            let mut bytes = [tag::NEW_FLOAT; 9];
            bytes[1..].copy_from_slice(&value.to_be_bytes());
            return self.out.put(&bytes);
        }
        let mut text = floats::scientific(value, floats::DEFAULT_SCIENTIFIC).into_bytes();
        text.resize(31, 0);
        self.out.put(&[tag::FLOAT]);
        self.out.put(&text);
    }

    fn atom(&mut self, atom: Atom) {
        let name = atom.name();
        let latin1 = || name.chars().map(|code| u8::try_from(u32::from(code)).ok());
        if self.options.minor_version < 2 && (name.is_ascii() || latin1().all(|code| code.is_some())) {
            let length = if name.is_ascii() { name.len() } else { latin1().count() };
            let [high, low] = (length as u16).to_be_bytes();
            self.out.put(&[tag::ATOM, high, low]);
            if name.is_ascii() {
                return self.out.put(name.as_bytes());
            }
            return latin1().flatten().for_each(|byte| self.out.put(&[byte]));
        }
        match u8::try_from(name.len()) {
            Ok(size) => self.out.put(&[tag::SMALL_ATOM_UTF8, size]),
            Err(_) => {
                let [high, low] = (name.len() as u16).to_be_bytes();
                self.out.put(&[tag::ATOM_UTF8, high, low]);
            }
        }
        self.out.put(name.as_bytes());
    }

    /// A list of bytes is written as a string if it is not too long for one; others have parts.
    fn list(&mut self, list: Term) -> Option<Rest<'a>> {
        let is_byte = |element: Term| element.to_small().is_some_and(|value| (0..256).contains(&value));
        let mut elements = ListIter::new(list);
        let mut length = 0;
        while let Some(element) = elements.next() {
            length += 1;
            if length > MAX_STRING || !is_byte(element) {
                self.tag_and_size(tag::LIST, length + elements.count());
                return Some(Rest::List(list));
            }
        }
        if !elements.ended_proper() {
            self.tag_and_size(tag::LIST, length);
            return Some(Rest::List(list));
        }
        let [high, low] = (length as u16).to_be_bytes();
        self.out.put(&[tag::STRING, high, low]);
        self.out.put_list(list, length);
        None
    }

    fn map(&mut self, map: Term) -> Option<Rest<'a>> {
        self.tag_and_size(tag::MAP, map::size(map).unwrap_or(0));
        if let Some((keys, values)) = map::flat_parts(map) {
            return Some(Rest::Flat(keys, values));
        }
        // Large maps are written against the order in which they list their keys, as in OTP.
        if !self.options.deterministic {
            return map::pairs(map).map(|pairs| Rest::Pairs(pairs.collect()));
        }
        let mut pairs = map::sorted_pairs(map)?;
        pairs.reverse();
        Some(Rest::Pairs(pairs))
    }

    fn fun(&mut self, fun: Term) -> Result<(), LocalFun> {
        // SAFETY: a valid term of kind fun points to its entry, which lives as long as its version.
        let entry = unsafe { code::fun_entry(fun) };
        if entry.export.is_null() {
            return Err(LocalFun);
        }
        self.out.put(&[tag::EXPORT]);
        self.atom(entry.module);
        self.atom(entry.name);
        self.integer(i64::from(entry.arity));
        Ok(())
    }

    /// The two numbers in which it is shown; the place in the process table, which no
    /// other system has, in the room for the incarnation of the node.
    fn pid(&mut self, payload: u64) {
        self.out.put(&[tag::NEW_PID]);
        self.atom(atom::NONODE_AT_NOHOST);
        let [number, round] = table::pid_numbers(payload);
        for part in [number, round, (payload & 0xff_ffff) as u32] {
            self.out.put(&part.to_be_bytes());
        }
    }
}
