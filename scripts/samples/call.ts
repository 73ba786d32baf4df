/** One row of the sample calls, and how rows are written as CSV. */

import { csvCell } from './rates-csv.js';

const CLOCK_OFFSET_MS = 3_600_000;

export interface Call {
  readonly to: string;
  readonly from: string;
  readonly atMs: number;
  /** Written in place of `atMs` where a row shall have a time that is none. */
  readonly atText?: string;
  readonly clockOffset: '+01:00' | null;
  readonly volume: string;
  readonly service: string;
  readonly account: string;
  readonly trunk: string;
  readonly carrier: string;
  readonly device: string;
  readonly tag: string;
}

/** `2026-11-20T12:00:00Z`, or the same instant by a clock that is an hour ahead. */
function timeText({ atMs, atText, clockOffset }: Call): string {
  if (atText !== undefined) return atText;
  const shownMs = clockOffset === null ? atMs : atMs + CLOCK_OFFSET_MS;
  const local = new Date(shownMs).toISOString().replace(/(?:\.000)?Z$/, '');
  return local + (clockOffset ?? 'Z');
}

export function formatCallsCsv(calls: readonly Call[]): string {
  const lines = calls.map((call, index) => {
    const { to, from, volume, service, account, trunk, carrier, device, tag } = call;
    const id = `c-${String(index + 1).padStart(5, '0')}`;
    const cells = [id, to, from, timeText(call), volume, service, account, trunk, carrier, device];
    return [...cells, tag].map(csvCell).join(',');
  });
  const header = 'id,to,from,at,volume,service,account,trunk,carrier,device,tag';
  return `${header}\n${lines.join('\n')}\n`;
}
