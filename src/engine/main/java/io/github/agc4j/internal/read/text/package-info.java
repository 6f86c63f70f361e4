/** Pieces of FASTA text, made by several threads and written in order. */
package io.github.agc4j.internal.read.text;
