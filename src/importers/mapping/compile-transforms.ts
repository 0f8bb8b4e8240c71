import { Ajv } from 'ajv';
import type { MappingProblems } from './mapping-problem.js';
import type { WritingDefaults } from './transform.js';
import { TRANSFORMS } from './transforms.js';

type Change = (value: unknown) => unknown;

const ajv = new Ajv({ strict: false, allErrors: true });

/** Makes one function of a chain of named transforms. Mistakes are added to the problems, by their path. */
export function compileTransforms(
  chain: unknown,
  path: string,
  defaults: WritingDefaults,
  problems: MappingProblems,
): Change {
  const steps = (Array.isArray(chain) ? chain : [chain]).map((step: unknown, at) =>
    compileStep(step, Array.isArray(chain) ? `${path}.${at}` : path, defaults, problems),
  );
  return (value) => {
    let result = value;
    for (const step of steps) {
      if (result === null || result === undefined) return null;
      result = step(result);
    }
    return result === '' ? null : result;
  };
}

function compileStep(step: unknown, path: string, defaults: WritingDefaults, problems: MappingProblems): Change {
  const [name, parameter] =
    typeof step === 'string'
      ? [step, undefined]
      : (Object.entries(step as Record<string, unknown>)[0] ?? ['', undefined]);
  const transform = TRANSFORMS.get(name);
  if (transform === undefined) {
    problems.add(path, `there is no transform "${name}"`);
    return (value) => value;
  }
  if (parameter === undefined && !transform.parameterOptional) {
    problems.add(path, `the transform "${name}" needs a parameter: { "${name}": ... }`);
    return (value) => value;
  }
  if (parameter !== undefined) {
    if (transform.parameter === null) {
      problems.add(path, `the transform "${name}" takes no parameter`);
      return (value) => value;
    }
    const validate = ajv.compile(transform.parameter);
    if (!validate(parameter)) {
      for (const { instancePath, message } of validate.errors ?? []) {
        problems.add(`${path}.${name}${instancePath.replaceAll('/', '.')}`, message ?? 'is not valid');
      }
      return (value) => value;
    }
  }
  try {
    const change = transform.prepare(parameter, defaults);
    return transform.takesLists ? change : (value) => overLists(value, change);
  } catch (error) {
    problems.add(`${path}.${name}`, (error as Error).message);
    return (value) => value;
  }
}

function overLists(value: unknown, change: Change): unknown {
  if (!Array.isArray(value)) return change(value);
  return value
    .map((member) => (member === null ? null : overLists(member, change)))
    .filter((member) => member !== null && member !== '');
}
