//! What the person who watches a demo sees: the program's own output, passed on as it is, and
//! captions and edits put above the line that the program is at.
//!
//! The prompt repaints only its own line, so lines inserted above it do not disturb it, and the
//! terminal's own history keeps the whole demo.

use std::io::{self, Write};

use super::edit::Edit;
use super::screen::Screen;

/// Captions are set no wider than this many columns: longer lines are hard to read.
const MEASURE: usize = 88;

const BOLD: &str = "\x1b[1m";
const CAPTION: &str = "\x1b[36m";
const OLD: &str = "\x1b[31m";
const NEW: &str = "\x1b[32m";
const PLAIN: &str = "\x1b[0m";

/// Where a demo is shown.
pub struct Stage<W: Write> {
    out: W,
    columns: usize,
    /// The program's output while something is being inserted.
    held: Option<Held>,
}

struct Held {
    /// The line that the program is at, and its cursor's column.
    row: String,
    column: u16,
    output: Vec<u8>,
}

impl<W: Write> Stage<W> {
    pub fn new(out: W, columns: u16) -> Stage<W> {
        Stage { out, columns: columns.into(), held: None }
    }

    /// Before the first output of the program.
    pub fn open(&mut self, title: &str, command: &str) -> io::Result<()> {
        write!(self.out, "{BOLD}{title}{PLAIN}\n\n$ {command}\n")?;
        self.out.flush()
    }

    /// After the last.
    pub fn close(&mut self) -> io::Result<()> {
        write!(self.out, "\r{PLAIN}\n")?;
        self.out.flush()
    }

    /// Shows what the program writes.
    pub fn output(&mut self, bytes: &[u8]) -> io::Result<()> {
        match &mut self.held {
            Some(held) => held.output.extend_from_slice(bytes),
            None => {
                self.out.write_all(bytes)?;
                self.out.flush()?;
            }
        }
        Ok(())
    }

    pub fn caption(&mut self, screen: &Screen, text: &str) -> io::Result<()> {
        self.insert(screen)?;
        write!(self.out, "\r\n")?;
        for line in wrap(text, self.columns.saturating_sub(4).min(MEASURE)) {
            write!(self.out, "{CAPTION}  \u{2502} {line}{PLAIN}\r\n")?;
        }
        write!(self.out, "\r\n")?;
        self.resume()
    }

    /// Starts to show an edit, up to the place where the new text is typed.
    pub fn edit(&mut self, screen: &Screen, edit: &Edit) -> io::Result<()> {
        self.insert(screen)?;
        write!(self.out, "\r\n{BOLD}  {} in an editor{PLAIN}\r\n", edit.file)?;
        for (index, line) in edit.old.lines().enumerate() {
            write!(self.out, "{OLD}  {:4} - {line}{PLAIN}\r\n", edit.line + index)?;
        }
        write!(self.out, "{NEW}  {:4} + ", edit.line)?;
        self.out.flush()
    }

    /// One character of the new text.
    pub fn edit_char(&mut self, char: char, line: usize) -> io::Result<()> {
        match char {
            '\n' => write!(self.out, "\r\n  {line:4} + ")?,
            _ => write!(self.out, "{char}")?,
        }
        self.out.flush()
    }

    pub fn edit_saved(&mut self) -> io::Result<()> {
        write!(self.out, "{PLAIN}\r\n{BOLD}  saved{PLAIN}\r\n\r\n")?;
        self.resume()
    }

    /// Makes room above the line that the program is at.
    fn insert(&mut self, screen: &Screen) -> io::Result<()> {
        let (row, column) = screen.cursor_row();
        self.held = Some(Held { row, column, output: Vec::new() });
        write!(self.out, "\r\x1b[K")
    }

    /// Puts the program's line back and shows what was held.
    fn resume(&mut self) -> io::Result<()> {
        if let Some(held) = self.held.take() {
            write!(self.out, "{}{PLAIN}\r", held.row)?;
            if held.column > 0 {
                write!(self.out, "\x1b[{}C", held.column)?;
            }
            self.out.write_all(&held.output)?;
        }
        self.out.flush()
    }
}

/// Breaks a text into lines of at most `width` characters where its words allow it.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line += word;
        }
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU16;

    use super::*;

    fn screen() -> Screen {
        let size = |n| NonZeroU16::new(n).expect("not zero");
        Screen::new(size(10), size(40))
    }

    #[test]
    fn words_wrap() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("a\n\nb", 7), ["a", "", "b"]);
        assert_eq!(wrap("incomprehensible", 4), ["incomprehensible"]);
    }

    /// What a person's terminal shows after the program and the stage have written to it.
    #[test]
    fn a_caption_stands_above_the_prompt() {
        let (mut program, mut person) = (screen(), screen());
        let mut written = Vec::new();
        let mut stage = Stage::new(&mut written, 40);
        program.write(b"1> ab");
        stage.output(b"1> ab").expect("written");
        stage.caption(&program, "Look here").expect("written");
        stage.output(b"c").expect("written");
        person.write(&written);
        assert_eq!(person.visible(), "\n  \u{2502} Look here\n\n1> abc");
    }

    #[test]
    fn output_waits_for_the_end_of_an_edit() {
        let (mut program, mut person) = (screen(), screen());
        let mut written = Vec::new();
        let mut stage = Stage::new(&mut written, 40);
        program.write(b"1> ");
        stage.output(b"1> ").expect("written");
        let edit = Edit { file: "a.erl".into(), line: 7, old: "f(X)".into(), new: "g".into() };
        stage.edit(&program, &edit).expect("written");
        stage.output(b"\r\x1b[Kout\r\n1> ").expect("written");
        stage.edit_char('g', 7).expect("written");
        stage.edit_saved().expect("written");
        person.write(&written);
        assert_eq!(person.visible(), "\n  a.erl in an editor\n     7 - f(X)\n     7 + g\n  saved\n\nout\n1>");
    }
}
