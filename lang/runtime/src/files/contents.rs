//! Whole files.

use std::fs::File;
use std::io::{Read, Result};
use std::path::Path;

use crate::bits::block::FreshBlock;
use crate::files::handle::retried;
use crate::memory;

/// Bytes read at a time from what does not say how long it is: as many as there are already, within these.
const STEPS: (usize, usize) = (4 << 10, 1 << 20);

/// What a file holds: as many bytes as it has when it is opened, or, of what has no length (as a device), all that come.
/// Asks for the memory, see [`memory::ask`].
pub fn read(path: &Path) -> Result<FreshBlock> {
    let mut file = File::open(path)?;
    match file.metadata()?.len() {
        0 => read_to_end(&mut file),
        length => {
            let mut contents = FreshBlock::zeros(length as usize);
            let filled = fill(&mut file, contents.bytes_mut())?;
            contents.truncate(filled);
            Ok(contents)
        }
    }
}

fn read_to_end(file: &mut File) -> Result<FreshBlock> {
    let mut bytes = Vec::new();
    loop {
        let start = bytes.len();
        let step = start.clamp(STEPS.0, STEPS.1);
        // As a vector grows it is there twice.
        memory::ask(2 * (start + step));
        bytes.resize(start + step, 0);
        let filled = fill(file, &mut bytes[start..])?;
        if filled < step {
            let mut contents = FreshBlock::zeros(start + filled);
            contents.bytes_mut().copy_from_slice(&bytes[..start + filled]);
            return Ok(contents);
        }
    }
}

/// Fills the room, or what of it there is something for; gives how much.
fn fill(file: &mut File, room: &mut [u8]) -> Result<usize> {
    let mut filled = 0;
    while filled < room.len() {
        match retried(|| file.read(&mut room[filled..]))? {
            0 => break,
            count => filled += count,
        }
    }
    Ok(filled)
}
