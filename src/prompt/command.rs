//! The commands that work on the prompt itself, and so are no functions: they must be all of an expression.

/// See the module.
#[derive(Debug, PartialEq, Eq)]
pub enum Command {
    /// `f()`
    ForgetAll,
    /// `f(X)`
    Forget(String),
    /// `b()`
    Bindings,
    /// `h()`
    History,
    /// `e(N)`
    Again(i64),
    /// `code:purge(Module)`: a question comes before it.
    Purge(String),
}

/// The command that an expression with its dot is.
pub fn parse(expression: &str) -> Option<Command> {
    let text: String = expression.chars().filter(|c| !c.is_whitespace()).collect();
    match text.strip_suffix('.')? {
        "f()" => Some(Command::ForgetAll),
        "b()" => Some(Command::Bindings),
        "h()" => Some(Command::History),
        text => {
            let variable = text.strip_prefix("f(").and_then(|rest| rest.strip_suffix(')'));
            if let Some(name) = variable.filter(|name| is_variable(name)) {
                return Some(Command::Forget(name.to_owned()));
            }
            let module = text.strip_prefix("code:purge(").and_then(|rest| rest.strip_suffix(')'));
            if let Some(name) = module.filter(|name| is_plain_atom(name)) {
                return Some(Command::Purge(name.to_owned()));
            }
            let number = text.strip_prefix("e(")?.strip_suffix(')')?;
            number.parse().ok().map(Command::Again)
        }
    }
}

fn is_plain_atom(text: &str) -> bool {
    text.starts_with(|c: char| c.is_lowercase())
        && text.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '@')
}

fn is_variable(text: &str) -> bool {
    text.starts_with(|c: char| c.is_uppercase() || c == '_')
        && text.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '@')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_whole_expressions() {
        assert_eq!(parse("f()."), Some(Command::ForgetAll));
        assert_eq!(parse("f( X_1 ) ."), Some(Command::Forget("X_1".to_owned())));
        assert_eq!(parse("b()."), Some(Command::Bindings));
        assert_eq!(parse("e(-1)."), Some(Command::Again(-1)));
        assert_eq!(parse("code:purge(m)."), Some(Command::Purge("m".to_owned())));
        assert_eq!(parse("code:purge(M)."), None);
        for text in ["f(x).", "f(X), 1.", "f(X, Y).", "b(1).", "e(X).", "1."] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
