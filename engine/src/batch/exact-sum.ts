/** A sum of safe integers that never leaves the exact: what grows too large moves on to BigInt. */

const CARRY_AT = 2 ** 52;

export class ExactSum {
  #low = 0;
  #high = 0n;

  add(value: number): void {
    if (value > CARRY_AT || value < -CARRY_AT) {
      this.#high += BigInt(value);
      return;
    }
    this.#low += value;
    if (this.#low > CARRY_AT || this.#low < -CARRY_AT) {
      this.#high += BigInt(this.#low);
      this.#low = 0;
    }
  }

  addWide(value: bigint): void {
    this.#high += value;
  }

  get total(): bigint {
    return this.#high + BigInt(this.#low);
  }
}
