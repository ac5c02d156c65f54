//! A PostgreSQL server of a test's own: on a free port of the loopback address, with data that goes with it.

use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

/// A running server; ended when dropped.
pub(crate) struct Postgres {
    folder: TempDir,
    port: u16,
    process: Option<std::process::Child>,
}

/// Where Debian puts the programs of its newest version.
fn programs() -> PathBuf {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let found =
        versions.map(|version| version.path().join("bin")).filter(|bin| bin.join("initdb").exists()).max();
    found.unwrap_or_else(|| panic!("there is no PostgreSQL server: apt-get install postgresql"))
}

/// The server refuses to run as root, so that root runs it as the user that the package made.
fn command(program: &str) -> Command {
    let path = programs().join(program);
    if !rustix::process::geteuid().is_root() {
        return Command::new(path);
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups", "--"]).arg(path);
    command
}

fn done(command: &mut Command) {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
}

impl Postgres {
    /// A server without tables.
    pub(crate) fn start() -> Self {
        let mut server = Self::prepare();
        server.run();
        server
    }

    /// One that takes encrypted connections alone, and has its own authority.
    pub(crate) fn start_with_tls() -> Self {
        let mut server = Self::prepare();
        let (data, name) = (server.data(), ["-subj", "/CN=audit"]);
        let mut openssl = Command::new("openssl");
        openssl.args([
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-days",
            "2",
        ]);
        openssl.args(name).args(["-addext", "subjectAltName=IP:127.0.0.1"]);
        openssl.args(["-addext", "basicConstraints=critical,CA:FALSE"]);
        done(openssl.arg("-keyout").arg(data.join("server.key")).arg("-out").arg(data.join("server.crt")));
        std::fs::copy(data.join("server.crt"), server.authority()).unwrap();
        if rustix::process::geteuid().is_root() {
            done(
                Command::new("chown")
                    .arg("postgres:postgres")
                    .args(["server.key", "server.crt"].map(|file| data.join(file))),
            );
        }
        std::fs::set_permissions(data.join("server.key"), std::fs::Permissions::from_mode(0o600)).unwrap();
        std::fs::write(data.join("postgresql.auto.conf"), "ssl = on\n").unwrap();
        std::fs::write(data.join("pg_hba.conf"), "hostssl all all 127.0.0.1/32 scram-sha-256\n").unwrap();
        server.run();
        server
    }

    /// The certificate that says who it is, where it has one.
    pub(crate) fn authority(&self) -> PathBuf {
        self.folder.path().join("authority.pem")
    }

    fn prepare() -> Self {
        let folder = TempDir::new().unwrap();
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
        let data = folder.path().join("data");
        std::fs::create_dir(&data).unwrap();
        if rustix::process::geteuid().is_root() {
            done(Command::new("chown").arg("postgres:postgres").arg(&data));
        }
        let options =
            ["--username=gateway", "--auth=scram-sha-256", "--no-sync", "--encoding=UTF8", "--locale=C"];
        let password = folder.path().join("password");
        std::fs::write(&password, PASSWORD).unwrap();
        std::fs::set_permissions(&password, std::fs::Permissions::from_mode(0o644)).unwrap();
        done(command("initdb").args(options).arg("--pwfile").arg(&password).arg("-D").arg(&data));
        // Free now; nobody else on this machine asks for a port in this moment and keeps it.
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        Self { folder, port, process: None }
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Starts it, again where it was stopped.
    pub(crate) fn run(&mut self) {
        let mut command = command("postgres");
        command.arg("-D").arg(self.data()).args(["-p", &self.port.to_string(), "-h", "127.0.0.1", "-k", ""]);
        command.args(["-c", "fsync=off"]).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        self.process = Some(command.spawn().unwrap());
        let end = Instant::now() + Duration::from_secs(20);
        while !self.accepts() {
            assert!(Instant::now() < end, "PostgreSQL does not start");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn accepts(&self) -> bool {
        let program = programs().join("pg_isready");
        let mut command = Command::new(program);
        command.args(["-q", "-h", "127.0.0.1", "-p", &self.port.to_string()]);
        command.status().is_ok_and(|status| status.success())
    }

    /// Ends it at once, with all its connections.
    pub(crate) fn stop(&mut self) {
        let Some(mut process) = self.process.take() else { return };
        // The first line of this file is the server's own id: where root started it, the child is another program's.
        let file = std::fs::read_to_string(self.data().join("postmaster.pid")).unwrap_or_default();
        let pid = file.lines().next().and_then(|line| line.parse().ok()).and_then(Pid::from_raw);
        if let Some(pid) = pid {
            let _ = kill_process(pid, Signal::QUIT);
        }
        let _ = process.wait();
    }

    /// Its address, with a reference to the password.
    pub(crate) fn url(&self) -> String {
        format!(
            "postgres://gateway:${{file:{}}}@127.0.0.1:{}/postgres",
            self.folder.path().join("password").display(),
            self.port
        )
    }

    /// Runs statements as its owner.
    pub(crate) fn execute(&self, statements: &str) -> String {
        let mut command = Command::new(programs().join("psql"));
        command.env("PGPASSWORD", PASSWORD).args(["-h", "127.0.0.1", "-p", &self.port.to_string()]);
        let output =
            command.args(["-U", "gateway", "-At", "-d", "postgres", "-c", statements]).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }
}

/// The password of its only user.
const PASSWORD: &str = "s3cret-of-the-test";

impl Drop for Postgres {
    fn drop(&mut self) {
        self.stop();
    }
}
