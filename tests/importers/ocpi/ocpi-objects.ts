/** Objects of OCPI that tests push, poll and import. */

export const CONNECTOR = {
  id: '1',
  standard: 'IEC_62196_T2',
  format: 'SOCKET',
  power_type: 'AC_3_PHASE',
  max_voltage: 230,
  max_amperage: 32,
  tariff_ids: ['11'],
  last_updated: '2024-05-01T10:00:00Z',
};

export function evseOf(uid: string, fields: object = {}): Record<string, unknown> & { readonly uid: string } {
  return {
    uid,
    evse_id: `BE*BEC*E${uid}`,
    status: 'AVAILABLE',
    connectors: [CONNECTOR],
    last_updated: '2024-05-01T10:00:00Z',
    ...fields,
  };
}

export function locationOf(id: string, fields: object = {}): Record<string, unknown> & { readonly id: string } {
  return {
    country_code: 'BE',
    party_id: 'BEC',
    id,
    publish: true,
    name: 'Gent Zuid',
    address: 'F.Rooseveltlaan 3A',
    city: 'Gent',
    country: 'BEL',
    coordinates: { latitude: '51.047599', longitude: '3.729944' },
    evses: [evseOf('1'), evseOf('2')],
    time_zone: 'Europe/Brussels',
    last_updated: '2024-05-01T10:00:00Z',
    ...fields,
  };
}

export const TARIFF = {
  country_code: 'BE',
  party_id: 'BEC',
  id: '12',
  currency: 'EUR',
  elements: [{ price_components: [{ type: 'ENERGY', price: 0.25, vat: 21, step_size: 1 }] }],
  last_updated: '2024-05-01T10:00:00Z',
};
