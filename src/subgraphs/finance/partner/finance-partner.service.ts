import type { DataContext } from '../../../database/data-context.js';
import { findByKey } from '../../../database/find-by-key.js';
import type { LoaderDefinition } from '../../../kernel/loaders/loaders.js';
import { projectionOf } from '../../../kernel/loaders/projection.js';
import type { FieldNames } from '../../../kernel/loaders/selected-fields.js';
import { financePartnerModel } from './finance-partner.model.js';
import type { FinancePartner } from './finance-partner.type.js';
import { FINANCE_PARTNER_FIELD_SOURCES, financePartnerView } from './finance-partner.view.js';

const partnerById: LoaderDefinition<DataContext, string, FinancePartner | null> = {
  name: 'finance.partnerById',
  keyText: (id) => id,
  load: async (ids, { fields }, { database }) => {
    const keys = ids.map((id) => ({ id }));
    const projection = projectionOf(fields, FINANCE_PARTNER_FIELD_SOURCES, []);
    const rows = await findByKey(database, financePartnerModel, keys, projection);
    return rows.map((row) => (row === null || row instanceof Error ? row : financePartnerView(row)));
  },
};

/** The partner of that id, or null. */
export function findPartner(context: DataContext, id: string, fields: FieldNames): Promise<FinancePartner | null> {
  return context.loaders.load(partnerById, id, { arguments: undefined, fields }, context);
}
