import { describe, expect, test } from 'vitest';
import { SHORTCUTS, shortcutOf, type KeyPress } from './shortcuts.ts';

const press = (key: string, parts: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  repeat: false,
  ...parts,
});

describe('keys in a call', () => {
  test('every key of the table does what it says', () => {
    for (const { name, keys } of SHORTCUTS) {
      const [last = ''] = keys.slice(-1);
      expect(shortcutOf(press(last, { shiftKey: keys.length === 2 }), true)).toBe(name);
    }
  });

  test('small letters count as large ones', () => {
    expect(shortcutOf(press('m'), true)).toBe('microphone');
  });

  test('hanging up needs Shift, and the others refuse it', () => {
    expect(shortcutOf(press('h'), true)).toBeUndefined();
    expect(shortcutOf(press('H', { shiftKey: true }), true)).toBe('hangUp');
    expect(shortcutOf(press('M', { shiftKey: true }), true)).toBeUndefined();
  });

  test.each(['ctrlKey', 'metaKey', 'altKey', 'repeat'] as const)('nothing is done with %s', (modifier) => {
    expect(shortcutOf(press('m', { [modifier]: true }), true)).toBeUndefined();
    expect(shortcutOf(press('Escape', { [modifier]: true }), true)).toBeUndefined();
  });

  test('turned off, only Escape is left', () => {
    for (const { keys } of SHORTCUTS) {
      const [last = ''] = keys.slice(-1);
      const found = shortcutOf(press(last, { shiftKey: keys.length === 2 }), false);
      expect(found).toBe(last === 'Escape' ? 'smaller' : undefined);
    }
  });

  test('a keyboard of another alphabet works by the places of its keys', () => {
    expect(shortcutOf(press('ь', { code: 'KeyM' }), true)).toBe('microphone');
    expect(shortcutOf(press('ة', { code: 'KeyM' }), true)).toBe('microphone');
  });

  test('where Latin letters have moved, the letter counts, not its place', () => {
    expect(shortcutOf(press(',', { code: 'KeyM' }), true)).toBeUndefined();
    expect(shortcutOf(press('m', { code: 'Semicolon' }), true)).toBe('microphone');
  });
});
