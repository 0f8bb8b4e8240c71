import { Directive, Field, ObjectType } from 'type-graphql';
import { Node } from '../../../kernel/identity/node.type.js';
import { Provenance } from '../../../kernel/provenance/provenance.type.js';

@Directive('@key(fields: "slug")')
@Directive('@key(fields: "id")')
@ObjectType({ implements: Node, simpleResolvers: true, description: 'A make of cars.' })
export class Maker extends Node {
  @Field(() => String, { description: 'Short name in lower case, e.g. "byd": the key of the maker.' })
  slug!: string;

  @Field(() => String)
  name!: string;

  @Field(() => Provenance)
  provenance!: Provenance;
}
