//! The functions on which `file` rests: module `swerl_file`. All of them leave the scheduler while the system
//! works.

mod handles;
mod paths;

use crate::atom;
use crate::bif::{Bif, BifResult, Stop};
use crate::bifs::badarg;
use crate::build::{self, Heap};
use crate::files::{error, name};
use crate::owned::OwnedTerm;
use crate::process::Process;
use crate::request;
use crate::term::Term;

/// The built-in functions of this family.
pub fn bifs() -> Vec<Bif> {
    let mut bifs = paths::bifs();
    bifs.extend(handles::bifs());
    bifs
}

fn path(term: Term) -> Result<std::path::PathBuf, Stop> {
    name::path(term).ok_or_else(badarg)
}

/// Does `work` elsewhere. What it gives becomes a term by `show`: `{error, Atom}` for an error.
fn outside<T, W, S>(p: &mut Process, prepare: impl FnOnce() -> Result<W, Stop>, show: S) -> BifResult
where
    W: FnOnce() -> std::io::Result<T> + Send + 'static,
    S: FnOnce(&mut dyn Heap, T) -> Term + Send + 'static,
{
    request::outside(p, |_| {
        let work = prepare()?;
        Ok(move || {
            let result = work();
            OwnedTerm::build(|heap| match result {
                Ok(value) => show(heap, value),
                Err(problem) => error::term(heap, &problem),
            })
        })
    })
}

/// `ok`
fn done(_: &mut dyn Heap, (): ()) -> Term {
    atom::OK.term()
}

/// `{ok, Term}`
fn ok(heap: &mut dyn Heap, term: Term) -> Term {
    build::tuple(heap, &[atom::OK.term(), term])
}

/// A number that is not negative.
fn natural(term: Term) -> Result<u64, Stop> {
    term.to_small().and_then(|value| u64::try_from(value).ok()).ok_or_else(badarg)
}
