//! Functions as an exception's text names them.

use swerl_core::builtins;

/// Whether `erlang:name/arity` is written as an operator.
pub fn is_operator(name: &str, arity: usize) -> bool {
    match arity {
        1 => matches!(name, "+" | "-" | "bnot" | "not"),
        2 => builtins::is_guard_operator(name, 2) || matches!(name, "!" | "++" | "--"),
        _ => false,
    }
}

/// Whether `erlang:name/arity` is called without its module.
pub fn is_auto_imported(name: &str, arity: usize) -> bool {
    u32::try_from(arity).is_ok_and(|arity| builtins::is_auto_imported(name, arity))
}
