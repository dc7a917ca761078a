//! The built-in functions, a file for each family.
//!
//! Each file exports its list; [`all`] joins them for the registry. What a BIF computes is written
//! elsewhere where it needs no process (`number`, `compare`, `format`); here stand argument checks and
//! errors.

pub mod arithmetic;
pub mod atomics;
pub mod binaries;
pub mod binary;
pub mod binary_search;
pub mod binary_text;
pub mod bit_syntax;
pub mod calendar;
pub mod calls;
pub mod characters;
pub mod checksums;
pub mod comparison;
pub mod convert;
pub mod debug;
pub mod dictionary;
pub mod ets;
pub mod exceptions;
pub mod external;
pub mod files;
pub mod flags;
pub mod format;
pub mod funs;
pub mod info;
pub mod input;
pub mod lists;
pub mod map_syntax;
pub mod maps;
pub mod math;
pub mod memory;
pub mod messages;
pub mod options;
pub mod os;
pub mod output;
pub mod persistent;
pub mod places;
pub mod processes;
pub mod random;
pub mod re;
mod spawning;
pub mod statistics;
pub mod suspend;
pub mod system;
pub mod system_info;
pub mod texts;
pub mod time;
pub mod tuples;
pub mod types;
pub mod unicode;

use crate::atom;
use crate::bif::{Bif, BifResult, Stop};
use crate::build;
use crate::code::MAX_REGISTER_ARGS;
use crate::fault::Fault;
use crate::process::{FLAG_ASIDE, Process};
use crate::raise::Exception;
use crate::registry;
use crate::scheduler;
use crate::term::Term;

/// Every built-in function.
pub fn all() -> Vec<Bif> {
    let families: &[fn() -> Vec<Bif>] = &[
        arithmetic::bifs,
        atomics::bifs,
        bit_syntax::bifs,
        binaries::bifs,
        binary::bifs,
        binary_search::bifs,
        binary_text::bifs,
        calendar::bifs,
        calls::bifs,
        checksums::bifs,
        characters::bifs,
        comparison::bifs,
        convert::bifs,
        debug::bifs,
        dictionary::bifs,
        ets::bifs,
        exceptions::bifs,
        files::bifs,
        flags::bifs,
        external::bifs,
        format::bifs,
        funs::bifs,
        info::bifs,
        input::bifs,
        lists::bifs,
        map_syntax::bifs,
        maps::bifs,
        math::bifs,
        memory::bifs,
        messages::bifs,
        os::bifs,
        output::bifs,
        persistent::bifs,
        processes::bifs,
        spawning::bifs,
        random::bifs,
        re::bifs,
        statistics::bifs,
        suspend::bifs,
        system::bifs,
        system_info::bifs,
        texts::bifs,
        time::bifs,
        tuples::bifs,
        types::bifs,
        unicode::bifs,
    ];
    families.iter().flat_map(|family| family()).collect()
}

/// `error:badarg`.
pub fn badarg() -> Stop {
    Stop::Raise(Exception::error(atom::BADARG.term()))
}

/// `error:badarg`, for what is wrong with the arguments: those who explain it are told.
pub fn because(cause: atom::Atom) -> Stop {
    Stop::Raise(Exception::because(atom::BADARG.term(), cause.term()))
}

/// `error:badarith`.
pub fn badarith() -> Stop {
    Stop::Raise(Exception::error(atom::BADARITH.term()))
}

/// `error:system_limit`.
pub fn system_limit() -> Stop {
    Stop::Raise(Exception::error(atom::SYSTEM_LIMIT.term()))
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Stop {
        Stop::Raise(Exception::error(fault.term()))
    }
}

/// The process goes on with a call of another built-in function in the place of this one.
pub fn jump(process: &mut Process, bif: &'static Bif, args: [Term; MAX_REGISTER_ARGS]) -> BifResult {
    process.x = args;
    process.resume = registry::thunk(bif);
    Err(Stop::Jump)
}

/// Elements (of a list, characters of a text) that a built-in function handles in the time of one
/// reduction, roughly: a call of compiled code takes some nanoseconds, an element one or two.
const ELEMENTS_A_REDUCTION: usize = 8;

/// Takes the reductions for work on many elements, so that a process that calls long built-in functions
/// gives way as often as others.
pub fn charge(process: &mut Process, elements: usize) {
    process.reductions = process.reductions.saturating_sub((elements / ELEMENTS_A_REDUCTION) as i64);
}

/// Bytes from which on looking at each takes some milliseconds.
pub const MANY_BYTES: usize = 1 << 20;

/// Before a built-in function looks at so many bytes: if that takes long, it is called again where long turns are
/// taken. It must not have done anything that is seen.
pub fn expect_long(process: &mut Process, bytes: usize) -> Result<(), Stop> {
    if bytes >= MANY_BYTES && scheduler::is_to_wait(process) {
        process.flags |= FLAG_ASIDE;
        return Err(Stop::Retry);
    }
    Ok(())
}

/// [`charge`] for a number that took time by its size.
pub fn charge_for_size(process: &mut Process, number: Term) {
    if let Some((_, words)) = build::object(number) {
        charge(process, words.len());
    }
}
