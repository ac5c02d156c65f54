// The gateway as a client meets it: as a command on standard input and output, or as a process that serves HTTP.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

import { REPOSITORY } from './contract.mjs';
import { ENVIRONMENT } from './project.mjs';

const BINARY = resolve(process.env.SANCTUARY_GATEWAY_BINARY ?? `${REPOSITORY}/target/debug/gateway`);
if (!existsSync(BINARY)) {
  throw new Error(`${BINARY} does not exist: run \`cargo build\`, or set SANCTUARY_GATEWAY_BINARY`);
}

const ANNOUNCEMENT = 'serving MCP on ';

/** How the SDKs start the gateway. The working folder is the project's, so that no gateway.toml of the developer's is read. */
export function command(project) {
  return { command: BINARY, args: ['serve', '--project-root', project.root], env: ENVIRONMENT, cwd: project.root };
}

/** Starts a gateway on a free port; gives its address and what stops it. */
export async function listening(project) {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('GATEWAY_'));
  const child = spawn(BINARY, ['serve', '--http', '127.0.0.1:0', '--project-root', project.root], {
    cwd: project.root,
    env: { ...Object.fromEntries(inherited), ...ENVIRONMENT },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const url = await address(child);
  return { url, stop: () => stop(child) };
}

function address(child) {
  return new Promise((found, failed) => {
    const lines = createInterface({ input: child.stderr });
    lines.on('line', (line) => {
      const { message, url } = JSON.parse(line);
      return message.startsWith(ANNOUNCEMENT) ? found(url) : console.error(line);
    });
    child.once('exit', (code) => failed(new Error(`the gateway ended with ${code} before it said where it listens`)));
  });
}

async function stop(child) {
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const [code] = await exited;
  if (code !== 0) throw new Error(`the gateway ended with ${code} after SIGTERM`);
}
