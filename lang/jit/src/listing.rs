//! Listings: what code generation makes, as text for a person.

use swerl_core::ir::Module;

use crate::unit::{CompileError, ListingKind, Unit};
use crate::version::compile_listing;

/// What to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The segments with their arguments and needs.
    Segments,
    /// Cranelift's intermediate form of each segment.
    Clif,
    /// Machine code of each segment, as Cranelift emits it.
    Assembly,
}

/// A listing of all functions of a module.
///
/// # Errors
/// If the code generator fails.
pub fn listing(module: &Module, stage: Stage) -> Result<String, CompileError> {
    let kind = match stage {
        Stage::Segments => ListingKind::Segments,
        Stage::Clif => ListingKind::Clif,
        Stage::Assembly => ListingKind::Assembly,
    };
    let unit = compile_listing(module, Unit::with_listing(kind))?;
    Ok(unit.listing().to_string())
}
