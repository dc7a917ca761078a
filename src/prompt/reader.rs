//! Reading lines: edited on a terminal, plain from anything else.

use std::borrow::Cow;
use std::io::{BufRead, IsTerminal};
use std::path::PathBuf;

use rustyline::completion::{Completer, Pair};
use rustyline::config::{BellStyle, ColorMode, CompletionType, Config};
use rustyline::error::ReadlineError;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::history::{FileHistory, History};
use rustyline::validate::Validator;
use rustyline::{Context, Editor, ExternalPrinter, Helper};

use super::completion::Names;
use super::history;
use crate::terminal::{self, Terminal};

/// What came of reading a line.
#[derive(Debug, PartialEq, Eq)]
pub enum Line {
    /// Without its line end.
    Text(String),
    /// Ctrl-C.
    Interrupted,
    /// It is not in UTF-8.
    Garbled,
    /// Ctrl-D, the end of the input, or a terminal that is gone.
    End,
}

/// Reads from standard input.
pub enum Reader {
    Edited(Box<Edited>),
    Plain(Terminal),
}

/// The line editor with its history.
pub struct Edited {
    editor: Editor<PromptHelper, FileHistory>,
    terminal: Terminal,
    history: Option<PathBuf>,
}

/// Moves up and down again: nothing to see. Only to make the editor redraw its prompt.
const WAKE: &str = "\x1b[A\n";

impl Reader {
    /// An editor where standard input and output are a terminal that can do it.
    pub fn new(terminal: Terminal, names: Names) -> Reader {
        if std::io::stdin().is_terminal()
            && std::io::stdout().is_terminal()
            && let Ok(edited) = Edited::new(terminal.clone(), names)
        {
            return Reader::Edited(Box::new(edited));
        }
        Reader::Plain(terminal)
    }

    /// Whether a person types.
    pub fn is_edited(&self) -> bool {
        matches!(self, Reader::Edited(_))
    }

    /// Shows the prompt and reads a line.
    pub fn line(&mut self, prompt: &str) -> Line {
        match self {
            Reader::Edited(edited) => edited.line(prompt),
            Reader::Plain(terminal) => {
                terminal.output(prompt);
                terminal.flush();
                plain_line()
            }
        }
    }

    /// Keeps a whole expression, in this run and for later ones.
    pub fn remember(&mut self, expression: &str) {
        if let Reader::Edited(edited) = self {
            edited.remember(expression);
        }
    }
}

fn plain_line() -> Line {
    let mut bytes = Vec::new();
    match std::io::stdin().lock().read_until(b'\n', &mut bytes) {
        Ok(0) | Err(_) => Line::End,
        Ok(_) => match String::from_utf8(bytes) {
            Ok(text) => Line::Text(text.trim_end_matches(['\n', '\r']).to_owned()),
            Err(_) => Line::Garbled,
        },
    }
}

impl Edited {
    /// Fails where the terminal is none that the editor can drive (`TERM=dumb`).
    fn new(terminal: Terminal, names: Names) -> rustyline::Result<Edited> {
        // The colour mode decides whether the editor asks its helper when it draws the prompt.
        let config = Config::builder()
            .color_mode(ColorMode::Forced)
            .bell_style(BellStyle::None)
            .completion_type(CompletionType::List)
            .max_history_size(history::LENGTH)?
            .build();
        let stored = FileHistory::with_config(&config);
        let mut editor = Editor::with_history(config, stored)?;
        let mut printer = editor.create_external_printer()?;
        terminal.wake_editor_with(move || {
            // It fails only when the editor is gone, and then nothing has to be woken.
            let _ = printer.print(WAKE.to_owned());
        });
        editor.set_helper(Some(PromptHelper { terminal: terminal.clone(), names }));
        terminal::quiet();
        let history = history::file();
        if let Some(file) = &history {
            // There is none at first, and one that cannot be read must not stop the prompt.
            let _ = editor.load_history(file);
        }
        Ok(Edited { editor, terminal, history })
    }

    fn line(&mut self, prompt: &str) -> Line {
        self.terminal.begin_reading();
        let result = self.editor.readline(prompt);
        self.terminal.end_reading();
        match result {
            Ok(text) => Line::Text(text),
            Err(ReadlineError::Interrupted) => Line::Interrupted,
            Err(_) => Line::End,
        }
    }

    fn remember(&mut self, expression: &str) {
        let added = self.editor.history_mut().add(expression);
        if let (Ok(true), Some(file)) = (added, &self.history)
            && self.editor.append_history(file).is_err()
        {
            self.history = None;
        }
    }
}

/// Puts what waits to be printed above the prompt whenever the editor draws it, and completes words.
struct PromptHelper {
    terminal: Terminal,
    names: Names,
}

impl Completer for PromptHelper {
    type Candidate = Pair;

    fn complete(&self, line: &str, cursor: usize, _: &Context<'_>) -> rustyline::Result<(usize, Vec<Pair>)> {
        Ok(self.names.complete(line, cursor))
    }
}
impl Hinter for PromptHelper {
    type Hint = String;
}
impl Validator for PromptHelper {}
impl Helper for PromptHelper {}

impl Highlighter for PromptHelper {
    fn highlight_prompt<'b, 's: 'b, 'p: 'b>(&'s self, prompt: &'p str, _default: bool) -> Cow<'b, str> {
        let above = self.terminal.take_above_prompt();
        if above.is_empty() { Cow::Borrowed(prompt) } else { Cow::Owned(above + prompt) }
    }
}
