/** One row of the error catalogue. A status may be a whole hundred: `4XX`. */
export interface Row {
  readonly code: string;
  readonly statuses: readonly string[];
  readonly category: string;
  readonly retryable: boolean;
  readonly delivery: string;
  readonly advice: string;
}

/** What a code means. Read as its document says: code and status, else the code, else the status, else its hundred. */
export class ErrorCatalogue {
  constructor(private readonly rows: readonly Row[]) {}

  find(code: string | undefined, status: number): Row {
    const known = code?.replace(/^APIG\./, "APIGW.").replace(/^CPS(?=\d)/, "CPS.");
    const ofCode = this.rows.filter((row) => row.code === known);
    const anyCode = this.rows.filter((row) => row.code === "*");
    const having = (rows: readonly Row[], wanted: string) => rows.find((row) => row.statuses.includes(wanted));
    const found =
      having(ofCode, `${status}`) ??
      ofCode[0] ??
      having(anyCode, `${status}`) ??
      having(anyCode, `${Math.floor(status / 100)}XX`);
    if (!found) throw new Error(`the error catalogue has no row for ${status}`);
    return found;
  }
}
