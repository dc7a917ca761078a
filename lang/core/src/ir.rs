//! Core: the small language without sugar that every program is lowered to.
//!
//! A function is one [`Block`]: straight-line statements, then one [`End`]. Operands are variables
//! or literals (A-normal form), every variable is assigned once, evaluation order is the order of
//! the statements. Control flow is a tree of blocks with *joins*: a join names a block with
//! parameters, and jumps to it stand only inside its scope. A non-tail `case` is a join that takes
//! the value, and branches that jump to it.
//!
//! Loops exist only as calls. A call whose result is returned at once is a tail call; nothing marks
//! it, whoever generates code sees it.

use std::sync::Arc;

use dashu_int::IBig;
pub use swerl_syntax::ast::Name;

/// One module in Core.
#[derive(Debug, Clone, Default)]
pub struct Module {
    pub name: Option<Name>,
    /// Exported functions, by index into `functions`, in the order of their first export.
    pub exports: Vec<FunctionId>,
    pub functions: Vec<Function>,
    /// `-name(Value).` attributes other than those that the compiler itself obeys, in order.
    pub attributes: Vec<(Name, Lit)>,
    pub on_load: Option<FunctionId>,
    /// Expressions typed at a prompt. There every operator is a call, for a stack trace.
    pub typed: bool,
}

/// An index into [`Module::functions`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FunctionId(pub u32);

/// A function: written in the source, or lifted out of one (a fun, a comprehension).
#[derive(Debug, Clone)]
pub struct Function {
    /// The name as stack traces show it: `loop`, `'-main/0-fun-1-'`, `'-f/2-lc$^0/1-0-'`.
    pub name: Name,
    /// What callers pass. A fun's captured variables do not count.
    pub params: Vec<Var>,
    /// For the body of a fun.
    pub closure: Option<Closure>,
    pub body: Block,
    /// The file that the function stands in, as stack traces name it.
    pub file: Arc<str>,
    pub line: u32,
    /// Variables are numbered from 0 to this, exclusive.
    pub vars: u32,
    /// The body is not here: the function's code is taken over from the last compilation.
    pub hollow: bool,
}

/// How the body of a fun reaches what it closed over.
#[derive(Debug, Clone, Default)]
pub struct Closure {
    /// Bound, in this order, to the operands of [`Op::MakeFun`].
    pub captures: Vec<Var>,
    /// Bound to the fun itself, for `fun Name(…) -> … end`.
    pub this: Option<Var>,
}

impl Function {
    pub fn arity(&self) -> usize {
        self.params.len()
    }
}

/// A variable, numbered within its function.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Var(pub u32);

/// A join, numbered within its function.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Label(pub u32);

#[derive(Debug, Clone, PartialEq)]
pub enum Operand {
    Var(Var),
    Lit(Lit),
}

/// A constant term.
#[derive(Debug, Clone, PartialEq)]
pub enum Lit {
    /// Any integer that fits 64 bits is `Int`, never `Big`.
    Int(i64),
    Big(IBig),
    Float(f64),
    Atom(Name),
    Nil,
    Tuple(Vec<Lit>),
    /// A list of at least one element; never nested through its tail. A string is a list of
    /// integers.
    List(Vec<Lit>, Box<Lit>),
    /// A proper list of code points, kept compact; at least one.
    String(Arc<[u32]>),
    /// `fun m:f/a` with constant parts.
    ExternalFun(Name, Name, u32),
    /// A map: keys that differ, with their values, in the order of the text.
    Map(Vec<(Lit, Lit)>),
    /// A bitstring: its bytes, and how many of their bits count. The bits past these are 0.
    Bits(Arc<[u8]>, usize),
}

#[derive(Debug, Clone, Default)]
pub struct Block {
    pub stmts: Vec<Stmt>,
    pub end: End,
}

/// `var = op`.
#[derive(Debug, Clone)]
pub struct Stmt {
    pub var: Var,
    pub op: Op,
    /// The source line, for stack traces.
    pub line: u32,
}

#[derive(Debug, Clone)]
pub enum Op {
    Move(Operand),
    Tuple(Vec<Operand>),
    /// Head and tail.
    Cons(Operand, Operand),
    /// A map of these keys, constants that differ, with a value for each.
    Map {
        keys: Vec<Lit>,
        values: Vec<Operand>,
    },
    /// The head of what is known to be a cons cell.
    Head(Operand),
    /// The tail of what is known to be a cons cell.
    Tail(Operand),
    /// The element, counted from 0, of what is known to be a tuple of more elements.
    Element(Operand, u32),
    /// A built-in function of module `erlang` that has no effect beside its value (an operator, a
    /// guard function, a type test as a value): `'+'/2`, `length/1`, `is_atom/1`. In a body it
    /// raises as a call does; in a guard (`fail` is set) a failure jumps to a join without
    /// parameters. A name that starts with `$` is an operation on maps or bitstrings that only the
    /// compiler calls (see [`crate::builtins`]).
    Bif {
        name: Name,
        args: Vec<Operand>,
        fail: Option<Label>,
    },
    Call {
        callee: Callee,
        args: Vec<Operand>,
    },
    MakeFun {
        function: FunctionId,
        captured: Vec<Operand>,
    },
    /// Takes the message under consideration out of the mailbox. Only inside a receive's matcher,
    /// once on each path that leaves it by anything but [`End::NextMessage`]. The value is `ok`.
    Accept,
    /// The receive that follows takes only messages that contain this. A reference that was made after
    /// messages had come is in none of them. The value is not read.
    Expect(Operand),
    /// The list that `C:R:Stack` binds, from a handler's raw trace.
    BuildTrace(Operand),
    /// What `catch` gives for an exception: class, reason, raw trace.
    CatchValue([Operand; 3]),
}

#[derive(Debug, Clone)]
pub enum Callee {
    /// A direct call within this version of the module.
    Local(FunctionId),
    /// `m:f(…)`: the current version's export.
    Remote { module: Operand, function: Operand },
    /// `F(…)`
    Fun(Operand),
}

/// How a block ends.
#[derive(Debug, Clone)]
pub enum End {
    /// The function's value.
    Return(Operand),
    Jump(Label, Vec<Operand>),
    /// `label(params) = body in rest`: jumps to `label` stand in `rest` (and in joins within it).
    Join {
        label: Label,
        params: Vec<Var>,
        body: Box<Block>,
        rest: Box<Block>,
    },
    If {
        cond: Cond,
        then: Box<Block>,
        otherwise: Box<Block>,
    },
    /// The first arm whose key fits, else `default`. Keys exclude one another.
    Switch {
        subject: Operand,
        arms: Vec<(Key, Block)>,
        default: Box<Block>,
    },
    /// Raises an error with one of the language's own reasons.
    Fail {
        failure: Failure,
        line: u32,
    },
    /// Raises again what a handler caught: class, reason, raw trace.
    Reraise([Operand; 3]),
    /// Runs `body`, which ends with [`End::Leave`] where it has a value: then `ok` goes on with it.
    /// An exception in `body` goes on in `handler` with class, reason and raw trace.
    Try {
        body: Box<Block>,
        value: Var,
        ok: Box<Block>,
        caught: [Var; 3],
        handler: Box<Block>,
    },
    /// The value of the innermost enclosing [`End::Try`] body. A `body` ends in no other way (it
    /// neither returns nor jumps to a join outside it).
    Leave(Operand),
    /// Looks at the messages in order: `matcher` ends on each path with [`End::NextMessage`], or
    /// goes on anywhere after an [`Op::Accept`]. `after`: milliseconds or `infinity`, already
    /// evaluated, and what runs then.
    Receive {
        message: Var,
        matcher: Box<Block>,
        after: Option<(Operand, Box<Block>)>,
        line: u32,
    },
    /// The message does not match: consider the next one.
    NextMessage,
}

impl Default for End {
    fn default() -> End {
        End::Return(Operand::Lit(Lit::Nil))
    }
}

/// A test that cannot fail.
#[derive(Debug, Clone)]
pub enum Cond {
    /// The operand is the atom `true`.
    True(Operand),
    Compare(Compare, Operand, Operand),
    Is(TypeTest, Operand),
    /// `is_function(F, Arity)` with a constant arity.
    IsFunction(Operand, u32),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Compare {
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
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TypeTest {
    Atom,
    Binary,
    Bitstring,
    Boolean,
    Float,
    Function,
    Integer,
    List,
    Map,
    Number,
    Pid,
    Port,
    Reference,
    Tuple,
}

/// What a [`End::Switch`] arm looks for.
#[derive(Debug, Clone, PartialEq)]
pub enum Key {
    Nil,
    Cons,
    /// A tuple of that many elements.
    Tuple(u32),
    /// Any map.
    Map,
    /// Any bitstring.
    Bits,
    /// Exactly equal (`=:=`) to an atom, an integer or a float.
    Lit(Lit),
}

#[derive(Debug, Clone)]
pub enum Failure {
    /// `{badmatch, V}`
    Badmatch(Operand),
    /// `{case_clause, V}`
    CaseClause(Operand),
    /// `{try_clause, V}`
    TryClause(Operand),
    /// `if_clause`
    IfClause,
    /// `function_clause`, with the arguments for the stack trace.
    FunctionClause(Vec<Operand>),
    /// `{badarg, V}` of andalso and orelse.
    BadBoolean(Operand),
    /// `{bad_generator, V}`
    BadGenerator(Operand),
    /// `{bad_filter, V}`
    BadFilter(Operand),
    /// `{badrecord, V}`
    BadRecord(Operand),
}
