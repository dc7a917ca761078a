//! The form of a demo script, and what makes one acceptable.

use std::fmt;
use std::path::{Component, Path};

use serde::Deserialize;

/// A demo, as written in RON.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename = "Demo", deny_unknown_fields)]
pub struct Script {
    pub title: String,
    /// Files beside the script that the demo works on. It gets copies in a folder of its own.
    pub files: Vec<String>,
    /// Arguments of `swerl` in that folder.
    #[serde(default)]
    pub arguments: Vec<String>,
    pub steps: Vec<Step>,
}

/// One thing that is done or awaited. What is awaited may have come already, but not before the
/// thing that the same kind of wait found last.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Step {
    /// Words to the person who watches.
    Caption(String),
    /// Waits for the prompt, types the text and ends it with the Enter key.
    Type(String),
    /// Presses a key that is no character.
    Key(Key),
    /// Replaces the one place in a file where `replace` stands, and saves.
    Edit { file: String, replace: String, with: String },
    /// Waits until a line holds the text, below (or further on in) the line that the last such wait
    /// found.
    WaitScreen(String),
    /// Waits until a version of a module is current.
    WaitLoaded { module: String, version: u32 },
    /// Waits until a process runs a version of a module after an older one.
    WaitMoved { module: String, to: u32 },
    /// Waits until a save after the last edit was rejected.
    WaitRejected { module: String },
    /// Waits until the program ends with the status.
    WaitExit(u32),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Key {
    Enter,
    Tab,
    Up,
    Down,
    CtrlC,
    CtrlD,
}

impl Key {
    /// What a terminal sends for the key.
    pub fn bytes(self) -> &'static [u8] {
        match self {
            Key::Enter => b"\r",
            Key::Tab => b"\t",
            Key::Up => b"\x1b[A",
            Key::Down => b"\x1b[B",
            Key::CtrlC => b"\x03",
            Key::CtrlD => b"\x04",
        }
    }
}

impl Script {
    /// Reads a script. The error names line and column, counted from 1.
    pub fn parse(text: &str) -> Result<Script, String> {
        let script: Script = ron::from_str(text)
            .map_err(|error| format!("{}:{}: {}", error.span.start.line, error.span.start.col, error.code))?;
        script.check()?;
        Ok(script)
    }

    /// What the types cannot say.
    fn check(&self) -> Result<(), String> {
        if let Some(file) = self.files.iter().find(|file| !stays_inside(Path::new(file))) {
            return Err(format!("files: \"{file}\" is not a file beside the script"));
        }
        for (index, step) in self.steps.iter().enumerate() {
            let fault = match step {
                Step::Edit { file, .. } if !self.files.contains(file) => "the file is not among the files",
                Step::Edit { replace, .. } if replace.is_empty() => "there is nothing to replace",
                Step::Type(text) | Step::WaitScreen(text) if text.contains(['\n', '\r']) => {
                    "the text has more than one line"
                }
                Step::WaitScreen(text) if text.is_empty() => "there is nothing to wait for",
                _ => continue,
            };
            return Err(format!("step {}, {step}: {fault}", index + 1));
        }
        Ok(())
    }
}

fn stays_inside(path: &Path) -> bool {
    path.file_name().is_some() && path.components().all(|part| matches!(part, Component::Normal(_)))
}

/// As in a script, for messages.
impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        Script::parse(text).expect_err("a bad script")
    }

    #[test]
    fn a_script_is_read() {
        let text = r#"Demo(
            title: "T", // words
            files: ["a.erl"],
            steps: [
                Caption("Hello"),
                Type("f()."),
                Key(CtrlD),
                Edit(file: "a.erl", replace: "1", with: "2"),
                WaitLoaded(module: "a", version: 2),
                WaitExit(0),
            ],
        )"#;
        let script = Script::parse(text).expect("a script");
        assert_eq!(script.steps.len(), 6);
        assert_eq!(script.steps[2], Step::Key(Key::CtrlD));
        assert_eq!(script.arguments, [] as [String; 0]);
        assert_eq!(script.steps[4].to_string(), r#"WaitLoaded { module: "a", version: 2 }"#);
    }

    #[test]
    fn what_is_unknown_is_an_error_with_its_place() {
        let unknown = error("Demo(\n  title: \"T\",\n  colour: 1,\n  files: [],\n  steps: [],\n)");
        assert!(unknown.starts_with("3:"), "{unknown}");
        assert!(unknown.contains("colour"), "{unknown}");
        let step = error("Demo(title: \"T\", files: [],\n steps: [Dance(\"x\")])");
        assert!(step.starts_with("2:") && step.contains("Dance"), "{step}");
        let field = error("(title: \"T\", files: [],\n steps: [\n WaitMoved(module: \"a\", to: 1, by: 2)])");
        assert!(field.starts_with("3:") && field.contains("by"), "{field}");
        let end = error("Demo(title: \"T\"");
        assert!(end.starts_with("1:"), "{end}");
    }

    #[test]
    fn files_stay_beside_the_script() {
        for file in ["../a.erl", "/a.erl", "", "."] {
            let text = format!("(title: \"T\", files: [{file:?}], steps: [])");
            assert!(error(&text).contains("beside"), "{file}");
        }
        let edit =
            error("(title: \"T\", files: [], steps: [Edit(file: \"a.erl\", replace: \"1\", with: \"2\")])");
        assert!(edit.starts_with("step 1, Edit"), "{edit}");
    }
}
