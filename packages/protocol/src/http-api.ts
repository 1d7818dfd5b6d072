// The bodies of the HTTP requests around signing in. The socket's messages are in messages.ts.
import * as v from 'valibot';

/** POST /api/session. `bearer` asks for a token in the answer instead of a cookie: for programs, not pages. */
export const signInRequest = v.union([
  v.strictObject({
    account: v.pipe(v.string(), v.maxLength(256)),
    password: v.pipe(v.string(), v.maxLength(4096)),
    bearer: v.optional(v.boolean()),
  }),
  v.strictObject({
    /** Signed by a site that embeds Parley (protocol H7). */
    token: v.pipe(v.string(), v.maxLength(8192)),
    bearer: v.optional(v.boolean()),
  }),
]);
export type SignInRequest = v.InferOutput<typeof signInRequest>;

/** 200 of POST and GET /api/session. `user` is absent where nobody is signed in: then GET says what a newcomer may do. */
export const signInResponse = v.object({
  user: v.optional(v.string()),
  /** True when this sign-in made the account. */
  created: v.optional(v.boolean()),
  token: v.optional(v.string()),
  registration: v.optional(v.picklist(['open', 'closed'])),
  /** Characters that the name of a new account may have; absent for as many as the protocol allows. */
  accountLength: v.optional(v.number()),
  /** Where people can sign in by an OpenID provider: a page leads them to `/api/oidc/start`. */
  oidc: v.optional(v.object({ name: v.string() })),
  /** True where the server offers the PC client: `/api/downloads` says which files. */
  downloads: v.optional(v.boolean()),
});
export type SignInResponse = v.InferOutput<typeof signInResponse>;

/** Any answer but 200. `retryAfter` in seconds. */
export const errorResponse = v.object({ error: v.string(), retryAfter: v.optional(v.number()) });
export type ErrorResponse = v.InferOutput<typeof errorResponse>;
