//! Conversions of `erlang` between atoms, numbers, references, funs and lists of characters.

use crate::atom::{self, Atom, AtomError};
use crate::bif::{Bif, BifResult, Stop};
use crate::bifs::{badarg, system_limit};
use crate::build::{self, View, tuple_elements, view};
use crate::format::{Encoding, floats, leaf};
use crate::number::{Integer, text};
use crate::process::Process;
use crate::table;
use crate::term::{IMM_PORT, IMM_REF, Term};

pub fn bifs() -> Vec<Bif> {
    vec![
        Bif::new("erlang", "atom_to_list", atom_to_list),
        Bif::new("erlang", "list_to_atom", list_to_atom),
        Bif::new("erlang", "list_to_existing_atom", list_to_existing_atom),
        Bif::new("erlang", "integer_to_list", |p: &mut Process, n: Term| {
            write_integer(p, n, Term::small(10))
        }),
        Bif::new("erlang", "integer_to_list", write_integer),
        Bif::new("erlang", "list_to_integer", |p: &mut Process, l: Term| read_integer(p, l, Term::small(10))),
        Bif::new("erlang", "list_to_integer", read_integer),
        Bif::new("erlang", "float_to_list", |p: &mut Process, f: Term| write_float(p, f, crate::term::NIL)),
        Bif::new("erlang", "float_to_list", write_float),
        Bif::new("erlang", "list_to_float", list_to_float),
        Bif::new("erlang", "pid_to_list", pid_to_list),
        Bif::new("erlang", "list_to_pid", list_to_pid),
        Bif::new("erlang", "ref_to_list", ref_to_list),
        Bif::new("erlang", "list_to_ref", list_to_ref),
        Bif::new("erlang", "port_to_list", port_to_list),
        Bif::new("erlang", "list_to_port", list_to_port),
        Bif::new("erlang", "fun_to_list", fun_to_list),
    ]
}

fn atom_to_list(process: &mut Process, atom: Term) -> BifResult {
    let atom = Atom::from_term(atom).ok_or_else(badarg)?;
    Ok(build::string(process, atom.name()))
}

fn list_to_atom(_: &mut Process, list: Term) -> BifResult {
    let name = build::list_text(list).ok_or_else(badarg)?;
    match Atom::try_new(&name) {
        Ok(atom) => Ok(atom.term()),
        Err(AtomError::TooLong | AtomError::TableFull) => Err(system_limit()),
    }
}

fn list_to_existing_atom(_: &mut Process, list: Term) -> BifResult {
    let name = build::list_text(list).ok_or_else(badarg)?;
    Atom::existing(&name).map(Atom::term).ok_or_else(badarg)
}

fn base(term: Term) -> Result<u32, Stop> {
    term.to_small().filter(|base| (2..=36).contains(base)).map(|base| base as u32).ok_or_else(badarg)
}

/// What `build` makes of the digits of an integer.
pub fn write_digits(
    process: &mut Process,
    value: Term,
    base: Term,
    build: impl Fn(&mut Process, &[u8]) -> Term,
) -> BifResult {
    let value = Integer::of(value).ok_or_else(badarg)?;
    let base = self::base(base)?;
    let mut room = [0; text::SMALL_TEXT];
    let large;
    let digits = match value {
        Integer::Small(value) => text::small(value, base, &mut room),
        Integer::Big(_) => {
            large = text::integer(value, base);
            large.as_bytes()
        }
    };
    super::charge(process, digits.len());
    Ok(build(process, digits))
}

fn write_integer(process: &mut Process, value: Term, base: Term) -> BifResult {
    write_digits(process, value, base, |process, digits| build::byte_list(process, digits))
}

fn read_integer(process: &mut Process, list: Term, base: Term) -> BifResult {
    self::base(base)?;
    if let Some(digits) = few_bytes(list, &mut [0; text::SMALL_TEXT]) {
        return integer_of_text(process, digits, base);
    }
    let digits = build::list_text(list).ok_or_else(badarg)?;
    integer_of_text(process, digits.as_bytes(), base)
}

/// A proper list of bytes that fits into `room`.
fn few_bytes(list: Term, room: &mut [u8; text::SMALL_TEXT]) -> Option<&[u8]> {
    let mut elements = build::ListIter::new(list);
    let mut count = 0;
    for (place, element) in room.iter_mut().zip(elements.by_ref()) {
        *place = element.to_small().and_then(|byte| u8::try_from(byte).ok())?;
        count += 1;
    }
    elements.ended_proper().then_some(&room[..count])
}

/// The integer that digits are.
pub fn integer_of_text(process: &mut Process, digits: &[u8], base: Term) -> BifResult {
    let base = self::base(base)?;
    super::charge(process, digits.len());
    Ok(text::read_integer(process, digits, base)?)
}

fn list_to_float(process: &mut Process, list: Term) -> BifResult {
    let digits = build::list_text(list).ok_or_else(badarg)?;
    let value = text::read_float(&digits).ok_or_else(badarg)?;
    Ok(build::float(process, value))
}

/// How `float_to_list/2` writes.
enum FloatForm {
    Scientific(usize),
    Decimals(usize),
    Short,
}

fn write_float(process: &mut Process, value: Term, options: Term) -> BifResult {
    let digits = float_text(value, options)?;
    Ok(build::byte_list(process, digits.as_bytes()))
}

/// The digits of a float, as `float_to_list/2` and `float_to_binary/2` write them.
pub fn float_text(value: Term, options: Term) -> Result<String, Stop> {
    let value = build::to_f64(value).ok_or_else(badarg)?;
    let mut form = FloatForm::Scientific(floats::DEFAULT_SCIENTIFIC);
    let mut compact = false;
    let mut rest = build::ListIter::new(options);
    for option in rest.by_ref() {
        match (view(option), tuple_elements(option)) {
            (View::Atom(atom::SHORT), _) => form = FloatForm::Short,
            (View::Atom(atom::COMPACT), _) => compact = true,
            (_, Some(&[name, count])) => form = float_form(name, count)?,
            _ => return Err(badarg()),
        }
    }
    if !rest.ended_proper() {
        return Err(badarg());
    }
    let digits = match form {
        FloatForm::Short => text::shortest_float(value),
        FloatForm::Scientific(decimals) => floats::scientific(value, decimals),
        FloatForm::Decimals(decimals) => {
            floats::with_decimals(value, decimals, compact).ok_or_else(badarg)?
        }
    };
    if digits.len() > floats::MAX_TEXT {
        return Err(badarg());
    }
    Ok(digits)
}

fn float_form(name: Term, count: Term) -> Result<FloatForm, Stop> {
    let count = count.to_small().and_then(|count| usize::try_from(count).ok());
    let count = count.filter(|&count| count <= floats::MAX_TEXT).ok_or_else(badarg)?;
    match Atom::from_term(name) {
        Some(atom::DECIMALS) => Ok(FloatForm::Decimals(count)),
        Some(atom::SCIENTIFIC) => Ok(FloatForm::Scientific(count)),
        _ => Err(badarg()),
    }
}

fn pid_to_list(process: &mut Process, pid: Term) -> BifResult {
    match view(pid) {
        View::Pid(payload) => Ok(build::string(process, &leaf::pid_text(payload))),
        _ => Err(badarg()),
    }
}

/// A pid from how it is printed. One of a process that does not live any more is a pid as well, though
/// not the one that it was.
fn list_to_pid(_: &mut Process, list: Term) -> BifResult {
    let text = build::list_text(list).ok_or_else(badarg)?;
    let inner = text.strip_prefix("<0.").and_then(|rest| rest.strip_suffix('>')).ok_or_else(badarg)?;
    let (low, high) = inner.split_once('.').ok_or_else(badarg)?;
    let number = |part: &str| {
        let digits = part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse::<u32>().ok().filter(|_| digits).ok_or_else(badarg)
    };
    let numbers = [number(low)?, number(high)?];
    let pid = table::pid_of(numbers, 0).ok_or_else(badarg)?;
    let living = table::pids().into_iter().find(|living| table::pid_numbers(living.payload()) == numbers);
    Ok(living.unwrap_or(pid))
}

fn ref_to_list(process: &mut Process, reference: Term) -> BifResult {
    match view(reference) {
        View::Reference(payload) => Ok(build::string(process, &leaf::reference_text(payload))),
        _ => Err(badarg()),
    }
}

/// The numbers between a prefix and `>`, with dots between them.
fn numbers(list: Term, prefix: &str) -> Result<Vec<u64>, Stop> {
    let text = build::list_text(list).ok_or_else(badarg)?;
    let inner = text.strip_prefix(prefix).and_then(|rest| rest.strip_suffix('>')).ok_or_else(badarg)?;
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let number = |part: &str| part.parse().ok().filter(|_| digits(part)).ok_or_else(badarg);
    inner.split('.').map(number).collect()
}

/// A reference from how it is printed.
fn list_to_ref(_: &mut Process, list: Term) -> BifResult {
    match numbers(list, "#Ref<0.")?[..] {
        [high, middle, low] if high >> 20 == 0 && middle >> 18 == 0 && low >> 18 == 0 => {
            Ok(Term::immediate(IMM_REF, high << 36 | middle << 18 | low))
        }
        _ => Err(badarg()),
    }
}

fn port_to_list(process: &mut Process, port: Term) -> BifResult {
    match view(port) {
        View::Port(_) => Ok(build::string(process, &leaf::text(port, Encoding::Latin1))),
        _ => Err(badarg()),
    }
}

/// A port from how it is printed.
fn list_to_port(_: &mut Process, list: Term) -> BifResult {
    match numbers(list, "#Port<0.")?[..] {
        [number] if number >> 56 == 0 => Ok(Term::immediate(IMM_PORT, number)),
        _ => Err(badarg()),
    }
}

fn fun_to_list(process: &mut Process, fun: Term) -> BifResult {
    match view(fun) {
        View::Fun(fun) => Ok(build::string(process, &leaf::fun_text(fun))),
        _ => Err(badarg()),
    }
}
