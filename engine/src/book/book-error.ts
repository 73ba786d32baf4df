/** Thrown where a faulty book has to end what was asked for; lists what is wrong with it. */

import type { BookFault } from './fault-list.js';

const SHOWN_COUNT_MAX = 10;

export class BookError extends Error {
  readonly faults: readonly BookFault[];

  constructor(faults: readonly BookFault[]) {
    super(describeFaults(faults));
    this.name = 'BookError';
    this.faults = faults;
  }
}

/** One fault as a line: where, what, and what would be right. */
function describeFault(fault: BookFault): string {
  if (fault.code === 'more_faults') return fault.message;
  return `${fault.path}: ${fault.value}: ${fault.message}`;
}

function describeFaults(faults: readonly BookFault[]): string {
  const lines = faults.slice(0, SHOWN_COUNT_MAX).map((fault) => `  ${describeFault(fault)}`);
  const restCount = faults.length - lines.length;
  const capped = faults.at(-1)?.code === 'more_faults';
  if (restCount > 0) lines.push(`  and ${capped ? 'over ' : ''}${restCount - Number(capped)} more`);
  const opening = faults.length === 1 ? 'a fault' : 'faults';
  return [`the book has ${opening}:`, ...lines].join('\n');
}
