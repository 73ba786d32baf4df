/** Settings of benchmarks out of the environment. */

/** A whole number above 0, or `otherwise` when the variable is not set. */
export function wholeNumber(env: NodeJS.ProcessEnv, name: string, otherwise: number): number {
  const text = env[name];
  if (text === undefined || text === '') return otherwise;
  if (!/^[0-9]{1,10}$/.test(text) || text === '0') {
    throw new Error(`${name} is ${JSON.stringify(text)}: give a whole number above 0`);
  }
  return Number(text);
}
