//! Terms written as text, for `file:consult/1` and `io:read/1`: built-in functions in module `swerl_code`.

use swerl_runtime::atom::{self, Atom};
use swerl_runtime::bif::{Bif, BifResult};
use swerl_runtime::bifs::badarg;
use swerl_runtime::bits::writer::{Endian, Writer};
use swerl_runtime::build::{self, Arena, Heap};
use swerl_runtime::owned::OwnedTerm;
use swerl_runtime::process::Process;
use swerl_runtime::term::{NIL, Term};
use swerl_runtime::{exports, map, registry, request};
use swerl_syntax::ast::{BinaryElement, Expr, ExprKind, UnaryOp};
use swerl_syntax::{Completeness, completeness, parse_expressions};

use crate::compiler_thread;

/// Registers the built-in functions.
pub(crate) fn start() {
    registry::add(vec![
        Bif::new("swerl_code", "parse_terms", parse_terms),
        Bif::new("swerl_code", "form_length", |_: &mut Process, text: Term| {
            let text = build::list_text(text).ok_or_else(badarg)?;
            Ok(match completeness(&text) {
                Completeness::Complete { end } => Term::small(text[..end].chars().count() as i64),
                _ => atom::FALSE.term(),
            })
        }),
    ]);
}

/// `parse_terms(Text)`: `{ok, Terms}` or `{error, {Line, erl_parse, Words}}`.
fn parse_terms(p: &mut Process, text: Term) -> BifResult {
    request::outside(p, |_| {
        let text = build::list_text(text).ok_or_else(badarg)?;
        // The parser and what walks its trees need a deep stack.
        let failed = |_| OwnedTerm::new(atom::ERROR.term());
        Ok(move || compiler_thread::run(move || parsed(&text)).unwrap_or_else(failed))
    })
}

/// What is wrong with a text: the line and words.
struct Mistake(usize, String);

fn parsed(text: &str) -> OwnedTerm {
    let mut arena = Arena::new();
    match all(&mut arena, text) {
        Ok(terms) => {
            let terms = build::list(&mut arena, terms);
            OwnedTerm::new(build::tuple(&mut arena, &[atom::OK.term(), terms]))
        }
        Err(Mistake(line, words)) => {
            let words = build::string(&mut arena, &words);
            let parts = [Term::small(line as i64), Atom::new("erl_parse").term(), words];
            let place = build::tuple(&mut arena, &parts);
            OwnedTerm::new(build::tuple(&mut arena, &[atom::ERROR.term(), place]))
        }
    }
}

fn all(heap: &mut dyn Heap, text: &str) -> Result<Vec<Term>, Mistake> {
    let mut terms = Vec::new();
    let (mut rest, mut line) = (text, 1);
    while !matches!(completeness(rest), Completeness::Empty) {
        let form = parse_expressions(rest);
        let here = |offset: usize| line + rest[..offset.min(rest.len())].matches('\n').count();
        if let Some(problem) = form.diagnostics.first() {
            return Err(Mistake(here(problem.span.start as usize), problem.message.clone()));
        }
        for expression in &form.expressions {
            let term = term(heap, expression);
            terms.push(term.ok_or_else(|| Mistake(here(expression.span.start as usize), "bad term".into()))?);
        }
        if form.end == 0 {
            break;
        }
        line = here(form.end);
        rest = &rest[form.end..];
    }
    Ok(terms)
}

/// The value of an expression without variables, calls and operators.
fn term(heap: &mut dyn Heap, expr: &Expr) -> Option<Term> {
    Some(match &expr.kind {
        ExprKind::Atom(name) => Atom::try_new(name).ok()?.term(),
        ExprKind::Integer(value) => build::big_integer(heap, value),
        ExprKind::Float(value) => build::float(heap, *value),
        ExprKind::Char(character) => Term::small(i64::from(u32::from(*character))),
        ExprKind::String(codes) => build::list(heap, codes.iter().map(|&code| Term::small(i64::from(code)))),
        ExprKind::Nil => NIL,
        ExprKind::List { elements, tail } => {
            let elements = terms(heap, elements)?;
            let tail = match tail {
                Some(tail) => term(heap, tail)?,
                None => NIL,
            };
            build::list_onto(heap, elements, tail)
        }
        ExprKind::Tuple(elements) => {
            let elements = terms(heap, elements)?;
            build::tuple(heap, &elements)
        }
        ExprKind::Map { base: None, fields } => {
            let mut pairs = Vec::with_capacity(fields.len());
            for field in fields {
                pairs.push((term(heap, &field.key)?, term(heap, &field.value)?));
            }
            map::from_pairs(heap, pairs)
        }
        ExprKind::Binary(elements) => binary(heap, elements)?,
        ExprKind::Unary { op: UnaryOp::Plus, operand } => number(heap, operand, false)?,
        ExprKind::Unary { op: UnaryOp::Minus, operand } => number(heap, operand, true)?,
        ExprKind::FunRemote { module, function, arity } => {
            let name = |term: Option<Term>| term.and_then(Atom::from_term);
            let module = name(term(heap, module))?;
            let function = name(term(heap, function))?;
            let arity = u32::try_from(term(heap, arity)?.to_small()?).ok()?;
            build::external_fun(heap, exports::cell(module, function, arity))
        }
        _ => return None,
    })
}

fn terms(heap: &mut dyn Heap, exprs: &[Expr]) -> Option<Vec<Term>> {
    exprs.iter().map(|expr| term(heap, expr)).collect()
}

fn number(heap: &mut dyn Heap, operand: &Expr, negative: bool) -> Option<Term> {
    match &operand.kind {
        ExprKind::Integer(value) if negative => Some(build::big_integer(heap, &-value.clone())),
        ExprKind::Float(value) if negative => Some(build::float(heap, -value)),
        ExprKind::Char(character) if negative => Some(Term::small(-i64::from(u32::from(*character)))),
        ExprKind::Integer(_) | ExprKind::Float(_) | ExprKind::Char(_) => term(heap, operand),
        _ => None,
    }
}

/// A binary of strings, and of integers with a size or none.
fn binary(heap: &mut dyn Heap, elements: &[BinaryElement]) -> Option<Term> {
    let mut writer = Writer::new();
    for element in elements {
        let wide = match element.specifiers.as_slice() {
            [] => false,
            [(name, None)] if &**name == "utf8" => true,
            _ => return None,
        };
        let size = match &element.size {
            None => 8,
            Some(size) => {
                usize::try_from(term(heap, size)?.to_small()?).ok().filter(|&bits| bits < 1 << 27)?
            }
        };
        let codes: Vec<Term> = match &element.value.kind {
            ExprKind::String(codes) => codes.iter().map(|&code| Term::small(i64::from(code))).collect(),
            _ => vec![term(heap, &element.value)?],
        };
        for code in codes {
            if wide { writer.put_utf8(code)? } else { writer.put_integer(code, size, Endian::Big)? }
        }
    }
    Some(writer.finish(heap))
}
