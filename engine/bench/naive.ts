/**
 * The truth that benchmark answers are compared with: written for being obviously right, not fast,
 * and sharing nothing with the engine.
 */

/** Position of the longest code that begins the number: every code is looked at. */
export function naiveLongestPrefix(codes: readonly string[], number: string): number {
  let best = -1;
  for (let index = 0; index < codes.length; index += 1) {
    const code = codes[index]!;
    if (number.startsWith(code) && (best < 0 || code.length > codes[best]!.length)) best = index;
  }
  return best;
}

/** Throws at the first answer that differs: a benchmark of wrong answers measures nothing. */
export function assertSameAnswers(
  name: string,
  answers: ArrayLike<number>,
  truth: ArrayLike<number>,
): void {
  if (answers.length !== truth.length) {
    throw new Error(`${name} gave ${answers.length} answers, not ${truth.length}`);
  }
  for (let i = 0; i < truth.length; i += 1) {
    if (answers[i] !== truth[i]) {
      throw new Error(`${name} answered ${answers[i]} for item ${i}, right is ${truth[i]}`);
    }
  }
}
