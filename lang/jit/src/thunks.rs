//! Thunks: code that stores a word into the process and goes on to a stub. By them export cells reach
//! BIFs, and functions that are not loaded.

use std::sync::{Mutex, OnceLock};

use swerl_runtime::bif::Bif;
use swerl_runtime::code::{Entries, ExportCell, MAX_REGISTER_ARGS};

use crate::function_code::FunctionCode;
use crate::layout;
use crate::link::{Code, link_copies};
use crate::stubs::{external_fun, segment, stub_info, stubs};
use crate::unit::{CompileError, Unit};

/// Installs the code generator in the runtime. `resolve` makes a function that is called and not loaded
/// defined, see [`Entries::resolve`].
pub fn start(resolve: fn(&'static ExportCell) -> Option<*const u8>) {
    let stubs = stubs();
    swerl_runtime::code::install(Entries {
        enter: stubs.enter,
        exit: stubs.exit,
        undefined_thunk,
        bif_thunk,
        external_fun,
        resolve,
    });
}

fn undefined_thunk(cell: &'static ExportCell) -> *const u8 {
    static POOLS: OnceLock<Pools> = OnceLock::new();
    let pools = POOLS.get_or_init(|| Pools::new(layout::SUBJECT, |_| stubs().undefined));
    pools.take(cell.arity as usize, std::ptr::from_ref(cell) as u64)
}

fn bif_thunk(bif: &'static Bif) -> *const u8 {
    static POOLS: OnceLock<Pools> = OnceLock::new();
    let pools = POOLS.get_or_init(|| Pools::new(layout::BIF, |_| stubs().bif[MAX_REGISTER_ARGS]));
    pools.take(bif.arity as usize, std::ptr::from_ref(bif) as u64)
}

/// One pool for each number of register arguments: that is part of a thunk's description, which tells
/// the collector what is alive.
struct Pools(Vec<Mutex<ThunkPool>>);

impl Pools {
    fn new(field: i32, target: fn(usize) -> *const u8) -> Pools {
        let pool = |args| Mutex::new(ThunkPool::new(field, target(args), args));
        Pools((0..=MAX_REGISTER_ARGS).map(pool).collect())
    }

    fn take(&self, arity: usize, word: u64) -> *const u8 {
        let pool = &self.0[arity.min(MAX_REGISTER_ARGS)];
        pool.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).take(word)
    }
}

/// Thunks of one kind. Each has a slot from which it loads
/// the word, so that a page of thunks is made once and then only handed out.
struct ThunkPool {
    /// Where the word goes.
    field: i32,
    target: *const u8,
    register_args: usize,
    /// The code of one, once it has been compiled.
    thunk: Option<FunctionCode>,
    free: Vec<(*const u8, *mut u64)>,
    code: Vec<Code>,
}

/// Thunks made at a time: they fit into a page.
const THUNKS_A_PAGE: usize = 32;

// SAFETY: code addresses and slots that live for ever.
unsafe impl Send for ThunkPool {}

impl ThunkPool {
    fn new(field: i32, target: *const u8, register_args: usize) -> ThunkPool {
        ThunkPool { field, target, register_args, thunk: None, free: Vec::new(), code: Vec::new() }
    }

    /// A thunk that stores `word`.
    fn take(&mut self, word: u64) -> *const u8 {
        if self.free.is_empty() {
            self.refill().expect("code memory for thunks");
        }
        let Some((code, slot)) = self.free.pop() else { return std::ptr::null() };
        // SAFETY: the slot is leaked memory that only this thunk reads, and nobody has the thunk yet.
        unsafe { slot.write(word) };
        code
    }

    fn refill(&mut self) -> Result<(), CompileError> {
        let thunk = match self.thunk.take() {
            Some(thunk) => thunk,
            None => self.compile()?,
        };
        let slots = Box::leak(Box::new([0u64; THUNKS_A_PAGE]));
        let slots = slots.each_mut().map(std::ptr::from_mut);
        let code = link_copies(&thunk, slots.iter().map(|&slot| slot as u64))?;
        self.thunk = Some(thunk);
        self.free.extend(slots.iter().enumerate().map(|(index, &slot)| (code.part(index), slot)));
        self.code.push(code);
        Ok(())
    }

    /// A thunk whose slot is a word that is still to be filled in.
    fn compile(&self) -> Result<FunctionCode, CompileError> {
        let (field, target) = (self.field, self.target as u64);
        let mut unit = Unit::new();
        segment(&mut unit, "thunk", MAX_REGISTER_ARGS, stub_info(self.register_args, 0), |s| {
            let slot = s.own_word();
            let word = s.load(slot, 0);
            s.store(word, field);
            let target = s.constant(target);
            let args = s.params.clone();
            s.jump_to(target, &args);
        })?;
        Ok(unit.finish())
    }
}
