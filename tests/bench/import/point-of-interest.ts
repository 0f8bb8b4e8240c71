import type { ChargingLocationRecord } from '../../../src/subgraphs/infrastructure/location/charging-location.model.js';

/** Open Charge Map's ids and titles of the plugs that the seeds have; others get its "unknown". */
const PLUGS: Readonly<Record<string, readonly [id: number, title: string, formalName: string]>> = {
  IEC_62196_T2: [25, 'Type 2 (Socket Only)', 'IEC 62196-2 Type 2'],
  IEC_62196_T2_COMBO: [33, 'CCS (Type 2)', 'IEC 62196-3 Configuration FF'],
  CHADEMO: [2, 'CHAdeMO', 'IEC 62196-3 Configuration AA'],
  IEC_62196_T1: [1, 'Type 1 (J1772)', 'SAE J1772-2009'],
  DOMESTIC_F: [28, 'CEE 7/4 - Schuko - Type F', 'CEE 7/4'],
};
const UNKNOWN_PLUG = [0, 'Unknown', 'Not Specified'] as const;

const CURRENTS: Readonly<Record<string, readonly [id: number, title: string, description: string]>> = {
  AC_1_PHASE: [10, 'AC (Single-Phase)', 'Alternating Current - Single Phase'],
  AC_3_PHASE: [20, 'AC (Three-Phase)', 'Alternating Current - Three Phase'],
  DC: [30, 'DC', 'Direct Current'],
};

const OPERATIONAL = { IsOperational: true, IsUserSelectable: true, ID: 50, Title: 'Operational' };

/**
 * SYNTHETIC: a site of the seeds as Open Charge Map's API gives it in verbose form, nulls and repeated titles included,
 * with an id of its own.
 */
export function pointOfInterest(site: ChargingLocationRecord, id: number): object {
  const [longitude, latitude] = site.location?.coordinates ?? [];
  return {
    DataProvider: {
      WebsiteURL: 'https://example.org',
      Comments: null,
      DataProviderStatusType: { IsProviderEnabled: true, ID: 1, Title: 'Manual Data Entry' },
      IsRestrictedEdit: false,
      IsOpenDataLicensed: true,
      IsApprovedImport: true,
      License: site.provenance.source.licence,
      DateLastImported: null,
      ID: 1,
      Title: 'SYNTHETIC',
    },
    OperatorInfo: {
      WebsiteURL: null,
      Comments: null,
      PhonePrimaryContact: null,
      PhoneSecondaryContact: null,
      IsPrivateIndividual: null,
      AddressInfo: null,
      BookingURL: null,
      ContactEmail: null,
      FaultReportEmail: null,
      IsRestrictedEdit: null,
      ID: 1_000,
      Title: site.operator ?? '(Unknown Operator)',
    },
    UsageType: {
      IsPayAtLocation: null,
      IsMembershipRequired: null,
      IsAccessKeyRequired: null,
      ID: 1,
      Title: 'Public',
    },
    StatusType: OPERATIONAL,
    SubmissionStatus: { IsLive: true, ID: 200, Title: 'Submission Published' },
    UserComments: null,
    PercentageSimilarity: null,
    MediaItems: null,
    IsRecentlyVerified: false,
    DateLastVerified: null,
    ID: id,
    UUID: `00000000-0000-4000-8000-${id.toString(16).padStart(12, '0')}`,
    ParentChargePointID: null,
    DataProviderID: 1,
    DataProvidersReference: null,
    OperatorID: 1_000,
    OperatorsReference: null,
    UsageTypeID: 1,
    UsageCost: null,
    AddressInfo: {
      ID: id,
      Title: site.name ?? site.address,
      AddressLine1: site.address,
      AddressLine2: null,
      Town: site.city,
      StateOrProvince: site.state,
      Postcode: site.postalCode,
      CountryID: 1,
      Country: { ISOCode: site.country, ContinentCode: 'EU', ID: 1, Title: site.country },
      Latitude: latitude,
      Longitude: longitude,
      ContactTelephone1: null,
      ContactTelephone2: null,
      ContactEmail: null,
      AccessComments: site.openingHours,
      RelatedURL: null,
      Distance: null,
      DistanceUnit: 0,
    },
    Connections: site.evses.flatMap(({ quantity, connectors }, at) =>
      connectors.map((connector, index) => {
        const [plugId, plugTitle, formalName] = PLUGS[connector.standard] ?? UNKNOWN_PLUG;
        const current = CURRENTS[connector.powerType ?? ''];
        return {
          ID: id * 100 + at * 10 + index,
          ConnectionTypeID: plugId,
          ConnectionType: {
            FormalName: formalName,
            IsDiscontinued: false,
            IsObsolete: false,
            ID: plugId,
            Title: plugTitle,
          },
          Reference: null,
          StatusTypeID: 50,
          StatusType: OPERATIONAL,
          LevelID: 2,
          Level: {
            Comments: 'Over 2 kW, usually non-domestic socket type',
            IsFastChargeCapable: false,
            ID: 2,
            Title: 'Level 2 : Medium (Over 2kW)',
          },
          Amps: connector.maxAmperage,
          Voltage: connector.maxVoltage,
          PowerKW: connector.maxElectricPower === null ? null : connector.maxElectricPower / 1_000,
          CurrentTypeID: current?.[0] ?? null,
          CurrentType: current === undefined ? null : { Description: current[2], ID: current[0], Title: current[1] },
          Quantity: quantity,
          Comments: null,
        };
      }),
    ),
    NumberOfPoints: site.evses.length,
    GeneralComments: null,
    DatePlanned: null,
    DateLastConfirmed: null,
    StatusTypeID: 50,
    DateLastStatusUpdate: '2024-02-09T14:23:00Z',
    MetadataValues: null,
    DataQualityLevel: 1,
    DateCreated: '2017-02-09T14:23:00Z',
    SubmissionStatusTypeID: 200,
  };
}
