import { shown } from '../../pipeline/finding.js';
import { UnreadableValue, type WritingDefaults } from '../transform.js';

/**
 * A number as the mapping says that numbers are written.
 * @throws UnreadableValue NOT_A_NUMBER
 */
export function readNumber(value: unknown, { decimal, thousands }: WritingDefaults): number {
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return value;
    throw new UnreadableValue('NOT_A_NUMBER', `${shown(String(value))} is no number`);
  }
  let text = typeof value === 'string' ? value.replace(/[\s\u00a0\u202f']/g, '') : '';
  if (thousands !== null) text = text.replaceAll(thousands, '');
  if (decimal !== '.') text = text.replace(decimal, '.');
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/.test(text)) {
    throw new UnreadableValue('NOT_A_NUMBER', `${shown(value)} is no number`);
  }
  const number = Number(text);
  if (!Number.isFinite(number)) throw new UnreadableValue('NOT_A_NUMBER', `${shown(value)} is too large a number`);
  return number;
}

/** A number inside of a text, with point or comma: "22,0 kW" is 22. */
export function numberInText(text: string): number {
  return Number(text.replace(/\s/g, '').replace(',', '.'));
}
