//! The standard modules, written in the language itself and embedded in the program.
//!
//! What cannot be written in the language (`lists:keyfind/3`, `io_lib:format/2`) is a built-in
//! function of the runtime under the same module's name.

/// A standard module: its name and its text.
struct Standard {
    name: &'static str,
    text: &'static str,
}

macro_rules! standard {
    ($($name:ident)*) => {
        &[$(Standard {
            name: stringify!($name),
            text: include_str!(concat!("../erl/", stringify!($name), ".erl")),
        }),*]
    };
}

/// In alphabetical order.
const MODULES: &[Standard] = standard!(
    array
    base64
    binary
    c
    calendar
    code
    dict
    epp
    erl_anno
    erl_erts_errors
    erl_eval
    erl_features
    erl_internal
    erl_parse
    erl_scan
    erl_stdlib_errors
    ets
    eval_bits
    file
    filelib
    filename
    gb_sets
    gb_trees
    init
    io
    io_lib
    io_lib_fread
    io_lib_pretty
    lists
    maps
    orddict
    ordsets
    os
    prim_eval
    proplists
    queue
    rand
    random
    re
    sets
    string
    swap
    swerl_arguments
    swerl_device
    swerl_format
    swerl_forms
    swerl_grammar
    swerl_io_protocol
    swerl_load
    swerl_prompt
    swerl_reader
    swerl_user
    timer
    unicode_util
);

/// The text of a standard module, `None` where there is none of that name.
pub fn source(module: &str) -> Option<&'static str> {
    MODULES.binary_search_by(|m| m.name.cmp(module)).ok().map(|i| MODULES[i].text)
}

/// The text of a file to include, by the name that `-include_lib` gives it.
pub fn include(name: &str) -> Option<&'static str> {
    match name {
        "stdlib/include/ms_transform.hrl" => Some(include_str!("../include/ms_transform.hrl")),
        "kernel/include/file.hrl" => Some(include_str!("../include/file.hrl")),
        "stdlib/include/erl_bits.hrl" => Some(include_str!("../include/erl_bits.hrl")),
        _ => None,
    }
}

/// The names of all standard modules, in alphabetical order.
pub fn modules() -> impl Iterator<Item = &'static str> {
    MODULES.iter().map(|m| m.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_module_is_found_and_says_its_own_name() {
        for name in modules() {
            let text = source(name).expect("a listed module has a text");
            assert!(text.contains(&format!("\n-module({name}).\n")), "{name}");
        }
        assert_eq!(source("no_such_module"), None);
    }
}
