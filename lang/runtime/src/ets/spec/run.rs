//! Running a match specification on an object.

use crate::atom;
use crate::build::{self, View, to_boolean, view};
use crate::code::{MAX_REGISTER_ARGS, WORD_JUMP, WORD_RAISE};
use crate::compare::exactly_equal;
use crate::ets::spec::{Clause, Expr, Logic, Spec, Step};
use crate::map;
use crate::process::Process;
use crate::raise;
use crate::term::{NIL, Term};

/// A match specification with the memory that it needs to run.
pub struct Run<'a> {
    spec: &'a Spec,
    bindings: Vec<Term>,
    parts: Vec<Term>,
}

/// An expression that raises.
struct Failed;

impl<'a> Run<'a> {
    pub fn new(spec: &'a Spec) -> Run<'a> {
        let most = spec.clauses.iter().map(|clause| clause.variables.len()).max().unwrap_or(0);
        Run { spec, bindings: vec![NIL; most], parts: Vec::new() }
    }

    /// The value of the first clause that matches an object, if one does. A body that raises has the value
    /// `'EXIT'`. The value may refer to the object: it has to be copied before that goes.
    pub fn on(&mut self, process: &mut Process, object: Term) -> Option<Term> {
        let spec = self.spec;
        for clause in &spec.clauses {
            if self.matches(clause, object) {
                let scope = Scope { bindings: &self.bindings, clause, object };
                let holds =
                    |guard| matches!(scope.value(process, guard), Ok(value) if value == atom::TRUE.term());
                if clause.guards.iter().all(holds) {
                    return Some(scope.body(process).unwrap_or(atom::EXIT.term()));
                }
            }
        }
        None
    }

    fn matches(&mut self, clause: &Clause, object: Term) -> bool {
        self.parts.clear();
        self.parts.push(object);
        for step in &clause.head {
            let Some(part) = self.parts.pop() else { return false };
            match *step {
                Step::Any => {}
                Step::Bind(place) => self.bindings[place] = part,
                Step::Same(place) => {
                    if !exactly_equal(self.bindings[place], part) {
                        return false;
                    }
                }
                Step::Is(term) => {
                    if !exactly_equal(term, part) {
                        return false;
                    }
                }
                Step::Map(keys) => {
                    let Some(pairs) = map::pairs(keys).filter(|_| map::is_map(part)) else { return false };
                    let start = self.parts.len();
                    for (key, _) in pairs {
                        match map::get(part, key) {
                            Some(value) => self.parts.push(value),
                            None => return false,
                        }
                    }
                    self.parts[start..].reverse();
                }
                Step::Cons => match view(part) {
                    View::Cons(head, tail) => self.parts.extend([tail, head]),
                    _ => return false,
                },
                Step::Tuple(size) => match view(part) {
                    View::Tuple(elements) if elements.len() == size => {
                        self.parts.extend(elements.iter().rev());
                    }
                    _ => return false,
                },
            }
        }
        true
    }
}

/// What expressions refer to.
struct Scope<'a> {
    bindings: &'a [Term],
    clause: &'a Clause,
    object: Term,
}

impl Scope<'_> {
    fn body(&self, process: &mut Process) -> Result<Term, Failed> {
        let mut value = NIL;
        for expr in &self.clause.body {
            value = self.value(process, expr)?;
        }
        Ok(value)
    }

    fn value(&self, process: &mut Process, expr: &Expr) -> Result<Term, Failed> {
        match expr {
            Expr::Is(term) => Ok(*term),
            Expr::Variable(place) => Ok(self.bindings[*place]),
            Expr::Object => Ok(self.object),
            Expr::Variables => {
                let values: Vec<Term> = self.clause.in_order.iter().map(|&at| self.bindings[at]).collect();
                Ok(build::list(process, values))
            }
            Expr::Tuple(elements) => {
                let elements = self.values(process, elements)?;
                Ok(build::tuple(process, &elements))
            }
            Expr::List(elements, tail) => {
                let elements = self.values(process, elements)?;
                let tail = self.value(process, tail)?;
                Ok(build::list_onto(process, elements, tail))
            }
            Expr::Map(pairs) => {
                let mut values = Vec::with_capacity(pairs.len());
                for (key, value) in pairs {
                    values.push((self.value(process, key)?, self.value(process, value)?));
                }
                Ok(map::from_pairs(process, values))
            }
            Expr::Call(bif, args) => {
                let mut words = [NIL; MAX_REGISTER_ARGS];
                for (word, arg) in words.iter_mut().zip(args) {
                    *word = self.value(process, arg)?;
                }
                let [a, b, c, d] = words;
                match (bif.entry)(process, a, b, c, d) {
                    WORD_RAISE | WORD_JUMP => {
                        raise::take();
                        Err(Failed)
                    }
                    word => Ok(Term(word)),
                }
            }
            Expr::Logic(logic, args) => self.logic(process, *logic, args),
        }
    }

    fn values(&self, process: &mut Process, exprs: &[Expr]) -> Result<Vec<Term>, Failed> {
        exprs.iter().map(|expr| self.value(process, expr)).collect()
    }

    fn logic(&self, process: &mut Process, logic: Logic, args: &[Expr]) -> Result<Term, Failed> {
        let stop = matches!(logic, Logic::Or | Logic::Orelse);
        let early = matches!(logic, Logic::Andalso | Logic::Orelse);
        let mut result = !stop;
        for (index, arg) in args.iter().enumerate() {
            let value = self.value(process, arg)?;
            if early && index + 1 == args.len() {
                return Ok(value);
            }
            let value = to_boolean(value).ok_or(Failed)?;
            if value == stop {
                result = stop;
                if early {
                    break;
                }
            }
        }
        Ok(build::boolean(result))
    }
}
