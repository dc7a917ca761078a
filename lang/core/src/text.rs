//! The textual form of Core, for people and for tests.
//!
//! ```text
//! fun sum/2 (v0, v1) {
//!   switch v0 {
//!     [] -> return v1
//!     [_|_] -> {
//!       v2 = head v0
//!       …
//!       v5 = call sum/2(v4, v3) @7
//!       return v5
//!     }
//!     _ -> fail function_clause(v0, v1) @6
//!   }
//! }
//! ```
//!
//! `@N` is the source line. `kN` are labels; `join kN(vM) BODY in REST` names `BODY`.

use std::collections::HashMap;
use std::fmt::{self, Write};

use crate::builtins;
use crate::ir::{
    Block, Callee, Cond, End, Failure, Function, FunctionId, Key, Lit, Module, Name, Op, Operand, Stmt,
};

/// Blocks that nest deeper than this are not indented further.
const MAX_INDENT: usize = 40;

/// A whole module.
pub fn module(module: &Module) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write_module(&mut out, module);
    out
}

/// One function of a module.
pub fn function(module: &Module, function: &Function) -> String {
    let mut out = String::new();
    let _ = Writer { out: &mut out, module, names: None, compact: false }.function(function);
    out
}

/// Writes one function without source lines and layout; some functions may have other names.
pub(crate) fn write_compact(
    out: &mut impl Write,
    module: &Module,
    id: FunctionId,
    names: &HashMap<FunctionId, Name>,
) -> fmt::Result {
    let Some(function) = module.functions.get(id.0 as usize) else { return Ok(()) };
    let name = names.get(&id).unwrap_or(&function.name);
    Writer { out, module, names: Some(names), compact: true }.named(name, function)
}

fn write_module(out: &mut String, module: &Module) -> fmt::Result {
    if let Some(name) = &module.name {
        writeln!(out, "module {}", atom(name))?;
    }
    for (name, value) in &module.attributes {
        writeln!(out, "attribute {} = {}", atom(name), literal(value))?;
    }
    for &id in &module.exports {
        writeln!(out, "export {}", name_of(module, id))?;
    }
    if let Some(id) = module.on_load {
        writeln!(out, "on_load {}", name_of(module, id))?;
    }
    for function in &module.functions {
        writeln!(out)?;
        Writer { out, module, names: None, compact: false }.function(function)?;
    }
    Ok(())
}

fn name_of(module: &Module, id: FunctionId) -> String {
    match module.functions.get(id.0 as usize) {
        Some(function) => format!("{}/{}", atom(&function.name), function.arity()),
        None => format!("#{}", id.0),
    }
}

struct Writer<'a, W: Write> {
    out: &'a mut W,
    module: &'a Module,
    /// Names that count in place of the functions' own.
    names: Option<&'a HashMap<FunctionId, Name>>,
    /// Leave out source lines and indentation.
    compact: bool,
}

impl<W: Write> Writer<'_, W> {
    fn function(&mut self, function: &Function) -> fmt::Result {
        self.named(&function.name, function)
    }

    fn name_of(&self, id: FunctionId) -> String {
        match self.names.and_then(|names| names.get(&id)).zip(self.module.functions.get(id.0 as usize)) {
            Some((name, function)) => format!("{}/{}", atom(name), function.arity()),
            None => name_of(self.module, id),
        }
    }

    fn named(&mut self, name: &str, function: &Function) -> fmt::Result {
        write!(self.out, "fun {}/{} (", atom(name), function.arity())?;
        self.vars(&function.params)?;
        write!(self.out, ")")?;
        if let Some(closure) = &function.closure {
            write!(self.out, " captures (")?;
            self.vars(&closure.captures)?;
            write!(self.out, ")")?;
            if let Some(this) = closure.this {
                write!(self.out, " as v{}", this.0)?;
            }
        }
        write!(self.out, " ")?;
        self.block(&function.body, 0, false)?;
        writeln!(self.out)
    }

    fn vars(&mut self, vars: &[crate::ir::Var]) -> fmt::Result {
        for (i, var) in vars.iter().enumerate() {
            write!(self.out, "{}v{}", if i == 0 { "" } else { ", " }, var.0)?;
        }
        Ok(())
    }

    fn line(&mut self, indent: usize) -> fmt::Result {
        let indent = if self.compact { 0 } else { indent.min(MAX_INDENT) * 2 };
        write!(self.out, "\n{:indent$}", "")
    }

    fn place(&mut self, line: u32) -> fmt::Result {
        if self.compact { Ok(()) } else { write!(self.out, " @{line}") }
    }

    /// A block in braces; one that is but its end may go without (`short`).
    fn block(&mut self, block: &Block, indent: usize, short: bool) -> fmt::Result {
        let simple = !matches!(
            block.end,
            End::Join { .. } | End::If { .. } | End::Switch { .. } | End::Try { .. } | End::Receive { .. }
        );
        if short && block.stmts.is_empty() && simple {
            return self.end(&block.end, indent);
        }
        write!(self.out, "{{")?;
        self.inner(block, indent + 1)?;
        self.line(indent)?;
        write!(self.out, "}}")
    }

    /// What stands within a block's braces. The last part of a join stands beside it, not in it.
    fn inner(&mut self, block: &Block, indent: usize) -> fmt::Result {
        let mut block = block;
        loop {
            for stmt in &block.stmts {
                self.line(indent)?;
                self.stmt(stmt)?;
            }
            self.line(indent)?;
            let End::Join { label, params, body, rest } = &block.end else {
                return self.end(&block.end, indent);
            };
            write!(self.out, "join k{}(", label.0)?;
            self.vars(params)?;
            write!(self.out, ") ")?;
            self.block(body, indent, true)?;
            block = rest;
        }
    }

    fn stmt(&mut self, stmt: &Stmt) -> fmt::Result {
        write!(self.out, "v{} = ", stmt.var.0)?;
        match &stmt.op {
            Op::Move(a) => write!(self.out, "{}", operand(a)),
            Op::Tuple(elements) => write!(self.out, "{{{}}}", operands(elements)),
            Op::Cons(head, tail) => write!(self.out, "[{}|{}]", operand(head), operand(tail)),
            Op::Map { keys, values } => {
                let pairs = keys.iter().zip(values);
                let pairs: Vec<String> =
                    pairs.map(|(key, value)| format!("{} => {}", literal(key), operand(value))).collect();
                write!(self.out, "#{{{}}}", pairs.join(", "))
            }
            Op::Head(a) => write!(self.out, "head {}", operand(a)),
            Op::Tail(a) => write!(self.out, "tail {}", operand(a)),
            Op::Element(a, index) => write!(self.out, "element {} {index}", operand(a)),
            Op::Bif { name, args, fail } => {
                write!(self.out, "{}({})", atom(name), operands(args))?;
                match fail {
                    Some(label) => write!(self.out, " else k{}", label.0),
                    None => self.place(stmt.line),
                }
            }
            Op::Call { callee, args } => {
                let callee = match callee {
                    Callee::Local(id) => self.name_of(*id),
                    Callee::Remote { module, function } => {
                        format!("{}:{}", operand(module), operand(function))
                    }
                    Callee::Fun(fun) => format!("fun {}", operand(fun)),
                };
                write!(self.out, "call {callee}({})", operands(args))?;
                self.place(stmt.line)
            }
            Op::MakeFun { function, captured } => {
                let name = self.name_of(*function);
                write!(self.out, "fun {name} with ({})", operands(captured))
            }
            Op::Accept => write!(self.out, "accept"),
            Op::Expect(a) => write!(self.out, "expect {}", operand(a)),
            Op::BuildTrace(a) => write!(self.out, "trace {}", operand(a)),
            Op::CatchValue(exception) => write!(self.out, "catch_value({})", operands(exception)),
        }
    }

    fn end(&mut self, end: &End, indent: usize) -> fmt::Result {
        match end {
            End::Return(a) => write!(self.out, "return {}", operand(a)),
            End::Jump(label, args) => write!(self.out, "jump k{}({})", label.0, operands(args)),
            End::Join { .. } => write!(self.out, "join"),
            End::If { cond, then, otherwise } => {
                write!(self.out, "if {} ", condition(cond))?;
                self.block(then, indent, false)?;
                write!(self.out, " else ")?;
                self.block(otherwise, indent, false)
            }
            End::Switch { subject, arms, default } => {
                write!(self.out, "switch {} {{", operand(subject))?;
                for (key, arm) in arms {
                    self.line(indent + 1)?;
                    write!(self.out, "{} -> ", key_text(key))?;
                    self.block(arm, indent + 1, true)?;
                }
                self.line(indent + 1)?;
                write!(self.out, "_ -> ")?;
                self.block(default, indent + 1, true)?;
                self.line(indent)?;
                write!(self.out, "}}")
            }
            End::Fail { failure, line } => {
                write!(self.out, "fail {}", failure_text(failure))?;
                self.place(*line)
            }
            End::Reraise(exception) => write!(self.out, "reraise({})", operands(exception)),
            End::Try { body, value, ok, caught, handler } => {
                write!(self.out, "try ")?;
                self.block(body, indent, false)?;
                write!(self.out, " of v{} ", value.0)?;
                self.block(ok, indent, false)?;
                write!(self.out, " catch (")?;
                self.vars(caught)?;
                write!(self.out, ") ")?;
                self.block(handler, indent, false)
            }
            End::Leave(a) => write!(self.out, "leave {}", operand(a)),
            End::Receive { message, matcher, after, line } => {
                write!(self.out, "receive v{}", message.0)?;
                self.place(*line)?;
                write!(self.out, " ")?;
                self.block(matcher, indent, false)?;
                if let Some((time, late)) = after {
                    write!(self.out, " after {} ", operand(time))?;
                    self.block(late, indent, false)?;
                }
                Ok(())
            }
            End::NextMessage => write!(self.out, "next_message"),
        }
    }
}

fn operand(operand: &Operand) -> String {
    match operand {
        Operand::Var(var) => format!("v{}", var.0),
        Operand::Lit(lit) => literal(lit),
    }
}

fn operands(list: &[Operand]) -> String {
    list.iter().map(operand).collect::<Vec<_>>().join(", ")
}

fn condition(cond: &Cond) -> String {
    match cond {
        Cond::True(a) => operand(a),
        Cond::Compare(compare, a, b) => {
            format!("{} {} {}", operand(a), builtins::comparison_name(*compare), operand(b))
        }
        Cond::Is(test, a) => format!("{}({})", builtins::type_test_name(*test), operand(a)),
        Cond::IsFunction(a, arity) => format!("is_function({}, {arity})", operand(a)),
    }
}

fn key_text(key: &Key) -> String {
    match key {
        Key::Nil => "[]".to_owned(),
        Key::Cons => "[_|_]".to_owned(),
        Key::Tuple(size) => format!("{{{size}}}"),
        Key::Map => "#{}".to_owned(),
        Key::Bits => "<<_/bits>>".to_owned(),
        Key::Lit(lit) => literal(lit),
    }
}

fn failure_text(failure: &Failure) -> String {
    let (name, args) = match failure {
        Failure::Badmatch(a) => ("badmatch", vec![a]),
        Failure::CaseClause(a) => ("case_clause", vec![a]),
        Failure::TryClause(a) => ("try_clause", vec![a]),
        Failure::IfClause => ("if_clause", vec![]),
        Failure::FunctionClause(args) => ("function_clause", args.iter().collect()),
        Failure::BadBoolean(a) => ("badarg", vec![a]),
        Failure::BadGenerator(a) => ("bad_generator", vec![a]),
        Failure::BadFilter(a) => ("bad_filter", vec![a]),
        Failure::BadRecord(a) => ("badrecord", vec![a]),
    };
    let args: Vec<String> = args.into_iter().map(operand).collect();
    format!("{name}({})", args.join(", "))
}

/// An atom, quoted where the language asks for it.
fn atom(name: &str) -> String {
    let mut chars = name.chars();
    let plain = chars.next().is_some_and(|c| c.is_ascii_lowercase())
        && chars.all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '@'));
    if plain { name.to_owned() } else { format!("'{}'", escaped(name.chars(), '\'')) }
}

fn escaped(chars: impl Iterator<Item = char>, quote: char) -> String {
    let mut out = String::new();
    for c in chars {
        match c {
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\\' => out.push_str("\\\\"),
            c if c == quote => out.extend(['\\', c]),
            c if c.is_control() => out.push_str(&format!("\\x{{{:x}}}", c as u32)),
            c => out.push(c),
        }
    }
    out
}

/// A constant term.
pub fn literal(lit: &Lit) -> String {
    let all = |lits: &[Lit]| lits.iter().map(literal).collect::<Vec<_>>().join(",");
    match lit {
        Lit::Int(value) => value.to_string(),
        Lit::Big(value) => value.to_string(),
        Lit::Float(value) => format!("{value:?}"),
        Lit::Atom(name) => atom(name),
        Lit::Nil => "[]".to_owned(),
        Lit::Tuple(elements) => format!("{{{}}}", all(elements)),
        Lit::List(elements, tail) if **tail == Lit::Nil => format!("[{}]", all(elements)),
        Lit::List(elements, tail) => format!("[{}|{}]", all(elements), literal(tail)),
        Lit::String(text) => {
            let chars = text.iter().map(|&c| char::from_u32(c).unwrap_or('\u{fffd}'));
            format!("\"{}\"", escaped(chars, '"'))
        }
        Lit::ExternalFun(module, name, arity) => {
            format!("fun {}:{}/{arity}", atom(module), atom(name))
        }
        Lit::Map(pairs) => {
            let pairs: Vec<String> =
                pairs.iter().map(|(key, value)| format!("{}=>{}", literal(key), literal(value))).collect();
            format!("#{{{}}}", pairs.join(","))
        }
        Lit::Bits(bytes, bits) => bits_text(bytes, *bits),
    }
}

/// A bitstring as the source would have it, without text.
fn bits_text(bytes: &[u8], bits: usize) -> String {
    let mut parts: Vec<String> = bytes[..bits / 8].iter().map(u8::to_string).collect();
    if !bits.is_multiple_of(8) {
        let rest = bits % 8;
        parts.push(format!("{}:{rest}", bytes[bits / 8] >> (8 - rest)));
    }
    format!("<<{}>>", parts.join(","))
}
