//! Files: names, errors, and open ones.

pub mod error;
pub mod handle;
pub mod info;
pub mod name;
