// The index of documents: what is ingested is found, and progress comes in order.

import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';

import { connected, text, WAYS } from './lib/clients.mjs';
import { SERVERS } from './lib/contract.mjs';

const DAYS = 3000;

function writeLog(project) {
  const folder = join(project.root, 'docs/log');
  mkdirSync(folder);
  for (let day = 0; day < DAYS; day += 1) {
    const watches = Array.from({ length: 8 }, (_, watch) => `## Watch ${watch}\n\nWind ${watch + day} from the west.\n`);
    writeFileSync(join(folder, `${String(day).padStart(4, '0')}.md`), `# Day ${day}\n\n${watches.join('\n')}`);
  }
}

for (const way of WAYS) {
  describe(way.name, () => {
    test('every tool of rag_cortex does its work', () =>
      connected(way, async (tools, project) => {
        const best = async (query) => (await tools.done('cortex_query', { query })).results[0].path;
        assert.equal((await tools.done('cortex_get_stats')).documents, 0);

        assert.equal((await tools.done('cortex_ingest_full')).documents, 5);
        const found = await tools.call('cortex_query', { query: 'How is dust wiped from the prisms?' });
        assert.equal(found.structuredContent.results[0].path, 'docs/lens.md');
        assert.match(text(found), /chamois/);

        writeFileSync(join(project.root, 'docs/tides.md'), '# Tides\n\nSpring tides flood the causeway.\n');
        const added = await tools.done('cortex_ingest_incremental', { file_paths: ['docs/tides.md'], metadata: { topic: 'sea' } });
        assert.deepEqual(added.indexed, ['docs/tides.md']);
        assert.equal(await best('flooded causeway at spring tide'), 'docs/tides.md');
        assert.equal((await tools.done('cortex_get_stats')).documents, 6);

        const [query, answer] = ['Who watches the lamp?', 'The keepers, in turns of four hours.'];
        await tools.done('cortex_cache_set', { query, answer });
        assert.equal((await tools.done('cortex_cache_get', { query })).answer, answer);
        assert.equal((await tools.done('cortex_cache_get', { query: 'Who pays for the oil?' })).hit, false);
        assert.equal((await tools.done('cortex_cache_warmup', { genesis_queries: ['foghorn blasts'] })).warmed, 1);
        assert.equal((await tools.done('cortex_cache_stats')).entries, 2);

        assert.match(text(await tools.call('cortex_guardian_wakeup')), /First light[^]*Lamp Watch/);
        assert.deepEqual([...tools.called].sort(), Object.keys(SERVERS.rag_cortex).sort());
      }));

    test('progress comes in order and before the result', () =>
      connected(way, async (tools, project) => {
        writeLog(project);
        const heard = [];
        const wire = tools.tap();
        const result = await tools.call('cortex_ingest_full', { source_directories: ['docs/log'] }, {
          onprogress: ({ progress }) => heard.push(progress),
          timeout: 120_000,
        });
        assert.equal(result.structuredContent.documents, DAYS);

        // Notifications that came late would be here by the end of another call.
        await tools.done('cortex_get_stats');
        const at = wire.findIndex((message) => message.result?.structuredContent?.documents === DAYS);
        const told = wire.map((message, place) => ({ place, ...message })).filter(({ method }) => method === 'notifications/progress');
        const steps = told.map(({ params }) => params.progress);
        assert.ok(told.length > 1, `told ${told.length} times`);
        assert.ok(told.every(({ place }) => place < at));
        assert.deepEqual(steps, [...new Set(steps)].sort((a, b) => a - b));
        assert.equal(steps.at(-1), DAYS);
        assert.ok(told.every(({ params }) => params.total === DAYS && params.message));
        // The SDK may drop what comes in one piece with the result; what it hands on is in order.
        // Its successor adds a step of its own for each question that it answered.
        const ours = heard.filter((step) => steps.includes(step));
        assert.deepEqual(ours, steps.slice(0, ours.length));
        assert.ok(ours.length > 0 && heard.length - ours.length <= tools.questions.length);
      }));
  });
}
