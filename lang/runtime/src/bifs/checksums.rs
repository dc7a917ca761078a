//! `crc32`, `adler32`, `md5` and `phash` of `erlang`.

use std::borrow::Cow;

use crate::bif::{Bif, BifResult, Stop};
use crate::bifs::binaries::bytes_of;
use crate::bifs::{badarg, charge, expect_long};
use crate::bits;
use crate::build;
use crate::checksum::{Md5, adler32, adler32_combine, crc32, crc32_combine};
use crate::iolist;
use crate::number::Integer;
use crate::phash::old_portable;
use crate::process::Process;
use crate::term::Term;

pub fn bifs() -> Vec<Bif> {
    const ZERO: Term = Term::small(0);
    const ONE: Term = Term::small(1);
    vec![
        Bif::new("erlang", "crc32", |p: &mut Process, data: Term| sum(p, ZERO, data, crc32)),
        Bif::new("erlang", "crc32", |p: &mut Process, old: Term, data: Term| sum(p, old, data, crc32)),
        Bif::new("erlang", "crc32_combine", |p: &mut Process, a: Term, b: Term, size: Term| {
            combine(p, [a, b], size, crc32_combine)
        }),
        Bif::new("erlang", "adler32", |p: &mut Process, data: Term| sum(p, ONE, data, adler32)),
        Bif::new("erlang", "adler32", |p: &mut Process, old: Term, data: Term| sum(p, old, data, adler32)),
        Bif::new("erlang", "adler32_combine", |p: &mut Process, a: Term, b: Term, size: Term| {
            combine(p, [a, b], size, adler32_combine)
        }),
        Bif::new("erlang", "md5", md5),
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

fn data<'a>(process: &mut Process, term: Term) -> Result<Cow<'a, [u8]>, Stop> {
    let bytes = match bytes_of(term) {
        Ok(bytes) => bytes,
        Err(_) => Cow::Owned(iolist::bytes(term)?),
    };
    expect_long(process, bytes.len())?;
    charge(process, bytes.len());
    Ok(bytes)
}

fn sum(process: &mut Process, before: Term, data: Term, sum: fn(u32, &[u8]) -> u32) -> BifResult {
    let before = word(before)?;
    let bytes = self::data(process, data)?;
    Ok(Term::small(sum(before, &bytes).into()))
}

fn combine(
    _: &mut Process,
    [first, second]: [Term; 2],
    size: Term,
    combine: fn(u32, u32, u64) -> u32,
) -> BifResult {
    let size = size.to_small().and_then(|size| u64::try_from(size).ok()).ok_or_else(badarg)?;
    Ok(Term::small(combine(word(first)?, word(second)?, size).into()))
}

fn md5(process: &mut Process, data: Term) -> BifResult {
    let bytes = self::data(process, data)?;
    let mut md5 = Md5::new();
    md5.update(&bytes);
    Ok(bits::binary(process, &md5.finish()))
}

fn context(term: Term) -> Result<Md5, Stop> {
    Md5::from_bytes(&bytes_of(term)?).ok_or_else(badarg)
}

fn md5_update(process: &mut Process, context: Term, data: Term) -> BifResult {
    let mut md5 = self::context(context)?;
    md5.update(&self::data(process, data)?);
    Ok(bits::binary(process, &md5.to_bytes()))
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
