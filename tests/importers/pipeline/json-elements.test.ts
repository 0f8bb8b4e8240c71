import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JsonElement, jsonElements } from '../../../src/importers/pipeline/json-elements.js';

/** A text in pieces that end anywhere. */
async function* cut(text: string, lengths: readonly number[]): AsyncGenerator<string> {
  for (let start = 0, at = 0; start < text.length; at += 1) {
    const length = lengths[at % lengths.length] ?? 1;
    yield text.slice(start, start + length);
    start += length;
  }
}

async function elementsOf(text: string, lengths: readonly number[], listsIn: readonly string[] = []) {
  const elements: JsonElement[] = [];
  for await (const element of jsonElements(cut(text, lengths), { name: 'file', listsIn })) elements.push(element);
  return elements;
}

/** Texts with what could be taken for structure. */
const text = fc.string({
  unit: fc.constantFrom('a', '"', '\\', '[', ']', '{', '}', ',', ':', '\n', 'é', '😀'),
  maxLength: 9,
});
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    text,
    fc.integer(),
    fc.constantFrom(null, true),
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(text, tie('any'), { maxKeys: 3 }),
  ),
})).any;
const objects = fc.array(fc.dictionary(text, value, { maxKeys: 3 }), { minLength: 1, maxLength: 6 });
const lengths = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });
const indent = fc.constantFrom(0, 1, '\t');

/** Line of each value, by looking for it from where the one before it ends. */
function linesOf(file: string, texts: readonly string[]): number[] {
  let end = 0;
  return texts.map((one) => {
    const start = file.indexOf(one, end);
    end = start + one.length;
    return file.slice(0, start).split('\n').length;
  });
}

/** How many lists and objects lie within each other. */
function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

describe('the elements of a JSON file', () => {
  it('are those of a list, with their lines, wherever the pieces end', async () => {
    await fc.assert(
      fc.asyncProperty(objects, lengths, indent, async (list, pieces, space) => {
        const texts = list.map((one) => JSON.stringify(one, null, space));
        const file = `[\n${texts.join(',\n')}\r\n]\n`;
        const elements = await elementsOf(file, pieces);
        expect(elements.map((element) => element.text)).toEqual(texts);
        expect(elements.map(({ line }) => line)).toEqual(linesOf(file, texts));
        expect(elements.map(({ depth }) => depth)).toEqual(list.map(depthOf));
      }),
      { numRuns: 200 },
    );
  });

  it('are the objects one a line', async () => {
    await fc.assert(
      fc.asyncProperty(objects, lengths, async (list, pieces) => {
        const texts = list.map((one) => JSON.stringify(one));
        const elements = await elementsOf(texts.join('\n'), pieces);
        expect(elements).toEqual(texts.map((one, at) => ({ line: at + 1, text: one, depth: depthOf(list[at]) })));
      }),
      { numRuns: 200 },
    );
  });

  it('are those of the list in an envelope, whatever else is in it', async () => {
    await fc.assert(
      fc.asyncProperty(objects, value, lengths, async (list, other, pieces) => {
        const file = JSON.stringify({ status: other, data: list, more: [other] });
        const elements = await elementsOf(file, pieces, ['data']);
        expect(elements.map((element) => element.text)).toEqual(list.map((one) => JSON.stringify(one)));
        expect(elements.map(({ depth }) => depth)).toEqual(list.map(depthOf));
      }),
      { numRuns: 200 },
    );
  });

  it('are none where the file is cut short', async () => {
    await fc.assert(
      fc.asyncProperty(objects, lengths, fc.double({ min: 0, max: 0.99, noNaN: true }), async (list, pieces, share) => {
        const file = JSON.stringify(list);
        const shortened = file.slice(0, 1 + Math.floor((file.length - 1) * share));
        await expect(elementsOf(shortened, pieces)).rejects.toThrow(/ends in the middle/);
      }),
      { numRuns: 100 },
    );
  });

  it('tell the line on which a bracket closes that was never opened', async () => {
    await expect(elementsOf('[\n{"a": "}\\"\n]"},\n{"b": 1]}\n]', [3])).rejects.toThrow(/file, line 4: .*never opened/);
  });
});
