/** Rows of the catalogue, as many and as long as those of the query that gateways are publicly compared on. */

export interface UserRow {
  readonly id: string;
  readonly name: string;
  readonly username: string;
}

export interface ProductRow {
  readonly upc: string;
  readonly name: string;
  readonly price: number;
  readonly weight: number;
}

export interface ReviewRow {
  readonly id: string;
  readonly body: string;
  readonly productUpc: string;
}

export const USERS: readonly UserRow[] = ['Ada', 'Grace', 'Edsger', 'Barbara', 'Donald', 'Frances'].map(
  (name, index) => ({ id: String(index + 1), name: `${name} Example`, username: name.toLowerCase() }),
);

export const PRODUCTS: readonly ProductRow[] = [
  { name: 'Table', price: 899, weight: 100 },
  { name: 'Couch', price: 1_299, weight: 1_000 },
  { name: 'Glass', price: 15, weight: 20 },
  { name: 'Chair', price: 499, weight: 100 },
  { name: 'Television', price: 1_299, weight: 1_000 },
  { name: 'Lamp', price: 6_999, weight: 300 },
  { name: 'Grill', price: 3_999, weight: 2_000 },
  { name: 'Fridge', price: 100_000, weight: 6_000 },
  { name: 'Sofa', price: 9_999, weight: 800 },
].map((product, index) => ({ upc: String(index + 1), ...product }));

/** Product and length of the text of each review. */
const REVIEW_SHAPES = [
  ['1', 446],
  ['1', 290],
  ['1', 275],
  ['1', 145],
  ['2', 446],
  ['2', 290],
  ['2', 275],
  ['2', 145],
  ['3', 145],
  ['4', 145],
  ['4', 858],
] as const;

export const REVIEWS: readonly ReviewRow[] = REVIEW_SHAPES.map(([productUpc, length], index) => ({
  id: String(index + 1),
  body: `Review ${index + 1}: sturdy, well made and delivered on time. `.repeat(20).slice(0, length),
  productUpc,
}));

export const USER_BY_ID: ReadonlyMap<string, UserRow> = new Map(USERS.map((row) => [row.id, row]));
export const PRODUCT_BY_UPC: ReadonlyMap<string, ProductRow> = new Map(PRODUCTS.map((row) => [row.upc, row]));
export const PRODUCTS_IN_STOCK: ReadonlySet<string> = new Set(['1', '5', '6', '7', '9']);
