//! Tables of objects that processes share (`ets`).
//!
//! A table owns its objects: terms are copied in and out. One lock a table keeps readers and writers apart;
//! it is held for one operation, of one that walks through many objects for a part of them at a time, and never while
//! a lock of processes or schedulers is taken. Locks are taken in the order table, registry.

mod bucket;
pub mod hash;
pub mod hashed;
pub mod lock;
pub mod object;
pub mod ordered;
pub mod registry;
pub mod scan;
pub mod spec;
pub mod table;

pub use registry::{forget_known, process_ended, sizes};
