// D-Bus values as bytes, in little-endian order (D-Bus specification, "Marshaling").
import { alignment, parseSignature, type Type } from './signature.ts';

/**
 * A value with its type. Numbers are numbers, 64-bit ones bigints, strings, paths and signatures strings, arrays and
 * structures arrays, dictionaries Maps.
 */
export class Variant {
  readonly signature: string;
  readonly value: unknown;

  constructor(signature: string, value: unknown) {
    this.signature = signature;
    this.value = value;
  }
}

/** A dictionary `a{sv}`. */
export const dictionary = (values: Readonly<Record<string, Variant>>): Map<string, Variant> =>
  new Map(Object.entries(values));

export class Writer {
  #bytes = Buffer.alloc(256);
  #length = 0;

  /** Throws where a value is not of its type. */
  write(signature: string, values: readonly unknown[]): this {
    parseSignature(signature).forEach((type, index) => this.#value(type, values[index]));
    return this;
  }

  pad(to: number): this {
    this.#room((to - (this.#length % to)) % to);
    return this;
  }

  bytes(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  #value(type: Type, value: unknown): void {
    this.pad(alignment(type));
    switch (type.code) {
      case 'y':
        return this.#put(1, (bytes, at) => bytes.writeUInt8(value as number, at));
      case 'b':
        return this.#put(4, (bytes, at) => bytes.writeUInt32LE(value === true ? 1 : 0, at));
      case 'n':
        return this.#put(2, (bytes, at) => bytes.writeInt16LE(value as number, at));
      case 'q':
        return this.#put(2, (bytes, at) => bytes.writeUInt16LE(value as number, at));
      case 'i':
        return this.#put(4, (bytes, at) => bytes.writeInt32LE(value as number, at));
      case 'u':
      case 'h':
        return this.#put(4, (bytes, at) => bytes.writeUInt32LE(value as number, at));
      case 'x':
        return this.#put(8, (bytes, at) => bytes.writeBigInt64LE(value as bigint, at));
      case 't':
        return this.#put(8, (bytes, at) => bytes.writeBigUInt64LE(value as bigint, at));
      case 'd':
        return this.#put(8, (bytes, at) => bytes.writeDoubleLE(value as number, at));
      case 's':
      case 'o':
        return this.#string(value as string);
      case 'g':
        return this.#signature(value as string);
      case 'v': {
        const { signature, value: inner } = value as Variant;
        this.#signature(signature);
        this.write(signature, [inner]);
        return;
      }
      case 'a':
        return this.#array(type.of, value as Iterable<unknown>);
      case '(':
      case '{':
        type.fields.forEach((field, index) => this.#value(field, (value as readonly unknown[])[index]));
        return;
      default:
        return type satisfies never;
    }
  }

  #string(value: string): void {
    const bytes = Buffer.from(value.replaceAll('\0', ''));
    this.#put(4, (to, at) => to.writeUInt32LE(bytes.length, at));
    this.#put(bytes.length + 1, (to, at) => bytes.copy(to, at));
  }

  #signature(value: string): void {
    this.#put(1, (bytes, at) => bytes.writeUInt8(value.length, at));
    this.#put(value.length + 1, (bytes, at) => bytes.write(value, at, 'latin1'));
  }

  #array(of: Type, values: Iterable<unknown>): void {
    const length = this.#room(4);
    this.pad(alignment(of));
    const start = this.#length;
    if (of.code === 'y' && values instanceof Uint8Array) {
      this.#put(values.length, (bytes, at) => bytes.set(values, at));
    } else {
      for (const value of values) this.#value(of, value);
    }
    this.#bytes.writeUInt32LE(this.#length - start, length);
  }

  /** `write` gets the bytes as they are once there is room: they are others then. */
  #put(count: number, write: (bytes: Buffer, at: number) => unknown): void {
    const at = this.#room(count);
    write(this.#bytes, at);
  }

  /** Where as many new bytes begin, all zero. */
  #room(count: number): number {
    const at = this.#length;
    this.#length += count;
    if (this.#length > this.#bytes.length)
      this.#bytes = Buffer.concat([this.#bytes, Buffer.alloc(Math.max(this.#bytes.length, count))]);
    return at;
  }
}

export class Reader {
  readonly #bytes: Buffer;
  #at: number;

  constructor(bytes: Buffer, at = 0) {
    this.#bytes = bytes;
    this.#at = at;
  }

  get at(): number {
    return this.#at;
  }

  /** Throws where the bytes are no such values. */
  read(signature: string): unknown[] {
    return parseSignature(signature).map((type) => this.#value(type));
  }

  pad(to: number): this {
    this.#at += (to - (this.#at % to)) % to;
    return this;
  }

  #value(type: Type): unknown {
    this.pad(alignment(type));
    switch (type.code) {
      case 'y':
        return this.#bytes.readUInt8(this.#step(1));
      case 'b':
        return this.#bytes.readUInt32LE(this.#step(4)) !== 0;
      case 'n':
        return this.#bytes.readInt16LE(this.#step(2));
      case 'q':
        return this.#bytes.readUInt16LE(this.#step(2));
      case 'i':
        return this.#bytes.readInt32LE(this.#step(4));
      case 'u':
      case 'h':
        return this.#bytes.readUInt32LE(this.#step(4));
      case 'x':
        return this.#bytes.readBigInt64LE(this.#step(8));
      case 't':
        return this.#bytes.readBigUInt64LE(this.#step(8));
      case 'd':
        return this.#bytes.readDoubleLE(this.#step(8));
      case 's':
      case 'o':
        return this.#text(this.#bytes.readUInt32LE(this.#step(4)));
      case 'g':
        return this.#text(this.#bytes.readUInt8(this.#step(1)));
      case 'v': {
        const signature = this.#text(this.#bytes.readUInt8(this.#step(1)));
        return new Variant(signature, this.read(signature)[0]);
      }
      case 'a':
        return this.#array(type.of);
      case '(':
      case '{':
        return type.fields.map((field) => this.#value(field));
      default:
        return type satisfies never;
    }
  }

  #text(length: number): string {
    return this.#bytes.toString('utf8', this.#step(length + 1), this.#at - 1);
  }

  #array(of: Type): unknown {
    const length = this.#bytes.readUInt32LE(this.#step(4));
    this.pad(alignment(of));
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new RangeError('a D-Bus array is longer than its message');
    if (of.code === 'y') return this.#bytes.subarray(this.#step(length), end);
    const values: unknown[] = [];
    while (this.#at < end) values.push(this.#value(of));
    return of.code === '{' ? new Map(values as [unknown, unknown][]) : values;
  }

  #step(count: number): number {
    const at = this.#at;
    this.#at += count;
    if (this.#at > this.#bytes.length) throw new RangeError('a D-Bus message is shorter than its values');
    return at;
  }
}
