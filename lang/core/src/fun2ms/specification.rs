//! A fun as a match specification: a list of clauses `{Head, Guards, Body}`.

use std::collections::{BTreeSet, HashMap};

use swerl_syntax::ast::{BinaryElement, Clause, Expr, ExprKind, MapField, Name, RecordField, RecordFieldDef};
use swerl_syntax::diagnostic::Diagnostic;
use swerl_syntax::span::Span;

use crate::builtins;
use crate::constant;
use crate::ir::Lit;

/// Functions that a specification may call in guards and bodies.
const FUNCTIONS: &str = "is_atom/1 is_float/1 is_integer/1 is_list/1 is_number/1 is_pid/1 is_port/1 is_reference/1 \
    is_tuple/1 is_map/1 is_map_key/2 is_binary/1 is_function/1 is_record/2 is_seq_trace/0 abs/1 element/2 hd/1 \
    length/1 node/0 node/1 round/1 size/1 bit_size/1 byte_size/1 map_size/1 map_get/2 binary_part/2 binary_part/3 tl/1 \
    trunc/1 self/0 float/1";

/// Functions with an effect, for bodies, and what tells of traced processes.
const ACTIONS: &str = "set_seq_token/2 get_seq_token/0 message/1 return_trace/0 exception_trace/0 process_dump/0 \
    enable_trace/1 enable_trace/2 disable_trace/1 disable_trace/2 display/1 caller/0 set_tcw/1 silent/1 trace/2 trace/3";

/// Specifications nest no deeper.
const MAX_DEPTH: usize = 1_000;

/// What is wrong, and where.
type Misfit = (Span, String);
type Translated = Result<Expr, Misfit>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Guard,
    Body,
}

impl Part {
    fn name(self) -> &'static str {
        if self == Part::Guard { "guard" } else { "body" }
    }
}

/// Translates funs; knows the records that have been defined so far.
#[derive(Default)]
pub struct Translator {
    records: HashMap<Name, Vec<RecordFieldDef>>,
    /// Records that have become tuples.
    pub used: BTreeSet<Name>,
    pub diagnostics: Vec<Diagnostic>,
    /// What the variables of the head under way have become.
    bound: Vec<(Name, Name)>,
    next: u32,
    depth: usize,
}

fn make(span: Span, kind: ExprKind) -> Expr {
    Expr { span, kind }
}

fn atom(span: Span, name: &str) -> Expr {
    make(span, ExprKind::Atom(name.into()))
}

fn tuple(span: Span, parts: Vec<Expr>) -> Expr {
    make(span, ExprKind::Tuple(parts))
}

fn list(span: Span, elements: Vec<Expr>) -> Expr {
    make(span, if elements.is_empty() { ExprKind::Nil } else { ExprKind::List { elements, tail: None } })
}

/// A tuple as a specification writes it: `{{…}}`.
fn quoted(span: Span, parts: Vec<Expr>) -> Expr {
    tuple(span, vec![tuple(span, parts)])
}

fn integer(span: Span, value: usize) -> Expr {
    make(span, ExprKind::Integer(value.into()))
}

fn fails<T>(span: Span, message: impl Into<String>) -> Result<T, Misfit> {
    Err((span, message.into()))
}

impl Translator {
    pub fn define(&mut self, name: &Name, fields: &[RecordFieldDef]) {
        self.records.entry(name.clone()).or_insert_with(|| fields.to_vec());
    }

    /// Replaces a call of `ets:fun2ms/1`. `seen`: the variables that stand before it.
    pub fn call(&mut self, expr: &mut Expr, seen: &[Name]) {
        let ExprKind::RemoteCall { args, .. } = &expr.kind else { return };
        let clauses = match args.as_slice() {
            [Expr { kind: ExprKind::Fun { name: None, clauses }, .. }] => clauses,
            _ => {
                let error =
                    Diagnostic::error(expr.span, "Parameter of ets/dbg:fun2ms/1 is not a literal fun");
                return self.diagnostics.push(error);
            }
        };
        match self.clauses(clauses, seen) {
            Ok(elements) => *expr = list(expr.span, elements),
            Err((span, message)) => {
                self.diagnostics.push(Diagnostic::error(span, message));
                // Nothing more is to be said of it.
                expr.kind = ExprKind::Error;
            }
        }
    }

    fn clauses(&mut self, clauses: &[Clause], seen: &[Name]) -> Result<Vec<Expr>, Misfit> {
        let mut made = Vec::new();
        for clause in clauses {
            // A `;` in a guard makes a clause of its own of each alternative.
            let alternatives: Vec<&[Expr]> = match clause.guard.len() {
                0 => vec![&[]],
                _ => clause.guard.iter().map(Vec::as_slice).collect(),
            };
            for guard in alternatives {
                made.push(self.clause(clause, guard, seen)?);
            }
        }
        Ok(made)
    }

    fn clause(&mut self, clause: &Clause, guard: &[Expr], seen: &[Name]) -> Translated {
        let span = clause.span;
        let fits = matches!(clause.patterns.as_slice(), [pattern] if is_object(pattern));
        if !fits {
            return fails(span, "ets:fun2ms requires fun with single variable or tuple parameter");
        }
        (self.bound, self.next) = (Vec::new(), 1);
        let mut pattern = &clause.patterns[0];
        if let ExprKind::Match { pattern: left, value: right } = &pattern.kind {
            let (name, other) = match (&left.kind, &right.kind) {
                (ExprKind::Var(name), _) => (name, &**right),
                (_, ExprKind::Var(name)) => (name, &**left),
                _ => return fails(pattern.span, IN_HEAD),
            };
            self.shadowed(name, pattern.span, seen);
            self.bound.push((name.clone(), "$_".into()));
            pattern = other;
        }
        let head = self.head(pattern, seen)?;
        let guards: Result<Vec<Expr>, Misfit> = guard.iter().map(|test| self.test(test)).collect();
        let body: Result<Vec<Expr>, Misfit> =
            clause.body.iter().map(|expr| self.term(expr, Part::Body)).collect();
        Ok(tuple(span, vec![head, list(span, guards?), list(span, body?)]))
    }

    fn shadowed(&mut self, name: &Name, span: Span, seen: &[Name]) {
        if &**name != "_" && seen.contains(name) {
            let message = format!("variable '{name}' shadowed in ms_transform fun head");
            self.diagnostics.push(Diagnostic::warning(span, message));
        }
    }

    fn deeper<T>(
        &mut self,
        span: Span,
        translate: impl FnOnce(&mut Self) -> Result<T, Misfit>,
    ) -> Result<T, Misfit> {
        if self.depth >= MAX_DEPTH {
            return fails(span, "this is nested too deep for a match specification");
        }
        self.depth += 1;
        let result = translate(self);
        self.depth -= 1;
        result
    }

    /// A pattern.
    fn head(&mut self, pattern: &Expr, seen: &[Name]) -> Translated {
        self.deeper(pattern.span, |s| s.head_of(pattern, seen))
    }

    fn heads(&mut self, patterns: &[Expr], seen: &[Name]) -> Result<Vec<Expr>, Misfit> {
        patterns.iter().map(|pattern| self.head(pattern, seen)).collect()
    }

    fn head_of(&mut self, pattern: &Expr, seen: &[Name]) -> Translated {
        let span = pattern.span;
        Ok(match &pattern.kind {
            ExprKind::Match { .. } => return fails(span, IN_HEAD),
            ExprKind::Atom(name) if is_reserved(name) => {
                let message = format!(
                    "fun head contains atom {name}, which conflics with reserved atoms in match_spec heads"
                );
                return fails(span, message);
            }
            ExprKind::Var(name) => {
                self.shadowed(name, span, seen);
                atom(span, &self.bind(name))
            }
            ExprKind::Tuple(parts) => tuple(span, self.heads(parts, seen)?),
            ExprKind::List { elements, tail } => {
                let elements = self.heads(elements, seen)?;
                let tail = match tail {
                    Some(tail) => Some(Box::new(self.head(tail, seen)?)),
                    None => None,
                };
                make(span, ExprKind::List { elements, tail })
            }
            ExprKind::Map { base: None, fields } => {
                let mut translated = Vec::new();
                for MapField { span, key, value, .. } in fields {
                    let (key, value) = (self.head(key, seen)?, self.head(value, seen)?);
                    translated.push(MapField { span: *span, key, value, exact: false });
                }
                make(span, ExprKind::Map { base: None, fields: translated })
            }
            ExprKind::Binary(elements) => {
                for element in elements {
                    if let ExprKind::Var(name) = &element.value.kind {
                        let message = format!(
                            "fun head contains bit syntax matching of variable {name}, which cannot be translated into \
                             match_spec"
                        );
                        return fails(element.span, message);
                    }
                }
                pattern.clone()
            }
            ExprKind::Record { name, fields } => {
                let values: Result<Vec<Expr>, Misfit> =
                    fields.iter().map(|field| self.head(&field.value, seen)).collect();
                let (definition, values) = self.fields(span, "head", name, fields, values?)?;
                let rest = rest_of(fields, &values).unwrap_or_else(|| atom(span, "_"));
                let value = |field: &RecordFieldDef| {
                    given(fields, &values, &field.name).unwrap_or_else(|| rest.clone())
                };
                let parts = std::iter::once(atom(span, name)).chain(definition.iter().map(value));
                tuple(span, parts.collect())
            }
            _ => pattern.clone(),
        })
    }

    /// What a variable of the head has become.
    fn bind(&mut self, name: &Name) -> Name {
        if &**name == "_" {
            return "_".into();
        }
        if let Some((_, made)) = self.bound.iter().find(|(bound, _)| bound == name) {
            return made.clone();
        }
        let made: Name = format!("${}", self.next).into();
        self.next += 1;
        self.bound.push((name.clone(), made.clone()));
        made
    }

    /// A record's definition, for fields that it has, each given once.
    fn fields(
        &mut self,
        span: Span,
        part: &str,
        name: &Name,
        fields: &[RecordField],
        values: Vec<Expr>,
    ) -> Result<(Vec<RecordFieldDef>, Vec<Expr>), Misfit> {
        let Some(definition) = self.records.get(name).cloned() else {
            return fails(span, format!("fun {part} contains unknown record type {name}"));
        };
        self.used.insert(name.clone());
        for (index, field) in fields.iter().enumerate() {
            let shown = field.name.as_deref().unwrap_or("_");
            if fields[..index].iter().any(|other| other.name == field.name) {
                let message =
                    format!("fun {part} contains already defined field {shown} in record type {name}");
                return fails(span, message);
            }
            if let Some(own) = &field.name
                && !definition.iter().any(|known| known.name == *own)
            {
                let message =
                    format!("fun {part} contains reference to unknown field {own} in record type {name}");
                return fails(span, message);
            }
        }
        Ok((definition, values))
    }

    /// Where a field stands in a record's tuple.
    fn position(&mut self, span: Span, part: Part, name: &Name, field: &Name) -> Result<usize, Misfit> {
        let part = part.name();
        let Some(definition) = self.records.get(name) else {
            return fails(span, format!("fun {part} contains unknown record type {name}"));
        };
        self.used.insert(name.clone());
        match definition.iter().position(|known| known.name == *field) {
            Some(index) => Ok(index + 2),
            None => fails(
                span,
                format!("fun {part} contains reference to unknown field {field} in record type {name}"),
            ),
        }
    }

    /// A whole test of a guard: here the old names of type tests are legal.
    fn test(&mut self, test: &Expr) -> Translated {
        if let ExprKind::Call { callee, args } = &test.kind
            && let ExprKind::Atom(name) = &callee.kind
            && let Some(modern) = builtins::obsolete_type_test(name, args.len() as u32)
        {
            let arg = self.term(&args[0], Part::Guard)?;
            return Ok(tuple(test.span, vec![atom(callee.span, modern), arg]));
        }
        self.term(test, Part::Guard)
    }

    /// An expression of a guard or a body.
    fn term(&mut self, expr: &Expr, part: Part) -> Translated {
        self.deeper(expr.span, |s| s.term_of(expr, part))
    }

    fn terms<'e>(
        &mut self,
        exprs: impl IntoIterator<Item = &'e Expr>,
        part: Part,
    ) -> Result<Vec<Expr>, Misfit> {
        exprs.into_iter().map(|expr| self.term(expr, part)).collect()
    }

    /// `{Operator, …}`
    fn operation<'e>(
        &mut self,
        span: Span,
        operator: &str,
        operands: impl IntoIterator<Item = &'e Expr>,
        part: Part,
    ) -> Translated {
        let mut parts = vec![atom(span, operator)];
        parts.append(&mut self.terms(operands, part)?);
        Ok(tuple(span, parts))
    }

    fn term_of(&mut self, expr: &Expr, part: Part) -> Translated {
        let span = expr.span;
        match &expr.kind {
            ExprKind::Integer(_)
            | ExprKind::Float(_)
            | ExprKind::Char(_)
            | ExprKind::String(_)
            | ExprKind::Nil
            | ExprKind::Error => Ok(expr.clone()),
            ExprKind::Atom(name) if name.starts_with('$') => {
                Ok(tuple(span, vec![atom(span, "const"), expr.clone()]))
            }
            ExprKind::Atom(_) => Ok(expr.clone()),
            ExprKind::Var(name) => match self.bound.iter().find(|(bound, _)| bound == name) {
                Some((_, made)) => Ok(atom(span, made)),
                None if &**name == "_" => Ok(atom(span, "_")),
                None => Ok(tuple(span, vec![atom(span, "const"), expr.clone()])),
            },
            ExprKind::List { elements, tail } => {
                let elements = self.terms(elements, part)?;
                let tail = match tail {
                    Some(tail) => Some(Box::new(self.term(tail, part)?)),
                    None => None,
                };
                Ok(make(span, ExprKind::List { elements, tail }))
            }
            ExprKind::Tuple(parts) => Ok(quoted(span, self.terms(parts, part)?)),
            ExprKind::Map { base: None, fields } => {
                let mut translated = Vec::new();
                for MapField { span, key, value, exact } in fields {
                    let (key, value) = (self.term(key, part)?, self.term(value, part)?);
                    translated.push(MapField { span: *span, key, value, exact: *exact });
                }
                Ok(make(span, ExprKind::Map { base: None, fields: translated }))
            }
            ExprKind::Binary(elements) => self.bits(span, elements, part),
            ExprKind::Record { name, fields } => {
                let values = self.terms(fields.iter().map(|field| &field.value), part)?;
                let (definition, values) = self.fields(span, part.name(), name, fields, values)?;
                let rest = rest_of(fields, &values);
                let value = |field: &RecordFieldDef| {
                    let default = || field.default.clone().unwrap_or_else(|| atom(span, "undefined"));
                    given(fields, &values, &field.name).or_else(|| rest.clone()).unwrap_or_else(default)
                };
                let parts = std::iter::once(atom(span, name)).chain(definition.iter().map(value));
                Ok(quoted(span, parts.collect()))
            }
            ExprKind::RecordUpdate { base, name, fields } if matches!(base.kind, ExprKind::Var(_)) => {
                let object = self.term(base, part)?;
                let values = self.terms(fields.iter().map(|field| &field.value), part)?;
                let (definition, values) = self.fields(span, part.name(), name, fields, values)?;
                let element = |index: usize| {
                    tuple(span, vec![atom(span, "element"), integer(span, index + 2), object.clone()])
                };
                let value = |(index, field): (usize, &RecordFieldDef)| {
                    given(fields, &values, &field.name).unwrap_or_else(|| element(index))
                };
                let parts = std::iter::once(atom(span, name)).chain(definition.iter().enumerate().map(value));
                Ok(quoted(span, parts.collect()))
            }
            ExprKind::RecordAccess { base, name, field } => {
                let position = self.position(span, part, name, field)?;
                let object = self.term(base, part)?;
                Ok(tuple(span, vec![atom(span, "element"), integer(span, position), object]))
            }
            ExprKind::RecordIndex { name, field } => {
                Ok(integer(span, self.position(span, part, name, field)?))
            }
            _ => self.operator(expr, part),
        }
    }

    fn operator(&mut self, expr: &Expr, part: Part) -> Translated {
        let span = expr.span;
        if let Some(number) = constant::number(expr) {
            return Ok(make(
                span,
                match number {
                    Lit::Int(value) => ExprKind::Integer(value.into()),
                    Lit::Big(value) => ExprKind::Integer(value),
                    Lit::Float(value) => ExprKind::Float(value),
                    _ => return Ok(expr.clone()),
                },
            ));
        }
        match &expr.kind {
            ExprKind::Match { .. } => {
                let message = match part {
                    Part::Guard => "fun with guard matching ('=' in guard) is illegal as match_spec as well",
                    Part::Body => "fun with body matching ('=' in body) is illegal as match_spec",
                };
                fails(span, message)
            }
            ExprKind::Unary { op, operand } => self.operation(span, op.name(), [&**operand], part),
            ExprKind::Binary2 { op, left, right } => {
                self.operation(span, op.name(), [&**left, &**right], part)
            }
            ExprKind::AndAlso(left, right) => self.operation(span, "andalso", [&**left, &**right], part),
            ExprKind::OrElse(left, right) => self.operation(span, "orelse", [&**left, &**right], part),
            ExprKind::Call { callee, args } => match &callee.kind {
                ExprKind::Atom(name) => self.local_call(span, name, args, part),
                _ => self.refuse(span, "call", part),
            },
            ExprKind::RemoteCall { module, function, args } => match (&module.kind, &function.kind) {
                (ExprKind::Atom(module), ExprKind::Atom(name)) => {
                    self.remote_call(span, module, name, args, part)
                }
                _ => self.refuse(span, "call", part),
            },
            other => self.refuse(span, element_name(other), part),
        }
    }

    fn refuse(&self, span: Span, element: &str, part: Part) -> Translated {
        let part = part.name();
        fails(
            span,
            format!("the language element {element} (in {part}) cannot be translated into match_spec"),
        )
    }

    fn local_call(&mut self, span: Span, name: &Name, args: &[Expr], part: Part) -> Translated {
        match (&**name, args) {
            ("bindings", []) => return Ok(atom(span, "$*")),
            ("object", []) => return Ok(atom(span, "$_")),
            ("is_record", [object, Expr { kind: ExprKind::Atom(record), span: place }]) => {
                let object = self.term(object, part)?;
                let Some(definition) = self.records.get(record) else {
                    let part = part.name();
                    return fails(*place, format!("fun {part} contains unknown record type {record}"));
                };
                let size = definition.len() + 1;
                self.used.insert(record.clone());
                let parts = vec![atom(span, name), object, atom(*place, record), integer(*place, size)];
                return Ok(tuple(span, parts));
            }
            _ => {}
        }
        if !is_function(name, args.len(), part) {
            let (arity, part) = (args.len(), part.name());
            let message = format!(
                "fun containing the local function call '{name}/{arity}' (called in {part}) cannot be translated into \
                 match_spec"
            );
            return fails(span, message);
        }
        self.operation(span, name, args, part)
    }

    fn remote_call(
        &mut self,
        span: Span,
        module: &str,
        name: &Name,
        args: &[Expr],
        part: Part,
    ) -> Translated {
        let arity = args.len();
        if module == "erlang" && builtins::is_guard_operator(name, arity as u32) {
            return self.operation(span, name, args, part);
        }
        if module == "erlang" && is_function(name, arity, Part::Guard) {
            return self.local_call(span, name, args, part);
        }
        let part = part.name();
        let message = format!(
            "fun containing the remote function call '{module}:{name}/{arity}' (called in {part}) cannot be translated \
             into match_spec"
        );
        fails(span, message)
    }

    /// Bits are built before the specification runs.
    fn bits(&mut self, span: Span, elements: &[BinaryElement], part: Part) -> Translated {
        for element in elements {
            if let ExprKind::Var(name) = &element.value.kind
                && self.bound.iter().any(|(bound, _)| bound == name)
            {
                let part = part.name();
                let message = format!(
                    "bit syntax construction with variable {name} (in {part}) cannot be translated into match_spec"
                );
                return fails(element.span, message);
            }
        }
        Ok(make(span, ExprKind::Binary(elements.to_vec())))
    }
}

const IN_HEAD: &str = "in fun head, only matching (=) on toplevel can be translated into match_spec";

/// Whether a pattern may be that of a table's object.
fn is_object(pattern: &Expr) -> bool {
    match &pattern.kind {
        ExprKind::Var(_) | ExprKind::Tuple(_) | ExprKind::Record { .. } => true,
        ExprKind::Match { pattern, value } => match (&pattern.kind, &value.kind) {
            (ExprKind::Var(_), _) => is_object(value),
            (_, ExprKind::Var(_)) => is_object(pattern),
            _ => false,
        },
        _ => false,
    }
}

/// `'$1'` and the like.
fn is_reserved(name: &str) -> bool {
    name.strip_prefix('$').is_some_and(|rest| rest.parse::<i64>().is_ok())
}

fn is_function(name: &str, arity: usize, part: Part) -> bool {
    let wanted = format!("{name}/{arity}");
    let within = |table: &str| table.split_whitespace().any(|known| known == wanted);
    within(FUNCTIONS) || wanted == "get_tcw/0" || part == Part::Body && within(ACTIONS)
}

/// The value that is given for a field.
fn given(fields: &[RecordField], values: &[Expr], name: &Name) -> Option<Expr> {
    fields.iter().position(|field| field.name.as_ref() == Some(name)).map(|index| values[index].clone())
}

/// The value that is given for all other fields, `_ = Value`.
fn rest_of(fields: &[RecordField], values: &[Expr]) -> Option<Expr> {
    fields.iter().position(|field| field.name.is_none()).map(|index| values[index].clone())
}

/// What an expression is called.
fn element_name(kind: &ExprKind) -> &'static str {
    match kind {
        ExprKind::ListComp { .. } => "list comprehension",
        ExprKind::BinaryComp { .. } => "binary comprehension",
        ExprKind::Block(_) => "begin/end block",
        ExprKind::If(_) => "if",
        ExprKind::Case { .. } => "case",
        ExprKind::Receive { .. } => "receive",
        ExprKind::Try(_) => "try",
        ExprKind::Catch(_) => "catch",
        ExprKind::Map { .. } => "map",
        ExprKind::Maybe { .. } => "maybe",
        ExprKind::RecordUpdate { .. } => "record",
        _ => "fun",
    }
}
