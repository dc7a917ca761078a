//! What the Tab key adds: modules, their functions, bound variables, the prompt's own commands.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustyline::completion::Pair;
use swerl_code::CodeServer;

/// What the names are taken from.
#[derive(Clone)]
pub struct Names {
    server: Arc<CodeServer>,
    variables: Arc<Mutex<Vec<String>>>,
}

/// What stands before the cursor, as far as it can be completed.
#[derive(Debug, PartialEq, Eq)]
enum Word<'a> {
    /// `lists:ma`
    Function { module: &'a str, start: &'a str },
    /// `li`
    Atom(&'a str),
    /// `Serv`
    Variable(&'a str),
}

impl Names {
    pub fn new(server: Arc<CodeServer>) -> Names {
        Names { server, variables: Arc::default() }
    }

    /// Takes note of the bound variables.
    pub fn bind<'a>(&self, names: impl Iterator<Item = &'a str>) {
        *self.variables() = names.map(str::to_owned).collect();
    }

    fn variables(&self) -> MutexGuard<'_, Vec<String>> {
        self.variables.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Where the word before the cursor starts, and what it may become.
    pub fn complete(&self, line: &str, cursor: usize) -> (usize, Vec<Pair>) {
        let before = &line[..cursor];
        let Some(word) = word(before) else { return (cursor, Vec::new()) };
        let (start, candidates) = match word {
            Word::Function { module, start } => {
                let known = self.server.module_names().iter().any(|name| name == module);
                let exports = if known { self.server.functions(module) } else { Vec::new() };
                (start, functions(exports, start))
            }
            Word::Variable(start) => (
                start,
                self.variables()
                    .iter()
                    .filter(|name| name.starts_with(start))
                    .map(|name| plain(name))
                    .collect(),
            ),
            Word::Atom(start) => (start, self.modules_and_commands(start)),
        };
        (cursor - start.len(), candidates)
    }

    fn modules_and_commands(&self, start: &str) -> Vec<Pair> {
        let mut candidates = functions(self.server.functions("c"), start);
        let modules: BTreeSet<String> = self.server.module_names().into_iter().collect();
        let fitting = modules.iter().filter(|name| name.starts_with(start) && *name != "swerl_prompt");
        candidates
            .extend(fitting.map(|name| Pair { display: name.clone(), replacement: format!("{name}:") }));
        candidates
    }
}

fn plain(name: &str) -> Pair {
    Pair { display: name.to_owned(), replacement: name.to_owned() }
}

/// One candidate for each name, shown with all its arities.
fn functions(exports: Vec<(String, u32)>, start: &str) -> Vec<Pair> {
    let mut arities: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
    for (name, arity) in exports {
        if name.starts_with(start) && name != "module_info" && is_plain_atom(&name) {
            arities.entry(name).or_default().insert(arity);
        }
    }
    let candidate = |(name, arities): (String, BTreeSet<u32>)| {
        let numbers: Vec<String> = arities.iter().map(u32::to_string).collect();
        let end = if arities.iter().eq([&0]) { "()" } else { "(" };
        Pair { display: format!("{name}/{}", numbers.join(",")), replacement: format!("{name}{end}") }
    };
    arities.into_iter().map(candidate).collect()
}

/// Names that need quotes are not offered.
fn is_plain_atom(name: &str) -> bool {
    name.starts_with(|c: char| c.is_lowercase()) && name.chars().all(is_name_char)
}

fn is_name_char(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '@'
}

/// The word at the end of a text; `None` within quotes, or where there is nothing to complete.
fn word(text: &str) -> Option<Word<'_>> {
    if is_quoted(text) {
        return None;
    }
    let (rest, start) = split_name(text);
    let outer = rest.strip_suffix(':').filter(|rest| !rest.ends_with(':'));
    if let Some(outer) = outer {
        let (_, module) = split_name(outer);
        return is_plain_atom(module).then_some(Word::Function { module, start });
    }
    // A macro, a record, a character.
    if rest.ends_with(['?', '#', '$']) {
        return None;
    }
    match start.chars().next()? {
        '_' => Some(Word::Variable(start)),
        c if c.is_uppercase() => Some(Word::Variable(start)),
        c if c.is_lowercase() => Some(Word::Atom(start)),
        _ => None,
    }
}

/// The text up to a name at its end, and the name.
fn split_name(text: &str) -> (&str, &str) {
    let name = text.trim_end_matches(is_name_char).len();
    text.split_at(name)
}

/// Whether the end of a text stands within a string or a quoted atom.
fn is_quoted(text: &str) -> bool {
    let mut quote = None;
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match (quote, c) {
            (None, '$') | (Some(_), '\\') => {
                // The character after it stands for itself, and so does one after `$\`.
                let escaped = chars.next();
                if escaped == Some('\\') && quote.is_none() {
                    chars.next();
                }
            }
            (None, '"' | '\'') => quote = Some(c),
            (None, '%') => return true,
            (Some(open), c) if c == open => quote = None,
            _ => {}
        }
    }
    quote.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_at_the_cursor() {
        let function = |module, start| Some(Word::Function { module, start });
        assert_eq!(word("X = lists:ma"), function("lists", "ma"));
        assert_eq!(word("lists:"), function("lists", ""));
        assert_eq!(word("spawn(fun li"), Some(Word::Atom("li")));
        assert_eq!(word("{Serv"), Some(Word::Variable("Serv")));
        for text in ["", "f(", "\"li", "'li", "X:ma", "?MO", "#re", "$a", "12", "% li", "\"\\\"li"] {
            assert_eq!(word(text), None, "{text}");
        }
        assert_eq!(word("$\" , li"), Some(Word::Atom("li")));
        assert_eq!(word("$\\\" , li"), Some(Word::Atom("li")));
        assert_eq!(word("\"a\\\"b\" ++ li"), Some(Word::Atom("li")));
    }

    #[test]
    fn arities_stand_together() {
        let exports = [("map", 2), ("mapfoldl", 3), ("max", 1), ("map", 3), ("'odd name'", 1), ("me", 0)];
        let exports = exports.map(|(name, arity)| (name.to_owned(), arity)).to_vec();
        let shown: Vec<String> = functions(exports, "m")
            .iter()
            .map(|pair| format!("{} {}", pair.display, pair.replacement))
            .collect();
        assert_eq!(shown, ["map/2,3 map(", "mapfoldl/3 mapfoldl(", "max/1 max(", "me/0 me()"]);
    }
}
