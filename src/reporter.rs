//! What is reported of the code server and the watcher while a program runs.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crossbeam_channel::{Receiver, Select, Sender, unbounded};
use swerl_code::CodeServer;
use swerl_code::event::Event;

use crate::moves::Moves;
use crate::render::Style;
use crate::watch::Notice;

/// Prints what happens to modules and processes, above the line being typed.
pub struct Reporter {
    events: Receiver<Event>,
    notices: Receiver<Notice>,
    show: Box<dyn Fn(&str) + Send + Sync>,
    style: Style,
    /// Only what is wrong is printed.
    quiet: bool,
    /// Held from taking an event until it is printed, so that [`Reporter::settle`] leaves none behind.
    printing: Mutex<Moves>,
}

/// How long the thread waits for more of the same before it prints: a person does not see it, and a thousand
/// processes that move to a new version do so within it.
const TOGETHER: Duration = Duration::from_millis(10);

impl Reporter {
    /// Starts to show the events of a server, as whole lines; the watcher sends its notices to the sender.
    pub fn start(
        server: &CodeServer,
        show: impl Fn(&str) + Send + Sync + 'static,
        style: Style,
        quiet: bool,
    ) -> (Arc<Reporter>, Sender<Notice>) {
        let (sender, notices) = unbounded();
        let reporter = Arc::new(Reporter {
            events: server.subscribe(),
            notices,
            show: Box::new(show),
            style,
            quiet,
            printing: Mutex::default(),
        });
        let printing = reporter.clone();
        let spawned = std::thread::Builder::new().name("reporter".into()).spawn(move || {
            while printing.wait() {
                printing.settle();
            }
        });
        if let Err(error) = spawned {
            eprintln!("swerl: cannot start the reporter thread: {error}");
        }
        (reporter, sender)
    }

    /// Waits for something to print. `false`: there will be nothing any more.
    fn wait(&self) -> bool {
        let mut select = Select::new();
        select.recv(&self.events);
        let with_notices = select.recv(&self.notices);
        if select.ready() == with_notices && self.notices.is_empty() {
            // The watcher is gone; events go on.
            return match self.events.recv() {
                Ok(event) => {
                    let mut printing = self.printing.lock().unwrap_or_else(PoisonError::into_inner);
                    self.print(&mut printing, event);
                    true
                }
                Err(_) => false,
            };
        }
        std::thread::sleep(TOGETHER);
        true
    }

    /// Prints all that has happened until now. What is printed afterwards stands below it.
    pub fn settle(&self) {
        let mut printing = self.printing.lock().unwrap_or_else(PoisonError::into_inner);
        if let Ok(event) = self.events.try_recv() {
            self.print(&mut printing, event);
        }
        while let Ok(notice) = self.notices.try_recv() {
            (self.show)(&format!("{notice}\n"));
        }
    }

    /// Prints an event and those that wait behind it.
    fn print(&self, moves: &mut Moves, first: Event) {
        let events: Vec<Event> = std::iter::once(first).chain(self.events.try_iter()).collect();
        let lines = moves.lines(&events, self.style, self.quiet);
        if !lines.is_empty() {
            (self.show)(&lines);
        }
    }
}
