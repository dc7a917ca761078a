//! Text to syntax tree: scanner, preprocessor and parser.
//!
//! Nothing here reads a file, a clock or a process; every stage takes its input and returns its
//! output together with all diagnostics.

pub mod ast;
pub mod diagnostic;
pub mod dump;
mod known;
mod module;
mod parser;
pub mod preprocessor;
pub mod scanner;
pub mod span;
pub mod token;

pub use known::{Footing, KnownForm, KnownForms, NothingKnown, Standing};
pub use module::{
    Parsed, ParsedExpressions, Tokens, parse_expressions, parse_module, parse_module_knowing, scan_module,
};
pub use parser::{MAX_HEIGHT, MAX_NESTING};
pub use preprocessor::{IncludeKind, Included, Includes, NoIncludes, Options};
pub use scanner::{Completeness, OpenLiteral, completeness};
