/**
 * Finds the parts of an `.xlsx` workbook: which sheets it has, in order, and where they, the shared
 * strings and the formats are. Everything is found by relations, as the format wants it, and not by
 * the names that one program or another gives its parts.
 */

import { unsupported } from '../container/file-kind.js';
import { damaged, type ReadBudget } from '../container/limits.js';
import type { Parts } from '../container/zip-content.js';
import type { ZipEntry } from '../container/zip-directory.js';
import { readXmlPart } from '../xml/xml-part.js';
import { attribute, type XmlHandler } from '../xml/xml-tokens.js';

export interface XlsxSheetPart {
  readonly name: string;
  readonly hidden: boolean;
  /** Null: a chart, which has no cells. */
  readonly part: ZipEntry | null;
}

export interface XlsxWorkbook {
  readonly sheets: readonly XlsxSheetPart[];
  readonly is1904: boolean;
  readonly sharedStrings: ZipEntry | null;
  readonly styles: ZipEntry | null;
}

interface Relation {
  readonly type: string;
  readonly target: string;
}

interface NamedSheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly relation: string;
}

export async function readXlsxWorkbook(parts: Parts, budget: ReadBudget): Promise<XlsxWorkbook> {
  const finder = new PartFinder(parts);
  const packageRelations = await readRelations(finder, '', budget);
  const main = [...packageRelations.values()].find(({ type }) => type === 'officeDocument');
  const path = main?.target ?? 'xl/workbook.xml';
  if (/\.bin$/i.test(path)) {
    throw unsupported('a binary workbook (.xlsb)', 'Save it as .xlsx or CSV.');
  }
  const book = new WorkbookHandler();
  await readXmlPart(finder.need(path), book, budget);
  budget.addSheets(book.sheets.length);
  const relations = await readRelations(finder, path, budget);
  const partOf = (type: string) => {
    const relation = [...relations.values()].find((candidate) => candidate.type === type);
    return relation === undefined ? null : finder.need(relation.target);
  };
  const sheets = book.sheets.map(({ name, hidden, relation }) => {
    const found = relations.get(relation);
    if (found === undefined) throw damaged(`sheet ${JSON.stringify(name.slice(0, 60))} is missing`);
    return { name, hidden, part: found.type === 'worksheet' ? finder.need(found.target) : null };
  });
  if (sheets.length === 0) throw damaged('the workbook names no sheets');
  const { is1904 } = book;
  return { sheets, is1904, sharedStrings: partOf('sharedStrings'), styles: partOf('styles') };
}

class PartFinder {
  readonly #parts = new Map<string, ZipEntry>();

  constructor(parts: Parts) {
    for (const [name, entry] of parts) this.#parts.set(name.toLowerCase(), entry);
  }

  find(path: string): ZipEntry | null {
    return this.#parts.get(path.toLowerCase()) ?? null;
  }

  need(path: string): ZipEntry {
    const entry = this.find(path);
    if (entry === null) throw damaged(`its part ${JSON.stringify(path.slice(0, 100))} is missing`);
    return entry;
  }
}

/** The relations of a part by their id, targets as paths in the archive. */
async function readRelations(
  finder: PartFinder,
  path: string,
  budget: ReadBudget,
): Promise<ReadonlyMap<string, Relation>> {
  const slash = path.lastIndexOf('/');
  const folder = path.slice(0, slash + 1);
  const entry = finder.find(`${folder}_rels/${path.slice(slash + 1)}.rels`);
  const relations = new Map<string, Relation>();
  if (entry === null) return relations;
  const handler: XmlHandler = {
    open(name, attributes) {
      if (name !== 'Relationship') return;
      const id = attribute(attributes, 'Id');
      const type = attribute(attributes, 'Type')?.split('/').at(-1) ?? '';
      const target = attribute(attributes, 'Target');
      if (id === null || target === null) return;
      if (attribute(attributes, 'TargetMode') === 'External') return;
      relations.set(id, { type, target: resolvePath(folder, target) });
    },
    text() {},
    close() {},
  };
  await readXmlPart(entry, handler, budget);
  return relations;
}

function resolvePath(folder: string, target: string): string {
  const path = target.startsWith('/') ? target : folder + target;
  const steps: string[] = [];
  for (const step of path.replaceAll('\\', '/').split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
}

class WorkbookHandler implements XmlHandler {
  readonly sheets: NamedSheet[] = [];
  is1904 = false;

  open(name: string, attributes: string): void {
    if (name === 'workbookPr') {
      this.is1904 = /^(?:1|true|on)$/i.test(attribute(attributes, 'date1904') ?? '');
    } else if (name === 'sheet') {
      this.sheets.push({
        name: attribute(attributes, 'name') ?? '',
        hidden: /^(?:hidden|veryHidden)$/.test(attribute(attributes, 'state') ?? ''),
        relation: attribute(attributes, 'id') ?? '',
      });
    }
  }

  text(): void {}

  close(): void {}
}
