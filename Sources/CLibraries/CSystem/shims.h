// What Swift can't see of Linux: macros, variadic calls, and system calls that glibc names only with _GNU_SOURCE.
#ifndef TEND_CSYSTEM_SHIMS_H
#define TEND_CSYSTEM_SHIMS_H

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

// A pipe whose ends are closed by exec and are never 0, 1 or 2: those numbers belong to the child's own streams, and a
// parent that was started with one of them closed would otherwise get it here.
static inline int tend_pipe(int ends[2]) {
    int pair[2];
    if (syscall(SYS_pipe2, pair, O_CLOEXEC) != 0) return -1;
    for (int i = 0; i < 2; i++) {
        if (pair[i] > 2) continue;
        int moved = fcntl(pair[i], F_DUPFD_CLOEXEC, 3);
        int reason = errno;
        close(pair[i]);
        if (moved < 0) {
            close(pair[1 - i]);
            errno = reason;
            return -1;
        }
        pair[i] = moved;
    }
    ends[0] = pair[0];
    ends[1] = pair[1];
    return 0;
}

// open(2) is variadic. The descriptor is closed by exec.
static inline int tend_open(const char *path, int flags, mode_t mode) {
    return open(path, flags | O_CLOEXEC, mode);
}

// fcntl(2) is variadic.
static inline int tend_set_nonblocking(int descriptor) {
    int flags = fcntl(descriptor, F_GETFL);
    return flags < 0 ? -1 : fcntl(descriptor, F_SETFL, flags | O_NONBLOCK);
}

// A counter that wakes poll(2).
static inline int tend_eventfd(void) {
    return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
}

// A descriptor that becomes readable when the process ends; closed by exec. glibc has a name for it only from 2.36 on.
static inline int tend_pidfd_open(pid_t process) {
    return (int)syscall(SYS_pidfd_open, process, 0);
}

// An exclusive lock that belongs to the open file description: the kernel frees it with the last copy of the descriptor.
// `flock` is a structure and a function at once, which Swift can't tell apart.
static inline int tend_lock_exclusive(int descriptor) {
    return flock(descriptor, LOCK_EX | LOCK_NB);
}

static inline int tend_unlock(int descriptor) {
    return flock(descriptor, LOCK_UN);
}

// The macros of wait(2).
static inline bool tend_did_exit(int status) { return WIFEXITED(status); }
static inline int tend_exit_status(int status) { return WEXITSTATUS(status); }
static inline int tend_terminating_signal(int status) { return WTERMSIG(status); }

// Flags that start a child in a session or a process group of its own, with every signal at its default and none blocked.
// POSIX_SPAWN_SETSID is hidden without _GNU_SOURCE.
static inline short tend_spawn_flags(bool own_session) {
    return (short)((own_session ? 0x80 : POSIX_SPAWN_SETPGROUP) | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
}

// The descriptors of a child: nothing from 3 on survives (glibc 2.34).
static inline int tend_spawn_close_from(posix_spawn_file_actions_t *actions, int first) {
    return posix_spawn_file_actions_addclosefrom_np(actions, first);
}

static inline int tend_spawn_change_directory(posix_spawn_file_actions_t *actions, const char *path) {
    return posix_spawn_file_actions_addchdir_np(actions, path);
}

#endif
