//! The built-in functions, a file for each family.
//!
//! Each file exports its list; [`all`] joins them for the registry. What a BIF computes is written
//! elsewhere where it needs no process (`number`, `compare`, `format`); here stand argument checks and
//! errors.

use crate::atom;
use crate::bif::{Bif, Stop};
use crate::raise::Exception;

/// Every built-in function.
pub fn all() -> Vec<Bif> {
    let families: &[fn() -> Vec<Bif>] = &[];
    families.iter().flat_map(|family| family()).collect()
}

/// `error:badarg`.
pub fn badarg() -> Stop {
    Stop::Raise(Exception::error(atom::BADARG.term()))
}

/// `error:badarith`.
pub fn badarith() -> Stop {
    Stop::Raise(Exception::error(atom::BADARITH.term()))
}

/// `error:system_limit`.
pub fn system_limit() -> Stop {
    Stop::Raise(Exception::error(atom::SYSTEM_LIMIT.term()))
}
