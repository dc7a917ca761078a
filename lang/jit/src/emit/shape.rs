//! What a segment is given: arguments and the frame that it removes.

use swerl_core::ir::{End, Var};
use swerl_runtime::code::MAX_REGISTER_ARGS;

use super::{FunctionCompiler, Start, block_of};

/// What a segment is given.
pub struct Shape {
    /// Arguments: the first ones in registers, the rest on the stack. `None`: not bound to a variable.
    pub args: Vec<Option<Var>>,
    /// In registers of their own: variables that are given as floats.
    pub floats: Vec<Var>,
    /// The frame to remove: words before the first variable (0: there is no frame), variables.
    pub frame_head: usize,
    pub frame: Vec<Var>,
}

/// Words of a catch frame before the live values: where to go on with the body's value, where with an
/// exception, and the catch frame around it.
pub const CATCH_HEAD: usize = 3;

impl Shape {
    fn of_args(args: Vec<Option<Var>>) -> Shape {
        Shape::of_frame(args, 0, Vec::new())
    }

    fn of_frame(args: Vec<Option<Var>>, frame_head: usize, frame: Vec<Var>) -> Shape {
        Shape { args, floats: Vec::new(), frame_head, frame }
    }

    fn of_vars(vars: Vec<Var>) -> Shape {
        Shape::of_args(vars.into_iter().map(Some).collect())
    }

    pub fn registers(&self) -> usize {
        self.args.len().min(MAX_REGISTER_ARGS)
    }

    pub fn on_stack(&self) -> usize {
        self.args.len() - self.registers()
    }

    /// Words that the segment removes from the stack.
    pub fn popped(&self) -> usize {
        self.on_stack() + self.frame_head + self.frame.len()
    }
}

impl FunctionCompiler<'_> {
    /// What the segment that starts at `start` is given.
    pub fn shape(&self, start: Start) -> Shape {
        match start {
            Start::Function => {
                let mut args: Vec<Option<Var>> = self.function.params.iter().copied().map(Some).collect();
                if let Some(closure) = &self.function.closure {
                    args.push(closure.this);
                }
                Shape::of_args(args)
            }
            Start::Round(carried) => carried.shape(&self.function.params),
            Start::Continuation(block, index) => {
                let var = block_of(block).stmts[index - 1].var;
                let frame = self.analysis.live_at((block, index), Some(var));
                Shape::of_frame(vec![Some(var)], 1, frame)
            }
            Start::Compare(block) => {
                let place = (block, block_of(block).stmts.len() + 1);
                Shape::of_frame(vec![None], 1, self.analysis.live_at(place, None))
            }
            Start::Join(label) => {
                let mut vars = self.analysis.joins[&label].params.to_vec();
                vars.extend(self.analysis.captured(label));
                Shape::of_vars(vars)
            }
            Start::Receive(block) | Start::Timeout(block) => {
                Shape::of_vars(self.analysis.receive_vars(block))
            }
            Start::TryBody(block) => {
                Shape::of_vars(self.analysis.live_at((block, block_of(block).stmts.len()), None))
            }
            Start::TryValue(block) | Start::TryHandler(block) => {
                let place = (block, block_of(block).stmts.len() + 1);
                let frame = self.analysis.live_at(place, None);
                let End::Try { value, caught, .. } = &block_of(block).end else { unreachable!("a try") };
                let args = match start {
                    Start::TryValue(_) => vec![Some(*value)],
                    _ => caught.iter().copied().map(Some).collect(),
                };
                Shape::of_frame(args, CATCH_HEAD, frame)
            }
        }
    }

    /// The line that stands for a segment in its description.
    pub fn line(&self, start: Start) -> u32 {
        match start {
            Start::Continuation(block, index) => block_of(block).stmts[index - 1].line,
            Start::Receive(block) | Start::Timeout(block) => match &block_of(block).end {
                End::Receive { line, .. } => *line,
                _ => self.function.line,
            },
            Start::Compare(block) => block_of(block).stmts.last().map_or(self.function.line, |s| s.line),
            _ => self.function.line,
        }
    }
}
