/**
 * Words of decks that are no figures: blocked or not, actions of an edit sheet, what a sender says
 * has changed. In the languages that decks come in; compared folded.
 */

import type { Cell } from '../deck/deck.js';
import { fault, shownCell, type ValueFault } from './fault.js';
import { foldText, isNone, wordsOf } from './folded-text.js';

export type BlockedValue = { readonly ok: true; readonly value: boolean };

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

const YES = words(
  '1 y yes true t x on ja j oui o si s sim да д tak evet e v ✓ ✔ blocked forbidden barred closed ' +
    'gesperrt bloque bloqueado bloccato interdit prohibido proibido vietato заблокировано ' +
    'заблокирован запрещено geblokkeerd zablokowany zablokowane engelli yasak',
);
const NO = words(
  '0 n no false f off nein non nao нет н nee nie hayir h ✗ ✘ allowed open active permitted ' +
    'enabled unblocked unlocked ' +
    'offen frei erlaubt ouvert autorise abierto permitido aberto aperto consentito открыто ' +
    'разрешено toegestaan dozwolone acik',
);

/** True or false as decks say it; null when the text is neither. */
export function truthOf(text: string): boolean | null {
  const folded = foldText(text).trim();
  if (YES.has(folded)) return true;
  return NO.has(folded) ? false : null;
}

/** @example parseBlocked('ja') is { ok: true, value: true } */
export function parseBlocked(cell: Cell): BlockedValue | ValueFault {
  if (cell === null || cell === false || cell === 0) return { ok: true, value: false };
  if (cell === true || cell === 1) return { ok: true, value: true };
  if (typeof cell === 'string') {
    const text = cell.trim();
    const truth = truthOf(text);
    if (truth !== null) return { ok: true, value: truth };
    if (isNone(text)) return { ok: true, value: false };
  }
  return fault('bad_blocked', `${shownCell(cell)} is neither 0 nor 1, neither yes nor no`);
}

export type Action = 'A' | 'D' | 'U' | 'S' | 'SA';
export type ActionValue = { readonly ok: true; readonly action: Action | null };

const ACTIONS: ReadonlyMap<string, Action> = new Map([
  ['a', 'A'],
  ['d', 'D'],
  ['u', 'U'],
  ['s', 'S'],
  ['sa', 'SA'],
  ['add', 'A'],
  ['insert', 'A'],
  ['create', 'A'],
  ['delete', 'D'],
  ['remove', 'D'],
  ['update', 'U'],
  ['modify', 'U'],
]);

const ACTIVE = words(
  'active enabled enable live open current ok valid available in use aktiv aktiviert actif activo ' +
    'ativo attivo abilitado habilitado активен actief aktywny etkin aktif',
);
const INACTIVE = words(
  'inactive disabled disable suspended dead unavailable off inaktiv deaktiviert inactif inactivo ' +
    'deshabilitado inativo desativado inattivo disabilitato неактивен inactief nieaktywny pasif',
);

/** Calls that come in, which no rate of called codes prices, and those that go out. */
export const INCOMING =
  /^(?:in|inbound|incoming|received|receive|eingehend|entrante|entrant|entrata)$/i;
export const OUTGOING = /^(?:out|outbound|outgoing|ausgehend|saliente|sortant|uscita)$/i;

/** Whether a rate is sold, as a column `Enabled` or `Status` says it; null when it is neither. */
export function activeOf(text: string): boolean | null {
  const folded = foldText(text).trim();
  if (ACTIVE.has(folded)) return true;
  if (INACTIVE.has(folded) || INCOMING.test(folded)) return false;
  if (OUTGOING.test(folded)) return true;
  return YES_BUT_BLOCKED.has(folded) ? null : truthOf(folded);
}

/** @example parseActive('N') is { ok: true, value: false } */
export function parseActive(cell: Cell): BlockedValue | ValueFault {
  if (typeof cell === 'boolean') return { ok: true, value: cell };
  const text = String(cell ?? '').trim();
  if (isNone(text)) return { ok: true, value: true };
  const value = cell instanceof Date ? null : activeOf(text);
  if (value !== null) return { ok: true, value };
  return fault('bad_active', `${shownCell(cell)} does not say whether the rate is in use: Y or N`);
}

/** Words that say yes to being blocked say nothing of being active. */
const YES_BUT_BLOCKED = words('blocked forbidden barred closed gesperrt x');

/** Of an edit sheet: A adds, D deletes, U updates by id, S by prefix, SA adds or updates. */
export function parseAction(cell: Cell): ActionValue | ValueFault {
  if (cell === null) return { ok: true, action: null };
  if (typeof cell === 'string') {
    const text = foldText(cell).trim();
    const action = ACTIONS.get(text);
    if (action !== undefined) return { ok: true, action };
    if (isNone(text)) return { ok: true, action: null };
  }
  return fault('bad_action', `${shownCell(cell)} is no action: A, D, U, S and SA are`);
}

export type ChangeMeaning = 'set' | 'close' | 'blocked' | 'delete';

/** Beginnings of words; of several in one text the first group that has one decides. */
const CHANGES: readonly (readonly [ChangeMeaning, RegExp])[] = [
  [
    'delete',
    new RegExp(
      '^(?:delet|remov|geloscht|losch|entfernt|supprim|efface|elimin|borrad|exclui|apagad|' +
        'remo[cs]|cancellat|rimoss|удал|verwijder|usun|skasow|silin|sil$|kaldir)',
    ),
  ],
  [
    'close',
    new RegExp(
      '^(?:clos|discontinu|withdraw|terminat|expir|ended$|ending$|cease|cancel|retired|' +
        'obsolet|geschlossen|schliess|beendet|eingestellt|entfall|zuruckgezogen|ferm|resili|' +
        'arret|cerrad|cierre|baja$|discontinuad|encerrad|fechad|descontinuad|chius|cessat|' +
        'dismess|закры|прекращ|отмен|снят|gesloten|beeindigd|vervallen|zamkni|wycofan|' +
        'zakoncz|kapat|kapali|sonlandir|iptal)',
    ),
  ],
  [
    'blocked',
    new RegExp(
      '^(?:block|forbid|barred|suspend|unavailable|gesperrt|sperr|bloqu|interdit|suspendid|' +
        'prohibid|proibid|bloccat|sospes|vietat|заблокир|запрещ|приостан|geblokkeerd|' +
        'opgeschort|zablokow|zawiesz|engel|askiya|yasak)',
    ),
  ],
  [
    'set',
    new RegExp(
      '^(?:new|incr|decr|rais|reduc|lower|unchang|same|current|add|updat|modif|change|' +
        'chang|pend|effective|active|open|reopen|unblock|stable|existing|future|neu|erhoh|' +
        'senkung|gesenkt|unverandert|gleich|aktuell|anderung|geandert|erhoht|ausstehend|' +
        'hinzu|nouve|augment|hauss|baiss|diminu|inchang|identique|ajout|attente|nuev|aument|' +
        'subida|bajada|baja|disminu|reduccion|igual|actual|sin|pendiente|alta|vigente|nov|' +
        'redu|inalterad|mantid|sem|pendente|invariat|diminuz|riduz|attesa|aggiun|nuov|нов|' +
        'повыш|увелич|пониж|сниж|умен|измен|без|текущ|добав|ожид|nieuw|verhog|verlag|' +
        'ongewijzigd|gelijk|huidig|toegevoegd|afwachting|now[yaei]|podwyz|wzrost|obniz|' +
        'spadek|zmian|bez|aktual|dodan|oczek|yeni|art|azal|indirim|degis|ayni|mevcut|eklen|' +
        'bekle|zam$|up$|down$)',
    ),
  ],
];

/**
 * What a word of change means for the row: a rate to set, to close, to delete, or a blocked
 * destination; null when it is not known. A 0 or 1 takes its meaning from the column's header
 * (`Discontinued`: 1 closes).
 *
 * @example parseChange('Increase') is 'set'; parseChange('Withdrawn') is 'close'
 */
export function parseChange(text: string, header = ''): ChangeMeaning | null {
  const trimmed = text.trim();
  if (isNone(trimmed)) return 'set';
  if (trimmed === '=' || trimmed === '+') return 'set';
  const truth = truthOf(trimmed);
  const found = meaningOf(trimmed);
  if (found !== null) return found;
  if (truth === null) return null;
  if (!truth) return 'set';
  const named = meaningOf(header);
  return named === 'set' ? null : named;
}

function meaningOf(text: string): ChangeMeaning | null {
  const folded = foldText(text);
  if (
    /\b(?:no|not|non|nicht|sans|ohne|sin|sem|senza|без|zonder|bez)\s+(?:longer|more|mehr)\b/.test(
      folded,
    )
  ) {
    return 'close';
  }
  if (
    /^(?:not?|not yet|keine|aucun|geen|nessuna?)\s+(?:chang|clos|anderung|wijzig|modific)/.test(
      folded,
    )
  ) {
    return 'set';
  }
  const list = wordsOf(text);
  for (const [meaning, pattern] of CHANGES) {
    if (list.some((word) => pattern.test(word))) return meaning;
  }
  return null;
}

/** `Blocked` or `Closed` in place of a price, and -1 as switches write it. */
export function blockedPrice(cell: Cell): 'blocked' | 'close' | null {
  if (cell === -1) return 'blocked';
  if (typeof cell !== 'string' || cell.length > 30) return null;
  const text = cell.trim();
  if (/^-1(?:[.,]0+)?$/.test(text)) return 'blocked';
  if (!/^\p{L}/u.test(text) || /\d/.test(text)) return null;
  const change = parseChange(text);
  if (change === 'delete') return 'close';
  return change === 'blocked' || change === 'close' ? change : null;
}
