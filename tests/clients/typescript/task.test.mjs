// The task server: what its tools say is what stands in the files.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';

import { connected, text, WAYS } from './lib/clients.mjs';
import { SERVERS } from './lib/contract.mjs';

const BACKLOG = 'TASKS/backlog/001_mend_the_foghorn.md';
const DONE = 'TASKS/done/001_mend_the_foghorn.md';

const create = (tools, title, more = {}) =>
  tools.done('create_task', {
    title,
    objective: 'Ships hear the breakwater again.',
    deliverables: ['A new reed'],
    acceptance_criteria: ['Heard from the pier'],
    ...more,
  });

const numbers = ({ tasks }) => tasks.map((task) => task.number);

for (const way of WAYS) {
  describe(way.name, () => {
    test('every tool of task does its work', () =>
      connected(way, async (tools, project) => {
        const file = (path) => readFileSync(join(project.root, path), 'utf8');
        const created = await create(tools, 'Mend the foghorn', { priority: 'High' });
        assert.deepEqual([created.number, created.path], [1, BACKLOG]);
        assert.match(file(BACKLOG), /^# TASK: Mend the foghorn\n/);
        assert.match(file(BACKLOG), /\*\*Priority:\*\* High/);

        const found = await tools.call('get_task', { task_number: 1 });
        assert.match(text(found), /Ships hear the breakwater again\./);
        assert.equal(found.structuredContent.title, 'Mend the foghorn');

        await tools.done('update_task', { task_number: 1, updates: { lead: 'Ada', notes: 'The reed is ordered.' } });
        assert.match(file(BACKLOG), /\*\*Lead:\*\* Ada/);

        await tools.done('update_task_status', { task_number: 1, new_status: 'complete', notes: 'It sounds.' });
        assert.ok(!existsSync(join(project.root, BACKLOG)));
        assert.match(file(DONE), /\*\*Status:\*\* complete[^]*It sounds\./);

        await create(tools, 'Wind the clockwork');
        assert.deepEqual(numbers(await tools.done('list_tasks')), [1, 2]);
        assert.deepEqual(numbers(await tools.done('list_tasks', { status: 'backlog' })), [2]);
        assert.deepEqual(numbers(await tools.done('search_tasks', { query: 'clockwork' })), [2]);
        assert.deepEqual([...tools.called].sort(), Object.keys(SERVERS.task).sort());
      }));

    test('calls at once get their own answers', () =>
      connected(way, async (tools) => {
        for (let number = 1; number <= 8; number += 1) await create(tools, `Polish prism ${number}`);
        const asked = Array.from({ length: 32 }, (_, call) => (call % 8) + 1);
        const answers = await Promise.all(asked.map((number) => tools.done('get_task', { task_number: number })));
        assert.deepEqual(answers.map((task) => [task.number, task.title]), asked.map((number) => [number, `Polish prism ${number}`]));
      }));
  });
}
