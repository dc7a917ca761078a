//! The functions of `erlang` on the external term format.

use flate2::Compression;

use crate::atom::Atom;
use crate::bif::{Bif, BifResult, Stop};
use crate::bifs::binaries::bytes_of;
use crate::bifs::{badarg, charge, expect_long};
use crate::bits;
use crate::build::{self, tuple_elements};
use crate::etf::encode::{self, LocalFun, Options, encode};
use crate::etf::{VERSION, decode, tag};
use crate::process::Process;
use crate::raise::Exception;
use crate::term::{NIL, Term};

pub fn bifs() -> Vec<Bif> {
    vec![
        Bif::new("erlang", "term_to_binary", |p: &mut Process, term: Term| term_to_binary(p, term, NIL)),
        Bif::new("erlang", "term_to_binary", term_to_binary),
        Bif::new("erlang", "term_to_iovec", |p: &mut Process, term: Term| term_to_iovec(p, term, NIL)),
        Bif::new("erlang", "term_to_iovec", term_to_iovec),
        Bif::new("erlang", "binary_to_term", |p: &mut Process, binary: Term| binary_to_term(p, binary, NIL)),
        Bif::new("erlang", "binary_to_term", binary_to_term),
        Bif::new("erlang", "external_size", |p: &mut Process, term: Term| external_size(p, term, NIL)),
        Bif::new("erlang", "external_size", external_size),
    ]
}

impl From<LocalFun> for Stop {
    /// A fun's code cannot be written: nothing that reads the bytes would find it again.
    fn from(_: LocalFun) -> Stop {
        Stop::Raise(Exception::error(Atom::new("notsup").term()))
    }
}

/// The options and the level of compression, 0 to 9.
fn options(list: Term) -> Result<(Options, u32), Stop> {
    let mut options = Options::default();
    let mut level = 0;
    for option in build::list_elements(list).ok_or_else(badarg)? {
        if let Some(&[name, value]) = tuple_elements(option) {
            let name = Atom::from_term(name).ok_or_else(badarg)?;
            match (name.name(), value.to_small()) {
                ("minor_version", Some(version @ 0..=2)) => options.minor_version = version as u8,
                ("compressed", Some(number @ 0..=9)) => level = number as u32,
                _ => return Err(badarg()),
            }
            continue;
        }
        match Atom::from_term(option).ok_or_else(badarg)?.name() {
            "compressed" => level = 6,
            "deterministic" => options.deterministic = true,
            "local" => {}
            _ => return Err(badarg()),
        }
    }
    Ok((options, level))
}

fn encoded(process: &mut Process, term: Term, list: Term) -> Result<Vec<u8>, Stop> {
    let (options, level) = options(list)?;
    let bytes = encode(term, options)?;
    charge(process, bytes.len());
    Ok(if level > 0 { compressed(bytes, level) } else { bytes })
}

/// The bytes packed, if that makes them fewer.
fn compressed(bytes: Vec<u8>, level: u32) -> Vec<u8> {
    let content = &bytes[1..];
    let mut packed = Vec::with_capacity(bytes.len());
    packed.extend([VERSION, tag::COMPRESSED]);
    packed.extend((content.len() as u32).to_be_bytes());
    let mut deflate = flate2::Compress::new(Compression::new(level), true);
    // As in OTP, what does not get shorter stays as it is: there is room for no more.
    match deflate.compress_vec(content, &mut packed, flate2::FlushCompress::Finish) {
        Ok(flate2::Status::StreamEnd) if packed.len() < bytes.len() => packed,
        _ => bytes,
    }
}

/// `term_to_binary(Term, Options)`.
fn term_to_binary(process: &mut Process, term: Term, options: Term) -> BifResult {
    let bytes = encoded(process, term, options)?;
    Ok(bits::binary(process, &bytes))
}

/// `term_to_iovec(Term, Options)`: a list of one binary.
fn term_to_iovec(process: &mut Process, term: Term, options: Term) -> BifResult {
    let binary = term_to_binary(process, term, options)?;
    Ok(build::cons(process, binary, NIL))
}

/// `external_size(Term, Options)`.
fn external_size(process: &mut Process, term: Term, options: Term) -> BifResult {
    let (options, _) = self::options(options)?;
    let size = encode::size(term, options)?;
    charge(process, size);
    Ok(Term::small(size as i64))
}

/// `binary_to_term(Binary, Options)`; with `used`, `{Term, BytesRead}`. What follows the term is ignored.
fn binary_to_term(process: &mut Process, binary: Term, options: Term) -> BifResult {
    let (mut safe, mut used) = (false, false);
    for option in build::list_elements(options).ok_or_else(badarg)? {
        match Atom::from_term(option).map(Atom::name) {
            Some("safe") => safe = true,
            Some("used") => used = true,
            _ => return Err(badarg()),
        }
    }
    let bytes = bytes_of(binary)?;
    expect_long(process, bytes.len())?;
    charge(process, bytes.len());
    let (term, read) = decode::decode(process, &bytes, safe).ok_or_else(badarg)?;
    if used {
        return Ok(build::tuple(process, &[term, Term::small(read as i64)]));
    }
    Ok(term)
}
