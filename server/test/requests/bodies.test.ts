/**
 * Every text in the body of every request, found by walking the schemas, with what no text and no
 * instant may be: it is refused, by the address of the field, and nothing of it is stored.
 */

import { beforeAll, describe, expect, it } from 'vitest';
import { product } from '../../src/product.js';
import { type Answer, testApi } from '../support/test-api.js';
import { databaseServers, embeddedServer } from '../support/test-database.js';
import { type Company, goodRequests, makeCompany, nameOf } from './good-requests.js';
import { textFields, withField } from './schema-fields.js';

/** A book has a schema of its own: `book-texts.test.ts`. */
const routes = product.routes.filter(
  ({ body, path }) => body !== undefined && !path.startsWith('/book'),
);

/** In which something other than the text is wrong, whatever is sent. */
const SIGN_IN = new Set(['POST /sessions', 'POST /login-links/use', 'PUT /session/password']);

/** What names a thing or a destination, and what is compared with such a name. */
const NAME =
  /^(?!filter)(.*[.])?([a-zA-Z]*[nN]ame|network|tag|country|login|techPrefix|(source)?[cC]odeNames\[0\])$/;
const BLANK = [' ', '\u00a0', '\u200b', '\u2003\u3000', '\t'];

const NO_INSTANTS = [
  ...['0001-03-04', '0030-01-01T00:00:00Z', '0099-12-31', '1899-12-31T23:59:59Z', '+12026-01-01'],
  ...['9999-12-31T23:59:59-14:00', '10000-01-01', '2026-02-30', '2026-06-30T23:59:60Z'],
  ...['2026-06-30T24:00:00Z', '2026-06-30T10:00:00+24:00', '2026-06-30T10:00:00.Z', ' 2026-06-30'],
  ...['2026-06-30T10', 'infinity', '-infinity', 'now', 'epoch', '1795251600000', '44-03-15 BC', ''],
];

/** A mapping says the column of a date. */
const LOOKS_LIKE_INSTANT =
  /^(?!mapping[.])(.*[.])?([a-z]+(At|Until)|effective(From|To)|at|until|date)$/;
/** Judged by the engine, together with what stands beside them; those of profiles are dates. */
const BY_THE_ENGINE = [
  'POST /time-profiles exceptions[0].date',
  'PATCH /time-profiles/:id exceptions[0].date',
  'POST /exchange-rates date',
];

describe('bodies of requests', () => {
  it.each(routes.map(nameOf))('%s has a good one here', (name) => {
    expect(goodRequests).toHaveProperty([name]);
  });

  it('call every instant one', () => {
    const odd = routes.flatMap((route) =>
      textFields(route.body)
        .filter(({ path, isInstant }) => isInstant !== LOOKS_LIKE_INSTANT.test(path))
        .map(({ path }) => `${nameOf(route)} ${path}`),
    );
    expect(odd).toEqual(BY_THE_ENGINE);
  });
});

describe('what no text may be', () => {
  const api = testApi(embeddedServer());
  let company: Company;
  beforeAll(async () => {
    company = await makeCompany(api);
  });

  it.each(routes.map((route) => ({ name: nameOf(route), route })))(
    'is refused by $name',
    async ({ name, route }) => {
      const wrong: string[] = [];
      for (const { path } of textFields(route.body)) {
        const isInstant = LOOKS_LIKE_INSTANT.test(path);
        const blanks = NAME.test(path) ? BLANK : [];
        const texts = ['a\0b', '\0', '\ud800', 'a\udc00b', ...blanks];
        for (const text of [...texts, ...(isInstant ? NO_INSTANTS : [])]) {
          const good = goodRequests[name]!(company);
          const body = withField(good.body, path, text);
          const answer = await send(route.method, good.path, body);
          const said = `${path} ${JSON.stringify(text)}: ${answer.status}`;
          if (SIGN_IN.has(name)) {
            if (answer.status < 400 || answer.status >= 500) wrong.push(said);
          } else if (answer.status !== 400 || (isInstant && !names(answer, path))) {
            wrong.push(`${said} ${JSON.stringify(answer.body).slice(0, 300)}`);
          }
        }
      }
      expect(wrong).toEqual([]);
    },
  );

  async function send(method: string, path: string, body: unknown): Promise<Answer> {
    const caller = api.as('admin');
    if (method === 'PATCH') return caller.patch(path, body);
    return method === 'PUT' ? caller.put(path, body) : caller.post(path, body);
  }
});

const names = ({ body }: Answer, path: string): boolean =>
  (body.faults ?? []).some((fault: { path: string }) => fault.path.endsWith(path));

describe.each(databaseServers())('instants on $name', (server) => {
  const api = testApi(server);

  // As written, as stored.
  const INSTANTS = [
    ['2026-12-01', '2026-12-01T00:00:00.000Z'],
    ['2026-12-01T10:00', '2026-12-01T10:00:00.000Z'],
    ['2026-12-01 10:00:00', '2026-12-01T10:00:00.000Z'],
    ['2026-12-01T10:00:00,5', '2026-12-01T10:00:00.500Z'],
    ['2026-12-01T10:00:00.9999Z', '2026-12-01T10:00:00.999Z'],
    ['2026-12-01T10:00:00+14:00', '2026-11-30T20:00:00.000Z'],
    ['2026-12-01T10:00:00-0330', '2026-12-01T13:30:00.000Z'],
    ['1900-01-01', '1900-01-01T00:00:00.000Z'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
  ] as const;

  it('of the allowed years are kept, to the millisecond, in UTC', async () => {
    const admin = api.as('admin');
    const { body: table } = await admin.post('/rate-tables', { name: 'T', scope: 'customer' });
    for (const [index, [text, stored]] of INSTANTS.entries()) {
      const rates = { codes: `44${index}`, price: '1', effectiveFrom: text };
      const { body: added } = await admin.post(`/rate-tables/${table.id}/rates`, rates);
      expect(added.items[0].effectiveFrom, text).toBe(stored);
      const special = { rateTableId: table.id, name: text, codes: `45${index}`, price: '1' };
      const made = await admin.post('/special-rates', { ...special, effectiveFrom: text });
      expect(made.body.effectiveFrom, text).toBe(stored);
      const exchange = { from: 'EUR', to: 'USD', rate: '1', date: text };
      const { status, body } = await admin.post('/exchange-rates', exchange);
      // The same instant in other words is the same one.
      const isFirst = INSTANTS.findIndex(([, other]) => other === stored) === index;
      expect(status, text).toBe(isFirst ? 201 : 409);
      if (isFirst) expect(body.date).toBe(stored);
    }
  });

  it('of keys end them in time', async () => {
    const key = { name: 'Short', role: 'read-only', expiresAt: '2026-12-01T10:00:00,5+01:00' };
    const { body } = await api.as('admin').post('/api-keys', key);
    expect(body.expiresAt).toBe('2026-12-01T09:00:00.500Z');
  });
});
