//! What can be seen without running a program: clauses that cannot match, calls that must fail, values that nobody
//! takes. The findings are those of OTP's optimizer (`sys_core_fold`), which says them of what it computes; here
//! the syntax tree is walked once with what is known of values.

mod bits;
mod calls;
mod clauses;
mod effect;
mod pattern;
mod pure;
mod value;

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use swerl_syntax::ast::{self, Expr, ExprKind, Function, Name, Qualifier};
use swerl_syntax::diagnostic::Diagnostic;
use swerl_syntax::span::{SourceMap, Span};

use self::calls::{Outcome, evaluate, shown};
use self::value::{Contents, Value};
use crate::constant;
use crate::facts::{Facts, Target};
use crate::legal;

/// Deeper parts are not looked at: no person has written them, and stack is bounded.
const MAX_DEPTH: usize = 1_000;

/// What a finding is about, as the options that turn warnings off name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Topic {
    NoMatch,
    Failed,
    Ignored,
}

/// The state of a walk.
struct Folder<'a> {
    facts: &'a Facts<'a>,
    sources: &'a SourceMap,
    diagnostics: Vec<Diagnostic>,
    /// The variables that are bound, with what is known of them.
    known: HashMap<Name, Value>,
    /// What to undo at the end of a part: a name and what it was.
    log: Vec<(Name, Option<Value>)>,
    /// Where variables are bound that nothing uses.
    unused: &'a HashSet<Span>,
    depth: usize,
}

/// The findings about functions that have no errors. `unused`: where variables are bound that nothing uses.
pub fn findings(
    facts: &Facts,
    sources: &SourceMap,
    module: &ast::Module,
    unused: &HashSet<Span>,
) -> Vec<Diagnostic> {
    let functions = module.forms.iter().filter_map(|form| match &form.kind {
        ast::FormKind::Function(function) => Some(function),
        _ => None,
    });
    functions.flat_map(|function| function_findings(facts, sources, function, unused)).collect()
}

/// The findings about one function.
pub fn function_findings(
    facts: &Facts,
    sources: &SourceMap,
    function: &Function,
    unused: &HashSet<Span>,
) -> Vec<Diagnostic> {
    let mut folder = Folder {
        facts,
        sources,
        diagnostics: Vec::new(),
        known: HashMap::new(),
        log: Vec::new(),
        unused,
        depth: 0,
    };
    folder.function(function);
    folder.diagnostics
}

impl Folder<'_> {
    fn function(&mut self, function: &Function) {
        let whose = format!(" for {}/{}", function.name, function.arity);
        let arguments = vec![Value::Unknown; function.arity as usize];
        let choice =
            clauses::Choice { values: &arguments, constant: false, wanted: true, whose: &whose, fresh: true };
        self.choose(&function.clauses, &choice, function.span);
    }

    fn warn(&mut self, topic: Topic, span: Span, message: impl Into<String>) {
        let option = match topic {
            Topic::NoMatch => "nowarn_nomatch",
            Topic::Failed => "nowarn_failed",
            Topic::Ignored => "nowarn_ignored",
        };
        if !self.facts.options.contains(option) {
            self.diagnostics.push(Diagnostic::warning(span, message));
        }
    }

    fn bind(&mut self, name: &Name, value: Value) {
        let old = self.known.insert(name.clone(), value);
        self.log.push((name.clone(), old));
    }

    /// Undoes what has been bound since the mark; gives the names that were new.
    fn rollback(&mut self, mark: usize) -> Vec<Name> {
        let mut names = Vec::new();
        while self.log.len() > mark {
            let Some((name, old)) = self.log.pop() else { break };
            match old {
                Some(value) => drop(self.known.insert(name, value)),
                None => {
                    self.known.remove(&name);
                    names.push(name);
                }
            }
        }
        names
    }

    /// Binds names of which only some clause knows the value.
    fn export(&mut self, names: Vec<Name>) {
        for name in names {
            if !self.known.contains_key(&name) {
                self.bind(&name, Value::Unknown);
            }
        }
    }

    /// Expressions one after the other; `wanted`: somebody takes the value of the last one.
    fn body(&mut self, exprs: &[Expr], wanted: bool) -> Value {
        let Some((last, before)) = exprs.split_last() else { return Value::Unknown };
        for expr in before {
            self.effect(expr);
        }
        self.walk(last, wanted)
    }

    fn walk(&mut self, expr: &Expr, wanted: bool) -> Value {
        if wanted {
            return self.value(expr);
        }
        self.effect(expr);
        Value::Unknown
    }

    fn values<'e>(&mut self, exprs: impl IntoIterator<Item = &'e Expr>) -> Vec<Value> {
        exprs.into_iter().map(|expr| self.value(expr)).collect()
    }

    /// What is known of an expression's value; finds what is wrong in it.
    fn value(&mut self, expr: &Expr) -> Value {
        if self.depth >= MAX_DEPTH {
            return Value::Unknown;
        }
        self.depth += 1;
        let value = self.data(expr);
        self.depth -= 1;
        value
    }

    fn data(&mut self, expr: &Expr) -> Value {
        match &expr.kind {
            ExprKind::Atom(name) => Value::Atom(name.clone()),
            ExprKind::Integer(value) => Value::Int(value.clone()),
            ExprKind::Float(value) => Value::Float(*value),
            ExprKind::Char(c) => Value::Int(u32::from(*c).into()),
            ExprKind::String(points) => Value::string(points),
            ExprKind::Nil => Value::Nil,
            ExprKind::Var(name) => self.known.get(name).cloned().unwrap_or(Value::Unknown),
            ExprKind::List { elements, tail } => {
                let values = self.values(elements);
                let tail = tail.as_ref().map_or(Value::Nil, |tail| self.value(tail));
                Value::list(values, tail)
            }
            ExprKind::Tuple(parts) => {
                let values = self.values(parts);
                Value::tuple(values)
            }
            ExprKind::Map { base, fields } => self.map(base.as_deref(), fields, expr.span),
            ExprKind::Binary(elements) => self.bits(elements, expr.span),
            ExprKind::Record { name, fields } => self.record(name, fields),
            ExprKind::RecordUpdate { base, name, fields } => {
                let base = self.value(base);
                self.values(fields.iter().map(|field| &field.value));
                self.not_that_record(&base, name, expr.span);
                Value::Unknown
            }
            ExprKind::RecordAccess { base, .. } => {
                self.value(base);
                Value::Unknown
            }
            ExprKind::RecordIndex { name, field } => {
                let index = self.facts.records.get(name).and_then(|record| record.index.get(field));
                index.map_or(Value::Unknown, |&index| Value::Int((index + 2).into()))
            }
            _ => self.operation(expr),
        }
    }

    fn operation(&mut self, expr: &Expr) -> Value {
        let span = expr.span;
        match &expr.kind {
            ExprKind::Match { pattern, value } => self.matching(pattern, value, span),
            ExprKind::Unary { op, operand } => {
                let args = [self.value(operand)];
                self.call_of("erlang", op.name(), &args, span)
            }
            ExprKind::Binary2 { op, left, right } => {
                let args = [self.value(left), self.value(right)];
                match legal::is_guard_operator(*op) || op.name() != "!" {
                    true => self.call_of("erlang", op.name(), &args, span),
                    false => Value::Unknown,
                }
            }
            ExprKind::AndAlso(left, right) => self.logical(left, right, true, true),
            ExprKind::OrElse(left, right) => self.logical(left, right, false, true),
            ExprKind::Call { callee, args } => self.call(callee, args, span),
            ExprKind::RemoteCall { module, function, args } => self.remote_call(module, function, args, span),
            ExprKind::Block(exprs) => self.body(exprs, true),
            ExprKind::Catch(expr) => {
                self.value(expr);
                Value::Unknown
            }
            ExprKind::FunLocal { .. } => Value::Fun,
            ExprKind::FunRemote { module, function, arity } => {
                self.values([&**module, &**function, &**arity]);
                Value::Fun
            }
            ExprKind::Fun { name, clauses } => {
                self.fun(name.as_ref(), clauses, span, None);
                Value::Fun
            }
            ExprKind::ListComp { template, qualifiers } | ExprKind::BinaryComp { template, qualifiers } => {
                self.comprehension(template, qualifiers, true);
                Value::Unknown
            }
            _ => {
                self.control(expr, true);
                Value::Unknown
            }
        }
    }

    /// `andalso` (`go_on` is true) and `orelse`.
    fn logical(&mut self, left: &Expr, right: &Expr, go_on: bool, wanted: bool) -> Value {
        let left = self.value(left);
        match left.to_boolean() {
            Some(decided) if decided != go_on => left,
            known => {
                let mark = self.log.len();
                let right = self.walk(right, wanted);
                let names = self.rollback(mark);
                self.export(names);
                if known.is_some() { right } else { Value::Unknown }
            }
        }
    }

    fn map(&mut self, base: Option<&Expr>, fields: &[ast::MapField], span: Span) -> Value {
        let base_value = base.map(|base| self.value(base));
        let parts = self.values(fields.iter().flat_map(|field| [&field.key, &field.value]));
        match base_value {
            None if parts.is_empty() => Value::Map(Contents::Empty),
            None if parts.iter().all(Value::is_constant) => Value::Map(Contents::Constant),
            None => Value::Map(Contents::Unknown),
            Some(Value::Map(_) | Value::Unknown | Value::Fun) => Value::Unknown,
            Some(other) => {
                if other.is_constant() {
                    self.warn(Topic::Failed, span, "map update will fail with a 'badmap' exception");
                }
                Value::Unknown
            }
        }
    }

    fn record(&mut self, name: &Name, fields: &[ast::RecordField]) -> Value {
        let given = self.values(fields.iter().map(|field| &field.value));
        let Some(record) = self.facts.records.get(name) else { return Value::Unknown };
        let mut values = vec![Value::Atom(name.clone())];
        for definition in &record.fields {
            let own = fields.iter().position(|field| field.name.as_ref() == Some(&definition.name));
            let rest = fields.iter().position(|field| field.name.is_none());
            values.push(match (own.or(rest), &definition.default) {
                (Some(index), _) => given[index].clone(),
                (None, None) => Value::atom("undefined"),
                (None, Some(Expr { kind: ExprKind::Atom(name), .. })) => Value::Atom(name.clone()),
                (None, Some(default)) => {
                    constant::number(default).map_or(Value::Unknown, |n| Value::number(&n))
                }
            });
        }
        Value::tuple(values)
    }

    /// An update of a value that is known to be no such record.
    fn not_that_record(&mut self, base: &Value, name: &Name, span: Span) {
        let fits = match base {
            Value::Tuple(parts) => {
                let fields = self.facts.records.get(name).map_or(0, |record| record.fields.len());
                parts.values.len() == fields + 1
                    && value::same(&parts.values[0], &Value::Atom(name.clone())) != Some(false)
            }
            other => !other.is_data(),
        };
        if !fits {
            self.warn(Topic::NoMatch, span, "no clause will ever match");
        }
    }

    fn call(&mut self, callee: &Expr, args: &[Expr], span: Span) -> Value {
        if let ExprKind::Fun { name, clauses } = &callee.kind {
            let values = self.values(args);
            self.fun(name.as_ref(), clauses, callee.span, Some(&values));
            return Value::Unknown;
        }
        let ExprKind::Atom(name) = &callee.kind else {
            let function = self.value(callee);
            self.values(args);
            if function.is_constant() && matches!(callee.kind, ExprKind::Var(_)) {
                self.warn(Topic::Failed, span, "invalid function call");
            }
            return Value::Unknown;
        };
        let values = self.values(args);
        match self.facts.resolve(name, args.len() as u32) {
            Target::Builtin => self.call_of("erlang", name, &values, span),
            Target::Imported(module) => self.call_of(&module, name, &values, span),
            Target::Local(_) | Target::Unknown => Value::Unknown,
        }
    }

    fn remote_call(&mut self, module: &Expr, function: &Expr, args: &[Expr], span: Span) -> Value {
        let (module, function) = (self.value(module), self.value(function));
        let values = self.values(args);
        match (&module, &function) {
            (Value::Atom(module), Value::Atom(function)) => self.call_of(module, function, &values, span),
            (module, function) => {
                let never = |value: &Value| value.is_data() && !matches!(value, Value::Atom(_));
                if never(module) || never(function) {
                    let message = "invalid module and/or function name; this call will always fail";
                    self.warn(Topic::Failed, span, message);
                }
                Value::Unknown
            }
        }
    }

    /// What `module:name(args)` gives; reports it if it must fail.
    fn call_of(&mut self, module: &str, name: &str, args: &[Value], span: Span) -> Value {
        match evaluate(module, name, args) {
            Outcome::Known(value) => value,
            Outcome::Unknown => Value::Unknown,
            Outcome::Fails(reason) => {
                let call = effect::called(module, name, args.len(), false);
                self.warn(Topic::Failed, span, format!("{call} will fail with a '{reason}' exception"));
                Value::Unknown
            }
        }
    }

    fn comprehension(&mut self, template: &Expr, qualifiers: &[Qualifier], wanted: bool) {
        let mark = self.log.len();
        for qualifier in qualifiers {
            match qualifier {
                Qualifier::Generate { pattern, source, .. }
                | Qualifier::GenerateBinary { pattern, source, .. } => {
                    self.value(source);
                    self.generator(pattern);
                }
                Qualifier::Filter(filter) => self.filter(filter),
            }
        }
        self.walk(template, wanted);
        self.rollback(mark);
    }

    fn filter(&mut self, filter: &Expr) {
        let value = self.value(filter);
        if value.is_constant() && !value.is_atom("true") && legal::is_guard_test(filter, self.facts) {
            self.warn(
                Topic::NoMatch,
                filter.span,
                "this clause cannot match because its guard evaluates to 'false'",
            );
        }
    }
}

/// For messages.
fn shared(text: &str) -> Rc<str> {
    Rc::from(text)
}
