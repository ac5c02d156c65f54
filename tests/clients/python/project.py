"""A project of a test's own: a few documents in a git repository with a bare `origin` beside it."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

DOCUMENTS = Path(__file__).resolve().parents[1] / "documents"

# Neither the user's nor the machine's git configuration may decide how a test ends, nor a model server that runs here:
# port 1 is nobody's.
ENVIRONMENT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "OLLAMA_HOST": "http://127.0.0.1:1",
}


@dataclass(frozen=True)
class Project:
    root: Path
    origin: Path

    def git(self, *arguments: str, cwd: Path | None = None) -> str:
        """Runs git, by default in the project; gives what it printed."""
        done = subprocess.run(
            ["git", *arguments],
            cwd=cwd or self.root,
            env=os.environ | ENVIRONMENT,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout.strip()

    def merge_at_origin(self, branch: str) -> None:
        """What a reviewer does at the remote: merges a pushed branch into main."""
        review = self.root.parent / "review"
        self.git("clone", "--quiet", str(self.origin), str(review), cwd=self.root.parent)
        _identify(self, review)
        self.git("merge", "--quiet", "--no-ff", "-m", f"Merge {branch}", f"origin/{branch}", cwd=review)
        self.git("push", "--quiet", "origin", "main", cwd=review)


def create(folder: Path) -> Project:
    project = Project(root=folder / "project", origin=folder / "origin.git")
    shutil.copytree(DOCUMENTS, project.root)
    project.git("init", "--quiet", "--bare", "--initial-branch=main", str(project.origin))
    project.git("init", "--quiet", "--initial-branch=main")
    _identify(project, project.root)
    project.git("add", "--all")
    project.git("commit", "--quiet", "--message=The documents")
    project.git("remote", "add", "origin", str(project.origin))
    project.git("push", "--quiet", "--set-upstream", "origin", "main")
    return project


def _identify(project: Project, repository: Path) -> None:
    project.git("config", "user.name", "Keeper", cwd=repository)
    project.git("config", "user.email", "keeper@example.org", cwd=repository)
