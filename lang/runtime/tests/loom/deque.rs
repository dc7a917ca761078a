//! What `src/queues.rs` has of queues at whose other end somebody else takes, of the model's mutex. As in those of the
//! product, how long one is can be seen without taking part in what is done with it, so that it may be wrong at once.

use std::cell::Cell;
use std::collections::VecDeque;
use std::marker::PhantomData;
use std::sync::Arc;

use loom::sync::atomic::{AtomicUsize, Ordering};
use loom::sync::{Mutex, MutexGuard};

struct Queue<T> {
    items: Mutex<VecDeque<T>>,
    length: AtomicUsize,
}

impl<T> Queue<T> {
    fn new() -> Queue<T> {
        Queue { items: Mutex::new(VecDeque::new()), length: AtomicUsize::new(0) }
    }

    fn change<R>(&self, change: impl FnOnce(&mut MutexGuard<'_, VecDeque<T>>) -> R) -> R {
        let mut items = self.items.lock().unwrap();
        let result = change(&mut items);
        self.length.store(items.len(), Ordering::Release);
        result
    }

    fn len(&self) -> usize {
        self.length.load(Ordering::Acquire)
    }

    fn take(&self) -> Steal<T> {
        self.change(|items| items.pop_front()).map_or(Steal::Empty, Steal::Success)
    }

    /// The first one, and half of the others for `own`.
    fn take_batch(&self, own: &Worker<T>) -> Steal<T> {
        let (first, others) = self.change(|items| {
            let first = items.pop_front();
            let half = items.len().div_ceil(2);
            (first, items.drain(..half).collect::<Vec<T>>())
        });
        if !others.is_empty() {
            own.queue.change(|items| items.extend(others));
        }
        first.map_or(Steal::Empty, Steal::Success)
    }
}

/// What comes of an attempt to take.
pub enum Steal<T> {
    Empty,
    Success(T),
    /// The model's never fail halfway.
    #[expect(dead_code, reason = "the product's do")]
    Retry,
}

/// The end of the one that a queue belongs to; only its thread has it.
pub struct Worker<T> {
    queue: Arc<Queue<T>>,
    owner: PhantomData<Cell<()>>,
}

/// The end of the others.
pub struct Stealer<T>(Arc<Queue<T>>);

/// A queue that belongs to nobody.
pub struct Injector<T>(Queue<T>);

impl<T> Worker<T> {
    pub fn new_fifo() -> Worker<T> {
        Worker { queue: Arc::new(Queue::new()), owner: PhantomData }
    }

    pub fn stealer(&self) -> Stealer<T> {
        Stealer(self.queue.clone())
    }

    pub fn push(&self, item: T) {
        self.queue.change(|items| items.push_back(item));
    }

    pub fn pop(&self) -> Option<T> {
        self.queue.change(|items| items.pop_front())
    }

    pub fn len(&self) -> usize {
        self.queue.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl<T> Stealer<T> {
    pub fn steal(&self) -> Steal<T> {
        self.0.take()
    }

    pub fn steal_batch_and_pop(&self, own: &Worker<T>) -> Steal<T> {
        self.0.take_batch(own)
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }
}

impl<T> Injector<T> {
    pub fn new() -> Injector<T> {
        Injector(Queue::new())
    }

    pub fn push(&self, item: T) {
        self.0.change(|items| items.push_back(item));
    }

    pub fn steal(&self) -> Steal<T> {
        self.0.take()
    }

    pub fn steal_batch_and_pop(&self, own: &Worker<T>) -> Steal<T> {
        self.0.take_batch(own)
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
