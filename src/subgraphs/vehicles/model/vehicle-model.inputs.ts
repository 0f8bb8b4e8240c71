import { IsOptional, Matches } from 'class-validator';
import { ArgsType, Field } from 'type-graphql';
import { PageArguments } from '../../../kernel/paging/page-arguments.js';
import { MAKER_SLUG } from '../maker/maker-slug.js';

@ArgsType()
export class VehicleModelsArguments extends PageArguments {
  @Field(() => String, { nullable: true, description: 'Slug of a maker: only its models.' })
  @IsOptional()
  @Matches(MAKER_SLUG, { message: 'must be the slug of a maker, such as "byd"' })
  maker?: string | null;
}
