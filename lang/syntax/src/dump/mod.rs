//! Tokens and trees as text, for people and for tests. The text is stable: equal input gives
//! equal text.

mod expr;
mod tree;

use std::fmt::Write;

use crate::ast::{Expr, FormKind, FunName, Module};
use crate::span::{FileId, SourceMap, Span};
use crate::token::{Token, TokenKind, quote, quote_atom};

use tree::{Node, Printer};

/// Tokens, one a line, with an empty line between forms.
pub fn tokens(forms: &[Vec<Token>], sources: &SourceMap) -> String {
    let mut text = String::new();
    for (index, form) in forms.iter().enumerate() {
        if index > 0 {
            text.push('\n');
        }
        for token in form {
            let place = place(token.span, sources);
            _ = writeln!(text, "{}", format!("{place} {}", token_text(&token.kind)).trim_end());
        }
    }
    text
}

/// A module's tree as nested lists, each with the line and column where it begins.
pub fn module(module: &Module, sources: &SourceMap) -> String {
    let mut printer = Printer::new(sources);
    for form in &module.forms {
        printer.print(form_node(form.span, &form.kind));
    }
    printer.text
}

/// Expressions as nested lists.
pub fn expressions(exprs: &[Expr], sources: &SourceMap) -> String {
    let mut printer = Printer::new(sources);
    for expr in exprs {
        printer.print(Node::Expr(expr));
    }
    printer.text
}

/// `line:column`, or `file:line:column` in an included file.
pub(crate) fn place(span: Span, sources: &SourceMap) -> String {
    let file = sources.file(span.file);
    let (line, column) = file.line_column(span.start);
    match span.file {
        FileId(0) => format!("{line}:{column}"),
        _ => format!("{}:{line}:{column}", file.name),
    }
}

fn token_text(kind: &TokenKind) -> String {
    let word = match kind {
        TokenKind::Atom(_) => "atom",
        TokenKind::Var(_) => "var",
        TokenKind::Integer(_) => "integer",
        TokenKind::Float(_) => "float",
        TokenKind::Char(_) => "char",
        TokenKind::String(_) => "string",
        TokenKind::Fixed(_) => "",
        TokenKind::Other(_) => "other",
        TokenKind::Invalid => "invalid",
        TokenKind::Dot => return "dot".to_owned(),
        TokenKind::End => return "end of text".to_owned(),
    };
    format!("{word} {}", kind.source()).trim_start().to_owned()
}

fn form_node(span: Span, kind: &FormKind) -> Node<'_> {
    let node = |head: String, children| Node::list(span, head, children);
    match kind {
        FormKind::Module(name) => node(format!("module {}", quote_atom(name)), Vec::new()),
        FormKind::Export(functions) => node("export".to_owned(), fun_names(functions)),
        FormKind::Import { module, functions } => {
            node(format!("import {}", quote_atom(module)), fun_names(functions))
        }
        FormKind::Record { name, fields } => {
            let fields = fields
                .iter()
                .map(|field| {
                    let head = format!("field {}", quote_atom(&field.name));
                    Node::list(field.span, head, field.default.iter().map(Node::Expr).collect())
                })
                .collect();
            node(format!("record {}", quote_atom(name)), fields)
        }
        FormKind::File { name, line } => {
            node(format!("file {} line {line}", quote(name.chars().map(u32::from), '"')), Vec::new())
        }
        FormKind::OnLoad(function) => node("on_load".to_owned(), fun_names(std::slice::from_ref(function))),
        FormKind::Type { attribute } => node(format!("type {attribute}"), Vec::new()),
        FormKind::Attribute { name, value } => {
            node(format!("attribute {}", quote_atom(name)), vec![Node::Expr(value)])
        }
        FormKind::Function(function) => {
            let head = format!("function {}/{}", quote_atom(&function.name), function.arity);
            node(head, function.clauses.iter().map(Node::Clause).collect())
        }
    }
}

fn fun_names<'a>(functions: &[FunName]) -> Vec<Node<'a>> {
    let name = |f: &FunName| Node::list(f.span, format!("{}/{}", quote_atom(&f.name), f.arity), Vec::new());
    functions.iter().map(name).collect()
}
