import type { DataContext } from '../../database/data-context.js';
import type { ModelDefinition } from '../../database/model-definition.js';
import { TripodError } from '../../kernel/errors/tripod-error.js';
import type { FieldNames } from '../../kernel/loaders/selected-fields.js';
import type { Representation, SubgraphDefinition } from '../../kernel/subgraph/subgraph-definition.js';
import { CountryExtension } from './country/country.type.js';
import { UpdateEvseStatusResolver } from './evse-status/update-evse-status.resolver.js';
import { chargingLocationModel } from './location/charging-location.model.js';
import { ChargingLocationResolver, CountryChargingLocationsResolver } from './location/charging-location.resolver.js';
import { findLocation } from './location/charging-location.service.js';
import { ChargingLocation } from './location/charging-location.type.js';
import { rowIdOfReference } from './location/charging-location-key.js';

/** Charging sites by the names of OCPI 2.3.0, and the status of their charge points. */
export const INFRASTRUCTURE_SUBGRAPH: SubgraphDefinition<DataContext> = {
  name: 'infrastructure',
  resolvers: [ChargingLocationResolver, CountryChargingLocationsResolver, UpdateEvseStatusResolver],
  orphanedTypes: [ChargingLocation, CountryExtension],
  entities: [
    {
      typeName: 'Country',
      resolveReferences: (references) =>
        references.map(({ code }) => (typeof code === 'string' ? { code } : malformedReference('Country'))),
    },
    { typeName: 'ChargingLocation', resolveReferences: locationsByReference },
  ],
};

export const INFRASTRUCTURE_MODELS: readonly ModelDefinition[] = [chargingLocationModel];

/** One read for all references; one that fails comes back as its error and leaves the others alone. */
function locationsByReference(
  references: readonly Representation[],
  fields: FieldNames,
  context: DataContext,
): Promise<(ChargingLocation | null | Error)[]> {
  return Promise.all(
    references.map((reference) => {
      const rowId = rowIdOfReference(reference);
      return rowId === null
        ? malformedReference('ChargingLocation')
        : findLocation(context, rowId, fields).catch((error: unknown) =>
            error instanceof Error ? error : new Error(String(error)),
          );
    }),
  );
}

function malformedReference(typeName: string): TripodError {
  return new TripodError('BAD_USER_INPUT', `A reference to ${typeName} lacks its key.`);
}
