import { version } from 'react';
import { version as domVersion } from 'react-dom';

// Run before each file of tests: without the mapping they would be about the React of this project.
if (!version.startsWith('18.') || !domVersion.startsWith('18.')) {
  throw new Error(`React ${version}, react-dom ${domVersion} are not 18.`);
}
