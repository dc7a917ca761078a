//! The syntax tree: what the parser makes of preprocessed tokens.
//!
//! Patterns, guards and type expressions use [`Expr`] as well, as Erlang's own abstract format
//! does; which expressions are legal where is checked when the tree is lowered.

use std::collections::HashSet;
use std::sync::Arc;

use dashu_int::IBig;

use crate::span::Span;

/// An atom's text, a variable's name or a record's name.
pub type Name = Arc<str>;

/// One preprocessed and parsed source file.
#[derive(Debug, Clone, Default)]
pub struct Module {
    /// The forms in source order. A form that did not parse is missing here and has an error.
    pub forms: Vec<Form>,
    pub lost: Lost,
}

/// What is known of the forms that are missing from a module because of their errors. What is wrong with the other
/// forms may come of that alone.
#[derive(Debug, Clone, Default)]
pub struct Lost {
    /// The text has errors, so the module may not be whole.
    pub any: bool,
    /// The names of functions that missing forms may define.
    pub functions: HashSet<Name>,
    /// A missing form may have said anything: that a record is defined, a function imported, a file included.
    pub unknown: bool,
}

/// One form: an attribute or a function, ended by a dot.
#[derive(Debug, Clone)]
pub struct Form {
    pub span: Span,
    pub kind: FormKind,
    /// What the form says of types.
    pub types: TypeNames,
}

/// The types that a form mentions; what they are is checked for syntax only.
#[derive(Debug, Clone, Default)]
pub struct TypeNames {
    /// The type that `-type` or `-opaque` defines; the function of this module that `-spec` or
    /// `-callback` is about.
    pub defines: Option<FunName>,
    /// Types `name(…)` of this module, or that every module knows, in the order of the text.
    pub uses: Vec<FunName>,
    /// Records whose type stands in the form.
    pub records: Vec<Name>,
    /// Variables that stand only once in a definition or in a clause of a specification, with their places.
    pub singletons: Vec<(Name, Span)>,
    /// The clauses of the specification differ in arity.
    pub other_arity: bool,
}

#[derive(Debug, Clone)]
pub enum FormKind {
    /// `-module(name).`
    Module(Name),
    /// `-export([f/1, …]).`
    Export(Vec<FunName>),
    /// `-import(module, [f/1, …]).`
    Import {
        module: Name,
        functions: Vec<FunName>,
    },
    /// `-record(name, {field = Default, …}).`
    Record {
        name: Name,
        fields: Vec<RecordFieldDef>,
    },
    /// `-file("name", line).` as written, or as the beginning and end of an include insert it. After
    /// a written one, the next line of the text counts as `line + 1` of the file `name`. An inserted
    /// one changes no lines: it has the place of the including directive, and what follows has
    /// places in the file that it names.
    File {
        name: String,
        line: u32,
    },
    /// `-on_load(f/0).`
    OnLoad(FunName),
    /// `-spec`, `-type`, `-opaque`, `-callback`, `-optional_callbacks`: checked for syntax only.
    Type {
        attribute: Name,
    },
    /// Any other attribute, `-name(Expr).`: vsn, author, behaviour, compile …
    Attribute {
        name: Name,
        value: Expr,
    },
    Function(Function),
}

/// `name/arity` with the place where it is written.
#[derive(Debug, Clone)]
pub struct FunName {
    pub span: Span,
    pub name: Name,
    pub arity: u32,
}

/// A field in a record's definition; `default` is `None` for `undefined`.
#[derive(Debug, Clone)]
pub struct RecordFieldDef {
    pub span: Span,
    pub name: Name,
    pub default: Option<Expr>,
}

/// A named function: all clauses up to the dot have the same name and arity (the parser says so
/// where they do not).
#[derive(Debug, Clone)]
pub struct Function {
    pub span: Span,
    pub name: Name,
    pub arity: u32,
    pub clauses: Vec<Clause>,
}

/// A clause of a function, a fun, a case, a receive, an if or a try.
#[derive(Debug, Clone)]
pub struct Clause {
    pub span: Span,
    /// Function and fun clauses: one per argument. Case, receive, `of`: one. If: none.
    /// Catch clauses: three, class, reason and stack trace (`throw` and `_` where not written).
    pub patterns: Vec<Expr>,
    pub guard: Guard,
    /// At least one expression.
    pub body: Vec<Expr>,
}

/// Alternatives (`;`) of conjunctions (`,`). Empty: no guard.
pub type Guard = Vec<Vec<Expr>>;

#[derive(Debug, Clone)]
pub struct Expr {
    pub span: Span,
    pub kind: ExprKind,
}

#[derive(Debug, Clone)]
pub enum ExprKind {
    Atom(Name),
    Integer(IBig),
    Float(f64),
    /// `$x`
    Char(char),
    /// One or more adjacent string literals, joined. Code points (surrogates may come from `\x`).
    String(Vec<u32>),
    /// A variable; `_` is a variable of that name.
    Var(Name),
    Nil,
    /// `[a, b | tail]`: at least one element; `tail` is `None` for `[]`. One node for a whole
    /// literal list, so that long lists nest nothing.
    List {
        elements: Vec<Expr>,
        tail: Option<Box<Expr>>,
    },
    Tuple(Vec<Expr>),
    /// `#{…}` or `Base#{…}`.
    Map {
        base: Option<Box<Expr>>,
        fields: Vec<MapField>,
    },
    /// `#name{f = V, _ = V}`
    Record {
        name: Name,
        fields: Vec<RecordField>,
    },
    /// `Base#name{f = V}`
    RecordUpdate {
        base: Box<Expr>,
        name: Name,
        fields: Vec<RecordField>,
    },
    /// `Base#name.field`
    RecordAccess {
        base: Box<Expr>,
        name: Name,
        field: Name,
    },
    /// `#name.field`
    RecordIndex {
        name: Name,
        field: Name,
    },
    /// `<<Value:Size/Type-Options, …>>`
    Binary(Vec<BinaryElement>),
    /// `Pattern = Value`; in a pattern, an alias.
    Match {
        pattern: Box<Expr>,
        value: Box<Expr>,
    },
    Unary {
        op: UnaryOp,
        operand: Box<Expr>,
    },
    Binary2 {
        op: BinaryOp,
        left: Box<Expr>,
        right: Box<Expr>,
    },
    AndAlso(Box<Expr>, Box<Expr>),
    OrElse(Box<Expr>, Box<Expr>),
    /// `f(Args)` (an atom callee), `F(Args)`, `(expr)(Args)`.
    Call {
        callee: Box<Expr>,
        args: Vec<Expr>,
    },
    /// `m:f(Args)`, either part any expression.
    RemoteCall {
        module: Box<Expr>,
        function: Box<Expr>,
        args: Vec<Expr>,
    },
    Block(Vec<Expr>),
    If(Vec<Clause>),
    Case {
        subject: Box<Expr>,
        clauses: Vec<Clause>,
    },
    Receive {
        clauses: Vec<Clause>,
        after: Option<After>,
    },
    Try(Box<Try>),
    Catch(Box<Expr>),
    /// `fun f/1`
    FunLocal {
        name: Name,
        arity: u32,
    },
    /// `fun m:f/1`, all parts any expression.
    FunRemote {
        module: Box<Expr>,
        function: Box<Expr>,
        arity: Box<Expr>,
    },
    /// `fun (X) -> … end` or `fun Name(X) -> … end`
    Fun {
        name: Option<Name>,
        clauses: Vec<Clause>,
    },
    ListComp {
        template: Box<Expr>,
        qualifiers: Vec<Qualifier>,
    },
    /// `<< <<X>> || … >>`
    BinaryComp {
        template: Box<Expr>,
        qualifiers: Vec<Qualifier>,
    },
    /// `maybe … else … end`, parsed so that it can be refused by name.
    Maybe {
        body: Vec<Expr>,
        clauses: Vec<Clause>,
    },
    /// Stands where an expression did not parse; an error has been reported.
    Error,
}

/// `after Timeout -> Body`
#[derive(Debug, Clone)]
pub struct After {
    pub span: Span,
    pub timeout: Box<Expr>,
    pub body: Vec<Expr>,
}

/// `try Body of Clauses catch Catch after After end`; an absent part is empty.
#[derive(Debug, Clone)]
pub struct Try {
    pub body: Vec<Expr>,
    pub of: Vec<Clause>,
    pub catch: Vec<Clause>,
    pub after: Vec<Expr>,
}

#[derive(Debug, Clone)]
pub struct MapField {
    pub span: Span,
    pub key: Expr,
    pub value: Expr,
    /// `:=` (true) or `=>` (false).
    pub exact: bool,
}

/// `name = value`; `name` is `None` for `_ = value`.
#[derive(Debug, Clone)]
pub struct RecordField {
    pub span: Span,
    pub name: Option<Name>,
    pub value: Expr,
}

#[derive(Debug, Clone)]
pub struct BinaryElement {
    pub span: Span,
    pub value: Expr,
    pub size: Option<Expr>,
    /// Type specifiers in order: `little`, `signed`, `unit:8` (with its number) …
    pub specifiers: Vec<(Name, Option<u32>)>,
}

#[derive(Debug, Clone)]
pub enum Qualifier {
    /// `Pattern <- List`
    Generate {
        span: Span,
        pattern: Expr,
        source: Expr,
    },
    /// `Pattern <= Binary`
    GenerateBinary {
        span: Span,
        pattern: Expr,
        source: Expr,
    },
    Filter(Expr),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UnaryOp {
    Plus,
    Minus,
    Not,
    Bnot,
}

impl UnaryOp {
    /// How it is written, which is the name of the function of `erlang` that it stands for.
    pub fn name(self) -> &'static str {
        match self {
            UnaryOp::Plus => "+",
            UnaryOp::Minus => "-",
            UnaryOp::Not => "not",
            UnaryOp::Bnot => "bnot",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BinaryOp {
    Add,
    Sub,
    Mul,
    /// `/`
    Div,
    /// `div`
    IntDiv,
    Rem,
    Band,
    Bor,
    Bxor,
    Bsl,
    Bsr,
    And,
    Or,
    Xor,
    /// `++`
    Append,
    /// `--`
    Subtract,
    /// `==`
    Eq,
    /// `/=`
    Ne,
    /// `=:=`
    ExactEq,
    /// `=/=`
    ExactNe,
    Lt,
    /// `=<`
    Le,
    Gt,
    Ge,
    /// `!`
    Send,
}

impl BinaryOp {
    /// How it is written, which is the name of the function of `erlang` that it stands for.
    pub fn name(self) -> &'static str {
        match self {
            BinaryOp::Add => "+",
            BinaryOp::Sub => "-",
            BinaryOp::Mul => "*",
            BinaryOp::Div => "/",
            BinaryOp::IntDiv => "div",
            BinaryOp::Rem => "rem",
            BinaryOp::Band => "band",
            BinaryOp::Bor => "bor",
            BinaryOp::Bxor => "bxor",
            BinaryOp::Bsl => "bsl",
            BinaryOp::Bsr => "bsr",
            BinaryOp::And => "and",
            BinaryOp::Or => "or",
            BinaryOp::Xor => "xor",
            BinaryOp::Append => "++",
            BinaryOp::Subtract => "--",
            BinaryOp::Eq => "==",
            BinaryOp::Ne => "/=",
            BinaryOp::ExactEq => "=:=",
            BinaryOp::ExactNe => "=/=",
            BinaryOp::Lt => "<",
            BinaryOp::Le => "=<",
            BinaryOp::Gt => ">",
            BinaryOp::Ge => ">=",
            BinaryOp::Send => "!",
        }
    }
}
