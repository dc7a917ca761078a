//! What a person types: is it complete, and what is in it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use swerl_syntax::{Completeness, completeness, parse_expressions};

fuzz_target!(|text: &str| {
    let typed = parse_expressions(text);
    assert!(text.is_char_boundary(typed.end));
    if let Completeness::Complete { end } = completeness(text) {
        assert_eq!(end, typed.end);
    }
});
