//! Searching bytes for one pattern or for several at once.

use aho_corasick::{AhoCorasick, MatchKind};
use memchr::memmem;

/// Patterns prepared for a search; none of them is empty.
pub enum Searcher<'a> {
    One(Box<memmem::Finder<'a>>, usize),
    /// Which bytes are wanted.
    Bytes(Box<[bool; 256]>),
    Many(Box<AhoCorasick>),
}

impl<'a> Searcher<'a> {
    /// `None` if there is no pattern or an empty one.
    pub fn new(patterns: &'a [Vec<u8>]) -> Option<Searcher<'a>> {
        if patterns.iter().any(Vec::is_empty) {
            return None;
        }
        match patterns {
            [] => None,
            [pattern] => Some(Searcher::One(Box::new(memmem::Finder::new(pattern)), pattern.len())),
            bytes if bytes.iter().all(|pattern| pattern.len() == 1) => {
                let mut wanted = Box::new([false; 256]);
                bytes.iter().for_each(|pattern| wanted[usize::from(pattern[0])] = true);
                Some(Searcher::Bytes(wanted))
            }
            // Of matches that start at the same place the longest counts.
            many => {
                let kind = MatchKind::LeftmostLongest;
                AhoCorasick::builder()
                    .match_kind(kind)
                    .build(many)
                    .ok()
                    .map(|many| Searcher::Many(many.into()))
            }
        }
    }

    /// The first match: where it starts and how long it is.
    pub fn find(&self, bytes: &[u8]) -> Option<(usize, usize)> {
        match self {
            Searcher::One(finder, length) => finder.find(bytes).map(|start| (start, *length)),
            Searcher::Bytes(wanted) => {
                bytes.iter().position(|&byte| wanted[usize::from(byte)]).map(|place| (place, 1))
            }
            Searcher::Many(many) => many.find(bytes).map(|found| (found.start(), found.len())),
        }
    }

    /// All matches that do not overlap, from the first on.
    pub fn find_all(&self, bytes: &[u8]) -> Vec<(usize, usize)> {
        match self {
            Searcher::One(finder, length) => finder.find_iter(bytes).map(|start| (start, *length)).collect(),
            Searcher::Bytes(wanted) => {
                let found = bytes.iter().enumerate().filter(|&(_, &byte)| wanted[usize::from(byte)]);
                found.map(|(place, _)| (place, 1)).collect()
            }
            Searcher::Many(many) => many.find_iter(bytes).map(|found| (found.start(), found.len())).collect(),
        }
    }
}
