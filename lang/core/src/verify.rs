//! Checks that Core holds together: what [`crate::ir`] promises to whoever generates code from it.

use std::collections::HashSet;

use crate::ir::{Block, Callee, End, Function, Key, Label, Lit, Module, Op, Operand, Var};

/// What is wrong with a module, one sentence a finding; nothing for one that holds together.
pub fn verify(module: &Module) -> Vec<String> {
    module.functions.iter().flat_map(|function| self::function(module, function)).collect()
}

/// What is wrong with one function, which is, or could be, of that module.
pub fn function(module: &Module, function: &Function) -> Vec<String> {
    let mut verifier = Verifier {
        module,
        assigned: vec![false; function.vars as usize],
        visible: vec![false; function.vars as usize],
        trail: Vec::new(),
        joins: Vec::new(),
        region: Region::default(),
        findings: Vec::new(),
    };
    verifier.function(function);
    let name = format!("{}/{}", function.name, function.arity());
    verifier.findings.into_iter().map(|finding| format!("{name}: {finding}")).collect()
}

/// What surrounds a block, and so how it may end.
#[derive(Debug, Clone, Copy, Default)]
struct Region {
    /// Within a try's body: how many joins were open where it starts.
    body: Option<usize>,
    /// Within a receive's matcher, the message not taken yet: how many joins were open.
    matcher: Option<usize>,
}

struct Verifier<'m> {
    module: &'m Module,
    /// Every variable that some statement assigns.
    assigned: Vec<bool>,
    /// Those that can be read at the place under way.
    visible: Vec<bool>,
    /// The visible ones in the order in which they became so.
    trail: Vec<Var>,
    /// The joins around the place under way: label and number of parameters.
    joins: Vec<(Label, usize)>,
    region: Region,
    findings: Vec<String>,
}

impl Verifier<'_> {
    fn find(&mut self, finding: String) {
        self.findings.push(finding);
    }

    fn function(&mut self, function: &Function) {
        if let Some(closure) = &function.closure {
            closure.captures.iter().chain(&closure.this).for_each(|&var| self.assign(var));
        }
        function.params.iter().for_each(|&var| self.assign(var));
        self.block(&function.body);
    }

    fn assign(&mut self, var: Var) {
        match self.assigned.get_mut(var.0 as usize) {
            None => self.find(format!("v{} is not below the number of variables", var.0)),
            Some(true) => self.find(format!("v{} is assigned twice", var.0)),
            Some(assigned) => {
                *assigned = true;
                self.visible[var.0 as usize] = true;
                self.trail.push(var);
            }
        }
    }

    fn read(&mut self, operand: &Operand) {
        if let Operand::Var(var) = operand
            && !self.visible.get(var.0 as usize).copied().unwrap_or_default()
        {
            self.find(format!("v{} is read where it is not assigned", var.0));
        }
    }

    /// Checks a part after which nothing that it assigns can be read.
    fn part(&mut self, vars: &[Var], region: Region, block: &Block) {
        let (mark, outer) = (self.trail.len(), self.region);
        self.region = region;
        vars.iter().for_each(|&var| self.assign(var));
        self.block(block);
        self.region = outer;
        for var in self.trail.drain(mark..) {
            self.visible[var.0 as usize] = false;
        }
    }

    fn block(&mut self, block: &Block) {
        for stmt in &block.stmts {
            let mut op = stmt.op.clone();
            op.operands_mut(|operand| self.read(operand));
            self.op(&op);
            self.assign(stmt.var);
        }
        self.end(&block.end);
    }

    fn op(&mut self, op: &Op) {
        match op {
            Op::Bif { fail: Some(label), .. } => self.jump(*label, 0),
            Op::Accept if self.region.matcher.is_none() => {
                self.find("accept outside a matcher, or twice".to_owned());
            }
            Op::Accept => self.region.matcher = None,
            Op::Call { callee: Callee::Local(id), args } => {
                let arity = self.module.functions.get(id.0 as usize).map(Function::arity);
                if arity != Some(args.len()) {
                    self.find(format!("a call of function {} with {} arguments", id.0, args.len()));
                }
            }
            Op::MakeFun { function, captured } => {
                let closure = self.module.functions.get(function.0 as usize);
                let wanted = closure.and_then(|f| f.closure.as_ref()).map(|c| c.captures.len());
                if wanted != Some(captured.len()) {
                    self.find(format!("a fun of function {} with wrong captures", function.0));
                }
            }
            _ => {}
        }
    }

    /// A jump must go to a join around it, and not out of a try's body or a matcher that has not
    /// taken its message.
    fn jump(&mut self, label: Label, args: usize) {
        let Some(at) = self.joins.iter().rposition(|&(known, _)| known == label) else {
            return self.find(format!("a jump to k{}, which is not around it", label.0));
        };
        if self.joins[at].1 != args {
            self.find(format!("a jump to k{} with {args} arguments", label.0));
        }
        if self.region.body.is_some_and(|open| at < open) {
            self.find(format!("a jump out of a try's body to k{}", label.0));
        }
        if self.region.matcher.is_some_and(|open| at < open) {
            self.find(format!("a jump out of a matcher to k{}", label.0));
        }
    }

    fn end(&mut self, end: &End) {
        let region = self.region;
        match end {
            End::Return(value) => {
                self.read(value);
                if region.body.is_some() || region.matcher.is_some() {
                    self.find("a return within a try's body or a matcher".to_owned());
                }
            }
            End::Leave(value) => {
                self.read(value);
                if region.body.is_none() || region.matcher.is_some() {
                    self.find("a leave outside a try's body".to_owned());
                }
            }
            End::NextMessage if region.matcher.is_none() => {
                self.find("next_message outside a matcher".to_owned());
            }
            End::NextMessage => {}
            End::Jump(label, args) => {
                args.iter().for_each(|arg| self.read(arg));
                self.jump(*label, args.len());
            }
            End::Join { label, params, body, rest } => {
                self.joins.push((*label, params.len()));
                self.part(&[], region, rest);
                self.joins.pop();
                self.part(params, self.after(body, region), body);
            }
            End::Fail { failure, .. } => failure.clone().operands_mut(|operand| self.read(operand)),
            End::Reraise(exception) => exception.iter().for_each(|operand| self.read(operand)),
            _ => self.branches(end),
        }
    }

    /// The region of a join's body. One within a matcher may be jumped to before the message is
    /// taken or after it; which of the two is told by whether the body takes it, or gives it up.
    fn after(&self, body: &Block, region: Region) -> Region {
        match region.matcher {
            Some(_) if !takes_message(body) => Region { matcher: None, ..region },
            _ => region,
        }
    }

    fn branches(&mut self, end: &End) {
        let region = self.region;
        match end {
            End::If { cond, then, otherwise } => {
                cond.clone().operands_mut(|operand| self.read(operand));
                self.part(&[], region, then);
                self.part(&[], region, otherwise);
            }
            End::Switch { subject, arms, default } => {
                self.read(subject);
                let mut keys = HashSet::new();
                for (key, arm) in arms {
                    if !keys.insert(key_text(key)) {
                        self.find(format!("two arms for {}", key_text(key)));
                    }
                    self.part(&[], region, arm);
                }
                self.part(&[], region, default);
            }
            End::Try { body, value, ok, caught, handler } => {
                let open = Some(self.joins.len());
                self.part(&[], Region { body: open, matcher: None }, body);
                self.part(&[*value], region, ok);
                self.part(caught, region, handler);
            }
            End::Receive { message, matcher, after, .. } => {
                let open = Some(self.joins.len());
                self.part(&[*message], Region { matcher: open, ..region }, matcher);
                if let Some((timeout, late)) = after {
                    self.read(timeout);
                    self.part(&[], region, late);
                }
            }
            _ => {}
        }
    }
}

fn key_text(key: &Key) -> String {
    match key {
        Key::Lit(Lit::Float(value)) => format!("float {:?}", value + 0.0),
        other => format!("{other:?}"),
    }
}

/// Whether some path through a block takes a message, or gives it up, for the matcher around it.
fn takes_message(block: &Block) -> bool {
    if block.stmts.iter().any(|stmt| matches!(stmt.op, Op::Accept)) {
        return true;
    }
    match &block.end {
        End::NextMessage => true,
        // A receive within has a matcher of its own; the message around it must be taken before.
        End::Join { body, rest, .. } => takes_message(rest) || takes_message(body),
        End::If { then, otherwise, .. } => takes_message(then) || takes_message(otherwise),
        End::Switch { arms, default, .. } => {
            arms.iter().any(|(_, arm)| takes_message(arm)) || takes_message(default)
        }
        _ => false,
    }
}
