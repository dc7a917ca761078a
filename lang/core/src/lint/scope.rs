//! Which variables are bound, unsafe or unused while a clause is being checked.

use std::collections::HashMap;

use swerl_syntax::ast::Name;
use swerl_syntax::span::Span;

/// Where a variable came from that not every path has bound, or that several have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// `'case'`, quoted as messages have it.
    pub construct: &'static str,
    pub line: u32,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    Bound,
    /// Bound in all clauses of a construct.
    Exported(Origin),
    /// Perhaps not bound.
    Unsafe(Origin),
    /// The third variable of a `catch` clause, while its guard is checked.
    StackTrace,
}

/// A variable in scope.
#[derive(Debug, Clone)]
pub struct Variable {
    pub state: State,
    /// The places that bind it: indices into [`Scope::bindings`]. A use counts for all of them.
    pub bindings: Vec<u32>,
}

/// A place where a variable is bound.
#[derive(Debug, Clone)]
pub struct Binding {
    pub name: Name,
    pub span: Span,
    pub used: bool,
}

/// The variables in scope, with undo.
#[derive(Debug, Default)]
pub struct Scope {
    vars: HashMap<Name, Variable>,
    log: Vec<(Name, Option<Variable>)>,
    pub bindings: Vec<Binding>,
}

/// What has changed in some part: the names in the order of their first change, whether each one
/// was known before, and what it is now.
pub type Changes = Vec<(Name, bool, Variable)>;

impl Scope {
    pub fn get(&self, name: &str) -> Option<&Variable> {
        self.vars.get(name)
    }

    pub fn names(&self) -> impl Iterator<Item = &Name> {
        self.vars.keys()
    }

    pub fn set(&mut self, name: Name, variable: Variable) {
        let old = self.vars.insert(name.clone(), variable);
        self.log.push((name, old));
    }

    pub fn set_state(&mut self, name: &Name, state: State) {
        if let Some(variable) = self.vars.get(name) {
            let bindings = variable.bindings.clone();
            self.set(name.clone(), Variable { state, bindings });
        }
    }

    /// Binds a new variable, unused so far.
    pub fn bind(&mut self, name: &Name, span: Span) {
        self.bindings.push(Binding { name: name.clone(), span, used: false });
        let bindings = vec![self.bindings.len() as u32 - 1];
        self.set(name.clone(), Variable { state: State::Bound, bindings });
    }

    /// Binds a variable that nobody shall call unused.
    pub fn bind_used(&mut self, name: &Name) {
        self.set(name.clone(), Variable { state: State::Bound, bindings: Vec::new() });
    }

    /// Counts a use.
    pub fn mark_used(&mut self, name: &str) {
        if let Some(variable) = self.vars.get(name) {
            for &binding in &variable.bindings {
                self.bindings[binding as usize].used = true;
            }
        }
    }

    pub fn mark(&self) -> usize {
        self.log.len()
    }

    /// Undoes every change since the mark and says what they had come to.
    pub fn rollback(&mut self, mark: usize) -> Changes {
        let mut seen: HashMap<Name, usize> = HashMap::new();
        let mut changes: Changes = Vec::new();
        for (name, old) in &self.log[mark..] {
            seen.entry(name.clone()).or_insert_with(|| {
                if let Some(now) = self.vars.get(name) {
                    changes.push((name.clone(), old.is_some(), now.clone()));
                }
                0
            });
        }
        for (name, old) in self.log.drain(mark..).rev() {
            match old {
                Some(variable) => self.vars.insert(name, variable),
                None => self.vars.remove(&name),
            };
        }
        changes
    }
}
