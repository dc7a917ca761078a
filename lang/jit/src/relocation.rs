//! What instructions need to know of an address, processor by processor.

use cranelift_codegen::binemit::Reloc;

/// How much code may lie in one piece, so that all of it is within reach of a direct call: 1 GiB on most processors; on
/// 64-bit ARM a call reaches 128 MiB.
pub const REACH: usize = if cfg!(target_arch = "aarch64") { 1 << 27 } else { 1 << 30 };

/// Writes into the instruction at address `at`, which starts at `bytes`, how it gets to `target`. False if this kind of
/// relocation is not known, or the target too far away.
pub fn apply(kind: Reloc, bytes: &mut [u8], at: usize, target: u64) -> bool {
    let distance = target.wrapping_sub(at as u64) as i64;
    match kind {
        Reloc::Abs8 => bytes[..8].copy_from_slice(&target.to_ne_bytes()),
        Reloc::X86PCRel4 | Reloc::X86CallPCRel4 => {
            let Ok(distance) = i32::try_from(distance) else { return false };
            bytes[..4].copy_from_slice(&distance.to_le_bytes());
        }
        // `b` and `bl`: a distance of 26 bits, in instructions.
        Reloc::Arm64Call if fits(distance, 28) => {
            instruction(bytes, 0x03ff_ffff, (distance >> 2) as u32);
        }
        // `adrp`: how many pages of 4 KiB away; the two lowest bits stand apart from the others.
        Reloc::Aarch64AdrPrelPgHi21 => {
            let pages = (target >> 12).wrapping_sub(at as u64 >> 12) as i64;
            if !fits(pages, 21) {
                return false;
            }
            let pages = pages as u32;
            instruction(bytes, 0x60ff_ffe0, (pages & 3) << 29 | (pages >> 2 & 0x7ffff) << 5);
        }
        // `add` of the place in the page.
        Reloc::Aarch64AddAbsLo12Nc => instruction(bytes, 0x003f_fc00, (target as u32 & 0xfff) << 10),
        // `auipc` and `jalr`: the lower part is taken for a signed number.
        Reloc::RiscvCallPlt if fits(distance, 32) => {
            let high = (distance as u32).wrapping_add(0x800) & 0xffff_f000;
            let low = (distance as u32).wrapping_sub(high);
            instruction(bytes, 0xffff_f000, high);
            instruction(&mut bytes[4..], 0xfff0_0000, low << 20);
        }
        // `brasl` and `larl`: a distance in half-words.
        Reloc::S390xPCRel32Dbl | Reloc::S390xPLTRel32Dbl if fits(distance, 33) => {
            bytes[..4].copy_from_slice(&((distance >> 1) as i32).to_be_bytes());
        }
        _ => return false,
    }
    true
}

/// Whether a signed number of so many bits holds `number`.
fn fits(number: i64, bits: u32) -> bool {
    let limit = 1 << (bits - 1);
    (-limit..limit).contains(&number)
}

/// Puts `value` into the bits of `mask` of a 32-bit instruction.
fn instruction(bytes: &mut [u8], mask: u32, value: u32) {
    let old = u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
    bytes[..4].copy_from_slice(&(old & !mask | value & mask).to_le_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The instruction `word` at 0x10000 after a relocation.
    fn applied(kind: Reloc, word: u32, target: u64) -> Option<u32> {
        let mut bytes = [0; 8];
        bytes[..4].copy_from_slice(&word.to_le_bytes());
        let known = apply(kind, &mut bytes, 0x10000, target);
        known.then(|| u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
    }

    #[test]
    fn distances_are_counted_from_the_instruction() {
        assert_eq!(applied(Reloc::X86CallPCRel4, 0, 0x0ff00), Some(-0x100i32 as u32));
        assert_eq!(applied(Reloc::X86CallPCRel4, 0, 1 << 40), None);
        // bl +0x40, b -4
        assert_eq!(applied(Reloc::Arm64Call, 0x9400_0000, 0x10040), Some(0x9400_0010));
        assert_eq!(applied(Reloc::Arm64Call, 0x1400_0000, 0x0fffc), Some(0x17ff_ffff));
        assert_eq!(applied(Reloc::Arm64Call, 0x9400_0000, 1 << 30), None);
    }

    #[test]
    fn an_address_is_a_page_and_a_place_in_it() {
        // adrp x0, five pages on; add x0, x0, #0x123
        assert_eq!(applied(Reloc::Aarch64AdrPrelPgHi21, 0x9000_0000, 0x15123), Some(0xb000_0020));
        assert_eq!(applied(Reloc::Aarch64AddAbsLo12Nc, 0x9100_0000, 0x15123), Some(0x9104_8c00));
    }

    #[test]
    fn the_lower_part_of_a_distance_is_signed() {
        let mut bytes = [0x97, 0, 0, 0, 0xe7, 0x80, 0, 0];
        assert!(apply(Reloc::RiscvCallPlt, &mut bytes, 0x10000, 0x10800));
        // auipc ra, 1; jalr ra, -2048(ra)
        assert_eq!(bytes, [0x97, 0x10, 0, 0, 0xe7, 0x80, 0, 0x80]);
    }
}
