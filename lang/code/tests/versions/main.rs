//! Modules and their versions, on processes that run.

mod asking;
mod bench;
mod draining;
mod loading;
mod model;
mod on_load;
mod rollback;
