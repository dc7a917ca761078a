//! Files and folders by name.

use std::fs;
use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};

use crate::atom;
use crate::bif::Bif;
use crate::bifs::badarg;
use crate::bifs::files::{done, natural, ok, outside, path};
use crate::bits;
use crate::build::{self, to_boolean};
use crate::clock;
use crate::files::{contents, info, name};
use crate::process::Process;
use crate::term::Term;

/// The built-in functions of this family.
pub fn bifs() -> Vec<Bif> {
    let mut bifs = contents();
    bifs.extend(folders());
    bifs.extend(names());
    bifs
}

fn contents() -> Vec<Bif> {
    vec![
        Bif::new("swerl_file", "read_file", |p: &mut Process, file: Term| {
            let prepare = || {
                let path = path(file)?;
                Ok(move || contents::read(&path))
            };
            outside(p, prepare, |heap, contents| {
                let contents = bits::make::binary_of(heap, contents);
                ok(heap, contents)
            })
        }),
        Bif::new("swerl_file", "info", |p: &mut Process, file: Term, follow: Term| {
            let prepare = || {
                let path = path(file)?;
                let follow = to_boolean(follow).ok_or_else(badarg)?;
                Ok(move || {
                    let metadata = if follow { fs::metadata(&path) } else { fs::symlink_metadata(&path) };
                    metadata.map(|metadata| (path, metadata))
                })
            };
            outside(p, prepare, |heap, (path, metadata)| {
                let info = info::term(heap, &path, &metadata);
                ok(heap, info)
            })
        }),
        Bif::new("swerl_file", "set_times", |p: &mut Process, file: Term, accessed: Term, modified: Term| {
            let prepare = || {
                let path = path(file)?;
                let time =
                    |seconds| natural(seconds).map(|seconds| UNIX_EPOCH + Duration::from_secs(seconds));
                let times = fs::FileTimes::new().set_accessed(time(accessed)?).set_modified(time(modified)?);
                Ok(move || fs::File::open(&path)?.set_times(times))
            };
            outside(p, prepare, done)
        }),
        Bif::new("swerl_file", "date_and_time", |p: &mut Process, seconds: Term, local: Term| {
            let local = to_boolean(local).ok_or_else(badarg)?;
            let seconds = seconds.to_small().ok_or_else(badarg)?;
            let now = clock::calendar(seconds, local).ok_or_else(badarg)?.map(Term::small);
            let parts = [build::tuple(p, &now[..3]), build::tuple(p, &now[3..])];
            Ok(build::tuple(p, &parts))
        }),
        Bif::new("swerl_file", "set_mode", |p: &mut Process, file: Term, mode: Term| {
            let prepare = || {
                let (path, mode) = (path(file)?, natural(mode)?);
                Ok(move || set_mode(&path, mode as u32 & 0o7777))
            };
            outside(p, prepare, done)
        }),
    ]
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn set_mode(path: &Path, mode: u32) -> std::io::Result<()> {
    let mut permissions = fs::metadata(path)?.permissions();
    permissions.set_readonly(mode & 0o200 == 0);
    fs::set_permissions(path, permissions)
}

fn folders() -> Vec<Bif> {
    vec![
        Bif::new("swerl_file", "list_dir", |p: &mut Process, folder: Term| {
            let prepare = || {
                let path = path(folder)?;
                Ok(move || fs::read_dir(&path)?.map(|entry| Ok(entry?.file_name())).collect())
            };
            outside(p, prepare, |heap, entries: Vec<std::ffi::OsString>| {
                let names: Vec<Term> =
                    entries.iter().map(|entry| name::term(heap, Path::new(entry))).collect();
                let names = build::list(heap, names);
                ok(heap, names)
            })
        }),
        Bif::new("swerl_file", "make_dir", |p: &mut Process, folder: Term| {
            let prepare = || {
                let path = path(folder)?;
                Ok(move || fs::create_dir(&path))
            };
            outside(p, prepare, done)
        }),
        Bif::new("swerl_file", "del_dir", |p: &mut Process, folder: Term| {
            let prepare = || {
                let path = path(folder)?;
                Ok(move || fs::remove_dir(&path))
            };
            outside(p, prepare, done)
        }),
        Bif::new("swerl_file", "del_file", |p: &mut Process, file: Term| {
            let prepare = || {
                let path = path(file)?;
                Ok(move || fs::remove_file(&path))
            };
            outside(p, prepare, done)
        }),
        Bif::new("swerl_file", "get_cwd", |p: &mut Process| {
            outside(
                p,
                || Ok(std::env::current_dir),
                |heap, path| {
                    let name = name::term(heap, &path);
                    ok(heap, name)
                },
            )
        }),
        Bif::new("swerl_file", "set_cwd", |p: &mut Process, folder: Term| {
            let prepare = || {
                let path = path(folder)?;
                Ok(move || std::env::set_current_dir(&path))
            };
            outside(p, prepare, done)
        }),
    ]
}

fn names() -> Vec<Bif> {
    vec![
        Bif::new("swerl_file", "rename", |p: &mut Process, from: Term, to: Term| {
            let prepare = || {
                let (from, to) = (path(from)?, path(to)?);
                Ok(move || fs::rename(&from, &to))
            };
            outside(p, prepare, done)
        }),
        Bif::new("swerl_file", "make_link", |p: &mut Process, from: Term, to: Term| {
            let prepare = || {
                let (from, to) = (path(from)?, path(to)?);
                Ok(move || fs::hard_link(&from, &to))
            };
            outside(p, prepare, done)
        }),
        Bif::new("swerl_file", "make_symlink", |p: &mut Process, from: Term, to: Term| {
            let prepare = || {
                let (from, to) = (path(from)?, path(to)?);
                Ok(move || symlink(&from, &to))
            };
            outside(p, prepare, done)
        }),
        Bif::new("swerl_file", "read_link", |p: &mut Process, link: Term| {
            let prepare = || {
                let path = path(link)?;
                Ok(move || fs::read_link(&path))
            };
            outside(p, prepare, |heap, path| {
                let name = name::term(heap, &path);
                ok(heap, name)
            })
        }),
        Bif::new("swerl_file", "name", |p: &mut Process, term: Term| {
            let path = path(term)?;
            Ok(name::term(p, &path))
        }),
        Bif::new("swerl_file", "chars", |p: &mut Process, data: Term| match name::char_bytes(data) {
            Some(bytes) => Ok(bits::make::binary(p, &bytes)),
            None => Ok(atom::ERROR.term()),
        }),
    ]
}

#[cfg(unix)]
fn symlink(from: &Path, to: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(from, to)
}

#[cfg(not(unix))]
fn symlink(_from: &Path, _to: &Path) -> std::io::Result<()> {
    Err(std::io::Error::from(std::io::ErrorKind::Unsupported))
}
