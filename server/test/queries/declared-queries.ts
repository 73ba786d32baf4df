/**
 * What the source says of queries, read by the compiler: every place that asks the database, with the
 * type of the rows that it expects, and every exported function of the files that hold such places.
 */

import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const SOURCE = 'server/src/';

/** Mechanism: it passes on what others ask, or runs whenever a database of a test is made. */
const MECHANISM = new Set(
  ['connection', 'database', 'lease', 'transaction', 'migrate', 'page'].map(
    (name) => `${SOURCE}platform/db/${name}.ts`,
  ),
);

export interface DeclaredField {
  readonly type: 'string' | 'number' | 'boolean' | 'bytes' | `${'string' | 'number'}[]` | 'unknown';
  readonly isNullable: boolean;
  /** Null: any text. */
  readonly choices: readonly string[] | null;
}

export interface QuerySite {
  /** `server/src/x/store.ts:12`, the line on which the database is asked. */
  readonly place: string;
  /** Null: it says nothing of rows, or only asks whether there is one. */
  readonly fields: Readonly<Record<string, DeclaredField>> | null;
  readonly isPage: boolean;
}

export interface StoreFunction {
  readonly file: string;
  readonly name: string;
  readonly signature: ts.Signature;
}

export interface DeclaredQueries {
  readonly checker: ts.TypeChecker;
  readonly sites: ReadonlyMap<string, QuerySite>;
  readonly functions: readonly StoreFunction[];
}

function openProgram(): ts.Program {
  const path = `${ROOT}tsconfig.check.json`;
  const read = ts.readConfigFile(path, ts.sys.readFile);
  const config = ts.parseJsonConfigFileContent(read.config, ts.sys, ROOT);
  const files = config.fileNames.filter(
    (file) => relative(ROOT, file).startsWith(SOURCE) && !file.endsWith('.test.ts'),
  );
  return ts.createProgram(files, config.options);
}

export function readDeclaredQueries(): DeclaredQueries {
  const program = openProgram();
  const checker = program.getTypeChecker();
  const sites = new Map<string, QuerySite>();
  const functions: StoreFunction[] = [];
  for (const source of program.getSourceFiles()) {
    const file = relative(ROOT, source.fileName);
    if (!file.startsWith(SOURCE) || MECHANISM.has(file)) continue;
    const found = sitesIn(source, file, checker);
    if (found.length === 0) continue;
    for (const site of found) {
      if (sites.has(site.place)) throw new Error(`${site.place}: two queries on one line`);
      sites.set(site.place, site);
    }
    functions.push(...functionsOf(source, file, checker));
  }
  return { checker, sites, functions };
}

function sitesIn(source: ts.SourceFile, file: string, checker: ts.TypeChecker): QuerySite[] {
  const sites: QuerySite[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const site = siteOf(node, checker);
      const { line } = source.getLineAndCharacterOfPosition(nameOf(node).getStart(source));
      if (site !== null) sites.push({ ...site, place: `${file}:${line + 1}` });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return sites;
}

const nameOf = ({ expression }: ts.CallExpression): ts.Node =>
  ts.isPropertyAccessExpression(expression) ? expression.name : expression;

/** By what is called and not by what it is called. */
function siteOf(call: ts.CallExpression, checker: ts.TypeChecker): Omit<QuerySite, 'place'> | null {
  const signature = checker.getResolvedSignature(call);
  const declared = signature?.declaration;
  if (signature === undefined || declared === undefined || !('name' in declared)) return null;
  const home = relative(ROOT, declared.getSourceFile().fileName);
  const name = declared.name?.getText() ?? '';
  if (home === `${SOURCE}platform/db/page.ts` && name === 'readPage') {
    const [page] = typeArguments(signature.getReturnType(), checker);
    const [items] = typeArguments(propertyType(page!, 'items', checker), checker);
    return { isPage: true, fields: fieldsOf(items!, checker) };
  }
  if (home !== `${SOURCE}platform/db/connection.ts`) return null;
  if (name !== 'rows' && name !== 'row') {
    const isAsking = ['run', 'copyIn', 'copyOut'].includes(name);
    return isAsking ? { isPage: false, fields: null } : null;
  }
  const [answer] = typeArguments(signature.getReturnType(), checker);
  const row = name === 'row' ? answer : typeArguments(answer!, checker)[0];
  return { isPage: false, fields: fieldsOf(checker.getNonNullableType(row!), checker) };
}

const typeArguments = (type: ts.Type, checker: ts.TypeChecker): readonly ts.Type[] =>
  checker.getTypeArguments(type as ts.TypeReference);

const propertyType = (type: ts.Type, name: string, checker: ts.TypeChecker): ts.Type =>
  checker.getTypeOfSymbol(type.getProperty(name)!);

function fieldsOf(row: ts.Type, checker: ts.TypeChecker): QuerySite['fields'] {
  const properties = row.getProperties();
  if (properties.length === 0) return null;
  return Object.fromEntries(
    properties.map((property) => [
      property.name,
      fieldOf(checker.getTypeOfSymbol(property), checker),
    ]),
  );
}

function fieldOf(type: ts.Type, checker: ts.TypeChecker): DeclaredField {
  const parts = type.isUnion() ? type.types : [type];
  const given = parts.filter(({ flags }) => (flags & ts.TypeFlags.Null) === 0);
  const isNullable = given.length < parts.length;
  const literals = given.flatMap((part) => (part.isStringLiteral() ? part.value : []));
  const choices = literals.length === given.length ? literals.toSorted() : null;
  const kinds = new Set(given.map((part) => kindOf(part, checker)));
  const [kind] = kinds;
  return { type: kinds.size === 1 ? kind! : 'unknown', isNullable, choices };
}

function kindOf(type: ts.Type, checker: ts.TypeChecker): DeclaredField['type'] {
  if (type.flags & ts.TypeFlags.StringLike) return 'string';
  if (type.flags & ts.TypeFlags.NumberLike) return 'number';
  if (type.flags & ts.TypeFlags.BooleanLike) return 'boolean';
  if (checker.isArrayType(type)) {
    const item = fieldOf(typeArguments(type, checker)[0]!, checker).type;
    return item === 'string' || item === 'number' ? `${item}[]` : 'unknown';
  }
  return type.symbol?.name === 'Buffer' ? 'bytes' : 'unknown';
}

function functionsOf(
  source: ts.SourceFile,
  file: string,
  checker: ts.TypeChecker,
): StoreFunction[] {
  const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(source)!);
  return exported.flatMap((symbol) => {
    const [signature] = checker.getTypeOfSymbol(symbol).getCallSignatures();
    return signature === undefined ? [] : { file, name: symbol.name, signature };
  });
}
