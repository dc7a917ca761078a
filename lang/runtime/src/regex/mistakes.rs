//! What is wrong with a pattern, in the words that programs know from OTP.

use pcre2_sys as pcre;

/// The numbers of mistakes for which OTP has other words than the engine.
const WORDS: [(i32, &str); 42] = [
    (101, "\\ at end of pattern"),
    (102, "\\c at end of pattern"),
    (103, "unrecognized character follows \\"),
    (104, "numbers out of order in {} quantifier"),
    (105, "number too big in {} quantifier"),
    (106, "missing terminating ] for character class"),
    (107, "invalid escape sequence in character class"),
    (108, "range out of order in character class"),
    (109, "nothing to repeat"),
    (111, "unrecognized character after (? or (?-"),
    (112, "POSIX named classes are supported only within a class"),
    (113, "POSIX collating elements are not supported"),
    (114, "missing )"),
    (115, "reference to non-existent subpattern"),
    (118, "missing ) after comment"),
    (119, "parentheses nested too deeply"),
    (120, "regular expression is too large"),
    (121, "failed to get memory"),
    (122, "unmatched parentheses"),
    (124, "malformed number or name after (?("),
    (125, "lookbehind assertion is not fixed length"),
    (127, "conditional group contains more than two branches"),
    (128, "assertion expected after (?("),
    (129, "digit expected after (?+"),
    (130, "unknown POSIX class name"),
    (134, "character value in \\x{} or \\o{} is too large"),
    (137, "PCRE does not support \\L, \\l, \\N{name}, \\U, or \\u"),
    (138, "number after (?C is > 255"),
    (139, "closing ) for (?C expected"),
    (141, "unrecognized character after (?P"),
    (142, "syntax error in subpattern name (missing terminator)"),
    (143, "two named subpatterns have the same name"),
    (144, "group name must start with a non-digit"),
    (146, "malformed \\P or \\p sequence"),
    (147, "unknown property name after \\P or \\p"),
    (148, "subpattern name is too long (maximum 32 characters)"),
    (149, "too many named subpatterns (maximum 10000)"),
    (150, "invalid range in character class"),
    (151, "octal value is greater than \\377 in 8-bit non-UTF-8 mode"),
    (158, "(?R or (?[+-]digits must be followed by )"),
    (161, "number is too big"),
    (168, "\\c must be followed by an ASCII character"),
];

/// The words for a mistake that the engine has found.
pub fn words(code: i32) -> String {
    if let Some((_, words)) = WORDS.iter().find(|(known, _)| *known == code) {
        return (*words).to_string();
    }
    let mut text = [0u8; 256];
    // SAFETY: the call writes at most the length that it is told.
    let length = unsafe { pcre::pcre2_get_error_message_8(code, text.as_mut_ptr(), text.len()) };
    let length = usize::try_from(length).unwrap_or(0).min(text.len());
    String::from_utf8_lossy(&text[..length]).into_owned()
}
