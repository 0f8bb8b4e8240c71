import { GraphQLScalarType } from 'graphql';
import { GraphQLDateTimeISO, GraphQLCountryCode as Iso3166Alpha2, GraphQLCurrency as Iso4217 } from 'graphql-scalars';
import { GraphQLLocalDate } from './date.scalar.js';
import { GraphQLDecimal } from './decimal.scalar.js';

/** ISO 3166-1 alpha-2 country code. */
export const GraphQLCountryCode = new GraphQLScalarType<string, string>({
  ...Iso3166Alpha2.toConfig(),
  name: 'CountryCode',
  description: 'Country code of ISO 3166-1 alpha-2, e.g. "NO".',
});

/** ISO 4217 currency code. */
export const GraphQLCurrencyCode = new GraphQLScalarType<string, string>({
  ...Iso4217.toConfig(),
  name: 'CurrencyCode',
  description: 'Currency code of ISO 4217, e.g. "NOK".',
});

/** Instant in UTC, RFC 3339. */
export const GraphQLDateTime = new GraphQLScalarType<Date, string>({
  ...GraphQLDateTimeISO.toConfig(),
  name: 'DateTime',
  description: 'Instant in UTC, RFC 3339, e.g. "2026-11-24T09:30:00.000Z".',
});

/**
 * The scalars of the graph by name. The gateway checks literals and variables with them before a plan is made, so
 * that a wrong value never reaches a subgraph.
 */
export const STANDARD_SCALARS: Readonly<Record<string, GraphQLScalarType>> = {
  CountryCode: GraphQLCountryCode,
  CurrencyCode: GraphQLCurrencyCode,
  Date: GraphQLLocalDate,
  DateTime: GraphQLDateTime,
  Decimal: GraphQLDecimal,
};
