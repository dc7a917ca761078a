//! Forms: which attribute may stand where, and what each one says.

use std::collections::HashSet;

use swerl_syntax::ast::{self, FormKind, FunName, Name};
use swerl_syntax::diagnostic::Diagnostic;
use swerl_syntax::span::Span;

use super::{Checker, is_module_info};
use crate::builtins;
use crate::facts::{FunKey, Keyed};

/// Functions may have this many arguments.
const MAX_ARGUMENTS: u32 = 255;

/// How far the forms have come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Start,
    Attributes,
    Functions,
}

/// What has been seen of a module so far.
#[derive(Default)]
struct Seen {
    exports: HashSet<FunKey>,
    imports: HashSet<FunKey>,
    functions: HashSet<FunKey>,
    on_load: bool,
}

impl Checker<'_> {
    /// Checks all forms, and then what holds of the module as a whole.
    pub fn module(&mut self, module: &ast::Module) {
        let mut stage = Stage::Start;
        let mut seen = Seen::default();
        for (index, form) in module.forms.iter().enumerate() {
            if stage == Stage::Start && !may_precede_module(&form.kind) {
                stage = Stage::Attributes;
                if matches!(form.kind, FormKind::Module(_)) {
                    continue;
                }
                self.missing_module(form.span);
            }
            match &form.kind {
                FormKind::Function(function) => {
                    stage = Stage::Functions;
                    self.define(function, &mut seen);
                    self.function_form(index, form, function);
                }
                FormKind::Record { name, fields } => self.record_definition(form.span, name, fields),
                FormKind::File { .. } | FormKind::Type { .. } => {}
                kind if stage == Stage::Functions => self.misplaced(form.span, kind),
                kind => self.attribute(form.span, kind, &mut seen),
            }
        }
        if stage == Stage::Start {
            self.missing_module(Span::default());
        }
        self.whole_module(module);
    }

    fn missing_module(&mut self, span: Span) {
        if self.facts.lost.any {
            return;
        }
        let diagnostic = Diagnostic::error(span, "no module definition");
        let help = "a module starts with '-module(name).', where name is the file's name without '.erl'";
        self.diagnostics.push(diagnostic.with_help(help));
    }

    fn misplaced(&mut self, span: Span, kind: &FormKind) {
        let name = match kind {
            FormKind::Module(_) => "module",
            FormKind::Export(_) => "export",
            FormKind::Import { .. } => "import",
            FormKind::OnLoad(_) => "on_load",
            FormKind::Attribute { name, .. } if matches!(&**name, "dialyzer" | "compile") => return,
            FormKind::Attribute { name, .. } => name,
            _ => return,
        };
        self.error(span, format!("attribute {name} after function definitions"));
    }

    fn attribute(&mut self, span: Span, kind: &FormKind, seen: &mut Seen) {
        match kind {
            FormKind::Module(_) => self.error(span, "redefining module"),
            FormKind::Export(names) => {
                for name in names {
                    if !seen.exports.insert(name.key()) {
                        let message = format!("function {}/{} already exported", name.name, name.arity);
                        self.warning(name.span, message);
                    }
                }
            }
            FormKind::Import { module, functions } => {
                for function in functions {
                    self.import(module, function, seen);
                }
            }
            FormKind::OnLoad(name) => {
                if seen.on_load {
                    self.error(span, "more than one on_load attribute");
                } else if name.arity != 0 {
                    let message =
                        format!("function {}/{} has wrong arity (must be 0)", name.name, name.arity);
                    self.error(span, message);
                }
                seen.on_load = true;
            }
            _ => {}
        }
    }

    fn import(&mut self, module: &Name, function: &FunName, seen: &mut Seen) {
        let (name, arity) = (&function.name, function.arity);
        if !seen.imports.insert(function.key()) {
            let message = format!("function {name}/{arity} already imported from {module}");
            self.error(function.span, message);
        } else if builtins::is_auto_imported(name, arity) && !self.facts.is_suppressed(name, arity) {
            let old = builtins::is_old_auto_imported(name, arity);
            let pre = if old { "pre R14 " } else { "" };
            let message = format!("import directive overrides {pre}auto-imported BIF {name}/{arity}");
            let diagnostic = match old {
                true => Diagnostic::error(function.span, message),
                false => Diagnostic::warning(function.span, message),
            };
            self.diagnostics.push(diagnostic.with_help(no_auto_import(name, arity)));
        }
    }

    fn define(&mut self, function: &ast::Function, seen: &mut Seen) {
        let (name, arity) = (&function.name, function.arity);
        let key = (name.clone(), arity);
        if is_module_info(name, arity) {
            return self.error(function.span, format!("function {name}/{arity} already defined"));
        }
        if !seen.functions.insert(key.clone()) {
            let first = self.facts.by_name.get(&key);
            let first = first.map(|&index| self.facts.functions[index as usize].span);
            let mut diagnostic =
                Diagnostic::error(function.span, format!("function {name}/{arity} already defined"));
            if let Some(first) = first {
                diagnostic = diagnostic.with_label(first, "first defined here");
            }
            self.diagnostics.push(diagnostic);
            return;
        }
        if arity > MAX_ARGUMENTS {
            let message = format!("too many arguments ({arity}) - maximum allowed is {MAX_ARGUMENTS}");
            self.error(function.span, message);
        }
        if self.facts.imports.contains_key(&key) {
            self.error(function.span, format!("defining imported function {name}/{arity}"));
        }
    }
}

/// What to write where a name clashes with a built-in function.
pub(super) fn no_auto_import(name: &str, arity: u32) -> String {
    format!(
        "write erlang:{name}(...) for the built-in function, or \
         '-compile({{no_auto_import,[{name}/{arity}]}}).' for your own"
    )
}

/// Whether a form may stand before `-module`.
fn may_precede_module(kind: &FormKind) -> bool {
    match kind {
        FormKind::File { .. } => true,
        FormKind::Attribute { name, .. } => &**name == "compile",
        _ => false,
    }
}
