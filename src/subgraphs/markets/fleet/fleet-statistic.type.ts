import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Provenance } from '../../../kernel/provenance/provenance.type.js';

export enum FleetPowertrain {
  BEV = 'BEV',
  PHEV = 'PHEV',
  FCEV = 'FCEV',
}
registerEnumType(FleetPowertrain, { name: 'FleetPowertrain', description: 'Powertrains that fleet statistics count.' });

@ObjectType({ simpleResolvers: true, description: 'Electric cars of one country, year and powertrain.' })
export class FleetStatistic {
  @Field(() => Int)
  year!: number;

  @Field(() => FleetPowertrain)
  powertrain!: FleetPowertrain;

  @Field(() => Int, { nullable: true, description: 'Cars registered at the end of the year.' })
  stock!: number | null;

  @Field(() => Int, { nullable: true, description: 'Cars sold in the year.' })
  sales!: number | null;

  @Field(() => Provenance)
  provenance!: Provenance;
}
