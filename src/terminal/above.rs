//! The line that a program has left unfinished, and how output continues it.

use std::collections::VecDeque;

use unicode_width::UnicodeWidthChar;

use super::Piece;

/// Moves to the row above, at its start.
const ROW_UP: &str = "\x1b[A\r";

/// The unfinished line of what was printed last.
#[derive(Debug, Default)]
pub(super) struct Above {
    /// Columns that it takes; `None` when that is not known (control characters, or longer than a
    /// row).
    width: Option<usize>,
    /// Whether there is one at all.
    unfinished: bool,
    /// It stands on the row above the prompt.
    above_prompt: bool,
}

impl Above {
    /// The text for pieces that go where the cursor is.
    pub(super) fn render_plain(&mut self, pieces: &VecDeque<Piece>) -> String {
        let mut text = String::with_capacity(pieces.iter().map(Piece::len).sum::<usize>() + 1);
        for piece in pieces {
            match piece {
                Piece::Output(output) => {
                    text.push_str(output);
                    self.follow(output);
                }
                Piece::Lines(lines) => {
                    if self.unfinished {
                        text.push('\n');
                    }
                    text.push_str(lines);
                    self.follow("\n");
                }
            }
        }
        text
    }

    /// The text for pieces that go above a prompt, printed with the cursor at the start of the
    /// prompt's first row; leaves the cursor at the start of a row.
    pub(super) fn render(&mut self, pieces: &VecDeque<Piece>, columns: usize) -> String {
        let mut text = String::new();
        if self.above_prompt {
            let goes_on = matches!(pieces.front(), Some(Piece::Output(_)));
            match self.width.filter(|&width| goes_on && width < columns) {
                Some(width) => text.push_str(&format!("{ROW_UP}\x1b[{width}C")),
                None => *self = Above::default(),
            }
            self.above_prompt = false;
        }
        text.push_str(&self.render_plain(pieces));
        text.push_str(self.leave_line());
        text
    }

    /// What brings the cursor from the end of an unfinished line to the start of the next.
    pub(super) fn leave_line(&mut self) -> &'static str {
        self.above_prompt = self.unfinished;
        if self.unfinished { "\n" } else { "" }
    }

    /// Takes note of printed text.
    fn follow(&mut self, text: &str) {
        let (line, whole) = match text.rsplit_once('\n') {
            Some((_, line)) => (line, true),
            None => (text, false),
        };
        let before = if whole || !self.unfinished { Some(0) } else { self.width };
        self.unfinished = !line.is_empty() || (!whole && self.unfinished);
        self.width = before.zip(columns_of(line)).map(|(a, b)| a + b);
    }
}

/// The columns that a text without line ends takes, if it is made of printable characters.
fn columns_of(text: &str) -> Option<usize> {
    text.chars().map(UnicodeWidthChar::width).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn above(state: &mut Above, pieces: impl IntoIterator<Item = Piece>) -> String {
        state.render(&pieces.into_iter().collect(), 20)
    }

    fn output(text: &str) -> Piece {
        Piece::Output(text.to_owned())
    }

    #[test]
    fn whole_lines_go_above_the_prompt() {
        let mut state = Above::default();
        assert_eq!(above(&mut state, [output("one\n"), output("two\n")]), "one\ntwo\n");
        assert_eq!(above(&mut state, [Piece::Lines("three\n".to_owned())]), "three\n");
    }

    #[test]
    fn an_unfinished_line_is_shown_and_continued_in_place() {
        let mut state = Above::default();
        assert_eq!(above(&mut state, [output("abc")]), "abc\n");
        assert_eq!(above(&mut state, [output("dé")]), "\x1b[A\r\x1b[3Cdé\n");
        assert_eq!(above(&mut state, [output("f\ng\n")]), "\x1b[A\r\x1b[5Cf\ng\n");
        assert_eq!(above(&mut state, [output("h\n")]), "h\n");
    }

    #[test]
    fn lines_never_continue_an_unfinished_line() {
        let mut state = Above::default();
        assert_eq!(above(&mut state, [output("abc")]), "abc\n");
        assert_eq!(above(&mut state, [Piece::Lines("note\n".to_owned())]), "note\n");
        assert_eq!(above(&mut state, [output("abc"), Piece::Lines("note\n".to_owned())]), "abc\nnote\n");
    }

    #[test]
    fn a_line_of_unknown_width_is_not_continued() {
        let mut state = Above::default();
        assert_eq!(above(&mut state, [output("a\tb")]), "a\tb\n");
        assert_eq!(above(&mut state, [output("c")]), "c\n");
        let mut state = Above::default();
        assert_eq!(above(&mut state, [output("twenty columns wide!")]), "twenty columns wide!\n");
        assert_eq!(above(&mut state, [output("c")]), "c\n");
    }
}
