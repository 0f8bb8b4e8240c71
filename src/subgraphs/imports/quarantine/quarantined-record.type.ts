import { Field, ID, Int, ObjectType } from 'type-graphql';
import { connectionType } from '../../../kernel/paging/connection.js';
import { GraphQLDateTime } from '../../../kernel/scalars/standard-scalars.js';

@ObjectType({ simpleResolvers: true, description: 'Why a record was rejected.' })
export class QuarantineFinding {
  @Field(() => String, { nullable: true })
  field!: string | null;

  @Field(() => String)
  code!: string;

  @Field(() => String)
  message!: string;
}

@ObjectType('QuarantinedRecord', {
  simpleResolvers: true,
  description: 'A record that an import has rejected, as it was.',
})
export class QuarantinedRecordType {
  @Field(() => ID)
  importId!: string;

  @Field(() => String)
  fileName!: string;

  @Field(() => Int, { description: 'First line of the record in its file, from 1.' })
  line!: number;

  @Field(() => String, { nullable: true })
  recordId!: string | null;

  @Field(() => String, { description: "A whole file in the source's format that holds this record alone." })
  content!: string;

  @Field(() => [QuarantineFinding])
  findings!: QuarantineFinding[];

  @Field(() => GraphQLDateTime)
  quarantinedAt!: Date;
}

export const QuarantinedRecordConnection = connectionType('QuarantinedRecord', () => QuarantinedRecordType);
