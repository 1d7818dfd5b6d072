import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { accessSync, appendFileSync, chmodSync, constants, existsSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, posix, win32 } from "node:path";
import { execFile, spawn } from "node:child_process";
import { connect, createServer } from "node:net";
import { setTimeout as setTimeout$1 } from "node:timers/promises";
import { parseArgs, promisify } from "node:util";
import { mkdir, readFile, readlink, rm, writeFile } from "node:fs/promises";
import { createHash, randomUUID } from "node:crypto";
import { request } from "node:http";
import { request as request$1 } from "node:https";
import * as tls from "node:tls";
import { homedir, hostname, tmpdir, userInfo } from "node:os";
import { once } from "node:events";
// \0rolldown/runtime.js
var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __esmMin = (fn, res, err) => () => {
	if (err) throw err[0];
	try {
		return fn && (res = fn(fn = 0)), res;
	} catch (e) {
		throw err = [e], e;
	}
};
var __commonJSMin = (cb, mod) => () => (mod || (cb((mod = { exports: {} }).exports, mod, mod.exports), cb = null), mod.exports);
var __exportAll = (all, no_symbols) => {
	let target = {};
	for (var name in all) __defProp(target, name, {
		get: all[name],
		enumerable: true
	});
	if (!no_symbols) __defProp(target, Symbol.toStringTag, { value: "Module" });
	return target;
};
var __copyProps = (to, from, except, desc) => {
	if (from && typeof from === "object" || typeof from === "function") for (var keys = __getOwnPropNames(from), i = 0, n = keys.length, key; i < n; i++) {
		key = keys[i];
		if (!__hasOwnProp.call(to, key) && key !== except) __defProp(to, key, {
			get: ((k) => from[k]).bind(null, key),
			enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable
		});
	}
	return to;
};
var __toESM = (mod, isNodeMode, target) => (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(isNodeMode || !mod || !mod.__esModule || !__hasOwnProp.call(mod, "default") ? __defProp(target, "default", {
	value: mod,
	enumerable: true
}) : target, mod));
var __require = /* #__PURE__ */ (() => createRequire(import.meta.url))();
var package_default = {
	name: "@parley/desktop",
	version: "0.1.0",
	"private": true,
	license: "MIT",
	type: "module",
	dependencies: {
		"@parley/client": "0.1.0",
		"@parley/desktop-port": "0.1.0",
		"valibot": "1.5.0",
		"ws": "8.23.0"
	},
	devDependencies: { "electron": "45.5.0" }
};
// apps/desktop/src/emitter.ts
var Emitter$1 = class {
	#listeners = /* @__PURE__ */ new Map();
	/** Calls `listener` at every such event until the returned function is called. */
	on(type, listener) {
		const set = this.#listeners.get(type) ?? /* @__PURE__ */ new Set();
		this.#listeners.set(type, set);
		const own = (event) => listener(event);
		set.add(own);
		return () => void set.delete(own);
	}
	emit(type, event) {
		for (const listener of this.#listeners.get(type) ?? []) listener(event);
	}
};
// apps/desktop/src/app-mode/awake.ts
var SCREEN_SAVER = {
	destination: "org.freedesktop.ScreenSaver",
	path: "/org/freedesktop/ScreenSaver",
	interface: "org.freedesktop.ScreenSaver"
};
/** Programs that keep the screen awake as long as they run. */
var PROGRAMS = {
	darwin: [
		"caffeinate",
		"-d",
		"-w",
		String(process.pid)
	],
	linux: [
		"systemd-inhibit",
		"--what=idle",
		"--who=Parley",
		"--why=A call",
		"tail",
		`--pid=${process.pid}`,
		"-f",
		"/dev/null"
	]
};
async function findAwake(parts) {
	const { platform, env, bus, log } = parts;
	if (bus && await bus.isOwned(SCREEN_SAVER.destination)) return new KeptAwake(() => byBus(bus), log);
	const program = PROGRAMS[platform];
	if (program) return new KeptAwake(() => byProgram(program, env), log);
	return {
		limit: "The screen is kept awake by the page alone, as long as its window can be seen.",
		keep: () => void 0
	};
}
var KeptAwake = class {
	limit = void 0;
	#take;
	#log;
	/** One after the other: it may be wanted no more before it is held. */
	#turn = Promise.resolve(void 0);
	constructor(take, log) {
		this.#take = take;
		this.#log = log;
	}
	keep(on) {
		this.#turn = this.#turn.then(async (held) => {
			if (on) return held ?? await this.#tryTo();
			held?.release();
		});
	}
	async #tryTo() {
		try {
			return await this.#take();
		} catch (error) {
			this.#log(`The screen is kept awake by the page alone: ${error.message}`);
			return;
		}
	}
};
async function byBus(bus) {
	const [cookie] = await bus.call({
		...SCREEN_SAVER,
		member: "Inhibit",
		signature: "ss",
		body: ["Parley", "A call"]
	});
	return { release() {
		bus.call({
			...SCREEN_SAVER,
			member: "UnInhibit",
			signature: "u",
			body: [cookie]
		}).catch(() => void 0);
	} };
}
function byProgram([program = "", ...args], env) {
	return new Promise((resolve, reject) => {
		const child = spawn(program, args, {
			env,
			stdio: "ignore"
		});
		child.once("error", reject);
		child.once("spawn", () => resolve({ release: () => void child.kill() }));
	});
}
// apps/desktop/src/app-mode/dbus/signature.ts
var SIMPLE = /* @__PURE__ */ new Set("ybnqiuxtdsogvh");
var DEEPEST = 32;
/** Throws where it is none. */
function parseSignature(signature) {
	const types = [];
	for (let at = 0; at < signature.length;) {
		const [type, next] = parseType(signature, at, 0);
		types.push(type);
		at = next;
	}
	return types;
}
function parseType(signature, at, depth) {
	const code = signature[at] ?? "";
	if (depth > DEEPEST) throw new Error(`D-Bus signature too deep: ${signature}`);
	if (SIMPLE.has(code)) return [{ code }, at + 1];
	if (code === "a") {
		const [of, next] = parseType(signature, at + 1, depth + 1);
		return [{
			code,
			of
		}, next];
	}
	if (code !== "(" && code !== "{") throw new Error(`no D-Bus signature: ${signature}`);
	const end = code === "(" ? ")" : "}";
	const fields = [];
	let next = at + 1;
	while (signature[next] !== end) {
		const [field, after] = parseType(signature, next, depth + 1);
		fields.push(field);
		next = after;
	}
	return [{
		code,
		fields
	}, next + 1];
}
/** Of bytes, to a multiple of which a value's place is padded. */
function alignment({ code }) {
	switch (code) {
		case "y":
		case "g":
		case "v": return 1;
		case "n":
		case "q": return 2;
		case "x":
		case "t":
		case "d":
		case "(":
		case "{": return 8;
		default: return 4;
	}
}
// apps/desktop/src/app-mode/dbus/marshal.ts
/**
* A value with its type. Numbers are numbers, 64-bit ones bigints, strings, paths and signatures strings, arrays and
* structures arrays, dictionaries Maps.
*/
var Variant = class {
	signature;
	value;
	constructor(signature, value) {
		this.signature = signature;
		this.value = value;
	}
};
/** A dictionary `a{sv}`. */
var dictionary = (values) => new Map(Object.entries(values));
var Writer = class {
	#bytes = Buffer.alloc(256);
	#length = 0;
	/** Throws where a value is not of its type. */
	write(signature, values) {
		parseSignature(signature).forEach((type, index) => this.#value(type, values[index]));
		return this;
	}
	pad(to) {
		this.#room((to - this.#length % to) % to);
		return this;
	}
	bytes() {
		return this.#bytes.subarray(0, this.#length);
	}
	#value(type, value) {
		this.pad(alignment(type));
		switch (type.code) {
			case "y": return this.#put(1, (bytes, at) => bytes.writeUInt8(value, at));
			case "b": return this.#put(4, (bytes, at) => bytes.writeUInt32LE(value === true ? 1 : 0, at));
			case "n": return this.#put(2, (bytes, at) => bytes.writeInt16LE(value, at));
			case "q": return this.#put(2, (bytes, at) => bytes.writeUInt16LE(value, at));
			case "i": return this.#put(4, (bytes, at) => bytes.writeInt32LE(value, at));
			case "u":
			case "h": return this.#put(4, (bytes, at) => bytes.writeUInt32LE(value, at));
			case "x": return this.#put(8, (bytes, at) => bytes.writeBigInt64LE(value, at));
			case "t": return this.#put(8, (bytes, at) => bytes.writeBigUInt64LE(value, at));
			case "d": return this.#put(8, (bytes, at) => bytes.writeDoubleLE(value, at));
			case "s":
			case "o": return this.#string(value);
			case "g": return this.#signature(value);
			case "v": {
				const { signature, value: inner } = value;
				this.#signature(signature);
				this.write(signature, [inner]);
				return;
			}
			case "a": return this.#array(type.of, value);
			case "(":
			case "{":
				type.fields.forEach((field, index) => this.#value(field, value[index]));
				return;
			default: return type;
		}
	}
	#string(value) {
		const bytes = Buffer.from(value.replaceAll("\0", ""));
		this.#put(4, (to, at) => to.writeUInt32LE(bytes.length, at));
		this.#put(bytes.length + 1, (to, at) => bytes.copy(to, at));
	}
	#signature(value) {
		this.#put(1, (bytes, at) => bytes.writeUInt8(value.length, at));
		this.#put(value.length + 1, (bytes, at) => bytes.write(value, at, "latin1"));
	}
	#array(of, values) {
		const length = this.#room(4);
		this.pad(alignment(of));
		const start = this.#length;
		if (of.code === "y" && values instanceof Uint8Array) this.#put(values.length, (bytes, at) => bytes.set(values, at));
		else for (const value of values) this.#value(of, value);
		this.#bytes.writeUInt32LE(this.#length - start, length);
	}
	/** `write` gets the bytes as they are once there is room: they are others then. */
	#put(count, write) {
		const at = this.#room(count);
		write(this.#bytes, at);
	}
	/** Where as many new bytes begin, all zero. */
	#room(count) {
		const at = this.#length;
		this.#length += count;
		if (this.#length > this.#bytes.length) this.#bytes = Buffer.concat([this.#bytes, Buffer.alloc(Math.max(this.#bytes.length, count))]);
		return at;
	}
};
var Reader = class {
	#bytes;
	#at;
	constructor(bytes, at = 0) {
		this.#bytes = bytes;
		this.#at = at;
	}
	get at() {
		return this.#at;
	}
	/** Throws where the bytes are no such values. */
	read(signature) {
		return parseSignature(signature).map((type) => this.#value(type));
	}
	pad(to) {
		this.#at += (to - this.#at % to) % to;
		return this;
	}
	#value(type) {
		this.pad(alignment(type));
		switch (type.code) {
			case "y": return this.#bytes.readUInt8(this.#step(1));
			case "b": return this.#bytes.readUInt32LE(this.#step(4)) !== 0;
			case "n": return this.#bytes.readInt16LE(this.#step(2));
			case "q": return this.#bytes.readUInt16LE(this.#step(2));
			case "i": return this.#bytes.readInt32LE(this.#step(4));
			case "u":
			case "h": return this.#bytes.readUInt32LE(this.#step(4));
			case "x": return this.#bytes.readBigInt64LE(this.#step(8));
			case "t": return this.#bytes.readBigUInt64LE(this.#step(8));
			case "d": return this.#bytes.readDoubleLE(this.#step(8));
			case "s":
			case "o": return this.#text(this.#bytes.readUInt32LE(this.#step(4)));
			case "g": return this.#text(this.#bytes.readUInt8(this.#step(1)));
			case "v": {
				const signature = this.#text(this.#bytes.readUInt8(this.#step(1)));
				return new Variant(signature, this.read(signature)[0]);
			}
			case "a": return this.#array(type.of);
			case "(":
			case "{": return type.fields.map((field) => this.#value(field));
			default: return type;
		}
	}
	#text(length) {
		return this.#bytes.toString("utf8", this.#step(length + 1), this.#at - 1);
	}
	#array(of) {
		const length = this.#bytes.readUInt32LE(this.#step(4));
		this.pad(alignment(of));
		const end = this.#at + length;
		if (end > this.#bytes.length) throw new RangeError("a D-Bus array is longer than its message");
		if (of.code === "y") return this.#bytes.subarray(this.#step(length), end);
		const values = [];
		while (this.#at < end) values.push(this.#value(of));
		return of.code === "{" ? new Map(values) : values;
	}
	#step(count) {
		const at = this.#at;
		this.#at += count;
		if (this.#at > this.#bytes.length) throw new RangeError("a D-Bus message is shorter than its values");
		return at;
	}
};
// apps/desktop/src/app-mode/dbus/message.ts
var KINDS$3 = [
	"call",
	"return",
	"error",
	"signal"
];
/** By number, from 1. */
var FIELDS = [
	["path", "o"],
	["interface", "s"],
	["member", "s"],
	["errorName", "s"],
	["replySerial", "u"],
	["destination", "s"],
	["sender", "s"],
	["signature", "g"]
];
/** Bytes before the header's fields. */
var FIXED = 16;
/** Bytes, by the specification. */
var LONGEST$3 = 134217728;
function encode$1(message) {
	const body = new Writer().write(message.signature ?? "", message.body ?? []).bytes();
	const fields = FIELDS.flatMap(([name, type], index) => message[name] === void 0 || message[name] === "" ? [] : [[index + 1, new Variant(type, message[name])]]);
	const header = new Writer().write("yyyyuua(yv)", [
		"l".charCodeAt(0),
		KINDS$3.indexOf(message.kind) + 1,
		0,
		1,
		body.length,
		message.serial,
		fields
	]).pad(8);
	return Buffer.concat([header.bytes(), body]);
}
/** How long the message is that begins here; nothing as long as that can't be told. Throws where it is none. */
function lengthOf$1(bytes) {
	if (bytes.length < FIXED) return void 0;
	if (bytes[0] !== "l".charCodeAt(0)) throw new Error("a D-Bus message in big-endian order");
	const header = FIXED + bytes.readUInt32LE(12);
	const length = Math.ceil(header / 8) * 8 + bytes.readUInt32LE(4);
	if (length > LONGEST$3) throw new RangeError("a D-Bus message of more bytes than there may be");
	return length;
}
function decode$1(bytes) {
	const reader = new Reader(bytes);
	const [, kind, , , , serial, fields] = reader.read("yyyyuua(yv)");
	const named = Object.fromEntries(fields.flatMap(([number, { value }]) => {
		const name = FIELDS[number - 1]?.[0];
		return name === void 0 ? [] : [[name, value]];
	}));
	const body = new Reader(bytes, reader.pad(8).at).read(named.signature ?? "");
	return {
		...named,
		kind: KINDS$3[kind - 1] ?? "signal",
		serial,
		body
	};
}
// apps/desktop/src/app-mode/dbus/bus.ts
var NOTHING = {
	signature: "",
	body: []
};
var DAEMON = {
	destination: "org.freedesktop.DBus",
	path: "/org/freedesktop/DBus",
	interface: "org.freedesktop.DBus"
};
/** Ms after which an answer is not waited for any longer. */
var PATIENCE$9 = 1e4;
/** Where this person's bus is; nothing where there is none. */
function sessionBusAddress(env) {
	if (env["DBUS_SESSION_BUS_ADDRESS"]) return env["DBUS_SESSION_BUS_ADDRESS"];
	const usual = env["XDG_RUNTIME_DIR"] && join(env["XDG_RUNTIME_DIR"], "bus");
	return usual && existsSync(usual) ? `unix:path=${usual}` : void 0;
}
var Bus = class Bus extends Emitter$1 {
	#socket;
	#waiting = /* @__PURE__ */ new Map();
	#objects = /* @__PURE__ */ new Map();
	#rest = Buffer.alloc(0);
	#serial = 0;
	#isOpen = true;
	/** Rejects where nothing answers there. */
	static async connect(address) {
		const socket = connect({ path: socketPath(address) });
		await authenticate(socket);
		const bus = new Bus(socket);
		await bus.call({
			...DAEMON,
			member: "Hello"
		});
		return bus;
	}
	constructor(socket) {
		super();
		this.#socket = socket;
		socket.on("data", (bytes) => this.#read(bytes));
		socket.on("error", () => this.close());
		socket.on("close", () => this.close());
	}
	/** Rejects with what the other says, or where there is no other. */
	call({ member, ...rest }) {
		return new Promise((resolve, reject) => {
			if (!this.#isOpen) return reject(/* @__PURE__ */ new Error(`${member}: the message bus is gone`));
			const serial = this.#send({
				kind: "call",
				member,
				...rest
			});
			const timer = setTimeout(() => {
				this.#waiting.delete(serial);
				reject(/* @__PURE__ */ new Error(`${rest.destination} does not answer ${member}`));
			}, PATIENCE$9);
			timer.unref();
			const done = () => clearTimeout(timer);
			this.#waiting.set(serial, {
				resolve: (body) => (done(), resolve(body)),
				reject: (error) => (done(), reject(error))
			});
		});
	}
	/** `rule` as the bus's: the signals come by the event from then on. */
	async listen(rule) {
		const words = Object.entries({
			type: "signal",
			...rule
		}).map(([key, value]) => `${key}='${value}'`);
		await this.call({
			...DAEMON,
			member: "AddMatch",
			signature: "s",
			body: [words.join(",")]
		});
	}
	/** Whether this one has the name now. */
	async requestName(name) {
		const [answer] = await this.call({
			...DAEMON,
			member: "RequestName",
			signature: "su",
			body: [name, 4]
		});
		return answer === 1 || answer === 4;
	}
	async isOwned(name) {
		const [answer] = await this.call({
			...DAEMON,
			member: "NameHasOwner",
			signature: "s",
			body: [name]
		});
		return answer === true;
	}
	/** Calls `listener` with whether somebody has the name, at every change of that. */
	async onOwner(name, listener) {
		this.on("signal", ({ member, body = [] }) => {
			if (member === "NameOwnerChanged" && body[0] === name) listener(body[2] !== "");
		});
		await this.listen({
			interface: DAEMON.interface,
			member: "NameOwnerChanged",
			arg0: name
		});
	}
	/** Answers the calls to this path. */
	serve(path, object) {
		this.#objects.set(path, object);
	}
	emitSignal(signal) {
		if (this.#isOpen) this.#send({
			kind: "signal",
			...signal
		});
	}
	close() {
		if (!this.#isOpen) return;
		this.#isOpen = false;
		this.#socket.end();
		for (const { reject } of this.#waiting.values()) reject(/* @__PURE__ */ new Error("the message bus is gone"));
		this.#waiting.clear();
		this.emit("closed", void 0);
	}
	#send(message) {
		const serial = ++this.#serial;
		this.#socket.write(encode$1({
			...message,
			serial
		}));
		return serial;
	}
	#read(bytes) {
		this.#rest = Buffer.concat([this.#rest, bytes]);
		for (let message = this.#next(); message; message = this.#next()) this.#heard(message);
	}
	/** Nothing until there is a whole one. */
	#next() {
		try {
			const length = lengthOf$1(this.#rest);
			if (length === void 0 || this.#rest.length < length) return void 0;
			const message = decode$1(this.#rest.subarray(0, length));
			this.#rest = this.#rest.subarray(length);
			return message;
		} catch {
			this.close();
			return;
		}
	}
	#heard(message) {
		const { kind, body = [] } = message;
		if (kind === "call") return this.#answer(message);
		if (kind === "signal") {
			const { path = "", interface: iface = "", member = "", sender } = message;
			return this.emit("signal", {
				path,
				interface: iface,
				member,
				body,
				sender
			});
		}
		const waiting = this.#waiting.get(message.replySerial ?? 0);
		this.#waiting.delete(message.replySerial ?? 0);
		if (kind === "return") waiting?.resolve(body);
		else waiting?.reject(/* @__PURE__ */ new Error(`${message.errorName}: ${typeof body[0] === "string" ? body[0] : ""}`));
	}
	#answer({ serial, sender = "", path = "", interface: iface = "", member = "", body = [] }) {
		const to = {
			destination: sender,
			replySerial: serial
		};
		const reply = iface === "org.freedesktop.DBus.Peer" ? NOTHING : this.#objects.get(path)?.(iface, member, body);
		if (reply) return void this.#send({
			kind: "return",
			...to,
			...reply
		});
		this.#send({
			kind: "error",
			...to,
			errorName: "org.freedesktop.DBus.Error.UnknownMethod",
			signature: "s",
			body: [`There is no ${iface}.${member} at ${path}.`]
		});
	}
};
/** The first that is a socket of this computer; `\0` begins a name that is no file. */
function socketPath(address) {
	for (const one of address.split(";")) {
		const [transport, list = ""] = one.split(":", 2);
		const values = new Map(list.split(",").map((pair) => pair.split("=", 2)));
		const path = values.get("path");
		const abstract = values.get("abstract");
		if (transport !== "unix") continue;
		if (path !== void 0) return decodeURIComponent(path);
		if (abstract !== void 0) return `\0${decodeURIComponent(abstract)}`;
	}
	throw new Error(`The message bus is at an address of a kind that is not known: ${address}`);
}
/** By the user's number, which the bus reads from the socket itself (D-Bus specification, "Authentication Protocol"). */
function authenticate(socket) {
	return new Promise((resolve, reject) => {
		const id = Buffer.from(String(process.getuid?.() ?? 0)).toString("hex");
		const ended = () => reject(/* @__PURE__ */ new Error("The message bus closed the connection."));
		socket.once("error", reject);
		socket.once("close", ended);
		socket.write(`\0AUTH EXTERNAL ${id}\r\n`);
		socket.once("data", (bytes) => {
			socket.off("error", reject);
			socket.off("close", ended);
			if (bytes.toString().startsWith("OK ")) {
				socket.write("BEGIN\r\n");
				resolve();
			} else {
				socket.destroy();
				reject(/* @__PURE__ */ new Error(`The message bus refuses: ${bytes.toString().trim()}`));
			}
		});
	});
}
// apps/desktop/src/app-mode/external.ts
/** Addresses of other programs are not ours to open. */
var OPENABLE = /* @__PURE__ */ new Set([
	"http:",
	"https:",
	"mailto:"
]);
/** Not by a shell: an address is what a stranger wrote. */
var OPENERS = {
	win32: ["rundll32", "url.dll,FileProtocolHandler"],
	darwin: ["open"]
};
function makeOpener(platform, env, log) {
	const [program = "xdg-open", ...args] = OPENERS[platform] ?? [];
	return (url) => {
		if (!URL.canParse(url)) return;
		const { href, protocol } = new URL(url);
		if (!OPENABLE.has(protocol)) return log(`An address that is not of the web is not opened: ${protocol}`);
		const child = spawn(program, [...args, href], {
			env,
			stdio: "ignore",
			detached: true
		});
		child.on("error", (error) => log(`No browser could be asked to open an address: ${error.message}`));
		child.unref();
	};
}
// apps/desktop/src/app-mode/find-browser.ts
var LINUX = [
	"chromium",
	"chromium-browser",
	"google-chrome-stable",
	"google-chrome",
	"microsoft-edge-stable",
	"microsoft-edge",
	"brave-browser"
];
var WINDOWS = [
	"Google\\Chrome\\Application\\chrome.exe",
	"Chromium\\Application\\chrome.exe",
	"Microsoft\\Edge\\Application\\msedge.exe",
	"BraveSoftware\\Brave-Browser\\Application\\brave.exe"
];
var MACOS = [
	"Google Chrome.app/Contents/MacOS/Google Chrome",
	"Chromium.app/Contents/MacOS/Chromium",
	"Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
	"Brave Browser.app/Contents/MacOS/Brave Browser"
];
/** The one named, or the first of those that are there. Throws an error whose message tells the person what to do. */
function findBrowser(computer, named) {
	if (named !== void 0) {
		if (computer.isProgram(named)) return describe$1(computer, named);
		throw new Error(`${named}, which the settings name as the browser, is no program that can be run.`);
	}
	const found = places$1(computer).filter((path) => computer.isProgram(path)).map((path) => describe$1(computer, path));
	const best = found.find(({ isSnap }) => !isSnap) ?? found[0];
	if (best) return best;
	throw new Error("Parley shows its windows by a browser of the Chromium family, and there is none. Install Chromium, Google Chrome or Microsoft Edge, or name its program by --browser.");
}
function places$1({ platform, env }) {
	switch (platform) {
		case "win32": return [
			env["ProgramFiles"],
			env["ProgramFiles(x86)"],
			env["LOCALAPPDATA"]
		].filter((folder) => folder !== void 0 && folder !== "").flatMap((folder) => WINDOWS.map((program) => win32.join(folder ?? "", program))).toSorted((one, other) => rank$1(WINDOWS, one) - rank$1(WINDOWS, other));
		case "darwin": return MACOS.flatMap((program) => [posix.join("/Applications", program), ...env["HOME"] ? [posix.join(env["HOME"], "Applications", program)] : []]);
		default: {
			const folders = (env["PATH"] ?? "").split(posix.delimiter).filter((folder) => folder !== "");
			return LINUX.flatMap((program) => folders.map((folder) => posix.join(folder, program)));
		}
	}
}
var rank$1 = (programs, path) => programs.findIndex((program) => path.endsWith(program));
function describe$1(computer, path) {
	if (computer.platform !== "linux") return {
		path,
		isSnap: false
	};
	return {
		path,
		isSnap: path.startsWith("/snap/") || computer.realPath(path) === "/usr/bin/snap"
	};
}
// apps/desktop/src/app-mode/notices.ts
var SERVICE = {
	destination: "org.freedesktop.Notifications",
	path: "/org/freedesktop/Notifications",
	interface: "org.freedesktop.Notifications"
};
/** Of a click on the notice itself. */
var DEFAULT$1 = "default";
var URGENCY = {
	normal: 1,
	critical: 2
};
var TIMEOUT = {
	asTheDesktopLikes: -1,
	never: 0
};
var NO_NOTICES = { show: () => ({
	answer: Promise.resolve(void 0),
	withdraw: () => void 0
}) };
async function findNotices(bus, log) {
	let abilities;
	try {
		const [list] = await bus.call({
			...SERVICE,
			member: "GetCapabilities"
		});
		abilities = new Set(list);
		await bus.listen({ interface: SERVICE.interface });
	} catch (error) {
		const limit = `This desktop shows no notices: only the ring window tells of a call (${error.message}).`;
		return {
			...NO_NOTICES,
			limit
		};
	}
	return new BusNotices(bus, log, abilities);
}
var BusNotices = class {
	limit;
	#bus;
	#log;
	#hasMarkup;
	/** By the number that the service gave. */
	#shown = /* @__PURE__ */ new Map();
	constructor(bus, log, abilities) {
		this.#bus = bus;
		this.#log = log;
		this.#hasMarkup = abilities.has("body-markup");
		this.limit = abilities.has("actions") ? void 0 : "Notices have no buttons here: a call is accepted and declined in its window.";
		bus.on("signal", ({ interface: iface, member, body = [] }) => {
			if (iface !== SERVICE.interface) return;
			const answered = this.#shown.get(body[0]);
			if (member === "ActionInvoked") answered?.(body[1]);
			if (member === "NotificationClosed") answered?.(void 0);
		});
		bus.on("closed", () => {
			for (const answered of this.#shown.values()) answered(void 0);
		});
	}
	show(notice) {
		let isOver = false;
		let number;
		let answered = () => void 0;
		const answer = new Promise((resolve) => {
			answered = (name) => {
				isOver = true;
				if (number !== void 0) this.#shown.delete(number);
				resolve(name);
			};
		});
		const close = () => {
			if (number === void 0) return;
			this.#bus.call({
				...SERVICE,
				member: "CloseNotification",
				signature: "u",
				body: [number]
			}).catch(() => void 0);
		};
		this.#notify(notice).then((given) => {
			number = given;
			if (isOver) return close();
			const [first] = notice.actions;
			this.#shown.set(given, (key) => answered(key === DEFAULT$1 ? first?.name : key));
		}, (error) => {
			this.#log(`A notice could not be shown: ${error.message}`);
			answered(void 0);
		});
		const withdraw = () => {
			if (isOver) return;
			close();
			answered(void 0);
		};
		return {
			answer,
			withdraw
		};
	}
	async #notify({ title, body, actions, urgent }) {
		const [number] = await this.#bus.call({
			...SERVICE,
			member: "Notify",
			signature: "susssasa{sv}i",
			body: [
				"Parley",
				0,
				"parley",
				title,
				this.#hasMarkup ? escaped$1(body) : body,
				actions.flatMap(({ name, label }, index) => [index === 0 ? DEFAULT$1 : name, label]),
				dictionary({
					urgency: new Variant("y", urgent ? URGENCY.critical : URGENCY.normal),
					category: new Variant("s", urgent ? "call.incoming" : "im"),
					"desktop-entry": new Variant("s", "parley")
				}),
				urgent ? TIMEOUT.never : TIMEOUT.asTheDesktopLikes
			]
		});
		return number;
	}
};
function escaped$1(text) {
	return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
// apps/desktop/src/app-mode/on-top.ts
var run$2 = promisify(execFile);
/** Ms until a window that was asked for is on the desktop's list. */
var PATIENCE$8 = 3e3;
var STEP$1 = 100;
var NOWHERE = {
	keep: () => Promise.resolve(),
	raise: () => Promise.resolve()
};
async function findOnTop(platform, env) {
	if (platform !== "linux") return {
		...NOWHERE,
		limit: "The ring window comes to the front but can’t be kept above other windows."
	};
	if (!env["DISPLAY"] || env["WAYLAND_DISPLAY"]) return {
		...NOWHERE,
		limit: "Wayland lets no program keep its window above others: the ring window may be covered."
	};
	try {
		await run$2("wmctrl", ["-m"], { env });
	} catch (error) {
		const why = error.code === "ENOENT" ? "wmctrl is not installed" : "there is no window manager that wmctrl can ask";
		return {
			...NOWHERE,
			limit: `The ring window may be covered by others: ${why}.`
		};
	}
	return new Wmctrl(env);
}
var Wmctrl = class {
	limit = void 0;
	#env;
	constructor(env) {
		this.#env = env;
	}
	async keep(title, on) {
		const id = await this.#find(title);
		if (id === void 0) return;
		await this.#ask("-i", "-r", id, "-b", `${on ? "add" : "remove"},above,sticky`);
	}
	async raise(title) {
		const id = await this.#find(title);
		if (id !== void 0) await this.#ask("-i", "-a", id);
	}
	/** The newest of our windows with this title: the list is in the order of their coming. */
	async #find(title) {
		for (let waited = 0; waited < PATIENCE$8; waited += STEP$1) {
			const list = (await this.#ask("-l", "-x")).split("\n").filter((line) => / \S*\.parley /.test(line));
			const found = list.findLast((line) => line.endsWith(title)) ?? list.at(-1);
			if (found) return found.split(" ")[0];
			await setTimeout$1(STEP$1);
		}
	}
	async #ask(...args) {
		return (await run$2("wmctrl", args, { env: this.#env })).stdout;
	}
};
// apps/desktop/src/app-mode/start-entries.ts
var run$1 = promisify(execFile);
function startEntries(options) {
	switch (options.platform) {
		case "win32": return windowsEntries(options);
		case "darwin": return macEntries(options);
		default: return freedesktopEntries(options);
	}
}
/** Freedesktop's Desktop Entry Specification 1.5. */
function freedesktopEntries({ env, command }) {
	const home = env["HOME"] ?? "/";
	const autostartFile = join(env["XDG_CONFIG_HOME"] || join(home, ".config"), "autostart", "parley.desktop");
	const name = "parley-links.desktop";
	const linksFile = join(env["XDG_DATA_HOME"] || join(home, ".local/share"), "applications", name);
	return {
		limit: void 0,
		autostart: async () => await textOf(autostartFile) !== void 0,
		setAutostart: (on) => on ? write(autostartFile, desktopEntry([...command, "--hidden"], [])) : rm(autostartFile, { force: true }),
		async registerLinks() {
			const text = desktopEntry(command, ["MimeType=x-scheme-handler/parley;", "NoDisplay=true"], "%u");
			if (await textOf(linksFile) === text) return;
			await write(linksFile, text);
			await run$1("xdg-mime", [
				"default",
				name,
				"x-scheme-handler/parley"
			], { env });
		}
	};
}
function desktopEntry(command, lines, field = "") {
	return [
		"[Desktop Entry]",
		"Type=Application",
		"Name=Parley",
		"Comment=Video calls",
		"Icon=parley",
		`Exec=${[...command.map(quoted), ...field ? [field] : []].join(" ")}`,
		"Terminal=false",
		...lines,
		""
	].join("\n");
}
/** As the key `Exec` wants it: in quotes, with what a quoted word and then any string value escapes. */
function quoted(word) {
	if (/^[\w./:=@+-]+$/.test(word)) return word;
	return `"${word.replaceAll(/["`$\\]/g, String.raw`\$&`).replaceAll("\\", "\\\\").replaceAll("%", "%%")}"`;
}
var RUN_KEY = String.raw`HKCU\Software\Microsoft\Windows\CurrentVersion\Run`;
var LINK_KEY = String.raw`HKCU\Software\Classes\parley`;
function windowsEntries({ env, command }) {
	const reg = async (...args) => void await run$1("reg", args, { env });
	const line = command.map(windowsQuoted).join(" ");
	return {
		limit: void 0,
		async autostart() {
			try {
				await reg("query", RUN_KEY, "/v", "Parley");
				return true;
			} catch {
				return false;
			}
		},
		async setAutostart(on) {
			if (on) await reg("add", RUN_KEY, "/v", "Parley", "/d", `${line} --hidden`, "/f");
			else if (await this.autostart()) await reg("delete", RUN_KEY, "/v", "Parley", "/f");
		},
		async registerLinks() {
			await reg("add", LINK_KEY, "/ve", "/d", "URL:Parley", "/f");
			await reg("add", LINK_KEY, "/v", "URL Protocol", "/d", "", "/f");
			await reg("add", String.raw`${LINK_KEY}\shell\open\command`, "/ve", "/d", `${line} "%1"`, "/f");
		}
	};
}
/** As `CommandLineToArgvW` takes it apart. */
function windowsQuoted(word) {
	if (/^[^\s"]+$/.test(word)) return word;
	return `"${word.replaceAll(/(\\*)("|$)/g, (_, slashes, end) => slashes + slashes + (end && `\\${end}`))}"`;
}
function macEntries({ env, command }) {
	const file = join(env["HOME"] ?? "/", "Library/LaunchAgents/app.parley.desktop.plist");
	return {
		limit: "macOS lets only applications in a bundle open parley: links: paste them into Parley’s window instead.",
		autostart: async () => await textOf(file) !== void 0,
		setAutostart: (on) => on ? write(file, launchAgent([...command, "--hidden"])) : rm(file, { force: true }),
		registerLinks: () => Promise.resolve()
	};
}
function launchAgent(command) {
	const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
	return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict>
  <key>Label</key><string>app.parley.desktop</string>
  <key>ProgramArguments</key><array>${command.map((word) => `<string>${escaped(word)}</string>`).join("")}</array>
  <key>RunAtLoad</key><true/>
</dict></plist>
`;
}
async function textOf(file) {
	try {
		return await readFile(file, "utf8");
	} catch (error) {
		if (error.code === "ENOENT") return void 0;
		throw error;
	}
}
async function write(file, text) {
	await mkdir(dirname(file), { recursive: true });
	await writeFile(file, text);
}
// apps/desktop/src/tray-icon.ts
var BACK = [
	167,
	173,
	235
];
var FRONT = [
	75,
	85,
	207
];
var EDGE = [
	255,
	255,
	255
];
var UNREAD = [
	229,
	52,
	61
];
var PRESENCE = {
	offline: [
		138,
		143,
		152
	],
	connecting: [
		240,
		169,
		46
	],
	online: [
		43,
		168,
		90
	],
	"in-call": [
		229,
		52,
		61
	]
};
var SIDE = 48;
/** Points looked at along each side of a pixel. */
var FINENESS = 4;
function drawTrayIcon(size, presence, hasUnread) {
	const isOff = presence === "offline";
	const shapes = [
		bubble(isOff ? [
			198,
			201,
			207
		] : BACK, [
			11,
			7,
			44,
			32
		], [
			26.3,
			34.5,
			39
		]),
		bubble(isOff ? PRESENCE.offline : FRONT, [
			4,
			15,
			35,
			37
		], [
			18.7,
			11,
			43.5
		]),
		disc(EDGE, 37, 37, 11),
		disc(PRESENCE[presence], 37, 37, 8.5),
		...hasUnread ? [disc(EDGE, 37, 11, 11), disc(UNREAD, 37, 11, 8.5)] : []
	];
	const argb = new Uint8Array(size * size * 4);
	for (let row = 0; row < size; row++) for (let column = 0; column < size; column++) argb.set(pixel(shapes, column, row, SIDE / size), (row * size + column) * 4);
	return {
		size,
		argb
	};
}
/** The average of its points. */
function pixel(shapes, column, row, scale) {
	const sum = [
		0,
		0,
		0
	];
	let covered = 0;
	for (let point = 0; point < FINENESS ** 2; point++) {
		const x = (column + (point % FINENESS + .5) / FINENESS) * scale;
		const y = (row + (Math.floor(point / FINENESS) + .5) / FINENESS) * scale;
		const top = shapes.findLast((shape) => shape.has(x, y));
		if (!top) continue;
		covered += 1;
		sum[0] += top.colour[0];
		sum[1] += top.colour[1];
		sum[2] += top.colour[2];
	}
	if (covered === 0) return [
		0,
		0,
		0,
		0
	];
	return [255 * covered / FINENESS ** 2, ...sum.map((value) => value / covered)].map(Math.round);
}
/** A rounded rectangle, and its tail from `from` to `to` down to `tip` below `to`. */
function bubble(colour, [left, top, right, bottom], [from, to, tip]) {
	const radius = 9;
	return {
		colour,
		has(x, y) {
			const nearX = Math.max(left + radius, Math.min(right - radius, x));
			const nearY = Math.max(top + radius, Math.min(bottom - radius, y));
			if (Math.hypot(x - nearX, y - nearY) <= radius) return true;
			const along = (x - from) / (to - from);
			return along >= 0 && along <= 1 && y >= bottom - radius && y <= bottom + along * (tip - bottom);
		}
	};
}
function disc(colour, atX, atY, radius) {
	return {
		colour,
		has: (x, y) => Math.hypot(x - atX, y - atY) <= radius
	};
}
// apps/desktop/src/app-mode/tray-menu.ts
var INTERFACE = "com.canonical.dbusmenu";
var MENU_PATH = "/MenuBar";
/** Items by their place in the list, from 1; 0 is the menu itself. */
var TrayMenu = class {
	#bus;
	#chosen;
	#items = [];
	#revision = 1;
	constructor(bus, chosen) {
		this.#bus = bus;
		this.#chosen = chosen;
		bus.serve(MENU_PATH, (iface, member, body) => {
			if (iface === INTERFACE) return this.#answer(member, body);
			return iface === "org.freedesktop.DBus.Properties" ? ownProperty(member, body) : void 0;
		});
	}
	show(items) {
		if (JSON.stringify(items) === JSON.stringify(this.#items)) return;
		this.#items = items;
		this.#revision += 1;
		this.#bus.emitSignal({
			path: MENU_PATH,
			interface: INTERFACE,
			member: "LayoutUpdated",
			signature: "ui",
			body: [this.#revision, 0]
		});
	}
	#answer(member, body) {
		switch (member) {
			case "GetLayout": return {
				signature: "u(ia{sv}av)",
				body: [this.#revision, this.#layout(body[0])]
			};
			case "GetGroupProperties": {
				const asked = body[0];
				return {
					signature: "a(ia{sv})",
					body: [(asked.length > 0 ? asked : [0, ...this.#items.map((_, index) => index + 1)]).map((id) => [id, this.#properties(id)])]
				};
			}
			case "GetProperty": {
				const value = this.#properties(body[0]).get(body[1]);
				return value && {
					signature: "v",
					body: [value]
				};
			}
			case "Event":
				this.#happened(body);
				return NOTHING;
			case "EventGroup":
				for (const event of body[0]) this.#happened(event);
				return {
					signature: "ai",
					body: [[]]
				};
			case "AboutToShow": return {
				signature: "b",
				body: [false]
			};
			case "AboutToShowGroup": return {
				signature: "aiai",
				body: [[], []]
			};
			default: return;
		}
	}
	#layout(id) {
		const children = id === 0 ? this.#items.map((_, index) => this.#layout(index + 1)) : [];
		return [
			id,
			this.#properties(id),
			children.map((child) => new Variant("(ia{sv}av)", child))
		];
	}
	#properties(id) {
		if (id === 0) return dictionary({ "children-display": new Variant("s", "submenu") });
		const item = this.#items[id - 1];
		if (!item) return /* @__PURE__ */ new Map();
		if (item.label === void 0) return dictionary({ type: new Variant("s", "separator") });
		return dictionary({
			label: new Variant("s", item.label.replaceAll("_", "__")),
			...item.checked !== void 0 && {
				"toggle-type": new Variant("s", "checkmark"),
				"toggle-state": new Variant("i", item.checked ? 1 : 0)
			}
		});
	}
	#happened([id, event]) {
		const item = event === "clicked" ? this.#items[id - 1] : void 0;
		if (item?.label !== void 0) this.#chosen(item.name);
	}
};
var OWN = dictionary({
	Version: new Variant("u", 3),
	Status: new Variant("s", "normal"),
	TextDirection: new Variant("s", "ltr"),
	IconThemePath: new Variant("as", [])
});
function ownProperty(member, [, name]) {
	if (member === "GetAll") return {
		signature: "a{sv}",
		body: [OWN]
	};
	const value = member === "Get" ? OWN.get(name) : void 0;
	return value && {
		signature: "v",
		body: [value]
	};
}
// apps/desktop/src/app-mode/tray.ts
var WATCHER = "org.kde.StatusNotifierWatcher";
var ITEM = "org.kde.StatusNotifierItem";
var PATH = "/StatusNotifierItem";
var SIZES = [
	22,
	32,
	48
];
/** `chosen`: an item of the menu by its name; `open` for a click on the icon. */
async function findTray(bus, log, chosen) {
	const name = `${ITEM}-${process.pid}-1`;
	await bus.requestName(name);
	return new BusTray({
		bus,
		log,
		chosen,
		name,
		isThere: await bus.isOwned(WATCHER)
	});
}
var BusTray = class {
	limit;
	#bus;
	#log;
	#name;
	#menu;
	#icons = /* @__PURE__ */ new Map();
	#state;
	#isWatched = false;
	constructor(parts) {
		const { bus, chosen, isThere } = parts;
		this.#bus = bus;
		this.#log = parts.log;
		this.#name = parts.name;
		this.#menu = new TrayMenu(bus, chosen);
		this.limit = isThere ? void 0 : "This desktop shows no tray icon: GNOME does with its extension AppIndicator. Start Parley again to open its window.";
		bus.serve(PATH, (iface, member, body) => {
			if (iface === "org.freedesktop.DBus.Properties") return this.#property(member, body);
			if (iface !== ITEM) return void 0;
			if (member === "Activate" || member === "SecondaryActivate") chosen("open");
			return [
				"Activate",
				"SecondaryActivate",
				"ContextMenu",
				"Scroll",
				"ProvideXdgActivationToken"
			].includes(member) ? NOTHING : void 0;
		});
	}
	show(state) {
		const before = this.#state;
		this.#state = state;
		this.#menu.show(state.menu);
		if (!before) return this.#register();
		if (before.presence !== state.presence || before.unread > 0 !== state.unread > 0) this.#changed("NewIcon");
		if (before.tooltip !== state.tooltip) this.#changed("NewToolTip");
	}
	/** Again whenever there is another tray: panels come after us at a start, and are started anew. */
	#register() {
		const register = () => {
			this.#bus.call({
				destination: WATCHER,
				path: "/StatusNotifierWatcher",
				interface: WATCHER,
				member: "RegisterStatusNotifierItem",
				signature: "s",
				body: [this.#name]
			}).then(() => {
				if (!this.#isWatched) this.#log("The icon is in the tray.");
				this.#isWatched = true;
			}, (error) => this.#log(`There is no icon in the tray: ${error.message}`));
		};
		this.#bus.onOwner(WATCHER, (isOwned) => {
			this.#isWatched = false;
			if (isOwned) register();
		}).catch((error) => this.#log(`The tray is not watched: ${error.message}`));
		if (this.limit === void 0) register();
	}
	#changed(member) {
		this.#bus.emitSignal({
			path: PATH,
			interface: ITEM,
			member
		});
	}
	#property(member, [, name]) {
		const all = this.#properties();
		if (member === "GetAll") return {
			signature: "a{sv}",
			body: [all]
		};
		const value = member === "Get" ? all.get(name) : void 0;
		return value && {
			signature: "v",
			body: [value]
		};
	}
	#properties() {
		const { presence = "offline", unread = 0, tooltip = "Parley" } = this.#state ?? {};
		const pixmaps = this.#iconOf(presence, unread > 0);
		return dictionary({
			Category: new Variant("s", "Communications"),
			Id: new Variant("s", "parley"),
			Title: new Variant("s", "Parley"),
			Status: new Variant("s", "Active"),
			WindowId: new Variant("i", 0),
			IconName: new Variant("s", ""),
			IconPixmap: new Variant("a(iiay)", pixmaps),
			ToolTip: new Variant("(sa(iiay)ss)", [
				"",
				[],
				tooltip,
				""
			]),
			ItemIsMenu: new Variant("b", false),
			Menu: new Variant("o", MENU_PATH)
		});
	}
	#iconOf(presence, hasUnread) {
		const key = `${presence} ${hasUnread}`;
		const icon = this.#icons.get(key) ?? SIZES.map((side) => {
			const { size, argb } = drawTrayIcon(side, presence, hasUnread);
			return [
				size,
				size,
				argb
			];
		});
		this.#icons.set(key, icon);
		return icon;
	}
};
// apps/desktop/src/app-mode/cdp.ts
/** Cuts what arrives into messages. */
var NulFrames = class {
	#parts = [];
	*add(bytes) {
		let rest = bytes;
		for (let end = rest.indexOf(0); end !== -1; end = rest.indexOf(0)) {
			yield Buffer.concat([...this.#parts, rest.subarray(0, end)]).toString();
			this.#parts = [];
			rest = rest.subarray(end + 1);
		}
		if (rest.length > 0) this.#parts.push(rest);
	}
};
/** What is asked of a browser that has ended, or of a target that is gone. */
var CdpError = class extends Error {
	name = "CdpError";
};
/** One target's, or the browser's own. */
var CdpSession = class extends Emitter$1 {
	#send;
	id;
	constructor(send, id) {
		super();
		this.#send = send;
		this.id = id;
	}
	/** Rejects where the browser refuses, or is or goes away. */
	send(method, params) {
		return this.#send(method, params, this.id);
	}
};
var CdpConnection = class {
	browser;
	#to;
	#sessions = /* @__PURE__ */ new Map();
	#waiting = /* @__PURE__ */ new Map();
	#last = 0;
	#isOpen = true;
	constructor(to, from) {
		this.#to = to;
		this.browser = new CdpSession(this.send, void 0);
		const frames = new NulFrames();
		from.on("data", (bytes) => {
			for (const json of frames.add(bytes)) this.#heard(JSON.parse(json));
		});
		from.on("close", () => this.close());
		from.on("error", () => this.close());
		to.on("error", () => this.close());
	}
	/** A session of its target, which is told of what the target says from now on. */
	session(id) {
		const session = this.#sessions.get(id) ?? new CdpSession(this.send, id);
		this.#sessions.set(id, session);
		return session;
	}
	send = (method, params, sessionId) => new Promise((resolve, reject) => {
		if (!this.#isOpen) return reject(new CdpError(`${method}: the browser has ended`));
		const id = ++this.#last;
		this.#waiting.set(id, {
			method,
			sessionId,
			resolve,
			reject
		});
		this.#to.write(`${JSON.stringify({
			id,
			method,
			params,
			sessionId
		})}\0`);
	});
	/** The browser ends when its pipe does. */
	close() {
		if (!this.#isOpen) return;
		this.#isOpen = false;
		this.#to.destroy();
		this.#fail(() => true, "the browser has ended");
	}
	#heard({ id, sessionId, method, params, result, error }) {
		if (id !== void 0) {
			const waiting = this.#waiting.get(id);
			this.#waiting.delete(id);
			if (error) waiting?.reject(new CdpError(`${waiting.method}: ${error.message}`));
			else waiting?.resolve(result);
			return;
		}
		const session = sessionId === void 0 ? this.browser : this.#sessions.get(sessionId);
		session?.emit(method, params);
		if (session === this.browser && method === "Target.detachedFromTarget") {
			const { sessionId: gone } = params;
			this.#sessions.delete(gone);
			this.#fail((waiting) => waiting.sessionId === gone, "its page is gone");
		}
	}
	#fail(isConcerned, why) {
		for (const [id, waiting] of this.#waiting) {
			if (!isConcerned(waiting)) continue;
			this.#waiting.delete(id);
			waiting.reject(new CdpError(`${waiting.method}: ${why}`));
		}
	}
};
// apps/desktop/src/app-mode/browser.ts
/** Ms that a browser may take to start, and then to show a window. */
var PATIENCE$7 = 2e4;
/** Ms in which it puts its profile in order and ends. */
var FAREWELL$1 = 5e3;
var ARGS = [
	"--no-first-run",
	"--no-default-browser-check",
	"--disable-sync",
	"--hide-crash-restore-bubble",
	"--disable-session-crashed-bubble",
	"--password-store=basic",
	"--autoplay-policy=no-user-gesture-required",
	"--disable-background-timer-throttling",
	"--disable-backgrounding-occluded-windows",
	"--disable-renderer-backgrounding"
];
/** Shown until the page is there. A window's page can be prepared only before it is asked for: this one asks for nothing. */
var BLANK = "data:text/html,<title>Parley</title><meta name=\"color-scheme\" content=\"light dark\">";
var Browser = class Browser extends Emitter$1 {
	#options;
	#child;
	#connection;
	#expected = /* @__PURE__ */ new Map();
	#ended;
	#lastWindow = 0;
	#isOver = false;
	/** `first`: where its first window will be. */
	static async start(options, first) {
		const browser = new Browser(options, first);
		await browser.#ready();
		return browser;
	}
	constructor(options, first) {
		super();
		this.#options = options;
		this.#child = spawn(options.program, [
			...this.#args(),
			"--remote-debugging-pipe",
			"--no-startup-window",
			...placeArgs(first)
		], {
			env: options.env,
			stdio: [
				"ignore",
				"ignore",
				"pipe",
				"pipe",
				"pipe"
			]
		});
		const said = lastLine(this.#child.stderr);
		this.#connection = new CdpConnection(this.#child.stdio[3], this.#child.stdio[4]);
		this.#connection.browser.on("Target.attachedToTarget", ({ sessionId, targetInfo }) => this.#attached({
			target: targetInfo,
			session: this.#connection.session(sessionId)
		}));
		this.#ended = new Promise((resolve) => {
			const end = (how) => {
				if (this.#isOver) return;
				this.#isOver = true;
				this.#connection.close();
				options.log(`The browser has ended (${how}).${said() && ` It said last: ${said()}`}`);
				resolve();
				this.emit("ended", void 0);
			};
			this.#child.once("error", (error) => end(error.message));
			this.#child.once("exit", (code, signal) => end(signal ?? `code ${code}`));
		});
	}
	get isOver() {
		return this.#isOver;
	}
	get session() {
		return this.#connection.browser;
	}
	/** A page in a window of its own, blank. */
	async openPage() {
		const address = `${BLANK}#${++this.#lastWindow}`;
		const messenger = spawn(this.#options.program, [
			...this.#args(),
			"--remote-debugging-pipe",
			`--app=${address}`
		], {
			env: this.#options.env,
			stdio: [
				"ignore",
				"ignore",
				"ignore",
				"pipe",
				"pipe"
			]
		});
		for (const pipe of [messenger.stdio[3], messenger.stdio[4]]) pipe?.on("error", () => void 0);
		try {
			return await this.#within(new Promise((resolve, reject) => {
				this.#expected.set(address, resolve);
				messenger.once("error", reject);
			}), "open a window");
		} finally {
			this.#expected.delete(address);
			messenger.stdio[3].destroy();
		}
	}
	async cookies() {
		return (await this.session.send("Storage.getCookies", {})).cookies;
	}
	/** Resolves when it has ended. Idempotent. */
	async close() {
		this.session.send("Browser.close", {}).catch(() => void 0);
		const kill = setTimeout(() => {
			this.#options.log("The browser does not end by itself, and is killed.");
			this.#child.kill("SIGKILL");
		}, FAREWELL$1);
		await this.#ended;
		clearTimeout(kill);
	}
	async #ready() {
		try {
			const { product } = await this.#within(this.session.send("Browser.getVersion", {}), "start");
			await this.session.send("Target.setAutoAttach", {
				autoAttach: true,
				waitForDebuggerOnStart: true,
				flatten: true,
				filter: [{
					type: "page",
					exclude: false
				}, { exclude: true }]
			});
			this.#options.log(`The browser runs: ${product}, process ${this.#child.pid}.`);
		} catch (cause) {
			this.#child.kill("SIGKILL");
			throw new Error(`The browser ${this.#options.program} did not start: the log says what it said.`, { cause });
		}
	}
	#args() {
		return [
			`--user-data-dir=${this.#options.profile}`,
			"--class=parley",
			...ARGS,
			...this.#options.args
		];
	}
	#attached(page) {
		const opened = this.#expected.get(page.target.url);
		if (opened) opened(page);
		else this.emit("stray", page);
	}
	async #within(promise, what) {
		let timer;
		const late = new Promise((_, reject) => {
			timer = setTimeout(() => reject(/* @__PURE__ */ new Error(`The browser did not ${what} within ${PATIENCE$7 / 1e3} s.`)), PATIENCE$7);
		});
		const over = this.#ended.then(() => Promise.reject(/* @__PURE__ */ new Error(`The browser ended before it could ${what}.`)));
		try {
			return await Promise.race([
				promise,
				late,
				over
			]);
		} finally {
			clearTimeout(timer);
		}
	}
};
function placeArgs(bounds) {
	if (!bounds) return [];
	const { x, y, width, height } = bounds;
	return [`--window-size=${width},${height}`, ...x !== void 0 && y !== void 0 ? [`--window-position=${x},${y}`] : []];
}
/** Reads all that is said, as who says it would stop otherwise, and keeps the last of it. */
function lastLine(stream) {
	let last = "";
	stream?.on("data", (bytes) => {
		last = bytes.toString().trim().split("\n").at(-1)?.slice(0, 500) ?? "";
	});
	return () => last;
}
// apps/desktop/src/app-mode/cookies.ts
/** To the root of this origin; nothing where there is none. */
function cookieHeader(origin, cookies) {
	const { hostname, protocol } = new URL(origin);
	const isSecure = protocol === "https:" || hostname === "localhost" || hostname === "127.0.0.1";
	const sent = cookies.filter(({ domain, path, secure }) => path === "/" && (isSecure || !secure) && (domain.startsWith(".") ? `.${hostname}`.endsWith(domain) : domain === hostname || domain === hostname.replace(/^\[|\]$/g, "")));
	return sent.length === 0 ? void 0 : sent.map(({ name, value }) => `${name}=${value}`).join("; ");
}
// node_modules/valibot/dist/index.mjs
/**
* Returns the global configuration.
*
* @param config The config to merge.
*
* @returns The configuration.
*/
/* @__NO_SIDE_EFFECTS__ */
function getGlobalConfig(config$1) {
	if (!config$1 && !store$4) return DEFAULT_CONFIG;
	return {
		lang: config$1?.lang ?? store$4?.lang,
		message: config$1?.message,
		abortEarly: config$1?.abortEarly ?? store$4?.abortEarly,
		abortPipeEarly: config$1?.abortPipeEarly ?? store$4?.abortPipeEarly
	};
}
/**
* Returns a global error message.
*
* @param lang The language of the message.
*
* @returns The error message.
*/
/* @__NO_SIDE_EFFECTS__ */
function getGlobalMessage(lang) {
	return store$3?.get(lang);
}
/**
* Returns a schema error message.
*
* @param lang The language of the message.
*
* @returns The error message.
*/
/* @__NO_SIDE_EFFECTS__ */
function getSchemaMessage(lang) {
	return store$2?.get(lang);
}
/**
* Returns a specific error message.
*
* @param reference The identifier reference.
* @param lang The language of the message.
*
* @returns The error message.
*/
/* @__NO_SIDE_EFFECTS__ */
function getSpecificMessage(reference, lang) {
	return store$1?.get(reference)?.get(lang);
}
/**
* Stringifies an unknown input to a literal or type string.
*
* @param input The unknown input.
*
* @returns A literal or type string.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _stringify(input) {
	const type = typeof input;
	if (type === "string") return `"${input}"`;
	if (type === "number" || type === "bigint" || type === "boolean") return `${input}`;
	if (type === "object" || type === "function") return (input && Object.getPrototypeOf(input)?.constructor?.name) ?? "null";
	return type;
}
/**
* Adds an issue to the dataset.
*
* @param context The issue context.
* @param label The issue label.
* @param dataset The input dataset.
* @param config The configuration.
* @param other The optional props.
*
* @internal
*/
function _addIssue(context, label, dataset, config$1, other) {
	const input = other && "input" in other ? other.input : dataset.value;
	const expected = other?.expected ?? context.expects ?? null;
	const received = other?.received ?? /* @__PURE__ */ _stringify(input);
	const issue = {
		kind: context.kind,
		type: context.type,
		input,
		expected,
		received,
		message: `Invalid ${label}: ${expected ? `Expected ${expected} but r` : "R"}eceived ${received}`,
		requirement: context.requirement,
		path: other?.path,
		issues: other?.issues,
		lang: config$1.lang,
		abortEarly: config$1.abortEarly,
		abortPipeEarly: config$1.abortPipeEarly
	};
	const isSchema = context.kind === "schema";
	const message$1 = other?.message ?? context.message ?? /* @__PURE__ */ getSpecificMessage(context.reference, issue.lang) ?? (isSchema ? /* @__PURE__ */ getSchemaMessage(issue.lang) : null) ?? config$1.message ?? /* @__PURE__ */ getGlobalMessage(issue.lang);
	if (message$1 !== void 0) issue.message = typeof message$1 === "function" ? message$1(issue) : message$1;
	if (isSchema) dataset.typed = false;
	if (dataset.issues) dataset.issues.push(issue);
	else dataset.issues = [issue];
}
/**
* Compares two values using the SameValueZero algorithm, which treats `NaN`
* as equal to itself unlike `===`.
*
* @param value1 The first value.
* @param value2 The second value.
*
* @returns Whether the values are equal.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _isSameValueZero(value1, value2) {
	return value1 === value2 || Number.isNaN(value1) && Number.isNaN(value2);
}
/**
* Disallows inherited object properties and prevents object prototype
* pollution by disallowing certain keys.
*
* @param object The object to check.
* @param key The key to check.
*
* @returns Whether the key is allowed.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _isValidObjectKey(object$1, key) {
	return Object.prototype.hasOwnProperty.call(object$1, key) && key !== "__proto__" && key !== "prototype" && key !== "constructor";
}
/**
* Joins multiple `expects` values with the given separator.
*
* @param values The `expects` values.
* @param separator The separator.
*
* @returns The joined `expects` property.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _joinExpects(values$1, separator) {
	const list = [...new Set(values$1)];
	if (list.length > 1) return `(${list.join(` ${separator} `)})`;
	return list[0] ?? "never";
}
/**
* Eagerly creates and attaches the Standard Schema properties of a schema.
*
* Hint: The contextual `this` type includes the standard properties that are
* attached before the schema is returned.
*
* @param schema The schema to attach standard properties to.
*
* @returns The schema with standard properties attached.
*
* @internal
*/
function _standardSchema(schema) {
	schema["~standard"] = {
		version: 1,
		vendor: "valibot",
		validate: (value$1) => schema["~run"]({ value: value$1 }, /* @__PURE__ */ getGlobalConfig())
	};
	return schema;
}
/* @__NO_SIDE_EFFECTS__ */
function getDotPath(issue) {
	if (issue.path) {
		let key = "";
		for (const item of issue.path) if (typeof item.key === "string" || typeof item.key === "number") if (key) key += `.${item.key}`;
		else key += item.key;
		else return null;
		return key;
	}
	return null;
}
/**
* Creates a brand transformation action.
*
* @param name The brand name.
*
* @returns A brand action.
*/
/* @__NO_SIDE_EFFECTS__ */
function brand$1(name) {
	return {
		kind: "transformation",
		type: "brand",
		reference: brand$1,
		async: false,
		name,
		"~run"(dataset) {
			return dataset;
		}
	};
}
/* @__NO_SIDE_EFFECTS__ */
function check(requirement, message$1) {
	return {
		kind: "validation",
		type: "check",
		reference: check,
		async: false,
		expects: null,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement(dataset.value)) _addIssue(this, "input", dataset, config$1);
			return dataset;
		}
	};
}
/* @__NO_SIDE_EFFECTS__ */
function integer(message$1) {
	return {
		kind: "validation",
		type: "integer",
		reference: integer,
		async: false,
		expects: null,
		requirement: Number.isInteger,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement(dataset.value)) _addIssue(this, "integer", dataset, config$1);
			return dataset;
		}
	};
}
/* @__NO_SIDE_EFFECTS__ */
function maxLength(requirement, message$1) {
	return {
		kind: "validation",
		type: "max_length",
		reference: maxLength,
		async: false,
		expects: `<=${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && dataset.value.length > this.requirement) _addIssue(this, "length", dataset, config$1, { received: `${dataset.value.length}` });
			return dataset;
		}
	};
}
/* @__NO_SIDE_EFFECTS__ */
function maxValue(requirement, message$1) {
	return {
		kind: "validation",
		type: "max_value",
		reference: maxValue,
		async: false,
		expects: `<=${requirement instanceof Date ? requirement.toJSON() : /* @__PURE__ */ _stringify(requirement)}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !(dataset.value <= this.requirement)) _addIssue(this, "value", dataset, config$1, { received: dataset.value instanceof Date ? dataset.value.toJSON() : /* @__PURE__ */ _stringify(dataset.value) });
			return dataset;
		}
	};
}
/* @__NO_SIDE_EFFECTS__ */
function minLength(requirement, message$1) {
	return {
		kind: "validation",
		type: "min_length",
		reference: minLength,
		async: false,
		expects: `>=${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && dataset.value.length < this.requirement) _addIssue(this, "length", dataset, config$1, { received: `${dataset.value.length}` });
			return dataset;
		}
	};
}
/* @__NO_SIDE_EFFECTS__ */
function minValue(requirement, message$1) {
	return {
		kind: "validation",
		type: "min_value",
		reference: minValue,
		async: false,
		expects: `>=${requirement instanceof Date ? requirement.toJSON() : /* @__PURE__ */ _stringify(requirement)}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !(dataset.value >= this.requirement)) _addIssue(this, "value", dataset, config$1, { received: dataset.value instanceof Date ? dataset.value.toJSON() : /* @__PURE__ */ _stringify(dataset.value) });
			return dataset;
		}
	};
}
/* @__NO_SIDE_EFFECTS__ */
function nonEmpty(message$1) {
	return {
		kind: "validation",
		type: "non_empty",
		reference: nonEmpty,
		async: false,
		expects: "!0",
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && dataset.value.length === 0) _addIssue(this, "length", dataset, config$1, { received: "0" });
			return dataset;
		}
	};
}
/**
* Creates a raw transformation action.
*
* @param action The transformation action.
*
* @returns A raw transform action.
*/
/* @__NO_SIDE_EFFECTS__ */
function rawTransform(action) {
	return {
		kind: "transformation",
		type: "raw_transform",
		reference: rawTransform,
		async: false,
		"~run"(dataset, config$1) {
			const output = action({
				dataset,
				config: config$1,
				addIssue: (info) => _addIssue(this, info?.label ?? "input", dataset, config$1, info),
				NEVER: null
			});
			if (dataset.issues) dataset.typed = false;
			else dataset.value = output;
			return dataset;
		}
	};
}
/* @__NO_SIDE_EFFECTS__ */
function readonly() {
	return {
		kind: "transformation",
		type: "readonly",
		reference: readonly,
		async: false,
		"~run"(dataset) {
			return dataset;
		}
	};
}
/* @__NO_SIDE_EFFECTS__ */
function regex(requirement, message$1) {
	return {
		kind: "validation",
		type: "regex",
		reference: regex,
		async: false,
		expects: `${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "format", dataset, config$1);
			return dataset;
		}
	};
}
/**
* Returns the fallback value of the schema.
*
* @param schema The schema to get it from.
* @param dataset The output dataset if available.
* @param config The config if available.
*
* @returns The fallback value.
*/
/* @__NO_SIDE_EFFECTS__ */
function getFallback(schema, dataset, config$1) {
	return typeof schema.fallback === "function" ? schema.fallback(dataset, config$1) : schema.fallback;
}
/**
* Returns the default value of the schema.
*
* @param schema The schema to get it from.
* @param dataset The input dataset if available.
* @param config The config if available.
*
* @returns The default value.
*/
/* @__NO_SIDE_EFFECTS__ */
function getDefault(schema, dataset, config$1) {
	return typeof schema.default === "function" ? schema.default(dataset, config$1) : schema.default;
}
/* @__NO_SIDE_EFFECTS__ */
function array(item, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "array",
		reference: array,
		expects: "Array",
		async: false,
		item,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (Array.isArray(input)) {
				dataset.typed = true;
				dataset.value = [];
				for (let key = 0; key < input.length; key++) {
					const value$1 = input[key];
					const itemDataset = this.item["~run"]({ value: value$1 }, config$1);
					if (itemDataset.issues) {
						const pathItem = {
							type: "array",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of itemDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = itemDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!itemDataset.typed) dataset.typed = false;
					dataset.value.push(itemDataset.value);
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function boolean(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "boolean",
		reference: boolean,
		expects: "boolean",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (typeof dataset.value === "boolean") dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function custom(check$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "custom",
		reference: custom,
		expects: "unknown",
		async: false,
		check: check$1,
		message: message$1,
		"~run"(dataset, config$1) {
			if (this.check(dataset.value)) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function exactOptional(wrapped, default_) {
	return _standardSchema({
		kind: "schema",
		type: "exact_optional",
		reference: exactOptional,
		expects: wrapped.expects,
		async: false,
		wrapped,
		default: default_,
		"~run"(dataset, config$1) {
			return this.wrapped["~run"](dataset, config$1);
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function literal(literal_, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "literal",
		reference: literal,
		expects: /* @__PURE__ */ _stringify(literal_),
		async: false,
		literal: literal_,
		message: message$1,
		"~run"(dataset, config$1) {
			if (/* @__PURE__ */ _isSameValueZero(dataset.value, this.literal)) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function nullable(wrapped, default_) {
	return _standardSchema({
		kind: "schema",
		type: "nullable",
		reference: nullable,
		expects: `(${wrapped.expects} | null)`,
		async: false,
		wrapped,
		default: default_,
		"~run"(dataset, config$1) {
			if (dataset.value === null) {
				if (this.default !== void 0) dataset.value = /* @__PURE__ */ getDefault(this, dataset, config$1);
				if (dataset.value === null) {
					dataset.typed = true;
					return dataset;
				}
			}
			return this.wrapped["~run"](dataset, config$1);
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function number(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "number",
		reference: number,
		expects: "number",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (typeof dataset.value === "number" && !isNaN(dataset.value)) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function object(entries$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "object",
		reference: object,
		expects: "Object",
		async: false,
		entries: entries$1,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				dataset.typed = true;
				dataset.value = {};
				for (const key in this.entries) {
					const valueSchema = this.entries[key];
					if (key in input || (valueSchema.type === "exact_optional" || valueSchema.type === "optional" || valueSchema.type === "nullish") && valueSchema.default !== void 0) {
						const value$1 = key in input ? input[key] : /* @__PURE__ */ getDefault(valueSchema);
						const valueDataset = valueSchema["~run"]({ value: value$1 }, config$1);
						if (valueDataset.issues) {
							const pathItem = {
								type: "object",
								origin: "value",
								input,
								key,
								value: value$1
							};
							for (const issue of valueDataset.issues) {
								if (issue.path) issue.path.unshift(pathItem);
								else issue.path = [pathItem];
								dataset.issues?.push(issue);
							}
							if (!dataset.issues) dataset.issues = valueDataset.issues;
							if (config$1.abortEarly) {
								dataset.typed = false;
								break;
							}
						}
						if (!valueDataset.typed) dataset.typed = false;
						dataset.value[key] = valueDataset.value;
					} else if (valueSchema.fallback !== void 0) dataset.value[key] = /* @__PURE__ */ getFallback(valueSchema);
					else if (valueSchema.type !== "exact_optional" && valueSchema.type !== "optional" && valueSchema.type !== "nullish") {
						_addIssue(this, "key", dataset, config$1, {
							input: void 0,
							expected: `"${key}"`,
							path: [{
								type: "object",
								origin: "key",
								input,
								key,
								value: input[key]
							}]
						});
						if (config$1.abortEarly) break;
					}
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function optional(wrapped, default_) {
	return _standardSchema({
		kind: "schema",
		type: "optional",
		reference: optional,
		expects: `(${wrapped.expects} | undefined)`,
		async: false,
		wrapped,
		default: default_,
		"~run"(dataset, config$1) {
			if (dataset.value === void 0) {
				if (this.default !== void 0) dataset.value = /* @__PURE__ */ getDefault(this, dataset, config$1);
				if (dataset.value === void 0) {
					dataset.typed = true;
					return dataset;
				}
			}
			return this.wrapped["~run"](dataset, config$1);
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function picklist(options, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "picklist",
		reference: picklist,
		expects: /* @__PURE__ */ _joinExpects(options.map(_stringify), "|"),
		async: false,
		options,
		message: message$1,
		"~run"(dataset, config$1) {
			if (this.options.includes(dataset.value)) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function record(key, value$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "record",
		reference: record,
		expects: "Object",
		async: false,
		key,
		value: value$1,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				dataset.typed = true;
				dataset.value = {};
				for (const entryKey in input) if (/* @__PURE__ */ _isValidObjectKey(input, entryKey)) {
					const entryValue = input[entryKey];
					const keyDataset = this.key["~run"]({ value: entryKey }, config$1);
					if (keyDataset.issues) {
						const pathItem = {
							type: "object",
							origin: "key",
							input,
							key: entryKey,
							value: entryValue
						};
						for (const issue of keyDataset.issues) {
							issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = keyDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					const valueDataset = this.value["~run"]({ value: entryValue }, config$1);
					if (valueDataset.issues) {
						const pathItem = {
							type: "object",
							origin: "value",
							input,
							key: entryKey,
							value: entryValue
						};
						for (const issue of valueDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = valueDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!keyDataset.typed || !valueDataset.typed) dataset.typed = false;
					if (keyDataset.typed) dataset.value[keyDataset.value] = valueDataset.value;
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function strictObject(entries$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "strict_object",
		reference: strictObject,
		expects: "Object",
		async: false,
		entries: entries$1,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				dataset.typed = true;
				dataset.value = {};
				for (const key in this.entries) {
					const valueSchema = this.entries[key];
					if (key in input || (valueSchema.type === "exact_optional" || valueSchema.type === "optional" || valueSchema.type === "nullish") && valueSchema.default !== void 0) {
						const value$1 = key in input ? input[key] : /* @__PURE__ */ getDefault(valueSchema);
						const valueDataset = valueSchema["~run"]({ value: value$1 }, config$1);
						if (valueDataset.issues) {
							const pathItem = {
								type: "object",
								origin: "value",
								input,
								key,
								value: value$1
							};
							for (const issue of valueDataset.issues) {
								if (issue.path) issue.path.unshift(pathItem);
								else issue.path = [pathItem];
								dataset.issues?.push(issue);
							}
							if (!dataset.issues) dataset.issues = valueDataset.issues;
							if (config$1.abortEarly) {
								dataset.typed = false;
								break;
							}
						}
						if (!valueDataset.typed) dataset.typed = false;
						dataset.value[key] = valueDataset.value;
					} else if (valueSchema.fallback !== void 0) dataset.value[key] = /* @__PURE__ */ getFallback(valueSchema);
					else if (valueSchema.type !== "exact_optional" && valueSchema.type !== "optional" && valueSchema.type !== "nullish") {
						_addIssue(this, "key", dataset, config$1, {
							input: void 0,
							expected: `"${key}"`,
							path: [{
								type: "object",
								origin: "key",
								input,
								key,
								value: input[key]
							}]
						});
						if (config$1.abortEarly) break;
					}
				}
				if (!dataset.issues || !config$1.abortEarly) {
					for (const key in input) if (!Object.prototype.hasOwnProperty.call(this.entries, key)) {
						_addIssue(this, "key", dataset, config$1, {
							input: key,
							expected: "never",
							path: [{
								type: "object",
								origin: "key",
								input,
								key,
								value: input[key]
							}]
						});
						break;
					}
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function string(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "string",
		reference: string,
		expects: "string",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (typeof dataset.value === "string") dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/**
* Creates a unknown schema.
*
* @returns A unknown schema.
*/
/* @__NO_SIDE_EFFECTS__ */
function unknown() {
	return _standardSchema({
		kind: "schema",
		type: "unknown",
		reference: unknown,
		expects: "unknown",
		async: false,
		"~run"(dataset) {
			dataset.typed = true;
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function variant(key, options, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "variant",
		reference: variant,
		expects: "Object",
		async: false,
		key,
		options,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				let outputDataset;
				let maxDiscriminatorPriority = 0;
				let invalidDiscriminatorKey = this.key;
				let expectedDiscriminators = [];
				const parseOptions = (variant$1, allKeys) => {
					for (const schema of variant$1.options) {
						if (schema.type === "variant") parseOptions(schema, new Set(allKeys).add(schema.key));
						else {
							let keysAreValid = true;
							let currentPriority = 0;
							for (const currentKey of allKeys) {
								const discriminatorSchema = schema.entries[currentKey];
								if (currentKey in input ? discriminatorSchema["~run"]({
									typed: false,
									value: input[currentKey]
								}, ABORT_EARLY_CONFIG).issues : discriminatorSchema.type !== "exact_optional" && discriminatorSchema.type !== "optional" && discriminatorSchema.type !== "nullish") {
									keysAreValid = false;
									if (invalidDiscriminatorKey !== currentKey && (maxDiscriminatorPriority < currentPriority || maxDiscriminatorPriority === currentPriority && currentKey in input && !(invalidDiscriminatorKey in input))) {
										maxDiscriminatorPriority = currentPriority;
										invalidDiscriminatorKey = currentKey;
										expectedDiscriminators = [];
									}
									if (invalidDiscriminatorKey === currentKey) expectedDiscriminators.push(schema.entries[currentKey].expects);
									break;
								}
								currentPriority++;
							}
							if (keysAreValid) {
								const optionDataset = schema["~run"]({ value: input }, config$1);
								if (!outputDataset || !outputDataset.typed && optionDataset.typed) outputDataset = optionDataset;
							}
						}
						if (outputDataset && !outputDataset.issues) break;
					}
				};
				parseOptions(this, /* @__PURE__ */ new Set([this.key]));
				if (outputDataset) return outputDataset;
				_addIssue(this, "type", dataset, config$1, {
					input: input[invalidDiscriminatorKey],
					expected: /* @__PURE__ */ _joinExpects(expectedDiscriminators, "|"),
					path: [{
						type: "object",
						origin: "value",
						input,
						key: invalidDiscriminatorKey,
						value: input[invalidDiscriminatorKey]
					}]
				});
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/**
* Parses an unknown input based on a schema.
*
* @param schema The schema to be used.
* @param input The input to be parsed.
* @param config The parse configuration.
*
* @returns The parsed input.
*/
function parse$2(schema, input, config$1) {
	const dataset = schema["~run"]({ value: input }, /* @__PURE__ */ getGlobalConfig(config$1));
	if (dataset.issues) throw new ValiError(dataset.issues);
	return dataset.value;
}
/* @__NO_SIDE_EFFECTS__ */
function pipe(...pipe$1) {
	return _standardSchema({
		...pipe$1[0],
		pipe: pipe$1,
		"~run"(dataset, config$1) {
			for (const item of pipe$1) if (item.kind !== "metadata") {
				if (dataset.issues && (item.kind === "schema" || item.kind === "transformation")) {
					dataset.typed = false;
					break;
				}
				if (!dataset.issues || !config$1.abortEarly && !config$1.abortPipeEarly) dataset = item["~run"](dataset, config$1);
			}
			return dataset;
		}
	});
}
/**
* Parses an unknown input based on a schema.
*
* @param schema The schema to be used.
* @param input The input to be parsed.
* @param config The parse configuration.
*
* @returns The parse result.
*/
/* @__NO_SIDE_EFFECTS__ */
function safeParse(schema, input, config$1) {
	const dataset = schema["~run"]({ value: input }, /* @__PURE__ */ getGlobalConfig(config$1));
	return {
		typed: dataset.typed,
		success: !dataset.issues,
		output: dataset.value,
		issues: dataset.issues
	};
}
var store$4, DEFAULT_CONFIG, store$3, store$2, store$1, ValiError, ABORT_EARLY_CONFIG;
var init_dist = __esmMin((() => {
	DEFAULT_CONFIG = {
		lang: void 0,
		message: void 0,
		abortEarly: void 0,
		abortPipeEarly: void 0
	};
	ValiError = class extends Error {
		/**
		* Creates a Valibot error with useful information.
		*
		* @param issues The error issues.
		*/
		constructor(issues) {
			super(issues[0].message);
			this.name = "ValiError";
			this.issues = issues;
		}
	};
	ABORT_EARLY_CONFIG = { abortEarly: true };
}));
// packages/protocol/src/limits.ts
/** Whether a text has at most so many bytes in UTF-8. */
function isWithin(text, bytes) {
	if (text.length > bytes) return false;
	return text.length * 3 <= bytes || utf8.encode(text).length <= bytes;
}
var SUBPROTOCOL, BEARER_PROTOCOL, LIMITS$1, TIMES$1, utf8;
var init_limits = __esmMin((() => {
	SUBPROTOCOL = "parley.v1";
	BEARER_PROTOCOL = "parley.bearer.";
	LIMITS$1 = {
		/** Bytes in one control frame. */
		frameBytes: 65536,
		/** UTF-8 bytes in one text. */
		textBytes: 8192,
		/** UTF-16 units in one session description. */
		sdpLength: 49152,
		/** Candidates that one participant may send in one call. */
		candidatesPerCall: 200,
		/** People in one call. */
		participants: 4,
		/** Characters in an account name. */
		accountLength: 32,
		/** UTF-8 bytes in a password. */
		passwordBytes: {
			min: 8,
			max: 1024
		},
		/** Texts and messages that a client may have sent and not yet seen accepted; the server's dedupe window is larger. */
		textsInFlight: 64,
		/** UTF-16 units that a client has on the way to one recipient: the server holds some more. */
		undeliveredLength: 262144,
		/** UTF-16 units in the name and in the media type of a transfer. */
		blobName: 255,
		blobType: 127,
		/** Bytes of a transfer in one frame, and those that may be on the way to a receiver that has not taken them. */
		blobChunk: 65520,
		blobWindow: 2097152,
		/** Transfers that an account has offered and that have not ended, and offers to it that wait for an answer. */
		blobsFrom: 16,
		blobsTo: 64,
		/** Session descriptions that a device may send in one transfer. */
		blobDescriptions: 8,
		/** UTF-8 bytes of a message's or query's payload, as JSON text or base64. */
		payloadBytes: 49152,
		/** The same once it is escaped as a JSON string of its frame, which has a header too. */
		escapedBytes: 64512,
		/** Queries of one account that are open, and UTF-16 units of what they ask. */
		queriesFrom: 64,
		queryLengthFrom: 262144,
		/** Open queries to one account, and UTF-16 units of what they ask. */
		queriesTo: 256,
		queryLengthTo: 524288,
		/** UTF-16 units in which a handler that failed may say why. */
		reasonLength: 256
	};
	TIMES$1 = {
		/** A ringing call nobody answers ends after this. */
		ring: 45e3,
		/** An accepted call whose media never connects ends after this: both sides are told why within 15 s. */
		connect: 14e3,
		/** A device whose media has not connected this long after the accept says why. */
		stuck: 13e3,
		/** A participant whose line is lost is waited for this long, counted from when it was last heard. */
		callLost: 28e3,
		/** A hang-up is told at most this long after it happened. */
		hangUpAgo: 6e5,
		/** A query is answered within this, unless its asker says otherwise, and within the other at most. */
		query: 5e3,
		queryMost: 6e4,
		/** An offer of a transfer that nobody answers ends after this. */
		blobOffer: 6e5,
		/** A transfer ends when one of its devices is lost, or there is no way between the two, for this long. */
		blobLost: 6e4,
		/** A direct way that is not there after this is given up. */
		blobDirect: 3e3
	};
	utf8 = new TextEncoder();
}));
// packages/protocol/src/ids.ts
function brand(name) {
	return /* @__PURE__ */ brand$1(name);
}
/** 132 random bits in 22 characters, from the platform's CSPRNG. */
function randomToken() {
	const bytes = crypto.getRandomValues(/* @__PURE__ */ new Uint8Array(22));
	let out = "";
	for (const byte of bytes) out += ALPHABET.charAt(byte & 63);
	return out;
}
/**
* The rules for a new account's name: 1 to 32 letters, digits, `.`, `_` or `-`, starting with a letter or digit, in
* NFKC form, and letters of Latin, Greek and Cyrillic never mixed (UTS #39: look-alikes of an existing name).
*/
function isAccountName(name) {
	if (name !== name.normalize("NFKC")) return false;
	if (name.length > LIMITS$1.accountLength) return false;
	if (!/^[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]*$/u.test(name)) return false;
	return [
		/\p{Script=Latin}/u,
		/\p{Script=Greek}/u,
		/\p{Script=Cyrillic}/u
	].filter((script) => script.test(name)).length <= 1;
}
var token, userId, sessionId, deviceId, callId, textId, queryId, blobId, ALPHABET, mintDeviceId, mintCallId, mintTextId, mintQueryId, mintBlobId;
var init_ids = __esmMin((() => {
	init_dist();
	init_limits();
	token = /* @__PURE__ */ pipe(/* @__PURE__ */ string(), /* @__PURE__ */ regex(/^[A-Za-z0-9_-]{16,64}$/));
	userId = /* @__PURE__ */ pipe(/* @__PURE__ */ string(), /* @__PURE__ */ nonEmpty(), /* @__PURE__ */ maxLength(LIMITS$1.accountLength), brand("UserId"));
	sessionId = /* @__PURE__ */ pipe(token, brand("SessionId"));
	deviceId = /* @__PURE__ */ pipe(token, brand("DeviceId"));
	callId = /* @__PURE__ */ pipe(token, brand("CallId"));
	textId = /* @__PURE__ */ pipe(token, brand("TextId"));
	queryId = /* @__PURE__ */ pipe(token, brand("QueryId"));
	blobId = /* @__PURE__ */ pipe(token, brand("BlobId"));
	ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
	mintDeviceId = () => randomToken();
	mintCallId = () => randomToken();
	mintTextId = () => randomToken();
	mintQueryId = () => randomToken();
	mintBlobId = () => randomToken();
}));
// packages/protocol/src/blob.ts
/** A name or media type that may be given to a transfer. */
function isBlobLabel(text, length = LIMITS$1.blobName) {
	return text.length <= length && !CONTROLS.test(text);
}
var BLOB_SUBPROTOCOL, BLOB_PATH, CONTROLS, label, blobName, blobType, blobSize, BLOB_ENDS;
var init_blob = __esmMin((() => {
	init_dist();
	init_limits();
	BLOB_SUBPROTOCOL = "parley.blob.v1";
	BLOB_PATH = "/blob/";
	CONTROLS = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
	label = (length) => /* @__PURE__ */ pipe(/* @__PURE__ */ string(), /* @__PURE__ */ check((text) => isBlobLabel(text, length), "too long, or with control characters"));
	blobName = label(LIMITS$1.blobName);
	blobType = label(LIMITS$1.blobType);
	blobSize = /* @__PURE__ */ pipe(/* @__PURE__ */ number(), /* @__PURE__ */ integer(), /* @__PURE__ */ minValue(0), /* @__PURE__ */ maxValue(Number.MAX_SAFE_INTEGER));
	BLOB_ENDS = [
		"done",
		"cancelled",
		"declined",
		"too-large",
		"damaged",
		"disk-full",
		"sink-failed",
		"source-failed",
		"misbehaved",
		"interrupted"
	];
}));
// packages/protocol/src/blob-frame.ts
function encodeBlobFrame(frame) {
	switch (frame.kind) {
		case "data": {
			const out = begin$1(frame.kind, OFFSET + frame.bytes.length);
			putOffset(out, 1, frame.offset);
			out.set(frame.bytes, 9);
			return out;
		}
		case "taken": {
			const out = begin$1(frame.kind, 17);
			putOffset(out, 1, frame.received);
			putOffset(out, 9, frame.taken);
			out[17] = (frame.resume ? 1 : 0) | (frame.paused ? 2 : 0);
			return out;
		}
		case "paused": {
			const out = begin$1(frame.kind, 1);
			out[1] = frame.paused ? 1 : 0;
			return out;
		}
		case "end": {
			const out = begin$1(frame.kind, 40);
			putOffset(out, 1, frame.total);
			out.set(frame.sha256.subarray(0, HASH), 9);
			return out;
		}
	}
}
/** `undefined` for what is none. The data is a view into `bytes`. */
function decodeBlobFrame(bytes) {
	const kind = KINDS$2[bytes[0] ?? -1];
	if (kind === void 0 || bytes.length < 2) return void 0;
	if (kind === "paused") return bytes.length === 2 ? {
		kind,
		paused: bytes[1] === 1
	} : void 0;
	const first = bytes.length < 9 ? void 0 : offsetAt(bytes, 1);
	if (first === void 0) return void 0;
	if (kind === "data") return {
		kind,
		offset: first,
		bytes: bytes.subarray(9)
	};
	if (kind === "end") return bytes.length === 41 ? {
		kind,
		total: first,
		sha256: bytes.slice(9)
	} : void 0;
	const taken = bytes.length === 18 ? offsetAt(bytes, 9) : void 0;
	if (taken === void 0 || taken > first) return void 0;
	const flags = bytes[17] ?? 0;
	return {
		kind,
		received: first,
		taken,
		resume: (flags & 1) !== 0,
		paused: (flags & 2) !== 0
	};
}
function begin$1(kind, length) {
	const out = new Uint8Array(1 + length);
	out[0] = KINDS$2.indexOf(kind);
	return out;
}
function putOffset(out, at, value) {
	const view = new DataView(out.buffer, out.byteOffset + at, OFFSET);
	view.setUint32(0, Math.floor(value / 2 ** 32));
	view.setUint32(4, value % 2 ** 32);
}
function offsetAt(bytes, at) {
	const view = new DataView(bytes.buffer, bytes.byteOffset + at, OFFSET);
	const value = view.getUint32(0) * 2 ** 32 + view.getUint32(4);
	return Number.isSafeInteger(value) ? value : void 0;
}
var KINDS$2, OFFSET, HASH;
var init_blob_frame = __esmMin((() => {
	KINDS$2 = [
		"data",
		"taken",
		"paused",
		"end"
	];
	OFFSET = 8;
	HASH = 32;
}));
// packages/protocol/src/errors.ts
/** Whether this version knows the code. */
function isErrorCode(value) {
	return typeof value === "string" && Object.hasOwn(ERROR_CODES, value);
}
/** Why a close code forbids reconnecting, or `undefined` where the client is to come back. */
function terminalCode(close) {
	switch (close) {
		case CLOSE.displaced: return "displaced";
		case CLOSE.signedOut: return "signed-out";
		case CLOSE.misbehaved: return "bad-message";
		case CLOSE.unsupportedVersion: return "unsupported-version";
		default: return;
	}
}
var ERROR_CODES, CLOSE;
var init_errors = __esmMin((() => {
	ERROR_CODES = {
		"bad-message": "fatal",
		"unknown-message": "fatal",
		"too-large": "fatal",
		"rate-limited": "retryable",
		"not-delivered": "retryable",
		"id-reused": "fatal",
		"no-such-call": "fatal",
		/** Whom it is for is not online. */
		"not-online": "retryable",
		/** Nothing there handles or answers messages of this type. */
		"no-handler": "fatal",
		/** What handles it there failed. */
		"handler-failed": "retryable",
		/** Given up by whoever asked for it. */
		cancelled: "fatal",
		"no-such-transfer": "fatal",
		/** Another device of this account has accepted the transfer. */
		"accepted-elsewhere": "fatal",
		/** There was no way to the other device for too long, or it has gone for good. */
		interrupted: "retryable",
		/** The other device does not keep to the protocol. */
		misbehaved: "fatal",
		/** The other has declined the transfer. */
		declined: "fatal",
		/** More than the server lets this account send in a time. */
		"quota-exceeded": "retryable",
		/** What arrived is not what was sent. */
		damaged: "retryable",
		/** Where it was to be written has failed. */
		"sink-failed": "retryable",
		/** Where it was to be read from has failed. */
		"source-failed": "retryable",
		/** The server's operator does not allow it. */
		forbidden: "fatal",
		"token-invalid": "fatal",
		/** The OpenID provider can't be asked. */
		"provider-unreachable": "retryable",
		/** The OpenID provider, or what came back from it, does not say who somebody is. */
		"provider-refused": "retryable",
		"already-in-call": "retryable",
		"not-signed-in": "fatal",
		"foreign-origin": "fatal",
		"https-required": "fatal",
		/** A program's: the server's certificate is not one that it trusts. */
		"certificate-untrusted": "fatal",
		"wrong-password": "fatal",
		"account-invalid": "fatal",
		"password-invalid": "fatal",
		"account-banned": "fatal",
		/** An account of that name belongs to somebody who signs in in another way. */
		"account-taken": "fatal",
		"too-many-attempts": "retryable",
		"server-full": "retryable",
		"server-busy": "retryable",
		"disk-full": "retryable",
		"unsupported-version": "fatal",
		displaced: "fatal",
		"signed-out": "fatal",
		offline: "retryable",
		timeout: "retryable",
		"media-unavailable": "retryable",
		closed: "fatal",
		internal: "retryable"
	};
	CLOSE = {
		normal: 1e3,
		goingAway: 1001,
		/** The server stops or restarts: come back. */
		restart: 1012,
		/** Signed in elsewhere. Terminal: the client does not come back by itself. */
		displaced: 4001,
		/** The sign-in ended (sign-out, ban, password change). Terminal. */
		signedOut: 4002,
		/** Five strikes of bad messages. Terminal. */
		misbehaved: 4003,
		/** Another socket has resumed this session. The old socket's owner does nothing. */
		resumedElsewhere: 4004,
		/** The reader is too slow or does not acknowledge. Come back and resume. */
		tooSlow: 4005,
		/** No common protocol version. Terminal until the page is reloaded. */
		unsupportedVersion: 4006,
		/** No hello in time. */
		helloTimeout: 4007,
		/** The heartbeat went unanswered. */
		heartbeatLost: 4008,
		/** The server holds as many sessions as it may. */
		serverFull: 4009
	};
})), END_REASONS, endReason, CONNECT_CAUSES, connectCause, callMedia, participant, callBase, callView, mediaStatus, signal$1, relayServer;
var init_call = __esmMin((() => {
	init_dist();
	init_ids();
	init_limits();
	END_REASONS = [
		"declined",
		"busy",
		"no-answer",
		"cancelled",
		"unavailable",
		"answered-elsewhere",
		"displaced",
		"hung-up",
		"connection-lost",
		"media-failed",
		"blocked"
	];
	endReason = /* @__PURE__ */ picklist(END_REASONS);
	CONNECT_CAUSES = [
		"no-relay",
		"relay-only",
		"relay-unreachable",
		"relay-refused",
		"relay-failed",
		"other-unreachable",
		"no-candidates",
		"dtls-failed",
		"unanswered"
	];
	connectCause = /* @__PURE__ */ picklist(CONNECT_CAUSES);
	callMedia = /* @__PURE__ */ picklist(["video", "voice"]);
	participant = /* @__PURE__ */ object({
		user: userId,
		state: /* @__PURE__ */ picklist([
			"invited",
			"ringing",
			"joined"
		]),
		media: callMedia,
		/**
		* Names the one device that signals for this participant: absent while several ring. Peers drop their peer
		* connection and make another when it changes.
		*/
		device: /* @__PURE__ */ optional(deviceId)
	});
	callBase = {
		call: callId,
		/** Ids of invites that were taken for this call: they crossed it, or their maker was in it already (C5, C13). */
		aliases: /* @__PURE__ */ optional(/* @__PURE__ */ array(callId)),
		caller: userId,
		media: callMedia,
		participants: /* @__PURE__ */ array(participant)
	};
	callView = /* @__PURE__ */ variant("state", [
		/* @__PURE__ */ object({
			...callBase,
			state: /* @__PURE__ */ literal("ringing")
		}),
		/* @__PURE__ */ object({
			...callBase,
			state: /* @__PURE__ */ literal("connecting")
		}),
		/* @__PURE__ */ object({
			...callBase,
			state: /* @__PURE__ */ literal("active"),
			since: /* @__PURE__ */ number()
		}),
		/* @__PURE__ */ object({
			...callBase,
			state: /* @__PURE__ */ literal("ended"),
			reason: endReason,
			duration: /* @__PURE__ */ number(),
			by: /* @__PURE__ */ optional(userId),
			causes: /* @__PURE__ */ optional(/* @__PURE__ */ array(/* @__PURE__ */ object({
				user: userId,
				cause: connectCause
			})))
		})
	]);
	LIMITS$1.participants;
	mediaStatus = /* @__PURE__ */ strictObject({
		microphone: /* @__PURE__ */ boolean(),
		camera: /* @__PURE__ */ boolean(),
		screen: /* @__PURE__ */ boolean(),
		saver: /* @__PURE__ */ optional(/* @__PURE__ */ boolean()),
		voiceFirst: /* @__PURE__ */ optional(/* @__PURE__ */ boolean())
	});
	signal$1 = /* @__PURE__ */ variant("kind", [/* @__PURE__ */ strictObject({
		kind: /* @__PURE__ */ literal("description"),
		type: /* @__PURE__ */ picklist(["offer", "answer"]),
		sdp: /* @__PURE__ */ pipe(/* @__PURE__ */ string(), /* @__PURE__ */ maxLength(LIMITS$1.sdpLength)),
		answers: /* @__PURE__ */ optional(/* @__PURE__ */ pipe(/* @__PURE__ */ string(), /* @__PURE__ */ maxLength(256)))
	}), /* @__PURE__ */ strictObject({
		kind: /* @__PURE__ */ literal("candidate"),
		candidate: /* @__PURE__ */ pipe(/* @__PURE__ */ string(), /* @__PURE__ */ maxLength(1024)),
		sdpMid: /* @__PURE__ */ nullable(/* @__PURE__ */ pipe(/* @__PURE__ */ string(), /* @__PURE__ */ maxLength(32))),
		sdpMLineIndex: /* @__PURE__ */ nullable(/* @__PURE__ */ pipe(/* @__PURE__ */ number(), /* @__PURE__ */ integer(), /* @__PURE__ */ minValue(0), /* @__PURE__ */ maxValue(64))),
		usernameFragment: /* @__PURE__ */ nullable(/* @__PURE__ */ pipe(/* @__PURE__ */ string(), /* @__PURE__ */ maxLength(256)))
	})]);
	relayServer = /* @__PURE__ */ object({
		urls: /* @__PURE__ */ array(/* @__PURE__ */ string()),
		username: /* @__PURE__ */ optional(/* @__PURE__ */ string()),
		credential: /* @__PURE__ */ optional(/* @__PURE__ */ string())
	});
}));
// packages/protocol/src/result.ts
function ok(value) {
	return {
		ok: true,
		value
	};
}
function err(error) {
	return {
		ok: false,
		error
	};
}
/** Marks a branch that the types have ruled out. Throws, because reaching it is a bug. */
function assertNever(value) {
	throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
var init_result = __esmMin((() => {}));
// packages/protocol/src/payload.ts
/** Whether it may be the type of a message or query. */
function isMessageType(type) {
	return /^[A-Za-z0-9._:/-]{1,64}$/.test(type);
}
/**
* `undefined`, what JSON.stringify makes text of, or bytes. `bad-message` where it makes none (a function, a cycle, a
* BigInt); `too-large` over LIMITS.payloadBytes, or where escaping it again would not fit into a frame.
*/
function encodePayload(payload) {
	if (payload === void 0) return ok({ data: "" });
	if (payload instanceof Uint8Array) {
		if (payload.length > LIMITS$1.payloadBytes / 4 * 3) return err("too-large");
		return ok({
			data: toBase64(payload),
			bytes: true
		});
	}
	const data = toJson(payload);
	if (data === void 0) return err("bad-message");
	if (!isWithin(data, LIMITS$1.payloadBytes)) return err("too-large");
	return isWithin(data.length * 2 > LIMITS$1.escapedBytes ? JSON.stringify(data) : data, LIMITS$1.escapedBytes) ? ok({ data }) : err("too-large");
}
/** An error where the sender's program has not made it by `encodePayload`. */
function decodePayload({ data, bytes }) {
	try {
		if (bytes) return ok(Uint8Array.from(atob(data), (character) => character.charCodeAt(0)));
		return ok(data === "" ? void 0 : JSON.parse(data));
	} catch {
		return err("bad-message");
	}
}
function toJson(payload) {
	try {
		return JSON.stringify(payload);
	} catch {
		return;
	}
}
function toBase64(bytes) {
	let latin1 = "";
	for (let at = 0; at < bytes.length; at += CHUNK) latin1 += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
	return btoa(latin1);
}
var CHUNK;
var init_payload = __esmMin((() => {
	init_limits();
	init_result();
	CHUNK = 8192;
}));
// packages/protocol/src/messages.ts
/** A text to be read by a person: not blank, at most LIMITS.textBytes in UTF-8. */
function isSendableText(text) {
	return isWithin(text, LIMITS$1.textBytes) && text.trim() !== "";
}
var seq, time, peer, bytes, serverMessages;
var init_messages = __esmMin((() => {
	init_dist();
	init_blob();
	init_call();
	init_ids();
	init_limits();
	init_payload();
	seq = /* @__PURE__ */ pipe(/* @__PURE__ */ number(), /* @__PURE__ */ integer(), /* @__PURE__ */ minValue(0));
	time = /* @__PURE__ */ number();
	peer = /* @__PURE__ */ pipe(/* @__PURE__ */ number(), /* @__PURE__ */ integer(), /* @__PURE__ */ minValue(0), /* @__PURE__ */ maxValue(1e4));
	bytes = /* @__PURE__ */ optional(/* @__PURE__ */ literal(true));
	TIMES$1.queryMost, LIMITS$1.reasonLength, TIMES$1.hangUpAgo;
	serverMessages = {
		"session.welcome": /* @__PURE__ */ object({
			t: /* @__PURE__ */ literal("session.welcome"),
			v: /* @__PURE__ */ number(),
			session: sessionId,
			user: userId,
			epoch: /* @__PURE__ */ string(),
			recovered: /* @__PURE__ */ boolean(),
			now: time,
			heartbeat: /* @__PURE__ */ number(),
			preconnect: /* @__PURE__ */ boolean(),
			/** What this socket may send at once, and then per second (rule E2): clients pace themselves by it. */
			rate: /* @__PURE__ */ object({
				burst: /* @__PURE__ */ number(),
				perSecond: /* @__PURE__ */ number()
			}),
			calls: /* @__PURE__ */ array(callView),
			/** Whether calls have relays: then no peer connection is made before `call.relay` (rule C18). */
			relay: /* @__PURE__ */ optional(/* @__PURE__ */ boolean()),
			/** Bytes that one transfer may have (rule B2); absent where the server has transfers off. */
			largestBlob: /* @__PURE__ */ optional(/* @__PURE__ */ number())
		}),
		"session.pong": /* @__PURE__ */ object({ t: /* @__PURE__ */ literal("session.pong") }),
		"presence.snapshot": /* @__PURE__ */ object({
			t: /* @__PURE__ */ literal("presence.snapshot"),
			online: /* @__PURE__ */ array(userId)
		}),
		"presence.update": /* @__PURE__ */ object({
			t: /* @__PURE__ */ literal("presence.update"),
			online: /* @__PURE__ */ array(userId),
			offline: /* @__PURE__ */ array(userId)
		}),
		"chat.accepted": /* @__PURE__ */ object({
			t: /* @__PURE__ */ literal("chat.accepted"),
			id: textId,
			place: /* @__PURE__ */ number(),
			at: time
		}),
		"chat.message": /* @__PURE__ */ object({
			t: /* @__PURE__ */ literal("chat.message"),
			seq,
			id: textId,
			from: userId,
			to: userId,
			text: /* @__PURE__ */ string(),
			place: /* @__PURE__ */ number(),
			at: time
		}),
		"chat.delivered": /* @__PURE__ */ object({
			t: /* @__PURE__ */ literal("chat.delivered"),
			seq,
			ids: /* @__PURE__ */ array(textId)
		}),
		"chat.failed": /* @__PURE__ */ object({
			t: /* @__PURE__ */ literal("chat.failed"),
			seq,
			id: textId,
			code: /* @__PURE__ */ string()
		}),
		"chat.typing": /* @__PURE__ */ object({
			t: /* @__PURE__ */ literal("chat.typing"),
			from: userId,
			on: /* @__PURE__ */ boolean()
		}),
		"message.received": /* @__PURE__ */ object({
			t: /* @__PURE__ */ literal("message.received"),
			seq,
			id: textId,
			from: userId,
			to: userId,
			type: /* @__PURE__ */ string(),
			data: /* @__PURE__ */ string(),
			bytes,
			place: /* @__PURE__ */ number(),
			at: time
		}),
		"query.asked": /* @__PURE__ */ object({
			t: /* @__PURE__ */ literal("query.asked"),
			seq,
			id: queryId,
			from: userId,
			type: /* @__PURE__ */ string(),
			data: /* @__PURE__ */ string(),
			bytes,
			timeout: /* @__PURE__ */ number()
		}),
		"query.answered": /* @__PURE__ */ object({
			t: /* @__PURE__ */ literal("query.answered"),
			seq,
			id: queryId,
			data: /* @__PURE__ */ string(),
			bytes
		}),
		"query.failed": /* @__PURE__ */ object({
			t: /* @__PURE__ */ literal("query.failed"),
			seq,
			id: queryId,
			code: /* @__PURE__ */ string(),
			reason: /* @__PURE__ */ optional(/* @__PURE__ */ string())
		}),
		"query.cancelled": /* @__PURE__ */ object({
			t: /* @__PURE__ */ literal("query.cancelled"),
			seq,
			id: queryId,
			from: userId
		}),
		"call.state": /* @__PURE__ */ object({
			t: /* @__PURE__ */ literal("call.state"),
			seq,
			view: callView
		}),
		"call.signal": /* @__PURE__ */ object({
			t: /* @__PURE__ */ literal("call.signal"),
			seq,
			call: callId,
			from: userId,
			peer,
			signal: signal$1
		}),
		"call.status": /* @__PURE__ */ object({
			t: /* @__PURE__ */ literal("call.status"),
			seq,
			call: callId,
			from: userId,
			status: /* @__PURE__ */ object(mediaStatus.entries)
		}),
		"call.relay": /* @__PURE__ */ object({
			t: /* @__PURE__ */ literal("call.relay"),
			seq,
			call: callId,
			servers: /* @__PURE__ */ array(relayServer),
			/** Server time in ms at which the credentials end; others come before. */
			expires: time
		}),
		"blob.offered": /* @__PURE__ */ object({
			t: /* @__PURE__ */ literal("blob.offered"),
			seq,
			id: blobId,
			from: userId,
			name: blobName,
			type: blobType,
			size: /* @__PURE__ */ optional(blobSize)
		}),
		"blob.accepted": /* @__PURE__ */ object({
			t: /* @__PURE__ */ literal("blob.accepted"),
			seq,
			id: blobId,
			/** By which this device joins the way through the server. */
			key: /* @__PURE__ */ string(),
			/** Whether the two devices may connect to each other. */
			direct: /* @__PURE__ */ boolean()
		}),
		"blob.signal": /* @__PURE__ */ object({
			t: /* @__PURE__ */ literal("blob.signal"),
			seq,
			id: blobId,
			signal: signal$1
		}),
		"blob.ended": /* @__PURE__ */ object({
			t: /* @__PURE__ */ literal("blob.ended"),
			seq,
			id: blobId,
			code: /* @__PURE__ */ string()
		}),
		error: /* @__PURE__ */ object({
			t: /* @__PURE__ */ literal("error"),
			code: /* @__PURE__ */ string(),
			/** The type of the message that was refused, and the id it carried. */
			about: /* @__PURE__ */ optional(/* @__PURE__ */ object({
				t: /* @__PURE__ */ string(),
				id: /* @__PURE__ */ optional(/* @__PURE__ */ string())
			}))
		})
	};
}));
// packages/protocol/src/codec.ts
/** Decodes a frame from a server. Never throws. */
function decodeServerMessage(frame) {
	return decode(fromServers, frame, Infinity);
}
function encodeMessage(message) {
	return JSON.stringify(message);
}
function decode(table, frame, limit = LIMITS$1.frameBytes) {
	if (frame.length > limit) return err({ code: "too-large" });
	const json = parse$1(frame);
	if (typeof json !== "object" || json === null || !("t" in json)) return err({ code: "bad-message" });
	const schema = table.get(json.t);
	if (!schema) return err({ code: "unknown-message" });
	const checked = /* @__PURE__ */ safeParse(schema, json, { abortEarly: true });
	if (checked.success) return ok(checked.output);
	return err({
		code: "bad-message",
		about: claimed(json)
	});
}
function parse$1(frame) {
	try {
		return JSON.parse(frame);
	} catch {
		return;
	}
}
function claimed(json) {
	const about = { t: String(json.t) };
	const id = "id" in json ? json.id : "call" in json ? json.call : void 0;
	if (typeof id === "string" && id.length <= 64) about.id = id;
	return about;
}
var fromServers;
var init_codec = __esmMin((() => {
	init_dist();
	init_messages();
	init_limits();
	init_result();
	fromServers = /* @__PURE__ */ new Map(/* @__PURE__ */ Object.entries(serverMessages));
})), signInResponse, errorResponse;
var init_http_api = __esmMin((() => {
	init_dist();
	signInResponse = /* @__PURE__ */ object({
		user: /* @__PURE__ */ optional(/* @__PURE__ */ string()),
		/** True when this sign-in made the account. */
		created: /* @__PURE__ */ optional(/* @__PURE__ */ boolean()),
		token: /* @__PURE__ */ optional(/* @__PURE__ */ string()),
		registration: /* @__PURE__ */ optional(/* @__PURE__ */ picklist(["open", "closed"])),
		/** Characters that the name of a new account may have; absent for as many as the protocol allows. */
		accountLength: /* @__PURE__ */ optional(/* @__PURE__ */ number()),
		/** Where people can sign in by an OpenID provider: a page leads them to `/api/oidc/start`. */
		oidc: /* @__PURE__ */ optional(/* @__PURE__ */ object({ name: /* @__PURE__ */ string() })),
		/** True where the server offers the PC client: `/api/downloads` says which files. */
		downloads: /* @__PURE__ */ optional(/* @__PURE__ */ boolean())
	});
	errorResponse = /* @__PURE__ */ object({
		error: /* @__PURE__ */ string(),
		retryAfter: /* @__PURE__ */ optional(/* @__PURE__ */ number())
	});
}));
// packages/protocol/src/index.ts
var init_src = __esmMin((() => {
	init_ids();
	init_limits();
	init_blob();
	init_blob_frame();
	init_errors();
	init_call();
	init_messages();
	init_payload();
	init_codec();
	init_http_api();
	init_result();
}));
// packages/client/src/connection/timers.ts
/** `after`: the page's own timers. Whichever comes first, they or a tick, runs a timer; the other then finds it done. */
function createTimers({ now, after }) {
	const waiting = /* @__PURE__ */ new Set();
	function start(ms, fn) {
		const cancel = () => {
			waiting.delete(timer);
			stop();
		};
		const timer = {
			due: now() + ms,
			run: () => {
				cancel();
				fn();
			}
		};
		waiting.add(timer);
		const stop = after(ms, timer.run);
		return cancel;
	}
	function tick() {
		const at = now();
		const due = [...waiting].filter((timer) => timer.due <= at).toSorted((one, other) => one.due - other.due);
		for (const timer of due) if (waiting.has(timer)) timer.run();
	}
	return {
		after: start,
		tick,
		get pending() {
			return waiting.size;
		}
	};
}
// packages/client/src/connection/platform.ts
init_src();
/** Changes of the network that follow each other closer than this are one: some browsers tell every estimate. */
var NETWORK_CHANGE = 2e3;
/** Wraps a standard WebSocket (WHATWG WebSockets), which does not say why it was refused. */
function adaptWebSocket(socket, isSignedIn) {
	let opened = false;
	const adapted = {
		onopen: null,
		onmessage: null,
		onclose: null,
		send: (frame) => {
			if (socket.readyState === 1) socket.send(frame);
		},
		close: (code) => socket.close(code)
	};
	socket.onopen = () => {
		opened = true;
		adapted.onopen?.();
	};
	socket.onmessage = (event) => {
		if (typeof event.data === "string") adapted.onmessage?.(event.data);
	};
	socket.onclose = ({ code }) => {
		if (opened || !isSignedIn) return adapted.onclose?.(code);
		const tell = (signedIn) => adapted.onclose?.(signedIn ? code : CLOSE.signedOut);
		isSignedIn().then(tell, () => tell(true));
	};
	socket.onerror = () => void 0;
	return adapted;
}
/** The same for the bytes of a transfer. */
function adaptBytesSocket(socket) {
	socket.binaryType = "arraybuffer";
	const adapted = {
		onopen: null,
		onmessage: null,
		onclose: null,
		send: (frame) => {
			if (socket.readyState === 1) socket.send(frame);
		},
		close: () => socket.close()
	};
	socket.onopen = () => adapted.onopen?.();
	socket.onmessage = ({ data }) => {
		if (typeof data === "string") adapted.onmessage?.(data);
		else if (data instanceof ArrayBuffer) adapted.onmessage?.(new Uint8Array(data));
	};
	socket.onclose = () => adapted.onclose?.();
	socket.onerror = () => void 0;
	return adapted;
}
var timing = {
	now: () => Date.now(),
	random: () => Math.random(),
	after(ms, fn) {
		const timer = setTimeout(fn, ms);
		return () => clearTimeout(timer);
	}
};
/** The page's platform. */
function browserPlatform(options = {}) {
	const { keepTime, token, isSignedIn } = options;
	const bearer = token === void 0 ? [] : [BEARER_PROTOCOL + token];
	const timers = createTimers(timing);
	const stopTicks = keepTime?.(timers.tick);
	return {
		...timing,
		after: timers.after,
		close: () => stopTicks?.(),
		openSocket: (url) => adaptWebSocket(new WebSocket(url, [SUBPROTOCOL, ...bearer]), isSignedIn),
		openBytes: (url) => adaptBytesSocket(new WebSocket(url, [BLOB_SUBPROTOCOL, ...bearer])),
		onWake(fn) {
			const onVisible = () => {
				if (document.visibilityState === "visible") fn();
			};
			const network = Reflect.get(navigator, "connection");
			const change = spaced(NETWORK_CHANGE, timers, fn);
			const stop = listen$2([
				[
					window,
					"online",
					fn
				],
				[
					window,
					"pageshow",
					fn
				],
				[
					document,
					"resume",
					fn
				],
				[
					document,
					"visibilitychange",
					onVisible
				],
				...network instanceof EventTarget ? [[
					network,
					"change",
					change.call
				]] : []
			]);
			return () => {
				stop();
				change.cancel();
			};
		},
		onLeave: (fn) => listen$2([[
			window,
			"pagehide",
			fn
		]]),
		hidden: () => document.visibilityState === "hidden"
	};
}
/** A program's platform, in Node or elsewhere: the caller opens the socket, with a bearer token in its headers. */
function programPlatform(openSocket, { isSignedIn } = {}) {
	return {
		...timing,
		openSocket: (url) => adaptWebSocket(openSocket(url, SUBPROTOCOL), isSignedIn),
		openBytes: (url) => adaptBytesSocket(openSocket(url, BLOB_SUBPROTOCOL)),
		onWake: () => () => void 0,
		onLeave: () => () => void 0,
		hidden: () => false
	};
}
function listen$2(targets) {
	for (const [target, type, fn] of targets) target.addEventListener(type, fn);
	return () => {
		for (const [target, type, fn] of targets) target.removeEventListener(type, fn);
	};
}
/** Calls `fn` at the first `call` and, of those that come within `ms`, once more at the end for all. */
function spaced(ms, { after }, fn) {
	let again = false;
	let cancel;
	const call = () => {
		again = cancel !== void 0;
		if (again) return;
		fn();
		cancel = after(ms, () => {
			cancel = void 0;
			if (again) call();
		});
	};
	return {
		call,
		cancel: () => cancel?.()
	};
}
// packages/client/src/error.ts
var ParleyError;
var init_error = __esmMin((() => {
	ParleyError = class extends Error {
		/** One of the protocol's closed list (`ERROR_CODES`). */
		code;
		/** Seconds after which to try again, where the server said so. */
		retryAfter;
		constructor(code, options = {}) {
			super(options.message ?? code, { cause: options.cause });
			this.name = "ParleyError";
			this.code = code;
			this.retryAfter = options.retryAfter;
		}
	};
}));
// packages/client/src/events.ts
/** Reports what somebody else's function has thrown as uncaught, out of the way of what goes on here. */
function report(cause) {
	queueMicrotask(() => {
		throw cause;
	});
}
var Emitter;
var init_events = __esmMin((() => {
	Emitter = class {
		#listeners = /* @__PURE__ */ new Map();
		on(type, listener) {
			const set = this.#listeners.get(type) ?? /* @__PURE__ */ new Set();
			this.#listeners.set(type, set);
			const own = (event) => listener(event);
			set.add(own);
			return () => set.delete(own);
		}
		/** Whether anybody listens. */
		heeds(type) {
			return (this.#listeners.get(type)?.size ?? 0) > 0;
		}
		/** A listener that throws is reported and does not keep the others from hearing. */
		emit(type, event) {
			for (const listener of this.#listeners.get(type) ?? []) try {
				listener(event);
			} catch (cause) {
				report(cause);
			}
		}
	};
}));
// packages/client/src/blobs/transfer-handle.ts
var TransferHandle;
var init_transfer_handle = __esmMin((() => {
	init_error();
	init_events();
	TransferHandle = class extends Emitter {
		id;
		with;
		direction;
		name;
		type;
		size;
		done;
		#state = { name: "offered" };
		#moved = 0;
		#run;
		#settle;
		constructor(about) {
			super();
			this.id = about.id;
			this.with = about.with;
			this.direction = about.direction;
			this.name = about.name;
			this.type = about.type;
			this.size = about.size;
			this.done = new Promise((resolve, reject) => {
				this.#settle = {
					resolve,
					reject
				};
			});
			this.done.catch(() => void 0);
		}
		get state() {
			return this.#state;
		}
		get moved() {
			return this.#moved;
		}
		get isOver() {
			return this.#state.name === "done" || this.#state.name === "ended";
		}
		/** For who makes it: what moves it, once that is loaded. */
		carryBy(run) {
			this.#run = run;
			run.catch((cause) => {
				this.fail(cause instanceof ParleyError ? cause : new ParleyError("internal", {
					message: "The code for transfers could not be loaded.",
					cause
				}));
			});
		}
		pause() {
			this.#tell((run) => run.pause(true));
		}
		resume() {
			this.#tell((run) => run.pause(false));
		}
		cancel() {
			this.#tell((run) => run.end("cancelled"));
		}
		fail(error) {
			this.update({
				name: "ended",
				error
			}, this.#moved);
		}
		/** Once it is over nothing changes any more. */
		update(state, moved) {
			if (this.isOver) return;
			this.#state = state;
			this.#moved = moved;
			if (state.name === "done") this.#settle?.resolve({ sha256: state.sha256 });
			if (state.name === "ended") this.#settle?.reject(state.error);
			this.emit("changed", void 0);
		}
		#tell(what) {
			this.#run?.then(what, () => void 0);
		}
	};
}));
// packages/client/src/blobs/blobs.ts
init_src();
init_error();
init_events();
init_transfer_handle();
var Blobs = class extends Emitter {
	#options;
	#transfers;
	constructor(options) {
		super();
		this.#options = options;
		const { connection } = options;
		connection.messages.on("message", (message) => this.#hear(message));
		connection.messages.on("welcome", ({ recovered }) => this.#tell((transfers) => transfers.welcomed(recovered)));
		connection.on("changed", (state) => {
			if (state.name === "closed") this.#tell((transfers) => transfers.close(state.code));
		});
	}
	get largest() {
		return this.#options.connection.lastWelcome?.largestBlob;
	}
	send(to, source, options = {}) {
		const about = {
			id: mintBlobId(),
			with: to,
			direction: "outgoing",
			...describe(source, options)
		};
		if (!isBlobLabel(about.name) || !isBlobLabel(about.type, LIMITS$1.blobType)) throw new ParleyError("bad-message", { message: "The name is too long or has control characters." });
		const handle = new TransferHandle(about);
		handle.carryBy(this.#load().then((transfers) => transfers.send(handle, source)));
		const { signal } = options;
		const cancel = () => handle.cancel();
		if (signal?.aborted) cancel();
		signal?.addEventListener("abort", cancel, { once: true });
		const forget = () => signal?.removeEventListener("abort", cancel);
		handle.done.then(forget, forget);
		return handle;
	}
	#load() {
		this.#transfers ??= this.#options.load((blob) => this.emit("offered", blob)).catch((cause) => {
			this.#transfers = void 0;
			throw cause;
		});
		return this.#transfers;
	}
	#hear(message) {
		if (message.t === "blob.offered") this.#load().catch(() => void 0);
		if (message.t.startsWith("blob.") || message.t === "error" && message.about?.t.startsWith("blob.")) this.#tell((transfers) => transfers.hear(message));
	}
	#tell(what) {
		this.#transfers?.then(what, () => void 0);
	}
};
function describe(source, options) {
	const { name = "", type = "", size } = options;
	if (source instanceof Uint8Array) return {
		name,
		type,
		size: source.length
	};
	if (!(source instanceof Blob)) return {
		name,
		type,
		size
	};
	const own = Reflect.get(source, "name");
	return {
		name: options.name ?? (typeof own === "string" ? own : ""),
		type: options.type ?? source.type,
		size: source.size
	};
}
// packages/client/src/call/media-environment.ts
function mediaEnvironment(own = {}) {
	return {
		source: globalThis.navigator?.mediaDevices,
		makeConnection: (configuration) => new RTCPeerConnection({
			bundlePolicy: "max-bundle",
			...configuration
		}),
		makeStream: (tracks) => new MediaStream(tracks),
		...own
	};
}
// packages/client/src/chat/conversation.ts
var Conversation = class {
	with;
	#entries = [];
	#texts;
	constructor(user) {
		this.with = user;
	}
	get texts() {
		this.#texts ??= this.#entries.map((entry) => entry.text);
		return this.#texts;
	}
	get placed() {
		return this.#entries.map(({ text, place }) => place < Infinity ? {
			text,
			place
		} : { text });
	}
	get(id) {
		return this.#find(id)?.text;
	}
	/** Infinity while the server has not placed it, and of what is not here. */
	placeOf(id) {
		return this.#find(id)?.place ?? Infinity;
	}
	/** The last one that the server gave. */
	get lastPlace() {
		return this.#entries.findLast(({ place }) => place < Infinity)?.place ?? 0;
	}
	/** Adds a text, or replaces the one of its id; moves it to its place. */
	put(text, place) {
		const known = this.#find(text.id);
		const entry = {
			text,
			place: place ?? known?.place ?? Infinity
		};
		if (known && known.place === entry.place) this.#entries[this.#entries.indexOf(known)] = entry;
		else {
			if (known) this.#entries.splice(this.#entries.indexOf(known), 1);
			this.#insert(entry);
		}
		this.#texts = void 0;
	}
	remove(id) {
		this.#entries = this.#entries.filter((entry) => entry.text.id !== id);
		this.#texts = void 0;
	}
	#insert(entry) {
		let index = this.#entries.length;
		while (index > 0 && (this.#entries[index - 1]?.place ?? 0) > entry.place) index -= 1;
		this.#entries.splice(index, 0, entry);
	}
	#find(id) {
		return this.#entries.findLast((entry) => entry.text.id === id);
	}
};
// packages/client/src/chat/typing.ts
var REPEAT = 3e3;
/** A typing sign older than this is taken down, even if its end got lost. */
var EXPIRY = 5e3;
function createTypingTeller(platform, tell) {
	let current;
	function stop(say) {
		if (!current) return;
		const { to, cancel } = current;
		cancel();
		current = void 0;
		if (say) tell(to, false);
	}
	function pressed(to) {
		if (current && current.to !== to) stop(true);
		const now = platform.now();
		const told = current && now - current.toldAt < REPEAT;
		current?.cancel();
		const cancel = platform.after(REPEAT, () => stop(true));
		current = {
			to,
			toldAt: told && current ? current.toldAt : now,
			cancel
		};
		if (!told) tell(to, true);
	}
	return {
		pressed,
		sent(to) {
			if (current?.to === to) stop(false);
		},
		close: () => stop(false)
	};
}
function createTypingWatcher(platform, show) {
	const expiries = /* @__PURE__ */ new Map();
	function heard(from, on) {
		const known = expiries.get(from);
		known?.();
		expiries.delete(from);
		if (on) expiries.set(from, platform.after(EXPIRY, () => heard(from, false)));
		if (on !== (known !== void 0)) show(from, on);
	}
	return {
		heard,
		close() {
			for (const cancel of expiries.values()) cancel();
			expiries.clear();
		}
	};
}
// packages/client/src/chat/chat.ts
init_src();
init_error();
init_events();
var Chat = class extends Emitter {
	#options;
	#conversations = /* @__PURE__ */ new Map();
	/** Which conversation a text is in. Also what a text that comes twice is known by (T6). */
	#owners = /* @__PURE__ */ new Map();
	#teller;
	#watcher;
	constructor(options) {
		super();
		const { connection, delivery, platform } = options;
		this.#options = options;
		this.#teller = createTypingTeller(platform, (to, on) => connection.send({
			t: "chat.typing",
			to,
			on
		}));
		this.#watcher = createTypingWatcher(platform, (from, on) => this.emit("typing", {
			from,
			on
		}));
		connection.messages.on("message", (message) => this.#hear(message));
		delivery.on("accepted", (message) => this.#accepted(message));
		delivery.on("delivered", (id) => this.#change(id, { name: "delivered" }));
		delivery.on("failed", ({ id, code }) => this.#failed(id, code));
		for (const { text, place } of options.texts ?? []) this.#goOn(text, place);
	}
	get texts() {
		return [...this.#conversations.values()].flatMap((one) => one.placed);
	}
	conversation(other) {
		return this.#conversations.get(other)?.texts ?? [];
	}
	send(to, body) {
		if (!isSendableText(body)) throw new ParleyError("bad-message", { message: "A text is blank or over 8 KiB." });
		return this.#write(to, body);
	}
	retry(id) {
		const owner = this.#owners.get(id);
		const text = owner?.get(id);
		if (!owner || text?.state.name !== "failed") return;
		owner.remove(id);
		this.#owners.delete(id);
		this.#write(text.with, text.text);
	}
	typing(to) {
		this.#teller.pressed(to);
	}
	close() {
		this.#teller.close();
		this.#watcher.close();
	}
	#conversationWith(other) {
		const known = this.#conversations.get(other);
		if (known) return known;
		const made = new Conversation(other);
		this.#conversations.set(other, made);
		return made;
	}
	#write(to, body) {
		const { platform, connection, delivery, user } = this.#options;
		const id = mintTextId();
		const text = {
			id,
			with: to,
			from: user,
			text: body,
			at: platform.now() + connection.clockOffset,
			state: { name: "sending" }
		};
		this.#add(text);
		this.#teller.sent(to);
		this.emit("added", text);
		delivery.send({
			t: "chat.send",
			id,
			to,
			text: body
		});
		return text;
	}
	#goOn(text, place) {
		this.#add(text, place);
		const { id, with: to, text: body, state } = text;
		if (state.name === "sending") this.#options.delivery.send({
			t: "chat.send",
			id,
			to,
			text: body
		});
	}
	#add(text, place) {
		const conversation = this.#conversationWith(text.with);
		conversation.put(text, place);
		this.#owners.set(text.id, conversation);
	}
	#change(id, state, placed) {
		const owner = this.#owners.get(id);
		const text = owner?.get(id);
		if (!owner || !text) return;
		const changed = {
			...text,
			state,
			at: placed?.at ?? text.at
		};
		owner.put(changed, placed?.place);
		this.emit("changed", changed);
	}
	#hear(message) {
		if (message.t === "chat.message") this.#received(message);
		if (message.t === "chat.typing") this.#watcher.heard(message.from, message.on);
	}
	#accepted({ id, at, place }) {
		const state = this.#owners.get(id)?.get(id)?.state;
		if (state) this.#change(id, state.name === "sending" ? { name: "sent" } : state, {
			at,
			place
		});
	}
	#failed(id, code) {
		const owner = this.#owners.get(id);
		const text = owner?.get(id);
		if (text?.state.name === "delivered") owner?.put(text, Math.min(owner.placeOf(id), owner.lastPlace));
		else this.#change(id, {
			name: "failed",
			code: isErrorCode(code) ? code : "not-delivered"
		});
	}
	#received({ id, from, to, text: body, at, place }) {
		const known = this.#owners.get(id);
		if (known) {
			const shown = known.get(id);
			if (shown && place > known.placeOf(id)) this.#change(id, shown.state, {
				at,
				place
			});
			return;
		}
		const own = from === this.#options.user;
		const other = own ? to : from;
		const text = {
			id,
			with: other,
			from,
			text: body,
			at,
			state: { name: own ? "sent" : "received" }
		};
		this.#add(text, place);
		this.#watcher.heard(other, false);
		this.emit("added", text);
	}
};
// packages/client/src/connection/acknowledger.ts
var DELAY = 250;
var BATCH = 16;
function createAcknowledger(options) {
	const { platform, send } = options;
	let { seq } = options;
	let acked = seq;
	let ackedAt = -Infinity;
	let cancel;
	function flush() {
		cancel?.();
		cancel = void 0;
		if (acked === seq) return;
		acked = seq;
		ackedAt = platform.now();
		send(seq);
	}
	function received(next) {
		if (next <= seq) return false;
		seq = next;
		if (platform.now() - ackedAt >= DELAY || seq - acked >= BATCH || platform.hidden()) flush();
		else cancel ??= platform.after(DELAY, flush);
		return true;
	}
	function reset() {
		cancel?.();
		cancel = void 0;
		seq = 0;
		acked = 0;
	}
	return {
		get seq() {
			return seq;
		},
		received,
		reset,
		close: reset
	};
}
// packages/client/src/connection/connection-events.ts
/** `recovered`: what the welcome said, where there was one in between. */
function connectionEvents(before, after, { now, recovered }) {
	if (before.name === "closed") return [];
	if (after.name === "closed") return ending(after.code);
	const events = [];
	if (before.lostAt === void 0 && after.lostAt !== void 0) events.push(["interrupted", { since: after.lostAt }]);
	if (after.name === "opening" && after.socket !== before.socket) events.push(["connecting", { attempt: after.failures + 1 }]);
	if (after.name === "connected" && before.name !== "connected") {
		const { lostAt } = before;
		if (lostAt === void 0) events.push(["connected", void 0]);
		else events.push(["reconnected", {
			recovered,
			after: Math.max(0, now - lostAt)
		}]);
	}
	return events;
}
function ending(code) {
	if (code === "displaced") return [["displaced", void 0]];
	return code === "signed-out" ? [["signedOut", void 0]] : [];
}
// packages/client/src/connection/backoff.ts
/**
* Milliseconds to wait after `failures` tries in a row have failed; `random` in [0, 1). Full jitter, so that ten
* thousand clients of a restarted server do not come back in step (AWS, "Exponential backoff and jitter").
*/
function backoff(failures, random) {
	if (failures === 0) return 0;
	return random * Math.min(CEILING, BASE * 2 ** failures);
}
var BASE, CEILING;
var init_backoff = __esmMin((() => {
	BASE = 250;
	CEILING = 5e3;
}));
// packages/client/src/connection/connection-machine.ts
init_src();
init_backoff();
/**
* Milliseconds a try may take to open, and then to be welcomed, by the tries that failed before it. Networks that were
* silent are asked again after 1, 3 and 7 s (TCP), so a try that outlives 5 s would sleep through the line's return. Only
* a line that opens nothing in that time is given longer.
*/
var TRY_TIMES = [
	3e3,
	5e3,
	5e3,
	5e3
];
var LONG_TRY = 1e4;
/** A try this old has met silence: at waking up a new one is quicker than what TCP will do about it. */
var STALE_TRY = 1e3;
/** Least time that a line is given after waking up to prove that it lives. */
var WAKE_PATIENCE = 1500;
/** Closes a socket that is taken for dead. Should it live after all, the server keeps the session (protocol S4). */
var ABANDONED = 4e3;
/** `session`: one that another client has let go of, to be resumed. */
function startLine(now, session) {
	return tryAgain({
		socket: 0,
		session,
		lostAt: void 0,
		failures: 0,
		heardAt: now
	}, now);
}
function stepLine(state, event) {
	if (state.name === "closed") return [state, []];
	if ("socket" in event && event.socket !== state.socket) return [state, []];
	switch (event.type) {
		case "opened": return opened$1(state, event.now);
		case "welcomed": return welcomed$1(state, event);
		case "heard": return heard$1(state, event.now);
		case "socket-closed": return socketClosed(state, event);
		case "timer": return timerFired$1(state, event);
		case "woke": return woke(state, event.now);
		case "close": return [{
			name: "closed",
			code: event.code
		}, leaving(state)];
		case "handed-over": return [{
			name: "closed",
			code: "closed"
		}, [{
			type: "drop",
			code: ABANDONED
		}, { type: "no-timer" }]];
		case "left": return [{
			...common(state),
			name: "waiting",
			session: void 0,
			lostAt: state.lostAt ?? event.now
		}, leaving(state)];
		default: return assertNever(event);
	}
}
function common(state) {
	const { socket, session, lostAt, failures, heardAt } = state;
	return {
		socket,
		session,
		lostAt,
		failures,
		heardAt
	};
}
function leaving(state) {
	const drop = [{
		type: "drop",
		code: CLOSE.normal
	}, { type: "no-timer" }];
	return state.name === "connected" ? [{ type: "leave" }, ...drop] : drop;
}
function tryAgain(from, now, woken = false) {
	const socket = from.socket + 1;
	const ms = tryTime(from.failures);
	const { session, lostAt, failures, heardAt } = from;
	return [{
		name: "opening",
		socket,
		session,
		lostAt,
		failures,
		heardAt,
		triedAt: now,
		until: now + ms,
		woken
	}, [{
		type: "open",
		socket
	}, {
		type: "timer",
		ms
	}]];
}
function tryTime(failures) {
	return TRY_TIMES[failures] ?? LONG_TRY;
}
function opened$1(state, now) {
	if (state.name !== "opening") return [state, []];
	const ms = tryTime(state.failures);
	return [{
		...state,
		name: "greeting",
		until: now + ms
	}, [{
		type: "hello",
		resume: state.session
	}, {
		type: "timer",
		ms
	}]];
}
function welcomed$1(state, event) {
	if (state.name !== "greeting") return [state, []];
	const { session, heartbeat, now } = event;
	if (!awaitsWelcome(state, now)) return lose$1(state, {
		now,
		random: 0
	});
	const next = {
		socket: state.socket,
		session,
		lostAt: void 0,
		failures: 0,
		heardAt: now
	};
	const pace = now - state.triedAt;
	return [{
		...next,
		name: "connected",
		heartbeat,
		pace,
		answerBy: void 0
	}, [{
		type: "timer",
		ms: heartbeat
	}]];
}
/** Not after its time, even before the timer says so: a welcome from before a sleep is of a session that is gone. */
function awaitsWelcome(state, now) {
	return state.name === "greeting" && now < state.until;
}
function heard$1(state, now) {
	if (state.name === "greeting") return [{
		...state,
		heardAt: now
	}, []];
	if (state.name !== "connected") return [state, []];
	if (now - state.heardAt >= 2 * state.heartbeat) return lose$1(state, {
		now,
		random: 0
	});
	return [{
		...state,
		heardAt: now,
		answerBy: void 0
	}, [{
		type: "timer",
		ms: state.heartbeat
	}]];
}
function socketClosed(state, event) {
	const terminal = terminalCode(event.code);
	if (terminal) return [{
		name: "closed",
		code: terminal
	}, [{ type: "no-timer" }]];
	return lose$1(state, event, event.code === CLOSE.serverFull ? 3 : 0);
}
function lose$1(state, { now, random }, least = 0) {
	const failures = Math.max(least, state.name === "connected" ? 0 : state.failures + 1);
	const lostAt = state.lostAt ?? (state.session === void 0 ? void 0 : now);
	const next = {
		...common(state),
		lostAt,
		failures
	};
	const ms = backoff(failures, random) - ("triedAt" in state ? Math.max(0, now - state.triedAt) : 0);
	const drop = {
		type: "drop",
		code: ABANDONED
	};
	if (ms > 0) return [{
		...next,
		name: "waiting"
	}, [drop, {
		type: "timer",
		ms
	}]];
	const [trying, effects] = tryAgain(next, now);
	return [trying, [drop, ...effects]];
}
function timerFired$1(state, at) {
	switch (state.name) {
		case "waiting": return tryAgain(state, at.now);
		case "opening":
		case "greeting": return lose$1(state, at);
		case "connected": return isDead(state, at.now) ? lose$1(state, at) : listen$1(state, at.now);
		default: return assertNever(state);
	}
}
/**
* Silent for longer than the server waits for us: the session is detached there by now, whatever this end of the socket
* says. That is found at once after a sleep, however late the timer fires.
*/
function isDead({ heardAt, heartbeat, answerBy }, now) {
	return now - heardAt >= 2 * heartbeat || answerBy !== void 0 && now >= answerBy;
}
/** Asks after a line that was silent for a heartbeat, and comes back when there may be something to say about it. */
function listen$1(state, now) {
	const heardAt = Math.min(state.heardAt, now);
	const { heartbeat, answerBy } = state;
	const deadAt = heardAt + 2 * heartbeat;
	if (answerBy !== void 0) return [{
		...state,
		heardAt
	}, [{
		type: "timer",
		ms: Math.min(answerBy, deadAt) - now
	}]];
	if (now < heardAt + heartbeat) return [{
		...state,
		heardAt
	}, [{
		type: "timer",
		ms: heardAt + heartbeat - now
	}]];
	return [{
		...state,
		heardAt,
		answerBy: deadAt
	}, [{ type: "ping" }, {
		type: "timer",
		ms: deadAt - now
	}]];
}
function woke(state, now) {
	switch (state.name) {
		case "waiting": return tryAgain({
			...state,
			failures: 0
		}, now, true);
		case "opening":
		case "greeting": return wokeTrying(state, now);
		case "connected": return wokeConnected(state, now);
		default: return assertNever(state);
	}
}
function wokeTrying(state, now) {
	if (!(now >= state.until || !state.woken && now - state.triedAt >= STALE_TRY)) return [state, []];
	const [trying, effects] = tryAgain(state, now, true);
	return [trying, [{
		type: "drop",
		code: ABANDONED
	}, ...effects]];
}
function wokeConnected(state, now) {
	if (isDead(state, now)) return lose$1(state, {
		now,
		random: 0
	});
	const answerBy = now + Math.min(state.heartbeat, Math.max(WAKE_PATIENCE, state.pace));
	if (state.answerBy !== void 0 && state.answerBy <= answerBy) return [state, []];
	return [{
		...state,
		answerBy
	}, [{ type: "ping" }, {
		type: "timer",
		ms: answerBy - now
	}]];
}
// packages/client/src/connection/connection.ts
init_src();
init_events();
var Connection = class extends Emitter {
	#options;
	#messages = new Emitter();
	#acknowledger;
	#stopWake;
	#line;
	#shown;
	#socket;
	#cancelTimer;
	#clockOffset = 0;
	#lastWelcome;
	#heardAt;
	constructor(options) {
		super();
		const { platform, resume } = options;
		this.#options = options;
		this.#acknowledger = createAcknowledger({
			platform,
			seq: resume?.seq ?? 0,
			send: (seq) => this.send({
				t: "session.ack",
				seq
			})
		});
		const [line, effects] = startLine(platform.now(), resume?.session);
		this.#line = line;
		this.#heardAt = line.heardAt;
		this.#shown = toPublic(line);
		this.#stopWake = platform.onWake(() => this.#dispatch({
			type: "woke",
			now: platform.now()
		}));
		for (const effect of effects) this.#perform(effect);
	}
	get state() {
		return this.#shown;
	}
	/** Server time minus this device's time, in ms, as of the last welcome. */
	get clockOffset() {
		return this.#clockOffset;
	}
	/** What the server has said of itself: by the time that `changed` says `connected`, it is what holds now. */
	get lastWelcome() {
		return this.#lastWelcome;
	}
	/** When anything was last heard from the server, in ms on this device's clock; before that, when this was made. */
	get heardAt() {
		return this.#heardAt;
	}
	/** How the server and others know this page or program, whatever session it has. */
	get device() {
		return this.#options.device;
	}
	get messages() {
		return this.#messages;
	}
	/** Hands a message to the socket. False where there is none: the sender says it again after the next welcome. */
	send(message) {
		return this.#line.name === "connected" && this.#transmit(message);
	}
	/** Something else says that the network may be gone: ask the server now, and do not wait long for the answer. */
	probe() {
		if (this.#line.name === "connected") this.#dispatch({
			type: "woke",
			now: this.#options.platform.now()
		});
	}
	/** Ends the session for now; the page may still come back (back-forward cache). */
	leave() {
		this.#dispatch({
			type: "left",
			now: this.#options.platform.now()
		});
	}
	/** `code`: why it is over, where that is not the caller's mere wish. */
	close(code = "closed") {
		this.#stopWake();
		this.#acknowledger.close();
		this.#dispatch({
			type: "close",
			code
		});
	}
	/** Lets go of the session without leaving it, as `close` without a word. Nothing where there is none. */
	handOver() {
		const line = this.#line;
		const { seq } = this.#acknowledger;
		this.#stopWake();
		this.#acknowledger.close();
		this.#dispatch({ type: "handed-over" });
		if (line.name === "closed" || line.session === void 0) return void 0;
		return {
			device: this.device,
			session: line.session,
			seq
		};
	}
	#dispatch(event, recovered = false) {
		const before = this.#line;
		const [line, effects] = stepLine(before, event);
		this.#line = line;
		if (line.name !== "closed") this.#heardAt = line.heardAt;
		for (const effect of effects) this.#perform(effect);
		const happened = connectionEvents(before, line, {
			now: this.#options.platform.now(),
			recovered
		});
		const next = toPublic(this.#line);
		if (next.name !== this.#shown.name) {
			this.#shown = next;
			this.emit("changed", next);
		}
		for (const one of happened) this.#tell(one);
	}
	#tell([type, event]) {
		this.emit(type, event);
	}
	#perform(effect) {
		const { platform } = this.#options;
		switch (effect.type) {
			case "open":
				this.#socket = this.#open(effect.socket);
				return;
			case "hello":
				this.#hello(effect);
				return;
			case "ping":
				this.#transmit({ t: "session.ping" });
				return;
			case "leave":
				this.#transmit({ t: "session.leave" });
				return;
			case "drop":
				this.#drop(effect.code);
				return;
			case "timer":
				this.#cancelTimer?.();
				this.#cancelTimer = platform.after(effect.ms, () => this.#dispatch({
					type: "timer",
					now: platform.now(),
					random: platform.random()
				}));
				return;
			case "no-timer":
				this.#cancelTimer?.();
				return;
			default: assertNever(effect);
		}
	}
	#hello({ resume: session }) {
		const { client, device, user, canCall = true } = this.#options;
		const calls = canCall ? {} : { calls: false };
		const resume = session === void 0 ? {} : { resume: {
			session,
			seq: this.#acknowledger.seq
		} };
		this.#transmit({
			t: "session.hello",
			v: 1,
			client,
			device,
			user,
			...calls,
			...resume
		});
	}
	#open(number) {
		const { platform, url } = this.#options;
		const socket = platform.openSocket(url);
		socket.onopen = () => this.#dispatch({
			type: "opened",
			socket: number,
			now: platform.now()
		});
		socket.onmessage = (frame) => this.#hear(number, frame);
		socket.onclose = (code) => this.#dispatch({
			type: "socket-closed",
			socket: number,
			code,
			now: platform.now(),
			random: platform.random()
		});
		return socket;
	}
	#drop(code) {
		const socket = this.#socket;
		this.#socket = void 0;
		if (!socket) return;
		socket.onopen = socket.onmessage = socket.onclose = null;
		socket.close(code);
	}
	#isCurrent(number) {
		return this.#line.name !== "closed" && this.#line.socket === number;
	}
	#hear(number, frame) {
		if (!this.#isCurrent(number)) return;
		const decoded = decodeServerMessage(frame);
		const now = this.#options.platform.now();
		if (!decoded.ok) return this.#dispatch({
			type: "heard",
			socket: number,
			now
		});
		const message = decoded.value;
		if (message.t === "session.welcome") return this.#welcome(number, message, now);
		this.#dispatch({
			type: "heard",
			socket: number,
			now
		});
		if (!this.#isCurrent(number)) return;
		if ("seq" in message && !this.#acknowledger.received(message.seq)) return;
		this.#messages.emit("message", message);
	}
	#welcome(number, message, now) {
		const { session } = message;
		const welcomed = {
			type: "welcomed",
			socket: number,
			session,
			heartbeat: Math.min(this.#options.heartbeat ?? Infinity, message.heartbeat),
			now
		};
		if (!awaitsWelcome(this.#line, now)) return this.#dispatch(welcomed);
		if (!message.recovered) this.#acknowledger.reset();
		this.#clockOffset = message.now - now;
		this.#lastWelcome = message;
		this.#dispatch(welcomed, message.recovered);
		this.#messages.emit("welcome", message);
	}
	#transmit(message) {
		if (!this.#socket) return false;
		this.#socket.send(encodeMessage(message));
		return true;
	}
};
function toPublic(line) {
	switch (line.name) {
		case "connected": return { name: "connected" };
		case "closed": return {
			name: "closed",
			code: line.code
		};
		case "opening":
		case "greeting":
		case "waiting": return line.lostAt === void 0 ? { name: "connecting" } : {
			name: "reconnecting",
			since: line.lostAt
		};
		default: return assertNever(line);
	}
}
// packages/client/src/delivery/outgoing.ts
init_src();
function stepOutgoing(state, event) {
	switch (event.type) {
		case "wrote": return [...state, {
			message: event.message,
			stage: "queued",
			isDelivered: false
		}];
		case "handed-over": return restage(state, event.id, "sent");
		case "accepted": return restage(state, event.id, "accepted").filter((one) => !is(one, event.id) || !one.isDelivered);
		case "turned-away": return restage(state, event.id, "queued");
		case "delivered": return state.flatMap((one) => {
			if (!is(one, event.id)) return one;
			return one.stage === "accepted" ? [] : {
				...one,
				isDelivered: true
			};
		});
		case "done": return state.filter((one) => !is(one, event.id));
		case "welcomed":
			if (!event.recovered) return state.map((one) => ({
				...one,
				stage: "queued",
				isDelivered: false
			}));
			return state.map((one) => one.stage === "accepted" ? one : {
				...one,
				stage: "queued"
			});
		default: return assertNever(event);
	}
}
/**
* The next one to hand over, or `undefined` where none waits, too many are unanswered, or only
* messages wait whose recipients have enough on the way to them: beyond that the server would refuse them (protocol T5).
*/
function nextToSend(state) {
	let unanswered = 0;
	const onTheWay = /* @__PURE__ */ new Map();
	for (const { message, stage } of state) {
		const size = sizeOf$2(message);
		const before = onTheWay.get(message.to) ?? 0;
		if (stage === "queued" && isFree(message, before, size)) return message;
		onTheWay.set(message.to, stage === "queued" ? Infinity : before + size);
		if (stage === "sent") unanswered += 1;
		if (unanswered >= LIMITS$1.textsInFlight) return void 0;
	}
}
/** A person's text goes at once, and is refused in words where there is no room for it; a program's message can wait. */
function isFree({ t }, before, size) {
	if (before === 0) return true;
	return t === "chat.send" ? before < Infinity : before + size <= LIMITS$1.undeliveredLength;
}
function sizeOf$2(message) {
	return message.t === "chat.send" ? message.text.length : message.data.length;
}
function is({ message }, id) {
	return message.id === id;
}
function restage(state, id, stage) {
	return state.map((one) => is(one, id) ? {
		...one,
		stage
	} : one);
}
// packages/client/src/delivery/delivery.ts
init_events();
var Delivery = class extends Emitter {
	#connection;
	#pacer;
	#outgoing = [];
	constructor({ connection, pacer }) {
		super();
		this.#connection = connection;
		this.#pacer = pacer;
		connection.messages.on("message", (message) => this.#hear(message));
		connection.messages.on("welcome", ({ recovered }) => {
			this.#advance({
				type: "welcomed",
				recovered
			});
			this.#pump();
		});
	}
	send(message) {
		this.#advance({
			type: "wrote",
			message
		});
		this.#pump();
	}
	#advance(event) {
		this.#outgoing = stepOutgoing(this.#outgoing, event);
	}
	#pump = () => {
		for (let next = nextToSend(this.#outgoing); next; next = nextToSend(this.#outgoing)) {
			if (!this.#pacer.take()) return this.#pacer.wait(this.#pump);
			if (!this.#connection.send(next)) return;
			this.#advance({
				type: "handed-over",
				id: next.id
			});
		}
	};
	#hear(message) {
		if (message.t === "chat.accepted") this.#accepted(message);
		if (message.t === "chat.delivered") this.#delivered(message.ids);
		if (message.t === "chat.failed") this.#failed(message.id, message.code);
		if (message.t !== "error" || message.about?.id === void 0) return;
		const { t, id } = message.about;
		if (t === "chat.send" || t === "message.send") this.#failed(id, message.code);
	}
	#accepted(message) {
		this.#advance({
			type: "accepted",
			id: message.id
		});
		this.emit("accepted", message);
		this.#pump();
	}
	#delivered(ids) {
		for (const id of ids) {
			this.#advance({
				type: "delivered",
				id
			});
			this.emit("delivered", id);
		}
		this.#pump();
	}
	#failed(id, code) {
		if (code === "rate-limited") {
			this.#advance({
				type: "turned-away",
				id
			});
			this.#pacer.drain();
			return this.#pacer.wait(this.#pump);
		}
		this.#advance({
			type: "done",
			id
		});
		this.emit("failed", {
			id,
			code
		});
		this.#pump();
	}
};
// packages/client/src/delivery/pacer.ts
/** The part of the server's rate that may be used: the rest is for calls. */
var SHARE = .75;
/** To be made before what it paces: a welcome says the rate, and sets off what waits. */
function createPacer(options) {
	const { connection, platform } = options;
	const rate = {
		burst: 1,
		perSecond: 1
	};
	const waiting = /* @__PURE__ */ new Set();
	let tokens = 0;
	let at = platform.now();
	let cancel;
	function refill() {
		const now = platform.now();
		tokens = Math.min(rate.burst, tokens + Math.max(0, now - at) / 1e3 * rate.perSecond);
		at = now;
	}
	function wake() {
		cancel = void 0;
		const all = [...waiting];
		waiting.clear();
		for (const ready of all) ready();
	}
	connection.messages.on("welcome", (welcome) => {
		rate.burst = welcome.rate.burst * SHARE;
		rate.perSecond = welcome.rate.perSecond * SHARE;
		tokens = rate.burst;
		at = platform.now();
	});
	return {
		take() {
			refill();
			if (tokens < 1) return false;
			tokens -= 1;
			return true;
		},
		drain() {
			tokens = 0;
			at = platform.now();
		},
		wait(ready) {
			waiting.add(ready);
			refill();
			const ms = Math.max(1, Math.ceil((1 - tokens) / rate.perSecond * 1e3));
			cancel ??= platform.after(ms, wake);
		},
		close() {
			cancel?.();
			cancel = void 0;
		}
	};
}
// packages/client/src/messages/outgoing-payload.ts
init_src();
init_error();
/** Throws ParleyError. */
function encode(to, type, payload) {
	if (!isMessageType(type)) throw badType(type);
	if (to === "" || to.length > LIMITS$1.accountLength) throw new ParleyError("bad-message", { message: `"${to}" is no account's name.` });
	const encoded = encodePayload(payload);
	if (encoded.ok) return encoded.value;
	const message = encoded.error === "too-large" ? "A payload is over 48 KiB." : "JSON cannot say this payload.";
	throw new ParleyError(encoded.error, { message });
}
function badType(type) {
	return new ParleyError("bad-message", { message: `"${type}" is no type: a type is 1 to 64 characters of A-Z a-z 0-9 . _ : / -.` });
}
/** What the server has said. */
function errorOf(explain, code, message) {
	return explain(isErrorCode(code) ? code : "internal", message === void 0 ? {} : { message });
}
// packages/client/src/messages/handlers.ts
init_src();
init_error();
var Handlers = class {
	#byType = /* @__PURE__ */ new Map();
	#other;
	get(type) {
		return this.#byType.get(type) ?? this.#other;
	}
	/** Answers what takes it away again. */
	add(type, handler) {
		if (!isMessageType(type)) throw badType(type);
		if (this.#byType.has(type)) throw new ParleyError("bad-message", { message: `"${type}" has a handler already.` });
		this.#byType.set(type, handler);
		return () => {
			if (this.#byType.get(type) === handler) this.#byType.delete(type);
		};
	}
	addOther(handler) {
		if (this.#other) throw new ParleyError("bad-message", { message: "Other types have a handler already." });
		this.#other = handler;
		return () => {
			if (this.#other === handler) this.#other = void 0;
		};
	}
};
// packages/client/src/messages/answering.ts
init_src();
init_error();
/** Replies that are kept: whoever asked may have lost one. */
var KEPT$1 = {
	replies: 512,
	length: 1048576
};
/** A handler at work. Most never look at their signal, and in Node making one costs as much as all else here. */
var Run$1 = class {
	stopTimer;
	#controller;
	#isStopped = false;
	constructor(stopTimer) {
		this.stopTimer = stopTimer;
	}
	get signal() {
		this.#controller ??= new AbortController();
		if (this.#isStopped) this.stop();
		return this.#controller.signal;
	}
	/** Nobody waits for the answer any more. */
	stop() {
		this.#isStopped = true;
		this.#controller?.abort(new ParleyError("cancelled", { message: "Cancelled." }));
	}
};
var Answering = class {
	handlers = new Handlers();
	#options;
	/** By id and asker, as the replies are. */
	#running = /* @__PURE__ */ new Map();
	#replies = /* @__PURE__ */ new Map();
	#length = 0;
	/** Replies that the server's rate has turned away. */
	#again = /* @__PURE__ */ new Set();
	constructor(options) {
		const { connection } = options;
		this.#options = options;
		connection.messages.on("message", (message) => this.#hear(message));
		connection.on("changed", (state) => {
			if (state.name === "closed") for (const key of this.#running.keys()) this.#stop(key);
		});
	}
	#hear(message) {
		if (message.t === "query.asked") this.#asked(message);
		if (message.t === "query.cancelled") this.#stop(keyOf(message));
		if (message.t === "error" && message.code === "rate-limited") this.#turnedAway(message.about);
	}
	#asked(asked) {
		const key = keyOf(asked);
		const before = this.#replies.get(key);
		if (before) return void this.#options.connection.send(before);
		if (this.#running.has(key)) return;
		const { id, from, type } = asked;
		const handler = this.handlers.get(type);
		if (!handler) return this.#reply(key, {
			t: "query.fail",
			id,
			to: from,
			code: "no-handler"
		});
		const payload = decodePayload(asked);
		if (!payload.ok) return this.#reply(key, failure(asked, void 0));
		const run = this.#begin(key, asked.timeout);
		const settle = (reply) => {
			if (this.#running.get(key) !== run) return;
			this.#end(key);
			this.#reply(key, reply);
		};
		try {
			const answer = handler({
				id,
				from,
				type,
				payload: payload.value,
				get signal() {
					return run.signal;
				}
			});
			if (!(answer instanceof Promise)) return settle(success(asked, answer));
			answer.then((value) => settle(success(asked, value)), (cause) => settle(failure(asked, cause)));
		} catch (cause) {
			settle(failure(asked, cause));
		}
	}
	#begin(key, timeout) {
		const run = new Run$1(this.#options.platform.after(timeout, () => this.#stop(key)));
		this.#running.set(key, run);
		return run;
	}
	#end(key) {
		const run = this.#running.get(key);
		this.#running.delete(key);
		run?.stopTimer();
		return run;
	}
	#stop(key) {
		this.#end(key)?.stop();
	}
	/** Where there is no line the server asks again when there is one. */
	#reply(key, reply) {
		this.#replies.set(key, reply);
		this.#length += lengthOf(reply);
		for (const [other, oldest] of this.#replies) {
			if (this.#replies.size <= KEPT$1.replies && this.#length <= KEPT$1.length) break;
			this.#replies.delete(other);
			this.#length -= lengthOf(oldest);
		}
		this.#options.connection.send(reply);
	}
	#turnedAway(about) {
		if (about?.t !== "query.answer" && about?.t !== "query.fail") return;
		for (const reply of this.#replies.values()) if (reply.id === about.id) this.#again.add(reply);
		this.#options.pacer.drain();
		this.#options.pacer.wait(this.#sayAgain);
	}
	#sayAgain = () => {
		for (const reply of this.#again) {
			if (!this.#options.pacer.take()) return this.#options.pacer.wait(this.#sayAgain);
			this.#again.delete(reply);
			this.#options.connection.send(reply);
		}
	};
};
/** No id has a space in it. */
function keyOf({ id, from }) {
	return `${id} ${from}`;
}
function success({ id, from: to }, value) {
	const encoded = encodePayload(value);
	if (encoded.ok) return {
		t: "query.answer",
		id,
		to,
		...encoded.value
	};
	return {
		t: "query.fail",
		id,
		to,
		code: "handler-failed",
		reason: `The answer is ${encoded.error}.`
	};
}
/** What else went wrong in a handler is nobody's business but its program's. */
function failure({ id, from: to }, cause) {
	const fail = {
		t: "query.fail",
		id,
		to,
		code: "handler-failed"
	};
	if (!(cause instanceof ParleyError) || cause.code !== "handler-failed") return fail;
	return {
		...fail,
		reason: cause.message.slice(0, LIMITS$1.reasonLength)
	};
}
function lengthOf(reply) {
	return reply.t === "query.answer" ? reply.data.length : 0;
}
// packages/client/src/messages/asking.ts
init_src();
init_error();
var Asking = class {
	#options;
	#open = /* @__PURE__ */ new Map();
	constructor(options) {
		const { connection } = options;
		this.#options = options;
		connection.messages.on("message", (message) => this.#hear(message));
		connection.messages.on("welcome", () => {
			for (const ask of this.#open.values()) ask.isAsked = false;
			this.#pump();
		});
		connection.on("changed", (state) => {
			if (state.name !== "closed") return;
			for (const id of this.#open.keys()) this.#end(id, options.explain(state.code));
		});
	}
	async ask(to, type, payload, options = {}) {
		const { connection, platform, explain } = this.#options;
		const { timeout = this.#options.timeout ?? TIMES$1.query, signal } = options;
		const body = encode(to, type, payload);
		if (!(timeout > 0 && timeout <= TIMES$1.queryMost)) throw new ParleyError("bad-message", { message: `A time-out of ${timeout} ms is not between 1 and 60000.` });
		if (signal?.aborted) throw this.#cancelled(signal);
		if (connection.state.name === "closed") throw explain(connection.state.code);
		const id = mintQueryId();
		return new Promise((resolve, reject) => {
			const stopTimer = platform.after(timeout, () => this.#end(id, explain("timeout")));
			const cancel = () => {
				if (this.#open.get(id)?.isAsked) connection.send({
					t: "query.cancel",
					id
				});
				this.#end(id, this.#cancelled(signal));
			};
			signal?.addEventListener("abort", cancel);
			const settle = (error, answer) => {
				stopTimer();
				signal?.removeEventListener("abort", cancel);
				if (error) reject(error);
				else resolve(answer);
			};
			const message = {
				t: "query.ask",
				id,
				to,
				type,
				...body,
				timeout
			};
			this.#open.set(id, {
				message,
				until: platform.now() + timeout,
				isAsked: false,
				settle
			});
			this.#pump();
		});
	}
	#pump = () => {
		const { connection, pacer, platform } = this.#options;
		let asked = 0;
		let length = 0;
		for (const ask of this.#open.values()) {
			const { message, until } = ask;
			if (asked >= LIMITS$1.queriesFrom || length >= LIMITS$1.queryLengthFrom) return;
			asked += 1;
			length += message.data.length;
			if (ask.isAsked) continue;
			if (!pacer.take()) return pacer.wait(this.#pump);
			const timeout = Math.max(1, Math.ceil(until - platform.now()));
			if (!connection.send({
				...message,
				timeout
			})) return;
			ask.isAsked = true;
		}
	};
	#hear(message) {
		const { explain } = this.#options;
		if (message.t === "query.answered") {
			const answer = decodePayload(message);
			if (answer.ok) this.#end(message.id, void 0, answer.value);
			else this.#end(message.id, explain("bad-message"));
		}
		if (message.t === "query.failed") this.#end(message.id, errorOf(explain, message.code, message.reason));
		if (message.t !== "error" || message.about?.t !== "query.ask") return;
		const id = message.about.id;
		const ask = this.#open.get(id);
		if (!ask || message.code !== "rate-limited") return this.#end(id, errorOf(explain, message.code));
		const { pacer } = this.#options;
		ask.isAsked = false;
		pacer.drain();
		pacer.wait(this.#pump);
	}
	#end(id, error, answer) {
		const ask = this.#open.get(id);
		if (!ask) return;
		this.#open.delete(id);
		ask.settle(error, answer);
		this.#pump();
	}
	#cancelled(signal) {
		return this.#options.explain("cancelled", { cause: signal?.reason });
	}
};
// packages/client/src/messages/seen.ts
/** More than can be on the way to one account, and so come again, when a server is restarted. */
var KEPT = 4096;
var Seen = class {
	#ids = /* @__PURE__ */ new Set();
	/** Whether it comes for the first time among the last ones. */
	isNew(id) {
		if (this.#ids.has(id)) return false;
		this.#ids.add(id);
		if (this.#ids.size > KEPT) for (const oldest of this.#ids) return this.#ids.delete(oldest);
		return true;
	}
};
// packages/client/src/messages/messages.ts
init_src();
init_events();
var Messages = class {
	#connection;
	#delivery;
	#explain;
	#waiting = /* @__PURE__ */ new Map();
	#seen = new Seen();
	#handlers = new Handlers();
	#asking;
	#answering;
	constructor(options) {
		const { connection, delivery, explain } = options;
		this.#asking = new Asking(options);
		this.#answering = new Answering(options);
		this.#connection = connection;
		this.#delivery = delivery;
		this.#explain = explain;
		connection.messages.on("message", (message) => {
			if (message.t === "message.received") this.#received(message);
		});
		connection.on("changed", () => this.#giveUp());
		delivery.on("delivered", (id) => this.#take(id)?.resolve());
		delivery.on("failed", ({ id, code }) => this.#take(id)?.reject(errorOf(this.#explain, code)));
	}
	async send(to, type, payload) {
		const body = encode(to, type, payload);
		const id = mintTextId();
		await new Promise((resolve, reject) => {
			this.#waiting.set(id, {
				resolve,
				reject
			});
			if (!this.#giveUp()) this.#delivery.send({
				t: "message.send",
				id,
				to,
				type,
				...body
			});
		});
	}
	handle(type, handler) {
		return this.#handlers.add(type, handler);
	}
	handleOther(handler) {
		return this.#handlers.addOther(handler);
	}
	/** Answers what the program's own map says, which nobody here knows. */
	query(to, type, ask, options) {
		return this.#asking.ask(to, type, ask, options);
	}
	answer(type, handler) {
		return this.#answering.handlers.add(type, handler);
	}
	#received({ id, from, type, at, data, bytes }) {
		if (!this.#seen.isNew(id)) return;
		const handler = this.#handlers.get(type);
		const payload = decodePayload({
			data,
			bytes
		});
		if (!handler || !payload.ok) return;
		try {
			handler({
				id,
				from,
				type,
				payload: payload.value,
				at
			});
		} catch (cause) {
			report(cause);
		}
	}
	#take(id) {
		const waiting = this.#waiting.get(id);
		this.#waiting.delete(id);
		return waiting;
	}
	/** Where the connection is over for good, nothing is told any more of what was sent. */
	#giveUp() {
		const { state } = this.#connection;
		if (state.name !== "closed") return false;
		for (const { reject } of this.#waiting.values()) reject(this.#explain(state.code));
		this.#waiting.clear();
		return true;
	}
};
// packages/client/src/presence/presence.ts
init_events();
function createPresence(options) {
	const { connection, user } = options;
	const events = new Emitter();
	const online = /* @__PURE__ */ new Set();
	function apply(came, went) {
		const change = {
			online: [],
			offline: []
		};
		for (const id of went) if (online.delete(id)) change.offline.push(id);
		for (const id of came) {
			if (id === user || online.has(id)) continue;
			online.add(id);
			change.online.push(id);
		}
		if (change.online.length + change.offline.length === 0) return;
		events.emit("changed", change);
		for (const id of change.offline) events.emit("went", id);
		for (const id of change.online) events.emit("came", id);
	}
	connection.messages.on("message", (message) => {
		if (message.t === "presence.update") apply(message.online, message.offline);
		if (message.t === "presence.snapshot") {
			const now = new Set(message.online);
			apply(message.online, [...online].filter((id) => !now.has(id)));
		}
	});
	return {
		online,
		on: (type, listener) => events.on(type, listener)
	};
}
// packages/client/src/explain.ts
var explain_exports = /* @__PURE__ */ __exportAll({ explain: () => explain });
/** The error of a code, with its sentence where nothing says more. */
function explain(code, options = {}) {
	return new ParleyError(code, {
		message: SENTENCES[code],
		...options
	});
}
var SENTENCES;
var init_explain = __esmMin((() => {
	init_error();
	SENTENCES = {
		"bad-message": "This is not what the server, or the other program, can take: mend the program.",
		"unknown-message": "The server does not know this request: use the SDK of that server.",
		"too-large": "This is more than the server or its receiver takes: send less, or send it by blobs.",
		"rate-limited": "Too many requests: wait a moment, then try again.",
		"not-delivered": "It was not delivered, or nobody knows: send it again when they are online.",
		"id-reused": "The id was used for something else before.",
		"no-such-call": "The call is over, or was never there.",
		"not-online": "They are not online: try again when they come.",
		"no-handler": "Nothing there handles this type: check the type, and whom it is sent to.",
		"handler-failed": "What handles it there failed: see that program's log.",
		cancelled: "It was cancelled.",
		"no-such-transfer": "The transfer was accepted before, or has ended.",
		"accepted-elsewhere": "Another device of this account takes the transfer.",
		interrupted: "The way between the two devices was lost for too long: offer it again.",
		misbehaved: "The other's program does not keep to the protocol of transfers.",
		declined: "The other does not want the transfer.",
		"quota-exceeded": "This account has sent as much as it may for now: wait, or ask the operator for more.",
		damaged: "What arrived is not what was sent: send it again.",
		"sink-failed": "The receiver could not write it: see the cause on that side, then send it again.",
		"source-failed": "It could not be read, or was not as long as it said: see the cause, then send it again.",
		forbidden: "The operator does not allow it on this server.",
		"token-invalid": "The token has ended, was used, or is not for this server: get a new one; the server's log says why.",
		"provider-unreachable": "The server cannot ask its OpenID provider: try again later.",
		"provider-refused": "The OpenID provider does not say who this is: begin at the sign-in page again.",
		"already-in-call": "This device is in a call: end that one first.",
		"not-signed-in": "Nobody is signed in: sign in first.",
		"foreign-origin": "The server does not allow this page's origin: name it to the server by --origin.",
		"https-required": "The server has HTTPS: use its https:// address.",
		"certificate-untrusted": "The server's certificate is not trusted: give the authority's certificate as `ca`.",
		"wrong-password": "The password is wrong, or there is no such account and registration is closed.",
		"account-invalid": "An account is 1 to 32 letters, digits, \".\", \"_\" or \"-\" of one alphabet, or fewer where the server says so.",
		"password-invalid": "A password has 8 to 1,024 bytes.",
		"account-banned": "The operator has banned this account.",
		"account-taken": "The name belongs to somebody who signs in by another way: sign in by that, or take another name.",
		"too-many-attempts": "Too many attempts to sign in: wait, then try again.",
		"server-full": "The server has as many accounts as it may: tell its operator.",
		"server-busy": "The server is busy: try again in some seconds.",
		"disk-full": "There is no room left on the disk there: make room.",
		"unsupported-version": "The server speaks another version: reload the page, or install the SDK of that server.",
		displaced: "The account has signed in elsewhere.",
		"signed-out": "The sign-in has ended: sign in again.",
		offline: "The server cannot be reached: check the address and the network.",
		timeout: "There was no answer in time: allow more, or ask again.",
		"media-unavailable": "This device cannot make calls: use another browser, or in Node give `media`.",
		closed: "This connection was closed: connect again.",
		internal: "The server failed, or is no Parley server: check the address, then its log."
	};
}));
// packages/client/src/session-requests.ts
init_dist();
init_src();
init_error();
async function signOutBy(send, { server = "", token }) {
	await request$2(send, server, {
		method: "DELETE",
		...carrying(token)
	});
}
function carrying(token) {
	return token === void 0 ? {} : {
		headers: { authorization: `Bearer ${token}` },
		credentials: "omit"
	};
}
async function request$2(send, server, init) {
	const response = await send(`${server}/api/session`, init).catch((cause) => {
		if (cause instanceof ParleyError) throw cause;
		if (init.signal?.aborted) throw new ParleyError("cancelled", {
			message: "Cancelled.",
			cause
		});
		throw new ParleyError("offline", {
			message: "The server cannot be reached.",
			cause
		});
	});
	const body = response.status === 204 ? {} : await response.json().catch(() => void 0);
	if (response.ok) {
		const answer = /* @__PURE__ */ safeParse(signInResponse, body);
		if (answer.success) return answer.output;
	}
	throw await refusal(body);
}
/** What is no word of Parley's is `internal`. */
async function refusal(body) {
	const make = await Promise.resolve().then(() => (init_explain(), explain_exports)).then(({ explain }) => explain, () => (code, options) => new ParleyError(code, options));
	const parsed = /* @__PURE__ */ safeParse(errorResponse, body);
	if (!parsed.success || !isErrorCode(parsed.output.error)) return make("internal");
	const { error, retryAfter } = parsed.output;
	return make(error, { retryAfter });
}
// packages/client/src/sign-in.ts
/** Ends the sign-in that the cookie, or `token`, stands for. Rejects like `signIn`. */
function signOut(at = {}) {
	return signOutBy(fetch, at);
}
// packages/client/src/media/problem-kind.ts
function problemKind(cause, known = {}) {
	switch (errorName(cause)) {
		case "NotFoundError":
		case "DevicesNotFoundError":
		case "OverconstrainedError":
		case "ConstraintNotSatisfiedError": return known.listed ? "system" : "missing";
		case "NotAllowedError":
		case "PermissionDeniedError":
		case "PermissionDismissedError": return refusalKind(cause, known);
		case "SecurityError": return "forbidden";
		case "NotReadableError":
		case "TrackStartError":
		case "AbortError": return "in-use";
		default: return "failed";
	}
}
/** Whether asking for less may help. */
function wantsTooMuch(cause) {
	return /^(Overconstrained|ConstraintNotSatisfied)Error$/.test(errorName(cause));
}
function isRefusal$1(cause) {
	return /^(NotAllowed|PermissionDenied|PermissionDismissed)Error$/.test(errorName(cause));
}
function refusalKind(cause, { permission, forbidden }) {
	const message = cause instanceof Error ? cause.message : "";
	if (forbidden) return "forbidden";
	if (/by system/i.test(message) || permission === "granted") return "system";
	if (/dismissed/i.test(message + errorName(cause)) || permission === "prompt") return "dismissed";
	return "denied";
}
function errorName(cause) {
	return cause instanceof Error ? cause.name : "";
}
var init_problem_kind = __esmMin((() => {}));
// packages/client/src/media/capture.ts
/** Opens what is asked for, in one request, so that the browser shows one prompt. `from`: the one device it must be. */
async function captureInputs(source, wanted, from) {
	const exactly = from === void 0 ? {} : { deviceId: { exact: from } };
	const ask = async (microphone, camera) => {
		try {
			return { tracks: (await source.getUserMedia({
				...wanted.includes("microphone") ? { audio: {
					...microphone,
					...exactly
				} } : {},
				...wanted.includes("camera") ? { video: {
					...camera,
					...exactly
				} } : {}
			})).getTracks() };
		} catch (cause) {
			return { cause };
		}
	};
	const first = await ask(MICROPHONE, CAMERA);
	return "cause" in first && wantsTooMuch(first.cause) && from === void 0 ? ask({}, {}) : first;
}
/** Asks for a screen or window. Must be called from a click. */
async function captureScreen(source) {
	try {
		const tracks = (await source.getDisplayMedia({
			video: { frameRate: { ideal: 15 } },
			audio: false
		})).getVideoTracks();
		for (const track of tracks) track.contentHint = "detail";
		return { tracks };
	} catch (cause) {
		return { cause };
	}
}
function inputOf(track) {
	return track.kind === "audio" ? "microphone" : "camera";
}
var CAMERA_SIZE, CAMERA, MICROPHONE;
var init_capture = __esmMin((() => {
	init_problem_kind();
	CAMERA_SIZE = {
		width: 1280,
		height: 720
	};
	CAMERA = {
		width: { ideal: CAMERA_SIZE.width },
		height: { ideal: CAMERA_SIZE.height },
		frameRate: { ideal: 30 }
	};
	MICROPHONE = {
		echoCancellation: true,
		noiseSuppression: true,
		autoGainControl: true
	};
}));
// packages/client/src/media/device-changes.ts
function changesOf(before, now) {
	return Object.keys(KINDS$1).flatMap((kind) => {
		const [old, there] = [before, now].map((list) => list.filter((one) => one.kind === kind));
		if (!old || !there || [...old, ...there].some(({ deviceId }) => deviceId === "")) return [];
		return [...without(there, old).map(({ label }) => ({
			change: "added",
			kind: KINDS$1[kind],
			label
		})), ...without(old, there).map(({ label }) => ({
			change: "removed",
			kind: KINDS$1[kind],
			label
		}))];
	});
}
function without(list, others) {
	const known = /* @__PURE__ */ new Set([...STAND_INS, ...others.map(({ deviceId }) => deviceId)]);
	return list.filter(({ deviceId }) => !known.has(deviceId));
}
var KINDS$1, STAND_INS;
var init_device_changes = __esmMin((() => {
	KINDS$1 = {
		audioinput: "microphone",
		videoinput: "camera",
		audiooutput: "speaker"
	};
	STAND_INS = ["default", "communications"];
}));
// packages/client/src/media/device-choice.ts
function devicesFor(input, list) {
	return list.filter((device) => device.kind === KINDS[input]);
}
/** After a change of the devices that are there. */
function stepFor(view, list) {
	const there = devicesFor(view.input, list);
	if (view.open && there.length === 0 && view.seen.length > 0) return { name: "drop" };
	if (view.open) return stepForOpen(view.open, view.lost, there);
	if (!view.wanted || view.problem === void 0 || !isMended(view.problem, "plugged-in")) return STAY;
	return there.some(({ deviceId }) => !view.tried.includes(deviceId)) ? { name: "open" } : STAY;
}
function stepForOpen(open, lost, there) {
	if (open.deviceId === "default") {
		const group = there.find(({ deviceId }) => deviceId === DEFAULT)?.groupId;
		return group && open.groupId && group !== open.groupId ? {
			name: "switch",
			to: DEFAULT
		} : STAY;
	}
	return lost && lost !== open.deviceId && there.some(({ deviceId }) => deviceId === lost) ? {
		name: "switch",
		to: lost
	} : STAY;
}
/** Whether a device with this problem is worth another try that nobody asked for: one that shows no prompt. */
function isMended(problem, occasion) {
	switch (occasion) {
		case "plugged-in": return [
			"missing",
			"unplugged",
			"in-use",
			"failed",
			"system"
		].includes(problem);
		case "allowed": return [
			"denied",
			"dismissed",
			"system",
			"failed"
		].includes(problem);
		case "woken": return ["in-use", "system"].includes(problem);
		default: return occasion;
	}
}
var DEFAULT, STAY, KINDS;
var init_device_choice = __esmMin((() => {
	DEFAULT = "default";
	STAY = { name: "stay" };
	KINDS = {
		microphone: "audioinput",
		camera: "videoinput"
	};
}));
// packages/client/src/media/device-watch.ts
var SETTLED, LOOKS$2, DeviceWatch;
var init_device_watch = __esmMin((() => {
	SETTLED = 500;
	LOOKS$2 = 3e3;
	DeviceWatch = class {
		#options;
		#cancelSettled;
		#cancelLook;
		#closed = false;
		constructor(options) {
			this.#options = options;
			options.source.addEventListener?.("devicechange", this.#hear);
		}
		/** `undefined` where the browser does not tell. */
		async list() {
			return this.#options.source.enumerateDevices?.().catch(() => void 0);
		}
		async look() {
			const list = await this.list();
			if (this.#closed) return;
			if (list) this.#options.changed(list);
			this.wait();
		}
		/** To be called whenever `waits` may have become true. */
		wait() {
			if (this.#closed || this.#cancelLook || !this.#options.waits()) return;
			this.#cancelLook = this.#options.platform.after(LOOKS$2, () => {
				this.#cancelLook = void 0;
				this.look();
			});
		}
		close() {
			this.#closed = true;
			this.#options.source.removeEventListener?.("devicechange", this.#hear);
			this.#cancelSettled?.();
			this.#cancelLook?.();
		}
		#hear = () => {
			this.#cancelSettled ??= this.#options.platform.after(SETTLED, () => {
				this.#cancelSettled = void 0;
				this.look();
			});
		};
	};
}));
// packages/client/src/media/local-input.ts
function withoutTrying({ device, kind, name }) {
	return {
		device,
		kind,
		...name === void 0 ? {} : { name }
	};
}
var FLEETING, MUTED, LocalInput;
var init_local_input = __esmMin((() => {
	init_device_choice();
	FLEETING = 1e3;
	MUTED = 1500;
	LocalInput = class {
		input;
		#options;
		#wanted = false;
		/** A track of the program's stands for it: nothing is open meanwhile, and nothing is wrong. */
		#replaced = false;
		#closed = false;
		#track;
		#openedAt = 0;
		#problem;
		#opening = false;
		/** Devices that were there at the last look, and those of them that it is of no use to try. */
		#seen = [];
		#tried = [];
		/** The group of the default device that is open, or that could not be changed to. */
		#group = "";
		#lost;
		#muted = false;
		#cancelMuted;
		constructor(options) {
			this.input = options.input;
			this.#options = options;
		}
		get wanted() {
			return this.#wanted;
		}
		get track() {
			return this.#track;
		}
		get problem() {
			return this.#problem;
		}
		/** Whether it was unplugged. Browsers may list it for a moment still. */
		get isLost() {
			return this.#lost !== void 0;
		}
		/** Whether the other can hear or see by it. */
		get isOn() {
			return this.#wanted && this.#track !== void 0 && !this.#muted;
		}
		get needsOpening() {
			return this.#awaitsTrack && !this.#problem && !this.#opening;
		}
		/** Whether it is wanted and being opened, or about to be. */
		get isComing() {
			return this.#awaitsTrack && !this.#problem;
		}
		get #awaitsTrack() {
			return this.#wanted && !this.#replaced && !this.#track;
		}
		/** A muted microphone stays open, so that unmuting is instant; a camera that is off is closed, light and all. */
		want(on) {
			if (this.#closed) return;
			if (on !== this.#wanted) {
				this.#wanted = on;
				this.#lost = void 0;
				this.#problem = void 0;
				if (on && this.#muted) this.#say("muted");
			}
			if (this.#track && this.input === "microphone") this.#track.enabled = on;
			if (!on && this.input === "camera") this.#drop();
		}
		/** Makes way for a track of the program's, or comes back. */
		replace(on) {
			if (on === this.#replaced) return;
			this.#replaced = on;
			this.#problem = void 0;
			this.#lost = void 0;
			if (on) this.#drop();
		}
		close() {
			this.#closed = true;
			this.#wanted = false;
			this.#drop();
		}
		/** Makes room for another try. False where there is nothing to try, or it is being tried. */
		retry() {
			if (!this.#wanted || !this.#problem || this.#problem.kind === "switched" || this.#opening) return false;
			this.#problem = {
				...this.#problem,
				trying: true
			};
			return true;
		}
		began() {
			this.#opening = true;
		}
		/** The browser has been busy for long, and not with the device: a person is to answer. */
		asks() {
			if (this.#opening && this.#awaitsTrack) this.#say("asking");
		}
		/** It is open. Whatever was open before is closed, once `changed` was told of the new one. */
		took(track, changed) {
			this.#opening = false;
			if (this.#closed || this.#replaced || this.input === "camera" && !this.#wanted) return track.stop();
			const before = this.#track;
			this.#track = track;
			this.#openedAt = this.#options.platform.now();
			this.#group = track.getSettings().groupId ?? "";
			if (this.input === "microphone") track.enabled = this.#wanted;
			this.#problem = this.#switched(track);
			this.#listen(track);
			changed();
			before?.stop();
		}
		/** It could not be had. `list`: what was there then. */
		failed(kind, list) {
			this.#opening = false;
			this.#seen = devicesFor(this.input, list).map(({ deviceId }) => deviceId);
			if (this.#track) {
				if (this.#problem) this.#problem = withoutTrying(this.#problem);
				return;
			}
			this.#problem = void 0;
			if (!this.#awaitsTrack) return;
			this.#tried = kind === "missing" ? [] : this.#seen;
			this.#say(kind === "missing" && this.#lost ? "unplugged" : kind);
		}
		/** To ask anew, apart from the other. */
		release() {
			this.#opening = false;
			if (this.#problem?.kind === "asking") this.#problem = void 0;
		}
		/** What to do now that these devices are there. Each change is answered once. */
		see(list) {
			if (this.#opening) return { name: "stay" };
			const step = stepFor(this.#view, list);
			if (step.name === "drop" && this.#track) this.#ended(this.#track);
			const there = devicesFor(this.input, list);
			this.#seen = there.map(({ deviceId }) => deviceId);
			this.#tried = this.#tried.filter((id) => this.#seen.includes(id));
			if (step.name !== "switch") return step;
			if (step.to === "default") this.#group = there.find((one) => one.deviceId === "default")?.groupId ?? "";
			else this.#lost = void 0;
			return step;
		}
		get #view() {
			const deviceId = this.#track?.getSettings().deviceId ?? "";
			return {
				input: this.input,
				wanted: this.#wanted,
				open: this.#track && {
					deviceId,
					groupId: this.#group
				},
				problem: this.#problem?.kind,
				seen: this.#seen,
				tried: this.#tried,
				lost: this.#lost?.id
			};
		}
		#say(kind) {
			this.#problem = {
				device: this.input,
				kind
			};
		}
		/** Another device stands in for the one that was unplugged: which, is told once. */
		#switched({ label }) {
			if (!this.#wanted || !this.#lost || label === "" || label === this.#lost.label) return void 0;
			return {
				device: this.input,
				kind: "switched",
				name: label
			};
		}
		#listen(track) {
			track.addEventListener("ended", () => this.#ended(track), { once: true });
			track.addEventListener("mute", () => this.#mutedByOthers(track));
			track.addEventListener("unmute", () => this.#mutedByOthers(track));
			this.#muted = false;
			this.#mutedByOthers(track);
		}
		#ended(track) {
			if (this.#track !== track) return;
			this.#lost ??= {
				id: track.getSettings().deviceId ?? "",
				label: track.label
			};
			this.#drop();
			this.#problem = void 0;
			if (this.#wanted && this.#options.platform.now() - this.#openedAt < FLEETING) {
				this.#tried = this.#seen;
				this.#say("unplugged");
			}
			this.#options.changed();
		}
		#mutedByOthers(track) {
			if (this.#track !== track) return;
			this.#cancelMuted?.();
			this.#cancelMuted = void 0;
			if (track.muted) this.#cancelMuted = this.#options.platform.after(MUTED, () => this.#setMuted(true));
			else if (this.#muted) this.#setMuted(false);
		}
		#setMuted(muted) {
			this.#muted = muted;
			if (muted && this.#wanted) this.#say("muted");
			else if (this.#problem?.kind === "muted") this.#problem = void 0;
			this.#options.changed();
		}
		#drop() {
			this.#cancelMuted?.();
			this.#cancelMuted = void 0;
			this.#muted = false;
			this.#track?.stop();
			this.#track = void 0;
		}
	};
}));
// packages/client/src/media/local-screen.ts
function problemOf(captured) {
	if (!captured) return {
		device: "screen",
		kind: "insecure"
	};
	return {
		device: "screen",
		kind: "cause" in captured ? problemKind(captured.cause) : "failed"
	};
}
var LocalScreen;
var init_local_screen = __esmMin((() => {
	init_capture();
	init_problem_kind();
	LocalScreen = class {
		#options;
		#wanted = false;
		#opening = false;
		#track;
		#problem;
		constructor(options) {
			this.#options = options;
		}
		get track() {
			return this.#track;
		}
		get problem() {
			return this.#problem;
		}
		want(on) {
			if (on !== this.#wanted) this.#problem = void 0;
			this.#wanted = on;
			if (on) this.#open();
			else this.#drop();
		}
		async #open() {
			const { source, changed } = this.#options;
			if (this.#opening || this.#track) return;
			this.#opening = true;
			const captured = source ? await captureScreen(source) : void 0;
			this.#opening = false;
			if (captured && "tracks" in captured) for (const track of captured.tracks) this.#take(track);
			if (!this.#track && this.#wanted) this.#problem = problemOf(captured);
			if (!this.#track) this.#wanted = false;
			changed();
		}
		#take(track) {
			if (!this.#wanted || this.#track) return track.stop();
			this.#track = track;
			const ended = () => {
				if (this.#track !== track) return;
				this.#drop();
				this.#options.changed();
			};
			track.addEventListener("ended", ended, { once: true });
		}
		#drop() {
			this.#wanted = false;
			this.#track?.stop();
			this.#track = void 0;
		}
	};
}));
// packages/client/src/media/own-tracks.ts
var LOOKS$1, EVENTS, OwnTracks;
var init_own_tracks = __esmMin((() => {
	init_local_input();
	LOOKS$1 = 1e3;
	EVENTS = [
		"ended",
		"mute",
		"unmute"
	];
	OwnTracks = class {
		#options;
		#held = /* @__PURE__ */ new Map();
		#cancelLook;
		constructor(options) {
			this.#options = options;
		}
		has(device) {
			return this.#held.has(device);
		}
		/** Nothing once it has ended. */
		track(device) {
			const track = this.#held.get(device)?.track;
			return track?.readyState === "live" ? track : void 0;
		}
		/** Whether the other can hear or see by it. */
		flows(device) {
			return this.track(device) !== void 0 && this.#held.get(device)?.isMuted === false;
		}
		use(device, track) {
			const before = this.#held.get(device);
			if (before?.track === track) return;
			if (before) this.#release(before);
			this.#held.delete(device);
			if (track) this.#hold(device, track);
		}
		close() {
			for (const held of this.#held.values()) this.#release(held);
			this.#held.clear();
			this.#cancelLook?.();
			this.#cancelLook = void 0;
		}
		#hold(device, track) {
			const held = {
				track,
				isLive: track.readyState === "live",
				isMuted: track.muted,
				cancelMuted: void 0,
				look: () => this.#look(held)
			};
			this.#held.set(device, held);
			for (const event of EVENTS) track.addEventListener(event, held.look);
			this.#lookSoon();
		}
		#release({ track, look, cancelMuted }) {
			for (const event of EVENTS) track.removeEventListener(event, look);
			cancelMuted?.();
		}
		#lookSoon() {
			if (this.#cancelLook || ![...this.#held.values()].some(({ isLive }) => isLive)) return;
			this.#cancelLook = this.#options.platform.after(LOOKS$1, () => {
				this.#cancelLook = void 0;
				for (const held of this.#held.values()) this.#look(held);
				this.#lookSoon();
			});
		}
		#look(held) {
			const isLive = held.track.readyState === "live";
			if (isLive !== held.isLive) {
				held.isLive = isLive;
				this.#options.changed();
			}
			if (!held.track.muted) {
				held.cancelMuted?.();
				held.cancelMuted = void 0;
				this.#setMuted(held, false);
			} else if (!held.isMuted) held.cancelMuted ??= this.#options.platform.after(MUTED, () => this.#setMuted(held, true));
		}
		#setMuted(held, isMuted) {
			if (held.isMuted === isMuted) return;
			held.isMuted = isMuted;
			this.#options.changed();
		}
	};
}));
// packages/client/src/media/local-media.ts
var ASKING, LocalMedia;
var init_local_media = __esmMin((() => {
	init_capture();
	init_device_changes();
	init_device_choice();
	init_device_watch();
	init_local_input();
	init_local_screen();
	init_own_tracks();
	init_problem_kind();
	ASKING = 2500;
	LocalMedia = class {
		#options;
		#inputs;
		#stops = /* @__PURE__ */ new Set();
		#watch;
		/** The devices that were there at the last look. */
		#listed;
		#picture;
		#screen;
		#own;
		/** Of a screen that is the program's; the captured one knows of itself. */
		#ownScreenWanted = false;
		#closed = false;
		constructor(options) {
			const { platform, source } = options;
			this.#options = options;
			this.#screen = new LocalScreen({
				source,
				changed: () => this.#show()
			});
			this.#own = new OwnTracks({
				platform,
				changed: () => this.#show()
			});
			const make = (input) => new LocalInput({
				input,
				platform,
				changed: () => this.#inputChanged()
			});
			this.#inputs = {
				microphone: make("microphone"),
				camera: make("camera")
			};
		}
		get picture() {
			return this.#picture;
		}
		get status() {
			return {
				microphone: this.#isOn("microphone"),
				camera: this.#isOn("camera"),
				screen: this.#isOn("screen")
			};
		}
		get problems() {
			const { microphone, camera } = this.#inputs;
			return [
				microphone.problem,
				camera.problem,
				this.#screen.problem
			].filter((one) => one !== void 0);
		}
		get tracks() {
			const [microphone, camera, screen] = [
				"microphone",
				"camera",
				"screen"
			].map((device) => this.track(device));
			return {
				...microphone && { microphone },
				...camera && { camera },
				...screen && { screen }
			};
		}
		/** What is to be sent of this device; an own track that is turned off is not. */
		track(device) {
			if (this.#own.has(device)) return this.#wants(device) ? this.#own.track(device) : void 0;
			return device === "screen" ? this.#screen.track : this.#inputs[device].track;
		}
		/** Whether a track of it is about to be there. */
		isComing(input) {
			return this.#inputs[input].isComing;
		}
		/** Puts a track of the program's in place of a device, or takes it away again; what is wanted stays as it is. */
		use(device, track) {
			if (this.#closed) return;
			this.#own.use(device, track);
			if (device === "screen") {
				if (track) this.#screen.want(false);
				else this.#ownScreenWanted = false;
			} else this.#inputs[device].replace(track !== void 0);
			this.#openMissing();
			this.#show();
		}
		/** The call is accepted: what a person brings into it, and the screen that the program gave. */
		begin(media) {
			const screen = this.#own.has("screen") && { screen: true };
			this.want({
				microphone: true,
				camera: media === "video",
				...screen
			});
		}
		/**
		* What is to be open from now on. Wanting again what has a problem tries it again. A screen must be wanted from within a
		* click.
		*/
		want(change) {
			if (this.#closed) return;
			this.#begin();
			for (const input of this.#all) {
				const on = change[input.input];
				if (on && input.wanted) this.#retry(input);
				if (on !== void 0) input.want(on);
			}
			if (change.screen !== void 0) this.#wantScreen(change.screen);
			this.#openMissing();
			this.#show();
		}
		/** Tries again what has a problem and is still wanted. */
		retry(device) {
			if (this.#closed || device === "screen") return;
			this.#retry(this.#inputs[device]);
			this.#show();
		}
		/** The person is back at the page, where closing another program or allowing a device may have helped. */
		woken() {
			for (const input of this.#all) this.#retryOn("woken", input);
		}
		/** Stops everything at once; whatever is still being opened is stopped when it comes. */
		close() {
			this.#closed = true;
			for (const input of this.#all) input.close();
			this.#screen.want(false);
			this.#own.close();
			this.#picture = void 0;
			this.#watch?.close();
			for (const stop of this.#stops) stop();
		}
		get #all() {
			return [this.#inputs.microphone, this.#inputs.camera];
		}
		#wants(device) {
			return device === "screen" ? this.#ownScreenWanted : this.#inputs[device].wanted;
		}
		#isOn(device) {
			if (this.#own.has(device)) return this.#wants(device) && this.#own.flows(device);
			return device === "screen" ? this.#screen.track !== void 0 : this.#inputs[device].isOn;
		}
		#wantScreen(on) {
			if (this.#own.has("screen")) this.#ownScreenWanted = on;
			else this.#screen.want(on);
		}
		/** Devices are watched from the first wish on: before, nothing is asked of the browser. */
		#begin() {
			const { source, platform, permissions } = this.#options;
			if (this.#watch || !source) return;
			this.#watch = new DeviceWatch({
				source,
				platform,
				waits: () => this.#all.some(({ problem }) => /^(missing|unplugged)$/.test(problem?.kind ?? "")),
				changed: (list) => this.#see(list)
			});
			this.#stops.add(permissions.onAllowed((input) => this.#retryOn("allowed", this.#inputs[input])));
		}
		#see(list) {
			if (this.#listed) for (const change of changesOf(this.#listed, list)) this.#options.devicesChanged(change);
			this.#listed = list;
			for (const input of this.#all) {
				const step = input.see(list);
				if (step.name === "open") this.#retry(input);
				if (step.name === "switch") this.#open([input], step.to);
			}
			this.#show();
		}
		#retryOn(occasion, input) {
			if (this.#closed || input.track || !input.problem || !isMended(input.problem.kind, occasion)) return;
			this.#retry(input);
			this.#show();
		}
		#retry(input) {
			if (input.retry()) this.#open([input]);
		}
		#openMissing() {
			const missing = this.#all.filter((input) => input.needsOpening);
			if (missing.length > 0) this.#open(missing);
		}
		/** Together, so that the browser shows one prompt. */
		async #open(inputs, from) {
			const { source } = this.#options;
			if (!source) {
				for (const input of inputs) input.failed("insecure", []);
				return;
			}
			for (const input of inputs) input.began();
			const stopAsking = this.#askSoon(inputs);
			const captured = await captureInputs(source, inputs.map(({ input }) => input), from);
			stopAsking();
			if ("tracks" in captured) {
				for (const track of captured.tracks) this.#inputs[inputOf(track)].took(track, () => this.#show());
				this.#inputChanged();
				return this.#watch?.look();
			}
			const [only, ...rest] = inputs;
			if (only && rest.length === 0) await this.#refused(only, captured.cause);
			else await this.#refusedTogether(inputs, captured.cause);
			this.#inputChanged();
		}
		/** Which of them could not be had? A missing camera must not cost the voice. */
		async #refusedTogether(inputs, cause) {
			const states = await Promise.all(inputs.map(({ input }) => this.#options.permissions.state(input)));
			const putAside = isRefusal$1(cause) && states.every((state) => state === "prompt");
			for (const input of inputs) if (putAside) await this.#refused(input, cause);
			else input.release();
			for (const input of inputs) if (!this.#closed && input.needsOpening) this.#open([input]);
		}
		async #refused(input, cause) {
			const { permissions } = this.#options;
			const [permission, list = []] = await Promise.all([permissions.state(input.input), this.#watch?.list()]);
			const listed = devicesFor(input.input, list).length > 0 && !input.isLost;
			const forbidden = permissions.forbids(input.input);
			input.failed(problemKind(cause, {
				permission,
				forbidden,
				listed
			}), list);
		}
		#askSoon(inputs) {
			const ask = async () => {
				for (const input of inputs) if (await this.#options.permissions.state(input.input) !== "granted") input.asks();
				this.#show();
			};
			const stop = this.#options.platform.after(ASKING, () => void ask());
			this.#stops.add(stop);
			return () => {
				stop();
				this.#stops.delete(stop);
			};
		}
		#inputChanged() {
			if (this.#closed) return;
			this.#openMissing();
			this.#show();
		}
		#show() {
			if (this.#closed) return;
			const track = this.track("camera");
			if (this.#picture?.getTracks()[0] !== track) this.#picture = track && this.#options.makeStream([track]);
			this.#watch?.wait();
			this.#options.changed();
		}
	};
}));
// packages/client/src/media/permissions.ts
function browserPermissions() {
	const query = async (input) => {
		try {
			return await globalThis.navigator?.permissions?.query({ name: input });
		} catch {
			return;
		}
	};
	return {
		state: async (input) => (await query(input))?.state,
		forbids: (input) => {
			const policy = globalThis.document && Reflect.get(document, "featurePolicy");
			return isPolicy(policy) && !policy.allowsFeature(input);
		},
		onAllowed(fn) {
			const scope = new AbortController();
			const watch = async (input) => {
				const status = await query(input);
				const changed = () => {
					if (status?.state === "granted") fn(input);
				};
				if (!scope.signal.aborted) status?.addEventListener("change", changed, { signal: scope.signal });
			};
			for (const input of INPUTS) watch(input);
			return () => scope.abort();
		}
	};
}
/** Chromium alone has it. */
function isPolicy(value) {
	return typeof value === "object" && value !== null && "allowsFeature" in value;
}
var INPUTS;
var init_permissions = __esmMin((() => {
	INPUTS = ["microphone", "camera"];
}));
// packages/client/src/media/warm-up.ts
/** `undefined` where there is no canvas that could be captured: the call then merely starts cold. */
function createWarmUp({ width, height }) {
	if (!("document" in globalThis)) return void 0;
	const canvas = document.createElement("canvas");
	canvas.width = width;
	canvas.height = height;
	const context = canvas.getContext("2d", {
		alpha: false,
		willReadFrequently: true
	});
	if (!context || typeof canvas.captureStream !== "function") return void 0;
	const paint = () => context.fillRect(0, 0, canvas.width, canvas.height);
	paint();
	const [track] = canvas.captureStream(1e3 / FRAME_INTERVAL).getVideoTracks();
	if (!track) return void 0;
	const timer = setInterval(paint, FRAME_INTERVAL);
	return {
		track,
		resize(size) {
			if (canvas.width === size.width && canvas.height === size.height) return;
			canvas.width = size.width;
			canvas.height = size.height;
			paint();
		},
		close() {
			clearInterval(timer);
			track.stop();
		}
	};
}
var FRAME_INTERVAL;
var init_warm_up = __esmMin((() => {
	FRAME_INTERVAL = 100;
}));
// packages/client/src/peer/connect-cause.ts
/** A relay's own answer (RFC 8656 §18), as against one that can't be reached: 701 (W3C WebRTC §4.8.1.3). */
function isRefusal(errorCode) {
	return errorCode >= 300 && errorCode < 700;
}
function connectCauseOf({ answered, hasRelay, relayOnly, isRefused, stats }) {
	const found = readStats(stats);
	if (!answered) return "unanswered";
	if (found.way) return "dtls-failed";
	if (!hasRelay && relayOnly) return "relay-only";
	if (found.local.size === 0 && !relayOnly) return "no-candidates";
	if (!hasRelay) return "no-relay";
	if (!found.local.has("relay")) return isRefused ? "relay-refused" : "relay-unreachable";
	return found.remote.has("relay") ? "relay-failed" : "other-unreachable";
}
function readStats(stats) {
	const found = {
		way: false,
		local: /* @__PURE__ */ new Set(),
		remote: /* @__PURE__ */ new Set()
	};
	stats?.forEach(({ type, candidateType, state }) => {
		if (type === "local-candidate") found.local.add(candidateType);
		if (type === "remote-candidate") found.remote.add(candidateType);
		if (type === "candidate-pair" && state === "succeeded") found.way = true;
	});
	return found;
}
var init_connect_cause = __esmMin((() => {}));
// packages/client/src/peer/format-parameters.ts
function addFormatParameters(sdp) {
	const lines = sdp.split("\r\n");
	const wishes = new Map(lines.flatMap(wishesOf));
	const described = new Set(lines.flatMap((line) => payloadOf(line, "fmtp") ?? []));
	return lines.flatMap((line) => {
		const format = payloadOf(line, "fmtp");
		if (format !== void 0) return [merged(line, wishes.get(format) ?? {})];
		const mapped = payloadOf(line, "rtpmap");
		const wish = mapped === void 0 || described.has(mapped) ? void 0 : wishes.get(mapped);
		return wish ? [line, `a=fmtp:${mapped} ${written(Object.entries(wish))}`] : [line];
	}).join("\r\n");
}
function wishesOf(line) {
	const [, payload, name] = /^a=rtpmap:(\d+) (\S+)$/.exec(line) ?? [];
	const wish = WISHES.find(({ codec }) => name !== void 0 && codec.test(name));
	return payload !== void 0 && wish ? [[payload, wish.wishes]] : [];
}
function payloadOf(line, attribute) {
	return new RegExp(`^a=${attribute}:(\\d+) `).exec(line)?.[1];
}
/** The line with what is wished for in place of what was said about it. */
function merged(line, wishes) {
	if (Object.keys(wishes).length === 0) return line;
	const space = line.indexOf(" ");
	const kept = line.slice(space + 1).split(";").map((one) => one.trim()).filter((one) => one !== "" && !((one.split("=")[0] ?? "") in wishes));
	return `${line.slice(0, space)} ${[...kept, written(Object.entries(wishes))].join(";")}`;
}
var WISHES, written;
var init_format_parameters = __esmMin((() => {
	WISHES = [{
		codec: /^opus\/48000\/2$/i,
		wishes: {
			useinbandfec: "1",
			usedtx: "1"
		}
	}, {
		/**
		* Where the video encoder starts, in kbit/s: Chromium's own 300 makes it drop the first four frames of anything larger
		* than 640×480 (libwebrtc, InitialFrameDropper), which is 130 ms of black, and tries the line up to only six times
		* that. 1200 is what 720p at 30 frames takes to look right. Until the line is known, pictures are kept small
		* (call/picture-steps.ts), because on one of 240 kbit/s this start would cost seconds of broken speech.
		*/
		codec: /^(?:VP8|VP9|AV1|H264|H265)\/90000$/,
		wishes: { "x-google-start-bitrate": "1200" }
	}];
	written = (entries) => entries.map(([key, value]) => `${key}=${value}`).join(";");
}));
// packages/client/src/peer/reach.ts
function configurationOf({ servers, relayOnly }) {
	return {
		iceServers: servers.map(({ urls, username, credential }) => username === void 0 || credential === void 0 ? { urls } : {
			urls,
			username,
			credential
		}),
		iceTransportPolicy: relayOnly ? "relay" : "all"
	};
}
/**
* A candidate (RFC 8839 §5.1) as it may be told where only the relay may be known; nothing where it may not be. Browsers
* find no other ones then, but some were found before the person chose so, and a relayed one may name the address behind it.
*/
function relayedOnly(candidate) {
	if (!/ typ relay(?: |$)/.test(candidate)) return void 0;
	return candidate.replace(/ raddr \S+ rport \d+/, " raddr 0.0.0.0 rport 0");
}
/** The same with all candidates of a description, and with the addresses that its media sections name by default. */
function relayedOnlyDescription(sdp) {
	return sdp.split("\r\n").flatMap((line) => {
		if (line.startsWith("a=candidate:")) return relayedOnly(line) ?? [];
		if (line.startsWith("c=")) return line.includes(":") ? "c=IN IP6 ::" : "c=IN IP4 0.0.0.0";
		return line.replace(/^(a=rtcp:\d+ IN IP[46]) \S+$/, "$1 0.0.0.0");
	}).join("\r\n");
}
var init_reach = __esmMin((() => {}));
// packages/client/src/peer/red.ts
/**
* Puts it first. With a fifth of all packets lost it takes the sound that had to be made up from 7 % to 2 %, for some 30
* kbit/s; it is sent always, because it can't be put in and out without negotiating anew.
*/
function preferRed(transceiver) {
	const sendable = capabilities("RTCRtpSender");
	const receivable = capabilities("RTCRtpReceiver");
	if (![sendable, receivable].every((codecs) => codecs.some(isRed))) return;
	const order = [...receivable.filter(isRed), ...receivable.filter((codec) => !isRed(codec))];
	try {
		transceiver.setCodecPreferences(order);
	} catch {}
}
function capabilities(side) {
	return globalThis[side]?.getCapabilities("audio")?.codecs ?? [];
}
var isRed;
var init_red = __esmMin((() => {
	isRed = ({ mimeType }) => mimeType.toLowerCase() === "audio/red";
}));
// packages/client/src/peer/ufrag.ts
/** `undefined` where there is none, which no browser does. */
function ufragOf(sdp) {
	return /^a=ice-ufrag:(\S+)/m.exec(sdp)?.[1];
}
var init_ufrag = __esmMin((() => {}));
// packages/client/src/peer/peer.ts
var SECTIONS, LIMITS, Peer;
var init_peer = __esmMin((() => {
	init_connect_cause();
	init_format_parameters();
	init_reach();
	init_red();
	init_ufrag();
	SECTIONS = [
		["microphone", "audio"],
		["camera", "video"],
		["screen", "video"]
	];
	LIMITS = [
		"maxBitrate",
		"maxFramerate",
		"scaleResolutionDownBy"
	];
	Peer = class {
		#connection;
		#polite;
		#events;
		#reach;
		#outgoing = /* @__PURE__ */ new Map();
		#shapes = /* @__PURE__ */ new Map();
		/** Parameters are set one after the other: each set begins with what the one before left. */
		#shaping = Promise.resolve();
		#transceivers;
		#closed = false;
		#relayRefused = false;
		/** Signals are handled one after the other: a candidate never overtakes its description. */
		#tail = Promise.resolve();
		constructor({ connection, reach, offerer, events }) {
			this.#connection = connection;
			this.#reach = reach;
			this.#polite = !offerer;
			this.#events = events;
			connection.onicecandidate = ({ candidate }) => this.#tellCandidate(candidate);
			connection.onicecandidateerror = ({ errorCode }) => {
				if (isRefusal(errorCode)) this.#relayRefused = true;
			};
			connection.onconnectionstatechange = () => this.#tellState();
			connection.onnegotiationneeded = () => this.#enqueue(() => this.#offer());
			if (!offerer) return;
			const list = SECTIONS.map(([, kind]) => connection.addTransceiver(kind, { direction: "sendrecv" }));
			if (list[0]) preferRed(list[0]);
			this.#useSections(list);
		}
		get state() {
			return this.#connection.connectionState;
		}
		/** For candidates that are looked for from now on: those of the next ICE restart. */
		reach(reach) {
			this.#reach = reach;
			this.#connection.setConfiguration({
				...this.#connection.getConfiguration(),
				...configurationOf(reach)
			});
		}
		/** Puts a track on its way, or takes it off; kept for later where the sections do not exist yet. */
		send(device, track) {
			if (this.#outgoing.get(device) === track) return;
			this.#outgoing.set(device, track);
			this.#replace(device, track);
		}
		/** How a device's track is encoded from now on; kept for later like the track. No negotiation comes of it. */
		shape(device, shape) {
			if (JSON.stringify(this.#shapes.get(device)) === JSON.stringify(shape)) return;
			this.#shapes.set(device, shape);
			this.#applyShape(device);
		}
		hear(signal) {
			this.#enqueue(() => signal.kind === "description" ? this.#hearDescription(signal) : this.#hearCandidate(signal));
		}
		/** Looks for another way to the other side. Where an offer of ours still waits, that one is said again instead. */
		restartIce() {
			if (!this.repeatOffer()) this.#connection.restartIce();
		}
		/**
		* Says an offer that has no answer yet once more: it, or its answer, may have gone down with a socket. The very same
		* one, with the candidates found since, so that it does not matter which of the two is answered. False where none
		* waits.
		*/
		repeatOffer() {
			if (this.#closed || this.#connection.signalingState !== "have-local-offer") return false;
			this.#tellDescription();
			return true;
		}
		/**
		* Begins the pictures anew. A receiver that has missed some seconds finds out only 3 s later that it can't go on without
		* a key frame (W3C webrtc-extensions, `keyFrame`). Browsers that can't are left to find out.
		*/
		refreshPictures() {
			for (const { sender } of this.#transceivers?.values() ?? []) {
				if (sender.track?.kind !== "video") continue;
				this.#setParameters(sender, (parameters) => ({ encodingOptions: parameters.encodings.map(() => ({ keyFrame: true })) }));
			}
		}
		/** Which device the media section of this name is for. */
		deviceOf(mid) {
			for (const [device, transceiver] of this.#transceivers ?? []) if (transceiver.mid === mid) return device;
		}
		/** Statistics (W3C webrtc-stats), or nothing where the connection has been closed. */
		async stats() {
			if (this.#closed) return void 0;
			const report = await this.#connection.getStats().catch(() => void 0);
			return this.#closed ? void 0 : report;
		}
		/** Why there is no connection yet, as far as this side can tell. */
		async cause() {
			const { iceServers = [], iceTransportPolicy } = this.#connection.getConfiguration();
			return connectCauseOf({
				answered: this.#connection.remoteDescription !== null,
				hasRelay: iceServers.flatMap(({ urls }) => urls).some((url) => url.startsWith("turn")),
				relayOnly: iceTransportPolicy === "relay",
				isRefused: this.#relayRefused,
				stats: await this.stats()
			});
		}
		close() {
			const connection = this.#connection;
			this.#closed = true;
			connection.onicecandidateerror = null;
			connection.onicecandidate = connection.onconnectionstatechange = connection.onnegotiationneeded = null;
			connection.close();
		}
		#enqueue(task) {
			const run = async () => {
				if (!this.#closed) await task();
			};
			this.#tail = this.#tail.then(run).catch((cause) => this.#fail(cause));
		}
		#fail(cause) {
			if (!this.#closed) this.#events.failed(cause);
		}
		#useSections(list) {
			const known = SECTIONS.map(([device], index) => [device, list[index]]).filter((section) => section[1] !== void 0);
			this.#transceivers = new Map(known);
			for (const device of this.#shapes.keys()) this.#applyShape(device);
			for (const [device, track] of this.#outgoing) this.#replace(device, track);
			this.#events.receiving(new Map(known.map(([device, transceiver]) => [device, transceiver.receiver.track])));
		}
		#replace(device, track) {
			(this.#transceivers?.get(device)?.sender)?.replaceTrack(track ?? null).catch((cause) => this.#fail(cause));
		}
		#applyShape(device) {
			const sender = this.#transceivers?.get(device)?.sender;
			if (sender) this.#setParameters(sender, (parameters) => this.#fit(parameters, device));
		}
		#fit({ encodings }, device) {
			for (const encoding of encodings) {
				for (const key of LIMITS) Reflect.deleteProperty(encoding, key);
				Object.assign(encoding, this.#shapes.get(device));
			}
		}
		/** Browsers that can't are left to send as they think fit. */
		#setParameters(sender, change) {
			const set = async () => {
				if (this.#closed) return;
				const parameters = sender.getParameters();
				const options = change(parameters);
				await sender.setParameters(parameters, options);
			};
			this.#shaping = this.#shaping.then(set).catch(() => void 0);
		}
		#tellState() {
			if (!this.#closed) this.#events.state(this.#connection.connectionState);
		}
		async #offer() {
			await this.#connection.setLocalDescription();
			this.#tellDescription();
		}
		#tellDescription() {
			const description = this.#connection.localDescription;
			if (!description || this.#closed) return;
			const { type } = description;
			const sdp = this.#reach.relayOnly ? relayedOnlyDescription(description.sdp) : description.sdp;
			const offer = this.#connection.currentRemoteDescription?.sdp;
			const answers = type === "answer" && offer !== void 0 ? ufragOf(offer) : void 0;
			if (type === "offer" || type === "answer") this.#events.signal({
				kind: "description",
				type,
				sdp,
				...answers === void 0 ? {} : { answers }
			});
		}
		#tellCandidate(found) {
			if (!found || found.candidate === "" || this.#closed) return;
			const { sdpMid, sdpMLineIndex, usernameFragment } = found;
			const candidate = this.#reach.relayOnly ? relayedOnly(found.candidate) : found.candidate;
			if (candidate === void 0) return;
			this.#events.signal({
				kind: "candidate",
				candidate,
				sdpMid,
				sdpMLineIndex,
				usernameFragment
			});
		}
		async #hearDescription(description) {
			const connection = this.#connection;
			const isOffer = description.type === "offer";
			if (isOffer && connection.signalingState !== "stable" && !this.#polite) {
				this.repeatOffer();
				return;
			}
			if (!isOffer && !this.#waitsFor(description.answers)) return;
			await connection.setRemoteDescription({
				type: description.type,
				sdp: addFormatParameters(description.sdp)
			});
			if (!isOffer || this.#closed) return;
			if (!this.#transceivers) this.#acceptSections();
			await connection.setLocalDescription();
			this.#tellDescription();
		}
		#waitsFor(answers) {
			const offer = this.#connection.pendingLocalDescription;
			if (this.#connection.signalingState !== "have-local-offer" || !offer) return false;
			return answers === void 0 || answers === ufragOf(offer.sdp);
		}
		#acceptSections() {
			const list = this.#connection.getTransceivers();
			for (const transceiver of list) transceiver.direction = "sendrecv";
			if (list[0]) preferRed(list[0]);
			this.#useSections(list);
		}
		async #hearCandidate(signal) {
			const { candidate, sdpMid, sdpMLineIndex, usernameFragment } = signal;
			await this.#connection.addIceCandidate({
				candidate,
				sdpMid,
				sdpMLineIndex,
				usernameFragment
			}).catch(() => void 0);
		}
	};
}));
// packages/client/src/call/stats-report.ts
function entriesOf(report) {
	return [...report.values()];
}
/** The pair in use. Not every browser has statistics of transports that name it. */
function pairInUse(all, pairs) {
	const selected = all.find((one) => one.type === "transport")?.selectedCandidatePairId;
	return selected === void 0 ? pairs.find((one) => one.nominated && one.state === "succeeded") : pairs.find((one) => one.id === selected);
}
function sum(all, member) {
	return all.reduce((total, one) => total + (one[member] ?? 0), 0);
}
function createStatsReader({ now }, stats) {
	let last;
	const readNow = async () => {
		const report = await stats();
		return report && {
			at: now(),
			report
		};
	};
	return { read(maxAge) {
		if (!last || now() - last.at > maxAge) last = {
			at: now(),
			reading: readNow()
		};
		return last.reading;
	} };
}
var init_stats_report = __esmMin((() => {}));
// packages/client/src/call/line-quality.ts
/**
* `samples`, oldest first; `before` is what was said last. Silence shows at once, all else when it is there twice in
* three intervals; and a weak line has to do well three times in a row before it is called good, so that the word does
* not flicker.
*/
function judge$1(samples, before) {
	const recent = samples.slice(-4);
	const verdicts = recent.slice(1).flatMap((sample, i) => {
		const previous = recent[i];
		return previous ? [verdictOf(previous, sample)] : [];
	});
	if (verdicts.at(-1) === "silent") return "weak";
	const bad = verdicts.filter((verdict) => verdict === "bad" || verdict === "silent").length;
	if (before === "good") return bad >= 2 ? "weak" : "good";
	return verdicts.length >= MEMORY && verdicts.every((verdict) => verdict === "well") ? "good" : "weak";
}
/** Enough of them for the next judgement. */
function remember(samples, next) {
	return [...samples.slice(-3), next];
}
function verdictOf(previous, now) {
	const { at, received, lost, checks, roundTrip, heardAt } = now;
	if (received + checks > 0 && at - heardAt >= SILENCE$1) return "silent";
	const missed = Math.max(0, lost - previous.lost);
	const sent = received - previous.received + missed;
	const loss = sent < ENOUGH ? 0 : missed / sent;
	const trip = roundTrip ?? 0;
	if (loss >= LOSS.bad || trip >= ROUND_TRIP.bad) return "bad";
	return loss <= LOSS.well && trip <= ROUND_TRIP.well ? "well" : "fair";
}
/** Reads one sample; `previous` is the one before it on the same connection. */
function readSample(report, at, previous) {
	const all = entriesOf(report);
	const streams = all.filter((one) => one.type === "inbound-rtp");
	const pairs = all.filter((one) => one.type === "candidate-pair");
	const pair = pairInUse(all, pairs);
	const received = sum(streams, "packetsReceived");
	const checks = sum(pairs, "responsesReceived") + sum(pairs, "requestsReceived");
	const ages = [...streams, ...pairs].flatMap((one) => one.lastPacketReceivedTimestamp === void 0 ? [] : [one.timestamp - one.lastPacketReceivedTimestamp]);
	const heard = [previous?.heardAt ?? at];
	if (ages.length > 0) heard.push(at - Math.max(0, Math.min(...ages)));
	else if (received !== previous?.received) heard.push(at);
	if (received === previous?.received && checks > previous.checks) heard.push((at + previous.at) / 2);
	return {
		at,
		received,
		lost: sum(streams, "packetsLost"),
		checks,
		roundTrip: pair?.currentRoundTripTime === void 0 ? void 0 : pair.currentRoundTripTime * 1e3,
		sendable: pair?.availableOutgoingBitrate,
		limited: all.some((one) => one.qualityLimitationReason === "bandwidth"),
		decoded: sum(streams, "framesDecoded"),
		heardAt: Math.max(...heard)
	};
}
var SAMPLING, MEMORY, LOSS, ROUND_TRIP, SILENCE$1, ENOUGH;
var init_line_quality = __esmMin((() => {
	init_stats_report();
	SAMPLING = 2e3;
	MEMORY = 3;
	LOSS = {
		bad: .1,
		well: .07
	};
	ROUND_TRIP = {
		bad: 600,
		well: 400
	};
	SILENCE$1 = 3e3;
	ENOUGH = 20;
}));
// packages/client/src/call/line-meter.ts
function createLineMeter(options) {
	const { platform, changed, sampled } = options;
	let reader;
	let samples = [];
	let quality = "good";
	let heardAt;
	let cancel;
	function keep(sample) {
		const before = quality;
		samples = remember(samples, sample);
		quality = judge$1(samples, quality);
		if (sample.received + sample.checks > 0) heardAt = Math.max(heardAt ?? 0, sample.heardAt);
		sampled(sample);
		if (quality !== before) changed();
	}
	async function look(maxAge = 0) {
		cancel?.();
		cancel = platform.after(SAMPLING, () => void look(RECENT$1));
		const source = reader;
		const reading = await source?.read(maxAge);
		if (reading && source === reader) keep(readSample(reading.report, reading.at, samples.at(-1)));
	}
	return {
		get quality() {
			return quality;
		},
		get heardAt() {
			return heardAt;
		},
		measure(source) {
			reader = source;
			samples = [];
			look();
		},
		renewed() {
			samples = [];
			quality = "good";
			look();
		},
		look: () => look(),
		close() {
			cancel?.();
			reader = void 0;
		}
	};
}
var RECENT$1;
var init_line_meter = __esmMin((() => {
	init_line_quality();
	RECENT$1 = 500;
}));
// packages/client/src/call/line-watch.ts
var PATIENCE$6, RETRY$1, FIRST_TRY, RESTARTS, LineWatch;
var init_line_watch = __esmMin((() => {
	init_src();
	PATIENCE$6 = 2e3;
	RETRY$1 = 5e3;
	FIRST_TRY = 4e3;
	RESTARTS = 3;
	LineWatch = class {
		#options;
		#line = { name: "none" };
		/** A lost line stays lost in its person's eyes until the next connection stands. */
		#shown = "connecting";
		#cancel;
		constructor(options) {
			this.#options = options;
		}
		/** What the connection itself says; whether a good line is a weak one, others judge. */
		get state() {
			return this.#shown;
		}
		/** A connection begins, the first or another. */
		begun() {
			this.#line = {
				name: "connecting",
				tries: 0,
				restarts: 0
			};
			this.#mendAfter(FIRST_TRY);
		}
		heard(next) {
			if (this.#line.name === "none") return;
			switch (next) {
				case "connected":
					this.#rest();
					this.#line = { name: "good" };
					return this.#show("good");
				case "disconnected": return this.#line.name === "connecting" ? void 0 : this.#lose(PATIENCE$6);
				case "failed":
					if (this.#line.name !== "connecting") return this.#lose(0);
					this.#line = {
						...this.#line,
						tries: Math.max(1, this.#line.tries)
					};
					return this.#mendAfter(0);
				case "new":
				case "connecting":
				case "closed": return;
				default: assertNever(next);
			}
		}
		/** The network or the session is back, or the call was accepted: a line that does not stand is mended now. */
		nudge() {
			switch (this.#line.name) {
				case "none": return;
				case "good":
					this.#options.repeat();
					return;
				case "connecting":
					this.#line = {
						name: "connecting",
						tries: 0,
						restarts: 0
					};
					return this.#mendAfter(0);
				case "lost":
					this.#line = {
						name: "lost",
						restarts: 0
					};
					return this.#mendAfter(0);
				default: assertNever(this.#line);
			}
		}
		close() {
			this.#rest();
			this.#line = { name: "none" };
		}
		#show(next) {
			if (this.#shown === next) return;
			this.#shown = next;
			this.#options.changed();
		}
		#lose(ms) {
			if (this.#line.name !== "lost") this.#line = {
				name: "lost",
				restarts: 0
			};
			this.#mendAfter(ms);
			this.#show("lost");
		}
		#rest() {
			this.#cancel?.();
			this.#cancel = void 0;
		}
		#mendAfter(ms) {
			this.#cancel?.();
			this.#cancel = this.#options.platform.after(ms, () => this.#mend());
		}
		#mend() {
			this.#cancel = void 0;
			if (!this.#options.canSignal()) return;
			switch (this.#line.name) {
				case "none":
				case "good": return;
				case "lost": return this.#mendLost(this.#line);
				case "connecting": return this.#mendConnecting(this.#line);
				default: assertNever(this.#line);
			}
		}
		/** Only a restart that was answered and did not help counts as one that failed. */
		#mendLost({ restarts }) {
			this.#mendAfter(RETRY$1);
			if (this.#options.repeat()) return;
			this.#line = {
				name: "lost",
				restarts: (restarts + 1) % 4
			};
			this.#restartOrGiveUp(restarts);
		}
		#mendConnecting({ tries, restarts }) {
			if (this.#options.repeat()) return this.#mendAfter(FIRST_TRY);
			this.#mendAfter(FIRST_TRY * 2 ** (tries + 1));
			const patient = tries === 0;
			const next = patient ? restarts : (restarts + 1) % 4;
			this.#line = {
				name: "connecting",
				tries: tries + 1,
				restarts: next
			};
			if (!patient) this.#restartOrGiveUp(restarts);
		}
		#restartOrGiveUp(restarts) {
			if (restarts < RESTARTS) this.#options.restart();
			else this.#options.giveUp();
		}
	};
}));
// packages/client/src/call/call-stats.ts
function statsOf({ before, now, deviceOf }) {
	const all = entriesOf(now.report);
	const older = new Map(entriesOf(before.report).map((one) => [one.id, one]));
	const seconds = Math.max(.001, (now.at - before.at) / 1e3);
	const streams = (type) => all.filter((one) => one.type === type).map((one) => ({
		now: one,
		device: deviceOf(one.mid),
		grown: (member) => Math.max(0, (one[member] ?? 0) - (older.get(one.id)?.[member] ?? 0))
	}));
	const pair = pairInUse(all, all.filter((one) => one.type === "candidate-pair"));
	return {
		at: now.at,
		roundTrip: times(1e3, pair?.currentRoundTripTime),
		way: wayOf(pair, all),
		sent: sentOf(streams("outbound-rtp"), all, seconds),
		received: receivedOf(streams("inbound-rtp"), seconds)
	};
}
function sentOf(streams, all, seconds) {
	const reports = streams.flatMap((stream) => {
		const share = all.find((one) => one.type === "remote-inbound-rtp" && one.localId === stream.now.id);
		const packets = stream.grown("packetsSent");
		return share?.fractionLost === void 0 || packets === 0 ? [] : [{
			packets,
			share: share.fractionLost
		}];
	});
	const packets = reports.reduce((total, one) => total + one.packets, 0);
	const lost = reports.reduce((total, one) => total + one.packets * one.share, 0);
	const sound = streams.find(({ device, grown }) => device === "microphone" && grown("packetsSent") > 0);
	const pictureOf = (device) => {
		const stream = streams.find((one) => one.device === device && one.grown("packetsSent") > 0);
		return stream && sizeOf$1(stream, "framesSent", seconds);
	};
	return {
		loss: packets === 0 ? void 0 : lost / packets,
		bitrate: bitrateOf(streams, ["bytesSent", "headerBytesSent"], seconds),
		audioLevel: sound && all.find(({ id }) => id === sound.now.mediaSourceId)?.audioLevel,
		video: pictureOf("camera"),
		screen: pictureOf("screen")
	};
}
function receivedOf(streams, seconds) {
	const came = streams.reduce((total, one) => total + one.grown("packetsReceived"), 0);
	const lost = streams.reduce((total, one) => total + one.grown("packetsLost"), 0);
	const sound = streams.find(({ device, grown }) => device === "microphone" && grown("packetsReceived") > 0);
	const pictureOf = (device) => {
		const stream = streams.find((one) => one.device === device && one.grown("packetsReceived") > 0);
		if (!stream) return void 0;
		const counts = stream.now.freezeCount !== void 0;
		return {
			...sizeOf$1(stream, "framesDecoded", seconds),
			freezes: counts ? stream.grown("freezeCount") : void 0,
			frozenMs: counts ? Math.round(stream.grown("totalFreezesDuration") * 1e3) : void 0
		};
	};
	return {
		loss: came + lost === 0 ? void 0 : lost / (came + lost),
		bitrate: bitrateOf(streams, ["bytesReceived", "headerBytesReceived"], seconds),
		audioLevel: sound?.now.audioLevel,
		video: pictureOf("camera"),
		screen: pictureOf("screen")
	};
}
function sizeOf$1({ now, grown }, frames, seconds) {
	const counted = now[frames] === void 0 ? void 0 : grown(frames) / seconds;
	return {
		width: now.frameWidth,
		height: now.frameHeight,
		framesPerSecond: now.framesPerSecond ?? counted
	};
}
function bitrateOf(streams, members, seconds) {
	const bytes = streams.reduce((total, { grown }) => total + members.reduce((own, one) => own + grown(one), 0), 0);
	return Math.round(bytes * 8 / seconds);
}
/** A relay of the other's is reached as its candidate says, RFC 8656's from a client of this side's as `relayProtocol` says. */
function wayOf(pair, all) {
	const local = all.find(({ id }) => id === pair?.localCandidateId);
	const remote = all.find(({ id }) => id === pair?.remoteCandidateId);
	if (!local) return void 0;
	if (local.candidateType !== "relay") return remote?.candidateType === "relay" ? "relay-udp" : "direct";
	const { relayProtocol } = local;
	return relayProtocol === "tcp" || relayProtocol === "tls" ? `relay-${relayProtocol}` : "relay-udp";
}
function times(factor, value) {
	return value === void 0 ? void 0 : value * factor;
}
/** How much has come of one device, in what it is told by: packets of sound, decoded frames of a picture. */
function cameOf({ report }, device, deviceOf) {
	return sum(entriesOf(report).filter(({ type, mid }) => type === "inbound-rtp" && deviceOf(mid) === device), device === "microphone" ? "packetsReceived" : "framesDecoded");
}
var init_call_stats = __esmMin((() => {
	init_stats_report();
}));
// packages/client/src/call/watch-machine.ts
function beginWatch(output) {
	return {
		state: { name: "connecting" },
		output,
		stands: false,
		before: void 0
	};
}
/** Whether it is worth asking how much has come. */
function awaitsMedia({ state, output, stands }) {
	return output && stands && (state.name === "connecting" || state.name === "interrupted");
}
function stepWatch(machine, input) {
	if (machine.state.name === "disconnected") return [machine, []];
	switch (input.type) {
		case "looked": return looked(machine, input);
		case "measured": return measured(machine, input.came);
		case "ended": return lose(machine, {
			name: "disconnected",
			reason: input.reason
		}, input.reason);
		default: return input;
	}
}
function looked(machine, input) {
	const { accepted, line, output } = input;
	const stands = accepted && (line === "good" || line === "weak");
	const before = stands ? machine.before : void 0;
	const next = {
		...machine,
		output,
		stands,
		before
	};
	const told = machine.state.name !== "connecting" && output !== machine.output ? [{
		type: "outputChanged",
		event: { on: output }
	}] : [];
	const [after, more] = settle$1(next);
	return [after, [...told, ...more]];
}
function settle$1(machine) {
	const { state, stands, output } = machine;
	if (state.name === "connected" && !stands) return lose(machine, { name: "interrupted" }, "line-lost");
	return stands && !output ? flow(machine) : [machine, []];
}
function measured(machine, came) {
	if (!awaitsMedia(machine)) return [machine, []];
	const { before } = machine;
	if (before !== void 0 && came > before) return flow(machine);
	return [{
		...machine,
		before: came
	}, []];
}
function flow(machine) {
	const { name } = machine.state;
	if (name === "connected") return [machine, []];
	const type = name === "interrupted" ? "reconnected" : "connected";
	return [{
		...machine,
		state: { name: "connected" },
		before: void 0
	}, [{
		type,
		event: void 0
	}]];
}
function lose(machine, state, reason) {
	return [{
		...machine,
		state,
		before: void 0
	}, [{
		type: "disconnected",
		event: { reason }
	}]];
}
var init_watch_machine = __esmMin((() => {}));
// packages/client/src/call/media-observer.ts
var WAITING, STATS, RECENT, MediaObserver;
var init_media_observer = __esmMin((() => {
	init_call_stats();
	init_watch_machine();
	WAITING = 250;
	STATS = 1e3;
	RECENT = {
		waiting: 200,
		stats: 500
	};
	MediaObserver = class {
		#options;
		#watches = /* @__PURE__ */ new Map();
		#reader;
		#closed = false;
		#deviceOf = () => void 0;
		#last;
		#cancelWait;
		#cancelStats;
		constructor(options) {
			this.#options = options;
		}
		/** From now on it is about this connection. */
		measure(reader, deviceOf) {
			this.#reader = reader;
			this.#deviceOf = deviceOf;
			this.#last = void 0;
		}
		watch(device, call, tell) {
			this.#watches.set(device, {
				machine: beginWatch(call.status[device]),
				tell
			});
			this.look(call);
		}
		/** Anything of the call may have changed. */
		look(call) {
			const { accepted, line, status } = call;
			for (const [device, watch] of this.#watches) this.#step(watch, {
				type: "looked",
				accepted,
				line,
				output: status[device]
			});
			this.#wait();
		}
		end(reason) {
			for (const watch of this.#watches.values()) this.#step(watch, {
				type: "ended",
				reason
			});
		}
		listen(on) {
			if (on && !this.#closed) this.#cancelStats ??= this.#options.platform.after(0, () => void this.#tellStats());
			else {
				this.#cancelStats?.();
				this.#cancelStats = void 0;
				this.#last = void 0;
			}
		}
		close() {
			this.#closed = true;
			this.listen(false);
			this.#cancelWait?.();
			this.#cancelWait = void 0;
			this.#reader = void 0;
		}
		#step(watch, input) {
			const before = watch.machine;
			const [machine, told] = stepWatch(before, input);
			watch.machine = machine;
			if (told.length > 0 || machine.output !== before.output) watch.tell(machine.state, machine.output, told);
		}
		get #waits() {
			return [...this.#watches.values()].some(({ machine }) => awaitsMedia(machine));
		}
		#wait() {
			if (this.#cancelWait || !this.#reader || !this.#waits) return;
			this.#cancelWait = this.#options.platform.after(WAITING, () => void this.#measureAwaited());
			this.#measureWatches();
		}
		async #measureAwaited() {
			await this.#measureWatches();
			this.#cancelWait = void 0;
			this.#wait();
		}
		async #measureWatches() {
			const reader = this.#reader;
			const reading = await reader?.read(RECENT.waiting);
			if (!reading || reader !== this.#reader) return;
			for (const [device, watch] of this.#watches) this.#step(watch, {
				type: "measured",
				came: cameOf(reading, device, this.#deviceOf)
			});
		}
		async #tellStats() {
			this.#cancelStats = this.#options.platform.after(STATS, () => void this.#tellStats());
			const reader = this.#reader;
			const now = await reader?.read(RECENT.stats);
			if (!now || reader !== this.#reader || !this.#cancelStats) return;
			const before = this.#last;
			this.#last = now;
			if (before && now.at > before.at) this.#options.stats(statsOf({
				before,
				now,
				deviceOf: this.#deviceOf
			}));
		}
	};
}));
// packages/client/src/call/picture-steps.ts
function beginFlow(at) {
	return {
		step: "unproven",
		since: at,
		first: void 0,
		fastest: void 0,
		well: 0,
		flooded: 0,
		patience: PATIENCE$5.first,
		trying: at,
		recovering: at
	};
}
function stepFlow(before, look) {
	const fastest = Math.min(before.fastest ?? Infinity, look.roundTrip ?? Infinity);
	const flow = {
		...before,
		fastest: fastest === Infinity ? void 0 : fastest
	};
	if (flow.step !== "unproven" && look.at - look.heardAt >= SILENCE.from) return {
		...flow,
		well: 0,
		flooded: 0,
		recovering: look.at + SILENCE.recovery
	};
	if (look.at < flow.recovering) return flow;
	if (flow.step === "unproven") return prove(flow, look);
	if (flow.step === "voice") return tryPictures(flow, look);
	if (look.sendable === void 0) return flow;
	const queue = (look.roundTrip ?? 0) - (flow.fastest ?? 0);
	const kbits = look.sendable / 1e3;
	const flooded = kbits < FLOODED.below && queue >= FLOODED.queue ? flow.flooded + 1 : 0;
	if (flooded >= 2) return backTo("voice", flow, look.at);
	const fits = fitting(flow.step, kbits);
	if (rank(fits) < rank(flow.step)) return {
		...look.at < flow.trying ? {
			...flow,
			well: 0
		} : backTo(fits, flow, look.at),
		flooded
	};
	const well = rank(fits) > rank(flow.step) ? flow.well + 1 : 0;
	if (well >= 2) return enter(fits, flow, look.at);
	if (flow.step !== "full" && !look.limited && look.at - flow.since >= flow.patience && queue < FLOODED.queue / 2) return {
		...enter(above(flow.step), flow, look.at),
		trying: look.at + TRY
	};
	return {
		...flow,
		flooded,
		well
	};
}
/** What the line is said to carry, with some room between up and down. */
function fitting(step, kbits) {
	if (kbits >= (step === "full" ? NEEDS.full.least : NEEDS.full.enough)) return "full";
	return kbits >= (step === "small" ? NEEDS.medium.enough : NEEDS.medium.least) ? "medium" : "small";
}
function prove(flow, { at, sendable, roundTrip }) {
	const late = at - flow.since >= PROVEN;
	if (sendable === void 0) return late && roundTrip !== void 0 ? enter("full", flow, at) : flow;
	const first = flow.first ?? sendable;
	const news = Math.abs(sendable - first) > first * NEWS;
	return late || news ? enter(fitting("small", sendable / 1e3), flow, at) : {
		...flow,
		first
	};
}
/** Only a try tells whether the line has become better: sound alone does not measure it. */
function tryPictures(flow, { at, roundTrip }) {
	if (at - flow.since < flow.patience) return flow;
	return {
		...enter("small", flow, at),
		trying: at + TRY,
		fastest: roundTrip ?? flow.fastest
	};
}
function enter(step, flow, at) {
	return {
		...flow,
		step,
		since: at,
		well: 0,
		flooded: 0,
		trying: at
	};
}
function backTo(step, flow, at) {
	const patience = flow.trying > flow.since && at - flow.since < STOOD ? Math.min(flow.patience * 2, PATIENCE$5.longest) : PATIENCE$5.first;
	return {
		...enter(step, flow, at),
		patience
	};
}
/** `saver`: either side wants little data. `lines`: of the camera's shorter side. */
function shapeOf(device, { step, saver, lines }) {
	if (device === "microphone") return {
		active: true,
		priority: "high",
		networkPriority: "high"
	};
	const { rate, frames } = SAVER[device];
	const narrow = step === "unproven" || step === "small";
	const limits = [...saver ? [rate] : [], ...step === "unproven" ? [UNPROVEN] : []];
	const shape = {
		active: step !== "voice",
		priority: device === "screen" ? "medium" : "low",
		...limits.length > 0 && { maxBitrate: Math.min(...limits) },
		...(saver || device === "screen" && narrow) && { maxFramerate: frames }
	};
	if (device === "screen") return shape;
	return {
		...shape,
		scaleResolutionDownBy: Math.max(1, lines / Math.min(LINES[step], saver ? SAVER.lines : Infinity))
	};
}
var NEEDS, FLOODED, PROVEN, NEWS, PATIENCE$5, TRY, STOOD, SILENCE, ORDER, rank, above, LINES, SAVER, UNPROVEN;
var init_picture_steps = __esmMin((() => {
	NEEDS = {
		medium: {
			least: 250,
			enough: 350
		},
		full: {
			least: 500,
			enough: 700
		}
	};
	FLOODED = {
		below: 120,
		queue: 300
	};
	PROVEN = 700;
	NEWS = .05;
	PATIENCE$5 = {
		first: 1e4,
		longest: 8e4
	};
	TRY = 6e3;
	STOOD = 3e4;
	SILENCE = {
		from: 3e3,
		recovery: 6e3
	};
	ORDER = [
		"unproven",
		"voice",
		"small",
		"medium",
		"full"
	];
	rank = (step) => ORDER.indexOf(step);
	above = (step) => ORDER[rank(step) + 1] ?? "full";
	LINES = {
		unproven: 180,
		voice: 180,
		small: 270,
		medium: 540,
		full: Infinity
	};
	SAVER = {
		lines: 360,
		camera: {
			rate: 25e4,
			frames: 15
		},
		screen: {
			rate: 4e5,
			frames: 5
		}
	};
	UNPROVEN = 15e4;
}));
// packages/client/src/call/picture-watch.ts
var EARLY, PictureWatch;
var init_picture_watch = __esmMin((() => {
	init_picture_steps();
	EARLY = [300, 800];
	PictureWatch = class {
		#options;
		#flow;
		#cancels = [];
		constructor(options) {
			this.#options = options;
		}
		get step() {
			return this.#flow?.step ?? "unproven";
		}
		/** Pictures go over a standing line, be they but black: from now on something can be learnt about it. */
		flows() {
			if (this.#flow) return;
			const { platform, look } = this.#options;
			this.#flow = beginFlow(platform.now());
			this.#cancels = EARLY.map((ms) => platform.after(ms, look));
		}
		looked(look) {
			if (!this.#flow) return;
			const { step } = this.#flow;
			this.#flow = stepFlow(this.#flow, look);
			if (this.#flow.step !== step) this.#options.changed();
		}
		/** Another connection, of which nothing is known yet. */
		renew() {
			for (const cancel of this.#cancels) cancel();
			this.#flow = void 0;
		}
	};
}));
// packages/client/src/call/remote-tracks.ts
var RemoteTracks;
var init_remote_tracks = __esmMin((() => {
	RemoteTracks = class {
		stream;
		screen;
		#tracks = {};
		constructor(makeStream) {
			this.stream = makeStream([]);
			this.screen = makeStream([]);
		}
		get tracks() {
			return this.#tracks;
		}
		take(tracks) {
			for (const stream of [this.stream, this.screen]) for (const old of stream.getTracks()) stream.removeTrack(old);
			for (const [device, track] of tracks) (device === "screen" ? this.screen : this.stream).addTrack(track);
			this.#tracks = Object.fromEntries(tracks);
		}
		/** Before the accept they are there to warm up with, but whatever comes over them is black and silent. */
		letThrough(on) {
			for (const track of Object.values(this.#tracks)) track.enabled = on;
		}
	};
}));
// packages/client/src/call/still-watch.ts
/** `expected`: the other has a camera on, and the line stands. Whether to negotiate anew is `mend`. */
function stepStillness(before, { at, decoded }, expected) {
	if (!expected) return {
		stillness: void 0,
		mend: false
	};
	if (!before || decoded !== before.decoded) return {
		stillness: {
			decoded,
			since: at,
			wait: STILL$1
		},
		mend: false
	};
	if (at - before.since < before.wait) return {
		stillness: before,
		mend: false
	};
	return {
		stillness: {
			decoded,
			since: at,
			wait: Math.min(before.wait * 2, LONGEST$2)
		},
		mend: true
	};
}
var STILL$1, LONGEST$2;
var init_still_watch = __esmMin((() => {
	STILL$1 = 4e3;
	LONGEST$2 = 6e4;
}));
// packages/client/src/call/media-link.ts
var media_link_exports = /* @__PURE__ */ __exportAll({ MediaLink: () => MediaLink });
function isNamed({ participants }, user) {
	return participants.some((one) => one.user === user && one.device !== void 0);
}
var DEVICES, REPLACE, SILENT$1, MediaLink;
var init_media_link = __esmMin((() => {
	init_src();
	init_capture();
	init_local_media();
	init_permissions();
	init_warm_up();
	init_peer();
	init_reach();
	init_line_meter();
	init_line_watch();
	init_media_observer();
	init_picture_steps();
	init_picture_watch();
	init_remote_tracks();
	init_still_watch();
	init_stats_report();
	DEVICES = [
		"microphone",
		"camera",
		"screen"
	];
	REPLACE = 1e3;
	SILENT$1 = 1e3;
	MediaLink = class {
		local;
		#options;
		#remote;
		#observer;
		#watch;
		#meter;
		#pictures;
		#call;
		#peer;
		#stillness;
		/** Signals that came before the servers for candidates. */
		#held = [];
		#peerNumber = 0;
		/** When the line last stood, or began to be lost. */
		#stoodAt;
		/** The other's device that the peer connection is to. */
		#otherDevice;
		#cancelReplace;
		#cancelStuck;
		#warmUp;
		#remoteStatus;
		/** What the other was last told of this side, as JSON. */
		#toldStatus;
		#preferences;
		constructor(options) {
			const { permissions = browserPermissions(), platform, preferences, canSignal, stats } = options;
			const changed = () => this.#changed();
			this.#options = options;
			this.#preferences = preferences;
			this.#remote = new RemoteTracks(options.makeStream);
			this.#observer = new MediaObserver({
				platform,
				stats
			});
			this.local = new LocalMedia({
				source: options.source,
				permissions,
				platform,
				makeStream: options.makeStream,
				changed: () => this.#localChanged(),
				devicesChanged: options.devicesChanged
			});
			this.#watch = new LineWatch({
				platform,
				canSignal,
				repeat: () => this.#peer?.repeatOffer() ?? false,
				restart: () => this.#peer?.restartIce(),
				giveUp: () => this.#replacePeer(),
				changed
			});
			const look = () => void this.#meter.look();
			this.#pictures = new PictureWatch({
				platform,
				look,
				changed: () => this.#stepChanged()
			});
			this.#meter = createLineMeter({
				platform,
				changed,
				sampled: (sample) => this.#sampled(sample)
			});
		}
		get remote() {
			const { stream, screen, tracks } = this.#remote;
			return {
				stream,
				screen,
				tracks,
				status: this.#remoteStatus ?? this.#assumedStatus()
			};
		}
		get line() {
			const { state } = this.#watch;
			return state === "good" ? this.#meter.quality : state;
		}
		/** Whether the own pictures are held back, because the line carries hardly more than the voice. */
		get voiceFirst() {
			const { camera, screen } = this.local.status;
			return this.#accepted && this.#pictures.step === "voice" && (camera || screen);
		}
		/** When the other side was last heard over the line between the two, in ms of the Unix epoch. */
		get heardAt() {
			return this.#meter.heardAt ?? this.#stoodAt;
		}
		get connected() {
			return this.#peer?.state === "connected";
		}
		/** Brings devices and connection to where the call is. Called after every change of it. */
		follow(call) {
			const ownBefore = this.#call?.own;
			const wasAccepted = this.#accepted;
			this.#call = call;
			if (call.name === "ended") {
				this.#observer.end(call.reason);
				return this.close();
			}
			if (call.own && ownBefore !== call.own) this.local.begin(call.own);
			if (call.view) this.#meet(call.view);
			this.#routeTracks();
			this.#remote.letThrough(this.#accepted);
			this.#tellStatus();
			this.#observer.look(this.#observed);
			if (this.#accepted && !wasAccepted) this.#begin();
		}
		hear(message) {
			if (message.t === "call.signal") return this.#hearSignal(message);
			const before = this.remote.status;
			this.#remoteStatus = message.status;
			this.#shape();
			this.#changed();
			for (const device of DEVICES) {
				const on = message.status[device];
				if (on !== before[device]) this.#options.outputChanged({
					device,
					on
				});
			}
		}
		set(device, on) {
			this.local.want({ [device]: on });
		}
		/** In place of the device; kept for the accept where the call is not accepted yet. */
		use(device, track) {
			this.local.use(device, track);
			if (track && this.#call?.own) this.set(device, true);
		}
		watch(device, tell) {
			this.#observer.watch(device, this.#observed, tell);
		}
		/** Whether statistics are wanted. */
		measure(on) {
			this.#observer.listen(on);
		}
		prefer(preferences) {
			const before = this.#preferences;
			this.#preferences = preferences;
			this.#shape();
			this.#tellStatus();
			if (preferences.relayOnly === before.relayOnly) return;
			this.#peer?.reach(this.#reach(this.#options.iceServers() ?? []));
			this.#peer?.restartIce();
		}
		/** The servers for candidates have come, or others in their place: the next look for a way goes by those. */
		reach() {
			const servers = this.#options.iceServers();
			if (!servers) return;
			this.#peer?.reach(this.#reach(servers));
			if (this.#call?.view) this.#meet(this.#call.view);
			for (const message of this.#held.splice(0)) this.#hearSignal(message);
		}
		/** There is a session again, or the network is back: see whether the line needs mending, and say how we are. */
		nudge() {
			this.#toldStatus = void 0;
			this.#tellStatus();
			this.local.woken();
			this.#watch.nudge();
			this.#listen();
		}
		close() {
			this.local.close();
			this.#watch.close();
			this.#meter.close();
			this.#observer.close();
			this.#pictures.renew();
			this.#cancelReplace?.();
			this.#cancelStuck?.();
			this.#peer?.close();
			this.#peer = void 0;
			this.#stopWarmUp();
		}
		#changed() {
			this.#observer.look(this.#observed);
			this.#options.changed();
		}
		get #observed() {
			return {
				accepted: this.#accepted,
				line: this.line,
				status: this.remote.status
			};
		}
		get #accepted() {
			return this.#call?.name === "connecting" || this.#call?.name === "active";
		}
		#begin() {
			this.#watch.nudge();
			this.#cancelStuck = this.#options.platform.after(TIMES$1.stuck, () => void this.#tellStuck());
		}
		async #tellStuck() {
			if (this.connected) return;
			const cause = await this.#peer?.cause() ?? "unanswered";
			if (!this.connected && this.#accepted) this.#options.stuck(cause);
		}
		#isCaller(view) {
			return view.caller === this.#options.me;
		}
		/** A connection is to the one device that signals for the other (C9): with another device another one begins. */
		#meet(view) {
			const device = view.participants.find((one) => one.user !== this.#options.me)?.device;
			if (device === void 0 || device === this.#otherDevice) return;
			if (this.#isCaller(view)) {
				if (!isNamed(view, this.#options.me)) return;
				if (!this.#options.preconnect && !this.#accepted) return;
				if (!this.#options.iceServers()) return;
				this.#openPeer(this.#peerNumber + 1, true);
			} else this.#dropPeer();
			this.#otherDevice = device;
			this.#toldStatus = void 0;
		}
		/** The caller's new device counts its connections from the start. */
		#dropPeer() {
			this.#peer?.close();
			this.#peer = void 0;
			this.#peerNumber = 0;
		}
		#reach(servers) {
			return {
				servers,
				relayOnly: this.#preferences.relayOnly
			};
		}
		#openPeer(number, offerer) {
			const servers = this.#options.iceServers();
			if (!servers) return;
			this.#peer?.close();
			this.#cancelReplace?.();
			this.#cancelReplace = void 0;
			this.#peerNumber = number;
			this.#watch.begun();
			const reach = this.#reach(servers);
			const peer = new Peer({
				connection: this.#options.makeConnection(configurationOf(reach)),
				reach,
				offerer,
				events: {
					signal: (signal) => this.#options.sendSignal(number, signal),
					state: (state) => this.#lineHeard(state),
					receiving: (tracks) => this.#receive(tracks),
					failed: () => this.#replaceSoon()
				}
			});
			this.#peer = peer;
			const reader = createStatsReader(this.#options.platform, () => peer.stats());
			this.#meter.measure(reader);
			this.#observer.measure(reader, (mid) => peer.deviceOf(mid));
			this.#pictures.renew();
			this.#routeTracks();
		}
		#sampled(sample) {
			this.#pictures.looked(sample);
			const expected = this.connected && this.#accepted && this.#options.canSignal() && this.remote.status.camera;
			const { stillness, mend } = stepStillness(this.#stillness, sample, expected);
			this.#stillness = stillness;
			if (mend) this.#peer?.restartIce();
		}
		/** In another network a line is dead long before its connection says so. */
		async #listen() {
			await this.#meter.look();
			const { heardAt } = this.#meter;
			if (this.#watch.state !== "good" || heardAt === void 0 || !this.#options.canSignal()) return;
			if (this.#options.platform.now() - heardAt >= SILENT$1) this.#peer?.restartIce();
		}
		#lineHeard(state) {
			if (state === "connected" || this.#watch.state === "good") this.#stoodAt = this.#options.platform.now();
			if (state === "connected" && this.#watch.state === "lost") this.#peer?.refreshPictures();
			if (state === "connected") this.#meter.renewed();
			else this.#meter.look();
			if (state === "disconnected") this.#options.suspect();
			this.#watch.heard(state);
			this.#routeTracks();
			this.#changed();
		}
		/** Only the caller can make another; the callee's is replaced by the caller's next offer (C10). */
		#replacePeer() {
			const view = this.#call?.view;
			if (view && this.#isCaller(view) && this.#peer) this.#openPeer(this.#peerNumber + 1, true);
		}
		#replaceSoon() {
			this.#cancelReplace ??= this.#options.platform.after(REPLACE, () => this.#replacePeer());
		}
		#receive(tracks) {
			this.#remote.take(tracks);
			this.#remote.letThrough(this.#accepted);
			this.#changed();
		}
		/** Before the accept nothing flows but the black warm-up; after it, what this person has on. */
		#routeTracks() {
			const peer = this.#peer;
			if (!peer) return;
			const warm = this.#wantsWarmUp();
			if (warm) this.#keepWarm();
			this.#shape();
			if ((warm || this.#accepted && (this.local.status.camera || this.local.status.screen)) && this.connected) this.#pictures.flows();
			for (const device of DEVICES) {
				const own = this.#accepted ? this.local.track(device) : void 0;
				peer.send(device, own ?? (device === "camera" && warm ? this.#warmUp?.track : void 0));
			}
			if (!warm) this.#stopWarmUp();
		}
		/** While a video call rings, and on until the accepted call's camera is open. */
		#wantsWarmUp() {
			if (this.#call?.media !== "video") return false;
			if (!this.#accepted) return true;
			return this.local.isComing("camera") && this.#warmUp !== void 0;
		}
		#keepWarm() {
			const { width, height } = this.local.track("camera")?.getSettings() ?? {};
			const size = width && height ? {
				width,
				height
			} : void 0;
			this.#warmUp ??= createWarmUp(size ?? CAMERA_SIZE);
			if (size) this.#warmUp?.resize(size);
		}
		#stopWarmUp() {
			this.#warmUp?.close();
			this.#warmUp = void 0;
		}
		/** No track moves for it, and nothing is negotiated. */
		#shape() {
			const { step } = this.#pictures;
			const saver = this.#preferences.saveData || this.#remoteStatus?.saver === true;
			const { width, height } = this.local.track("camera")?.getSettings() ?? {};
			const lines = Math.min(width ?? CAMERA_SIZE.width, height ?? CAMERA_SIZE.height);
			for (const device of DEVICES) this.#peer?.shape(device, shapeOf(device, {
				step,
				saver,
				lines
			}));
		}
		#stepChanged() {
			this.#shape();
			this.#tellStatus();
			this.#changed();
		}
		#localChanged() {
			this.#routeTracks();
			this.#tellStatus();
			this.#changed();
		}
		#tellStatus() {
			if (!this.#accepted) return;
			const status = {
				...this.local.status,
				...this.#preferences.saveData && { saver: true },
				...this.voiceFirst && {
					camera: false,
					screen: false,
					voiceFirst: true
				}
			};
			const told = JSON.stringify(status);
			if (told === this.#toldStatus) return;
			this.#toldStatus = told;
			this.#options.sendStatus(status);
		}
		#hearSignal(message) {
			const { peer: number, signal } = message;
			if (!this.#options.iceServers()) return void this.#held.push(message);
			const offered = signal.kind === "description" && signal.type === "offer";
			if (number > this.#peerNumber && offered) this.#openPeer(number, false);
			if (number === this.#peerNumber) this.#peer?.hear(signal);
		}
		/** Until the other's device has said: what their person chose to bring. */
		#assumedStatus() {
			return {
				microphone: true,
				camera: (this.#call?.view?.participants.find((one) => one.user !== this.#options.me))?.media === "video",
				screen: false
			};
		}
	};
}));
// packages/client/src/blobs/incoming-handle.ts
var IncomingHandle;
var init_incoming_handle = __esmMin((() => {
	init_explain();
	init_transfer_handle();
	IncomingHandle = class extends TransferHandle {
		#run;
		constructor(about) {
			super({
				...about,
				direction: "incoming"
			});
		}
		receiveBy(run) {
			this.#run = run;
			this.carryBy(Promise.resolve(run));
		}
		accept(to) {
			if (!this.#run) throw explain("no-such-transfer");
			this.#run.accept(to);
		}
		async bytes(limit) {
			const isTooLarge = (bytes) => bytes > limit;
			const parts = [];
			let length = 0;
			if (isTooLarge(this.size ?? 0)) this.#run?.end("too-large");
			else this.accept(new WritableStream({ write(part) {
				length += part.length;
				if (isTooLarge(length)) throw explain("too-large");
				parts.push(part);
			} }));
			await this.done;
			const whole = new Uint8Array(length);
			let at = 0;
			for (const part of parts) {
				whole.set(part, at);
				at += part.length;
			}
			return whole;
		}
		stream() {
			let controller;
			/** A piece has been taken when the next one is asked for. */
			let asked;
			const readable = new ReadableStream({
				start: (made) => void (controller = made),
				pull: () => asked?.(),
				cancel: () => this.cancel()
			}, { highWaterMark: 0 });
			this.accept(new WritableStream({
				write(part) {
					controller?.enqueue(part);
					return new Promise((resolve) => {
						asked = resolve;
					});
				},
				close: () => controller?.close(),
				abort: (reason) => controller?.error(reason)
			}));
			return readable;
		}
		decline() {
			this.#run?.end("declined");
		}
	};
}));
// packages/client/src/blobs/inflow.ts
function startInflow(size) {
	return {
		size,
		received: 0,
		taken: 0,
		told: 0,
		spare: 0,
		total: void 0
	};
}
function receive$1(flow, offset, bytes) {
	const end = offset + bytes;
	if (end > Math.min(flow.told + LIMITS$1.blobWindow, flow.total ?? flow.size ?? Infinity)) return "misbehaved";
	if (offset <= flow.received && end > flow.received) return {
		flow: {
			...flow,
			received: end
		},
		fresh: end - flow.received
	};
	const spare = flow.spare - bytes - 1;
	return spare < 0 ? "misbehaved" : {
		flow: {
			...flow,
			spare
		},
		fresh: 0
	};
}
/** There is a new way. Several may open before anything comes on the first. */
function wayOpened(flow) {
	return {
		...flow,
		spare: flow.spare + ASTRAY
	};
}
/** The sender hears how far it has come. */
function senderTold(flow) {
	return {
		...flow,
		told: flow.taken
	};
}
/** The sink has taken bytes. `tells`: it is time to let the sender know. */
function sinkTook(flow, bytes) {
	const taken = flow.taken + bytes;
	return {
		flow: {
			...flow,
			taken
		},
		tells: taken - flow.told >= TELL || taken === (flow.total ?? flow.size)
	};
}
/** The sender says that this is all. */
function endTold(flow, total) {
	return (flow.total ?? flow.size ?? total) === total && total >= flow.received ? {
		...flow,
		total
	} : "misbehaved";
}
function isComplete({ taken, total }) {
	return taken === total;
}
var TELL, ASTRAY;
var init_inflow = __esmMin((() => {
	init_src();
	TELL = LIMITS$1.blobWindow / 8;
	ASTRAY = 2 * LIMITS$1.blobWindow;
}));
// node_modules/@noble/hashes/_u64.js
function setU64FromNum(view, byteOffset, n, isLE) {
	const h = fromNumH(n);
	const l = fromNumL(n);
	view.setUint32(byteOffset, isLE ? l : h, isLE);
	view.setUint32(byteOffset + 4, isLE ? h : l, isLE);
}
var fromNumH, fromNumL;
var init__u64 = __esmMin((() => {
	fromNumH = (n) => n / 2 ** 32 | 0;
	fromNumL = (n) => n >>> 0;
}));
// node_modules/@noble/hashes/utils.js
/**
* Checks if something is Uint8Array. Be careful: nodejs Buffer will return true.
* @param a - value to test
* @returns `true` when the value is a Uint8Array-compatible view.
* @example
* Check whether a value is a Uint8Array-compatible view.
* ```ts
* isBytes(new Uint8Array([1, 2, 3]));
* ```
*/
function isBytes(a) {
	return a instanceof Uint8Array || ArrayBuffer.isView(a) && a.constructor.name === "Uint8Array" && "BYTES_PER_ELEMENT" in a && a.BYTES_PER_ELEMENT === 1;
}
/**
* Asserts something is a non-negative integer.
* @param n - number to validate
* @param title - label included in thrown errors
* @returns The validated number.
* @throws On wrong argument types. {@link TypeError}
* @throws On wrong argument ranges or values. {@link RangeError}
* @example
* Validate a non-negative integer option.
* ```ts
* anumber(32, 'length');
* ```
*/
function anumber(n, title = "") {
	if (typeof n !== "number") throw new TypeError(atitle(title) + "expected number, got " + typeof n);
	if (!Number.isSafeInteger(n) || n < 0) throw new RangeError(atitle(title) + "expected integer >= 0, got " + n);
	return n;
}
/**
* Asserts something is Uint8Array.
* @param value - value to validate
* @param length - optional exact length constraint
* @param title - label included in thrown errors
* @returns The validated byte array.
* @throws On wrong argument types. {@link TypeError}
* @throws On wrong argument ranges or values. {@link RangeError}
* @example
* Validate that a value is a byte array.
* ```ts
* abytes(new Uint8Array([1, 2, 3]));
* ```
*/
function abytes(value, length, title = "") {
	if (isBytes(value) && (length === void 0 || value.length === length)) return value;
	if (length !== void 0) anumber(length, "length");
	const bytes = isBytes(value);
	const ofLen = length !== void 0 ? ` of length ${length}` : "";
	const got = bytes ? `length=${value.length}` : `type=${typeof value}`;
	const message = atitle(title) + "expected Uint8Array" + ofLen + ", got " + got;
	if (!bytes) throw new TypeError(message);
	throw new RangeError(message);
}
/**
* Asserts a hash instance has not been destroyed or finished.
* @param instance - hash instance to validate
* @param checkFinished - whether to reject finalized instances
* @throws If the hash instance has already been destroyed or finalized. {@link Error}
* @example
* Validate that a hash instance is still usable.
* ```ts
* import { aexists } from '@noble/hashes/utils.js';
* import { sha256 } from '@noble/hashes/sha2.js';
* const hash = sha256.create();
* aexists(hash);
* ```
*/
function aexists(instance, checkFinished = true) {
	if (instance.destroyed) throw new Error("hash was destroyed");
	if (checkFinished && instance.finished) throw new Error("digest() was already called");
}
/**
* Asserts output is a sufficiently-sized byte array.
* @param out - destination buffer
* @param instance - hash instance providing output length
* Oversized buffers are allowed; downstream code only promises to fill the first `outputLen` bytes.
* @throws On wrong argument types. {@link TypeError}
* @throws On wrong argument ranges or values. {@link RangeError}
* @example
* Validate a caller-provided digest buffer.
* ```ts
* import { aoutput } from '@noble/hashes/utils.js';
* import { sha256 } from '@noble/hashes/sha2.js';
* const hash = sha256.create();
* aoutput(new Uint8Array(hash.outputLen), hash);
* ```
*/
function aoutput(out, instance) {
	abytes(out, void 0, "output");
	const min = instance.outputLen;
	if (!(out.length >= min)) throw new RangeError("\"output\" expected length >= " + min);
}
/**
* Zeroizes typed arrays in place. Warning: JS provides no guarantees.
* @param arrays - arrays to overwrite with zeros
* @example
* Zeroize sensitive buffers in place.
* ```ts
* clean(new Uint8Array([1, 2, 3]));
* ```
*/
function clean(...arrays) {
	for (let i = 0; i < arrays.length; i++) arrays[i].fill(0);
}
/**
* Creates a DataView for byte-level manipulation.
* @param arr - source typed array
* @returns DataView over the same buffer region.
* @example
* Create a DataView over an existing buffer.
* ```ts
* createView(new Uint8Array(4));
* ```
*/
function createView(arr) {
	return new DataView(arr.buffer, arr.byteOffset, arr.byteLength);
}
/**
* Rotate-right operation for uint32 values.
* @param word - source word
* @param shift - shift amount in bits
* @returns Rotated word.
* @example
* Rotate a 32-bit word to the right.
* ```ts
* rotr(0x12345678, 8);
* ```
*/
function rotr(word, shift) {
	return word << 32 - shift | word >>> shift;
}
/**
* Merges default options and passed options.
* @param defaults - base option object
* @param opts - user overrides
* @param title - label included in thrown override errors
* @returns Fresh merged option object with a null prototype.
* @throws On wrong argument types. {@link TypeError}
* @example
* Merge user overrides onto default options.
* ```ts
* checkOpts({ dkLen: 32 }, { asyncTick: 10 });
* ```
*/
function checkOpts(defaults, opts, title = "opts") {
	aopts(defaults, "defaults");
	if (opts !== void 0) aopts(opts, title);
	return Object.assign(Object.create(null), defaults, opts);
}
/**
* Creates a callable hash function from a stateful class constructor.
* @param hashCons - hash constructor or factory
* @param info - optional metadata such as DER OID
* @returns Frozen callable hash wrapper with `.create()`.
*   Wrapper construction eagerly calls `hashCons(undefined)` once to read
*   `outputLen` / `blockLen`, so constructor side effects happen at module
*   init time.
* @throws On wrong argument types. {@link TypeError}
* @example
* Wrap a stateful hash constructor into a callable helper.
* ```ts
* import { createHasher } from '@noble/hashes/utils.js';
* import { sha256 } from '@noble/hashes/sha2.js';
* const wrapped = createHasher(sha256.create, { oid: sha256.oid });
* wrapped(new Uint8Array([1]));
* ```
*/
function createHasher(hashCons, info = {}) {
	if (typeof hashCons !== "function") throw new TypeError("\"hashCons\" expected function, got type=" + typeof hashCons);
	info = checkOpts({}, info, "info");
	const hashC = (msg, opts) => hashCons(opts).update(msg).digest();
	const tmp = hashCons(void 0);
	hashC.outputLen = tmp.outputLen;
	hashC.blockLen = tmp.blockLen;
	hashC.canXOF = tmp.canXOF;
	hashC.create = (opts) => hashCons(opts);
	Object.assign(hashC, info);
	return Object.freeze(hashC);
}
var atitle, aobject, aopts, oidNist;
var init_utils = __esmMin((() => {
	atitle = (title) => title ? `"${title}" ` : "";
	aobject = (value, label) => {
		if (value === null || typeof value !== "object" || Array.isArray(value)) throw new TypeError((label === "object" ? "" : `"${label}" `) + "expected object, got type=" + typeof value);
	};
	aopts = (value, label) => {
		aobject(value, label);
		const proto = Object.getPrototypeOf(value);
		if (proto !== Object.prototype && proto !== null) throw new TypeError(`"${label}" expected plain object`);
		if (Object.hasOwn(value, "__proto__")) throw new TypeError(`"${label}.__proto__" is not allowed`);
	};
	oidNist = (suffix) => ({ oid: Uint8Array.from([
		6,
		9,
		96,
		134,
		72,
		1,
		101,
		3,
		4,
		2,
		suffix
	]) });
}));
// node_modules/@noble/hashes/_md.js
/**
* Shared 32-bit conditional boolean primitive reused by SHA-256, SHA-1, and MD5 `F`.
* Returns bits from `b` when `a` is set, otherwise from `c`.
* The XOR form is equivalent to MD5's `F(X,Y,Z) = XY v not(X)Z` because the masked terms never
* set the same bit.
* @param a - selector word
* @param b - word chosen when selector bit is set
* @param c - word chosen when selector bit is clear
* @returns Mixed 32-bit word.
* @example
* Combine three words with the shared 32-bit choice primitive.
* ```ts
* Chi(0xffffffff, 0x12345678, 0x87654321);
* ```
*/
function Chi(a, b, c) {
	return a & b ^ ~a & c;
}
/**
* Shared 32-bit majority primitive reused by SHA-256 and SHA-1.
* Returns bits shared by at least two inputs.
* @param a - first input word
* @param b - second input word
* @param c - third input word
* @returns Mixed 32-bit word.
* @example
* Combine three words with the shared 32-bit majority primitive.
* ```ts
* Maj(0xffffffff, 0x12345678, 0x87654321);
* ```
*/
function Maj(a, b, c) {
	return a & b ^ a & c ^ b & c;
}
var HashMD, SHA256_IV;
var init__md = __esmMin((() => {
	init__u64();
	init_utils();
	HashMD = class {
		blockLen;
		outputLen;
		canXOF = false;
		padOffset;
		isLE;
		buffer;
		view;
		finished = false;
		length = 0;
		pos = 0;
		destroyed = false;
		constructor(blockLen, outputLen, padOffset, isLE) {
			this.blockLen = blockLen;
			this.outputLen = outputLen;
			this.padOffset = padOffset;
			this.isLE = isLE;
			this.buffer = new Uint8Array(blockLen);
			this.view = createView(this.buffer);
		}
		update(data) {
			aexists(this);
			abytes(data);
			const { view, buffer, blockLen } = this;
			const len = data.length;
			let processed = false;
			for (let pos = 0; pos < len;) {
				const take = Math.min(blockLen - this.pos, len - pos);
				if (take === blockLen) {
					const dataView = createView(data);
					for (; blockLen <= len - pos; pos += blockLen) this.process(dataView, pos);
					processed = true;
					continue;
				}
				buffer.set(pos === 0 && take === len ? data : data.subarray(pos, pos + take), this.pos);
				this.pos += take;
				pos += take;
				if (this.pos === blockLen) {
					this.process(view, 0);
					this.pos = 0;
					processed = true;
				}
			}
			this.length += data.length;
			if (processed) this.roundClean();
			return this;
		}
		digestInto(out) {
			aexists(this);
			aoutput(out, this);
			this.finished = true;
			const { buffer, view, blockLen, isLE } = this;
			let { pos } = this;
			buffer[pos++] = 128;
			buffer.fill(0, pos);
			if (this.padOffset > blockLen - pos) {
				this.process(view, 0);
				buffer.fill(0);
			}
			setU64FromNum(view, blockLen - 8, this.length * 8, isLE);
			this.process(view, 0);
			this.roundClean();
			const oview = out === buffer ? view : createView(out);
			const len = this.outputLen;
			const outLen = len / 4;
			const state = this.get();
			if (len % 4 || outLen > state.length) throw new Error("invalid outputLen");
			for (let i = 0; i < outLen; i++) oview.setUint32(4 * i, state[i], isLE);
		}
		digest() {
			const { buffer, outputLen } = this;
			this.digestInto(buffer);
			const res = buffer.slice(0, outputLen);
			this.destroy();
			return res;
		}
		_cloneIntoMeta(to) {
			const { buffer, length, finished, destroyed, pos } = this;
			to.destroyed = destroyed;
			to.finished = finished;
			to.length = length;
			to.pos = pos;
			if (pos) to.buffer.set(buffer);
			return to;
		}
		clone() {
			return this._cloneInto();
		}
	};
	SHA256_IV = /* @__PURE__ */ Uint32Array.from([
		1779033703,
		3144134277,
		1013904242,
		2773480762,
		1359893119,
		2600822924,
		528734635,
		1541459225
	]);
}));
// node_modules/@noble/hashes/sha2.js
var SHA256_K, SHA256_W, SHA2_32B, _SHA256, sha256;
var init_sha2 = __esmMin((() => {
	init__md();
	init_utils();
	SHA256_K = /* @__PURE__ */ Uint32Array.from([
		1116352408,
		1899447441,
		3049323471,
		3921009573,
		961987163,
		1508970993,
		2453635748,
		2870763221,
		3624381080,
		310598401,
		607225278,
		1426881987,
		1925078388,
		2162078206,
		2614888103,
		3248222580,
		3835390401,
		4022224774,
		264347078,
		604807628,
		770255983,
		1249150122,
		1555081692,
		1996064986,
		2554220882,
		2821834349,
		2952996808,
		3210313671,
		3336571891,
		3584528711,
		113926993,
		338241895,
		666307205,
		773529912,
		1294757372,
		1396182291,
		1695183700,
		1986661051,
		2177026350,
		2456956037,
		2730485921,
		2820302411,
		3259730800,
		3345764771,
		3516065817,
		3600352804,
		4094571909,
		275423344,
		430227734,
		506948616,
		659060556,
		883997877,
		958139571,
		1322822218,
		1537002063,
		1747873779,
		1955562222,
		2024104815,
		2227730452,
		2361852424,
		2428436474,
		2756734187,
		3204031479,
		3329325298
	]);
	SHA256_W = /* @__PURE__ */ new Uint32Array(64);
	SHA2_32B = class extends HashMD {
		A = 0;
		B = 0;
		C = 0;
		D = 0;
		E = 0;
		F = 0;
		G = 0;
		H = 0;
		constructor(outputLen, IV) {
			super(64, outputLen, 8, false);
			this.A = IV[0] | 0;
			this.B = IV[1] | 0;
			this.C = IV[2] | 0;
			this.D = IV[3] | 0;
			this.E = IV[4] | 0;
			this.F = IV[5] | 0;
			this.G = IV[6] | 0;
			this.H = IV[7] | 0;
		}
		get() {
			const { A, B, C, D, E, F, G, H } = this;
			return [
				A,
				B,
				C,
				D,
				E,
				F,
				G,
				H
			];
		}
		set(A, B, C, D, E, F, G, H) {
			this.A = A | 0;
			this.B = B | 0;
			this.C = C | 0;
			this.D = D | 0;
			this.E = E | 0;
			this.F = F | 0;
			this.G = G | 0;
			this.H = H | 0;
		}
		_cloneInto(to) {
			(to ||= new this.constructor()).set(...this.get());
			return this._cloneIntoMeta(to);
		}
		process(view, offset) {
			for (let i = 0; i < 16; i++, offset += 4) SHA256_W[i] = view.getUint32(offset, false);
			for (let i = 16; i < 64; i++) {
				const W15 = SHA256_W[i - 15];
				const W2 = SHA256_W[i - 2];
				const s0 = rotr(W15, 7) ^ rotr(W15, 18) ^ W15 >>> 3;
				const s1 = rotr(W2, 17) ^ rotr(W2, 19) ^ W2 >>> 10;
				SHA256_W[i] = s1 + SHA256_W[i - 7] + s0 + SHA256_W[i - 16] | 0;
			}
			let { A, B, C, D, E, F, G, H } = this;
			for (let i = 0; i < 64; i++) {
				const sigma1 = rotr(E, 6) ^ rotr(E, 11) ^ rotr(E, 25);
				const T1 = H + sigma1 + Chi(E, F, G) + SHA256_K[i] + SHA256_W[i] | 0;
				const T2 = (rotr(A, 2) ^ rotr(A, 13) ^ rotr(A, 22)) + Maj(A, B, C) | 0;
				H = G;
				G = F;
				F = E;
				E = D + T1 | 0;
				D = C;
				C = B;
				B = A;
				A = T1 + T2 | 0;
			}
			A = A + this.A | 0;
			B = B + this.B | 0;
			C = C + this.C | 0;
			D = D + this.D | 0;
			E = E + this.E | 0;
			F = F + this.F | 0;
			G = G + this.G | 0;
			H = H + this.H | 0;
			this.set(A, B, C, D, E, F, G, H);
		}
		roundClean() {
			clean(SHA256_W);
		}
		destroy() {
			this.destroyed = true;
			this.set(0, 0, 0, 0, 0, 0, 0, 0);
			clean(this.buffer);
		}
	};
	_SHA256 = class extends SHA2_32B {
		constructor() {
			super(32, SHA256_IV);
		}
	};
	sha256 = /* @__PURE__ */ createHasher(() => new _SHA256(), /* @__PURE__ */ oidNist(1));
}));
// packages/client/src/blobs/sha256.ts
/** Node's own where there is one: it is some ten times as fast. */
function createSha256() {
	const node = nodeCrypto()?.createHash("sha256");
	if (node) return {
		update: (bytes) => void node.update(bytes),
		digest: () => new Uint8Array(node.digest())
	};
	const hash = sha256.create();
	return {
		update: (bytes) => void hash.update(bytes),
		digest: () => hash.digest()
	};
}
function toHex(bytes) {
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
/** Not by an import, so that a bundle for pages does not look for it. */
function nodeCrypto() {
	const { process } = globalThis;
	return process?.getBuiltinModule?.("node:crypto");
}
var init_sha256 = __esmMin((() => {
	init_sha2();
}));
// packages/client/src/blobs/retry.ts
var Retry;
var init_retry = __esmMin((() => {
	init_src();
	init_backoff();
	Retry = class {
		#options;
		#refusals = 0;
		/** Ms, in the pauses after refusals. */
		#waited = 0;
		#cancel;
		constructor(options) {
			this.#options = options;
		}
		/** After a pause that grows with each refusal. False where they have gone on for too long, and there is no other try. */
		refused() {
			if (this.#waited >= TIMES$1.blobLost) return false;
			this.#refusals += 1;
			const pause = backoff(this.#refusals, this.#options.platform.random());
			this.#waited += pause;
			this.after(pause);
			return true;
		}
		after(ms) {
			this.cancel();
			this.#cancel = this.#options.platform.after(ms, this.#options.say);
		}
		cancel() {
			this.#cancel?.();
		}
		/** The server has listened, or is another one. */
		reset() {
			this.cancel();
			this.#refusals = 0;
			this.#waited = 0;
		}
	};
}));
// packages/client/src/blobs/direct-pipe.ts
function candidateSignal({ candidate, sdpMid, sdpMLineIndex, usernameFragment }) {
	return {
		kind: "candidate",
		candidate,
		sdpMid,
		sdpMLineIndex,
		usernameFragment
	};
}
var DirectPipe;
var init_direct_pipe = __esmMin((() => {
	DirectPipe = class {
		#options;
		#connection;
		#channel;
		#isOpen = false;
		#isClosed = false;
		/** Signals are applied one after the other: a candidate never overtakes its description. */
		#tail = Promise.resolve();
		/** Throws where there can be no peer connection. */
		constructor(options) {
			this.#options = options;
			const connection = options.makeConnection({ iceServers: [] });
			this.#connection = connection;
			connection.onicecandidate = ({ candidate }) => {
				if (candidate?.candidate) this.#options.sendSignal(candidateSignal(candidate));
			};
			connection.onconnectionstatechange = () => {
				const { connectionState: state } = connection;
				if (state === "disconnected" || state === "failed" || state === "closed") this.#fail();
			};
			connection.ondatachannel = ({ channel }) => this.#use(channel);
			if (!options.offers) return;
			this.#use(connection.createDataChannel("blob", { ordered: true }));
			this.#enqueue(() => this.#describe());
		}
		hear(signal) {
			this.#enqueue(async () => {
				if (signal.kind === "candidate") {
					const { kind: _, ...candidate } = signal;
					return this.#connection.addIceCandidate(candidate).catch(() => void 0);
				}
				await this.#connection.setRemoteDescription({
					type: signal.type,
					sdp: signal.sdp
				});
				if (signal.type === "offer") await this.#describe();
			});
		}
		send(frame) {
			if (this.#channel?.readyState !== "open") return;
			try {
				this.#channel.send(frame);
			} catch {
				this.#fail();
			}
		}
		close() {
			if (this.#isClosed) return;
			this.#isClosed = true;
			const channel = this.#channel;
			if (channel) channel.onopen = channel.onmessage = channel.onclose = null;
			this.#connection.onicecandidate = this.#connection.ondatachannel = null;
			this.#connection.onconnectionstatechange = null;
			this.#connection.close();
		}
		async #describe() {
			await this.#connection.setLocalDescription();
			const description = this.#connection.localDescription;
			if (!description || this.#isClosed || description.type !== "offer" && description.type !== "answer") return;
			this.#options.sendSignal({
				kind: "description",
				type: description.type,
				sdp: description.sdp
			});
		}
		#use(channel) {
			if (this.#channel) return channel.close();
			this.#channel = channel;
			const { events } = this.#options;
			channel.binaryType = "arraybuffer";
			channel.onopen = () => this.#open();
			channel.onmessage = ({ data }) => {
				if (data instanceof ArrayBuffer) events.received(new Uint8Array(data));
			};
			channel.onclose = () => this.#fail();
			if (channel.readyState === "open") this.#open();
		}
		#open() {
			if (this.#isOpen) return;
			this.#isOpen = true;
			this.#options.events.up();
		}
		#enqueue(work) {
			this.#tail = this.#tail.then(async () => {
				if (this.#isClosed) return;
				await work().catch(() => this.#fail());
			});
		}
		#fail() {
			if (this.#isClosed) return;
			this.close();
			this.#options.events.down();
		}
	};
}));
// packages/client/src/blobs/server-pipe.ts
var SILENT, RETRY, ServerPipe;
var init_server_pipe = __esmMin((() => {
	SILENT = 12e3;
	RETRY = {
		first: 250,
		most: 5e3
	};
	ServerPipe = class {
		#options;
		#key;
		#socket;
		#isUp = false;
		#failures = 0;
		#cancelTimer;
		#isClosed = false;
		constructor(options) {
			this.#options = options;
			this.#key = options.key;
			this.#open();
		}
		send(frame) {
			if (this.#isUp) this.#socket?.send(frame);
		}
		/** The server says the key again, or another one because it has been started again: there is a line to it. */
		rekey(key) {
			const isNew = key !== this.#key;
			this.#key = key;
			this.#failures = 0;
			if (this.#isClosed || this.#socket && !isNew) return;
			this.#drop();
			this.#lost();
			this.#open();
		}
		close() {
			this.#isClosed = true;
			this.#drop();
		}
		#open() {
			const { platform, url } = this.#options;
			this.#cancelTimer?.();
			const socket = platform.openBytes(url);
			this.#socket = socket;
			this.#watch();
			socket.onopen = () => socket.send(this.#key);
			socket.onmessage = (frame) => this.#hear(frame);
			socket.onclose = () => this.#retry();
		}
		#hear(frame) {
			this.#watch();
			const { events } = this.#options;
			if (typeof frame !== "string") {
				if (this.#isUp) events.received(frame);
			} else if (frame === "joined") {
				this.#failures = 0;
				this.#isUp = true;
				events.up();
			} else if (frame === "parted") this.#lost();
		}
		#watch() {
			this.#cancelTimer?.();
			this.#cancelTimer = this.#options.platform.after(SILENT, () => this.#retry());
		}
		#retry() {
			const { platform } = this.#options;
			this.#drop();
			this.#lost();
			if (this.#isClosed) return;
			const most = Math.min(RETRY.most, RETRY.first * 2 ** this.#failures);
			this.#failures += 1;
			this.#cancelTimer = platform.after(most * (.5 + platform.random() / 2), () => this.#open());
		}
		#lost() {
			if (!this.#isUp) return;
			this.#isUp = false;
			this.#options.events.down();
		}
		#drop() {
			this.#cancelTimer?.();
			const socket = this.#socket;
			this.#socket = void 0;
			if (!socket) return;
			socket.onopen = socket.onmessage = socket.onclose = null;
			socket.close();
		}
	};
}));
// packages/client/src/blobs/route.ts
var Route;
var init_route = __esmMin((() => {
	init_src();
	init_direct_pipe();
	init_server_pipe();
	Route = class {
		#options;
		#key;
		#pipe;
		#isUp = false;
		#cancelTimer;
		constructor(options) {
			this.#options = options;
			this.#key = options.key;
			if (!options.direct || !this.#tryDirect()) this.#goByServer();
		}
		send(frame) {
			this.#pipe?.send(frame);
		}
		signal(signal) {
			if (this.#pipe instanceof DirectPipe) this.#pipe.hear(signal);
		}
		rekey(key) {
			this.#key = key;
			if (this.#pipe instanceof ServerPipe) this.#pipe.rekey(key);
		}
		close() {
			this.#cancelTimer?.();
			this.#pipe?.close();
			this.#pipe = void 0;
		}
		#tryDirect() {
			const { makeConnection, offers, sendSignal, platform } = this.#options;
			try {
				const events = this.#eventsOf("direct", () => this.#goByServer());
				this.#pipe = new DirectPipe({
					makeConnection,
					offers,
					sendSignal,
					events
				});
			} catch {
				return false;
			}
			this.#cancelTimer = platform.after(TIMES$1.blobDirect, () => {
				if (!this.#isUp) this.#goByServer();
			});
			return true;
		}
		#goByServer() {
			this.close();
			const { platform, url } = this.#options;
			this.#pipe = new ServerPipe({
				platform,
				url,
				key: this.#key,
				events: this.#eventsOf("server")
			});
		}
		#eventsOf(way, lost) {
			const { events } = this.#options;
			return {
				up: () => {
					this.#isUp = true;
					events.up(way);
				},
				down: () => {
					if (this.#isUp) events.down();
					this.#isUp = false;
					lost?.();
				},
				received: (frame) => events.received(frame)
			};
		}
	};
}));
// packages/client/src/blobs/transfer-run.ts
function isSame$1(one, other) {
	if (one.name !== other.name) return false;
	if (one.name === "moving") return other.name === "moving" && one.way === other.way;
	return one.name !== "paused" || other.name === "paused" && one.by === other.by;
}
var PROGRESS, PATIENCE$4, LOOKS, LOOK$1, Run;
var init_transfer_run = __esmMin((() => {
	init_src();
	init_error();
	init_explain();
	init_retry();
	init_route();
	PROGRESS = 100;
	PATIENCE$4 = TIMES$1.blobLost;
	LOOKS = 20;
	LOOK$1 = 1e3;
	Run = class {
		options;
		handle;
		#route;
		#way;
		/** How this device has ended it. */
		#ownEnd;
		/** Whether the server may have heard of it. */
		#isKnown;
		/** How often it may still be offered to somebody who is not online. */
		#looks = 0;
		#retry;
		#cancelPatience;
		#cancelProgress;
		constructor(options) {
			this.options = options;
			this.handle = options.handle;
			this.#isKnown = this.handle.direction === "incoming";
			this.#retry = new Retry({
				platform: options.platform,
				say: () => this.say()
			});
		}
		/** The session is a new one, and so may be the server: others may be back later than this device. */
		outlived() {
			this.#looks = LOOKS;
			this.#retry.reset();
		}
		/** The server is too busy, or has no room for it. Whether it is worth another try, which then follows. */
		triesAgain() {
			return this.#retry.refused();
		}
		/** The other is not online. Whether that may pass: who was bound to it has as long as a lost way. */
		looksAgain() {
			this.#looks -= 1;
			const mayPass = this.#route !== void 0 || this.#looks >= 0;
			if (mayPass) this.#retry.after(LOOK$1);
			return mayPass;
		}
		get isOver() {
			return this.handle.isOver;
		}
		/** Both devices are bound to it, or have been and are told so again. */
		accepted(key, direct) {
			if (this.isOver) return;
			this.#retry.reset();
			if (this.#route) return this.#route.rekey(key);
			const { platform, url, makeConnection, say } = this.options;
			const { id } = this.handle;
			this.wait();
			this.#route = new Route({
				platform,
				url,
				key,
				makeConnection,
				offers: this.offers,
				direct: direct && this.options.direct(),
				sendSignal: (signal) => void say({
					t: "blob.signal",
					id,
					signal
				}),
				events: {
					up: (way) => this.#up(way),
					down: () => this.#down(),
					received: (frame) => this.received(frame)
				}
			});
			this.changed();
		}
		signal(signal) {
			this.#route?.signal(signal);
		}
		get ownEnd() {
			return this.#ownEnd;
		}
		/** The server says how it has ended, or knows nothing of it. */
		ended(code) {
			this.#close();
			this.#conclude(isErrorCode(code) ? code : "internal");
		}
		/** Ends it here and tells the server. */
		end(code, cause) {
			if (this.isOver) return;
			this.#close();
			this.#conclude(code, cause);
			if (!this.#isKnown) return;
			this.#ownEnd = code;
			this.options.say({
				t: "blob.end",
				id: this.handle.id,
				code
			});
		}
		/** It has ended before the server heard of it. */
		get isUntold() {
			return this.isOver && !this.#isKnown;
		}
		/** Says what the server should know, how it has ended after who it is: the session may be a new one. */
		say() {
			const { id } = this.handle;
			this.#retry.cancel();
			const standing = this.standing();
			if (standing && this.options.say(standing)) this.#isKnown = true;
			if (this.#ownEnd !== void 0) this.options.say({
				t: "blob.end",
				id,
				code: this.#ownEnd
			});
		}
		send(frame) {
			this.#route?.send(frame);
		}
		succeed(sha256) {
			this.#quiet();
			this.handle.update({
				name: "done",
				sha256
			}, this.progress.moved);
		}
		/** All of it is there: the server and, by it, the sender hear of that. The way stays until they have. */
		finish(sha256) {
			this.succeed(sha256);
			this.#ownEnd = "done";
			this.options.say({
				t: "blob.end",
				id: this.handle.id,
				code: "done"
			});
		}
		#conclude(code, cause) {
			if (this.isOver) return;
			const error = cause instanceof ParleyError && cause.code === code ? cause : explain(code, { cause });
			this.#quiet();
			this.handle.update({
				name: "ended",
				error
			}, this.progress.moved);
			this.release(error);
		}
		/** Accepted, and there is no way yet or any more. */
		wait() {
			this.#cancelPatience ??= this.options.platform.after(PATIENCE$4, () => this.end("interrupted"));
		}
		/** State or progress may have changed. */
		changed() {
			if (this.isOver) return;
			const next = this.#state();
			const { state } = this.handle;
			const { moved } = this.progress;
			if (isSame$1(state, next)) {
				if (moved !== this.handle.moved) this.#cancelProgress ??= this.options.platform.after(PROGRESS, () => this.#show());
				return;
			}
			this.#show();
		}
		#show() {
			this.#cancelProgress?.();
			this.#cancelProgress = void 0;
			this.handle.update(this.#state(), this.progress.moved);
		}
		#state() {
			const { pausedBy, isMoving } = this.progress;
			if (!this.#route) return { name: this.handle.state.name === "offered" ? "offered" : "waiting" };
			if (pausedBy) return {
				name: "paused",
				by: pausedBy
			};
			return this.#way && isMoving ? {
				name: "moving",
				way: this.#way
			} : { name: "waiting" };
		}
		stopWaiting() {
			this.#cancelPatience?.();
			this.#cancelPatience = void 0;
		}
		#up(way) {
			this.#way = way;
			this.stopWaiting();
			this.wayUp();
			this.changed();
		}
		#down() {
			this.#way = void 0;
			this.wayDown();
			if (!this.isOver) this.wait();
			this.changed();
		}
		#quiet() {
			this.#cancelPatience?.();
			this.#cancelProgress?.();
		}
		#close() {
			this.#retry.cancel();
			this.#route?.close();
			this.#route = void 0;
		}
	};
}));
// packages/client/src/blobs/incoming.ts
/** What a sink's failure means for the transfer. */
function codeOf(cause) {
	const own = cause instanceof ParleyError && BLOB_ENDS.find((end) => end !== "done" && end === cause.code);
	if (own && own !== "done") return own;
	const { name, code } = cause ?? {};
	return name === "QuotaExceededError" || code === "ENOSPC" || code === "EDQUOT" ? "disk-full" : "sink-failed";
}
var Incoming;
var init_incoming = __esmMin((() => {
	init_src();
	init_error();
	init_explain();
	init_inflow();
	init_sha256();
	init_transfer_run();
	Incoming = class extends Run {
		offers = false;
		#hash = createSha256();
		#waiting = [];
		#sink;
		#flow;
		/** What the sender says the hash is. */
		#expected;
		#isUp = false;
		#isWriting = false;
		#isPaused = false;
		#otherIsPaused = false;
		constructor(options) {
			super(options);
			this.#flow = startInflow(this.handle.size);
		}
		get isAccepted() {
			return this.#sink !== void 0;
		}
		/** Throws where the stream is locked. */
		accept(to) {
			if (this.isAccepted || this.isOver) throw explain("no-such-transfer");
			this.#sink = to.getWriter();
			this.#sink.closed.catch(() => void 0);
			this.handle.update({ name: "waiting" }, 0);
			this.wait();
			this.say();
		}
		/** What nobody has accepted is offered again soon, or not any more. */
		outlived() {
			super.outlived();
			if (!this.isAccepted) this.wait();
		}
		offeredAgain() {
			if (!this.isAccepted) this.stopWaiting();
			this.say();
		}
		pause(isPaused) {
			this.#isPaused = isPaused;
			if (this.#isUp) this.#tell(false);
			this.changed();
		}
		standing() {
			if (!this.isAccepted) return void 0;
			return {
				t: "blob.accept",
				id: this.handle.id,
				direct: this.options.direct()
			};
		}
		wayUp() {
			this.#isUp = true;
			this.#flow = wayOpened(this.#flow);
			this.#tell(true);
		}
		wayDown() {
			this.#isUp = false;
		}
		get progress() {
			const pausedBy = this.#isPaused ? "self" : this.#otherIsPaused ? "other" : void 0;
			return {
				moved: this.#flow.taken,
				pausedBy,
				isMoving: this.#isUp
			};
		}
		received(bytes) {
			if (this.isOver) return;
			const frame = decodeBlobFrame(bytes);
			switch (frame?.kind) {
				case "data": return this.#data(frame.offset, frame.bytes);
				case "paused":
					this.#otherIsPaused = frame.paused;
					return this.changed();
				case "end": return this.#end(frame.total, toHex(frame.sha256));
				default: return this.end("misbehaved");
			}
		}
		release(reason) {
			this.#waiting.length = 0;
			this.#sink?.abort(reason).catch(() => void 0);
		}
		#data(offset, bytes) {
			const received = receive$1(this.#flow, offset, bytes.length);
			if (received === "misbehaved") return this.end("misbehaved");
			this.#flow = received.flow;
			if (received.fresh === 0) return;
			this.#waiting.push(bytes.subarray(bytes.length - received.fresh));
			this.#write();
		}
		#end(total, sha256) {
			const flow = endTold(this.#flow, total);
			if (flow === "misbehaved" || this.#expected !== void 0 && this.#expected !== sha256) return this.end("misbehaved");
			this.#flow = flow;
			this.#expected = sha256;
			this.#write();
		}
		/** One after the other: what the sink has not taken is not granted anew. */
		async #write() {
			if (this.#isWriting || !this.#sink) return;
			this.#isWriting = true;
			try {
				for (let bytes = this.#waiting.shift(); bytes; bytes = this.#waiting.shift()) {
					this.#hash.update(bytes);
					await this.#sink.write(bytes);
					if (this.isOver) return;
					this.#took(bytes.length);
				}
				if (isComplete(this.#flow) && !this.isOver) await this.#complete(this.#sink);
			} catch (cause) {
				this.end(codeOf(cause), cause);
			} finally {
				this.#isWriting = false;
			}
		}
		#took(bytes) {
			const { flow, tells } = sinkTook(this.#flow, bytes);
			this.#flow = flow;
			if (tells && this.#isUp) this.#tell(false);
			this.changed();
		}
		async #complete(sink) {
			const sha256 = toHex(this.#hash.digest());
			if (sha256 !== this.#expected) return this.end("damaged");
			await sink.close();
			if (!this.isOver) this.finish(sha256);
		}
		#tell(resume) {
			this.#flow = senderTold(this.#flow);
			const { received, taken } = this.#flow;
			this.send(encodeBlobFrame({
				kind: "taken",
				received,
				taken,
				resume,
				paused: this.#isPaused
			}));
		}
	};
}));
// packages/client/src/blobs/outflow.ts
/** `undefined`: the receiver does not keep to the protocol. */
function stepOutflow(flow, event) {
	switch (event.name) {
		case "down": return {
			...flow,
			isUp: false
		};
		case "told": return told(flow, event);
		case "read": return {
			...flow,
			read: flow.read + event.bytes
		};
		case "source-ended": return {
			...flow,
			isWhole: true
		};
		case "paused": return {
			...flow,
			isPaused: event.paused
		};
		case "sent": {
			const next = flow.next + event.bytes;
			return {
				...flow,
				next,
				furthest: Math.max(next, flow.furthest)
			};
		}
		case "end-sent": return {
			...flow,
			endSent: true
		};
		default: return assertNever(event);
	}
}
/** The bytes to send now, from `next` on, or whether the end is due. */
function toSend(flow) {
	if (!flow.isUp || flow.isPaused || flow.otherIsPaused) return void 0;
	const bytes = Math.min(flow.read, limitOf(flow)) - flow.next;
	if (bytes > 0) return { bytes: Math.min(bytes, LIMITS$1.blobChunk) };
	return flow.isWhole && flow.next === flow.read && !flow.endSent ? "end" : void 0;
}
/** Whether the source is to be read: never beyond what may be sent, so that no more than that is kept. */
function wantsBytes(flow) {
	return flow.isUp && !flow.isWhole && flow.read - flow.next < READ_AHEAD && flow.read < limitOf(flow);
}
function limitOf({ taken }) {
	return taken + LIMITS$1.blobWindow;
}
function told(flow, event) {
	const { received, taken, resume, paused } = event;
	if (received < flow.received || taken < flow.taken || received > flow.furthest) return void 0;
	const heard = {
		...flow,
		received,
		taken,
		otherIsPaused: paused
	};
	if (!resume || flow.isUp) return {
		...heard,
		next: Math.max(flow.next, received)
	};
	return {
		...heard,
		isUp: true,
		next: received,
		endSent: false
	};
}
var READ_AHEAD, OUTFLOW;
var init_outflow = __esmMin((() => {
	init_src();
	READ_AHEAD = 262144;
	OUTFLOW = {
		isUp: false,
		read: 0,
		isWhole: false,
		next: 0,
		furthest: 0,
		endSent: false,
		received: 0,
		taken: 0,
		isPaused: false,
		otherIsPaused: false
	};
}));
// packages/client/src/blobs/retained.ts
var BLOCK, Retained;
var init_retained = __esmMin((() => {
	init_src();
	BLOCK = LIMITS$1.blobChunk;
	Retained = class {
		#blocks = /* @__PURE__ */ new Map();
		#first = 0;
		#end = 0;
		/** Bytes of memory that are held. */
		get size() {
			return this.#blocks.size * BLOCK;
		}
		add(bytes) {
			for (let at = 0; at < bytes.length;) {
				const within = this.#end % BLOCK;
				const part = bytes.subarray(at, at + BLOCK - within);
				this.#block(Math.floor(this.#end / BLOCK)).set(part, within);
				at += part.length;
				this.#end += part.length;
			}
		}
		/** The receiver has all before `offset`. */
		release(offset) {
			const first = Math.floor(offset / BLOCK);
			for (; this.#first < first && this.#blocks.size > 0; this.#first += 1) this.#blocks.delete(this.#first);
		}
		clear() {
			this.#blocks.clear();
		}
		/** At most so many bytes from `offset` on: those that lie together. Throws where they are no longer kept. */
		at(offset, length) {
			const block = this.#blocks.get(Math.floor(offset / BLOCK));
			if (!block) throw new RangeError(`byte ${offset} is not kept`);
			const within = offset % BLOCK;
			return block.subarray(within, Math.min(BLOCK, within + length));
		}
		#block(number) {
			const block = this.#blocks.get(number) ?? new Uint8Array(BLOCK);
			this.#blocks.set(number, block);
			return block;
		}
	};
}));
// packages/client/src/blobs/source.ts
function openSource(source) {
	if (source instanceof Uint8Array) return piecewise(source.length, (from, to) => Promise.resolve(source.subarray(from, to)));
	if (source instanceof Blob) return piecewise(source.size, async (from, to) => new Uint8Array(await source.slice(from, to).arrayBuffer()));
	return "getReader" in source ? ofStream(source.getReader()) : ofIterator(source[Symbol.asyncIterator]());
}
function piecewise(size, read) {
	let at = 0;
	return {
		async read() {
			if (at >= size) return void 0;
			const piece = await read(at, Math.min(size, at + PIECE));
			at += piece.length;
			return piece;
		},
		cancel: () => void 0
	};
}
function ofStream(reader) {
	return inPieces({
		read: () => reader.read(),
		cancel: (reason) => void reader.cancel(reason).catch(() => void 0)
	});
}
function ofIterator(iterator) {
	const leave = async () => iterator.return?.();
	return inPieces({
		read: () => iterator.next(),
		cancel: () => void leave().catch(() => void 0)
	});
}
/** A chunk may be of any size. */
function inPieces({ read, cancel }) {
	let rest = /* @__PURE__ */ new Uint8Array();
	return {
		cancel,
		async read() {
			while (rest.length === 0) {
				const { done, value } = await read();
				if (done) return void 0;
				rest = bytesOf(value);
			}
			const piece = rest.subarray(0, PIECE);
			rest = rest.subarray(PIECE);
			return piece;
		}
	};
}
function bytesOf(value) {
	if (value instanceof Uint8Array) return value;
	throw new TypeError("The source gives something else than a Uint8Array.");
}
var PIECE;
var init_source = __esmMin((() => {
	PIECE = 262144;
}));
// packages/client/src/blobs/outgoing.ts
var Outgoing;
var init_outgoing = __esmMin((() => {
	init_src();
	init_outflow();
	init_retained();
	init_sha256();
	init_source();
	init_transfer_run();
	Outgoing = class extends Run {
		offers = true;
		#source;
		#hash = createSha256();
		#kept = new Retained();
		#digest;
		#flow = OUTFLOW;
		#isReading = false;
		/** Throws where the source can't be read at all, as one that is being read by somebody else. */
		constructor(options, source) {
			super(options);
			this.#source = openSource(source);
		}
		pause(isPaused) {
			this.#step({
				name: "paused",
				paused: isPaused
			});
			this.#tellPaused();
			this.#pump();
			this.changed();
		}
		/** Said by the server: the receiver has it. */
		ended(code) {
			if (code !== "done") return super.ended(code);
			if (!this.#digest) return super.ended("misbehaved");
			this.#flow = {
				...this.#flow,
				taken: this.#flow.read
			};
			if (!this.isOver) this.succeed(toHex(this.#digest));
			this.#kept.clear();
			super.ended(code);
		}
		standing() {
			const { id, with: to, name, type, size } = this.handle;
			const direct = this.options.direct();
			return {
				t: "blob.offer",
				id,
				to,
				name,
				type,
				...size !== void 0 && { size },
				direct
			};
		}
		wayUp() {
			this.#step({ name: "down" });
			this.#tellPaused();
		}
		wayDown() {
			this.#step({ name: "down" });
		}
		received(bytes) {
			const frame = decodeBlobFrame(bytes);
			if (frame?.kind !== "taken") return this.end("misbehaved");
			const { kind: _, ...told } = frame;
			if (!this.#step({
				name: "told",
				...told
			})) return;
			this.#kept.release(this.#flow.received);
			this.#pump();
			this.changed();
		}
		get progress() {
			const { taken, isPaused, otherIsPaused, isUp } = this.#flow;
			return {
				moved: taken,
				pausedBy: isPaused ? "self" : otherIsPaused ? "other" : void 0,
				isMoving: isUp
			};
		}
		release(error) {
			this.#source.cancel(error);
			this.#kept.clear();
		}
		#step(event) {
			const flow = this.isOver ? void 0 : stepOutflow(this.#flow, event);
			if (flow) this.#flow = flow;
			else this.end("misbehaved");
			return flow !== void 0;
		}
		#tellPaused() {
			this.send(encodeBlobFrame({
				kind: "paused",
				paused: this.#flow.isPaused
			}));
		}
		#pump() {
			for (let due = toSend(this.#flow); due !== void 0 && !this.isOver; due = toSend(this.#flow)) if (due === "end") {
				this.#digest ??= this.#hash.digest();
				this.#step({ name: "end-sent" });
				this.send(encodeBlobFrame({
					kind: "end",
					total: this.#flow.read,
					sha256: this.#digest
				}));
			} else {
				const offset = this.#flow.next;
				const bytes = this.#kept.at(offset, due.bytes);
				this.#step({
					name: "sent",
					bytes: bytes.length
				});
				this.send(encodeBlobFrame({
					kind: "data",
					offset,
					bytes
				}));
			}
			if (wantsBytes(this.#flow) && !this.#isReading && !this.isOver) this.#read();
		}
		async #read() {
			this.#isReading = true;
			try {
				const bytes = await this.#source.read();
				if (this.isOver) return;
				this.#take(bytes);
			} catch (cause) {
				this.end("source-failed", cause);
			} finally {
				this.#isReading = false;
			}
			this.#pump();
		}
		#take(bytes) {
			const { size } = this.handle;
			const read = this.#flow.read + (bytes?.length ?? 0);
			if (size !== void 0 && (read > size || !bytes && read < size)) throw new RangeError(`The source has ${bytes ? "more" : "less"} than the ${size} bytes it was to have.`);
			if (!bytes) return void this.#step({ name: "source-ended" });
			this.#hash.update(bytes);
			this.#kept.add(bytes);
			this.#step({
				name: "read",
				bytes: bytes.length
			});
		}
	};
}));
// packages/client/src/blobs/transfers.ts
var transfers_exports = /* @__PURE__ */ __exportAll({ Transfers: () => Transfers });
var REMEMBERED, Transfers;
var init_transfers = __esmMin((() => {
	init_src();
	init_explain();
	init_incoming_handle();
	init_incoming();
	init_outgoing();
	REMEMBERED = 256;
	Transfers = class {
		#options;
		#runs = /* @__PURE__ */ new Map();
		/** Those of them that are to be offered when it is their turn. */
		#queue = /* @__PURE__ */ new Set();
		/** How incoming ones have ended. A server that was started again may know less. */
		#ends = /* @__PURE__ */ new Map();
		#closed;
		constructor(options) {
			this.#options = options;
		}
		send(handle, source) {
			if (this.#closed) throw explain(this.#closed);
			const run = this.#open(handle, source);
			this.#runs.set(handle.id, run);
			this.#queue.add(handle.id);
			this.#offerNext();
			return run;
		}
		hear(message) {
			if (message.t === "error") this.#refused(message);
			if (message.t === "blob.offered") this.#offered(message);
			if (message.t === "blob.accepted") this.#runs.get(message.id)?.accepted(message.key, message.direct);
			if (message.t === "blob.signal") this.#runs.get(message.id)?.signal(message.signal);
			if (message.t === "blob.ended") this.#ended(message.id, message.code);
		}
		/** What was said last may have got lost, whether the session is the same or not. */
		welcomed(recovered) {
			for (const [id, run] of this.#runs) {
				if (!recovered) run.outlived();
				if (run.isUntold) this.#drop(id);
				else if (!this.#queue.has(id)) run.say();
			}
			this.#offerNext();
		}
		/** There is no session any more, and there will be none. */
		close(code) {
			this.#closed = code;
			for (const run of this.#runs.values()) run.ended(code);
			this.#runs.clear();
		}
		#open(handle, source) {
			try {
				return new Outgoing(this.#optionsFor(handle), source);
			} catch (cause) {
				throw explain("source-failed", { cause });
			}
		}
		#optionsFor(handle) {
			const { connection, platform, server, makeConnection, direct } = this.#options;
			return {
				handle,
				platform,
				url: new URL(BLOB_PATH + handle.id, server).href,
				makeConnection,
				direct,
				say: (message) => connection.send(message)
			};
		}
		#offered({ id, from, name, type, size }) {
			const known = this.#runs.get(id);
			if (known) return known instanceof Incoming ? known.offeredAgain() : void 0;
			const end = this.#ends.get(id);
			if (end) return this.#answer(id, end);
			const handle = new IncomingHandle({
				id,
				with: from,
				name,
				type,
				size
			});
			const run = new Incoming(this.#optionsFor(handle));
			handle.receiveBy(run);
			this.#runs.set(id, run);
			this.#options.offered(handle);
		}
		#answer(id, code) {
			const { connection } = this.#options;
			if (code !== "declined") connection.send({
				t: "blob.accept",
				id,
				direct: false
			});
			connection.send({
				t: "blob.end",
				id,
				code
			});
		}
		#ended(id, code) {
			const run = this.#runs.get(id);
			if (!run) return;
			run.ended(code);
			this.#forget(id, run);
		}
		#refused({ code, about }) {
			const id = about?.id;
			const run = this.#runs.get(id);
			if (!run || !about || about.t === "blob.signal") return;
			if (code === "rate-limited" && run.triesAgain()) return;
			if (about.t === "blob.offer" && !(code === "not-online" && run.looksAgain())) this.#ended(id, code);
			if (about.t === "blob.end") this.#forget(id, run);
		}
		#forget(id, run) {
			run.ended("interrupted");
			this.#drop(id);
			this.#offerNext();
			if (!(run instanceof Incoming)) return;
			if (run.ownEnd) this.#ends.set(id, run.ownEnd);
			const [oldest] = this.#ends.keys();
			if (this.#ends.size > REMEMBERED && oldest) this.#ends.delete(oldest);
		}
		#drop(id) {
			this.#runs.delete(id);
			this.#queue.delete(id);
		}
		/** As many as the server lets one account have under way. */
		#offerNext() {
			const offered = [...this.#runs].filter(([id, run]) => run instanceof Outgoing && !this.#queue.has(id));
			let room = LIMITS$1.blobsFrom - offered.length;
			for (const id of this.#queue) {
				const run = this.#runs.get(id);
				if (!run || run.isUntold) this.#drop(id);
				else if (room > 0) {
					room -= 1;
					this.#queue.delete(id);
					run.say();
				}
			}
		}
	};
}));
// packages/client/src/parley.ts
init_src();
/** Connects at once and stays connected until `close`, or until the server says it is over. */
function assembleParley(options, { createCalls, explain }) {
	const { user, platform = browserPlatform(), client = "parley-web", heartbeat, goOn } = options;
	const url = socketUrl(options.server ?? location.origin);
	const endSignIn = options.signOut ?? (() => signOut({ server: options.server ?? "" }));
	const canCall = options.media?.makeConnection !== void 0 || "RTCPeerConnection" in globalThis;
	const connection = new Connection({
		url,
		platform,
		client,
		device: goOn?.device ?? mintDeviceId(),
		user,
		canCall: canCall || options.rings === true,
		heartbeat,
		resume: goOn
	});
	const presence = createPresence({
		connection,
		user
	});
	const pacer = createPacer({
		connection,
		platform
	});
	const delivery = new Delivery({
		connection,
		pacer
	});
	const chat = new Chat({
		connection,
		delivery,
		platform,
		user,
		texts: goOn?.texts
	});
	const { queryTimeout: timeout } = options;
	const messages = new Messages({
		connection,
		delivery,
		pacer,
		platform,
		explain,
		timeout
	});
	const environment = mediaEnvironment(options.media);
	const loadMedia = async () => {
		const { MediaLink } = await Promise.resolve().then(() => (init_media_link(), media_link_exports));
		return (linkOptions) => new MediaLink(linkOptions);
	};
	const calls = createCalls({
		connection,
		platform,
		user,
		canCall,
		loadMedia,
		environment
	});
	const blobs = new Blobs({
		connection,
		async load(offered) {
			const { Transfers } = await Promise.resolve().then(() => (init_transfers(), transfers_exports));
			const direct = () => canCall && !calls.preferences.relayOnly;
			const { makeConnection } = environment;
			return new Transfers({
				connection,
				platform,
				server: url,
				makeConnection,
				direct,
				offered
			});
		}
	});
	const stopLeave = platform.onLeave(() => {
		calls.leave();
		connection.leave();
	});
	const close = (code) => {
		stopLeave();
		calls.close();
		chat.close();
		pacer.close();
		connection.close(code);
	};
	return {
		user,
		connection,
		presence,
		chat,
		calls,
		messages,
		blobs,
		async signOut() {
			await endSignIn();
			close("signed-out");
		},
		handOver() {
			calls.handOver();
			const session = connection.handOver();
			close();
			return session && {
				user,
				...session,
				texts: chat.texts
			};
		},
		close: () => close()
	};
}
function socketUrl(origin) {
	const url = new URL("/ws", origin);
	url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
	return url.href;
}
// packages/client/src/call/watch-handle.ts
var WatchHandle;
var init_watch_handle = __esmMin((() => {
	init_events();
	WatchHandle = class extends Emitter {
		device;
		state = { name: "connecting" };
		output = false;
		constructor(device) {
			super();
			this.device = device;
		}
		/** For the call alone. */
		tell(state, output, told) {
			this.state = state;
			this.output = output;
			for (const { type, event } of told) this.emit(type, event);
		}
	};
}));
// packages/client/src/call/call-handle.ts
var NO_LOCAL_MEDIA, CallHandle;
var init_call_handle = __esmMin((() => {
	init_src();
	init_events();
	init_watch_handle();
	NO_LOCAL_MEDIA = {
		picture: void 0,
		status: {
			microphone: false,
			camera: false,
			screen: false
		},
		tracks: {},
		problems: []
	};
	CallHandle = class extends Emitter {
		#options;
		#machine;
		#link;
		/** Of the program's, for a link that is yet to come. */
		#tracks = /* @__PURE__ */ new Map();
		#watches = /* @__PURE__ */ new Map();
		with;
		media;
		constructor(options) {
			super();
			this.#options = options;
			this.#machine = options.machine;
			this.with = options.machine.with;
			this.media = options.machine.media;
		}
		get id() {
			return this.#machine.id;
		}
		get direction() {
			return this.#machine.direction;
		}
		get machine() {
			return this.#machine;
		}
		get link() {
			return this.#link;
		}
		get state() {
			const machine = this.#machine;
			switch (machine.name) {
				case "dialling": return {
					name: "dialling",
					ringing: machine.ringing
				};
				case "ringing":
				case "connecting": return { name: machine.name };
				case "active": return {
					name: "active",
					since: machine.since - this.#options.clockOffset()
				};
				case "ended": {
					const { reason, duration, by, causes } = machine;
					return {
						name: "ended",
						reason,
						duration,
						...by === void 0 ? {} : { by },
						...causes.length === 0 ? {} : { causes }
					};
				}
				default: return assertNever(machine);
			}
		}
		get local() {
			return this.#link?.local ?? NO_LOCAL_MEDIA;
		}
		get remote() {
			return this.#link?.remote;
		}
		get line() {
			return this.#link?.line ?? "connecting";
		}
		get voiceFirst() {
			return this.#link?.voiceFirst ?? false;
		}
		on(type, listener) {
			const stop = super.on(type, listener);
			this.#measure();
			return () => {
				stop();
				this.#measure();
			};
		}
		accept(media, { tracks = {} } = {}) {
			if (this.#machine.name !== "ringing") return;
			this.useTracks(tracks);
			this.#options.dispatch({
				type: "accept",
				media
			});
		}
		decline() {
			if (this.#machine.name === "ringing") this.hangUp();
		}
		hangUp() {
			this.#options.dispatch({
				type: "hang-up",
				now: this.#options.now() + this.#options.clockOffset()
			});
		}
		setMicrophone(on) {
			this.#set("microphone", on);
		}
		setCamera(on) {
			this.#set("camera", on);
		}
		setScreen(on) {
			this.#set("screen", on);
		}
		useTrack(device, track) {
			this.useTracks({ [device]: track });
		}
		/** All of them, or none where one is of the wrong kind. */
		useTracks(tracks) {
			const all = Object.entries(tracks);
			for (const [device, track] of all) if (track && track.kind === "audio" !== (device === "microphone")) throw new TypeError(`A track of kind ${track.kind} can't stand for a ${device}.`);
			for (const [device, track] of all) {
				if (track) this.#tracks.set(device, track);
				else this.#tracks.delete(device);
				this.#link?.use(device, track);
			}
		}
		watch(device) {
			const known = this.#watches.get(device);
			if (known) return known;
			const watch = new WatchHandle(device);
			this.#watches.set(device, watch);
			this.#tellOf(watch);
			return watch;
		}
		retry(device) {
			this.#link?.local.retry(device);
		}
		#tellOf(watch) {
			const { state } = this;
			if (state.name === "ended") {
				const { reason } = state;
				watch.tell({
					name: "disconnected",
					reason
				}, false, [{
					type: "disconnected",
					event: { reason }
				}]);
			} else this.#link?.watch(watch.device, (...told) => watch.tell(...told));
		}
		#measure() {
			this.#link?.measure(this.heeds("stats"));
		}
		#set(device, on) {
			if (this.#machine.own !== void 0) this.#link?.set(device, on);
		}
		/** For `createCalls` alone: the machine has moved on, or the link has changed. */
		update({ machine, link }) {
			this.#machine = machine ?? this.#machine;
			this.#link = link ?? this.#link;
			if (link) {
				for (const [device, track] of this.#tracks) link.use(device, track);
				for (const watch of this.#watches.values()) this.#tellOf(watch);
				this.#measure();
			} else if (machine?.name === "ended" && !this.#link) for (const watch of this.#watches.values()) this.#tellOf(watch);
			this.emit("changed", void 0);
		}
	};
}));
// packages/client/src/call/call-machine.ts
function dial(options) {
	const { id, to, media } = options;
	const base = {
		id,
		direction: "outgoing",
		with: to,
		media,
		own: media,
		view: void 0
	};
	return [{
		...base,
		name: "dialling",
		ringing: false
	}, [invite(base)]];
}
/** A call that reaches this device as a view: usually one that begins to ring. */
function answerable(view, me) {
	const other = view.participants.find((participant) => participant.user !== me);
	const [state, effects] = stepCall({
		id: view.call,
		direction: "incoming",
		with: other?.user ?? view.caller,
		media: view.media,
		own: void 0,
		view: void 0,
		name: "ringing"
	}, {
		type: "view",
		view
	}, me);
	return [state, [{
		t: "call.ringing",
		call: view.call
	}, ...effects]];
}
function stepCall(state, event, me) {
	switch (event.type) {
		case "view": return viewed(state, event.view, me);
		case "accept": return accepted(state, event.media);
		case "hang-up": return hungUp(state, event.now, me);
		case "refused": return refused(state, event.code, event.now);
		case "media-connected": return mediaConnected(state);
		case "media-stuck":
			if (state.name !== "connecting" || state.mediaUp || state.view?.state !== "connecting") return [state, []];
			return [state, [{
				t: "call.stuck",
				call: state.id,
				cause: event.cause
			}]];
		case "welcomed": return welcomed(state, event, me);
		case "gave-up": return gaveUp(state, event.now);
		default: return assertNever(event);
	}
}
function accepted(state, media) {
	if (state.name !== "ringing") return [state, []];
	const answered = {
		...base(state),
		own: media
	};
	const accept = {
		t: "call.accept",
		call: state.id,
		media
	};
	const other = state.view?.participants.find(({ user }) => user === state.with)?.state;
	if (other === "joined") return [{
		...answered,
		name: "connecting",
		mediaUp: false
	}, [accept]];
	return [{
		...answered,
		direction: "outgoing",
		name: "dialling",
		ringing: other === "ringing"
	}, [accept]];
}
function hasJoined(view, user) {
	return view.participants.some((one) => one.user === user && one.state === "joined");
}
function base(state) {
	const { id, direction, with: other, media, own, view } = state;
	return {
		id,
		direction,
		with: other,
		media,
		own,
		view
	};
}
function invite(call) {
	return {
		t: "call.invite",
		call: call.id,
		to: call.with,
		media: call.media
	};
}
function viewed(state, view, me) {
	if (state.name === "ended") {
		if (view.state !== "ended") return [state, []];
		const { reason, duration, by, causes = [] } = view;
		const owed = state.owed && {
			...state.owed,
			confirmed: true
		};
		return [{
			...state,
			reason,
			duration,
			by,
			causes,
			owed
		}, []];
	}
	const seen = {
		...base(state),
		id: view.call,
		view
	};
	switch (view.state) {
		case "ringing": return [ringingView(state, seen, view), []];
		case "connecting": return hasJoined(view, me) ? connectingView(state, seen) : [{
			...state,
			view
		}, []];
		case "active": return [{
			...seen,
			name: "active",
			since: view.since
		}, []];
		case "ended": {
			const { reason, duration, by, causes = [] } = view;
			return [{
				...seen,
				name: "ended",
				reason,
				duration,
				by,
				causes,
				owed: void 0
			}, []];
		}
		default: return assertNever(view);
	}
}
function ringingView(state, seen, view) {
	if (state.name !== "dialling") return {
		...state,
		view
	};
	const ringing = view.participants.some((one) => one.user === state.with && one.state === "ringing");
	return {
		...seen,
		name: "dialling",
		ringing
	};
}
function connectingView(state, seen) {
	if (state.name === "connecting") {
		const effects = state.mediaUp ? [{
			t: "call.connected",
			call: seen.id
		}] : [];
		const news = state.view?.state !== "connecting";
		return [{
			...seen,
			name: "connecting",
			mediaUp: state.mediaUp
		}, news ? effects : []];
	}
	return [{
		...seen,
		name: "connecting",
		mediaUp: false
	}, []];
}
function mediaConnected(state) {
	if (state.name !== "connecting" || state.mediaUp) return [state, []];
	const told = state.view?.state === "connecting";
	return [{
		...state,
		mediaUp: true
	}, told ? [{
		t: "call.connected",
		call: state.id
	}] : []];
}
function goodbye(state) {
	switch (state.name) {
		case "ringing": return {
			t: "call.decline",
			call: state.id
		};
		case "dialling":
		case "connecting":
		case "active": return {
			t: "call.hangup",
			call: state.id
		};
		default: return assertNever(state);
	}
}
function hungUp(state, now, me) {
	const reasons = {
		dialling: "cancelled",
		ringing: "declined",
		connecting: "hung-up",
		active: "hung-up"
	};
	if (state.name === "ended") return [state, []];
	return end(state, {
		reason: reasons[state.name],
		by: me,
		now,
		owed: goodbye(state)
	});
}
function end(state, how) {
	if (state.name === "ended") return [state, []];
	const { reason, by, now, owed } = how;
	const duration = state.name === "active" ? Math.max(0, now - state.since) : 0;
	const ended = {
		...base(state),
		name: "ended",
		reason,
		duration,
		by,
		causes: []
	};
	if (!owed) return [{
		...ended,
		owed
	}, []];
	return [{
		...ended,
		owed: {
			message: owed,
			at: now,
			confirmed: false
		}
	}, [owed]];
}
function gaveUp(state, now) {
	if (state.name === "ended") return [state, []];
	const inCall = state.name === "connecting" || state.name === "active";
	const lost = {
		t: "call.hangup",
		call: state.id,
		reason: "connection-lost"
	};
	return end(state, {
		reason: "connection-lost",
		by: void 0,
		now,
		owed: inCall ? lost : goodbye(state)
	});
}
function refused(state, code, now) {
	if (state.name === "ended") return [{
		...state,
		owed: void 0
	}, []];
	if (code === "no-such-call") return end(state, {
		reason: "connection-lost",
		by: void 0,
		now,
		owed: void 0
	});
	if (code === "already-in-call" && state.name === "dialling") return end(state, {
		reason: "busy",
		by: void 0,
		now,
		owed: void 0
	});
	if (state.name === "dialling" && state.view === void 0) return end(state, {
		reason: "unavailable",
		by: void 0,
		now,
		owed: void 0
	});
	return [state, []];
}
/** What a server that does not know the call is to put it together from (C16). */
function claimOf(state, me) {
	const { own, view } = state;
	if (!view) return state.direction === "outgoing" ? unheardClaim(state, me) : void 0;
	if (view.state === "ended") return void 0;
	const { caller, media } = view;
	const base = {
		caller,
		media,
		participants: view.participants.map((one) => ({
			user: one.user,
			media: one.user === me && own ? own : one.media
		}))
	};
	if (view.state === "active") return {
		...base,
		state: "active",
		since: view.since
	};
	if (state.name === "ended" && state.owed?.message.t === "call.decline") return {
		...base,
		state: "declined"
	};
	if (caller === me) return {
		...base,
		state: own ? view.state : "rung"
	};
	return {
		...base,
		state: own ? "connecting" : view.state
	};
}
/** The caller never heard of the call; the callee may have. */
function unheardClaim({ media, with: other }, me) {
	return {
		caller: me,
		media,
		participants: [me, other].map((user) => ({
			user,
			media
		})),
		state: "ringing"
	};
}
function welcomed(state, { recovered, now }, me) {
	const claim = claimOf(state, me);
	const back = {
		t: "call.rejoin",
		call: state.id,
		...claim ? { claim } : {}
	};
	const rejoin = recovered ? [] : [back];
	switch (state.name) {
		case "dialling": {
			if (!state.view) return [state, [invite(state)]];
			const { id, own = state.media } = state;
			return [state, !hasJoined(state.view, me) ? [...rejoin, {
				t: "call.accept",
				call: id,
				media: own
			}] : rejoin];
		}
		case "ringing": return [state, [...rejoin, {
			t: "call.ringing",
			call: state.id
		}]];
		case "connecting": {
			const accepted = state.view?.state === "connecting";
			const accept = accepted || state.direction === "outgoing" || !state.own ? [] : [{
				t: "call.accept",
				call: state.id,
				media: state.own
			}];
			const up = accepted && state.mediaUp ? [{
				t: "call.connected",
				call: state.id
			}] : [];
			return [state, [
				...rejoin,
				...accept,
				...up
			]];
		}
		case "active": return [state, rejoin];
		case "ended":
			if (!state.owed || state.owed.confirmed && recovered || isForgotten(state, now)) return [state, []];
			return [state, [...rejoin, late(state.owed, now)]];
		default: return assertNever(state);
	}
}
/** Nobody waits any longer to hear of its end: the other knows, or has given up (C12). */
function isForgotten(state, now) {
	return state.name === "ended" && state.owed?.confirmed === true && now - state.owed.at > TIMES$1.callLost;
}
/** A hang-up that comes late says how late, so that both sides are told the same duration. */
function late({ message, at }, now) {
	if (message.t !== "call.hangup") return message;
	return {
		...message,
		ago: Math.min(TIMES$1.hangUpAgo, Math.max(0, Math.round(now - at)))
	};
}
var init_call_machine = __esmMin((() => {
	init_src();
}));
// packages/client/src/call/lost-watch.ts
/** When the call is over for want of anybody to be heard; `undefined` while somebody is. */
function givesUpAt({ call, server, line, heardAt }) {
	const awaySince = server.away ? server.heardAt : void 0;
	switch (call) {
		case "dialling":
		case "ringing":
		case "connecting": return plus(awaySince, TIMES$1.callLost);
		case "active":
			if (line === "good" || line === "weak") return void 0;
			return plus(heardAt ?? awaySince, TIMES$1.callLost);
		case "ended": return;
		default: return assertNever(call);
	}
}
function plus(at, ms) {
	return at === void 0 ? void 0 : at + ms;
}
function createLostWatch(options) {
	const { platform, contact, pulse, giveUp } = options;
	let due;
	let cancelPulse;
	function beat() {
		pulse();
		cancelPulse = platform.after(PULSE, beat);
	}
	function follow(isCall) {
		if (isCall) cancelPulse ??= platform.after(PULSE, beat);
		else {
			cancelPulse?.();
			cancelPulse = void 0;
		}
	}
	function disarm() {
		due?.cancel();
		due = void 0;
	}
	function look() {
		const known = contact();
		follow(known !== void 0);
		const at = known && givesUpAt(known);
		if (at === due?.at) return;
		disarm();
		if (at === void 0) return;
		due = {
			at,
			cancel: platform.after(Math.max(0, at - platform.now()), () => fire(at))
		};
	}
	function fire(at) {
		if (platform.now() - at <= FROZEN) end();
		else due = {
			at,
			cancel: platform.after(THAW, end)
		};
	}
	/** What was heard since the timer was set puts the end off. */
	function end() {
		due = void 0;
		const known = contact();
		const at = known && givesUpAt(known);
		if (at !== void 0 && at <= platform.now()) giveUp(at);
		else look();
	}
	return {
		look,
		close() {
			disarm();
			follow(false);
		}
	};
}
var PULSE, FROZEN, THAW;
var init_lost_watch = __esmMin((() => {
	init_src();
	PULSE = 1500;
	FROZEN = 2e3;
	THAW = 1e3;
}));
// packages/client/src/call/calls.ts
function contactOf({ machine, line, link }, { state, heardAt }) {
	const server = {
		away: state.name !== "connected",
		heardAt
	};
	return {
		call: machine.name,
		server,
		line,
		heardAt: link?.heardAt
	};
}
var Calls;
var init_calls = __esmMin((() => {
	init_src();
	init_error();
	init_events();
	init_explain();
	init_call_handle();
	init_call_machine();
	init_lost_watch();
	Calls = class extends Emitter {
		#options;
		/** Ended here not long ago: a server may still have to be told (C4, C7, C16). */
		#parting = /* @__PURE__ */ new Map();
		/** Rings that came in while another call was in the way. */
		#waiting = /* @__PURE__ */ new Map();
		#stopWake;
		#lost;
		#current;
		/** What was relayed before the media code was there. */
		#early = [];
		#preconnect = false;
		/** Whether this server gives calls a relay. */
		#relays = false;
		/** The newest servers for candidates, which may come before the view that says whose call this is (C5). */
		#relay;
		#preferences = {
			relayOnly: false,
			saveData: false
		};
		/**
		* Calls that were claimed again on a new session, and of which nothing was heard since: nothing is relayed in them, and
		* the claim itself may have got lost with its line.
		*/
		#rejoining = /* @__PURE__ */ new Set();
		#media;
		constructor(options) {
			super();
			const { connection, platform } = options;
			this.#options = options;
			this.#lost = createLostWatch({
				platform,
				contact: () => this.#current && contactOf(this.#current, connection),
				pulse: () => connection.send({ t: "session.ping" }),
				giveUp: (at) => this.#giveUp(at)
			});
			connection.messages.on("message", (message) => this.#hear(message));
			connection.messages.on("welcome", (message) => this.#welcomed(message));
			connection.on("changed", (state) => {
				if (state.name === "closed") this.#current?.hangUp();
				this.#lost.look();
			});
			this.#stopWake = platform.onWake(() => this.#current?.link?.nudge());
		}
		get current() {
			return this.#current;
		}
		get supported() {
			return this.#options.canCall;
		}
		invite(to, media, { tracks } = {}) {
			if (!this.supported) throw explain("media-unavailable");
			if (this.#current) throw explain("already-in-call");
			return this.#begin(dial({
				id: mintCallId(),
				to,
				media
			}), tracks);
		}
		prepare() {
			this.#load().catch(() => void 0);
		}
		get preferences() {
			return this.#preferences;
		}
		prefer(preferences) {
			this.#preferences = {
				...this.#preferences,
				...preferences
			};
			this.#current?.link?.prefer(this.#preferences);
		}
		/** The page goes away: hang up at once, release the devices. */
		leave() {
			this.#current?.hangUp();
		}
		close() {
			this.leave();
			this.#stopWake();
			this.#lost.close();
		}
		/** What rings goes on ringing, at the client that goes on; any other call ends. */
		handOver() {
			if (this.#current?.machine.name === "ringing") {
				this.#current.link?.close();
				this.#current = void 0;
			}
			this.close();
		}
		get #serverNow() {
			return this.#options.platform.now() + this.#options.connection.clockOffset;
		}
		#load() {
			this.#media ??= this.#options.loadMedia().catch((cause) => {
				this.#media = void 0;
				throw new ParleyError("media-unavailable", {
					message: "The code for calls could not be loaded.",
					cause
				});
			});
			return this.#media;
		}
		#transmit(effects) {
			for (const message of effects) this.#options.connection.send(message);
		}
		#handleOf(machine) {
			const { connection, platform } = this.#options;
			const handle = new CallHandle({
				machine,
				dispatch: (event) => this.#dispatch(handle, event),
				clockOffset: () => connection.clockOffset,
				now: () => platform.now()
			});
			return handle;
		}
		#begin([machine, effects], tracks = {}) {
			const handle = this.#handleOf(machine);
			handle.useTracks(tracks);
			this.#current = handle;
			this.#early = [];
			this.#transmit(effects);
			this.emit("started", handle);
			this.#lost.look();
			this.#attachMedia(handle);
			return handle;
		}
		async #attachMedia(handle) {
			if (!this.supported) return;
			const create = await this.#load().catch(() => void 0);
			if (handle.machine.name === "ended") return;
			if (!create) return handle.hangUp();
			const link = create(this.#linkOptions(handle));
			handle.update({ link });
			link.follow(handle.machine);
			for (const message of this.#early.splice(0)) link.hear(message);
			this.#linkChanged(handle);
		}
		#linkOptions(handle) {
			const { connection, platform, user, environment } = this.#options;
			return {
				me: user,
				platform,
				preconnect: this.#preconnect,
				preferences: this.#preferences,
				...environment,
				iceServers: () => this.#iceServers(handle),
				canSignal: () => connection.state.name === "connected",
				suspect: () => connection.probe(),
				sendSignal: (peer, signal) => connection.send({
					t: "call.signal",
					call: handle.id,
					to: handle.with,
					peer,
					signal
				}),
				sendStatus: (status) => connection.send({
					t: "call.status",
					call: handle.id,
					status
				}),
				changed: () => this.#linkChanged(handle),
				outputChanged: (change) => handle.emit("outputChanged", change),
				devicesChanged: (change) => this.emit("devices", change),
				stats: (stats) => handle.emit("stats", stats),
				stuck: (cause) => this.#dispatch(handle, {
					type: "media-stuck",
					cause
				})
			};
		}
		#linkChanged(handle) {
			if (handle !== this.#current) return;
			const { machine } = handle;
			if (handle.link?.connected && machine.name === "connecting" && !machine.mediaUp) return this.#dispatch(handle, { type: "media-connected" });
			this.#lost.look();
			handle.update({});
			this.emit("changed", handle);
		}
		#dispatch(handle, event) {
			const before = handle.machine;
			const [machine, effects] = stepCall(before, event, this.#options.user);
			if (machine === before && effects.length === 0) return;
			this.#transmit(effects);
			handle.update({ machine });
			handle.link?.follow(machine);
			if (handle !== this.#current) return;
			if (machine.name === "ended") return this.#conclude(handle, machine);
			this.#linkChanged(handle);
		}
		#conclude(handle, machine) {
			this.#current = void 0;
			this.#lost.look();
			this.#forgetParted();
			if (this.#relay?.call === machine.id) this.#relay = void 0;
			if (machine.owed) this.#parting.set(machine.id, machine);
			else this.#rejoining.delete(machine.id);
			this.emit("changed", handle);
			this.emit("ended", handle);
			const [next] = this.#waiting.values();
			if (!next) return;
			this.#waiting.delete(next.call);
			this.#begin(answerable(next, this.#options.user));
		}
		#seeView(view) {
			const { user } = this.#options;
			const gone = this.#partedAs(view);
			if (gone) {
				this.#rejoining.delete(gone.id);
				this.#part(gone, {
					type: "view",
					view
				});
			}
			if (this.#current && this.#isCurrent(this.#current, view)) {
				this.#waiting.delete(view.call);
				this.#dispatch(this.#current, {
					type: "view",
					view
				});
				return this.#rejoined(view.call);
			}
			if (gone) return void this.#waiting.delete(view.call);
			const own = view.participants.find((one) => one.user === user);
			if (view.state !== "ringing" || own?.state === "joined") {
				this.#waiting.delete(view.call);
				if (view.state === "ended" && view.reason === "blocked") this.#missed(view);
			} else if (this.#current) this.#waiting.set(view.call, view);
			else this.#begin(answerable(view, user));
		}
		/** Somebody called, and no device of this person's can make calls (C2): all there is of it is its end. */
		#missed(view) {
			const [machine] = answerable(view, this.#options.user);
			const handle = this.#handleOf(machine);
			this.emit("started", handle);
			this.emit("ended", handle);
		}
		#welcomeTo(call, { recovered }) {
			if (!recovered) this.#rejoining.add(call);
			return {
				type: "welcomed",
				recovered: !this.#rejoining.has(call),
				now: this.#serverNow
			};
		}
		#tellWaiting({ state, participants, call }) {
			const { connection, user } = this.#options;
			const own = participants.find((one) => one.user === user);
			const other = participants.find((one) => one.user !== user);
			if (this.#current || this.#parting.has(call) || own?.state !== "joined" || !other || state === "ended") return;
			if (own.device !== connection.device) this.emit("waiting", {
				with: other.user,
				media: own.media
			});
		}
		/** What was said on the side before may have been refused: say it again. */
		#rejoined(call) {
			if (this.#rejoining.delete(call)) this.#current?.link?.nudge();
		}
		/**
		* In glare the server goes on under the other's id; their ring before that is not for this person's ears (C5). So it does
		* with a call that this person's lost device was in (C13).
		*/
		#isCurrent({ id }, view) {
			return view.call === id || view.aliases?.includes(id) === true;
		}
		/** What this person has ended already, by any of its ids. */
		#partedAs({ call, aliases = [] }) {
			return [call, ...aliases].map((id) => this.#parting.get(id)).find((machine) => machine !== void 0);
		}
		#part(machine, event) {
			const [next, effects] = stepCall(machine, event, this.#options.user);
			this.#transmit(effects);
			if (next.name === "ended" && next.owed) this.#parting.set(machine.id, next);
			else this.#parting.delete(machine.id);
		}
		#forgetParted() {
			const now = this.#serverNow;
			for (const [id, machine] of this.#parting) {
				if (!isForgotten(machine, now)) continue;
				this.#parting.delete(id);
				this.#rejoining.delete(id);
			}
		}
		#hear(message) {
			if (message.t === "call.state") this.#seeView(message.view);
			if (message.t === "call.signal" || message.t === "call.status") this.#relayed(message);
			if (message.t === "call.relay") this.#takeRelay(message);
			if (message.t === "error") this.#refused(message);
		}
		#refused({ about, code }) {
			if (!about?.t.startsWith("call.") || !isErrorCode(code)) return;
			if (about.t === "call.signal" || about.t === "call.status") return;
			this.#rejoining.delete(about.id);
			const event = {
				type: "refused",
				code,
				now: this.#serverNow
			};
			const gone = this.#parting.get(about.id);
			if (gone) this.#part(gone, event);
			else if (this.#current && this.#current.id === about.id) this.#dispatch(this.#current, event);
		}
		#relayed(message) {
			if (this.#current?.id !== message.call) return;
			if (this.#current.link) this.#current.link.hear(message);
			else this.#early.push(message);
		}
		#takeRelay(relay) {
			this.#relay = relay;
			if (this.#current?.id === relay.call) this.#current.link?.reach();
		}
		/** Nothing while they are still on the way (C18). */
		#iceServers({ id }) {
			if (this.#relay?.call === id) return this.#relay.servers;
			return this.#relays ? void 0 : [];
		}
		#welcomed(message) {
			this.#preconnect = message.preconnect;
			this.#relays = message.relay ?? false;
			this.#forgetParted();
			for (const machine of this.#parting.values()) this.#part(machine, this.#welcomeTo(machine.id, message));
			if (this.#current) this.#dispatch(this.#current, this.#welcomeTo(this.#current.id, message));
			if (!message.recovered) this.#waiting.clear();
			for (const view of message.calls) {
				this.#seeView(view);
				this.#tellWaiting(view);
			}
			this.#current?.link?.nudge();
			this.#lost.look();
		}
		/** Neither server nor other to be heard: this side ends the call too, as the server does for the other (C12). */
		#giveUp(at) {
			const now = at + this.#options.connection.clockOffset;
			if (this.#current) this.#dispatch(this.#current, {
				type: "gave-up",
				now
			});
		}
	};
}));
// packages/client/src/loaded-parts.ts
var loadedParts;
// packages/client/src/create-parley.ts
__esmMin((() => {
	init_calls();
	init_explain();
	loadedParts = {
		createCalls: (parts) => new Calls(parts),
		explain
	};
}))();
/** Connects at once and stays connected until `close`, or until the server says it is over. */
function createParley(options) {
	return assembleParley(options, loadedParts);
}
// packages/desktop-port/src/index.ts
init_dist();
init_call();
var account = /* @__PURE__ */ pipe(/* @__PURE__ */ string(), /* @__PURE__ */ minLength(1), /* @__PURE__ */ maxLength(64));
var media = /* @__PURE__ */ picklist(["voice", "video"]);
/** The session itself is checked by the server that it is resumed on: here it is passed through. */
var handover = /* @__PURE__ */ custom((value) => typeof value === "object" && value !== null && "session" in value);
/**
* What the page remembers for its next self and nobody else reads, apart from `unread`: which texts and missed calls of each
* conversation have not been seen. Texts themselves are in the handover.
*/
var memory = /* @__PURE__ */ object({
	unread: /* @__PURE__ */ record(account, /* @__PURE__ */ pipe(/* @__PURE__ */ number(), /* @__PURE__ */ integer(), /* @__PURE__ */ minValue(0))),
	/** Calls that rang and ended while there was no page, and are counted in `unread` where missed: the page notes them. */
	calls: /* @__PURE__ */ optional(/* @__PURE__ */ array(/* @__PURE__ */ object({
		with: account,
		media,
		reason: /* @__PURE__ */ picklist(END_REASONS),
		/** Whether this person's own act ended it. */
		own: /* @__PURE__ */ boolean(),
		/** Ms of the Unix epoch. */
		at: /* @__PURE__ */ number()
	}))),
	rest: /* @__PURE__ */ optional(/* @__PURE__ */ unknown())
});
var pageMessage = /* @__PURE__ */ variant("t", [
	/* @__PURE__ */ object({ t: /* @__PURE__ */ literal("signed-out") }),
	/* @__PURE__ */ object({
		t: /* @__PURE__ */ literal("entering"),
		user: account
	}),
	/* @__PURE__ */ object({
		t: /* @__PURE__ */ literal("state"),
		user: account,
		connected: /* @__PURE__ */ boolean(),
		/** The session is over until the person takes it back: signed in elsewhere, or this page is too old. */
		over: /* @__PURE__ */ optional(/* @__PURE__ */ boolean()),
		unread: /* @__PURE__ */ pipe(/* @__PURE__ */ number(), /* @__PURE__ */ integer(), /* @__PURE__ */ minValue(0)),
		call: /* @__PURE__ */ optional(/* @__PURE__ */ object({
			with: account,
			media,
			state: /* @__PURE__ */ picklist([
				"ringing",
				"calling",
				"connecting",
				"active"
			]),
			/** Absent before the accept. */
			microphone: /* @__PURE__ */ optional(/* @__PURE__ */ boolean())
		}))
	}),
	/* @__PURE__ */ object({
		t: /* @__PURE__ */ literal("released"),
		handover: /* @__PURE__ */ optional(handover),
		memory
	}),
	/* @__PURE__ */ object({
		t: /* @__PURE__ */ literal("remember"),
		memory
	})
]);
function parsePageMessage(json) {
	return parse(pageMessage, json);
}
/** Nothing for what is not such a message: the other side may be of another version, or not ours at all. */
function parse(schema, json) {
	if (json.length > 4194304) return void 0;
	try {
		const result = /* @__PURE__ */ safeParse(schema, JSON.parse(json));
		return result.success ? result.output : void 0;
	} catch {
		return;
	}
}
// apps/desktop/src/app-mode/navigation.ts
/** The server itself may send the window elsewhere and have it come back: so one signs in with an OpenID provider. */
function judge({ url, origin, isMainFrame, isRedirect, isAway }) {
	if (!URL.canParse(url)) return { kind: "refuse" };
	const to = new URL(url);
	if (origin === void 0) return to.protocol === "file:" ? {
		kind: "go",
		isAway: false
	} : { kind: "elsewhere" };
	if (to.origin === origin) return {
		kind: "go",
		isAway: isAway && !isMainFrame
	};
	if (!isMainFrame) return isAway ? {
		kind: "go",
		isAway
	} : { kind: "refuse" };
	return (to.protocol === "https:" || to.protocol === "http:") && (isRedirect || isAway) ? {
		kind: "go",
		isAway: true
	} : { kind: "elsewhere" };
}
// apps/desktop/src/app-mode/net-errors.ts
var WORDS$1 = {
	ERR_CONNECTION_REFUSED: "nothing answers at this address: the server may be stopped, or the port another.",
	ERR_CONNECTION_RESET: "the connection was broken off.",
	ERR_CONNECTION_CLOSED: "the server closed the connection.",
	ERR_EMPTY_RESPONSE: "the server closed the connection without an answer: it may want https where this is http.",
	ERR_CONNECTION_TIMED_OUT: "the server does not answer.",
	ERR_TIMED_OUT: "the server does not answer.",
	ERR_NAME_NOT_RESOLVED: "there is no computer of this name, or the name service can’t be reached.",
	ERR_INTERNET_DISCONNECTED: "this computer has no network.",
	ERR_NETWORK_CHANGED: "the network changed.",
	ERR_ADDRESS_UNREACHABLE: "there is no way to this address from here.",
	ERR_PROXY_CONNECTION_FAILED: "the proxy of this computer does not answer.",
	ERR_TUNNEL_CONNECTION_FAILED: "the proxy of this computer lets nobody through to it.",
	ERR_SSL_PROTOCOL_ERROR: "it does not speak https at this port.",
	ERR_CERT_AUTHORITY_INVALID: "nobody known to this computer vouches for its certificate. Its start page offers the certificate to install.",
	ERR_CERT_COMMON_NAME_INVALID: "its certificate is for another name.",
	ERR_CERT_DATE_INVALID: "its certificate has run out, or the clock of this computer is wrong.",
	ERR_TOO_MANY_REDIRECTS: "it sends from one address to the next without end.",
	ERR_FILE_NOT_FOUND: "the file is not there.",
	ERR_UNSAFE_PORT: "browsers refuse to use this port."
};
/** `code` as Chromium gives it: `net::ERR_…` */
function netErrorInWords(url, code) {
	const name = code.replace(/^net::/, "");
	return `${URL.canParse(url) ? new URL(url).host || url : url} could not be loaded: ${WORDS$1[name] ?? "the browser gives no better reason."} (${name})`;
}
/** Nothing where it is the server's own page, if only one that says what is not there. */
function statusInWords(url, status) {
	if (status < 500) return void 0;
	return `${new URL(url).host} could not be loaded: it answers ${status}, as a proxy does whose server is stopped.`;
}
// apps/desktop/src/app-mode/port-script.ts
/** Of the function that the browser puts into the page, and that the page does not see. */
var BINDING = "__parleyHost";
/** Whether this is the page of the window's own, as an expression in the page: `location` can't be forged. */
function isOwn(origin) {
	return origin === void 0 ? `location.protocol === 'file:'` : `location.origin === ${JSON.stringify(origin)}`;
}
/** `secret` shows that what is heard comes from this script, should another site in the window find the function. */
function portScript(origin, secret) {
	return `(() => {
  const host = globalThis.${BINDING};
  delete globalThis.${BINDING};
  if (window.top !== window || !(${isOwn(origin)})) return;
  const say = (kind, text) => host(${JSON.stringify(secret)} + kind + text);
  Object.defineProperty(globalThis, 'parleyDesktop', {
    value: { post: (message) => say('m', String(message)), receive: null },
  });
  const show = (url) => say('l', new URL(url, document.baseURI).href);
  // A window that the browser would open for a link flashes before it can be closed.
  const follow = (event) => {
    const link = event.target instanceof Element && event.target.closest('a[href]:not([download])');
    if (!link || event.defaultPrevented || !event.isTrusted || event.button > 1 || !/^https?:/.test(link.href)) return;
    const isNew = link.target === '_blank' || event.button === 1 || event.ctrlKey || event.metaKey || event.shiftKey;
    if (!isNew) return;
    event.preventDefault();
    show(link.href);
  };
  addEventListener('click', follow);
  addEventListener('auxclick', follow);
  window.open = (url) => {
    if (url && navigator.userActivation.isActive) show(url);
    return null;
  };
})();`;
}
function fromPage(payload, secret) {
	if (!payload.startsWith(secret)) return void 0;
	const text = payload.slice(secret.length + 1);
	return payload[secret.length] === "m" ? {
		kind: "message",
		json: text
	} : {
		kind: "link",
		url: text
	};
}
/** Hands a message to the window's own page, and to no other that the window may be at. */
function tellScript(origin, json) {
	return `if (${isOwn(origin)}) globalThis.parleyDesktop?.receive?.(${JSON.stringify(json)});`;
}
// apps/desktop/src/app-mode/page-window.ts
/** Ms between looks at where the person has put the window: the browser does not tell. */
var LOOK = 1e3;
/** Ms that a window may take to close before its browser is ended. */
var PATIENCE$3 = 3e3;
/** Of a load that another one replaced, or that became a download. */
var ABORTED = "net::ERR_ABORTED";
var PageWindow = class PageWindow extends Emitter$1 {
	#parts;
	#secret = randomUUID();
	#gone;
	#isOpen = true;
	#isClosing = false;
	#isAway = false;
	/** Asked for by the client, and on their way. */
	#loads = 0;
	/** What the page could not go to, while the browser says so in its place. */
	#unreachable;
	#bounds;
	/** What was asked of the window's place, one after the other. */
	#placing = Promise.resolve();
	static async open(parts) {
		const window = new PageWindow(parts);
		await window.#prepare();
		return window;
	}
	constructor(parts) {
		super();
		this.#parts = parts;
		const { browser, page } = parts;
		this.#gone = new Promise((resolve) => {
			const ended = () => {
				for (const stop of stops) stop();
				clearInterval(look);
				this.#isOpen = false;
				this.emit("closed", void 0);
				resolve();
			};
			const look = setInterval(() => this.#look(), LOOK);
			const stops = [browser.on("ended", ended), browser.session.on("Target.detachedFromTarget", ({ sessionId }) => {
				if (sessionId === page.session.id) ended();
			})];
		});
		page.session.on("Runtime.bindingCalled", (call) => this.#called(call));
		page.session.on("Fetch.requestPaused", (request) => this.#paused(request));
		page.session.on("Page.frameNavigated", ({ frame }) => this.#navigated(frame));
		page.session.on("Page.loadEventFired", () => this.#loaded());
		page.session.on("Page.javascriptDialogOpening", () => this.#asked());
		page.session.on("Inspector.targetCrashed", () => this.emit("failed", { reason: "The page has crashed: the browser ended its process." }));
	}
	get isOpen() {
		return this.#isOpen;
	}
	send(message) {
		this.tell(message);
	}
	tell(message) {
		const expression = tellScript(this.#parts.options.origin, JSON.stringify(message));
		this.#parts.page.session.send("Runtime.evaluate", { expression }).then(({ exceptionDetails }) => {
			if (exceptionDetails) this.#parts.log(`The page could not take a message: ${exceptionDetails.text}`);
		}, (error) => this.#late(error));
	}
	load(url) {
		this.#load(url).catch((error) => this.#late(error));
	}
	focus() {
		this.#inOrder(async () => {
			const { windowId, bounds } = await this.#where();
			if (bounds.windowState === "minimized") await this.#set(windowId, { windowState: "normal" });
			await this.#parts.page.session.send("Page.bringToFront", {});
			await this.#parts.onTop.raise(await this.#title());
		});
	}
	place(bounds) {
		this.#inOrder(() => this.#place(bounds));
	}
	keepOnTop(on) {
		this.#inOrder(async () => this.#parts.onTop.keep(await this.#title(), on));
	}
	close() {
		if (!this.#isClosing && this.#isOpen) {
			this.#isClosing = true;
			const { browser, page, log } = this.#parts;
			browser.session.send("Target.closeTarget", { targetId: page.target.targetId }).catch((error) => this.#late(error));
			const timer = setTimeout(() => {
				log("A window does not close: its browser is ended.");
				browser.close();
			}, PATIENCE$3);
			this.#gone.then(() => clearTimeout(timer));
		}
		return this.#gone;
	}
	async #prepare() {
		const { page, options } = this.#parts;
		const { session } = page;
		await Promise.all([
			this.#place(options.bounds),
			session.send("Page.enable", {}),
			session.send("Inspector.enable", {}),
			session.send("Runtime.enable", {}),
			session.send("Runtime.addBinding", { name: BINDING }),
			session.send("Page.addScriptToEvaluateOnNewDocument", { source: portScript(options.origin, this.#secret) }),
			session.send("Fetch.enable", { patterns: ["Request", "Response"].map((requestStage) => ({
				urlPattern: "*",
				resourceType: "Document",
				requestStage
			})) }),
			session.send("Runtime.runIfWaitingForDebugger", {})
		]);
		if (options.onTop) this.keepOnTop(true);
		this.load(options.url);
	}
	async #load(url) {
		this.#loads += 1;
		try {
			const { errorText } = await this.#parts.page.session.send("Page.navigate", { url });
			if (errorText && errorText !== ABORTED && this.#loads === 1) this.emit("failed", { reason: netErrorInWords(url, errorText) });
		} finally {
			this.#loads -= 1;
		}
	}
	#called({ name, payload }) {
		const said = name === "__parleyHost" ? fromPage(payload, this.#secret) : void 0;
		if (!said) return;
		if (said.kind === "link") return this.#parts.openExternal(said.url);
		if (this.#parts.options.origin === void 0) return this.#form(said.json);
		const message = parsePageMessage(said.json);
		if (message) this.emit("message", message);
		else this.#parts.log(`The page said what this client does not know: ${said.json.slice(0, 40)}`);
	}
	#form(json) {
		try {
			this.emit("form", JSON.parse(json));
		} catch {
			this.#parts.log("A page of the client said what is no JSON.");
		}
	}
	#paused(paused) {
		const { page, options, openExternal } = this.#parts;
		const { requestId, request, frameId } = paused;
		const isMainFrame = frameId === page.target.targetId;
		const go = () => {
			page.session.send("Fetch.continueRequest", { requestId }).catch((error) => this.#late(error));
		};
		const stop = (errorReason) => {
			page.session.send("Fetch.failRequest", {
				requestId,
				errorReason
			}).catch((error) => this.#late(error));
		};
		if (paused.responseStatusCode !== void 0 || paused.responseErrorReason !== void 0) {
			const reason = isMainFrame && statusInWords(request.url, paused.responseStatusCode ?? 0);
			if (reason) this.emit("failed", { reason });
			return go();
		}
		const verdict = judge({
			url: request.url,
			origin: options.origin,
			isMainFrame,
			isRedirect: paused.redirectedRequestId !== void 0,
			isAway: this.#isAway
		});
		if (verdict.kind === "go") {
			this.#isAway = verdict.isAway;
			return go();
		}
		stop(verdict.kind === "refuse" ? "BlockedByClient" : "Aborted");
		if (verdict.kind === "elsewhere") openExternal(request.url);
	}
	/** Of the loads that nobody but the page asked for: of `load` the browser tells itself. */
	#navigated({ parentId, unreachableUrl }) {
		if (parentId === void 0) this.#unreachable = this.#loads === 0 ? unreachableUrl : void 0;
	}
	#loaded() {
		const url = this.#unreachable;
		if (url === void 0) return;
		this.#unreachable = void 0;
		this.#errorCode().then((code) => this.emit("failed", { reason: netErrorInWords(url, code) }), (error) => this.#late(error));
	}
	/** From the page that the browser shows in place of one that it could not load. */
	async #errorCode() {
		const { result } = await this.#parts.page.session.send("Runtime.evaluate", {
			expression: `document.querySelector('.error-code, #error-code')?.textContent ?? ''`,
			returnByValue: true
		});
		return /ERR_\w+/.exec(String(result.value))?.[0] ?? "ERR_FAILED";
	}
	/** Whether to leave: the person has been asked by the browser, unless it is the client that closes the window. */
	#asked() {
		if (!this.#isClosing) return;
		this.#parts.page.session.send("Page.handleJavaScriptDialog", { accept: true }).catch((error) => this.#late(error));
	}
	#look() {
		this.#inOrder(async () => {
			const { bounds } = await this.#where();
			const now = boundsOf(bounds);
			if (!now || !this.#bounds || isSame(now, this.#bounds)) return;
			this.#bounds = now;
			this.emit("moved", now);
		});
	}
	async #place({ x, y, width, height }) {
		const { windowId, bounds } = await this.#where();
		if (bounds.windowState !== "normal") await this.#set(windowId, { windowState: "normal" });
		await this.#set(windowId, {
			width: Math.round(width),
			height: Math.round(height),
			...x !== void 0 && y !== void 0 && {
				left: Math.round(x),
				top: Math.round(y)
			}
		});
		this.#bounds = boundsOf((await this.#where()).bounds);
	}
	#where() {
		const { browser, page } = this.#parts;
		return browser.session.send("Browser.getWindowForTarget", { targetId: page.target.targetId });
	}
	#set(windowId, bounds) {
		return this.#parts.browser.session.send("Browser.setWindowBounds", {
			windowId,
			bounds
		});
	}
	async #title() {
		const { result } = await this.#parts.page.session.send("Runtime.evaluate", {
			expression: "document.title",
			returnByValue: true
		});
		return String(result.value);
	}
	#inOrder(act) {
		this.#placing = this.#placing.then(act).catch((error) => this.#late(error));
	}
	/** Of a window that is gone, or about to go, nothing can be asked any more. */
	#late(error) {
		if (this.#isOpen && !this.#isClosing) this.#parts.log(`A window: ${error.message}`);
	}
};
/** Nothing while it is maximised or out of sight: that is no place to remember. */
function boundsOf({ left, top, width, height, windowState }) {
	if (windowState !== "normal" || width === void 0 || height === void 0) return void 0;
	return {
		width,
		height,
		...left !== void 0 && { x: left },
		...top !== void 0 && { y: top }
	};
}
function isSame(one, other) {
	return one.x === other.x && one.y === other.y && one.width === other.width && one.height === other.height;
}
// apps/desktop/src/app-mode/profile-lock.ts
/** Ms in which a browser ends whose client is gone: its pipe is closed. */
var GRACE = 1e3;
/** Ms after which a browser that was asked to end is ended. */
var PATIENCE$2 = 5e3;
var STEP = 50;
/** Ends what still holds the profile. Throws a sentence where that is on another computer. */
async function freeProfile(profile, log) {
	const holder = await holderOf(profile);
	if (!holder) return;
	if (holder.host !== hostname()) throw new Error(`The profile of Parley's windows is in use on the computer ${holder.host} (process ${holder.pid}). Quit Parley there, or, where that computer is this one under an earlier name, delete ${join(profile, "SingletonLock")}.`);
	if (await isGone(holder.pid, profile, GRACE)) return;
	log(`A browser (process ${holder.pid}) was left behind with the profile of Parley's windows: it is ended.`);
	signal(holder.pid, "SIGTERM");
	if (await isGone(holder.pid, profile, PATIENCE$2)) return;
	signal(holder.pid, "SIGKILL");
	await isGone(holder.pid, profile, PATIENCE$2);
}
/** Chromium's own lock on Linux and macOS: a link to `host-pid`. On Windows the lock goes with its process. */
async function holderOf(profile) {
	let lock;
	try {
		lock = await readlink(join(profile, "SingletonLock"));
	} catch {
		return;
	}
	const [, host, pid] = /^(.*)-(\d+)$/.exec(lock) ?? [];
	return host === void 0 ? void 0 : {
		host,
		pid: Number(pid)
	};
}
async function isGone(pid, profile, within) {
	for (let waited = 0; waited < within; waited += STEP) {
		if (!await hasProfile(pid, profile)) return true;
		await setTimeout$1(STEP);
	}
	return !await hasProfile(pid, profile);
}
/** Whether this process runs and is a browser with the profile: its id may be another's by now. */
async function hasProfile(pid, profile) {
	try {
		process.kill(pid, 0);
		if (process.platform !== "linux") return true;
		return (await readFile(`/proc/${pid}/cmdline`, "utf8")).includes(profile);
	} catch {
		return false;
	}
}
function signal(pid, name) {
	try {
		process.kill(pid, name);
	} catch {}
}
// apps/desktop/src/app-mode/windows.ts
/** Ms that a browser without windows is kept for the next one. */
var LINGER = 3e3;
/** Ms that a page which nobody asked for has to say where it leads. */
var STRAY = 2e3;
/** What the server's origin is given, by the names of the permissions' standards. */
var GRANTED = [
	"camera",
	"microphone",
	"notifications",
	"display-capture",
	"screen-wake-lock",
	"speaker-selection",
	"clipboard-write",
	"local-network-access"
];
var Windows = class {
	#options;
	#open = /* @__PURE__ */ new Set();
	/** On its way, or running. */
	#browser;
	/** Running. */
	#current;
	/** The one before, on its way out. */
	#ending;
	/** As they were when the browser last ended in good order: nobody else writes the profile. */
	#cookies;
	/** Who is about to have a window, or looks at the cookies. */
	#users = 0;
	#farewell;
	constructor(options) {
		this.#options = options;
	}
	async open(options) {
		return this.#withBrowser(options.bounds, async (browser) => {
			if (options.origin !== void 0) await this.#grant(browser, options.origin);
			const page = await browser.openPage();
			const { onTop, openExternal, log } = this.#options;
			const window = await PageWindow.open({
				browser,
				page,
				options,
				onTop,
				openExternal,
				log
			});
			if (!window.isOpen) throw new Error("The window was closed while it was opening.");
			this.#open.add(window);
			window.on("closed", () => {
				this.#open.delete(window);
				this.#lingerUnlessUsed();
			});
			return window;
		});
	}
	async cookies(origin) {
		await this.#ending;
		if (!this.#browser && this.#cookies) return cookieHeader(origin, this.#cookies);
		return this.#withBrowser(void 0, async (browser) => cookieHeader(origin, await browser.cookies()));
	}
	async close() {
		await Promise.all([...this.#open].map((window) => window.close()));
		clearTimeout(this.#farewell);
		const browser = await this.#browser;
		if (browser) await browser.close();
		await this.#ending;
	}
	/** A browser that ends under the hands of who uses it is started once more. */
	async #withBrowser(first, use) {
		this.#users += 1;
		clearTimeout(this.#farewell);
		try {
			const browser = await this.#running(first);
			try {
				return await use(browser);
			} catch (error) {
				if (!browser.isOver) throw error;
				return await use(await this.#running(first));
			}
		} finally {
			this.#users -= 1;
			this.#lingerUnlessUsed();
		}
	}
	#running(first) {
		this.#browser ??= this.#start(first);
		return this.#browser;
	}
	async #start(first) {
		try {
			await this.#ending;
			this.#cookies = void 0;
			await freeProfile(this.#options.profile, this.#options.log);
			const browser = await Browser.start(this.#options, first);
			browser.on("stray", (page) => this.#showElsewhere(browser, page));
			browser.on("ended", () => {
				if (this.#current === browser) this.#browser = this.#current = void 0;
			});
			this.#current = browser;
			return browser;
		} catch (error) {
			this.#browser = void 0;
			throw error;
		}
	}
	#lingerUnlessUsed() {
		clearTimeout(this.#farewell);
		const browser = this.#current;
		if (!browser || this.#isUsed()) return;
		this.#farewell = setTimeout(() => {
			this.#end(browser).catch((error) => this.#options.log(`The browser: ${error.message}`));
		}, LINGER);
	}
	#isUsed() {
		return this.#users > 0 || this.#open.size > 0;
	}
	async #end(browser) {
		const cookies = await browser.cookies();
		if (this.#isUsed() || this.#current !== browser) return;
		this.#browser = this.#current = void 0;
		this.#ending = browser.close().then(() => void (this.#cookies = cookies));
		await this.#ending;
	}
	async #grant(browser, origin) {
		for (const name of GRANTED) try {
			await browser.session.send("Browser.setPermission", {
				permission: { name },
				setting: "granted",
				origin
			});
		} catch (error) {
			this.#options.log(`Not granted to ${origin}: ${name} (${error.message}).`);
		}
	}
	/** A page that leads out of our windows: by a link, a script, or a key of the browser such as for a new tab. */
	#showElsewhere(browser, { target, session }) {
		const run = () => session.send("Runtime.runIfWaitingForDebugger", {});
		const gone = () => void 0;
		if (target.url.startsWith("devtools:")) return void run().catch(gone);
		let timer;
		const close = () => {
			clearTimeout(timer);
			browser.session.send("Target.closeTarget", { targetId: target.targetId }).catch(gone);
		};
		const leads = (url) => {
			if (/^https?:/.test(url)) this.#options.openExternal(url);
			close();
		};
		if (/^(https?|chrome):/.test(target.url)) return leads(target.url);
		timer = setTimeout(close, STRAY);
		session.on("Fetch.requestPaused", ({ request }) => leads(request.url));
		session.send("Fetch.enable", { patterns: [{
			urlPattern: "*",
			requestStage: "Request"
		}] }).then(run).catch(gone);
	}
};
// apps/desktop/src/app-mode/shell.ts
/** Rejects with a sentence for the person where there is no browser. */
async function createAppModeShell(options) {
	const { command, log, env = process.env } = options;
	const { platform } = process;
	const { path, isSnap } = findBrowser({
		platform,
		env,
		isProgram,
		realPath
	}, options.browser);
	const profile = isSnap && env["HOME"] ? join(env["HOME"], "snap/chromium/common/parley") : options.profile;
	mkdirSync(profile, {
		recursive: true,
		mode: 448
	});
	const openExternal = makeOpener(platform, env, log);
	const onTop = await findOnTop(platform, env);
	const windows = new Windows({
		program: path,
		profile,
		args: [...options.browserArgs ?? [], ...rootArgs(log)],
		env,
		log,
		onTop,
		openExternal
	});
	const entries = startEntries({
		platform,
		env,
		command
	});
	const events = new Emitter$1();
	const onBus = await joinBus(env, log, (name) => events.emit("tray", name));
	const awake = await findAwake({
		platform,
		env,
		bus: onBus.bus,
		log
	});
	const limits = [
		onTop.limit,
		...onBus.limits,
		entries.limit,
		awake.limit,
		"No key of the desktop mutes: give one of its own shortcuts the command “parley-desktop --toggle-mute”."
	].filter((limit) => limit !== void 0);
	return new AppModeShell({
		windows,
		entries,
		awake,
		openExternal,
		...onBus
	}, events, limits);
}
var AppModeShell = class {
	name = "app-mode";
	limits;
	on;
	#parts;
	#notices = /* @__PURE__ */ new Set();
	constructor(parts, events, limits) {
		this.#parts = parts;
		this.limits = limits;
		this.on = (type, listener) => events.on(type, listener);
	}
	openWindow(options) {
		return this.#parts.windows.open(options);
	}
	cookies(origin) {
		return this.#parts.windows.cookies(origin);
	}
	notify(notice) {
		const shown = this.#parts.notices.show(notice);
		this.#notices.add(shown);
		shown.answer.then(() => this.#notices.delete(shown));
		return shown;
	}
	showTray(state) {
		this.#parts.tray?.show(state);
	}
	autostart() {
		return this.#parts.entries.autostart();
	}
	setAutostart(on) {
		return this.#parts.entries.setAutostart(on);
	}
	registerLinks() {
		return this.#parts.entries.registerLinks();
	}
	keepAwake(on) {
		this.#parts.awake.keep(on);
	}
	openExternal(url) {
		this.#parts.openExternal(url);
	}
	async close() {
		const { windows, awake, bus } = this.#parts;
		for (const shown of this.#notices) shown.withdraw();
		awake.keep(false);
		await windows.close();
		bus?.close();
	}
};
/** What is had of this person's message bus. */
async function joinBus(env, log, chosen) {
	const without = (why) => ({
		bus: void 0,
		notices: NO_NOTICES,
		tray: void 0,
		limits: [`There are neither notices nor a tray icon: ${why} Start Parley again to open its window.`]
	});
	if (process.platform !== "linux") return without("the client has them here only by Electron.");
	const address = sessionBusAddress(env);
	if (address === void 0) return without("this session has no message bus (D-Bus).");
	try {
		const bus = await Bus.connect(address);
		const notices = await findNotices(bus, log);
		const tray = await findTray(bus, log, chosen);
		return {
			bus,
			notices,
			tray,
			limits: [notices.limit, tray.limit]
		};
	} catch (error) {
		return without(`the message bus of this session does not answer (${error.message}).`);
	}
}
/** Chromium's sandbox refuses to run as root. */
function rootArgs(log) {
	if (process.getuid?.() !== 0) return [];
	log("Parley runs as root, where the browser has no sandbox: start it as a person instead.");
	return ["--no-sandbox"];
}
function isProgram(path) {
	try {
		accessSync(path, constants.X_OK);
		return statSync(path).isFile();
	} catch {
		return false;
	}
}
function realPath(path) {
	try {
		return realpathSync(path);
	} catch {
		return path;
	}
}
// apps/desktop/src/core/links.ts
init_ids();
/**
* `known`: origins of the servers that the person uses. A link does not say how to speak to its server: as to the known one
* of that host and port, else by https; by http on this machine itself. The error is a sentence.
*/
function parseLink(text, known = []) {
	const link = text.trim();
	const wrong = (what) => ({
		ok: false,
		error: `The link ${shortened(link)} ${what}.`
	});
	const rest = /^parley:\/\/(?<rest>.+)$/i.exec(link)?.groups?.["rest"];
	if (rest === void 0 || !URL.canParse(`https://${rest}`)) return wrong("is not of the form parley://server/call/account");
	const { host, hostname, pathname, searchParams, username, password } = new URL(`https://${rest}`);
	if (username !== "" || password !== "") return wrong("has a name or a password before the server");
	const server = known.find((origin) => hostOf(origin) === hostOf(`https://${host}`)) ?? originOf(host, hostname);
	const words = pathname.split("/").filter((word) => word !== "");
	if (words.length === 0) return {
		ok: true,
		value: {
			server,
			intent: void 0
		}
	};
	const [verb, name = "", ...more] = words;
	if (verb !== "call" && verb !== "chat" || more.length > 0) return wrong("says neither /call/account nor /chat/account");
	const account = decoded(name);
	if (account === void 0 || !isAccountName(account)) return wrong("names no account");
	if (verb === "chat") return {
		ok: true,
		value: {
			server,
			intent: {
				do: "open",
				with: account
			}
		}
	};
	const media = searchParams.get("media") ?? "video";
	if (media !== "voice" && media !== "video") return wrong("asks for media that is neither voice nor video");
	return {
		ok: true,
		value: {
			server,
			intent: {
				do: "open",
				with: account,
				media
			}
		}
	};
}
function isLoopback(hostname) {
	return hostname === "localhost" || hostname.endsWith(".localhost") || /^127\.|^\[::1\]$/.test(hostname);
}
function originOf(host, hostname) {
	return new URL(`${isLoopback(hostname) ? "http" : "https"}://${host}`).origin;
}
/** With its port, whichever is the scheme's own. */
function hostOf(origin) {
	const { hostname, port, protocol } = new URL(origin);
	return `${hostname}:${port || (protocol === "http:" ? "80" : "443")}`;
}
function decoded(name) {
	try {
		return decodeURIComponent(name).normalize("NFKC");
	} catch {
		return;
	}
}
function shortened(text) {
	return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
// apps/desktop/src/core/arguments.ts
var OPTIONS = {
	server: { type: "string" },
	hidden: { type: "boolean" },
	"toggle-mute": { type: "boolean" },
	"hang-up": { type: "boolean" },
	quit: { type: "boolean" },
	doctor: { type: "boolean" },
	verbose: { type: "boolean" },
	help: {
		type: "boolean",
		short: "h"
	},
	version: {
		type: "boolean",
		short: "V"
	}
};
var HELP = `Usage: parley-desktop [options] [parley://server/call/account]

Opens Parley, or brings the one that runs already to the front.

  --server ADDRESS   the server to use from now on, such as parley.example
  --hidden           starts in the background: it rings, and opens no window before that
  --toggle-mute      mutes or unmutes the microphone of the call that is on; bind a key of your desktop to it
  --hang-up          hangs up
  --quit             ends the Parley that runs
  --doctor           says what this computer can't do for Parley, and ends
  --verbose          writes the log to the terminal, too
  --help, --version

Links: parley://server/call/account asks before it calls, with ?media=voice for a voice call;
parley://server/chat/account opens the conversation.
`;
/** The error is a sentence. */
function readCommandLine(args) {
	let parsed;
	try {
		parsed = parseArgs({
			args: [...args],
			options: OPTIONS,
			allowPositionals: true
		});
	} catch (error) {
		const [first = ""] = (error instanceof Error ? error.message : String(error)).split(". ");
		return {
			ok: false,
			error: `${first.replace(/\.$/, "")}. See --help.`
		};
	}
	const { values, positionals } = parsed;
	const [link, more] = positionals;
	if (more !== void 0) return {
		ok: false,
		error: "Give one link at most."
	};
	if (link !== void 0 && !link.toLowerCase().startsWith("parley:")) return {
		ok: false,
		error: `“${shortened(link)}” is not a link that begins with parley://. See --help.`
	};
	return {
		ok: true,
		value: {
			server: values.server,
			link,
			hidden: values.hidden ?? false,
			say: values["toggle-mute"] ? "toggle-microphone" : values["hang-up"] ? "hang-up" : values.quit ? "quit" : void 0,
			show: values.help ? "help" : values.version ? "version" : values.doctor ? "doctor" : void 0,
			verbose: values.verbose ?? false
		}
	};
}
// apps/desktop/src/core/words.ts
var WORDS = {
	ring: (from, media) => ({
		title: `Incoming ${media} call from ${from}`,
		body: "It rings.",
		actions: [
			{
				name: "show",
				label: "Show"
			},
			{
				name: "accept",
				label: "Accept"
			},
			{
				name: "decline",
				label: "Decline"
			}
		],
		urgent: true
	}),
	text: (from, text) => ({
		title: from,
		body: text.length > 200 ? `${text.slice(0, 199)}…` : text,
		actions: [{
			name: "show",
			label: "Open"
		}],
		urgent: false
	}),
	told: (told) => {
		switch (told.what) {
			case "missed": return notice(`Missed ${told.media} call from ${told.from}`, "", "Open");
			case "displaced": return notice("Signed in elsewhere", "Parley does not ring here until you sign in here again.", "Sign in here");
			case "signed-out": return notice("Signed out", "Parley does not ring here until you sign in again.", "Sign in");
			case "still-here": return notice("Parley goes on in the background", "It rings when somebody calls. To end it, use its icon, or start it with --quit.", "Open");
			default: return told;
		}
	},
	newServer: (server) => `A link asks for ${server}, which you have not used here. Connect only if you trust who gave it to you.`,
	inCall: (server) => notice("You are in a call", `The link leads to ${server}: hang up first, and follow it again.`, "OK"),
	update: (version) => notice(`Parley ${version} is there`, "Your server has a newer version of this program.", "Get it"),
	presence: {
		offline: "Not signed in",
		connecting: "Connecting…",
		online: "Online",
		"in-call": "In a call"
	},
	displaced: "Signed in elsewhere",
	outdated: "Too old for its server",
	unread: (count) => count === 1 ? "1 unread" : `${count} unread`,
	callWith: (other) => `In a call with ${other}`,
	ringing: (other) => `${other} calls`,
	menu: {
		open: "Open Parley",
		mute: "Mute microphone",
		unmute: "Unmute microphone",
		"hang-up": "Hang up",
		autostart: "Start with the computer",
		servers: "Servers…",
		quit: "Quit"
	}
};
function notice(title, body, label) {
	return {
		title,
		body,
		actions: [{
			name: "show",
			label
		}],
		urgent: false
	};
}
/** What rings and waits for an answer: there is a notice as long, and the window stays on top. */
function unanswered({ ring, quitting }) {
	return ring?.answer === "none" && !quitting ? ring : void 0;
}
function keepsAwake({ call }) {
	return call !== void 0;
}
function trayOf(state, autostart) {
	const presence = state ? presenceOf(state) : "offline";
	const unread = state?.unread ?? 0;
	return {
		presence,
		unread,
		tooltip: [
			"Parley",
			state ? statusOf(state, presence) : WORDS.presence.offline,
			...unread > 0 ? [WORDS.unread(unread)] : []
		].join(" · "),
		menu: menuOf(state, autostart)
	};
}
function presenceOf({ holder, call }) {
	switch (holder.name) {
		case "nobody": return "offline";
		case "background": return holder.line === "connected" ? "online" : "connecting";
		case "page":
			if (call) return "in-call";
			if (holder.over) return "offline";
			return holder.connected ? "online" : "connecting";
		case "awaited":
		case "handing":
		case "returning": return "connecting";
		default: return assertNever(holder);
	}
}
function statusOf({ holder, call, ring }, presence) {
	if (call) return WORDS.callWith(call.with);
	if (ring) return WORDS.ringing(ring.from);
	if (holder.name === "nobody" && (holder.why === "displaced" || holder.why === "outdated")) return WORDS[holder.why];
	if (holder.name === "page" && holder.over) return WORDS.displaced;
	return WORDS.presence[presence];
}
function menuOf(state, autostart) {
	const { menu } = WORDS;
	const item = (name) => ({
		name,
		label: menu[name]
	});
	const line = { name: "separator" };
	const microphone = state?.call?.microphone;
	return [
		item("open"),
		...state?.call ? [line] : [],
		...microphone === void 0 ? [] : [{
			name: "toggle-microphone",
			label: microphone ? menu.mute : menu.unmute
		}],
		...state?.call ? [item("hang-up")] : [],
		line,
		{
			...item("autostart"),
			checked: autostart
		},
		item("servers"),
		line,
		item("quit")
	];
}
// apps/desktop/node_modules/ws/lib/constants.js
var require_constants = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	var BINARY_TYPES = [
		"nodebuffer",
		"arraybuffer",
		"fragments"
	];
	var hasBlob = typeof Blob !== "undefined";
	if (hasBlob) BINARY_TYPES.push("blob");
	module.exports = {
		BINARY_TYPES,
		CLOSE_TIMEOUT: 3e4,
		EMPTY_BUFFER: Buffer.alloc(0),
		GUID: "258EAFA5-E914-47DA-95CA-C5AB0DC85B11",
		hasBlob,
		kForOnEventAttribute: Symbol("kIsForOnEventAttribute"),
		kListener: Symbol("kListener"),
		kStatusCode: Symbol("status-code"),
		kWebSocket: Symbol("websocket"),
		NOOP: () => {}
	};
}));
// apps/desktop/node_modules/ws/lib/buffer-util.js
var require_buffer_util = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	var { websocketMask, websocketUnmask } = __require("http");
	var { EMPTY_BUFFER } = require_constants();
	var FastBuffer = Buffer[Symbol.species];
	/**
	* Merges an array of buffers into a new buffer.
	*
	* @param {Buffer[]} list The array of buffers to concat
	* @param {Number} totalLength The total length of buffers in the list
	* @return {Buffer} The resulting buffer
	* @public
	*/
	function concat(list, totalLength) {
		if (list.length === 0) return EMPTY_BUFFER;
		if (list.length === 1) return list[0];
		const target = Buffer.allocUnsafe(totalLength);
		let offset = 0;
		for (let i = 0; i < list.length; i++) {
			const buf = list[i];
			target.set(buf, offset);
			offset += buf.length;
		}
		if (offset < totalLength) return new FastBuffer(target.buffer, target.byteOffset, offset);
		return target;
	}
	/**
	* Masks a buffer using the given mask.
	*
	* @param {Buffer} source The buffer to mask
	* @param {Buffer} mask The mask to use
	* @param {Buffer} output The buffer where to store the result
	* @param {Number} offset The offset at which to start writing
	* @param {Number} length The number of bytes to mask.
	* @public
	*/
	function _mask(source, mask, output, offset, length) {
		for (let i = 0; i < length; i++) output[offset + i] = source[i] ^ mask[i & 3];
	}
	/**
	* Unmasks a buffer using the given mask.
	*
	* @param {Buffer} buffer The buffer to unmask
	* @param {Buffer} mask The mask to use
	* @public
	*/
	function _unmask(buffer, mask) {
		for (let i = 0; i < buffer.length; i++) buffer[i] ^= mask[i & 3];
	}
	/**
	* Converts a buffer to an `ArrayBuffer`.
	*
	* @param {Buffer} buf The buffer to convert
	* @return {ArrayBuffer} Converted buffer
	* @public
	*/
	function toArrayBuffer(buf) {
		if (buf.length === buf.buffer.byteLength) return buf.buffer;
		return buf.buffer.slice(buf.byteOffset, buf.byteOffset + buf.length);
	}
	/**
	* Converts `data` to a `Buffer`.
	*
	* @param {*} data The data to convert
	* @return {Buffer} The buffer
	* @throws {TypeError}
	* @public
	*/
	function toBuffer(data) {
		toBuffer.readOnly = true;
		if (Buffer.isBuffer(data)) return data;
		let buf;
		if (data instanceof ArrayBuffer) buf = new FastBuffer(data);
		else if (ArrayBuffer.isView(data)) buf = new FastBuffer(data.buffer, data.byteOffset, data.byteLength);
		else {
			buf = Buffer.from(data);
			toBuffer.readOnly = false;
		}
		return buf;
	}
	module.exports = {
		concat,
		mask: _mask,
		toArrayBuffer,
		toBuffer,
		unmask: _unmask
	};
	if (websocketMask) {
		module.exports.mask = function(source, mask, output, offset, length) {
			if (length < 24) _mask(source, mask, output, offset, length);
			else websocketMask(source, mask, output, offset, length);
		};
		module.exports.unmask = function(buffer, mask) {
			if (buffer.length < 24) _unmask(buffer, mask);
			else websocketUnmask(buffer, mask);
		};
	} else if (!process.env.WS_NO_BUFFER_UTIL) try {
		const bufferUtil = __require("bufferutil");
		module.exports.mask = function(source, mask, output, offset, length) {
			if (length < 48) _mask(source, mask, output, offset, length);
			else bufferUtil.mask(source, mask, output, offset, length);
		};
		module.exports.unmask = function(buffer, mask) {
			if (buffer.length < 32) _unmask(buffer, mask);
			else bufferUtil.unmask(buffer, mask);
		};
	} catch (e) {}
}));
// apps/desktop/node_modules/ws/lib/limiter.js
var require_limiter = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	var kDone = Symbol("kDone");
	var kRun = Symbol("kRun");
	/**
	* A very simple job queue with adjustable concurrency. Adapted from
	* https://github.com/STRML/async-limiter
	*/
	var Limiter = class {
		/**
		* Creates a new `Limiter`.
		*
		* @param {Number} [concurrency=Infinity] The maximum number of jobs allowed
		*     to run concurrently
		*/
		constructor(concurrency) {
			this[kDone] = () => {
				this.pending--;
				this[kRun]();
			};
			this.concurrency = concurrency || Infinity;
			this.jobs = [];
			this.pending = 0;
		}
		/**
		* Adds a job to the queue.
		*
		* @param {Function} job The job to run
		* @public
		*/
		add(job) {
			this.jobs.push(job);
			this[kRun]();
		}
		/**
		* Removes a job from the queue and runs it if possible.
		*
		* @private
		*/
		[kRun]() {
			if (this.pending === this.concurrency) return;
			if (this.jobs.length) {
				const job = this.jobs.shift();
				this.pending++;
				job(this[kDone]);
			}
		}
	};
	module.exports = Limiter;
}));
// apps/desktop/node_modules/ws/lib/permessage-deflate.js
var require_permessage_deflate = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	var zlib = __require("zlib");
	var bufferUtil = require_buffer_util();
	var Limiter = require_limiter();
	var { kStatusCode } = require_constants();
	var FastBuffer = Buffer[Symbol.species];
	var TRAILER = Buffer.from([
		0,
		0,
		255,
		255
	]);
	var kPerMessageDeflate = Symbol("permessage-deflate");
	var kTotalLength = Symbol("total-length");
	var kCallback = Symbol("callback");
	var kBuffers = Symbol("buffers");
	var kError = Symbol("error");
	var zlibLimiter;
	/**
	* permessage-deflate implementation.
	*/
	var PerMessageDeflate = class {
		/**
		* Creates a PerMessageDeflate instance.
		*
		* @param {Object} [options] Configuration options
		* @param {(Boolean|Number)} [options.clientMaxWindowBits] Advertise support
		*     for, or request, a custom client window size
		* @param {Boolean} [options.clientNoContextTakeover=false] Advertise/
		*     acknowledge disabling of client context takeover
		* @param {Number} [options.concurrencyLimit=10] The number of concurrent
		*     calls to zlib
		* @param {Boolean} [options.isServer=false] Create the instance in either
		*     server or client mode
		* @param {Number} [options.maxPayload=0] The maximum allowed message length
		* @param {(Boolean|Number)} [options.serverMaxWindowBits] Request/confirm the
		*     use of a custom server window size
		* @param {Boolean} [options.serverNoContextTakeover=false] Request/accept
		*     disabling of server context takeover
		* @param {Number} [options.threshold=1024] Size (in bytes) below which
		*     messages should not be compressed if context takeover is disabled
		* @param {Object} [options.zlibDeflateOptions] Options to pass to zlib on
		*     deflate
		* @param {Object} [options.zlibInflateOptions] Options to pass to zlib on
		*     inflate
		*/
		constructor(options) {
			this._options = options || {};
			this._threshold = this._options.threshold !== void 0 ? this._options.threshold : 1024;
			this._maxPayload = this._options.maxPayload | 0;
			this._isServer = !!this._options.isServer;
			this._deflate = null;
			this._inflate = null;
			this.params = null;
			if (!zlibLimiter) zlibLimiter = new Limiter(this._options.concurrencyLimit !== void 0 ? this._options.concurrencyLimit : 10);
		}
		/**
		* @type {String}
		*/
		static get extensionName() {
			return "permessage-deflate";
		}
		/**
		* Create an extension negotiation offer.
		*
		* @return {Object} Extension parameters
		* @public
		*/
		offer() {
			const params = {};
			if (this._options.serverNoContextTakeover) params.server_no_context_takeover = true;
			if (this._options.clientNoContextTakeover) params.client_no_context_takeover = true;
			if (this._options.serverMaxWindowBits) params.server_max_window_bits = this._options.serverMaxWindowBits;
			if (this._options.clientMaxWindowBits) params.client_max_window_bits = this._options.clientMaxWindowBits;
			else if (this._options.clientMaxWindowBits == null) params.client_max_window_bits = true;
			return params;
		}
		/**
		* Accept an extension negotiation offer/response.
		*
		* @param {Array} configurations The extension negotiation offers/reponse
		* @return {Object} Accepted configuration
		* @public
		*/
		accept(configurations) {
			configurations = this.normalizeParams(configurations);
			this.params = this._isServer ? this.acceptAsServer(configurations) : this.acceptAsClient(configurations);
			return this.params;
		}
		/**
		* Releases all resources used by the extension.
		*
		* @public
		*/
		cleanup() {
			if (this._inflate) {
				this._inflate.close();
				this._inflate = null;
			}
			if (this._deflate) {
				const callback = this._deflate[kCallback];
				this._deflate.close();
				this._deflate = null;
				if (callback) callback(/* @__PURE__ */ new Error("The deflate stream was closed while data was being processed"));
			}
		}
		/**
		*  Accept an extension negotiation offer.
		*
		* @param {Array} offers The extension negotiation offers
		* @return {Object} Accepted configuration
		* @private
		*/
		acceptAsServer(offers) {
			const opts = this._options;
			const accepted = offers.find((params) => {
				if (opts.serverNoContextTakeover === false && params.server_no_context_takeover || params.server_max_window_bits && (opts.serverMaxWindowBits === false || typeof opts.serverMaxWindowBits === "number" && opts.serverMaxWindowBits > params.server_max_window_bits) || typeof opts.clientMaxWindowBits === "number" && (typeof params.client_max_window_bits === "number" ? opts.clientMaxWindowBits > params.client_max_window_bits : !params.client_max_window_bits)) return false;
				return true;
			});
			if (!accepted) throw new Error("None of the extension offers can be accepted");
			if (opts.serverNoContextTakeover) accepted.server_no_context_takeover = true;
			if (opts.clientNoContextTakeover) accepted.client_no_context_takeover = true;
			if (typeof opts.serverMaxWindowBits === "number") accepted.server_max_window_bits = opts.serverMaxWindowBits;
			if (typeof opts.clientMaxWindowBits === "number") accepted.client_max_window_bits = opts.clientMaxWindowBits;
			else if (accepted.client_max_window_bits === true || opts.clientMaxWindowBits === false) delete accepted.client_max_window_bits;
			return accepted;
		}
		/**
		* Accept the extension negotiation response.
		*
		* @param {Array} response The extension negotiation response
		* @return {Object} Accepted configuration
		* @private
		*/
		acceptAsClient(response) {
			const params = response[0];
			if (this._options.clientNoContextTakeover === false && params.client_no_context_takeover) throw new Error("Unexpected parameter \"client_no_context_takeover\"");
			if (!params.client_max_window_bits) {
				if (typeof this._options.clientMaxWindowBits === "number") params.client_max_window_bits = this._options.clientMaxWindowBits;
			} else if (this._options.clientMaxWindowBits === false || typeof this._options.clientMaxWindowBits === "number" && params.client_max_window_bits > this._options.clientMaxWindowBits) throw new Error("Unexpected or invalid parameter \"client_max_window_bits\"");
			return params;
		}
		/**
		* Normalize parameters.
		*
		* @param {Array} configurations The extension negotiation offers/reponse
		* @return {Array} The offers/response with normalized parameters
		* @private
		*/
		normalizeParams(configurations) {
			configurations.forEach((params) => {
				Object.keys(params).forEach((key) => {
					let value = params[key];
					if (value.length > 1) throw new Error(`Parameter "${key}" must have only a single value`);
					value = value[0];
					if (key === "client_max_window_bits") {
						if (value !== true) {
							const num = +value;
							if (!Number.isInteger(num) || num < 8 || num > 15) throw new TypeError(`Invalid value for parameter "${key}": ${value}`);
							value = num;
						} else if (!this._isServer) throw new TypeError(`Invalid value for parameter "${key}": ${value}`);
					} else if (key === "server_max_window_bits") {
						const num = +value;
						if (!Number.isInteger(num) || num < 8 || num > 15) throw new TypeError(`Invalid value for parameter "${key}": ${value}`);
						value = num;
					} else if (key === "client_no_context_takeover" || key === "server_no_context_takeover") {
						if (value !== true) throw new TypeError(`Invalid value for parameter "${key}": ${value}`);
					} else throw new Error(`Unknown parameter "${key}"`);
					params[key] = value;
				});
			});
			return configurations;
		}
		/**
		* Decompress data. Concurrency limited.
		*
		* @param {Buffer} data Compressed data
		* @param {Boolean} fin Specifies whether or not this is the last fragment
		* @param {Function} callback Callback
		* @public
		*/
		decompress(data, fin, callback) {
			zlibLimiter.add((done) => {
				this._decompress(data, fin, (err, result) => {
					done();
					callback(err, result);
				});
			});
		}
		/**
		* Compress data. Concurrency limited.
		*
		* @param {(Buffer|String)} data Data to compress
		* @param {Boolean} fin Specifies whether or not this is the last fragment
		* @param {Function} callback Callback
		* @public
		*/
		compress(data, fin, callback) {
			zlibLimiter.add((done) => {
				this._compress(data, fin, (err, result) => {
					done();
					callback(err, result);
				});
			});
		}
		/**
		* Decompress data.
		*
		* @param {Buffer} data Compressed data
		* @param {Boolean} fin Specifies whether or not this is the last fragment
		* @param {Function} callback Callback
		* @private
		*/
		_decompress(data, fin, callback) {
			const endpoint = this._isServer ? "client" : "server";
			if (!this._inflate) {
				const key = `${endpoint}_max_window_bits`;
				const windowBits = typeof this.params[key] !== "number" ? zlib.Z_DEFAULT_WINDOWBITS : this.params[key];
				this._inflate = zlib.createInflateRaw({
					...this._options.zlibInflateOptions,
					windowBits
				});
				this._inflate[kPerMessageDeflate] = this;
				this._inflate[kTotalLength] = 0;
				this._inflate[kBuffers] = [];
				this._inflate.on("error", inflateOnError);
				this._inflate.on("data", inflateOnData);
			}
			this._inflate[kCallback] = callback;
			this._inflate.write(data);
			if (fin) this._inflate.write(TRAILER);
			this._inflate.flush(() => {
				const err = this._inflate[kError];
				if (err) {
					this._inflate.close();
					this._inflate = null;
					callback(err);
					return;
				}
				const data = bufferUtil.concat(this._inflate[kBuffers], this._inflate[kTotalLength]);
				if (this._inflate._readableState.endEmitted) {
					this._inflate.close();
					this._inflate = null;
				} else {
					this._inflate[kTotalLength] = 0;
					this._inflate[kBuffers] = [];
					if (fin && this.params[`${endpoint}_no_context_takeover`]) this._inflate.reset();
				}
				callback(null, data);
			});
		}
		/**
		* Compress data.
		*
		* @param {(Buffer|String)} data Data to compress
		* @param {Boolean} fin Specifies whether or not this is the last fragment
		* @param {Function} callback Callback
		* @private
		*/
		_compress(data, fin, callback) {
			const endpoint = this._isServer ? "server" : "client";
			if (!this._deflate) {
				const key = `${endpoint}_max_window_bits`;
				const windowBits = typeof this.params[key] !== "number" ? zlib.Z_DEFAULT_WINDOWBITS : this.params[key];
				this._deflate = zlib.createDeflateRaw({
					...this._options.zlibDeflateOptions,
					windowBits
				});
				this._deflate[kTotalLength] = 0;
				this._deflate[kBuffers] = [];
				this._deflate.on("data", deflateOnData);
			}
			this._deflate[kCallback] = callback;
			this._deflate.write(data);
			this._deflate.flush(zlib.Z_SYNC_FLUSH, () => {
				if (!this._deflate) return;
				let data = bufferUtil.concat(this._deflate[kBuffers], this._deflate[kTotalLength]);
				if (fin) data = new FastBuffer(data.buffer, data.byteOffset, data.length - 4);
				this._deflate[kCallback] = null;
				this._deflate[kTotalLength] = 0;
				this._deflate[kBuffers] = [];
				if (fin && this.params[`${endpoint}_no_context_takeover`]) this._deflate.reset();
				callback(null, data);
			});
		}
	};
	module.exports = PerMessageDeflate;
	/**
	* The listener of the `zlib.DeflateRaw` stream `'data'` event.
	*
	* @param {Buffer} chunk A chunk of data
	* @private
	*/
	function deflateOnData(chunk) {
		this[kBuffers].push(chunk);
		this[kTotalLength] += chunk.length;
	}
	/**
	* The listener of the `zlib.InflateRaw` stream `'data'` event.
	*
	* @param {Buffer} chunk A chunk of data
	* @private
	*/
	function inflateOnData(chunk) {
		this[kTotalLength] += chunk.length;
		if (this[kPerMessageDeflate]._maxPayload < 1 || this[kTotalLength] <= this[kPerMessageDeflate]._maxPayload) {
			this[kBuffers].push(chunk);
			return;
		}
		this[kError] = /* @__PURE__ */ new RangeError("Max payload size exceeded");
		this[kError].code = "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH";
		this[kError][kStatusCode] = 1009;
		this.removeListener("data", inflateOnData);
		this.reset();
	}
	/**
	* The listener of the `zlib.InflateRaw` stream `'error'` event.
	*
	* @param {Error} err The emitted error
	* @private
	*/
	function inflateOnError(err) {
		this[kPerMessageDeflate]._inflate = null;
		if (this[kError]) {
			this[kCallback](this[kError]);
			return;
		}
		err[kStatusCode] = 1007;
		this[kCallback](err);
	}
}));
// apps/desktop/node_modules/ws/lib/validation.js
var require_validation = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	var { isUtf8 } = __require("buffer");
	var { hasBlob } = require_constants();
	var tokenChars = [
		0,
		0,
		0,
		0,
		0,
		0,
		0,
		0,
		0,
		0,
		0,
		0,
		0,
		0,
		0,
		0,
		0,
		0,
		0,
		0,
		0,
		0,
		0,
		0,
		0,
		0,
		0,
		0,
		0,
		0,
		0,
		0,
		0,
		1,
		0,
		1,
		1,
		1,
		1,
		1,
		0,
		0,
		1,
		1,
		0,
		1,
		1,
		0,
		1,
		1,
		1,
		1,
		1,
		1,
		1,
		1,
		1,
		1,
		0,
		0,
		0,
		0,
		0,
		0,
		0,
		1,
		1,
		1,
		1,
		1,
		1,
		1,
		1,
		1,
		1,
		1,
		1,
		1,
		1,
		1,
		1,
		1,
		1,
		1,
		1,
		1,
		1,
		1,
		1,
		1,
		1,
		0,
		0,
		0,
		1,
		1,
		1,
		1,
		1,
		1,
		1,
		1,
		1,
		1,
		1,
		1,
		1,
		1,
		1,
		1,
		1,
		1,
		1,
		1,
		1,
		1,
		1,
		1,
		1,
		1,
		1,
		1,
		1,
		0,
		1,
		0,
		1,
		0
	];
	/**
	* Checks if a status code is allowed in a close frame.
	*
	* @param {Number} code The status code
	* @return {Boolean} `true` if the status code is valid, else `false`
	* @public
	*/
	function isValidStatusCode(code) {
		return code >= 1e3 && code <= 1014 && code !== 1004 && code !== 1005 && code !== 1006 || code >= 3e3 && code <= 4999;
	}
	/**
	* Checks if a given buffer contains only correct UTF-8.
	* Ported from https://www.cl.cam.ac.uk/%7Emgk25/ucs/utf8_check.c by
	* Markus Kuhn.
	*
	* @param {Buffer} buf The buffer to check
	* @return {Boolean} `true` if `buf` contains only correct UTF-8, else `false`
	* @public
	*/
	function _isValidUTF8(buf) {
		const len = buf.length;
		let i = 0;
		while (i < len) if ((buf[i] & 128) === 0) i++;
		else if ((buf[i] & 224) === 192) {
			if (i + 1 === len || (buf[i + 1] & 192) !== 128 || (buf[i] & 254) === 192) return false;
			i += 2;
		} else if ((buf[i] & 240) === 224) {
			if (i + 2 >= len || (buf[i + 1] & 192) !== 128 || (buf[i + 2] & 192) !== 128 || buf[i] === 224 && (buf[i + 1] & 224) === 128 || buf[i] === 237 && (buf[i + 1] & 224) === 160) return false;
			i += 3;
		} else if ((buf[i] & 248) === 240) {
			if (i + 3 >= len || (buf[i + 1] & 192) !== 128 || (buf[i + 2] & 192) !== 128 || (buf[i + 3] & 192) !== 128 || buf[i] === 240 && (buf[i + 1] & 240) === 128 || buf[i] === 244 && buf[i + 1] > 143 || buf[i] > 244) return false;
			i += 4;
		} else return false;
		return true;
	}
	/**
	* Determines whether a value is a `Blob`.
	*
	* @param {*} value The value to be tested
	* @return {Boolean} `true` if `value` is a `Blob`, else `false`
	* @private
	*/
	function isBlob(value) {
		return hasBlob && typeof value === "object" && typeof value.arrayBuffer === "function" && typeof value.type === "string" && typeof value.stream === "function" && (value[Symbol.toStringTag] === "Blob" || value[Symbol.toStringTag] === "File");
	}
	module.exports = {
		isBlob,
		isValidStatusCode,
		isValidUTF8: _isValidUTF8,
		tokenChars
	};
	if (isUtf8) module.exports.isValidUTF8 = function(buf) {
		return buf.length < 24 ? _isValidUTF8(buf) : isUtf8(buf);
	};
	else if (!process.env.WS_NO_UTF_8_VALIDATE) try {
		const isValidUTF8 = __require("utf-8-validate");
		module.exports.isValidUTF8 = function(buf) {
			return buf.length < 32 ? _isValidUTF8(buf) : isValidUTF8(buf);
		};
	} catch (e) {}
}));
// apps/desktop/node_modules/ws/lib/receiver.js
var require_receiver = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	var { Writable } = __require("stream");
	var PerMessageDeflate = require_permessage_deflate();
	var { BINARY_TYPES, EMPTY_BUFFER, kStatusCode, kWebSocket } = require_constants();
	var { concat, toArrayBuffer, unmask } = require_buffer_util();
	var { isValidStatusCode, isValidUTF8 } = require_validation();
	var FastBuffer = Buffer[Symbol.species];
	var GET_INFO = 0;
	var GET_PAYLOAD_LENGTH_16 = 1;
	var GET_PAYLOAD_LENGTH_64 = 2;
	var GET_MASK = 3;
	var GET_DATA = 4;
	var INFLATING = 5;
	var DEFER_EVENT = 6;
	/**
	* HyBi Receiver implementation.
	*
	* @extends Writable
	*/
	var Receiver = class extends Writable {
		/**
		* Creates a Receiver instance.
		*
		* @param {Object} [options] Options object
		* @param {Boolean} [options.allowSynchronousEvents=true] Specifies whether
		*     any of the `'message'`, `'ping'`, and `'pong'` events can be emitted
		*     multiple times in the same tick
		* @param {String} [options.binaryType=nodebuffer] The type for binary data
		* @param {Object} [options.extensions] An object containing the negotiated
		*     extensions
		* @param {Boolean} [options.isServer=false] Specifies whether to operate in
		*     client or server mode
		* @param {Number} [options.maxBufferedChunks=0] The maximum number of
		*     buffered data chunks
		* @param {Number} [options.maxFragments=0] The maximum number of message
		*     fragments
		* @param {Number} [options.maxPayload=0] The maximum allowed message length
		* @param {Boolean} [options.skipUTF8Validation=false] Specifies whether or
		*     not to skip UTF-8 validation for text and close messages
		*/
		constructor(options = {}) {
			super();
			this._allowSynchronousEvents = options.allowSynchronousEvents !== void 0 ? options.allowSynchronousEvents : true;
			this._binaryType = options.binaryType || BINARY_TYPES[0];
			this._extensions = options.extensions || {};
			this._isServer = !!options.isServer;
			this._maxBufferedChunks = options.maxBufferedChunks | 0;
			this._maxFragments = options.maxFragments | 0;
			this._maxPayload = options.maxPayload | 0;
			this._skipUTF8Validation = !!options.skipUTF8Validation;
			this[kWebSocket] = void 0;
			this._bufferedBytes = 0;
			this._buffers = [];
			this._compressed = false;
			this._payloadLength = 0;
			this._mask = void 0;
			this._fragmented = 0;
			this._masked = false;
			this._fin = false;
			this._opcode = 0;
			this._totalPayloadLength = 0;
			this._messageLength = 0;
			this._numFragments = 0;
			this._fragments = [];
			this._errored = false;
			this._loop = false;
			this._state = GET_INFO;
		}
		/**
		* Implements `Writable.prototype._write()`.
		*
		* @param {Buffer} chunk The chunk of data to write
		* @param {String} encoding The character encoding of `chunk`
		* @param {Function} cb Callback
		* @private
		*/
		_write(chunk, encoding, cb) {
			if (this._opcode === 8 && this._state == GET_INFO) return cb();
			if (this._maxBufferedChunks > 0 && this._buffers.length >= this._maxBufferedChunks) {
				cb(this.createError(RangeError, "Too many buffered chunks", false, 1008, "WS_ERR_TOO_MANY_BUFFERED_PARTS"));
				return;
			}
			this._bufferedBytes += chunk.length;
			this._buffers.push(chunk);
			this.startLoop(cb);
		}
		/**
		* Consumes `n` bytes from the buffered data.
		*
		* @param {Number} n The number of bytes to consume
		* @return {Buffer} The consumed bytes
		* @private
		*/
		consume(n) {
			this._bufferedBytes -= n;
			if (n === this._buffers[0].length) return this._buffers.shift();
			if (n < this._buffers[0].length) {
				const buf = this._buffers[0];
				this._buffers[0] = new FastBuffer(buf.buffer, buf.byteOffset + n, buf.length - n);
				return new FastBuffer(buf.buffer, buf.byteOffset, n);
			}
			const dst = Buffer.allocUnsafe(n);
			do {
				const buf = this._buffers[0];
				const offset = dst.length - n;
				if (n >= buf.length) dst.set(this._buffers.shift(), offset);
				else {
					dst.set(new Uint8Array(buf.buffer, buf.byteOffset, n), offset);
					this._buffers[0] = new FastBuffer(buf.buffer, buf.byteOffset + n, buf.length - n);
				}
				n -= buf.length;
			} while (n > 0);
			return dst;
		}
		/**
		* Starts the parsing loop.
		*
		* @param {Function} cb Callback
		* @private
		*/
		startLoop(cb) {
			this._loop = true;
			do
				switch (this._state) {
					case GET_INFO:
						this.getInfo(cb);
						break;
					case GET_PAYLOAD_LENGTH_16:
						this.getPayloadLength16(cb);
						break;
					case GET_PAYLOAD_LENGTH_64:
						this.getPayloadLength64(cb);
						break;
					case GET_MASK:
						this.getMask();
						break;
					case GET_DATA:
						this.getData(cb);
						break;
					case INFLATING:
					case DEFER_EVENT:
						this._loop = false;
						return;
				}
			while (this._loop);
			if (!this._errored) cb();
		}
		/**
		* Reads the first two bytes of a frame.
		*
		* @param {Function} cb Callback
		* @private
		*/
		getInfo(cb) {
			if (this._bufferedBytes < 2) {
				this._loop = false;
				return;
			}
			const buf = this.consume(2);
			if ((buf[0] & 48) !== 0) {
				cb(this.createError(RangeError, "RSV2 and RSV3 must be clear", true, 1002, "WS_ERR_UNEXPECTED_RSV_2_3"));
				return;
			}
			const compressed = (buf[0] & 64) === 64;
			if (compressed && !this._extensions[PerMessageDeflate.extensionName]) {
				cb(this.createError(RangeError, "RSV1 must be clear", true, 1002, "WS_ERR_UNEXPECTED_RSV_1"));
				return;
			}
			this._fin = (buf[0] & 128) === 128;
			this._opcode = buf[0] & 15;
			this._payloadLength = buf[1] & 127;
			if (this._opcode === 0) {
				if (compressed) {
					cb(this.createError(RangeError, "RSV1 must be clear", true, 1002, "WS_ERR_UNEXPECTED_RSV_1"));
					return;
				}
				if (!this._fragmented) {
					cb(this.createError(RangeError, "invalid opcode 0", true, 1002, "WS_ERR_INVALID_OPCODE"));
					return;
				}
				this._opcode = this._fragmented;
			} else if (this._opcode === 1 || this._opcode === 2) {
				if (this._fragmented) {
					cb(this.createError(RangeError, `invalid opcode ${this._opcode}`, true, 1002, "WS_ERR_INVALID_OPCODE"));
					return;
				}
				this._compressed = compressed;
			} else if (this._opcode > 7 && this._opcode < 11) {
				if (!this._fin) {
					cb(this.createError(RangeError, "FIN must be set", true, 1002, "WS_ERR_EXPECTED_FIN"));
					return;
				}
				if (compressed) {
					cb(this.createError(RangeError, "RSV1 must be clear", true, 1002, "WS_ERR_UNEXPECTED_RSV_1"));
					return;
				}
				if (this._payloadLength > 125 || this._opcode === 8 && this._payloadLength === 1) {
					cb(this.createError(RangeError, `invalid payload length ${this._payloadLength}`, true, 1002, "WS_ERR_INVALID_CONTROL_PAYLOAD_LENGTH"));
					return;
				}
			} else {
				cb(this.createError(RangeError, `invalid opcode ${this._opcode}`, true, 1002, "WS_ERR_INVALID_OPCODE"));
				return;
			}
			if (!this._fin && !this._fragmented) this._fragmented = this._opcode;
			this._masked = (buf[1] & 128) === 128;
			if (this._isServer) {
				if (!this._masked) {
					cb(this.createError(RangeError, "MASK must be set", true, 1002, "WS_ERR_EXPECTED_MASK"));
					return;
				}
			} else if (this._masked) {
				cb(this.createError(RangeError, "MASK must be clear", true, 1002, "WS_ERR_UNEXPECTED_MASK"));
				return;
			}
			if (this._payloadLength === 126) this._state = GET_PAYLOAD_LENGTH_16;
			else if (this._payloadLength === 127) this._state = GET_PAYLOAD_LENGTH_64;
			else this.haveLength(cb);
		}
		/**
		* Gets extended payload length (7+16).
		*
		* @param {Function} cb Callback
		* @private
		*/
		getPayloadLength16(cb) {
			if (this._bufferedBytes < 2) {
				this._loop = false;
				return;
			}
			this._payloadLength = this.consume(2).readUInt16BE(0);
			this.haveLength(cb);
		}
		/**
		* Gets extended payload length (7+64).
		*
		* @param {Function} cb Callback
		* @private
		*/
		getPayloadLength64(cb) {
			if (this._bufferedBytes < 8) {
				this._loop = false;
				return;
			}
			const buf = this.consume(8);
			const num = buf.readUInt32BE(0);
			if (num > Math.pow(2, 21) - 1) {
				cb(this.createError(RangeError, "Unsupported WebSocket frame: payload length > 2^53 - 1", false, 1009, "WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH"));
				return;
			}
			this._payloadLength = num * Math.pow(2, 32) + buf.readUInt32BE(4);
			this.haveLength(cb);
		}
		/**
		* Payload length has been read.
		*
		* @param {Function} cb Callback
		* @private
		*/
		haveLength(cb) {
			if (this._payloadLength && this._opcode < 8) {
				this._totalPayloadLength += this._payloadLength;
				if (this._totalPayloadLength > this._maxPayload && this._maxPayload > 0) {
					cb(this.createError(RangeError, "Max payload size exceeded", false, 1009, "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH"));
					return;
				}
			}
			if (this._masked) this._state = GET_MASK;
			else this._state = GET_DATA;
		}
		/**
		* Reads mask bytes.
		*
		* @private
		*/
		getMask() {
			if (this._bufferedBytes < 4) {
				this._loop = false;
				return;
			}
			this._mask = this.consume(4);
			this._state = GET_DATA;
		}
		/**
		* Reads data bytes.
		*
		* @param {Function} cb Callback
		* @private
		*/
		getData(cb) {
			let data = EMPTY_BUFFER;
			if (this._payloadLength) {
				if (this._bufferedBytes < this._payloadLength) {
					this._loop = false;
					return;
				}
				data = this.consume(this._payloadLength);
				if (this._masked && (this._mask[0] | this._mask[1] | this._mask[2] | this._mask[3]) !== 0) unmask(data, this._mask);
			}
			this._mask = void 0;
			if (this._opcode > 7) {
				this.controlMessage(data, cb);
				return;
			}
			if (this._maxFragments > 0 && ++this._numFragments > this._maxFragments) {
				cb(this.createError(RangeError, "Too many message fragments", false, 1008, "WS_ERR_TOO_MANY_BUFFERED_PARTS"));
				return;
			}
			if (this._compressed) {
				this._state = INFLATING;
				this.decompress(data, cb);
				return;
			}
			if (data.length) {
				this._messageLength = this._totalPayloadLength;
				this._fragments.push(data);
			}
			this.dataMessage(cb);
		}
		/**
		* Decompresses data.
		*
		* @param {Buffer} data Compressed data
		* @param {Function} cb Callback
		* @private
		*/
		decompress(data, cb) {
			this._extensions[PerMessageDeflate.extensionName].decompress(data, this._fin, (err, buf) => {
				if (err) return cb(err);
				if (buf.length) {
					this._messageLength += buf.length;
					if (this._messageLength > this._maxPayload && this._maxPayload > 0) {
						cb(this.createError(RangeError, "Max payload size exceeded", false, 1009, "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH"));
						return;
					}
					this._fragments.push(buf);
				}
				this.dataMessage(cb);
				if (this._state === GET_INFO) this.startLoop(cb);
			});
		}
		/**
		* Handles a data message.
		*
		* @param {Function} cb Callback
		* @private
		*/
		dataMessage(cb) {
			if (!this._fin) {
				this._state = GET_INFO;
				return;
			}
			const messageLength = this._messageLength;
			const fragments = this._fragments;
			this._totalPayloadLength = 0;
			this._messageLength = 0;
			this._fragmented = 0;
			this._numFragments = 0;
			this._fragments = [];
			if (this._opcode === 2) {
				let data;
				if (this._binaryType === "nodebuffer") data = concat(fragments, messageLength);
				else if (this._binaryType === "arraybuffer") data = toArrayBuffer(concat(fragments, messageLength));
				else if (this._binaryType === "blob") data = new Blob(fragments);
				else data = fragments;
				if (this._allowSynchronousEvents) {
					this.emit("message", data, true);
					this._state = GET_INFO;
				} else {
					this._state = DEFER_EVENT;
					setImmediate(() => {
						this.emit("message", data, true);
						this._state = GET_INFO;
						this.startLoop(cb);
					});
				}
			} else {
				const buf = concat(fragments, messageLength);
				if (!this._skipUTF8Validation && !isValidUTF8(buf)) {
					cb(this.createError(Error, "invalid UTF-8 sequence", true, 1007, "WS_ERR_INVALID_UTF8"));
					return;
				}
				if (this._state === INFLATING || this._allowSynchronousEvents) {
					this.emit("message", buf, false);
					this._state = GET_INFO;
				} else {
					this._state = DEFER_EVENT;
					setImmediate(() => {
						this.emit("message", buf, false);
						this._state = GET_INFO;
						this.startLoop(cb);
					});
				}
			}
		}
		/**
		* Handles a control message.
		*
		* @param {Buffer} data Data to handle
		* @return {(Error|RangeError|undefined)} A possible error
		* @private
		*/
		controlMessage(data, cb) {
			if (this._opcode === 8) {
				if (data.length === 0) {
					this._loop = false;
					this.emit("conclude", 1005, EMPTY_BUFFER);
					this.end();
				} else {
					const code = data.readUInt16BE(0);
					if (!isValidStatusCode(code)) {
						cb(this.createError(RangeError, `invalid status code ${code}`, true, 1002, "WS_ERR_INVALID_CLOSE_CODE"));
						return;
					}
					const buf = new FastBuffer(data.buffer, data.byteOffset + 2, data.length - 2);
					if (!this._skipUTF8Validation && !isValidUTF8(buf)) {
						cb(this.createError(Error, "invalid UTF-8 sequence", true, 1007, "WS_ERR_INVALID_UTF8"));
						return;
					}
					this._loop = false;
					this.emit("conclude", code, buf);
					this.end();
				}
				this._state = GET_INFO;
				return;
			}
			if (this._allowSynchronousEvents) {
				this.emit(this._opcode === 9 ? "ping" : "pong", data);
				this._state = GET_INFO;
			} else {
				this._state = DEFER_EVENT;
				setImmediate(() => {
					this.emit(this._opcode === 9 ? "ping" : "pong", data);
					this._state = GET_INFO;
					this.startLoop(cb);
				});
			}
		}
		/**
		* Builds an error object.
		*
		* @param {function(new:Error|RangeError)} ErrorCtor The error constructor
		* @param {String} message The error message
		* @param {Boolean} prefix Specifies whether or not to add a default prefix to
		*     `message`
		* @param {Number} statusCode The status code
		* @param {String} errorCode The exposed error code
		* @return {(Error|RangeError)} The error
		* @private
		*/
		createError(ErrorCtor, message, prefix, statusCode, errorCode) {
			this._loop = false;
			this._errored = true;
			const err = new ErrorCtor(prefix ? `Invalid WebSocket frame: ${message}` : message);
			Error.captureStackTrace(err, this.createError);
			err.code = errorCode;
			err[kStatusCode] = statusCode;
			return err;
		}
	};
	module.exports = Receiver;
}));
// apps/desktop/node_modules/ws/lib/sender.js
var require_sender = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	var { Duplex } = __require("stream");
	var { randomFillSync } = __require("crypto");
	var { types: { isUint8Array } } = __require("util");
	var PerMessageDeflate = require_permessage_deflate();
	var { EMPTY_BUFFER, kWebSocket, NOOP } = require_constants();
	var { isBlob, isValidStatusCode } = require_validation();
	var { mask: applyMask, toBuffer } = require_buffer_util();
	var kByteLength = Symbol("kByteLength");
	var maskBuffer = Buffer.alloc(4);
	var RANDOM_POOL_SIZE = 8192;
	var randomPool;
	var randomPoolPointer = RANDOM_POOL_SIZE;
	var DEFAULT = 0;
	var DEFLATING = 1;
	var GET_BLOB_DATA = 2;
	module.exports = class Sender {
		/**
		* Creates a Sender instance.
		*
		* @param {Duplex} socket The connection socket
		* @param {Object} [extensions] An object containing the negotiated extensions
		* @param {Function} [generateMask] The function used to generate the masking
		*     key
		*/
		constructor(socket, extensions, generateMask) {
			this._extensions = extensions || {};
			if (generateMask) {
				this._generateMask = generateMask;
				this._maskBuffer = Buffer.alloc(4);
			}
			this._socket = socket;
			this._firstFragment = true;
			this._compress = false;
			this._bufferedBytes = 0;
			this._queue = [];
			this._state = DEFAULT;
			this.onerror = NOOP;
			this[kWebSocket] = void 0;
		}
		/**
		* Frames a piece of data according to the HyBi WebSocket protocol.
		*
		* @param {(Buffer|String)} data The data to frame
		* @param {Object} options Options object
		* @param {Boolean} [options.fin=false] Specifies whether or not to set the
		*     FIN bit
		* @param {Function} [options.generateMask] The function used to generate the
		*     masking key
		* @param {Boolean} [options.mask=false] Specifies whether or not to mask
		*     `data`
		* @param {Buffer} [options.maskBuffer] The buffer used to store the masking
		*     key
		* @param {Number} options.opcode The opcode
		* @param {Boolean} [options.readOnly=false] Specifies whether `data` can be
		*     modified
		* @param {Boolean} [options.rsv1=false] Specifies whether or not to set the
		*     RSV1 bit
		* @return {(Buffer|String)[]} The framed data
		* @public
		*/
		static frame(data, options) {
			let mask;
			let merge = false;
			let offset = 2;
			let skipMasking = false;
			if (options.mask) {
				mask = options.maskBuffer || maskBuffer;
				if (options.generateMask) options.generateMask(mask);
				else {
					if (randomPoolPointer === RANDOM_POOL_SIZE) {
						/* istanbul ignore else  */
						if (randomPool === void 0) randomPool = Buffer.alloc(RANDOM_POOL_SIZE);
						randomFillSync(randomPool, 0, RANDOM_POOL_SIZE);
						randomPoolPointer = 0;
					}
					mask[0] = randomPool[randomPoolPointer++];
					mask[1] = randomPool[randomPoolPointer++];
					mask[2] = randomPool[randomPoolPointer++];
					mask[3] = randomPool[randomPoolPointer++];
				}
				skipMasking = (mask[0] | mask[1] | mask[2] | mask[3]) === 0;
				offset = 6;
			}
			let dataLength;
			if (typeof data === "string") {
				if ((!options.mask || skipMasking) && options[kByteLength] !== void 0) dataLength = options[kByteLength];
				else {
					data = Buffer.from(data);
					dataLength = data.length;
				}
			} else {
				dataLength = data.length;
				merge = options.mask && options.readOnly && !skipMasking;
			}
			let payloadLength = dataLength;
			if (dataLength >= 65536) {
				offset += 8;
				payloadLength = 127;
			} else if (dataLength > 125) {
				offset += 2;
				payloadLength = 126;
			}
			const target = Buffer.allocUnsafe(merge ? dataLength + offset : offset);
			target[0] = options.fin ? options.opcode | 128 : options.opcode;
			if (options.rsv1) target[0] |= 64;
			target[1] = payloadLength;
			if (payloadLength === 126) target.writeUInt16BE(dataLength, 2);
			else if (payloadLength === 127) {
				target[2] = target[3] = 0;
				target.writeUIntBE(dataLength, 4, 6);
			}
			if (!options.mask) return dataLength ? [target, data] : [target];
			target[1] |= 128;
			target[offset - 4] = mask[0];
			target[offset - 3] = mask[1];
			target[offset - 2] = mask[2];
			target[offset - 1] = mask[3];
			if (!dataLength) return [target];
			if (skipMasking) return [target, data];
			if (merge) {
				applyMask(data, mask, target, offset, dataLength);
				return [target];
			}
			applyMask(data, mask, data, 0, dataLength);
			return [target, data];
		}
		/**
		* Sends a close message to the other peer.
		*
		* @param {Number} [code] The status code component of the body
		* @param {(String|Buffer)} [data] The message component of the body
		* @param {Boolean} [mask=false] Specifies whether or not to mask the message
		* @param {Function} [cb] Callback
		* @public
		*/
		close(code, data, mask, cb) {
			let buf;
			if (code === void 0) buf = EMPTY_BUFFER;
			else if (typeof code !== "number" || !isValidStatusCode(code)) throw new TypeError("First argument must be a valid error code number");
			else if (data === void 0 || !data.length) {
				buf = Buffer.allocUnsafe(2);
				buf.writeUInt16BE(code, 0);
			} else {
				const length = Buffer.byteLength(data);
				if (length > 123) throw new RangeError("The message must not be greater than 123 bytes");
				buf = Buffer.allocUnsafe(2 + length);
				buf.writeUInt16BE(code, 0);
				if (typeof data === "string") buf.write(data, 2);
				else if (isUint8Array(data)) buf.set(data, 2);
				else throw new TypeError("Second argument must be a string or a Uint8Array");
			}
			const options = {
				[kByteLength]: buf.length,
				fin: true,
				generateMask: this._generateMask,
				mask,
				maskBuffer: this._maskBuffer,
				opcode: 8,
				readOnly: false,
				rsv1: false
			};
			if (this._state !== DEFAULT) this.enqueue([
				this.dispatch,
				buf,
				false,
				options,
				cb
			]);
			else this.sendFrame(Sender.frame(buf, options), cb);
		}
		/**
		* Sends a ping message to the other peer.
		*
		* @param {*} data The message to send
		* @param {Boolean} [mask=false] Specifies whether or not to mask `data`
		* @param {Function} [cb] Callback
		* @public
		*/
		ping(data, mask, cb) {
			let byteLength;
			let readOnly;
			if (typeof data === "string") {
				byteLength = Buffer.byteLength(data);
				readOnly = false;
			} else if (isBlob(data)) {
				byteLength = data.size;
				readOnly = false;
			} else {
				data = toBuffer(data);
				byteLength = data.length;
				readOnly = toBuffer.readOnly;
			}
			if (byteLength > 125) throw new RangeError("The data size must not be greater than 125 bytes");
			const options = {
				[kByteLength]: byteLength,
				fin: true,
				generateMask: this._generateMask,
				mask,
				maskBuffer: this._maskBuffer,
				opcode: 9,
				readOnly,
				rsv1: false
			};
			if (isBlob(data)) {
				if (this._state !== DEFAULT) this.enqueue([
					this.getBlobData,
					data,
					false,
					options,
					cb
				]);
				else this.getBlobData(data, false, options, cb);
			} else if (this._state !== DEFAULT) this.enqueue([
				this.dispatch,
				data,
				false,
				options,
				cb
			]);
			else this.sendFrame(Sender.frame(data, options), cb);
		}
		/**
		* Sends a pong message to the other peer.
		*
		* @param {*} data The message to send
		* @param {Boolean} [mask=false] Specifies whether or not to mask `data`
		* @param {Function} [cb] Callback
		* @public
		*/
		pong(data, mask, cb) {
			let byteLength;
			let readOnly;
			if (typeof data === "string") {
				byteLength = Buffer.byteLength(data);
				readOnly = false;
			} else if (isBlob(data)) {
				byteLength = data.size;
				readOnly = false;
			} else {
				data = toBuffer(data);
				byteLength = data.length;
				readOnly = toBuffer.readOnly;
			}
			if (byteLength > 125) throw new RangeError("The data size must not be greater than 125 bytes");
			const options = {
				[kByteLength]: byteLength,
				fin: true,
				generateMask: this._generateMask,
				mask,
				maskBuffer: this._maskBuffer,
				opcode: 10,
				readOnly,
				rsv1: false
			};
			if (isBlob(data)) {
				if (this._state !== DEFAULT) this.enqueue([
					this.getBlobData,
					data,
					false,
					options,
					cb
				]);
				else this.getBlobData(data, false, options, cb);
			} else if (this._state !== DEFAULT) this.enqueue([
				this.dispatch,
				data,
				false,
				options,
				cb
			]);
			else this.sendFrame(Sender.frame(data, options), cb);
		}
		/**
		* Sends a data message to the other peer.
		*
		* @param {*} data The message to send
		* @param {Object} options Options object
		* @param {Boolean} [options.binary=false] Specifies whether `data` is binary
		*     or text
		* @param {Boolean} [options.compress=false] Specifies whether or not to
		*     compress `data`
		* @param {Boolean} [options.fin=false] Specifies whether the fragment is the
		*     last one
		* @param {Boolean} [options.mask=false] Specifies whether or not to mask
		*     `data`
		* @param {Function} [cb] Callback
		* @public
		*/
		send(data, options, cb) {
			const perMessageDeflate = this._extensions[PerMessageDeflate.extensionName];
			let opcode = options.binary ? 2 : 1;
			let rsv1 = options.compress;
			let byteLength;
			let readOnly;
			if (typeof data === "string") {
				byteLength = Buffer.byteLength(data);
				readOnly = false;
			} else if (isBlob(data)) {
				byteLength = data.size;
				readOnly = false;
			} else {
				data = toBuffer(data);
				byteLength = data.length;
				readOnly = toBuffer.readOnly;
			}
			if (this._firstFragment) {
				this._firstFragment = false;
				if (rsv1 && perMessageDeflate && perMessageDeflate.params[perMessageDeflate._isServer ? "server_no_context_takeover" : "client_no_context_takeover"]) rsv1 = byteLength >= perMessageDeflate._threshold;
				this._compress = rsv1;
			} else {
				rsv1 = false;
				opcode = 0;
			}
			if (options.fin) this._firstFragment = true;
			const opts = {
				[kByteLength]: byteLength,
				fin: options.fin,
				generateMask: this._generateMask,
				mask: options.mask,
				maskBuffer: this._maskBuffer,
				opcode,
				readOnly,
				rsv1
			};
			if (isBlob(data)) {
				if (this._state !== DEFAULT) this.enqueue([
					this.getBlobData,
					data,
					this._compress,
					opts,
					cb
				]);
				else this.getBlobData(data, this._compress, opts, cb);
			} else if (this._state !== DEFAULT) this.enqueue([
				this.dispatch,
				data,
				this._compress,
				opts,
				cb
			]);
			else this.dispatch(data, this._compress, opts, cb);
		}
		/**
		* Gets the contents of a blob as binary data.
		*
		* @param {Blob} blob The blob
		* @param {Boolean} [compress=false] Specifies whether or not to compress
		*     the data
		* @param {Object} options Options object
		* @param {Boolean} [options.fin=false] Specifies whether or not to set the
		*     FIN bit
		* @param {Function} [options.generateMask] The function used to generate the
		*     masking key
		* @param {Boolean} [options.mask=false] Specifies whether or not to mask
		*     `data`
		* @param {Buffer} [options.maskBuffer] The buffer used to store the masking
		*     key
		* @param {Number} options.opcode The opcode
		* @param {Boolean} [options.readOnly=false] Specifies whether `data` can be
		*     modified
		* @param {Boolean} [options.rsv1=false] Specifies whether or not to set the
		*     RSV1 bit
		* @param {Function} [cb] Callback
		* @private
		*/
		getBlobData(blob, compress, options, cb) {
			this._bufferedBytes += options[kByteLength];
			this._state = GET_BLOB_DATA;
			blob.arrayBuffer().then((arrayBuffer) => {
				if (this._socket.destroyed) {
					const err = /* @__PURE__ */ new Error("The socket was closed while the blob was being read");
					process.nextTick(callCallbacks, this, err, cb);
					return;
				}
				this._bufferedBytes -= options[kByteLength];
				const data = toBuffer(arrayBuffer);
				if (!compress) {
					this._state = DEFAULT;
					this.sendFrame(Sender.frame(data, options), cb);
					this.dequeue();
				} else this.dispatch(data, compress, options, cb);
			}).catch((err) => {
				process.nextTick(onError, this, err, cb);
			});
		}
		/**
		* Dispatches a message.
		*
		* @param {(Buffer|String)} data The message to send
		* @param {Boolean} [compress=false] Specifies whether or not to compress
		*     `data`
		* @param {Object} options Options object
		* @param {Boolean} [options.fin=false] Specifies whether or not to set the
		*     FIN bit
		* @param {Function} [options.generateMask] The function used to generate the
		*     masking key
		* @param {Boolean} [options.mask=false] Specifies whether or not to mask
		*     `data`
		* @param {Buffer} [options.maskBuffer] The buffer used to store the masking
		*     key
		* @param {Number} options.opcode The opcode
		* @param {Boolean} [options.readOnly=false] Specifies whether `data` can be
		*     modified
		* @param {Boolean} [options.rsv1=false] Specifies whether or not to set the
		*     RSV1 bit
		* @param {Function} [cb] Callback
		* @private
		*/
		dispatch(data, compress, options, cb) {
			if (!compress) {
				this.sendFrame(Sender.frame(data, options), cb);
				return;
			}
			const perMessageDeflate = this._extensions[PerMessageDeflate.extensionName];
			this._bufferedBytes += options[kByteLength];
			this._state = DEFLATING;
			perMessageDeflate.compress(data, options.fin, (_, buf) => {
				if (this._socket.destroyed) {
					const err = /* @__PURE__ */ new Error("The socket was closed while data was being compressed");
					callCallbacks(this, err, cb);
					return;
				}
				this._bufferedBytes -= options[kByteLength];
				this._state = DEFAULT;
				options.readOnly = false;
				this.sendFrame(Sender.frame(buf, options), cb);
				this.dequeue();
			});
		}
		/**
		* Executes queued send operations.
		*
		* @private
		*/
		dequeue() {
			while (this._state === DEFAULT && this._queue.length) {
				const params = this._queue.shift();
				this._bufferedBytes -= params[3][kByteLength];
				Reflect.apply(params[0], this, params.slice(1));
			}
		}
		/**
		* Enqueues a send operation.
		*
		* @param {Array} params Send operation parameters.
		* @private
		*/
		enqueue(params) {
			this._bufferedBytes += params[3][kByteLength];
			this._queue.push(params);
		}
		/**
		* Sends a frame.
		*
		* @param {(Buffer | String)[]} list The frame to send
		* @param {Function} [cb] Callback
		* @private
		*/
		sendFrame(list, cb) {
			if (list.length === 2) {
				this._socket.cork();
				this._socket.write(list[0]);
				this._socket.write(list[1], cb);
				this._socket.uncork();
			} else this._socket.write(list[0], cb);
		}
	};
	/**
	* Calls queued callbacks with an error.
	*
	* @param {Sender} sender The `Sender` instance
	* @param {Error} err The error to call the callbacks with
	* @param {Function} [cb] The first callback
	* @private
	*/
	function callCallbacks(sender, err, cb) {
		if (typeof cb === "function") cb(err);
		for (let i = 0; i < sender._queue.length; i++) {
			const params = sender._queue[i];
			const callback = params[params.length - 1];
			if (typeof callback === "function") callback(err);
		}
	}
	/**
	* Handles a `Sender` error.
	*
	* @param {Sender} sender The `Sender` instance
	* @param {Error} err The error
	* @param {Function} [cb] The first pending callback
	* @private
	*/
	function onError(sender, err, cb) {
		callCallbacks(sender, err, cb);
		sender.onerror(err);
	}
}));
// apps/desktop/node_modules/ws/lib/event-target.js
var require_event_target = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	var { kForOnEventAttribute, kListener } = require_constants();
	var kCode = Symbol("kCode");
	var kData = Symbol("kData");
	var kError = Symbol("kError");
	var kMessage = Symbol("kMessage");
	var kReason = Symbol("kReason");
	var kTarget = Symbol("kTarget");
	var kType = Symbol("kType");
	var kWasClean = Symbol("kWasClean");
	/**
	* Class representing an event.
	*/
	var Event = class {
		/**
		* Create a new `Event`.
		*
		* @param {String} type The name of the event
		* @throws {TypeError} If the `type` argument is not specified
		*/
		constructor(type) {
			this[kTarget] = null;
			this[kType] = type;
		}
		/**
		* @type {*}
		*/
		get target() {
			return this[kTarget];
		}
		/**
		* @type {String}
		*/
		get type() {
			return this[kType];
		}
	};
	Object.defineProperty(Event.prototype, "target", { enumerable: true });
	Object.defineProperty(Event.prototype, "type", { enumerable: true });
	/**
	* Class representing a close event.
	*
	* @extends Event
	*/
	var CloseEvent = class extends Event {
		/**
		* Create a new `CloseEvent`.
		*
		* @param {String} type The name of the event
		* @param {Object} [options] A dictionary object that allows for setting
		*     attributes via object members of the same name
		* @param {Number} [options.code=0] The status code explaining why the
		*     connection was closed
		* @param {String} [options.reason=''] A human-readable string explaining why
		*     the connection was closed
		* @param {Boolean} [options.wasClean=false] Indicates whether or not the
		*     connection was cleanly closed
		*/
		constructor(type, options = {}) {
			super(type);
			this[kCode] = options.code === void 0 ? 0 : options.code;
			this[kReason] = options.reason === void 0 ? "" : options.reason;
			this[kWasClean] = options.wasClean === void 0 ? false : options.wasClean;
		}
		/**
		* @type {Number}
		*/
		get code() {
			return this[kCode];
		}
		/**
		* @type {String}
		*/
		get reason() {
			return this[kReason];
		}
		/**
		* @type {Boolean}
		*/
		get wasClean() {
			return this[kWasClean];
		}
	};
	Object.defineProperty(CloseEvent.prototype, "code", { enumerable: true });
	Object.defineProperty(CloseEvent.prototype, "reason", { enumerable: true });
	Object.defineProperty(CloseEvent.prototype, "wasClean", { enumerable: true });
	/**
	* Class representing an error event.
	*
	* @extends Event
	*/
	var ErrorEvent = class extends Event {
		/**
		* Create a new `ErrorEvent`.
		*
		* @param {String} type The name of the event
		* @param {Object} [options] A dictionary object that allows for setting
		*     attributes via object members of the same name
		* @param {*} [options.error=null] The error that generated this event
		* @param {String} [options.message=''] The error message
		*/
		constructor(type, options = {}) {
			super(type);
			this[kError] = options.error === void 0 ? null : options.error;
			this[kMessage] = options.message === void 0 ? "" : options.message;
		}
		/**
		* @type {*}
		*/
		get error() {
			return this[kError];
		}
		/**
		* @type {String}
		*/
		get message() {
			return this[kMessage];
		}
	};
	Object.defineProperty(ErrorEvent.prototype, "error", { enumerable: true });
	Object.defineProperty(ErrorEvent.prototype, "message", { enumerable: true });
	/**
	* Class representing a message event.
	*
	* @extends Event
	*/
	var MessageEvent = class extends Event {
		/**
		* Create a new `MessageEvent`.
		*
		* @param {String} type The name of the event
		* @param {Object} [options] A dictionary object that allows for setting
		*     attributes via object members of the same name
		* @param {*} [options.data=null] The message content
		*/
		constructor(type, options = {}) {
			super(type);
			this[kData] = options.data === void 0 ? null : options.data;
		}
		/**
		* @type {*}
		*/
		get data() {
			return this[kData];
		}
	};
	Object.defineProperty(MessageEvent.prototype, "data", { enumerable: true });
	module.exports = {
		CloseEvent,
		ErrorEvent,
		Event,
		EventTarget: {
			/**
			* Register an event listener.
			*
			* @param {String} type A string representing the event type to listen for
			* @param {(Function|Object)} handler The listener to add
			* @param {Object} [options] An options object specifies characteristics about
			*     the event listener
			* @param {Boolean} [options.once=false] A `Boolean` indicating that the
			*     listener should be invoked at most once after being added. If `true`,
			*     the listener would be automatically removed when invoked.
			* @public
			*/
			addEventListener(type, handler, options = {}) {
				for (const listener of this.listeners(type)) if (!options[kForOnEventAttribute] && listener[kListener] === handler && !listener[kForOnEventAttribute]) return;
				let wrapper;
				if (type === "message") wrapper = function onMessage(data, isBinary) {
					const event = new MessageEvent("message", { data: isBinary ? data : data.toString() });
					event[kTarget] = this;
					callListener(handler, this, event);
				};
				else if (type === "close") wrapper = function onClose(code, message) {
					const event = new CloseEvent("close", {
						code,
						reason: message.toString(),
						wasClean: this._closeFrameReceived && this._closeFrameSent
					});
					event[kTarget] = this;
					callListener(handler, this, event);
				};
				else if (type === "error") wrapper = function onError(error) {
					const event = new ErrorEvent("error", {
						error,
						message: error.message
					});
					event[kTarget] = this;
					callListener(handler, this, event);
				};
				else if (type === "open") wrapper = function onOpen() {
					const event = new Event("open");
					event[kTarget] = this;
					callListener(handler, this, event);
				};
				else return;
				wrapper[kForOnEventAttribute] = !!options[kForOnEventAttribute];
				wrapper[kListener] = handler;
				if (options.once) this.once(type, wrapper);
				else this.on(type, wrapper);
			},
			/**
			* Remove an event listener.
			*
			* @param {String} type A string representing the event type to remove
			* @param {(Function|Object)} handler The listener to remove
			* @public
			*/
			removeEventListener(type, handler) {
				for (const listener of this.listeners(type)) if (listener[kListener] === handler && !listener[kForOnEventAttribute]) {
					this.removeListener(type, listener);
					break;
				}
			}
		},
		MessageEvent
	};
	/**
	* Call an event listener
	*
	* @param {(Function|Object)} listener The listener to call
	* @param {*} thisArg The value to use as `this`` when calling the listener
	* @param {Event} event The event to pass to the listener
	* @private
	*/
	function callListener(listener, thisArg, event) {
		if (typeof listener === "object" && listener.handleEvent) listener.handleEvent.call(listener, event);
		else listener.call(thisArg, event);
	}
}));
// apps/desktop/node_modules/ws/lib/extension.js
var require_extension = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	var { tokenChars } = require_validation();
	/**
	* Adds an offer to the map of extension offers or a parameter to the map of
	* parameters.
	*
	* @param {Object} dest The map of extension offers or parameters
	* @param {String} name The extension or parameter name
	* @param {(Object|Boolean|String)} elem The extension parameters or the
	*     parameter value
	* @private
	*/
	function push(dest, name, elem) {
		if (dest[name] === void 0) dest[name] = [elem];
		else dest[name].push(elem);
	}
	/**
	* Parses the `Sec-WebSocket-Extensions` header into an object.
	*
	* @param {String} header The field value of the header
	* @return {Object} The parsed object
	* @public
	*/
	function parse(header) {
		const offers = Object.create(null);
		let params = Object.create(null);
		let mustUnescape = false;
		let isEscaping = false;
		let inQuotes = false;
		let extensionName;
		let paramName;
		let start = -1;
		let code = -1;
		let end = -1;
		let i = 0;
		for (; i < header.length; i++) {
			code = header.charCodeAt(i);
			if (extensionName === void 0) {
				if (end === -1 && tokenChars[code] === 1) {
					if (start === -1) start = i;
				} else if (i !== 0 && (code === 32 || code === 9)) {
					if (end === -1 && start !== -1) end = i;
				} else if (code === 59 || code === 44) {
					if (start === -1) throw new SyntaxError(`Unexpected character at index ${i}`);
					if (end === -1) end = i;
					const name = header.slice(start, end);
					if (code === 44) {
						push(offers, name, params);
						params = Object.create(null);
					} else extensionName = name;
					start = end = -1;
				} else throw new SyntaxError(`Unexpected character at index ${i}`);
			} else if (paramName === void 0) {
				if (end === -1 && tokenChars[code] === 1) {
					if (start === -1) start = i;
				} else if (code === 32 || code === 9) {
					if (end === -1 && start !== -1) end = i;
				} else if (code === 59 || code === 44) {
					if (start === -1) throw new SyntaxError(`Unexpected character at index ${i}`);
					if (end === -1) end = i;
					push(params, header.slice(start, end), true);
					if (code === 44) {
						push(offers, extensionName, params);
						params = Object.create(null);
						extensionName = void 0;
					}
					start = end = -1;
				} else if (code === 61 && start !== -1 && end === -1) {
					paramName = header.slice(start, i);
					start = end = -1;
				} else throw new SyntaxError(`Unexpected character at index ${i}`);
			} else if (isEscaping) {
				if (tokenChars[code] !== 1) throw new SyntaxError(`Unexpected character at index ${i}`);
				if (start === -1) start = i;
				else if (!mustUnescape) mustUnescape = true;
				isEscaping = false;
			} else if (inQuotes) {
				if (tokenChars[code] === 1) {
					if (start === -1) start = i;
				} else if (code === 34 && start !== -1) {
					inQuotes = false;
					end = i;
				} else if (code === 92) isEscaping = true;
				else throw new SyntaxError(`Unexpected character at index ${i}`);
			} else if (code === 34 && header.charCodeAt(i - 1) === 61) inQuotes = true;
			else if (end === -1 && tokenChars[code] === 1) {
				if (start === -1) start = i;
			} else if (start !== -1 && (code === 32 || code === 9)) {
				if (end === -1) end = i;
			} else if (code === 59 || code === 44) {
				if (start === -1) throw new SyntaxError(`Unexpected character at index ${i}`);
				if (end === -1) end = i;
				let value = header.slice(start, end);
				if (mustUnescape) {
					value = value.replace(/\\/g, "");
					mustUnescape = false;
				}
				push(params, paramName, value);
				if (code === 44) {
					push(offers, extensionName, params);
					params = Object.create(null);
					extensionName = void 0;
				}
				paramName = void 0;
				start = end = -1;
			} else throw new SyntaxError(`Unexpected character at index ${i}`);
		}
		if (start === -1 || inQuotes || code === 32 || code === 9) throw new SyntaxError("Unexpected end of input");
		if (end === -1) end = i;
		const token = header.slice(start, end);
		if (extensionName === void 0) push(offers, token, params);
		else {
			if (paramName === void 0) push(params, token, true);
			else if (mustUnescape) push(params, paramName, token.replace(/\\/g, ""));
			else push(params, paramName, token);
			push(offers, extensionName, params);
		}
		return offers;
	}
	/**
	* Builds the `Sec-WebSocket-Extensions` header field value.
	*
	* @param {Object} extensions The map of extensions and parameters to format
	* @return {String} A string representing the given object
	* @public
	*/
	function format(extensions) {
		return Object.keys(extensions).map((extension) => {
			let configurations = extensions[extension];
			if (!Array.isArray(configurations)) configurations = [configurations];
			return configurations.map((params) => {
				return [extension].concat(Object.keys(params).map((k) => {
					let values = params[k];
					if (!Array.isArray(values)) values = [values];
					return values.map((v) => v === true ? k : `${k}=${v}`).join("; ");
				})).join("; ");
			}).join(", ");
		}).join(", ");
	}
	module.exports = {
		format,
		parse
	};
}));
// apps/desktop/node_modules/ws/lib/websocket.js
var require_websocket = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	var EventEmitter = __require("events");
	var https = __require("https");
	var http = __require("http");
	var net = __require("net");
	var querystring = __require("querystring");
	var tls = __require("tls");
	var { randomBytes, createHash } = __require("crypto");
	var { Duplex, Readable } = __require("stream");
	var { URL } = __require("url");
	var PerMessageDeflate = require_permessage_deflate();
	var Receiver = require_receiver();
	var Sender = require_sender();
	var { isBlob } = require_validation();
	var { BINARY_TYPES, CLOSE_TIMEOUT, EMPTY_BUFFER, GUID, kForOnEventAttribute, kListener, kStatusCode, kWebSocket, NOOP } = require_constants();
	var { EventTarget: { addEventListener, removeEventListener } } = require_event_target();
	var { format, parse } = require_extension();
	var { toBuffer } = require_buffer_util();
	var kAborted = Symbol("kAborted");
	var protocolVersions = [8, 13];
	var readyStates = [
		"CONNECTING",
		"OPEN",
		"CLOSING",
		"CLOSED"
	];
	var subprotocolRegex = /^[!#$%&'*+\-.0-9A-Z^_`|a-z~]+$/;
	/**
	* Class representing a WebSocket.
	*
	* @extends EventEmitter
	*/
	var WebSocket = class WebSocket extends EventEmitter {
		/**
		* Create a new `WebSocket`.
		*
		* @param {(String|URL)} address The URL to which to connect
		* @param {(String|String[])} [protocols] The subprotocols
		* @param {Object} [options] Connection options
		*/
		constructor(address, protocols, options) {
			super();
			this._binaryType = BINARY_TYPES[0];
			this._closeCode = 1006;
			this._closeFrameReceived = false;
			this._closeFrameSent = false;
			this._closeMessage = EMPTY_BUFFER;
			this._closeTimer = null;
			this._errorEmitted = false;
			this._extensions = {};
			this._paused = false;
			this._protocol = "";
			this._readyState = WebSocket.CONNECTING;
			this._receiver = null;
			this._sender = null;
			this._socket = null;
			if (address !== null) {
				this._bufferedAmount = 0;
				this._isServer = false;
				this._redirects = 0;
				if (protocols === void 0) {
					if (!options || options.protocols === void 0) protocols = [];
					else if (Array.isArray(options.protocols)) protocols = options.protocols;
					else protocols = [options.protocols];
				} else if (!Array.isArray(protocols)) {
					if (typeof protocols === "object" && protocols !== null) {
						options = protocols;
						if (options.protocols === void 0) protocols = [];
						else if (Array.isArray(options.protocols)) protocols = options.protocols;
						else protocols = [options.protocols];
					} else protocols = [protocols];
				}
				options = initAsClient(this, address, protocols, options);
			} else this._isServer = true;
			if (options.autoPong) {
				this._autoPong = true;
				this._autoPongComplete = () => autoPongComplete(this);
				this._pendingAutoPongs = 0;
				this._maxPendingAutoPongs = options.maxPendingAutoPongs | 0;
			}
			this._closeTimeout = options.closeTimeout;
		}
		/**
		* For historical reasons, the custom "nodebuffer" type is used by the default
		* instead of "blob".
		*
		* @type {String}
		*/
		get binaryType() {
			return this._binaryType;
		}
		set binaryType(type) {
			if (!BINARY_TYPES.includes(type)) return;
			this._binaryType = type;
			if (this._receiver) this._receiver._binaryType = type;
		}
		/**
		* @type {Number}
		*/
		get bufferedAmount() {
			if (!this._socket) return this._bufferedAmount;
			return this._socket._writableState.length + this._sender._bufferedBytes;
		}
		/**
		* @type {String}
		*/
		get extensions() {
			return Object.keys(this._extensions).join();
		}
		/**
		* @type {Boolean}
		*/
		get isPaused() {
			return this._paused;
		}
		/**
		* @type {Function}
		*/
		/* istanbul ignore next */
		get onclose() {
			return null;
		}
		/**
		* @type {Function}
		*/
		/* istanbul ignore next */
		get onerror() {
			return null;
		}
		/**
		* @type {Function}
		*/
		/* istanbul ignore next */
		get onopen() {
			return null;
		}
		/**
		* @type {Function}
		*/
		/* istanbul ignore next */
		get onmessage() {
			return null;
		}
		/**
		* @type {String}
		*/
		get protocol() {
			return this._protocol;
		}
		/**
		* @type {Number}
		*/
		get readyState() {
			return this._readyState;
		}
		/**
		* @type {String}
		*/
		get url() {
			return this._url;
		}
		/**
		* Set up the socket and the internal resources.
		*
		* @param {Duplex} socket The network socket between the server and client
		* @param {Buffer} head The first packet of the upgraded stream
		* @param {Object} options Options object
		* @param {Boolean} [options.allowSynchronousEvents=false] Specifies whether
		*     any of the `'message'`, `'ping'`, and `'pong'` events can be emitted
		*     multiple times in the same tick
		* @param {Function} [options.generateMask] The function used to generate the
		*     masking key
		* @param {Number} [options.maxBufferedChunks=0] The maximum number of
		*     buffered data chunks
		* @param {Number} [options.maxFragments=0] The maximum number of message
		*     fragments
		* @param {Number} [options.maxPayload=0] The maximum allowed message size
		* @param {Boolean} [options.skipUTF8Validation=false] Specifies whether or
		*     not to skip UTF-8 validation for text and close messages
		* @private
		*/
		setSocket(socket, head, options) {
			const receiver = new Receiver({
				allowSynchronousEvents: options.allowSynchronousEvents,
				binaryType: this.binaryType,
				extensions: this._extensions,
				isServer: this._isServer,
				maxBufferedChunks: options.maxBufferedChunks,
				maxFragments: options.maxFragments,
				maxPayload: options.maxPayload,
				skipUTF8Validation: options.skipUTF8Validation
			});
			const sender = new Sender(socket, this._extensions, options.generateMask);
			this._receiver = receiver;
			this._sender = sender;
			this._socket = socket;
			receiver[kWebSocket] = this;
			sender[kWebSocket] = this;
			socket[kWebSocket] = this;
			receiver.on("conclude", receiverOnConclude);
			receiver.on("drain", receiverOnDrain);
			receiver.on("error", receiverOnError);
			receiver.on("message", receiverOnMessage);
			receiver.on("ping", receiverOnPing);
			receiver.on("pong", receiverOnPong);
			sender.onerror = senderOnError;
			if (socket.setTimeout) socket.setTimeout(0);
			if (socket.setNoDelay) socket.setNoDelay();
			if (head.length > 0) socket.unshift(head);
			socket.on("close", socketOnClose);
			socket.on("data", socketOnData);
			socket.on("end", socketOnEnd);
			socket.on("error", socketOnError);
			this._readyState = WebSocket.OPEN;
			this.emit("open");
		}
		/**
		* Emit the `'close'` event.
		*
		* @private
		*/
		emitClose() {
			if (!this._socket) {
				this._readyState = WebSocket.CLOSED;
				this.emit("close", this._closeCode, this._closeMessage);
				return;
			}
			if (this._extensions[PerMessageDeflate.extensionName]) this._extensions[PerMessageDeflate.extensionName].cleanup();
			this._receiver.removeAllListeners();
			this._readyState = WebSocket.CLOSED;
			this.emit("close", this._closeCode, this._closeMessage);
		}
		/**
		* Start a closing handshake.
		*
		*          +----------+   +-----------+   +----------+
		*     - - -|ws.close()|-->|close frame|-->|ws.close()|- - -
		*    |     +----------+   +-----------+   +----------+     |
		*          +----------+   +-----------+         |
		* CLOSING  |ws.close()|<--|close frame|<--+-----+       CLOSING
		*          +----------+   +-----------+   |
		*    |           |                        |   +---+        |
		*                +------------------------+-->|fin| - - - -
		*    |         +---+                      |   +---+
		*     - - - - -|fin|<---------------------+
		*              +---+
		*
		* @param {Number} [code] Status code explaining why the connection is closing
		* @param {(String|Buffer)} [data] The reason why the connection is
		*     closing
		* @public
		*/
		close(code, data) {
			if (this.readyState === WebSocket.CLOSED) return;
			if (this.readyState === WebSocket.CONNECTING) {
				abortHandshake(this, this._req, "WebSocket was closed before the connection was established");
				return;
			}
			if (this.readyState === WebSocket.CLOSING) {
				if (this._closeFrameSent && (this._closeFrameReceived || this._receiver._writableState.errorEmitted)) this._socket.end();
				return;
			}
			this._sender.close(code, data, !this._isServer, (err) => {
				if (err) return;
				this._closeFrameSent = true;
				if (this._closeFrameReceived || this._receiver._writableState.errorEmitted) this._socket.end();
			});
			this._readyState = WebSocket.CLOSING;
			setCloseTimer(this);
		}
		/**
		* Pause the socket.
		*
		* @public
		*/
		pause() {
			if (this.readyState === WebSocket.CONNECTING || this.readyState === WebSocket.CLOSED) return;
			this._paused = true;
			this._socket.pause();
		}
		/**
		* Send a ping.
		*
		* @param {*} [data] The data to send
		* @param {Boolean} [mask] Indicates whether or not to mask `data`
		* @param {Function} [cb] Callback which is executed when the ping is sent
		* @public
		*/
		ping(data, mask, cb) {
			if (this.readyState === WebSocket.CONNECTING) throw new Error("WebSocket is not open: readyState 0 (CONNECTING)");
			if (typeof data === "function") {
				cb = data;
				data = mask = void 0;
			} else if (typeof mask === "function") {
				cb = mask;
				mask = void 0;
			}
			if (typeof data === "number") data = data.toString();
			if (this.readyState !== WebSocket.OPEN) {
				sendAfterClose(this, data, cb);
				return;
			}
			if (mask === void 0) mask = !this._isServer;
			this._sender.ping(data || EMPTY_BUFFER, mask, cb);
		}
		/**
		* Send a pong.
		*
		* @param {*} [data] The data to send
		* @param {Boolean} [mask] Indicates whether or not to mask `data`
		* @param {Function} [cb] Callback which is executed when the pong is sent
		* @public
		*/
		pong(data, mask, cb) {
			if (this.readyState === WebSocket.CONNECTING) throw new Error("WebSocket is not open: readyState 0 (CONNECTING)");
			if (typeof data === "function") {
				cb = data;
				data = mask = void 0;
			} else if (typeof mask === "function") {
				cb = mask;
				mask = void 0;
			}
			if (typeof data === "number") data = data.toString();
			if (this.readyState !== WebSocket.OPEN) {
				sendAfterClose(this, data, cb);
				return;
			}
			if (mask === void 0) mask = !this._isServer;
			this._sender.pong(data || EMPTY_BUFFER, mask, cb);
		}
		/**
		* Resume the socket.
		*
		* @public
		*/
		resume() {
			if (this.readyState === WebSocket.CONNECTING || this.readyState === WebSocket.CLOSED) return;
			this._paused = false;
			if (!this._receiver._writableState.needDrain) this._socket.resume();
		}
		/**
		* Send a data message.
		*
		* @param {*} data The message to send
		* @param {Object} [options] Options object
		* @param {Boolean} [options.binary] Specifies whether `data` is binary or
		*     text
		* @param {Boolean} [options.compress] Specifies whether or not to compress
		*     `data`
		* @param {Boolean} [options.fin=true] Specifies whether the fragment is the
		*     last one
		* @param {Boolean} [options.mask] Specifies whether or not to mask `data`
		* @param {Function} [cb] Callback which is executed when data is written out
		* @public
		*/
		send(data, options, cb) {
			if (this.readyState === WebSocket.CONNECTING) throw new Error("WebSocket is not open: readyState 0 (CONNECTING)");
			if (typeof options === "function") {
				cb = options;
				options = {};
			}
			if (typeof data === "number") data = data.toString();
			if (this.readyState !== WebSocket.OPEN) {
				sendAfterClose(this, data, cb);
				return;
			}
			const opts = {
				binary: typeof data !== "string",
				mask: !this._isServer,
				compress: true,
				fin: true,
				...options
			};
			if (!this._extensions[PerMessageDeflate.extensionName]) opts.compress = false;
			this._sender.send(data || EMPTY_BUFFER, opts, cb);
		}
		/**
		* Forcibly close the connection.
		*
		* @public
		*/
		terminate() {
			if (this.readyState === WebSocket.CLOSED) return;
			if (this.readyState === WebSocket.CONNECTING) {
				abortHandshake(this, this._req, "WebSocket was closed before the connection was established");
				return;
			}
			if (this._socket) {
				this._readyState = WebSocket.CLOSING;
				this._socket.destroy();
			}
		}
	};
	/**
	* @constant {Number} CONNECTING
	* @memberof WebSocket
	*/
	Object.defineProperty(WebSocket, "CONNECTING", {
		enumerable: true,
		value: readyStates.indexOf("CONNECTING")
	});
	/**
	* @constant {Number} CONNECTING
	* @memberof WebSocket.prototype
	*/
	Object.defineProperty(WebSocket.prototype, "CONNECTING", {
		enumerable: true,
		value: readyStates.indexOf("CONNECTING")
	});
	/**
	* @constant {Number} OPEN
	* @memberof WebSocket
	*/
	Object.defineProperty(WebSocket, "OPEN", {
		enumerable: true,
		value: readyStates.indexOf("OPEN")
	});
	/**
	* @constant {Number} OPEN
	* @memberof WebSocket.prototype
	*/
	Object.defineProperty(WebSocket.prototype, "OPEN", {
		enumerable: true,
		value: readyStates.indexOf("OPEN")
	});
	/**
	* @constant {Number} CLOSING
	* @memberof WebSocket
	*/
	Object.defineProperty(WebSocket, "CLOSING", {
		enumerable: true,
		value: readyStates.indexOf("CLOSING")
	});
	/**
	* @constant {Number} CLOSING
	* @memberof WebSocket.prototype
	*/
	Object.defineProperty(WebSocket.prototype, "CLOSING", {
		enumerable: true,
		value: readyStates.indexOf("CLOSING")
	});
	/**
	* @constant {Number} CLOSED
	* @memberof WebSocket
	*/
	Object.defineProperty(WebSocket, "CLOSED", {
		enumerable: true,
		value: readyStates.indexOf("CLOSED")
	});
	/**
	* @constant {Number} CLOSED
	* @memberof WebSocket.prototype
	*/
	Object.defineProperty(WebSocket.prototype, "CLOSED", {
		enumerable: true,
		value: readyStates.indexOf("CLOSED")
	});
	[
		"binaryType",
		"bufferedAmount",
		"extensions",
		"isPaused",
		"protocol",
		"readyState",
		"url"
	].forEach((property) => {
		Object.defineProperty(WebSocket.prototype, property, { enumerable: true });
	});
	[
		"open",
		"error",
		"close",
		"message"
	].forEach((method) => {
		Object.defineProperty(WebSocket.prototype, `on${method}`, {
			enumerable: true,
			get() {
				for (const listener of this.listeners(method)) if (listener[kForOnEventAttribute]) return listener[kListener];
				return null;
			},
			set(handler) {
				for (const listener of this.listeners(method)) if (listener[kForOnEventAttribute]) {
					this.removeListener(method, listener);
					break;
				}
				if (typeof handler !== "function") return;
				this.addEventListener(method, handler, { [kForOnEventAttribute]: true });
			}
		});
	});
	WebSocket.prototype.addEventListener = addEventListener;
	WebSocket.prototype.removeEventListener = removeEventListener;
	module.exports = WebSocket;
	/**
	* Initialize a WebSocket client.
	*
	* @param {WebSocket} websocket The client to initialize
	* @param {(String|URL)} address The URL to which to connect
	* @param {Array} protocols The subprotocols
	* @param {Object} [options] Connection options
	* @param {Boolean} [options.allowSynchronousEvents=true] Specifies whether any
	*     of the `'message'`, `'ping'`, and `'pong'` events can be emitted multiple
	*     times in the same tick
	* @param {Boolean} [options.autoPong=true] Specifies whether or not to
	*     automatically send a pong in response to a ping
	* @param {Number} [options.closeTimeout=30000] Duration in milliseconds to wait
	*     for the closing handshake to finish after `websocket.close()` is called
	* @param {Function} [options.finishRequest] A function which can be used to
	*     customize the headers of each http request before it is sent
	* @param {Boolean} [options.followRedirects=false] Whether or not to follow
	*     redirects
	* @param {Function} [options.generateMask] The function used to generate the
	*     masking key
	* @param {Number} [options.handshakeTimeout] Timeout in milliseconds for the
	*     handshake request
	* @param {Number} [options.maxBufferedChunks=262144] The maximum number of
	*     buffered data chunks
	* @param {Number} [options.maxFragments=16384] The maximum number of message
	*     fragments
	* @param {Number} [options.maxPayload=104857600] The maximum allowed message
	*     size
	* @param {Number} [options.maxPendingAutoPongs=60] The maximum number of
	*     pending automatic pongs
	* @param {Number} [options.maxRedirects=10] The maximum number of redirects
	*     allowed
	* @param {String} [options.origin] Value of the `Origin` or
	*     `Sec-WebSocket-Origin` header
	* @param {(Boolean|Object)} [options.perMessageDeflate=true] Enable/disable
	*     permessage-deflate
	* @param {Number} [options.protocolVersion=13] Value of the
	*     `Sec-WebSocket-Version` header
	* @param {Boolean} [options.skipUTF8Validation=false] Specifies whether or
	*     not to skip UTF-8 validation for text and close messages
	* @return {Object} The resolved options object used for initialization
	* @private
	*/
	function initAsClient(websocket, address, protocols, options) {
		const opts = {
			allowSynchronousEvents: true,
			autoPong: true,
			closeTimeout: CLOSE_TIMEOUT,
			protocolVersion: protocolVersions[1],
			maxBufferedChunks: 262144,
			maxFragments: 16384,
			maxPayload: 104857600,
			maxPendingAutoPongs: 60,
			skipUTF8Validation: false,
			perMessageDeflate: true,
			followRedirects: false,
			maxRedirects: 10,
			...options,
			socketPath: void 0,
			hostname: void 0,
			protocol: void 0,
			protocols: void 0,
			timeout: void 0,
			method: "GET",
			host: void 0,
			path: void 0,
			port: void 0
		};
		if (!protocolVersions.includes(opts.protocolVersion)) throw new RangeError(`Unsupported protocol version: ${opts.protocolVersion} (supported versions: ${protocolVersions.join(", ")})`);
		let parsedUrl;
		if (address instanceof URL) parsedUrl = address;
		else try {
			parsedUrl = new URL(address);
		} catch {
			throw new SyntaxError(`Invalid URL: ${address}`);
		}
		if (parsedUrl.protocol === "http:" || parsedUrl.protocol === "https:") {
			parsedUrl = new URL(parsedUrl);
			parsedUrl.protocol = parsedUrl.protocol === "http:" ? "ws:" : "wss:";
		}
		websocket._url = parsedUrl.href;
		const isSecure = parsedUrl.protocol === "wss:";
		const isIpcUrl = parsedUrl.protocol === "ws+unix:";
		let invalidUrlMessage;
		if (parsedUrl.protocol !== "ws:" && !isSecure && !isIpcUrl) invalidUrlMessage = "The URL's protocol must be one of \"ws:\", \"wss:\", \"http:\", \"https:\", or \"ws+unix:\"";
		else if (isIpcUrl && !parsedUrl.pathname) invalidUrlMessage = "The URL's pathname is empty";
		else if (parsedUrl.hash) invalidUrlMessage = "The URL contains a fragment identifier";
		if (invalidUrlMessage) {
			const err = new SyntaxError(invalidUrlMessage);
			if (websocket._redirects === 0) throw err;
			else {
				emitErrorAndClose(websocket, err);
				return;
			}
		}
		const defaultPort = isSecure ? 443 : 80;
		const key = randomBytes(16).toString("base64");
		const request = isSecure ? https.request : http.request;
		const protocolSet = /* @__PURE__ */ new Set();
		let perMessageDeflate;
		opts.createConnection = opts.createConnection || (isSecure ? tlsConnect : netConnect);
		opts.defaultPort = opts.defaultPort || defaultPort;
		opts.port = parsedUrl.port || defaultPort;
		opts.host = parsedUrl.hostname.startsWith("[") ? parsedUrl.hostname.slice(1, -1) : parsedUrl.hostname;
		opts.headers = {
			...opts.headers,
			"Sec-WebSocket-Version": opts.protocolVersion,
			"Sec-WebSocket-Key": key,
			Connection: "Upgrade",
			Upgrade: "websocket"
		};
		opts.path = parsedUrl.pathname + parsedUrl.search;
		opts.timeout = opts.handshakeTimeout;
		if (opts.perMessageDeflate) {
			perMessageDeflate = new PerMessageDeflate({
				...opts.perMessageDeflate,
				isServer: false,
				maxPayload: opts.maxPayload
			});
			opts.headers["Sec-WebSocket-Extensions"] = format({ [PerMessageDeflate.extensionName]: perMessageDeflate.offer() });
		}
		if (protocols.length) {
			for (const protocol of protocols) {
				if (typeof protocol !== "string" || !subprotocolRegex.test(protocol) || protocolSet.has(protocol)) throw new SyntaxError("An invalid or duplicated subprotocol was specified");
				protocolSet.add(protocol);
			}
			opts.headers["Sec-WebSocket-Protocol"] = protocols.join(",");
		}
		if (opts.origin) {
			if (opts.protocolVersion < 13) opts.headers["Sec-WebSocket-Origin"] = opts.origin;
			else opts.headers.Origin = opts.origin;
		}
		if (parsedUrl.username || parsedUrl.password) opts.auth = `${querystring.unescape(parsedUrl.username)}:${querystring.unescape(parsedUrl.password)}`;
		if (isIpcUrl) {
			const i = opts.path.indexOf(":");
			if (i === -1) {
				opts.socketPath = opts.path;
				opts.path = "";
			} else {
				opts.socketPath = opts.path.slice(0, i);
				opts.path = opts.path.slice(i + 1);
			}
		}
		let req;
		if (opts.followRedirects) {
			if (websocket._redirects === 0) {
				websocket._originalIpc = isIpcUrl;
				websocket._originalSecure = isSecure;
				websocket._originalHostOrSocketPath = isIpcUrl ? opts.socketPath : parsedUrl.host;
				const headers = options && options.headers;
				options = {
					...options,
					headers: {}
				};
				if (headers) for (const [key, value] of Object.entries(headers)) options.headers[key.toLowerCase()] = value;
			} else if (websocket.listenerCount("redirect") === 0) {
				const isSameHost = isIpcUrl ? websocket._originalIpc ? opts.socketPath === websocket._originalHostOrSocketPath : false : websocket._originalIpc ? false : parsedUrl.host === websocket._originalHostOrSocketPath;
				if (!isSameHost || websocket._originalSecure && !isSecure) {
					delete opts.headers.authorization;
					delete opts.headers.cookie;
					if (!isSameHost) delete opts.headers.host;
					opts.auth = void 0;
				}
			}
			if (opts.auth && !options.headers.authorization) options.headers.authorization = "Basic " + Buffer.from(opts.auth).toString("base64");
			req = websocket._req = request(opts);
			if (websocket._redirects) websocket.emit("redirect", websocket.url, req);
		} else req = websocket._req = request(opts);
		if (opts.timeout) req.on("timeout", () => {
			abortHandshake(websocket, req, "Opening handshake has timed out");
		});
		req.on("error", (err) => {
			if (req === null || req[kAborted]) return;
			req = websocket._req = null;
			emitErrorAndClose(websocket, err);
		});
		req.on("response", (res) => {
			const location = res.headers.location;
			const statusCode = res.statusCode;
			if (location && opts.followRedirects && statusCode >= 300 && statusCode < 400) {
				if (++websocket._redirects > opts.maxRedirects) {
					abortHandshake(websocket, req, "Maximum redirects exceeded");
					return;
				}
				req.abort();
				let addr;
				try {
					addr = new URL(location, address);
				} catch (e) {
					emitErrorAndClose(websocket, /* @__PURE__ */ new SyntaxError(`Invalid URL: ${location}`));
					return;
				}
				initAsClient(websocket, addr, protocols, options);
			} else if (!websocket.emit("unexpected-response", req, res)) abortHandshake(websocket, req, `Unexpected server response: ${res.statusCode}`);
		});
		req.on("upgrade", (res, socket, head) => {
			websocket.emit("upgrade", res);
			if (websocket.readyState !== WebSocket.CONNECTING) return;
			req = websocket._req = null;
			const upgrade = res.headers.upgrade;
			if (upgrade === void 0 || upgrade.toLowerCase() !== "websocket") {
				abortHandshake(websocket, socket, "Invalid Upgrade header");
				return;
			}
			const digest = createHash("sha1").update(key + GUID).digest("base64");
			if (res.headers["sec-websocket-accept"] !== digest) {
				abortHandshake(websocket, socket, "Invalid Sec-WebSocket-Accept header");
				return;
			}
			const serverProt = res.headers["sec-websocket-protocol"];
			let protError;
			if (serverProt !== void 0) {
				if (!protocolSet.size) protError = "Server sent a subprotocol but none was requested";
				else if (!protocolSet.has(serverProt)) protError = "Server sent an invalid subprotocol";
			} else if (protocolSet.size) protError = "Server sent no subprotocol";
			if (protError) {
				abortHandshake(websocket, socket, protError);
				return;
			}
			if (serverProt) websocket._protocol = serverProt;
			const secWebSocketExtensions = res.headers["sec-websocket-extensions"];
			if (secWebSocketExtensions !== void 0) {
				if (!perMessageDeflate) {
					abortHandshake(websocket, socket, "Server sent a Sec-WebSocket-Extensions header but no extension was requested");
					return;
				}
				let extensions;
				try {
					extensions = parse(secWebSocketExtensions);
				} catch (err) {
					abortHandshake(websocket, socket, "Invalid Sec-WebSocket-Extensions header");
					return;
				}
				const extensionNames = Object.keys(extensions);
				if (extensionNames.length !== 1 || extensionNames[0] !== PerMessageDeflate.extensionName) {
					abortHandshake(websocket, socket, "Server indicated an extension that was not requested");
					return;
				}
				try {
					perMessageDeflate.accept(extensions[PerMessageDeflate.extensionName]);
				} catch (err) {
					abortHandshake(websocket, socket, "Invalid Sec-WebSocket-Extensions header");
					return;
				}
				websocket._extensions[PerMessageDeflate.extensionName] = perMessageDeflate;
			}
			websocket.setSocket(socket, head, {
				allowSynchronousEvents: opts.allowSynchronousEvents,
				generateMask: opts.generateMask,
				maxBufferedChunks: opts.maxBufferedChunks,
				maxFragments: opts.maxFragments,
				maxPayload: opts.maxPayload,
				skipUTF8Validation: opts.skipUTF8Validation
			});
		});
		if (opts.finishRequest) opts.finishRequest(req, websocket);
		else req.end();
		return opts;
	}
	/**
	* Emit the `'error'` and `'close'` events.
	*
	* @param {WebSocket} websocket The WebSocket instance
	* @param {Error} The error to emit
	* @private
	*/
	function emitErrorAndClose(websocket, err) {
		websocket._readyState = WebSocket.CLOSING;
		websocket._errorEmitted = true;
		websocket.emit("error", err);
		websocket.emitClose();
	}
	/**
	* Create a `net.Socket` and initiate a connection.
	*
	* @param {Object} options Connection options
	* @return {net.Socket} The newly created socket used to start the connection
	* @private
	*/
	function netConnect(options) {
		options.path = options.socketPath;
		return net.connect(options);
	}
	/**
	* Create a `tls.TLSSocket` and initiate a connection.
	*
	* @param {Object} options Connection options
	* @return {tls.TLSSocket} The newly created socket used to start the connection
	* @private
	*/
	function tlsConnect(options) {
		options.path = void 0;
		if (!options.servername && options.servername !== "") options.servername = net.isIP(options.host) ? "" : options.host;
		return tls.connect(options);
	}
	/**
	* Abort the handshake and emit an error.
	*
	* @param {WebSocket} websocket The WebSocket instance
	* @param {(http.ClientRequest|net.Socket|tls.Socket)} stream The request to
	*     abort or the socket to destroy
	* @param {String} message The error message
	* @private
	*/
	function abortHandshake(websocket, stream, message) {
		websocket._readyState = WebSocket.CLOSING;
		const err = new Error(message);
		Error.captureStackTrace(err, abortHandshake);
		if (stream.setHeader) {
			stream[kAborted] = true;
			stream.abort();
			if (stream.socket && !stream.socket.destroyed) stream.socket.destroy();
			process.nextTick(emitErrorAndClose, websocket, err);
		} else {
			stream.destroy(err);
			stream.once("error", websocket.emit.bind(websocket, "error"));
			stream.once("close", websocket.emitClose.bind(websocket));
		}
	}
	/**
	* Handle cases where the `ping()`, `pong()`, or `send()` methods are called
	* when the `readyState` attribute is `CLOSING` or `CLOSED`.
	*
	* @param {WebSocket} websocket The WebSocket instance
	* @param {*} [data] The data to send
	* @param {Function} [cb] Callback
	* @private
	*/
	function sendAfterClose(websocket, data, cb) {
		if (data) {
			const length = isBlob(data) ? data.size : toBuffer(data).length;
			if (websocket._socket) websocket._sender._bufferedBytes += length;
			else websocket._bufferedAmount += length;
		}
		if (cb) {
			const err = /* @__PURE__ */ new Error(`WebSocket is not open: readyState ${websocket.readyState} (${readyStates[websocket.readyState]})`);
			process.nextTick(cb, err);
		}
	}
	/**
	* The listener of the `Receiver` `'conclude'` event.
	*
	* @param {Number} code The status code
	* @param {Buffer} reason The reason for closing
	* @private
	*/
	function receiverOnConclude(code, reason) {
		const websocket = this[kWebSocket];
		websocket._closeFrameReceived = true;
		websocket._closeCode = code;
		if (reason.length === 0) websocket._closeMessage = EMPTY_BUFFER;
		else {
			websocket._closeMessage = Buffer.allocUnsafeSlow(reason.length);
			websocket._closeMessage.set(reason);
		}
		if (websocket._socket[kWebSocket] === void 0) return;
		websocket._socket.removeListener("data", socketOnData);
		process.nextTick(resume, websocket._socket);
		if (code === 1005) websocket.close();
		else websocket.close(code, reason);
	}
	/**
	* The listener of the `Receiver` `'drain'` event.
	*
	* @private
	*/
	function receiverOnDrain() {
		const websocket = this[kWebSocket];
		if (!websocket.isPaused) websocket._socket.resume();
	}
	/**
	* The listener of the `Receiver` `'error'` event.
	*
	* @param {(RangeError|Error)} err The emitted error
	* @private
	*/
	function receiverOnError(err) {
		const websocket = this[kWebSocket];
		if (websocket._socket[kWebSocket] !== void 0) {
			websocket._socket.removeListener("data", socketOnData);
			process.nextTick(resume, websocket._socket);
			websocket.close(err[kStatusCode]);
		}
		if (!websocket._errorEmitted) {
			websocket._errorEmitted = true;
			websocket.emit("error", err);
		}
	}
	/**
	* The listener of the `Receiver` `'finish'` event.
	*
	* @private
	*/
	function receiverOnFinish() {
		this[kWebSocket].emitClose();
	}
	/**
	* The listener of the `Receiver` `'message'` event.
	*
	* @param {Buffer|ArrayBuffer|Buffer[])} data The message
	* @param {Boolean} isBinary Specifies whether the message is binary or not
	* @private
	*/
	function receiverOnMessage(data, isBinary) {
		this[kWebSocket].emit("message", data, isBinary);
	}
	/**
	* The listener of the `Receiver` `'ping'` event.
	*
	* @param {Buffer} data The data included in the ping frame
	* @private
	*/
	function receiverOnPing(data) {
		const websocket = this[kWebSocket];
		if (websocket._autoPong && websocket.readyState === WebSocket.OPEN) {
			if (websocket._maxPendingAutoPongs > 0 && websocket._pendingAutoPongs >= websocket._maxPendingAutoPongs) websocket.terminate();
			else {
				websocket._pendingAutoPongs++;
				websocket.pong(data, !this._isServer, websocket._autoPongComplete);
			}
		}
		websocket.emit("ping", data);
	}
	/**
	* The callback for automatic pong responses.
	*
	* @param {WebSocket} websocket The WebSocket instance
	* @private
	*/
	function autoPongComplete(websocket) {
		websocket._pendingAutoPongs--;
	}
	/**
	* The listener of the `Receiver` `'pong'` event.
	*
	* @param {Buffer} data The data included in the pong frame
	* @private
	*/
	function receiverOnPong(data) {
		this[kWebSocket].emit("pong", data);
	}
	/**
	* Resume a readable stream
	*
	* @param {Readable} stream The readable stream
	* @private
	*/
	function resume(stream) {
		stream.resume();
	}
	/**
	* The `Sender` error event handler.
	*
	* @param {Error} The error
	* @private
	*/
	function senderOnError(err) {
		const websocket = this[kWebSocket];
		if (websocket.readyState === WebSocket.CLOSED) return;
		if (websocket.readyState === WebSocket.OPEN) {
			websocket._readyState = WebSocket.CLOSING;
			setCloseTimer(websocket);
		}
		this._socket.end();
		if (!websocket._errorEmitted) {
			websocket._errorEmitted = true;
			websocket.emit("error", err);
		}
	}
	/**
	* Set a timer to destroy the underlying raw socket of a WebSocket.
	*
	* @param {WebSocket} websocket The WebSocket instance
	* @private
	*/
	function setCloseTimer(websocket) {
		websocket._closeTimer = setTimeout(websocket._socket.destroy.bind(websocket._socket), websocket._closeTimeout);
	}
	/**
	* The listener of the socket `'close'` event.
	*
	* @private
	*/
	function socketOnClose() {
		const websocket = this[kWebSocket];
		this.removeListener("close", socketOnClose);
		this.removeListener("data", socketOnData);
		this.removeListener("end", socketOnEnd);
		websocket._readyState = WebSocket.CLOSING;
		if (!this._readableState.endEmitted && !websocket._closeFrameReceived && !websocket._receiver._writableState.errorEmitted && this._readableState.length !== 0) {
			const chunk = this.read(this._readableState.length);
			websocket._receiver.write(chunk);
		}
		websocket._receiver.end();
		this[kWebSocket] = void 0;
		clearTimeout(websocket._closeTimer);
		if (websocket._receiver._writableState.finished || websocket._receiver._writableState.errorEmitted) websocket.emitClose();
		else {
			websocket._receiver.on("error", receiverOnFinish);
			websocket._receiver.on("finish", receiverOnFinish);
		}
	}
	/**
	* The listener of the socket `'data'` event.
	*
	* @param {Buffer} chunk A chunk of data
	* @private
	*/
	function socketOnData(chunk) {
		if (!this[kWebSocket]._receiver.write(chunk)) this.pause();
	}
	/**
	* The listener of the socket `'end'` event.
	*
	* @private
	*/
	function socketOnEnd() {
		const websocket = this[kWebSocket];
		websocket._readyState = WebSocket.CLOSING;
		websocket._receiver.end();
		this.end();
	}
	/**
	* The listener of the socket `'error'` event.
	*
	* @private
	*/
	function socketOnError() {
		const websocket = this[kWebSocket];
		this.removeListener("error", socketOnError);
		this.on("error", NOOP);
		if (websocket) {
			websocket._readyState = WebSocket.CLOSING;
			this.destroy();
		}
	}
}));
// apps/desktop/node_modules/ws/lib/stream.js
var require_stream = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	require_websocket();
	var { Duplex } = __require("stream");
	/**
	* Emits the `'close'` event on a stream.
	*
	* @param {Duplex} stream The stream.
	* @private
	*/
	function emitClose(stream) {
		stream.emit("close");
	}
	/**
	* The listener of the `'end'` event.
	*
	* @private
	*/
	function duplexOnEnd() {
		if (!this.destroyed && this._writableState.finished) this.destroy();
	}
	/**
	* The listener of the `'error'` event.
	*
	* @param {Error} err The error
	* @private
	*/
	function duplexOnError(err) {
		this.removeListener("error", duplexOnError);
		this.destroy();
		if (this.listenerCount("error") === 0) this.emit("error", err);
	}
	/**
	* Wraps a `WebSocket` in a duplex stream.
	*
	* @param {WebSocket} ws The `WebSocket` to wrap
	* @param {Object} [options] The options for the `Duplex` constructor
	* @return {Duplex} The duplex stream
	* @public
	*/
	function createWebSocketStream(ws, options) {
		let terminateOnDestroy = true;
		const duplex = new Duplex({
			...options,
			autoDestroy: false,
			emitClose: false,
			objectMode: false,
			writableObjectMode: false
		});
		ws.on("message", function message(msg, isBinary) {
			const data = !isBinary && duplex._readableState.objectMode ? msg.toString() : msg;
			if (!duplex.push(data)) ws.pause();
		});
		ws.once("error", function error(err) {
			if (duplex.destroyed) return;
			terminateOnDestroy = false;
			duplex.destroy(err);
		});
		ws.once("close", function close() {
			if (duplex.destroyed) return;
			duplex.push(null);
		});
		duplex._destroy = function(err, callback) {
			if (ws.readyState === ws.CLOSED) {
				callback(err);
				process.nextTick(emitClose, duplex);
				return;
			}
			let called = false;
			ws.once("error", function error(err) {
				called = true;
				callback(err);
			});
			ws.once("close", function close() {
				if (!called) callback(err);
				process.nextTick(emitClose, duplex);
			});
			if (terminateOnDestroy) ws.terminate();
		};
		duplex._final = function(callback) {
			if (ws.readyState === ws.CONNECTING) {
				ws.once("open", function open() {
					duplex._final(callback);
				});
				return;
			}
			if (ws._socket === null) return;
			if (ws._socket._writableState.finished) {
				callback();
				if (duplex._readableState.endEmitted) duplex.destroy();
			} else {
				ws._socket.once("finish", function finish() {
					callback();
				});
				ws.close();
			}
		};
		duplex._read = function() {
			if (ws.isPaused) ws.resume();
		};
		duplex._write = function(chunk, encoding, callback) {
			if (ws.readyState === ws.CONNECTING) {
				ws.once("open", function open() {
					duplex._write(chunk, encoding, callback);
				});
				return;
			}
			ws.send(chunk, callback);
		};
		duplex.on("end", duplexOnEnd);
		duplex.on("error", duplexOnError);
		return duplex;
	}
	module.exports = createWebSocketStream;
}));
// apps/desktop/node_modules/ws/lib/subprotocol.js
var require_subprotocol = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	var { tokenChars } = require_validation();
	/**
	* Parses the `Sec-WebSocket-Protocol` header into a set of subprotocol names.
	*
	* @param {String} header The field value of the header
	* @return {Set} The subprotocol names
	* @public
	*/
	function parse(header) {
		const protocols = /* @__PURE__ */ new Set();
		let start = -1;
		let end = -1;
		let i = 0;
		for (; i < header.length; i++) {
			const code = header.charCodeAt(i);
			if (end === -1 && tokenChars[code] === 1) {
				if (start === -1) start = i;
			} else if (i !== 0 && (code === 32 || code === 9)) {
				if (end === -1 && start !== -1) end = i;
			} else if (code === 44) {
				if (start === -1) throw new SyntaxError(`Unexpected character at index ${i}`);
				if (end === -1) end = i;
				const protocol = header.slice(start, end);
				if (protocols.has(protocol)) throw new SyntaxError(`The "${protocol}" subprotocol is duplicated`);
				protocols.add(protocol);
				start = end = -1;
			} else throw new SyntaxError(`Unexpected character at index ${i}`);
		}
		if (start === -1 || end !== -1) throw new SyntaxError("Unexpected end of input");
		const protocol = header.slice(start, i);
		if (protocols.has(protocol)) throw new SyntaxError(`The "${protocol}" subprotocol is duplicated`);
		protocols.add(protocol);
		return protocols;
	}
	module.exports = { parse };
}));
// apps/desktop/node_modules/ws/lib/websocket-server.js
var require_websocket_server = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	var EventEmitter = __require("events");
	var http = __require("http");
	var { Duplex } = __require("stream");
	var { createHash } = __require("crypto");
	var extension = require_extension();
	var PerMessageDeflate = require_permessage_deflate();
	var subprotocol = require_subprotocol();
	var WebSocket = require_websocket();
	var { CLOSE_TIMEOUT, GUID, kWebSocket } = require_constants();
	var keyRegex = /^[+/0-9A-Za-z]{22}==$/;
	var RUNNING = 0;
	var CLOSING = 1;
	var CLOSED = 2;
	/**
	* Class representing a WebSocket server.
	*
	* @extends EventEmitter
	*/
	var WebSocketServer = class extends EventEmitter {
		/**
		* Create a `WebSocketServer` instance.
		*
		* @param {Object} options Configuration options
		* @param {Boolean} [options.allowSynchronousEvents=true] Specifies whether
		*     any of the `'message'`, `'ping'`, and `'pong'` events can be emitted
		*     multiple times in the same tick
		* @param {Boolean} [options.autoPong=true] Specifies whether or not to
		*     automatically send a pong in response to a ping
		* @param {Number} [options.backlog=511] The maximum length of the queue of
		*     pending connections
		* @param {Boolean} [options.clientTracking=true] Specifies whether or not to
		*     track clients
		* @param {Number} [options.closeTimeout=30000] Duration in milliseconds to
		*     wait for the closing handshake to finish after `websocket.close()` is
		*     called
		* @param {Function} [options.handleProtocols] A hook to handle protocols
		* @param {String} [options.host] The hostname where to bind the server
		* @param {Number} [options.maxBufferedChunks=262144] The maximum number of
		*     buffered data chunks
		* @param {Number} [options.maxFragments=16384] The maximum number of message
		*     fragments
		* @param {Number} [options.maxPayload=104857600] The maximum allowed message
		*     size
		* @param {Number} [options.maxPendingAutoPongs=60] The maximum number of
		*     pending automatic pongs
		* @param {Boolean} [options.noServer=false] Enable no server mode
		* @param {String} [options.path] Accept only connections matching this path
		* @param {(Boolean|Object)} [options.perMessageDeflate=false] Enable/disable
		*     permessage-deflate
		* @param {Number} [options.port] The port where to bind the server
		* @param {(http.Server|https.Server)} [options.server] A pre-created HTTP/S
		*     server to use
		* @param {Boolean} [options.skipUTF8Validation=false] Specifies whether or
		*     not to skip UTF-8 validation for text and close messages
		* @param {Function} [options.verifyClient] A hook to reject connections
		* @param {Function} [options.WebSocket=WebSocket] Specifies the `WebSocket`
		*     class to use. It must be the `WebSocket` class or class that extends it
		* @param {Function} [callback] A listener for the `listening` event
		*/
		constructor(options, callback) {
			super();
			options = {
				allowSynchronousEvents: true,
				autoPong: true,
				maxBufferedChunks: 262144,
				maxFragments: 16384,
				maxPayload: 104857600,
				maxPendingAutoPongs: 60,
				skipUTF8Validation: false,
				perMessageDeflate: false,
				handleProtocols: null,
				clientTracking: true,
				closeTimeout: CLOSE_TIMEOUT,
				verifyClient: null,
				noServer: false,
				backlog: null,
				server: null,
				host: null,
				path: null,
				port: null,
				WebSocket,
				...options
			};
			if (options.port == null && !options.server && !options.noServer || options.port != null && (options.server || options.noServer) || options.server && options.noServer) throw new TypeError("One and only one of the \"port\", \"server\", or \"noServer\" options must be specified");
			if (options.port != null) {
				this._server = http.createServer((req, res) => {
					const body = http.STATUS_CODES[426];
					res.writeHead(426, {
						"Content-Length": body.length,
						"Content-Type": "text/plain"
					});
					res.end(body);
				});
				this._server.listen(options.port, options.host, options.backlog, callback);
			} else if (options.server) this._server = options.server;
			if (this._server) {
				const emitConnection = this.emit.bind(this, "connection");
				this._removeListeners = addListeners(this._server, {
					listening: this.emit.bind(this, "listening"),
					error: this.emit.bind(this, "error"),
					upgrade: (req, socket, head) => {
						this.handleUpgrade(req, socket, head, emitConnection);
					}
				});
			}
			if (options.perMessageDeflate === true) options.perMessageDeflate = {};
			if (options.clientTracking) {
				this.clients = /* @__PURE__ */ new Set();
				this._shouldEmitClose = false;
			}
			this.options = options;
			this._state = RUNNING;
		}
		/**
		* Returns the bound address, the address family name, and port of the server
		* as reported by the operating system if listening on an IP socket.
		* If the server is listening on a pipe or UNIX domain socket, the name is
		* returned as a string.
		*
		* @return {(Object|String|null)} The address of the server
		* @public
		*/
		address() {
			if (this.options.noServer) throw new Error("The server is operating in \"noServer\" mode");
			if (!this._server) return null;
			return this._server.address();
		}
		/**
		* Stop the server from accepting new connections and emit the `'close'` event
		* when all existing connections are closed.
		*
		* @param {Function} [cb] A one-time listener for the `'close'` event
		* @public
		*/
		close(cb) {
			if (this._state === CLOSED) {
				if (cb) this.once("close", () => {
					cb(/* @__PURE__ */ new Error("The server is not running"));
				});
				process.nextTick(emitClose, this);
				return;
			}
			if (cb) this.once("close", cb);
			if (this._state === CLOSING) return;
			this._state = CLOSING;
			if (this.options.noServer || this.options.server) {
				if (this._server) {
					this._removeListeners();
					this._removeListeners = this._server = null;
				}
				if (this.clients) {
					if (!this.clients.size) process.nextTick(emitClose, this);
					else this._shouldEmitClose = true;
				} else process.nextTick(emitClose, this);
			} else {
				const server = this._server;
				this._removeListeners();
				this._removeListeners = this._server = null;
				server.close(() => {
					emitClose(this);
				});
			}
		}
		/**
		* See if a given request should be handled by this server instance.
		*
		* @param {http.IncomingMessage} req Request object to inspect
		* @return {Boolean} `true` if the request is valid, else `false`
		* @public
		*/
		shouldHandle(req) {
			if (this.options.path) {
				const index = req.url.indexOf("?");
				if ((index !== -1 ? req.url.slice(0, index) : req.url) !== this.options.path) return false;
			}
			return true;
		}
		/**
		* Handle a HTTP Upgrade request.
		*
		* @param {http.IncomingMessage} req The request object
		* @param {Duplex} socket The network socket between the server and client
		* @param {Buffer} head The first packet of the upgraded stream
		* @param {Function} cb Callback
		* @public
		*/
		handleUpgrade(req, socket, head, cb) {
			socket.on("error", socketOnError);
			const key = req.headers["sec-websocket-key"];
			const upgrade = req.headers.upgrade;
			const version = +req.headers["sec-websocket-version"];
			if (req.method !== "GET") {
				abortHandshakeOrEmitwsClientError(this, req, socket, 405, "Invalid HTTP method");
				return;
			}
			if (upgrade === void 0 || upgrade.toLowerCase() !== "websocket") {
				abortHandshakeOrEmitwsClientError(this, req, socket, 400, "Invalid Upgrade header");
				return;
			}
			if (key === void 0 || !keyRegex.test(key)) {
				abortHandshakeOrEmitwsClientError(this, req, socket, 400, "Missing or invalid Sec-WebSocket-Key header");
				return;
			}
			if (version !== 13 && version !== 8) {
				abortHandshakeOrEmitwsClientError(this, req, socket, 400, "Missing or invalid Sec-WebSocket-Version header", { "Sec-WebSocket-Version": "13, 8" });
				return;
			}
			if (!this.shouldHandle(req)) {
				abortHandshake(socket, 400);
				return;
			}
			const secWebSocketProtocol = req.headers["sec-websocket-protocol"];
			let protocols = /* @__PURE__ */ new Set();
			if (secWebSocketProtocol !== void 0) try {
				protocols = subprotocol.parse(secWebSocketProtocol);
			} catch (err) {
				abortHandshakeOrEmitwsClientError(this, req, socket, 400, "Invalid Sec-WebSocket-Protocol header");
				return;
			}
			const secWebSocketExtensions = req.headers["sec-websocket-extensions"];
			const extensions = {};
			if (this.options.perMessageDeflate && secWebSocketExtensions !== void 0) {
				const perMessageDeflate = new PerMessageDeflate({
					...this.options.perMessageDeflate,
					isServer: true,
					maxPayload: this.options.maxPayload
				});
				try {
					const offers = extension.parse(secWebSocketExtensions);
					if (offers[PerMessageDeflate.extensionName]) {
						perMessageDeflate.accept(offers[PerMessageDeflate.extensionName]);
						extensions[PerMessageDeflate.extensionName] = perMessageDeflate;
					}
				} catch (err) {
					abortHandshakeOrEmitwsClientError(this, req, socket, 400, "Invalid or unacceptable Sec-WebSocket-Extensions header");
					return;
				}
			}
			if (this.options.verifyClient) {
				const info = {
					origin: req.headers[`${version === 8 ? "sec-websocket-origin" : "origin"}`],
					secure: !!(req.socket.authorized || req.socket.encrypted),
					req
				};
				if (this.options.verifyClient.length === 2) {
					this.options.verifyClient(info, (verified, code, message, headers) => {
						if (!verified) return abortHandshake(socket, code || 401, message, headers);
						this.completeUpgrade(extensions, key, protocols, req, socket, head, cb);
					});
					return;
				}
				if (!this.options.verifyClient(info)) return abortHandshake(socket, 401);
			}
			this.completeUpgrade(extensions, key, protocols, req, socket, head, cb);
		}
		/**
		* Upgrade the connection to WebSocket.
		*
		* @param {Object} extensions The accepted extensions
		* @param {String} key The value of the `Sec-WebSocket-Key` header
		* @param {Set} protocols The subprotocols
		* @param {http.IncomingMessage} req The request object
		* @param {Duplex} socket The network socket between the server and client
		* @param {Buffer} head The first packet of the upgraded stream
		* @param {Function} cb Callback
		* @throws {Error} If called more than once with the same socket
		* @private
		*/
		completeUpgrade(extensions, key, protocols, req, socket, head, cb) {
			if (!socket.readable || !socket.writable) return socket.destroy();
			if (socket[kWebSocket]) throw new Error("server.handleUpgrade() was called more than once with the same socket, possibly due to a misconfiguration");
			if (this._state > RUNNING) return abortHandshake(socket, 503);
			const headers = [
				"HTTP/1.1 101 Switching Protocols",
				"Upgrade: websocket",
				"Connection: Upgrade",
				`Sec-WebSocket-Accept: ${createHash("sha1").update(key + GUID).digest("base64")}`
			];
			const ws = new this.options.WebSocket(null, void 0, this.options);
			if (protocols.size) {
				const protocol = this.options.handleProtocols ? this.options.handleProtocols(protocols, req) : protocols.values().next().value;
				if (protocol) {
					headers.push(`Sec-WebSocket-Protocol: ${protocol}`);
					ws._protocol = protocol;
				}
			}
			if (extensions[PerMessageDeflate.extensionName]) {
				const params = extensions[PerMessageDeflate.extensionName].params;
				const value = extension.format({ [PerMessageDeflate.extensionName]: [params] });
				headers.push(`Sec-WebSocket-Extensions: ${value}`);
				ws._extensions = extensions;
			}
			this.emit("headers", headers, req);
			socket.write(headers.concat("\r\n").join("\r\n"));
			socket.removeListener("error", socketOnError);
			ws.setSocket(socket, head, {
				allowSynchronousEvents: this.options.allowSynchronousEvents,
				maxBufferedChunks: this.options.maxBufferedChunks,
				maxFragments: this.options.maxFragments,
				maxPayload: this.options.maxPayload,
				skipUTF8Validation: this.options.skipUTF8Validation
			});
			if (this.clients) {
				this.clients.add(ws);
				ws.on("close", () => {
					this.clients.delete(ws);
					if (this._shouldEmitClose && !this.clients.size) process.nextTick(emitClose, this);
				});
			}
			cb(ws, req);
		}
	};
	module.exports = WebSocketServer;
	/**
	* Add event listeners on an `EventEmitter` using a map of <event, listener>
	* pairs.
	*
	* @param {EventEmitter} server The event emitter
	* @param {Object.<String, Function>} map The listeners to add
	* @return {Function} A function that will remove the added listeners when
	*     called
	* @private
	*/
	function addListeners(server, map) {
		for (const event of Object.keys(map)) server.on(event, map[event]);
		return function removeListeners() {
			for (const event of Object.keys(map)) server.removeListener(event, map[event]);
		};
	}
	/**
	* Emit a `'close'` event on an `EventEmitter`.
	*
	* @param {EventEmitter} server The event emitter
	* @private
	*/
	function emitClose(server) {
		server._state = CLOSED;
		server.emit("close");
	}
	/**
	* Handle socket errors.
	*
	* @private
	*/
	function socketOnError() {
		this.destroy();
	}
	/**
	* Close the connection when preconditions are not fulfilled.
	*
	* @param {Duplex} socket The socket of the upgrade request
	* @param {Number} code The HTTP response status code
	* @param {String} [message] The HTTP response body
	* @param {Object} [headers] Additional HTTP response headers
	* @private
	*/
	function abortHandshake(socket, code, message, headers) {
		message = message || http.STATUS_CODES[code];
		headers = {
			Connection: "close",
			"Content-Type": "text/html",
			"Content-Length": Buffer.byteLength(message),
			...headers
		};
		socket.once("finish", socket.destroy);
		socket.end(`HTTP/1.1 ${code} ${http.STATUS_CODES[code]}\r\n` + Object.keys(headers).map((h) => `${h}: ${headers[h]}`).join("\r\n") + "\r\n\r\n" + message);
	}
	/**
	* Emit a `'wsClientError'` event on a `WebSocketServer` if there is at least
	* one listener for it, otherwise call `abortHandshake()`.
	*
	* @param {WebSocketServer} server The WebSocket server
	* @param {http.IncomingMessage} req The request object
	* @param {Duplex} socket The socket of the upgrade request
	* @param {Number} code The HTTP response status code
	* @param {String} message The HTTP response body
	* @param {Object} [headers] The HTTP response headers
	* @private
	*/
	function abortHandshakeOrEmitwsClientError(server, req, socket, code, message, headers) {
		if (server.listenerCount("wsClientError")) {
			const err = new Error(message);
			Error.captureStackTrace(err, abortHandshakeOrEmitwsClientError);
			server.emit("wsClientError", err, socket, req);
		} else abortHandshake(socket, code, message, headers);
	}
}));
require_stream();
require_extension();
require_permessage_deflate();
require_receiver();
require_sender();
require_subprotocol();
var import_websocket = /* @__PURE__ */ __toESM(require_websocket(), 1);
require_websocket_server();
// apps/desktop/src/core/requests.ts
/** Ms of silence after which a request is given up. */
var PATIENCE$1 = 8e3;
/** Characters of an answer. */
var LONGEST$1 = 262144;
var getJson = async (url, { cookie, trust = {} } = {}) => {
	const options = {
		headers: {
			accept: "application/json",
			...cookie !== void 0 && { cookie }
		},
		timeout: PATIENCE$1,
		...trust
	};
	const response = await ask(new URL(url), options);
	const text = await read$1(response);
	return {
		status: response.statusCode ?? 0,
		body: parseJson(text)
	};
};
function ask(url, options) {
	return new Promise((resolve, reject) => {
		const request$3 = (url.protocol === "https:" ? request$1 : request)(url, options, resolve);
		request$3.once("error", reject);
		request$3.once("timeout", () => request$3.destroy(Object.assign(/* @__PURE__ */ new Error("the server does not answer"), { code: "ETIMEDOUT" })));
		request$3.end();
	});
}
async function read$1(response) {
	response.setEncoding("utf8");
	let text = "";
	for await (const part of response) {
		text += part;
		if (text.length > LONGEST$1) response.destroy(/* @__PURE__ */ new Error("the answer is too long"));
	}
	return text;
}
function parseJson(text) {
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}
// apps/desktop/src/core/background.ts
/** Ms that a closed socket waits for the server's farewell. */
var FAREWELL = 1e3;
function startBackground$1(options) {
	const { server, user, cookie, trust, client, goOn } = options;
	const parley = createParley({
		user,
		server,
		platform: programPlatform((url, protocol) => {
			const way = {
				headers: {
					cookie,
					origin: server
				},
				closeTimeout: FAREWELL,
				...trust
			};
			return new import_websocket.default(url, protocol, way);
		}, { isSignedIn: async () => isUser((await getJson(`${server}/api/session`, {
			cookie,
			trust
		})).body, user) }),
		client,
		goOn,
		media: {},
		rings: true
	});
	const stops = [
		parley.connection.on("changed", (state) => lineChanged$1(state, options)),
		parley.calls.on("started", (call) => {
			if (call.state.name === "ringing") options.onRing(call);
			else if (call.state.name === "ended") options.onEnd(call, call.state);
		}),
		parley.calls.on("ended", (call) => {
			if (call.state.name === "ended") options.onEnd(call, call.state);
		}),
		parley.chat.on("added", (text) => {
			if (text.state.name === "received") options.onText(text);
		})
	];
	const deaf = () => {
		for (const stop of stops.splice(0)) stop();
	};
	return {
		handOver() {
			deaf();
			return parley.handOver();
		},
		decline: () => parley.calls.current?.decline(),
		leave() {
			deaf();
			parley.close();
		}
	};
}
function lineChanged$1(state, { onLine, onOver }) {
	if (state.name !== "closed") return onLine(state.name);
	switch (state.code) {
		case "signed-out":
		case "displaced": return onOver(state.code);
		default: onOver("outdated");
	}
}
/** What the server answers to who asks by this cookie (protocol H2). */
function isUser(body, user) {
	return typeof body === "object" && body !== null && "user" in body && body.user === user;
}
// apps/desktop/src/core/baggage.ts
/** Calls that nobody answered, for whatever reason of the other's. */
var MISSED = /* @__PURE__ */ new Set([
	"no-answer",
	"cancelled",
	"blocked"
]);
function createBaggage(self) {
	let handover;
	let memory = { unread: {} };
	const count = (user) => {
		const unread = Object.hasOwn(memory.unread, user) ? memory.unread[user] ?? 0 : 0;
		memory = {
			...memory,
			unread: {
				...memory.unread,
				[user]: unread + 1
			}
		};
	};
	return {
		get handover() {
			return handover;
		},
		get unread() {
			return Object.values(memory.unread).reduce((sum, one) => sum + one, 0);
		},
		keep(message) {
			({memory} = message);
			if (message.t === "released") handover = message.handover ?? handover;
		},
		take(taken) {
			handover = taken ?? handover;
		},
		received: (text) => count(text.with),
		ended(call, { reason, by }, at) {
			const missed = MISSED.has(reason);
			if (missed) count(call.with);
			const one = {
				with: call.with,
				media: call.media,
				reason,
				own: by === self(),
				at
			};
			memory = {
				...memory,
				calls: [...memory.calls ?? [], one]
			};
			return missed;
		},
		drop(all) {
			handover = void 0;
			if (all) memory = { unread: {} };
		},
		begin: (intent) => fitted({
			t: "begin",
			...handover && { handover },
			memory,
			...intent && { intent }
		})
	};
}
/** Without the oldest texts where all of them are too long for one message. */
function fitted(message) {
	if (!message.handover || JSON.stringify(message).length <= 4194304) return message;
	const { texts } = message.handover;
	const fewer = texts.slice(Math.ceil(texts.length / 4) || 1);
	const handover = {
		...message.handover,
		texts: fewer
	};
	return fitted(texts.length > 0 ? {
		...message,
		handover
	} : {
		t: "begin",
		memory: { unread: message.memory?.unread ?? {} }
	});
}
/** One step after the other. */
function also([state, effects], next) {
	const [after, more] = next(state);
	return [after, [...effects, ...more]];
}
/** `full` brings it to the front; what is open is never made smaller by a ring. */
function openWindow(state, size) {
	const { window } = state;
	switch (window.name) {
		case "none": return [{
			...state,
			window: {
				name: "opening",
				size,
				unwanted: false
			}
		}, [{
			do: "open-window",
			size
		}]];
		case "opening": return [{
			...state,
			window: {
				...window,
				size: size === "full" ? size : window.size,
				unwanted: false
			}
		}, []];
		case "open": return size === "full" ? also(setSize(state, size), (next) => [next, [{ do: "focus" }]]) : [state, []];
		case "releasing":
		case "closing": return [{
			...state,
			window: {
				...window,
				again: true
			}
		}, []];
		default: return assertNever(window);
	}
}
function setSize(state, size) {
	const { window } = state;
	if (!("size" in window) || window.size === size) return [state, []];
	return [{
		...state,
		window: {
			...window,
			size
		}
	}, window.name === "open" ? [{
		do: "place",
		size
	}] : []];
}
/** Where its page holds the session, that one is let go of first. */
function closeWindow(state) {
	const { window, holder } = state;
	switch (window.name) {
		case "none": return [state, []];
		case "opening": return [{
			...state,
			window: {
				...window,
				unwanted: true
			}
		}, []];
		case "open":
			if (holder.name !== "page") return [{
				...state,
				window: {
					name: "closing",
					again: false
				}
			}, [{ do: "close-window" }]];
			return [{
				...state,
				window: {
					name: "releasing",
					again: false
				}
			}, [{ do: "release" }, {
				do: "timer",
				timer: "release"
			}]];
		case "releasing":
		case "closing": return [{
			...state,
			window: {
				...window,
				again: false
			}
		}, []];
		default: return assertNever(window);
	}
}
// apps/desktop/src/core/client-ring.ts
/** In the background. */
function rang(state, { from, media }) {
	if (state.quitting) return [state, []];
	const answer = state.ring?.from === from ? state.ring.answer : "none";
	const heard = [{
		...state,
		ring: {
			from,
			media,
			answer,
			shown: true
		}
	}, [{
		do: "no-timer",
		timer: "ring"
	}]];
	if (answer === "declined") return also(heard, (known) => [withoutAnswer(known), [{ do: "decline" }]]);
	if (state.silenced === from) return heard;
	return also(heard, (known) => openWindow({
		...known,
		silenced: void 0
	}, "ring"));
}
/** In the background. */
function rangOff(state, { from, media, missed }) {
	if (state.ring?.from !== from) return [state, []];
	const { answer } = state.ring;
	return also([{
		...withoutRing(state),
		silenced: void 0
	}, missed ? [{
		do: "tell",
		told: {
			what: "missed",
			from,
			media
		}
	}] : []], (next) => answer === "accepted" ? setSize(next, "full") : closeForRing(next));
}
function answered(state, answer) {
	const { ring, holder } = state;
	if (!ring || ring.answer !== "none") return [state, []];
	const next = {
		...state,
		ring: {
			...ring,
			answer
		}
	};
	const intent = answer === "accepted" ? {
		do: "accept",
		from: ring.from
	} : {
		do: "decline",
		from: ring.from
	};
	if (holder.name === "page") return [next, [{
		do: "send",
		intent
	}, ...answer === "accepted" ? [{ do: "focus" }] : []]];
	if (answer === "accepted") return openWindow({
		...next,
		wish: intent,
		silenced: void 0
	}, "full");
	if (holder.name === "background" || holder.name === "handing") return [next, [{ do: "decline" }]];
	return [{
		...next,
		wish: intent
	}, []];
}
/** The page has said how it stands. */
function pageRings(state, message) {
	const { call, connected, unread, over } = message;
	const { ring } = state;
	if (over) return [{
		...withoutRing(state),
		unread,
		call
	}, []];
	if (call?.state === "ringing") {
		const answer = ring?.from === call.with ? ring.answer : "none";
		const shown = {
			from: call.with,
			media: call.media,
			answer,
			shown: true
		};
		return [{
			...state,
			unread,
			call: void 0,
			ring: shown
		}, [{
			do: "no-timer",
			timer: "ring"
		}]];
	}
	const next = {
		...state,
		unread,
		call
	};
	if (!ring) return call ? setSize(next, "full") : [next, []];
	if (call) return setSize(withoutRing(next), "full");
	if (!ring.shown) return [next, connected ? [{
		do: "timer",
		timer: "ring"
	}] : []];
	return ringGone(next, ring, unread > state.unread);
}
/** Who holds the session now is connected and has shown nothing: it has ended on the way. */
function ringUnshown(state) {
	const { ring, holder } = state;
	if (!ring || ring.shown || holder.name !== "page" && holder.name !== "background") return [state, []];
	return ringGone({
		...state,
		silenced: void 0
	}, ring, ring.answer === "none");
}
function ringGone(state, { from, media, answer }, missed) {
	const next = withoutRing(state);
	if (answer === "accepted") return setSize(next, "full");
	const isRead = state.window.name === "open" && state.window.size === "full";
	return also([next, missed && !isRead ? [{
		do: "tell",
		told: {
			what: "missed",
			from,
			media
		}
	}] : []], closeForRing);
}
function withoutRing(state) {
	return {
		...withoutAnswer(state),
		ring: void 0
	};
}
function withoutAnswer(state) {
	return state.wish?.do === "accept" || state.wish?.do === "decline" ? {
		...state,
		wish: void 0
	} : state;
}
/** The window that was opened for the ring alone. */
function closeForRing(state) {
	const { window } = state;
	return "size" in window && window.size === "ring" ? closeWindow(state) : [state, []];
}
function stepClient(state, event) {
	switch (event.type) {
		case "started": return started(state, event);
		case "wanted": return wanted(state, event);
		case "said": return state.call && state.holder.name === "page" ? [state, [{
			do: "send",
			intent: event.intent
		}]] : [state, []];
		case "quit": return quit(state);
		case "timer": return timerFired(state, event.timer);
		case "line": return lineChanged(state, event);
		case "over": return backgroundOver(state, event.why);
		case "rang": return rang(state, event);
		case "rang-off": return rangOff(state, event);
		case "unread": return [{
			...state,
			unread: event.unread
		}, []];
		case "opened": return opened(state, event);
		case "message": return heard(state, event.message);
		case "closed": return closed(state);
		case "failed": return failed(state, event.reason);
		case "answered": return answered(state, event.answer);
		default: return assertNever(event);
	}
}
function started(state, { hidden, user, intent }) {
	if (hidden) return user === void 0 ? [state, []] : startBackground(state, user);
	const next = {
		...state,
		wish: intent
	};
	if (user === void 0) return openWindow(next, "full");
	return openWindow({
		...next,
		holder: {
			name: "awaited",
			user
		}
	}, "full");
}
function wanted(state, { intent }) {
	if (state.quitting) return [state, []];
	return also(state.holder.name === "page" && state.window.name === "open" && intent ? [state, [{
		do: "send",
		intent
	}]] : [{
		...state,
		wish: intent ?? state.wish
	}, []], (next) => openWindow(next, "full"));
}
/** What `released` brings is left in good order by a background of its own. */
function quit(state) {
	if (state.quitting) return [state, []];
	return also(also(also([{
		...state,
		quitting: true,
		wish: void 0,
		ring: void 0
	}, [{
		do: "timer",
		timer: "quit"
	}]], (next) => hasBackground(next.holder) ? [{
		...next,
		holder: {
			name: "nobody",
			why: "never"
		}
	}, [{ do: "leave-background" }]] : [next.holder.name === "awaited" ? {
		...next,
		holder: {
			name: "nobody",
			why: "never"
		}
	} : next, []]), closeWindow), settle);
}
function timerFired(state, timer) {
	const { holder, window } = state;
	switch (timer) {
		case "release":
			if (window.name !== "releasing") return [state, []];
			return [{
				...state,
				window: {
					...window,
					name: "closing"
				}
			}, [{ do: "close-window" }]];
		case "reload": return holder.name === "returning" ? goOnWithoutPage(state, holder) : [state, []];
		case "handing": return holder.name === "handing" ? handOver(state, holder.user) : [state, []];
		case "ring": return ringUnshown(state);
		case "quit": return state.quitting ? [state, [{ do: "leave-background" }, { do: "exit" }]] : [state, []];
		default: return assertNever(timer);
	}
}
function hasBackground({ name }) {
	return name === "background" || name === "handing";
}
function startBackground(state, user) {
	return [{
		...state,
		holder: {
			name: "background",
			user,
			line: "connecting"
		}
	}, [{ do: "start-background" }]];
}
function lineChanged(state, { line }) {
	const { holder } = state;
	if (state.quitting) return line === "connected" && hasBackground(holder) ? settle({
		...state,
		holder: {
			name: "nobody",
			why: "never"
		}
	}, [{ do: "leave-background" }]) : [state, []];
	if (holder.name === "background") {
		const doubt = line === "connected" && state.ring !== void 0 && !state.ring.shown;
		return [{
			...state,
			holder: {
				...holder,
				line
			}
		}, doubt ? [{
			do: "timer",
			timer: "ring"
		}] : []];
	}
	return holder.name === "handing" && line === "connected" ? handOver(state, holder.user) : [state, []];
}
function backgroundOver(state, why) {
	const { holder } = state;
	if (!hasBackground(holder)) return [state, []];
	const dropped = [{
		do: "drop",
		all: true
	}, ...why === "signed-out" ? [{ do: "forget-sign-in" }] : []];
	const silent = {
		...state,
		ring: void 0,
		silenced: void 0,
		unread: 0
	};
	if (holder.name === "handing") return also([silent, dropped], (next) => begin(next, holder.user, [{
		do: "no-timer",
		timer: "handing"
	}]));
	const told = why === "outdated" ? [] : [{ what: why }];
	return also([{
		...silent,
		holder: {
			name: "nobody",
			why
		}
	}, [...dropped, ...told.map((one) => ({
		do: "tell",
		told: one
	}))]], (next) => isForRing(next) ? closeWindow(next) : settle(next));
}
function heard(state, message) {
	switch (message.t) {
		case "entering": return entering(state, message.user);
		case "signed-out": return signedOut(state);
		case "state": {
			const { holder } = state;
			if (holder.name !== "page") return [state, []];
			const { user, connected, over = false } = message;
			return pageRings({
				...state,
				holder: {
					name: "page",
					user,
					connected,
					over
				}
			}, message);
		}
		case "released": return released(state, message);
		case "remember": return state.holder.name === "page" ? [state, [{
			do: "keep",
			message
		}]] : [state, []];
		default: return assertNever(message);
	}
}
function entering(state, user) {
	const { holder, window } = state;
	if (window.name !== "open" || state.quitting) return [state, []];
	const isOther = "user" in holder && holder.user !== user;
	switch (holder.name) {
		case "background":
		case "handing":
			if (isOther) return begin(state, user, [{ do: "leave-background" }, {
				do: "drop",
				all: true
			}]);
			if (holder.name === "background" && holder.line !== "connecting") return handOver(state, user);
			return [{
				...state,
				holder: {
					name: "handing",
					user
				}
			}, [{
				do: "timer",
				timer: "handing"
			}]];
		case "awaited": return begin(state, user, dropIf(isOther));
		case "returning": return begin(state, user, [{
			do: "no-timer",
			timer: "reload"
		}, ...dropIf(isOther || holder.over)]);
		case "page": return begin(state, user, dropIf(isOther || holder.over));
		case "nobody": return begin(state, user, dropIf(true));
		default: return assertNever(holder);
	}
}
function dropIf(is) {
	return is ? [{
		do: "drop",
		all: true
	}] : [];
}
function handOver(state, user) {
	return begin(state, user, [{
		do: "no-timer",
		timer: "handing"
	}, { do: "take-over" }]);
}
function begin(state, user, before) {
	const { wish: intent, ring } = state;
	const page = {
		name: "page",
		user,
		connected: false,
		over: false
	};
	return [{
		...state,
		holder: page,
		wish: void 0,
		call: void 0,
		ring: ring && {
			...ring,
			shown: false
		}
	}, [
		...before,
		{
			do: "begin",
			intent
		},
		{
			do: "remember-sign-in",
			user
		}
	]];
}
function signedOut(state) {
	const { holder } = state;
	const out = {
		...state,
		holder: {
			name: "nobody",
			why: "signed-out"
		},
		ring: void 0,
		call: void 0,
		silenced: void 0,
		unread: 0
	};
	const left = hasBackground(holder) ? [{ do: "leave-background" }] : [];
	return also([out, [
		...["reload", "handing"].map((timer) => ({
			do: "no-timer",
			timer
		})),
		...left,
		{
			do: "drop",
			all: true
		},
		{ do: "forget-sign-in" }
	]], (next) => setSize(next, "full"));
}
function released(state, message) {
	const { holder, window, ring } = state;
	const closing = window.name === "releasing" ? [{
		...state,
		window: {
			...window,
			name: "closing"
		}
	}, [{
		do: "no-timer",
		timer: "release"
	}, { do: "close-window" }]] : [state, []];
	if (holder.name !== "page") return closing;
	const { user, over } = holder;
	const [next, effects] = closing;
	return [{
		...next,
		holder: {
			name: "returning",
			user,
			over
		},
		call: void 0,
		ring: ring && {
			...ring,
			shown: false
		}
	}, [
		{
			do: "keep",
			message
		},
		{
			do: "timer",
			timer: "reload"
		},
		...effects
	]];
}
function opened(state, { size }) {
	const { window } = state;
	if (window.name !== "opening") return [state, []];
	if (window.unwanted || state.quitting) return [{
		...state,
		window: {
			name: "closing",
			again: false
		}
	}, [{ do: "close-window" }]];
	return [{
		...state,
		window: {
			name: "open",
			size: window.size
		}
	}, window.size === size ? [] : [{
		do: "place",
		size: window.size
	}, { do: "focus" }]];
}
function closed(state) {
	const { window, ring, holder } = state;
	const byPerson = window.name === "open";
	const crashedInCall = holder.name === "page" && state.call !== void 0 && wantsAgain(state);
	const silences = byPerson && ring !== void 0 && ring.answer !== "declined";
	const gone = {
		...state,
		window: { name: "none" },
		call: void 0,
		...silences && {
			ring: {
				...ring,
				answer: "none",
				shown: false
			},
			silenced: ring.from,
			wish: void 0
		}
	};
	if (crashedInCall && !state.quitting) return backIntoCall(gone, holder.user);
	const again = "again" in window && window.again && !state.quitting;
	return also(also(withoutPage(gone), (next) => again ? openWindow(next, ring ? "ring" : "full") : settle(next)), (next) => [next, byPerson && !state.quitting ? [{
		do: "tell",
		told: { what: "still-here" }
	}] : []]);
}
/** Gone without a word from the page, and not because it was told to go. */
function wantsAgain({ window }) {
	return window.name === "open" || window.name === "closing" && window.again;
}
/** Another device of the same person's is let back into the call that this one was in (protocol C13); the same is not. */
function backIntoCall(state, user) {
	return also([{
		...state,
		holder: {
			name: "awaited",
			user
		}
	}, [{
		do: "drop",
		all: false
	}]], (next) => openWindow(next, "full"));
}
function withoutPage(state) {
	const { holder } = state;
	switch (holder.name) {
		case "page":
		case "returning": return goOnWithoutPage(state, holder);
		case "awaited": return startBackground(state, holder.user);
		case "handing": return [{
			...state,
			holder: {
				name: "background",
				user: holder.user,
				line: "connecting"
			}
		}, [{
			do: "no-timer",
			timer: "handing"
		}]];
		case "background":
		case "nobody": return [state, []];
		default: return assertNever(holder);
	}
}
function goOnWithoutPage(state, { user, over }) {
	const stop = {
		do: "no-timer",
		timer: "reload"
	};
	if (over) return [{
		...state,
		holder: {
			name: "nobody",
			why: "displaced"
		}
	}, [stop, {
		do: "drop",
		all: true
	}]];
	return also([state, [stop]], (next) => startBackground(next, user));
}
function failed(state, reason) {
	const { window, holder } = state;
	const wasAsked = (window.name === "open" || window.name === "opening") && window.size === "full";
	const inCall = holder.name === "page" && state.call !== void 0;
	const shown = wasAsked && !inCall && !state.quitting ? [{
		do: "show-failure",
		reason
	}] : [];
	if (window.name === "open") return [{
		...state,
		window: {
			name: "closing",
			again: inCall
		}
	}, [{ do: "close-window" }, ...shown]];
	if (window.name !== "opening") return [state, []];
	return also(also([{
		...state,
		window: { name: "none" }
	}, shown], withoutPage), settle);
}
function isForRing({ window }) {
	return (window.name === "open" || window.name === "opening") && window.size === "ring";
}
/** While it quits: once nothing is left, it is over. */
function settle(state, effects = []) {
	const isLeft = state.window.name === "none" && state.holder.name === "nobody";
	return [state, state.quitting && isLeft ? [
		...effects,
		{
			do: "no-timer",
			timer: "quit"
		},
		{ do: "exit" }
	] : effects];
}
// apps/desktop/src/core/client-state.ts
var TIMES = {
	/** Ms that a page has to let go of its session, before its window is closed all the same. */
	release: 1500,
	/** Ms that a page may be away while it reloads. */
	reload: 2e3,
	/** Ms that a background has to get a session, before the page begins one of its own. */
	handing: 3e3,
	/** Ms after who goes on with the session is connected, within which what rang must be shown there. */
	ring: 1500,
	/** Ms for leaving the session in good order. */
	quit: 3e3
};
var INITIAL = {
	holder: {
		name: "nobody",
		why: "never"
	},
	window: { name: "none" },
	ring: void 0,
	call: void 0,
	unread: 0,
	wish: void 0,
	silenced: void 0,
	quitting: false
};
var PLACES = {
	full: {
		width: 1100,
		height: 760
	},
	ring: {
		width: 420,
		height: 560
	}
};
/** Ms that a window has to stand still before its place is remembered. */
var STILL = 500;
var Client = class {
	server;
	/** When the session is left and the window closed, after `quit`. */
	ended;
	#parts;
	#baggage = createBaggage(() => this.#user);
	#queue = [];
	#timers = /* @__PURE__ */ new Map();
	#texts = /* @__PURE__ */ new Map();
	#running = false;
	#state = INITIAL;
	#user = "";
	#background;
	#window;
	#ring;
	#shown = {
		onTop: false,
		awake: false
	};
	#still;
	/** Ends with the sign-in stored, or given up. */
	#signIn = Promise.resolve();
	/** Counts what ends a background, so that one that is about to start learns of it. */
	#ends = 0;
	#end = () => void 0;
	constructor(parts) {
		this.server = parts.server;
		this.#parts = parts;
		this.ended = new Promise((resolve) => this.#end = resolve);
	}
	get state() {
		return this.#state;
	}
	/** What effects dispatch waits until they are all done. */
	dispatch(event) {
		this.#queue.push(event);
		if (this.#running) return;
		this.#running = true;
		for (let next = this.#queue.shift(); next; next = this.#queue.shift()) {
			const [state, effects] = stepClient(this.#state, next);
			this.#note(next, state);
			this.#state = state;
			for (const effect of effects) this.#perform(effect);
			this.#show();
		}
		this.#running = false;
	}
	#note(event, next) {
		const { holder, window } = this.#state;
		if (holder.name === next.holder.name && window.name === next.window.name) return;
		const cause = event.type === "message" ? event.message.t : event.type;
		this.#parts.log(`${cause}: session ${next.holder.name}, window ${next.window.name}`);
	}
	#perform(effect) {
		switch (effect.do) {
			case "start-background":
				this.#startBackground();
				return;
			case "leave-background":
				this.#endBackground()?.leave();
				return;
			case "take-over": return this.#baggage.take(this.#endBackground()?.handOver());
			case "keep": return this.#baggage.keep(effect.message);
			case "drop": return this.#baggage.drop(effect.all);
			case "remember-sign-in":
				this.#user = effect.user;
				this.#signIn = this.#rememberSignIn(effect.user);
				return;
			case "forget-sign-in": return this.#parts.memory.forgetSignIn(this.server);
			case "begin":
				this.#withdrawTexts();
				return this.#window?.send(this.#baggage.begin(effect.intent));
			case "send": return this.#window?.send({
				t: "intent",
				intent: effect.intent
			});
			case "release": return this.#window?.send({ t: "release" });
			case "decline": return this.#background?.decline();
			case "open-window":
				this.#openWindow(effect.size);
				return;
			case "close-window":
				this.#window?.close();
				return;
			case "place": return this.#window?.place(this.#placeOf(effect.size));
			case "focus": return this.#window?.focus();
			case "tell": return this.#tell(effect.told);
			case "show-failure": return this.#parts.failed(effect.reason);
			case "timer": return this.#setTimer(effect.timer);
			case "no-timer": return clearTimeout(this.#timers.get(effect.timer));
			case "exit": return this.#exit();
			default: assertNever(effect);
		}
	}
	#setTimer(timer) {
		clearTimeout(this.#timers.get(timer));
		this.#timers.set(timer, setTimeout(() => this.dispatch({
			type: "timer",
			timer
		}), TIMES[timer]));
	}
	async #startBackground() {
		const ends = this.#ends;
		await this.#signIn;
		if (ends !== this.#ends || this.#background) return;
		const signIn = this.#parts.memory.signIn(this.server);
		if (!signIn) return this.dispatch({
			type: "over",
			why: "signed-out"
		});
		const { trust, name: client } = this.#parts;
		this.#user = signIn.user;
		this.#background = startBackground$1({
			server: this.server,
			...signIn,
			trust,
			client,
			goOn: this.#baggage.handover,
			onLine: (line) => this.dispatch({
				type: "line",
				line
			}),
			onOver: (why) => {
				this.#background = void 0;
				this.dispatch({
					type: "over",
					why
				});
			},
			onRing: (call) => this.dispatch({
				type: "rang",
				from: call.with,
				media: call.media
			}),
			onEnd: (call, state) => {
				const missed = this.#baggage.ended(call, state, Date.now());
				this.#countUnread();
				this.dispatch({
					type: "rang-off",
					from: call.with,
					media: call.media,
					missed
				});
			},
			onText: (text) => this.#received(text)
		});
	}
	#endBackground() {
		this.#ends++;
		const background = this.#background;
		this.#background = void 0;
		return background;
	}
	/** The page's sign-in, while its window is there to be asked. */
	async #rememberSignIn(user) {
		const { shell, memory, log } = this.#parts;
		try {
			const cookie = await shell.cookies(this.server);
			if (this.#user !== user || this.#state.holder.name === "nobody") return;
			if (cookie === void 0) return log("there is no cookie, so there will be no session without a window");
			memory.rememberSignIn(this.server, {
				user,
				cookie
			});
		} catch (error) {
			log(`the sign-in could not be remembered: ${String(error)}`);
		}
	}
	#received(text) {
		this.#baggage.received(text);
		this.#countUnread();
		this.#texts.get(text.with)?.withdraw();
		const shown = this.#notify(WORDS.text(text.with, text.text), () => this.dispatch({
			type: "wanted",
			intent: {
				do: "open",
				with: text.with
			}
		}));
		this.#texts.set(text.with, shown);
	}
	#countUnread() {
		this.dispatch({
			type: "unread",
			unread: this.#baggage.unread
		});
	}
	async #openWindow(size) {
		const { shell, memory, log } = this.#parts;
		const { server } = this;
		const onTop = unanswered(this.#state) !== void 0;
		this.#shown.onTop = onTop;
		try {
			const window = await shell.openWindow({
				url: `${server}/`,
				origin: server,
				bounds: this.#placeOf(size),
				onTop
			});
			this.#window = window;
			window.on("message", (message) => this.dispatch({
				type: "message",
				message
			}));
			window.on("moved", (bounds) => {
				if (!("size" in this.#state.window) || this.#state.window.size === "ring") return;
				clearTimeout(this.#still);
				this.#still = setTimeout(() => memory.rememberBounds(bounds), STILL);
			});
			window.on("closed", () => this.#closed());
			window.on("failed", ({ reason }) => {
				log(`the page failed: ${reason}`);
				this.dispatch({
					type: "failed",
					reason
				});
			});
			this.dispatch({
				type: "opened",
				size
			});
		} catch (error) {
			const reason = error instanceof Error ? error.message : String(error);
			log(`the window could not be opened: ${reason}`);
			this.dispatch({
				type: "failed",
				reason
			});
		}
	}
	#closed() {
		const byPerson = this.#state.window.name === "open";
		this.#window = void 0;
		this.dispatch({ type: "closed" });
		if (byPerson && this.#parts.endsWithWindow() && this.#state.window.name === "none") this.dispatch({ type: "quit" });
	}
	#placeOf(size) {
		return size === "full" ? this.#parts.memory.bounds ?? PLACES.full : PLACES.ring;
	}
	#show() {
		const { shell, changed } = this.#parts;
		const ring = unanswered(this.#state);
		if ((ring && `${ring.media} ${ring.from}`) !== this.#ring?.key) {
			this.#ring?.notice.withdraw();
			this.#ring = ring && {
				key: `${ring.media} ${ring.from}`,
				notice: this.#showRing(WORDS.ring(ring.from, ring.media))
			};
		}
		const onTop = ring !== void 0;
		if (this.#window && onTop !== this.#shown.onTop) {
			this.#shown.onTop = onTop;
			this.#window.keepOnTop(onTop);
		}
		const awake = keepsAwake(this.#state);
		if (awake !== this.#shown.awake) shell.keepAwake(this.#shown.awake = awake);
		changed(this.#state);
	}
	#showRing(notice) {
		const shown = this.#parts.shell.notify(notice);
		shown.answer.then((answer) => {
			if (this.#ring?.notice !== shown) return;
			if (answer === "accept") this.dispatch({
				type: "answered",
				answer: "accepted"
			});
			if (answer === "decline") this.dispatch({
				type: "answered",
				answer: "declined"
			});
			if (answer === "show") this.dispatch({ type: "wanted" });
		});
		return shown;
	}
	#tell(told) {
		if (told.what === "still-here" && (this.#parts.endsWithWindow() || !this.#parts.memory.tellOnce(told.what))) return;
		const intent = told.what === "missed" ? {
			do: "open",
			with: told.from
		} : void 0;
		this.#notify(WORDS.told(told), () => this.dispatch({
			type: "wanted",
			intent
		}));
	}
	#notify(notice, chosen) {
		const shown = this.#parts.shell.notify(notice);
		shown.answer.then((answer) => {
			if (answer !== void 0) chosen();
		});
		return shown;
	}
	#withdrawTexts() {
		for (const notice of this.#texts.values()) notice.withdraw();
		this.#texts.clear();
	}
	#exit() {
		for (const timer of this.#timers.values()) clearTimeout(timer);
		clearTimeout(this.#still);
		this.#withdrawTexts();
		this.#ring?.notice.withdraw();
		this.#ring = void 0;
		this.#end();
	}
};
// apps/desktop/src/core/server-address.ts
var EXAMPLE = "such as parley.example or https://192.168.1.5:8443";
/** The origin. Nothing is asked. */
function readAddress(text) {
	const address = text.trim();
	if (address === "") return wrong(`Enter the address of your server, ${EXAMPLE}.`);
	if (address.toLowerCase().startsWith("parley:")) {
		const link = parseLink(address);
		return link.ok ? {
			ok: true,
			value: link.value.server
		} : link;
	}
	const scheme = /^(?<name>[a-z][a-z0-9+.-]*):\/\//i.exec(address)?.groups?.["name"]?.toLowerCase();
	if (scheme !== void 0 && scheme !== "http" && scheme !== "https") return wrong(`An address begins with https://, and this one with ${scheme}://.`);
	const url = scheme === void 0 ? `https://${address}` : address;
	if (!URL.canParse(url)) return wrong(`“${shortened(address)}” is not an address, ${EXAMPLE}.`);
	const { host, hostname, username, password, protocol } = new URL(url);
	if (username !== "" || password !== "") return wrong("An address has no name and no password in it: those are asked for when you sign in.");
	if (isLoopback(hostname)) return {
		ok: true,
		value: new URL(`${scheme ?? "http"}://${host}`).origin
	};
	if (protocol === "http:") return wrong(`Camera and microphone work over https alone: use https://${host}.`);
	return {
		ok: true,
		value: `https://${host}`
	};
}
/** Asks whether a Parley server is there. */
async function checkServer(origin, get, trust) {
	let answer;
	try {
		answer = await get(`${origin}/api/session`, { trust });
	} catch (cause) {
		return wrong(unreachable(origin, cause));
	}
	if (answer.status === 200 && isStanding(answer.body)) return {
		ok: true,
		value: void 0
	};
	if (answer.status >= 500) return wrong(`${origin} answers with an error (${answer.status}): its server may be starting. Try again in a moment.`);
	return wrong(`${origin} answers, but it is not a Parley server.`);
}
/** Protocol H2: who is signed in, or what somebody may do who is not. */
function isStanding(body) {
	return typeof body === "object" && body !== null && ("user" in body || "registration" in body);
}
var CERTIFICATES = /* @__PURE__ */ new Map([
	["ERR_TLS_CERT_ALTNAME_INVALID", "its certificate is for another name: use the address that its operator gives"],
	["CERT_HAS_EXPIRED", "its certificate has expired, or this computer's clock is wrong"],
	["CERT_NOT_YET_VALID", "its certificate is not valid yet: this computer's clock is wrong"]
]);
function unreachable(origin, cause) {
	const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
	const { host, hostname } = new URL(origin);
	switch (code) {
		case "ENOTFOUND":
		case "EAI_AGAIN": return `There is no server called ${hostname}, or this computer is offline.`;
		case "ECONNREFUSED": return `Nothing answers at ${host}: the server is not running, or it has another port.`;
		case "ETIMEDOUT": return `${host} does not answer: it is switched off, or a firewall is in the way.`;
		case "EHOSTUNREACH":
		case "ENETUNREACH": return `There is no way to ${host}: this computer may be offline, or in another network.`;
		case "EPROTO":
		case "ERR_SSL_WRONG_VERSION_NUMBER": return `${host} does not speak https: it may have another port for that.`;
		default: return `${host} can't be reached: ${certificate(code) ?? (cause instanceof Error ? cause.message : String(cause))}.`;
	}
}
function certificate(code) {
	const known = CERTIFICATES.get(code);
	if (known !== void 0) return known;
	return /SELF_SIGNED|UNABLE_TO_(GET_ISSUER|VERIFY_LEAF)/.test(code) ? "its certificate is from an authority that this computer does not trust. The server offers it on its start page, to be installed here" : void 0;
}
function wrong(error) {
	return {
		ok: false,
		error
	};
}
// apps/desktop/src/pages/setup-messages.ts
init_dist();
var setupForm = /* @__PURE__ */ variant("do", [
	/* @__PURE__ */ object({ do: /* @__PURE__ */ literal("hello") }),
	/* @__PURE__ */ object({
		do: /* @__PURE__ */ literal("use"),
		address: /* @__PURE__ */ string(),
		autostart: /* @__PURE__ */ boolean()
	}),
	/* @__PURE__ */ object({
		do: /* @__PURE__ */ literal("forget"),
		server: /* @__PURE__ */ string()
	})
]);
// apps/desktop/src/core/setup.ts
init_dist();
var PLACE = {
	width: 480,
	height: 620
};
function createSetup(parts) {
	let window;
	let state = {
		address: "",
		servers: [],
		autostart: true,
		problem: void 0,
		busy: false
	};
	const show = (change) => {
		state = {
			...state,
			...change,
			servers: parts.servers()
		};
		window?.then((open) => open.tell(state)).catch(() => void 0);
	};
	const use = async ({ address, autostart }) => {
		const read = readAddress(address);
		if (!read.ok) return show({ problem: read.error });
		show({
			problem: void 0,
			busy: true
		});
		const found = await parts.check(read.value);
		show({
			problem: found.ok ? void 0 : found.error,
			busy: false
		});
		if (!found.ok) return;
		await parts.shell.setAutostart(autostart).catch((error) => parts.log(`autostart could not be set: ${String(error)}`));
		parts.chosen(read.value);
	};
	const hear = (value) => {
		const form = /* @__PURE__ */ safeParse(setupForm, value);
		if (!form.success) return;
		if (form.output.do === "hello") return show({});
		if (form.output.do === "forget") {
			parts.forget(form.output.server);
			return show({});
		}
		use(form.output);
	};
	const open = async () => {
		const [opened, autostart] = await Promise.all([parts.shell.openWindow({
			url: parts.url,
			bounds: PLACE,
			onTop: false
		}), parts.shell.autostart()]);
		if (parts.servers().length > 0) state = {
			...state,
			autostart
		};
		opened.on("form", hear);
		opened.on("closed", () => {
			window = void 0;
			parts.closed();
		});
		return opened;
	};
	return {
		open(address = parts.servers()[0] ?? "", problem) {
			state = {
				...state,
				address,
				problem,
				busy: false
			};
			if (window) {
				window.then((open) => open.focus());
				return show({});
			}
			const opening = open();
			window = opening;
			opening.catch((error) => {
				window = void 0;
				parts.log(`the page for choosing a server could not be opened: ${String(error)}`);
				parts.closed();
			});
		},
		async close() {
			await (await window?.catch(() => void 0))?.close();
		}
	};
}
// apps/desktop/src/core/trust.ts
/** Where the systems without an interface of Node's for it keep their authorities. */
var BUNDLES = [
	"/etc/ssl/certs/ca-certificates.crt",
	"/etc/pki/tls/certs/ca-bundle.crt",
	"/etc/ssl/ca-bundle.pem",
	"/etc/ssl/cert.pem"
];
/** `ca`: a PEM file; `authority`: in PEM. Throws an Error with a sentence where the file can't be read. */
function trustOf(origin, ca, authority) {
	if (!origin.startsWith("https:")) return {};
	const named = [...ca === void 0 ? [] : [readAuthority(ca)], ...authority === void 0 ? [] : [authority]];
	return { secureContext: tls.createSecureContext({ ca: [
		...tls.rootCertificates,
		...ofSystem(),
		...named
	] }) };
}
function readAuthority(file) {
	try {
		return readFileSync(file, "utf8");
	} catch (cause) {
		throw new Error(`The certificate ${file}, named by "ca" in the configuration, can't be read.`, { cause });
	}
}
/** Node 20 does not ask the system. */
function ofSystem() {
	const ask = tls.getCACertificates;
	if (ask) return ask("system");
	const file = process.env["SSL_CERT_FILE"] ?? BUNDLES.find((one) => existsSync(one));
	return file === void 0 || !existsSync(file) ? [] : [readFileSync(file, "utf8")];
}
// apps/desktop/src/core/updates.ts
init_dist();
/** Protocol H13. */
var offer = /* @__PURE__ */ object({ files: /* @__PURE__ */ array(/* @__PURE__ */ object({
	name: /* @__PURE__ */ string(),
	platform: /* @__PURE__ */ optional(/* @__PURE__ */ string()),
	arch: /* @__PURE__ */ optional(/* @__PURE__ */ string()),
	version: /* @__PURE__ */ optional(/* @__PURE__ */ string())
})) });
var PLATFORMS = {
	linux: "linux",
	win32: "windows",
	darwin: "macos"
};
/** The newest package for this computer, where it is newer than `own`. A server without downloads has none. */
async function findUpdate(server, own, get, trust) {
	const { status, body } = await get(`${server}/api/downloads`, { trust });
	const offered = status === 200 ? /* @__PURE__ */ safeParse(offer, body) : void 0;
	if (!offered?.success) return void 0;
	const platform = PLATFORMS[own.platform];
	const file = offered.output.files.find((one) => platform !== void 0 && one.platform === platform && [
		void 0,
		"all",
		own.arch
	].includes(one.arch) && RELEASE.test(one.version ?? ""));
	if (file?.version === void 0 || !isNewer(file.version, own.version)) return void 0;
	return {
		version: file.version,
		url: `${server}/downloads/${encodeURIComponent(file.name)}`
	};
}
/** What comes before a release is for those who look for it. */
var RELEASE = /^\d+\.\d+\.\d+$/;
function isNewer(version, than) {
	const [a, b] = [version, than].map((one) => one.split(".").map(Number));
	for (const part of [
		0,
		1,
		2
	]) {
		const difference = (a?.[part] ?? 0) - (b?.[part] ?? 0);
		if (difference !== 0) return difference > 0;
	}
	return false;
}
// apps/desktop/src/core/app.ts
var DAY = 864e5;
var App = class {
	/** Everything is left and closed. */
	ended;
	#parts;
	#setup;
	#client;
	#autostart = false;
	#end = () => void 0;
	#ending = false;
	/** One server after the other. */
	#changes = Promise.resolve();
	#nextLook;
	constructor(parts) {
		const { shell, config } = parts;
		this.#parts = parts;
		this.ended = new Promise((resolve) => this.#end = resolve);
		this.#setup = createSetup({
			shell,
			url: parts.setupUrl,
			log: parts.log,
			servers: () => config.current.servers,
			forget: (server) => this.#forget(server),
			check: (server) => checkServer(server, shell.ask?.bind(shell) ?? getJson, this.#trust(server)),
			chosen: (server) => {
				this.#setup.close();
				this.#use(server);
			},
			closed: () => {
				if (!this.#client) this.quit();
			}
		});
		shell.on("tray", (item) => this.#trayChosen(item));
		shell.on("mute-key", () => this.#say({ do: "toggle-microphone" }));
	}
	start(line) {
		const { shell, log } = this.#parts;
		for (const limit of shell.limits) log(limit);
		shell.registerLinks().catch((error) => log(`links do not open Parley: ${String(error)}`));
		this.#readAutostart();
		this.#look();
		this.handle(line);
	}
	/** Of this start, or of a further one. */
	handle(line) {
		if (line.say === "quit") return this.quit();
		if (line.say) return this.#say({ do: line.say });
		if (line.link !== void 0) return this.#follow(line.link);
		if (line.server !== void 0) {
			const read = readAddress(line.server);
			return read.ok ? this.#use(read.value, void 0, line.hidden) : this.#setup.open(line.server, read.error);
		}
		const [server] = this.#parts.config.current.servers;
		if (server === void 0) return this.#setup.open();
		if (!line.hidden || !this.#client) this.#use(server, void 0, line.hidden);
	}
	/** Arguments of a further start. */
	handleArguments(args) {
		const line = readCommandLine(args);
		if (line.ok) this.handle(line.value);
		else this.#parts.log(`a further start was not understood: ${line.error}`);
	}
	quit() {
		if (this.#ending) return;
		this.#ending = true;
		clearTimeout(this.#nextLook);
		this.#leaveAll();
	}
	async #leaveAll() {
		await this.#setup.close();
		await this.#changes;
		this.#client?.dispatch({ type: "quit" });
		await this.#client?.ended;
		this.#end();
	}
	/** A link comes from anybody: to a server that the person does not use it leads only with their consent. */
	#follow(link) {
		const { servers } = this.#parts.config.current;
		const parsed = parseLink(link, servers);
		if (!parsed.ok) return this.#setup.open(servers[0], parsed.error);
		const { server, intent } = parsed.value;
		if (!servers.includes(server)) return this.#setup.open(server, WORDS.newServer(server));
		if (server !== this.#client?.server && this.#client?.state.call) return void this.#parts.shell.notify(WORDS.inCall(server));
		this.#use(server, intent);
	}
	#use(server, intent, hidden = false) {
		this.#changes = this.#changes.then(() => this.#change(server, intent, hidden)).catch((error) => {
			const problem = error instanceof Error ? error.message : String(error);
			this.#parts.log(problem);
			this.#setup.open(server, problem);
		});
	}
	async #change(server, intent, hidden) {
		if (this.#ending) return;
		const { config, memory, shell, log, version } = this.#parts;
		config.use(server);
		if (this.#client?.server === server) return this.#client.dispatch({
			type: "wanted",
			intent
		});
		const trust = this.#trust(server);
		const before = this.#client;
		before?.dispatch({ type: "quit" });
		await before?.ended;
		const client = new Client({
			server,
			shell,
			memory,
			trust,
			log,
			name: `parley-desktop/${version} ${shell.name}`,
			endsWithWindow: () => !config.current.closeToTray,
			changed: () => this.#showTray(),
			failed: (reason) => this.#setup.open(server, reason)
		});
		this.#client = client;
		client.ended.then(() => {
			if (this.#client === client && !this.#ending) this.quit();
		});
		client.dispatch({
			type: "started",
			hidden,
			user: memory.signIn(server)?.user,
			intent
		});
	}
	#forget(server) {
		if (server === this.#client?.server) return;
		this.#parts.config.forget(server);
		this.#parts.memory.forgetSignIn(server);
	}
	#say(intent) {
		this.#client?.dispatch({
			type: "said",
			intent
		});
	}
	#trayChosen(item) {
		switch (item) {
			case "open":
				if (this.#client) return this.#client.dispatch({ type: "wanted" });
				return this.#setup.open();
			case "toggle-microphone":
			case "hang-up": return this.#say({ do: item });
			case "autostart":
				this.#toggleAutostart();
				return;
			case "servers": return this.#setup.open();
			case "quit": return this.quit();
			default: return;
		}
	}
	#showTray() {
		this.#parts.shell.showTray(trayOf(this.#client?.state, this.#autostart));
	}
	async #readAutostart() {
		this.#autostart = await this.#parts.shell.autostart().catch(() => false);
		this.#showTray();
	}
	async #toggleAutostart() {
		try {
			await this.#parts.shell.setAutostart(!this.#autostart);
		} catch (error) {
			this.#parts.log(`autostart could not be set: ${String(error)}`);
		}
		await this.#readAutostart();
	}
	/** Once a day, for a newer client. */
	#look() {
		this.#nextLook = setTimeout(() => this.#look(), DAY);
		this.#nextLook.unref();
		this.#tellUpdate().catch((error) => this.#parts.log(`no word of updates: ${String(error)}`));
	}
	#trust(server) {
		const { config, shell } = this.#parts;
		return trustOf(server, config.current.ca, shell.authority?.(server));
	}
	async #tellUpdate() {
		const { config, memory, shell, version } = this.#parts;
		const [server] = config.current.servers;
		if (server === void 0 || !config.current.updates) return;
		const update = await findUpdate(server, {
			version,
			platform: process.platform,
			arch: process.arch
		}, getJson, this.#trust(server));
		if (!update || !memory.tellOnce(`update ${update.version}`)) return;
		if (await shell.notify(WORDS.update(update.version)).answer !== void 0) shell.openExternal(update.url);
	}
};
// apps/desktop/src/core/json-file.ts
/** Nothing where there is no such file. Throws an Error with a sentence where it is no JSON or can't be read. */
function readJson(file) {
	let text;
	try {
		text = readFileSync(file, "utf8");
	} catch (cause) {
		if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return void 0;
		throw new Error(`The file ${file} can't be read.`, { cause });
	}
	try {
		return JSON.parse(text);
	} catch (cause) {
		throw new Error(`The file ${file} is not JSON: correct it, or delete it to begin anew.`, { cause });
	}
}
function writeJson(file, value) {
	mkdirSync(dirname(file), {
		recursive: true,
		mode: 448
	});
	const fresh = `${file}.new`;
	writeFileSync(fresh, `${JSON.stringify(value, void 0, 2)}\n`, { mode: 384 });
	chmodSync(fresh, 384);
	renameSync(fresh, file);
}
// apps/desktop/src/core/config.ts
init_dist();
var schema = /* @__PURE__ */ strictObject({
	/** Origins. The first is the one in use, the others were. */
	servers: /* @__PURE__ */ exactOptional(/* @__PURE__ */ pipe(/* @__PURE__ */ array(/* @__PURE__ */ pipe(/* @__PURE__ */ string(), /* @__PURE__ */ rawTransform(({ dataset, addIssue, NEVER }) => {
		const read = readAddress(dataset.value);
		if (read.ok) return read.value;
		addIssue({ message: read.error });
		return NEVER;
	}))), /* @__PURE__ */ readonly())),
	/** Closing the window leaves the client running, so that it rings. */
	closeToTray: /* @__PURE__ */ exactOptional(/* @__PURE__ */ boolean()),
	/** Asks the server, once a day, whether it has a newer client. */
	updates: /* @__PURE__ */ exactOptional(/* @__PURE__ */ boolean()),
	/** PEM file of an authority to trust besides those of this computer. */
	ca: /* @__PURE__ */ exactOptional(/* @__PURE__ */ string())
});
/**
* `file` is the person's, and what they have chosen counts; the first of `defaults` that is there says the rest. Throws an
* Error with a sentence where one of them is there and can't be meant.
*/
function openConfig(file, defaults = []) {
	const given = defaults.map(readChoices).find((choices) => choices !== void 0);
	let own = readChoices(file) ?? {};
	const servers = () => own.servers ?? given?.servers ?? [];
	const save = (next) => {
		own = {
			...own,
			servers: [...next]
		};
		writeJson(file, own);
	};
	return {
		get current() {
			return {
				closeToTray: true,
				updates: true,
				...given,
				...own,
				servers: servers()
			};
		},
		use(server) {
			if (servers()[0] === server) return;
			save([server, ...servers().filter((one) => one !== server)]);
		},
		forget: (server) => save(servers().filter((one) => one !== server))
	};
}
function readChoices(file) {
	const found = readJson(file);
	if (found === void 0) return void 0;
	const result = /* @__PURE__ */ safeParse(schema, found);
	if (result.success) return result.output;
	const [issue] = result.issues;
	const path = /* @__PURE__ */ getDotPath(issue);
	throw new Error(`The configuration ${file} is wrong${path === null ? "" : ` at "${path}"`}: ${issue.message}`);
}
// apps/desktop/src/core/log.ts
/** Bytes of one part. */
var PART = 524288;
/** `echo` gets each line, too. A log that can't be written is told to it once, and stops nothing. */
function openLog(file, echo, now = Date.now) {
	let size = sizeOf(file);
	let broken = false;
	mkdirSync(dirname(file), {
		recursive: true,
		mode: 448
	});
	return (sentence) => {
		const line = `${new Date(now()).toISOString()} ${escaped(sentence)}\n`;
		echo(line);
		if (broken) return;
		try {
			if (size > 0 && size + line.length > PART) {
				renameSync(file, `${file}.1`);
				size = 0;
			}
			appendFileSync(file, line, { mode: 384 });
			size += Buffer.byteLength(line);
		} catch (error) {
			broken = true;
			echo(`The log ${file} can't be written: ${String(error)}\n`);
		}
	};
}
/** One line, whatever a server or a page has put into it. */
function escaped(sentence) {
	return sentence.replaceAll(/\p{Cc}/gu, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
function sizeOf(file) {
	return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
// apps/desktop/src/core/memory-store.ts
init_dist();
var signIns = /* @__PURE__ */ record(/* @__PURE__ */ string(), /* @__PURE__ */ object({
	user: /* @__PURE__ */ string(),
	cookie: /* @__PURE__ */ string()
}));
var places = /* @__PURE__ */ object({
	bounds: /* @__PURE__ */ optional(/* @__PURE__ */ object({
		x: /* @__PURE__ */ optional(/* @__PURE__ */ number()),
		y: /* @__PURE__ */ optional(/* @__PURE__ */ number()),
		width: /* @__PURE__ */ pipe(/* @__PURE__ */ number(), /* @__PURE__ */ minValue(200)),
		height: /* @__PURE__ */ pipe(/* @__PURE__ */ number(), /* @__PURE__ */ minValue(200))
	})),
	/** Names of what is told only once. */
	told: /* @__PURE__ */ optional(/* @__PURE__ */ array(/* @__PURE__ */ string()), [])
});
/** What can't be read is lost, and said to `doubt`: a window at another place is no reason not to start. */
function openMemory(folder, doubt) {
	const files = {
		signIns: join(folder, "sign-ins.json"),
		places: join(folder, "places.json")
	};
	const known = read(files.signIns, signIns, doubt) ?? {};
	let here = read(files.places, places, doubt) ?? { told: [] };
	const savePlaces = (next) => writeJson(files.places, here = next);
	return {
		signIn: (server) => Object.hasOwn(known, server) ? known[server] : void 0,
		rememberSignIn(server, signIn) {
			known[server] = signIn;
			writeJson(files.signIns, known);
		},
		forgetSignIn(server) {
			if (!Object.hasOwn(known, server)) return;
			delete known[server];
			writeJson(files.signIns, known);
		},
		get bounds() {
			return here.bounds;
		},
		rememberBounds: (bounds) => savePlaces({
			...here,
			bounds
		}),
		tellOnce(what) {
			if (here.told.includes(what)) return false;
			savePlaces({
				...here,
				told: [...here.told, what]
			});
			return true;
		}
	};
}
function read(file, schema, doubt) {
	try {
		const found = readJson(file);
		return found === void 0 ? void 0 : parse$2(schema, found);
	} catch (error) {
		doubt(`${file} is not used: ${error instanceof Error ? error.message : String(error)}`);
		return;
	}
}
// apps/desktop/src/core/paths.ts
var NAME = "parley-desktop";
var CONFIG = "parley.json";
/** `program`: folder of the program. `PARLEY_DESKTOP_HOME` puts all in one folder: a second client beside the first, as for tests. */
function findPaths(program, around = here()) {
	const { config, state, data, logs } = foldersOf(around);
	const ofSystem = around.platform === "linux" ? (around.env["XDG_CONFIG_DIRS"] || "/etc/xdg").split(":") : [];
	return {
		config: join(config, CONFIG),
		defaults: [join(program, CONFIG), ...ofSystem.map((folder) => join(folder, NAME, CONFIG))],
		state,
		profile: join(data, "profile"),
		log: join(logs, "client.log"),
		socket: socketOf(around, state)
	};
}
function here() {
	const { uid, username } = userInfo();
	return {
		platform: process.platform,
		env: process.env,
		home: homedir(),
		temporary: tmpdir(),
		user: uid >= 0 ? String(uid) : username
	};
}
function foldersOf({ platform, env, home }) {
	const own = env["PARLEY_DESKTOP_HOME"];
	if (own) return {
		config: own,
		state: own,
		data: own,
		logs: own
	};
	if (platform === "win32") {
		const roaming = join(env["APPDATA"] ?? join(home, "AppData", "Roaming"), "Parley");
		const local = join(env["LOCALAPPDATA"] ?? join(home, "AppData", "Local"), "Parley");
		return {
			config: roaming,
			state: local,
			data: local,
			logs: local
		};
	}
	if (platform === "darwin") {
		const support = join(home, "Library", "Application Support", "Parley");
		return {
			config: support,
			state: support,
			data: support,
			logs: join(home, "Library", "Logs", "Parley")
		};
	}
	const xdg = (variable, ...fallback) => join(env[variable] || join(home, ...fallback), NAME);
	const state = xdg("XDG_STATE_HOME", ".local", "state");
	return {
		config: xdg("XDG_CONFIG_HOME", ".config"),
		state,
		data: xdg("XDG_DATA_HOME", ".local", "share"),
		logs: state
	};
}
/** One a person and a state folder; short, because a socket's address has 104 bytes on macOS. */
function socketOf({ platform, env, temporary, user }, state) {
	const key = createHash("sha256").update(`${user}\0${state}`).digest("hex").slice(0, 12);
	if (platform === "win32") return `\\\\.\\pipe\\${NAME}-${key}`;
	const folder = env["XDG_RUNTIME_DIR"] || join(temporary, `${NAME}-${user}`);
	return join(folder, `${NAME}-${key}.sock`);
}
/** Makes the folder for this person alone, and refuses one that somebody else has put there. */
function makePrivateFolder(folder) {
	mkdirSync(folder, {
		recursive: true,
		mode: 448
	});
	const uid = process.getuid?.();
	if (uid !== void 0 && statSync(folder).uid !== uid) throw new Error(`The folder ${folder} belongs to somebody else.`);
}
// apps/desktop/src/core/single-instance.ts
/** Characters of the arguments. */
var LONGEST = 65536;
/** Ms that a first start has to answer, before it is taken for stuck. */
var PATIENCE = 5e3;
/** Nothing where another runs already, which has been told then. Throws an Error with a sentence where neither can be. */
async function claimInstance({ address, args, onStart }) {
	const isPipe = address.startsWith("\\\\");
	if (!isPipe) makePrivateFolder(dirname(address));
	for (let tries = 0; tries < 3; tries++) {
		const server = await listen(address, onStart);
		if (server) return { close: () => closeServer(server) };
		if (await tell(address, args)) return void 0;
		if (!isPipe) rmSync(address, { force: true });
	}
	throw new Error(`Another Parley seems to start or to end at this moment (${address}). Try again.`);
}
async function listen(address, onStart) {
	const server = createServer((socket) => receive(socket, onStart));
	server.listen(address);
	try {
		await once(server, "listening");
		return server;
	} catch (error) {
		if (error instanceof Error && "code" in error && error.code === "EADDRINUSE") return void 0;
		throw new Error(`Parley can't wait for further starts at ${address}.`, { cause: error });
	}
}
function receive(socket, onStart) {
	let text = "";
	socket.setEncoding("utf8");
	socket.setTimeout(PATIENCE, () => socket.destroy());
	socket.on("error", () => socket.destroy());
	socket.on("data", (part) => {
		text += part;
		if (text.length > LONGEST) return socket.destroy();
		if (!text.endsWith("\n")) return;
		const args = parsed(text);
		if (!args) return socket.destroy();
		socket.end("ok\n");
		onStart(args);
	});
}
function parsed(text) {
	try {
		const value = JSON.parse(text);
		return Array.isArray(value) && value.every((one) => typeof one === "string") ? value : void 0;
	} catch {
		return;
	}
}
/** Whether a first one is there and has taken them. */
function tell(address, args) {
	return new Promise((resolve) => {
		const socket = connect(address);
		let answer = "";
		socket.setEncoding("utf8");
		socket.setTimeout(PATIENCE, () => socket.destroy());
		socket.once("connect", () => socket.write(`${JSON.stringify(args)}\n`));
		socket.on("data", (part) => answer += part);
		socket.once("error", () => resolve(false));
		socket.once("close", () => resolve(answer === "ok\n"));
	});
}
async function closeServer(server) {
	const closed = once(server, "close");
	server.close();
	await closed;
}
// apps/desktop/src/core/run.ts
/** As the server's: what was asked for can't be meant. */
var USAGE = 2;
/** Resolves with the exit code, once everything is over. */
async function run(options) {
	const line = readCommandLine(options.args);
	if (!line.ok) return complain(line.error, USAGE);
	if (line.value.show === "help") return print(HELP);
	if (line.value.show === "version") return print(`${options.version}\n`);
	try {
		return await runFirst(options, line.value);
	} catch (error) {
		return complain(error instanceof Error ? error.message : String(error), 1);
	}
}
async function runFirst(options, line) {
	const paths = findPaths(options.folder);
	if (line.show === "doctor") return doctor(options, paths);
	const early = [];
	let app;
	const instance = await claimInstance({
		address: paths.socket,
		args: options.args,
		onStart: (args) => app ? app.handleArguments(args) : early.push([...args])
	});
	if (!instance) return 0;
	if (line.say !== void 0) {
		await instance.close();
		return complain("Parley is not running.", 1);
	}
	try {
		const log = openLog(paths.log, (text) => line.verbose && process.stderr.write(text));
		log(`Parley ${options.version} starts, Node ${process.versions.node}, ${process.platform} ${process.arch}`);
		const config = openConfig(paths.config, paths.defaults);
		const memory = openMemory(paths.state, log);
		const shell = await options.openShell({
			paths,
			log
		});
		const { version } = options;
		app = new App({
			shell,
			config,
			memory,
			version,
			log,
			setupUrl: pathToFileURL(join(options.folder, "setup.html")).href
		});
		app.start(line);
		for (const args of early) app.handleArguments(args);
		await untilEnd(app, shell, instance);
		log("Parley ends");
		return 0;
	} catch (error) {
		await instance.close();
		throw error;
	}
}
async function untilEnd(app, shell, instance) {
	for (const signal of [
		"SIGINT",
		"SIGTERM",
		"SIGHUP"
	]) process.on(signal, () => app.quit());
	await app.ended;
	await shell.close();
	await instance.close();
}
async function doctor(options, paths) {
	const log = (sentence) => void process.stdout.write(`${sentence}\n`);
	const { current } = openConfig(paths.config, paths.defaults);
	const shell = await options.openShell({
		paths,
		log
	});
	log(`Server: ${current.servers[0] ?? "none yet"}`);
	for (const limit of shell.limits) log(limit);
	if (shell.limits.length === 0) log("This computer can do all that Parley does.");
	log(`Configuration: ${paths.config}`);
	log(`Log: ${paths.log}`);
	await shell.close();
	return 0;
}
function print(text) {
	process.stdout.write(text);
	return 0;
}
function complain(sentence, code) {
	process.stderr.write(`${sentence}\n`);
	return code;
}
// apps/desktop/src/main.ts
/** Ms for what is still on its way to the server, and no longer: nothing is to keep a process that has ended. */
var LAST_WORDS = 1e3;
var own = process.env["PARLEY_DESKTOP_COMMAND"];
process.exitCode = await run({
	args: process.argv.slice(2),
	version: package_default.version,
	folder: fileURLToPath(new URL(".", import.meta.url)),
	openShell: ({ paths, log }) => createAppModeShell({
		profile: paths.profile,
		browser: process.env["PARLEY_DESKTOP_BROWSER"],
		browserArgs: (process.env["PARLEY_DESKTOP_BROWSER_ARGS"] ?? "").split(" ").filter((arg) => arg !== ""),
		command: own === void 0 ? [process.execPath, fileURLToPath(import.meta.url)] : [own],
		log
	})
});
setTimeout(() => process.exit(), LAST_WORDS).unref();
export {};
