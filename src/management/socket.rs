//! The sockets of all gateways that share a state folder: `run/<process id>.sock`.

use std::fs::{self, DirBuilder, File, Permissions};
use std::io;
use std::os::fd::AsRawFd;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};

use rustix::process::{Pid, test_kill_process};
use tokio::net::UnixListener;

/// The longest path that a socket's address holds, in bytes.
const LONGEST: usize = 107;

/// More than the id of any process: Linux has 22 bits for them.
const BEYOND_IDS: usize = 1 << 22;

/// How many containers may share a state folder.
const MOST: usize = 256;

/// A socket's file; removed when dropped.
#[derive(Debug)]
pub(super) struct Socket {
    file: PathBuf,
}

impl Socket {
    /// Listens below the state folder, under the id of this process.
    pub(super) fn bind(state: &Path) -> Result<(Self, UnixListener), String> {
        let folder = folder(state);
        let at = |error: io::Error| format!("{}: {error}", folder.display());
        make(&folder).map_err(at)?;
        for (pid, file) in list(state) {
            if is_stale(pid, &file) {
                // Another gateway that starts now may have removed it already.
                let _ = fs::remove_file(file);
            }
        }
        let (file, listener) = bind_first(&folder).map_err(at)?;
        let socket = Self { file };
        fs::set_permissions(&socket.file, Permissions::from_mode(0o600)).map_err(at)?;
        Ok((socket, listener))
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.file);
    }
}

/// Listens under the id of this process; where another container's process of the same id does so, under that id and a
/// multiple of what no id reaches.
fn bind_first(folder: &Path) -> io::Result<(PathBuf, UnixListener)> {
    let mut taken = io::ErrorKind::AddrInUse.into();
    for number in (std::process::id()..).step_by(BEYOND_IDS).take(MOST) {
        let file = folder.join(format!("{number}.sock"));
        match with_short(&file, |path| UnixListener::bind(path)) {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => taken = error,
            bound => return bound.map(|listener| (file, listener)),
        }
    }
    Err(taken)
}

/// Where the sockets are.
pub(super) fn folder(state: &Path) -> PathBuf {
    state.join("run")
}

/// The folder is nobody else's from its beginning, so that the moment before a socket has its mode does not matter.
fn make(folder: &Path) -> io::Result<()> {
    if let Some(state) = folder.parent() {
        fs::create_dir_all(state)?;
    }
    match DirBuilder::new().mode(0o700).create(folder) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            fs::set_permissions(folder, Permissions::from_mode(0o700))
        }
        made => made,
    }
}

/// All sockets, with the process ids that they are named by, in order.
pub(super) fn list(state: &Path) -> Vec<(u32, PathBuf)> {
    let entries = fs::read_dir(folder(state)).into_iter().flatten().flatten();
    let named = |file: PathBuf| {
        let name = file.file_name()?.to_str()?.strip_suffix(".sock")?.parse().ok()?;
        Some((name, file))
    };
    let mut sockets: Vec<_> = entries.filter_map(|entry| named(entry.path())).collect();
    sockets.sort();
    sockets
}

/// Whether nobody listens there any more. A process that was started this moment does not listen yet, and one in another
/// container is not seen here: so both must be gone, the process and the listener. What has this process's own id was
/// left by an earlier one.
fn is_stale(pid: u32, file: &Path) -> bool {
    let refused = with_short(file, |path| UnixStream::connect(path));
    let is_refused = refused.is_err_and(|error| error.kind() == io::ErrorKind::ConnectionRefused);
    is_refused && (pid == std::process::id() || !is_alive(pid))
}

fn is_alive(pid: u32) -> bool {
    let pid = i32::try_from(pid).ok().and_then(Pid::from_raw);
    pid.is_some_and(|pid| !matches!(test_kill_process(pid), Err(rustix::io::Errno::SRCH)))
}

/// Runs `work` with a path to `file` that fits into the address of a socket.
pub(super) fn with_short<T>(file: &Path, work: impl FnOnce(&Path) -> io::Result<T>) -> io::Result<T> {
    if file.as_os_str().len() <= LONGEST {
        return work(file);
    }
    let folder = File::open(file.parent().unwrap_or(Path::new("/")))?;
    let name = file.file_name().unwrap_or_default();
    work(&Path::new("/proc/self/fd").join(folder.as_raw_fd().to_string()).join(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn processes_of_one_id_in_several_containers_have_a_socket_each() {
        let state = tempfile::tempdir().unwrap();
        let numbers = || list(state.path()).into_iter().map(|(number, _)| number).collect::<Vec<_>>();
        let (id, beyond) = (std::process::id(), std::process::id() + (1 << 22));
        let (first, _listener) = Socket::bind(state.path()).unwrap();
        let (second, _other) = Socket::bind(state.path()).unwrap();
        assert_eq!(numbers(), [id, beyond]);
        drop(first);
        assert_eq!(numbers(), [beyond], "it takes its own file with it alone");
        drop(second);
        assert_eq!(numbers(), [0; 0]);
    }
}
