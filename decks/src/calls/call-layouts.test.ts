import { expect, test } from 'vitest';
import { CALL_LAYOUTS, isCall, layoutColumns, likelyLayout } from './call-layouts.js';

const layout = (name: string) => CALL_LAYOUTS.find((each) => each.name === name)!;
const cells = (line: string): string[] => line.split('|');

const MASTER = cells(
  'acme|100|43660123|from-inside|"Ann" <100>|SIP/a-1|SIP/b-2|Dial|SIP/b,60|2026-11-01 10:00:00|' +
    '2026-11-01 10:00:05|2026-11-01 10:01:05|65|60|ANSWERED|DOCUMENTATION|1793527200.1|',
);
const CUSTOM = cells(
  '"Ann" <100>|100|43660123|from-inside|SIP/a-1|SIP/b-2|Dial|SIP/b,60|2026-11-01 10:00:00||' +
    '2026-11-01 10:01:05|65|0|NO ANSWER|DOCUMENTATION|acme|1793527200.1||7',
);
const FREESWITCH = cells(
  'Ann|100|43660123|default|2026-11-01 10:00:00|2026-11-01 10:00:05|2026-11-01 10:01:05|65|60|' +
    'NORMAL_CLEARING|5a1c|77ff|acme|PCMA|PCMA',
);

test.each([
  ['asterisk-master', MASTER, { account: '1', to: '3', at: '10', volume: '14', id: '17' }],
  ['asterisk-master', CUSTOM, { account: '16', to: '3', at: '9', volume: '13', id: '17' }],
  ['freeswitch-csv', FREESWITCH, { account: '13', to: '3', at: '5', volume: '9', id: '11' }],
])('%s by its rows', (name, row, expected) => {
  expect(layoutColumns(layout(name), [row, row])).toMatchObject(expected);
  expect(likelyLayout([row])?.name).toBe(name);
});

test('a layout is not taken where the rows do not bear it out', () => {
  expect(layoutColumns(layout('asterisk-master'), [FREESWITCH])).toBeNull();
  expect(layoutColumns(layout('freeswitch-csv'), [CUSTOM])).toBeNull();
  expect(layoutColumns(layout('asterisk-master'), [])).toBeNull();
  expect(likelyLayout([['to', 'at', 'volume']])).toBeNull();
});

test('columns of a layout with a header are those that the file has', () => {
  const header = ['calldate', 'src', 'DST ', 'billsec'];
  expect(layoutColumns(layout('asterisk-table'), [header])).toEqual({
    at: 'calldate',
    from: 'src',
    to: 'dst',
    volume: 'billsec',
  });
  expect(layoutColumns(layout('fusionpbx'), [header])).toBeNull();
});

test('a header is no call', () => {
  const columns = { to: '3', at: '5', volume: '9' };
  expect(isCall(columns, FREESWITCH)).toBe(true);
  expect(isCall(columns, cells('a|b|to|c|at|d|e|f|volume'))).toBe(false);
});
