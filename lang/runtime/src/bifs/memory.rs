//! `erlang:memory`: bytes by use.

use crate::atom::{self, Atom};
use crate::bif::{Bif, BifResult, Stop};
use crate::bifs::badarg;
use crate::build::{self, Arena};
use crate::counts;
use crate::ets::registry;
use crate::ets::table::TABLE_WORDS;
use crate::memory::{Use, used_now};
use crate::owned::OwnedTerm;
use crate::process::Process;
use crate::raise::Exception;
use crate::request;
use crate::table::{self, Totals};
use crate::term::Term;

/// The built-in functions of this family.
pub fn bifs() -> Vec<Bif> {
    vec![
        Bif::new("erlang", "memory", |p: &mut Process| {
            figures(p, |_| Ok(Wanted { keys: NAMES.to_vec(), one: false }))
        }),
        Bif::new("erlang", "memory", |p: &mut Process, wanted: Term| {
            figures(p, |_| wanted_of(wanted).ok_or_else(|| wrong(wanted)))
        }),
    ]
}

/// The figures, in the order in which OTP shows them.
const NAMES: [&str; 9] =
    ["total", "processes", "processes_used", "system", "atom", "atom_used", "binary", "code", "ets"];

struct Wanted {
    keys: Vec<&'static str>,
    /// A number, not a list.
    one: bool,
}

fn known(key: Term) -> Option<&'static str> {
    let name = Atom::from_term(key)?.name();
    NAMES.into_iter().find(|&known| known == name)
}

fn wanted_of(term: Term) -> Option<Wanted> {
    if let Some(key) = known(term) {
        return Some(Wanted { keys: vec![key], one: true });
    }
    let keys: Option<Vec<_>> = build::list_elements(term)?.into_iter().map(known).collect();
    Some(Wanted { keys: keys?, one: false })
}

/// OTP's own function walks along a list, and has no clause for an end that is none.
fn wrong(term: Term) -> Stop {
    match term.is_cons() && build::list_elements(term).is_none() {
        true => Stop::Raise(Exception::error(atom::FUNCTION_CLAUSE.term())),
        false => badarg(),
    }
}

/// So many processes are looked at while their scheduler waits; more by a thread that holds nobody up.
const AT_ONCE: usize = 2_000;

fn figures(p: &mut Process, wanted: impl FnOnce(&mut Process) -> Result<Wanted, Stop>) -> BifResult {
    let asked = p.rare.as_ref().is_some_and(|rare| rare.answer.is_some());
    if !asked && counts::processes() <= AT_ONCE {
        let answer = answer(&wanted(p)?);
        return Ok(answer.copy_to(p));
    }
    request::outside(p, |p| {
        let wanted = wanted(p)?;
        Ok(move || answer(&wanted))
    })
}

fn answer(wanted: &Wanted) -> OwnedTerm {
    let figures = measure();
    let value = |key: &str| NAMES.iter().position(|&name| name == key).map_or(0, |at| figures[at]);
    let mut arena = Arena::new();
    let heap = &mut arena;
    let term = match wanted.keys[..] {
        [key] if wanted.one => build::unsigned(heap, value(key)),
        _ => {
            let pairs: Vec<Term> = wanted
                .keys
                .iter()
                .map(|key| {
                    let bytes = build::unsigned(heap, value(key));
                    build::tuple(heap, &[Atom::new(key).term(), bytes])
                })
                .collect();
            build::list(heap, pairs)
        }
    };
    OwnedTerm::new(term)
}

/// All figures, as [`NAMES`] has them. The total is what was asked of the allocator, and code; what belongs to no
/// process belongs to the system.
fn measure() -> [u64; 9] {
    let Totals { beside, room } = table::totals();
    let processes = beside + used_now(Use::Processes);
    let used = processes.saturating_sub(room);
    let tables = used_now(Use::Tables) + registry::count() * TABLE_WORDS * 8;
    let code = used_now(Use::Code);
    let binaries = crate::bits::block::block_bytes();
    let atoms = crate::atom::bytes();
    let total = (used_now(Use::All) + code).max(processes + tables + code + binaries + atoms.0);
    let system = total - processes;
    [total, processes, used, system, atoms.0, atoms.1, binaries, code, tables].map(|bytes| bytes as u64)
}
