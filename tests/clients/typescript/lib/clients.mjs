// The official clients. `@modelcontextprotocol/sdk` speaks the revisions that begin with `initialize`; its successor,
// `@modelcontextprotocol/client`, also speaks 2026-07-28, which begins with `server/discover`.

import assert from 'node:assert/strict';

import { Client as Successor, StreamableHTTPClientTransport as SuccessorHttp } from '@modelcontextprotocol/client';
import { StdioClientTransport as SuccessorStdio } from '@modelcontextprotocol/client/stdio';
import { Client as Sdk } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as SdkStdio } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport as SdkHttp } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';

import { command, listening } from './gateway.mjs';
import { Project } from './project.mjs';

const INFO = { name: 'client-tests', version: '1' };

const CAPABILITIES = { elicitation: {} };

const SDK = {
  package: '@modelcontextprotocol/sdk',
  version: '2025-11-25',
  client: () => new Sdk(INFO, { capabilities: CAPABILITIES }),
  answers: (client, handler) => client.setRequestHandler(ElicitRequestSchema, handler),
  // It tells what was agreed on to nobody but its transport; that for HTTP keeps it.
  stdio: (server) => Object.assign(new SdkStdio(server), { setProtocolVersion(version) { this.protocolVersion = version; } }),
  http: (url) => new SdkHttp(url),
  agreed: (client, transport) => transport.protocolVersion,
  call: (client, params, options) => client.callTool(params, undefined, options),
};

const SUCCESSOR = {
  package: '@modelcontextprotocol/client',
  version: '2026-07-28',
  client: () => new Successor(INFO, { capabilities: CAPABILITIES, versionNegotiation: { mode: 'auto' } }),
  answers: (client, handler) => client.setRequestHandler('elicitation/create', handler),
  stdio: (server) => new SuccessorStdio(server),
  http: (url) => new SuccessorHttp(url),
  agreed: (client) => client.getNegotiatedProtocolVersion(),
  call: (client, params, options) => client.callTool(params, options),
};

export const WAYS = [SDK, SUCCESSOR].flatMap((kind) =>
  ['stdio', 'http'].map((transport) => ({ kind, transport, name: `${kind.package}, ${transport}, ${kind.version}` })),
);

/**
 * Runs `work` with a client of a gateway that was started for it alone, on a project of its own. Whoever sits at the client
 * answers every question with `action`.
 */
export async function connected(way, work, action = 'accept') {
  const project = new Project();
  try {
    if (way.transport === 'stdio') return await session(way, way.kind.stdio(command(project)), project, work, action);
    const gateway = await listening(project);
    try {
      return await session(way, way.kind.http(new URL(gateway.url)), project, work, action);
    } finally {
      await gateway.stop();
    }
  } finally {
    project.remove();
  }
}

async function session(way, transport, project, work, action) {
  const client = way.kind.client();
  const questions = [];
  way.kind.answers(client, ({ params }) => {
    questions.push(params.message);
    return action === 'accept' ? { action, content: {} } : { action };
  });
  await client.connect(transport);
  try {
    return await work(new Tools(way, client, transport, questions), project);
  } finally {
    await client.close();
  }
}

/** A connected client that keeps the names of the tools that it called, and the questions that it was asked. */
class Tools {
  constructor(way, client, transport, questions) {
    Object.assign(this, { way, client, transport, questions, called: new Set() });
  }

  version() {
    return this.way.kind.agreed(this.client, this.transport);
  }

  call(name, args = {}, options = undefined) {
    this.called.add(name);
    return this.way.kind.call(this.client, { name, arguments: args }, options);
  }

  /** Calls a tool that must succeed; gives its facts, which must come with a text. */
  async done(name, args) {
    const result = await this.call(name, args);
    assert.ok(!result.isError, `${name} failed: ${text(result)}`);
    assert.ok(text(result), `${name} gave no text`);
    assert.equal(typeof result.structuredContent, 'object', `${name} gave no data`);
    return result.structuredContent;
  }

  /** Calls a tool that must fail as a tool does; gives the text that a model reads. */
  async refused(name, args) {
    const result = await this.call(name, args);
    assert.equal(result.isError, true, `${name} did not fail: ${text(result)}`);
    return text(result);
  }

  /** Notes every message that comes from now on, in the order of the wire. */
  tap() {
    const messages = [];
    const { onmessage } = this.transport;
    this.transport.onmessage = (message, ...more) => {
      messages.push(message);
      onmessage.call(this.transport, message, ...more);
    };
    return messages;
  }
}

export function text(result) {
  assert.ok(result.content.every((content) => content.type === 'text'));
  return result.content.map((content) => content.text).join('\n');
}
