/**
 * Styles of an OpenDocument spreadsheet, as far as they say what cells are: which tables are not
 * shown, and which cells show a number as a date. Office programs mark dates as such; other writers
 * store a number of days and leave the rest to the style.
 */

import type { NumberFormat } from '../sheet/number-formats.js';
import { attribute } from '../xml/xml-tokens.js';

const NUMBER: NumberFormat = { kind: 'number' };

export class OdsStyles {
  readonly #hidden = new Set<string>();
  readonly #dataStyles = new Map<string, NumberFormat>();
  readonly #dataStyleOf = new Map<string, string>();
  #name = '';

  open(element: string, attributes: string): void {
    if (element === 'style') {
      this.#name = attribute(attributes, 'name') ?? '';
      const dataStyle = attribute(attributes, 'data-style-name');
      if (dataStyle !== null) this.#dataStyleOf.set(this.#name, dataStyle);
    } else if (element === 'date-style' || element === 'time-style') {
      const kind = element === 'date-style' ? 'date' : 'time';
      this.#dataStyles.set(attribute(attributes, 'name') ?? '', { kind });
    } else if (element === 'table-properties' && attribute(attributes, 'display') === 'false') {
      this.#hidden.add(this.#name);
    }
  }

  isHidden(style: string | null): boolean {
    return style !== null && this.#hidden.has(style);
  }

  format(style: string | null): NumberFormat {
    const dataStyle = style === null ? undefined : this.#dataStyleOf.get(style);
    return (dataStyle === undefined ? undefined : this.#dataStyles.get(dataStyle)) ?? NUMBER;
  }
}
