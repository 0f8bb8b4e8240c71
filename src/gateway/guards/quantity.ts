/** The values of an operation's variables, coerced, defaults included. */
export type Variables = Readonly<Record<string, unknown>>;

/** A number that is known at once, or only with the values of variables. */
export type Quantity = number | ((variables: Variables) => number);

export function evaluate(quantity: Quantity, variables: Variables): number {
  return typeof quantity === 'number' ? quantity : quantity(variables);
}

/** The sum; what is known is added up at once. */
export function sum(quantities: readonly Quantity[]): Quantity {
  let known = 0;
  const open: ((variables: Variables) => number)[] = [];
  for (const quantity of quantities) {
    if (typeof quantity === 'number') known += quantity;
    else open.push(quantity);
  }
  if (open.length === 0) return known;
  const [only] = open;
  if (open.length === 1 && known === 0 && only) return only;
  return (variables) => {
    let total = known;
    for (const quantity of open) total += quantity(variables);
    return total;
  };
}

/** The product; zero where one of the two is zero, however large the other. */
export function product(left: Quantity, right: Quantity): Quantity {
  if (left === 0 || right === 0) return 0;
  if (left === 1) return right;
  if (right === 1) return left;
  if (typeof left === 'number' && typeof right === 'number') return left * right;
  return (variables) => {
    const first = evaluate(left, variables);
    return first === 0 ? 0 : first * (evaluate(right, variables) || 0);
  };
}

/** The largest; zero where there is none or all are negative. */
export function largest(quantities: readonly Quantity[]): Quantity {
  let known = 0;
  const open: ((variables: Variables) => number)[] = [];
  for (const quantity of quantities) {
    if (typeof quantity === 'number') known = Math.max(known, quantity);
    else open.push(quantity);
  }
  if (open.length === 0) return known;
  return (variables) => {
    let most = known;
    for (const quantity of open) most = Math.max(most, quantity(variables));
    return most;
  };
}
