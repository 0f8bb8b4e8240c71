import { Directive, Field, ObjectType } from 'type-graphql';
import { Node } from '../../../kernel/identity/node.type.js';
import { Provenance } from '../../../kernel/provenance/provenance.type.js';
import { CountryExtension } from '../country/country.type.js';

@Directive('@key(fields: "slug")')
@Directive('@key(fields: "id")')
@ObjectType({ implements: Node, simpleResolvers: true, description: 'A make of cars.' })
export class Maker extends Node {
  @Field(() => String, { description: 'Short name in lower case, e.g. "byd": the key of the maker.' })
  slug!: string;

  @Field(() => String)
  name!: string;

  @Field(() => [String], { description: 'World manufacturer identifiers (ISO 3780); empty where unknown.' })
  wmi!: string[];

  @Field(() => String, { nullable: true, description: 'Legal entity identifier (ISO 17442); null where unknown.' })
  lei!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Group that trade remedies name, e.g. "BYD Group": the join to policies; null where none does.',
  })
  exporterGroup!: string | null;

  @Field(() => CountryExtension, { nullable: true, description: 'Seat of the maker; null where unknown.' })
  country!: CountryExtension | null;

  @Field(() => Provenance)
  provenance!: Provenance;
}
