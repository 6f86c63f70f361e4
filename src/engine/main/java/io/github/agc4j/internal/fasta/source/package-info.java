/**
 * The bytes of texts in files: plain, compressed (gzip, zstd, xz, bzip2), or members of a tar
 * archive. What is none of these and no text is refused by name.
 */
package io.github.agc4j.internal.fasta.source;
