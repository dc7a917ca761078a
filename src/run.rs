//! `swerl run`: a program without a prompt.

use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use swerl_code::{CodeServer, Options, Outcome, Refused};
use swerl_runtime::atom::{self, Atom};
use swerl_runtime::bifs::os::set_arguments;
use swerl_runtime::format::{Pretty, pretty};
use swerl_runtime::owned::OwnedTerm;
use swerl_runtime::raise::Class;
use swerl_runtime::term::NIL;
use swerl_runtime::{build, exports, output as runtime_output};
use swerl_syntax::{Completeness, completeness};

use crate::cli::{Expression, RunOptions};
use crate::events::EventsFile;
use crate::exception::{self, Layout, Raised};
use crate::render::{self, Style};
use crate::reporter::Reporter;
use crate::session::{Evaluated, Session};
use crate::terminal::Terminal;
use crate::watch::{self, Watcher};
use crate::{output, schedulers};

/// The width of what is printed about exceptions.
const COLUMNS: usize = 80;

/// Runs a program to the end of its main function or expressions.
pub fn run(options: &RunOptions) -> ExitCode {
    let terminal = Terminal::start(1);
    output::install(&terminal);
    set_arguments(options.args.iter().map(|arg| arg.to_string_lossy().into_owned()).collect());
    let style = Style::new(std::io::stderr().is_terminal());
    let server = CodeServer::start(Options { strict: options.strict, ..Options::default() });
    schedulers::start(options.max_memory);
    let events = match options.events.as_deref().map(|path| EventsFile::start(path, server.subscribe())) {
        Some(Err(error)) => return failed(&error.to_string()),
        Some(Ok(file)) => Some(file),
        None => None,
    };
    let modules = match load(&server, &options.paths, style) {
        Ok(modules) => modules,
        Err(code) => return code,
    };
    let watcher = match options.watch.then(|| start_watcher(&server, options, style)) {
        Some(Err(error)) => return failed(&error.to_string()),
        Some(Ok(watcher)) => Some(watcher),
        None => None,
    };
    let mut session = Session::start(server.clone(), None);
    let result = if options.expressions.is_empty() {
        main(&mut session, &server, &modules, &options.args)
    } else {
        expressions(&mut session, &options.expressions, &terminal, style)
    };
    terminal.flush();
    drop(watcher);
    drop(events);
    result.err().unwrap_or(ExitCode::SUCCESS)
}

fn failed(reason: &str) -> ExitCode {
    eprintln!("swerl: {reason}");
    ExitCode::FAILURE
}

/// Loads all files; gives the names of their modules in order.
fn load(server: &CodeServer, paths: &[PathBuf], style: Style) -> Result<Vec<String>, ExitCode> {
    let files = watch::expand(paths).map_err(|error| failed(&error.to_string()))?;
    let mut modules = Vec::new();
    let mut rejected = false;
    for file in files {
        match server.load_file(&file, Instant::now()) {
            Outcome::Loaded(loaded) => {
                eprint!("{}", render::diagnostics(&loaded.warnings, &loaded.sources, style));
                modules.push(loaded.module.clone());
            }
            Outcome::Unchanged { module, .. } => modules.push(module),
            Outcome::HeldBack { .. } => rejected = true,
            Outcome::Rejected(found) => {
                eprint!("{}", render::diagnostics(&found.diagnostics, &found.sources, style));
                rejected = true;
            }
        }
    }
    if rejected { Err(ExitCode::FAILURE) } else { Ok(modules) }
}

fn start_watcher(server: &Arc<CodeServer>, options: &RunOptions, style: Style) -> std::io::Result<Watcher> {
    let (_, notices) = Reporter::start(server, |lines| eprint!("{lines}"), style, options.quiet);
    Watcher::start(&options.paths, server.clone(), notices)
}

/// Calls `main/1` with the arguments, or `main/0` where there are none, of the first module that has it.
fn main(
    session: &mut Session,
    server: &CodeServer,
    modules: &[String],
    args: &[OsString],
) -> Result<(), ExitCode> {
    let summaries = server.modules();
    let exports = |module: &str, function: &str| {
        summaries.iter().any(|s| s.name == module && s.exports.iter().any(|export| export == function))
    };
    let choices: &[&str] = if args.is_empty() { &["main/0", "main/1"] } else { &["main/1"] };
    let found = modules.iter().find_map(|module| {
        choices.iter().find(|choice| exports(module, choice)).map(|choice| (module, *choice))
    });
    let Some((module, choice)) = found else {
        return Err(failed(&format!("no module exports {}", choices.join(" or "))));
    };
    let arity = u32::from(choice == "main/1");
    let cell = exports::cell(Atom::new(module), Atom::new("main"), arity);
    let arguments = OwnedTerm::build(|heap| {
        let texts: Vec<_> = args.iter().map(|arg| build::string(heap, &arg.to_string_lossy())).collect();
        let texts = build::list(heap, texts);
        if arity == 1 { build::list(heap, [texts]) } else { NIL }
    });
    outcome(session.run(cell, arguments)).map(drop)
}

fn expressions(
    session: &mut Session,
    expressions: &[Expression],
    terminal: &Terminal,
    style: Style,
) -> Result<(), ExitCode> {
    for expression in expressions {
        let mut rest = with_dot(&expression.text);
        let mut value = None;
        while let Completeness::Complete { end } = completeness(&rest) {
            let after = rest.split_off(end);
            value = match session.evaluate(&rest) {
                Evaluated::Refused(Refused { diagnostics, sources, .. }) => {
                    eprint!("{}", render::diagnostics(&diagnostics, &sources, style));
                    return Err(ExitCode::FAILURE);
                }
                evaluated => outcome(evaluated)?,
            };
            rest = after;
        }
        if let Some(value) = value.filter(|_| expression.print) {
            terminal.output(&(pretty(value.term(), Pretty::default()) + "\n"));
        }
    }
    Ok(())
}

/// The text with the dot that may be left out.
fn with_dot(text: &str) -> String {
    match completeness(text) {
        Completeness::NoDot => format!("{text}\n."),
        Completeness::Unterminated(_) => format!("{text}."),
        _ => text.to_owned(),
    }
}

/// The value, or the status of what came instead, which standard error then tells. `None`: the program is
/// to end in good order.
fn outcome(evaluated: Evaluated) -> Result<Option<OwnedTerm>, ExitCode> {
    let raised = match &evaluated {
        Evaluated::Value(_) => {
            let Evaluated::Value(value) = evaluated else { return Ok(None) };
            return Ok(Some(value));
        }
        Evaluated::Quit | Evaluated::Refused(..) => return Err(ExitCode::SUCCESS),
        Evaluated::Raised(exception) => Raised::from(exception),
        Evaluated::Died(reason) => Raised::ended(reason.term()),
    };
    if raised.class == Class::Exit && raised.reason == atom::NORMAL.term() {
        return Err(ExitCode::SUCCESS);
    }
    runtime_output::output().flush();
    let layout = Layout { columns: COLUMNS, depth: -1 };
    eprintln!("{}", exception::text(raised, layout, exception::outside_prompt));
    Err(ExitCode::FAILURE)
}
