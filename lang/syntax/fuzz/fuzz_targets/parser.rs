//! A file to its syntax tree: every finding has a place in the text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use swerl_syntax::{NoIncludes, Options, dump, parse_module};

fuzz_target!(|text: &str| {
    let parsed = parse_module("fuzz.erl", text, &Options::default(), &mut NoIncludes);
    for finding in &parsed.diagnostics {
        let text = &parsed.sources.file(finding.span.file).text;
        assert!(text.get(finding.span.start as usize..finding.span.end as usize).is_some());
    }
    dump::module(&parsed.module, &parsed.sources);
});
