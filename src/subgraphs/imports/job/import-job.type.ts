import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionType } from '../../../kernel/paging/connection.js';
import { GraphQLDateTime } from '../../../kernel/scalars/standard-scalars.js';

export enum ImportJobState {
  AWAITING_UPLOAD = 'AWAITING_UPLOAD',
  QUEUED = 'QUEUED',
  RUNNING = 'RUNNING',
  INTERRUPTED = 'INTERRUPTED',
  SUCCEEDED = 'SUCCEEDED',
  FAILED = 'FAILED',
}
registerEnumType(ImportJobState, {
  name: 'ImportJobState',
  description: 'How far an import is.',
  valuesConfig: {
    AWAITING_UPLOAD: { description: 'The file has not been sent.' },
    QUEUED: { description: 'The file is here; the import begins as soon as the ones before it have ended.' },
    RUNNING: { description: 'Records are read and written.' },
    INTERRUPTED: { description: 'Stopped in the middle; goes on where it was.' },
    SUCCEEDED: { description: 'Every record is stored, unchanged or in quarantine.' },
    FAILED: { description: 'The file could not be imported; `error` says why.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'What is wrong with one field of one record.' })
export class ImportFinding {
  @Field(() => Int, { description: 'First line of the record in its file, from 1.' })
  line!: number;

  @Field(() => String, { nullable: true, description: 'Identifier of the record in its source.' })
  recordId!: string | null;

  @Field(() => String, { nullable: true })
  field!: string | null;

  @Field(() => String, { description: 'Upper case, stable: MISSING_FIELD, NOT_A_NUMBER ...' })
  code!: string;

  @Field(() => String)
  message!: string;
}

@ObjectType({ simpleResolvers: true, description: 'How often a warning occurred.' })
export class ImportWarningCount {
  @Field(() => String)
  code!: string;

  @Field(() => Int)
  count!: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'Counts and findings of an import so far: read = created + updated + unchanged + rejected.',
})
export class ImportReport {
  @Field(() => Int)
  read!: number;

  @Field(() => Int)
  created!: number;

  @Field(() => Int)
  updated!: number;

  @Field(() => Int)
  unchanged!: number;

  @Field(() => Int)
  rejected!: number;

  @Field(() => Int, { description: 'Rows that the mapping says are no records; not among those read.' })
  skipped!: number;

  @Field(() => Int)
  warnings!: number;

  @Field(() => [ImportFinding], { description: 'At most 1000; all rejected records are in quarantine.' })
  @Directive('@listSize(assumedSize: 50)')
  rejections!: ImportFinding[];

  @Field(() => [ImportWarningCount])
  @Directive('@listSize(assumedSize: 10)')
  warningCounts!: ImportWarningCount[];
}

@ObjectType({ simpleResolvers: true, description: 'Why an import failed.' })
export class ImportFailure {
  @Field(() => String)
  code!: string;

  @Field(() => String)
  message!: string;

  @Field(() => Int, { nullable: true })
  line!: number | null;
}

@ObjectType({ simpleResolvers: true, description: 'One import of one file, from the command line or the graph.' })
export class ImportJob {
  @Field(() => ID)
  importId!: string;

  @Field(() => String)
  format!: string;

  @Field(() => String)
  fileName!: string;

  @Field(() => ImportJobState)
  state!: ImportJobState;

  @Field(() => Boolean, { description: 'Nothing is written.' })
  dryRun!: boolean;

  @Field(() => Int, { description: 'Records of the file that are dealt with.' })
  recordsDone!: number;

  @Field(() => String, {
    nullable: true,
    description: 'Where the file is sent by PUT, with the same token, while the state is AWAITING_UPLOAD.',
  })
  uploadPath!: string | null;

  @Field(() => ImportReport, { nullable: true, description: 'Null before the first records.' })
  report!: ImportReport | null;

  @Field(() => ImportFailure, { nullable: true })
  error!: ImportFailure | null;

  @Field(() => GraphQLDateTime)
  createdAt!: Date;

  @Field(() => GraphQLDateTime)
  updatedAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true })
  finishedAt!: Date | null;
}

export const ImportJobConnection = connectionType('ImportJob', () => ImportJob);
