import { Field, Int, ObjectType } from 'type-graphql';
import { Provenance } from '../../../kernel/provenance/provenance.type.js';
import { GraphQLDateTime } from '../../../kernel/scalars/standard-scalars.js';
import { UnNumber } from './dangerous-goods.js';

@ObjectType({ simpleResolvers: true, description: 'How a dangerous good travels by road (ADR 2025, Table A).' })
export class DangerousGoods {
  @Field(() => UnNumber)
  unNumber!: UnNumber;

  @Field(() => String)
  properShippingName!: string;

  @Field(() => String, { description: 'Class of ADR, e.g. "9".' })
  adrClass!: string;
}

@ObjectType({ simpleResolvers: true, description: 'How many of a part lie in a depot.' })
export class PartsAvailability {
  @Field(() => String)
  partNumber!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String, { nullable: true, description: 'Slug of the maker whose cars it fits; null for any make.' })
  maker!: string | null;

  @Field(() => Int)
  onHand!: number;

  @Field(() => DangerousGoods, { nullable: true, description: 'Null for what is no dangerous good.' })
  dangerousGoods!: DangerousGoods | null;

  @Field(() => GraphQLDateTime, { description: 'When the stock was counted.' })
  countedAt!: Date;

  @Field(() => Provenance)
  provenance!: Provenance;

  /** Not in the graph: key, and the join to the depot. */
  _id!: string;
  depotId!: string;
}
