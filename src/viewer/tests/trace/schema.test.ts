import Ajv from 'ajv';
import { expect, test } from 'vitest';
import schema from '../../../../docs/schemas/trace-record.v1.schema.json';
import golden from '../fixtures/rows.json';

test('the published schema takes what both sides are held to, and not what it does not know', () => {
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);
  const record = (event: unknown): unknown => ({ v: 1, run: '', sequence: 1, turn: 1, at: '2030-01-02T03:04:05+00:00', event });

  expect(golden.length).toBeGreaterThan(20);
  for (const { event } of golden) expect(validate(record(event)), JSON.stringify([event, validate.errors])).toBe(true);
  expect(validate(record({ kind: 'from_the_future' }))).toBe(false);
});
