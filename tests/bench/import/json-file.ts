import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

/** A list, or objects one a line. */
export type JsonStyle = 'array' | 'lines';

/**
 * Writes objects into a JSON file, one after the other.
 * @param more asked before each object, with the objects and bytes so far; false ends the file
 * @returns how many objects it holds
 */
export async function writeJsonFile(
  path: string,
  style: JsonStyle,
  objectOf: (index: number) => object,
  more: (objects: number, bytes: number) => boolean,
): Promise<number> {
  const out = createWriteStream(path, { highWaterMark: 1_048_576 });
  let [objects, bytes] = [0, 0];
  const write = async (text: string): Promise<void> => {
    bytes += Buffer.byteLength(text);
    if (!out.write(text)) await once(out, 'drain');
  };
  if (style === 'array') await write('[');
  for (; more(objects, bytes); objects += 1) {
    const between = objects === 0 ? '' : style === 'array' ? ',\n' : '\n';
    await write(between + JSON.stringify(objectOf(objects)));
  }
  await write(style === 'array' ? ']\n' : '\n');
  out.end();
  await once(out, 'finish');
  return objects;
}
