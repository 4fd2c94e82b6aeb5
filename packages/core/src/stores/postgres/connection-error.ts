import { AnalyticsError } from '../../errors.js';

const NOT_FOR_HOST = 'ERR_TLS_CERT_ALTNAME_INVALID';
const EXPIRED = 'CERT_HAS_EXPIRED';
const UNTRUSTED = [
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_GET_ISSUER_CERT',
];
const NO_PAIR = ['ERR_OSSL_X509_KEY_VALUES_MISMATCH', 'ERR_OSSL_PEM_NO_START_LINE', 'ERR_OSSL_UNSUPPORTED'];
/** The server does not know who signed our certificate, or wants one and got none. */
const OWN_REFUSED = ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'];
const NO_OWN = /requires a valid client certificate|certificate authentication failed/;
const NO_TLS = /does not support SSL/;
const NO_ENTRY_WITHOUT_TLS = /no pg_hba\.conf entry .*no encryption/;

/**
 * Why no connection was made, as an operator can mend it: `invalid_configuration` where TLS does not fit, else
 * `store_unavailable`.
 */
export function connectionError(cause: Error & { readonly code?: string }): AnalyticsError {
  const { code = '', message } = cause;
  const remedy = tlsRemedy(code, message);
  const text = `PostgreSQL cannot be reached: ${message}`;
  if (remedy === undefined) return new AnalyticsError('store_unavailable', text, { cause });
  return new AnalyticsError('invalid_configuration', `${text}; ${remedy}`, { cause });
}

function tlsRemedy(code: string, message: string): string | undefined {
  if (UNTRUSTED.includes(code))
    return 'no authority that is trusted signed the certificate of the server: name the one that did as sslrootcert=FILE in the URL';
  if (code === NOT_FOR_HOST)
    return 'connect by a name that the certificate of the server has, or ask only who signed it: sslmode=verify-ca in the URL';
  if (code === EXPIRED) return 'the server needs a new certificate';
  if (NO_PAIR.includes(code)) return 'sslcert must name a certificate, and sslkey its key, each as PEM';
  if (OWN_REFUSED.includes(code) || NO_OWN.test(message))
    return 'the server lets in only those whose certificate it knows, for that user: name yours, and its key, as sslcert=FILE&sslkey=FILE in the URL';
  if (NO_TLS.test(message)) return 'turn ssl on in the server, or say sslmode=disable in the URL';
  if (NO_ENTRY_WITHOUT_TLS.test(message)) return 'where the server wants TLS, say sslmode=verify-full in the URL';
  return undefined;
}
