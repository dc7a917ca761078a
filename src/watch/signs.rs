//! What the kinds of file-system events say about a file.

use std::path::PathBuf;

use notify::event::{AccessKind, AccessMode, ModifyKind, RenameMode};
use notify::{Event, EventKind};

/// What happened at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Closed after writing, renamed into place, or only its attributes changed: nobody is in the
    /// middle of writing it as far as the event tells.
    Saved,
    /// Created or written to.
    Touched,
    /// Removed or renamed away.
    Gone,
}

/// The paths of an event with what happened at each; nothing where the event says nothing about
/// contents (files opened or read).
pub fn changes(event: Event) -> Vec<(PathBuf, Change)> {
    let change = match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => Change::Saved,
        EventKind::Access(_) => return Vec::new(),
        EventKind::Modify(ModifyKind::Name(RenameMode::To) | ModifyKind::Metadata(_)) => Change::Saved,
        EventKind::Modify(ModifyKind::Name(RenameMode::From)) | EventKind::Remove(_) => Change::Gone,
        EventKind::Modify(ModifyKind::Name(RenameMode::Both)) => {
            return event.paths.into_iter().zip([Change::Gone, Change::Saved]).collect();
        }
        _ => Change::Touched,
    };
    event.paths.into_iter().map(|path| (path, change)).collect()
}

#[cfg(test)]
mod tests {
    use notify::event::{CreateKind, DataChange, MetadataKind, RemoveKind};

    use super::*;

    fn check(kind: EventKind, expect: Option<Change>) {
        let event = Event::new(kind).add_path("a.erl".into());
        let expect: Vec<_> = expect.into_iter().map(|c| (PathBuf::from("a.erl"), c)).collect();
        assert_eq!(changes(event), expect, "{kind:?}");
    }

    #[test]
    fn kinds() {
        check(EventKind::Access(AccessKind::Close(AccessMode::Write)), Some(Change::Saved));
        check(EventKind::Access(AccessKind::Close(AccessMode::Read)), None);
        check(EventKind::Access(AccessKind::Open(AccessMode::Any)), None);
        check(EventKind::Create(CreateKind::File), Some(Change::Touched));
        check(EventKind::Modify(ModifyKind::Data(DataChange::Any)), Some(Change::Touched));
        check(EventKind::Modify(ModifyKind::Metadata(MetadataKind::Any)), Some(Change::Saved));
        check(EventKind::Modify(ModifyKind::Name(RenameMode::To)), Some(Change::Saved));
        check(EventKind::Modify(ModifyKind::Name(RenameMode::From)), Some(Change::Gone));
        check(EventKind::Remove(RemoveKind::File), Some(Change::Gone));
        check(EventKind::Any, Some(Change::Touched));
    }

    #[test]
    fn a_rename_seen_whole_names_both_ends() {
        let event = Event::new(EventKind::Modify(ModifyKind::Name(RenameMode::Both)))
            .add_path("a.tmp".into())
            .add_path("a.erl".into());
        assert_eq!(changes(event), [("a.tmp".into(), Change::Gone), ("a.erl".into(), Change::Saved)]);
    }
}
