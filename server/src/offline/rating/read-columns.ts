/** The columns of a file of calls; what is wrong with them in words of the command line. */

import {
  type EventColumnFault,
  type EventColumnMapping,
  type EventColumns,
  EventColumnsError,
  eventColumns,
} from '@ratedeck/engine/batch';
import { badInput } from '../../platform/cli/command-failure.js';

/** Of the time of a call two columns may say half each. */
const twoColumns = (field: string): string => (field === 'at' ? ', or two as at=DATE+TIME' : '');

const words = ({ code, field, message }: EventColumnFault): string =>
  code === 'missing_field'
    ? `${message}; name one with --columns ${field}=HEADER${twoColumns(field)}`
    : message;

/** Throws a failure with all that is wrong. */
export function readColumns(
  fileName: string,
  headerCells: readonly string[],
  mapping: EventColumnMapping,
): EventColumns {
  try {
    return eventColumns(headerCells, mapping);
  } catch (error) {
    if (!(error instanceof EventColumnsError)) throw error;
    const place = `${fileName} line 1`;
    const faults = error.faults.map((fault) => ({
      place,
      code: 'bad_column',
      message: words(fault),
    }));
    throw badInput(`the columns of ${fileName} cannot be read`, faults);
  }
}
