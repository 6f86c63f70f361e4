/** GA4GH refget 2.0: sequences, and parts of them, by the digests of their letters. */
package io.github.agc4j.serve.internal.refget;
