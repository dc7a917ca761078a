//! What the program reads: its standard input, a line at a time.

use std::collections::VecDeque;
use std::io::BufRead;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What was read, or given back, and is not used yet.
static AHEAD: Mutex<VecDeque<char>> = Mutex::new(VecDeque::new());

fn lock() -> MutexGuard<'static, VecDeque<char>> {
    AHEAD.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Reads a line from the system; says whether there was one. What is not in UTF-8 is taken as Latin-1.
fn fill(ahead: &mut VecDeque<char>) -> std::io::Result<bool> {
    let mut bytes = Vec::new();
    let count = std::io::stdin().lock().read_until(b'\n', &mut bytes)?;
    crate::counts::read(count);
    match String::from_utf8(bytes) {
        Ok(text) => ahead.extend(text.chars()),
        Err(error) => ahead.extend(error.into_bytes().into_iter().map(char::from)),
    }
    Ok(count > 0)
}

/// The next line with its end; `None` at the end of the input. Waits for it.
pub fn line() -> std::io::Result<Option<String>> {
    let mut ahead = lock();
    loop {
        if let Some(end) = ahead.iter().position(|&character| character == '\n') {
            return Ok(Some(ahead.drain(..=end).collect()));
        }
        if !fill(&mut ahead)? {
            let rest: String = ahead.drain(..).collect();
            return Ok((!rest.is_empty()).then_some(rest));
        }
    }
}

/// So many characters, fewer at the end of the input, `None` if there are none. Waits for them.
pub fn characters(count: usize) -> std::io::Result<Option<String>> {
    let mut ahead = lock();
    while ahead.len() < count && fill(&mut ahead)? {}
    let taken = ahead.len().min(count);
    let text: String = ahead.drain(..taken).collect();
    Ok((count == 0 || !text.is_empty()).then_some(text))
}

/// Gives characters back, to be read next.
pub fn unread(text: &str) {
    let mut ahead = lock();
    text.chars().rev().for_each(|character| ahead.push_front(character));
}
