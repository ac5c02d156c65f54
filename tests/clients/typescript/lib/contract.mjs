// What tools.toml declares: the lists and texts that clients must see.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { parse } from 'smol-toml';

export const REPOSITORY = process.env.SANCTUARY_GATEWAY_REPOSITORY ?? fileURLToPath(new URL('../../../..', import.meta.url));

const file = parse(readFileSync(`${REPOSITORY}/tools.toml`, 'utf8'));

/** Server name → tool name → the tool's table. */
export const SERVERS = Object.fromEntries(Object.entries(file.servers).map(([name, server]) => [name, server.tools]));

/** Tool name → the tool's table. */
export const TOOLS = Object.assign({}, ...Object.values(SERVERS));
