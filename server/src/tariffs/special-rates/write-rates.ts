/**
 * Writes the rates of a special rate: reads what stands for its codes, has `plan-code` decide, and
 * carries that out as one change set. The caller holds the lock of the rate table.
 */

import type { WriteCall } from '../../platform/access/call.js';
import { Problem } from '../../platform/problems/problem.js';
import { closeChangeSet, openChangeSet } from '../change-recording/service.js';
import { chargeToRow } from '../charge/charge-row.js';
import type { RateTable } from '../rate-tables/schema.js';
import { withNames } from '../rates/service.js';
import {
  deleteRates,
  insertRates,
  updateRates,
  versionsOfCodes,
} from '../stored-rates/bulk-store.js';
import {
  emptyContent,
  identityOf,
  type RateContent,
  type StoredRate,
} from '../stored-rates/record.js';
import { type CodePlan, type CodeState, findOverlap, planCode } from './plan-code.js';
import type { SpecialRate } from './schema.js';
import * as store from './store.js';

export interface RatesChange {
  readonly table: RateTable;
  /** As it shall be. */
  readonly specialRate: SpecialRate;
  /** All codes that it shall have. */
  readonly codes: readonly string[];
  /** What happens, for people: "created". */
  readonly verb: string;
  /** Codes that another special rate holds are left to it; else they are refused. */
  readonly leavesOthers?: boolean;
}

export interface RatesOutcome {
  /** Null: there was nothing to do. */
  readonly changeSetId: string | null;
  readonly stashedCount: number;
  readonly returnedCount: number;
  readonly leftOutCodes: readonly string[];
}

const NAMED_CODES_MAX = 10;
const FAULTS_MAX = 1000;

/** The rate that a special rate writes for a code. */
export function contentOf(specialRate: SpecialRate, code: string): RateContent {
  const { id, service, blocked, effectiveFrom, effectiveTo } = specialRate;
  const { price, firstPrice, firstInterval, nextInterval, setupFee, graceVolume } = specialRate;
  return {
    ...emptyContent(code, service),
    ...chargeToRow({ price, firstPrice, firstInterval, nextInterval, setupFee, graceVolume }),
    blocked,
    effectiveFrom,
    effectiveTo,
    specialRateId: id,
  };
}

export async function writeRates(call: WriteCall, change: RatesChange): Promise<RatesOutcome> {
  const { table, specialRate, verb } = change;
  const time = { now: call.now, isUsed: table.callsRated };
  const wanted = new Set(change.codes);
  const owned = await store.ownedCodes(call.db, specialRate.id);
  const states = await readStates(call, specialRate, [...new Set([...wanted, ...owned])]);
  const overlaps = new Map<string, StoredRate>();
  for (const code of wanted) {
    const overlap = findOverlap(states.get(code)!, contentOf(specialRate, code), time);
    if (overlap !== undefined) overlaps.set(code, overlap);
  }
  if (overlaps.size > 0 && change.leavesOthers !== true)
    throw await refusal(call, specialRate, overlaps);
  const plans: CodePlan[] = [];
  for (const [code, state] of states) {
    const isWanted = wanted.has(code) && !overlaps.has(code);
    const content = isWanted ? contentOf(specialRate, code) : null;
    plans.push(planCode(state, specialRate.id, content, time));
  }
  const plan = together(plans);
  const leftOutCodes = [...overlaps.keys()];
  const isNothing = Object.values(plan).every((part) => part.length === 0);
  const counts = { stashedCount: plan.stashed.length, returnedCount: plan.returned.length };
  if (isNothing) return { changeSetId: null, ...counts, leftOutCodes };
  const summary = `special rate ${JSON.stringify(specialRate.name)} ${verb}`;
  return { changeSetId: await carryOut(call, table, plan, summary), ...counts, leftOutCodes };
}

const together = (plans: readonly CodePlan[]): CodePlan => ({
  deleted: plans.flatMap(({ deleted }) => deleted),
  stashed: plans.flatMap(({ stashed }) => stashed),
  corrected: plans.flatMap(({ corrected }) => corrected),
  returned: plans.flatMap(({ returned }) => returned),
  added: plans.flatMap(({ added }) => added),
});

/** In this order no two versions ever begin at the same instant in between. */
async function carryOut(
  call: WriteCall,
  table: RateTable,
  plan: CodePlan,
  summary: string,
): Promise<string> {
  const rateTableId = table.id;
  const { id: changeSetId } = await openChangeSet(call, {
    rateTableId,
    kind: 'special-rate',
    summary,
  });
  await deleteRates(call.db, plan.deleted);
  await updateRates(call.db, plan.stashed);
  await updateRates(call.db, plan.corrected);
  await updateRates(call.db, plan.returned);
  const own = plan.added.filter(({ specialRateId }) => specialRateId !== null);
  const copies = plan.added.filter(({ specialRateId }) => specialRateId === null);
  const named = await withNames(call, table, own, undefined);
  const added = [...named, ...copies].toSorted((a, b) => (a.code < b.code ? -1 : 1));
  await insertRates(call.db, { changeSetId, rateTableId }, added);
  await closeChangeSet(call, changeSetId);
  return changeSetId;
}

async function readStates(
  call: WriteCall,
  specialRate: SpecialRate,
  codes: readonly string[],
): Promise<Map<string, CodeState>> {
  const { db } = call;
  const { id, rateTableId, service } = specialRate;
  const isOurs = (rate: StoredRate): boolean =>
    identityOf(rate) === identityOf(emptyContent(rate.code, service));
  const versions = byCode((await versionsOfCodes(db, rateTableId, codes)).filter(isOurs));
  const aside = (await store.ratesPutAside(db, rateTableId, codes)).filter(isOurs);
  const putAside = byCode(aside.filter(({ stashedById }) => stashedById === id));
  const byOthers = byCode(aside.filter(({ stashedById }) => stashedById !== id));
  const followers = [...versions.values()].flatMap((rates) => followersOf(rates, id));
  const changeSetIds = [...new Set(followers.map(({ addedInId }) => addedInId))];
  const written = await store.ofSpecialRates(db, changeSetIds);
  const copyIds = new Set(
    followers.filter(({ addedInId }) => written.has(addedInId)).map((rate) => rate.id),
  );
  return new Map(
    codes.map((code) => {
      const state = {
        versions: versions.get(code) ?? [],
        putAside: putAside.get(code) ?? [],
        putAsideByOthers: byOthers.get(code) ?? [],
        copyIds,
      };
      return [code, state] as const;
    }),
  );
}

function byCode(rates: readonly StoredRate[]): Map<string, StoredRate[]> {
  const found = new Map<string, StoredRate[]>();
  for (const rate of rates) {
    const same = found.get(rate.code);
    if (same === undefined) found.set(rate.code, [rate]);
    else same.push(rate);
  }
  return found;
}

/** Ordinary versions that begin where an own one ends, and that nobody has edited since. */
function followersOf(rates: readonly StoredRate[], ownId: string): StoredRate[] {
  const own = rates.filter(({ specialRateId }) => specialRateId === ownId);
  return rates.filter(
    (rate) =>
      rate.specialRateId === null &&
      rate.version === 1 &&
      own.some((it) => it.effectiveTo !== null && it.effectiveTo === rate.effectiveFrom),
  );
}

async function refusal(
  call: WriteCall,
  { codeName }: SpecialRate,
  overlaps: ReadonlyMap<string, StoredRate>,
): Promise<Problem> {
  const ids = [...new Set([...overlaps.values()].map((rate) => rate.specialRateId!))];
  const names = await store.namesOf(call.db, ids);
  const nameOf = (rate: StoredRate) => JSON.stringify(names.get(rate.specialRateId!) ?? '');
  const all = [...names.values()].map((name) => JSON.stringify(name));
  const codes = [...overlaps.keys()].slice(0, NAMED_CODES_MAX);
  const more = overlaps.size - codes.length;
  const listed = codes.map((code) => (code === '' ? '(every number)' : code)).join(', ');
  const shown = more > 0 ? `${listed} and ${more} more` : listed;
  return new Problem(
    'owned_by_special_rate',
    `at this time the special rate ${all.join(', ')} has the codes ${shown}: edit that one, leave ` +
      'these codes out, or choose other dates',
    [...overlaps].slice(0, FAULTS_MAX).map(([code, rate]) => ({
      path: codeName === null ? 'codes' : 'codeName',
      code: 'owned_by_special_rate',
      message: `the code ${JSON.stringify(code)} belongs to the special rate ${nameOf(rate)}`,
    })),
  );
}
