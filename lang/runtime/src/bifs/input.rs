//! Reading text.

use crate::atom::{self, Atom};
use crate::bif::{Bif, BifResult};
use crate::bifs::badarg;
use crate::build;
use crate::files::{error, name};
use crate::input;
use crate::output::output;
use crate::owned::OwnedTerm;
use crate::process::Process;
use crate::rare::default_group_leader;
use crate::request;
use crate::term::Term;

/// The built-in functions of this family.
pub fn bifs() -> Vec<Bif> {
    vec![
        Bif::new("swerl_io", "is_own", |_: &mut Process, leader: Term| {
            Ok(build::boolean(leader == default_group_leader()))
        }),
        Bif::new("swerl_io", "get_line", |p: &mut Process, prompt: Term| read(p, prompt, input::line)),
        Bif::new("swerl_io", "get_chars", |p: &mut Process, prompt: Term, count: Term| {
            let count = count.to_small().and_then(|count| usize::try_from(count).ok()).ok_or_else(badarg)?;
            read(p, prompt, move || input::characters(count))
        }),
        Bif::new("swerl_io", "unread", |_: &mut Process, text: Term| {
            input::unread(&build::list_text(text).ok_or_else(badarg)?);
            Ok(atom::OK.term())
        }),
    ]
}

/// Writes the prompt, then reads on a thread of its own, as a person may take long.
fn read<R>(p: &mut Process, prompt: Term, reading: R) -> BifResult
where
    R: FnOnce() -> std::io::Result<Option<String>> + Send + 'static,
{
    request::beside(p, |_| {
        let prompt = name::char_bytes(prompt).ok_or_else(badarg)?;
        Ok(move || {
            let prompt = String::from_utf8_lossy(&prompt);
            if !prompt.is_empty() {
                output().write(&prompt);
            }
            output().flush();
            let result = reading();
            OwnedTerm::build(|heap| match result {
                Ok(Some(text)) => build::string(heap, &text),
                Ok(None) => Atom::new("eof").term(),
                Err(problem) => error::term(heap, &problem),
            })
        })
    })
}
