/**
 * Every problem that the API tells of: one list, from which answers, OpenAPI and the reference page
 * are made. Codes are for programs and never change their meaning.
 */

export interface ProblemKind {
  readonly status: number;
  readonly title: string;
  /** When it happens and what to do, for the reference page. */
  readonly meaning: string;
}

const kinds = {
  invalid_request: {
    status: 400,
    title: 'The request breaks the schema or a rule.',
    meaning: 'All faults are listed in `faults`, each with its path: mend them all and send again.',
  },
  invalid_json: {
    status: 400,
    title: 'The body is no JSON.',
    meaning: 'Send a JSON document with `Content-Type: application/json`.',
  },
  invalid_cursor: {
    status: 400,
    title: 'The cursor does not fit the list.',
    meaning: 'Take `nextCursor` of the page before with the same sort, or begin without a cursor.',
  },
  not_signed_in: {
    status: 401,
    title: 'Nobody is signed in.',
    meaning: 'Send `Authorization: Bearer KEY` or sign in. A key may be revoked or expired.',
  },
  login_failed: {
    status: 401,
    title: 'Login or password is wrong.',
    meaning: 'Check both; an administrator can make a new login link.',
  },
  forbidden: {
    status: 403,
    title: 'The role does not permit this.',
    meaning: '`detail` names the permission that is missing and the roles that have it.',
  },
  csrf_failed: {
    status: 403,
    title: 'The request does not prove that it comes from the page.',
    meaning: "With a session cookie, send the session's `csrfToken` as `X-CSRF-Token`.",
  },
  not_found: {
    status: 404,
    title: 'There is no such thing, or it is not yours to see.',
    meaning: 'Check the id; what belongs to another account looks as if it did not exist.',
  },
  method_not_allowed: {
    status: 405,
    title: 'The address does not take this method.',
    meaning: '`Allow` lists the methods that it takes.',
  },
  name_taken: {
    status: 409,
    title: 'Another one has this name.',
    meaning: 'Choose another name, or change the one that has it.',
  },
  still_in_use: {
    status: 409,
    title: 'Other things refer to it.',
    meaning: '`detail` says which. Change or remove them first.',
  },
  would_make_a_circle: {
    status: 409,
    title: 'It would stand above itself.',
    meaning: 'Choose a parent that is not below it.',
  },
  rate_version_exists: {
    status: 409,
    title: 'A version of this rate begins at the same instant.',
    meaning: 'Edit that one, or choose another `effectiveFrom`.',
  },
  owned_by_special_rate: {
    status: 409,
    title: 'A special rate owns this rate.',
    meaning: '`detail` names it: edit or delete the special rate instead.',
  },
  already_rated: {
    status: 409,
    title: 'Calls were rated by it, and what happened is not edited.',
    meaning: 'Write a new version from now on; a table can be archived.',
  },
  archived: {
    status: 409,
    title: 'The rate table or rating plan is archived.',
    meaning: 'Set its status to `active` before changing its rates, or before assigning it.',
  },
  plan_has_gaps: {
    status: 409,
    title: 'The rating plan does not cover the whole week.',
    meaning:
      '`detail` says when nothing holds: give these hours an entry, such as one that always holds.',
  },
  already_reverted: {
    status: 409,
    title: 'The change set was reverted before.',
    meaning: 'Revert the revert to have it back.',
  },
  changed_since: {
    status: 409,
    title: 'Later changes touched the same rates.',
    meaning: '`detail` names the later change sets: revert them first.',
  },
  idempotency_key_reused: {
    status: 409,
    title: 'This idempotency key was used for another request.',
    meaning: 'Use a new key for a new request.',
  },
  conflict: {
    status: 409,
    title: 'It does not fit what is stored.',
    meaning: '`detail` says what stands in the way.',
  },
  link_used: {
    status: 410,
    title: 'The login link was used or is too old.',
    meaning: 'Ask an administrator for a new one (`ratedeck user link`).',
  },
  stale: {
    status: 412,
    title: 'It was changed since you read it.',
    meaning:
      'Nothing was written. Read it again, look at the difference, and send with the new ETag.',
  },
  body_too_large: {
    status: 413,
    title: 'The body is larger than the limit.',
    meaning: '`detail` says the limit. Send less at once.',
  },
  unsupported_media_type: {
    status: 415,
    title: 'The body is of a kind that is not understood here.',
    meaning: 'Send `Content-Type: application/json`.',
  },
  too_many_requests: {
    status: 429,
    title: 'Too many requests.',
    meaning:
      'Too many within a minute, or too many in hand at once. Wait as long as `Retry-After` says.',
  },
  cancelled: {
    status: 499,
    title: 'The caller went away, and the work was undone.',
    meaning: 'Nothing was written. Send again when it is wanted.',
  },
  internal: {
    status: 500,
    title: 'A defect of Ratedeck.',
    meaning: 'Nothing was written. Report it with the `requestId`; the log has the details.',
  },
  busy: {
    status: 503,
    title: 'Others are at work on the same things, or it took too long.',
    meaning:
      'Nothing was written. `detail` says which; try again after as long as `Retry-After` says.',
  },
  unavailable: {
    status: 503,
    title: 'The database does not answer, or the server is stopping.',
    meaning:
      'Try again after as long as `Retry-After` says; `/readyz` says when it is back. Of a write ' +
      'that was being confirmed it is not known whether it was: look, or send the same ' +
      '`Idempotency-Key`.',
  },
} as const satisfies Readonly<Record<string, ProblemKind>>;

export type ProblemCode = keyof typeof kinds;

export const problemKinds: Readonly<Record<ProblemCode, ProblemKind>> = kinds;
