//! `io_lib:format/2,3` and `io_lib_pretty:print/2`.

use crate::atom::{self, Atom};
use crate::bif::{Bif, BifResult, Stop};
use crate::bifs::badarg;
use crate::build::{self, tuple_elements};
use crate::format::{self, Chars, Encoding, Pretty};
use crate::number::Integer;
use crate::process::Process;
use crate::term::Term;

pub fn bifs() -> Vec<Bif> {
    vec![
        Bif::new("io_lib", "format", format).jumping(),
        Bif::new("io_lib", "format", format_limited).jumping(),
        Bif::new("io_lib_pretty", "print", print),
    ]
}

fn listed(process: &mut Process, chars: &Chars) -> BifResult {
    super::charge(process, chars.position());
    Ok(chars.to_term(process)?)
}

/// A deep list of characters, nested as OTP nests it.
fn format(process: &mut Process, format: Term, args: Term) -> BifResult {
    let chars = format::format(format, args)?;
    listed(process, &chars)
}

/// The value of an option; the first tuple of the name counts.
fn option(options: Term, name: &str) -> Result<Option<Term>, Stop> {
    let options = build::list_elements(options).ok_or_else(badarg)?;
    let pairs = options.into_iter().filter_map(tuple_elements);
    let found = pairs.filter_map(|pair| pair.first().map(|&first| (first, pair)));
    let mut found =
        found.filter(|(first, _)| Atom::from_term(*first).is_some_and(|atom| atom.name() == name));
    Ok(found.next().and_then(|(_, pair)| <&[Term; 2]>::try_from(pair).ok()).map(|pair| pair[1]))
}

fn number(options: Term, name: &str, default: i64) -> Result<i64, Stop> {
    match option(options, name)? {
        Some(value) => Integer::of(value).map(format::control::clamp).ok_or_else(badarg),
        None => Ok(default),
    }
}

/// `io_lib:format(Format, Args, Options)`: the option is `{chars_limit, N}`.
fn format_limited(process: &mut Process, format: Term, args: Term, options: Term) -> BifResult {
    let limit = number(options, "chars_limit", -1)?;
    let chars = format::format_limited(format, args, limit)?;
    listed(process, &chars)
}

/// `io_lib_pretty:print(Term, Options)`. Records are written as tuples: a fun that knows their fields is
/// not supported.
fn print(process: &mut Process, term: Term, options: Term) -> BifResult {
    if build::list_elements(options).is_none() {
        return Err(badarg());
    }
    let encoding = option(options, "encoding")?.and_then(Atom::from_term);
    let room = format::Room {
        column: number(options, "column", 1)?,
        line_length: number(options, "line_length", 80)?,
        line_characters: number(options, "line_max_chars", -1)?,
    };
    let strings = option(options, "strings")?.and_then(build::to_boolean).unwrap_or(true);
    let encoding = if encoding == Some(atom::LATIN1) { Encoding::Latin1 } else { Encoding::Unicode };
    let pretty = Pretty {
        depth: number(options, "depth", -1)?,
        encoding,
        strings,
        room,
        limit: number(options, "chars_limit", -1)?,
        ..Pretty::default()
    };
    let mut inner = Chars::new();
    format::write_pretty(&mut inner, term, pretty);
    listed(process, &unwrapped(&inner))
}

/// What stands within the outer list.
fn unwrapped(chars: &Chars) -> Chars {
    let mut out = Chars::new();
    out.append_contents(chars);
    out
}
