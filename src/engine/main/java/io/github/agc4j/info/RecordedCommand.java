package io.github.agc4j.info;

/**
 * A command that made or extended an archive of format 1 or 2.
 *
 * @param line the command with its arguments
 * @param date when it was run, in UTC; empty in most archives
 */
public record RecordedCommand(String line, String date) {}
