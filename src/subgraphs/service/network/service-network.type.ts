import { Directive, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../../../kernel/identity/node.type.js';
import { Provenance } from '../../../kernel/provenance/provenance.type.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { CountryExtension } from '../country/country.type.js';

export enum ServiceNetworkKind {
  OEM = 'OEM',
  AUTHORISED = 'AUTHORISED',
  INDEPENDENT = 'INDEPENDENT',
  MOBILE = 'MOBILE',
}
registerEnumType(ServiceNetworkKind, {
  name: 'ServiceNetworkKind',
  description: 'How a network of workshops stands to the makers.',
  valuesConfig: {
    OEM: { description: 'Run by a maker.' },
    AUTHORISED: { description: 'Under contract with makers.' },
    INDEPENDENT: { description: 'Bound to no maker.' },
    MOBILE: { description: 'Comes to the car.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'A part of a country, as a set of its first-level subdivisions.' })
export class ServiceRegion {
  @Field(() => String)
  name!: string;

  @Field(() => [String], { description: 'Names as in `ServicePoint.address.addressRegion`.' })
  subdivisions!: string[];
}

@Directive('@key(fields: "networkId")')
@Directive('@key(fields: "id")')
@ObjectType({ implements: Node, simpleResolvers: true, description: 'A network of workshops in one country.' })
export class ServiceNetwork extends Node {
  @Field(() => String)
  networkId!: string;

  @Field(() => CountryExtension)
  country!: CountryExtension;

  @Field(() => String)
  name!: string;

  @Field(() => String, { description: 'The organisation that runs the network.' })
  operator!: string;

  @Field(() => ServiceNetworkKind)
  kind!: ServiceNetworkKind;

  @Field(() => [String], { description: 'Slugs of the makers served; empty for all.' })
  brands!: string[];

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'First day of the contract with the makers.' })
  contractFrom!: string | null;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'First day after the contract; null for no end.' })
  contractTo!: string | null;

  @Field(() => Int, { nullable: true, description: 'Seats of the call centre in the country; null where unknown.' })
  callCentreSeats!: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether a representative of the brands is resident in the country; null where unknown.',
  })
  residentRepresentative!: boolean | null;

  @Field(() => [ServiceRegion], { description: 'Into which the network divides its country; empty where unknown.' })
  regions!: ServiceRegion[];

  @Field(() => Provenance)
  provenance!: Provenance;
}
