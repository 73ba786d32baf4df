/**
 * The process that one reading is measured in:
 *
 *     node read-program.js ratedeck|papaparse|exceljs FILE ROWS SEED    prints it as JSON
 */

import { measureRead, readers } from './read-once.js';

const [name, path, rowCount, seed] = process.argv.slice(2);
const reader = readers.find((one) => one === name);
if (reader === undefined || path === undefined || seed === undefined) {
  throw new Error(`usage: node read-program.js ${readers.join('|')} FILE ROWS SEED`);
}
const measurement = await measureRead(reader, path, Number(rowCount), Number(seed));
process.stdout.write(JSON.stringify(measurement));
