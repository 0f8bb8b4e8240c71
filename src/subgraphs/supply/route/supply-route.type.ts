import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Money } from '../../../kernel/money/money.type.js';
import { Provenance } from '../../../kernel/provenance/provenance.type.js';
import { CountryExtension } from '../country/country.type.js';

export enum TransportMode {
  SEA = 'SEA',
  RAIL = 'RAIL',
  ROAD = 'ROAD',
}
registerEnumType(TransportMode, { name: 'TransportMode', description: 'How cars travel.' });

@ObjectType({ simpleResolvers: true, description: 'How cars get from one country to another.' })
export class SupplyRoute {
  @Field(() => CountryExtension)
  from!: CountryExtension;

  @Field(() => CountryExtension)
  to!: CountryExtension;

  @Field(() => TransportMode)
  mode!: TransportMode;

  @Field(() => Int, { description: 'From gate to gate.' })
  days!: number;

  @Field(() => Money, { nullable: true, description: 'For one car.' })
  cost!: Money | null;

  @Field(() => Provenance)
  provenance!: Provenance;
}
