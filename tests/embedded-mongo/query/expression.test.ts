// biome-ignore-all lint/suspicious/noThenProperty: it is MongoDB's name of an argument
import { Decimal128, Long, ObjectId } from 'bson';
import { describe, expect, it } from 'vitest';
import { compileExpression } from '../../../src/embedded-mongo/query/expression.js';

const NOW = new Date('2026-03-01T12:00:00Z');
const evaluate = (expression: unknown, document: unknown = {}, variables?: Record<string, unknown>) =>
  compileExpression(expression, { now: NOW, ...(variables && { variables }) })(document);
const decimal = (text: string) => Decimal128.fromString(text);
const day = new Date('2014-01-01T08:15:39.736Z');

describe('paths and variables', () => {
  const document = { a: { b: [1, { c: 2 }, { c: 3 }] }, name: 'x', array: [[{ c: 1 }]] };
  it.each([
    ['$a.b.c', [2, 3]],
    ['$a.b.0', []],
    ['$array.c', [[1]]],
    ['$missing', undefined],
    ['$name.length', undefined],
    ['$constructor', undefined],
    ['$a.__proto__', undefined],
    ['$$ROOT.name', 'x'],
    ['$$CURRENT.name', 'x'],
    ['$$NOW', NOW],
    [{ $literal: '$name' }, '$name'],
    [
      ['$name', '$missing'],
      ['x', null],
    ],
    [{ n: '$name', m: '$missing' }, { n: 'x' }],
    [{ $let: { vars: { low: 1 }, in: { $add: ['$$low', 1] } } }, 2],
    [{ $getField: { field: 'name', input: '$$ROOT' } }, 'x'],
  ])('%j', (expression, expected) => {
    expect(evaluate(expression, document)).toEqual(expected);
  });

  it("knows the command's variables", () => {
    expect(evaluate({ $add: ['$$rate', 1] }, {}, { rate: 2 })).toBe(3);
  });
});

describe('operators', () => {
  it.each<[unknown, unknown]>([
    [{ $add: [decimal('0.10'), decimal('0.20')] }, decimal('0.30')],
    [{ $add: [Long.fromString('9007199254740993'), 1] }, Long.fromString('9007199254740994')],
    [{ $add: [1, null] }, null],
    [{ $add: [new Date(1000), 500] }, new Date(1500)],
    [{ $subtract: [new Date(5000), new Date(2000)] }, Long.fromNumber(3000)],
    [{ $multiply: [decimal('19.99'), 3] }, decimal('59.97')],
    [{ $divide: [7, 2] }, 3.5],
    [{ $mod: [-7, 3] }, -1],
    [{ $round: [2.5] }, 2],
    [{ $round: [1234.5678, 2] }, 1234.57],
    [{ $trunc: [-1234.5678, -2] }, -1200],
    [{ $floor: -1.5 }, -2],
    [{ $ceil: decimal('1.1') }, decimal('2')],
    [{ $abs: -3 }, 3],
    [{ $sqrt: 25 }, 5],
    [{ $pow: [2, 10] }, 1024],
    [{ $eq: [1, Long.fromNumber(1)] }, true],
    [{ $lt: [null, 0] }, true],
    [{ $gt: ['a', 5] }, true],
    [
      {
        $cmp: [
          [1, 2],
          [1, 3],
        ],
      },
      -1,
    ],
    [{ $and: [1, 'x', ''] }, true],
    [{ $and: [] }, true],
    [{ $or: [0, null, Long.ZERO] }, false],
    [{ $not: [0] }, true],
    [{ $cond: [{ $gt: [2, 1] }, 'yes', 'no'] }, 'yes'],
    [{ $cond: { if: false, then: 1, else: 2 } }, 2],
    [{ $ifNull: [null, '$missing', 3] }, 3],
    [
      {
        $switch: {
          branches: [
            { case: false, then: 1 },
            { case: true, then: 2 },
          ],
          default: 3,
        },
      },
      2,
    ],
    [{ $in: [decimal('2'), [1, 2]] }, true],
    [{ $size: [[1, 2]] }, 2],
    [{ $slice: [[1, 2, 3], -2] }, [2, 3]],
    [{ $slice: [[1, 2, 3], 1, 1] }, [2]],
    [{ $arrayElemAt: [[1, 2, 3], -1] }, 3],
    [{ $arrayElemAt: [[1], 4] }, undefined],
    [{ $map: { input: [1, 2], as: 'n', in: { $multiply: ['$$n', 2] } } }, [2, 4]],
    [{ $filter: { input: [1, 2, 3], cond: { $gte: ['$$this', 2] } } }, [2, 3]],
    [{ $filter: { input: [1, 2, 3], cond: true, limit: 1 } }, [1]],
    [{ $reduce: { input: ['a', 'b'], initialValue: '', in: { $concat: ['$$value', '$$this'] } } }, 'ab'],
    [{ $concatArrays: [[1], [2]] }, [1, 2]],
    [{ $range: [0, 10, 3] }, [0, 3, 6, 9]],
    [{ $reverseArray: [[1, 2]] }, [2, 1]],
    [{ $indexOfArray: [['a', 'b'], 'b'] }, 1],
    [{ $sortArray: { input: [{ n: 2 }, { n: 1 }], sortBy: { n: 1 } } }, [{ n: 1 }, { n: 2 }]],
    [{ $sortArray: { input: [3, 'a', null], sortBy: -1 } }, ['a', 3, null]],
    [
      {
        $zip: {
          inputs: [
            ['a', { $literal: '$b' }],
            [1, 2],
          ],
        },
      },
      [
        ['a', 1],
        ['$b', 2],
      ],
    ],
    [{ $setUnion: [[1, decimal('1.0')], [2]] }, [1, 2]],
    [
      {
        $setIntersection: [
          [1, 2, 3],
          [2, 3, 4],
        ],
      },
      [2, 3],
    ],
    [{ $setDifference: [[1, 2], [2]] }, [1]],
    [
      {
        $setEquals: [
          [1, 2],
          [2, 1, 1],
        ],
      },
      true,
    ],
    [{ $setIsSubset: [[1], [1, 2]] }, true],
    [{ $objectToArray: { a: 1 } }, [{ k: 'a', v: 1 }]],
    [{ $arrayToObject: [[{ k: 'a', v: 1 }]] }, { a: 1 }],
    [{ $mergeObjects: [{ a: 1 }, null, { b: 2 }] }, { a: 1, b: 2 }],
    [{ $sum: [[1, 'x', 2]] }, 3],
    [{ $sum: [decimal('0.1'), decimal('0.2')] }, decimal('0.3')],
    [{ $avg: [[1, 2]] }, 1.5],
    [{ $max: [[1, decimal('2.5'), null]] }, decimal('2.5')],
    [{ $maxN: { n: 2, input: [1, 3, 2] } }, [3, 2]],
    [{ $concat: ['a', null] }, null],
    [{ $toUpper: null }, ''],
    [{ $toUpper: 'aé' }, 'Aé'],
    [{ $strLenCP: '😀é' }, 2],
    [{ $strLenBytes: '😀é' }, 6],
    [{ $substrCP: ['😀éx', 1, 2] }, 'éx'],
    [{ $substrBytes: ['abc', 1, -1] }, 'bc'],
    [{ $indexOfCP: ['😀a', 'a'] }, 1],
    [{ $split: ['a-b', '-'] }, ['a', 'b']],
    [{ $trim: { input: '  x ' } }, 'x'],
    [{ $ltrim: { input: 'xxa', chars: 'x' } }, 'a'],
    [{ $replaceAll: { input: 'a.b.c', find: '.', replacement: { $literal: '$&' } } }, 'a$&b$&c'],
    [{ $regexMatch: { input: 'Line', regex: 'line', options: 'i' } }, true],
    [{ $regexFind: { input: 'ab12', regex: /(\d)(\d)/ } }, { match: '12', idx: 2, captures: ['1', '2'] }],
    [{ $toDecimal: '1.10' }, decimal('1.10')],
    [{ $toInt: '42' }, 42],
    [{ $toLong: 3.9 }, Long.fromNumber(3)],
    [{ $toString: decimal('1.50') }, '1.50'],
    [{ $toDate: 0.5 }, new Date(0)],
    [{ $toDate: '2018-03-03' }, new Date('2018-03-03T00:00:00Z')],
    [{ $toDate: '2018-03-03T10:00:00' }, new Date('2018-03-03T10:00:00Z')],
    [{ $toObjectId: 'a'.repeat(24) }, new ObjectId('a'.repeat(24))],
    [{ $toBool: 'false' }, true],
    [{ $convert: { input: 'x', to: 'int', onError: -1 } }, -1],
    [{ $convert: { input: null, to: 'int', onNull: 0 } }, 0],
    [{ $type: decimal('1') }, 'decimal'],
    [{ $type: '$missing' }, 'missing'],
    [{ $isNumber: Long.ONE }, true],
    // https://www.mongodb.com/docs/manual/reference/operator/aggregation/dateToString/
    [{ $dateToString: { format: '%Y-%m-%d', date: day } }, '2014-01-01'],
    [{ $dateToString: { format: '%H:%M:%S:%L%z', date: day, timezone: 'America/New_York' } }, '03:15:39:736-0500'],
    [{ $dateToString: { format: '%H:%M:%S:%L%z', date: day, timezone: '+04:30' } }, '12:45:39:736+0430'],
    [
      { $dateToString: { format: 'minute offset %Z, day %j, week %U, ISO %G-W%V-%u', date: day } },
      'minute offset +000, day 001, week 00, ISO 2014-W01-3',
    ],
    [{ $isoWeek: new Date('2021-01-03T00:00:00Z') }, 53],
    [{ $isoWeekYear: new Date('2021-01-03T00:00:00Z') }, 2020],
    [{ $week: new Date('2016-01-03T00:00:00Z') }, 1],
    [{ $hour: { date: day, timezone: 'America/Argentina/Buenos_Aires' } }, 5],
    [{ $year: null }, null],
    [{ $dayOfWeek: day }, 4],
    [{ $dateAdd: { startDate: day, unit: 'day', amount: Long.fromNumber(3) } }, new Date('2014-01-04T08:15:39.736Z')],
    [{ $dateDiff: { startDate: new Date(0), endDate: new Date(86_400_000 * 3), unit: 'day' } }, 3],
    [{ $dateTrunc: { date: day, unit: 'month' } }, new Date('2014-01-01T00:00:00Z')],
    // https://www.mongodb.com/docs/manual/reference/operator/aggregation/dateFromString/
    [
      { $dateFromString: { dateString: '2017-02-08T12:10:40.787', timezone: 'America/New_York' } },
      new Date('2017-02-08T17:10:40.787Z'),
    ],
    [{ $dateFromString: { dateString: '2017-02-08' } }, new Date('2017-02-08T00:00:00Z')],
    [{ $dateFromString: { dateString: '06-15-2018', format: '%m-%d-%Y' } }, new Date('2018-06-15T00:00:00Z')],
    [{ $dateFromString: { dateString: 'x', onError: 'none' } }, 'none'],
    [{ $dateFromString: { dateString: null, onNull: 0 } }, 0],
    [{ $bitAnd: [12, 10] }, 8],
    [{ $median: { input: [1, 2, 10], method: 'approximate' } }, 2],
    [{ $percentile: { input: [10, 9, 2, 1, 5], p: [0.5, 0.9], method: 'approximate' } }, [5, 10]],
  ])('%j', (expression, expected) => {
    expect(evaluate(expression)).toEqual(expected);
  });
});

describe('refusals', () => {
  it.each<[unknown, number, string]>([
    [{ $nope: 1 }, 168, '$nope'],
    [{ $cond: [1, { $nope: 1 }, 2] }, 168, '$nope'],
    [{ $function: { body: 'x' } }, 115, '$function'],
    [{ $accumulator: {} }, 115, '$accumulator'],
    ['$$unknown', 17276, 'unknown'],
    ['$$CLUSTER_TIME', 115, 'CLUSTER_TIME'],
    [{ $add: 1, $subtract: 2 }, 15983, 'exactly one'],
    [{ $divide: [1] }, 16020, '$divide'],
    [{ $map: { input: [], into: 1 } }, 28647, 'into'],
    ['$a..b', 15998, 'empty'],
  ])('%j', (expression, code, text) => {
    expect(() => compileExpression(expression, { now: NOW })).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(text) }),
    );
  });

  it.each<[unknown, number]>([
    [{ $divide: [1, 0] }, 2],
    [{ $add: ['x', 1] }, 14],
    [{ $toInt: 'x' }, 241],
    [{ $size: 'x' }, 17124],
    [{ $dateToString: { date: day, timezone: 'Mars/Olympus' } }, 40485],
    [{ $dateAdd: { startDate: day, unit: 'aeon', amount: 1 } }, 9],
    [{ $dateTrunc: { date: day, unit: 'day', timezone: 'Etc/GMT+10' } }, 115],
    [{ $dateFromString: { dateString: 'yesterday' } }, 241],
    [{ $dateFromString: { dateString: '2017-13-08', format: '%Y-%m-%d' } }, 241],
    [{ $switch: { branches: [{ case: false, then: 1 }] } }, 40066],
  ])('fails on %j when evaluated', (expression, code) => {
    expect(() => evaluate(expression)).toThrow(expect.objectContaining({ code }));
  });
});
