import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { renderGraphiQL } from '@graphql-yoga/render-graphiql';

export interface GraphiqlPage {
  readonly html: string;
  readonly compressed: Buffer;
  readonly etag: string;
}

let page: Promise<GraphiqlPage> | undefined;

/** GraphiQL as one self-contained page: nothing is fetched from elsewhere. Made once, at the first visit. */
export function graphiqlPage(): Promise<GraphiqlPage> {
  page ??= renderPage();
  return page;
}

async function renderPage(): Promise<GraphiqlPage> {
  const html = renderGraphiQL({ title: 'Tripod', endpoint: '/graphql', defaultQuery: WELCOME });
  return {
    html,
    compressed: await promisify(gzip)(html),
    etag: `"${createHash('sha256').update(html).digest('base64url').slice(0, 22)}"`,
  };
}

const WELCOME = `# Tripod: service, finance and charging per country, in one graph.
# Press Ctrl-Enter to run.
query OneCountry {
  country(code: "NO") {
    name
    currency
    chargingLocations(first: 3) {
      nodes {
        name
        city
        maxPowerKW
        evses { status connectors { standard } }
      }
    }
    servicePoints(first: 3, capabilities: [HV_LEVEL_3_LIVE_WORK]) {
      nodes {
        name
        address { addressLocality }
      }
    }
    financingProducts(first: 3) {
      nodes { name kind partner { name } }
    }
    guaranteeProgrammes(first: 1) {
      nodes { name component years km }
    }
  }
}
`;
