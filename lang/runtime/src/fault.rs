//! Why an operation on terms has no value, as far as no process is needed to say so.

use crate::atom::{self, Atom};
use crate::term::Term;

/// The reasons that OTP gives for wrong operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// An argument of the wrong type or value.
    Badarg,
    /// An operand of arithmetic that is no number, a division by zero, a float without value.
    Badarith,
    /// A result that is too large.
    SystemLimit,
}

impl Fault {
    /// The reason as an atom.
    pub const fn atom(self) -> Atom {
        match self {
            Fault::Badarg => atom::BADARG,
            Fault::Badarith => atom::BADARITH,
            Fault::SystemLimit => atom::SYSTEM_LIMIT,
        }
    }

    /// The reason as a term.
    pub const fn term(self) -> Term {
        self.atom().term()
    }
}

/// What an operation on terms gives.
pub type Outcome<T = Term> = Result<T, Fault>;
