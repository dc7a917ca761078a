//! Terms as text, exactly as OTP's `io_lib` writes them.
//!
//! [`write_term`] is `~w`, [`pretty`] is `~p` and what a prompt shows, [`format`] interprets format
//! strings. None of them needs a process. All work with explicit stacks: terms may be as deep and as
//! long as memory allows.

mod bytes;
pub mod chars;
pub mod control;
pub mod directives;
pub mod floats;
mod layout;
pub mod leaf;
mod limit;
pub mod quote;
mod tag_indent;
mod tree;
mod write;

pub use chars::Chars;
pub use directives::{MAX_FIELD, format, format_limited, format_text};
pub use layout::Room;
pub use quote::Encoding;

use crate::build::{View, view};
use crate::term::Term;

/// How [`pretty`] writes.
#[derive(Debug, Clone, Copy)]
pub struct Pretty {
    /// How deep; negative shows all.
    pub depth: i64,
    /// Which characters of atoms and strings need no escape (`~p` or `~tp`).
    pub encoding: Encoding,
    /// Lists of printable characters as strings.
    pub strings: bool,
    /// Which characters are printable: `Latin1` unless Erlang is started with `+pc unicode`.
    pub printable: Encoding,
    pub room: Room,
    /// About how many characters there may be; negative: no bound.
    pub limit: i64,
}

impl Default for Pretty {
    /// What `~p` does at the start of a line.
    fn default() -> Pretty {
        Pretty {
            depth: -1,
            encoding: Encoding::Latin1,
            strings: true,
            printable: Encoding::Latin1,
            room: Room { column: 1, line_length: 80, line_characters: -1 },
            limit: -1,
        }
    }
}

impl Pretty {
    /// What Erlang's shell does with a value: parts 30 deep, at most 60 characters a line.
    pub fn shell(column: i64, line_length: i64) -> Pretty {
        let room = Room { column, line_length, line_characters: 60 };
        Pretty { depth: 30, encoding: Encoding::Unicode, room, ..Pretty::default() }
    }
}

/// A term on one line, as `~w` (or `~tw`) writes it.
pub fn write_term(term: Term, encoding: Encoding) -> String {
    let mut out = Chars::new();
    write::write(&mut out, term, -1, encoding);
    out.to_text()
}

/// A term as `~p` writes it.
pub fn pretty(term: Term, options: Pretty) -> String {
    let mut out = Chars::new();
    write_pretty(&mut out, term, options);
    out.to_text()
}

/// Writes a term as one inner list, as `~w` does; `depth` as in `~W`, negative shows all.
pub fn write_plain(out: &mut Chars, term: Term, depth: i64, encoding: Encoding) {
    write::write(out, term, depth.max(-1), encoding);
}

/// Writes a term as one inner list, as `~p` does.
pub fn write_pretty(out: &mut Chars, term: Term, options: Pretty) {
    if options.depth == 0 || options.limit == 0 {
        return out.push_list("...");
    }
    let selection = tree::Selection {
        depth: options.depth.max(-1),
        encoding: options.encoding,
        strings: options.strings,
        printable: options.printable,
    };
    let (tree, root) = match options.limit {
        limit if limit > 0 && has_parts(term) => limit::build(term, limit, selection),
        _ => tree::build(term, selection),
    };
    layout::print(out, &tree, root, options.room);
}

/// Whether a limit can leave parts of a term out.
fn has_parts(term: Term) -> bool {
    matches!(view(term), View::Cons(..) | View::Tuple(_) | View::Map(_) | View::Bits(_))
}
