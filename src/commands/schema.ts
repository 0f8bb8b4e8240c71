import { Command } from 'commander';

/** `tripod schema`: prints the graph, or writes all SDL files. */
export function schemaCommand(): Command {
  return new Command('schema')
    .description('Print the schema that clients see, or write all schema files.')
    .option('--write <directory>', 'write api.graphql, supergraph.graphql and subgraphs/*.graphql into a folder')
    .addHelpText('after', '\nExample:\n  tripod schema --write schema')
    .action(async ({ write }: { write?: string }) => {
      const { printedSchemas, writeSchemas } = await import('../app/printed-schemas.js');
      const schemas = await printedSchemas();
      if (write === undefined) {
        process.stdout.write(schemas['api.graphql'] ?? '');
        return;
      }
      await writeSchemas(write, schemas);
      process.stdout.write(`tripod: ${Object.keys(schemas).length} files written into ${write}\n`);
    });
}
