//! Functions so small that code generation may put their bodies where they are called.

use std::collections::HashMap;
use std::fmt::Write;

use crate::digest::{Hasher, digest};
use crate::ir::{Block, Callee, End, Function, FunctionId, Module, Op, Operand};

/// Operations and decisions of a body that may stand in others, at most. A call saved is worth about ten of them.
pub const MOST: usize = 12;

/// How many operations and decisions a function has, calls included. `None`: too many, or some that need a function of
/// their own: a receive, a `try`, a fun, a call of another module.
pub fn size(function: &Function) -> Option<usize> {
    // Functions without a place are made by nobody's text.
    if function.hollow || function.closure.is_some() || function.line == 0 {
        return None;
    }
    let mut size = 0;
    let mut blocks = vec![&function.body];
    while let Some(block) = blocks.pop() {
        size += steps(block)?;
        if size > MOST {
            return None;
        }
        block.end.blocks(&mut blocks);
    }
    Some(size)
}

fn steps(block: &Block) -> Option<usize> {
    if !block.stmts.iter().all(|stmt| is_plain(&stmt.op)) {
        return None;
    }
    let decisions = match &block.end {
        End::Return(_) | End::Jump(..) | End::Join { .. } | End::Fail { .. } => 0,
        End::If { .. } => 1,
        End::Switch { arms, .. } => arms.len(),
        End::Reraise(_) | End::Try { .. } | End::Leave(_) | End::Receive { .. } | End::NextMessage => {
            return None;
        }
    };
    Some(block.stmts.len() + decisions)
}

fn is_plain(op: &Op) -> bool {
    match op {
        Op::Move(_)
        | Op::Tuple(_)
        | Op::Cons(..)
        | Op::Map { .. }
        | Op::Head(_)
        | Op::Tail(_)
        | Op::Element(..)
        | Op::Bif { .. } => true,
        Op::Call { callee: Callee::Local(_), .. } => true,
        Op::Call { callee: Callee::Remote { module, function }, .. } => {
            [module, function].iter().all(|operand| matches!(operand, Operand::Lit(_)))
        }
        Op::Call { callee: Callee::Fun(_), .. }
        | Op::MakeFun { .. }
        | Op::Accept
        | Op::Expect(_)
        | Op::BuildTrace(_)
        | Op::CatchValue(_) => false,
    }
}

/// A hash of all that the code depends on in which a function stands: what it does, and on which lines after its first.
pub fn fingerprint(module: &Module, id: FunctionId) -> Option<u64> {
    let function = module.functions.get(id.0 as usize)?;
    size(function)?;
    let mut hasher = Hasher::new();
    // The hasher takes whatever is written.
    let _ = write!(hasher, "{}", digest(module, id, &HashMap::new()));
    let mut blocks = vec![&function.body];
    while let Some(block) = blocks.pop() {
        let end = match &block.end {
            End::Fail { line, .. } => Some(*line),
            _ => None,
        };
        for line in block.stmts.iter().map(|stmt| stmt.line).chain(end) {
            let _ = match line {
                0 => write!(hasher, " -"),
                line => write!(hasher, " {}", i64::from(line) - i64::from(function.line)),
            };
        }
        block.end.blocks(&mut blocks);
    }
    Some(hasher.value())
}
