//! The values of earlier expressions, by number: `v(N)`.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use swerl_runtime::owned::OwnedTerm;

/// Values kept, as many as Erlang's shell keeps.
const KEPT: usize = 20;

/// See the module.
#[derive(Default)]
pub struct Results {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    values: BTreeMap<i64, OwnedTerm>,
    /// The number of the last expression, also where it has no value.
    last: i64,
}

impl Results {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Expression `number` is done; keeps its value, if it has one. The oldest goes.
    pub fn keep(&self, number: usize, value: Option<OwnedTerm>) {
        let mut state = self.lock();
        state.last = number as i64;
        if let Some(value) = value {
            state.values.insert(number as i64, value);
        }
        while state.values.len() > KEPT {
            state.values.pop_first();
        }
    }

    /// The value of expression `number`; negative: counted back from the one that is not done yet.
    pub fn get(&self, number: i64) -> Option<OwnedTerm> {
        let state = self.lock();
        let number = if number < 0 { state.last.checked_add(1)?.checked_add(number)? } else { number };
        state.values.get(&number).cloned()
    }
}
