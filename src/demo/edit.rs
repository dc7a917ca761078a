//! An edit of a file: found, shown as the lines that it touches, and saved as editors save.

use std::io;
use std::path::Path;

/// An edit as a person sees it: whole lines, old and new.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    pub file: String,
    /// The first line that it touches, counted from 1.
    pub line: usize,
    pub old: String,
    pub new: String,
}

/// Finds the one place in `text` where `replace` stands. Gives the edit and the new text, or what
/// is wrong with the request.
pub fn prepare(file: &str, text: &str, replace: &str, with: &str) -> Result<(Edit, String), String> {
    let mut places = text.match_indices(replace);
    let Some((at, _)) = places.next() else {
        return Err(format!("{file} does not hold the text to replace"));
    };
    if places.next().is_some() {
        return Err(format!("{file} holds the text to replace more than once"));
    }
    let end = at + replace.len();
    let first = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    // A replaced text that ends with its line touches no part of the next.
    let last = if replace.ends_with('\n') { end - 1 } else { end };
    let last = last + text[last..].find('\n').unwrap_or(text.len() - last);
    let new_text = format!("{}{with}{}", &text[..at], &text[end..]);
    let new_end = new_text.len() - (text.len() - last);
    let edit = Edit {
        file: file.to_owned(),
        line: text[..first].matches('\n').count() + 1,
        old: text[first..last].to_owned(),
        new: new_text.get(first..new_end).unwrap_or("").to_owned(),
    };
    Ok((edit, new_text))
}

/// Saves as most editors do: a new file beside the old one, renamed over it.
pub fn save(path: &Path, text: &str) -> io::Result<()> {
    let mut beside = path.as_os_str().to_owned();
    beside.push("~new");
    std::fs::write(&beside, text)?;
    std::fs::rename(&beside, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, replace: &str, with: &str, line: usize, old: &str, new: &str, after: &str) {
        let (edit, whole) = prepare("a.erl", text, replace, with).expect("an edit");
        assert_eq!((edit.line, edit.old.as_str(), edit.new.as_str()), (line, old, new));
        assert_eq!(whole, after);
    }

    #[test]
    fn whole_lines_are_shown() {
        check("a\nf(x) -> 1\nb\n", "x", "yy", 2, "f(x) -> 1", "f(yy) -> 1", "a\nf(yy) -> 1\nb\n");
        check("a\nb\nc", "c", "d\ne", 3, "c", "d\ne", "a\nb\nd\ne");
        check("a\nb\nc\n", "a\nb\n", "z\n", 1, "a\nb", "z", "z\nc\n");
        check("a", "a", "", 1, "a", "", "");
    }

    #[test]
    fn the_place_is_one() {
        assert!(prepare("a.erl", "x x", "x", "y").expect_err("two").contains("more than once"));
        assert!(prepare("a.erl", "x x", "z", "y").expect_err("none").contains("does not hold"));
    }
}
