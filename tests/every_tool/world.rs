//! A project, what lies beside it, and what is different after a call.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::ollama::Ollama;
use crate::support::{Scene, Stdio};

/// Stands in the files outside of the project; no reply may have it.
pub(crate) const SECRET: &str = "the-key-under-the-third-stone";

/// A folder with the project, and beside it a folder that no tool may read or write, the bare repository that is the
/// project's `origin`, and a folder with programs.
/// Beside it runs a model server.
pub(crate) struct World {
    scene: Scene,
    models: Ollama,
}

/// The one model that the model server has.
pub(crate) const MODEL: &str = "keeper:1b";

/// Every file by its path, and every fact of the repository by its name, with what it holds.
pub(crate) type State = BTreeMap<String, Vec<u8>>;

impl World {
    /// An empty project with links that lead out of it: `way_out` to the folder, `leak.md` and `leak.py` to files there.
    pub(crate) fn new() -> Self {
        let world = Self { scene: Scene::default(), models: Ollama::start(MODEL) };
        for name in ["secret.md", "secret.py"] {
            world.put(&world.outside().join(name), &format!("# {SECRET}\n"));
        }
        fs::create_dir_all(world.project()).unwrap();
        world.link("way_out", "../outside");
        world.link("leak.md", "../outside/secret.md");
        world.link("leak.py", "../outside/secret.py");
        world
    }

    /// What it answers is said with `script`; without, it answers anything.
    pub(crate) fn models(&self) -> &Ollama {
        &self.models
    }

    pub(crate) fn project(&self) -> PathBuf {
        self.scene.root().join("project")
    }

    pub(crate) fn outside(&self) -> PathBuf {
        self.scene.root().join("outside")
    }

    /// Writes a file of the project.
    pub(crate) fn write(&self, path: &str, text: &str) {
        self.put(&self.project().join(path), text);
    }

    pub(crate) fn read(&self, path: &str) -> String {
        let bytes = fs::read(self.project().join(path)).unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    pub(crate) fn link(&self, path: &str, target: &str) {
        let path = self.project().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        symlink(target, path).unwrap();
    }

    /// A program that the gateway finds in `PATH`.
    pub(crate) fn program(&self, name: &str, script: &str) {
        self.script(&self.programs().join(name), script);
    }

    fn programs(&self) -> PathBuf {
        self.scene.root().join("bin")
    }

    fn put(&self, path: &Path, text: &str) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Runs git in a folder beside the project (or in the project), as a person would.
    pub(crate) fn git(&self, folder: &str, arguments: &[&str]) -> String {
        let output = Command::new("git")
            .args(["-c", "user.name=Tester", "-c", "user.email=tester@example.org"])
            .args(["-c", "init.defaultBranch=main", "-c", "commit.gpgsign=false"])
            .args(arguments)
            .current_dir(self.scene.root().join(folder))
            .env_remove("GIT_DIR")
            .env_remove("GIT_INDEX_FILE")
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .output()
            .unwrap();
        assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    /// A hook of the project's repository.
    pub(crate) fn hook(&self, path: &str, script: &str) {
        self.script(&self.project().join(path), script);
    }

    fn script(&self, path: &Path, script: &str) {
        self.put(path, &format!("#!/bin/sh\n{script}\n"));
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// Somebody else adds a commit to a branch at `origin`.
    pub(crate) fn push_as_another(&self, branch: &str) {
        self.git(".", &["clone", "--quiet", "--branch", branch, "origin.git", "another"]);
        self.put(&self.scene.root().join("another/ladder.md"), "two metres\n");
        self.git("another", &["add", "ladder.md"]);
        self.git("another", &["commit", "--quiet", "-m", "A ladder"]);
        self.git("another", &["push", "--quiet", "origin", branch]);
    }

    /// Somebody else merges a branch into main at `origin`.
    pub(crate) fn merge_at_origin(&self, branch: &str) {
        self.git("another", &["switch", "--quiet", "main"]);
        self.git("another", &["merge", "--quiet", "--no-ff", branch]);
        self.git("another", &["push", "--quiet", "origin", "main"]);
    }

    /// A gateway on the project. With programs of its own in `PATH` it finds no others.
    pub(crate) fn gateway(&self) -> Stdio {
        let mut command = self.scene.gateway(&["serve", "--project-root", "project"]);
        command.env("OLLAMA_HOST", self.models.address()).env("OLLAMA_MODEL", MODEL);
        if self.programs().is_dir() {
            command.env("PATH", OsString::from(self.programs()));
        }
        self.scene.start(command)
    }

    /// What is there now, but for the gateway's own folder.
    pub(crate) fn state(&self) -> State {
        let mut state = State::new();
        files(&self.project(), "", &mut state);
        files(&self.outside(), "outside/", &mut state);
        if self.project().join(".git").is_dir() {
            self.repository(&mut state);
        }
        state
    }

    /// Not the files of `.git` themselves: a look at a repository may rewrite some of them with the same meaning.
    fn repository(&self, state: &mut State) {
        let head = self.git("project", &["rev-parse", "--symbolic-full-name", "HEAD"]);
        state.insert("git HEAD".to_owned(), head.into_bytes());
        for (name, folder) in [("git", "project"), ("origin", "origin.git")] {
            for line in self.git(folder, &["for-each-ref", "--format=%(refname) %(objectname)"]).lines() {
                let (reference, hash) = line.split_once(' ').unwrap();
                state.insert(format!("{name} {reference}"), hash.into());
            }
        }
        for line in self.git("project", &["ls-files", "--stage"]).lines() {
            let (object, path) = line.split_once('\t').unwrap();
            state.insert(format!("git index {path}"), object.into());
        }
        for file in ["config", "hooks/pre-commit"] {
            state.insert(format!("git {file}"), self.read(&format!(".git/{file}")).into());
        }
    }
}

fn files(folder: &Path, prefix: &str, state: &mut State) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{prefix}{}", entry.file_name().into_string().unwrap());
        let kind = entry.file_type().unwrap();
        if [".gateway", ".git"].contains(&path.as_str()) {
            continue;
        } else if kind.is_dir() {
            files(&entry.path(), &format!("{path}/"), state);
        } else if kind.is_symlink() {
            state.insert(path, fs::read_link(entry.path()).unwrap().into_os_string().into_encoded_bytes());
        } else {
            state.insert(path, fs::read(entry.path()).unwrap());
        }
    }
}

/// What is new (`+`), gone (`-`) and different (`~`), by path.
pub(crate) fn changes(before: &State, after: &State) -> Vec<String> {
    let mut marks = BTreeMap::new();
    for path in before.keys().filter(|path| !after.contains_key(*path)) {
        marks.insert(path, '-');
    }
    for (path, content) in after {
        match before.get(path) {
            None => drop(marks.insert(path, '+')),
            Some(old) if old != content => drop(marks.insert(path, '~')),
            Some(_) => {}
        }
    }
    marks.into_iter().map(|(path, mark)| format!("{mark} {path}")).collect()
}
