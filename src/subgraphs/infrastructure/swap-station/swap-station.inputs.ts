import {
  ArrayNotEmpty,
  ArrayUnique,
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
import { GraphQLCountryCode } from '../../../kernel/scalars/standard-scalars.js';
import { SwapStationStatus } from './swap-station.type.js';

export const DEFAULT_RADIUS_KM = 50;
const MAXIMUM_RADIUS_KM = 500;

/** Arguments of `Country.swapStations`. */
@ArgsType()
export class CountrySwapStationsArguments extends PageArguments {
  @Field(() => [SwapStationStatus], { defaultValue: [SwapStationStatus.OPEN] })
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsEnum(SwapStationStatus, { each: true })
  status!: SwapStationStatus[];

  @Field(() => String, { nullable: true, description: 'Only stations that take this battery.' })
  @IsOptional()
  @MaxLength(100)
  batteryType?: string | null;
}

/** Arguments of the root field `swapStations`. */
@ArgsType()
export class SwapStationsArguments extends CountrySwapStationsArguments {
  @Field(() => GraphQLCountryCode, { nullable: true, description: 'All countries where not given.' })
  @IsOptional()
  @IsISO31661Alpha2()
  country?: string | null;

  @Field(() => CoordinatesInput, { nullable: true, description: 'Nearest to this place first.' })
  @IsOptional()
  @ValidateNested()
  near?: CoordinatesInput | null;

  @Field(() => Float, {
    nullable: true,
    description: `km around \`near\`: more than 0, at most ${MAXIMUM_RADIUS_KM}; default ${DEFAULT_RADIUS_KM}.`,
  })
  @IsOptional()
  @IsPositive()
  @Max(MAXIMUM_RADIUS_KM)
  withinKm?: number | null;
}
