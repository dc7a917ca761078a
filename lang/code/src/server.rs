//! The code server: all modules of the program and their versions.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Instant;

use crossbeam_channel::{Receiver, Sender, unbounded};
use swerl_runtime::atom::Atom;
use swerl_runtime::code::ExportCell;
use swerl_runtime::{observer, registry, world};
use swerl_syntax::diagnostic::Diagnostic;
use swerl_syntax::span::Span;

use crate::check::{self, Checked, check_text};
use crate::compile::{self, Fresh, Product, Unit};
use crate::compiler_thread;
use crate::drain::{self, Drain};
use crate::event::{Event, Rejected};
use crate::expressions::{self, Evaluation, Refused};
use crate::module::{Module, Modules, lock};
use crate::on_load;
use crate::outcome::{ModuleSummary, Options, Outcome};
use crate::publish::publish;
use crate::service;
use crate::standard::{StandardModules, is_there_at_start};
use crate::switching::{SwitchObserver, Switching};
use crate::terms;
use crate::typed::AllTyped;

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
    pub(crate) options: Options,
    pub(crate) modules: Arc<Mutex<Modules>>,
    standard: StandardModules,
    pub(crate) switching: Arc<Switching>,
    pub(crate) subscribers: Arc<Subscribers>,
    /// What was typed at the prompt: values may hold funs of it.
    pub(crate) typed: AllTyped,
    pub(crate) drain: Arc<Drain>,
}

/// Texts that were rejected, and those that were compiled with them.
pub struct Refusal {
    products: Vec<Product>,
    saved: Instant,
}

impl Refusal {
    /// For each text in order, whether it has errors.
    pub fn broken(&self) -> Vec<bool> {
        self.products.iter().map(|product| matches!(product, Product::Rejected { .. })).collect()
    }
}

static SERVER: OnceLock<Arc<CodeServer>> = OnceLock::new();

fn resolve(cell: &'static ExportCell) -> Option<*const u8> {
    let server = SERVER.get()?;
    let modules = lock(&server.modules);
    let replaced = modules.get(cell.module.name()).is_some_and(|module| module.current.is_some());
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
            let drain = Arc::new(Drain::new());
            let switching = Arc::new(Switching::new(subscribers.clone(), drain.clone()));
            observer::install(Box::new(SwitchObserver(switching.clone())));
            let server = Arc::new(CodeServer {
                options,
                modules: Arc::default(),
                standard: StandardModules::default(),
                switching,
                subscribers,
                typed: AllTyped::default(),
                drain,
            });
            drain::start(server.clone());
            on_load::start();
            service::start(server.clone());
            terms::start();
            server
        });
        server.clone()
    }

    /// The server that has been started.
    pub(crate) fn started() -> Option<&'static Arc<CodeServer>> {
        SERVER.get()
    }

    /// Compiles a text and makes it current. `path` names the file in diagnostics and stack traces;
    /// `saved` is when the save was noticed.
    pub fn load_text(&self, path: &Path, text: &str, saved: Instant) -> Outcome {
        self.load_batch(vec![Unit::text(path, text)], saved).pop().unwrap_or_else(no_outcome)
    }

    /// Reads a file and loads its text. A file that cannot be read, or is not in UTF-8, is rejected.
    pub fn load_file(&self, path: &Path, saved: Instant) -> Outcome {
        self.load_batch(vec![Unit::file(path)], saved).pop().unwrap_or_else(no_outcome)
    }

    /// Compiles texts and makes them current in one moment; if one is rejected, none of them. Outcomes come in
    /// the order of the texts.
    pub fn load_batch(&self, batch: Vec<Unit>, saved: Instant) -> Vec<Outcome> {
        self.try_batch(batch, saved).unwrap_or_else(|refusal| self.refuse(refusal))
    }

    /// As [`CodeServer::load_batch`], but if a text is rejected nobody is told before [`CodeServer::refuse`].
    ///
    /// # Errors
    /// What is wrong with the texts.
    pub fn try_batch(&self, batch: Vec<Unit>, saved: Instant) -> Result<Vec<Outcome>, Refusal> {
        let (modules, options) = (self.modules.clone(), self.options.clone());
        let paths: Vec<PathBuf> = batch.iter().map(|unit| unit.path.clone()).collect();
        let job = move || compile::compile_all(&modules, batch, &options);
        let mut products = compiler_thread::run(job).unwrap_or_else(|lost| {
            let product = |path: PathBuf| {
                let (diagnostics, sources) = check::lost_diagnostics(&path.display().to_string(), lost);
                Product::Rejected { path, module: None, diagnostics, sources }
            };
            paths.into_iter().map(product).collect()
        });
        let rejected = |product: &Product| matches!(product, Product::Rejected { .. });
        if products.iter().any(rejected) {
            return Err(Refusal { products, saved });
        }
        self.advise(&mut products);
        let unwanted =
            |product: &Product| matches!(product, Product::Fresh(fresh) if !fresh.advice.is_empty());
        if self.options.strict && products.iter().any(unwanted) {
            compile::forget(&self.modules, &products);
            return Err(Refusal { products: products.into_iter().map(strictly).collect(), saved });
        }
        let products = on_load::call_all(self, products);
        if products.iter().any(rejected) {
            return Err(Refusal { products, saved });
        }
        Ok(self.publish_all(products, saved))
    }

    fn publish_all(&self, products: Vec<Product>, saved: Instant) -> Vec<Outcome> {
        let mut fresh = Vec::new();
        let mut outcomes = Vec::new();
        for product in products {
            outcomes.push(match product {
                Product::Fresh(version) => {
                    fresh.push(*version);
                    None
                }
                Product::Unchanged { module, version } => Some(Outcome::Unchanged { module, version }),
                Product::Rejected { .. } => None,
            });
        }
        let mut loaded = match fresh.is_empty() {
            true => Vec::new(),
            false => publish(self, fresh, saved),
        }
        .into_iter();
        let mut published = Vec::with_capacity(outcomes.len());
        for outcome in outcomes {
            match outcome {
                Some(Outcome::Unchanged { module, version }) => {
                    self.wait_for(&module, version);
                    published.push(Outcome::Unchanged { module, version });
                }
                _ => published.extend(loaded.next().map(Outcome::Loaded)),
            }
        }
        published
    }

    /// Tells that texts were rejected, and which others that has held back.
    pub fn refuse(&self, refusal: Refusal) -> Vec<Outcome> {
        let Refusal { products, saved } = refusal;
        let held_back: Vec<String> = (products.iter())
            .filter_map(|product| match product {
                Product::Fresh(fresh) => Some(fresh.module.clone()),
                _ => None,
            })
            .collect();
        let refuse = |product| match product {
            Product::Fresh(fresh) => Outcome::HeldBack { module: fresh.module },
            Product::Unchanged { module, version } => Outcome::Unchanged { module, version },
            Product::Rejected { path, module, diagnostics, sources } => {
                let stem = || path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                let rejected = Arc::new(Rejected {
                    module: module.unwrap_or_else(stem),
                    path: path.clone(),
                    diagnostics,
                    sources,
                    held_back: held_back.clone(),
                    saved,
                    rejected: Instant::now(),
                });
                self.subscribers.send(&Event::Rejected(rejected.clone()));
                Outcome::Rejected(rejected)
            }
        };
        products.into_iter().map(refuse).collect()
    }

    /// A version that is compiled may still be on its way to become current, by another thread, if that does not
    /// give it up.
    fn wait_for(&self, module: &str, version: u32) {
        let is_coming = || {
            lock(&self.modules).get(module).is_some_and(|module| {
                let latest = module.latest.as_ref().map_or(0, |latest| latest.number);
                module.newest_published.is_none_or(|newest| newest < version) && latest >= version
            })
        };
        while is_coming() {
            // Lets whoever publishes do so, also if this thread runs a process meanwhile.
            world::pause(|| ());
        }
    }

    /// Errors and warnings of a text; nothing is published.
    pub fn check_text(&self, path: &Path, text: &str) -> Checked {
        check_text(path, text, &self.options)
    }

    /// Where the current version of a module came from; `None` for standard modules and unknown ones.
    pub fn source_path(&self, module: &str) -> Option<PathBuf> {
        lock(&self.modules).get(module)?.path().cloned()
    }

    /// The loaded modules by name: a person's own, and those standard ones that have been used.
    pub fn modules(&self) -> Vec<ModuleSummary> {
        let mut summaries: Vec<ModuleSummary> = (lock(&self.modules).iter())
            .filter_map(|(name, module)| {
                let current = module.current_version()?;
                Some(ModuleSummary {
                    name: name.clone(),
                    versions: module.versions.iter().map(|version| version.number).collect(),
                    current: current.number,
                    path: module.path().cloned(),
                    exports: current
                        .exports
                        .iter()
                        .map(|e| format!("{}/{}", e.name.name(), e.arity))
                        .collect(),
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

    /// What a function is where no file takes the place of its module: a built-in one, or that of a standard
    /// module.
    pub(crate) fn built_in(&self, module: Atom, function: Atom, arity: u32) -> Option<*const u8> {
        match registry::find(module, function, arity) {
            Some(bif) => Some(registry::thunk(bif)),
            None => self.standard.function(module, function, arity),
        }
    }

    /// Whether a standard module that counts as loaded exports a function, which may never have been called.
    pub(crate) fn has_unused(&self, module: Atom, function: Atom, arity: u32) -> bool {
        let used = || self.standard.loaded().iter().any(|(name, _)| *name == module);
        self.source_path(module.name()).is_none()
            && (is_there_at_start(module.name()) || used())
            && self.standard.exports(module).contains(&(function, arity))
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
        if let Some(current) = lock(&self.modules).get(module).and_then(Module::current_version) {
            let exports = current.exports.iter();
            functions.extend(exports.map(|export| (export.name.name().to_owned(), export.arity)));
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
    pub fn compile_expressions(&self, text: &str, bound: &[String]) -> Result<Evaluation, Refused> {
        let (job_text, bound) = (text.to_string(), bound.to_vec());
        match compiler_thread::run(move || expressions::compile(&job_text, &bound)) {
            Ok(Ok((evaluation, typed))) => {
                self.typed.add(typed);
                // Earlier ones may be free.
                self.drain.look();
                Ok(evaluation)
            }
            Ok(Err(refused)) => Err(refused),
            Err(lost) => {
                let (diagnostics, sources) = check::lost_diagnostics("prompt", lost);
                Err(Refused { diagnostics, sources, is_parsed: true })
            }
        }
    }
}

/// A version that there is advice about, as one with errors.
fn strictly(product: Product) -> Product {
    match product {
        Product::Fresh(fresh) if !fresh.advice.is_empty() => {
            let Fresh { module, source, warnings: mut diagnostics, sources, advice, .. } = *fresh;
            diagnostics.extend(advice.into_iter().map(|text| Diagnostic::error(Span::default(), text)));
            Product::Rejected { path: source.path.clone(), module: Some(module), diagnostics, sources }
        }
        other => other,
    }
}

fn no_outcome() -> Outcome {
    unreachable!("every text has an outcome")
}
