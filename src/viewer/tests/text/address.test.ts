import { describe, expect, it } from 'vitest';
import { addressOf, tellsHost } from '../../src/text/address';

describe('An address', () => {
  it.each(['https:evil.example', 'http:/evil.example', '//evil.example', 'javascript:1', 'https://', 'https://[::1', ' ', 'https://a.example/' + 'x'.repeat(3000), 'HTTPS:\\\\evil.example', 'ftp://a.example', 'blob:https://a.example/1'])('%s is none', text => {
    expect(addressOf(text)).toBeNull();
  });

  it('is what the browser makes of it', () => {
    expect(addressOf(' HTTPS://GitHub.com/a b ')).toEqual({ href: 'https://github.com/a%20b', host: 'github.com', hasUser: false });
    expect(addressOf('https://a:b@evil.example')).toMatchObject({ host: 'evil.example', hasUser: true });
    expect(addressOf('https://ɡithub.com')?.host).toMatch(/^xn--/);
  });

  it.each<[string, string, boolean]>([
    ['github.com', 'https://github.com/', true],
    ['https://github.com/a', 'https://github.com/a', true],
    ['GitHub.com/a', 'https://github.com/a', true],
    ['evil.example/x', 'https://github.com@evil.example/x', false],
    ['github.com.evil.example', 'https://github.com', false],
    ['github.com:8080', 'https://github.com', false],
    ['github.com', 'https://github.com:8080', false],
    ['github.com is here', 'https://github.com', false],
    ['github.com/\u202E', 'https://github.com', false],
    ['docs', 'https://github.com', false],
  ])('%s tells of %s: %s', (text, address, tells) => {
    expect(tellsHost(text, addressOf(address)!)).toBe(tells);
  });
});
