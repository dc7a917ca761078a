//! What a module says about itself as a whole: its functions, exports, imports and records, found
//! in one pass over the forms before any of them is looked into.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use swerl_syntax::ast::{self, Expr, ExprKind, FormKind, FunName, Lost, Name};
use swerl_syntax::span::Span;

use crate::builtins;

/// A function's name and arity.
pub type FunKey = (Name, u32);

/// The facts of one module. Where the source says something twice, the first one counts.
#[derive(Debug, Default)]
pub struct Facts<'a> {
    pub module: Option<Name>,
    /// The defined functions in source order.
    pub functions: Vec<&'a ast::Function>,
    /// Where each of them is in `functions`.
    pub by_name: HashMap<FunKey, u32>,
    /// Exports in source order, with repetitions.
    pub exports: Vec<&'a FunName>,
    pub export_all: bool,
    pub imports: HashMap<FunKey, Name>,
    pub no_auto_import: NoAutoImport,
    pub records: HashMap<Name, Record<'a>>,
    pub on_load: Option<&'a FunName>,
    /// `-compile` options that are plain atoms, such as `nowarn_unused_vars`.
    pub options: HashSet<Name>,
    /// Functions that may be unused: `-compile({nowarn_unused_function, [f/1, …]})`.
    pub may_be_unused: HashSet<FunKey>,
    /// Records that may be unused: `-compile({nowarn_unused_record, [r, …]})`.
    pub records_may_be_unused: HashSet<Name>,
    /// Deprecated functions that may be called, as `m:f/a`: `-compile({nowarn_deprecated_function, …})`.
    pub may_be_deprecated: HashSet<String>,
    /// A call of an unknown local function goes to this module, as in Erlang's shell.
    pub fallback: Option<Name>,
    /// Forms that are missing because they have errors.
    pub lost: Lost,
    /// The indices of the forms that `functions` are from.
    pub forms: Vec<usize>,
    /// The functions that somebody has asked for, if that is noted.
    pub(crate) asked: RefCell<Option<HashSet<FunKey>>>,
}

/// `-compile(no_auto_import)` and `-compile({no_auto_import, [f/1, …]})`.
#[derive(Debug, Default)]
pub struct NoAutoImport {
    pub all: bool,
    pub some: HashSet<FunKey>,
}

/// A record's definition.
#[derive(Debug)]
pub struct Record<'a> {
    pub span: Span,
    pub fields: Vec<&'a ast::RecordFieldDef>,
    /// Where each field is in `fields`.
    pub index: HashMap<Name, usize>,
}

/// What a local call `f(…)` calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A function of this module, by index.
    Local(u32),
    /// A function of another module, by `-import` or by the prompt's fallback.
    Imported(Name),
    /// A function of module `erlang`.
    Builtin,
    Unknown,
}

impl<'a> Facts<'a> {
    pub fn new(module: &'a ast::Module) -> Facts<'a> {
        let mut facts = Facts { lost: module.lost.clone(), ..Facts::default() };
        for (index, form) in module.forms.iter().enumerate() {
            facts.add(form);
            facts.forms.resize(facts.functions.len(), index);
        }
        facts
    }

    /// Notes from now on which functions are asked for.
    pub fn listen(&self) {
        *self.asked.borrow_mut() = Some(HashSet::new());
    }

    /// What has been asked for since [`Facts::listen`].
    pub fn asked(&self) -> Vec<FunKey> {
        self.asked.borrow_mut().take().into_iter().flatten().collect()
    }

    fn note(&self, key: &FunKey) {
        if let Some(asked) = &mut *self.asked.borrow_mut() {
            asked.insert(key.clone());
        }
    }

    fn add(&mut self, form: &'a ast::Form) {
        match &form.kind {
            FormKind::Module(name) => {
                self.module.get_or_insert_with(|| name.clone());
            }
            FormKind::Export(names) => self.exports.extend(names),
            FormKind::Import { module, functions } => {
                for function in functions {
                    self.imports.entry(function.key()).or_insert_with(|| module.clone());
                }
            }
            FormKind::Record { name, fields } => self.add_record(form.span, name, fields),
            FormKind::OnLoad(name) => {
                self.on_load.get_or_insert(name);
            }
            FormKind::Attribute { name, value } if &**name == "compile" => self.add_option(value),
            FormKind::Function(function) => {
                let index = self.functions.len() as u32;
                let key = (function.name.clone(), function.arity);
                self.by_name.entry(key).or_insert(index);
                self.functions.push(function);
            }
            FormKind::File { .. } | FormKind::Type { .. } | FormKind::Attribute { .. } => {}
        }
    }

    /// Adds a record unless there is one of that name already.
    pub fn add_record(&mut self, span: Span, name: &Name, fields: &'a [ast::RecordFieldDef]) {
        if self.records.contains_key(name) {
            return;
        }
        let mut record = Record { span, fields: Vec::new(), index: HashMap::new() };
        for field in fields {
            if !record.index.contains_key(&field.name) {
                record.index.insert(field.name.clone(), record.fields.len());
                record.fields.push(field);
            }
        }
        self.records.insert(name.clone(), record);
    }

    fn add_option(&mut self, value: &Expr) {
        match &value.kind {
            ExprKind::Atom(name) if &**name == "export_all" => self.export_all = true,
            ExprKind::Atom(name) if &**name == "no_auto_import" => self.no_auto_import.all = true,
            ExprKind::Atom(name) => {
                self.options.insert(name.clone());
            }
            ExprKind::List { elements, .. } => elements.iter().for_each(|e| self.add_option(e)),
            ExprKind::Tuple(parts) => {
                let [Expr { kind: ExprKind::Atom(key), .. }, value] = &parts[..] else { return };
                match &**key {
                    "no_auto_import" => self.no_auto_import.some.extend(fun_names(value)),
                    "nowarn_deprecated_function" => {
                        self.may_be_deprecated.extend(crate::lint::named_functions(value));
                    }
                    "nowarn_unused_record" => self.records_may_be_unused.extend(atoms(value)),
                    "nowarn_unused_function" => self.may_be_unused.extend(fun_names(value)),
                    _ => {}
                }
            }
            _ => {}
        }
    }

    /// Whether `-compile(no_auto_import)` names a function, or all.
    pub fn is_suppressed(&self, name: &Name, arity: u32) -> bool {
        self.no_auto_import.all || self.no_auto_import.some.contains(&(name.clone(), arity))
    }

    /// What `name(…)` with so many arguments calls.
    pub fn resolve(&self, name: &Name, arity: u32) -> Target {
        let key = (name.clone(), arity);
        self.note(&key);
        if let Some(&index) = self.by_name.get(&key) {
            return Target::Local(index);
        }
        if let Some(module) = self.imports.get(&key) {
            return Target::Imported(module.clone());
        }
        if builtins::is_auto_imported(name, arity) && !self.is_suppressed(name, arity) {
            return Target::Builtin;
        }
        match &self.fallback {
            Some(module) => Target::Imported(module.clone()),
            None => Target::Unknown,
        }
    }

    /// Whether a form that is missing may define or import a function of that name.
    pub fn may_define(&self, name: &str) -> bool {
        self.lost.unknown || self.lost.functions.contains(name)
    }

    /// Whether a definition or an import hides the guard function of that name.
    pub fn is_overridden(&self, name: &Name, arity: u32) -> bool {
        let key = (name.clone(), arity);
        self.note(&key);
        self.by_name.contains_key(&key) || self.imports.contains_key(&key)
    }
}

/// The atoms that an attribute's value is: one, or a list.
fn atoms(value: &Expr) -> Vec<Name> {
    let one = |expr: &Expr| match &expr.kind {
        ExprKind::Atom(name) => Some(name.clone()),
        _ => None,
    };
    match &value.kind {
        ExprKind::List { elements, .. } => elements.iter().filter_map(one).collect(),
        _ => one(value).into_iter().collect(),
    }
}

/// The `name/arity` pairs of an attribute's value: one, or a list.
pub fn fun_names(value: &Expr) -> Vec<FunKey> {
    let one = |e: &Expr| match &e.kind {
        ExprKind::Binary2 { op: ast::BinaryOp::Div, left, right } => pair(left, right),
        ExprKind::Tuple(parts) if parts.len() == 2 => pair(&parts[0], &parts[1]),
        _ => None,
    };
    match &value.kind {
        ExprKind::List { elements, .. } => elements.iter().filter_map(one).collect(),
        _ => one(value).into_iter().collect(),
    }
}

fn pair(name: &Expr, arity: &Expr) -> Option<FunKey> {
    match (&name.kind, &arity.kind) {
        (ExprKind::Atom(name), ExprKind::Integer(arity)) => Some((name.clone(), u32::try_from(arity).ok()?)),
        _ => None,
    }
}

/// The key under which a written `name/arity` is found.
pub trait Keyed {
    fn key(&self) -> FunKey;
}

impl Keyed for FunName {
    fn key(&self) -> FunKey {
        (self.name.clone(), self.arity)
    }
}
