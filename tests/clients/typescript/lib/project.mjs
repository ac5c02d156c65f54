// A project of a test's own: a few documents in a git repository with a bare `origin` beside it.

import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';

import { REPOSITORY } from './contract.mjs';

// Neither the user's nor the machine's git configuration may decide how a test ends, nor a model server that runs here:
// port 1 is nobody's.
export const ENVIRONMENT = { GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_NOSYSTEM: '1', OLLAMA_HOST: 'http://127.0.0.1:1' };

export class Project {
  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), 'gateway-client-'));
    this.root = join(this.folder, 'project');
    this.origin = join(this.folder, 'origin.git');
    cpSync(join(REPOSITORY, 'tests/clients/documents'), this.root, { recursive: true });
    this.git(['init', '--quiet', '--bare', '--initial-branch=main', this.origin]);
    this.git(['init', '--quiet', '--initial-branch=main']);
    this.#identify(this.root);
    this.git(['add', '--all']);
    this.git(['commit', '--quiet', '--message=The documents']);
    this.git(['remote', 'add', 'origin', this.origin]);
    this.git(['push', '--quiet', '--set-upstream', 'origin', 'main']);
  }

  /** Runs git, by default in the project; gives what it printed. */
  git(args, cwd = this.root) {
    const stdio = ['ignore', 'pipe', 'pipe'];
    return execFileSync('git', args, { cwd, encoding: 'utf8', env: { ...process.env, ...ENVIRONMENT }, stdio }).trim();
  }

  /** What a reviewer does at the remote: merges a pushed branch into main. */
  mergeAtOrigin(branch) {
    const review = join(this.folder, 'review');
    this.git(['clone', '--quiet', this.origin, review]);
    this.#identify(review);
    this.git(['merge', '--quiet', '--no-ff', '-m', `Merge ${branch}`, `origin/${branch}`], review);
    this.git(['push', '--quiet', 'origin', 'main'], review);
  }

  remove() {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #identify(repository) {
    this.git(['config', 'user.name', 'Keeper'], repository);
    this.git(['config', 'user.email', 'keeper@example.org'], repository);
  }
}
