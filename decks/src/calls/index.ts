/**
 * The public face of `@ratedeck/decks/calls`: files of calls without all that decks need, for
 * threads that price calls and have to be ready at once.
 */

export {
  CALL_LAYOUTS,
  type CallColumns,
  type CallLayout,
  isCall,
  layoutColumns,
  likelyLayout,
} from './call-layouts.js';
export {
  areTimesOfDay,
  type CallForm,
  type CallTimesSeen,
  callReading,
  seeCallTimes,
} from './call-reading.js';
export { VOLUME_UNITS, type VolumeUnit, volumeDoubt, volumeUnitOf } from './call-volumes.js';
export { callsLines, callsSheet } from './calls-sheet.js';
