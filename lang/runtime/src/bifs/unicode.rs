//! The module `unicode`.

use unicode_normalization::UnicodeNormalization;

use crate::atom::{self, Atom};
use crate::bif::{Bif, BifResult};
use crate::bifs::{badarg, charge, expect_long};
use crate::bits::{self, Bits};
use crate::build::{self, View, view};
use crate::memory;
use crate::number::Integer;
use crate::process::Process;
use crate::raise::Exception;
use crate::term::Term;
use crate::unicode::{Encoding, Outcome, Sink, Style, characters};

pub fn bifs() -> Vec<Bif> {
    const UTF8: Term = atom::UTF8.term();
    vec![
        Bif::new("unicode", "characters_to_list", |p: &mut Process, data: Term| to_list(p, data, UTF8)),
        Bif::new("unicode", "characters_to_list", to_list),
        Bif::new("unicode", "characters_to_binary", |p: &mut Process, data: Term| {
            to_binary(p, data, UTF8, UTF8)
        }),
        Bif::new("unicode", "characters_to_binary", |p: &mut Process, data: Term, from: Term| {
            to_binary(p, data, from, UTF8)
        }),
        Bif::new("unicode", "characters_to_binary", to_binary),
        Bif::new("unicode", "bom_to_encoding", bom_to_encoding),
        Bif::new("unicode", "encoding_to_bom", encoding_to_bom),
        Bif::new("unicode", "characters_to_nfc_list", |p: &mut Process, data: Term| {
            normal(p, data, nfc, false)
        }),
        Bif::new("unicode", "characters_to_nfd_list", |p: &mut Process, data: Term| {
            normal(p, data, nfd, false)
        }),
        Bif::new("unicode", "characters_to_nfkc_list", |p: &mut Process, data: Term| {
            normal(p, data, nfkc, false)
        }),
        Bif::new("unicode", "characters_to_nfkd_list", |p: &mut Process, data: Term| {
            normal(p, data, nfkd, false)
        }),
        Bif::new("unicode", "characters_to_nfc_binary", |p: &mut Process, data: Term| {
            normal(p, data, nfc, true)
        }),
        Bif::new("unicode", "characters_to_nfd_binary", |p: &mut Process, data: Term| {
            normal(p, data, nfd, true)
        }),
        Bif::new("unicode", "characters_to_nfkc_binary", |p: &mut Process, data: Term| {
            normal(p, data, nfkc, true)
        }),
        Bif::new("unicode", "characters_to_nfkd_binary", |p: &mut Process, data: Term| {
            normal(p, data, nfkd, true)
        }),
    ]
}

/// The value with what came of the rest of the data: `{error, Value, Rest}`, `{incomplete, Value, Rest}`.
fn with_outcome(process: &mut Process, value: Term, outcome: Outcome) -> Term {
    let (name, rest) = match outcome {
        Outcome::Complete => return value,
        Outcome::Incomplete(rest) => (Atom::new("incomplete"), rest),
        Outcome::Error(rest) => (atom::ERROR, rest),
    };
    build::tuple(process, &[name.term(), value, rest])
}

fn text(
    process: &mut Process,
    data: Term,
    encoding: Encoding,
    style: Style,
) -> Result<(String, Outcome), crate::bif::Stop> {
    let mut text = Text(String::new());
    let outcome = characters(process, data, encoding, style, &mut text)?;
    charge(process, text.0.len());
    Ok((text.0, outcome))
}

/// Takes all characters.
struct Text(String);

impl Sink for Text {
    fn character(&mut self, character: char) -> bool {
        memory::grow_text(&mut self.0, character.len_utf8());
        self.0.push(character);
        true
    }

    fn text(&mut self, text: &str) -> usize {
        memory::grow_text(&mut self.0, text.len());
        self.0.push_str(text);
        text.len()
    }
}

/// Takes characters up to a largest one as bytes of an encoding.
struct Encoded {
    bytes: Vec<u8>,
    to: Encoding,
    largest: char,
}

impl Sink for Encoded {
    fn character(&mut self, character: char) -> bool {
        memory::grow(&mut self.bytes, size_of::<char>());
        character <= self.largest && self.to.write(&mut self.bytes, character)
    }

    fn text(&mut self, text: &str) -> usize {
        let same = match self.to {
            Encoding::Utf8 => self.largest == char::MAX || text.is_ascii(),
            Encoding::Latin1 => text.is_ascii(),
            Encoding::Utf16(_) | Encoding::Utf32(_) => false,
        };
        if same {
            memory::grow(&mut self.bytes, text.len());
            self.bytes.extend_from_slice(text.as_bytes());
            return text.len();
        }
        let refused = text.char_indices().find(|&(_, character)| !self.character(character));
        refused.map_or(text.len(), |(at, _)| at)
    }
}

/// `characters_to_list(Data, InEncoding)`.
fn to_list(process: &mut Process, data: Term, encoding: Term) -> BifResult {
    let encoding = Encoding::of(encoding).ok_or_else(badarg)?;
    let style = match encoding {
        Encoding::Latin1 | Encoding::Utf8 => Style::List,
        _ => Style::Mapped,
    };
    let (text, outcome) = text(process, data, encoding, style)?;
    let list = build::string(process, &text);
    Ok(with_outcome(process, list, outcome))
}

/// `characters_to_binary(Data, InEncoding, OutEncoding)`.
fn to_binary(process: &mut Process, data: Term, from: Term, to: Term) -> BifResult {
    let from = Encoding::of(from).ok_or_else(badarg)?;
    let to = Encoding::of(to).ok_or_else(badarg)?;
    let built_in = to == Encoding::Utf8 && matches!(from, Encoding::Latin1 | Encoding::Utf8);
    if let Some(whole) = bits::bytes(data) {
        expect_long(process, whole.len())?;
        if built_in && from.text(&whole).len() == whole.len() {
            charge(process, whole.len());
            return Ok(data);
        }
    }
    let style = if built_in { Style::Binary } else { Style::Mapped };
    let largest = if from == Encoding::Latin1 && !built_in { '\u{ff}' } else { char::MAX };
    let mut encoded = Encoded { bytes: Vec::new(), to, largest };
    let outcome = characters(process, data, from, style, &mut encoded)?;
    let bytes = encoded.bytes;
    charge(process, bytes.len());
    // As in OTP, which makes Latin-1 of a number before it looks whether it is a character.
    if to == Encoding::Latin1 && matches!(outcome, Outcome::Error(rest) if starts_negative(rest)) {
        return Err(badarg());
    }
    if outcome == Outcome::Complete && bits::bytes(data).is_some_and(|whole| whole == bytes) {
        return Ok(data);
    }
    let binary = bits::binary(process, &bytes);
    Ok(with_outcome(process, binary, outcome))
}

/// Whether the first number of a deep list is below 0.
fn starts_negative(mut rest: Term) -> bool {
    while let View::Cons(head, _) = view(rest) {
        rest = head;
    }
    Integer::of(rest).is_some_and(Integer::is_negative)
}

fn function_clause() -> crate::bif::Stop {
    crate::bif::Stop::Raise(Exception::error(atom::FUNCTION_CLAUSE.term()))
}

/// `bom_to_encoding(Binary)`: the encoding that the first bytes say, and how many they are.
fn bom_to_encoding(process: &mut Process, binary: Term) -> BifResult {
    let bytes = Bits::of(binary).and_then(|bits| bits.to_bytes()).ok_or_else(function_clause)?;
    let (name, endian, length) = match &bytes[..] {
        [239, 187, 191, ..] => ("utf8", None, 3),
        [0, 0, 254, 255, ..] => ("utf32", Some("big"), 4),
        [255, 254, 0, 0, ..] => ("utf32", Some("little"), 4),
        [254, 255, ..] => ("utf16", Some("big"), 2),
        [255, 254, ..] => ("utf16", Some("little"), 2),
        _ => ("latin1", None, 0),
    };
    let name = Atom::new(name).term();
    let encoding = match endian {
        Some(endian) => build::tuple(process, &[name, Atom::new(endian).term()]),
        None => name,
    };
    Ok(build::tuple(process, &[encoding, Term::small(length)]))
}

fn encoding_to_bom(process: &mut Process, encoding: Term) -> BifResult {
    let encoding = Encoding::of(encoding).ok_or_else(function_clause)?;
    let mut bytes = Vec::new();
    if encoding != Encoding::Latin1 {
        encoding.write(&mut bytes, '\u{feff}');
    }
    Ok(bits::binary(process, &bytes))
}

fn nfc(text: &str) -> String {
    text.nfc().collect()
}

fn nfd(text: &str) -> String {
    text.nfd().collect()
}

fn nfkc(text: &str) -> String {
    text.nfkc().collect()
}

fn nfkd(text: &str) -> String {
    text.nfkd().collect()
}

/// A normal form as a list or a binary; `{error, Value, Rest}` for data that are wrong or not complete.
fn normal(process: &mut Process, data: Term, form: fn(&str) -> String, binary: bool) -> BifResult {
    let (text, outcome) = text(process, data, Encoding::Utf8, Style::List)?;
    let text = form(&text);
    let value = if binary { bits::binary(process, text.as_bytes()) } else { build::string(process, &text) };
    let outcome = match outcome {
        Outcome::Incomplete(rest) => Outcome::Error(rest),
        outcome => outcome,
    };
    Ok(with_outcome(process, value, outcome))
}
