import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileTransforms } from '../../../src/importers/mapping/compile-transforms.js';
import { MappingProblems } from '../../../src/importers/mapping/mapping-problem.js';
import { UnreadableValue, type WritingDefaults } from '../../../src/importers/mapping/transform.js';
import { TRANSFORM_GROUPS, TRANSFORMS } from '../../../src/importers/mapping/transforms.js';
import { transformReference } from './transform-reference.js';

const DEFAULTS: WritingDefaults = { decimal: '.', thousands: null };

function apply(step: unknown, input: unknown, defaults: WritingDefaults = DEFAULTS): unknown {
  const problems = new MappingProblems();
  const change = compileTransforms(step, 'transform', defaults, problems);
  expect(problems.list).toEqual([]);
  return change(input);
}

describe.each([...TRANSFORMS.values()])('transform $name', ({ name, examples }) => {
  it.each(examples)('does what its example says: $input', ({ parameter, input, output }) => {
    expect(apply(parameter === undefined ? name : { [name]: parameter }, input)).toEqual(output);
  });

  it('reads anything, or says what it cannot read', () => {
    const [{ parameter }] = examples;
    const change = compileTransforms(
      parameter === undefined ? name : { [name]: parameter },
      '',
      DEFAULTS,
      new MappingProblems(),
    );
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.jsonValue()), (value) => {
        try {
          change(value);
        } catch (error) {
          expect(error).toBeInstanceOf(UnreadableValue);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('connector names', () => {
  it.each([
    ['DC Kupplung Combo', 'IEC_62196_T2_COMBO'],
    ['CCS (Type 1)', 'IEC_62196_T1_COMBO'],
    ['J1772COMBO', 'IEC_62196_T1_COMBO'],
    ['Type 2 (Tethered Connector)', 'IEC_62196_T2'],
    ['Type 2 Mennekes (IEC62196)', 'IEC_62196_T2'],
    ['JEVS G105 (CHAdeMO) DC', 'CHADEMO'],
    ['Type 2 Combo (IEC62196) DC', 'IEC_62196_T2_COMBO'],
    ['3-pin Type G (BS1363)', 'DOMESTIC_G'],
    ['CEE 7/4 - Schuko - Type F', 'DOMESTIC_F'],
    ['CEE 7/5', 'DOMESTIC_E'],
    ['Type I (AS 3112)', 'DOMESTIC_I'],
    ['Type 1 (J1772)', 'IEC_62196_T1'],
    ['Tesla (Model S/X)', 'TESLA_S'],
    ['NACS', 'SAE_J3400'],
    ['GB-T DC - GB/T 20234.3', 'GBT_DC'],
    ['Type 3C', 'IEC_62196_T3C'],
    ['CEE Blau 3,7 kW', 'IEC_60309_2_single_16'],
    ['IEC_62196_T2', 'IEC_62196_T2'],
    ['IEC_60309_2_three_32', 'IEC_60309_2_three_32'],
  ])('%s is %s', (words, standard) => {
    expect(apply('connector', words)).toBe(standard);
  });
});

describe('prices in words', () => {
  const price = (text: string) => apply({ price: { currency: 'EUR' } }, text);
  const components = (text: string) =>
    (
      price(text) as { elements: { priceComponents: { type: string; price: string }[] }[] } | null
    )?.elements[0]?.priceComponents.map(({ type, price: amount }) => `${type} ${amount}`) ?? null;

  it.each([
    ['0.40€ / kwh', ['ENERGY 0.4']],
    ['0,25/kWh', ['ENERGY 0.25']],
    ['39 ct/kWh', ['ENERGY 0.39']],
    ['€0.05 per minute', ['TIME 3']],
    ['2 €/h', ['TIME 2']],
    ['1.50 € per session + 0.30 €/kWh', ['FLAT 1.5', 'ENERGY 0.3']],
    ['kostenlos', ['FLAT 0']],
    ['gratuit', ['FLAT 0']],
    ['Gratuito', ['FLAT 0']],
    ['bezpłatna', ['FLAT 0']],
    ['1,20 €/sesión + 0,45 €/kWh', ['FLAT 1.2', 'ENERGY 0.45']],
    ['0,10 € al minuto', ['TIME 6']],
  ])('%s', (text, expected) => {
    expect(components(text)).toEqual(expected);
  });

  it.each([
    'Free. Parking fees apply.',
    'kostenpflichtig',
    '0.39',
    'from 0.39 €/kWh to 0.59 €/kWh',
    '0.3 €/kWh, £1 per session',
    '',
  ])('is not guessed at: "%s"', (text) => {
    expect(text === '' ? null : price(text)).toBeNull();
  });
});

describe('opening hours of many languages', () => {
  it.each([
    ['Monday to Friday 8:00-18:00', 'Mo-Fr 8:00-18:00'],
    ['Mo, Di, Mi 10:00-12:00', 'Mo, Tu, We 10:00-12:00'],
    ['Mo-So 08:00-18:00', 'Mo-Su 08:00-18:00'],
    ['Po-So 08:00-18:00', 'Mo-Sa 08:00-18:00'],
    ['lun.-ven. 08h00-20h00', 'Mo-Fr 08:00-20:00'],
    ['Lunes a Viernes 8:00-20:00, Sábado 9:00-14:00', 'Mo-Fr 8:00-20:00, Sa 9:00-14:00'],
    ['ma t/m vr 08:00-18:00', 'Mo-Fr 08:00-18:00'],
    ['Man-Fre 08-16', 'Mo-Fr 08:00-16:00'],
    ['Pn-Pt 8:00-20:00', 'Mo-Fr 8:00-20:00'],
    ['Seg-Sex 08:00-18:00', 'Mo-Fr 08:00-18:00'],
    ['Mo-Fr 06:00-22:00; PH off', 'Mo-Fr 06:00-22:00; PH off'],
    ['L-D 00:00-24:00', '24/7'],
    ['dygnet runt', '24/7'],
    ['sempre aperto', '24/7'],
  ])('%s', (text, hours) => {
    expect(apply('openingHours', text)).toBe(hours);
  });

  it.each(['wie Parkhaus', 'during opening hours of the shop', 'Xy-Zz 08:00-18:00'])(
    'are not guessed at: %s',
    (text) => {
      expect(() => apply('openingHours', text)).toThrow(UnreadableValue);
    },
  );
});

describe('states of many languages', () => {
  it.each([
    ['En servicio', 'AVAILABLE'],
    ['Fuera de servicio', 'OUTOFORDER'],
    ['Operativo', 'AVAILABLE'],
    ['Inoperativo', 'INOPERATIVE'],
    ['fuori servizio', 'OUTOFORDER'],
    ['I drift', 'AVAILABLE'],
    ['Ikke i drift', 'INOPERATIVE'],
    ['Ute av drift', 'OUTOFORDER'],
    ['Czynna', 'AVAILABLE'],
    ['Nieczynna', 'INOPERATIVE'],
    ['zajęta', 'CHARGING'],
    ['buiten gebruik', 'OUTOFORDER'],
    ['Not operational', 'OUTOFORDER'],
    ['unavailable', 'INOPERATIVE'],
    ['Partly Operational (Mixed)', 'Partly Operational (Mixed)'],
  ])('%s is %s', (words, status) => {
    expect(apply('evseStatus', words)).toBe(status);
  });
});

describe('numbers', () => {
  it('are read with the marks of the mapping', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), (value) => {
        expect(apply('number', String(value / 1000).replace('.', ','), { ...DEFAULTS, decimal: ',' })).toBe(
          value / 1000,
        );
      }),
    );
  });

  it.each(['', 'abc', '1.2.3', '1,2', '--1', '0x10', 'Infinity', '1e999'])('"%s" is none', (text) => {
    if (text === '') expect(apply('number', null)).toBeNull();
    else expect(() => apply('number', text)).toThrow(UnreadableValue);
  });
});

describe('pairs of coordinates', () => {
  const commas = { decimal: ',', thousands: '.' };
  it('are read as the mapping says that numbers are written', () => {
    const amersfoort = apply({ project: 'EPSG:28992' }, ['155.000,0', '463.000,0'], commas);
    expect(amersfoort).toEqual(apply({ project: 'EPSG:28992' }, [155000, 463000]));
    expect(apply('latLon', '59,9115; 10,7336', commas)).toEqual({ latitude: 59.9115, longitude: 10.7336 });
    expect(apply('latLon', '59,9115, 10,7336', commas)).toEqual({ latitude: 59.9115, longitude: 10.7336 });
    expect(apply('lonLat', '10.7336,59.9115', commas)).toEqual({ latitude: 59.9115, longitude: 10.7336 });
  });

  it('of well-known text and of geometries may be of a grid', () => {
    const expected = apply({ project: 'EPSG:25832' }, [500000, 5500000]);
    expect(apply(['wkt', { project: 'EPSG:25832' }], 'POINT (500000 5500000)')).toEqual(expected);
    const geometry = { type: 'Point', coordinates: [500000, 5500000] };
    expect(apply(['geometryPoint', { project: 'EPSG:25832' }], geometry)).toEqual(expected);
  });
});

describe('coordinates of national grids', () => {
  // Published: Rijksdriehoeksmeting, Amersfoort (origin of the system); Ordnance Survey guide, Caister water tower; swisstopo, old observatory of Bern.
  it.each([
    ['EPSG:28992', [155000, 463000], 5.38720621, 52.1551744, 4],
    ['EPSG:27700', [651409.903, 313177.27], 1.716073, 52.657977, 3],
    ['EPSG:2056', [2600000, 1200000], 7.438632, 46.951082, 4],
    ['EPSG:25832', [500000, 0], 9, 0, 6],
    ['EPSG:32733', [500000, 10000000], 15, 0, 6],
  ] as const)('%s', (crs, input, longitude, latitude, digits) => {
    const place = apply({ project: crs }, input) as { longitude: number; latitude: number };
    expect(place.longitude).toBeCloseTo(longitude, digits);
    expect(place.latitude).toBeCloseTo(latitude, digits);
  });
});

it('docs/import-transforms.md is what the code says', async () => {
  const path = fileURLToPath(new URL('../../../docs/import-transforms.md', import.meta.url));
  const reference = transformReference();
  if (process.env.UPDATE_REFERENCE === '1') await writeFile(path, reference);
  expect(await readFile(path, 'utf8')).toBe(reference);
  expect(new Set(TRANSFORM_GROUPS.flatMap(({ transforms }) => transforms.map(({ name }) => name))).size).toBe(
    TRANSFORMS.size,
  );
});
