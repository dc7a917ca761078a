//! From the terms of a match specification to steps and expressions.

use crate::atom::{self, Atom};
use crate::bif::Bif;
use crate::build::{ListIter, View, tuple_elements, view};
use crate::ets::spec::{Clause, Expr, Head, Logic, Quick, Spec, Step};
use crate::map;
use crate::registry;
use crate::term::{NIL, Term};

/// Why a term is no match specification, in words.
pub type Mistake = String;

/// How deep expressions may be nested: they are compiled and run on the native stack.
const DEEPEST: usize = 5000;

/// Functions that guards and bodies may call, by arity.
const FUNCTIONS: [&str; 4] = [
    "node self",
    "abs hd length node round size tl trunc bit_size byte_size map_size not bnot - + float is_atom is_float \
     is_integer is_list is_number is_pid is_port is_reference is_tuple is_map is_binary is_function",
    "element is_map_key map_get binary_part + - * / div rem band bor bxor bsl bsr > < >= =< == =:= =/= /= xor",
    "is_record binary_part",
];

/// Compiles a match specification.
///
/// # Errors
/// It is none; says why.
pub fn compile(spec: Term) -> Result<Spec, Mistake> {
    let terms = proper(spec).ok_or("Match programs are not in a list.")?;
    let mut clauses = Vec::with_capacity(1);
    for term in terms {
        clauses.push(clause(term)?);
    }
    Ok(Spec { clauses })
}

fn clause(clause: Term) -> Result<Clause, Mistake> {
    let Some(&[head, guards, body]) = tuple_elements(clause) else {
        return Err("A match program is no tuple of head, guards and body.".to_string());
    };
    let guards = proper(guards).ok_or("Guards are not in a list.")?;
    let body = proper(body).filter(|_| body.is_cons()).ok_or("The body is no list, or empty.")?;
    let mut compiler = Compiler::default();
    let head = compiler.head(head)?;
    let all = |terms: ListIter| -> Result<Vec<Expr>, Mistake> {
        let mut exprs = Vec::new();
        for term in terms {
            exprs.push(compiler.expression(term, 0)?);
        }
        Ok(exprs)
    };
    let (guards, body) = (all(guards)?, all(body)?);
    let mut in_order: Vec<usize> = (0..compiler.variables.len()).collect();
    in_order.sort_by_key(|&place| compiler.variables[place]);
    Ok(Clause { head, variables: compiler.variables, in_order, guards, body })
}

/// The elements of a proper list.
pub fn proper(list: Term) -> Option<ListIter> {
    let mut elements = ListIter::new(list);
    elements.by_ref().for_each(drop);
    elements.ended_proper().then(|| ListIter::new(list))
}

/// The number of a variable like `'$1'`.
pub fn variable(term: Term) -> Option<u64> {
    let digits = Atom::from_term(term)?.name().strip_prefix('$')?;
    let plain = !digits.is_empty() && digits.len() <= 9 && digits.bytes().all(|byte| byte.is_ascii_digit());
    if plain { digits.parse().ok() } else { None }
}

/// Whether a term is `'_'`.
pub fn is_any(term: Term) -> bool {
    Atom::from_term(term).is_some_and(|atom| atom.name() == "_")
}

#[derive(Default)]
struct Compiler {
    variables: Vec<u64>,
}

impl Compiler {
    fn head(&mut self, head: Term) -> Result<Head, Mistake> {
        let Some(elements) = tuple_elements(head) else { return Ok(Head::Other(self.pattern(head)?)) };
        let (mut plain, mut deep) = (Vec::new(), Vec::new());
        let has_parts = |element| matches!(view(element), View::Cons(..) | View::Tuple(_) | View::Map(_));
        for (place, &element) in elements.iter().enumerate().filter(|&(_, &element)| !has_parts(element)) {
            if !is_any(element) {
                plain.push((place, self.whole(element)));
            }
        }
        for (place, &element) in elements.iter().enumerate().filter(|&(_, &element)| has_parts(element)) {
            deep.push((place, self.pattern(element)?));
        }
        Ok(Head::Tuple { size: elements.len(), plain, deep })
    }

    /// A pattern without parts.
    fn whole(&mut self, part: Term) -> Step {
        match variable(part) {
            _ if is_any(part) => Step::Any,
            Some(number) => self.bind(number),
            None => Step::Is(part),
        }
    }

    fn pattern(&mut self, pattern: Term) -> Result<Vec<Step>, Mistake> {
        let mut steps = Vec::new();
        let mut rests = vec![pattern];
        while let Some(part) = rests.pop() {
            steps.push(match view(part) {
                View::Cons(head, tail) => {
                    rests.extend([tail, head]);
                    Step::Cons
                }
                View::Tuple(elements) => {
                    rests.extend(elements.iter().rev());
                    Step::Tuple(elements.len())
                }
                View::Map(map) => {
                    let (keys, values): (Vec<Term>, Vec<Term>) =
                        map::pairs(map).into_iter().flatten().unzip();
                    if keys.iter().any(|&key| variable(key).is_some()) {
                        return Err("Variable found in map key.".to_string());
                    }
                    if keys.iter().any(|&key| is_any(key)) {
                        return Err("Underscore found in map key.".to_string());
                    }
                    rests.extend(values.iter().rev());
                    Step::Map(map)
                }
                _ => self.whole(part),
            });
        }
        Ok(steps)
    }

    fn bind(&mut self, number: u64) -> Step {
        match self.variables.iter().position(|&other| other == number) {
            Some(place) => Step::Same(place),
            None => {
                self.variables.push(number);
                Step::Bind(self.variables.len() - 1)
            }
        }
    }

    fn expression(&self, term: Term, depth: usize) -> Result<Expr, Mistake> {
        if depth > DEEPEST {
            return Err("The match specification is nested too deeply.".to_string());
        }
        match view(term) {
            View::Atom(atom) => self.atom(atom),
            View::Cons(..) => self.list(term, depth),
            View::Tuple(elements) => self.tuple(elements, depth),
            View::Map(map) => {
                let pairs = map::pairs(map).into_iter().flatten();
                let expression = |term| self.expression(term, depth + 1);
                let pairs = pairs.map(|(key, value)| Ok((expression(key)?, expression(value)?)));
                Ok(Expr::Map(pairs.collect::<Result<_, Mistake>>()?))
            }
            _ => Ok(Expr::Is(term)),
        }
    }

    fn atom(&self, atom: Atom) -> Result<Expr, Mistake> {
        match atom.name() {
            "$_" => Ok(Expr::Object),
            "$$" => Ok(Expr::Variables),
            name => match variable(atom.term()) {
                None => Ok(Expr::Is(atom.term())),
                Some(number) => {
                    let place = self.variables.iter().position(|&other| other == number);
                    place.map(Expr::Variable).ok_or_else(|| format!("Variable '{name}' is unbound."))
                }
            },
        }
    }

    fn list(&self, list: Term, depth: usize) -> Result<Expr, Mistake> {
        let mut elements = Vec::new();
        let mut rest = list;
        while let View::Cons(head, tail) = view(rest) {
            elements.push(self.expression(head, depth + 1)?);
            rest = tail;
        }
        let tail = if rest == NIL { Expr::Is(NIL) } else { self.expression(rest, depth + 1)? };
        let constant = |expr: &Expr| matches!(expr, Expr::Is(_));
        if constant(&tail) && elements.iter().all(constant) && elements.iter().all(plain) {
            return Ok(Expr::Is(list));
        }
        Ok(Expr::List(elements, Box::new(tail)))
    }

    fn tuple(&self, elements: &[Term], depth: usize) -> Result<Expr, Mistake> {
        let [first, args @ ..] = elements else {
            return Err("The empty tuple is no function call.".to_string());
        };
        let Some(name) = Atom::from_term(*first) else {
            return match (tuple_elements(*first), args) {
                (Some(elements), []) => Ok(Expr::Tuple(self.all(elements, depth)?)),
                _ => Err("A tuple is no function call.".to_string()),
            };
        };
        match (name.name(), args) {
            ("const", &[value]) => return Ok(Expr::Is(value)),
            ("and", [_, ..]) => return Ok(Expr::Logic(Logic::And, self.all(args, depth)?)),
            ("or", [_, ..]) => return Ok(Expr::Logic(Logic::Or, self.all(args, depth)?)),
            ("andalso", [_, ..]) => return Ok(Expr::Logic(Logic::Andalso, self.all(args, depth)?)),
            ("orelse", [_, ..]) => return Ok(Expr::Logic(Logic::Orelse, self.all(args, depth)?)),
            _ => {}
        }
        let function = function(name, args.len())
            .ok_or_else(|| format!("Function {}/{} does_not_exist.", name.name(), args.len()))?;
        Ok(Expr::Call(function, quick(name, args.len()), self.all(args, depth)?))
    }

    fn all(&self, terms: &[Term], depth: usize) -> Result<Vec<Expr>, Mistake> {
        terms.iter().map(|&term| self.expression(term, depth + 1)).collect()
    }
}

/// Whether a constant stands for itself in the list it came from: it was not written as `{const, X}`.
fn plain(expr: &Expr) -> bool {
    matches!(expr, Expr::Is(term) if tuple_elements(*term).is_none() && !term.is_cons())
}

fn function(name: Atom, arity: usize) -> Option<&'static Bif> {
    let names = FUNCTIONS.get(arity)?;
    names.split_ascii_whitespace().find(|&known| known == name.name())?;
    registry::find(atom::ERLANG, name, arity as u32)
}

fn quick(name: Atom, arity: usize) -> Option<Quick> {
    if arity != 2 {
        return None;
    }
    Some(match name.name() {
        "<" => Quick::Less,
        "=<" => Quick::NotGreater,
        ">" => Quick::Greater,
        ">=" => Quick::NotLess,
        "==" => Quick::Equal,
        "/=" => Quick::Unequal,
        "=:=" => Quick::Same,
        "=/=" => Quick::Different,
        "+" => Quick::Add,
        "-" => Quick::Subtract,
        "*" => Quick::Multiply,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_function_is_a_built_in() {
        for (arity, names) in FUNCTIONS.iter().enumerate() {
            for name in names.split_ascii_whitespace() {
                assert!(function(Atom::new(name), arity).is_some(), "{name}/{arity}");
            }
        }
    }
}
