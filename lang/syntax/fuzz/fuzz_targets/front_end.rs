//! A file to Core: what is lowered keeps Core's rules.
#![no_main]

use libfuzzer_sys::fuzz_target;
use swerl_core::{Options, lower_module, verify};
use swerl_syntax::{NoIncludes, parse_module};

fuzz_target!(|text: &str| {
    let parsed = parse_module("fuzz.erl", text, &swerl_syntax::Options::default(), &mut NoIncludes);
    let (module, _) = lower_module(&parsed.module, &parsed.sources, &Options::default());
    assert_eq!(verify::verify(&module), Vec::<String>::new());
});
