//! `~w` and `~W`: a term as it is written in a program, on one line.

use crate::build::{View, view};
use crate::format::chars::Chars;
use crate::format::leaf;
use crate::format::quote::Encoding;
use crate::term::Term;

/// What is still to be written of a list or tuple. Depth counts down; negative is without bound.
enum Rest<'a> {
    List(Term, i64),
    Tuple(&'a [Term], i64),
}

/// Writes a term as one inner list. Parts beyond `depth` become `...`; a negative depth shows all.
pub fn write(out: &mut Chars, term: Term, depth: i64, encoding: Encoding) {
    let mut rests = Vec::new();
    start(out, &mut rests, term, depth, encoding);
    while let Some(rest) = rests.pop() {
        match rest {
            Rest::List(tail, depth) => go_on_with_list(out, &mut rests, tail, depth, encoding),
            Rest::Tuple(elements, depth) => match elements.split_first() {
                None => end(out, '}'),
                Some(_) if depth == 1 => {
                    out.push_str(",...");
                    end(out, '}');
                }
                Some((&first, others)) => {
                    out.push(',');
                    rests.push(Rest::Tuple(others, depth - 1));
                    start(out, &mut rests, first, depth - 1, encoding);
                }
            },
        }
    }
}

/// Writes a leaf, or the first bracket and element of a list or tuple and notes the rest.
fn start(out: &mut Chars, rests: &mut Vec<Rest>, mut term: Term, mut depth: i64, encoding: Encoding) {
    loop {
        if depth == 0 {
            return out.push_list("...");
        }
        let first = match view(term) {
            View::Cons(..) if depth == 1 => return out.push_list("[...]"),
            View::Cons(head, tail) => {
                rests.push(Rest::List(tail, depth - 1));
                begin(out, '[');
                head
            }
            View::Tuple([_, ..]) if depth == 1 => return out.push_list("{...}"),
            View::Tuple([first, others @ ..]) => {
                rests.push(Rest::Tuple(others, depth - 1));
                begin(out, '{');
                *first
            }
            _ => return out.push_list(&leaf::text(term, encoding)),
        };
        term = first;
        depth -= 1;
    }
}

fn go_on_with_list(out: &mut Chars, rests: &mut Vec<Rest>, tail: Term, depth: i64, encoding: Encoding) {
    if tail.is_nil() {
        return end(out, ']');
    }
    if depth == 1 {
        out.push_str("|...");
        return end(out, ']');
    }
    if let View::Cons(head, tail) = view(tail) {
        out.push(',');
        rests.push(Rest::List(tail, depth - 1));
        return start(out, rests, head, depth - 1, encoding);
    }
    out.push('|');
    rests.push(Rest::List(crate::term::NIL, depth - 1));
    start(out, rests, tail, depth - 1, encoding);
}

/// A bracket and, in the deep list, an inner list for what is within.
fn begin(out: &mut Chars, bracket: char) {
    out.open();
    out.push(bracket);
    out.open();
}

fn end(out: &mut Chars, bracket: char) {
    out.close();
    out.push(bracket);
    out.close();
}
