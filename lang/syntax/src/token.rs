//! Tokens: what the scanner makes of text and the preprocessor hands to the parser.

use std::collections::HashSet;
use std::fmt::Write;

use dashu_int::IBig;

use crate::ast::Name;
use crate::span::Span;

/// How much of a token a message shows, in characters: about a line.
const MAX_SHOWN_CHARS: usize = 60;

/// A token and the place where it is written. A token that a macro produced has the span of the
/// macro's use.
#[derive(Debug, Clone, PartialEq)]
pub struct Token {
    pub span: Span,
    pub kind: TokenKind,
}

#[derive(Debug, Clone, PartialEq)]
pub enum TokenKind {
    Atom(Name),
    Var(Name),
    Integer(IBig),
    Float(f64),
    /// `$x`
    Char(char),
    /// One string literal, as code points.
    String(Vec<u32>),
    /// A reserved word, an operator or a separator.
    Fixed(Fixed),
    /// A character that scans but has no place in the grammar, like `@`; a macro's argument may
    /// hold it and turn it into text.
    Other(char),
    /// Stands where text did not scan; an error has been reported.
    Invalid,
    /// The dot that ends a form.
    Dot,
    /// The end of the input; a form that lacks its dot ends with it.
    End,
}

/// Declares the tokens whose text never varies.
macro_rules! fixed_tokens {
    ($($name:ident $text:literal)*) => {
        /// A token whose text never varies: a reserved word, an operator or a separator.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Fixed { $(#[doc = concat!("`", $text, "`")] $name,)* }

        impl Fixed {
            /// The token as it is written.
            pub fn text(self) -> &'static str {
                match self { $(Fixed::$name => $text,)* }
            }
        }
    };
}

fixed_tokens! {
    After "after" And "and" AndAlso "andalso" Band "band" Begin "begin" Bnot "bnot" Bor "bor"
    Bsl "bsl" Bsr "bsr" Bxor "bxor" Case "case" Catch "catch" Cond "cond" Div "div" Else "else"
    EndWord "end" Fun "fun" If "if" Let "let" Maybe "maybe" Not "not" Of "of" Or "or"
    OrElse "orelse" Receive "receive" Rem "rem" Try "try" When "when" Xor "xor"
    OpenParen "(" CloseParen ")" OpenBrace "{" CloseBrace "}" OpenBracket "[" CloseBracket "]"
    OpenBinary "<<" CloseBinary ">>" Comma "," Semicolon ";" Colon ":" DoubleColon "::"
    Bar "|" DoubleBar "||" Arrow "->" LeftArrow "<-" LeftDoubleArrow "<=" RightDoubleArrow "=>"
    ColonEqual ":=" QuestionEqual "?=" Hash "#" Question "?" Bang "!" Equal "="
    Plus "+" Minus "-" Star "*" Slash "/" PlusPlus "++" MinusMinus "--"
    EqualEqual "==" SlashEqual "/=" LessEqual "=<" Less "<" GreaterEqual ">=" Greater ">"
    ExactEqual "=:=" ExactNotEqual "=/=" Period "." DotDot ".." Ellipsis "..."
}

impl Fixed {
    /// The reserved word that a text is, in OTP 25 with or without the feature `maybe_expr`.
    pub fn reserved_word(text: &str, maybe: bool) -> Option<Fixed> {
        // No reserved word is longer or shorter; most names are told apart by this alone.
        if !(2..=7).contains(&text.len()) {
            return None;
        }
        Some(match text {
            "after" => Fixed::After,
            "and" => Fixed::And,
            "andalso" => Fixed::AndAlso,
            "band" => Fixed::Band,
            "begin" => Fixed::Begin,
            "bnot" => Fixed::Bnot,
            "bor" => Fixed::Bor,
            "bsl" => Fixed::Bsl,
            "bsr" => Fixed::Bsr,
            "bxor" => Fixed::Bxor,
            "case" => Fixed::Case,
            "catch" => Fixed::Catch,
            "cond" => Fixed::Cond,
            "div" => Fixed::Div,
            "end" => Fixed::EndWord,
            "fun" => Fixed::Fun,
            "if" => Fixed::If,
            "let" => Fixed::Let,
            "not" => Fixed::Not,
            "of" => Fixed::Of,
            "or" => Fixed::Or,
            "orelse" => Fixed::OrElse,
            "receive" => Fixed::Receive,
            "rem" => Fixed::Rem,
            "try" => Fixed::Try,
            "when" => Fixed::When,
            "xor" => Fixed::Xor,
            "maybe" if maybe => Fixed::Maybe,
            "else" if maybe => Fixed::Else,
            _ => return None,
        })
    }

    /// Whether this is a reserved word, not punctuation.
    pub fn is_word(self) -> bool {
        self.text().as_bytes()[0].is_ascii_lowercase()
    }
}

impl TokenKind {
    pub fn is(&self, fixed: Fixed) -> bool {
        *self == TokenKind::Fixed(fixed)
    }

    /// The token as Erlang's parser names it in `syntax error before: …`.
    pub fn shown(&self) -> String {
        match self {
            TokenKind::Atom(name) => quote_atom(name),
            TokenKind::Fixed(fixed) => format!("'{}'", fixed.text()),
            TokenKind::Other(c) => format!("'{c}'"),
            TokenKind::Dot => "'.'".to_owned(),
            TokenKind::Invalid | TokenKind::End => String::new(),
            other => shortened(other.source()),
        }
    }

    /// Text that scans to this token again: what `??Arg` makes of it.
    pub fn source(&self) -> String {
        match self {
            TokenKind::Atom(name) => quote_atom(name),
            TokenKind::Var(name) => name.to_string(),
            TokenKind::Integer(n) => n.to_string(),
            TokenKind::Float(f) => float_text(*f),
            TokenKind::Char(c) => char_text(*c),
            TokenKind::String(points) => quote(points.iter().copied(), '"'),
            TokenKind::Fixed(fixed) => fixed.text().to_owned(),
            TokenKind::Other(c) => c.to_string(),
            TokenKind::Dot => ".".to_owned(),
            TokenKind::Invalid | TokenKind::End => String::new(),
        }
    }
}

/// The beginning of a text that is too long for a message.
fn shortened(text: String) -> String {
    match text.char_indices().nth(MAX_SHOWN_CHARS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// An atom as source text, quoted where it must be.
pub fn quote_atom(name: &str) -> String {
    let mut chars = name.chars();
    let plain = chars.next().is_some_and(starts_atom)
        && chars.all(continues_name)
        && Fixed::reserved_word(name, false).is_none();
    if plain { name.to_owned() } else { quote(name.chars().map(u32::from), '\'') }
}

/// Whether an unquoted atom may begin with this character (Latin-1, as in OTP).
pub fn starts_atom(c: char) -> bool {
    matches!(c, 'a'..='z' | 'ß'..='ö' | 'ø'..='ÿ')
}

/// Whether a variable may begin with this character.
pub fn starts_variable(c: char) -> bool {
    matches!(c, 'A'..='Z' | '_' | 'À'..='Ö' | 'Ø'..='Þ')
}

/// Whether an unquoted atom or a variable may go on with this character.
pub fn continues_name(c: char) -> bool {
    starts_atom(c) || starts_variable(c) || c.is_ascii_digit() || c == '@'
}

/// Text in quotes, with escapes for what would not stand for itself.
pub fn quote(points: impl Iterator<Item = u32>, mark: char) -> String {
    let mut text = String::new();
    text.push(mark);
    for point in points {
        push_escaped(&mut text, point, mark);
    }
    text.push(mark);
    text
}

fn push_escaped(text: &mut String, point: u32, mark: char) {
    match char::from_u32(point) {
        Some(c) if c == mark || c == '\\' => {
            text.push('\\');
            text.push(c);
        }
        Some(c) => match escape_letter(c) {
            Some(letter) => {
                text.push('\\');
                text.push(letter);
            }
            None if c < ' ' || ('\u{7f}'..'\u{a0}').contains(&c) => _ = write!(text, "\\{point:03o}"),
            None => text.push(c),
        },
        None => _ = write!(text, "\\x{{{point:X}}}"),
    }
}

/// The letter that stands for a control character after a backslash.
fn escape_letter(c: char) -> Option<char> {
    Some(match c {
        '\n' => 'n',
        '\r' => 'r',
        '\t' => 't',
        '\u{b}' => 'v',
        '\u{8}' => 'b',
        '\u{c}' => 'f',
        '\u{1b}' => 'e',
        '\u{7f}' => 'd',
        _ => return None,
    })
}

fn char_text(c: char) -> String {
    match c {
        ' ' => "$\\s".to_owned(),
        '\\' => "$\\\\".to_owned(),
        _ => {
            let mut text = "$".to_owned();
            // No character stands for an end here.
            push_escaped(&mut text, c.into(), '\\');
            text
        }
    }
}

/// A float as Erlang writes it: the shortest digits that read back, with an exponent where that is
/// shorter, and always from 2^53 on.
pub fn float_text(f: f64) -> String {
    let scientific = format!("{:e}", f.abs());
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let digits = mantissa.replace('.', "");
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let (length, place) = (digits.len() as i32, exponent + 1);
    let exponent_cost = exponent.to_string().len() as i32 + 1 + if length == 1 { 2 } else { 1 };
    let zeros = |count: i32| "0".repeat(usize::try_from(count).unwrap_or(0));
    let sign = if f.is_sign_negative() { "-" } else { "" };
    let with_exponent = || {
        let fraction = if length == 1 { "0" } else { &digits[1..] };
        format!("{sign}{}.{fraction}e{exponent}", &digits[..1])
    };
    const EXACT: f64 = (1_u64 << 53) as f64;
    if f.abs() >= EXACT || (place < 0 && 2 - place > exponent_cost) {
        with_exponent()
    } else if place <= 0 {
        format!("{sign}0.{}{digits}", zeros(-place))
    } else if place < length {
        let (whole, fraction) = digits.split_at(place as usize);
        format!("{sign}{whole}.{fraction}")
    } else if place - length + 2 > exponent_cost {
        with_exponent()
    } else {
        format!("{sign}{digits}{}.0", zeros(place - length))
    }
}

/// The names met so far, so that each is allocated once a compilation.
#[derive(Debug, Default)]
pub struct Names {
    names: HashSet<Name>,
}

impl Names {
    pub fn intern(&mut self, text: &str) -> Name {
        if let Some(name) = self.names.get(text) {
            return name.clone();
        }
        let name: Name = text.into();
        self.names.insert(name.clone());
        name
    }
}
