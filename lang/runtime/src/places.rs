//! Where processes are, as plain data.

use crate::atom::Atom;
use crate::code::Site;
use crate::process::Process;

/// A place in a function of a version of a module.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub module: Atom,
    pub name: Atom,
    pub arity: u32,
    /// The number of the module's version.
    pub version: u32,
    pub line: u32,
}

impl Place {
    /// `None` for the runtime's own sites.
    fn new(site: &Site) -> Option<Place> {
        // SAFETY: a site's function is null or belongs to a version that is alive as long as a frame
        // refers to it.
        let function = unsafe { site.function.as_ref() }?;
        Some(Place {
            module: function.module,
            name: function.name,
            arity: function.arity,
            version: function.version,
            line: site.line,
        })
    }
}

/// The places where a process is, innermost first: where it goes on, then its callers. A process that is
/// just calling a built-in function goes on where that returns to.
///
/// # Safety
/// The process is between two turns, or in a built-in function.
pub(crate) unsafe fn places(process: &Process) -> impl Iterator<Item = Place> + '_ {
    // SAFETY: the caller's promise.
    unsafe { process.sites() }.filter_map(Place::new)
}

/// As [`Place`]s, where a process is that is between two turns or in a built-in function, innermost first. For
/// what is run on a process ([`crate::census::visit_all`] and requests), which it is at no other time.
pub fn places_of(process: &mut Process) -> impl Iterator<Item = Place> + '_ {
    // SAFETY: functions that run on processes are called at no other time.
    unsafe { places(process) }
}
