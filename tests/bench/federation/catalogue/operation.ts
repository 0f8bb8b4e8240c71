import type { Operation } from '../../method/contestant.js';

/** Users and products with their reviews, their authors and those authors' reviews: three levels of entity jumps. */
export const REVIEWS_QUERY: Operation = {
  name: 'reviews',
  query: `query Reviews {
    users {
      ...User
      reviews {
        ...Review
        product { ...Product reviews { ...Review author { ...User reviews { ...Review product { ...Product } } } } }
      }
    }
    topProducts {
      ...Product
      reviews { ...Review author { ...User reviews { ...Review product { ...Product } } } }
    }
  }
  fragment User on User { id username name }
  fragment Review on Review { id body }
  fragment Product on Product { inStock name price shippingEstimate upc weight }`,
};
