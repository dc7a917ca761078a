//! Types and specifications: which ones are defined twice, not at all, or for nothing.

use std::collections::{HashMap, HashSet};

use swerl_syntax::ast::{self, ExprKind, FormKind, FunName};
use swerl_syntax::span::Span;

use super::Checker;
use crate::facts::{FunKey, Keyed, fun_names};

/// The types that every module knows, with their arities.
const BUILT_IN: &str = "any/0 arity/0 atom/0 binary/0 bitstring/0 bool/0 boolean/0 byte/0 char/0 dynamic/0 \
    float/0 fun/0 function/0 identifier/0 integer/0 iodata/0 iolist/0 list/0 list/1 map/0 \
    maybe_improper_list/0 maybe_improper_list/2 mfa/0 module/0 neg_integer/0 nil/0 no_return/0 node/0 \
    non_neg_integer/0 none/0 nonempty_binary/0 nonempty_bitstring/0 nonempty_improper_list/2 \
    nonempty_list/0 nonempty_list/1 nonempty_maybe_improper_list/0 nonempty_maybe_improper_list/2 \
    nonempty_string/0 number/0 pid/0 port/0 pos_integer/0 reference/0 string/0 term/0 timeout/0 tuple/0";

fn is_built_in(name: &str, arity: u32) -> bool {
    let wanted = format!("{name}/{arity}");
    BUILT_IN.split_whitespace().any(|known| known == wanted)
}

/// `name()`, `name(_,_)`
fn shown((name, arity): &FunKey) -> String {
    let variables = vec!["_"; *arity as usize];
    format!("{name}({})", variables.join(","))
}

impl Checker<'_> {
    /// Checks what the forms say of types, and of the types of functions.
    pub(super) fn types(&mut self, module: &ast::Module) {
        let mut defined: HashMap<FunKey, (Span, &[FunName])> = HashMap::new();
        let mut specified: HashSet<FunKey> = HashSet::new();
        for form in &module.forms {
            let FormKind::Type { attribute } = &form.kind else { continue };
            let Some(name) = &form.types.defines else { continue };
            let key = name.key();
            match &**attribute {
                "type" | "opaque" if is_built_in(&key.0, key.1) => {
                    let message = format!("type {} is a builtin type; it cannot be redefined", shown(&key));
                    self.error(form.span, message);
                }
                "type" | "opaque" if defined.contains_key(&key) => {
                    self.error(form.span, format!("type {} already defined", shown(&key)));
                }
                "type" | "opaque" => {
                    defined.insert(key, (form.span, &form.types.uses));
                }
                "spec" if !specified.insert(key.clone()) => {
                    self.error(form.span, format!("spec for {}/{} already defined", key.0, key.1));
                }
                "spec" if !self.facts.by_name.contains_key(&key) && !self.facts.may_define(&key.0) => {
                    self.error(form.span, format!("spec for undefined function {}/{}", key.0, key.1));
                }
                _ => {}
            }
        }
        let unknown = self.facts.lost.unknown;
        for form in &module.forms {
            for (name, span) in &form.types.singletons {
                self.error(*span, format!("type variable '{name}' is only used once (is unbound)"));
            }
            if form.types.other_arity {
                self.error(form.span, "spec has wrong arity");
            }
        }
        for name in module.forms.iter().flat_map(|form| &form.types.uses).filter(|_| !unknown) {
            if !is_built_in(&name.name, name.arity) && !defined.contains_key(&name.key()) {
                self.error(name.span, format!("type {} undefined", shown(&name.key())));
            }
        }
        let exported = self.exported_types(module, &defined);
        for form in &module.forms {
            if let (FormKind::Type { attribute }, Some(name)) = (&form.kind, &form.types.defines)
                && &**attribute == "opaque"
                && !exported.contains(&name.key())
                && !self.facts.lost.any
            {
                self.warning(form.span, format!("opaque type {} is not exported", shown(&name.key())));
            }
        }
        self.unused_types(module, &defined, exported);
        for form in &module.forms {
            for record in &form.types.records {
                if self.records.contains(record) || unknown {
                    self.used_records.insert(record.clone());
                } else {
                    self.error(form.span, format!("record {record} undefined"));
                }
            }
        }
    }

    fn exported_types(
        &mut self,
        module: &ast::Module,
        defined: &HashMap<FunKey, (Span, &[FunName])>,
    ) -> Vec<FunKey> {
        let mut exported = Vec::new();
        for form in &module.forms {
            let FormKind::Attribute { name, value } = &form.kind else { continue };
            if &**name != "export_type" || !matches!(value.kind, ExprKind::List { .. }) {
                continue;
            }
            for key in fun_names(value) {
                if !defined.contains_key(&key) && !self.facts.lost.unknown {
                    self.error(form.span, format!("type {} undefined", shown(&key)));
                }
                if exported.contains(&key) {
                    self.warning(form.span, format!("type {}/{} already exported", key.0, key.1));
                }
                exported.push(key);
            }
        }
        exported
    }

    /// Warns of types of the file itself that neither an exported type nor a specification needs.
    fn unused_types(
        &mut self,
        module: &ast::Module,
        defined: &HashMap<FunKey, (Span, &[FunName])>,
        exported: Vec<FunKey>,
    ) {
        if self.facts.lost.any || self.is_off("nowarn_unused_type") {
            return;
        }
        let is_definition = |kind: &FormKind| matches!(kind, FormKind::Type { attribute } if matches!(&**attribute, "type" | "opaque"));
        let others = module.forms.iter().filter(|form| !is_definition(&form.kind));
        let mut open: Vec<FunKey> =
            others.flat_map(|form| &form.types.uses).map(Keyed::key).chain(exported).collect();
        let mut used: HashSet<FunKey> = HashSet::new();
        while let Some(key) = open.pop() {
            if let Some((_, uses)) = defined.get(&key)
                && !used.contains(&key)
            {
                open.extend(uses.iter().map(Keyed::key));
            }
            used.insert(key);
        }
        let main = module.forms.first().map(|form| form.span.file);
        for (key, (span, _)) in defined {
            if !used.contains(key) && Some(span.file) == main {
                self.warning(*span, format!("type {} is unused", shown(key)));
            }
        }
    }
}
