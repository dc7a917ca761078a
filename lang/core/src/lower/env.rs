//! Which operand each source variable stands for, with undo.

use std::collections::HashMap;

use swerl_syntax::ast::Name;

use crate::ir::Operand;

/// The variables in scope. A clause is lowered between [`Env::mark`] and [`Env::rollback`].
#[derive(Debug, Default)]
pub struct Env {
    bound: HashMap<Name, Operand>,
    /// What each binding since the start replaced, oldest first.
    log: Vec<(Name, Option<Operand>)>,
}

/// A moment in the life of an [`Env`].
#[derive(Debug, Clone, Copy)]
pub struct Mark(usize);

impl Env {
    pub fn get(&self, name: &str) -> Option<&Operand> {
        self.bound.get(name)
    }

    pub fn bind(&mut self, name: Name, operand: Operand) {
        let old = self.bound.insert(name.clone(), operand);
        self.log.push((name, old));
    }

    pub fn mark(&self) -> Mark {
        Mark(self.log.len())
    }

    /// Forgets every binding made since the mark.
    pub fn rollback(&mut self, mark: Mark) {
        for (name, old) in self.log.drain(mark.0..).rev() {
            match old {
                Some(operand) => self.bound.insert(name, operand),
                None => self.bound.remove(&name),
            };
        }
    }

    /// The names that were bound since the mark and not before it, in the order of their binding,
    /// with their present operands.
    pub fn since(&self, mark: Mark) -> Vec<(Name, Operand)> {
        self.log[mark.0..]
            .iter()
            .filter(|(_, old)| old.is_none())
            .filter_map(|(name, _)| Some((name.clone(), self.bound.get(name)?.clone())))
            .collect()
    }
}
