//! Times that come and go at several places.

use std::sync::Arc;

use loom::sync::atomic::{AtomicU64, Ordering};
use loom::thread;

use crate::earliest::Earliest;
use crate::explore;

/// Two places, and the earliest time of both.
struct Times {
    places: [AtomicU64; 2],
    earliest: Earliest,
}

impl Times {
    fn first(&self) -> u64 {
        self.places.iter().map(|place| place.load(Ordering::Acquire)).min().unwrap()
    }

    fn set(&self, place: usize, time: u64) {
        let before = self.places[place].load(Ordering::Relaxed);
        self.places[place].store(time, Ordering::Release);
        if time < before {
            self.earliest.lower(time);
        }
    }
}

/// When nobody looks for it any more, no time is before the one that is noted: whoever adds one while others look at all
/// places is not forgotten.
#[test]
fn no_time_is_overlooked() {
    explore(|| {
        let times = Arc::new(Times {
            places: [AtomicU64::new(2), AtomicU64::new(u64::MAX)],
            earliest: Earliest::new(),
        });
        times.earliest.lower(2);
        let others = [
            {
                let times = times.clone();
                thread::spawn(move || times.set(1, 5))
            },
            {
                let times = times.clone();
                thread::spawn(move || times.earliest.renew(|| times.first()))
            },
        ];
        times.set(0, 9);
        times.earliest.renew(|| times.first());
        others.into_iter().for_each(|thread| thread.join().unwrap());
        assert!(times.earliest.get() <= times.first());
    });
}
