//! Stopping all schedulers between their turns, and what is published meanwhile.

use loom::cell::UnsafeCell;
use loom::sync::Arc;
use loom::sync::atomic::{AtomicBool, Ordering};
use loom::thread;

use crate::code_cell::CodeCell;
use crate::explore;
use crate::standstill::{Member, World};

/// What stands for the address of a version.
fn address(version: usize) -> *const u8 {
    std::ptr::without_provenance(version)
}

/// The export cells of a module with two functions: which version each leads to.
struct Module {
    world: World,
    cells: [CodeCell; 2],
    /// What a version consists of.
    code: [UnsafeCell<u32>; 2],
}

impl Module {
    fn new() -> Arc<Module> {
        Arc::new(Module {
            world: World::new(),
            cells: [CodeCell::new(address(0)), CodeCell::new(address(0))],
            code: [UnsafeCell::new(10), UnsafeCell::new(0)],
        })
    }

    /// Compiles the second version and publishes it.
    fn publish(&self, member: &Member) {
        // SAFETY: nobody knows the second version yet; the model looks whether that is so.
        self.code[1].with_mut(|code| unsafe { *code = 11 });
        self.world.pause(member, || {
            for cell in &self.cells {
                cell.publish(address(1));
            }
        });
    }

    /// A turn in which a process calls both functions.
    fn turn(&self) -> usize {
        let [first, second] = [0, 1].map(|cell| self.cells[cell].get().addr());
        assert_eq!(first, second, "some of each version");
        // SAFETY: a version that a cell leads to is complete; the model looks whether that is so.
        assert_eq!(self.code[first].with(|code| unsafe { *code }), 10 + first as u32);
        first
    }
}

/// A turn sees all cells as they were before a publication or as they are after it.
#[test]
fn a_turn_sees_a_whole_version() {
    explore(|| {
        let module = Module::new();
        let scheduler = module.clone();
        let thread = thread::spawn(move || {
            let member = Member::new();
            scheduler.world.enter(&member);
            let first = scheduler.turn();
            scheduler.world.checkpoint(&member);
            assert!(scheduler.turn() >= first, "never back");
            scheduler.world.leave(&member);
        });
        module.publish(&Member::new());
        thread.join().unwrap();
    });
}

/// A function that is compiled when it is first called is published while others run: who finds it finds all of it.
#[test]
fn code_is_complete_before_its_address_is_known() {
    explore(|| {
        let module = Module::new();
        let caller = module.clone();
        let thread = thread::spawn(move || {
            let version = caller.cells[0].get().addr();
            // SAFETY: a version that a cell leads to is complete; the model looks whether that is so.
            assert_eq!(caller.code[version].with(|code| unsafe { *code }), 10 + version as u32);
        });
        // SAFETY: nobody knows the second version yet; the model looks whether that is so.
        module.code[1].with_mut(|code| unsafe { *code = 11 });
        module.cells[0].publish(address(1));
        thread.join().unwrap();
    });
}

/// Two who run processes stop each other, as when two call `code:load_file` at once.
#[test]
fn schedulers_stop_each_other() {
    explore(|| {
        let world = Arc::new(World::new());
        let paused = Arc::new(UnsafeCell::new(0));
        let threads: Vec<_> = (0..2)
            .map(|_| {
                let (world, paused) = (world.clone(), paused.clone());
                thread::spawn(move || {
                    let member = Member::new();
                    world.enter(&member);
                    // SAFETY: one stops the world at a time; the model looks whether that is so.
                    world.pause(&member, || paused.with_mut(|count| unsafe { *count += 1 }));
                    world.leave(&member);
                })
            })
            .collect();
        threads.into_iter().for_each(|thread| thread.join().unwrap());
        // SAFETY: as above.
        assert_eq!(paused.with(|count| unsafe { *count }), 2);
    });
}

/// What was written before everybody has been waited for is seen by every turn after that.
#[test]
fn a_turn_after_settling_sees_what_was_before() {
    explore(|| {
        let world = Arc::new(World::new());
        let (written, settled) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
        let (scheduler, written_there, settled_there) = (world.clone(), written.clone(), settled.clone());
        let thread = thread::spawn(move || {
            let member = Member::new();
            scheduler.enter(&member);
            for _ in 0..2 {
                // A turn that begins when all have been waited for.
                if settled_there.load(Ordering::Relaxed) {
                    assert!(written_there.load(Ordering::Relaxed));
                }
                scheduler.checkpoint(&member);
            }
            scheduler.leave(&member);
        });
        written.store(true, Ordering::Relaxed);
        assert!(world.settle_within(std::time::Duration::MAX));
        settled.store(true, Ordering::Relaxed);
        thread.join().unwrap();
    });
}

/// Who waits for all goes on only when those that ran have been between two turns: what they had read before is theirs
/// no longer.
#[test]
fn nobody_is_still_in_a_turn_that_began_before() {
    explore(|| {
        let world = Arc::new(World::new());
        let member_there = world.clone();
        let (shared, shown) = (Arc::new(UnsafeCell::new(0)), Arc::new(AtomicBool::new(true)));
        let (shared_there, shown_there) = (shared.clone(), shown.clone());
        let thread = thread::spawn(move || {
            let member = Member::new();
            member_there.enter(&member);
            for _ in 0..2 {
                if shown_there.load(Ordering::Relaxed) {
                    // SAFETY: what is shown is not changed during the turn; the model looks whether that is so.
                    assert_eq!(shared_there.with(|shared| unsafe { *shared }), 0);
                }
                member_there.checkpoint(&member);
            }
            member_there.leave(&member);
        });
        shown.store(false, Ordering::Relaxed);
        assert!(world.settle_within(std::time::Duration::MAX));
        // SAFETY: nobody looks at it any more; the model looks whether that is so.
        shared.with_mut(|shared| unsafe { *shared = 1 });
        thread.join().unwrap();
    });
}
