//! How fast a demo is played.

use std::time::Duration;

/// A person's pace, or none at all.
pub struct Pace {
    /// How many times as fast as a person; `None` for no pauses.
    speed: Option<f64>,
    /// State of a small generator: the rhythm is uneven, and the same in every performance.
    state: u32,
}

impl Pace {
    pub fn new(speed: Option<f64>) -> Pace {
        Pace { speed, state: 0x2545_f491 }
    }

    fn scaled(&self, milliseconds: f64) -> Duration {
        let Some(speed) = self.speed else { return Duration::ZERO };
        Duration::try_from_secs_f64(milliseconds / 1000.0 / speed).unwrap_or(Duration::from_secs(3600))
    }

    /// Between one key and the next: words flow, signs are looked for.
    pub fn key(&mut self, key: char) -> Duration {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 17;
        self.state ^= self.state << 5;
        let uneven = f64::from(self.state % 50);
        let search = if key.is_alphanumeric() { 0.0 } else { 40.0 };
        self.scaled(35.0 + uneven + search)
    }

    /// For a look at what was typed before it is sent or saved.
    pub fn glance(&self) -> Duration {
        self.scaled(500.0)
    }

    /// For reading words.
    pub fn reading(&self, text: &str) -> Duration {
        self.scaled(800.0 + 45.0 * text.chars().count() as f64)
    }
}
