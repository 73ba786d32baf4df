/** What the compiler says of routes: a handler that does not fit its schemas is not built. */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';

const folder = fileURLToPath(new URL('.', import.meta.url));
const configPath = fileURLToPath(new URL('../../../../tsconfig.check.json', import.meta.url));

const HEAD = `
import { Readable } from 'node:stream';
import Type from 'typebox';
import {
  changeRoute, createRoute, fileRoute, readRoute, type Route, stepwiseRoute, uploadRoute,
} from './route.js';

const Params = Type.Object({ id: Type.String() });
const Query = Type.Object({ limit: Type.Optional(Type.Integer()) });
const Body = Type.Object({ name: Type.String() });
const Thing = Type.Object({ id: Type.String(), size: Type.Integer() });
const thing = { id: '1', size: 1 };
const words = { path: '/things', tag: 'Things', summary: 'Things', access: 'read' } as const;
const opened = { pieces: 3, close: async () => undefined };
const file = { fileName: 'a.txt', stream: Readable.from('a') };
export const route: Route =
`;

const right: Readonly<Record<string, string>> = {
  'a read without input': `readRoute({ ...words, answer: Thing, handle: async () => thing });`,
  'a read with an address and a query': `readRoute({ ...words, params: Params, query: Query,
    answer: Thing,
    handle: async (_, { params, query }) => ({ id: params.id, size: query.limit ?? 0 }) });`,
  'a read by POST': `readRoute({ ...words, method: 'POST', body: Body, answer: Thing,
    handle: async (_, { body }) => ({ id: body.name, size: body.name.length }) });`,
  'a creation': `createRoute({ ...words, body: Body, answer: Thing,
    handle: async (call, { body }) => ({ id: body.name, size: call.expectedVersions?.length ?? 0 }) });`,
  'a change that answers': `changeRoute({ ...words, method: 'PATCH', params: Params, body: Body,
    answer: Thing, handle: async (_, { params }) => ({ ...thing, ...params }) });`,
  'a change without an answer': `changeRoute({ ...words, method: 'DELETE', params: Params,
    handle: async () => undefined });`,
  'an upload': `uploadRoute({ ...words, body: Body, open: async () => opened, answer: Thing,
    handle: async (_, { body }) => ({ id: '1', size: body.pieces }) });`,
  steps: `stepwiseRoute({ ...words, method: 'PUT', body: Body,
    handle: (call, { body }) => call.write(async () => void body.name) });`,
  'a file': `fileRoute({ ...words, params: Params, contentType: 'text/plain',
    handle: async (_, { params }) => ({ ...file, fileName: params.id }) });`,
};

/** With what the compiler says of it. */
const wrong: Readonly<Record<string, readonly [string, RegExp]>> = {
  'a field that the query does not have': [
    `readRoute({ ...words, query: Query, answer: Thing,
      handle: async (_, { query }) => ({ id: '1', size: query.size }) });`,
    /Property 'size' does not exist/,
  ],
  'an address taken for a number': [
    `readRoute({ ...words, params: Params, answer: Thing,
      handle: async (_, { params }) => ({ id: '1', size: params.id }) });`,
    /Type 'string' is not assignable to type 'number'/,
  ],
  'a body where none is taken': [
    `createRoute({ ...words, answer: Thing,
      handle: async (_, { body }) => ({ id: body.name, size: 1 }) });`,
    /'body' is possibly 'undefined'|Property 'name' does not exist/,
  ],
  'a handler made for another body': [
    `createRoute({ ...words, body: Body, answer: Thing,
      handle: async (_, { body }: { readonly body: { readonly size: number } }) =>
        ({ id: '1', size: body.size }) });`,
    /is not assignable/,
  ],
  'an answer that lacks a field': [
    `createRoute({ ...words, body: Body, answer: Thing, handle: async () => ({ id: '1' }) });`,
    /Property 'size' is missing/,
  ],
  'no answer where one is promised': [
    `changeRoute({ ...words, method: 'PATCH', answer: Thing, handle: async () => undefined });`,
    /Type 'undefined' is not assignable|is not assignable to type 'Promise/,
  ],
  'a read that promises no answer': [
    `readRoute({ ...words, handle: async () => thing });`,
    /Property 'answer' is missing/,
  ],
  'a read that writes': [
    `readRoute({ ...words, answer: Thing,
      handle: async (call) => ({ id: '1', size: call.expectedVersions.length }) });`,
    /Property 'expectedVersions' does not exist/,
  ],
  'a creation by PATCH': [
    `createRoute({ ...words, method: 'PATCH', answer: Thing, handle: async () => thing });`,
    /'method' does not exist/,
  ],
  'an upload read as its schema': [
    `uploadRoute({ ...words, body: Body, open: async () => opened, answer: Thing,
      handle: async (_, { body }) => ({ id: body.name, size: 1 }) });`,
    /Property 'name' does not exist/,
  ],
  'a file without a name': [
    `fileRoute({ ...words, contentType: 'text/plain',
      handle: async () => ({ stream: file.stream }) });`,
    /Property 'fileName' is missing/,
  ],
  'a secret of a read': [
    `readRoute({ ...words, answer: Thing, answersSecret: true, handle: async () => thing });`,
    /'answersSecret' does not exist/,
  ],
  'a permission that there is none of': [
    `readRoute({ ...words, access: 'read-everything', answer: Thing, handle: async () => thing });`,
    /"read-everything"' is not assignable/,
  ],
};

describe('a route', () => {
  const texts = new Map<string, string>();
  const faults = new Map<string, string>();

  // One program for all: what they share is read once.
  beforeAll(() => {
    const all = [...Object.entries(right), ...Object.entries(wrong).map(([n, [t]]) => [n, t])];
    for (const [index, [name, text]] of all.entries()) {
      texts.set(`${folder}case-${index}.ts`, `// ${name}\n${HEAD}  ${text}`);
    }
    const { config } = ts.readConfigFile(configPath, ts.sys.readFile);
    const { options } = ts.parseJsonConfigFileContent(
      { compilerOptions: config.compilerOptions, extends: config.extends, files: [] },
      ts.sys,
      fileURLToPath(new URL('../../../..', import.meta.url)),
    );
    options.noUnusedLocals = false;
    const host = ts.createCompilerHost(options);
    const { fileExists, getSourceFile } = host;
    host.fileExists = (path) => texts.has(path) || fileExists(path);
    host.getSourceFile = (path, target, ...more) => {
      const text = texts.get(path);
      if (text !== undefined) return ts.createSourceFile(path, text, target);
      return getSourceFile(path, target, ...more);
    };
    const program = ts.createProgram([...texts.keys()], options, host);
    for (const [path, text] of texts) {
      const found = program.getSemanticDiagnostics(program.getSourceFile(path));
      const said = found.map(({ messageText }) =>
        ts.flattenDiagnosticMessageText(messageText, ' '),
      );
      faults.set(/^\/\/ (.*)\n/.exec(text)![1]!, said.join('\n'));
    }
  });

  it.each(Object.keys(right))('may be %s', (name) => {
    expect(faults.get(name)).toBe('');
  });

  it.each(Object.entries(wrong))('may not be %s', (name, [, told]) => {
    expect(faults.get(name)).toMatch(told);
  });

  it('is made without a cast that the compiler would refuse', () => {
    for (const name of ['route.ts', 'register-routes.ts', 'once.ts']) {
      expect(readFileSync(folder + name, 'utf8')).not.toMatch(/\bas unknown\b|\bas never\b/);
    }
  });
});
