//! Scanner and preprocessor on a file that includes itself.
#![no_main]

use libfuzzer_sys::fuzz_target;
use swerl_syntax::{IncludeKind, Included, Includes, Options, dump, scan_module};

struct Itself<'a>(&'a str);

impl Includes for Itself<'_> {
    fn find(&mut self, name: &str, _kind: IncludeKind, _from: &str) -> Option<Included> {
        Some(Included { name: name.to_owned(), text: self.0.chars().take(200).collect() })
    }
}

fuzz_target!(|text: &str| {
    let tokens = scan_module("fuzz.erl", text, &Options::default(), &mut Itself(text));
    dump::tokens(&tokens.forms, &tokens.sources);
});
