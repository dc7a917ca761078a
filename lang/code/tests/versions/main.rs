//! Modules and their versions, on processes that run.

mod asking;
mod bench;
mod complaints;
mod draining;
mod drills;
mod equivalence;
mod loading;
mod model;
mod on_load;
mod rollback;
mod switching;
