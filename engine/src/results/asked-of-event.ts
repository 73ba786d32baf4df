/** What a rate asks of an event besides its code, in words of the book. */

import type { Section } from '../compiled/section.js';
import type { CandidateExplanation } from '../event/event.js';

export function askedOfEvent(
  section: Section,
  row: number,
): Pick<CandidateExplanation, 'sourceCode' | 'numberLength' | 'timeProfile' | 'tag'> {
  const condition = section.conditions[section.rows.condition(row)]!;
  const { hasLength, lengthMin: min, lengthMax: max, sourceCode, timeProfile, tag } = condition;
  return {
    sourceCode: sourceCode === '' ? null : sourceCode,
    numberLength: hasLength ? { min, max } : null,
    timeProfile,
    tag,
  };
}
