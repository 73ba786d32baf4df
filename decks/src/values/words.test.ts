import { describe, expect, it } from 'vitest';
import type { Cell } from '../deck/deck.js';
import { parseAction, parseBlocked, parseChange } from './words.js';

describe('parseChange', () => {
  it.each([
    [
      'set',
      ['New', 'Increase', 'Decreased', 'No change', 'Unchanged', 'Current', 'Pending', 'Same'],
    ],
    [
      'set',
      ['Rate Increase', 'Price decrease (15 %)', '', '-', '=', 'Not closed', 'Reopened', 'ADD'],
    ],
    ['set', ['Neu', 'Erhöhung', 'Senkung', 'Keine Änderung', 'unverändert', 'Ausstehend']],
    ['set', ['Nouveau', 'Hausse', 'Baisse', 'Inchangé', 'En attente', 'Sans changement']],
    ['set', ['Nuevo', 'Aumento', 'Disminución', 'Sin cambios', 'Pendiente']],
    ['set', ['Novo', 'Redução', 'Inalterado', 'Sem alteração', 'Nuovo', 'Aumento', 'Invariato']],
    [
      'set',
      ['Новый', 'Повышение', 'Снижение', 'Без изменений', 'Nieuw', 'Verhoging', 'Ongewijzigd'],
    ],
    ['set', ['Nowy', 'Podwyżka', 'Obniżka', 'Bez zmian', 'Yeni', 'Artış', 'Değişmedi', 'İndirim']],
    [
      'close',
      ['Closed', 'Discontinued', 'Withdrawn', 'CLOSED code', 'Terminated', 'No longer offered'],
    ],
    ['close', ['Geschlossen', 'Eingestellt', 'Fermé', 'Cerrado', 'Encerrado', 'Chiuso', 'Закрыто']],
    ['close', ['Gesloten', 'Zamknięty', 'Kapalı', 'Kapatıldı']],
    [
      'delete',
      [
        'Deleted',
        'Delete',
        'Removed',
        'Gelöscht',
        'Supprimé',
        'Eliminado',
        'Удалено',
        'Usunięty',
        'Silindi',
      ],
    ],
    [
      'blocked',
      ['Blocked', 'Barred', 'Gesperrt', 'Bloqué', 'Bloqueado', 'Bloccato', 'Заблокировано'],
    ],
    ['blocked', ['Geblokkeerd', 'Zablokowany', 'Engellendi', 'Suspended']],
    [null, ['Whatever', 'Q', '17']],
  ] as const)('%s: %j', (meaning, words) => {
    for (const word of words) expect([word, parseChange(word)]).toEqual([word, meaning]);
  });

  it('takes the meaning of a flag from its header', () => {
    expect(parseChange('1', 'Discontinued')).toBe('close');
    expect(parseChange('yes', 'Deleted')).toBe('delete');
    expect(parseChange('0', 'Discontinued')).toBe('set');
    expect(parseChange('1')).toBe(null);
    expect(parseChange('Y', 'Status')).toBe(null);
  });
});

describe('parseBlocked and parseAction', () => {
  it.each<[Cell, boolean | string]>([
    ['1', true],
    ['0', false],
    [1, true],
    [true, true],
    ['Yes', true],
    ['ja', true],
    ['нет', false],
    ['hayır', false],
    ['Sí', true],
    ['', false],
    [null, false],
    ['X', true],
    ['blocked', true],
    ['2', 'bad_blocked'],
    ['maybe', 'bad_blocked'],
  ])('blocked %j is %s', (cell, expected) => {
    const value = parseBlocked(cell);
    expect(value.ok ? value.value : value.code).toBe(expected);
  });

  it.each<[Cell, string | null]>([
    ['A', 'A'],
    [' sa ', 'SA'],
    ['d', 'D'],
    ['Update', 'U'],
    ['', null],
    [null, null],
    ['X', 'bad_action'],
    [1, 'bad_action'],
  ])('action %j is %s', (cell, expected) => {
    const value = parseAction(cell);
    expect(value.ok ? value.action : value.code).toBe(expected);
  });
});
