/**
 * Number patterns of the open metadata (`7(?:[1-3]\d|45)\d{6}`) as automata over digits, so that
 * one can ask after each digit whether a number may still become one of a pattern's. Knows the few
 * constructs that the metadata uses and throws on any other.
 */

export interface DigitState {
  readonly id: number;
  /** What the pattern stands for. */
  readonly label: string;
  /** Bit n: the digit n leads to `next`. */
  readonly digits: number;
  readonly next: DigitStates;
}

/** Where an automaton is: states that wait for a digit, sorted by id. Empty = no number. */
export type DigitStates = readonly DigitState[];

const ANY_DIGIT = 0b11_1111_1111;

type Part =
  | { readonly kind: 'digits'; readonly digits: number }
  | { readonly kind: 'sequence'; readonly parts: readonly Part[] }
  | { readonly kind: 'choice'; readonly parts: readonly Part[] }
  | { readonly kind: 'repeat'; readonly part: Part; readonly min: number; readonly max: number };

class PatternReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  readAll(): Part {
    const part = this.#choice();
    if (this.#at !== this.#text.length) throw this.#fault();
    return part;
  }

  #fault(): Error {
    return new Error(`pattern ${this.#text}: not understood from position ${this.#at}`);
  }

  #take(text: string): boolean {
    if (!this.#text.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #choice(): Part {
    const parts = [this.#sequence()];
    while (this.#take('|')) parts.push(this.#sequence());
    return parts.length === 1 ? parts[0]! : { kind: 'choice', parts };
  }

  #sequence(): Part {
    const parts: Part[] = [];
    while (this.#at < this.#text.length && !'|)'.includes(this.#text[this.#at]!)) {
      parts.push(this.#repeated(this.#single()));
    }
    return { kind: 'sequence', parts };
  }

  #single(): Part {
    if (this.#take('(?:')) {
      const part = this.#choice();
      if (!this.#take(')')) throw this.#fault();
      return part;
    }
    if (this.#take('\\d')) return { kind: 'digits', digits: ANY_DIGIT };
    if (this.#take('[')) return { kind: 'digits', digits: this.#class() };
    const digit = /^\d/.exec(this.#text.slice(this.#at));
    if (digit === null) throw this.#fault();
    this.#at += 1;
    return { kind: 'digits', digits: 1 << Number(digit[0]) };
  }

  #class(): number {
    const end = this.#text.indexOf(']', this.#at);
    const body = this.#text.slice(this.#at, end);
    if (!/^(?:\d-\d|\d)+$/.test(body)) throw this.#fault();
    this.#at = end + 1;
    let digits = 0;
    for (const [, from, to] of body.matchAll(/(\d)(?:-(\d))?/g)) {
      for (let digit = Number(from); digit <= Number(to ?? from); digit += 1) digits |= 1 << digit;
    }
    return digits;
  }

  #repeated(part: Part): Part {
    if (this.#take('?')) return { kind: 'repeat', part, min: 0, max: 1 };
    const counts = /^\{(\d+)(?:,(\d+))?\}/.exec(this.#text.slice(this.#at));
    if (counts === null) return part;
    this.#at += counts[0].length;
    const min = Number(counts[1]);
    return { kind: 'repeat', part, min, max: Number(counts[2] ?? min) };
  }
}

const END: DigitStates = [];
let lastId = 0;

function merged(sets: readonly DigitStates[]): DigitStates {
  const byId = new Map<number, DigitState>();
  for (const states of sets) for (const state of states) byId.set(state.id, state);
  return [...byId.values()].sort((a, b) => a.id - b.id);
}

/** The states that stand before `part` when `next` stands behind it. */
function before(part: Part, next: DigitStates, endsBehind: boolean, label: string): Entry {
  if (part.kind === 'digits') {
    lastId += 1;
    return { states: [{ id: lastId, label, digits: part.digits, next }], canEnd: false };
  }
  if (part.kind === 'sequence') {
    let entry: Entry = { states: next, canEnd: endsBehind };
    for (const inner of [...part.parts].reverse()) {
      entry = before(inner, entry.states, entry.canEnd, label);
    }
    return entry;
  }
  if (part.kind === 'choice') {
    const entries = part.parts.map((inner) => before(inner, next, endsBehind, label));
    return {
      states: merged(entries.map(({ states }) => states)),
      canEnd: entries.some(({ canEnd }) => canEnd),
    };
  }
  let entry: Entry = { states: next, canEnd: endsBehind };
  for (let count = part.max; count > 0; count -= 1) {
    const inner = before(part.part, entry.states, entry.canEnd, label);
    entry = count > part.min ? { states: merged([inner.states, next]), canEnd: endsBehind } : inner;
  }
  return entry;
}

interface Entry {
  readonly states: DigitStates;
  readonly canEnd: boolean;
}

export function digitStates(pattern: string, label: string): DigitStates {
  return before(new PatternReader(pattern).readAll(), END, true, label).states;
}

export function startTogether(patterns: readonly DigitStates[]): DigitStates {
  return merged(patterns);
}

/**
 * The states after one more digit. A number that is complete has no states left: its label is then
 * known from the states before, so callers ask no further than that.
 */
export function afterDigit(states: DigitStates, digit: number): DigitStates {
  return merged(states.filter(({ digits }) => digits & (1 << digit)).map(({ next }) => next));
}
