//! Evaluating expressions in a process of the language, one after the other, with bindings that
//! persist. The prompt and `swerl run` are both built on this.

mod answers;
pub mod commands;
mod link;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use crossbeam_channel::{Receiver, RecvTimeoutError, never, select};
use swerl_code::{CodeServer, Refused};
use swerl_runtime::atom::Atom;
use swerl_runtime::build;
use swerl_runtime::code::ExportCell;
use swerl_runtime::owned::OwnedTerm;
use swerl_runtime::table;
use swerl_runtime::term::Term;

pub use answers::Results;
pub use link::{Death, Exception, Explanation};
use link::{Link, Report};

/// What a person's expressions have bound, and the process that evaluates them.
pub struct Session {
    server: Arc<CodeServer>,
    link: &'static Link,
    reports: Receiver<Report>,
    /// Ctrl-C.
    interrupts: Receiver<()>,
    bindings: BTreeMap<String, OwnedTerm>,
    /// The process that evaluates; `None` until it says that it is there.
    evaluator: Option<Term>,
    /// The process that makes another evaluating process when that ends.
    guard: Option<Term>,
}

/// What came of an evaluation.
#[derive(Debug)]
pub enum Evaluated {
    Value(OwnedTerm),
    /// The text is none that can be evaluated.
    Refused(Refused),
    Raised(Exception),
    /// The evaluating process was ended from outside, with this reason.
    Died(OwnedTerm),
    /// The program is to end.
    Quit,
}

/// How often it is looked whether the processes behind the prompt are still there: a program may end them.
const LOOK: Duration = Duration::from_millis(100);

/// How long a process that has been told to die may take before the prompt comes back without it. Only
/// a built-in function that computes for long can keep it from its next turn.
const STOPPING: Duration = Duration::from_secs(1);

impl Session {
    /// Starts the process that evaluates. At most one session is started in a program.
    pub fn start(server: Arc<CodeServer>, interrupts: Option<Receiver<()>>) -> Session {
        let (link, reports) = link::install(server.clone());
        // A fresh table has room for one process.
        let guard = link.replace();
        let interrupts = interrupts.unwrap_or_else(never);
        Session { server, link, reports, interrupts, bindings: BTreeMap::new(), evaluator: None, guard }
    }

    /// Calls `told` when the evaluating process dies while nothing is evaluated.
    pub fn when_idle_death(&self, told: impl Fn(&Death) + Send + Sync + 'static) {
        self.link.when_idle_death(Box::new(told));
    }

    /// The values of earlier expressions.
    pub fn results(&self) -> &'static Results {
        &self.link.results
    }

    /// The names that are bound, with their values.
    pub fn bindings(&self) -> impl Iterator<Item = (&str, &OwnedTerm)> {
        self.bindings.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// Forgets one name, or all.
    pub fn forget(&mut self, name: Option<&str>) {
        match name {
            Some(name) => drop(self.bindings.remove(name)),
            None => self.bindings.clear(),
        }
    }

    /// Compiles and evaluates a text that ends with a dot.
    pub fn evaluate(&mut self, text: &str) -> Evaluated {
        let bound: Vec<String> = self.bindings.keys().cloned().collect();
        let evaluation = match self.server.compile_expressions(text, &bound) {
            Ok(evaluation) => evaluation,
            Err(refused) => return Evaluated::Refused(refused),
        };
        let values: Vec<Term> =
            evaluation.uses.iter().filter_map(|name| Some(self.bindings.get(name)?.term())).collect();
        let args = OwnedTerm::build(|heap| build::list(heap, values));
        let result = match self.call(link::Call { function: evaluation.cell, args, is_for_value: true }) {
            Evaluated::Value(result) => result,
            other => return other,
        };
        let Some(&[value, bound]) = build::tuple_elements(result.term()) else {
            return Evaluated::Value(result);
        };
        let values = build::tuple_elements(bound).unwrap_or_default();
        for (name, &value) in evaluation.binds.iter().zip(values) {
            self.bindings.insert(name.clone(), OwnedTerm::new(value));
        }
        Evaluated::Value(OwnedTerm::new(value))
    }

    /// Calls a function with a list of arguments in the evaluating process, for what it does: a value is `ok` at any rate.
    pub fn run(&mut self, function: &'static ExportCell, args: OwnedTerm) -> Evaluated {
        self.call(link::Call { function, args, is_for_value: false })
    }

    fn call(&mut self, call: link::Call) -> Evaluated {
        self.await_evaluator();
        self.link.ask(call);
        let evaluated = self.await_answer();
        self.link.answered();
        evaluated
    }

    /// Takes note of what has happened to the evaluating process in the meantime, and waits for the
    /// next one if there is none.
    fn await_evaluator(&mut self) {
        while let Ok(report) = self.reports.try_recv() {
            self.note(&report);
        }
        if self.guard_is_gone()
            && let Some(pid) = self.evaluator.take()
        {
            // With nobody to tell of its end.
            self.link.kill(pid);
        }
        while self.evaluator.is_none() {
            if self.guard_is_gone() {
                self.guard = self.link.replace();
            }
            match self.reports.recv_timeout(LOOK) {
                Ok(report) => self.note(&report),
                Err(RecvTimeoutError::Timeout) => {}
                // The link is never dropped.
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    /// Whether somebody has ended the guard, or there was no room for it.
    fn guard_is_gone(&self) -> bool {
        self.guard.is_none_or(|pid| !table::is_alive(pid))
    }

    fn note(&mut self, report: &Report) {
        match report {
            Report::Started(pid) => self.evaluator = Some(*pid),
            Report::Ended(death) if self.evaluator == Some(death.pid) => self.evaluator = None,
            _ => {}
        }
    }

    fn await_answer(&mut self) -> Evaluated {
        loop {
            select! {
                recv(self.reports) -> report => {
                    let Ok(report) = report else { return Evaluated::Quit };
                    self.note(&report);
                    match report {
                        Report::Done(value) => return Evaluated::Value(value),
                        Report::Raised(exception) => {
                            self.evaluator = None;
                            return Evaluated::Raised(exception);
                        }
                        Report::Ended(death) => return Evaluated::Died(death.reason),
                        Report::Quit => return Evaluated::Quit,
                        Report::Started(_) => {}
                    }
                }
                recv(self.interrupts) -> _ => return self.interrupt(),
                default(LOOK) => {
                    if self.guard_is_gone() && self.evaluator.is_some_and(|pid| !table::is_alive(pid)) {
                        // Both are gone: nobody can say so.
                        self.evaluator = None;
                        return Evaluated::Died(OwnedTerm::new(Atom::new("killed").term()));
                    }
                }
            }
        }
    }

    /// Ends the evaluating process, and with it what it evaluates.
    fn interrupt(&mut self) -> Evaluated {
        if let Some(pid) = self.evaluator {
            self.link.kill(pid);
        }
        let deadline = crossbeam_channel::after(STOPPING);
        while self.evaluator.is_some() {
            select! {
                recv(self.reports) -> report => match report {
                    Ok(report) => self.note(&report),
                    Err(_) => return Evaluated::Quit,
                },
                recv(deadline) -> _ => {
                    self.guard = self.link.replace();
                    self.evaluator = None;
                }
            }
        }
        // What was pressed meanwhile was meant for this evaluation.
        while self.interrupts.try_recv().is_ok() {}
        Evaluated::Died(OwnedTerm::new(Atom::new("killed").term()))
    }
}
