import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../../../kernel/identity/node.type.js';
import { Provenance } from '../../../kernel/provenance/provenance.type.js';
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

  @Field(() => Provenance)
  provenance!: Provenance;
}
