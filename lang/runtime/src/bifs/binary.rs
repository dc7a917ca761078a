//! The module `binary`, as far as it is not written in the language itself.

use crate::atom::{self, Atom};
use crate::bif::{Bif, BifResult, Stop};
use crate::bifs::binaries::{bytes_of, iolist_to_binary, part, place};
use crate::bifs::{badarg, charge};
use crate::bits;
use crate::build::{self, tuple_elements};
use crate::number::Integer;
use crate::process::Process;
use crate::term::Term;

pub fn bifs() -> Vec<Bif> {
    vec![
        Bif::new("binary", "at", at),
        Bif::new("binary", "first", |p: &mut Process, binary: Term| at(p, binary, Term::small(0))),
        Bif::new("binary", "last", last),
        Bif::new("binary", "part", part),
        Bif::new("binary", "part", |p: &mut Process, binary: Term, place: Term| {
            let (start, length) = pair(place)?;
            part(p, binary, start, length)
        }),
        Bif::new("binary", "bin_to_list", bin_to_list),
        Bif::new("binary", "bin_to_list", |p: &mut Process, binary: Term, place: Term| {
            let (start, length) = pair(place)?;
            part_to_list(p, binary, start, length)
        }),
        Bif::new("binary", "bin_to_list", part_to_list),
        Bif::new("binary", "list_to_bin", |p: &mut Process, list: Term| {
            if list.is_cons() || list.is_nil() { iolist_to_binary(p, list) } else { Err(badarg()) }
        }),
        Bif::new("binary", "copy", |p: &mut Process, binary: Term| copy(p, binary, Term::small(1))),
        Bif::new("binary", "copy", copy),
        Bif::new("binary", "referenced_byte_size", |_: &mut Process, binary: Term| {
            bits::make::referenced_bytes(binary).map(|size| Term::small(size as i64)).ok_or_else(badarg)
        }),
        Bif::new("binary", "encode_unsigned", |p: &mut Process, value: Term| {
            encode_unsigned(p, value, big())
        }),
        Bif::new("binary", "encode_unsigned", encode_unsigned),
        Bif::new("binary", "decode_unsigned", |p: &mut Process, bytes: Term| {
            decode_unsigned(p, bytes, big())
        }),
        Bif::new("binary", "decode_unsigned", decode_unsigned),
        Bif::new("binary", "longest_common_prefix", |p: &mut Process, list: Term| common(p, list, false)),
        Bif::new("binary", "longest_common_suffix", |p: &mut Process, list: Term| common(p, list, true)),
    ]
}

/// The order of bytes if none is given.
const fn big() -> Term {
    atom::BIG.term()
}

fn pair(term: Term) -> Result<(Term, Term), Stop> {
    match tuple_elements(term) {
        Some(&[start, length]) => Ok((start, length)),
        _ => Err(badarg()),
    }
}

/// `binary:at(Binary, Position)`, from 0.
fn at(_: &mut Process, binary: Term, position: Term) -> BifResult {
    let bytes = bytes_of(binary)?;
    let position = position.to_small().and_then(|position| usize::try_from(position).ok());
    let byte = position.and_then(|position| bytes.get(position)).ok_or_else(badarg)?;
    Ok(Term::small((*byte).into()))
}

fn last(_: &mut Process, binary: Term) -> BifResult {
    let bytes = bytes_of(binary)?;
    bytes.last().map(|&byte| Term::small(byte.into())).ok_or_else(badarg)
}

fn bin_to_list(process: &mut Process, binary: Term) -> BifResult {
    let bytes = bytes_of(binary)?;
    charge(process, bytes.len());
    Ok(build::byte_list(process, &bytes))
}

/// `binary:bin_to_list(Binary, Start, Length)`.
fn part_to_list(process: &mut Process, binary: Term, start: Term, length: Term) -> BifResult {
    let bytes = bytes_of(binary)?;
    let (start, length) = place(start, length, bytes.len())?;
    charge(process, length);
    Ok(build::byte_list(process, &bytes[start..start + length]))
}

/// `binary:copy(Binary, Times)`: always with memory of its own.
fn copy(process: &mut Process, binary: Term, times: Term) -> BifResult {
    let bytes = bytes_of(binary)?;
    let times = times.to_small().and_then(|times| usize::try_from(times).ok()).ok_or_else(badarg)?;
    let length = bytes.len().checked_mul(times).filter(|&length| length <= isize::MAX as usize / 2);
    let length = length.ok_or_else(super::system_limit)?;
    charge(process, length);
    Ok(bits::binary_from(process, length, |room| {
        if !bytes.is_empty() {
            room.chunks_exact_mut(bytes.len()).for_each(|part| part.copy_from_slice(&bytes));
        }
    }))
}

/// Whether the order of bytes is `little`.
fn is_little(endian: Term) -> Result<bool, Stop> {
    match Atom::from_term(endian) {
        Some(atom::LITTLE) => Ok(true),
        Some(atom::BIG) => Ok(false),
        _ => Err(badarg()),
    }
}

/// `binary:encode_unsigned(Integer, Endian)`: as few bytes as it takes, one at least.
fn encode_unsigned(process: &mut Process, value: Term, endian: Term) -> BifResult {
    let value = Integer::of(value).filter(|value| !value.is_negative()).ok_or_else(badarg)?;
    let little = is_little(endian)?;
    let mut bytes: Vec<u8> = match value {
        Integer::Small(value) => {
            let used = (value.checked_ilog2().unwrap_or(0) / 8 + 1) as usize;
            return Ok(if little {
                bits::binary(process, &value.to_le_bytes()[..used])
            } else {
                bits::binary(process, &value.to_be_bytes()[size_of::<i64>() - used..])
            });
        }
        Integer::Big(big) => big.limbs.iter().flat_map(|limb| limb.to_le_bytes()).collect(),
    };
    let used = bytes.iter().rposition(|&byte| byte != 0).map_or(1, |last| last + 1);
    bytes.truncate(used);
    if !little {
        bytes.reverse();
    }
    charge(process, bytes.len());
    Ok(bits::binary(process, &bytes))
}

fn decode_unsigned(process: &mut Process, binary: Term, endian: Term) -> BifResult {
    let little = is_little(endian)?;
    let bytes = bytes_of(binary)?;
    let join = |word: u64, &byte: &u8| word << 8 | u64::from(byte);
    if bytes.len() <= size_of::<u64>() {
        let word = if little { bytes.iter().rev().fold(0, join) } else { bytes.iter().fold(0, join) };
        return Ok(build::unsigned(process, word));
    }
    let mut bytes = bytes.into_owned();
    if !little {
        bytes.reverse();
    }
    charge(process, bytes.len());
    let limb = |part: &[u8]| part.iter().rev().fold(0, join);
    let limbs: Vec<u64> = bytes.chunks(8).map(limb).collect();
    if limbs.len() > crate::number::MAX_LIMBS {
        return Err(super::system_limit());
    }
    Ok(build::limbs_integer(process, false, &limbs))
}

/// How many bytes all binaries of a list start or end with.
fn common(process: &mut Process, list: Term, from_end: bool) -> BifResult {
    let list = build::list_elements(list).ok_or_else(badarg)?;
    let binaries = list.iter().map(|&binary| bytes_of(binary)).collect::<Result<Vec<_>, _>>()?;
    let (first, others) = binaries.split_first().ok_or_else(badarg)?;
    let same = |other: &[u8]| {
        if from_end {
            first.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count()
        } else {
            first.iter().zip(other).take_while(|(a, b)| a == b).count()
        }
    };
    let length = others.iter().map(|other| same(other)).min().unwrap_or(first.len());
    charge(process, length * binaries.len());
    Ok(Term::small(length as i64))
}
