/**
 * AGC archives over HTTP, for programs that cannot read them: GA4GH refget 2.0, and samples as
 * FASTA files that are read by ranges.
 */
package io.github.agc4j.serve;
