import { CONFIDENCE_LEVELS } from '../../kernel/provenance/provenance.record.js';
import { expressionDefinitions } from './expression-schema.js';

const COUNTRY = { type: 'string', pattern: '^[A-Z]{2}$', description: 'ISO 3166-1 alpha-2.' };

/** JSON Schema of mapping files, as published. @param targets names of the targets that take mappings */
export function mappingSchema(targets: readonly string[]): object {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: 'import-mapping.schema.json',
    title: 'Import mapping',
    description:
      'What a table or GeoJSON file means: how it is written, and how each field of a record is calculated from its columns. See docs/importing.md.',
    type: 'object',
    properties: {
      $schema: { type: 'string' },
      name: { type: 'string', pattern: '^[a-z0-9][a-z0-9-]*$', maxLength: 60 },
      title: { type: 'string', description: 'One line for people.' },
      description: { type: 'string' },
      target: { enum: [...targets], description: 'What the records are.' },
      country: { ...COUNTRY, description: 'Country of all records; --country on the command line says the same.' },
      source: {
        type: 'object',
        description: 'Where the file comes from; stored with every record.',
        properties: {
          system: { type: 'string', minLength: 1, description: 'Register, publisher or data set.' },
          licence: { type: 'string', minLength: 1, description: 'SPDX identifier where one exists.' },
          attribution: { type: 'string', description: 'Words that the licence asks for.' },
          url: { type: 'string' },
          date: {
            type: 'string',
            format: 'date',
            description: 'Day to which the file refers; the day of the import unless given.',
          },
          confidence: { enum: [...CONFIDENCE_LEVELS], description: 'HIGH (official register) unless given.' },
        },
        required: ['system', 'licence'],
        additionalProperties: false,
      },
      file: {
        type: 'object',
        description: 'How the file is written. All of it is found out unless given.',
        properties: {
          format: { enum: ['table', 'geojson'], description: 'table unless given.' },
          encoding: { type: 'string', description: 'Such as "utf-8", "windows-1252".' },
          delimiter: { type: 'string', minLength: 1, maxLength: 4 },
          quote: {
            type: ['string', 'null'],
            maxLength: 1,
            description: 'Null where quotation marks are ordinary characters.',
          },
          header: {
            type: 'object',
            description:
              'The line of column names: by its number, or as the first line that has these cells. Else the first line.',
            properties: {
              line: { type: 'integer', minimum: 1 },
              with: { type: 'array', items: { type: 'string' }, minItems: 1 },
              names: {
                type: 'array',
                items: { type: 'string' },
                minItems: 1,
                description: 'Names for a file without such a line.',
              },
            },
            minProperties: 1,
            maxProperties: 1,
            additionalProperties: false,
          },
          decimal: { enum: ['.', ','] },
          thousands: { type: ['string', 'null'], maxLength: 1 },
          empty: {
            type: 'array',
            items: { type: 'string' },
            description: 'Cells that stand for nothing, such as "-" or "n/a".',
          },
        },
        additionalProperties: false,
      },
      skipIf: { $ref: '#/$defs/condition', description: 'Rows that are no records, such as sums.' },
      group: {
        type: 'object',
        description: 'Rows with the same key are one record, wherever they stand in the file.',
        properties: { by: { $ref: '#/$defs/value' } },
        required: ['by'],
        additionalProperties: false,
      },
      recordId: {
        $ref: '#/$defs/value',
        description: "The source's identifier of a record, for reports and provenance.",
      },
      record: { $ref: '#/$defs/object', description: 'The fields of the target, see docs/importing.md.' },
      comment: { type: 'string' },
    },
    required: ['name', 'target', 'source', 'record'],
    additionalProperties: false,
    $defs: expressionDefinitions(),
  };
}

/** The schema as published: with the fields of every target to look up, under `$defs`. */
export function publishedMappingSchema(
  targets: readonly { readonly name: string; readonly description: string; readonly draftSchema: object | null }[],
): object {
  const mappable = targets.filter(({ draftSchema }) => draftSchema !== null);
  const schema = mappingSchema(mappable.map(({ name }) => name)) as { $defs: object };
  const drafts = mappable.map(({ name, description, draftSchema }) => [
    `draft-${name}`,
    { description, ...draftSchema },
  ]);
  return { ...schema, $defs: { ...schema.$defs, ...Object.fromEntries(drafts) } };
}
