//! Calls of `io:format` and its like with a constant format: whether it is sound, and whether there are as
//! many arguments as it asks for.

use swerl_syntax::ast::{Expr, ExprKind};

use super::Checker;

/// The arguments of a call, as far as they show.
enum Arguments {
    Missing,
    Some(usize),
    Unknown,
    NoList,
}

impl Checker<'_> {
    /// Checks a call of `module:name(args)`, if it formats.
    pub(super) fn format_call(&mut self, module: &str, name: &str, args: &[Expr]) {
        if self.is_off("nowarn_format")
            || !matches!(module, "io" | "io_lib")
            || !matches!(name, "format" | "fwrite")
        {
            return;
        }
        let (format, list) = match args {
            [format] => (format, None),
            [format, list] | [_, format, list] => (format, Some(list)),
            _ => return,
        };
        let text: Vec<char> = match &format.kind {
            ExprKind::String(text) => text.iter().map(|&c| char::from_u32(c).unwrap_or(' ')).collect(),
            ExprKind::Nil => Vec::new(),
            ExprKind::Atom(name) => name.chars().collect(),
            _ => return,
        };
        let needed = match needed(&text) {
            Ok(needed) => needed,
            Err(wrong) => return self.warning(format.span, format!("format string invalid ({wrong})")),
        };
        let given = list.map_or(Arguments::Missing, arguments);
        let span = list.map_or(format.span, |list| list.span);
        let start = format!("the format string requires an argument list with {}, but", count(needed));
        match given {
            Arguments::Unknown => {}
            Arguments::NoList => self.warning(span, "format arguments not a list"),
            Arguments::Missing if needed > 0 => {
                self.warning(span, format!("{start} no argument list is given"));
            }
            Arguments::Missing => {}
            Arguments::Some(given) if given == needed => {}
            Arguments::Some(given) if needed == 0 => {
                let given = count(given);
                let message = format!(
                    "the format string requires an empty argument list, but the argument list contains {given}"
                );
                self.warning(span, message);
            }
            Arguments::Some(0) => self.warning(span, format!("{start} the argument list is empty")),
            Arguments::Some(given) => {
                let only = if given < needed { "only " } else { "" };
                let given = count(given);
                self.warning(span, format!("{start} the argument list contains {only}{given}"));
            }
        }
    }
}

fn count(number: usize) -> String {
    if number == 1 { "1 argument".to_owned() } else { format!("{number} arguments") }
}

fn arguments(list: &Expr) -> Arguments {
    match &list.kind {
        ExprKind::Nil => Arguments::Some(0),
        ExprKind::String(text) => Arguments::Some(text.len()),
        ExprKind::List { elements, tail } => match tail.as_deref().map(|tail| &tail.kind) {
            None | Some(ExprKind::Nil) => Arguments::Some(elements.len()),
            Some(_) => Arguments::Unknown,
        },
        ExprKind::Atom(_) | ExprKind::Integer(_) | ExprKind::Float(_) => Arguments::NoList,
        _ => Arguments::Unknown,
    }
}

/// How many arguments a format takes, or what is wrong with it.
fn needed(format: &[char]) -> Result<usize, String> {
    let mut rest = format;
    let mut needed = 0;
    while let Some(at) = rest.iter().position(|&c| c == '~') {
        rest = control(&rest[at + 1..], &mut needed)?;
    }
    Ok(needed)
}

/// Passes a number or `*`.
fn field<'t>(text: &'t [char], needed: &mut usize) -> &'t [char] {
    if let [sign_or_star @ ('-' | '*'), rest @ ..] = text {
        if *sign_or_star == '*' {
            *needed += 1;
            return rest;
        }
        if let ['*', rest @ ..] = rest {
            *needed += 1;
            return rest;
        }
        if rest.first().is_some_and(char::is_ascii_digit) {
            return digits(rest);
        }
        return text;
    }
    digits(text)
}

fn digits(text: &[char]) -> &[char] {
    let end = text.iter().position(|c| !c.is_ascii_digit()).unwrap_or(text.len());
    &text[end..]
}

/// Passes what follows a `~`.
fn control<'t>(text: &'t [char], needed: &mut usize) -> Result<&'t [char], String> {
    let mut rest = field(text, needed);
    if let ['.', after @ ..] = rest {
        rest = field(after, needed);
    }
    match rest {
        ['.', '*', after @ ..] => {
            *needed += 1;
            rest = after;
        }
        ['.', _, after @ ..] => rest = after,
        _ => {}
    }
    let mut modifiers = String::new();
    while let ['t' | 'l', after @ ..] = rest {
        modifiers.push(rest[0]);
        rest = after;
    }
    let Some((&letter, after)) = rest.split_first() else { return Err("truncated".to_owned()) };
    let allowed = match modifiers.as_str() {
        "" => "~cfegswpWPbBxX+#ni",
        "t" => "cspPwW",
        "l" | "lt" | "tl" => "pP",
        _ => "",
    };
    if !allowed.contains(letter) {
        return Err(format!("invalid control ~{modifiers}{letter}"));
    }
    *needed += match letter {
        '~' | 'n' => 0,
        'W' | 'P' | 'x' | 'X' => 2,
        _ => 1,
    };
    Ok(after)
}
