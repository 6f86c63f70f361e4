/**
 * Samples as FASTA files that are nowhere: their bytes are computed for the part that is asked for,
 * so that tools which index a file and read ranges of it work over HTTP.
 */
package io.github.agc4j.serve.internal.fasta;
