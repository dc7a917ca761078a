//! Makes lowered Core lean: joins that are used once are put where they are used, moves go, and so
//! does what nobody reads.

mod dead;
mod inline;
mod renumber;

use crate::ir::Function;

/// Simplifies a function whose labels are numbered below `labels`.
pub fn function(mut function: Function, labels: u32) -> Function {
    function.body = inline::block(function.body, function.vars, labels);
    let (body, constants) = dead::block(function.body, function.vars, labels);
    function.body = body;
    renumber::function(function, labels, constants)
}
