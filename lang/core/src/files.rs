//! Which file and line a place is in, as stack traces name it: `-file` attributes count here.

use std::collections::HashMap;
use std::sync::Arc;

use swerl_syntax::ast::{FormKind, Module};
use swerl_syntax::span::{FileId, SourceMap, Span};

/// The names of the files of one compilation and the `-file` attributes in them.
#[derive(Debug, Default)]
pub struct Places {
    names: HashMap<FileId, Arc<str>>,
    /// For each file the `-file` attributes that its own text holds, in order: from which offset
    /// on they count, the name, and what to add to the lines.
    renamed: HashMap<FileId, Vec<(u32, Arc<str>, i64)>>,
}

impl Places {
    pub fn new(module: &Module, sources: &SourceMap) -> Places {
        let mut places = Places::default();
        for form in &module.forms {
            let file = form.span.file;
            let own = &sources.file(file).name;
            places.names.entry(file).or_insert_with(|| Arc::from(own.as_str()));
            if let FormKind::File { name, line } = &form.kind
                && name != own
                && is_written(sources, form.span)
            {
                let shift = *line as i64 - sources.line(form.span) as i64;
                let entry = (form.span.start, Arc::from(name.as_str()), shift);
                places.renamed.entry(file).or_default().push(entry);
            }
        }
        places
    }

    /// Whether no `-file` attribute stands in the text.
    pub fn are_plain(&self) -> bool {
        self.renamed.is_empty()
    }

    /// The file's name and the line.
    pub fn place(&self, sources: &SourceMap, span: Span) -> (Arc<str>, u32) {
        let line = self.place_line(sources, span);
        if let Some((_, name, _)) = self.renamed_at(span) {
            return (name.clone(), line);
        }
        let name = self.names.get(&span.file).cloned();
        (name.unwrap_or_else(|| Arc::from(sources.file(span.file).name.as_str())), line)
    }

    /// The line alone.
    pub fn place_line(&self, sources: &SourceMap, span: Span) -> u32 {
        let line = sources.line(span);
        match self.renamed_at(span) {
            Some((_, _, shift)) => (line as i64 + shift).max(0) as u32,
            None => line,
        }
    }

    fn renamed_at(&self, span: Span) -> Option<&(u32, Arc<str>, i64)> {
        let entries = self.renamed.get(&span.file)?;
        entries.iter().rev().find(|(from, _, _)| *from <= span.start)
    }
}

/// Whether a `-file` attribute stands in the text, rather than having been put in for an include.
fn is_written(sources: &SourceMap, span: Span) -> bool {
    let text = sources.file(span.file).text.get(span.start as usize..span.end as usize);
    text.is_some_and(|text| text.strip_prefix('-').is_some_and(|rest| rest.trim_start().starts_with("file")))
}
