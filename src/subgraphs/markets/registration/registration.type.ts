import { Field, Int, ObjectType } from 'type-graphql';
import { Provenance } from '../../../kernel/provenance/provenance.type.js';
import { CarPowertrain } from '../policy/car.enums.js';

@ObjectType({ simpleResolvers: true, description: 'Cars registered for the first time in a month.' })
export class Registration {
  @Field(() => String, { nullable: true, description: 'Area as the source has it; null for the whole country.' })
  area!: string | null;

  /** Key of the town, which has a loader of its own. */
  geonameId!: string | null;

  @Field(() => String, { description: 'E.g. "2026-01".' })
  month!: string;

  @Field(() => String, { nullable: true, description: 'Slug of the make; null for all makes together.' })
  make!: string | null;

  @Field(() => String, { nullable: true, description: 'Slug of the model; null for all models of the make.' })
  model!: string | null;

  @Field(() => CarPowertrain)
  powertrain!: CarPowertrain;

  @Field(() => Int)
  units!: number;

  @Field(() => Provenance)
  provenance!: Provenance;
}
