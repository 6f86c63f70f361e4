/** Benchmarks of the hot packages; see the README of this module. */
package io.github.agc4j.bench;
