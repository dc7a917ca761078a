//! Random sequences of all that happens to versions, against a small model that says which version each
//! process must run and which versions must be in memory.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use swerl_runtime::atom::Atom;
use swerl_runtime::build;
use swerl_runtime::names;
use swerl_runtime::owned::OwnedTerm;
use swerl_runtime::signals::{send_exit, send_message};
use swerl_runtime::term::Term;

use crate::bench::{Bench, LIMIT};

/// Numbers from a seed (xorshift).
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound as u64) as usize
    }
}

/// A process of the module.
#[derive(Debug, Clone, Copy)]
struct Runs {
    version: u32,
    /// The version of the fun that it holds.
    fun: Option<u32>,
}

/// What must be so.
struct Model {
    bench: Bench,
    module: String,
    random: Random,
    /// The value in the text of each version.
    texts: BTreeMap<u32, usize>,
    current: u32,
    processes: BTreeMap<usize, Runs>,
    /// The versions of the funs in a table, by key.
    table: BTreeMap<usize, u32>,
    log: Vec<String>,
}

/// Answers go to a process that writes them, which the test reads.
const SINK: &str = "-export([start/0, init/0]).\n\
    start() -> spawn(?MODULE, init, []), ok.\n\
    init() -> register(model_sink, self()), ets:new(model_table, [named_table, public]), loop().\n\
    loop() -> receive M -> io:put_chars(lists:flatten(io_lib:format(\"~w\", [M]))), loop() end.\n";

fn text(value: usize) -> String {
    format!(
        "-export([start/1, loop/2]).\n\
         start(Name) -> register(Name, spawn(?MODULE, loop, [Name, none])).\n\
         loop(Name, Held) ->\n\
             receive\n\
                 {{ask, P}} -> P ! {{Name, {value}}}, same(Name, Held);\n\
                 {{move, P}} -> P ! {{Name, moved}}, ?MODULE:loop(Name, Held);\n\
                 {{give, To, P}} -> To ! {{hold, fun() -> {value} end, P}}, same(Name, Held);\n\
                 {{hold, F, P}} -> P ! {{Name, held}}, same(Name, F);\n\
                 {{drop, P}} -> P ! {{Name, dropped}}, same(Name, none);\n\
                 {{call, P}} when Held =:= none -> P ! {{Name, none}}, same(Name, Held);\n\
                 {{call, P}} -> P ! {{Name, Held()}}, same(Name, Held);\n\
                 {{put, Key, P}} ->\n\
                     ets:insert(model_table, {{Key, fun() -> {value} end}}),\n\
                     P ! {{Name, put}}, same(Name, Held);\n\
                 {{get, Key, P}} ->\n\
                     [{{_, F}}] = ets:lookup(model_table, Key), P ! {{Name, F()}}, same(Name, Held);\n\
                 {{delete, Key, P}} -> ets:delete(model_table, Key), P ! {{Name, deleted}}, same(Name, Held)\n\
             end.\n\
         same(Name, Held) -> loop(Name, Held).\n"
    )
}

impl Model {
    fn new(seed: u64) -> Model {
        let bench = Bench::new();
        let module = format!("model{seed}");
        bench.load(&module, &text(0));
        Model {
            bench,
            module,
            random: Random(seed * 0x9e37_79b9 + 1),
            texts: BTreeMap::from([(1, 0)]),
            current: 1,
            processes: BTreeMap::new(),
            table: BTreeMap::new(),
            log: Vec::new(),
        }
    }

    fn name(&self, process: usize) -> String {
        format!("{}_p{process}", self.module)
    }

    fn pid(&self, name: &str) -> Term {
        let start = Instant::now();
        loop {
            if let Some(pid) = names::whereis(Atom::new(name)) {
                return pid;
            }
            assert!(start.elapsed() < LIMIT, "{name} is not there: {:?}", self.log);
            std::thread::yield_now();
        }
    }

    /// Sends `{Tag, Parts…, Sink}` to a process and waits for `{Answerer, Answer}`.
    #[track_caller]
    fn ask(&self, process: usize, tag: &str, parts: &[Term], answerer: usize, answer: &str) {
        let sink = self.pid("model_sink");
        let message = OwnedTerm::build(|heap| {
            let mut elements = vec![Atom::new(tag).term()];
            elements.extend(parts);
            elements.push(sink);
            build::tuple(heap, &elements)
        });
        assert!(send_message(self.pid(&self.name(process)), message.term()), "{:?}", self.log);
        let (prefix, expected) = (format!("{{{},", self.name(answerer)), format!("{answer}}}"));
        let deadline = Instant::now() + LIMIT;
        loop {
            let written = self.bench.written.recv_deadline(deadline);
            let written = written.unwrap_or_else(|_| panic!("no answer to {tag}: {:?}", self.log));
            if let Some(rest) = written.strip_prefix(&prefix) {
                assert_eq!(rest, expected, "{tag} of {process}, {:?}", self.log);
                return;
            }
        }
    }

    fn some_process(&mut self) -> Option<usize> {
        let all: Vec<usize> = self.processes.keys().copied().collect();
        (!all.is_empty()).then(|| all[self.random.below(all.len())])
    }

    fn value(&self, version: u32) -> String {
        self.texts[&version].to_string()
    }

    fn save(&mut self, value: usize) {
        if self.texts[&self.current] == value {
            return;
        }
        let loaded = self.bench.load(&self.module, &text(value));
        assert_eq!(loaded.version, self.texts.keys().max().unwrap() + 1, "{:?}", self.log);
        self.texts.insert(loaded.version, value);
        self.current = loaded.version;
    }

    fn step(&mut self) {
        let kind = self.random.below(15);
        self.log.push(format!("{kind}"));
        match kind {
            0 | 1 => self.save(self.texts.len() + 1),
            2 => {
                let rejected = self.bench.reject(&self.module, "loop( -> 1.\n");
                assert!(!rejected.diagnostics.is_empty());
            }
            3 => {
                let value = self.random.below(self.texts.len());
                let value = self.texts[&(value as u32 + 1)];
                self.save(value);
            }
            4 => {
                let version = self.random.below(self.texts.len()) as u32 + 1;
                if version != self.current {
                    let back = self.bench.server.rollback(&self.module, Some(version)).unwrap();
                    assert_eq!((back.from, back.to), (Some(self.current), version));
                    self.current = version;
                }
            }
            5 => self.purge(),
            6 | 7 => self.spawn(),
            _ => {
                if let Some(process) = self.some_process() {
                    self.use_process(kind, process);
                }
            }
        }
    }

    fn spawn(&mut self) {
        let process = self.log.len();
        let args = vec![Atom::new(&self.name(process)).term()];
        let start =
            swerl_runtime::spawn::Start::call(Atom::new(&self.module), Atom::new("start"), args).unwrap();
        swerl_runtime::spawn::spawn_outside(&start, false).unwrap();
        self.pid(&self.name(process));
        // The process that registers it ends by itself; what it has made starts in the current version.
        self.processes.insert(process, Runs { version: self.current, fun: None });
        self.ask(process, "ask", &[], process, &self.value(self.current));
    }

    fn use_process(&mut self, kind: usize, process: usize) {
        let runs = self.processes[&process];
        let key = self.log.len();
        match kind {
            8 => self.ask(process, "ask", &[], process, &self.value(runs.version)),
            9 => {
                self.ask(process, "move", &[], process, "moved");
                self.processes.get_mut(&process).unwrap().version = self.current;
            }
            10 => {
                let Some(to) = self.some_process() else { return };
                let pid = self.pid(&self.name(to));
                self.ask(process, "give", &[pid], to, "held");
                self.processes.get_mut(&to).unwrap().fun = Some(runs.version);
            }
            11 => {
                let answer = runs.fun.map_or("none".to_string(), |version| self.value(version));
                self.ask(process, "call", &[], process, &answer);
                self.ask(process, "drop", &[], process, "dropped");
                self.processes.get_mut(&process).unwrap().fun = None;
            }
            12 => {
                let key = self.module.len() * 1_000_000 + key;
                self.ask(process, "put", &[Term::small(key as i64)], process, "put");
                self.table.insert(key, runs.version);
            }
            13 => {
                let Some((&key, &version)) = self.table.iter().next() else { return };
                let key_term = Term::small(key as i64);
                self.ask(process, "get", &[key_term], process, &self.value(version));
                self.ask(process, "delete", &[key_term], process, "deleted");
                self.table.remove(&key);
            }
            _ => {
                let pid = self.pid(&self.name(process));
                send_exit(swerl_runtime::message::Signal::Exit, pid, pid, Atom::new("kill").term());
                self.processes.remove(&process);
                self.wait_gone(process);
            }
        }
    }

    fn wait_gone(&self, process: usize) {
        let start = Instant::now();
        while names::whereis(Atom::new(&self.name(process))).is_some() {
            assert!(start.elapsed() < LIMIT, "{process} lives on");
            std::thread::yield_now();
        }
    }

    fn purge(&mut self) {
        let current = self.current;
        let uses_old =
            |runs: &Runs| runs.version != current || runs.fun.is_some_and(|version| version != current);
        let gone: Vec<usize> =
            self.processes.iter().filter(|(_, runs)| uses_old(runs)).map(|(&process, _)| process).collect();
        // A process that has just been told something may still have it among its dead variables, so that more
        // may be ended: funs are counted as they are found.
        let purged = self.bench.server.purge(&self.module);
        assert!(purged || gone.is_empty(), "{:?}", self.log);
        for process in gone {
            self.wait_gone(process);
        }
        self.processes.retain(|_, runs| !uses_old(runs));
        let module = self.module.clone();
        self.processes
            .retain(|process, _| names::whereis(Atom::new(&format!("{module}_p{process}"))).is_some());
    }

    /// The versions that must be in memory, and no others after a while.
    fn check(&self) {
        let mut needed = BTreeSet::from([self.current]);
        for runs in self.processes.values() {
            needed.insert(runs.version);
            needed.extend(runs.fun);
        }
        needed.extend(self.table.values());
        let needed: Vec<u32> = needed.into_iter().collect();
        let resident = self.bench.resident(&self.module);
        assert!(
            needed.iter().all(|version| resident.contains(version)),
            "{needed:?} {resident:?} {:?}",
            self.log
        );
        self.bench.wait_resident(&self.module, &needed);
    }
}

#[test]
fn whatever_happens_each_process_runs_the_version_that_it_must() {
    let bench = Bench::new();
    bench.load("model_sink", SINK);
    bench.spawn("model_sink", "start");
    for seed in 1..=6 {
        let mut model = Model::new(seed);
        for step in 0..60 {
            model.step();
            if step % 20 == 19 {
                model.check();
            }
        }
        model.check();
    }
}
