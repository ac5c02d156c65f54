// Parses each Mermaid diagram of the files that are named, and says where one is wrong.
import { readFileSync } from 'node:fs';
import { JSDOM } from 'jsdom';

// The parser cleans labels with what a browser has.
const { window } = new JSDOM('<!doctype html><body></body>');
Object.assign(globalThis, { window, document: window.document });
const { default: mermaid } = await import('mermaid');

let count = 0;
for (const file of process.argv.slice(2)) {
  const text = readFileSync(file, 'utf8');
  for (const block of text.matchAll(/^```mermaid\n(.*?)^```$/gms)) {
    const line = text.slice(0, block.index).split('\n').length;
    count += 1;
    try {
      await mermaid.parse(block[1]);
    } catch (error) {
      console.error(`${file}:${line}: ${error.message}`);
      process.exitCode = 1;
    }
  }
}
console.log(`${count} diagrams`);
if (count === 0) {
  console.error('no diagram was found');
  process.exitCode = 1;
}
