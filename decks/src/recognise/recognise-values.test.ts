import { describe, expect, it } from 'vitest';
import { fieldsOf, fileOf, questionsOf, recogniseText } from '../../test/recognised-text.js';
import type { RawRow } from '../deck/deck.js';
import { recognise } from './recognise.js';

describe('the unit of a price', () => {
  it.each(['Rate per MB', 'Rate/quantum'])(
    'is asked where %s is no time that is known',
    (header) => {
      const asked = questionsOf(recogniseText(`Code|${header}\n43|0.01\n49|0.02\n355|0.3`));
      expect(asked).toEqual(['price_scale: as they stand, per minute']);
    },
  );

  it.each(['Rate w/o commit', 'Rate w/ commit', 'Rate/Price', 'Rate per min'])(
    'is nothing to ask about in %s',
    (header) => {
      const { questions } = recogniseText(`Code|${header}\n43|0.01\n49|0.02\n355|0.3`);
      expect(questions).toEqual([]);
    },
  );
});

describe('prices', () => {
  it.each<[string, string, string]>([
    ['Rate (1/10000)', '117', '0.0001'],
    ['Preis ct/min', '1.5', '0.01'],
    ['USD/sec', '0.0001', '60'],
    ['Price per 1000 minutes', '10', '0.001'],
    ['Rate', '0.01', '1'],
  ])('%s is multiplied by what the header says', (header, price, scale) => {
    const recognition = recogniseText(`Prefix|${header}\n44|${price}\n49|${price}`);
    expect(recognition.sheets[0]!.priceScale).toBe(scale);
    expect(recognition.questions).toEqual([]);
  });

  it('gives a fee its own scale', () => {
    const { sheets } = recogniseText(
      'Code|Preis ct/min|Connect Fee (EUR)\n49|1,5|0,05\n43|2,5|0,05',
    );
    expect(sheets[0]).toMatchObject({ priceScale: '0.01', columnScales: new Map([[2, '1']]) });
    expect(sheets[0]!.preamble.currency).toBe('EUR');
  });

  it('asks about prices that no minute costs', () => {
    const lines = Array.from({ length: 10 }, (_, at) => `${4420 + at}|${117 + at}`).join('\n');
    const text = `Prefix|Rate\n${lines}`;
    expect(questionsOf(recogniseText(text))).toEqual(['price_scale: times 0.0001']);
    const settled = recogniseText(text, { priceScale: '0.01' });
    expect(settled.questions).toEqual([]);
    expect(settled.sheets[0]!.priceScale).toBe('0.01');
  });

  it.each<[string, string, string[]]>([
    ['mixed, all clear', '0,467 0.38 1.234,56', []],
    ['mixed, one open', '0,467 0.38 1,234', ['decimal_mark: decimal point']],
    ['all open', '1,234 2,345', ['decimal_mark: decimal comma']],
    ['open beside decimal commas', '0,5 1.234', ['decimal_mark: decimal comma']],
    ['thousands seen elsewhere', '0,5 1.234 5.678,90', []],
    ['plain', '0.123 1.5', []],
  ])('decimal marks: %s', (_, prices, questions) => {
    const rows = prices.split(' ').map((price, at) => `${4420 + at}|${price}`);
    const text = ['Prefix|Rate', ...rows].join('\n');
    expect(questionsOf(recogniseText(text))).toEqual(questions);
    expect(recogniseText(text, { decimalMark: ',' }).questions).toEqual([]);
  });

  it('asks which of several prices is meant', () => {
    const text = 'Code|Buy Rate|Sell Rate\n44|0.1|0.2\n49|0.1|0.2';
    expect(questionsOf(recogniseText(text))).toEqual(['price_column: "Buy Rate" is the price']);
    const settled = recogniseText(text, { map: { price: 'Sell Rate' } });
    expect(fieldsOf(settled)).toBe('code - price');
    expect(settled.questions).toEqual([]);
  });

  it('asks where money is said in two currencies', () => {
    const text = 'Prefix|Price\n44|$0.01\n49|€0.02\n41|$0.03';
    expect(questionsOf(recogniseText(text))).toEqual(['currency: USD']);
    expect(recogniseText(text, { currency: 'EUR' }).sheets[0]!.preamble.currency).toBe('EUR');
  });

  it('makes profiles of peak and off-peak columns', () => {
    const recognition = recogniseText('Code|Peak|Off-peak\n44|0.1|0.05\n49|0.1|0.05');
    expect(fieldsOf(recognition)).toBe('code peakPrice offPeakPrice');
    expect(questionsOf(recognition)).toEqual(['peak_hours: Mon-Fri 08:00-20:00 UTC']);
  });

  it('reads the hours of peak prices from headers and options', () => {
    const text =
      'Code|Cost on Weekdays from 9am to 9pm|' +
      'Cost on Weekdays from 9pm to 9am, weekend and holidays\n' +
      '1820|0.8|0.5\n1696|0.4|0.3';
    const recognition = recogniseText(text);
    expect(fieldsOf(recognition)).toBe('code peakPrice offPeakPrice');
    expect(questionsOf(recognition)).toEqual(['peak_hours: Mon-Fri 09:00-21:00 UTC']);
    expect(() => recogniseText(text, { peak: 'by day' })).toThrow('"by day": write weekdays');
    const settled = recogniseText(text, { peak: 'Mon-Sat 07:00-19:00 Europe/Lisbon' });
    expect(settled.questions).toEqual([]);
    expect(settled.sheets[0]!.peakProfiles).toEqual({
      peak: {
        name: 'Peak',
        timeZone: 'Europe/Lisbon',
        windows: [{ weekdays: [1, 2, 3, 4, 5, 6], from: '07:00', to: '19:00' }],
      },
      offPeak: {
        name: 'Off-peak',
        timeZone: 'Europe/Lisbon',
        windows: [
          { weekdays: [1, 2, 3, 4, 5, 6], from: '00:00', to: '07:00' },
          { weekdays: [1, 2, 3, 4, 5, 6], from: '19:00', to: '24:00' },
          { weekdays: [7], from: '00:00', to: '24:00' },
        ],
      },
    });
  });
});

describe('dates and intervals', () => {
  const dated = (dates: string): string =>
    [
      'Prefix|Rate|Effective',
      ...dates.split(' ').map((date, at) => `${4420 + at}|0.1|${date}`),
    ].join('\n');

  it('decides the order over the whole column', () => {
    expect(recogniseText(dated('2/1/2025 2/13/2025')).sheets[0]!.dateOrder).toBe('mdy');
    expect(recogniseText(dated('2/1/2025 13/2/2025')).sheets[0]!.dateOrder).toBe('dmy');
    expect(recogniseText(dated('2025-01-02 ASAP')).sheets[0]!.dateOrder).toBe('ymd');
  });

  it('asks where nothing decides', () => {
    const text = dated('2/1/2025 2/1/2025 2/1/2025');
    expect(questionsOf(recogniseText(text))).toEqual(['date_order: mdy']);
    const settled = recogniseText(text, { dateOrder: 'dmy' });
    expect(settled.questions).toEqual([]);
    expect(settled.sheets[0]!.dateOrder).toBe('dmy');
  });

  it('finds the one date that decides at the end of a long column', () => {
    const rows: RawRow[] = [{ number: 1, cells: ['Prefix', 'Rate', 'Effective'] }];
    for (let at = 0; at < 5000; at += 1) {
      rows.push({
        number: at + 2,
        cells: [String(10_000 + at), '0.1', at === 4990 ? '25/1/2025' : '2/1/2025'],
      });
    }
    const sheet = { name: 'S', hidden: false, rows, rowCount: rows.length };
    const recognition = recognise(fileOf(sheet), {}, null);
    expect(recognition.sheets[0]!.dateOrder).toBe('dmy');
    expect(recognition.questions).toEqual([]);
  });

  it.each<[string, string | null, string[]]>([
    ['60/1 1/1', 'first/next', []],
    ['1/60 6/30', 'first/next', ['intervals_order: first/next']],
    ['60/60/0 30/6/0', 'first/next/grace', []],
    ['0-60-60 0-30-6', 'free/first/next', []],
    ['5-60-60 0-30-6', 'free/first/next', ['intervals_order: free/first/next']],
    ['60 30', null, []],
  ])('intervals %s', (cells, order, questions) => {
    const rows = cells.split(' ').map((cell, at) => `${4420 + at}|0.1|${cell}`);
    const recognition = recogniseText(['Prefix|Rate|Billing Increment', ...rows].join('\n'));
    expect(recognition.sheets[0]!.intervalsOrder).toBe(order);
    expect(questionsOf(recognition)).toEqual(questions);
  });

  it('takes the order from the header where it says one', () => {
    const text = 'Code|Rate|Effective Date (MM/DD/YYYY)\n49|0.1|01/02/2026\n43|0.1|01/02/2026';
    const recognition = recogniseText(text);
    expect(fieldsOf(recognition)).toBe('code price effectiveFrom');
    expect([recognition.sheets[0]!.dateOrder, recognition.questions]).toEqual(['mdy', []]);
  });

  it('asks about words of change that it does not know', () => {
    const text = 'Prefix|Rate|Change\n44|0.1|New\n49|0.1|Frobnicated';
    expect(questionsOf(recogniseText(text))).toEqual(['change_word: rates that are set']);
  });
});
