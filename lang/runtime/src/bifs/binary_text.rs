//! Conversions of `erlang` between binaries and what they are the text of: atoms, integers, floats.

use std::borrow::Cow;

use crate::atom::{self, Atom};
use crate::bif::{Bif, BifResult, Stop};
use crate::bifs::binaries::bytes_of;
use crate::bifs::convert::{float_text, integer_of_text, write_digits};
use crate::bifs::{badarg, system_limit};
use crate::bits;
use crate::build;
use crate::number::text;
use crate::process::Process;
use crate::term::{NIL, Term};

pub fn bifs() -> Vec<Bif> {
    const UTF8: Term = atom::UTF8.term();
    const TEN: Term = Term::small(10);
    vec![
        Bif::new("erlang", "atom_to_binary", |p: &mut Process, atom: Term| atom_to_binary(p, atom, UTF8)),
        Bif::new("erlang", "atom_to_binary", atom_to_binary),
        Bif::new("erlang", "binary_to_atom", |p: &mut Process, b: Term| binary_to_atom(p, b, UTF8)),
        Bif::new("erlang", "binary_to_atom", binary_to_atom),
        Bif::new("erlang", "binary_to_existing_atom", |p: &mut Process, b: Term| {
            binary_to_existing_atom(p, b, UTF8)
        }),
        Bif::new("erlang", "binary_to_existing_atom", binary_to_existing_atom),
        Bif::new("erlang", "binary_to_integer", |p: &mut Process, b: Term| binary_to_integer(p, b, TEN)),
        Bif::new("erlang", "binary_to_integer", binary_to_integer),
        Bif::new("erlang", "integer_to_binary", |p: &mut Process, n: Term| integer_to_binary(p, n, TEN)),
        Bif::new("erlang", "integer_to_binary", integer_to_binary),
        Bif::new("erlang", "binary_to_float", binary_to_float),
        Bif::new("erlang", "float_to_binary", |p: &mut Process, f: Term| float_to_binary(p, f, NIL)),
        Bif::new("erlang", "float_to_binary", float_to_binary),
    ]
}

fn is_latin1(encoding: Term) -> Result<bool, Stop> {
    match Atom::from_term(encoding) {
        Some(atom::LATIN1) => Ok(true),
        Some(atom::UTF8 | atom::UNICODE) => Ok(false),
        _ => Err(badarg()),
    }
}

/// `atom_to_binary(Atom, Encoding)`.
fn atom_to_binary(process: &mut Process, atom: Term, encoding: Term) -> BifResult {
    let name = Atom::from_term(atom).ok_or_else(badarg)?.name();
    if !is_latin1(encoding)? {
        return Ok(bits::binary(process, name.as_bytes()));
    }
    let bytes: Result<Vec<u8>, _> = name.chars().map(|code| u8::try_from(u32::from(code))).collect();
    Ok(bits::binary(process, &bytes.map_err(|_| badarg())?))
}

/// The name that a binary is.
fn name<'a>(binary: Term, encoding: Term) -> Result<Cow<'a, str>, Stop> {
    let latin1 = is_latin1(encoding)?;
    let bytes = bytes_of(binary)?;
    if latin1 {
        return Ok(bytes.iter().map(|&byte| char::from(byte)).collect::<String>().into());
    }
    match bytes {
        Cow::Borrowed(bytes) => std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|_| badarg()),
        Cow::Owned(bytes) => String::from_utf8(bytes).map(Cow::Owned).map_err(|_| badarg()),
    }
}

fn binary_to_atom(_: &mut Process, binary: Term, encoding: Term) -> BifResult {
    let name = name(binary, encoding)?;
    Atom::try_new(&name).map(Atom::term).map_err(|_| system_limit())
}

fn binary_to_existing_atom(_: &mut Process, binary: Term, encoding: Term) -> BifResult {
    let name = name(binary, encoding)?;
    Atom::existing(&name).map(Atom::term).ok_or_else(badarg)
}

/// The text of a binary of ASCII characters; others make no number.
fn digits<'a>(binary: Term) -> Result<Cow<'a, str>, Stop> {
    name(binary, atom::LATIN1.term())
}

fn binary_to_integer(process: &mut Process, binary: Term, base: Term) -> BifResult {
    let digits = bytes_of(binary)?;
    integer_of_text(process, &digits, base)
}

fn integer_to_binary(process: &mut Process, value: Term, base: Term) -> BifResult {
    write_digits(process, value, base, |process, digits| bits::binary(process, digits))
}

fn binary_to_float(process: &mut Process, binary: Term) -> BifResult {
    let value = text::read_float(&digits(binary)?).ok_or_else(badarg)?;
    Ok(build::float(process, value))
}

fn float_to_binary(process: &mut Process, value: Term, options: Term) -> BifResult {
    let digits = float_text(value, options)?;
    Ok(bits::binary(process, digits.as_bytes()))
}
