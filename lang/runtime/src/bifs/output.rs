//! Writing text.

use crate::atom::{self, Atom};
use crate::bif::{Bif, BifResult, Stop};
use crate::bifs::badarg;
use crate::build::Arena;
use crate::clock;
use crate::counts;
use crate::format::{self, Encoding};
use crate::output::{self, Accepted, output};
use crate::process::{FLAG_BLOCKED, Process};
use crate::rare::default_group_leader;
use crate::relief;
use crate::term::Term;
use crate::unicode::{self, Outcome, Style, characters};

/// The built-in functions of this family.
pub fn bifs() -> Vec<Bif> {
    vec![
        Bif::new("swerl_io", "put_chars", |p: &mut Process, chars: Term| {
            if has_leader(p) {
                return Ok(Atom::new("elsewhere").term());
            }
            put(p, chars)
        }),
        Bif::new("swerl_io", "put_own_chars", put),
        Bif::new("swerl_io", "put_chars", put_to),
        Bif::new("erlang", "display", |p: &mut Process, term: Term| {
            if output().is_congested() {
                return congested(p);
            }
            let text = format::write_term(term, Encoding::Unicode) + "\n";
            write(p, &text, atom::TRUE)
        }),
    ]
}

/// Whether somebody gave the process another group leader than the program's own.
fn has_leader(p: &Process) -> bool {
    let leader = p.rare.as_ref().and_then(|rare| rare.group_leader);
    leader.is_some_and(|leader| leader != default_group_leader())
}

/// How long a process waits at most before it tries again to write, in nanoseconds. It is woken as soon as there is
/// room; whoever was to wake it may have ended.
const CONGESTED: u64 = 20_000_000;

/// Writes character data. The text is not made before there is room for it: a process may try many times.
fn put(p: &mut Process, chars: Term) -> BifResult {
    if output().is_congested() {
        return congested(p);
    }
    let text = text_of(chars).ok_or_else(badarg)?;
    write(p, &text, atom::OK)
}

fn write(p: &mut Process, text: &str, value: Atom) -> BifResult {
    match output().write(text) {
        Accepted::Yes => {
            counts::written(text.len());
            output::taken();
            Ok(value.term())
        }
        Accepted::Congested => congested(p),
    }
}

/// The process tries again when there is room.
fn congested(p: &mut Process) -> BifResult {
    if output::wait_for_room(p.pid) {
        p.deadline = clock::monotonic() + CONGESTED;
        p.flags |= FLAG_BLOCKED;
    }
    Err(Stop::Retry)
}

/// `put_chars(standard_error, Chars)`; any other device is the ordinary one.
fn put_to(p: &mut Process, device: Term, chars: Term) -> BifResult {
    if device != atom::STANDARD_ERROR.term() {
        return put(p, chars);
    }
    let text = text_of(chars).ok_or_else(badarg)?;
    counts::written(text.len());
    relief::may_block(|| eprint!("{text}"));
    Ok(atom::OK.term())
}

/// The text of character data in UTF-8. `None`: it is something else.
fn text_of(chars: Term) -> Option<String> {
    let mut text = String::new();
    let outcome =
        characters(&mut Arena::new(), chars, unicode::Encoding::Utf8, Style::List, &mut |character| {
            text.push(character);
            true
        });
    (outcome == Ok(Outcome::Complete)).then_some(text)
}
