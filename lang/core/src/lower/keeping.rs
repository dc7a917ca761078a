//! Lowering with parts of an earlier compilation.

use swerl_syntax::ast::Function;
use swerl_syntax::diagnostic::Diagnostic;
use swerl_syntax::span::Span;

use super::Lowerer;
use crate::facts::FunKey;
use crate::ir::FunctionId;
use crate::kept::{FormIds, KeptForms, LoweredForm, Mention, Moved, hollow};

impl Lowerer<'_> {
    /// Lowers all functions but those of kept forms, which come without bodies. What came of each form, with what
    /// `find` finds in it, is given to `fresh`, with the numbers of its functions; those of the kept ones come back.
    pub fn keeping(
        &mut self,
        kept: &KeptForms,
        spans: impl Fn(usize) -> Span,
        find: impl Fn(&Function) -> Vec<Diagnostic>,
        mut fresh: impl FnMut(FormIds, LoweredForm),
    ) -> Vec<FormIds> {
        let mut reused = Vec::new();
        self.out.resize_with(self.facts.functions.len(), || None);
        for index in 0..self.facts.functions.len() {
            let form = self.facts.forms[index];
            self.mentions.clear();
            match kept.get(&form) {
                Some(kept) => {
                    let moved = Moved::new(kept, spans(form), self.sources);
                    reused.push(FormIds { form, ids: self.reuse(index, moved) });
                }
                None => {
                    let (ids, lowered) = self.written_to_keep(index, &find);
                    fresh(FormIds { form, ids }, lowered);
                }
            }
        }
        reused
    }

    fn written_to_keep(
        &mut self,
        index: usize,
        find: impl Fn(&Function) -> Vec<Diagnostic>,
    ) -> (Vec<FunctionId>, LoweredForm) {
        let mark = self.diagnostics.len();
        self.foreign.set(false);
        self.facts.listen();
        self.diagnostics.extend(find(self.facts.functions[index]));
        self.written(index);
        let mentions = std::mem::take(&mut self.mentions);
        let lifted = mentions.iter().filter_map(|mention| match mention {
            Mention::Lifted(id) => Some(*id),
            Mention::Wrapper(..) => None,
        });
        let ids: Vec<FunctionId> = std::iter::once(FunctionId(index as u32)).chain(lifted).collect();
        let written = |id: FunctionId| {
            let function = self.facts.functions.get(id.0 as usize)?;
            Some((function.name.clone(), function.arity))
        };
        let mut called = Vec::new();
        let functions = ids.iter().filter_map(|id| self.out[id.0 as usize].as_ref());
        let functions = functions.map(|function| hollow(function, written, &mut called)).collect();
        let lowered = LoweredForm {
            functions,
            called,
            mentions,
            diagnostics: self.diagnostics[mark..].to_vec(),
            asked: self.facts.asked(),
            foreign: self.foreign.get(),
        };
        (ids, lowered)
    }

    fn reuse(&mut self, index: usize, moved: Moved<'_>) -> Vec<FunctionId> {
        let LoweredForm { functions, mentions, diagnostics, .. } = &moved.kept.lowered;
        self.diagnostics.extend(moved.findings(diagnostics));
        let by_name = &self.facts.by_name;
        let number = |name: &FunKey| by_name.get(name).copied().map(FunctionId);
        let mut functions = functions.iter().map(|function| moved.function(function, number));
        self.out[index] = functions.next();
        let file = self.out[index].as_ref().map(|function| function.file.clone()).unwrap_or_default();
        let mut ids = vec![FunctionId(index as u32)];
        for mention in mentions {
            match mention {
                Mention::Lifted(_) => {
                    self.out.push(functions.next());
                    ids.push(FunctionId(self.out.len() as u32 - 1));
                }
                Mention::Wrapper(key, line) => {
                    if let Some(&target) = self.facts.by_name.get(key) {
                        self.wrapper_at(key.clone(), FunctionId(target), file.clone(), moved.line(*line));
                    }
                }
            }
        }
        ids
    }
}
