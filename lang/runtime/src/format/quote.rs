//! Atoms and strings as they are written in a program.

/// Which characters stand for themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// Up to 255; others are escaped or make a list not printable.
    Latin1,
    Unicode,
}

/// Words that cannot be atoms without quotes.
const RESERVED: [&str; 27] = [
    "after", "and", "andalso", "band", "begin", "bnot", "bor", "bsl", "bsr", "bxor", "case", "catch", "cond",
    "div", "end", "fun", "if", "let", "not", "of", "or", "orelse", "receive", "rem", "try", "when", "xor",
];

/// An atom with quotes if it needs them.
pub fn atom(name: &str, encoding: Encoding) -> String {
    if !needs_quotes(name) {
        return name.to_owned();
    }
    let mut text = String::with_capacity(name.len() + 2);
    text.push('\'');
    name.chars().for_each(|character| push_escaped(&mut text, character, '\'', encoding));
    text.push('\'');
    text
}

/// A string with its quotes; `characters` are all printable in the encoding.
pub fn string(characters: impl Iterator<Item = char>) -> String {
    let mut text = String::from("\"");
    characters.for_each(|character| push_escaped(&mut text, character, '"', Encoding::Unicode));
    text.push('"');
    text
}

/// Whether a list with this element can still be a printable string.
pub fn is_printable(character: char, encoding: Encoding) -> bool {
    match character {
        ' '..='~' | '\u{a0}'..='\u{ff}' => true,
        '\n' | '\r' | '\t' | '\u{b}' | '\u{8}' | '\u{c}' | '\u{1b}' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        '\u{100}'.. => encoding == Encoding::Unicode,
        _ => false,
    }
}

fn needs_quotes(name: &str) -> bool {
    let starts_as_atom = name.chars().next().is_some_and(is_lower_case);
    !starts_as_atom || !name.chars().all(is_name_character) || RESERVED.contains(&name)
}

fn is_lower_case(character: char) -> bool {
    matches!(character, 'a'..='z' | 'ß'..='ÿ') && character != '÷'
}

fn is_name_character(character: char) -> bool {
    is_lower_case(character)
        || matches!(character, 'A'..='Z' | '0'..='9' | '_' | '@' | 'À'..='Þ') && character != '×'
}

fn push_escaped(text: &mut String, character: char, quote: char, encoding: Encoding) {
    let letter = match character {
        '\n' => 'n',
        '\r' => 'r',
        '\t' => 't',
        '\u{b}' => 'v',
        '\u{8}' => 'b',
        '\u{c}' => 'f',
        '\u{1b}' => 'e',
        '\u{7f}' => 'd',
        '\\' => '\\',
        _ if character == quote => quote,
        ' '..='~' | '\u{a0}'..='\u{ff}' => return text.push(character),
        '\u{100}'.. if encoding == Encoding::Unicode => return text.push(character),
        '\u{100}'.. => return text.push_str(&format!("\\x{{{:X}}}", character as u32)),
        _ => return text.push_str(&format!("\\{:03o}", character as u32)),
    };
    text.push('\\');
    text.push(letter);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn atoms_are_quoted_when_they_must_be() {
        let plain = ["abc", "a@b", "é", "nil", "maybe", "else", "query", "aB_1"];
        assert!(plain.iter().all(|name| atom(name, Encoding::Latin1) == *name));
        for (name, quoted) in [
            ("", "''"),
            ("Abc", "'Abc'"),
            ("a b", "'a b'"),
            ("case", "'case'"),
            ("don't", "'don\\'t'"),
            ("a\n\u{1}", "'a\\n\\001'"),
            ("привет", "'\\x{43F}\\x{440}\\x{438}\\x{432}\\x{435}\\x{442}'"),
            ("÷", "'÷'"),
        ] {
            assert_eq!(atom(name, Encoding::Latin1), quoted);
        }
        assert_eq!(atom("привет", Encoding::Unicode), "'привет'");
    }
}
