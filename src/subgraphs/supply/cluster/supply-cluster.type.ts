import type { Types } from 'mongoose';
import { Field, ID, ObjectType } from 'type-graphql';
import { Provenance } from '../../../kernel/provenance/provenance.type.js';
import { GraphQLDecimal } from '../../../kernel/scalars/decimal.scalar.js';
import { CountryExtension } from '../country/country.type.js';

@ObjectType({ simpleResolvers: true, description: 'A company of a cluster and what it makes.' })
export class SupplyClusterMember {
  @Field(() => String)
  company!: string;

  @Field(() => String, { description: 'BATTERY, DRIVETRAIN, BODY ...' })
  partFamily!: string;

  @Field(() => GraphQLDecimal, {
    nullable: true,
    description: 'Share of the part family in the cluster, as a fraction.',
  })
  share!: Types.Decimal128 | null;
}

@ObjectType({ simpleResolvers: true, description: 'Makers of parts that supply the assembly bases of some countries.' })
export class SupplyCluster {
  @Field(() => ID)
  clusterId!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String, { description: 'UN M49 code of the region.' })
  region!: string;

  @Field(() => [SupplyClusterMember])
  members!: SupplyClusterMember[];

  @Field(() => [CountryExtension])
  countries!: CountryExtension[];

  @Field(() => Provenance)
  provenance!: Provenance;
}
