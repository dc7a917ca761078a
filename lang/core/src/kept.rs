//! What is kept of a function's form, so that the next compilation of its module need not look into it again.
//!
//! What a form comes to depends on its own text and on the rest of the module. The caller vouches for the text, for
//! what the module's attributes say and for what stands before the form; [`Kept`] remembers the rest: which functions
//! the form asked the module for. Places are those of the compilation that made it and are moved when it is reused.

use std::collections::HashMap;
use std::sync::Arc;

use swerl_syntax::ast::Name;
use swerl_syntax::diagnostic::{Diagnostic, Severity};
use swerl_syntax::span::{FileId, SourceMap, Span};

use crate::facts::{Facts, FunKey};
use crate::ir::{Block, Function, FunctionId, Module};
use crate::leaf;

/// A function's form as it was compiled.
#[derive(Debug, Clone, Default)]
pub struct Kept {
    /// Of the form.
    pub span: Span,
    /// The line at which the form began.
    pub line: u32,
    /// It has findings that say lines in words: it holds at this line alone.
    pub fixed: bool,
    pub(crate) checked: CheckedForm,
    pub(crate) lowered: LoweredForm,
    /// The functions that the form asked for, and whether the module defines them.
    asked: Vec<(FunKey, bool)>,
}

/// What the checks found in a form.
#[derive(Debug, Clone, Default)]
pub(crate) struct CheckedForm {
    pub diagnostics: Vec<Diagnostic>,
    pub calls: Vec<FunKey>,
    pub used_records: Vec<Name>,
    pub used_imports: Vec<FunKey>,
    pub asked: Vec<FunKey>,
}

/// What a form was lowered to.
#[derive(Debug, Clone, Default)]
pub(crate) struct LoweredForm {
    /// Its functions, see [`hollow`]: the written one, then those that were lifted out of it.
    pub functions: Vec<Function>,
    /// What the bodies among them call, all of it written functions: their numbers in the bodies, their names.
    pub called: Vec<(FunctionId, FunKey)>,
    /// In the order in which it came to them.
    pub mentions: Vec<Mention>,
    pub diagnostics: Vec<Diagnostic>,
    pub asked: Vec<FunKey>,
    /// It has lines of other places, such as those of a record's definition.
    pub foreign: bool,
}

/// A function beside the written ones that a form needs.
#[derive(Debug, Clone)]
pub(crate) enum Mention {
    /// One that was lifted out of it.
    Lifted(FunctionId),
    /// The fun that calls a local function, with the line of the place.
    Wrapper(FunKey, u32),
}

/// A function by a name that holds in other compilations of the module too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Symbol {
    /// A written one.
    Written(FunKey),
    /// What calls a written one for `fun f/1`.
    Wrapper(FunKey),
    /// One of those of the form, see [`FormIds`].
    Own(u32),
}

/// The numbers of a form's functions: the written one, then those that were lifted out of it.
#[derive(Debug, Clone, Default)]
pub struct FormIds {
    /// The index of the form in the tree.
    pub form: usize,
    pub ids: Vec<FunctionId>,
}

/// How a module was lowered with parts of an earlier compilation.
#[derive(Debug, Default)]
pub struct Lowering {
    /// Forms that were looked into, and what is kept of them, unless they depend on other places.
    pub fresh: Vec<(FormIds, Option<Kept>)>,
    pub reused: Vec<FormIds>,
    pub(crate) written: HashMap<FunKey, u32>,
    pub(crate) wrappers: HashMap<FunKey, FunctionId>,
    /// The same the other way round.
    pub(crate) wrapped: HashMap<FunctionId, FunKey>,
}

impl Lowering {
    /// Names functions by what holds in other compilations; `None` where one belongs to another form.
    pub fn symbols(&self, core: &Module, form: &FormIds, functions: &[FunctionId]) -> Option<Vec<Symbol>> {
        functions.iter().map(|&id| self.symbol(core, form, id)).collect()
    }

    fn symbol(&self, core: &Module, form: &FormIds, id: FunctionId) -> Option<Symbol> {
        if let Some(own) = form.ids.iter().position(|&own| own == id) {
            return Some(Symbol::Own(own as u32));
        }
        if let Some(key) = self.wrapped.get(&id) {
            return Some(Symbol::Wrapper(key.clone()));
        }
        let function = core.functions.get(id.0 as usize)?;
        let key = (function.name.clone(), function.params.len() as u32);
        (self.written.get(&key) == Some(&id.0)).then_some(Symbol::Written(key))
    }

    /// The function that a symbol stands for in this module.
    pub fn resolve(&self, form: &FormIds, symbol: &Symbol) -> Option<FunctionId> {
        match symbol {
            Symbol::Written(key) => self.written.get(key).copied().map(FunctionId),
            Symbol::Wrapper(key) => self.wrappers.get(key).copied(),
            Symbol::Own(index) => form.ids.get(*index as usize).copied(),
        }
    }
}

impl Kept {
    /// Puts together what is kept of a form that begins at `line`; nothing of one that depends on more than the next
    /// compilation can tell.
    pub(crate) fn new(
        span: Span,
        line: u32,
        checked: CheckedForm,
        lowered: LoweredForm,
        facts: &Facts<'_>,
    ) -> Option<Kept> {
        let mut findings = checked.diagnostics.iter().chain(&lowered.diagnostics);
        let inside =
            |place: Span| place.file == span.file && span.start <= place.start && place.end <= span.end;
        let holds = |finding: &Diagnostic| {
            finding.severity != Severity::Error
                && inside(finding.span)
                && finding.labels.iter().all(|&(place, _)| inside(place))
        };
        if lowered.foreign || span.file != FileId(0) || !findings.clone().all(holds) {
            return None;
        }
        let fixed = findings.any(|finding| {
            let words = finding.labels.iter().map(|(_, words)| words).chain(&finding.help);
            words.chain([&finding.message]).any(|words| words.contains(|c: char| c.is_ascii_digit()))
        });
        let mut asked: Vec<FunKey> = checked.asked.iter().chain(&lowered.asked).cloned().collect();
        asked.sort_unstable();
        asked.dedup();
        let asked = asked.into_iter().map(|key| (key.clone(), facts.by_name.contains_key(&key))).collect();
        Some(Kept { span, line, fixed, checked, lowered, asked })
    }

    /// The name and arity of the written function.
    pub fn function(&self) -> Option<(&Name, u32)> {
        let function = self.lowered.functions.first()?;
        Some((&function.name, function.params.len() as u32))
    }

    /// Whether the module answers as it did what the form asked it.
    pub(crate) fn holds(&self, facts: &Facts<'_>) -> bool {
        self.asked.iter().all(|(key, defined)| facts.by_name.contains_key(key) == *defined)
    }
}

/// A kept form at its present place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moved<'k> {
    pub kept: &'k Kept,
    bytes: i64,
    lines: i32,
}

impl<'k> Moved<'k> {
    pub fn new(kept: &'k Kept, span: Span, sources: &SourceMap) -> Moved<'k> {
        let bytes = i64::from(span.start) - i64::from(kept.span.start);
        Moved { kept, bytes, lines: sources.line(span) as i32 - kept.line as i32 }
    }

    /// A line as it is now; line 0 is none.
    pub fn line(&self, line: u32) -> u32 {
        if line == 0 { 0 } else { line.saturating_add_signed(self.lines) }
    }

    fn span(&self, span: Span) -> Span {
        let moved = |place: u32| (i64::from(place) + self.bytes) as u32;
        Span { start: moved(span.start), end: moved(span.end), ..span }
    }

    /// Findings at their present places.
    pub fn findings(self, findings: &'k [Diagnostic]) -> impl Iterator<Item = Diagnostic> + 'k {
        findings.iter().map(move |finding| {
            let mut finding = finding.clone();
            finding.span = self.span(finding.span);
            finding.labels.iter_mut().for_each(|(span, _)| *span = self.span(*span));
            finding
        })
    }

    /// A function at its present place. `number` has the present numbers of written functions.
    pub fn function(&self, function: &Function, number: impl Fn(&FunKey) -> Option<FunctionId>) -> Function {
        let mut function = Function { line: self.line(function.line), ..function.clone() };
        if self.lines != 0 {
            function.body.lines_mut(|line| *line = self.line(*line));
        }
        let mut known = true;
        function.body.local_calls_mut(|id| {
            let called = self.kept.lowered.called.iter().find(|(then, _)| then == id);
            match called.and_then(|(_, name)| number(name)) {
                Some(now) => *id = now,
                None => known = false,
            }
        });
        if known { function } else { without_body(&function) }
    }
}

/// A function without its body, unless that may stand in other functions. Notes what the body calls; `name` has the
/// names of written functions.
pub(crate) fn hollow(
    function: &Function,
    name: impl Fn(FunctionId) -> Option<FunKey>,
    called: &mut Vec<(FunctionId, FunKey)>,
) -> Function {
    if leaf::size(function).is_some() {
        let mut kept = function.clone();
        let mut calls = Vec::new();
        kept.body.local_calls_mut(|id| calls.push((*id, name(*id))));
        if let Some(calls) = calls.into_iter().map(|(id, name)| Some((id, name?))).collect::<Option<Vec<_>>>()
        {
            called.extend(calls);
            return kept;
        }
    }
    without_body(function)
}

fn without_body(function: &Function) -> Function {
    Function {
        name: function.name.clone(),
        params: function.params.clone(),
        closure: function.closure.clone(),
        body: Block::default(),
        file: function.file.clone(),
        line: function.line,
        vars: function.vars,
        hollow: true,
    }
}

/// Kept forms by the index that the form has in the tree.
pub type KeptForms = HashMap<usize, Arc<Kept>>;
