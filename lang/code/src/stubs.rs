//! Functions that a module leaves to the runtime: in OTP's own sources, `erlang:nif_error(undef)` is all that
//! stands in their bodies.
//!
//! A file may take the place of a standard module, one of OTP's for instance. Such a function of it is then the
//! built-in one, or that of the standard module, for callers outside of the file and inside.

use swerl_core::ir::{Block, Callee, End, Function, Lit, Module, Op, Operand};
use swerl_runtime::atom::Atom;
use swerl_runtime::registry;

/// The exported functions that `module` leaves to the runtime, by name and arity. Its own calls of them go
/// through their exports from now on.
pub(crate) fn open(module: &mut Module) -> Vec<(Atom, u32)> {
    let Some(name) = module.name.clone() else { return Vec::new() };
    if !may_have(&name) {
        return Vec::new();
    }
    let mut stubs = vec![None; module.functions.len()];
    for id in &module.exports {
        let function = &module.functions[id.0 as usize];
        stubs[id.0 as usize] = is_stub(function).then(|| function.name.clone());
    }
    let found: Vec<(Atom, u32)> = (module.functions.iter().zip(&stubs))
        .filter_map(|(function, stub)| Some((Atom::new(stub.as_ref()?), function.arity() as u32)))
        .collect();
    if found.is_empty() {
        return found;
    }
    for function in &mut module.functions {
        each_block(&mut function.body, |block| {
            for stmt in &mut block.stmts {
                if let Op::Call { callee, .. } = &mut stmt.op
                    && let Callee::Local(id) = callee
                    && let Some(stub) = &stubs[id.0 as usize]
                {
                    let constant = |name| Operand::Lit(Lit::Atom(name));
                    *callee =
                        Callee::Remote { module: constant(name.clone()), function: constant(stub.clone()) };
                }
            }
        });
    }
    found
}

/// Whether a module of that name may leave functions to the runtime.
pub(crate) fn may_have(module: &str) -> bool {
    swerl_stdlib::source(module).is_some() || !registry::of_module(Atom::new(module)).is_empty()
}

/// Whether all that a function does is to call `erlang:nif_error`.
fn is_stub(function: &Function) -> bool {
    let is =
        |operand: &Operand, name: &str| matches!(operand, Operand::Lit(Lit::Atom(atom)) if **atom == *name);
    let [stmt] = function.body.stmts.as_slice() else { return false };
    matches!(function.body.end, End::Return(Operand::Var(value)) if value == stmt.var)
        && matches!(&stmt.op, Op::Call { callee: Callee::Remote { module, function }, .. }
            if is(module, "erlang") && is(function, "nif_error"))
}

/// Calls `visit` on a block and all blocks in it.
fn each_block(block: &mut Block, mut visit: impl FnMut(&mut Block)) {
    let mut blocks = vec![block];
    while let Some(block) = blocks.pop() {
        visit(block);
        block.end.blocks_mut(&mut blocks);
    }
}
