/**
 * What a shell is told of the command: completion scripts and manual pages, made from the
 * definitions of the commands, so that a new command needs nothing here.
 */
package io.github.agc4j.cli.shell;
