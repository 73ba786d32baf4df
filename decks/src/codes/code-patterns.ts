/**
 * Patterns by which switches write codes: `_4382[01]X.`, `^43(660|664)`, `4382[01]xxxxx`. A pattern is
 * the codes that its numbers begin with; what stands for any further digits adds none.
 */

const CODES_MAX = 1000;
const PATTERN = /^[_^]?\+?\d[\d[\](),|xXnNzZ*.!+$\\d{}-]*$/;
/** What may follow any code: `X.`, `\d+`, `[0-9]{4}`, `.*$`. */
const REST = /^(?:[xX.*!+$]|\\d|\[(?:0-9|\d+-\d+)\]|\{\d+(?:,\d*)?\})*$/;
const WHOLE_CLASS = /^\[0-9\]/;
const CLASS = /^\[([\d,-]+)\]/;
const CHOICE = /^\(([\d|]+)\)/;

/** `43(660, 664)`: a country, and what follows it as a list. */
const LISTED = /^(\+?\d{1,15})\s*\((\d+(?:\s*[,;/|&]\s*\d+)+)\)$/;

/** Null when the text is no pattern. */
export function codesOfPattern(written: string): readonly string[] | null {
  const listed = LISTED.exec(written);
  const text =
    listed === null ? written : `${listed[1]}(${listed[2]!.split(/[\s,;/|&]+/).join('|')})`;
  if (!PATTERN.test(text) || !/[_^[(]/.test(text)) return null;
  const isDialplan = text.startsWith('_');
  let rest = text.replace(/^[_^]?\+?/, '');
  let codes = [''];
  while (rest !== '') {
    const step = nextStep(rest, isDialplan);
    if (step === null) return REST.test(rest) && codes[0] !== '' ? codes : null;
    codes = codes.flatMap((code) => step.digits.map((digits) => code + digits));
    if (codes.length > CODES_MAX) return null;
    rest = rest.slice(step.length);
  }
  return codes;
}

interface Step {
  readonly digits: readonly string[];
  readonly length: number;
}

function nextStep(rest: string, isDialplan: boolean): Step | null {
  const digits = /^\d+/.exec(rest)?.[0];
  if (digits !== undefined) return { digits: [digits], length: digits.length };
  if (isDialplan && /^[nN]/.test(rest)) return { digits: [...'23456789'], length: 1 };
  if (isDialplan && /^[zZ]/.test(rest)) return { digits: [...'123456789'], length: 1 };
  if (WHOLE_CLASS.test(rest)) return null;
  const choice = CHOICE.exec(rest);
  if (choice !== null) {
    const choices = choice[1]!.split('|').filter((one) => one !== '');
    return choices.length === 0 ? null : { digits: choices, length: choice[0].length };
  }
  const set = CLASS.exec(rest);
  const members = set === null ? null : membersOf(set[1]!);
  return members === null ? null : { digits: members, length: set![0].length };
}

/** `0-35,7` */
function membersOf(text: string): readonly string[] | null {
  const members = new Set<string>();
  for (const [, first, last] of text.matchAll(/(\d)(?:-(\d))?/g)) {
    for (let digit = Number(first); digit <= Number(last ?? first); digit += 1) {
      members.add(String(digit));
    }
  }
  return members.size === 0 ? null : [...members];
}
