// The git server: a change from its branch to the merge, with the real git program.

import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';

import { connected, text, WAYS } from './lib/clients.mjs';
import { SERVERS } from './lib/contract.mjs';

const BRANCH = 'feature/task-045-token-refresh';

for (const way of WAYS) {
  describe(way.name, () => {
    test('every tool of git_workflow on the way of a change', () =>
      connected(way, async (tools, project) => {
        assert.match(text(await tools.call('git_get_safety_rules')), /main/);
        const status = await tools.done('git_get_status');
        assert.deepEqual([status.branch, status.clean], ['main', true]);

        await tools.done('git_start_feature', { task_id: '045', description: 'token refresh' });
        assert.equal(project.git(['branch', '--show-current']), BRANCH);

        writeFileSync(join(project.root, 'docs/token.md'), '# Token\n\nIt is refreshed hourly.\n');
        const { staged } = await tools.done('git_add', { files: ['docs/token.md'] });
        assert.deepEqual(staged, ['docs/token.md']);
        assert.match((await tools.done('git_diff', { cached: true })).diff, /^\+It is refreshed hourly\.$/m);

        await tools.done('git_smart_commit', { message: 'docs: describe the token' });
        assert.equal(project.git(['show', '--name-only', '--format=%s']), 'docs: describe the token\n\ndocs/token.md');
        const { commits } = await tools.done('git_log', { max_count: 1 });
        assert.deepEqual(commits.map((commit) => commit.subject), ['docs: describe the token']);

        await tools.done('git_push_feature');
        assert.equal(project.git(['rev-parse', BRANCH], project.origin), project.git(['rev-parse', 'HEAD']));

        project.mergeAtOrigin(BRANCH);
        await tools.done('git_finish_feature', { branch_name: BRANCH });
        assert.equal(project.git(['branch', '--format=%(refname:short)']), 'main');
        assert.ok(existsSync(join(project.root, 'docs/token.md')));
        assert.deepEqual([...tools.called].sort(), Object.keys(SERVERS.git_workflow).sort());
      }));

    test('main is never changed', () =>
      connected(way, async (tools, project) => {
        writeFileSync(join(project.root, 'docs/lens.md'), '# Lens\n\nIt was sold.\n');
        assert.match(await tools.refused('git_add', { files: ['docs/lens.md'] }), /main/);
        assert.equal(project.git(['diff', '--cached', '--name-only']), '');
      }));
  });
}
