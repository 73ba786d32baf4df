/** What is said of a file of calls beforehand; the rest is found out from its beginning. */

import type { CallLayout, VolumeUnit } from '@ratedeck/decks/calls';

export interface HeadOptions {
  readonly delimiter?: string;
  /** Of a text; left out = found out. */
  readonly encoding?: string;
  /** Header or position of the column for a field; null for none. */
  readonly mapping: Readonly<Record<string, string | null>>;
  readonly layout?: CallLayout;
  /** Left out = found out: a file has one unless its columns are given by position. */
  readonly hasHeader?: boolean;
  /** Of times that name none; left out = UTC. */
  readonly timeZone?: string;
  readonly dateOrder?: 'ymd' | 'dmy' | 'mdy';
  /** Times that are days alone begin at midnight. */
  readonly wholeDays?: boolean;
  /** Of plain numbers; left out = found out. */
  readonly volumeUnit?: VolumeUnit;
}
