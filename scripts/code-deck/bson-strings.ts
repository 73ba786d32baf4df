/**
 * Reads the BSON files of the open numbering package: flat documents of strings, and nothing else.
 * Anything else in them is an error: then the package has changed and wants to be looked at.
 */

const STRING = 2;

export function readBsonStrings(bytes: Buffer, file: string): Map<string, string> {
  const strings = new Map<string, string>();
  let at = 4;
  while (bytes[at] !== 0) {
    if (bytes[at] !== STRING) throw new Error(`${file}: a value at byte ${at} is not a string`);
    const keyEnd = bytes.indexOf(0, at + 1);
    const key = bytes.toString('utf8', at + 1, keyEnd);
    const size = bytes.readInt32LE(keyEnd + 1);
    const start = keyEnd + 5;
    strings.set(key, bytes.toString('utf8', start, start + size - 1));
    at = start + size;
  }
  return strings;
}
