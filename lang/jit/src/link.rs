//! Places code: copies the machine code of functions into pages of their own and fills in what differs between
//! versions.

use swerl_core::ir::FunctionId;
use swerl_runtime::code::{FunctionInfo, SegmentInfo, Site};

use crate::emit::{Sites, VersionData, constant_word};
use crate::function_code::{FunctionCode, Link, PLACE, Place, SegmentCode, Target};
use crate::memory::{ALIGN, CodePages};
use crate::relocation;
use crate::unit::{CompileError, SegmentId};

/// A function that is to be placed.
pub struct Part<'a> {
    pub code: &'a FunctionCode,
    /// What [`FunctionCode::callees`] are in this version.
    pub callees: &'a [FunctionId],
    /// Its number in its module.
    pub id: FunctionId,
    /// How many lines further down it stands than when it was compiled.
    pub line_shift: i32,
}

/// Placed code. It runs as long as this lives; dropping it gives the pages back.
pub struct Code {
    pages: CodePages,
    /// Segments point here.
    infos: Box<[SegmentInfo]>,
    /// The address of each segment.
    starts: Vec<usize>,
    /// Where the segments of each part begin in `starts`.
    firsts: Vec<usize>,
}

impl Code {
    /// The address of a segment of the first part.
    pub fn address(&self, id: SegmentId) -> *const u8 {
        match id {
            SegmentId::Own(index) => self.starts[index as usize] as *const u8,
            SegmentId::Callee(_) => std::ptr::null(),
        }
    }

    /// The address of the start of a part.
    pub fn part(&self, index: usize) -> *const u8 {
        self.starts[self.firsts[index]] as *const u8
    }

    /// Code memory in use, in bytes.
    pub fn bytes(&self) -> usize {
        self.pages.bytes()
    }

    /// The number of segments.
    pub fn segments(&self) -> usize {
        self.infos.len()
    }
}

/// Places functions of a version. Where they call each other directly, they are all of the version, in the order of
/// their numbers.
pub fn link(parts: &[Part<'_>], data: &mut VersionData) -> Result<Code, CompileError> {
    let mut placing = Placing::new(parts.iter().map(|part| part.code))?;
    for (index, part) in parts.iter().enumerate() {
        let mut words = Words::new(data, part);
        placing.part(index, part.code, &mut words)?;
    }
    placing.finish()
}

/// Places segments that refer to each other alone.
pub fn link_stubs(code: &FunctionCode) -> Result<Code, CompileError> {
    let mut placing = Placing::new(std::iter::once(code))?;
    placing.part(0, code, &mut Words::default())?;
    placing.finish()
}

/// Places copies of a stub, each with a word of its own.
pub fn link_copies(
    code: &FunctionCode,
    words: impl ExactSizeIterator<Item = u64>,
) -> Result<Code, CompileError> {
    let mut placing = Placing::new(std::iter::repeat_n(code, words.len()))?;
    for (index, word) in words.enumerate() {
        placing.part(index, code, &mut Words { literals: vec![word], ..Words::default() })?;
    }
    placing.finish()
}

/// What the links of a function lead to in a version.
#[derive(Default)]
struct Words<'d> {
    /// Null for stubs.
    function: Option<&'d FunctionInfo>,
    sites: Option<&'d mut Sites>,
    literals: Vec<u64>,
    /// Function and address of the fun entry of each callee.
    callees: Vec<(usize, u64)>,
    /// The part's places.
    places: Vec<*const Site>,
    line_shift: i32,
}

impl<'d> Words<'d> {
    fn new(data: &'d mut VersionData, part: &Part<'_>) -> Words<'d> {
        let VersionData { infos, fun_entries, sites, literals: area, .. } = data;
        let callee = |id: &FunctionId| {
            let entry = fun_entries[id.0 as usize].as_deref();
            (id.0 as usize, entry.map_or(0, |entry| std::ptr::from_ref(entry) as u64))
        };
        let callees: Vec<(usize, u64)> = part.callees.iter().map(callee).collect();
        let mut words = Words {
            function: Some(&infos[part.id.0 as usize]),
            sites: Some(sites),
            literals: part.code.literals.iter().map(|constant| constant_word(area, constant)).collect(),
            callees,
            places: Vec::new(),
            line_shift: part.line_shift,
        };
        for place in &part.code.places {
            let site = words.place(infos, place);
            let site = words.sites.as_mut().map_or(std::ptr::null(), |sites| sites.add(site));
            words.places.push(site);
        }
        words
    }

    /// A place in this version; the places before it are known.
    fn place(&mut self, infos: &'d [FunctionInfo], place: &Place) -> Site {
        let function = &infos[self.callees[place.function as usize].0];
        let line = place.below.map_or(0, |below| function.line.saturating_add_signed(below));
        let outer = place.outer.map_or(std::ptr::null(), |outer| self.site_address(outer));
        Site { function, line, outer }
    }

    /// The address of the site of a line or place.
    fn site_address(&mut self, line: u32) -> *const Site {
        if let Some(&place) = self.known_place(line) {
            return place;
        }
        let site = self.site(line);
        self.sites.as_mut().map_or(std::ptr::null(), |sites| sites.add(site))
    }

    fn known_place(&self, line: u32) -> Option<&*const Site> {
        if line & PLACE == 0 { None } else { self.places.get((line & !PLACE) as usize) }
    }

    /// The site of a line or place in this version.
    fn site(&self, line: u32) -> Site {
        if let Some(&place) = self.known_place(line) {
            // SAFETY: the version's sites stay where they are, and are only read once they are made.
            return unsafe { *place };
        }
        // Line 0 is none.
        let line = if line == 0 { 0 } else { line.saturating_add_signed(self.line_shift) };
        Site {
            function: self.function.map_or(std::ptr::null(), std::ptr::from_ref),
            line,
            outer: std::ptr::null(),
        }
    }
}

/// Code on its way to its place.
struct Placing {
    pages: CodePages,
    infos: Vec<SegmentInfo>,
    starts: Vec<usize>,
    firsts: Vec<usize>,
}

impl Placing {
    /// Gives each segment its place.
    fn new<'c>(codes: impl Iterator<Item = &'c FunctionCode>) -> Result<Placing, CompileError> {
        let (mut starts, mut firsts, mut used) = (Vec::new(), Vec::new(), 0usize);
        for code in codes {
            firsts.push(starts.len());
            for segment in &code.segments {
                let start = (used + ALIGN).next_multiple_of(ALIGN);
                starts.push(start);
                used = start + segment.code.bytes.len();
            }
        }
        let pages = CodePages::new(used)?;
        starts.iter_mut().for_each(|start| *start += pages.address());
        Ok(Placing { pages, infos: Vec::with_capacity(starts.len()), starts, firsts })
    }

    fn part(&mut self, index: usize, code: &FunctionCode, words: &mut Words<'_>) -> Result<(), CompileError> {
        let first = self.firsts[index];
        for (number, segment) in code.segments.iter().enumerate() {
            self.infos.push(SegmentInfo { site: words.site(segment.info.site.line), ..segment.info });
            self.segment(first, number, segment, words)?;
        }
        Ok(())
    }

    fn segment(
        &mut self,
        first: usize,
        number: usize,
        segment: &SegmentCode,
        words: &mut Words<'_>,
    ) -> Result<(), CompileError> {
        let start = self.starts[first + number];
        let offset = start - self.pages.address();
        let bytes = &segment.code.bytes;
        self.pages.bytes_mut()[offset..offset + bytes.len()].copy_from_slice(bytes);
        for link in &segment.links {
            let target = match link.target {
                Target::Within(offset) => start as u64 + u64::from(offset),
                Target::Segment(index) => self.starts[first + index as usize] as u64,
                Target::Function(index) => {
                    let (function, _) = words.callees[index as usize];
                    self.starts[self.firsts[function]] as u64
                }
                Target::FunEntry(index) => words.callees[index as usize].1,
                Target::Literal(index) => words.literals[index as usize],
                Target::Site(line) => words.site_address(line) as u64,
            };
            self.fill_in(link, start + link.offset as usize, target)?;
        }
        Ok(())
    }

    /// Writes what a link at an address needs to get to its target.
    fn fill_in(&mut self, link: &Link, at: usize, target: u64) -> Result<(), CompileError> {
        let place = at - self.pages.address();
        let word = target.wrapping_add_signed(i64::from(link.addend));
        if !relocation::apply(link.kind, &mut self.pages.bytes_mut()[place..], at, word) {
            let reason = format!("a relocation of kind {:?} cannot be made", link.kind);
            return Err(CompileError::Generator { name: "the linker".into(), reason });
        }
        Ok(())
    }

    /// Writes the pointers to the descriptions before the segments, and makes the code executable.
    fn finish(mut self) -> Result<Code, CompileError> {
        let infos = self.infos.into_boxed_slice();
        let base = self.pages.address();
        for (start, info) in self.starts.iter().zip(&infos) {
            let place = start - base - ALIGN;
            let pointer = std::ptr::from_ref(info) as u64;
            self.pages.bytes_mut()[place..place + 8].copy_from_slice(&pointer.to_ne_bytes());
        }
        self.pages.seal()?;
        Ok(Code { pages: self.pages, infos, starts: self.starts, firsts: self.firsts })
    }
}
