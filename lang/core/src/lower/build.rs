//! Builds a block from front to back.
//!
//! Where control flow splits and comes together again, the part that is built first is the *rest*
//! of a join, and what follows is the join's body. So the builder is a stack of joins whose bodies
//! are still open; whatever ends the block closes all of them.

use crate::ir::{Block, End, Label, Op, Stmt, Var};

/// A block that is being built.
#[derive(Debug, Default)]
pub struct Builder {
    open: Vec<OpenJoin>,
    stmts: Vec<Stmt>,
}

#[derive(Debug)]
struct OpenJoin {
    /// The statements before the join.
    stmts: Vec<Stmt>,
    label: Label,
    params: Vec<Var>,
    rest: Block,
}

impl Builder {
    pub fn push(&mut self, var: Var, op: Op, line: u32) {
        self.stmts.push(Stmt { var, op, line });
    }

    /// Ends the straight line with a join: `rest` jumps to `label`, and what is pushed from now on
    /// is the join's body.
    pub fn join(&mut self, label: Label, params: Vec<Var>, rest: Block) {
        let stmts = std::mem::take(&mut self.stmts);
        self.open.push(OpenJoin { stmts, label, params, rest });
    }

    /// How many joins are open: the depth to which the finished block nests at this place.
    pub fn depth(&self) -> usize {
        self.open.len()
    }

    /// The finished block. The builder is empty afterwards.
    pub fn finish(&mut self, end: End) -> Block {
        let mut block = Block { stmts: std::mem::take(&mut self.stmts), end };
        for join in std::mem::take(&mut self.open).into_iter().rev() {
            let OpenJoin { stmts, label, params, rest } = join;
            let end = End::Join { label, params, body: Box::new(block), rest: Box::new(rest) };
            block = Block { stmts, end };
        }
        block
    }
}
