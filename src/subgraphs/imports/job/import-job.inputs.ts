import { IsOptional, Matches, Max, MaxLength, Min, MinLength } from 'class-validator';
import { Field, InputType, Int } from 'type-graphql';

@InputType({ description: 'An import whose file is sent afterwards.' })
export class CreateImportInput {
  @Field(() => String, { description: 'table, geojson ...' })
  @Matches(/^[a-z0-9-]{1,40}$/)
  format!: string;

  @Field(() => String, { description: 'What the file is called, for reports.' })
  @MinLength(1)
  @MaxLength(200)
  fileName!: string;

  @Field(() => String, { nullable: true, description: 'Name of a built-in mapping.' })
  @IsOptional()
  @Matches(/^[a-z0-9-]{1,60}$/)
  mappingName?: string | null;

  @Field(() => String, { nullable: true, description: 'A mapping of the caller, as JSON text; not from banks.' })
  @IsOptional()
  @MaxLength(500_000)
  mapping?: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 3166-1 alpha-2, where the source does not say it.' })
  @IsOptional()
  @Matches(/^[A-Z]{2}$/)
  country?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Work out what would happen, and write nothing.' })
  dryRun!: boolean;

  @Field(() => Int, { nullable: true, description: 'The import stops when more records than this are rejected.' })
  @IsOptional()
  @Min(0)
  @Max(1_000_000_000)
  rejectLimit?: number | null;

  @Field(() => String, { description: 'Of 8 to 200 characters; a repeat within 30 days gets the same job.' })
  idempotencyKey!: string;
}
