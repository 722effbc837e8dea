import { profileTop } from './profile-top';

const frame = (functionName: string, url: string) => ({ functionName, url, lineNumber: 4 });

describe('profileTop', () => {
  it('shares out the busy time by package and by function and leaves idle time out', () => {
    const text = profileTop(
      {
        nodes: [
          { id: 1, callFrame: frame('(idle)', '') },
          { id: 2, callFrame: frame('insert', '/x/node_modules/mongodb/lib/a.js') },
          { id: 3, callFrame: frame('handle', '/x/dist/rest/rest-door.js') },
        ],
        samples: [1, 2, 3, 2],
        timeDeltas: [1000, 50, 25, 25],
      },
      5,
    );
    expect(text).toContain('75.0 %  mongodb');
    expect(text).toContain('25.0 %  dist/rest');
    expect(text).toContain('75.0 %  insert mongodb/lib/a.js:5');
    expect(text).not.toContain('idle');
  });
});
