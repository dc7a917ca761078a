//! Printing nested lists without recursion: trees may be very high.

use crate::ast::{Clause, Expr};
use crate::dump::{expr, place};
use crate::span::{SourceMap, Span};

/// The deepest indentation, in spaces. A tree of a hundred thousand levels would otherwise print
/// more spaces than a disk holds.
const MAX_INDENTATION: usize = 60;

/// Something that prints as `(head line:column children…)`.
pub(super) enum Node<'a> {
    Expr(&'a Expr),
    Clause(&'a Clause),
    /// A list with a place, or a plain group of others without one.
    List {
        span: Option<Span>,
        head: String,
        children: Vec<Node<'a>>,
    },
    /// Ends a list that has been begun.
    Close,
}

pub(super) struct Printer<'s> {
    sources: &'s SourceMap,
    pub text: String,
    depth: usize,
}

impl<'a> Node<'a> {
    pub fn list(span: Span, head: impl Into<String>, children: Vec<Node<'a>>) -> Node<'a> {
        Node::List { span: Some(span), head: head.into(), children }
    }

    pub fn group(head: impl Into<String>, children: Vec<Node<'a>>) -> Node<'a> {
        Node::List { span: None, head: head.into(), children }
    }
}

impl<'s> Printer<'s> {
    pub fn new(sources: &'s SourceMap) -> Printer<'s> {
        Printer { sources, text: String::new(), depth: 0 }
    }

    /// Prints a tree and ends its last line.
    pub fn print(&mut self, root: Node) {
        let mut pending = vec![root];
        while let Some(node) = pending.pop() {
            match node {
                Node::Close => {
                    self.text.push(')');
                    self.depth -= 1;
                }
                Node::Expr(expr) => self.begin(expr::node(expr), &mut pending),
                Node::Clause(clause) => self.begin(expr::clause_node(clause), &mut pending),
                list => self.begin(list, &mut pending),
            }
        }
        self.text.push('\n');
    }

    fn begin<'a>(&mut self, node: Node<'a>, pending: &mut Vec<Node<'a>>) {
        let Node::List { span, head, children } = node else { return };
        if self.depth > 0 {
            self.text.push('\n');
        }
        self.text.extend(std::iter::repeat_n(' ', (2 * self.depth).min(MAX_INDENTATION)));
        self.text.push('(');
        self.text.push_str(&head);
        if let Some(span) = span {
            self.text.push_str(" @");
            self.text.push_str(&place(span, self.sources));
        }
        self.depth += 1;
        pending.push(Node::Close);
        pending.extend(children.into_iter().rev());
    }
}
