import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ReaderDatabase, testServerUrl } from '../../testing/reader-database.js';
import { runCommand, temporaryDirectory } from '../../testing/run-command.js';

const cwd = temporaryDirectory();

describe.skipIf(testServerUrl === undefined)('readers', () => {
  const database = new ReaderDatabase(`lms_test_reader_${process.pid}`);
  const { role } = database;
  const readers = (...args: string[]) => runCommand(['readers', ...args, '--store', database.url], { cwd });
  beforeAll(() => database.create(cwd));
  afterAll(() => database.drop());

  it('are granted a tenant, listed, and revoked', async () => {
    expect((await readers('list', '--json')).stdout).toBe('[]\n');
    expect(await readers('grant', role, '--tenant', 'north')).toEqual({
      ...{ code: 0, stderr: '' },
      stdout: `${role} reads the tenant north, and no other.\n`,
    });
    expect(JSON.parse((await readers('grant', role, '--tenant', 'north', '--json')).stdout)).toEqual({
      ...{ role, tenantId: 'north' },
    });
    expect(JSON.parse((await readers('list', '--json')).stdout)).toEqual([{ role, tenantId: 'north' }]);
    expect((await readers('list')).stdout).toMatch(new RegExp(`^Role +Tenant\\n─+ +─+\\n${role} +north\\n$`));
    expect((await readers('revoke', role)).stdout).toBe(`${role} reads nothing any more.\n`);
    expect(JSON.parse((await readers('revoke', role, '--json')).stdout)).toEqual({ role, revoked: false });
    expect((await readers('revoke', role)).stdout).toBe(`${role} was no reader; nothing had to be done.\n`);
  });

  it('cannot be a role that is not there', async () => {
    const { code, stdout, stderr } = await readers('grant', 'nobody');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('Error: nobody cannot be a reader: there is no such role; CREATE ROLE "nobody" LOGIN');
  });
});

describe('readers of an embedded store', () => {
  it.each([[['list']], [['grant', 'metabase']], [['revoke', 'metabase']]])('are not to be had: %j', async (args) => {
    const { code, stderr } = await runCommand(['readers', ...args], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain('Error: readers are roles of a PostgreSQL store; whoever may read the file');
  });
});
