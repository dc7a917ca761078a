//! How values and exceptions look at the prompt: as in Erlang's shell.

use swerl_runtime::format::{Pretty, pretty};
use swerl_runtime::term::Term;

use crate::exception::{self, Layout, Raised};
use crate::session::Exception;
use crate::terminal;

/// How deep the parts of a value are shown.
const DEPTH: i64 = 30;

/// What it is shown on.
#[derive(Debug, Clone, Copy)]
pub struct Screen {
    columns: usize,
}

impl Screen {
    /// The terminal as it is now; 80 columns where there is none.
    pub fn new(is_terminal: bool) -> Screen {
        Screen { columns: if is_terminal { terminal::columns() } else { 80 } }
    }

    pub fn value(self, value: Term) -> String {
        pretty(value, Pretty::shell(1, self.columns as i64))
    }

    pub fn binding(self, name: &str, value: Term) -> String {
        let start = format!("{name} = ");
        let column = start.chars().count() as i64 + 1;
        start + &pretty(value, Pretty::shell(column, self.columns as i64))
    }

    pub fn exception(self, exception: &Exception) -> String {
        self.raised(Raised::from(exception))
    }

    /// The evaluating process has been ended from outside.
    pub fn death(self, reason: Term) -> String {
        self.raised(Raised::ended(reason))
    }

    fn raised(self, raised: Raised) -> String {
        exception::text(raised, Layout { columns: self.columns, depth: DEPTH }, exception::outside_prompt)
    }
}
