/** What the READMEs show is what the program prints and the library answers. */

import * as engine from '@ratedeck/engine';
import { describe, expect, it } from 'vitest';
import { runRatedeck } from './cli/run-ratedeck.js';
import { read, root } from './repository-files.js';

/** Blocks marked `console`: a line with `$`, then what it prints. */
const examples = [
  ...read('README.md').matchAll(/^```console\n\$ npx ratedeck (.+)\n([\s\S]*?)^```/gm),
];

describe('the README', () => {
  it('has an example', () => {
    expect(examples.length).toBeGreaterThan(0);
  });

  for (const [, command = '', printed] of examples) {
    it(`is right about ratedeck ${command}`, async () => {
      const { stdout } = await runRatedeck(command.split(' '), { cwd: root });
      expect(stdout.toString()).toBe(printed);
    });
  }
});

describe('the README of the engine', () => {
  const [, snippet = ''] = /^```ts\n([\s\S]*?)^```/m.exec(read('engine/README.md')) ?? [];

  it('shows what the library answers', () => {
    const promises = [...snippet.matchAll(/^result\.(\w+); \/\/ (.+)$/gm)];
    const body = snippet.replace(/^import .*$/m, '');
    const run = new Function('compile', `${body}; return result;`);
    const result = run(engine.compile) as Record<string, unknown>;
    expect(promises.length).toBeGreaterThan(2);
    expect(promises.map(([, field = '']) => result[field])).toEqual(
      promises.map(([, , shown = '']) => JSON.parse(shown.replaceAll("'", '"')) as unknown),
    );
  });
});
