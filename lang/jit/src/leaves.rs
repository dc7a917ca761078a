//! Small functions in the place of local calls of them.
//!
//! A *leaf* only computes: it calls nothing but leaves, waits for nothing and is done in place. Where a function calls
//! one of its own module, the body of the leaf takes the place of the call; a local call never gets to another version.
//! Nobody sees it: each step of the body has a place that says whose it is, and where the call stood around it.

use std::collections::HashMap;
use std::fmt::Write;

use swerl_core::ir::{Block, Callee, End, Function, FunctionId, Label, Module, Op, Operand, Stmt, Var};
use swerl_core::{leaf, simplify, verify};
use swerl_runtime::code::MAX_REGISTER_ARGS;

use crate::analysis::{Mode, is_cut};
use crate::emit::machine_args;
use crate::function_code::{PLACE, Place};
use crate::unit::Unit;
use crate::unnamed::{self, SureFloats};

/// Leaves may consist of leaves, so deep.
const DEPTH: usize = 3;

/// Operations and decisions that a function gets from leaves, at most: code generation takes time, and blocks nest.
const ROOM: usize = 120;

/// A function of more statements than this does not become a loop by what stands in it: a loop keeps its variables in
/// registers all through its body, which costs more there than a jump to the function's start.
const MOST_IN_LOOP: usize = 100;

/// In a line while bodies are put together: the call is not the last thing that its function does.
const COMES_BACK: u32 = 1 << 30;

/// A function in which leaves stand.
pub struct InPlace {
    pub function: Function,
    pub places: Vec<Place>,
    /// See [`crate::function_code::FunctionCode::leaves`].
    pub leaves: Vec<(u32, u64)>,
    /// Their names, for listings.
    pub shown: String,
    /// Whether it may be a loop where it was none without its leaves.
    pub may_loop: bool,
}

/// Puts leaves where function `id` calls them; nothing if it calls none.
pub fn put_in_place(unit: &mut Unit, module: &Module, id: FunctionId) -> Option<InPlace> {
    let function = &module.functions[id.0 as usize];
    let mut sizes = Sizes { module, known: HashMap::new() };
    if !sizes.finds_leaf(&function.body) {
        return None;
    }
    let mut joiner = Joiner {
        unit,
        sizes,
        room: ROOM,
        vars: 0,
        labels: 0,
        places: Vec::new(),
        numbers: HashMap::new(),
        leaves: Vec::new(),
        shown: String::new(),
    };
    let whole = joiner.part(id, Standing::Whole);
    let body = joiner.block(&function.body, &whole);
    let Joiner { vars, labels, places, leaves, shown, .. } = joiner;
    let joined = Function {
        name: function.name.clone(),
        params: function.params.clone(),
        closure: function.closure.clone(),
        body,
        file: function.file.clone(),
        line: function.line,
        vars,
        hollow: false,
    };
    let mut function = simplify(joined, labels);
    keep_frames(&mut function);
    debug_assert_eq!(verify::function(module, &function), [""; 0]);
    let may_loop = statements(&function.body) <= MOST_IN_LOOP;
    Some(InPlace { function, places, leaves, shown, may_loop })
}

/// Which functions of a module are leaves.
struct Sizes<'m> {
    module: &'m Module,
    known: HashMap<(FunctionId, usize), Option<usize>>,
}

impl Sizes<'_> {
    /// The size of a leaf that consists of leaves no deeper than `depth`.
    fn leaf(&mut self, id: FunctionId, depth: usize) -> Option<usize> {
        if let Some(&known) = self.known.get(&(id, depth)) {
            return known;
        }
        let size = self.measure(id, depth).filter(|&size| size <= leaf::MOST);
        self.known.insert((id, depth), size);
        size
    }

    fn measure(&mut self, id: FunctionId, depth: usize) -> Option<usize> {
        let function = self.module.functions.get(id.0 as usize)?;
        let mut size = leaf::size(function)?;
        let mut blocks = vec![&function.body];
        while let Some(block) = blocks.pop() {
            for stmt in &block.stmts {
                match &stmt.op {
                    Op::Call { callee: Callee::Local(inner), .. } => {
                        size += self.leaf(*inner, depth.checked_sub(1)?)?;
                    }
                    op if is_cut(op, Mode::Fast) => return None,
                    _ => {}
                }
            }
            block.end.blocks(&mut blocks);
        }
        Some(size)
    }

    /// Whether a body calls a leaf, and its lines leave room for what is noted in them.
    fn finds_leaf(&mut self, body: &Block) -> bool {
        let mut found = false;
        let mut blocks = vec![body];
        while let Some(block) = blocks.pop() {
            for stmt in &block.stmts {
                if stmt.line >= COMES_BACK {
                    return false;
                }
                if let Op::Call { callee: Callee::Local(id), .. } = &stmt.op {
                    found = found || self.leaf(*id, DEPTH).is_some();
                }
            }
            if let End::Fail { line, .. } | End::Receive { line, .. } = &block.end
                && *line >= COMES_BACK
            {
                return false;
            }
            block.end.blocks(&mut blocks);
        }
        found
    }
}

/// A function whose body is being copied into the whole.
struct Part {
    /// By number in the callees of the code.
    function: u32,
    first_line: u32,
    sure: SureFloats,
    /// Where its variables and labels begin among those of the whole.
    vars: u32,
    labels: u32,
    place: Standing,
}

/// Where a body stands in the whole.
#[derive(Clone, Copy)]
enum Standing {
    /// It is that of the whole.
    Whole,
    /// In the place of the last call of the whole, and of those that were in that place.
    Last,
    /// In the place of a call whose value goes to a label. The place of that call, of which there is no frame.
    Within(Label, u32),
}

/// Puts bodies together.
struct Joiner<'u, 'm> {
    unit: &'u mut Unit,
    sizes: Sizes<'m>,
    room: usize,
    /// Variables and labels so far.
    vars: u32,
    labels: u32,
    places: Vec<Place>,
    numbers: HashMap<Place, u32>,
    leaves: Vec<(u32, u64)>,
    shown: String,
}

impl<'m> Joiner<'_, 'm> {
    fn part(&mut self, id: FunctionId, place: Standing) -> Part {
        let function = &self.sizes.module.functions[id.0 as usize];
        let (vars, labels) = (self.vars, self.labels);
        self.vars += function.vars;
        self.labels += labels_of(&function.body);
        Part {
            function: self.unit.callee_index(id, machine_args(function).min(MAX_REGISTER_ARGS)),
            first_line: function.line,
            sure: SureFloats::new(function),
            vars,
            labels,
            place,
        }
    }

    /// Whether the body of a function is to stand in the place of a call in `part`.
    fn takes(&mut self, id: FunctionId, part: &Part) -> bool {
        if !matches!(part.place, Standing::Whole) {
            // Where a leaf stands, there is room for those that it calls.
            return true;
        }
        let Some(size) = self.sizes.leaf(id, DEPTH).filter(|&size| size < self.room) else { return false };
        self.room -= size + 1;
        true
    }

    fn block(&mut self, block: &Block, part: &Part) -> Block {
        self.block_from(block, 0, part)
    }

    fn block_from(&mut self, block: &Block, from: usize, part: &Part) -> Block {
        let mut stmts = Vec::with_capacity(block.stmts.len());
        for (index, stmt) in block.stmts.iter().enumerate().skip(from) {
            let last = is_last(block, index);
            match &stmt.op {
                Op::Call { callee: Callee::Local(id), args } if self.takes(*id, part) => {
                    if last {
                        let end = self.leaf(*id, args, part.place.of_last(), part, &mut stmts);
                        return Block { stmts, end };
                    }
                    let label = Label(self.labels);
                    self.labels += 1;
                    let call = self.place(part, stmt.line, false);
                    let end = self.leaf(*id, args, Standing::Within(label, call), part, &mut stmts);
                    let var = part.var(stmt.var);
                    match end {
                        // The only jump there is.
                        End::Jump(to, mut values) if to == label && values.len() == 1 => {
                            let op = Op::Move(values.remove(0));
                            stmts.push(Stmt { var, op, line: 0 });
                        }
                        end => {
                            // What has been computed so far is seen in both.
                            let rest = Box::new(Block { stmts: Vec::new(), end });
                            let body = Box::new(self.block_from(block, index + 1, part));
                            let end = End::Join { label, params: vec![var], body, rest };
                            return Block { stmts, end };
                        }
                    }
                }
                _ => stmts.push(self.stmt(stmt, last, part)),
            }
        }
        Block { stmts, end: self.end(&block.end, part) }
    }

    /// Adds the statements of a leaf that is called with `args`; gives its end.
    fn leaf(
        &mut self,
        id: FunctionId,
        args: &[Operand],
        place: Standing,
        caller: &Part,
        stmts: &mut Vec<Stmt>,
    ) -> End {
        let function = &self.sizes.module.functions[id.0 as usize];
        let part = self.part(id, place);
        if !self.leaves.iter().any(|&(known, _)| known == part.function)
            && let Some(print) = leaf::fingerprint(self.sizes.module, id)
        {
            self.leaves.push((part.function, print));
            let before = if self.shown.is_empty() { ", in place:" } else { "" };
            let _ = write!(self.shown, "{before} {}/{}", function.name, function.arity());
        }
        for (&param, arg) in function.params.iter().zip(args) {
            let mut arg = arg.clone();
            caller.operand(&mut arg);
            stmts.push(Stmt { var: part.var(param), op: Op::Move(arg), line: 0 });
        }
        let body = self.block(&function.body, &part);
        stmts.extend(body.stmts);
        body.end
    }

    fn stmt(&mut self, stmt: &Stmt, last: bool, part: &Part) -> Stmt {
        let unnamed = match &stmt.op {
            Op::Bif { name, args, fail: None } if unnamed::may_be(name) => {
                Some(!self.sizes.module.typed && part.sure.is_unnamed(name, args))
            }
            _ => None,
        };
        let mut line = match (part.place, unnamed) {
            (Standing::Whole, None) => stmt.line,
            _ => self.place(part, stmt.line, unnamed.unwrap_or_default()),
        };
        if matches!(stmt.op, Op::Call { .. }) && !(last && part.place.is_last()) {
            line |= COMES_BACK;
        }
        let mut op = stmt.op.clone();
        op.operands_mut(|operand| part.operand(operand));
        if let Some(label) = op.fail_label_mut() {
            *label = part.label(*label);
        }
        Stmt { var: part.var(stmt.var), op, line }
    }

    /// The number of a place in a part, as steps have it in the place of a line.
    fn place(&mut self, part: &Part, line: u32, unnamed: bool) -> u32 {
        let below = i32::try_from(i64::from(line) - i64::from(part.first_line)).ok();
        let outer = match part.place {
            Standing::Within(_, call) => Some(call),
            Standing::Whole | Standing::Last => None,
        };
        let place = Place { function: part.function, below: below.filter(|_| line != 0), outer, unnamed };
        let (places, next) = (&mut self.places, self.numbers.len() as u32);
        PLACE
            | *self.numbers.entry(place).or_insert_with(|| {
                places.push(place);
                next
            })
    }

    fn end(&mut self, end: &End, part: &Part) -> End {
        let mut end = match end {
            End::Return(value) => match part.place {
                Standing::Within(label, _) => {
                    let mut value = value.clone();
                    part.operand(&mut value);
                    return End::Jump(label, vec![value]);
                }
                Standing::Whole | Standing::Last => End::Return(value.clone()),
            },
            End::Leave(value) => End::Leave(value.clone()),
            End::Reraise(caught) => End::Reraise(caught.clone()),
            End::NextMessage => End::NextMessage,
            End::Jump(label, values) => End::Jump(part.label(*label), values.clone()),
            End::Fail { failure, line } => {
                let line = match part.place {
                    Standing::Whole => *line,
                    _ => self.place(part, *line, false),
                };
                End::Fail { failure: failure.clone(), line }
            }
            branches => self.branches(branches, part),
        };
        end.operands_mut(|operand| part.operand(operand));
        end
    }

    fn boxed(&mut self, block: &Block, part: &Part) -> Box<Block> {
        Box::new(self.block(block, part))
    }

    fn branches(&mut self, end: &End, part: &Part) -> End {
        match end {
            End::Join { label, params, body, rest } => End::Join {
                label: part.label(*label),
                params: params.iter().map(|&var| part.var(var)).collect(),
                body: self.boxed(body, part),
                rest: self.boxed(rest, part),
            },
            End::If { cond, then, otherwise } => End::If {
                cond: cond.clone(),
                then: self.boxed(then, part),
                otherwise: self.boxed(otherwise, part),
            },
            End::Switch { subject, arms, default } => End::Switch {
                subject: subject.clone(),
                arms: arms.iter().map(|(key, arm)| (key.clone(), self.block(arm, part))).collect(),
                default: self.boxed(default, part),
            },
            End::Try { body, value, ok, caught, handler } => End::Try {
                body: self.boxed(body, part),
                value: part.var(*value),
                ok: self.boxed(ok, part),
                caught: caught.map(|var| part.var(var)),
                handler: self.boxed(handler, part),
            },
            End::Receive { message, matcher, after, line } => End::Receive {
                message: part.var(*message),
                matcher: self.boxed(matcher, part),
                after: after.as_ref().map(|(time, late)| (time.clone(), self.boxed(late, part))),
                line: *line,
            },
            plain => plain.clone(),
        }
    }
}

impl Standing {
    /// Whether what is the last call of a part is the last one of the whole.
    fn is_last(self) -> bool {
        !matches!(self, Standing::Within(..))
    }

    /// Where the body of what a part calls last stands: its own frame has gone by then.
    fn of_last(self) -> Standing {
        match self {
            Standing::Whole | Standing::Last => Standing::Last,
            within => within,
        }
    }
}

impl Part {
    fn var(&self, var: Var) -> Var {
        Var(self.vars + var.0)
    }

    fn label(&self, label: Label) -> Label {
        Label(self.labels + label.0)
    }

    fn operand(&self, operand: &mut Operand) {
        if let Operand::Var(var) = operand {
            *var = self.var(*var);
        }
    }
}

/// One more than the highest number of a label.
fn labels_of(body: &Block) -> u32 {
    let mut labels = 0;
    let mut blocks = vec![body];
    while let Some(block) = blocks.pop() {
        if let End::Join { label, .. } = &block.end {
            labels = labels.max(label.0 + 1);
        }
        block.end.blocks(&mut blocks);
    }
    labels
}

fn statements(body: &Block) -> usize {
    let mut count = 0;
    let mut blocks = vec![body];
    while let Some(block) = blocks.pop() {
        count += block.stmts.len();
        block.end.blocks(&mut blocks);
    }
    count
}

/// Whether the value of the statement at `index` is that of the function at once.
fn is_last(block: &Block, index: usize) -> bool {
    index + 1 == block.stmts.len()
        && matches!(&block.end, End::Return(Operand::Var(var)) if *var == block.stmts[index].var)
}

/// Where a leaf gave its argument back, the call before it has become the last one: its caller's frame must be there
/// all the same. Takes the notes out of the lines.
fn keep_frames(function: &mut Function) {
    let mut blocks = vec![&mut function.body];
    while let Some(block) = blocks.pop() {
        let mut comes_back = false;
        for stmt in &mut block.stmts {
            comes_back = matches!(stmt.op, Op::Call { .. }) && stmt.line & COMES_BACK != 0;
            if matches!(stmt.op, Op::Call { .. }) {
                stmt.line &= !COMES_BACK;
            }
        }
        if comes_back
            && is_last(block, block.stmts.len() - 1)
            && let End::Return(value) = &mut block.end
        {
            let var = Var(function.vars);
            function.vars += 1;
            let called = std::mem::replace(value, Operand::Var(var));
            block.stmts.push(Stmt { var, op: Op::Move(called), line: 0 });
        }
        block.end.blocks_mut(&mut blocks);
    }
}
