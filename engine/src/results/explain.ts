/**
 * Explanations: each candidate with the rule that it lost by, each step of the charge with its
 * figures. It asks the same selection and the same parts of the charge that price the event.
 */

import {
  addFee,
  applyCap,
  applySurcharge,
  type ChargePart,
  type Fraction,
  isFree,
  sumParts,
} from '../compiled/charge-parts.js';
import type { Section } from '../compiled/section.js';
import type { CompiledTable, PriceSource, SourceEntry } from '../compiled/table.js';
import type { Terms } from '../compiled/terms.js';
import type {
  CandidateExplanation,
  ChargeStep,
  Explanation,
  LegExplanation,
  RatedEvent,
} from '../event/event.js';
import { type PreparedEvent, readDigits } from '../event/prepared-event.js';
import type { EventPricer } from '../pricing/event-pricer.js';
import type { LegSlot } from '../pricing/leg-slot.js';
import { failedCheck } from '../pricing/miss.js';
import { chargeParts } from '../pricing/priced-leg.js';
import { decidingRule, Selection, takesPart } from '../pricing/selection.js';
import { formatFraction, formatScaled } from '../values/money.js';
import { roundVolume, SERVICE_VOLUMES, volumeNumber } from '../values/volume.js';
import { askedOfEvent } from './asked-of-event.js';
import { nearestRates } from './near-rates.js';
import { instantText, moneyText, toLeg } from './results.js';

const CANDIDATES_MAX = 200;

export function explainEvent(
  result: RatedEvent,
  normalisation: readonly string[],
  pricer: EventPricer,
  event: PreparedEvent,
): Explanation {
  const legs: LegExplanation[] = [];
  for (let i = 0; i < pricer.legCount; i += 1) legs.push(explainLeg(pricer.slot(i), event));
  return { result, normalisation, legs };
}

function explainLeg(slot: LegSlot, event: PreparedEvent): LegExplanation {
  const leg = toLeg(slot, event);
  const { source } = slot;
  const nothing = { candidates: [], nearest: [], steps: [], exactTotal: null };
  if (source === null) return { leg, ...nothing };
  const candidates = listCandidates(slot, source, event);
  const nearest = leg.outcome === 'no_rate' ? nearestRates(source, event) : [];
  const explained = { leg, ...nothing, candidates, nearest };
  if (leg.outcome !== 'rated') return explained;
  return { ...explained, ...explainCharge(slot, source, event) };
}

function listCandidates(
  slot: LegSlot,
  source: PriceSource,
  event: PreparedEvent,
): CandidateExplanation[] {
  const winner = slot.leg.outcome === 'no_rate' ? null : slot.leg.selection;
  const list: CandidateExplanation[] = [];
  for (const entry of source.groups.flat()) {
    const outside = takesPart(entry, event.atMs) ? null : 'the timing of its entry does not hold';
    let distance = 0;
    for (let table: CompiledTable | null = entry.table; table !== null; table = table.parent) {
      const place = { entry, table, distance, outside, source, winner };
      addCandidates(list, table.sections[event.service], event, place, null);
      addCandidates(list, table.stashed[event.service], event, place, 'stashed');
      distance += 1;
    }
  }
  return list
    .sort((a, b) => Number(b.verdict === 'won') - Number(a.verdict === 'won'))
    .slice(0, CANDIDATES_MAX);
}

interface Place {
  readonly entry: SourceEntry;
  readonly table: CompiledTable;
  readonly distance: number;
  readonly outside: string | null;
  readonly source: PriceSource;
  readonly winner: Selection | null;
}

function addCandidates(
  list: CandidateExplanation[],
  rates: Section | undefined,
  event: PreparedEvent,
  place: Place,
  stashed: 'stashed' | null,
): void {
  rates?.eachCode(event, (section, firstRow, length) => {
    for (let row = firstRow; row >= 0; row = section.rows.nextIdentity(row)) {
      const inForce = section.rows.versionAt(row, event.atMs);
      const shown = inForce < 0 ? row : inForce;
      const missed = stashed ?? failedCheck(section, row, event, event.atMs);
      list.push({
        rateTable: place.table.name,
        index: section.rows.rate(shown),
        code: readDigits(event.to, length),
        codeName: section.names.text(section.rows.name(shown)),
        ...askedOfEvent(section, shown),
        effectiveFrom: instantText(section.rows.effectiveFrom(shown)),
        effectiveTo: instantText(section.rows.effectiveTo(shown)),
        price: section.rows.isBlocked(shown) ? null : moneyText(section.termsOf(shown).price),
        blocked: section.rows.isBlocked(shown),
        ...verdict(section, shown, length, place, missed),
      });
    }
    return list.length < CANDIDATES_MAX * 2;
  });
}

function verdict(
  section: Section,
  row: number,
  codeLength: number,
  place: Place,
  missed: string | null,
): Pick<CandidateExplanation, 'verdict' | 'rule'> {
  if (missed !== null) return { verdict: 'not-a-candidate', rule: missed };
  if (place.outside !== null) return { verdict: 'not-a-candidate', rule: place.outside };
  const { winner } = place;
  if (winner === null) return { verdict: 'not-a-candidate', rule: 'nothing was selected' };
  if (winner.section === section && winner.row === row && winner.entry === place.entry) {
    return { verdict: 'won', rule: section.rows.isBlocked(row) ? 'blocked' : 'selected' };
  }
  const loser = new Selection();
  loser.copy(winner);
  loser.entry = place.entry;
  loser.holder = place.table;
  loser.section = section;
  loser.row = row;
  loser.codeLength = codeLength;
  loser.distance = place.distance;
  return { verdict: 'lost', rule: decidingRule(winner, loser, place.source) };
}

/** Collects steps with the exact running total after each. */
class Steps {
  readonly list: ChargeStep[] = [];
  #total: Fraction = { numerator: 0n, denominator: 1n };

  add(step: string, detail: string, total: Fraction, volume: number | null = null): void {
    this.#total = total;
    this.list.push({ step, detail, volume, total: this.text });
  }

  get text(): string {
    return formatFraction(this.#total.numerator, this.#total.denominator);
  }
}

function explainCharge(
  slot: LegSlot,
  source: PriceSource,
  event: PreparedEvent,
): Pick<LegExplanation, 'steps' | 'exactTotal'> {
  const { leg } = slot;
  const { selection, table } = leg;
  const section = selection.section!;
  const terms = section.termsOf(selection.row);
  const volume = roundVolume(event.volume, event.service, table.durationRounding);
  const steps = new Steps();
  const shown = (value: number): number => volumeNumber(value, event.service);
  const { unitName } = SERVICE_VOLUMES[event.service];
  const rounding = event.service === 'voice' ? `, rounded ${table.durationRounding}` : '';
  const zero: Fraction = { numerator: 0n, denominator: 1n };
  steps.add('volume', `${shown(event.volume)} ${unitName}${rounding}`, zero, shown(volume));
  if (isFree(terms, volume)) {
    const grace = `within the grace of ${shown(terms.graceVolume)} (${terms.graceExclusive ? 'exclusive' : 'inclusive'})`;
    steps.add('free', volume === 0 ? 'no volume, no fee' : `${grace}: no fee`, zero);
  } else {
    const parts = chargeParts(source, event, selection, volume)!;
    addPartSteps(steps, parts, terms, shown);
    addTotalSteps(steps, sumParts(parts), terms);
  }
  const exactTotal = steps.text;
  addAmountSteps(steps, slot, event);
  return { steps: steps.list, exactTotal };
}

function addPartSteps(
  steps: Steps,
  parts: readonly ChargePart[],
  terms: Terms,
  shown: (value: number) => number,
): void {
  const free = terms.freeVolume;
  parts.forEach((part, i) => {
    const sum = sumParts(parts.slice(0, i + 1));
    const price = `at ${moneyText(part.price)} per ${shown(part.unit)}`;
    const volume = part.count * part.interval;
    if (part.kind === 'first') {
      steps.add('first interval', `${shown(part.interval)} ${price}`, sum, shown(volume));
      if (free > 0) steps.add('free volume', `${shown(free)} after it`, sum, shown(free));
      return;
    }
    const detail = `${part.count} × ${shown(part.interval)} ${price}, from ${shown(part.from)} on`;
    steps.add('next intervals', detail, sum, shown(volume));
  });
}

function addTotalSteps(steps: Steps, charge: Fraction, terms: Terms): void {
  const withFee = addFee(charge, terms);
  const mode = terms.feeMinimum ? 'at least' : 'added';
  if (terms.setupFee > 0n) steps.add('setup fee', `${mode} ${moneyText(terms.setupFee)}`, withFee);
  const capped = applyCap(withFee, terms);
  if (terms.maxCharge !== null) {
    steps.add('cap', `at most ${moneyText(terms.maxCharge)}`, capped);
  }
  const total = applySurcharge(capped, terms);
  if (terms.surcharge > 0n)
    steps.add('surcharge', `times 1 + ${moneyText(terms.surcharge)}`, total);
}

function addAmountSteps(steps: Steps, slot: LegSlot, event: PreparedEvent): void {
  const leg = toLeg(slot, event);
  const { decimals, mode, tax } = slot.leg.table;
  const amount = slot.leg.wide ?? BigInt(slot.leg.amount);
  const scale = { numerator: amount, denominator: 10n ** BigInt(decimals) };
  steps.add('rounding', `${mode} to ${decimals} decimals: ${leg.amount}`, scale);
  if (tax.rate.digits === 0n) return;
  const kind = tax.included ? 'included' : 'on top';
  const rate = formatScaled(tax.rate.digits, tax.rate.scale);
  const detail = `${rate} % ${kind}: net ${leg.net} + tax ${leg.tax} = gross ${leg.gross}`;
  steps.add('tax', detail, scale);
}
