//! What a version's functions call, as far as it matters to who runs them when code is swapped.

use std::collections::{BTreeMap, BTreeSet};

use swerl_core::ir::{self, Block, Callee, End, FunctionId, Lit, Op, Operand};

/// All functions of a version.
#[derive(Debug, Clone, Default)]
pub(crate) struct Summary {
    functions: Vec<FunctionSummary>,
    /// By name and by the arity that stack traces show.
    index: BTreeMap<(String, u32), usize>,
    pub remote: Remote,
    /// Exported functions with their arities.
    pub exports: Vec<(String, u32)>,
}

/// What functions of other modules are called: module, function and arity, with a caller and a line.
pub(crate) type Remote = BTreeMap<(String, String, u32), (String, u32)>;

/// A function.
#[derive(Debug, Clone, Default)]
struct FunctionSummary {
    /// `name/arity`
    name: String,
    receives: bool,
    /// Functions of the same version that it ends in, with the lines of the calls.
    local: Vec<(usize, u32)>,
    /// Functions of its own module that it ends in by a qualified call: `name/arity` and line.
    qualified: Vec<(String, u32)>,
}

/// Where a process that runs a function gets to if it never returns to a caller.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Way {
    /// A function of its own module that it ends in by a qualified call.
    pub qualified: Option<String>,
    /// It can go round by local calls alone.
    pub round: Option<Round>,
    /// It receives on the way: a loop that does most often has no end.
    pub receives: bool,
}

/// A local call by which a process gets back to where it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Round {
    pub caller: String,
    pub callee: String,
    pub line: u32,
}

impl Summary {
    pub fn new(module: &ir::Module) -> Summary {
        let own = module.name.as_deref().unwrap_or_default();
        let mut summary = Summary::default();
        for function in &module.functions {
            let name = format!("{}/{}", function.name, function.arity());
            let captures = function.closure.as_ref().map_or(0, |closure| closure.captures.len());
            let key = (function.name.to_string(), (function.arity() + captures) as u32);
            summary.index.insert(key, summary.functions.len());
            let mut found = FunctionSummary { name, ..FunctionSummary::default() };
            found.read(own, &function.body, &mut summary.remote);
            summary.functions.push(found);
        }
        let exported = module.exports.iter().map(|id| &module.functions[id.0 as usize]);
        summary.exports = exported.map(|f| (f.name.to_string(), f.arity() as u32)).collect();
        summary
    }

    /// Where a process that is in a function gets to.
    pub fn way(&self, name: &str, arity: u32) -> Way {
        match self.index.get(&(name.to_string(), arity)) {
            Some(&start) => self.way_from(start),
            None => Way::default(),
        }
    }

    /// A walk in depth, with the way back to `start` at hand: a call of a function on it goes round.
    fn way_from(&self, start: usize) -> Way {
        let mut way = Way::default();
        let mut met = BTreeSet::from([start]);
        let mut path = vec![(start, 0)];
        while let Some((index, next)) = path.last_mut() {
            let function = &self.functions[*index];
            way.receives |= function.receives;
            if *next == 0
                && let Some((name, _)) = function.qualified.first()
            {
                way.qualified.get_or_insert_with(|| name.clone());
            }
            let Some(&(callee, line)) = function.local.get(*next) else {
                path.pop();
                continue;
            };
            *next += 1;
            if met.insert(callee) {
                path.push((callee, 0));
            } else if path.iter().any(|&(index, _)| index == callee) {
                let (caller, callee) = (function.name.clone(), self.functions[callee].name.clone());
                way.round.get_or_insert(Round { caller, callee, line });
            }
        }
        way
    }

    /// Functions that receive and go round by local calls alone.
    pub fn never_upgraded(&self) -> Vec<(String, Round)> {
        let receiving = self.functions.iter().enumerate().filter(|(_, function)| function.receives);
        receiving
            .filter_map(|(index, function)| match self.way_from(index) {
                Way { qualified: None, round: Some(round), .. } => Some((function.name.clone(), round)),
                _ => None,
            })
            .collect()
    }
}

impl FunctionSummary {
    /// Reads all blocks of a function.
    fn read(&mut self, own: &str, body: &Block, remote: &mut Remote) {
        let mut blocks = vec![body];
        while let Some(block) = blocks.pop() {
            for stmt in &block.stmts {
                if let Op::Call { callee: Callee::Remote { module, function }, args } = &stmt.op
                    && let (Some(module), Some(function)) = (atom(module), atom(function))
                    && module != own
                {
                    let key = (module.to_string(), function.to_string(), args.len() as u32);
                    remote.entry(key).or_insert_with(|| (self.name.clone(), stmt.line));
                }
            }
            self.read_end(own, block);
            inner(&block.end, &mut blocks);
        }
    }

    /// The call that a block ends in, and whether it receives.
    fn read_end(&mut self, own: &str, block: &Block) {
        self.receives |= matches!(block.end, End::Receive { .. });
        let (Some(last), End::Return(Operand::Var(value))) = (block.stmts.last(), &block.end) else { return };
        let Op::Call { callee, args } = &last.op else { return };
        if last.var != *value {
            return;
        }
        match callee {
            Callee::Local(FunctionId(id)) => self.local.push((*id as usize, last.line)),
            Callee::Remote { module: Operand::Lit(Lit::Atom(name)), function } if &**name == own => {
                if let Some(function) = atom(function) {
                    self.qualified.push((format!("{function}/{}", args.len()), last.line));
                }
            }
            _ => {}
        }
    }
}

fn atom(operand: &Operand) -> Option<&str> {
    match operand {
        Operand::Lit(Lit::Atom(name)) => Some(name),
        _ => None,
    }
}

/// The blocks within an end.
fn inner<'a>(end: &'a End, blocks: &mut Vec<&'a Block>) {
    match end {
        End::Join { body, rest, .. } => blocks.extend([&**body, &**rest]),
        End::If { then, otherwise, .. } => blocks.extend([&**then, &**otherwise]),
        End::Switch { arms, default, .. } => {
            blocks.extend(arms.iter().map(|(_, arm)| arm));
            blocks.push(default);
        }
        End::Try { body, ok, handler, .. } => blocks.extend([&**body, &**ok, &**handler]),
        End::Receive { matcher, after, .. } => {
            blocks.push(matcher);
            blocks.extend(after.iter().map(|(_, body)| &**body));
        }
        _ => {}
    }
}
