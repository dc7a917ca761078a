//! `crc32`, `adler32`, `md5` and `phash` of `erlang`.
//!
//! A sum of long data is computed in steps: between two of them the process gives its turn up as any other does. A step
//! that is not the last one jumps to a function that goes on, with the sum so far and the rest of the data.

use std::borrow::Cow;

use crate::atom::Atom;
use crate::bif::{Bif, BifResult, Stop};
use crate::bifs::binaries::{bits_of, bytes_of};
use crate::bifs::{MANY_BYTES, badarg, charge, expect_long, jump};
use crate::bits::block::FreshBlock;
use crate::bits::make::binary_of;
use crate::bits::{self, Bits, copy_bits};
use crate::build;
use crate::checksum::{Md5, adler32, adler32_combine, crc32, crc32_combine};
use crate::iolist::{self, Piece};
use crate::number::Integer;
use crate::phash::old_portable;
use crate::process::Process;
use crate::registry;
use crate::term::{NIL, Term};

/// A sum that is a number.
struct Sum {
    /// That of no bytes.
    first: Term,
    add: fn(u32, &[u8]) -> u32,
    /// Bytes of one step. It takes about as long as a turn of a process that calls functions all the time: with longer
    /// turns it would have more than its share, with much shorter ones they would cost too much.
    step: usize,
    /// The built-in function that goes on with one.
    name: &'static str,
}

const CRC32: Sum = Sum { first: Term::small(0), add: crc32, step: 1 << 18, name: "crc32" };
const ADLER32: Sum = Sum { first: Term::small(1), add: adler32, step: 1 << 16, name: "adler32" };

/// Bytes of one step of an MD5.
const MD5_STEP: usize = 1 << 15;

pub fn bifs() -> Vec<Bif> {
    vec![
        Bif::new("erlang", CRC32.name, |p: &mut Process, data: Term| sum(p, CRC32.first, data, &CRC32)),
        Bif::new("erlang", CRC32.name, |p: &mut Process, old: Term, data: Term| sum(p, old, data, &CRC32)),
        Bif::new("erlang", "crc32_combine", |p: &mut Process, a: Term, b: Term, size: Term| {
            combine(p, [a, b], size, crc32_combine)
        }),
        Bif::new("erlang", ADLER32.name, |p: &mut Process, data: Term| sum(p, ADLER32.first, data, &ADLER32)),
        Bif::new("erlang", ADLER32.name, |p: &mut Process, old: Term, data: Term| {
            sum(p, old, data, &ADLER32)
        }),
        Bif::new("erlang", "adler32_combine", |p: &mut Process, a: Term, b: Term, size: Term| {
            combine(p, [a, b], size, adler32_combine)
        }),
        Bif::new("erlang", "md5", |p: &mut Process, data: Term| md5(p, Md5::new(), data)),
        Bif::new("swerl", "md5_of_rest", |p: &mut Process, context: Term, rest: Term| {
            md5(p, self::context(context)?, rest)
        }),
        Bif::new("erlang", "md5_init", |p: &mut Process| Ok(bits::binary(p, &Md5::new().to_bytes()))),
        Bif::new("erlang", "md5_update", md5_update),
        Bif::new("erlang", "md5_final", |p: &mut Process, context: Term| {
            let sum = self::context(context)?.finish();
            Ok(bits::binary(p, &sum))
        }),
        Bif::new("erlang", "phash", phash),
    ]
}

/// A checksum so far.
fn word(term: Term) -> Result<u32, Stop> {
    term.to_small().and_then(|value| u32::try_from(value).ok()).ok_or_else(badarg)
}

/// The bytes of a step, and the data that are left for those behind it, if any.
type Step<'a> = (Cow<'a, [u8]>, Option<Term>);

/// The next step, of `size` bytes at most.
#[inline]
fn step<'a>(process: &mut Process, data: Term, size: usize) -> Result<Step<'a>, Stop> {
    match Bits::of(data) {
        Some(bits) if bits.len() <= size * 8 => {
            let bytes = bits.to_bytes().ok_or_else(badarg)?;
            charge(process, bytes.len());
            Ok((bytes, None))
        }
        Some(bits) => first_of(process, data, bits, size),
        None => step_of_list(process, data, size),
    }
}

/// The first bytes of a binary that has more.
#[cold]
fn first_of<'a>(process: &mut Process, binary: Term, bits: Bits<'a>, size: usize) -> Result<Step<'a>, Stop> {
    let first = bits.part(0, size * 8).filter(|_| bits.len().is_multiple_of(8)).ok_or_else(badarg)?;
    charge(process, size);
    Ok((first.padded(), bits::part(process, binary, size * 8, bits.len() - size * 8)))
}

fn step_of_list<'a>(process: &mut Process, list: Term, size: usize) -> Result<Step<'a>, Stop> {
    let binary = match iolist::bytes_up_to(list, MANY_BYTES)? {
        Some(bytes) if bytes.len() <= size => {
            charge(process, bytes.len());
            return Ok((Cow::Owned(bytes), None));
        }
        Some(bytes) => bits::binary(process, &bytes),
        None => {
            expect_long(process, MANY_BYTES)?;
            joined(process, list)?
        }
    };
    first_of(process, binary, bits_of(binary)?, size)
}

/// A binary of the bytes of a deep list, which are many: they are written to where they stay.
fn joined(process: &mut Process, list: Term) -> BifResult {
    let mut block = FreshBlock::zeros(iolist::size(list)?);
    let (room, mut at) = (block.bytes_mut(), 0);
    iolist::walk(list, |piece| {
        let length = match piece {
            Piece::Byte(byte) => {
                room[at] = byte;
                1
            }
            Piece::Bits(bits, _) => {
                copy_bits(bits, &mut room[at..], 0);
                bits.len() / 8
            }
        };
        at += length;
        Ok(())
    })?;
    charge(process, block.length());
    Ok(binary_of(process, block))
}

/// The process goes on with a built-in function, which is given what it has so far and the rest of the data.
fn go_on(process: &mut Process, [module, name]: [&str; 2], so_far: Term, rest: Term) -> BifResult {
    let bif = registry::find(Atom::new(module), Atom::new(name), 2).expect("it is one of this file");
    jump(process, bif, [so_far, rest, NIL, NIL])
}

fn sum(process: &mut Process, before: Term, data: Term, sum: &Sum) -> BifResult {
    let before = word(before)?;
    let (bytes, rest) = step(process, data, sum.step)?;
    let so_far = Term::small((sum.add)(before, &bytes).into());
    match rest {
        Some(rest) => go_on(process, ["erlang", sum.name], so_far, rest),
        None => Ok(so_far),
    }
}

fn combine(
    _: &mut Process,
    [first, second]: [Term; 2],
    size: Term,
    combine: fn(u32, u32, u32) -> u32,
) -> BifResult {
    Ok(Term::small(combine(word(first)?, word(second)?, word(size)?).into()))
}

/// The MD5 of what the context has been given and the data behind it.
fn md5(process: &mut Process, mut context: Md5, data: Term) -> BifResult {
    let (bytes, rest) = step(process, data, MD5_STEP)?;
    context.update(&bytes);
    match rest {
        Some(rest) => {
            let so_far = bits::binary(process, &context.to_bytes());
            go_on(process, ["swerl", "md5_of_rest"], so_far, rest)
        }
        None => Ok(bits::binary(process, &context.finish())),
    }
}

fn context(term: Term) -> Result<Md5, Stop> {
    Md5::from_bytes(&bytes_of(term)?).ok_or_else(badarg)
}

fn md5_update(process: &mut Process, context: Term, data: Term) -> BifResult {
    let mut context = self::context(context)?;
    let (bytes, rest) = step(process, data, MD5_STEP)?;
    context.update(&bytes);
    let so_far = bits::binary(process, &context.to_bytes());
    match rest {
        Some(rest) => go_on(process, ["erlang", "md5_update"], so_far, rest),
        None => Ok(so_far),
    }
}

/// `phash(Term, Range)`: from 1 to the range, which is at most 2^32.
fn phash(process: &mut Process, term: Term, range: Term) -> BifResult {
    let range = Integer::of(range).and_then(Integer::to_word).ok_or_else(badarg)?;
    if !(1..=1 << 32).contains(&range) {
        return Err(badarg());
    }
    let hash = i64::from(old_portable(term));
    Ok(build::integer(process, hash % range + 1))
}
