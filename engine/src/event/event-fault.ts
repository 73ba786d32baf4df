/** What is wrong with an event: the field, the value and what would be right. */

export class EventFault {
  readonly field: string;
  readonly value: string;
  readonly mend: string;

  constructor(field: string, value: string, mend: string) {
    this.field = field;
    this.value = value;
    this.mend = mend;
  }

  get message(): string {
    return `${this.field} ${quote(this.value)}: ${this.mend}`;
  }
}

/** Hostile text as it may be shown: quoted, shortened, control characters escaped. */
export function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}…` : text);
}
