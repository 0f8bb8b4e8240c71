import { Directive, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Provenance } from '../../../kernel/provenance/provenance.type.js';
import { GraphQLCountryCode } from '../../../kernel/scalars/standard-scalars.js';

export enum FleetPowertrain {
  BEV = 'BEV',
  PHEV = 'PHEV',
  FCEV = 'FCEV',
}
registerEnumType(FleetPowertrain, { name: 'FleetPowertrain', description: 'Powertrains that fleet statistics count.' });

@Directive('@external')
@ObjectType('FleetStatistic', {
  simpleResolvers: true,
  description: 'Electric cars of one country, year and powertrain.',
})
export class FleetStatisticReference {
  @Field(() => Int)
  year!: number;

  @Field(() => FleetPowertrain)
  powertrain!: FleetPowertrain;

  @Field(() => Int, { nullable: true })
  stock!: number | null;

  @Field(() => Provenance)
  provenance!: { readonly source: { readonly system: string } };
}

/**
 * The part of `Country` that this subgraph needs to know. Markets owns the type; its fleet comes from there, and only where
 * a field that `@requires` it is asked for.
 */
@Directive('@key(fields: "code")')
@ObjectType('Country', { simpleResolvers: true })
export class CountryExtension {
  @Field(() => GraphQLCountryCode)
  code!: string;

  fleet?: FleetStatisticReference[] | null;
}
