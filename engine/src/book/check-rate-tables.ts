/** Rate tables and code decks: parents, decks, and the defaults that rates fall back on. */

import type { RateTable } from './book.js';
import { type BookCheck, currencyOfTable, resolve } from './book-check.js';
import { checkParents } from './check-parents.js';
import { checkRates, checkTiers, fractionalVolumes, NOT_WHOLE } from './check-rates.js';
import { checkVersions } from './check-versions.js';
import { DEFAULTS } from './defaults.js';
import type { Path } from './fault-list.js';
import type { Salvaged } from './salvaged.js';

export function checkCodeDecks(check: BookCheck): void {
  check.book.codeDecks?.forEach(({ codes }, deckIndex) => {
    const seen = new Set<string>();
    codes?.forEach(({ code }, index) => {
      if (code === undefined) return;
      if (seen.has(code)) {
        const path = ['codeDecks', deckIndex, 'codes', index, 'code'];
        check.faults.add(path, code, 'duplicate_code', 'the deck has this code already');
      }
      seen.add(code);
    });
  });
}

export function checkRateTables(check: BookCheck): void {
  const tables = check.book.rateTables ?? [];
  tables.forEach((table, index) => {
    const path = ['rateTables', index];
    resolve(check, [...path, 'owner'], table.owner, check.accounts, 'account');
    resolve(check, [...path, 'codeDeck'], table.codeDeck, check.codeDecks, 'code deck');
    const sourcePath = [...path, 'sourceCodeDeck'];
    resolve(check, sourcePath, table.sourceCodeDeck, check.codeDecks, 'code deck');
    checkParent(check, [...path, 'parent'], table);
    checkDefaults(check, path, table);
    checkRates(check, table, index);
    checkVersions(check, table, index);
  });
  checkParents(check, 'rateTables', tables, check.rateTables);
}

const MUST_AGREE = 'they must be the same';

function checkParent(check: BookCheck, path: Path, table: Salvaged<RateTable>): void {
  const parent = resolve(check, path, table.parent, check.rateTables, 'rate table');
  if (parent === undefined) return;
  const currency = currencyOfTable(check, table);
  const parentCurrency = currencyOfTable(check, parent);
  if (currency !== parentCurrency && currency !== undefined && parentCurrency !== undefined) {
    const message = `the parent is in ${parentCurrency}, this table in ${currency}`;
    check.faults.add(path, table.parent, 'currency_mismatch', `${message}; ${MUST_AGREE}`);
  }
  const service = serviceOfTable(check, table);
  const parentService = serviceOfTable(check, parent);
  if (service !== parentService && service !== undefined && parentService !== undefined) {
    const message = `the parent's service is ${parentService}, this table's ${service}`;
    check.faults.add(path, table.parent, 'service_mismatch', `${message}; ${MUST_AGREE}`);
  }
}

function serviceOfTable(check: BookCheck, table: Salvaged<RateTable>): string | undefined {
  return check.lost.has(table, 'service') ? undefined : (table.service ?? DEFAULTS.service);
}

/** Defaults serve the table's own service; for rates of another one each rate is asked. */
function checkDefaults(check: BookCheck, path: Path, table: Salvaged<RateTable>): void {
  if (table.defaults?.tiers !== undefined) {
    checkTiers(check, [...path, 'defaults', 'tiers'], table.defaults.tiers);
  }
  const service = serviceOfTable(check, table);
  if (service === undefined || service === 'voice') return;
  if (table.unit !== undefined && !Number.isInteger(table.unit)) {
    check.faults.add([...path, 'unit'], table.unit, 'not_whole', NOT_WHOLE[service]!);
  }
  for (const { steps, value } of fractionalVolumes(table.defaults ?? {})) {
    check.faults.add([...path, 'defaults', ...steps], value, 'not_whole', NOT_WHOLE[service]!);
  }
}
