/** Open Charge Map, API version 3, POI: what of it is read, after {@link POINT_OF_INTEREST_SCHEMA}. */

export interface TitledObject {
  readonly ID?: number | null;
  readonly Title?: string | null;
}

export interface CountryObject extends TitledObject {
  readonly ISOCode?: string | null;
}

export interface UsageTypeObject extends TitledObject {
  readonly IsMembershipRequired?: boolean | null;
}

export interface SubmissionStatusObject extends TitledObject {
  readonly IsLive?: boolean | null;
}

export interface DataProviderObject extends TitledObject {
  readonly License?: string | null;
}

export interface ConnectionObject {
  readonly ConnectionTypeID?: number | null;
  readonly ConnectionType?: TitledObject | null;
  readonly StatusTypeID?: number | null;
  readonly StatusType?: TitledObject | null;
  readonly CurrentTypeID?: number | null;
  readonly CurrentType?: TitledObject | null;
  readonly Reference?: string | null;
  readonly Amps?: number | null;
  readonly Voltage?: number | null;
  readonly PowerKW?: number | null;
  readonly Quantity?: number | null;
}

export interface AddressObject {
  readonly Title?: string | null;
  readonly AddressLine1?: string | null;
  readonly AddressLine2?: string | null;
  readonly Town?: string | null;
  readonly StateOrProvince?: string | null;
  readonly Postcode?: string | null;
  readonly CountryID?: number | null;
  readonly Country?: CountryObject | null;
  readonly Latitude?: number | null;
  readonly Longitude?: number | null;
  readonly ContactTelephone1?: string | null;
  readonly AccessComments?: string | null;
}

/** A charging site. Verbose files have the objects, compact ones their ids; many have both. */
export interface PointOfInterest {
  readonly ID: number;
  readonly DataProviderID?: number | null;
  readonly DataProvider?: DataProviderObject | null;
  readonly OperatorID?: number | null;
  readonly OperatorInfo?: TitledObject | null;
  readonly UsageTypeID?: number | null;
  readonly UsageType?: UsageTypeObject | null;
  readonly UsageCost?: string | null;
  readonly StatusTypeID?: number | null;
  readonly StatusType?: TitledObject | null;
  readonly SubmissionStatusTypeID?: number | null;
  readonly SubmissionStatus?: SubmissionStatusObject | null;
  readonly AddressInfo: AddressObject;
  readonly Connections?: readonly ConnectionObject[] | null;
  readonly NumberOfPoints?: number | null;
  readonly DateLastStatusUpdate?: string | null;
}

const TEXT = { type: ['string', 'null'], maxLength: 2_000 };
const NUMBER = { type: ['number', 'null'] };
const ID = { type: ['integer', 'null'] };
const YES_OR_NO = { type: ['boolean', 'null'] };
const object = (properties: object) => ({ type: ['object', 'null'], properties });
const TITLED = { ID, Title: TEXT };

export const POINT_OF_INTEREST_SCHEMA = {
  type: 'object',
  properties: {
    ID: { type: 'integer', minimum: 1 },
    DataProviderID: ID,
    DataProvider: object({ ...TITLED, License: { type: ['string', 'null'] } }),
    OperatorID: ID,
    OperatorInfo: object(TITLED),
    UsageTypeID: ID,
    UsageType: object({ ...TITLED, IsMembershipRequired: YES_OR_NO }),
    UsageCost: TEXT,
    StatusTypeID: ID,
    StatusType: object(TITLED),
    SubmissionStatusTypeID: ID,
    SubmissionStatus: object({ ...TITLED, IsLive: YES_OR_NO }),
    AddressInfo: {
      type: 'object',
      properties: {
        Title: TEXT,
        AddressLine1: TEXT,
        AddressLine2: TEXT,
        Town: TEXT,
        StateOrProvince: TEXT,
        Postcode: TEXT,
        CountryID: ID,
        Country: object({ ...TITLED, ISOCode: { type: ['string', 'null'], pattern: '^[A-Za-z]{2}$' } }),
        Latitude: NUMBER,
        Longitude: NUMBER,
        ContactTelephone1: TEXT,
        AccessComments: { type: ['string', 'null'] },
      },
    },
    Connections: {
      type: ['array', 'null'],
      maxItems: 1_000,
      items: {
        type: 'object',
        properties: {
          ConnectionTypeID: ID,
          ConnectionType: object(TITLED),
          StatusTypeID: ID,
          StatusType: object(TITLED),
          CurrentTypeID: ID,
          CurrentType: object(TITLED),
          Reference: TEXT,
          Amps: NUMBER,
          Voltage: NUMBER,
          PowerKW: NUMBER,
          Quantity: { type: ['integer', 'null'], minimum: 0, maximum: 10_000 },
        },
      },
    },
    NumberOfPoints: { type: ['integer', 'null'], minimum: 0, maximum: 10_000 },
    DateLastStatusUpdate: {
      type: ['string', 'null'],
      pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d+)?Z?$',
    },
  },
  required: ['ID', 'AddressInfo'],
};
