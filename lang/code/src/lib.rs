//! Modules and their versions: compile, publish, and say what happened.

pub mod event;
