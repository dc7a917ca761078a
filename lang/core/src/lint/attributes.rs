//! Attributes that name functions of the module, and behaviours.

use std::collections::HashMap;

use swerl_syntax::ast::{self, Expr, ExprKind, FormKind, Name};
use swerl_syntax::diagnostic::Diagnostic;
use swerl_syntax::span::Span;

use super::Checker;
use crate::facts::{FunKey, Keyed, fun_names};

/// What OTP's behaviours call without asking whether it is there.
const CALLBACKS: [(&str, &str); 7] = [
    ("application", "start/2 stop/1"),
    ("gen_event", "init/1 handle_event/2 handle_call/2"),
    ("gen_fsm", "init/1 handle_event/3 handle_sync_event/4"),
    ("gen_server", "init/1 handle_call/3 handle_cast/2"),
    ("gen_statem", "init/1 callback_mode/0"),
    ("supervisor", "init/1"),
    ("supervisor_bridge", "init/1 terminate/2"),
];

impl Checker<'_> {
    /// What attributes say of the module as a whole.
    pub(super) fn attributes(&mut self, module: &ast::Module) {
        self.behaviours(module);
        self.callbacks(module);
        for form in &module.forms {
            let FormKind::Attribute { name, value } = &form.kind else { continue };
            match &**name {
                "deprecated" => self.deprecated(form.span, value),
                "removed" => self.removed(form.span, value),
                "compile" => self.options(form.span, value),
                "dialyzer" => self.dialyzer(form.span, value),
                _ => {}
            }
        }
    }

    fn is_defined(&self, key: &FunKey) -> bool {
        self.facts.by_name.contains_key(key) || self.facts.may_define(&key.0)
    }

    fn is_exported(&self, key: &FunKey) -> bool {
        self.is_defined(key)
            && (self.facts.export_all || self.facts.exports.iter().any(|name| name.key() == *key))
    }

    fn behaviours(&mut self, module: &ast::Module) {
        let mut required: HashMap<FunKey, (Name, u32)> = HashMap::new();
        for form in &module.forms {
            let FormKind::Attribute { name, value } = &form.kind else { continue };
            let ("behaviour" | "behavior", ExprKind::Atom(behaviour)) = (&**name, &value.kind) else {
                continue;
            };
            let known = CALLBACKS.iter().find(|(known, _)| *known == &**behaviour);
            let Some((_, callbacks)) = known else { continue };
            for callback in callbacks.split(' ') {
                let Some((name, arity)) = callback.split_once('/') else { continue };
                let key: FunKey = (name.into(), arity.parse().unwrap_or(0));
                if !self.is_exported(&key) && !self.facts.lost.any {
                    let message = format!("undefined callback function {callback} (behaviour '{behaviour}')");
                    let help = format!("export {callback}: {behaviour} calls it");
                    self.diagnostics.push(Diagnostic::warning(form.span, message).with_help(help));
                }
                if let Some((first, line)) = required.get(&key) {
                    let message = format!(
                        "conflicting behaviours - callback {callback} required by both '{behaviour}' and '{first}' \
                         (line {line})"
                    );
                    self.warning(form.span, message);
                } else {
                    required.insert(key, (behaviour.clone(), self.line(form.span)));
                }
            }
        }
    }

    /// `-callback` and `-optional_callbacks`
    fn callbacks(&mut self, module: &ast::Module) {
        let mut defined: Vec<FunKey> = Vec::new();
        let informs = self.facts.by_name.contains_key(&("behaviour_info".into(), 1));
        for form in &module.forms {
            let FormKind::Type { attribute } = &form.kind else { continue };
            let (Some(name), "callback") = (&form.types.defines, &**attribute) else { continue };
            let key = name.key();
            if defined.contains(&key) {
                self.error(form.span, format!("callback {}/{} already defined", key.0, key.1));
            } else if informs {
                let message = format!(
                    "cannot define callback attibute for {}/{} when behaviour_info is defined",
                    key.0, key.1
                );
                self.error(form.span, message);
            }
            defined.push(key);
        }
    }

    fn deprecated(&mut self, span: Span, value: &Expr) {
        for (name, arity) in self.marked(span, "deprecated", value) {
            let arity_known = arity.parse::<u32>().ok();
            let unknown = match arity_known {
                Some(arity) => !self.is_exported(&(name.clone(), arity)),
                None => false,
            };
            if unknown {
                self.error(span, format!("deprecated function {name}/{arity} undefined or not exported"));
            }
        }
    }

    fn removed(&mut self, span: Span, value: &Expr) {
        for (name, arity) in self.marked(span, "removed", value) {
            if let Ok(number) = arity.parse::<u32>()
                && self.is_exported(&(name.clone(), number))
            {
                self.error(span, format!("removed function {name}/{arity} is still exported"));
            }
        }
    }

    /// The functions that `-deprecated` or `-removed` names; `_` stands for all.
    fn marked(&mut self, span: Span, what: &str, value: &Expr) -> Vec<(Name, String)> {
        let elements = match &value.kind {
            ExprKind::List { elements, tail: None } => elements.as_slice(),
            ExprKind::Nil => &[],
            ExprKind::Atom(name) if &**name == "module" => &[],
            _ => std::slice::from_ref(value),
        };
        let mut found = Vec::new();
        for element in elements {
            let parts = match &element.kind {
                ExprKind::Tuple(parts) => parts.as_slice(),
                _ => &[],
            };
            match parts {
                [Expr { kind: ExprKind::Atom(name), .. }, arity, rest @ ..] if rest.len() <= 1 => {
                    match &arity.kind {
                        ExprKind::Integer(arity) => found.push((name.clone(), arity.to_string())),
                        ExprKind::Atom(any) if &**any == "_" => found.push((name.clone(), "_".to_owned())),
                        _ => self.error(span, format!("badly formed {what} attribute")),
                    }
                }
                _ => self.error(span, format!("badly formed {what} attribute")),
            }
        }
        found
    }

    /// `-compile` options with the names of functions, and those that ask for what there is not.
    fn options(&mut self, span: Span, value: &Expr) {
        match &value.kind {
            ExprKind::List { elements, .. } => {
                elements.iter().for_each(|element| self.options(span, element))
            }
            ExprKind::Tuple(parts) => {
                let [Expr { kind: ExprKind::Atom(key), .. }, value] = &parts[..] else { return };
                match &**key {
                    "inline" => self.functions_of(span, value, "inlined function"),
                    "nowarn_unused_function" => self.functions_of(span, value, "function"),
                    "parse_transform" if !matches!(&value.kind, ExprKind::Atom(name) if &**name == "ms_transform") =>
                    {
                        let error = Diagnostic::error(span, "parse transforms are not supported");
                        self.diagnostics
                            .push(error.with_help("write what the transform makes, or take a macro"));
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }

    fn functions_of(&mut self, span: Span, value: &Expr, what: &str) {
        for (name, arity) in fun_names(value) {
            if !self.is_defined(&(name.clone(), arity)) {
                self.error(span, format!("{what} {name}/{arity} undefined"));
            }
        }
    }

    fn dialyzer(&mut self, span: Span, value: &Expr) {
        match &value.kind {
            ExprKind::List { elements, .. } => {
                elements.iter().for_each(|element| self.dialyzer(span, element))
            }
            ExprKind::Tuple(parts) => {
                if let [_, functions] = &parts[..] {
                    self.functions_of(span, functions, "function");
                }
            }
            _ => {}
        }
    }

    /// `-compile(warn_unused_import)`: imports of functions that nothing calls.
    pub(super) fn unused_imports(&mut self, module: &ast::Module) {
        if !self.is_off("warn_unused_import") {
            return;
        }
        for form in &module.forms {
            let FormKind::Import { module, functions } = &form.kind else { continue };
            for function in functions {
                if !self.used_imports.contains(&function.key()) {
                    let message = format!("import {module}:{}/{} is unused", function.name, function.arity);
                    self.warning(form.span, message);
                }
            }
        }
    }
}
