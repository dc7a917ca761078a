//! The tables that `m()`, `i()` and `regs()` print.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use swerl_code::ModuleSummary;
use swerl_runtime::atom::Atom;
use swerl_runtime::census;
use swerl_runtime::format::{Encoding, write_term};
use swerl_runtime::names;
use swerl_runtime::places::{Place, places_of};
use swerl_runtime::process::Process;
use swerl_runtime::table as processes_table;
use swerl_runtime::term::Term;

/// The pid as it is printed.
fn pid_text(pid: Term) -> String {
    write_term(pid, Encoding::Unicode)
}

fn function(module: Atom, name: Atom, arity: u32) -> String {
    let quoted = |atom: Atom| write_term(atom.term(), Encoding::Unicode);
    format!("{}:{}/{arity}", quoted(module), quoted(name))
}

/// A living process by the text of its pid.
pub fn find_pid(text: &str) -> Option<Term> {
    processes_table::pids().into_iter().find(|&pid| pid_text(pid) == text)
}

/// Module, versions in memory with the current one, and where its text came from.
pub fn modules(modules: &[ModuleSummary]) -> String {
    let mut sorted: Vec<&ModuleSummary> = modules.iter().collect();
    sorted.sort_by(|a, b| (a.path.is_none(), &a.name).cmp(&(b.path.is_none(), &b.name)));
    let rows = sorted.into_iter().map(|module| {
        let versions: Vec<String> = module.versions.iter().map(|version| format!("v{version}")).collect();
        let file = module.path.as_ref().map_or("(standard module)".to_owned(), |p| p.display().to_string());
        [module.name.clone(), format!("v{}", module.current), versions.join(" "), file]
    });
    table(["Module", "Current", "In memory", "File"], rows)
}

/// Lines of cells that stand under each other, below their headings.
fn table<const N: usize>(head: [&str; N], rows: impl Iterator<Item = [String; N]>) -> String {
    let lines: Vec<[String; N]> = std::iter::once(head.map(str::to_owned)).chain(rows).collect();
    let width = |column: usize| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or(0);
    let widths: [usize; N] = std::array::from_fn(width);
    let mut text = String::new();
    for line in &lines {
        let cells: Vec<String> =
            line.iter().zip(widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
        text.push_str(cells.join("  ").trim_end());
        text.push('\n');
    }
    text
}

/// How long to wait for processes that run: a person does.
const PATIENCE: Duration = Duration::from_secs(1);

struct Row {
    pid: Term,
    initial: String,
    heap: usize,
    reductions: u64,
    messages: usize,
    place: Option<Place>,
}

/// A line a process: pid, what it started with, heap in words, reductions, messages, where it is, and in
/// which version. Nobody is stopped for it. Not to be called by a thread that runs a process.
pub fn processes() -> String {
    let rows = rows().into_iter().map(|process| {
        let (current, version) = process.place.map_or((String::new(), String::new()), |place| {
            (function(place.module, place.name, place.arity), format!("v{}", place.version))
        });
        [
            pid_text(process.pid),
            process.initial,
            process.heap.to_string(),
            process.reductions.to_string(),
            process.messages.to_string(),
            version,
            current,
        ]
    });
    table(["Pid", "Initial Call", "Heap", "Reds", "Msgs", "Ver", "Current Function"], rows)
}

fn rows() -> Vec<Row> {
    let rows = Arc::new(Mutex::new(Vec::new()));
    let found = rows.clone();
    let look = move |process: &mut Process| {
        let (module, name, arity) = process.initial_call();
        let place = places_of(process).next();
        let row = Row {
            pid: process.pid,
            initial: function(module, name, arity),
            heap: process.heap_words(),
            reductions: process.total_reductions(),
            messages: process.message_count(),
            place,
        };
        found.lock().unwrap_or_else(PoisonError::into_inner).push(row);
    };
    let complete = census::visit_within(Arc::new(look), PATIENCE);
    let mut rows = std::mem::take(&mut *rows.lock().unwrap_or_else(PoisonError::into_inner));
    if !complete {
        let known: HashSet<u64> = rows.iter().map(|row| row.pid.0).collect();
        let busy = processes_table::pids().into_iter().filter(|pid| !known.contains(&pid.0));
        rows.extend(busy.map(busy_row));
    }
    rows.sort_unstable_by_key(|row| row.pid.0);
    rows
}

/// What is known of a process that has been in one turn all the time.
fn busy_row(pid: Term) -> Row {
    let initial = "(in a long call of a built-in function)".to_owned();
    Row { pid, initial, heap: 0, reductions: 0, messages: 0, place: None }
}

/// A line a registered name.
pub fn names() -> String {
    let mut names: Vec<(&str, Term)> = names::registered()
        .into_iter()
        .filter_map(|name| Some((name.name(), names::whereis(name)?)))
        .collect();
    names.sort_unstable_by_key(|&(name, _)| name);
    table(["Name", "Pid"], names.into_iter().map(|(name, pid)| [name.to_owned(), pid_text(pid)]))
}
