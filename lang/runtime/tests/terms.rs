//! What the built-in functions on data answer, case by case, against what Erlang/OTP answered. The
//! cases lie in `terms/*.txt`; `terms/record.escript` writes them.

#[path = "terms/reader.rs"]
mod reader;

use std::collections::HashMap;
use std::path::Path;
use std::sync::atomic::AtomicPtr;

use swerl_runtime::atom::Atom;
use swerl_runtime::bif::{Bif, BifEntry};
use swerl_runtime::build::{self, Arena, Heap};
use swerl_runtime::code::{self, Entries, ExportCell, FunEntry, WORD_RAISE};
use swerl_runtime::compare;
use swerl_runtime::exports;
use swerl_runtime::format::{self, Encoding, Pretty};
use swerl_runtime::process::{NewProcess, Process};
use swerl_runtime::seats::Seated;
use swerl_runtime::term::{IMM_PID, IMM_REF, Kind, NIL, Term, header};

/// The built-in functions by name, and a process to call them with.
struct Machine {
    bifs: HashMap<(String, String, u32), BifEntry>,
    process: Seated,
}

impl Machine {
    fn new() -> Machine {
        code::install(Entries {
            enter: no_code,
            exit: std::ptr::null(),
            undefined_thunk: |_| std::ptr::null(),
            bif_thunk: |_| std::ptr::null(),
            external_fun: |_| std::ptr::null(),
            resolve: |_| None,
        });
        let key = |bif: &Bif| (bif.module.to_string(), bif.name.to_string(), bif.arity);
        let bifs = swerl_runtime::bifs::all().iter().map(|bif| (key(bif), bif.entry)).collect();
        let initial = exports::cell(Atom::new("test"), Atom::new("test"), 0);
        let start = NewProcess { entry: std::ptr::null(), args: &[], initial, group_leader: NIL };
        Machine { bifs, process: Process::new(&start).expect("a seat") }
    }

    /// The value, or `error:reason`.
    fn call(&mut self, module: &str, name: &str, args: &[Term]) -> String {
        let key = (module.to_owned(), name.to_owned(), args.len() as u32);
        let entry = *self.bifs.get(&key).unwrap_or_else(|| panic!("no built-in function {key:?}"));
        let arg = |index: usize| args.get(index).copied().unwrap_or(NIL);
        let word = entry(&mut *self.process, arg(0), arg(1), arg(2), arg(3));
        if word == WORD_RAISE {
            let reason = swerl_runtime::raise::take().reason;
            return format!("error:{}", format::write_term(reason, Encoding::Unicode));
        }
        format::write_term(Term(word), Encoding::Unicode)
    }
}

extern "C" fn no_code(_: *mut Process) -> u64 {
    code::Leave::Exit as u64
}

/// What a case answers now and what it should.
fn answers(machine: &mut Machine, line: &str) -> (String, String) {
    let mut heap = Arena::new();
    let parts: Vec<&str> = line.split('\t').collect();
    match parts[..] {
        ["call", module, name, args, expected] => {
            let args = reader::read(&mut heap, args);
            let name = Atom::from_term(reader::read(&mut heap, name)).expect("a name").name();
            let args = build::list_elements(args).expect("arguments");
            (machine.call(module, name, &args), expected.to_owned())
        }
        ["format", control, args, expected] => {
            let control = build::string(&mut heap, &reader::unquote(control));
            let args = reader::read(&mut heap, args);
            let expected = if expected == "error" { expected.to_owned() } else { reader::unquote(expected) };
            let text = format::format(control, args).map_or("error".to_owned(), |chars| chars.to_text());
            (text, expected)
        }
        ["deep", control, args, expected] => {
            let control = build::string(&mut heap, &reader::unquote(control));
            let args = reader::read(&mut heap, args);
            let deep = format::format(control, args).and_then(|chars| chars.to_term(&mut heap));
            let deep = deep.unwrap_or_else(|_| build::string(&mut heap, "error"));
            (format::write_term(deep, Encoding::Unicode), expected.to_owned())
        }
        ["shell", column, length, term, expected] => {
            let number = |text: &str| text.parse().expect("a number");
            let options = Pretty::shell(number(column), number(length));
            (format::pretty(reader::read(&mut heap, term), options), reader::unquote(expected))
        }
        _ => panic!("no case: {line}"),
    }
}

/// Runs all cases of a file.
fn check(file: &Path) {
    let mut machine = Machine::new();
    let cases = std::fs::read_to_string(file).expect("a file of cases");
    assert!(!cases.is_empty());
    let mut wrong = 0;
    for line in cases.lines() {
        let (answer, expected) = answers(&mut machine, line);
        if answer != expected {
            wrong += 1;
            if wrong <= 20 {
                eprintln!("{line}\n  expected {expected}\n  answered {answer}");
            }
        }
    }
    assert!(wrong == 0, "{wrong} of {} cases of {} differ", cases.lines().count(), file.display());
}

/// The folder of the cases; another one can be named to try more of them.
fn folder() -> std::path::PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/terms");
    std::env::var_os("SWERL_TERM_CASES").map_or(own, Into::into)
}

macro_rules! files {
    ($($name:ident)*) => {
        $(
            #[test]
            fn $name() {
                check(&folder().join(concat!(stringify!($name), ".txt")));
            }
        )*
    };
}

files! { arithmetic order hash convert lists tuples math plain pretty controls shell deep }

/// A fun of `entry` that closed over `captured`.
fn fun(heap: &mut Arena, entry: &'static FunEntry, captured: &[Term]) -> Term {
    let object = heap.alloc(2 + captured.len());
    let words = captured.iter().map(|term| term.0);
    let words =
        [header(Kind::Fun, 1 + captured.len()), entry as *const FunEntry as u64].into_iter().chain(words);
    for (index, word) in words.enumerate() {
        // SAFETY: room for header, entry and captured terms was asked for.
        unsafe { object.add(index).write(word) };
    }
    Term::from_boxed(object)
}

fn local(index: u32) -> &'static FunEntry {
    Box::leak(Box::new(FunEntry {
        code: AtomicPtr::new(std::ptr::null_mut()),
        export: std::ptr::null(),
        arity: 1,
        index,
        unique: 7,
        module: Atom::new("My mod"),
        name: Atom::new("-f/0-fun-0-"),
        version: 1,
        mark: swerl_runtime::census::MarkRef::none(),
    }))
}

#[test]
fn funs() {
    let mut machine = Machine::new();
    let mut heap = Arena::new();
    let cell = ExportCell::leak(Atom::new("lists"), Atom::new("map"), 2, code::entries());
    let external = fun(&mut heap, cell.fun_entry(), &[]);
    let (first, second) = (local(0), local(1));
    let one = fun(&mut heap, first, &[Term::small(1)]);
    let same = fun(&mut heap, first, &[Term::small(1)]);
    let other = fun(&mut heap, first, &[Term::small(2)]);
    let last = fun(&mut heap, second, &[]);
    let mut call = |name: &str, args: &[Term]| machine.call("erlang", name, args);
    assert_eq!(
        call("fun_info", &[external]),
        "[{module,lists},{name,map},{arity,2},{env,[]},{type,external}]"
    );
    assert_eq!(call("fun_info", &[one, Atom::new("env").term()]), "{env,[1]}");
    assert_eq!(call("fun_info", &[one, Atom::new("foo").term()]), "error:badarg");
    assert_eq!(call("is_function", &[external, Term::small(2)]), "true");
    assert_eq!(call("is_function", &[one, Term::small(2)]), "false");
    assert_eq!(call("is_function", &[one, Term::small(-1)]), "error:badarg");
    assert_eq!(call("=:=", &[one, same]), "true");
    assert_eq!(call("phash2", &[one]), call("phash2", &[same]));
    for (less, more) in [(one, other), (other, last), (last, external), (Atom::new("z").term(), one)] {
        assert_eq!((call("<", &[less, more]), call("<", &[more, less])), ("true".into(), "false".into()));
    }
    let pretty = |term| format::pretty(term, Pretty::default());
    assert_eq!((pretty(external), pretty(one)), ("fun lists:map/2".into(), "#Fun<'My mod'.0.7>".into()));
}

#[test]
fn pids_and_references() {
    let mut heap = Arena::new();
    let pid = |serial: u64, slot: u64| Term::immediate(IMM_PID, serial << 24 | slot);
    let reference = Term::immediate(IMM_REF, 3 << 36 | 2 << 18 | 1);
    let list = build::list(&mut heap, [pid(81, 5), pid((2 << 15) + 9, 1), reference]);
    assert_eq!(format::write_term(list, Encoding::Latin1), "[<0.81.0>,<0.9.2>,#Ref<0.3.2.1>]");
    assert!(compare::compare(pid(1, 9), pid(2, 0)).is_lt());
    assert!(compare::compare(reference, pid(1, 1)).is_lt());
}
