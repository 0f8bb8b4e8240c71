import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsDate,
  IsEnum,
  IsISO31661Alpha2,
  IsOptional,
  IsPositive,
  Max,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { ArgsType, Field, Float } from 'type-graphql';
import { CoordinatesInput } from '../../../kernel/geo/geo.types.js';
import { PageArguments } from '../../../kernel/paging/page-arguments.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { GraphQLCountryCode, GraphQLDateTime } from '../../../kernel/scalars/standard-scalars.js';
import { ServiceCapabilityCode } from './service-capability-code.js';
import { ServicePointStatus } from './service-point.type.js';

export const DEFAULT_RADIUS_KM = 50;
const MAXIMUM_RADIUS_KM = 500;

@ArgsType()
export class CountryServicePointsArguments extends PageArguments {
  @Field(() => CoordinatesInput, { nullable: true, description: 'Search around this place, nearest first.' })
  @IsOptional()
  @ValidateNested()
  near?: CoordinatesInput | null;

  @Field(() => Float, {
    nullable: true,
    description: `Radius of the search \`near\` a place in kilometres; default ${DEFAULT_RADIUS_KM}, at most ${MAXIMUM_RADIUS_KM}.`,
  })
  @IsOptional()
  @IsPositive()
  @Max(MAXIMUM_RADIUS_KM)
  withinKm?: number | null;

  @Field(() => [ServiceCapabilityCode], {
    nullable: true,
    description: 'Only workshops that have all of these, each with a certificate valid on `asOf`.',
  })
  @IsOptional()
  @ArrayMaxSize(Object.keys(ServiceCapabilityCode).length)
  @ArrayUnique()
  @IsEnum(ServiceCapabilityCode, { each: true })
  capabilities?: ServiceCapabilityCode[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Keys of networks: only workshops of any of these, at most 50.',
  })
  @IsOptional()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @MaxLength(200, { each: true })
  networkIds?: string[] | null;

  @Field(() => [ServicePointStatus], { defaultValue: [ServicePointStatus.OPEN] })
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsEnum(ServicePointStatus, { each: true })
  status!: ServicePointStatus[];

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description:
      'Only workshops that are open at this instant by their own clock, public holidays and special dates counted. Those ' +
      'whose hours are not known or cannot be read are left out.',
  })
  @IsOptional()
  @IsDate()
  openAt?: Date | null;

  @Field(() => GraphQLLocalDate, {
    nullable: true,
    description:
      'Day on which certificates count; default the day of `openAt` on the calendar of the workshop, else today.',
  })
  @IsOptional()
  asOf?: string | null;
}

@ArgsType()
export class ServicePointsArguments extends CountryServicePointsArguments {
  @Field(() => GraphQLCountryCode, { nullable: true, description: 'All countries where not given.' })
  @IsOptional()
  @IsISO31661Alpha2()
  country?: string | null;
}
