import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeProblem, root, staleInstall } from './prepare.mjs';

describe('nodeProblem', () => {
  it('accepts what package.json accepts', () => {
    const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      engines: { node: string };
    };
    expect(engines.node).toBe('>=20.19');
    expect(nodeProblem('20.19.0')).toBeNull();
    expect(nodeProblem('22.0.0')).toBeNull();
    expect(nodeProblem('24.9.1')).toBeNull();
  });

  it('says what is needed and what there is', () => {
    expect(nodeProblem('20.18.3')).toContain('needs Node 20.19 or newer, and this is Node 20.18.3');
    expect(nodeProblem('18.20.0')).toContain('Node 18.20.0');
  });
});

describe('staleInstall', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ratedeck-prepare-'));
    write('package-lock.json', {
      '': { version: '1.0.0' },
      engine: { version: '0.1.0' },
      'node_modules/@x/engine': { resolved: 'engine', link: true },
      'node_modules/a': { version: '1.2.3' },
      'node_modules/only-elsewhere': { version: '1.0.0', optional: true },
    });
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function write(name: string, packages: object): void {
    mkdirSync(join(folder, 'node_modules'), { recursive: true });
    writeFileSync(join(folder, name), JSON.stringify({ packages }));
  }

  function writeInstalled(packages: object): void {
    write('node_modules/.package-lock.json', packages);
  }

  it('asks for an install when there was none, or it was cut short', () => {
    expect(staleInstall(folder)).toBe('nothing is installed yet');
  });

  it('is content when everything is there, though optional packages may be absent', () => {
    writeInstalled({
      engine: { version: '0.1.0' },
      'node_modules/@x/engine': { resolved: 'engine', link: true },
      'node_modules/a': { version: '1.2.3' },
    });
    expect(staleInstall(folder)).toBeNull();
  });

  it('notices a missing package and another version', () => {
    writeInstalled({ 'node_modules/@x/engine': { resolved: 'engine', link: true } });
    expect(staleInstall(folder)).toBe('node_modules/a is missing');
    writeInstalled({
      'node_modules/@x/engine': { resolved: 'engine', link: true },
      'node_modules/a': { version: '1.2.4' },
    });
    expect(staleInstall(folder)).toBe('node_modules/a is not the version of the lock file');
  });
});
