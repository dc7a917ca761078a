//! Attributes: `-name(…).`

use super::{Parse, Parser};
use crate::ast::{BinaryOp, Expr, ExprKind, FormKind, FunName, Name};
use crate::diagnostic::Diagnostic;
use crate::span::Span;
use crate::token::{Fixed, TokenKind};

impl Parser<'_> {
    /// An attribute up to its dot.
    pub(super) fn attribute(&mut self) -> Parse<FormKind> {
        self.advance();
        let place = self.span();
        let name = self.expect_atom("an attribute's name")?;
        match &*name {
            "spec" | "callback" => {
                self.spec()?;
                self.expect_dot()?;
                Ok(FormKind::Type { attribute: name })
            }
            "type" | "opaque" => {
                self.type_definition(&name)?;
                self.expect_dot()?;
                Ok(FormKind::Type { attribute: name })
            }
            "record" => self.record_definition(),
            _ => {
                let values = self.attribute_values(place)?;
                self.build_attribute(name, place, values)
            }
        }
    }

    pub(super) fn expect_dot(&mut self) -> Parse<()> {
        match self.peek() {
            TokenKind::Dot => Ok(()),
            _ => self.unexpected("`.`"),
        }
    }

    /// `(expr, …)` or `expr, …` and the dot, which is not taken.
    fn attribute_values(&mut self, place: Span) -> Parse<Vec<Expr>> {
        if !self.at(Fixed::OpenParen) {
            let values = self.expressions()?;
            self.reject_type(place)?;
            self.expect_dot()?;
            return Ok(values);
        }
        self.open(")");
        let values = self.expressions()?;
        self.reject_type(place)?;
        self.close(Fixed::CloseParen, "`,`, `)` or an operator")?;
        self.expect_dot()?;
        Ok(values)
    }

    /// `::` belongs into types alone.
    fn reject_type(&mut self, place: Span) -> Parse<()> {
        if self.at(Fixed::DoubleColon) {
            return self.fail(Diagnostic::error(place, "bad attribute"));
        }
        Ok(())
    }

    fn build_attribute(&mut self, name: Name, place: Span, values: Vec<Expr>) -> Parse<FormKind> {
        let mut values = values.into_iter();
        let Some(first) = values.next() else { return self.bad_declaration(place, &name) };
        let second = values.next();
        let extra = values.next();
        match (&*name, second) {
            ("module", None) => match first.kind {
                ExprKind::Atom(module) => Ok(FormKind::Module(module)),
                _ => self.bad_declaration(first.span, "module"),
            },
            ("module", Some(_)) => {
                self.fail(Diagnostic::error(place, "parameterized modules are no longer supported"))
            }
            ("export", None) => Ok(FormKind::Export(self.fun_names(first)?)),
            ("import", Some(functions)) if extra.is_none() => match first.kind {
                ExprKind::Atom(module) => {
                    Ok(FormKind::Import { module, functions: self.fun_names(functions)? })
                }
                _ => self.bad_declaration(first.span, "import"),
            },
            ("export" | "import", second) => {
                let span = second.map_or(first.span, |second| second.span);
                self.bad_declaration(span, &name)
            }
            ("on_load", None) => {
                let span = first.span;
                match fun_name(first) {
                    Ok(function) => Ok(FormKind::OnLoad(function)),
                    Err(_) => self.bad_declaration(span, "on_load"),
                }
            }
            (_, Some(second)) => self.fail(Diagnostic::error(second.span, "bad attribute")),
            (_, None) => match non_constant(&first) {
                Some(span) => self.fail(
                    Diagnostic::error(span, "bad attribute").with_help("an attribute's value is a constant"),
                ),
                None if &*name == "optional_callbacks" => Ok(FormKind::Type { attribute: name }),
                None => Ok(FormKind::Attribute { name, value: first }),
            },
        }
    }

    pub(super) fn bad_declaration<T>(&mut self, span: Span, what: &str) -> Parse<T> {
        let error = Diagnostic::error(span, format!("bad {what} declaration"));
        self.fail(match what {
            "module" => error.with_help("write -module(name)."),
            "export" => error.with_help("write -export([name/arity, …])."),
            "import" => error.with_help("write -import(module, [name/arity, …])."),
            "record" => error.with_help("write -record(name, {field, field = Default, …})."),
            "on_load" => error.with_help("write -on_load(name/0)."),
            "type" | "opaque" => error.with_help(format!("write -{what} name(Variables) :: Type.")),
            _ => error,
        })
    }

    /// `[name/arity, …]`
    fn fun_names(&mut self, list: Expr) -> Parse<Vec<FunName>> {
        let span = list.span;
        let elements = match list.kind {
            ExprKind::Nil => Vec::new(),
            ExprKind::List { elements, tail: None } => elements,
            _ => return self.fail(bad_name(span)),
        };
        elements.into_iter().map(|element| fun_name(element).or_else(|error| self.fail(*error))).collect()
    }
}

fn bad_name(span: Span) -> Diagnostic {
    Diagnostic::error(span, "bad Name/Arity").with_help("write a list like [start/0, loop/2]")
}

/// `name/arity`
fn fun_name(expr: Expr) -> Result<FunName, Box<Diagnostic>> {
    let ExprKind::Binary2 { op: BinaryOp::Div, left, right } = expr.kind else {
        return Err(bad_name(expr.span).boxed());
    };
    let ExprKind::Atom(name) = left.kind else {
        return Err(Diagnostic::error(left.span, "bad function name").boxed());
    };
    match right.kind {
        ExprKind::Integer(arity) if u32::try_from(&arity).is_ok() => {
            let arity = u32::try_from(arity).unwrap_or_default();
            Ok(FunName { span: expr.span, name, arity })
        }
        _ => Err(Diagnostic::error(right.span, "bad function arity").boxed()),
    }
}

/// The place of the first part of an expression that is no constant; `name/arity` counts as one.
pub(super) fn non_constant(expr: &Expr) -> Option<Span> {
    let mut pending = vec![expr];
    while let Some(expr) = pending.pop() {
        match &expr.kind {
            ExprKind::Atom(_)
            | ExprKind::Integer(_)
            | ExprKind::Float(_)
            | ExprKind::Char(_)
            | ExprKind::String(_)
            | ExprKind::Nil => {}
            ExprKind::List { elements, tail } => {
                pending.extend(tail.as_deref());
                pending.extend(elements.iter().rev());
            }
            ExprKind::Tuple(elements) => pending.extend(elements.iter().rev()),
            ExprKind::Map { base: None, fields } => {
                for field in fields.iter().rev() {
                    if field.exact {
                        return Some(field.span);
                    }
                    pending.extend([&field.value, &field.key]);
                }
            }
            ExprKind::Unary { operand, .. } if is_number(operand) => {}
            ExprKind::Binary2 { op: BinaryOp::Div, left, right }
                if matches!((&left.kind, &right.kind), (ExprKind::Atom(_), ExprKind::Integer(_))) => {}
            ExprKind::FunRemote { .. } | ExprKind::Binary(_) => {}
            _ => return Some(expr.span),
        }
    }
    None
}

fn is_number(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Integer(_) | ExprKind::Float(_) | ExprKind::Char(_))
}
