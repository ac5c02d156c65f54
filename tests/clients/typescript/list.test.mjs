// The list of tools: exactly what tools.toml declares, in every transport and era.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { AjvJsonSchemaValidator } from '@modelcontextprotocol/client/validators/ajv';

import { connected, WAYS } from './lib/clients.mjs';
import { TOOLS } from './lib/contract.mjs';

for (const way of WAYS) {
  describe(way.name, () => {
    test('agrees on the newest revision that the client knows', () =>
      connected(way, async (tools) => {
        assert.equal(tools.version(), way.kind.version);
        assert.ok(tools.client.getServerCapabilities().tools);
        assert.equal(tools.client.getServerVersion().name, 'sanctuary-gateway');
      }));

    test('lists the 63 tools of the contract, with the reviewed texts', () =>
      connected(way, async (tools) => {
        const listed = await tools.client.listTools();
        assert.equal(Object.keys(TOOLS).length, 63);
        assert.deepEqual(
          listed.tools.map((tool) => [tool.name, tool.description]),
          Object.keys(TOOLS).sort().map((name) => [name, TOOLS[name].description.trim()]),
        );
        assert.equal(listed.nextCursor, undefined);
      }));

    test('gives schemas that the client can check arguments by', () =>
      connected(way, async (tools) => {
        const { tools: listed } = await tools.client.listTools();
        const schemas = new Map(listed.map((tool) => [tool.name, tool.inputSchema]));
        const accepts = (name, value) => new AjvJsonSchemaValidator().getValidator(schemas.get(name))(value).valid;
        for (const name of schemas.keys()) {
          assert.equal(accepts(name, { 'no such argument': 1 }), TOOLS[name].open ?? false, name);
        }
        assert.ok(accepts('get_task', { task_number: 42 }));
        assert.ok(!accepts('get_task', { task_number: 'one' }));
        assert.ok(!accepts('get_task', { task_number: 1000 }));
        assert.ok(!accepts('get_task', {}));
      }));

    test('annotations follow the class', () =>
      connected(way, async (tools) => {
        const { tools: listed } = await tools.client.listTools();
        for (const { name, annotations } of listed) {
          const { class: kind, annotations: own = {} } = TOOLS[name];
          assert.equal(annotations.readOnlyHint, own.read_only ?? kind === 'read', name);
          assert.equal(annotations.destructiveHint, own.destructive ?? kind === 'destructive', name);
        }
      }));
  });
}
