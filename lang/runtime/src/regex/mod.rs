//! Regular expressions: PCRE2 behind a safe interface, with OTP's tables of characters and OTP's words for
//! mistakes.

mod adapt;
mod mistakes;
mod tables;

use std::collections::HashMap;
use std::ptr::{null, null_mut};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use pcre2_sys as pcre;

/// What a pattern is compiled with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Settings {
    /// Options of PCRE2, as bits.
    pub options: u32,
    /// The newline convention of PCRE2; 0: a line feed.
    pub newline: u32,
    /// What `\R` matches; 0: any line end.
    pub line_ends: u32,
}

/// A compiled pattern.
pub struct Regex {
    code: *mut pcre::pcre2_code_8,
    /// Names with the numbers of their groups, in alphabetical order.
    pub names: Vec<(Vec<u8>, usize)>,
    /// Groups, the whole match not counted.
    pub groups: usize,
}

// SAFETY: compiled patterns are not written after they were made; every match has memory of its own.
unsafe impl Send for Regex {}
// SAFETY: as above.
unsafe impl Sync for Regex {}

/// Why a pattern is none: words, and the byte at which it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    pub words: String,
    pub place: usize,
}

/// Why a match ended without an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// More steps than allowed.
    Steps,
    /// Deeper than allowed.
    Depth,
    /// The subject is not in UTF-8, or something else is wrong with the call.
    Subject,
}

/// How long a match may take.
#[derive(Debug, Clone, Copy, Default)]
pub struct Limits {
    pub steps: Option<u32>,
    pub depth: Option<u32>,
}

/// The parts of a subject that a match and its groups have taken: start and end in bytes. Groups after the
/// last one that took part are missing.
pub type Captures = Vec<Option<(usize, usize)>>;

/// Patterns that are kept compiled: programs have few of them, and compile them again and again.
const KEPT: usize = 500;

type Cache = HashMap<(Settings, Vec<u8>), Arc<Regex>>;

static CACHE: LazyLock<Mutex<Cache>> = LazyLock::new(Mutex::default);

/// The compiled pattern.
///
/// # Errors
/// The pattern is none.
pub fn compiled(pattern: &[u8], settings: Settings) -> Result<Arc<Regex>, Mistake> {
    let key = (settings, pattern.to_vec());
    if let Some(regex) = CACHE.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
        return Ok(regex.clone());
    }
    let regex = Arc::new(Regex::compile(pattern, settings)?);
    let mut cache = CACHE.lock().unwrap_or_else(PoisonError::into_inner);
    if cache.len() >= KEPT {
        cache.clear();
    }
    cache.insert(key, regex.clone());
    Ok(regex)
}

impl Regex {
    fn compile(pattern: &[u8], settings: Settings) -> Result<Regex, Mistake> {
        let pattern = &*adapt::adapted(pattern);
        let (mut code_of_mistake, mut place) = (0, 0);
        // SAFETY: the context is made, used and freed here; the pattern is read to its length only; the tables
        // live as long as the program.
        let code = unsafe {
            let context = pcre::pcre2_compile_context_create_8(null_mut());
            if !context.is_null() {
                pcre::pcre2_set_character_tables_8(context, tables::latin1());
                let newline = if settings.newline == 0 { pcre::PCRE2_NEWLINE_LF } else { settings.newline };
                pcre::pcre2_set_newline_8(context, newline);
                let ends = if settings.line_ends == 0 { pcre::PCRE2_BSR_UNICODE } else { settings.line_ends };
                pcre::pcre2_set_bsr_8(context, ends);
            }
            let code = pcre::pcre2_compile_8(
                pattern.as_ptr(),
                pattern.len(),
                settings.options,
                &raw mut code_of_mistake,
                &raw mut place,
                context,
            );
            pcre::pcre2_compile_context_free_8(context);
            code
        };
        if code.is_null() {
            return Err(Mistake { words: mistakes::words(code_of_mistake), place });
        }
        let mut regex = Regex { code, names: Vec::new(), groups: 0 };
        regex.groups = regex.info(pcre::PCRE2_INFO_CAPTURECOUNT) as usize;
        regex.names = regex.read_names();
        Ok(regex)
    }

    fn info(&self, what: u32) -> u32 {
        let mut value = 0u32;
        // SAFETY: the questions asked here are answered with a number of 32 bits.
        unsafe { pcre::pcre2_pattern_info_8(self.code, what, (&raw mut value).cast()) };
        value
    }

    fn read_names(&self) -> Vec<(Vec<u8>, usize)> {
        let count = self.info(pcre::PCRE2_INFO_NAMECOUNT) as usize;
        let size = self.info(pcre::PCRE2_INFO_NAMEENTRYSIZE) as usize;
        let mut table: *const u8 = null();
        // SAFETY: this question is answered with the address of the table, which has `count` entries of `size`
        // bytes and lives as long as the pattern.
        let table = unsafe {
            pcre::pcre2_pattern_info_8(self.code, pcre::PCRE2_INFO_NAMETABLE, (&raw mut table).cast());
            if table.is_null() {
                return Vec::new();
            }
            std::slice::from_raw_parts(table, count * size)
        };
        let entries = table.chunks_exact(size.max(3));
        let entry = |entry: &[u8]| {
            let name = entry[2..].iter().take_while(|&&byte| byte != 0).copied().collect();
            (name, usize::from(entry[0]) << 8 | usize::from(entry[1]))
        };
        entries.map(entry).collect()
    }

    /// The first match from `offset` on.
    ///
    /// # Errors
    /// There is no answer.
    pub fn find(
        &self,
        subject: &[u8],
        offset: usize,
        options: u32,
        limits: Limits,
    ) -> Result<Option<Captures>, Failure> {
        let work = Work::new(self, limits);
        // SAFETY: pattern, subject and the memory of the match live during the call; the subject is read to its
        // length only, and the offset is within it.
        let count = unsafe {
            let offset = offset.min(subject.len());
            let start = subject.as_ptr();
            pcre::pcre2_match_8(self.code, start, subject.len(), offset, options, work.data, work.context)
        };
        match count {
            pcre::PCRE2_ERROR_NOMATCH => Ok(None),
            pcre::PCRE2_ERROR_MATCHLIMIT => Err(Failure::Steps),
            pcre::PCRE2_ERROR_DEPTHLIMIT | pcre::PCRE2_ERROR_HEAPLIMIT => Err(Failure::Depth),
            count if count <= 0 => Err(Failure::Subject),
            count => Ok(Some(work.captures(count as usize))),
        }
    }
}

impl Drop for Regex {
    fn drop(&mut self) {
        // SAFETY: the pattern was made by `compile` and is freed once.
        unsafe { pcre::pcre2_code_free_8(self.code) };
    }
}

/// The memory of one match.
struct Work {
    data: *mut pcre::pcre2_match_data_8,
    context: *mut pcre::pcre2_match_context_8,
}

impl Work {
    fn new(regex: &Regex, limits: Limits) -> Work {
        // SAFETY: both are freed when this is dropped; the calls only read the pattern.
        unsafe {
            let data = pcre::pcre2_match_data_create_from_pattern_8(regex.code, null_mut());
            let context = pcre::pcre2_match_context_create_8(null_mut());
            if let Some(steps) = limits.steps {
                pcre::pcre2_set_match_limit_8(context, steps);
            }
            if let Some(depth) = limits.depth {
                pcre::pcre2_set_depth_limit_8(context, depth);
            }
            Work { data, context }
        }
    }

    fn captures(&self, count: usize) -> Captures {
        // SAFETY: after a match of `count` parts there are as many pairs of offsets.
        let pairs = unsafe {
            let offsets = pcre::pcre2_get_ovector_pointer_8(self.data);
            std::slice::from_raw_parts(offsets, count * 2)
        };
        let part = |pair: &[usize]| (pair[0] != usize::MAX).then(|| (pair[0], pair[1]));
        pairs.chunks_exact(2).map(part).collect()
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        // SAFETY: both were made by `new` and are freed once.
        unsafe {
            pcre::pcre2_match_data_free_8(self.data);
            pcre::pcre2_match_context_free_8(self.context);
        }
    }
}
