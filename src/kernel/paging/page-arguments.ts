import { IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { ArgsType, Field, Int } from 'type-graphql';

const DEFAULT_PAGE_SIZE = 20;
const MAXIMUM_PAGE_SIZE = 200;

/** Arguments of every list. */
@ArgsType()
export class PageArguments {
  @Field(() => Int, { defaultValue: DEFAULT_PAGE_SIZE, description: `At most ${MAXIMUM_PAGE_SIZE}.` })
  @Min(0)
  @Max(MAXIMUM_PAGE_SIZE)
  first!: number;

  @Field(() => String, { nullable: true, description: '`endCursor` of the page before.' })
  @IsOptional()
  @IsString()
  @MaxLength(1000)
  after?: string | null;
}
