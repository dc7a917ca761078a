//! Where the engine is stricter than OTP's: a hyphen after a class of characters, as in `[\w-.]`, is an ordinary
//! character there.

use std::borrow::Cow;

/// The pattern with such hyphens written as `\-`.
pub fn adapted(pattern: &[u8]) -> Cow<'_, [u8]> {
    if !pattern.contains(&b'-') {
        return Cow::Borrowed(pattern);
    }
    let mut adapted = Vec::with_capacity(pattern.len() + 8);
    // The start of the set that is being read, and whether a class of characters has just ended in it.
    let (mut set, mut class) = (None, false);
    let mut at = 0;
    while at < pattern.len() {
        let (length, is_class) = item(&pattern[at..], set.is_some());
        let text = &pattern[at..at + length];
        match set {
            None if text == b"[" => set = Some(at + usize::from(pattern.get(at + 1) == Some(&b'^')) + 1),
            // A bracket that comes first is an element.
            Some(first) if text == b"]" && at > first => set = None,
            Some(_) if text == b"-" && class => adapted.push(b'\\'),
            _ => {}
        }
        adapted.extend_from_slice(text);
        class = is_class;
        at += length;
    }
    Cow::Owned(adapted)
}

/// The bytes of what stands at the start of a text, and whether it is a class of characters.
fn item(text: &[u8], in_set: bool) -> (usize, bool) {
    match text {
        [b'\\', b'p' | b'P', b'{', ..] => {
            (text.iter().position(|&byte| byte == b'}').map_or(2, |end| end + 1), true)
        }
        [b'\\', letter, ..] => (2, b"dDwWsShHvV".contains(letter)),
        [b'[', b':', rest @ ..] if in_set => match rest.windows(2).position(|pair| pair == b":]") {
            Some(end) => (end + 4, true),
            None => (1, false),
        },
        [] => (0, false),
        _ => (1, false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hyphens_after_classes_are_escaped() {
        let check = |pattern: &str, expected: &str| {
            assert_eq!(String::from_utf8_lossy(&adapted(pattern.as_bytes())), expected);
        };
        check("[\\w-.]+@[a-z]", "[\\w\\-.]+@[a-z]");
        check("[a-\\d]", "[a-\\d]");
        check("[[:alpha:]-z]", "[[:alpha:]\\-z]");
        check("[]-a]-\\d-z", "[]-a]-\\d-z");
        check("[^\\s-]", "[^\\s\\-]");
        check("\\[\\d-z", "\\[\\d-z");
        check("a-b\\", "a-b\\");
    }
}
