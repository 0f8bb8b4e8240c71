/** Stage of expected credit losses: 1 performing, 2 significantly increased risk, 3 credit-impaired (IFRS 9, 5.5). */
export type ImpairmentStage = 1 | 2 | 3;

/**
 * The stage that days past due presume: more than 30 are a significant increase of credit risk (IFRS 9, 5.5.11), 90 and more
 * a default (B5.5.37). Both presumptions can be rebutted: a bank that has other grounds reports its own stage.
 */
export function presumedStage(daysPastDue: number): ImpairmentStage {
  return daysPastDue >= 90 ? 3 : daysPastDue > 30 ? 2 : 1;
}

/** The same in the database, with the stage that the bank has reported before all presumptions. */
export const STAGE_EXPRESSION = {
  $ifNull: [
    '$reportedStage',
    { $cond: [{ $gte: ['$daysPastDue', 90] }, 3, { $cond: [{ $gt: ['$daysPastDue', 30] }, 2, 1] }] },
  ],
};
