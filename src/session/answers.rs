//! The values of earlier expressions, by number: `v(N)`.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use swerl_runtime::owned::OwnedTerm;

/// Values kept, as many as Erlang's shell keeps.
const KEPT: usize = 20;

/// See the module.
#[derive(Default)]
pub struct Results {
    state: Mutex<BTreeMap<i64, OwnedTerm>>,
}

impl Results {
    fn lock(&self) -> MutexGuard<'_, BTreeMap<i64, OwnedTerm>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps the value of expression `number`; the oldest goes.
    pub fn keep(&self, number: usize, value: OwnedTerm) {
        let mut values = self.lock();
        values.insert(number as i64, value);
        while values.len() > KEPT {
            values.pop_first();
        }
    }

    /// The value of expression `number`; negative: counted back from the last one.
    pub fn get(&self, number: i64) -> Option<OwnedTerm> {
        let values = self.lock();
        let last = *values.last_key_value()?.0;
        let number = if number < 0 { last + 1 + number } else { number };
        values.get(&number).cloned()
    }
}
