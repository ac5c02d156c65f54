// Calls that a person must approve, asked through the client.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { describe, test } from 'node:test';

import { connected, WAYS } from './lib/clients.mjs';

const ARGUMENTS = { filename: 'lamp.json', content: '{"wick": "trimmed"}' };

const written = (project) => readdirSync(project.root, { recursive: true }).some((path) => path.endsWith('lamp.json'));

for (const way of WAYS) {
  describe(way.name, () => {
    test('a person sees the call and lets it run', () =>
      connected(way, async (tools, project) => {
        await tools.done('config_write', ARGUMENTS);
        assert.equal(tools.questions.length, 1);
        assert.match(tools.questions[0], /config_write \(server config\)[^]* {4}"filename" = "lamp.json"\n/);
        assert.ok(written(project));
      }));

    for (const [action, code] of [['decline', 'approval_denied'], ['cancel', 'approval_withdrawn']]) {
      test(`${action} is no`, () =>
        connected(
          way,
          async (tools, project) => {
            const result = await tools.call('config_write', ARGUMENTS);
            assert.equal(result._meta['sanctuary-gateway/fault'].code, code);
            assert.ok(!written(project));

            // The connection lives on, and other tools ask nobody.
            await tools.done('list_tasks');
            assert.equal(tools.questions.length, 1);
          },
          action,
        ));
    }
  });
}
