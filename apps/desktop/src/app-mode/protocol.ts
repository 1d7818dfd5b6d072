// What is used of the Chrome DevTools Protocol.

export interface TargetInfo {
  readonly targetId: string;
  readonly type: string;
  readonly url: string;
}

export interface WindowBounds {
  readonly left?: number;
  readonly top?: number;
  readonly width?: number;
  readonly height?: number;
  readonly windowState?: 'normal' | 'minimized' | 'maximized' | 'fullscreen';
}

export interface Cookie {
  readonly name: string;
  readonly value: string;
  /** With a dot in front where it is for the names below too. */
  readonly domain: string;
  readonly path: string;
  readonly secure: boolean;
}

interface FetchPattern {
  readonly urlPattern: string;
  readonly resourceType?: 'Document';
  readonly requestStage: 'Request' | 'Response';
}

/** By method: what it takes and what it answers. */
export interface Commands {
  'Browser.close': [object, unknown];
  'Browser.getVersion': [object, { readonly product: string }];
  'Browser.getWindowForTarget': [
    { targetId: string },
    { readonly windowId: number; readonly bounds: WindowBounds },
  ];
  'Browser.setPermission': [
    { permission: { name: string }; setting: 'granted' | 'denied'; origin?: string },
    unknown,
  ];
  'Browser.setWindowBounds': [{ windowId: number; bounds: WindowBounds }, unknown];
  'Fetch.continueRequest': [{ requestId: string }, unknown];
  'Fetch.enable': [{ patterns: readonly FetchPattern[] }, unknown];
  'Fetch.failRequest': [{ requestId: string; errorReason: 'Aborted' | 'BlockedByClient' }, unknown];
  'Inspector.enable': [object, unknown];
  'Page.addScriptToEvaluateOnNewDocument': [{ source: string }, unknown];
  'Page.bringToFront': [object, unknown];
  'Page.enable': [object, unknown];
  'Page.handleJavaScriptDialog': [{ accept: boolean }, unknown];
  'Page.navigate': [{ url: string }, { readonly errorText?: string }];
  'Runtime.addBinding': [{ name: string }, unknown];
  'Runtime.enable': [object, unknown];
  'Runtime.evaluate': [
    { expression: string; returnByValue?: boolean },
    { readonly result: { readonly value?: unknown }; readonly exceptionDetails?: { readonly text: string } },
  ];
  'Runtime.runIfWaitingForDebugger': [object, unknown];
  'Storage.getCookies': [object, { readonly cookies: readonly Cookie[] }];
  'Target.closeTarget': [{ targetId: string }, unknown];
  'Target.setAutoAttach': [
    {
      autoAttach: boolean;
      waitForDebuggerOnStart: boolean;
      flatten: true;
      filter: readonly { type?: string; exclude: boolean }[];
    },
    unknown,
  ];
}

export interface RequestPaused {
  readonly requestId: string;
  readonly request: { readonly url: string };
  readonly frameId: string;
  /** The request that was answered by a redirect to this one. */
  readonly redirectedRequestId?: string;
  /** Either where it has been answered, or could not be. */
  readonly responseStatusCode?: number;
  readonly responseErrorReason?: string;
}

/** By method: what it tells. */
export interface CdpEvents {
  'Fetch.requestPaused': RequestPaused;
  'Inspector.targetCrashed': object;
  'Page.frameNavigated': {
    readonly frame: {
      readonly id: string;
      readonly parentId?: string;
      readonly url: string;
      readonly unreachableUrl?: string;
    };
  };
  'Page.loadEventFired': object;
  'Page.javascriptDialogOpening': { readonly type: string };
  'Runtime.bindingCalled': { readonly name: string; readonly payload: string };
  'Target.attachedToTarget': { readonly sessionId: string; readonly targetInfo: TargetInfo };
  'Target.detachedFromTarget': { readonly sessionId: string };
}
