/** The text fields of a schema, each with its path, and how to put something at such a path. */

interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly 'x-instant'?: true;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

export interface TextField {
  /** `numberRules[0].strip`; of a list, its first item. */
  readonly path: string;
  readonly isInstant: boolean;
}

const isText = ({ type, enum: values }: Schema): boolean =>
  values === undefined && [type].flat().includes('string');

export function textFields(schema: object | undefined, path = ''): TextField[] {
  if (schema === undefined) return [];
  const { anyOf = [], items, properties = {}, ...self } = schema as Schema;
  const inside = Object.entries(properties).flatMap(([name, field]) =>
    textFields(field, path === '' ? name : `${path}.${name}`),
  );
  const found = [
    ...(isText(self) ? [{ path, isInstant: self['x-instant'] === true }] : []),
    ...anyOf.flatMap((choice) => textFields(choice, path)),
    ...(items === undefined ? [] : textFields(items, `${path}[0]`)),
    ...inside,
  ];
  return [...new Map(found.map((field) => [field.path, field])).values()];
}

/** The same value with another one at a path; what is missing on the way is made. */
export function withField(value: unknown, path: string, field: unknown): unknown {
  return put(value, path.split(/[.]|(?=\[)/), field);
}

function put(value: unknown, [step, ...rest]: readonly string[], field: unknown): unknown {
  if (step === undefined) return field;
  const isItem = step.startsWith('[');
  const name = isItem ? step.slice(1, -1) : step;
  const before = (value ?? {}) as Readonly<Record<string, unknown>>;
  const item = put(before[name], rest, field);
  return isItem ? [item] : { ...before, [name]: item };
}
