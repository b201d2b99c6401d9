import { cut, name } from '../bounds';
import type { Found } from '../found';
import { httpStatus, statusIn } from '../httpStatus';
import { anyText, at, integer, isObject, member, parseJson, text, type Json } from '../json';

const maxMessage = 2000;

/** A failure as an agent tells it: each in another place, and the HTTP status often in words only. */
export interface Failure {
  status: number | undefined;
  /** The agent's own word for it. */
  kind: string | undefined;
  message: string;
}

export function errorEvent(failure: Failure): Found {
  return { event: { kind: 'error', code: failure.status === undefined ? (failure.kind ?? 'error') : String(failure.status), message: failure.message } };
}

/** The `error` of a JSON-RPC answer. */
export function failureOfError(error: Json): Failure {
  const data = member(error, 'data');
  const message = unwrapped(text(error, 'message') ?? 'No reason was given.');
  const details = typeof data === 'string' ? data : anyText(data, 'details', 'message');
  const whole = cut(!details?.trim() || message.includes(details) ? message : `${message}: ${details}`, maxMessage);
  const code = integer(error, 'code');
  const told = integer(data, 'statusCode') ?? integer(data, 'status') ?? integer(data, 'httpStatusCode');
  return {
    status: httpStatus(told) ?? httpStatus(code) ?? statusIn(whole),
    kind: name(anyText(data, 'errorKind', 'errorName') ?? (code === undefined ? '' : String(code))),
    message: whole,
  };
}

/** The `codex.error` of a session's information. */
export function failureOfCodex(error: Json): Failure {
  const message = text(error, 'message') ?? 'No reason was given.';
  const details = text(error, 'additionalDetails');
  const whole = cut(details?.trim() ? `${message}: ${details}` : message, maxMessage);
  const { kind, status } = codexKind(member(error, 'codexErrorInfo'));
  return { status: status ?? statusIn(whole), kind, message: whole };
}

/** A message that the agent put in the model's mouth. */
export function failureOfText(words: string): Failure {
  const whole = cut(words.trim(), maxMessage);
  return { status: statusIn(whole), kind: undefined, message: whole };
}

/** Retries as agents word them: `Reconnecting... 1/2`, `attempt 1/10`, or without a number. */
export function retryEvent(words: string, status: number | undefined, error: string): Found {
  const match = /\b([0-9]{1,4})\s*(?:\/|of)\s*([0-9]{1,4})/u.exec(words.slice(0, maxMessage));
  return {
    event: {
      kind: 'retry', attempt: match ? Number(match[1]) : 1, error: cut(error, 300),
      ...(match ? { maxAttempts: Number(match[2]) } : {}), ...(status === undefined ? {} : { httpStatus: status }),
    },
  };
}

// Gemini CLI passes the provider's answer on as it is: {"error":{"code":401,"message":"…"}}
function unwrapped(message: string): string {
  if (!message.startsWith('{') || message.length > maxMessage) return message;
  const inner = at(parseJson(message), 'error');
  const words = text(inner, 'message');
  return words ? `${words} (${text(inner, 'status') ?? 'error'} ${integer(inner, 'code') ?? ''})` : message;
}

// Either a word, or one member that is named by it: {"responseStreamDisconnected":{"httpStatusCode":429}}
function codexKind(info: Json): { kind: string | undefined; status: number | undefined } {
  if (typeof info === 'string') return { kind: name(info), status: undefined };
  const first = isObject(info) ? Object.entries(info)[0] : undefined;
  return first ? { kind: name(first[0]), status: httpStatus(integer(first[1], 'httpStatusCode')) } : { kind: undefined, status: undefined };
}
