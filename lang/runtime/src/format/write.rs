//! `~w` and `~W`: a term as it is written in a program, on one line.

use crate::bits::Bits;
use crate::build::{View, view};
use crate::format::chars::Chars;
use crate::format::leaf;
use crate::format::quote::Encoding;
use crate::map::{self, Pairs};
use crate::term::Term;

/// What is still to be written of a list, tuple or map. Depth counts down; negative is without bound.
enum Rest<'a> {
    List(Term, i64),
    Tuple(&'a [Term], i64),
    /// Further pairs, their depth and that of what is in them.
    Map(Pairs<'a>, i64, i64),
    /// The arrow and the value behind a key.
    Value(Term, i64),
    /// The end of a pair.
    PairEnd,
}

/// Writes a term as one inner list. Parts beyond `depth` become `...`; a negative depth shows all.
pub fn write(out: &mut Chars, term: Term, depth: i64, encoding: Encoding) {
    Writer { out, rests: Vec::new(), encoding }.write(term, depth);
}

struct Writer<'a> {
    out: &'a mut Chars,
    rests: Vec<Rest<'a>>,
    encoding: Encoding,
}

impl<'a> Writer<'a> {
    fn write(&mut self, term: Term, depth: i64) {
        self.start(term, depth);
        while let Some(rest) = self.rests.pop() {
            match rest {
                Rest::List(tail, depth) => self.go_on_with_list(tail, depth),
                Rest::Tuple(elements, depth) => match elements.split_first() {
                    None => self.end('}'),
                    Some(_) if depth == 1 => {
                        self.out.push_str(",...");
                        self.end('}');
                    }
                    Some((&first, others)) => {
                        self.out.push(',');
                        self.rests.push(Rest::Tuple(others, depth - 1));
                        self.start(first, depth - 1);
                    }
                },
                Rest::Map(pairs, depth, inner) => self.go_on_with_map(pairs, depth, inner),
                Rest::Value(value, depth) => {
                    self.out.push_list(" => ");
                    self.rests.push(Rest::PairEnd);
                    self.start(value, depth);
                }
                Rest::PairEnd => self.out.close(),
            }
        }
    }

    /// Writes a leaf, or the first bracket and element of a list, tuple or map and notes the rest.
    fn start(&mut self, mut term: Term, mut depth: i64) {
        loop {
            if depth == 0 {
                return self.out.push_list("...");
            }
            let first = match view(term) {
                View::Cons(..) if depth == 1 => return self.out.push_list("[...]"),
                View::Cons(head, tail) => {
                    self.rests.push(Rest::List(tail, depth - 1));
                    self.begin("[");
                    head
                }
                View::Tuple([_, ..]) if depth == 1 => return self.out.push_list("{...}"),
                View::Tuple([first, others @ ..]) => {
                    self.rests.push(Rest::Tuple(others, depth - 1));
                    self.begin("{");
                    *first
                }
                View::Map(_) if depth == 1 => return self.out.push_list("#{}"),
                View::Map(map) => {
                    let Some(mut pairs) = map::pairs(map) else { return };
                    let Some((key, value)) = pairs.next() else { return self.out.push_list("#{}") };
                    self.begin("#{");
                    self.rests.push(Rest::Map(pairs, depth - 1, depth - 1));
                    self.rests.push(Rest::Value(value, depth - 1));
                    self.out.open();
                    key
                }
                View::Bits(bits) => return self.bits(bits, depth),
                _ => return self.out.push_list(&leaf::text(term, self.encoding)),
            };
            term = first;
            depth -= 1;
        }
    }

    fn go_on_with_list(&mut self, tail: Term, depth: i64) {
        if tail.is_nil() {
            return self.end(']');
        }
        if depth == 1 {
            self.out.push_str("|...");
            return self.end(']');
        }
        if let View::Cons(head, tail) = view(tail) {
            self.out.push(',');
            self.rests.push(Rest::List(tail, depth - 1));
            return self.start(head, depth - 1);
        }
        self.out.push('|');
        self.rests.push(Rest::List(crate::term::NIL, depth - 1));
        self.start(tail, depth - 1);
    }

    /// As in OTP, the dots come when the depth is used up even if no pair is left.
    fn go_on_with_map(&mut self, mut pairs: Pairs<'a>, depth: i64, inner: i64) {
        if depth == 1 {
            self.out.push_str(",...");
            return self.end('}');
        }
        let Some((key, value)) = pairs.next() else { return self.end('}') };
        self.out.push(',');
        self.out.open();
        self.rests.push(Rest::Map(pairs, depth - 1, inner));
        self.rests.push(Rest::Value(value, inner));
        self.start(key, inner);
    }

    fn bits(&mut self, bits: Bits, mut depth: i64) {
        self.begin("<<");
        let length = bits.len();
        let mut at = 0;
        while at < length {
            if depth == 1 {
                self.out.push_list("...");
                break;
            }
            let count = (length - at).min(8);
            self.out.push_list(&bits.few(at, count).to_string());
            at += count;
            if count < 8 {
                self.out.push(':');
                self.out.push_list(&count.to_string());
            } else if at < length {
                self.out.push(',');
            }
            depth -= 1;
        }
        self.out.close();
        self.out.push_str(">>");
        self.out.close();
    }

    /// A bracket and, in the deep list, an inner list for what is within.
    fn begin(&mut self, bracket: &str) {
        self.out.open();
        self.out.push_str(bracket);
        self.out.open();
    }

    fn end(&mut self, bracket: char) {
        self.out.close();
        self.out.push(bracket);
        self.out.close();
    }
}
