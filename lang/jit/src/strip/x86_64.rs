//! The improvements for x86-64.

use std::ops::Range;

use iced_x86::{
    Code, Decoder, DecoderOptions, FlowControl, Instruction, InstructionInfoFactory, Mnemonic, OpKind,
    Register,
};

use super::{Emitted, Improved, Removed};
use crate::layout;

/// `push rbp; mov rbp, rsp`
const PROLOGUE: [u8; 4] = [0x55, 0x48, 0x89, 0xe5];

/// Second bytes of `jo` and `jno` with a distance of four bytes.
const JO: u8 = 0x80;
const JNO: u8 = 0x81;

/// Instructions that do nothing, by their length.
const NOPS: [&[u8]; 10] = [
    &[],
    &[0x90],
    &[0x66, 0x90],
    &[0x0f, 0x1f, 0x00],
    &[0x0f, 0x1f, 0x40, 0x00],
    &[0x0f, 0x1f, 0x44, 0x00, 0x00],
    &[0x66, 0x0f, 0x1f, 0x44, 0x00, 0x00],
    &[0x0f, 0x1f, 0x80, 0x00, 0x00, 0x00, 0x00],
    &[0x0f, 0x1f, 0x84, 0x00, 0x00, 0x00, 0x00, 0x00],
    &[0x66, 0x0f, 0x1f, 0x84, 0x00, 0x00, 0x00, 0x00, 0x00],
];

/// See the module above.
pub fn improve(emitted: &Emitted<'_>) -> Improved {
    let text = Text::read(emitted);
    let mut edits = Edits { bytes: emitted.code.to_vec(), removed: Vec::new() };
    text.test_overflow(&mut edits);
    text.count_in_one(&mut edits);
    if emitted.may_move && text.complete {
        text.drop_frame(&mut edits);
        if let Some(improved) = text.compact(emitted, &edits) {
            return improved;
        }
    }
    edits.fill()
}

/// What becomes of the code.
struct Edits {
    /// As emitted, with some instructions changed.
    bytes: Vec<u8>,
    /// What is not needed any more.
    removed: Vec<Range<u32>>,
}

impl Edits {
    fn remove(&mut self, start: u64, end: u64) {
        self.removed.push(start as u32..end as u32);
    }

    /// The code with gaps that do nothing. Only a prologue is taken out: everything else stays as distant as it was.
    fn fill(mut self) -> Improved {
        let (prologue, gaps): (Vec<_>, Vec<_>) = self.removed.into_iter().partition(|range| range.start == 0);
        for gap in gaps {
            let gap = gap.start as usize..gap.end as usize;
            self.bytes[gap.clone()].copy_from_slice(NOPS[gap.len()]);
        }
        if let Some(prologue) = prologue.first() {
            self.bytes.drain(..prologue.end as usize);
        }
        Improved { bytes: self.bytes, removed: Removed::new(prologue) }
    }
}

/// What the code says.
struct Text {
    instructions: Vec<Instruction>,
    /// Where tables of jumps stand.
    tables: Vec<Range<usize>>,
    /// Where jumps lead, in order.
    targets: Vec<u64>,
    /// All of it has been understood.
    complete: bool,
}

impl Text {
    fn read(emitted: &Emitted<'_>) -> Text {
        let mut text =
            Text { instructions: Vec::new(), tables: Vec::new(), targets: Vec::new(), complete: true };
        let mut decoder = Decoder::with_ip(64, emitted.code, 0, DecoderOptions::NONE);
        while decoder.can_decode() {
            let instruction = decoder.decode();
            if instruction.is_invalid() {
                text.complete = false;
                break;
            }
            if let Some(target) = near_target(&instruction) {
                text.targets.push(target);
            }
            text.instructions.push(instruction);
            if instruction.flow_control() == FlowControl::IndirectBranch
                && text.pass_table(emitted, &mut decoder).is_none()
            {
                text.complete = false;
                break;
            }
        }
        text.targets.sort_unstable();
        text
    }

    /// Goes on behind a table, if there is one here, after a jump to an address in a register. `None`: what is here
    /// is neither a table nor the start of a block.
    fn pass_table(&mut self, emitted: &Emitted<'_>, decoder: &mut Decoder<'_>) -> Option<()> {
        let (start, blocks) = (decoder.position(), emitted.blocks);
        let next = blocks.partition_point(|&block| (block as usize) < start);
        let Some(end) = blocks.get(next).map(|&block| block as usize) else { return Some(()) };
        let (entries, rest) = emitted.code.get(start..end)?.as_chunks::<4>();
        for entry in entries {
            let target = u32::try_from(start as i64 + i64::from(i32::from_le_bytes(*entry))).ok()?;
            blocks.binary_search(&target).ok()?;
            self.targets.push(u64::from(target));
        }
        if !rest.is_empty() {
            return None;
        }
        if start < end {
            self.tables.push(start..end);
        }
        decoder.set_position(end).ok()?;
        decoder.set_ip(end as u64);
        Some(())
    }

    /// Whether instructions follow each other in time whenever the first one runs, and only then: they follow each
    /// other in the code, and no jump leads between them.
    fn are_one(&self, first: &Instruction, last: &Instruction) -> bool {
        let next = self.targets.partition_point(|&target| target <= first.ip());
        self.targets.get(next).is_none_or(|&target| target > last.ip())
            && !self.tables.iter().any(|table| (first.ip()..last.ip()).contains(&(table.start as u64)))
    }

    /// Lets branches on overflow test the processor's flag itself. Cranelift writes it into a register of which
    /// nothing but the branch reads (`seto r; test r, r; jnz`): the branch becomes `jo`.
    fn test_overflow(&self, edits: &mut Edits) {
        for three in self.instructions.windows(3) {
            let [set, test, branch] = three else { continue };
            let register = set.op0_register();
            let tested = set.code() == Code::Seto_rm8
                && test.code() == Code::Test_rm8_r8
                && test.op0_register() == register
                && test.op1_register() == register
                && register != Register::None;
            let code = match branch.code() {
                Code::Jne_rel32_64 => JO,
                Code::Je_rel32_64 => JNO,
                _ => continue,
            };
            if tested && self.are_one(set, branch) && branch.len() == 6 {
                edits.remove(set.ip(), branch.ip());
                edits.bytes[branch.ip() as usize + 1] = code;
            }
        }
    }

    /// Lets one instruction count a reduction and test for the last one, instead of `mov r, [count]; cmp r, 1; jle;
    /// add [count], -1`. Nothing else reads what was loaded, and where the branch leads the count is set
    /// (`emit/opening.rs`).
    fn count_in_one(&self, edits: &mut Edits) {
        for four in self.instructions.windows(4) {
            let [load, compare, branch, add] = four else { continue };
            let base = load.memory_base();
            let counts = |instruction: &Instruction| {
                instruction.memory_base() == base
                    && instruction.memory_index() == Register::None
                    && instruction.memory_displacement64() == layout::REDUCTIONS as u64
            };
            let found = load.code() == Code::Mov_r64_rm64
                && counts(load)
                && base != Register::RIP
                && base != load.op0_register()
                && compare.code() == Code::Cmp_rm64_imm8
                && compare.op0_register() == load.op0_register()
                && compare.immediate8to64() == 1
                && branch.code() == Code::Jle_rel32_64
                && add.code() == Code::Add_rm64_imm8
                && add.op0_kind() == OpKind::Memory
                && counts(add)
                && add.immediate8to64() == -1;
            let room = (branch.ip() - load.ip()) as usize;
            if !found || !self.are_one(load, add) || room < add.len() || room - add.len() >= NOPS.len() {
                continue;
            }
            // `sub [count], 1` differs in the middle of the third byte, and in the last one.
            let (start, end) = (load.ip() as usize, load.ip() as usize + add.len());
            edits.bytes.copy_within(add.ip() as usize..add.next_ip() as usize, start);
            edits.bytes[start + 2] |= 5 << 3;
            edits.bytes[end - 1] = 1;
            if (end as u64) < branch.ip() {
                edits.remove(end as u64, branch.ip());
            }
            edits.remove(add.ip(), add.next_ip());
        }
    }

    /// Takes prologue and epilogues out, if nothing needs them.
    fn drop_frame(&self, edits: &mut Edits) {
        if edits.bytes.starts_with(&PROLOGUE)
            && let Some(epilogues) = self.unneeded_epilogues()
        {
            edits.remove(0, PROLOGUE.len() as u64);
            edits.removed.extend(epilogues);
            self.jump_from_memory(edits);
        }
    }

    /// Lets a jump take its address from memory itself, instead of `mov r, [x+a]; lea x, [x+b]; jmp r`, of which the
    /// middle may be missing and an epilogue, which goes, may follow it. No segment takes an argument in `r`.
    fn jump_from_memory(&self, edits: &mut Edits) {
        for (index, jump) in self.instructions.iter().enumerate() {
            let register = jump.op0_register();
            let free = matches!(register, Register::RAX | Register::R10 | Register::R11);
            if jump.code() != Code::Jmp_rm64 || jump.op0_kind() != OpKind::Register || !free {
                continue;
            }
            let mut before = &self.instructions[..index];
            if let [rest @ .., start, _] = before
                && is_epilogue_start(start)
            {
                before = rest;
            }
            let mut moved = None;
            if let [rest @ .., lea] = before
                && lea.code() == Code::Lea_r64_m
                && lea.op0_register() == lea.memory_base()
                && lea.memory_index() == Register::None
            {
                (before, moved) = (rest, Some(lea));
            }
            let Some(load) = before.last() else { continue };
            let base = load.memory_base();
            let found = load.code() == Code::Mov_r64_rm64
                && load.op0_register() == register
                && load.op1_kind() == OpKind::Memory
                && load.memory_index() == Register::None
                && load.segment_prefix() == Register::None
                && moved.is_none_or(|lea| lea.op0_register() == base && base != register)
                && self.are_one(load, jump);
            let by = moved.map_or(0, |lea| lea.memory_displacement64());
            let place = load.memory_displacement64().wrapping_sub(by) as i64;
            let code = if found { jump_through(base, place) } else { None };
            let Some(code) = code.filter(|code| code.len() <= jump.len()) else { continue };
            let start = jump.ip() as usize;
            edits.bytes[start..start + code.len()].copy_from_slice(&code);
            if code.len() < jump.len() {
                edits.remove(jump.ip() + code.len() as u64, jump.next_ip());
            }
            edits.remove(load.ip(), load.next_ip());
        }
    }

    fn unneeded_epilogues(&self) -> Option<Vec<Range<u32>>> {
        let mut info = InstructionInfoFactory::new();
        let mut epilogues = Vec::new();
        let mut rest = self.instructions.iter().skip_while(|one| one.ip() < PROLOGUE.len() as u64);
        while let Some(instruction) = rest.next() {
            if is_epilogue_start(instruction) {
                let pop = rest.next()?;
                let leave = rest.clone().next()?;
                let pops = pop.code() == Code::Pop_r64 && pop.op0_register() == Register::RBP;
                if !pops || !leaves(leave) || !self.are_one(instruction, leave) {
                    return None;
                }
                epilogues.push(instruction.ip() as u32..pop.next_ip() as u32);
            } else if touches_frame(&mut info, instruction) {
                return None;
            }
        }
        Some(epilogues)
    }

    /// The code without what is removed. `None` if something in it leads to places in a way that is not understood.
    fn compact(&self, emitted: &Emitted<'_>, edits: &Edits) -> Option<Improved> {
        let removed = Removed::new(edits.removed.clone());
        let mut bytes = Vec::with_capacity(edits.bytes.len());
        let mut kept = 0;
        for (range, _) in &removed.0 {
            bytes.extend_from_slice(edits.bytes.get(kept..range.start as usize)?);
            kept = range.end as usize;
        }
        bytes.extend_from_slice(&edits.bytes[kept..]);
        for instruction in &self.instructions {
            let Some(target) = self.own_target(emitted, instruction)? else { continue };
            let next = removed.place(instruction.next_ip() as u32);
            let distance = removed.place(target) as i32 - next as i32;
            bytes.get_mut(next as usize - 4..next as usize)?.copy_from_slice(&distance.to_le_bytes());
        }
        for table in &self.tables {
            let start = removed.place(table.start as u32);
            for place in table.clone().step_by(4) {
                let entry = emitted.code[place..].first_chunk()?;
                let target =
                    removed.place((table.start as i64 + i64::from(i32::from_le_bytes(*entry))) as u32);
                let place = removed.place(place as u32) as usize;
                let distance = target as i32 - start as i32;
                bytes.get_mut(place..place + 4)?.copy_from_slice(&distance.to_le_bytes());
            }
        }
        Some(Improved { bytes, removed })
    }

    /// Where an instruction leads within the code, if its last four bytes say that; `None` if it does so in another way.
    fn own_target(&self, emitted: &Emitted<'_>, instruction: &Instruction) -> Option<Option<u32>> {
        let inside = instruction.ip() as u32..instruction.next_ip() as u32;
        let next = emitted.relocations.partition_point(|&place| place < inside.start);
        if emitted.relocations.get(next).is_some_and(|place| inside.contains(place)) {
            return Some(None);
        }
        if let Some(target) = near_target(instruction) {
            let long = matches!(instruction.code(), Code::Jmp_rel32_64 | Code::Call_rel32_64)
                || (instruction.is_jcc_near() && instruction.len() == 6);
            return (long && target <= emitted.code.len() as u64).then_some(Some(target as u32));
        }
        if !instruction.is_ip_rel_memory_operand() {
            return Some(None);
        }
        let target = instruction.ip_rel_memory_address();
        let is_table = self.tables.iter().any(|table| table.start as u64 == target);
        (is_table && instruction.code() == Code::Lea_r64_m).then_some(Some(target as u32))
    }
}

/// `jmp [base+place]`, for registers and distances for which that is short.
fn jump_through(base: Register, place: i64) -> Option<Vec<u8>> {
    if !base.is_gpr64() {
        return None;
    }
    let (number, place) = (base.number() as u8, i8::try_from(place).ok()?);
    let (low, high) = (number & 7, number >> 3);
    // These two are written in other ways, and are not used.
    if matches!(low, 4 | 5) {
        return None;
    }
    let mut code = if high == 1 { vec![0x41, 0xff] } else { vec![0xff] };
    match place {
        0 => code.push(0x20 | low),
        _ => code.extend([0x60 | low, place as u8]),
    }
    Some(code)
}

fn near_target(instruction: &Instruction) -> Option<u64> {
    (instruction.op0_kind() == OpKind::NearBranch64).then(|| instruction.near_branch64())
}

fn is_epilogue_start(instruction: &Instruction) -> bool {
    instruction.mnemonic() == Mnemonic::Mov
        && instruction.op0_register() == Register::RSP
        && instruction.op1_register() == Register::RBP
        && instruction.len() == 3
}

fn leaves(instruction: &Instruction) -> bool {
    matches!(
        instruction.flow_control(),
        FlowControl::Return | FlowControl::UnconditionalBranch | FlowControl::IndirectBranch
    )
}

fn touches_frame(info: &mut InstructionInfoFactory, instruction: &Instruction) -> bool {
    if instruction.flow_control() == FlowControl::Return {
        return false;
    }
    info.info(instruction)
        .used_registers()
        .iter()
        .any(|used| matches!(used.register().full_register(), Register::RSP | Register::RBP))
}

#[cfg(test)]
mod tests {
    use super::*;

    const EPILOGUE: &[u8] = &[0x48, 0x89, 0xec, 0x5d];
    const RETURN: &[u8] = &[0xc3];
    /// `mov rax, rdi`
    const BODY: &[u8] = &[0x48, 0x89, 0xf8];

    fn improved(parts: &[&[u8]], blocks: &[u32], relocations: &[u32]) -> Vec<u8> {
        let code = parts.concat();
        improve(&Emitted { code: &code, blocks, relocations, may_move: true }).bytes
    }

    #[track_caller]
    fn stays(parts: &[&[u8]]) {
        assert_eq!(improved(parts, &[], &[]), parts.concat());
    }

    #[test]
    fn a_segment_without_frame_loses_prologue_and_epilogue() {
        assert_eq!(improved(&[&PROLOGUE, BODY, EPILOGUE, RETURN], &[], &[]), [BODY, RETURN].concat());
    }

    #[test]
    fn code_that_uses_the_native_stack_keeps_its_prologue() {
        // sub rsp, 16; mov [rbp-8], rax; call rax; push rax
        for used in [&[0x48, 0x83, 0xec, 0x10][..], &[0x48, 0x89, 0x45, 0xf8], &[0xff, 0xd0], &[0x50]] {
            stays(&[&PROLOGUE, BODY, used, EPILOGUE, RETURN]);
        }
    }

    #[test]
    fn what_is_not_understood_stays() {
        stays(&[BODY, RETURN]);
        stays(&[&PROLOGUE, BODY, EPILOGUE, BODY, RETURN]);
        stays(&[&PROLOGUE, BODY, &[0x48, 0x89, 0xec], RETURN]);
        stays(&[&PROLOGUE, &[0x06], RETURN]);
    }

    /// sub rax, 2; seto cl; test cl, cl; jnz to the return; then an epilogue and the return.
    const SUBTRACTION: [u8; 15] =
        [0x48, 0x83, 0xe8, 0x02, 0x0f, 0x90, 0xc1, 0x84, 0xc9, 0x0f, 0x85, 0, 0, 0, 0];

    #[test]
    fn a_branch_on_overflow_tests_the_flag() {
        let code = improved(&[&PROLOGUE, &SUBTRACTION, EPILOGUE, RETURN], &[], &[]);
        assert_eq!(code, [&SUBTRACTION[..4], &[0x0f, 0x80, 0, 0, 0, 0], RETURN].concat());
        // It jumps over what moves together.
        let mut far = SUBTRACTION;
        far[11] = EPILOGUE.len() as u8 + 1;
        let code = improved(&[&PROLOGUE, &far, EPILOGUE, RETURN, BODY, EPILOGUE, RETURN], &[], &[]);
        assert_eq!(code, [&SUBTRACTION[..4], &[0x0f, 0x80, 1, 0, 0, 0], RETURN, BODY, RETURN].concat());
        // The register that is tested is another one.
        let mut other = SUBTRACTION;
        other[8] = 0xd2;
        stays(&[&other, RETURN]);
        // Somebody jumps to the test.
        let back = [0xeb, (-(2i8 + 8)) as u8];
        stays(&[&SUBTRACTION, &back, RETURN]);
    }

    #[test]
    fn where_nothing_may_move_gaps_are_filled() {
        let code = [&PROLOGUE, &SUBTRACTION[..], EPILOGUE, RETURN].concat();
        let emitted = Emitted { code: &code, blocks: &[], relocations: &[], may_move: false };
        let subtraction = [&SUBTRACTION[..4], NOPS[5], &[0x0f, 0x80, 0, 0, 0, 0]].concat();
        assert_eq!(improve(&emitted).bytes, [&PROLOGUE, &subtraction[..], EPILOGUE, RETURN].concat());
        // movsd xmm0, [rip+1]: a constant behind the code.
        let constant = [0xf2, 0x0f, 0x10, 0x05, 1, 0, 0, 0];
        let parts = [&constant[..], &SUBTRACTION, RETURN];
        assert_eq!(improved(&parts, &[], &[]), [&constant[..], &subtraction, RETURN].concat());
    }

    #[test]
    fn a_reduction_is_counted_in_one() {
        // mov rcx, [rax+16]; cmp rcx, 1; jle +5; add qword [rax+16], -1
        let count = [
            &[0x48, 0x8b, 0x48, layout::REDUCTIONS as u8, 0x48, 0x83, 0xf9, 1][..],
            &[0x0f, 0x8e, 5, 0, 0, 0, 0x48, 0x83, 0x40, layout::REDUCTIONS as u8, 0xff],
        ]
        .concat();
        let counted =
            [&[0x48, 0x83, 0x68, layout::REDUCTIONS as u8, 1][..], &[0x0f, 0x8e, 0, 0, 0, 0]].concat();
        assert_eq!(improved(&[&count, RETURN], &[], &[]), [&counted[..], RETURN].concat());
        // Another limit, another base.
        for (place, byte) in [(7, 2), (16, 0x41)] {
            let mut other = count.clone();
            other[place] = byte;
            stays(&[&other, RETURN]);
        }
    }

    #[test]
    fn a_table_of_jumps_is_no_code() {
        // lea rcx, [rip+9]; movsxd rax, [rcx+4*rax]; add rcx, rax; jmp rcx
        let jump = [0x48, 0x8d, 0x0d, 9, 0, 0, 0, 0x48, 0x63, 0x04, 0x81, 0x48, 0x01, 0xc1, 0xff, 0xe1];
        let table = (PROLOGUE.len() + jump.len()) as u32;
        let block = (BODY.len() + EPILOGUE.len() + RETURN.len()) as u32;
        let blocks = [0, table + 8, table + 8 + block];
        let entries = |second: u32| [8u32.to_le_bytes(), second.to_le_bytes()].concat();
        let leave = [BODY, EPILOGUE, RETURN].concat();
        let code = improved(&[&PROLOGUE, &jump, &entries(8 + block), &leave, &leave], &blocks, &[]);
        assert_eq!(code, [&jump, &entries(12)[..], BODY, RETURN, BODY, RETURN].concat());
        // An entry leads into the middle of a block; there is a push behind the table.
        let parts = [&PROLOGUE, &jump[..], &entries(9), &leave, &leave];
        assert_eq!(improved(&parts, &blocks, &[]), parts.concat());
        let parts = [&PROLOGUE, &jump[..], &entries(8 + block), &leave, &[0x50], RETURN];
        assert_eq!(improved(&parts, &blocks, &[]), parts.concat());
    }

    #[test]
    fn a_jump_takes_its_address_from_memory() {
        let [load, jump] = [[0x4c, 0x8b, 0x57, 16], [0x41, 0xff, 0xe2, 0x90]];
        let jump = &jump[..3];
        let lea = [0x48, 0x8d, 0x7f, 16];
        // With the address moved, with another distance, and without.
        let code = improved(&[&PROLOGUE, &load, &lea, EPILOGUE, jump], &[], &[]);
        assert_eq!(code, [&lea[..], &[0xff, 0x27]].concat());
        let code = improved(&[&PROLOGUE, &load, &[0x48, 0x8d, 0x7f, 8], EPILOGUE, jump], &[], &[]);
        assert_eq!(code, [0x48, 0x8d, 0x7f, 8, 0xff, 0x67, 8]);
        let code = improved(&[&PROLOGUE, &load, EPILOGUE, jump], &[], &[]);
        assert_eq!(code, [0xff, 0x67, 16]);
        // mov r10, [r10]
        let code = improved(&[&PROLOGUE, &[0x4d, 0x8b, 0x12], EPILOGUE, jump], &[], &[]);
        assert_eq!(code, [0x41, 0xff, 0x22]);
        // The address moves by another register, or the jump is to one that was not loaded.
        let other = [0x48, 0x8d, 0x7e, 16];
        let code = improved(&[&PROLOGUE, &load, &other, EPILOGUE, jump], &[], &[]);
        assert_eq!(code, [&load[..], &other, jump].concat());
        let code = improved(&[&PROLOGUE, &load, EPILOGUE, &[0x41, 0xff, 0xe3]], &[], &[]);
        assert_eq!(code, [&load[..], &[0x41, 0xff, 0xe3]].concat());
    }

    #[test]
    fn places_follow_what_moves() {
        // jmp to another segment, by a relocation
        let away = [0xe9, 0xfc, 0xff, 0xff, 0xff];
        let code = [&PROLOGUE, BODY, EPILOGUE, &away].concat();
        let place = code.len() as u32 - 4;
        let emitted = Emitted { code: &code, blocks: &[], relocations: &[place], may_move: true };
        let improved = improve(&emitted);
        assert_eq!(improved.bytes, [BODY, &away].concat());
        assert_eq!(improved.place(place), BODY.len() as u32 + 1);
    }
}
