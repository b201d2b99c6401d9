// HTTP 401 · status 429 · "code":503 · Last error: 500 · API Error: 401 · a text that begins with the number
const status = /(?:\bHTTP(?: status)?[ :]{1,2}|\bstatus(?: code)?[ :=]{1,2}|"code"\s?:\s?|\berror: \[?|^\[?)([45][0-9]{2})\b/imu;

/** The HTTP status that a text names, in the spellings of the tools. */
export function statusIn(text: string): number | undefined {
  const match = status.exec(text.slice(0, 4000));
  return match ? Number(match[1]) : undefined;
}

/** A member that may be an HTTP status of a failure. */
export function httpStatus(code: number | undefined): number | undefined {
  return code !== undefined && Number.isInteger(code) && code >= 400 && code <= 599 ? code : undefined;
}
