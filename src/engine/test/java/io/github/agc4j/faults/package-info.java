/**
 * What becomes of archives when a file operation fails or the power does.
 *
 * <p>{@link io.github.agc4j.faults.WatchedFileSystem} is a file system over the system's own: the
 * engine runs on its paths unchanged, and each operation is told to a {@link
 * io.github.agc4j.faults.FileWatch} before and after it is done. What is stored through a mapping
 * goes past it, as it does past the system, and is found by comparing.
 *
 * <p>{@link io.github.agc4j.faults.FailingDisk} makes operations fail: the n-th of a kind, for
 * every n; all changes from the n-th on; all writes after half of one; or it lets reads and writes
 * take only some of the bytes.
 *
 * <p>{@link io.github.agc4j.faults.ForgetfulDisk} is a model of what may be found after a power
 * failure. It is harsher than the file systems in use, but for what they promise:
 *
 * <ul>
 *   <li>Forcing a file brings all its bytes, also those stored through mappings, and its length to
 *       the disk, but not its name; forcing the folder brings the names.
 *   <li>Of pages of 4 KiB written since, any may be on the disk and any not, in each state that
 *       they had since, and of two states some sectors of 512 bytes each. A sector is never torn.
 *   <li>The file has the forced length or one that it got since; lengths take effect in their
 *       order, whole or not at all.
 *   <li>A file that grew has the page at its new end: file systems that write data before the
 *       metadata that refer to them (ext4 with {@code data=ordered}, XFS, Btrfs, ZFS, APFS) tell no
 *       length before what was written there. Other pages in front of it may be missing; they are
 *       zero. Nothing is promised for ext4 with {@code data=writeback}, and for FAT.
 *   <li>Creating, renaming and deleting take effect in the order in which they were done, as in a
 *       journal, unless they concern different names. A rename waits for no data.
 *   <li>What the disk has confirmed it keeps: a disk that lies about its cache is beyond help.
 * </ul>
 *
 * At each step at which something else may be on the disk, some of the possible disks are made, and
 * what is on them is read with the ordinary reader.
 */
package io.github.agc4j.faults;
