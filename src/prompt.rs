//! The prompt: reads expressions, has them evaluated, shows what they give.

mod command;
mod completion;
mod history;
mod reader;
mod show;

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use swerl_code::{CodeServer, Options, Refused};
use swerl_runtime::atom;
use swerl_runtime::format::{Encoding, write_term};
use swerl_runtime::owned::OwnedTerm;
use swerl_syntax::{Completeness, completeness};

use crate::cli::PromptOptions;
use crate::events::EventsFile;
use crate::interrupts::Interrupts;
use crate::render::{self, Style};
use crate::reporter::Reporter;
use crate::session::{Evaluated, Session};
use crate::terminal::{self, Terminal};
use crate::watch::Watcher;
use crate::{output, schedulers};
use command::Command;
use completion::Names;
use reader::{Line, Reader};

/// The prompt and all that it stands on.
struct Prompt {
    server: Arc<CodeServer>,
    terminal: Terminal,
    reader: Reader,
    names: Names,
    session: Session,
    interrupts: Interrupts,
    reporter: Arc<Reporter>,
    style: Style,
    /// The number of the next expression.
    number: usize,
    /// Expressions by number, as they were typed.
    typed: Vec<String>,
    /// Lines of an expression that has no end yet, or expressions after the first of a line.
    pending: String,
    /// The number of the next expression stands before the cursor or before what was typed.
    prompted: bool,
}

/// Runs the prompt until the person leaves. Status 0; 1 where it cannot start.
pub fn run(options: &PromptOptions) -> ExitCode {
    let terminal = Terminal::start(0);
    output::install(&terminal);
    let colour = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    let server = CodeServer::start(Options { colour, strict: options.strict, ..Options::default() });
    schedulers::start(options.max_memory);
    let names = Names::new(server.clone());
    let reader = Reader::new(terminal.clone(), names.clone());
    let style = Style::new(reader.is_edited());
    let events = match options.events.as_deref().map(|path| EventsFile::start(path, server.subscribe())) {
        Some(Err(error)) => return failed(&error.to_string()),
        Some(Ok(file)) => Some(file),
        None => None,
    };
    let above = terminal.clone();
    let (reporter, notices) = Reporter::start(&server, move |lines| above.lines(lines), style, options.quiet);
    let interrupts = Interrupts::start();
    let session = Session::start(server.clone(), Some(interrupts.pressed.clone()));
    terminal.lines(concat!(
        "Swerl ",
        env!("CARGO_PKG_VERSION"),
        "  (help() shows the commands, Ctrl-D leaves)"
    ));
    let paths = match options.paths.as_slice() {
        [] => vec![PathBuf::from(".")],
        paths => paths.to_vec(),
    };
    let watcher = match Watcher::start(&paths, server.clone(), notices) {
        Ok(watcher) => watcher,
        Err(error) => return failed(&error.to_string()),
    };
    let mut prompt = Prompt {
        server,
        terminal,
        reader,
        names,
        session,
        interrupts,
        reporter,
        style,
        number: 1,
        typed: Vec::new(),
        pending: String::new(),
        prompted: false,
    };
    prompt.read_and_evaluate();
    drop(watcher);
    drop(events);
    prompt.terminal.flush();
    terminal::restore();
    ExitCode::SUCCESS
}

fn failed(reason: &str) -> ExitCode {
    terminal::restore();
    eprintln!("swerl: {reason}");
    ExitCode::FAILURE
}

/// What follows an expression.
enum Next {
    GoOn,
    Leave,
}

impl Prompt {
    fn read_and_evaluate(&mut self) {
        self.session.when_idle_death({
            let (terminal, style) = (self.terminal.clone(), show::Screen::new(self.reader.is_edited()));
            move |death| terminal.lines(&style.death(death.reason.term()))
        });
        loop {
            let prompt = match completeness(&self.pending) {
                Completeness::Complete { end } => {
                    let rest = self.pending.split_off(end);
                    let expression = std::mem::replace(&mut self.pending, rest);
                    match self.expression(expression.trim()) {
                        Next::GoOn => continue,
                        Next::Leave => return,
                    }
                }
                Completeness::Empty => {
                    self.pending.clear();
                    format!("{}> ", self.number)
                }
                // As wide as the prompt of the first line, so that the lines stand under each other.
                _ => format!("{:>width$} ", "..", width = 1 + self.number.to_string().len()),
            };
            self.reporter.settle();
            self.prompted = true;
            self.names.bind(self.session.bindings().map(|(name, _)| name));
            match self.reader.line(&prompt) {
                Line::Text(line) => {
                    self.pending.push_str(&line);
                    self.pending.push('\n');
                }
                Line::Interrupted => {
                    self.pending.clear();
                    self.terminal.lines("(Ctrl-D or q(). leaves)");
                }
                Line::Garbled => {
                    self.pending.clear();
                    self.terminal.lines("the line is not in UTF-8; it is left out");
                }
                Line::End => {
                    if !self.reader.is_edited() {
                        self.terminal.output("\n");
                    }
                    return;
                }
            }
        }
    }

    /// Handles one expression with its dot.
    fn expression(&mut self, text: &str) -> Next {
        if !std::mem::take(&mut self.prompted) {
            // Another one of the same line.
            self.terminal.output(&format!("{}> ", self.number));
        }
        self.reader.remember(text);
        match command::parse(text) {
            Some(command) => self.command(&command, text),
            None => self.evaluate(text),
        }
    }

    fn evaluate(&mut self, text: &str) -> Next {
        let Prompt { session, interrupts, .. } = self;
        let evaluated = interrupts.during(|| session.evaluate(text));
        // What the evaluation has led to stands above its value.
        self.reporter.settle();
        let screen = show::Screen::new(self.reader.is_edited());
        let mut kept = None;
        match evaluated {
            Evaluated::Value(value) => {
                self.terminal.output(&(screen.value(value.term()) + "\n"));
                kept = Some(value);
            }
            Evaluated::Refused(Refused { diagnostics, sources, is_parsed }) => {
                self.terminal.lines(&render::diagnostics(&diagnostics, &sources, self.style));
                // As in OTP: what is no expression takes no number.
                if !is_parsed {
                    return Next::GoOn;
                }
            }
            Evaluated::Raised(exception) => {
                self.terminal.output(&(screen.exception(&exception) + "\n"));
            }
            Evaluated::Died(reason) => self.terminal.output(&(screen.death(reason.term()) + "\n")),
            Evaluated::Quit => return Next::Leave,
        }
        self.done(text, kept);
        Next::GoOn
    }

    /// The expression was the one of the current number.
    fn done(&mut self, text: &str, value: Option<OwnedTerm>) {
        self.session.results().keep(self.number, value);
        self.typed.push(text.to_owned());
        self.number += 1;
    }

    fn command(&mut self, command: &Command, text: &str) -> Next {
        match command {
            Command::ForgetAll => self.session.forget(None),
            Command::Forget(name) => self.session.forget(Some(name)),
            Command::Purge(module) => {
                return match self.may_purge(module) {
                    true => self.evaluate(text),
                    false => Next::GoOn,
                };
            }
            Command::Bindings => self.show_bindings(),
            Command::History => self.show_history(),
            Command::Again(number) => {
                let found = self.find(*number).cloned();
                return match found {
                    Some(earlier) => self.evaluate(&earlier),
                    None => {
                        self.terminal.lines(&format!("{number}: no such expression"));
                        Next::GoOn
                    }
                };
            }
        }
        self.terminal.output("ok\n");
        self.done(text, Some(OwnedTerm::new(atom::OK.term())));
        Next::GoOn
    }

    /// Shows the processes that a purge would end, and asks; there is no question if there are none.
    fn may_purge(&mut self, module: &str) -> bool {
        let users = self.server.users_of_old(module);
        if users.is_empty() {
            return true;
        }
        for user in &users {
            let pid = write_term(user.pid, Encoding::Unicode);
            let reasons = self.server.why(user.pid).join("; ");
            self.terminal.lines(&format!("{pid} {reasons}"));
        }
        let question = match users.len() {
            1 => "end it? [y/N] ".to_owned(),
            count => format!("end these {count} processes? [y/N] "),
        };
        let answer = self.reader.line(&question);
        matches!(answer, Line::Text(answer) if matches!(answer.trim(), "y" | "Y" | "yes"))
    }

    /// Expression `number`; negative: counted back from the next one.
    fn find(&self, number: i64) -> Option<&String> {
        let number = if number < 0 { self.number as i64 + number } else { number };
        self.typed.get(usize::try_from(number).ok()?.checked_sub(1)?)
    }

    fn show_bindings(&self) {
        let screen = show::Screen::new(self.reader.is_edited());
        for (name, value) in self.session.bindings() {
            self.terminal.output(&(screen.binding(name, value.term()) + "\n"));
        }
    }

    fn show_history(&self) {
        let screen = show::Screen::new(self.reader.is_edited());
        for (index, text) in self.typed.iter().enumerate() {
            let number = index + 1;
            self.terminal.output(&format!("{number}: {}\n", text.trim_end_matches('.')));
            if let Some(value) = self.session.results().get(number as i64) {
                self.terminal.output(&format!("-> {}\n", screen.value(value.term())));
            }
        }
    }
}
