import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { AFIR_FIELDS } from './afir-fields.js';

const AfirFieldName: Readonly<Record<string, string>> = Object.fromEntries(AFIR_FIELDS.map(({ name }) => [name, name]));
registerEnumType(AfirFieldName, {
  name: 'AfirField',
  description:
    'What operators of public recharging points must make known (Regulation (EU) 2023/1804, Article 20 (2)).',
  valuesConfig: Object.fromEntries(AFIR_FIELDS.map(({ name, description }) => [name, { description }])),
});

export enum AfirDataKindName {
  DYNAMIC = 'DYNAMIC',
  STATIC = 'STATIC',
}
registerEnumType(AfirDataKindName, { name: 'AfirDataKind', description: 'Whether data change while a point is used.' });

@ObjectType({ simpleResolvers: true, description: 'For how many charge points a mandatory field is filled.' })
export class AfirFieldCompleteness {
  @Field(() => AfirFieldName)
  field!: string;

  @Field(() => AfirDataKindName)
  kind!: AfirDataKindName;

  @Field(() => String, { description: 'Point of Article 20 (2), "20(2)(a)(i)".' })
  legalReference!: string;

  @Field(() => Int)
  filled!: number;

  @Field(() => Float, { nullable: true, description: 'Of all charge points; null where there is none.' })
  share!: number | null;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'How complete the mandatory data of public charge points are. A record for several identical points counts once; planned and removed ones do not count.',
})
export class AfirCompleteness {
  @Field(() => Int, { description: 'Records of charge points that were looked at.' })
  points!: number;

  @Field(() => [AfirFieldCompleteness])
  fields!: AfirFieldCompleteness[];

  @Field(() => Float, {
    nullable: true,
    description: 'Mean of the shares of all fields; null where there is no point.',
  })
  share!: number | null;
}
