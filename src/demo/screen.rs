//! What a program has written to its terminal, as text: the screen and all that scrolled off it.

use std::num::NonZeroU16;

/// Rows that are kept after they scrolled off; far more than a demo writes.
const HISTORY: usize = 100_000;

/// The terminal that the prompt runs in.
pub struct Screen {
    parser: vt100::Parser,
    /// Line and byte from which the next search starts.
    searched: (usize, usize),
}

impl Screen {
    pub fn new(rows: NonZeroU16, columns: NonZeroU16) -> Screen {
        Screen { parser: vt100::Parser::new(rows, columns, HISTORY), searched: (0, 0) }
    }

    /// Takes in what the program wrote.
    pub fn write(&mut self, bytes: &[u8]) {
        self.parser.process(bytes);
    }

    /// All lines from the first on, each joined from the rows that it fills, and the index of the
    /// one with the cursor.
    fn lines(&mut self) -> (Vec<String>, usize) {
        let screen = self.parser.screen_mut();
        let (height, width) = screen.size();
        let (height, cursor) = (usize::from(height.get()), usize::from(screen.cursor_position().0));
        let rows = screen.scrollback_len() + height;
        let (mut lines, mut cursor_line, mut joins) = (Vec::<String>::new(), 0, false);
        let mut at = 0;
        while at < rows {
            // A window that ends where the screen ends when there is less than one left.
            let first = at.min(rows - height);
            screen.set_scrollback(rows - height - first);
            let window: Vec<_> = screen.rows(0, width.get()).collect();
            for (row, text) in window.iter().enumerate().skip(at - first) {
                match lines.last_mut() {
                    Some(line) if joins => line.push_str(text),
                    _ => lines.push(text.clone()),
                }
                joins = screen.row_wrapped(row as u16);
                if first + row == rows - height + cursor {
                    cursor_line = lines.len() - 1;
                }
            }
            at = first + height;
        }
        screen.set_scrollback(0);
        (lines, cursor_line)
    }

    /// Whether a line holds the text, from the place on where the last search that found something
    /// ended. The line with the cursor is still being written: what is found there may be found
    /// again.
    pub fn find(&mut self, text: &str) -> bool {
        let (lines, cursor_line) = self.lines();
        let (first, column) = self.searched;
        for (index, line) in lines.iter().enumerate().skip(first) {
            let from = if index == first { column } else { 0 };
            let Some(at) = line.get(from..).and_then(|rest| rest.find(text)) else { continue };
            self.searched = if index == cursor_line { (index, 0) } else { (index, from + at + text.len()) };
            return true;
        }
        false
    }

    /// Whether the prompt (`1> `) waits with nothing typed.
    pub fn at_prompt(&self) -> bool {
        let screen = self.parser.screen();
        let (row, column) = screen.cursor_position();
        let before = screen.contents_between(row, 0, row, column);
        let number = before.trim_end().strip_suffix('>').unwrap_or("");
        let digits = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
        digits && usize::from(column) == number.len() + 2
    }

    /// The row with the cursor, with its colours, and the cursor's column.
    pub fn cursor_row(&self) -> (String, u16) {
        let screen = self.parser.screen();
        let (row, column) = screen.cursor_position();
        let text = screen.rows_formatted(0, screen.size().1.get()).nth(usize::from(row));
        (text.unwrap_or_default(), column)
    }

    /// What a person sees, without empty rows at the end.
    pub fn visible(&self) -> String {
        self.parser.screen().contents().trim_end().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn screen(text: &str) -> Screen {
        let size = |n| NonZeroU16::new(n).expect("not zero");
        let mut screen = Screen::new(size(4), size(20));
        screen.write(text.as_bytes());
        screen
    }

    #[test]
    fn what_scrolled_off_is_found() {
        let mut s = screen("one\r\ntwo\r\nthree\r\nfour\r\nfive\r\nsix\r\n");
        assert!(!s.visible().contains("one"));
        assert!(s.find("one") && s.find("six"));
        assert_eq!(s.lines().0[..6], ["one", "two", "three", "four", "five", "six"]);
        assert_eq!(s.lines().1, 6);
    }

    #[test]
    fn each_search_starts_after_the_last() {
        let mut s = screen("a b a\r\nb\r\n");
        assert!(s.find("a") && s.find("a") && !s.find("a"));
        assert!(s.find("b") && !s.find("b"));
        s.write(b"a\r\n");
        assert!(s.find("a"));
    }

    #[test]
    fn a_line_that_wraps_is_one() {
        let mut s = screen("0123456789012345678901234567890\r\n");
        assert!(s.find("78901234567890"));
    }

    #[test]
    fn the_prompt_moves_below_what_is_printed_above_it() {
        let mut s = screen("1> ");
        assert!(s.at_prompt() && s.find("1> "));
        s.write(b"\r\x1b[Kout 1\r\n1> ");
        assert!(s.find("out 1") && s.at_prompt());
        s.write(b"x");
        assert!(!s.at_prompt());
        s.write(b"\r\n");
        assert!(!s.at_prompt());
    }

    #[test]
    fn a_prompt_may_have_colours() {
        let s = screen("\x1b[1m12> \x1b[0m");
        assert!(s.at_prompt());
        assert!(!screen("x> ").at_prompt());
        assert!(!screen("> ").at_prompt());
    }
}
