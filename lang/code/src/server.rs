//! The code server: all modules of the program and their versions.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Instant;

use crossbeam_channel::{Receiver, Sender, unbounded};
use swerl_jit::VersionCode;
use swerl_runtime::atom::Atom;
use swerl_runtime::code::ExportCell;
use swerl_runtime::{observer, registry, world};
use swerl_syntax::diagnostic::Diagnostic;
use swerl_syntax::span::SourceMap;

use crate::check::{self, Checked, check_text};
use crate::compile::{self, Latest, Product};
use crate::compiler_thread;
use crate::event::{Event, Rejected};
use crate::expressions::{self, Evaluation};
use crate::outcome::{ModuleSummary, Options, Outcome};
use crate::publish::publish;
use crate::standard::StandardModules;
use crate::switching::{SwitchObserver, Switching};

/// A person's modules by name.
pub(crate) type Modules = HashMap<String, Module>;

/// A module and its versions.
#[derive(Default)]
pub(crate) struct Module {
    /// The last text that compiled; it may not be published yet.
    pub latest: Option<Latest>,
    /// Published versions, oldest first; the last one is current.
    versions: Vec<Version>,
    /// Where the current version's text came from.
    pub path: Option<PathBuf>,
}

/// A published version.
pub(crate) struct Version {
    pub number: u32,
    /// `name/arity`, in the order of export.
    pub exports: Vec<String>,
    /// Keeps the code alive: processes and funs may refer to any version.
    pub _code: Box<VersionCode>,
}

impl Module {
    pub fn current(&self) -> Option<u32> {
        self.versions.last().map(|version| version.number)
    }

    /// Adds a version in the order of numbers.
    pub fn insert(&mut self, version: Version) {
        let place = self.versions.partition_point(|other| other.number < version.number);
        self.versions.insert(place, version);
    }
}

/// Locks what survives a panic of whoever held it.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Those who want to hear of events.
#[derive(Default)]
pub(crate) struct Subscribers(Mutex<Vec<Sender<Event>>>);

impl Subscribers {
    fn add(&self) -> Receiver<Event> {
        let (sender, receiver) = unbounded();
        lock(&self.0).push(sender);
        receiver
    }

    /// Never waits. Who has dropped the receiver is forgotten.
    pub fn send(&self, event: &Event) {
        lock(&self.0).retain(|subscriber| subscriber.send(event.clone()).is_ok());
    }
}

/// The code server; one a program.
///
/// Locks are held for moments and never while somebody waits for a process, so all functions here may be
/// called from any thread, also by a built-in function in a process's turn.
pub struct CodeServer {
    options: Options,
    pub(crate) modules: Arc<Mutex<Modules>>,
    standard: StandardModules,
    pub(crate) switching: Arc<Switching>,
    pub(crate) subscribers: Arc<Subscribers>,
    /// What was typed at the prompt: values may hold funs of it.
    expressions: Mutex<Vec<VersionCode>>,
}

static SERVER: OnceLock<Arc<CodeServer>> = OnceLock::new();

fn resolve(cell: &'static ExportCell) -> Option<*const u8> {
    let server = SERVER.get()?;
    let modules = lock(&server.modules);
    let replaced = modules.get(cell.module.name()).is_some_and(|module| module.current().is_some());
    drop(modules);
    server.standard.resolve(cell, replaced)
}

impl CodeServer {
    /// Starts the code generator and installs what the runtime needs of it and of the standard modules.
    /// Processes may run afterwards. Once started, the same server comes back, with its first options.
    pub fn start(options: Options) -> Arc<CodeServer> {
        let server = SERVER.get_or_init(|| {
            swerl_jit::start(resolve);
            let subscribers = Arc::new(Subscribers::default());
            let switching = Arc::new(Switching::new(subscribers.clone()));
            observer::install(Box::new(SwitchObserver(switching.clone())));
            Arc::new(CodeServer {
                options,
                modules: Arc::default(),
                standard: StandardModules::default(),
                switching,
                subscribers,
                expressions: Mutex::default(),
            })
        });
        server.clone()
    }

    /// Compiles a text and makes it current. `path` names the file in diagnostics and stack traces;
    /// `saved` is when the save was noticed.
    pub fn load_text(&self, path: &Path, text: &str, saved: Instant) -> Outcome {
        let (modules, options) = (self.modules.clone(), self.options.clone());
        let (job_path, text) = (path.to_path_buf(), text.to_string());
        let product = compiler_thread::run(move || compile::compile(&modules, &job_path, &text, &options));
        match product {
            Ok(Product::Fresh(fresh)) => Outcome::Loaded(publish(self, *fresh, saved)),
            Ok(Product::Unchanged { module, version }) => {
                self.wait_for(&module, version);
                Outcome::Unchanged { module, version }
            }
            Ok(Product::Rejected { module, diagnostics, sources }) => {
                self.reject(path, module, diagnostics, sources, saved)
            }
            Err(lost) => {
                let (diagnostics, sources) = check::lost_diagnostics(&path.display().to_string(), lost);
                self.reject(path, None, diagnostics, sources, saved)
            }
        }
    }

    /// Reads a file and loads its text. A file that cannot be read, or is not in UTF-8, is rejected.
    pub fn load_file(&self, path: &Path, saved: Instant) -> Outcome {
        let message = match std::fs::read(path) {
            Ok(bytes) => match String::from_utf8(bytes) {
                Ok(text) => return self.load_text(path, &text, saved),
                Err(error) => not_utf8(error.as_bytes(), error.utf8_error().valid_up_to()),
            },
            Err(error) => format!("cannot read the file: {error}"),
        };
        let (diagnostics, sources) = check::placeless(&path.display().to_string(), "", message);
        self.reject(path, None, diagnostics, sources, saved)
    }

    /// A version that is compiled may still be on its way to become current, by another thread.
    fn wait_for(&self, module: &str, version: u32) {
        let current = || lock(&self.modules).get(module).and_then(Module::current);
        while current().is_none_or(|current| current < version) {
            // Lets whoever publishes do so, also if this thread runs a process meanwhile.
            world::pause(|_| ());
        }
    }

    fn reject(
        &self,
        path: &Path,
        module: Option<String>,
        diagnostics: Vec<Diagnostic>,
        sources: SourceMap,
        saved: Instant,
    ) -> Outcome {
        let stem = || path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let rejected = Arc::new(Rejected {
            module: module.unwrap_or_else(stem),
            path: path.to_path_buf(),
            diagnostics,
            sources,
            saved,
            rejected: Instant::now(),
        });
        self.subscribers.send(&Event::Rejected(rejected.clone()));
        Outcome::Rejected(rejected)
    }

    /// Errors and warnings of a text; nothing is published.
    pub fn check_text(&self, path: &Path, text: &str) -> Checked {
        check_text(path, text, &self.options)
    }

    /// Where the current version of a module came from; `None` for standard modules and unknown ones.
    pub fn source_path(&self, module: &str) -> Option<PathBuf> {
        lock(&self.modules).get(module)?.path.clone()
    }

    /// The loaded modules by name: a person's own, and those standard ones that have been used.
    pub fn modules(&self) -> Vec<ModuleSummary> {
        let mut summaries: Vec<ModuleSummary> = (lock(&self.modules).iter())
            .filter_map(|(name, module)| {
                let current = module.versions.last()?;
                Some(ModuleSummary {
                    name: name.clone(),
                    versions: module.versions.iter().map(|version| version.number).collect(),
                    current: current.number,
                    path: module.path.clone(),
                    exports: current.exports.clone(),
                })
            })
            .collect();
        for (name, exports) in self.standard.loaded() {
            if !summaries.iter().any(|summary| summary.name == name.name()) {
                summaries.push(ModuleSummary {
                    name: name.name().to_string(),
                    versions: vec![1],
                    current: 1,
                    path: None,
                    exports: exports.iter().map(|(name, arity)| format!("{}/{arity}", name.name())).collect(),
                });
            }
        }
        summaries.sort_by(|a, b| a.name.cmp(&b.name));
        summaries
    }

    /// The names of all modules that a call may name: a person's own and the standard ones.
    pub fn module_names(&self) -> Vec<String> {
        let mut names: Vec<String> = lock(&self.modules).keys().cloned().collect();
        names.extend(swerl_stdlib::modules().map(str::to_owned));
        names.extend(registry::modules().into_iter().map(str::to_owned));
        names
    }

    /// The exported functions of a module with their arities, built-in ones included; loads a standard
    /// module for it. In no order.
    pub fn functions(&self, module: &str) -> Vec<(String, u32)> {
        let name = Atom::new(module);
        let mut functions: Vec<(String, u32)> = registry::of_module(name)
            .into_iter()
            .map(|bif| (bif.name.name().to_owned(), bif.arity))
            .collect();
        if let Some(current) = lock(&self.modules).get(module).and_then(|module| module.versions.last()) {
            functions.extend(current.exports.iter().filter_map(|export| {
                let (name, arity) = export.rsplit_once('/')?;
                Some((name.to_owned(), arity.parse().ok()?))
            }));
            return functions;
        }
        let exports = self.standard.exports(name);
        functions.extend(exports.iter().map(|(name, arity)| (name.name().to_owned(), *arity)));
        functions
    }

    /// Events from now on, in the order in which they happen.
    pub fn subscribe(&self) -> Receiver<Event> {
        self.subscribers.add()
    }

    /// Compiles expressions typed at the prompt, ended by a dot; `bound` are the variables that have
    /// values.
    ///
    /// # Errors
    /// All that is wrong with the text.
    pub fn compile_expressions(
        &self,
        text: &str,
        bound: &[String],
    ) -> Result<Evaluation, (Vec<Diagnostic>, SourceMap)> {
        let (job_text, bound) = (text.to_string(), bound.to_vec());
        match compiler_thread::run(move || expressions::compile(&job_text, &bound)) {
            Ok(Ok((evaluation, code))) => {
                lock(&self.expressions).push(*code);
                Ok(evaluation)
            }
            Ok(Err(rejected)) => Err(rejected),
            Err(lost) => Err(check::lost_diagnostics("prompt", lost)),
        }
    }
}

fn not_utf8(bytes: &[u8], offset: usize) -> String {
    let line = 1 + bytes[..offset].iter().filter(|&&byte| byte == b'\n').count();
    format!("the file is not in UTF-8: byte {:#04x} in line {line}", bytes[offset])
}
