//! Match specifications: `[{Head, Guards, Body}]`, compiled to a few steps for each and run on objects.

mod compile;
mod key;
mod run;

use crate::bif::Bif;
use crate::term::Term;

pub use compile::{Mistake, compile};
pub use key::{Range, keeps_key, keys, range};
pub use run::Run;

/// A compiled match specification. Its terms lie in the one that it was made of.
pub struct Spec {
    pub clauses: Vec<Clause>,
}

/// One `{Head, Guards, Body}`.
pub struct Clause {
    pub head: Head,
    /// The numbers of the variables of the head, each at its place in the bindings, and these places in the
    /// order of the numbers.
    pub variables: Vec<u64>,
    pub in_order: Vec<usize>,
    pub guards: Vec<Expr>,
    /// Never empty. The last one's value is the clause's.
    pub body: Vec<Expr>,
}

/// What an object has to be.
pub enum Head {
    /// A tuple of that size.
    Tuple {
        size: usize,
        /// What is asked of elements, at their places from 0, that are looked at as a whole.
        plain: Vec<(usize, Step)>,
        /// Of those that are taken apart, after the others.
        deep: Vec<(usize, Vec<Step>)>,
    },
    Other(Vec<Step>),
}

/// What is done with the next part of an object; parts come in the order in which they are written.
#[derive(Debug, Clone, Copy)]
pub enum Step {
    Any,
    /// Binds the variable at that place.
    Bind(usize),
    /// Is what the variable at that place is.
    Same(usize),
    Is(Term),
    /// A cell of a list: its head and its tail come next.
    Cons,
    /// A tuple of that size: its elements come next.
    Tuple(usize),
    /// A map that has the keys of this one: their values come next.
    Map(Term),
}

/// An expression of a guard or a body.
pub enum Expr {
    Is(Term),
    Variable(usize),
    /// `'$_'`
    Object,
    /// `'$$'`
    Variables,
    Tuple(Vec<Expr>),
    /// Elements and tail.
    List(Vec<Expr>, Box<Expr>),
    /// Keys and values.
    Map(Vec<(Expr, Expr)>),
    Call(&'static Bif, Option<Quick>, Vec<Expr>),
    Logic(Logic, Vec<Expr>),
}

/// Functions of two arguments that are called for few operands only, if at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quick {
    Less,
    NotGreater,
    Greater,
    NotLess,
    Equal,
    Unequal,
    Same,
    Different,
    Add,
    Subtract,
    Multiply,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Logic {
    And,
    Or,
    Andalso,
    Orelse,
}
