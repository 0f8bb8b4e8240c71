import type { Decimal } from 'decimal.js';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Money } from '../../../kernel/money/money.type.js';
import { GraphQLDecimal } from '../../../kernel/scalars/decimal.scalar.js';
import { GraphQLCurrencyCode, GraphQLDateTime } from '../../../kernel/scalars/standard-scalars.js';
import { ChargingTariff } from '../tariff/charging-tariff.type.js';

export enum ChargingPriceDimension {
  ENERGY = 'ENERGY',
  FLAT = 'FLAT',
  MAX_PRICE = 'MAX_PRICE',
  MIN_PRICE = 'MIN_PRICE',
  PARKING_TIME = 'PARKING_TIME',
  RESERVATION_FLAT = 'RESERVATION_FLAT',
  RESERVATION_TIME = 'RESERVATION_TIME',
  TIME = 'TIME',
}
registerEnumType(ChargingPriceDimension, {
  name: 'ChargingPriceDimension',
  description: 'What a line of a price is for.',
  valuesConfig: {
    ENERGY: { description: 'Energy; volumes in kWh.' },
    FLAT: { description: 'A fee for the session.' },
    MAX_PRICE: { description: 'What the highest price of the tariff takes off.' },
    MIN_PRICE: { description: 'What the least price of the tariff adds.' },
    PARKING_TIME: { description: 'Time connected without charging; volumes in hours.' },
    RESERVATION_FLAT: { description: 'A fee for the reservation.' },
    RESERVATION_TIME: { description: 'Time reserved; volumes in hours.' },
    TIME: { description: 'Time charging; volumes in hours.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'A part of the price of a session.' })
export class ChargingPriceLine {
  @Field(() => ChargingPriceDimension)
  dimension!: ChargingPriceDimension;

  @Field(() => Int, { nullable: true, description: 'Place of the element in the tariff, from 1; null for limits.' })
  element!: number | null;

  @Field(() => GraphQLDateTime, { nullable: true })
  from!: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true })
  to!: Date | null;

  @Field(() => GraphQLDecimal, { nullable: true, description: 'What was used: kWh, hours, or 1 for a fee.' })
  volume!: Decimal | null;

  @Field(() => GraphQLDecimal, { nullable: true, description: 'What is billed, after rounding to steps.' })
  billedVolume!: Decimal | null;

  @Field(() => GraphQLDecimal, { nullable: true, description: 'Per kWh, per hour, or the fee, as the tariff has it.' })
  price!: Decimal | null;

  @Field(() => GraphQLDecimal, { nullable: true, description: 'Value added tax in per cent; null where not stated.' })
  vatPercent!: Decimal | null;

  @Field(() => Money, {
    nullable: true,
    description: 'Not rounded to minor units (at most 12 places); null where the tariff does not tell.',
  })
  amountExclVat!: Money | null;

  @Field(() => Money, { nullable: true })
  vat!: Money | null;

  @Field(() => Money, { nullable: true })
  amountInclVat!: Money | null;

  @Field(() => String)
  explanation!: string;
}

@ObjectType({ simpleResolvers: true, description: 'What a charging session costs by a tariff, line by line.' })
export class ChargingPrice {
  @Field(() => ChargingTariff)
  tariff!: ChargingTariff;

  @Field(() => GraphQLCurrencyCode)
  currency!: string;

  @Field(() => [ChargingPriceLine], { description: 'Their sum, rounded half up to minor units, is the total.' })
  lines!: ChargingPriceLine[];

  @Field(() => Money, {
    nullable: true,
    description: 'Null where the prices include taxes of which the tariff does not tell the rate.',
  })
  totalExclVat!: Money | null;

  @Field(() => Money, { nullable: true })
  vat!: Money | null;

  @Field(() => Money, {
    nullable: true,
    description: 'Null where taxes come on top of which the tariff does not tell the rate.',
  })
  totalInclVat!: Money | null;

  @Field(() => GraphQLDateTime, { description: 'Begin of the session, or of the reservation before it.' })
  startAt!: Date;

  @Field(() => GraphQLDateTime)
  endAt!: Date;

  @Field(() => GraphQLDecimal)
  energyKwh!: Decimal;

  @Field(() => String, { description: 'IANA time zone in which restrictions were read.' })
  timeZone!: string;

  @Field(() => [String], { description: 'What is free, what was told from something else, and what is not known.' })
  notes!: string[];
}
