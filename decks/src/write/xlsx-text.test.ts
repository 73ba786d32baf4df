import { describe, expect, it } from 'vitest';
import { escapeXlsxText } from './xlsx-text.js';

describe('escapeXlsxText', () => {
  it.each([
    ['plain, "quoted" & <text> 😀', 'plain, "quoted" & <text> 😀'],
    ['_x0041_', '_x005F_x0041_'],
    ['_x41_ _xyz_', '_x41_ _xyz_'],
    ['a\r\nb\tc', 'a_x000D_\nb\tc'],
    ['\u0000\u0007\u007f', '_x0000__x0007__x007F_'],
    ['half \ud83d of \ude00', 'half _xD83D_ of _xDE00_'],
  ])('%j becomes %j', (text, escaped) => {
    expect(escapeXlsxText(text)).toBe(escaped);
  });
});
