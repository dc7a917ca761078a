//! Files: names, errors, and open ones.

pub mod contents;
pub mod error;
pub mod handle;
pub mod info;
pub mod name;
