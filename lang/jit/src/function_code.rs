//! Machine code of a function before it is placed. Nothing in it belongs to a version: what differs between
//! versions that have the function in common is named, and [`crate::link`] fills it in.

use std::sync::Arc;

use cranelift_codegen::binemit::Reloc;
use swerl_core::ir::{FunctionId, Lit};
use swerl_runtime::code::SegmentInfo;

use crate::segment_cache::MachineCode;

/// The code of a function.
pub struct FunctionCode {
    /// The first one is the function's start.
    pub(crate) segments: Vec<SegmentCode>,
    /// Functions that it calls or makes funs of, by the numbers that they had when it was compiled.
    pub(crate) callees: Vec<FunctionId>,
    /// Constant terms that lie in memory.
    pub(crate) literals: Vec<Constant>,
    pub(crate) places: Vec<Place>,
    /// Functions whose bodies stand in it, by number in `callees`, with what [`swerl_core::fingerprint`] gave.
    pub(crate) leaves: Vec<(u32, u64)>,
}

/// What is set in a line, as steps and segments have it, that is the number of one of [`FunctionCode::places`].
pub(crate) const PLACE: u32 = 1 << 31;

/// A place that is more than a line of the function that the code is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Place {
    /// The function whose text it is in, by number in [`FunctionCode::callees`].
    pub function: u32,
    /// How many lines below the first one of that function. `None`: no line is known.
    pub below: Option<i32>,
    /// The line, or an earlier place, of the call that the function stands in place of.
    pub outer: Option<u32>,
    /// See [`crate::unnamed`].
    pub unnamed: bool,
}

impl FunctionCode {
    /// Functions that it calls or makes funs of, by the numbers that they had when it was compiled.
    pub fn callees(&self) -> &[FunctionId] {
        &self.callees
    }

    /// Functions whose bodies stand in the code, by number in [`FunctionCode::callees`], with what
    /// [`swerl_core::fingerprint`] gave.
    pub fn leaves(&self) -> &[(u32, u64)] {
        &self.leaves
    }
}

/// A segment.
pub(crate) struct SegmentCode {
    pub code: Arc<MachineCode>,
    pub links: Vec<Link>,
    /// Without its function.
    pub info: SegmentInfo,
}

/// A place in a segment that depends on where something lies.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Link {
    pub offset: u32,
    pub kind: Reloc,
    pub addend: i32,
    pub target: Target,
}

/// What a link leads to.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Target {
    /// A place in the segment itself.
    Within(u32),
    /// A segment of the same function.
    Segment(u32),
    /// The start of a function, by number in [`FunctionCode::callees`].
    Function(u32),
    /// The entry of the fun whose body is one of [`FunctionCode::callees`].
    FunEntry(u32),
    /// The site of a line.
    Site(u32),
    /// One of [`FunctionCode::literals`].
    Literal(u32),
}

/// A constant that lies in memory.
#[derive(Debug)]
pub(crate) enum Constant {
    Term(Lit),
    /// The keys of a map, as a tuple in the order that maps have.
    MapKeys(Vec<Lit>),
}
