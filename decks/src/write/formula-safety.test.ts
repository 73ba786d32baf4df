import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { neutralise, neutraliseUnlessFigure, restore } from './formula-safety.js';

const seed = Number(process.env['RATEDECK_SEED'] ?? Date.now() % 1_000_000);
console.log(`formula-safety.test.ts: fast-check seed ${seed}`);

/** Texts that often begin with what matters here. */
const texts = fc
  .tuple(
    fc.constantFrom('', "'", "''", '=', '+', '-', '@', '\t', '\r', '\n', "'=", "''+"),
    fc.string(),
  )
  .map(([start, rest]) => start + rest);

describe('neutralise and restore', () => {
  it('give every text back', () => {
    fc.assert(
      fc.property(texts, (text) => restore(neutralise(text)) === text),
      { seed, numRuns: 2000 },
    );
  });

  it('leave nothing that begins like a formula', () => {
    fc.assert(
      fc.property(texts, (text) => !/^[=+\-@\t\r\n]/.test(neutralise(text))),
      { seed, numRuns: 2000 },
    );
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['+44 (mobile)', "'+44 (mobile)"],
    ["'quoted'", "''quoted'"],
    ['plain = text', 'plain = text'],
    ['', ''],
  ])('%j becomes %j', (text, safe) => {
    expect(neutralise(text)).toBe(safe);
  });

  it('leave an apostrophe that is no mark', () => {
    expect(restore("'t Gooi")).toBe("'t Gooi");
  });
});

describe('cells of unknown meaning', () => {
  it.each([
    ...['+44', '+44 7400; 7401', '+1-268', '-0.0137', '-0,5 EUR', '-€0.10', '+260{!}', '44'],
    ...['-1', '-', '+447400-447409', '-12.5%', "'=already()", "'t Gooi", '+4420 / +4421'],
  ])('%j stays', (cell) => {
    expect(neutraliseUnlessFigure(cell)).toBe(cell);
  });

  it.each([
    ...['=1+1', '=HYPERLINK("x")', '+SUM(A1)', "-2+3+cmd|' /C calc'!A0", '@SUM(1)', '\t=1'],
    ...['+44 (Vodafone)', '-EUR(1)'],
  ])('%j is marked', (cell) => {
    expect(neutraliseUnlessFigure(cell)).toBe(`'${cell}`);
  });
});
