import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import type { LoaderDefinition } from '../../../kernel/loaders/loaders.js';
import { provenanceView } from '../../../kernel/provenance/provenance.type.js';
import { AssemblyBase } from '../base/assembly-base.type.js';
import { type SupplyRouteRecord, supplyRouteModel } from './supply-route.model.js';
import { SupplyRoute, type TransportMode } from './supply-route.type.js';

const routesFrom: LoaderDefinition<DataContext, string, SupplyRouteRecord[]> = {
  name: 'supply.routesFrom',
  keyText: (country) => country,
  load: async (countries, _request, { database }) => {
    const rows = await database
      .model(supplyRouteModel)
      .find({ from: { $in: [...countries] } })
      .sort({ to: 1, days: 1, _id: 1 })
      .lean<SupplyRouteRecord[]>();
    return countries.map((country) => rows.filter(({ from }) => from === country));
  },
};

function routeView(record: SupplyRouteRecord): SupplyRoute {
  return {
    ...record,
    from: { code: record.from },
    to: { code: record.to },
    mode: record.mode as TransportMode,
    provenance: provenanceView(record.provenance),
  };
}

@Resolver(() => AssemblyBase)
export class AssemblyBaseRoutesResolver {
  @FieldResolver(() => [SupplyRoute], { description: 'To the countries that the base serves, fastest first.' })
  async routes(
    @Root() { country, servesCountries }: AssemblyBase,
    @Ctx() context: DataContext,
  ): Promise<SupplyRoute[]> {
    const request = { arguments: undefined, fields: new Set<string>() };
    const routes = await context.loaders.load(routesFrom, country.code, request, context);
    return routes.filter(({ to }) => servesCountries.some(({ code }) => code === to)).map(routeView);
  }
}
