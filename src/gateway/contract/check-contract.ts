import {
  type DefinitionNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  isTypeDefinitionNode,
  Kind,
} from 'graphql';
import { ContractError } from './contract.js';
import type { Hiding } from './hiding.js';
import { namedType, rootTypes, visibleTypes } from './visible-types.js';

/**
 * Whether what is left holds together: every visible field, argument and input field has a visible type, nothing is hidden
 * that a request must give, and there is something to ask for.
 *
 * @throws ContractError with every element that is in the way, by its schema coordinate
 */
export function checkContract(definitions: readonly DefinitionNode[], hide: Hiding): void {
  const visible = visibleTypes(definitions, hide);
  const hidden = new Set(
    definitions.filter(isTypeDefinitionNode).flatMap((type) => (hide.has(type) ? [type.name.value] : [])),
  );
  const problems: string[] = [];
  const { query } = rootTypes(definitions);
  if (!visible.has(query)) problems.push(`no field of ${query} is left`);

  const checkType = (coordinate: string, element: FieldDefinitionNode | InputValueDefinitionNode): void => {
    const name = namedType(element.type);
    if (hidden.has(name)) problems.push(`${coordinate} is in it, its type ${name} is not`);
  };
  const checkInput = (coordinate: string, input: InputValueDefinitionNode): void => {
    if (!hide.has(input)) {
      checkType(coordinate, input);
    } else if (input.type.kind === Kind.NON_NULL_TYPE && input.defaultValue === undefined) {
      problems.push(`${coordinate} is required, and is not in it`);
    }
  };
  for (const [name, type] of visible) {
    if (type.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION) {
      for (const field of type.fields ?? []) checkInput(`${name}.${field.name.value}`, field);
    } else if (type.kind === Kind.OBJECT_TYPE_DEFINITION || type.kind === Kind.INTERFACE_TYPE_DEFINITION) {
      for (const field of type.fields ?? []) {
        if (hide.has(field)) continue;
        const coordinate = `${name}.${field.name.value}`;
        checkType(coordinate, field);
        for (const argument of field.arguments ?? []) checkInput(`${coordinate}(${argument.name.value}:)`, argument);
      }
      problems.push(...missingOfInterfaces(name, type, visible, hide));
    }
  }
  if (problems.length > 0) throw new ContractError(problems);
}

/** Fields that a visible interface promises and its implementation hides. */
function missingOfInterfaces(
  name: string,
  type: Extract<
    DefinitionNode,
    { interfaces?: unknown; kind: Kind.OBJECT_TYPE_DEFINITION | Kind.INTERFACE_TYPE_DEFINITION }
  >,
  visible: ReturnType<typeof visibleTypes>,
  hide: Hiding,
): string[] {
  const hiddenFields = new Set(type.fields?.filter((field) => hide.has(field)).map((field) => field.name.value));
  return (type.interfaces ?? []).flatMap((reference) => {
    const parent = visible.get(reference.name.value);
    if (parent?.kind !== Kind.INTERFACE_TYPE_DEFINITION) return [];
    return (parent.fields ?? [])
      .filter((field) => !hide.has(field) && hiddenFields.has(field.name.value))
      .map((field) => `${parent.name.value}.${field.name.value} is in it, ${name}.${field.name.value} is not`);
  });
}
