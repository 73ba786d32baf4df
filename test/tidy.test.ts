/**
 * The house rules of docs/STYLE.md that no tool checks. A rule fails with the list of places that
 * break it. Needles are put together from parts so that this file does not find itself.
 */

import { describe, expect, it } from 'vitest';
import { codeFiles, files, isTest, linesMatching, read } from './repository-files.js';

const FILE_LINES_MAX = 500;
const FILE_LINES_SEAM = 300;

const engineSources = codeFiles.filter((path) => path.startsWith('engine/src/') && !isTest(path));
const serverSources = codeFiles.filter((path) => path.startsWith('server/src/') && !isTest(path));
const scripts = codeFiles.filter((path) => path.startsWith('scripts/') && !isTest(path));
const tests = codeFiles.filter(isTest);

type Versions = Record<string, string>;
interface LockedPackage {
  readonly dependencies?: Versions;
  readonly devDependencies?: Versions;
  readonly optionalDependencies?: Versions;
}
interface LockFile {
  readonly packages: Record<string, LockedPackage>;
}

/** A pattern from parts that would otherwise match their own source line. */
function needle(...parts: string[]): RegExp {
  return new RegExp(parts.join(''));
}

function manifest(path: string): Record<string, unknown> {
  return JSON.parse(read(path)) as Record<string, unknown>;
}

/** What these files of a feature are for, their names say wherever they stand. */
const FIXED_NAME = /^server\/src\/.*\b(?:routes|schema|store)[.]ts$/;

describe('files', () => {
  it(`have at most ${FILE_LINES_MAX} lines`, () => {
    const sizes = codeFiles
      .map((path) => ({ path, lines: read(path).split('\n').length - 1 }))
      .filter(({ lines }) => lines > FILE_LINES_SEAM);
    for (const { path, lines } of sizes) console.info(`${path}: ${lines} lines, look for the seam`);
    expect(sizes.filter(({ lines }) => lines > FILE_LINES_MAX)).toEqual([]);
  });

  it('have kebab-case names, in folders with kebab-case names', () => {
    const segment = /^\.?[a-z0-9]+(?:-[a-z0-9]+)*$/;
    const strange = codeFiles.filter((path) =>
      path.split('/').some(
        (part) =>
          !part
            .split('.')
            .filter(Boolean)
            .every((s) => segment.test(s)),
      ),
    );
    expect(strange).toEqual([]);
  });

  it('count by `+= 1` where nothing is read meanwhile, and write "cannot"', () => {
    const name = '[\\w.#\\[\\]]+';
    const step = needle(
      `(?:^ *(?:if .*[)] |for .*[)] |else )?|for .*; )${name}(?:[+]`,
      '[+]|-',
      '-)[);]+(?: \\{)?$',
    );
    expect(linesMatching(codeFiles, step)).toEqual([]);
    expect(linesMatching(codeFiles, needle('\\bcan', "'t\\b"))).toEqual([]);
  });

  it('are not named after nothing in particular', () => {
    const banned = new Set([
      ...['util', 'utils', 'helper', 'helpers', 'manager', 'managers'],
      ...['base', 'misc', 'common', 'stuff'],
    ]);
    expect(codeFiles.filter((path) => path.split(/[/.-]/).some((w) => banned.has(w)))).toEqual([]);
    const declared =
      /^export .*\b(?:class|function|const|interface|type) \w*(?:Manager|Helpers?|Utils?)\b/;
    expect(linesMatching(codeFiles, declared)).toEqual([]);
  });

  it('begin with a comment that says what they are for', () => {
    const sources = [...engineSources, ...serverSources, ...scripts];
    expect(
      sources.filter((path) => !FIXED_NAME.test(path) && !/^(?:#!.*\n)?\/\*\*?\s/.test(read(path))),
    ).toEqual([]);
  });
});

describe('the engine', () => {
  it('imports nothing but its own files', () => {
    const statement = /^(?:import|export)\s[\w\s{},*]*?\bfrom '([^']+)'|^import '([^']+)'/gm;
    const call = /\bimport\(([^)]*)\)/g;
    const strange = engineSources.flatMap((path) =>
      [...read(path).matchAll(statement), ...read(path).matchAll(call)]
        .map((match) => match[1] ?? match[2] ?? '')
        .filter((target) => !/^\.\.?\/.*\.js$/.test(target))
        .map((target) => `${path}: ${target}`),
    );
    expect(strange).toEqual([]);
  });

  it('has no dependencies', () => {
    const { dependencies, peerDependencies, optionalDependencies } =
      manifest('engine/package.json');
    expect([dependencies, peerDependencies, optionalDependencies]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('reads no clock, rolls no dice, talks to nobody', () => {
    const impure =
      /\bDate\.now\(|\bnew Date\(\)|\bperformance\.now\(|\bMath\.random\(|\bconsole\.|\bprocess\.|\bset(?:Timeout|Interval)\(|\bfetch\(/;
    expect(linesMatching(engineSources, impure)).toEqual([]);
  });
});

describe('libraries', () => {
  it('speak data, and leave options of a command line to who has one', () => {
    const sources = codeFiles.filter(
      (path) => /^(?:engine|decks)\/src\//.test(path) && !isTest(path),
    );
    // Not in comments, which may say what a program does; not a count that goes down.
    const option = /^(?!\s*(?:\/\*|\*|\/\/)).*['"`\s]--[a-z][a-z-]*[a-z](?=[\s'"`=:])/;
    const spoken = linesMatching(sources, option);
    expect(spoken).toEqual([]);
  });
});

describe('money', () => {
  it('is never a binary number on its way in or out', () => {
    const moneyCode = serverSources.filter((path) =>
      /amount|charge|margin|money|price|rate|rating/.test(path),
    );
    expect(
      linesMatching(
        [...engineSources, ...moneyCode],
        needle('parse', 'Float\\(|\\.to', 'Fixed\\('),
      ),
    ).toEqual([]);
  });
});

describe('SQL', () => {
  it('stands in stores and conditions alone', () => {
    const elsewhere = serverSources.filter(
      (path) =>
        !/(?:^|[/-])(?:store|conditions)\.ts$/.test(path) &&
        !path.startsWith('server/src/platform/db/'),
    );
    expect(linesMatching(elsewhere, /from 'kysely'|\bsql(?:<[^`]*>)?`/)).toEqual([]);
  });
});

describe('a service', () => {
  const services = serverSources.filter((path) => /[/-]service\.ts$/.test(path));

  it('does something, and is no list of what others do', () => {
    const idle = services.filter((path) => !/^export (?:async )?function/m.test(read(path)));
    expect(idle).toEqual([]);
    expect(services.length).toBeGreaterThan(20);
  });

  it('hands on no SQL and no words of the wire', () => {
    const handed = /^export [^;]*? from '[^']*[/-](?:store|conditions|schema)\.js';/gm;
    const found = services.flatMap((path) =>
      [...read(path).matchAll(handed)].map(([statement]) => `${path}: ${statement}`),
    );
    expect(found).toEqual([]);
  });
});

describe('code', () => {
  it('silences no type check and leaves nothing for later', () => {
    const silenced = needle('\\bas an', 'y\\b|@ts-', '(?:ignore|expect-error|nocheck)');
    expect(linesMatching(codeFiles, silenced)).toEqual([]);
    expect(
      linesMatching(codeFiles, needle('\\bTO', 'DO\\b|\\bFIX', 'ME\\b|\\bXX', 'X\\b')),
    ).toEqual([]);
  });

  it('hands no list over as arguments, of which there may be only so many', () => {
    const sources = codeFiles.filter((path) => path.includes('/src/') && !isTest(path));
    const spread = needle('\\.(?:push|unshift|min|max|splice)\\(', '(?:[^(){}]*, ?)?\\.\\.\\.');
    expect(linesMatching(sources, spread)).toEqual([]);
  });

  it('is tested without skipping, focusing or sleeping', () => {
    const skipped = needle('\\b(?:it|test|describe)\\.', '(?:only|skip|todo|fails)\\b');
    expect(linesMatching(tests, skipped)).toEqual([]);
    expect(linesMatching(tests, needle('\\bset', 'Timeout\\(|\\bsle', 'ep\\('))).toEqual([]);
  });
});

describe('the repository', () => {
  const manifests = files.filter((path) => /(?:^|\/)package\.json$/.test(path));

  it('names no machine and no registry', () => {
    const texts = files.filter((path) => !/\.(?:gz|zip|xlsx?|ods|png)$/.test(path));
    const machinePath = needle('(?:^|[^\\w.-])/', '(?:work|root|home)/');
    expect(linesMatching(texts, machinePath)).toEqual([]);
    expect(linesMatching(['package-lock.json'], /"resolved": "(?:https?|git)/)).toEqual([]);
    expect(linesMatching(texts, needle('registry\\.npm', 'js|_auth', 'Token'))).toEqual([]);
  });

  it('pins every dependency to one exact version', () => {
    const loose = manifests.flatMap((path) => {
      const { dependencies = {}, devDependencies = {} } = manifest(path);
      return Object.entries({ ...(dependencies as object), ...(devDependencies as object) })
        .filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(String(version)))
        .map(([name, version]) => `${path}: ${name} ${String(version)}`);
    });
    expect(loose).toEqual([]);
  });

  it('locks what its manifests ask for, for every platform', () => {
    const { packages } = JSON.parse(read('package-lock.json')) as LockFile;
    const stale = manifests.flatMap((path) => {
      const { dependencies, devDependencies } = manifest(path);
      const locked = packages[path.replace(/\/?package\.json$/, '')];
      const same =
        JSON.stringify([locked?.dependencies, locked?.devDependencies]) ===
        JSON.stringify([dependencies, devDependencies]);
      return same ? [] : [`${path}: run npm install`];
    });
    expect(stale).toEqual([]);
    // npm leaves out builds that its registry lacks, and then refuses its own lock file.
    const absent = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) => !packages[`node_modules/${name}`] && !packages[`${path}/node_modules/${name}`],
      ),
    );
    expect(absent).toEqual([]);
  });

  it('has one licence, one version and one oldest Node', () => {
    const all = manifests.map(manifest);
    expect(new Set(all.map(({ license }) => license))).toEqual(new Set(['Apache-2.0']));
    expect(new Set(all.map(({ version }) => version)).size).toBe(1);
    expect(new Set(all.map(({ engines }) => JSON.stringify(engines))).size).toBe(1);
    expect(read('LICENSE')).toContain('Version 2.0, January 2004');
  });
});
