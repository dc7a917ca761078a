//! The end of the program.

use std::sync::OnceLock;

use crate::output::output;

/// Run before the program ends, with its exit status: gives the terminal back.
pub type HaltFn = fn(i32);

static BEFORE: OnceLock<HaltFn> = OnceLock::new();

/// Installs what runs before the program ends by `halt`. A second call is ignored.
pub fn before(run: HaltFn) {
    let _ = BEFORE.set(run);
}

/// Ends the program when all that processes have written has appeared.
pub fn halt(status: i32) -> ! {
    output().flush();
    if let Some(run) = BEFORE.get() {
        run(status);
    }
    std::process::exit(status)
}
