/** The parts of a type approval number of the 1958 Agreement. */
export interface TypeApprovalNumber {
  /** "E" and the number of the country that approved: "E4". */
  readonly authority: string;
  /** Number of the UN Regulation: 155. */
  readonly regulation: number;
  readonly seriesOfAmendments: number;
  readonly supplement: number;
  /** Number of the approval, four digits or more, as written. */
  readonly approval: string;
  /** Two digits or more, as written. */
  readonly extension: string;
}

const NUMBER = /^(E[1-9]\d{0,2})\*(\d{1,3})R(\d{2})\/(\d{2})\*(\d{4,})\*(\d{2,})$/;

/**
 * Reads a type approval number such as "E4*155R00/00*0001*00": country, Regulation with series of amendments and supplement, number,
 * extension (1958 Agreement, E/ECE/TRANS/505/Rev.3, Schedule 4). Null for a text that is none.
 */
export function typeApprovalNumber(text: string): TypeApprovalNumber | null {
  const [, authority, regulation, series, supplement, approval, extension] = NUMBER.exec(text) ?? [];
  return authority === undefined || approval === undefined || extension === undefined
    ? null
    : {
        authority,
        regulation: Number(regulation),
        seriesOfAmendments: Number(series),
        supplement: Number(supplement),
        approval,
        extension,
      };
}
