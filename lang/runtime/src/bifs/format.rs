//! `io_lib:format/2`.

use crate::bif::{Bif, BifResult};
use crate::format;
use crate::process::Process;
use crate::term::Term;

pub fn bifs() -> Vec<Bif> {
    vec![Bif::new("io_lib", "format", format)]
}

/// A deep list of characters, nested as OTP nests it.
fn format(process: &mut Process, format: Term, args: Term) -> BifResult {
    let chars = format::format(format, args)?;
    super::charge(process, chars.position());
    Ok(chars.to_term(process)?)
}
