//! `-on_load(f/0)`: a fresh process calls the function before the version is published, and only if it returns
//! `ok` the version stands, as in OTP.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crossbeam_channel::{Sender, bounded};
use swerl_runtime::atom::{self, Atom};
use swerl_runtime::bif::{Bif, BifResult};
use swerl_runtime::code::{ExportCell, entries};
use swerl_runtime::format::{Pretty, pretty};
use swerl_runtime::owned::OwnedTerm;
use swerl_runtime::process::Process;
use swerl_runtime::spawn::{Start, spawn_outside};
use swerl_runtime::term::Term;
use swerl_runtime::{build, registry};
use swerl_syntax::diagnostic::Diagnostic;
use swerl_syntax::span::Span;

use crate::compile::{Fresh, Product};
use crate::module::{Version, lock};
use crate::server::CodeServer;

/// Longer than the process itself waits (`swerl_load.erl`): it may not have come to run at all.
const LIMIT: Duration = Duration::from_secs(70);

/// Those who wait for a value, by the number that they gave the process.
static WAITING: Mutex<Vec<(u64, Sender<OwnedTerm>)>> = Mutex::new(Vec::new());

/// Registers the built-in function by which values come back.
pub(crate) fn start() {
    registry::add(vec![Bif::new("swerl_load", "returned", |_: &mut Process, number: Term, value: Term| {
        returned(number, value)
    })]);
}

fn returned(number: Term, value: Term) -> BifResult {
    let number = number.to_small().and_then(|number| u64::try_from(number).ok());
    let mut waiting = lock(&WAITING);
    if let Some(index) = waiting.iter().position(|(other, _)| Some(*other) == number) {
        // Who waits may have given up.
        let _ = waiting.remove(index).1.send(OwnedTerm::new(value));
    }
    Ok(atom::OK.term())
}

/// Calls the on_load functions of versions that are to be published. Those that do not return `ok` are rejected;
/// then nothing is published, and what was compiled is not the latest of its module.
pub(crate) fn call_all(server: &CodeServer, products: Vec<Product>) -> Vec<Product> {
    let mut failed = false;
    let mut called = Vec::with_capacity(products.len());
    for product in products {
        called.push(match product {
            Product::Fresh(fresh) if !failed => match call(&fresh) {
                Ok(()) => Product::Fresh(fresh),
                Err(diagnostic) => {
                    failed = true;
                    reject(server, *fresh, diagnostic)
                }
            },
            other => other,
        });
    }
    if failed {
        called.iter().for_each(|product| forget(server, product));
    }
    called
}

/// Calls a version's on_load function, if it has one.
fn call(fresh: &Fresh) -> Result<(), Diagnostic> {
    let (Some((name, address)), Some(place)) = (fresh.compiled.on_load, fresh.on_load) else { return Ok(()) };
    let cell = ExportCell::leak(Atom::new(&fresh.module), name, 0, entries());
    cell.publish(address);
    let value = value_of(cell);
    // The code may be given back.
    cell.withdraw();
    match value {
        Some(value) if value.term() == atom::OK.term() => Ok(()),
        Some(value) => Err(refusal(place, &format!("returned {}", shown(value.term())))),
        None => Err(refusal(place, "could not be called: there is no process for it")),
    }
}

fn refusal(place: Span, what: &str) -> Diagnostic {
    Diagnostic::error(place, format!("the on_load function {what}"))
        .with_help("a version is only loaded if this function returns 'ok'; the one before stays")
}

/// In one line.
fn shown(value: Term) -> String {
    pretty(value, Pretty { depth: 20, ..Pretty::default() }).lines().map(str::trim_start).collect()
}

/// Calls a function without arguments in a process and waits for what it returns or dies of.
fn value_of(cell: &'static ExportCell) -> Option<OwnedTerm> {
    static NUMBERS: AtomicU64 = AtomicU64::new(1);
    let number = NUMBERS.fetch_add(1, Ordering::Relaxed);
    let (sender, values) = bounded(1);
    lock(&WAITING).push((number, sender));
    let fun = OwnedTerm::build(|heap| build::external_fun(heap, cell));
    let args = vec![Term::small(number as i64), fun.term()];
    let start = Start::call(Atom::new("swerl_load"), Atom::new("run"), args)?;
    let value = spawn_outside(&start, false).and_then(|_| values.recv_timeout(LIMIT).ok());
    lock(&WAITING).retain(|(other, _)| *other != number);
    value
}

/// The version is kept as one that is not current: processes that its function has made may run it.
fn reject(server: &CodeServer, fresh: Fresh, diagnostic: Diagnostic) -> Product {
    let Fresh { module, source, compiled, warnings, sources, .. } = fresh;
    let version = Version {
        number: source.number,
        source: source.clone(),
        exports: Vec::new(),
        code: Arc::from(compiled.version),
        retired: Some(Instant::now()),
        in_use: false,
    };
    lock(&server.modules).entry(module.clone()).or_default().insert(version);
    server.drain.look();
    let mut diagnostics = warnings;
    diagnostics.push(diagnostic);
    diagnostics.sort_by_key(|d| (d.span.file, d.span.start));
    forget_latest(server, &module);
    Product::Rejected { path: source.path.clone(), module: Some(module), diagnostics, sources }
}

fn forget(server: &CodeServer, product: &Product) {
    if let Product::Fresh(fresh) = product {
        forget_latest(server, &fresh.module);
    }
}

/// The current version is the latest again.
fn forget_latest(server: &CodeServer, module: &str) {
    let mut modules = lock(&server.modules);
    if let Some(state) = modules.get_mut(module) {
        state.latest = state.current.and_then(|number| state.source(number).cloned());
    }
}
