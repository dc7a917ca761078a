//! What a compilation leaves to the next one of the same file: for each function's form what it says, what was found
//! in it and its machine code. Where a form stands unchanged, and what it depends on has not changed either, all of it
//! is taken over.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hasher};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex};

use swerl_core::ir::{self, FunctionId};
use swerl_core::{FormIds, Kept, KeptForms, Lowering, Symbol};
use swerl_jit::{FunctionCode, Reused};
use swerl_syntax::ast::{FormKind, Name};
use swerl_syntax::{Footing, Includes, KnownForm, KnownForms, Standing};

use crate::check::{self, Lowered, has_errors};
use crate::diff::Digests;
use crate::module::{Source, lock};
use crate::outcome::Options;
use crate::shapes::FormShapes;
use crate::summary::{FormSummary, Summary};

/// Files of which something is kept. A person changes fewer at a time; for those beyond it the first change takes
/// longer.
const FILES: usize = 256;

/// Forms that begin with the same line and are compared with a text: few in any text that a person writes.
const ALIKE: usize = 8;

/// What is kept, by the path of the file.
static KEPT: LazyLock<Mutex<HashMap<PathBuf, Arc<KeptFile>>>> = LazyLock::new(Mutex::default);

/// What the last compilation of a file has left.
struct KeptFile {
    macros: Vec<(String, Option<String>)>,
    text: Arc<str>,
    /// What the attributes said, see [`swerl_syntax::Parsed`].
    attributes: u64,
    forms: Vec<KeptForm>,
    /// The forms by a hash of their first lines.
    index: HashMap<u64, Vec<usize>>,
}

/// A function's form. Its parts were made at the same time, where [`Kept::line`] says.
#[derive(Clone)]
struct KeptForm {
    /// Where its text is in that of the file, dot included.
    range: Range<usize>,
    footing: Footing,
    kept: Arc<Kept>,
    notes: Arc<Notes>,
    code: Arc<[KeptCode]>,
}

/// The code of a function.
struct KeptCode {
    code: Arc<FunctionCode>,
    callees: Vec<Symbol>,
}

/// What there is to say of a function's form.
#[derive(Debug, Default)]
struct Notes {
    /// `name/arity`
    name: Arc<str>,
    digest: u64,
    summary: Arc<FormSummary>,
    shapes: Arc<FormShapes>,
}

/// The function forms of a text that is being compiled, in source order.
#[derive(Default)]
pub(crate) struct Forms {
    forms: Vec<Form>,
    lowering: Lowering,
    attributes: u64,
}

struct Form {
    ids: FormIds,
    notes: Arc<Notes>,
    /// How many lines it stands further down than when it was compiled.
    lines: i32,
    origin: Origin,
}

enum Origin {
    /// Taken over, with its code.
    Kept(KeptForm, Vec<Reused>),
    /// Looked into. What the next compilation needs of it, and where its text is.
    Fresh(Option<Box<(Kept, Footing)>>),
}

impl KeptFile {
    fn new(
        text: Arc<str>,
        macros: Vec<(String, Option<String>)>,
        attributes: u64,
        forms: Vec<KeptForm>,
    ) -> KeptFile {
        let mut index: HashMap<u64, Vec<usize>> = HashMap::new();
        for (number, form) in forms.iter().enumerate() {
            index.entry(first_line(&text[form.range.clone()])).or_default().push(number);
        }
        KeptFile { macros, text, attributes, forms, index }
    }
}

/// A hash of a text's first line.
fn first_line(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let end = bytes.iter().position(|&byte| byte == b'\n').unwrap_or(bytes.len());
    let mut hasher = DefaultHasher::new();
    hasher.write(&bytes[..end]);
    hasher.finish()
}

/// Finds the kept forms in a text.
struct Finder<'k> {
    file: &'k KeptFile,
    /// Those that are not to be found.
    stale: &'k HashSet<usize>,
    /// The form after the one that was found last: most often it is the next one.
    next: usize,
}

impl Finder<'_> {
    fn fits(&self, number: usize, text: &str, standing: &Standing) -> bool {
        !self.stale.contains(&number)
            && self.file.forms.get(number).is_some_and(|form| {
                text.as_bytes().starts_with(&self.file.text.as_bytes()[form.range.clone()])
                    && form.footing.holds(standing)
                    && (!form.kept.fixed || form.kept.line == standing.line)
            })
    }
}

impl KnownForms for Finder<'_> {
    fn find(&mut self, text: &str, standing: &Standing) -> Option<KnownForm> {
        let fits = |&number: &usize| self.fits(number, text, standing);
        let number = Some(self.next).filter(fits).or_else(|| {
            let alike = self.file.index.get(&first_line(text))?;
            alike.iter().copied().take(ALIKE).find(fits)
        })?;
        self.next = number + 1;
        let form = &self.file.forms[number];
        let (name, arity) = form.kept.function()?;
        let length = form.kept.span.end - form.kept.span.start;
        Some(KnownForm { id: number, bytes: form.range.len(), length, name: name.clone(), arity })
    }
}

/// Parses and lowers the text of the file `path`, and takes over what it can. `with` gives what finds included files
/// to what it is given, up to three times.
pub(crate) fn lower(
    path: &Path,
    text: &str,
    options: &Options,
    mut with: impl FnMut(&dyn Fn(&mut dyn Includes) -> Option<(Lowered, Forms)>) -> Option<(Lowered, Forms)>,
) -> (Lowered, Forms) {
    let kept = lock(&KEPT).get(path).filter(|kept| kept.macros == options.macros).cloned();
    let stale = RefCell::default();
    let mut again = |file: &KeptFile| with(&|includes| attempt(path, text, options, includes, file, &stale));
    if let Some(kept) = kept {
        let lowered = again(&kept).or_else(|| if stale.borrow().is_empty() { None } else { again(&kept) });
        if let Some(lowered) = lowered {
            return lowered;
        }
    }
    again(&KeptFile::new("".into(), Vec::new(), 0, Vec::new())).unwrap_or_default()
}

/// Parses and lowers a text; nothing if what was kept does not hold. `stale`: kept forms that are not to be taken over;
/// more are added if what was kept holds but for these.
fn attempt(
    path: &Path,
    text: &str,
    options: &Options,
    includes: &mut dyn Includes,
    file: &KeptFile,
    stale: &RefCell<HashSet<usize>>,
) -> Option<(Lowered, Forms)> {
    let name = path.display().to_string();
    let known_stale = stale.borrow().clone();
    let mut finder = Finder { file, stale: &known_stale, next: 0 };
    let parsed = swerl_syntax::parse_module_knowing(
        &name,
        text,
        &check::syntax_options(options),
        includes,
        &mut finder,
    );
    if !parsed.known.is_empty() && parsed.attributes != file.attributes {
        return None;
    }
    let known: KeptForms =
        parsed.known.iter().map(|&(form, number)| (form, file.forms[number].kept.clone())).collect();
    let options = Default::default();
    let lowered = swerl_core::lower_module_keeping(&parsed.module, &parsed.sources, &options, &known);
    let (core, findings, mut lowering) = lowered?;
    let mut forms = Vec::new();
    if !has_errors(&findings) && !core.functions.is_empty() {
        let numbers: HashMap<usize, usize> = parsed.known.iter().copied().collect();
        let reused = std::mem::take(&mut lowering.reused);
        let mut prints = HashMap::new();
        let changed = reused.iter().filter_map(|ids| {
            let number = *numbers.get(&ids.form)?;
            (!leaves_hold(&file.forms[number], ids, &lowering, &core, &mut prints)).then_some(number)
        });
        let changed: Vec<usize> = changed.collect();
        if !changed.is_empty() {
            stale.borrow_mut().extend(changed);
            return None;
        }
        for ids in reused {
            let form = &file.forms[*numbers.get(&ids.form)?];
            let place = parsed.module.forms[ids.form].span;
            let start = place.start as usize;
            let form = KeptForm { range: start..start + form.range.len(), ..form.clone() };
            forms.push(take_over(form, parsed.sources.line(place), ids, &lowering)?);
        }
        let mut footings: HashMap<usize, Footing> = parsed.footings.iter().copied().collect();
        for (ids, kept) in std::mem::take(&mut lowering.fresh) {
            let FormKind::Function(function) = &parsed.module.forms[ids.form].kind else { continue };
            let shapes = FormShapes::new(function, &parsed.sources);
            let notes = Arc::new(Notes::new(&core, &ids, shapes));
            let origin = Origin::Fresh(kept.zip(footings.remove(&ids.form)).map(Box::new));
            forms.push(Form { ids, notes, lines: 0, origin });
        }
        forms.sort_unstable_by_key(|form| form.ids.form);
    }
    let attributes = parsed.attributes;
    Some((Lowered::new(path, parsed, core, findings), Forms { forms, lowering, attributes }))
}

/// Whether the functions whose bodies stand in the code of a form are what they were. `prints`: what is known of
/// functions already.
fn leaves_hold(
    form: &KeptForm,
    ids: &FormIds,
    lowering: &Lowering,
    core: &ir::Module,
    prints: &mut HashMap<FunctionId, Option<u64>>,
) -> bool {
    form.code.iter().all(|function| {
        function.code.leaves().iter().all(|&(callee, print)| {
            let id = lowering.resolve(ids, &function.callees[callee as usize]);
            id.is_some_and(|id| {
                *prints.entry(id).or_insert_with(|| swerl_core::leaf::fingerprint(core, id)) == Some(print)
            })
        })
    })
}

/// A kept form that begins at `line` now.
fn take_over(form: KeptForm, line: u32, ids: FormIds, lowering: &Lowering) -> Option<Form> {
    let lines = line as i32 - form.kept.line as i32;
    let code = form.code.iter().map(|function| {
        let callees = function.callees.iter().map(|symbol| lowering.resolve(&ids, symbol));
        let callees = callees.collect::<Option<_>>()?;
        Some(Reused { code: function.code.clone(), callees, line_shift: lines })
    });
    let code: Vec<Reused> = code.collect::<Option<_>>()?;
    if code.len() != ids.ids.len() {
        return None;
    }
    Some(Form { ids, notes: form.notes.clone(), lines, origin: Origin::Kept(form, code) })
}

impl Notes {
    fn new(core: &ir::Module, form: &FormIds, shapes: FormShapes) -> Notes {
        let Some(written) = form.ids.first().map(|id| &core.functions[id.0 as usize]) else {
            return Notes::default();
        };
        let name: Arc<str> = format!("{}/{}", written.name, written.arity()).into();
        // Funs are numbered within the form: elsewhere a fun more does not make a function another.
        let lifted = form.ids.iter().skip(1).enumerate();
        let names: HashMap<FunctionId, Name> =
            lifted.map(|(number, &id)| (id, format!("-{name}-fun-{}-", number + 1).into())).collect();
        let digests = form.ids.iter().map(|&id| swerl_core::digest(core, id, &names));
        let digest = digests.reduce(|all, digest| all.rotate_left(5) ^ digest).unwrap_or_default();
        let summary = Arc::new(FormSummary::new(core, &form.ids));
        Notes { name, digest, summary, shapes: Arc::new(shapes) }
    }
}

impl Forms {
    pub fn digests(&self) -> Digests {
        Digests::new(self.forms.iter().map(|form| (form.notes.name.clone(), form.notes.digest)))
    }

    pub fn summary(&self, core: &ir::Module) -> Summary {
        let forms = self.forms.iter().map(|form| (form.notes.summary.clone(), form.lines)).collect();
        Summary::new(forms, core)
    }

    pub fn shapes(&self) -> Vec<(Arc<FormShapes>, i32)> {
        self.forms.iter().map(|form| (form.notes.shapes.clone(), form.lines)).collect()
    }

    /// The code that is taken over, by the number of the function.
    pub fn code(&self) -> Vec<Option<Reused>> {
        let mut all = Vec::new();
        for form in &self.forms {
            if let Origin::Kept(_, code) = &form.origin {
                for (id, code) in form.ids.ids.iter().zip(code) {
                    let index = id.0 as usize;
                    if all.len() <= index {
                        all.resize_with(index + 1, || None);
                    }
                    all[index] = Some(code.clone());
                }
            }
        }
        all
    }
}

/// Keeps what a compilation has come to.
pub(crate) fn keep(
    forms: Forms,
    source: &Source,
    core: &ir::Module,
    functions: &[Arc<FunctionCode>],
    options: &Options,
) {
    let Forms { forms, lowering, attributes } = forms;
    let mut kept = Vec::with_capacity(forms.len());
    for Form { ids, notes, origin, .. } in forms {
        match origin {
            Origin::Kept(form, _) => kept.push(form),
            Origin::Fresh(Some(looked_into)) => {
                let (form, footing) = *looked_into;
                let range = form.span.start as usize..footing.end as usize;
                let code = ids.ids.iter().map(|id| {
                    let code = functions.get(id.0 as usize)?.clone();
                    let callees = lowering.symbols(core, &ids, code.callees())?;
                    Some(KeptCode { code, callees })
                });
                let Some(code) = code.collect::<Option<Arc<[KeptCode]>>>() else { continue };
                kept.push(KeptForm { range, footing, kept: Arc::new(form), notes, code });
            }
            Origin::Fresh(None) => {}
        }
    }
    let file = KeptFile::new(source.content.text.clone(), options.macros.clone(), attributes, kept);
    let mut all = lock(&KEPT);
    if all.len() >= FILES && !all.contains_key(&source.path) {
        all.clear();
    }
    all.insert(source.path.clone(), Arc::new(file));
}

#[cfg(test)]
mod tests {
    use super::*;
    use swerl_syntax::NoIncludes;

    const HEAD: &str = "-module(reuse).\n-compile(export_all).\n-define(A, 1).\n-record(r, {a}).\n";
    const BODY: &str =
        "f(X) -> g(X) + 1.\n\ng(X) -> {X, ?A}.\nh(R) ->\n    R#r.a.\ni() -> fun f/1.\nj() -> ?LINE.\n";

    /// Compiles a text and keeps what there is to keep; gives the functions that were looked into.
    fn compile(path: &str, text: &str) -> Vec<String> {
        let options = Options::default();
        let (lowered, forms) = lower(Path::new(path), text, &options, |lower| lower(&mut NoIncludes));
        assert!(!has_errors(&lowered.diagnostics), "{:?}", lowered.diagnostics);
        let fresh = forms.forms.iter().filter(|form| matches!(form.origin, Origin::Fresh(_)));
        let fresh = fresh.map(|form| form.notes.name.to_string()).collect();
        let kept = crate::module::Kept {
            number: 1,
            path: path.into(),
            content: crate::module::Content { text: text.into(), included: Vec::new() },
            difference: Default::default(),
            made: std::time::SystemTime::now(),
        };
        let source = Source {
            kept: kept.into(),
            digests: forms.digests(),
            summary: forms.summary(&lowered.core),
            shapes: Default::default(),
        };
        swerl_jit::start(|_| None);
        let compiled = swerl_jit::compile(&lowered.core, 1, &forms.code()).expect("code");
        keep(forms, &source, &lowered.core, &compiled.functions, &options);
        fresh
    }

    #[track_caller]
    fn check(name: &str, changed: &str, expected: &str) {
        let path = format!("{name}/reuse.erl");
        assert_eq!(compile(&path, &format!("{HEAD}{BODY}")), ["f/1", "g/1", "h/1", "i/0", "j/0"]);
        assert_eq!(compile(&path, changed).join(" "), expected);
        assert_eq!(compile(&path, changed), [""; 0]);
    }

    #[test]
    fn only_what_changed_is_looked_into() {
        let text = format!("{HEAD}{BODY}");
        check("same", &text, "");
        check("one", &text.replace("+ 1", "+ 2"), "f/1");
        check("layout", &text.replace("\n\ng(", "\n%% Says a thing.\n\n\ng("), "j/0");
        check("order", &format!("{HEAD}k() -> 1.\n{}{BODY}", "\n".repeat(9)), "k/0 j/0");
        check("inner", &text.replace("h(R) ->", "h(R) -> % a record"), "h/1");
        check("macro", &text.replace("(A, 1)", "(A, 2)"), "f/1 g/1 h/1 j/0");
        // The body of g/1 stands in f/1.
        check("leaf", &text.replace("{X, ?A}", "[X, ?A]"), "f/1 g/1");
        check("lines", &text.replace("{X, ?A}", "\n{X, ?A}"), "f/1 g/1 j/0");
        check("waits", &text.replace("{X, ?A}", "receive X -> ?A end"), "f/1 g/1");
        check("calls", &text.replace("{X, ?A}", "g({X, ?A})"), "f/1 g/1");
        check("gone", &format!("{text}length(_) -> 1.\n"), "length/1");
        check("record", &text.replace("{a}", "{a, b}"), "f/1 g/1 h/1 i/0 j/0");
        check(
            "option",
            &text.replace("export_all", "[export_all, nowarn_unused_vars]"),
            "f/1 g/1 h/1 i/0 j/0",
        );
    }

    #[test]
    fn a_function_that_comes_or_goes_matters_to_those_who_ask_for_it() {
        let text = "-module(reuse).\n-export([f/1]).\n-compile({no_auto_import, [abs/1]}).\n\
            f(X) -> {erlang:abs(X), h(X)}.\nh(X) -> X.\n";
        compile("asks/reuse.erl", text);
        let more = text.replace("[f/1]", "[f/1, i/1]") + "i(X) -> h(X).\n";
        assert_eq!(compile("asks/reuse.erl", &more), ["i/1"]);
        let same = more.replace("i(X) -> h(X).", "abs(X) -> X.").replace("i/1", "abs/1");
        assert_eq!(compile("asks/reuse.erl", &same), ["abs/1"]);
        let own = "-module(reuse).\n-export([f/1]).\nf(X) -> map(X).\nmap(X) -> X.\n";
        compile("own/reuse.erl", own);
        let imported =
            own.replace("map(X) -> X.\n", "").replace("-export", "-import(lists, [map/1]).\n-export");
        assert_eq!(compile("own/reuse.erl", &imported), ["f/1"]);
    }
}
