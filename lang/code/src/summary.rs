//! What a version's functions call, as far as it matters to who runs them when code is swapped.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};

use swerl_core::ir::{self, Block, Callee, End, Function, FunctionId, Lit, Op, Operand};

/// All functions of a version.
#[derive(Debug, Clone, Default)]
pub(crate) struct Summary {
    /// Function forms in source order, and how many lines each stands further down than when it was read.
    forms: Vec<(Arc<FormSummary>, i32)>,
    /// Where a function is: its form, and its place among the functions of the form. Made when it is asked for.
    index: OnceLock<HashMap<Key, (usize, usize)>>,
    /// Exported functions with their arities.
    pub exports: Vec<(String, u32)>,
}

/// A function by name and by the arity that stack traces show.
type Key = (Arc<str>, u32);

/// What functions of other modules are called: module, function and arity, with a caller and a line.
type Remote = BTreeMap<(String, String, u32), (String, u32)>;

/// A function's form: the written function and those that were lifted out of it.
#[derive(Debug, Default)]
pub(crate) struct FormSummary {
    functions: Vec<FunctionSummary>,
    remote: Remote,
}

/// A function.
#[derive(Debug, Default)]
struct FunctionSummary {
    key: Key,
    /// `name/arity`
    name: String,
    receives: bool,
    /// Functions of the same version that it ends in, with the lines of the calls.
    local: Vec<(Key, u32)>,
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
    pub fn new(forms: Vec<(Arc<FormSummary>, i32)>, module: &ir::Module) -> Summary {
        let exported = module.exports.iter().map(|id| &module.functions[id.0 as usize]);
        let exports = exported.map(|f| (f.name.to_string(), f.arity() as u32)).collect();
        Summary { forms, index: OnceLock::new(), exports }
    }

    fn place(&self, key: &Key) -> Option<(usize, usize)> {
        let index = self.index.get_or_init(|| {
            let mut index = HashMap::new();
            for (form, (summary, _)) in self.forms.iter().enumerate() {
                for (number, function) in summary.functions.iter().enumerate() {
                    index.insert(function.key.clone(), (form, number));
                }
            }
            index
        });
        index.get(key).copied()
    }

    /// A function of another module that is called: the first caller, and the line.
    pub fn caller(&self, callee: &(String, String, u32)) -> Option<(&str, u32)> {
        self.forms.iter().find_map(|(form, shift)| {
            let (caller, line) = form.remote.get(callee)?;
            Some((&**caller, line.saturating_add_signed(*shift)))
        })
    }

    /// Where a process that is in a function gets to.
    pub fn way(&self, name: &str, arity: u32) -> Way {
        self.place(&(name.into(), arity)).map_or_else(Way::default, |start| self.way_from(start))
    }

    /// A walk in depth, with the way back to `start` at hand: a call of a function on it goes round.
    fn way_from(&self, start: (usize, usize)) -> Way {
        let mut way = Way::default();
        let mut met = BTreeSet::from([start]);
        let mut path = vec![(start, 0)];
        while let Some(((form, number), next)) = path.last_mut() {
            let (form, shift) = &self.forms[*form];
            let function = &form.functions[*number];
            way.receives |= function.receives;
            if *next == 0
                && let Some((name, _)) = function.qualified.first()
            {
                way.qualified.get_or_insert_with(|| name.clone());
            }
            let Some((callee, line)) = function.local.get(*next) else {
                path.pop();
                continue;
            };
            *next += 1;
            let Some(callee) = self.place(callee) else { continue };
            if met.insert(callee) {
                path.push((callee, 0));
            } else if path.iter().any(|&(place, _)| place == callee) {
                let callee = self.forms[callee.0].0.functions[callee.1].name.clone();
                let line = line.saturating_add_signed(*shift);
                way.round.get_or_insert(Round { caller: function.name.clone(), callee, line });
            }
        }
        way
    }

    /// Functions that receive and go round by local calls alone.
    pub fn never_upgraded(&self) -> Vec<(String, Round)> {
        let mut found = Vec::new();
        for (form, (summary, _)) in self.forms.iter().enumerate() {
            for (number, function) in summary.functions.iter().enumerate().filter(|(_, f)| f.receives) {
                if let Way { qualified: None, round: Some(round), .. } = self.way_from((form, number)) {
                    found.push((function.name.clone(), round));
                }
            }
        }
        found
    }
}

/// A function as stack traces show it.
fn key(function: &Function) -> Key {
    let captures = function.closure.as_ref().map_or(0, |closure| closure.captures.len());
    (function.name.clone(), (function.arity() + captures) as u32)
}

impl FormSummary {
    /// Reads functions of a module.
    pub fn new(module: &ir::Module, ids: &[FunctionId]) -> FormSummary {
        let mut form = FormSummary::default();
        for id in ids {
            let function = &module.functions[id.0 as usize];
            let name = format!("{}/{}", function.name, function.arity());
            let mut found = FunctionSummary { key: key(function), name, ..FunctionSummary::default() };
            found.read(module, &function.body, &mut form.remote);
            form.functions.push(found);
        }
        form
    }
}

impl FunctionSummary {
    /// Reads all blocks of a function.
    fn read(&mut self, module: &ir::Module, body: &Block, remote: &mut Remote) {
        let own = module.name.as_deref().unwrap_or_default();
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
            self.read_end(module, own, block);
            block.end.blocks(&mut blocks);
        }
    }

    /// The call that a block ends in, and whether it receives.
    fn read_end(&mut self, module: &ir::Module, own: &str, block: &Block) {
        self.receives |= matches!(block.end, End::Receive { .. });
        let (Some(last), End::Return(Operand::Var(value))) = (block.stmts.last(), &block.end) else { return };
        let Op::Call { callee, args } = &last.op else { return };
        if last.var != *value {
            return;
        }
        match callee {
            Callee::Local(id) => {
                self.local.extend(module.functions.get(id.0 as usize).map(|callee| (key(callee), last.line)));
            }
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
