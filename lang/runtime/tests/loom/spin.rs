//! What `src/spin.rs` has, of the model's mutex: who waits turning round can do so in too many ways. That the real one
//! does the same is what the models in `models/lock.rs` are for.

use std::ops::{Deref, DerefMut};

use loom::sync::{Mutex, MutexGuard};

pub struct SpinLock<T>(Mutex<T>);

pub struct SpinGuard<'a, T>(MutexGuard<'a, T>);

impl<T> SpinLock<T> {
    pub fn new(value: T) -> SpinLock<T> {
        SpinLock(Mutex::new(value))
    }

    pub fn lock(&self) -> SpinGuard<'_, T> {
        SpinGuard(self.0.lock().unwrap())
    }
}

impl<T> Deref for SpinGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for SpinGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}
