//! Scripted events against a scripted disk; the clock is a number.

use super::*;

/// A plan with a disk and a loader that accepts every text without the word `bad`.
struct Scene {
    start: Instant,
    plan: Plan,
    disk: BTreeMap<PathBuf, Content>,
    /// What `load` answers about includes, by path.
    includes: BTreeMap<PathBuf, PathBuf>,
    current: BTreeMap<PathBuf, (Content, u32)>,
    /// `load a.erl one@5`, `reject …`, `tell …`, in order; the number is the save's millisecond.
    log: Vec<String>,
    /// The sizes of the batches that were loaded.
    batches: Vec<usize>,
    /// A header's text with which nothing is accepted.
    breaks: Option<String>,
}

impl Scene {
    fn new() -> Scene {
        Scene {
            start: Instant::now(),
            plan: Plan::default(),
            disk: BTreeMap::new(),
            includes: BTreeMap::new(),
            current: BTreeMap::new(),
            log: Vec::new(),
            batches: Vec::new(),
            breaks: None,
        }
    }

    /// With `a.erl` loaded as `one` in the first round.
    fn loaded() -> Scene {
        let mut scene = Scene::new();
        scene.put("a.erl", "one");
        scene.plan.found(scene.start, &["a.erl".into()], true);
        scene.run_until(0);
        scene.expect(&["load a.erl one@0"]);
        scene
    }

    fn put(&mut self, path: &str, text: &str) {
        self.disk.insert(path.into(), Content::Text(text.into()));
    }

    fn remove(&mut self, path: &str) {
        self.disk.remove(Path::new(path));
    }

    fn at(&self, millisecond: u64) -> Instant {
        self.start + Duration::from_millis(millisecond)
    }

    fn saved(&mut self, millisecond: u64, path: &str) {
        self.sign(millisecond, Sign::Saved(path.into()));
    }

    fn touched(&mut self, millisecond: u64, path: &str) {
        self.sign(millisecond, Sign::Touched(path.into()));
    }

    fn gone(&mut self, millisecond: u64, path: &str) {
        self.sign(millisecond, Sign::Gone(path.into()));
    }

    /// All that falls due before the sign is done first.
    fn sign(&mut self, millisecond: u64, sign: Sign) {
        self.run_until(millisecond);
        self.plan.sign(self.at(millisecond), sign);
    }

    /// Lets time pass up to and with the millisecond.
    fn run_until(&mut self, millisecond: u64) {
        let end = self.at(millisecond);
        while let Some(now) = self.plan.deadline().filter(|at| *at <= end) {
            let mut steps = self.plan.due(now);
            assert!(!steps.is_empty(), "a deadline with nothing to do");
            while !steps.is_empty() {
                let step = steps.remove(0);
                steps.splice(0..0, self.carry_out(now, step));
            }
        }
    }

    fn carry_out(&mut self, now: Instant, step: Step) -> Vec<Step> {
        match step {
            Step::Rescan => {
                let files: Vec<_> = self.disk.keys().filter(|p| !is_header(p)).cloned().collect();
                self.plan.found(now, &files, false);
                Vec::new()
            }
            Step::Read(path) => {
                let content = self.disk.get(&path).cloned().unwrap_or(Content::Missing);
                self.plan.read(now, &path, content)
            }
            Step::Load(batch) => {
                let answer = self.load_all(&batch);
                self.plan.attempted(now, batch, answer)
            }
            Step::Tell(notice) => {
                self.log.push(format!("tell {notice}"));
                Vec::new()
            }
        }
    }

    fn load_all(&mut self, batch: &[Wanted]) -> Answer {
        let broken: Vec<bool> =
            batch.iter().map(|wanted| !self.accepts(&wanted.path, &wanted.content)).collect();
        if !broken.contains(&true) {
            self.batches.push(batch.len());
        } else if !batch.iter().any(|wanted| wanted.last) {
            return Answer::Broken(broken);
        }
        let held = broken.contains(&true);
        Answer::Judged(batch.iter().map(|wanted| self.load(wanted, held)).collect())
    }

    fn load(&mut self, wanted: &Wanted, held: bool) -> Verdict {
        let Wanted { path, content, saved, .. } = wanted;
        let accepted = self.accepts(path, content);
        let text = if let Content::Text(text) = content { &**text } else { "?" };
        if accepted && held {
            self.log.push(format!("hold {} {text}", path.display()));
            return Verdict { judgement: Judgement::HeldBack, ..Verdict::default() };
        }
        let includes: Vec<_> = self
            .includes
            .get(path)
            .and_then(|header| match self.disk.get(header)? {
                Content::Text(text) => Some((header.clone(), text.clone())),
                _ => None,
            })
            .into_iter()
            .collect();
        let whole = Content::Text(format!("{text}{includes:?}").into());
        let same = self.current.get(path).filter(|(known, _)| *known == whole);
        let unchanged = same.filter(|_| accepted).map(|(_, version)| ("a".to_string(), *version));
        if unchanged.is_none() {
            let verb = if accepted { "load" } else { "reject" };
            let ms = (*saved - self.start).as_millis();
            self.log.push(format!("{verb} {} {text}@{ms}", path.display()));
        }
        if accepted && unchanged.is_none() {
            let version = self.current.get(path).map_or(1, |(_, v)| v + 1);
            self.current.insert(path.to_owned(), (whole, version));
        }
        let judgement = if accepted { Judgement::Accepted } else { Judgement::Rejected };
        Verdict { judgement, unchanged, includes: Some(includes) }
    }

    /// Everything logged since the last call.
    #[track_caller]
    fn expect(&mut self, log: &[&str]) {
        assert_eq!(std::mem::take(&mut self.log), log);
    }
}

impl Scene {
    /// Whether the text and what it includes have no errors.
    fn accepts(&self, path: &Path, content: &Content) -> bool {
        let header = self.includes.get(path).and_then(|header| self.disk.get(header));
        let broken = |content: &Content| matches!(content, Content::Text(text) if self.breaks.as_deref() == Some(text));
        accepts(content) && !header.is_some_and(broken)
    }
}

fn accepts(content: &Content) -> bool {
    matches!(content, Content::Text(text) if !text.contains("bad") && !text.is_empty())
}

#[test]
fn a_rename_over_loads_when_it_is_quiet() {
    let mut s = Scene::loaded();
    s.put("a.erl", "two");
    s.saved(10, "a.erl");
    s.run_until(12);
    s.expect(&["load a.erl two@10"]);
    s.run_until(9999);
    s.expect(&[]);
}

#[test]
fn an_in_place_write_is_read_when_it_is_closed() {
    let mut s = Scene::loaded();
    s.put("a.erl", "half of");
    s.touched(10, "a.erl");
    s.put("a.erl", "half of two");
    s.touched(11, "a.erl");
    s.saved(12, "a.erl");
    s.run_until(14);
    s.expect(&["load a.erl half of two@12"]);
}

#[test]
fn a_file_that_stays_open_is_read_when_it_is_quiet() {
    let mut s = Scene::loaded();
    s.put("a.erl", "two");
    s.touched(10, "a.erl");
    s.run_until(19);
    s.expect(&[]);
    s.run_until(20);
    s.expect(&["load a.erl two@10"]);
}

#[test]
fn truncate_then_write_shows_no_error() {
    let mut s = Scene::loaded();
    s.put("a.erl", "");
    s.saved(10, "a.erl");
    s.run_until(90);
    s.put("a.erl", "two");
    s.saved(90, "a.erl");
    s.run_until(9999);
    s.expect(&["load a.erl two@90"]);
}

#[test]
fn a_file_that_stays_empty_is_reported() {
    let mut s = Scene::loaded();
    s.put("a.erl", "");
    s.saved(10, "a.erl");
    s.run_until(109);
    s.expect(&[]);
    s.run_until(9999);
    s.expect(&["reject a.erl @10"]);
}

#[test]
fn a_half_written_text_that_becomes_whole_shows_no_error() {
    let mut s = Scene::loaded();
    s.put("a.erl", "bad");
    s.saved(10, "a.erl");
    s.run_until(20);
    // Found by the second look, though no event told of it.
    s.put("a.erl", "two");
    s.run_until(9999);
    s.expect(&["load a.erl two@10"]);
}

#[test]
fn a_broken_text_is_reported_once_and_the_next_good_save_recovers() {
    let mut s = Scene::loaded();
    s.put("a.erl", "bad");
    s.saved(10, "a.erl");
    // Signs without a change do not put the report off.
    s.saved(20, "a.erl");
    s.run_until(37);
    s.expect(&["reject a.erl bad@20"]);
    s.saved(50, "a.erl");
    s.run_until(500);
    s.expect(&[]);
    s.put("a.erl", "two");
    s.saved(600, "a.erl");
    s.run_until(602);
    s.expect(&["load a.erl two@600"]);
}

#[test]
fn undoing_a_broken_save_says_which_version_that_is() {
    let mut s = Scene::loaded();
    s.put("a.erl", "bad");
    s.saved(10, "a.erl");
    s.run_until(500);
    s.expect(&["reject a.erl bad@10"]);
    s.put("a.erl", "one");
    s.saved(600, "a.erl");
    s.run_until(9999);
    s.expect(&["tell a.erl: back to the text of a version 1"]);
}

#[test]
fn a_broken_text_that_changes_for_ever_is_reported_all_the_same() {
    let mut s = Scene::loaded();
    for i in 1..=120 {
        s.put("a.erl", &format!("bad {i}"));
        s.saved(i * 10, "a.erl");
    }
    s.run_until(1200);
    assert!(s.log.iter().any(|line| line.starts_with("reject")), "{:?}", s.log);
    assert!(s.log.len() < 10, "{:?}", s.log);
}

#[test]
fn a_touch_is_no_save() {
    let mut s = Scene::loaded();
    s.saved(10, "a.erl");
    s.touched(20, "a.erl");
    s.sign(30, Sign::Rescan);
    s.run_until(9999);
    s.expect(&[]);
}

#[test]
fn two_saves_before_a_look_are_one_load_of_the_last() {
    let mut s = Scene::loaded();
    s.put("a.erl", "two");
    s.plan.sign(s.at(10), Sign::Saved("a.erl".into()));
    s.put("a.erl", "three");
    s.plan.sign(s.at(10), Sign::Saved("a.erl".into()));
    s.run_until(12);
    s.expect(&["load a.erl three@10"]);
}

#[test]
fn two_saves_with_a_look_between_are_two_loads() {
    let mut s = Scene::loaded();
    s.put("a.erl", "two");
    s.saved(10, "a.erl");
    s.run_until(12);
    s.put("a.erl", "one");
    s.saved(13, "a.erl");
    s.run_until(15);
    s.expect(&["load a.erl two@10", "load a.erl one@13"]);
}

#[test]
fn delete_and_create_is_a_save() {
    let mut s = Scene::loaded();
    s.remove("a.erl");
    s.gone(10, "a.erl");
    s.run_until(60);
    s.put("a.erl", "two");
    s.touched(60, "a.erl");
    s.saved(61, "a.erl");
    s.run_until(9999);
    s.expect(&["load a.erl two@61"]);
}

#[test]
fn delete_and_create_without_a_change_is_nothing() {
    let mut s = Scene::loaded();
    s.remove("a.erl");
    s.gone(10, "a.erl");
    s.put("a.erl", "one");
    s.touched(50, "a.erl");
    s.run_until(9999);
    s.expect(&[]);
}

#[test]
fn a_deleted_file_is_told_once_and_may_come_back() {
    let mut s = Scene::loaded();
    s.remove("a.erl");
    s.gone(10, "a.erl");
    s.run_until(109);
    s.expect(&[]);
    s.run_until(110);
    s.expect(&["tell a.erl: deleted; its code stays loaded"]);
    s.sign(300, Sign::Rescan);
    s.run_until(999);
    s.expect(&[]);
    s.put("a.erl", "one");
    s.saved(1000, "a.erl");
    s.run_until(1000);
    s.expect(&["tell a.erl: back to the text of a version 1"]);
    s.put("a.erl", "two");
    s.saved(1100, "a.erl");
    s.run_until(9999);
    s.expect(&["load a.erl two@1100"]);
}

#[test]
fn a_deleted_file_that_was_never_loaded_has_no_code_to_stay() {
    let mut s = Scene::loaded();
    s.put("b.erl", "bad");
    s.saved(10, "b.erl");
    s.run_until(100);
    s.remove("b.erl");
    s.gone(200, "b.erl");
    s.run_until(9999);
    s.expect(&["reject b.erl bad@10", "tell b.erl: deleted"]);
}

#[test]
fn a_file_that_appears_is_loaded() {
    let mut s = Scene::loaded();
    s.put("b.erl", "new");
    s.touched(10, "b.erl");
    s.saved(11, "b.erl");
    s.run_until(9999);
    s.expect(&["load b.erl new@11"]);
}

#[test]
fn a_file_that_appears_and_goes_at_once_is_nothing() {
    let mut s = Scene::loaded();
    s.touched(10, "b.erl");
    s.gone(11, "b.erl");
    s.run_until(9999);
    s.expect(&[]);
}

#[test]
fn an_awaited_file_is_loaded_when_it_comes() {
    let mut s = Scene::new();
    let Step::Tell(notice) = s.plan.awaited(Path::new("a.erl")) else { panic!("a notice") };
    assert_eq!(notice.to_string(), "a.erl: not there; it is loaded when it appears");
    s.sign(10, Sign::Rescan);
    s.run_until(900);
    s.put("a.erl", "one");
    s.saved(1000, "a.erl");
    s.run_until(9999);
    s.expect(&["load a.erl one@1000"]);
}

#[test]
fn after_lost_events_everything_is_looked_at() {
    let mut s = Scene::loaded();
    s.put("a.erl", "two");
    s.put("b.erl", "new");
    s.sign(10, Sign::Rescan);
    s.run_until(12);
    s.expect(&["load a.erl two@10", "load b.erl new@10"]);
    s.remove("b.erl");
    s.sign(20, Sign::Rescan);
    s.run_until(9999);
    s.expect(&["tell b.erl: deleted; its code stays loaded"]);
}

#[test]
fn the_first_round_reports_broken_files_at_once() {
    let mut s = Scene::new();
    s.put("a.erl", "bad");
    s.put("b.erl", "");
    s.plan.found(s.start, &["a.erl".into(), "b.erl".into()], true);
    s.run_until(0);
    s.expect(&["reject a.erl bad@0", "reject b.erl @0"]);
}

#[test]
fn a_file_that_cannot_be_read_is_told_once() {
    let mut s = Scene::loaded();
    s.disk.insert("a.erl".into(), Content::Unreadable("permission denied".into()));
    s.saved(10, "a.erl");
    s.saved(500, "a.erl");
    s.run_until(900);
    s.expect(&["tell a.erl: cannot be read: permission denied"]);
    s.put("a.erl", "two");
    s.saved(1000, "a.erl");
    s.run_until(9999);
    s.expect(&["load a.erl two@1000"]);
}

#[test]
fn bytes_that_are_no_text_are_rejected_when_they_stay() {
    let mut s = Scene::loaded();
    s.disk.insert("a.erl".into(), Content::NotText("\u{fffd}".into()));
    s.saved(10, "a.erl");
    s.run_until(34);
    s.expect(&[]);
    s.run_until(9999);
    s.expect(&["reject a.erl ?@10"]);
}

/// `a.erl` includes `a.hrl`; `b.erl` includes nothing.
fn with_header() -> Scene {
    let mut s = Scene::new();
    s.includes.insert("a.erl".into(), "a.hrl".into());
    s.put("a.hrl", "h1");
    s.put("a.erl", "one");
    s.put("b.erl", "other");
    s.plan.found(s.start, &["a.erl".into(), "b.erl".into()], true);
    s.run_until(0);
    s.expect(&["load a.erl one@0", "load b.erl other@0"]);
    assert_eq!(s.plan.headers(), [PathBuf::from("a.hrl")]);
    s
}

#[test]
fn a_changed_header_reloads_the_modules_that_include_it() {
    let mut s = with_header();
    s.saved(10, "a.hrl");
    s.run_until(40);
    s.expect(&[]);
    s.put("a.hrl", "h2");
    s.saved(50, "a.hrl");
    s.run_until(9999);
    s.expect(&["load a.erl one@50"]);
}

#[test]
fn header_and_module_saved_together_are_one_load() {
    let mut s = with_header();
    s.put("a.hrl", "h2");
    s.put("a.erl", "two");
    s.plan.sign(s.at(10), Sign::Saved("a.erl".into()));
    s.plan.sign(s.at(10), Sign::Saved("a.hrl".into()));
    s.run_until(9999);
    s.expect(&["load a.erl two@10"]);
}

#[test]
fn a_header_that_appears_mends_what_was_rejected_for_lack_of_it() {
    let mut s = Scene::loaded();
    s.put("a.erl", "bad");
    s.saved(10, "a.erl");
    s.run_until(400);
    s.expect(&["reject a.erl bad@10"]);
    // The loader's view of the same text changes with the header.
    s.put("x.hrl", "h");
    s.put("a.erl", "mended");
    s.touched(500, "x.hrl");
    s.saved(501, "x.hrl");
    s.run_until(9999);
    s.expect(&["load a.erl mended@501"]);
}

#[test]
fn files_saved_together_are_loaded_together() {
    let mut s = with_header();
    s.batches.clear();
    s.put("a.erl", "two");
    s.put("b.erl", "too");
    s.saved(10, "a.erl");
    s.saved(11, "b.erl");
    s.run_until(12);
    s.expect(&[]);
    s.run_until(13);
    s.expect(&["load a.erl two@10", "load b.erl too@11"]);
    assert_eq!(s.batches, [2]);
}

#[test]
fn a_file_that_is_being_written_is_waited_for() {
    let mut s = with_header();
    s.batches.clear();
    s.put("a.erl", "two");
    s.saved(10, "a.erl");
    s.touched(11, "b.erl");
    s.put("b.erl", "too");
    s.run_until(9999);
    s.expect(&["load a.erl two@10", "load b.erl too@11"]);
    assert_eq!(s.batches, [2]);
}

#[test]
fn a_broken_file_holds_back_what_was_saved_with_it() {
    let mut s = with_header();
    s.batches.clear();
    s.put("a.erl", "bad");
    s.put("b.erl", "too");
    s.saved(10, "a.erl");
    s.saved(10, "b.erl");
    s.run_until(9);
    s.expect(&[]);
    s.run_until(200);
    s.expect(&["reject a.erl bad@10", "hold b.erl too"]);
    s.put("a.erl", "mended");
    s.saved(300, "a.erl");
    s.run_until(9999);
    s.expect(&["load a.erl mended@300", "load b.erl too@10"]);
    assert_eq!(s.batches, [2]);
}

#[test]
fn a_file_held_back_is_loaded_alone_when_it_is_saved_again() {
    let mut s = with_header();
    s.put("a.erl", "bad");
    s.put("b.erl", "too");
    s.saved(10, "a.erl");
    s.saved(10, "b.erl");
    s.run_until(200);
    s.expect(&["reject a.erl bad@10", "hold b.erl too"]);
    s.put("b.erl", "three");
    s.saved(300, "b.erl");
    s.run_until(400);
    s.expect(&["load b.erl three@300"]);
    s.put("a.erl", "mended");
    s.saved(500, "a.erl");
    s.run_until(9999);
    s.expect(&["load a.erl mended@500"]);
}

#[test]
fn a_header_with_several_includers_is_one_batch() {
    let mut s = with_header();
    s.includes.insert("b.erl".into(), "a.hrl".into());
    s.put("b.erl", "includes");
    s.saved(5, "b.erl");
    s.run_until(9);
    s.expect(&["load b.erl includes@5"]);
    s.batches.clear();
    s.put("a.hrl", "h2");
    s.saved(50, "a.hrl");
    s.run_until(9999);
    s.expect(&["load a.erl one@50", "load b.erl includes@50"]);
    assert_eq!(s.batches, [2]);
}

#[test]
fn a_header_that_breaks_its_includers_is_reported() {
    let mut s = with_header();
    s.breaks = Some("broken header".into());
    s.put("a.hrl", "broken header");
    s.saved(50, "a.hrl");
    s.run_until(9999);
    s.expect(&["reject a.erl one@50"]);
}
