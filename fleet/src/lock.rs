//! One writer at a time, between threads and between processes.

use std::fs::{File, TryLockError};
use std::io::{self, Write};
use std::time::{Duration, Instant};

use cap_std::fs::{Dir, OpenOptions};
use gateway_runtime::embedded::{CallContext, ToolFailure};

use crate::STATE_FOLDER;
use crate::answer::{Doing, fail};
use crate::sandbox::Root;

const PATIENCE: Duration = Duration::from_secs(30);
const LONGEST_PAUSE: Duration = Duration::from_millis(8);

/// Held while documents change; the operating system lets go of it when the process dies.
#[derive(Debug)]
pub(crate) struct Guard {
    _file: File,
}

/// Waits for the lock of that name. It lies below the root, whatever the state folder is, because all who work on the
/// same documents must meet at the same lock.
pub(crate) fn acquire(root: &Root, name: &str, context: &CallContext) -> Result<Guard, ToolFailure> {
    let file = open(&root.dir()?, name).doing(format_args!("the lock {STATE_FOLDER}/locks/{name}.lock"))?;
    wait(&file, name, context)?;
    Ok(Guard { _file: file })
}

fn open(root: &Dir, name: &str) -> io::Result<File> {
    let locks = format!("{STATE_FOLDER}/locks");
    root.create_dir_all(&locks)?;
    ignore_in_git(root)?;
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true);
    Ok(root.open_with(format!("{locks}/{name}.lock"), &options)?.into_std())
}

/// The folder keeps itself out of the repository, so that it never makes a tree unclean.
fn ignore_in_git(root: &Dir) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    match root.open_with(format!("{STATE_FOLDER}/.gitignore"), &options) {
        Ok(mut file) => file.write_all(b"*\n"),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error),
    }
}

fn wait(file: &File, name: &str, context: &CallContext) -> Result<(), ToolFailure> {
    let since = Instant::now();
    let mut pause = Duration::from_millis(1);
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(()),
            Err(TryLockError::Error(error)) => return Err(error).doing(format_args!("the lock {name}")),
            Err(TryLockError::WouldBlock) => {}
        }
        if context.is_cancelled() {
            return fail("cancelled while waiting for another writer; nothing was changed");
        }
        if since.elapsed() > PATIENCE {
            return fail(format!(
                "another process has been holding the lock {name} for 30 s; try again later"
            ));
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}
