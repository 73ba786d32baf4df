/** Rows of the sample calls that something is wrong with, each in its own way. */

import type { Call } from './call.js';

type Fault = Partial<Call>;

const sound: Call = {
  to: '+43664555010',
  from: '+43189012345',
  atMs: 0,
  clockOffset: null,
  volume: '60',
  service: 'voice',
  account: 'Bluebird Travel',
  trunk: 'bluebird-vie',
  carrier: 'Alpine Telecom',
  device: '',
  tag: '',
};

const noParty: Fault = { account: '', trunk: '' };
const withoutRules: Fault = { account: 'Harbour Logistics', trunk: '' };

const faults: readonly Fault[] = [
  { to: 'reception' },
  { to: '' },
  { to: '+43 664 CALL NOW' },
  { to: '+4366455501044477799912345678901234' },
  { to: 'sip:office@pbx.example' },
  { to: '+' },
  { to: '*21#' },
  // Without a trunk nothing takes the access prefix off, and no code begins with 00.
  { ...withoutRules, to: '00436645550123' },
  { ...withoutRules, to: '0049305550199' },
  { ...withoutRules, to: '06645550177' },
  { ...noParty, to: '+436645550188' },
  { ...noParty, to: '+493055501234' },
  { ...noParty, to: '+12125550142' },
  { volume: '-12' },
  { volume: '' },
  { volume: 'n/a' },
  { volume: '12.34567' },
  { service: 'sms', volume: '1.5' },
  { service: 'fax' },
  { atText: '2026-11-20T25:10:00Z' },
  { atText: 'yesterday' },
  { atText: '' },
  { account: 'Bluebrid Travel', trunk: '' },
  { trunk: 'bluebird-vienna' },
  { carrier: 'Alpin Telecom' },
  { to: '+49115' },
  { to: '+39112' },
];

/** Spread evenly over the day. */
export function faultyCalls(dayStartMs: number): readonly Call[] {
  const stepMs = Math.floor(86_400_000 / (faults.length + 1));
  return faults.map((fault, index) => ({
    ...sound,
    atMs: dayStartMs + (index + 1) * (stepMs - (stepMs % 1000)),
    ...fault,
  }));
}
