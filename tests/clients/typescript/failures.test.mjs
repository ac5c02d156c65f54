// What a client sees when a call cannot be carried out.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { connected, text, WAYS } from './lib/clients.mjs';

const INVALID_PARAMS = -32602;

const TASK = { title: 't', objective: 'o', deliverables: ['d'], acceptance_criteria: ['a'] };

const WRONG_ARGUMENTS = [
  ['wrong type', 'get_task', { task_number: 'one' }, 'task_number'],
  ['beyond a limit', 'get_task', { task_number: 1000 }, 'task_number'],
  ['missing', 'get_task', {}, 'task_number'],
  ['extra', 'get_task', { task_number: 1, colour: 'red' }, 'colour'],
  ['null', 'git_diff', { file_path: null }, 'file_path'],
  ['outside the root', 'git_diff', { file_path: '../secret' }, 'file_path'],
  ['not in the enum', 'create_task', { ...TASK, priority: 'Urgent' }, 'priority'],
  ['inside a list', 'create_task', { ...TASK, deliverables: ['d', 2] }, 'deliverables[1]'],
  ['inside an object', 'update_task', { task_number: 1, updates: { lead: 7 } }, 'updates.lead'],
];

for (const way of WAYS) {
  describe(way.name, () => {
    test('a wrong argument is named', (t) =>
      connected(way, async (tools) => {
        for (const [what, tool, args, named] of WRONG_ARGUMENTS) {
          await t.test(what, async () => {
            const result = await tools.call(tool, args);
            assert.equal(result.isError, true);
            assert.ok(text(result).includes(named), text(result));
            const fault = result._meta['sanctuary-gateway/fault'];
            assert.deepEqual([fault.code, fault.arguments.map(({ path }) => path)], ['bad_arguments', [named]]);
          });
        }
      }));

    test('an alias reaches its tool', () =>
      connected(way, async (tools) => {
        await tools.done('chronicle_read_latest_entries');
      }));

    test('an unknown tool is a protocol error, and the connection lives on', () =>
      connected(way, async (tools) => {
        await assert.rejects(tools.call('get_tsak'), { code: INVALID_PARAMS, message: /did you mean `get_task`/ });
        await assert.rejects(tools.call('code_check_tools'), { code: INVALID_PARAMS, message: /`code_check_tools`/ });
        await tools.done('list_tasks');
      }));
  });
}
