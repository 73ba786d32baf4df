/**
 * A day of calls: noon of Friday 2026-11-20 to noon of Saturday, UTC. The weekend of Vienna begins
 * within it, at 23:00 UTC. Most events can be rated; some are refused for each of the reasons that
 * a day in service brings. Rows are in order of time.
 */

import type { Call } from './call.js';
import { type CallSource, callSources, dial } from './call-sources.js';
import { blockedTargets, type CallTarget, commonTargets, unknownTargets } from './call-targets.js';
import { faultyCalls } from './faulty-calls.js';
import { SeededRandom, WeightedChoice } from './seeded-random.js';

interface Hour {
  readonly hour: number;
  readonly weight: number;
}

interface TargetChoices {
  readonly common: WeightedChoice<CallTarget>;
  readonly blocked: WeightedChoice<CallTarget>;
  readonly unknown: WeightedChoice<CallTarget>;
  /** By the calling code of the source's own country. */
  readonly homes: ReadonlyMap<string, WeightedChoice<CallTarget>>;
  readonly messages: WeightedChoice<CallTarget>;
}

const DAY_START_MS = Date.UTC(2026, 10, 20, 12);
const HOUR_MS = 3_600_000;
const CALL_COUNT = 20_000;
/** Calls in each hour of the day, in relation to each other. */
const HOURLY_WEIGHTS = [
  ...[1200, 1300, 1350, 1300, 1150, 900, 700, 600, 480, 360, 260, 180],
  ...[120, 80, 60, 50, 60, 110, 220, 380, 520, 600, 640, 650],
];

/** Seconds below which the given share (per mille) of answered calls end: many short, few long. */
const DURATION_STEPS: readonly (readonly [perMille: number, seconds: number])[] = [
  [0, 1],
  [60, 5],
  [160, 14],
  [300, 32],
  [480, 68],
  [640, 130],
  [780, 240],
  [880, 430],
  [945, 780],
  [980, 1500],
  [996, 3300],
  [1000, 9000],
];

function drawSeconds(random: SeededRandom): number {
  const perMille = random.below(1000);
  const index = DURATION_STEPS.findIndex(([limit]) => limit > perMille);
  const [lowShare, low] = DURATION_STEPS[index - 1]!;
  const [highShare, high] = DURATION_STEPS[index]!;
  const within = (perMille - lowShare) * (high - low);
  return low + Math.floor(within / (highShare - lowShare)) + random.below(3);
}

/** One call in five is never answered; a switch that counts milliseconds writes three decimals. */
function drawDuration(random: SeededRandom): string {
  if (random.chance(18)) return '0';
  const seconds = String(drawSeconds(random));
  return random.chance(7) ? `${seconds}.${random.digits(3)}` : seconds;
}

function drawTime(random: SeededRandom, hours: WeightedChoice<Hour>): number {
  const { hour } = hours.pick(random);
  const second = DAY_START_MS + hour * HOUR_MS + random.below(3600) * 1000;
  return random.chance(10) ? second + random.below(1000) : second;
}

function completeNumber({ code, digits }: CallTarget, random: SeededRandom): string {
  // A subscriber number begins with 2 to 9 nearly everywhere; in North America it has to.
  return code + String(random.between(2, 9)) + random.digits(digits - code.length - 1);
}

function drawTarget(source: CallSource, choices: TargetChoices, random: SeededRandom): CallTarget {
  if (random.below(1000) < 7) return choices.blocked.pick(random);
  if (random.below(1000) < 2) return choices.unknown.pick(random);
  const home = choices.homes.get(source.home);
  return home !== undefined && random.chance(30) ? home.pick(random) : choices.common.pick(random);
}

function makeTargetChoices(): TargetChoices {
  const homes = new Map<string, WeightedChoice<CallTarget>>();
  for (const { home } of callSources) {
    const own = commonTargets.filter(({ code }) => code.startsWith(home));
    homes.set(home, new WeightedChoice(own));
  }
  return {
    common: new WeightedChoice(commonTargets),
    blocked: new WeightedChoice(blockedTargets),
    unknown: new WeightedChoice(unknownTargets),
    homes,
    messages: new WeightedChoice(commonTargets.filter(({ messages }) => messages === true)),
  };
}

const GATEWAY_CODES = /^43(?:650|660|664|676|680|699)/;

/** The gateway takes a part of the calls to Austrian mobiles, the carriers the rest. */
function drawRoute(number: string, isMessage: boolean, random: SeededRandom) {
  if (!isMessage && GATEWAY_CODES.test(number) && random.chance(25)) {
    return { carrier: '', device: 'gateway-vie-1' };
  }
  if (random.chance(3)) return { carrier: '', device: '' };
  return { carrier: random.chance(56) ? 'Alpine Telecom' : 'Northwind', device: '' };
}

function drawCaller(source: CallSource, random: SeededRandom): string {
  if (random.chance(4)) return random.pick(['anonymous', '']);
  const { callerCode, callerDigits } = source;
  return `+${callerCode}${random.digits(callerDigits - callerCode.length)}`;
}

function drawCall(
  source: CallSource,
  choices: TargetChoices,
  hours: WeightedChoice<Hour>,
  random: SeededRandom,
): Call {
  const isMessage = random.chance(6);
  const target = isMessage ? choices.messages.pick(random) : drawTarget(source, choices, random);
  const number = completeNumber(target, random);
  const { account, trunk, tag, clockOffset } = source;
  return {
    to: dial(number, source, random),
    from: drawCaller(source, random),
    atMs: drawTime(random, hours),
    clockOffset,
    volume: isMessage ? String(random.pick([1, 1, 1, 1, 2, 3])) : drawDuration(random),
    service: isMessage ? 'sms' : random.chance(50) ? 'voice' : '',
    account,
    trunk,
    ...drawRoute(number, isMessage, random),
    tag,
  };
}

export function makeSampleCalls(): readonly Call[] {
  const random = new SeededRandom('calls');
  const choices = makeTargetChoices();
  const sources = new WeightedChoice(callSources);
  const hours = new WeightedChoice(HOURLY_WEIGHTS.map((weight, hour) => ({ hour, weight })));
  const faulty = faultyCalls(DAY_START_MS);
  const calls = Array.from({ length: CALL_COUNT - faulty.length }, () =>
    drawCall(sources.pick(random), choices, hours, random),
  );
  return [...calls, ...faulty].sort((one, other) => one.atMs - other.atMs);
}
