/**
 * A small collection of genomes, made on the spot, and the command that shows the main job on it.
 */
package io.github.agc4j.cli.demo;
