/** The path of a file through the API: uploaded, understood, checked, applied, taken back. */

import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { runIn } from '../../../test/support/run-in.js';
import { testApi } from '../../../test/support/test-api.js';
import { databaseServers } from '../../../test/support/test-database.js';

const CSV = { 'content-type': 'text/csv' };

describe.each(databaseServers())('imports on $name', (server) => {
  const api = testApi(server);
  const rates = () => api.as('rates');
  let tableId = '';
  let tableCount = 0;

  beforeEach(async () => {
    tableCount += 1;
    const table = { name: `Table ${tableCount}`, scope: 'carrier' };
    tableId = (await rates().post('/rate-tables', table)).body.id;
  });

  async function upload(lines: readonly string[], settings?: object): Promise<string> {
    const path = `/rate-tables/${tableId}/imports?fileName=vendor.csv`;
    const { status, body } = await rates().post(path, Buffer.from(`${lines.join('\n')}\n`), CSV);
    expect(status, JSON.stringify(body)).toBe(201);
    if (settings !== undefined) {
      const edited = await rates().patch(`/imports/${body.id}`, settings);
      expect(edited.status, JSON.stringify(edited.body)).toBe(200);
    }
    return body.id;
  }

  async function checked(lines: readonly string[], settings?: object) {
    const id = await upload(lines, settings);
    const { status, body } = await rates().post(`/imports/${id}/check`);
    expect(status, JSON.stringify(body)).toBe(200);
    return body;
  }

  async function applied(lines: readonly string[], settings?: object) {
    const { id } = await checked(lines, settings);
    const { status, body } = await rates().post(`/imports/${id}/apply`);
    expect(status, JSON.stringify(body)).toBe(200);
    return body;
  }

  async function shownRates(query = ''): Promise<string[]> {
    const { body } = await rates().get(`/rate-tables/${tableId}/rates?limit=200&${query}`);
    return body.items.map(
      (rate: Record<string, string | null>) =>
        `${rate['code']} ${rate['price']} ${rate['effectiveFrom']?.slice(0, 10) ?? 'always'}` +
        `${rate['effectiveTo'] === null ? '' : ` to ${rate['effectiveTo']!.slice(0, 10)}`}`,
    );
  }

  const deck = ['Prefix,Destination,Rate,Effective', '43,Austria,0.01,2026-12-01'];

  it('bring the rates of a file, and are taken back', async () => {
    const id = await upload([...deck, '4366,Austria Mobile,0.1500,2026-12-01']);
    const shown = await rates().get(`/imports/${id}`);
    expect(shown.body).toMatchObject({
      status: 'mapped',
      fileName: 'vendor.csv',
      recognition: { format: 'csv', questions: [], rateCount: 2 },
    });
    const check = await rates().post(`/imports/${id}/check`);
    expect(check.body).toMatchObject({
      status: 'checked',
      check: {
        rows: { total: 3, headers: 1, rated: 2 },
        rates: { total: 2, new: 2 },
        writes: { added: 2, updated: 0, deleted: 0 },
        pending: 2,
        stops: [],
      },
    });
    expect(await shownRates()).toEqual([]);
    const done = await rates().post(`/imports/${id}/apply`);
    expect(done.body).toMatchObject({ status: 'applied' });
    expect(await shownRates()).toEqual(['43 0.01 2026-12-01', '4366 0.15 2026-12-01']);
    const set = await rates().get(`/change-sets/${done.body.changeSetId}`);
    expect(set.body).toMatchObject({ kind: 'import', addedCount: 2 });
    const again = await rates().post(`/imports/${id}/apply`);
    expect(again.status).toBe(409);
    const reverted = await rates().post(`/imports/${id}/revert`);
    expect(reverted.body).toMatchObject({ status: 'reverted' });
    expect(await shownRates()).toEqual([]);
    const steps = reverted.body.steps.map(({ step }: { step: string }) => step);
    expect(steps).toEqual(['uploaded', 'mapped', 'checked', 'applied']);
    const { body } = await rates().get(`/rate-tables/${tableId}/imports`);
    expect(body.items).toMatchObject([{ id, status: 'reverted' }]);
  });

  it('add a version, leave what is the same, and say what rises', async () => {
    await applied([...deck, '44,UK,0.02,2026-12-01', '45,Denmark,0.03,2026-12-01']);
    const second = [
      'Prefix,Destination,Rate,Effective',
      '43,Austria,0.02,2027-01-01',
      '44,UK,0.0200,2027-01-01',
      '45,Denmark,0.01,2027-01-01',
      '46,Sweden,0.01,2027-01-01',
    ];
    const { id, check } = await checked(second);
    expect(check.rates).toMatchObject({ increased: 1, unchanged: 1, decreased: 1, new: 1 });
    const { body } = await rates().get(`/imports/${id}/preview?kind=increased`);
    expect(body.items).toMatchObject([
      { row: 2, code: '43', name: 'Austria', beforePrice: '0.01', price: '0.02', pending: true },
    ]);
    expect((await rates().post(`/imports/${id}/apply`)).status).toBe(200);
    expect(await shownRates()).toEqual([
      '43 0.01 2026-12-01',
      '43 0.02 2027-01-01',
      '44 0.02 2026-12-01',
      '45 0.03 2026-12-01',
      '45 0.01 2027-01-01',
      '46 0.01 2027-01-01',
    ]);
  });

  it('close in the mode full what the file does not name', async () => {
    await applied([...deck, '44,UK,0.02,2026-12-01', '45,Denmark,0.03,2027-02-01']);
    const { check } = await applied(
      ['Prefix,Destination,Rate,Effective', '43,Austria,0.01,2027-01-01'],
      { mode: 'full' },
    );
    expect(check).toMatchObject({
      closesAt: '2027-01-01T00:00:00.000Z',
      rates: { total: 1, unchanged: 1 },
      following: { closed: 2 },
      writes: { added: 0, updated: 2, deleted: 0 },
    });
    expect(await shownRates()).toEqual(['43 0.01 2026-12-01', '44 0.02 2026-12-01 to 2027-01-01']);
    expect(await shownRates('state=stashed')).toEqual(['45 0.03 2027-02-01']);
  });

  it('apply nothing of a file with a faulty row, unless it is to be left out', async () => {
    const lines = [...deck, '44,UK,soon,2026-12-01'];
    const { id, check } = await checked(lines);
    expect(check).toMatchObject({
      rows: { total: 3, rejected: 1, rated: 1 },
      stops: [{ code: 'rows_rejected' }],
    });
    const refused = await rates().post(`/imports/${id}/apply`);
    expect(refused.status).toBe(409);
    expect(refused.body.faults).toMatchObject([{ code: 'rows_rejected' }]);
    const { body } = await rates().get(`/imports/${id}/preview?kind=rejected`);
    expect(body.items).toMatchObject([{ row: 3, effect: 'none' }]);
    await rates().patch(`/imports/${id}`, { policies: { badRows: 'reject-them' } });
    expect((await rates().post(`/imports/${id}/apply`)).status).toBe(409);
    await rates().post(`/imports/${id}/check`);
    expect((await rates().post(`/imports/${id}/apply`)).body).toMatchObject({ status: 'applied' });
    expect(await shownRates()).toEqual(['43 0.01 2026-12-01']);
  });

  it('check again what is applied to a table that has changed', async () => {
    const { id } = await checked(deck);
    await rates().post(`/rate-tables/${tableId}/rates`, { codes: '49', price: '1' });
    expect((await rates().post(`/imports/${id}/apply`)).body).toMatchObject({ status: 'applied' });
    const other = await checked([deck[0]!, '49,Germany,2,2026-12-01']);
    expect(other.check.rates.increased).toBe(1);
    const edit = { codes: '49', price: '3', effectiveFrom: '2026-11-30' };
    await rates().post(`/rate-tables/${tableId}/rates`, edit);
    const stale = await rates().post(`/imports/${other.id}/apply`);
    expect(stale.body).toMatchObject({ status: 412, code: 'stale' });
    const { body } = await rates().get(`/imports/${other.id}`);
    expect(body.check.rates).toMatchObject({ decreased: 1, increased: 0 });
    expect((await rates().post(`/imports/${other.id}/apply`)).status).toBe(200);
  });

  it('check again what is not staged as a whole any more', async () => {
    const { id } = await checked([...deck, '44,UK,0.02,2026-12-01']);
    await runIn(api.database, sql`DELETE FROM import_rows WHERE import_id = ${id} AND code = '44'`);
    expect((await rates().post(`/imports/${id}/apply`)).body).toMatchObject({ status: 'applied' });
    expect(await shownRates()).toEqual(['43 0.01 2026-12-01', '44 0.02 2026-12-01']);
  });

  it('take a file as the part of a form, and give it back', async () => {
    const form = [
      '--xyz',
      'Content-Disposition: form-data; name="note"',
      '',
      'not this',
      '--xyz',
      'Content-Disposition: form-data; name="file"; filename="C:\\decks\\Vendor A.csv"',
      'Content-Type: text/csv',
      '',
      ...[...deck, '--xyz--', ''],
    ].join('\r\n');
    const path = `/rate-tables/${tableId}/imports`;
    const headers = { 'content-type': 'multipart/form-data; boundary=xyz' };
    const { status, body } = await rates().post(path, Buffer.from(form), headers);
    expect(status, JSON.stringify(body)).toBe(201);
    expect(body).toMatchObject({ fileName: 'Vendor A.csv', recognition: { rateCount: 1 } });
    const file = await rates().get(`/imports/${body.id}/file`);
    expect(file.body).toBe(deck.join('\r\n'));
    expect(file.headers['content-disposition']).toBe('attachment; filename="Vendor A.csv"');
    const gone = await rates().post(`/imports/${body.id}/discard`);
    expect(gone.body).toMatchObject({ status: 'discarded' });
    expect((await rates().get(`/imports/${body.id}/file`)).status).toBe(409);
  });

  it('do what each row says, where the file has a column of actions', async () => {
    const from = { effectiveFrom: '2027-01-01' };
    for (const [codes, price] of Object.entries({
      43: '0.01',
      44: '0.02',
      45: '0.03',
      46: '0.04',
    })) {
      await rates().post(`/rate-tables/${tableId}/rates`, { codes, price, notes: 'kept', ...from });
    }
    const { body } = await rates().get(`/rate-tables/${tableId}/rates`);
    const [first] = body.items;
    const lines = [
      'Action,Id,Prefix,Rate,Effective From',
      `U,${first.id},43,0.11,`,
      'D,,44,,',
      'S,,45,0.33,2027-02-01',
      'SA,,47,0.05,2027-02-01',
      'A,,48,0.06,2027-02-01',
    ];
    const done = await applied(lines);
    expect(done.check).toMatchObject({
      rates: { total: 5, increased: 2, deleted: 1, new: 2, rejected: 0 },
      writes: { added: 3, updated: 1, deleted: 1 },
    });
    expect(await shownRates()).toEqual([
      ...['43 0.11 2027-01-01', '45 0.03 2027-01-01', '45 0.33 2027-02-01', '46 0.04 2027-01-01'],
      ...['47 0.05 2027-02-01', '48 0.06 2027-02-01'],
    ]);
    expect((await rates().get(`/rates/${first.id}`)).body).toMatchObject({ notes: 'kept' });
  });

  it('refuse actions that do not fit, and give them back with the reason', async () => {
    await rates().post(`/rate-tables/${tableId}/rates`, { codes: '43', price: '0.01' });
    const lines = [
      'Action,Id,Prefix,Rate,Effective From',
      'A,,43,0.11,2027-01-01',
      'U,999999,43,0.11,2027-01-01',
      'S,,45,0.33,2027-01-01',
      ',,46,0.33,2027-01-01',
      'SA,,47,0.05,2027-01-01',
    ];
    const { id, check } = await checked(lines);
    expect(check).toMatchObject({
      rates: { total: 5, rejected: 4, new: 1 },
      stops: [{ code: 'rows_rejected' }],
    });
    const { body } = await rates().get(`/imports/${id}/preview?kind=rejected`);
    const told = body.items.map(({ row, reason }: { row: number; reason: string }) => [
      row,
      reason,
    ]);
    expect(told.sort()).toEqual([
      ...[
        [2, 'code_exists'],
        [3, 'unknown_id'],
        [4, 'unknown_code'],
        [5, 'action_missing'],
      ],
    ]);
    const file = await rates().get(`/imports/${id}/error-file`);
    expect(file.headers['content-disposition']).toBe('attachment; filename="vendor-errors.csv"');
    const rows = file.body.trim().split('\r\n');
    expect(rows[0]).toBe('Action,Id,Prefix,Rate,Effective From,Error Message');
    expect(rows[1]).toMatch(/^A,,43,0.11,2027-01-01,"?the table has a rate of this code already/);
    expect(rows).toHaveLength(5);
  });

  it('are refused without a name, without bytes, and when the file is no deck', async () => {
    const path = `/rate-tables/${tableId}/imports`;
    expect((await rates().post(path, Buffer.from('x'), CSV)).body.faults).toMatchObject([
      { path: 'query.fileName' },
    ]);
    expect((await rates().post(`${path}?fileName=a.csv`)).body.faults).toMatchObject([
      { path: 'body' },
    ]);
    const binary = await rates().post(
      `${path}?fileName=a.xlsx`,
      Buffer.from('PK\u0003\u0004x'),
      CSV,
    );
    expect(binary.status).toBe(400);
  });
});
