import { Code, ObjectId, Timestamp } from 'bson';
import { referenceAsDocument } from './document.js';
import { isBsonNumber, numberKey } from './number.js';
import { binaryParts, regularExpressionParts, TypeRank, typeRank } from './order.js';

/**
 * A text that is equal exactly when two values are equal in MongoDB's sense (1, Long 1 and Decimal128 1.0 are), for maps and sets.
 * `text` replaces strings, so that a collation can give its own equality.
 */
export function keyOf(value: unknown, text: (value: string) => string = (plain) => plain): string {
  if (typeof value === 'string') return `s${text(value)}`;
  if (typeof value === 'number') return `n${value === 0 ? 0 : value}`;
  if (value instanceof ObjectId) return `i${value.toHexString()}`;
  if (isBsonNumber(value)) return `n${numberKey(value)}`;
  const rank = typeRank(value);
  switch (rank) {
    case TypeRank.boolean:
      return value ? 'T' : 'F';
    case TypeRank.string:
      return `s${text(String(value))}`;
    case TypeRank.date:
      return `d${Number(value)}`;
    case TypeRank.array:
      return `[${(value as unknown[]).map((element) => sized(keyOf(element, text))).join('')}`;
    case TypeRank.object: {
      const entries = Object.entries(referenceAsDocument(value) as object);
      return `{${entries.map(([name, member]) => sized(name) + sized(keyOf(member, text))).join('')}`;
    }
    case TypeRank.timestamp:
      return `t${(value as Timestamp).toString()}`;
    case TypeRank.binary: {
      const { subtype, bytes } = binaryParts(value);
      return `b${subtype}:${Buffer.from(bytes).toString('latin1')}`;
    }
    case TypeRank.regularExpression:
      return `r${regularExpressionParts(value).map(sized).join('')}`;
    case TypeRank.code:
    case TypeRank.codeWithScope:
      return `c${sized(String((value as Code).code))}${keyOf((value as Code).scope ?? undefined, text)}`;
    default:
      return `#${rank}`;
  }
}

/** Length first: no content can imitate a boundary. */
function sized(part: string): string {
  return `${part.length}:${part}`;
}
