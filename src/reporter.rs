//! What is reported of the code server and the watcher while a program runs.

use std::sync::{Arc, Mutex, PoisonError};

use crossbeam_channel::{Receiver, Select, Sender, unbounded};
use swerl_code::CodeServer;
use swerl_code::event::Event;

use crate::render::Style;
use crate::report;
use crate::watch::Notice;

/// Prints what happens to modules and processes, above the line being typed.
pub struct Reporter {
    events: Receiver<Event>,
    notices: Receiver<Notice>,
    show: Box<dyn Fn(&str) + Send + Sync>,
    style: Style,
    /// Held from taking an event until it is printed, so that [`Reporter::settle`] leaves none behind.
    printing: Mutex<()>,
}

impl Reporter {
    /// Starts to show the events of a server, as whole lines; the watcher sends its notices to the sender.
    pub fn start(
        server: &CodeServer,
        show: impl Fn(&str) + Send + Sync + 'static,
        style: Style,
    ) -> (Arc<Reporter>, Sender<Notice>) {
        let (sender, notices) = unbounded();
        let reporter = Arc::new(Reporter {
            events: server.subscribe(),
            notices,
            show: Box::new(show),
            style,
            printing: Mutex::new(()),
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
            return self.events.recv().map(|event| self.print(&event)).is_ok();
        }
        true
    }

    /// Prints all that has happened until now. What is printed afterwards stands below it.
    pub fn settle(&self) {
        let _printing = self.printing.lock().unwrap_or_else(PoisonError::into_inner);
        while let Ok(event) = self.events.try_recv() {
            self.print(&event);
        }
        while let Ok(notice) = self.notices.try_recv() {
            (self.show)(&format!("{notice}\n"));
        }
    }

    fn print(&self, event: &Event) {
        (self.show)(&report::lines(event, self.style));
    }
}
