//! Reads terms as `~w` and `io_lib:write_string/1` write them.

use swerl_runtime::atom::Atom;
use swerl_runtime::build::{self, Heap};
use swerl_runtime::number::text;
use swerl_runtime::term::{NIL, Term};

/// The term that `text` is; panics with the rest of the text where it is none.
pub fn read(heap: &mut dyn Heap, text: &str) -> Term {
    let mut reader = Reader { heap, rest: text };
    let term = reader.term();
    assert!(reader.rest.is_empty(), "behind the term: {}", reader.rest);
    term
}

/// The text that a string literal stands for.
pub fn unquote(text: &str) -> String {
    let mut heap = build::Arena::new();
    let mut reader = Reader { heap: &mut heap, rest: text };
    reader.quoted('"')
}

struct Reader<'a> {
    heap: &'a mut dyn Heap,
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn eat(&mut self, prefix: &str) -> bool {
        let rest = self.rest.strip_prefix(prefix);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|character| !wanted(character)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }

    fn term(&mut self) -> Term {
        match self.rest.chars().next() {
            Some('[') => self.list(),
            Some('{') => {
                self.eat("{");
                let elements = self.elements("}");
                build::tuple(self.heap, &elements)
            }
            Some('\'') => Atom::new(&self.quoted('\'')).term(),
            Some('"') => {
                let text = self.quoted('"');
                build::string(self.heap, &text)
            }
            Some('-' | '0'..='9') => self.number(),
            Some(_) => {
                let name = self.take_while(|c| c.is_alphanumeric() || c == '_' || c == '@');
                assert!(!name.is_empty(), "no term: {}", self.rest);
                Atom::new(name).term()
            }
            None => panic!("no term"),
        }
    }

    /// Elements up to a closing bracket, which is taken.
    fn elements(&mut self, close: &str) -> Vec<Term> {
        let mut elements = Vec::new();
        while !self.eat(close) {
            elements.push(self.term());
            self.eat(",");
        }
        elements
    }

    fn list(&mut self) -> Term {
        self.eat("[");
        let mut elements = Vec::new();
        let mut tail = NIL;
        while !self.eat("]") {
            if self.eat("|") {
                tail = self.term();
            } else {
                elements.push(self.term());
                self.eat(",");
            }
        }
        build::list_onto(self.heap, elements, tail)
    }

    fn number(&mut self) -> Term {
        let start = self.rest;
        self.eat("-");
        self.take_while(|character| character.is_ascii_digit());
        let float = self.eat(".");
        if float {
            self.take_while(|character| character.is_ascii_digit());
            if self.eat("e") {
                self.eat("-");
                self.take_while(|character| character.is_ascii_digit());
            }
        }
        let text = &start[..start.len() - self.rest.len()];
        if float {
            return build::float(self.heap, text.parse().expect("a float"));
        }
        text::read_integer(self.heap, text.as_bytes(), 10).expect("an integer")
    }

    fn quoted(&mut self, quote: char) -> String {
        let mut characters = self.rest.strip_prefix(quote).expect("a quote").chars();
        let mut text = String::new();
        loop {
            match characters.next().expect("a closing quote") {
                '\\' => text.push(escaped(&mut characters)),
                end if end == quote => break,
                character => text.push(character),
            }
        }
        self.rest = characters.as_str();
        text
    }
}

fn escaped(characters: &mut std::str::Chars) -> char {
    match characters.next().expect("an escaped character") {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\u{b}',
        'b' => '\u{8}',
        'f' => '\u{c}',
        'e' => '\u{1b}',
        'd' => '\u{7f}',
        first @ '0'..='7' => {
            let digits: String = std::iter::once(first).chain(characters.by_ref().take(2)).collect();
            char::from_u32(u32::from_str_radix(&digits, 8).expect("octal digits")).expect("a character")
        }
        other => other,
    }
}
