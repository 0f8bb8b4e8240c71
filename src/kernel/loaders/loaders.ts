import DataLoader from 'dataloader';
import type { LoaderObserver, ObservedBatch } from './loader-observer.js';
import type { FieldNames } from './selected-fields.js';

/**
 * A named way to read many things at once. Declared once in its subgraph; the request's `Loaders` collects all keys
 * that are asked for in the same tick with the same arguments and calls `load` once, with the union of the fields.
 */
export interface LoaderDefinition<Context, Key, Value, Arguments = undefined> {
  /** Unique in the process: `infrastructure.locationsOfCountry`. Shown in metrics. */
  readonly name: string;
  /** Text that is equal for equal keys. */
  keyText(key: Key): string;
  /** One value or error for each key, in the order of the keys. */
  load(
    keys: readonly Key[],
    request: { readonly arguments: Arguments; readonly fields: FieldNames },
    context: Context,
  ): Promise<readonly (Value | Error)[]>;
}

interface Ask<Key> {
  key: Key;
  text: string;
  fields: FieldNames;
  context: unknown;
}

/** Loaders of one request. Values live as long as the request does. */
export class Loaders {
  readonly #byNameAndArguments = new Map<string, DataLoader<Ask<unknown>, unknown, string>>();
  readonly #fieldTexts = new WeakMap<FieldNames, string>();

  constructor(private readonly observer?: LoaderObserver) {}

  /** Loaders that have read nothing yet, observed as these are: for the next event of a stream. */
  fresh(): Loaders {
    return new Loaders(this.observer);
  }

  /** Reads one value, batched with everything else that this loader is asked for in the same tick. */
  load<Context, Key, Value, Arguments>(
    definition: LoaderDefinition<Context, Key, Value, Arguments>,
    key: Key,
    request: { arguments: Arguments; fields: FieldNames },
    context: Context,
  ): Promise<Value> {
    const id = `${definition.name} ${JSON.stringify(request.arguments) ?? ''}`;
    let loader = this.#byNameAndArguments.get(id);
    if (loader === undefined) {
      loader = new DataLoader<Ask<unknown>, unknown, string>(
        (asks) => loadBatch(definition, asks as readonly Ask<Key>[], request.arguments, context, this.observer),
        { cacheKeyFn: (ask) => `${ask.text} ${this.#fieldsText(ask.fields)}` },
      );
      this.#byNameAndArguments.set(id, loader);
    }
    return loader.load({ key, text: definition.keyText(key), fields: request.fields, context }) as Promise<Value>;
  }

  #fieldsText(fields: FieldNames): string {
    let text = this.#fieldTexts.get(fields);
    if (text === undefined) {
      text = [...fields].sort().join(',');
      this.#fieldTexts.set(fields, text);
    }
    return text;
  }
}

/** One key may be asked for with different fields: it is read once, with all of them. */
async function loadBatch<Context, Key, Value, Arguments>(
  definition: LoaderDefinition<Context, Key, Value, Arguments>,
  asks: readonly Ask<Key>[],
  loaderArguments: Arguments,
  context: Context,
  observer: LoaderObserver | undefined,
): Promise<(Value | Error)[]> {
  const keys: Key[] = [];
  const positions = new Map<string, number>();
  const fields = new Set<string>();
  for (const ask of asks) {
    if (!positions.has(ask.text)) {
      positions.set(ask.text, keys.length);
      keys.push(ask.key);
    }
    for (const field of ask.fields) {
      fields.add(field);
    }
  }
  const read = () => readKeys(definition, keys, { arguments: loaderArguments, fields }, context);
  const values = observer
    ? await observed(read, observer, { loader: definition.name, size: keys.length }, asks[0]?.context)
    : await read();
  return asks.map((ask) => values[positions.get(ask.text) ?? -1] as Value | Error);
}

async function readKeys<Context, Key, Value, Arguments>(
  definition: LoaderDefinition<Context, Key, Value, Arguments>,
  keys: readonly Key[],
  request: { readonly arguments: Arguments; readonly fields: FieldNames },
  context: Context,
): Promise<readonly (Value | Error)[]> {
  const values = await definition.load(keys, request, context);
  if (values.length !== keys.length) {
    throw new Error(`Loader ${definition.name} answered ${values.length} values for ${keys.length} keys`);
  }
  return values;
}

async function observed<Values>(
  read: () => Promise<Values>,
  observer: LoaderObserver,
  batch: ObservedBatch,
  context: unknown,
): Promise<Values> {
  const end = observer.onBatchStart(batch, context);
  try {
    const values = await read();
    end?.();
    return values;
  } catch (error) {
    end?.(error);
    throw error;
  }
}
