import { describe, expect, it } from 'vitest';
import {
  fieldsOf,
  fileOf,
  questionsOf,
  recogniseText,
  sheetOf,
} from '../../test/recognised-text.js';
import type { CodeNames, DeckOptions } from '../deck/deck.js';
import { recognise } from './recognise.js';

describe('rows around the rates', () => {
  it('finds the header below a preamble, and what the preamble says', () => {
    const { sheets, questions } = recogniseText(`Acme Telecom
      Issue date:|16/09/2026
      Rates effective from 1st October 2026
      All prices in EUR per minute

      Destination|Dial Code|Rate
      Germany|49|0.1
      Austria|43|0.1`);
    expect(questions).toEqual([]);
    expect(sheets[0]).toMatchObject({
      headerRow: 6,
      preamble: { effectiveFrom: '2026-10-01T00:00:00Z', currency: 'EUR' },
    });
  });

  it('takes no date of issue for an effective date, but learns from it', () => {
    const text = `Issue date:|16/09/2026
      Effective date:|02/10/2026
      Code|Rate
      49|0.1
      43|0.1`;
    expect(recogniseText(text).sheets[0]!.preamble.effectiveFrom).toBe('2026-10-02T00:00:00Z');
  });

  it('asks about an open date of the preamble', () => {
    const text = 'Effective date:|02/10/2026\nCode|Rate\n49|0.1\n43|0.1';
    expect(questionsOf(recogniseText(text))).toEqual(['date_order: dmy']);
  });

  it('reads the currency from a footer', () => {
    const text = 'Code|Rate\n49|0.1\n43|0.1\nAll prices in USD, excluding taxes.';
    expect(recogniseText(text).sheets[0]!.preamble.currency).toBe('USD');
  });

  it('joins headers of two rows', () => {
    const recognition = recogniseText(`||Rate||Billing|
      Destination|Code|Peak|Off-Peak|Min|Inc
      Germany|49|0.1|0.05|60|60
      Austria|43|0.1|0.05|60|60`);
    expect(fieldsOf(recognition)).toBe(
      'name code peakPrice offPeakPrice firstInterval nextInterval',
    );
    expect(recognition.sheets[0]!.headerRow).toBe(2);
    const units = recogniseText(
      'Code|Rate|Effective\n|USD/min|\n49|0.1|2025-01-31\n43|1|2025-01-31',
    );
    expect(units.sheets[0]).toMatchObject({ headerRow: 2, preamble: { currency: 'USD' } });
  });

  it('asks about tables side by side', () => {
    const recognition = recogniseText('Code|Rate|Code|Rate\n44|0.1|49|0.2\n43|0.1|41|0.2');
    expect(fieldsOf(recognition)).toBe('code price - -');
    expect(questionsOf(recognition)).toEqual([
      'layout: read the first; the file has to be changed for the others',
    ]);
  });

  it('does not take notes for rates', () => {
    const text = `Name|Code|Rate
      NOTE|These are notes|
      NOTE|which are read by people|
      NOTE|1 - by the second|
      Germany|49|0,1
      Austria|43|0.2`;
    expect(fieldsOf(recogniseText(text))).toBe('name code price');
  });
});

describe('sheets', () => {
  const rates = 'Code|Rate\n49|0.1\n43|0.1';

  it('leaves out what is no deck', () => {
    const notes = sheetOf('Dear customer\nthese are our rates\nbest regards', 'Letter');
    const { sheets, questions } = recognise(fileOf(notes, sheetOf(rates)), {}, null);
    expect(sheets.map(({ isDeck }) => isDeck)).toEqual([false, true]);
    expect(questions).toEqual([]);
  });

  it('says so when nothing is a deck', () => {
    const calls =
      'calldate|src|dst|duration|billsec\n2017-09-04 12:39:26|114|113|8|6\n' +
      '2017-09-04 12:39:26|114|113|8|6';
    const recognition = recogniseText(calls);
    expect(recognition.sheets[0]!.isDeck).toBe(false);
    expect(recognition.warnings.map(({ code }) => code)).toEqual(['no_deck']);
  });

  it('asks which of two sheets of the same codes is meant', () => {
    const file = fileOf(sheetOf(rates, 'Premium'), sheetOf(rates, 'Standard'));
    const recognition = recognise(file, {}, null);
    expect(recognition.sheets.map(({ isDeck }) => isDeck)).toEqual([true, false]);
    expect(questionsOf(recognition)).toEqual(['sheet: only "Premium"']);
    const chosen = recognise(file, { sheet: 'standard' }, null);
    expect(chosen.sheets.map(({ isDeck }) => isDeck)).toEqual([false, true]);
    expect(chosen.questions).toEqual([]);
  });

  it('takes sheets of different codes together, and no hidden one', () => {
    const other = sheetOf('Code|Rate\n1|0.1\n7|0.1', 'Other');
    const hidden = sheetOf(rates, 'Old', true);
    const recognition = recognise(fileOf(sheetOf(rates), other, hidden), {}, null);
    expect(recognition.sheets.map(({ isDeck }) => isDeck)).toEqual([true, true, false]);
    expect(recognition.warnings.map(({ code }) => code)).toEqual(['hidden_sheet']);
  });

  it('refuses sheets and columns that are not there', () => {
    const file = fileOf(sheetOf(rates));
    const tried = (options: DeckOptions) => () => recognise(file, options, null);
    expect(tried({ sheet: 'Nope' })).toThrow(
      'there is no sheet "Nope"; the file has the sheets "Rates"',
    );
    expect(tried({ map: { price: 'Nope' } })).toThrow(
      'price: no column is called "Nope"; the columns are "Code", "Rate"',
    );
  });

  it('maps by letter and number, and refuses a field', () => {
    const text = 'Aa|Bb|Comment\n49|0.1|see there\n43|0.2|see here';
    const recognition = recogniseText(text, { map: { code: 'A', price: '2', notes: '-' } });
    expect(fieldsOf(recognition)).toBe('code price -');
    expect(recognition.questions).toEqual([]);
    expect(recognition.sheets[0]!.headerRow).toBe(1);
    expect(fieldsOf(recogniseText(text, { map: { code: 'bb', price: 'Aa' } }))).toBe(
      'price code notes',
    );
  });

  it('asks where headers are in no known language', () => {
    const recognition = recogniseText('კოდი|მიმართულება|ფასი\n49|Aaa|0.1\n43|Bbb|0.2\n41|Ccc|1.5');
    expect(fieldsOf(recognition)).toBe('code name price');
    expect(recognition.sheets[0]!.headerRow).toBe(1);
    expect(questionsOf(recognition)).toEqual([
      'price_column: "ფასი" is the price',
      'code_column: "კოდი" is the code',
    ]);
  });
});

describe('names only', () => {
  const names: CodeNames = {
    find: () => null,
    codesOf: (name) => (/^(?:Albania|Belgium|Chile)/.test(name) ? ['355'] : []),
  };
  const text =
    'traffic_direction|rate|time_slot\nAlbania|0.1|flat\nBelgium, mobile|0.2|peak\n' +
    'Chile|1|off_peak';

  it('finds the names and asks', () => {
    const recognition = recognise(fileOf(sheetOf(text)), {}, names);
    expect(fieldsOf(recognition)).toBe('name price timeProfile');
    expect(questionsOf(recognition)).toEqual([
      'names_only: look the codes up by name',
      'peak_hours: Mon-Fri 08:00-20:00 UTC',
    ]);
  });
});
