import { Field, Int, ObjectType } from 'type-graphql';
import { Provenance } from '../../../kernel/provenance/provenance.type.js';

@ObjectType({ simpleResolvers: true, description: 'Cars of a model that a base plans to make, and has made.' })
export class ProductionPlan {
  @Field(() => String, { description: 'E.g. "byd/dolphin".' })
  model!: string;

  @Field(() => String, { description: 'E.g. "2026-Q1".' })
  quarter!: string;

  @Field(() => Int)
  plannedUnits!: number;

  @Field(() => Int, { nullable: true, description: 'Null where the quarter is not over or nobody has reported it.' })
  producedUnits!: number | null;

  @Field(() => Provenance)
  provenance!: Provenance;
}
