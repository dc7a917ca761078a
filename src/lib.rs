//! The program `swerl` as a library, so that its tests drive the same pieces that a person runs.

pub mod watch;
