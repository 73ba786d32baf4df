/**
 * The time profiles of a deck that has prices for peak and off-peak hours. Recognition says the
 * hours; where only a cell speaks of peak, they are the usual ones of working days.
 */

import type { TimeProfile } from '@ratedeck/engine';

export interface PeakProfiles {
  readonly peak: TimeProfile;
  readonly offPeak: TimeProfile;
}

const WORKDAYS = [1, 2, 3, 4, 5] as const;

export const USUAL_PROFILES: PeakProfiles = {
  peak: {
    name: 'Peak',
    timeZone: 'UTC',
    windows: [{ weekdays: WORKDAYS, from: '08:00', to: '20:00' }],
  },
  offPeak: {
    name: 'Off-peak',
    timeZone: 'UTC',
    windows: [
      { weekdays: WORKDAYS, from: '00:00', to: '08:00' },
      { weekdays: WORKDAYS, from: '20:00', to: '24:00' },
      { weekdays: [6, 7], from: '00:00', to: '24:00' },
    ],
  },
};

const ALWAYS =
  /^(?:flat|always|any(?:time)?|all(?:[ -]day|[ -]time)?|24\s?[x/]\s?7|24h?|default|standard)$/i;
const PEAK = /^(?:peak|on[- ]?peak)(?:\s+(?:hours|time|rate))?$/i;
const OFF_PEAK = /^off[- ]?peak(?:\s+(?:hours|time|rate))?$/i;

/** What the text of a cell means: a name of a profile, or no profile where it means always. */
export function profileName(text: string, profiles: PeakProfiles): string | null {
  if (ALWAYS.test(text)) return null;
  if (PEAK.test(text)) return profiles.peak.name;
  return OFF_PEAK.test(text) ? profiles.offPeak.name : text;
}

/** Another sheet may have other hours: its profiles then carry its name. */
export function distinctProfiles(
  profiles: PeakProfiles,
  taken: readonly TimeProfile[],
  sheet: string,
): PeakProfiles {
  const { peak, offPeak } = profiles;
  const isOther = (profile: TimeProfile): boolean =>
    taken.some(
      (one) => one.name === profile.name && JSON.stringify(one) !== JSON.stringify(profile),
    );
  if (!isOther(peak) && !isOther(offPeak)) return profiles;
  const named = (profile: TimeProfile): TimeProfile => ({
    ...profile,
    name: `${profile.name} (${sheet.replace(/\p{Cc}/gu, ' ').slice(0, 100)})`,
  });
  return { peak: named(peak), offPeak: named(offPeak) };
}
