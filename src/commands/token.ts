import { Command } from 'commander';
import { ConfigurationError, readConfiguration } from '../config.js';

const SCOPES = ['internal', 'bank', 'authority', 'legitimate-interest'];

/** `tripod token`: signs a token for development with the key in the data directory. */
export function tokenCommand(): Command {
  return new Command('token')
    .description('Sign a token for development. With JWKS_URL set, tokens come from your identity provider instead.')
    .requiredOption('--scope <scope...>', `one or more of: ${SCOPES.join(', ')}`)
    .option('--partner <id>', 'finance partner that a token of the scope "bank" speaks for')
    .option('--expires-in <span>', 'how long the token is valid', '8h')
    .addHelpText('after', '\nExample:\n  tripod token --scope bank --partner demo-bank-no')
    .action(async (options: { scope: string[]; partner?: string; expiresIn: string }) => {
      const configuration = readConfiguration(process.env);
      const unknown = options.scope.find((scope) => !SCOPES.includes(scope));
      if (unknown !== undefined) {
        throw new ConfigurationError(`--scope: there is no scope "${unknown}"; choose of ${SCOPES.join(', ')}`);
      }
      if (options.scope.includes('bank') !== (options.partner !== undefined)) {
        throw new ConfigurationError('--partner belongs to --scope bank: give both or neither');
      }
      if (!/^\d{1,6} ?(s|m|h|d)$/.test(options.expiresIn)) {
        throw new ConfigurationError('--expires-in must be a span such as 30m, 8h or 7d');
      }
      const { signDevelopmentToken } = await import('../app/development-key.js');
      const token = await signDevelopmentToken(configuration.dataDirectory, {
        scopes: options.scope,
        partnerId: options.partner ?? null,
        subject: 'developer',
        issuer: configuration.tokenIssuer,
        audience: configuration.tokenAudience,
        expiresIn: options.expiresIn,
      });
      process.stdout.write(`${token}\n`);
    });
}
