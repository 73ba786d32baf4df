/**
 * API keys: their rules, whoever asks. A key belongs to an account and may never more than who made
 * it (see `fit-keys.ts`); it is never deleted but revoked, so that the audit log has a name for it.
 */

import type { ReadCall, WriteCall } from '../../platform/access/call.js';
import { requireVersion } from '../../platform/access/expected-version.js';
import { hashSecret, hintOf, KEY_PREFIX, newSecret } from '../../platform/access/secrets.js';
import type { Page } from '../../platform/db/page.js';
import {
  invalidRequest,
  notFound,
  Problem,
  type ProblemFault,
} from '../../platform/problems/problem.js';
import { auditApiKey } from './audited.js';
import { requireGrantable } from './grantable.js';
import type { ApiKey, ApiKeyEdit, ApiKeyQuery, MadeApiKey, NewApiKey } from './key-schema.js';
import * as store from './key-store.js';

export function listApiKeys(call: ReadCall, query: ApiKeyQuery): Promise<Page<ApiKey>> {
  return store.listApiKeys(call.db, call.principal, query, call.now);
}

export async function getApiKey(call: ReadCall, id: string): Promise<ApiKey> {
  const key = await store.findApiKey(call.db, call.principal, id, call.now);
  if (key === null) throw notFound('API key', id);
  return key;
}

export async function createApiKey(call: WriteCall, input: NewApiKey): Promise<MadeApiKey> {
  const { principal } = call;
  const { name, role, accountId = principal.accountId, expiresAt = null } = input;
  const { requestsPerMinute = null } = input;
  requireOwnLimitOfOperator(call, requestsPerMinute !== null);
  const expiry = readExpiry(expiresAt, call.now);
  await requireGrantable(call, role, accountId, expiry.faults);
  const key = newSecret(KEY_PREFIX);
  const createdByUserId = await makerOf(call);
  const secret = { keyHash: hashSecret(key), hint: hintOf(key) };
  const limits = { expiresAt: expiry.instant, requestsPerMinute };
  const row = { name, ...secret, accountId, role, createdByUserId, ...limits };
  const id = await store.insertApiKey(call.db, row, call.now);
  const made = await getApiKey(call, id);
  await auditApiKey(call, 'create', null, made);
  return { ...made, key };
}

/** How much of the server one gets is its operator's to say. */
function requireOwnLimitOfOperator({ principal }: WriteCall, isSet: boolean): void {
  if (!isSet || principal.isOperator) return;
  throw new Problem(
    'forbidden',
    "requestsPerMinute is set by users of the operator's own account only: leave it out",
  );
}

/** A key that makes a key stands for the user who made it. */
async function makerOf({ db, principal }: WriteCall): Promise<string | null> {
  if (principal.kind === 'user') return principal.id;
  return principal.id === null ? null : store.findMakerOf(db, principal.id);
}

export async function editApiKey(call: WriteCall, id: string, edit: ApiKeyEdit): Promise<ApiKey> {
  const before = await lockApiKey(call, id);
  if (before.status === 'revoked') {
    throw new Problem('conflict', 'the key is revoked for good: make a new one');
  }
  const { name = before.name, requestsPerMinute = before.requestsPerMinute } = edit;
  requireOwnLimitOfOperator(call, requestsPerMinute !== before.requestsPerMinute);
  const expiry =
    edit.expiresAt === undefined
      ? { instant: before.expiresAt, faults: [] }
      : readExpiry(edit.expiresAt, call.now);
  if (expiry.faults.length > 0) throw invalidRequest(...expiry.faults);
  await store.updateApiKey(call.db, id, {
    ...{ name, expiresAt: expiry.instant, requestsPerMinute },
  });
  const key = await getApiKey(call, id);
  await auditApiKey(call, 'edit', before, key);
  return key;
}

/** Done twice, it is as if done once. */
export async function revokeApiKey(call: WriteCall, id: string): Promise<void> {
  const before = await lockApiKey(call, id);
  if (before.status === 'revoked') return;
  await store.revokeApiKey(call.db, id, call.now);
  await auditApiKey(call, 'revoke', before, await getApiKey(call, id));
}

async function lockApiKey(call: WriteCall, id: string): Promise<ApiKey> {
  const key = await store.lockApiKey(call.db, call.principal, id, call.now);
  if (key === null) throw notFound('API key', id);
  requireVersion(call, key);
  return key;
}

interface Expiry {
  readonly instant: string | null;
  readonly faults: readonly ProblemFault[];
}

function readExpiry(instant: string | null, now: string): Expiry {
  if (instant === null || Date.parse(instant) > Date.parse(now)) return { instant, faults: [] };
  const message = 'is over already; revoke a key to end it now';
  return { instant: null, faults: [{ path: 'expiresAt', code: 'in_the_past', message }] };
}
