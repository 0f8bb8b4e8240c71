import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chargingLocationModel } from '../../src/subgraphs/infrastructure/location/charging-location.model.js';
import { type ImportHarness, startImportHarness } from './import-harness.js';

// Rows written by hand in the published layouts of the registers; the sites are made up.

let harness: ImportHarness;
beforeAll(async () => {
  harness = await startImportHarness();
});
afterAll(() => harness.close());

describe('NREL Alternative Fuels Data Center', () => {
  it('levels become groups of charge points with their number', async () => {
    const table = [
      'Fuel Type Code,Station Name,Street Address,Intersection Directions,City,State,ZIP,Station Phone,Status Code,Groups With Access Code,Access Days Time,EV Level1 EVSE Num,EV Level2 EVSE Num,EV DC Fast Count,EV Network,Geocode Status,Latitude,Longitude,ID,Updated At,Open Date,EV Connector Types,Country,Access Code,EV Pricing',
      'ELEC,Made Up Garage,1 Example St,,Portland,OR,97204,,E,Public,24 hours daily,,4,2,ChargePoint Network,GPS,45.5152,-122.6784,999001,2023-05-01 10:00:00 UTC,2020-02-01,CHADEMO J1772 J1772COMBO,US,public,$0.35 per kWh',
      'CNG,Made Up Gas,2 Example St,,Portland,OR,97204,,E,Public,,,,,,GPS,45.5,-122.6,999002,,,,US,public,',
      'ELEC,Made Up Works,3 Example St,,Portland,OR,97204,,T,Private,Business hours,1,,,,200-8,45.5,-122.6,999003,,,NEMA515,US,private,Free. Parking fees apply.',
    ].join('\n');
    const report = await harness.importText(table, 'us-afdc');
    expect(report).toMatchObject({ read: 2, created: 2, skipped: 1, rejected: 0 });
    const [garage, works] = await harness.rows(chargingLocationModel, { partyId: 'AFD' });
    expect(garage).toMatchObject({
      country: 'US',
      openingHours: '24/7',
      timeZone: 'America/Los_Angeles',
      operator: 'ChargePoint Network',
      operationalSince: '2020-02-01',
      lastUpdated: new Date('2023-05-01T10:00:00Z'),
      maxElectricPower: null,
    });
    expect(
      garage?.evses.map(({ uid, status, connectors }) => [uid, status, connectors.map(({ standard }) => standard)]),
    ).toEqual([
      ['level-2', 'AVAILABLE', ['IEC_62196_T1']],
      ['dc', 'AVAILABLE', ['CHADEMO', 'IEC_62196_T1_COMBO']],
    ]);
    expect(works).toMatchObject({ geoQuality: 'GEOCODED', openingHours: null, evses: [{ status: 'INOPERATIVE' }] });
  });
});

describe('National Chargepoint Registry', () => {
  it('connectors 1 to 8 are columns', async () => {
    const columns = [1, 2].flatMap((n) =>
      ['Type', 'RatedOutputKW', 'OutputCurrent', 'RatedVoltage', 'ChargeMethod', 'TetheredCable', 'Status'].map(
        (name) => `connector${n}${name}`,
      ),
    );
    const table = [
      `chargeDeviceID,name,latitude,longitude,thoroughfare,town,postcode,deviceOwnerName,deviceControllerName,publishStatus,accessRestrictionFlag,access24Hours,subscriptionRequired,paymentDetails,dateUpdated,${columns.join(',')}`,
      'made-up-1,Example Car Park,51.5,-0.12,High Street,London,SE1 1AA,Example Council,Example Network,Published,0,1,1,£0.30 per kWh,2023-01-02 03:04:05,Type 2 Mennekes (IEC62196),22,32,400,Three Phase AC,0,In service,JEVS G105 (CHAdeMO) DC,50,125,400,DC,1,Out of service',
    ].join('\n');
    expect(await harness.importText(table, 'gb-ncr')).toMatchObject({ read: 1, created: 1, warnings: 0 });
    const [site] = await harness.rows(chargingLocationModel, { partyId: 'NCR' });
    expect(site).toMatchObject({
      city: 'London',
      openingHours: '24/7',
      operator: 'Example Network',
      evses: [
        {
          status: 'AVAILABLE',
          connectors: [
            {
              standard: 'IEC_62196_T2',
              format: 'SOCKET',
              powerType: 'AC_3_PHASE',
              maxVoltage: 230,
              maxElectricPower: 22_000,
            },
          ],
        },
        {
          status: 'OUTOFORDER',
          connectors: [{ standard: 'CHADEMO', format: 'CABLE', powerType: 'DC', maxElectricPower: 50_000 }],
        },
      ],
    });
  });
});

describe('Ladesäulenregister', () => {
  it('of 2021 onwards has street, number and town apart, and a longer preamble', async () => {
    const table = [
      'Ladesäulenregister Bundesnetzagentur;;;',
      ';;;',
      'Stand: 01.12.2021;;;',
      'Betreiber;Straße;Hausnummer;Adresszusatz;Postleitzahl;Ort;Bundesland;Kreis/kreisfreie Stadt;Breitengrad;Längengrad;Inbetriebnahmedatum;Nennleistung Ladeeinrichtung [kW];Art der Ladeeinrichung;Anzahl Ladepunkte;Steckertypen1;P1 [kW];Public Key1;Steckertypen2;P2 [kW];Public Key2',
      'Beispiel GmbH;Musterstraße;5;;01067;Dresden;Sachsen;Dresden;51,0504;13,7373;11.01.2020;22;Normalladeeinrichtung;2;AC Steckdose Typ 2;22;;AC Steckdose Typ 2;22;',
    ].join('\r\n');
    expect(await harness.importText(Buffer.from(table, 'latin1'), 'de-bnetza')).toMatchObject({
      created: 1,
      warnings: 0,
    });
    const [site] = await harness.rows(chargingLocationModel, { partyId: 'BNA' });
    expect(site).toMatchObject({
      address: 'Musterstraße 5',
      postalCode: '01067',
      city: 'Dresden',
      operationalSince: '2020-01-11',
    });
    expect(site?.evses).toHaveLength(2);
  });
});
