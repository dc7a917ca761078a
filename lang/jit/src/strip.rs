//! Improves emitted machine code where Cranelift does not: prologues that nothing needs, and tests for overflow.
//!
//! Cranelift's x86-64 back end opens every function with `push rbp; mov rbp, rsp`. In a segment that
//! has no spills and calls nothing natively these instructions only form a chain of stores and loads
//! through `rbp` from segment to segment, which costs half the speed. The proof is by decoding: apart
//! from that prologue and the matching epilogues (`mov rsp, rbp; pop rbp` before a jump or a return)
//! no instruction may touch `rsp` or `rbp`. Where the proof fails, the code runs as emitted.

/// Lets branches on overflow test the processor's flag itself. Cranelift writes it into a register of which
/// nothing but the branch reads (`seto r; test r, r; jnz`): the branch becomes `jo`, at the same place.
#[cfg(target_arch = "x86_64")]
pub fn branch_on_overflow(code: &mut [u8]) {
    x86_64::branch_on_overflow(code);
}

/// On other processors branches stay as they are.
#[cfg(not(target_arch = "x86_64"))]
pub fn branch_on_overflow(_code: &mut [u8]) {}

/// What [`strip_prologue`] found.
pub struct Stripped {
    /// The code to load.
    pub bytes: Vec<u8>,
    /// By how many bytes everything moved towards the start.
    pub shift: u32,
}

/// The code without its prologue, or `None` if it needs one.
#[cfg(target_arch = "x86_64")]
pub fn strip_prologue(code: &[u8]) -> Option<Stripped> {
    x86_64::strip(code)
}

/// On other processors prologues stay as they are.
#[cfg(not(target_arch = "x86_64"))]
pub fn strip_prologue(_code: &[u8]) -> Option<Stripped> {
    None
}

#[cfg(target_arch = "x86_64")]
mod x86_64 {
    use iced_x86::{
        Code, Decoder, DecoderOptions, FlowControl, Instruction, InstructionInfoFactory, Mnemonic, Register,
    };

    use super::Stripped;

    /// `push rbp; mov rbp, rsp`
    const PROLOGUE: [u8; 4] = [0x55, 0x48, 0x89, 0xe5];
    /// `nop dword [rax+0]`, as long as an epilogue.
    const NOP4: [u8; 4] = [0x0f, 0x1f, 0x40, 0x00];

    /// Second bytes of `jo` and `jno` with a distance of four bytes.
    const JO: u8 = 0x80;
    const JNO: u8 = 0x81;
    /// Instructions that do nothing, by their length.
    const NOPS: [&[u8]; 9] = [
        &[],
        &[0x90],
        &[0x66, 0x90],
        &[0x0f, 0x1f, 0x00],
        &[0x0f, 0x1f, 0x40, 0x00],
        &[0x0f, 0x1f, 0x44, 0x00, 0x00],
        &[0x66, 0x0f, 0x1f, 0x44, 0x00, 0x00],
        &[0x0f, 0x1f, 0x80, 0x00, 0x00, 0x00, 0x00],
        &[0x0f, 0x1f, 0x84, 0x00, 0x00, 0x00, 0x00, 0x00],
    ];

    pub fn strip(code: &[u8]) -> Option<Stripped> {
        let body = code.strip_prefix(&PROLOGUE)?;
        let mut bytes = body.to_vec();
        let mut info = InstructionInfoFactory::new();
        let mut decoder = Decoder::with_ip(64, body, 0, DecoderOptions::NONE);
        let mut instruction = Instruction::default();
        while decoder.can_decode() {
            decoder.decode_out(&mut instruction);
            if is_epilogue_start(&instruction) {
                let start = instruction.ip() as usize;
                decoder.decode_out(&mut instruction);
                let pops = instruction.code() == Code::Pop_r64 && instruction.op0_register() == Register::RBP;
                if !pops || !ends_in_leaving(&mut decoder) {
                    return None;
                }
                bytes[start..start + NOP4.len()].copy_from_slice(&NOP4);
                continue;
            }
            if instruction.is_invalid() || touches_frame(&mut info, &instruction) {
                return None;
            }
        }
        Some(Stripped { bytes, shift: PROLOGUE.len() as u32 })
    }

    pub fn branch_on_overflow(code: &mut [u8]) {
        for place in overflow_tests(code) {
            let OverflowTest { start, branch, holds } = place;
            code[start..branch].copy_from_slice(NOPS[branch - start]);
            code[branch + 1] = if holds { JO } else { JNO };
        }
    }

    /// A test for overflow: where it starts, where its branch stands, and whether that is taken on overflow.
    struct OverflowTest {
        start: usize,
        branch: usize,
        holds: bool,
    }

    fn overflow_tests(code: &[u8]) -> Vec<OverflowTest> {
        let mut found = Vec::new();
        let mut decoder = Decoder::with_ip(64, code, 0, DecoderOptions::NONE);
        let [mut set, mut test] = [Instruction::default(); 2];
        let mut instruction = Instruction::default();
        while decoder.can_decode() {
            decoder.decode_out(&mut instruction);
            if instruction.is_invalid() {
                break;
            }
            let register = set.op0_register();
            let tested = set.code() == Code::Seto_rm8
                && test.code() == Code::Test_rm8_r8
                && test.op0_register() == register
                && test.op1_register() == register
                && register != Register::None;
            if tested && matches!(instruction.code(), Code::Jne_rel32_64 | Code::Je_rel32_64) {
                found.push(OverflowTest {
                    start: set.ip() as usize,
                    branch: instruction.ip() as usize,
                    holds: instruction.code() == Code::Jne_rel32_64,
                });
            }
            (set, test) = (test, instruction);
        }
        found.retain(|test| (test.branch - test.start) < NOPS.len());
        found
    }

    fn is_epilogue_start(instruction: &Instruction) -> bool {
        instruction.mnemonic() == Mnemonic::Mov
            && instruction.op0_register() == Register::RSP
            && instruction.op1_register() == Register::RBP
            && instruction.len() == 3
    }

    /// Whether the instruction after an epilogue leaves the segment.
    fn ends_in_leaving(decoder: &mut Decoder<'_>) -> bool {
        let (position, ip) = (decoder.position(), decoder.ip());
        let next = decoder.decode();
        decoder.set_ip(ip);
        if decoder.set_position(position).is_err() {
            return false;
        }
        matches!(
            next.flow_control(),
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
}

#[cfg(all(test, target_arch = "x86_64"))]
mod tests {
    use super::{branch_on_overflow, strip_prologue};

    const PROLOGUE: &[u8] = &[0x55, 0x48, 0x89, 0xe5];
    const EPILOGUE: &[u8] = &[0x48, 0x89, 0xec, 0x5d];
    const RETURN: &[u8] = &[0xc3];
    /// `mov rax, rdi`
    const BODY: &[u8] = &[0x48, 0x89, 0xf8];

    fn strip(parts: &[&[u8]]) -> Option<Vec<u8>> {
        strip_prologue(&parts.concat()).map(|stripped| stripped.bytes)
    }

    #[test]
    fn a_segment_without_frame_loses_prologue_and_epilogue() {
        let nop: &[u8] = &[0x0f, 0x1f, 0x40, 0x00];
        assert_eq!(strip(&[PROLOGUE, BODY, EPILOGUE, RETURN]), Some([BODY, nop, RETURN].concat()));
    }

    #[test]
    fn code_that_uses_the_native_stack_keeps_its_prologue() {
        // sub rsp, 16; mov [rbp-8], rax; call rax; push rax
        for used in [&[0x48, 0x83, 0xec, 0x10][..], &[0x48, 0x89, 0x45, 0xf8], &[0xff, 0xd0], &[0x50]] {
            assert_eq!(strip(&[PROLOGUE, BODY, used, EPILOGUE, RETURN]), None, "{used:x?}");
        }
    }

    #[test]
    fn a_branch_on_overflow_tests_the_flag() {
        // sub rax, 2; seto cl; test cl, cl; jnz +16
        let mut code =
            [&[0x48, 0x83, 0xe8, 0x02][..], &[0x0f, 0x90, 0xc1, 0x84, 0xc9], &[0x0f, 0x85, 0x10, 0, 0, 0]]
                .concat();
        branch_on_overflow(&mut code);
        assert_eq!(code[4..], [0x0f, 0x1f, 0x44, 0, 0, 0x0f, 0x80, 0x10, 0, 0, 0]);
        // The register that is tested is another one.
        let mut other = [&[0x0f, 0x90, 0xc1, 0x84, 0xd2][..], &[0x0f, 0x85, 0x10, 0, 0, 0]].concat();
        let before = other.clone();
        branch_on_overflow(&mut other);
        assert_eq!(other, before);
    }

    #[test]
    fn what_is_not_understood_stays() {
        assert_eq!(strip(&[BODY, RETURN]), None, "no prologue");
        assert_eq!(strip(&[PROLOGUE, BODY, EPILOGUE, BODY, RETURN]), None, "an epilogue before more code");
        assert_eq!(strip(&[PROLOGUE, BODY, &[0x48, 0x89, 0xec], RETURN]), None, "half an epilogue");
        assert_eq!(strip(&[PROLOGUE, &[0x06], RETURN]), None, "no instruction of this processor");
    }
}
