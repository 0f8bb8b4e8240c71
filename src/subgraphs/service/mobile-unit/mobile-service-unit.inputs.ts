import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsDate,
  IsEnum,
  IsISO31661Alpha2,
  IsOptional,
  ValidateNested,
} from 'class-validator';
import { ArgsType, Field } from 'type-graphql';
import { CoordinatesInput } from '../../../kernel/geo/geo.types.js';
import { PageArguments } from '../../../kernel/paging/page-arguments.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { GraphQLCountryCode, GraphQLDateTime } from '../../../kernel/scalars/standard-scalars.js';
import { ServiceCapabilityCode } from '../point/service-capability-code.js';
import { ServicePointStatus } from '../point/service-point.type.js';

/** Arguments of `Country.mobileServiceUnits`. */
@ArgsType()
export class CountryMobileServiceUnitsArguments extends PageArguments {
  @Field(() => CoordinatesInput, {
    nullable: true,
    description: 'Only units that drive as far as this place; the one with the nearest base first.',
  })
  @IsOptional()
  @ValidateNested()
  near?: CoordinatesInput | null;

  @Field(() => [ServiceCapabilityCode], {
    nullable: true,
    description: 'Only units that have all of these, each with a certificate valid on `asOf`.',
  })
  @IsOptional()
  @ArrayMaxSize(Object.keys(ServiceCapabilityCode).length)
  @ArrayUnique()
  @IsEnum(ServiceCapabilityCode, { each: true })
  capabilities?: ServiceCapabilityCode[] | null;

  @Field(() => [ServicePointStatus], { defaultValue: [ServicePointStatus.OPEN] })
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsEnum(ServicePointStatus, { each: true })
  status!: ServicePointStatus[];

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'Only units at work at this instant by their own clock; those whose hours are not known are left out.',
  })
  @IsOptional()
  @IsDate()
  openAt?: Date | null;

  @Field(() => GraphQLLocalDate, {
    nullable: true,
    description:
      'Day on which certificates count; default the day of `openAt` on the calendar of the unit, else today.',
  })
  @IsOptional()
  asOf?: string | null;
}

/** Arguments of the root field `mobileServiceUnits`. */
@ArgsType()
export class MobileServiceUnitsArguments extends CountryMobileServiceUnitsArguments {
  @Field(() => GraphQLCountryCode, { nullable: true, description: 'All countries where not given.' })
  @IsOptional()
  @IsISO31661Alpha2()
  country?: string | null;
}
