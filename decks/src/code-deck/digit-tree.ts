/** Codes in a digit tree of flat arrays: the longest code of a number, and walks below a code. */

const NONE = -1;

export class DigitTree {
  /** Ten children for each node, 0 where there is none: the root is nobody's child. */
  #children = new Int32Array(10 * 1024);
  /** Of each node the value of its code, or NONE. */
  #values = new Int32Array(1024).fill(NONE);
  #nodeCount = 1;

  constructor(codes: readonly string[]) {
    codes.forEach((code, index) => {
      this.#insert(code, index);
    });
  }

  #insert(code: string, value: number): void {
    let node = 0;
    for (let at = 0; at < code.length; at += 1) {
      const slot = node * 10 + code.charCodeAt(at) - 48;
      if (this.#children[slot] === 0) {
        this.#grow();
        this.#children[slot] = this.#nodeCount;
        this.#nodeCount += 1;
      }
      node = this.#children[slot]!;
    }
    this.#values[node] = value;
  }

  #grow(): void {
    if (this.#nodeCount < this.#values.length) return;
    const children = new Int32Array(this.#children.length * 2);
    children.set(this.#children);
    const values = new Int32Array(this.#values.length * 2).fill(NONE);
    values.set(this.#values);
    this.#children = children;
    this.#values = values;
  }

  /** Index of the longest code that the digits begin with, -1 when there is none. */
  longest(digits: string): number {
    let node = 0;
    let found = this.#values[0]!;
    for (let at = 0; at < digits.length; at += 1) {
      const digit = digits.charCodeAt(at) - 48;
      if (digit < 0 || digit > 9) break;
      node = this.#children[node * 10 + digit]!;
      if (node === 0) break;
      const value = this.#values[node]!;
      if (value !== NONE) found = value;
    }
    return found;
  }

  /**
   * The prefixes that together hold all numbers below `code` whose longest code fits, in as few as
   * can be. Without a code of another kind inside, that is `code` itself.
   */
  cover(code: string, fits: (index: number) => boolean): readonly string[] {
    let node = 0;
    for (let at = 0; at < code.length; at += 1) {
      node = this.#children[node * 10 + code.charCodeAt(at) - 48]!;
      if (node === 0) return fits(this.longest(code)) ? [code] : [];
    }
    const above = this.longest(code.slice(0, -1));
    return this.#cover(node, code, above, fits) ?? [code];
  }

  /** Null: everything below fits. */
  #cover(
    node: number,
    prefix: string,
    above: number,
    fits: (index: number) => boolean,
  ): readonly string[] | null {
    const value = this.#values[node] === NONE ? above : this.#values[node]!;
    const found: string[] = [];
    let isWhole = true;
    for (let digit = 0; digit < 10; digit += 1) {
      const child = this.#children[node * 10 + digit]!;
      const code = `${prefix}${digit}`;
      const inside =
        child === 0 ? wholeOrNothing(fits(value)) : this.#cover(child, code, value, fits);
      if (inside !== null) isWhole = false;
      for (const one of inside ?? [code]) found.push(one);
    }
    return isWhole && fits(value) ? null : found;
  }
}

const wholeOrNothing = (fits: boolean): readonly string[] | null => (fits ? null : []);
