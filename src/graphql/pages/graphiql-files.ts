import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findUpwards } from '../../http/find-upwards';

/** The bundled script and style of the GraphiQL page, if they are there. */
export class GraphiqlFiles {
  constructor(readonly directory = join(projectDirectory(), 'dist', 'graphiql')) {}

  /**
   * False without the development packages and a build, and for a second after the first `npm start`,
   * which bundles beside the gateway: so ask for each page.
   */
  areThere(): boolean {
    return existsSync(join(this.directory, 'page.js'));
  }
}

function projectDirectory(): string {
  const manifest = findUpwards(__dirname, 'package.json');
  return manifest === undefined ? __dirname : dirname(manifest);
}
