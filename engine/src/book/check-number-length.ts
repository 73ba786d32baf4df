/** A range of number lengths must hold something. */

import type { NumberLength } from '../values/number-length.js';
import type { BookCheck } from './book-check.js';
import type { Path } from './fault-list.js';
import type { Salvaged } from './salvaged.js';

export function checkNumberLength(
  check: BookCheck,
  path: Path,
  range: Salvaged<NumberLength>,
): void {
  const { min, max } = range;
  if (min !== undefined && max !== undefined && min > max) {
    check.faults.add(path, range, 'empty_range', `min ${min} must not be above max ${max}`);
  }
  if (min === undefined && max === undefined && !check.lost.any(range)) {
    const message = 'needs min, max or both; leave numberLength out for any length';
    check.faults.add(path, range, 'empty_range', message);
  }
}
