import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chargingLocationModel } from '../../src/subgraphs/infrastructure/location/charging-location.model.js';
import { type ImportHarness, startImportHarness } from './import-harness.js';

// Layouts as national registers have them, each with what makes it different; all rows are made up (SYNTHETIC). The
// mappings are written by the documentation alone.

let harness: ImportHarness;
beforeAll(async () => {
  harness = await startImportHarness();
});
afterAll(() => harness.close());
beforeEach(async () => {
  await harness.database.model(chargingLocationModel).deleteMany({});
});

const sites = () => harness.rows(chargingLocationModel);
const mapping = (name: string, country: string, rest: object) => ({
  name,
  target: 'charging',
  country,
  source: { system: `${name} (SYNTHETIC)`, licence: 'CC0-1.0', date: '2024-05-01' },
  ...rest,
});

describe('a new national file needs a mapping and no code', () => {
  it('Netherlands: national grid, preamble, semicolons, decimal commas, yes and no', async () => {
    const table = [
      'Laadpalenregister;;;;;;;;',
      'Peildatum: 01-05-2024;;;;;;;;',
      '',
      'Paalnr;Omschrijving;Straat;Nr;Postcode;Plaats;X-coördinaat;Y-coördinaat;Vermogen (kW);Aantal sockets;Stekker;Openbaar;In gebruik sinds',
      'P-0001;Stationsplein;Stationsplein;12a;3818 LE;Amersfoort;154.823,50;463.012,10;22,1;2;Type 2;Ja;03-02-2021',
      'P-0002;;Dorpsstraat;;3811 AA;Amersfoort;155000;463000;50,0;;CCS/CHAdeMO;Nee;onbekend',
    ].join('\r\n');
    const report = await harness.importText(
      iconv.encode(table, 'windows-1252'),
      mapping('nl-register', 'NL', {
        file: {
          header: { with: ['Paalnr', 'Plaats'] },
          delimiter: ';',
          decimal: ',',
          thousands: '.',
          empty: ['onbekend'],
        },
        recordId: 'Paalnr',
        record: {
          partyId: { constant: 'NLR' },
          locationId: { column: 'Paalnr', required: true },
          name: 'Omschrijving',
          address: { join: ['Straat', 'Nr'] },
          postalCode: 'Postcode',
          city: 'Plaats',
          coordinates: { list: ['X-coördinaat', 'Y-coördinaat'], transform: { project: 'EPSG:28992' } },
          sourceCoordinates: {
            x: { column: 'X-coördinaat', transform: 'number' },
            y: { column: 'Y-coördinaat', transform: 'number' },
            crs: { constant: 'EPSG:28992' },
          },
          access: {
            when: [{ if: { column: 'Openbaar', transform: 'boolean', equals: true }, value: { constant: 'PUBLIC' } }],
            else: { constant: 'RESTRICTED' },
          },
          operationalSince: { column: 'In gebruik sinds', transform: { date: 'dd-MM-yyyy' } },
          evses: {
            list: [
              {
                quantity: { column: 'Aantal sockets', transform: 'integer' },
                connectors: {
                  each: { column: 'Stekker', transform: { split: '/' } },
                  as: {
                    merge: [
                      { item: true, transform: 'plug' },
                      { maxElectricPower: { outer: 'Vermogen (kW)', transform: 'power' } },
                    ],
                  },
                },
              },
            ],
          },
        },
      }),
    );
    expect(report).toMatchObject({ read: 2, created: 2, rejected: 0, warnings: 0 });
    const [first, second] = await sites();
    expect(first).toMatchObject({
      address: 'Stationsplein 12a',
      geoQuality: 'EXACT',
      sourceCoordinates: { x: 154_823.5, y: 463_012.1, crs: 'EPSG:28992' },
      access: 'PUBLIC',
      operationalSince: '2021-02-03',
      evses: [{ quantity: 2, connectors: [{ standard: 'IEC_62196_T2', maxElectricPower: 22_100 }] }],
    });
    // The tower of Our Lady in Amersfoort is the origin of the grid: 155000, 463000 is 52.15517 N, 5.38721 E.
    expect(second?.location?.coordinates[0]).toBeCloseTo(5.38721, 4);
    expect(second?.location?.coordinates[1]).toBeCloseTo(52.15517, 4);
    expect(second).toMatchObject({ access: 'RESTRICTED', operationalSince: null, evses: [{ quantity: null }] });
    expect(second?.evses[0]?.connectors.map(({ standard }) => standard)).toEqual(['IEC_62196_T2_COMBO', 'CHADEMO']);
  });

  it('Great Britain: national grid, connectors as groups of columns, each with a state', async () => {
    const group = (n: number) => [`Conn${n} Kind`, `Conn${n} kW`, `Conn${n} Phases`, `Conn${n} State`];
    const table = [
      ['Device', 'Title', 'Street', 'Town', 'Easting', 'Northing', 'Live', ...[1, 2, 3].flatMap(group)].join(','),
      'D1,"Car park, level 2",High Street,Leeds,430000,433500,Y,Type 2 (Mennekes),7.4,Single Phase AC,In service,CCS,50,DC,Out of service,,,,',
      'D2,Closed,Low Street,Leeds,430100,433600,N,,,,,,,,,,,,',
    ].join('\n');
    const report = await harness.importText(
      gzipSync(table),
      mapping('gb-grid', 'GB', {
        recordId: 'Device',
        skipIf: { column: 'Live', equals: 'N' },
        record: {
          partyId: { constant: 'GBG' },
          locationId: 'Device',
          name: 'Title',
          address: 'Street',
          city: 'Town',
          coordinates: { list: ['Easting', 'Northing'], transform: { project: 'EPSG:27700' } },
          evses: {
            repeat: { from: 1, to: 3 },
            skipIf: { column: 'Conn{n} Kind', empty: true },
            as: {
              status: { column: 'Conn{n} State', transform: 'evseStatus' },
              connectors: {
                list: [
                  {
                    merge: [
                      { column: 'Conn{n} Kind', transform: 'plug' },
                      {
                        powerType: { column: 'Conn{n} Phases', transform: 'powerType' },
                        maxElectricPower: { column: 'Conn{n} kW', transform: { power: { unit: 'kW' } } },
                      },
                    ],
                  },
                ],
              },
            },
          },
        },
      }),
    );
    expect(report).toMatchObject({ read: 1, created: 1, skipped: 1, warnings: 0 });
    const [site] = await sites();
    // SE 30000 33500 is the middle of Leeds: 53.797 N, 1.546 W.
    expect(site?.location?.coordinates[0]).toBeCloseTo(-1.546, 2);
    expect(site?.location?.coordinates[1]).toBeCloseTo(53.797, 2);
    expect(site?.evses).toMatchObject([
      {
        status: 'AVAILABLE',
        connectors: [{ standard: 'IEC_62196_T2', powerType: 'AC_1_PHASE', maxElectricPower: 7_400 }],
      },
      {
        status: 'OUTOFORDER',
        connectors: [{ standard: 'IEC_62196_T2_COMBO', powerType: 'DC', maxElectricPower: 50_000 }],
      },
    ]);
  });

  it('Spain: well-known text, watts, lists with bars, hours and prices in Spanish', async () => {
    const table = [
      'id\tnombre\tdireccion\tmunicipio\tcp\tgeom\tconectores\tpotencia_w\thorario\tprecio\testado',
      'ES-1\tEstación Atocha\tPl. Emperador Carlos V, s/n\tMadrid\t28045\tPOINT (-3.6906 40.4066)\tCCS2 | CHAdeMO | Mennekes\t50000 | 50000 | 43000\tL-D 00:00-24:00\t0,45 €/kWh\tEn servicio',
      'ES-2\tAyuntamiento\tC/ Mayor 1\tMóstoles\t28931\tPOINT (-3.8650 40.3223)\tSchuko\t3700\tL-V 08:00-20:00\tGratuito\tFuera de servicio',
    ].join('\n');
    const report = await harness.importText(
      `\ufeff${table}`,
      mapping('es-register', 'ES', {
        recordId: 'id',
        record: {
          partyId: { constant: 'ESR' },
          locationId: 'id',
          name: 'nombre',
          address: 'direccion',
          city: 'municipio',
          postalCode: 'cp',
          coordinates: { column: 'geom', transform: 'wkt' },
          openingHours: { column: 'horario', transform: 'openingHours' },
          priceText: 'precio',
          tariff: { column: 'precio', transform: { price: { currency: 'EUR' } } },
          evses: {
            each: {
              zip: {
                kind: { column: 'conectores', transform: { split: '|' } },
                power: { column: 'potencia_w', transform: { split: '|' } },
              },
            },
            as: {
              status: { outer: 'estado', transform: 'evseStatus' },
              connectors: {
                list: [
                  {
                    merge: [
                      { column: 'kind', transform: 'plug' },
                      {
                        maxElectricPower: { column: 'power', transform: { power: { unit: 'W' } } },
                      },
                    ],
                  },
                ],
              },
            },
          },
        },
      }),
    );
    expect(report).toMatchObject({ read: 2, created: 2, rejected: 0, warnings: 0 });
    const [atocha, hall] = await sites();
    expect(atocha).toMatchObject({ openingHours: '24/7', city: 'Madrid' });
    expect(
      atocha?.evses.map(({ status, connectors }) => [status, connectors[0]?.standard, connectors[0]?.maxElectricPower]),
    ).toEqual([
      ['AVAILABLE', 'IEC_62196_T2_COMBO', 50_000],
      ['AVAILABLE', 'CHADEMO', 50_000],
      ['AVAILABLE', 'IEC_62196_T2', 43_000],
    ]);
    expect(atocha?.evses[0]?.connectors[0]?.tariffIds).toHaveLength(1);
    expect(hall).toMatchObject({
      openingHours: 'Mo-Fr 08:00-20:00',
      priceText: 'Gratuito',
      evses: [
        {
          status: 'OUTOFORDER',
          connectors: [{ standard: 'DOMESTIC_F', maxElectricPower: 3_700, tariffIds: [expect.any(String)] }],
        },
      ],
    });
  });

  it('Norway: a row for each connector, in no order', async () => {
    const table = [
      'stasjon;navn;gate;poststed;breddegrad;lengdegrad;punkt;kontakt;effekt;eier;åpent',
      '77;Rådhuset;Rådhusgata 1;Oslo;59,9115;10,7336;1;Type 2;22 kW;Oslo kommune;Døgnåpent',
      '78;Torget;Torgallmenningen 2;Bergen;60,3920;5,3240;1;Schuko;3,6 kW;BKK;',
      '77;Rådhuset;Rådhusgata 1;Oslo;59,9115;10,7336;2;CCS/Combo;150 kW;Oslo kommune;Døgnåpent',
      '77;Rådhuset;Rådhusgata 1;Oslo;59,9115;10,7336;2;CHAdeMO;50 kW;Oslo kommune;Døgnåpent',
    ].join('\n');
    const report = await harness.importText(
      table,
      mapping('no-rows', 'NO', {
        file: { decimal: ',' },
        group: { by: 'stasjon' },
        recordId: 'stasjon',
        record: {
          partyId: { constant: 'NOR' },
          locationId: 'stasjon',
          name: 'navn',
          address: 'gate',
          city: 'poststed',
          operator: 'eier',
          openingHours: { column: 'åpent', transform: 'openingHours' },
          coordinates: {
            latitude: { column: 'breddegrad', transform: 'number' },
            longitude: { column: 'lengdegrad', transform: 'number' },
          },
          evses: {
            rows: {
              uid: { join: ['punkt', 'kontakt'], separator: '-' },
              quantity: { constant: 1 },
              connectors: {
                list: [
                  {
                    merge: [
                      { column: 'kontakt', transform: 'plug' },
                      { maxElectricPower: { column: 'effekt', transform: 'power' } },
                    ],
                  },
                ],
              },
            },
          },
        },
      }),
    );
    expect(report).toMatchObject({ read: 2, created: 2, rejected: 0, warnings: 0 });
    const [oslo, bergen] = await sites();
    expect(oslo).toMatchObject({ locationId: '77', openingHours: '24/7', maxElectricPower: 150_000 });
    expect(oslo?.evses.map(({ connectors }) => connectors[0]?.standard)).toEqual([
      'IEC_62196_T2',
      'IEC_62196_T2_COMBO',
      'CHADEMO',
    ]);
    expect(bergen?.evses[0]?.connectors).toMatchObject([{ standard: 'DOMESTIC_F', maxElectricPower: 3_600 }]);
  });

  it('Italy: latitude and longitude in one cell, counts and powers in words, no identifier', async () => {
    const table = [
      'comune,indirizzo,posizione,prese,gestore,tariffa',
      'Milano,"Via Torino, 10","45.4613, 9.1850","2x Tipo 2 22 kW + 1x CCS2 50 kW",Enel X,"0,69 €/kWh"',
      'Milano,"Via Torino, 10","45.4613, 9.1850","1x Schuko 3,7 kW",Enel X,n.d.',
    ].join('\n');
    const report = await harness.importText(
      table,
      mapping('it-list', 'IT', {
        file: { empty: ['n.d.'] },
        recordId: { rowNumber: true },
        record: {
          partyId: { constant: 'ITL' },
          locationId: { join: ['indirizzo', 'posizione', 'prese'], transform: { hash: 16 } },
          address: { column: 'indirizzo', transform: { replace: { pattern: ',', with: '' } } },
          city: 'comune',
          operator: 'gestore',
          coordinates: { column: 'posizione', transform: 'latLon' },
          tariff: { column: 'tariffa', transform: { price: { currency: 'EUR' } } },
          evses: {
            each: { column: 'prese', transform: { split: '+' } },
            as: {
              quantity: { item: true, transform: [{ capture: '^(\\d+)\\s*x' }, 'integer'] },
              connectors: {
                list: [
                  {
                    merge: [
                      {
                        item: true,
                        transform: [{ replace: { pattern: '^\\d+\\s*x\\s*|\\s*[\\d,.]+\\s*kW$', with: '' } }, 'plug'],
                      },
                      { maxElectricPower: { item: true, transform: 'power' } },
                    ],
                  },
                ],
              },
            },
          },
        },
      }),
    );
    expect(report).toMatchObject({ read: 2, created: 2, rejected: 0, warnings: 0 });
    const stored = (await sites()).sort((left, right) => right.evses.length - left.evses.length);
    expect(
      stored.map(({ evses }) =>
        evses.map(({ quantity, connectors }) => [quantity, connectors[0]?.standard, connectors[0]?.maxElectricPower]),
      ),
    ).toEqual([
      [
        [2, 'IEC_62196_T2', 22_000],
        [1, 'IEC_62196_T2_COMBO', 50_000],
      ],
      [[1, 'DOMESTIC_F', 3_700]],
    ]);
  });

  it('Poland: degrees, minutes and seconds, złoty, opened on', async () => {
    const table = [
      'Numer|Nazwa|Ulica|Miasto|Szerokość|Długość|Złącza|Moc [kW]|Cena|Data uruchomienia|Status',
      'PL-1|Galeria Łódzka|al. Piłsudskiego 15/23|Łódź|51°45\'36"N|19°27\'36"E|Typ 2;CCS Combo 2|22;50|1,95 zł/kWh|2022-03-01|Czynna',
      'PL-2|Błąd|ul. Polna 1|Łódź|19°27\'36"N|51°45\'36"E|Typ 2|22||2022-03-01|Nieczynna',
    ].join('\n');
    const report = await harness.importText(
      table,
      mapping('pl-register', 'PL', {
        recordId: 'Numer',
        record: {
          partyId: { constant: 'PLR' },
          locationId: 'Numer',
          name: 'Nazwa',
          address: 'Ulica',
          city: 'Miasto',
          coordinates: {
            latitude: { column: 'Szerokość', transform: 'angle' },
            longitude: { column: 'Długość', transform: 'angle' },
          },
          priceText: 'Cena',
          tariff: { column: 'Cena', transform: 'price' },
          operationalSince: { column: 'Data uruchomienia', transform: 'date' },
          evses: {
            each: {
              zip: {
                kind: { column: 'Złącza', transform: { split: ';' } },
                power: { column: 'Moc [kW]', transform: { split: ';' } },
              },
            },
            as: {
              status: {
                outer: 'Status',
                transform: { lookup: { table: { Czynna: 'AVAILABLE', Nieczynna: 'INOPERATIVE' } } },
              },
              connectors: {
                list: [
                  {
                    merge: [
                      { column: 'kind', transform: 'plug' },
                      {
                        maxElectricPower: { column: 'power', transform: { power: { unit: 'kW' } } },
                      },
                    ],
                  },
                ],
              },
            },
          },
        },
      }),
    );
    expect(report).toMatchObject({ read: 2, created: 2, rejected: 0, warningCounts: { SWAPPED: 1 } });
    const [first, second] = await sites();
    expect(first?.location?.coordinates).toEqual([19.46, 51.76]);
    expect(first?.evses.map(({ connectors }) => connectors[0]?.maxElectricPower)).toEqual([22_000, 50_000]);
    expect(first?.evses[0]?.connectors[0]?.tariffIds).toHaveLength(1);
    // Flagged, and left where the source has put it.
    expect(second).toMatchObject({
      geoQuality: 'SUSPECT',
      location: { coordinates: [51.76, 19.46] },
      evses: [{ status: 'INOPERATIVE' }],
    });
  });

  it('a German state: UTM, equal rows that are several units, numbers of kinds in columns', async () => {
    const row = 'Stadtwerke Kassel;Friedrichsplatz 1;34117 Kassel;533700;5684900;2;1';
    const table = [
      'Betreiber;Anschrift;Ort;Rechtswert;Hochwert;Anzahl Typ 2 (22 kW);Anzahl CCS (50 kW)',
      row,
      row,
      row.replace(';2;1', ';0;4'),
    ].join('\n');
    const report = await harness.importText(
      table,
      mapping('de-state', 'DE', {
        recordId: { rowNumber: true },
        record: {
          partyId: { constant: 'DES' },
          locationId: { rowNumber: true, transform: { prefix: 'HE-' } },
          operator: 'Betreiber',
          address: 'Anschrift',
          postalCode: { column: 'Ort', transform: { capture: '^(\\d{5})' } },
          city: { column: 'Ort', transform: { capture: '^\\d{5}\\s+(.*)$' } },
          coordinates: { list: ['Rechtswert', 'Hochwert'], transform: { project: 'EPSG:25832' } },
          evses: {
            list: [
              {
                when: [
                  {
                    if: { column: 'Anzahl Typ 2 (22 kW)', transform: 'integer', above: 0 },
                    value: {
                      uid: { constant: 'typ2' },
                      quantity: { column: 'Anzahl Typ 2 (22 kW)', transform: 'integer' },
                      connectors: {
                        list: [{ standard: { constant: 'IEC_62196_T2' }, maxElectricPower: { constant: 22000 } }],
                      },
                    },
                  },
                ],
              },
              {
                when: [
                  {
                    if: { column: 'Anzahl CCS (50 kW)', transform: 'integer', above: 0 },
                    value: {
                      uid: { constant: 'ccs' },
                      quantity: { column: 'Anzahl CCS (50 kW)', transform: 'integer' },
                      connectors: {
                        list: [{ standard: { constant: 'IEC_62196_T2_COMBO' }, maxElectricPower: { constant: 50000 } }],
                      },
                    },
                  },
                ],
              },
            ],
          },
        },
      }),
    );
    expect(report).toMatchObject({ read: 3, created: 3, rejected: 0, warnings: 0 });
    const stored = await sites();
    expect(stored.map(({ evses }) => evses.map(({ uid, quantity }) => [uid, quantity]))).toEqual([
      [
        ['typ2', 2],
        ['ccs', 1],
      ],
      [
        ['typ2', 2],
        ['ccs', 1],
      ],
      [['ccs', 4]],
    ]);
    // Friedrichsplatz in Kassel: 51.3127 N, 9.4797 E.
    expect(stored[0]?.location?.coordinates[0]).toBeCloseTo(9.48, 1);
    expect(stored[0]?.location?.coordinates[1]).toBeCloseTo(51.31, 1);
  });

  it('Sweden: GeoJSON in the national grid, nested properties, a list of objects', async () => {
    const file = {
      type: 'FeatureCollection',
      crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::3006' } },
      features: [
        {
          type: 'Feature',
          id: 'se.1',
          geometry: { type: 'Point', coordinates: [674032, 6580822] },
          properties: {
            namn: 'Centralen',
            adress: { gata: 'Vasagatan 1', ort: 'Stockholm' },
            uttag: [
              { typ: 'Typ 2', effekt: 22, antal: 4 },
              { typ: 'CCS', effekt: 150, antal: null },
            ],
          },
        },
      ],
    };
    const report = await harness.importText(
      JSON.stringify(file),
      mapping('se-geojson', 'SE', {
        file: { format: 'geojson' },
        recordId: 'id',
        record: {
          partyId: { constant: 'SEG' },
          locationId: 'id',
          name: 'namn',
          address: 'adress.gata',
          city: 'adress.ort',
          coordinates: { column: 'geometry', transform: ['geometryPoint', { project: 'EPSG:3006' }] },
          evses: {
            each: 'uttag',
            as: {
              quantity: { column: 'antal', transform: 'integer' },
              connectors: {
                list: [
                  {
                    merge: [
                      { column: 'typ', transform: 'plug' },
                      { maxElectricPower: { column: 'effekt', transform: { power: { unit: 'kW' } } } },
                    ],
                  },
                ],
              },
            },
          },
        },
      }),
      { formatName: 'geojson' },
    );
    expect(report).toMatchObject({ read: 1, created: 1, rejected: 0, warnings: 0 });
    const [site] = await sites();
    // Stockholm Central: 59.33 N, 18.06 E.
    expect(site?.location?.coordinates[0]).toBeCloseTo(18.06, 1);
    expect(site?.location?.coordinates[1]).toBeCloseTo(59.33, 1);
    expect(site?.evses).toMatchObject([
      { quantity: 4, connectors: [{ standard: 'IEC_62196_T2', maxElectricPower: 22_000 }] },
      { quantity: null, connectors: [{ standard: 'IEC_62196_T2_COMBO', maxElectricPower: 150_000 }] },
    ]);
  });
});
