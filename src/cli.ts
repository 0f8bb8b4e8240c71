#!/usr/bin/env node
import 'reflect-metadata';
import { Command, CommanderError } from 'commander';
import { failureOf } from './app/failures.js';
import { auditCommand } from './commands/audit.js';
import { embeddedMongoCommand } from './commands/embedded-mongo.js';
import { gatewayCommand } from './commands/gateway.js';
import { importCommand } from './commands/import.js';
import { quarantineCommand } from './commands/quarantine.js';
import { schemaCommand } from './commands/schema.js';
import { seedCommand } from './commands/seed.js';
import { serveCommand } from './commands/serve.js';
import { subgraphCommand } from './commands/subgraph.js';
import { syncCommand } from './commands/sync.js';
import { tokenCommand } from './commands/token.js';

// The library of opening hours reckons in the time zone of the process: one with daylight saving would lose an hour a year.
process.env.TZ = 'UTC';

const program = new Command('tripod')
  .description('Federated GraphQL gateway: service, finance and charging per country')
  .version('0.1.0')
  .exitOverride()
  .showHelpAfterError('(run with --help for an example)');

for (const command of [
  serveCommand,
  seedCommand,
  importCommand,
  quarantineCommand,
  syncCommand,
  auditCommand,
  schemaCommand,
  tokenCommand,
  gatewayCommand,
  subgraphCommand,
  embeddedMongoCommand,
]) {
  program.addCommand(command().copyInheritedSettings(program));
}

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    // Commander has said what is wrong; help and version are no failures.
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  } else {
    const { line, exitCode } = failureOf(error);
    process.stderr.write(`tripod: ${line}\n`);
    if (process.env.LOG_LEVEL === 'debug' && error instanceof Error) {
      process.stderr.write(`${error.stack}\n`);
    }
    process.exitCode = exitCode;
  }
}
