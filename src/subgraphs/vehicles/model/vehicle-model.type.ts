import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Node } from '../../../kernel/identity/node.type.js';
import { Provenance } from '../../../kernel/provenance/provenance.type.js';

@Directive('@key(fields: "modelId")')
@Directive('@key(fields: "id")')
@ObjectType({ implements: Node, simpleResolvers: true, description: 'A model of a maker, with all its years.' })
export class VehicleModel extends Node {
  @Field(() => ID, { description: 'maker/model, e.g. "byd/seal".' })
  modelId!: string;

  @Field(() => String, { description: 'Slug of the maker.' })
  makerSlug!: string;

  @Field(() => String, { description: 'Slug of the model, unique within the maker.' })
  model!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String, { nullable: true, description: 'Body of most of its variants (schema.org bodyType).' })
  bodyType!: string | null;

  @Field(() => String, {
    description: 'Category of UNECE R.E.3: "M1" for passenger cars, "N1" for light goods vehicles.',
  })
  category!: string;

  @Field(() => Int)
  firstModelYear!: number;

  @Field(() => Int)
  lastModelYear!: number;

  @Field(() => Provenance)
  provenance!: Provenance;
}
