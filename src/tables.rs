//! The tables that `m()`, `i()` and `regs()` print.

use swerl_code::ModuleSummary;
use swerl_runtime::atom::Atom;
use swerl_runtime::format::{Encoding, write_term};
use swerl_runtime::names;
use swerl_runtime::places::Place;
use swerl_runtime::table;
use swerl_runtime::term::Term;
use swerl_runtime::world;

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
    table::pids().into_iter().find(|&pid| pid_text(pid) == text)
}

/// Module, versions in memory with the current one last, and where its text came from.
pub fn modules(modules: &[ModuleSummary]) -> String {
    let mut text = row(&["Module", "Version", "In memory", "File"], &WIDTHS);
    let mut sorted: Vec<&ModuleSummary> = modules.iter().collect();
    sorted.sort_by(|a, b| (a.path.is_none(), &a.name).cmp(&(b.path.is_none(), &b.name)));
    for module in sorted {
        let versions: Vec<String> = module.versions.iter().map(u32::to_string).collect();
        let file = module.path.as_ref().map_or("(standard module)".to_owned(), |p| p.display().to_string());
        text += &row(&[&module.name, &format!("v{}", module.current), &versions.join(" "), &file], &WIDTHS);
    }
    text
}

const WIDTHS: [usize; 4] = [24, 8, 14, 0];

/// Cells padded to their widths; the last one is not padded.
fn row(cells: &[&str], widths: &[usize]) -> String {
    let mut text = String::new();
    for (index, (cell, &width)) in cells.iter().zip(widths).enumerate() {
        let last = index + 1 == cells.len();
        text += &if last { (*cell).to_owned() } else { format!("{cell:<width$} ") };
    }
    text + "\n"
}

struct Row {
    pid: Term,
    initial: String,
    heap: usize,
    reductions: u64,
    messages: usize,
    place: Option<Place>,
}

/// A line a process: pid, what it started with, heap in words, reductions, messages, where it is, and in
/// which version.
pub fn processes() -> String {
    let mut text = row(&PROCESS_HEAD, &PROCESS_WIDTHS);
    for process in rows() {
        let (current, version) = process.place.map_or((String::new(), String::new()), |place| {
            (function(place.module, place.name, place.arity), format!("v{}", place.version))
        });
        let cells = [
            &pid_text(process.pid),
            &process.initial,
            &process.heap.to_string(),
            &process.reductions.to_string(),
            &process.messages.to_string(),
            &version,
            &current,
        ];
        text += &row(&cells.map(String::as_str), &PROCESS_WIDTHS);
    }
    text
}

const PROCESS_HEAD: [&str; 7] = ["Pid", "Initial Call", "Heap", "Reds", "Msgs", "Ver", "Current Function"];
const PROCESS_WIDTHS: [usize; 7] = [12, 26, 8, 10, 5, 4, 0];

fn rows() -> Vec<Row> {
    let mut rows = Vec::new();
    world::pause(|world| {
        world.for_each(|process, signals| {
            let (module, name, arity) = process.initial_call();
            rows.push(Row {
                pid: process.pid,
                initial: function(module, name, arity),
                heap: process.heap_words(),
                reductions: process.total_reductions(),
                messages: process.message_count() + signals,
                place: None,
            });
        });
        let mut at = 0;
        world.watch(|_, places| {
            rows[at].place = places.next();
            at += 1;
            false
        });
    });
    rows
}

/// A line a registered name.
pub fn names() -> String {
    let mut text = row(&["Name", "Pid"], &[24, 0]);
    let mut names: Vec<(&str, Term)> = names::registered()
        .into_iter()
        .filter_map(|name| Some((name.name(), names::whereis(name)?)))
        .collect();
    names.sort_unstable_by_key(|&(name, _)| name);
    for (name, pid) in names {
        text += &row(&[name, &pid_text(pid)], &[24, 0]);
    }
    text
}
