//! The classes of characters where patterns are bytes: OTP's, which are those of ISO Latin-1.

use std::ptr::null_mut;
use std::sync::OnceLock;

use pcre2_sys as pcre;

/// Lower case, other case, ten classes as bits, types.
const LENGTH: usize = 256 + 256 + 320 + 256;

/// Where the classes start that change, in bytes from the start of the classes.
const CLASSES: usize = 512;
const UPPER: usize = 96;
const LOWER: usize = 128;
const WORD: usize = 160;
const GRAPH: usize = 192;
const PRINT: usize = 224;
const PUNCTUATION: usize = 256;
const CONTROL: usize = 288;
const TYPES: usize = 512 + 320;

/// The tables; they live as long as the program.
pub fn latin1() -> *const u8 {
    static TABLES: OnceLock<Option<Box<[u8; LENGTH]>>> = OnceLock::new();
    let made = TABLES.get_or_init(|| {
        // SAFETY: the call makes tables of that length, or gives null; they are never freed, once a program.
        let plain = unsafe {
            let tables = pcre::pcre2_maketables_8(null_mut());
            if tables.is_null() {
                return None;
            }
            std::slice::from_raw_parts(tables, LENGTH)
        };
        let mut tables = Box::new([0; LENGTH]);
        tables.copy_from_slice(plain);
        for code in 128..=255 {
            add(&mut tables, code);
        }
        Some(tables)
    });
    made.as_ref().map_or(std::ptr::null(), |tables| tables.as_ptr())
}

fn add(tables: &mut [u8; LENGTH], code: usize) {
    let mut set = |class: usize| tables[CLASSES + class + code / 8] |= 1 << (code % 8);
    let upper = matches!(code, 0xc0..=0xd6 | 0xd8..=0xde);
    let lower = matches!(code, 0xdf..=0xf6 | 0xf8..=0xff | 0xaa | 0xb5 | 0xba);
    if code < 0xa0 {
        return set(CONTROL);
    }
    set(PRINT);
    if code > 0xa0 {
        set(GRAPH);
    }
    if upper || lower {
        set(WORD);
        set(if upper { UPPER } else { LOWER });
    } else {
        set(PUNCTUATION);
        return;
    }
    // Letters have the type of other letters.
    tables[TYPES + code] = tables[TYPES + usize::from(if upper { b'A' } else { b'a' })];
    let paired = upper || matches!(code, 0xe0..=0xf6 | 0xf8..=0xfe);
    if paired {
        tables[256 + code] = (code ^ 0x20) as u8;
    }
    if upper {
        tables[code] = (code | 0x20) as u8;
    }
}
