//! Running a match specification on an object.

use crate::atom;
use crate::build::{self, View, to_boolean, tuple_elements, view};
use crate::code::{MAX_REGISTER_ARGS, WORD_JUMP, WORD_RAISE};
use crate::compare::{compare, equal, exactly_equal};
use crate::ets::object::listed;
use crate::ets::spec::{Clause, Expr, Head, Logic, Quick, Spec, Step};
use crate::map;
use crate::owned::copy_to;
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

    /// The value of the first clause that matches an object, if one does. It may refer to the object: it has to be copied
    /// before that goes.
    pub fn on(&mut self, process: &mut Process, object: Term) -> Option<Term> {
        let scope = self.scope(process, object)?;
        Some(scope.body::<false>(process).unwrap_or(atom::EXIT.term()))
    }

    /// As [`Run::on`], a value that does not refer to the object, before the values of a list.
    pub fn listed(&mut self, process: &mut Process, object: Term, list: Term) -> Option<Term> {
        let scope = self.scope(process, object)?;
        if let [Expr::Object] = scope.clause.body[..] {
            return Some(listed(object, process, list));
        }
        let value = scope.body::<true>(process).unwrap_or(atom::EXIT.term());
        Some(build::cons(process, value, list))
    }

    /// What the body of the first clause that matches refers to.
    fn scope(&mut self, process: &mut Process, object: Term) -> Option<Scope<'_>> {
        let spec = self.spec;
        let fits = |clause: &&Clause| {
            self.matches(clause, object) && {
                let scope = Scope { bindings: &self.bindings, clause, object, in_body: false };
                clause.guards.iter().all(|guard| {
                    matches!(scope.value::<false>(process, guard), Ok(value) if value == atom::TRUE.term())
                })
            }
        };
        let clause = spec.clauses.iter().find(fits)?;
        Some(Scope { bindings: &self.bindings, clause, object, in_body: true })
    }

    fn matches(&mut self, clause: &Clause, object: Term) -> bool {
        match &clause.head {
            Head::Other(steps) => self.follow(steps, object),
            Head::Tuple { size, plain, deep } => {
                let Some(elements) = tuple_elements(object).filter(|elements| elements.len() == *size) else {
                    return false;
                };
                plain.iter().all(|&(place, step)| self.whole(step, elements[place]))
                    && deep.iter().all(|(place, steps)| self.follow(steps, elements[*place]))
            }
        }
    }

    /// A step that does not take the part apart.
    #[inline]
    fn whole(&mut self, step: Step, part: Term) -> bool {
        match step {
            Step::Bind(place) => {
                self.bindings[place] = part;
                true
            }
            Step::Same(place) => exactly_equal(self.bindings[place], part),
            Step::Is(term) => exactly_equal(term, part),
            Step::Any => true,
            Step::Cons | Step::Tuple(_) | Step::Map(_) => false,
        }
    }

    fn follow(&mut self, steps: &[Step], object: Term) -> bool {
        self.parts.clear();
        self.parts.push(object);
        for &step in steps {
            let Some(part) = self.parts.pop() else { return false };
            match step {
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
                Step::Tuple(size) => match tuple_elements(part) {
                    Some(elements) if elements.len() == size => self.parts.extend(elements.iter().rev()),
                    _ => return false,
                },
                _ => {
                    if !self.whole(step, part) {
                        return false;
                    }
                }
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
    /// In a body the value of what raises is `'EXIT'`, and the rest goes on with that; a guard that raises fails.
    in_body: bool,
}

/// Parts of a tuple or list that are kept without memory of their own until it is made.
const FEW: usize = 6;

/// With `OUT`, values do not refer to the object: parts of it are copied.
impl Scope<'_> {
    fn body<const OUT: bool>(&self, process: &mut Process) -> Result<Term, Failed> {
        let [before @ .., last] = &self.clause.body[..] else { return Err(Failed) };
        for expr in before {
            self.value::<false>(process, expr)?;
        }
        self.value::<OUT>(process, last)
    }

    fn value<const OUT: bool>(&self, process: &mut Process, expr: &Expr) -> Result<Term, Failed> {
        let value = match expr {
            Expr::Is(term) => return Ok(*term),
            Expr::Variable(place) => self.bindings[*place],
            Expr::Object => self.object,
            Expr::Variables => {
                let mut list = NIL;
                for &place in self.clause.in_order.iter().rev() {
                    let value = out::<OUT>(process, self.bindings[place]);
                    list = build::cons(process, value, list);
                }
                return Ok(list);
            }
            Expr::Tuple(elements) => {
                return self.with_values::<OUT>(process, elements, |process, elements| {
                    Ok(build::tuple(process, elements))
                });
            }
            Expr::List(elements, tail) => {
                return self.with_values::<OUT>(process, elements, |process, elements| {
                    let tail = self.value::<OUT>(process, tail)?;
                    Ok(build::list_onto(process, elements.iter().copied(), tail))
                });
            }
            Expr::Map(pairs) => {
                let mut values = Vec::with_capacity(pairs.len());
                for (key, value) in pairs {
                    values.push((self.value::<OUT>(process, key)?, self.value::<OUT>(process, value)?));
                }
                return Ok(map::from_pairs(process, values));
            }
            Expr::Call(bif, quick, args) => {
                let mut words = [NIL; MAX_REGISTER_ARGS];
                for (word, arg) in words.iter_mut().zip(args) {
                    *word = self.value::<false>(process, arg)?;
                }
                let [a, b, c, d] = words;
                if let Some(value) = quick.and_then(|quick| at_once(quick, a, b)) {
                    return Ok(value);
                }
                match (bif.entry)(process, a, b, c, d) {
                    WORD_RAISE | WORD_JUMP => {
                        raise::take();
                        return self.failed();
                    }
                    word => Term(word),
                }
            }
            Expr::Logic(logic, args) => match self.logic(process, *logic, args) {
                Ok(value) => value,
                Err(Failed) => return self.failed(),
            },
        };
        Ok(out::<OUT>(process, value))
    }

    fn failed(&self) -> Result<Term, Failed> {
        if self.in_body { Ok(atom::EXIT.term()) } else { Err(Failed) }
    }

    fn with_values<const OUT: bool>(
        &self,
        process: &mut Process,
        exprs: &[Expr],
        make: impl FnOnce(&mut Process, &[Term]) -> Result<Term, Failed>,
    ) -> Result<Term, Failed> {
        let (mut few, mut many) = ([NIL; FEW], Vec::new());
        let values = match few.get_mut(..exprs.len()) {
            Some(few) => few,
            None => {
                many.resize(exprs.len(), NIL);
                &mut many[..]
            }
        };
        for (value, expr) in values.iter_mut().zip(exprs) {
            *value = self.value::<OUT>(process, expr)?;
        }
        make(process, values)
    }

    fn logic(&self, process: &mut Process, logic: Logic, args: &[Expr]) -> Result<Term, Failed> {
        let stop = matches!(logic, Logic::Or | Logic::Orelse);
        let early = matches!(logic, Logic::Andalso | Logic::Orelse);
        let mut result = !stop;
        for (index, arg) in args.iter().enumerate() {
            let value = self.value::<false>(process, arg)?;
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

/// A copy, if values are not to refer to the object.
#[inline]
fn out<const OUT: bool>(process: &mut Process, value: Term) -> Term {
    if OUT && value.is_pointer() { copy_to(value, process) } else { value }
}

/// What a function makes of two terms; `None`: it has to be called.
fn at_once(function: Quick, a: Term, b: Term) -> Option<Term> {
    let small = |sum: fn(i64, i64) -> Option<i64>| {
        let value = sum(a.to_small()?, b.to_small()?)?;
        Term::fits_small(value).then(|| Term::small(value))
    };
    Some(build::boolean(match function {
        Quick::Less => compare(a, b).is_lt(),
        Quick::NotGreater => compare(a, b).is_le(),
        Quick::Greater => compare(a, b).is_gt(),
        Quick::NotLess => compare(a, b).is_ge(),
        Quick::Equal => equal(a, b),
        Quick::Unequal => !equal(a, b),
        Quick::Same => exactly_equal(a, b),
        Quick::Different => !exactly_equal(a, b),
        Quick::Add => return small(i64::checked_add),
        Quick::Subtract => return small(i64::checked_sub),
        Quick::Multiply => return small(i64::checked_mul),
    }))
}
