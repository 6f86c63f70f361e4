/** How a fuzzer's bytes become archives, FASTA files and queries that are almost right. */
package io.github.agc4j.fuzz.input;
