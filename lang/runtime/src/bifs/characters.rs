//! What the standard module `unicode_util` needs of the runtime.

use crate::bif::{Bif, BifResult};
use crate::bifs::badarg;
use crate::build;
use crate::characters::{self, Mapped};
use crate::process::Process;
use crate::term::Term;

pub fn bifs() -> Vec<Bif> {
    vec![
        Bif::new("swerl_text", "class", class),
        Bif::new("swerl_text", "upper", |p: &mut Process, c: Term| changed(p, c, characters::upper)),
        Bif::new("swerl_text", "lower", |p: &mut Process, c: Term| changed(p, c, characters::lower)),
        Bif::new("swerl_text", "title", |p: &mut Process, c: Term| changed(p, c, characters::title)),
        Bif::new("swerl_text", "fold", |p: &mut Process, c: Term| changed(p, c, characters::fold)),
    ]
}

/// A character of any number: texts may have wrong ones.
fn character(term: Term) -> Result<u32, crate::bif::Stop> {
    term.to_small().and_then(|number| u32::try_from(number).ok()).ok_or_else(badarg)
}

/// `class(C)`: the number of [`characters::Break`].
fn class(_: &mut Process, term: Term) -> BifResult {
    Ok(Term::small(characters::class(character(term)?) as i64))
}

/// The character, or the list of characters, that another becomes.
fn changed(process: &mut Process, term: Term, change: fn(u32) -> Mapped) -> BifResult {
    match change(character(term)?) {
        Mapped::One(other) => Ok(Term::small(i64::from(other))),
        Mapped::Many(others) => {
            let others: Vec<Term> = others.iter().map(|&other| Term::small(i64::from(other))).collect();
            Ok(build::list(process, others))
        }
    }
}
