import { IsDate, IsEnum, IsOptional, IsString, Length, Matches, MaxLength, ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { PageArguments } from '../../../kernel/paging/page-arguments.js';
import { GraphQLDateTime } from '../../../kernel/scalars/standard-scalars.js';
import { LifecycleStage, LifecycleSubjectKind } from './lifecycle-vocabularies.js';

@InputType()
export class LifecycleSubjectInput {
  @Field(() => LifecycleSubjectKind)
  @IsEnum(LifecycleSubjectKind)
  kind!: LifecycleSubjectKind;

  @Field(() => ID)
  @IsString()
  @Length(1, 500)
  id!: string;
}

@InputType()
export class DocumentReferenceInput {
  @Field(() => String, { description: 'Absolute: https, ipfs, urn ...' })
  @Matches(/^[a-z][a-z0-9+.-]*:\S+$/i, { message: 'must be an absolute URI' })
  @MaxLength(2_000)
  uri!: string;

  @Field(() => String)
  @Matches(/^[0-9a-f]{64}$/, { message: 'must be a SHA-256 in 64 hexadecimal digits, in lower case' })
  sha256!: string;

  @Field(() => String)
  @Matches(/^[a-z]+\/[a-z0-9.+-]+$/i, { message: 'must be a media type such as application/pdf' })
  mediaType!: string;
}

@InputType({ description: 'A record that is added to the chain of its subject.' })
export class AppendLifecycleRecordInput {
  @Field(() => LifecycleSubjectInput)
  @ValidateNested()
  subject!: LifecycleSubjectInput;

  @Field(() => LifecycleStage)
  @IsEnum(LifecycleStage)
  stage!: LifecycleStage;

  @Field(() => String, { description: 'What happened: "CELLS_ASSEMBLED", "REPURPOSED" ...' })
  @IsString()
  @Length(1, 200)
  event!: string;

  @Field(() => String, { description: 'Who says so: a business partner number, a DID or a name of an organisation.' })
  @IsString()
  @Length(1, 200)
  issuer!: string;

  @Field(() => GraphQLDateTime, { description: 'At most 5 minutes in the future.' })
  @IsDate()
  issuedAt!: Date;

  @Field(() => DocumentReferenceInput, { nullable: true })
  @IsOptional()
  @ValidateNested()
  documentRef?: DocumentReferenceInput | null;

  @Field(() => String, { nullable: true, description: 'JSON Web Signature in compact form (RFC 7515).' })
  @IsOptional()
  @Matches(/^[\w-]+\.[\w-]*\.[\w-]+$/, { message: 'must be a JSON Web Signature in compact form' })
  @MaxLength(10_000)
  signature?: string | null;

  @Field(() => String, {
    description: 'Repeats with the same key within 30 days get the same answer; 8 to 200 characters.',
  })
  @IsString()
  idempotencyKey!: string;
}

@ArgsType()
export class AppendLifecycleRecordArguments {
  @Field(() => AppendLifecycleRecordInput)
  @ValidateNested()
  input!: AppendLifecycleRecordInput;
}

@ArgsType()
export class LifecycleRecordsArguments extends PageArguments {
  @Field(() => LifecycleSubjectInput)
  @ValidateNested()
  subject!: LifecycleSubjectInput;
}
