/**
 * Documents that keep their promises: links lead somewhere, commands exist, every page can be
 * found, every word of the model is explained, every dependency has its reason.
 */

import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codeFiles, documents, files, read, root } from './repository-files.js';

const ARCHITECTURE = 'docs/ARCHITECTURE.md';

interface Link {
  readonly from: string;
  readonly target: string;
  readonly anchor: string | null;
}

/** Relative links of a page; code blocks hold none. */
function linksOf(path: string): Link[] {
  const prose = read(path).replace(/^```[\s\S]*?^```/gm, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map((match) => match[1] ?? '')
    .filter((href) => !/^[a-z]+:/.test(href))
    .map((href) => {
      const [file = '', anchor = null] = href.split('#');
      const target = file === '' ? path : normalize(join(dirname(path), file));
      return { from: path, target: target.replaceAll('\\', '/'), anchor };
    });
}

/** The names that headings get as link targets. */
function anchorsOf(path: string): Set<string> {
  const headings = [...read(path).matchAll(/^#{1,6} (.+)$/gm)].map((match) => match[1] ?? '');
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replace(/\s/g, '-'),
    ),
  );
}

/** Text that is meant as code: spans and blocks. */
function codeIn(path: string): string {
  const text = read(path);
  const blocks = text.match(/^```[\s\S]*?^```|^ {4}.+$/gm) ?? [];
  const spans = text.match(/`[^`\n]+`/g) ?? [];
  return [...blocks, ...spans].join('\n');
}

function scriptsOf(path: string): Set<string> {
  const { scripts = {} } = JSON.parse(read(path)) as { scripts?: Record<string, string> };
  return new Set(Object.keys(scripts));
}

/** Commands of the program, as its sources register them. */
function ratedeckCommands(): Set<string> {
  const sources = codeFiles.filter((path) => path.startsWith('server/src/'));
  const registered = sources.flatMap((path) => [
    ...read(path).matchAll(/(?:\.command|new Command)\(\s*['"]([a-z-]+)/g),
  ]);
  return new Set(registered.map((match) => match[1] ?? ''));
}

/** `rateTables` as people say it: `rate table`. */
function inWords(name: string): string {
  const spaced = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return spaced.replace(/s$/, '');
}

describe('documents', () => {
  it('link to files and headings that exist', () => {
    const dead = documents.flatMap(linksOf).filter(({ target, anchor }) => {
      if (!existsSync(join(root, target))) return true;
      return anchor !== null && !anchorsOf(target).has(anchor);
    });
    expect(dead).toEqual([]);
  });

  it('name only files and folders of the repository that exist', () => {
    const named = /^(?:engine|decks|server|test|scripts|docs|samples)\/[\w./-]+$/;
    const missing = documents.flatMap((path) =>
      [...read(path).matchAll(/`([^`\n]+)`/g)]
        .map(([, span = '']) => span)
        .filter((span) => named.test(span) && !existsSync(join(root, span)))
        .map((span) => `${path}: ${span}`),
    );
    expect(missing).toEqual([]);
  });

  it('can all be found from the README or the architecture page', () => {
    const linked = new Set(['README.md', ARCHITECTURE].flatMap(linksOf).map((l) => l.target));
    const pages = documents.filter((path) => path.startsWith('docs/') && path !== ARCHITECTURE);
    expect(pages.filter((path) => !linked.has(path))).toEqual([]);
    expect(linksOf('README.md').map((link) => link.target)).toContain(ARCHITECTURE);
  });

  it('name only npm scripts that exist', () => {
    const scripts = scriptsOf('package.json');
    const unknown = documents.flatMap((path) =>
      [...codeIn(path).matchAll(/\bnpm (?:run )?(?!ci\b|install\b|run\b)([a-z][\w:-]*)/g)]
        .filter((match) => !scripts.has(match[1] ?? ''))
        .map((match) => `${path}: ${match[0]}`),
    );
    expect(unknown).toEqual([]);
  });

  it('name only ratedeck commands that exist', () => {
    const commands = ratedeckCommands();
    const unknown = documents.flatMap((path) =>
      [...codeIn(path).matchAll(/\bratedeck ([a-z][a-z-]*)/g)]
        .filter((match) => !commands.has(match[1] ?? ''))
        .map((match) => `${path}: ${match[0]}`),
    );
    expect(unknown).toEqual([]);
  });
});

describe('the glossary', () => {
  const terms = new Set(
    [...read('docs/GLOSSARY.md').matchAll(/\*\*([^*]+)\*\*/g)].map((match) => match[1] ?? ''),
  );

  it('explains every part of a book', () => {
    const [, body = ''] =
      /interface Book \{([\s\S]*?)\n\}/.exec(read('engine/src/book/book.ts')) ?? [];
    const parts = [...body.matchAll(/readonly (\w+)\??:/g)].map((match) => inWords(match[1] ?? ''));
    expect(parts.length).toBeGreaterThan(5);
    expect(parts.filter((part) => !terms.has(part))).toEqual([]);
  });

  it('explains every noun of the model', () => {
    const nouns = [
      ...['account', 'trunk', 'code deck', 'rate table', 'rate', 'special rate', 'time profile'],
      ...['category', 'rating plan', 'assignment', 'import', 'change set', 'CDR', 'leg', 'notice'],
    ];
    expect(nouns.filter((noun) => !terms.has(noun))).toEqual([]);
  });
});

describe('the rating reference', () => {
  const reference = read('docs/reference/rating.md');

  it('describes every parameter of a charge, every outcome and every reason', () => {
    const book = read('engine/src/book/book.ts');
    const event = read('engine/src/event/event.ts');
    const [, body = ''] = /interface ChargeParameters \{([\s\S]*?)\n\}/.exec(book) ?? [];
    const parameters = [...body.matchAll(/readonly (\w+)\?:/g)].map((match) => match[1] ?? '');
    const unions = event.match(/export type (?:Outcome|NoRateReason) =[^;]+;/g) ?? [];
    const values = [...unions.join('').matchAll(/'(\w+)'/g)].map((match) => match[1] ?? '');
    expect(parameters.length).toBeGreaterThan(10);
    expect(values.length).toBeGreaterThan(10);
    const missing = [...parameters, ...values].filter((name) => !reference.includes(`\`${name}\``));
    expect(missing).toEqual([]);
  });
});

describe('the architecture page', () => {
  it('gives a reason for every dependency', () => {
    const manifests = files.filter((path) => /(?:^|\/)package\.json$/.test(path));
    const names = manifests.flatMap((path) => {
      const { dependencies = {}, devDependencies = {} } = JSON.parse(read(path)) as {
        dependencies?: Record<string, string>;
        devDependencies?: Record<string, string>;
      };
      return [...Object.keys(dependencies), ...Object.keys(devDependencies)];
    });
    const listed = read(ARCHITECTURE);
    const silent = names.filter((name) => !name.startsWith('@ratedeck/'));
    expect(silent.filter((name) => !listed.includes(`\`${name}\``))).toEqual([]);
  });
});
