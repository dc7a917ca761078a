//! Who refers to a version of a module: the census that says when a version's memory may go.
//!
//! A version is referred to by frames, funs, raw stack traces and literals, in processes, in messages under
//! way, and in terms that belong to no process. A *round* looks at all of them once, while everything runs:
//! each process between two of its turns ([`sweep`]), the rest where it lies ([`holders`], timers). What
//! moves meanwhile from where the round has not been to where it has been moves as a copy, and whoever copies
//! notes what the copy refers to ([`note_literal`], [`note_object`]). So a version that nobody has noted by the
//! end of a round has no reference left: nobody can make one without having one.
//!
//! Literals do not keep a version for ever: where nothing but literals is left of it, the round gives their
//! holders copies of their own ([`trace`]).

mod holders;
mod mark;
mod round;
mod standing;
mod sweep;
mod trace;

pub use holders::{Registered, register, register_literals, unregister};
pub use mark::{Holder, MarkRef, Reference, VersionMark};
pub use round::{LiteralRange, note_literal, note_node, note_object, outside, run};
pub use standing::{
    Keeper, Standing, Unknown, find, for_each_message, for_each_term, look, running, standing, waits,
};
pub use sweep::{Sweep, Visit, begin, catch_up, is_behind, newest, visit_all, visit_within};
