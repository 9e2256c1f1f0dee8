/* A disk whose power can fail, which can be full, and which can be slow: loaded before libc by LD_PRELOAD.

   Everything a process does to the files below one folder goes on as ever and is written down besides, in order, with
   each fsync. From that journal `disk.py` makes what a disk may hold after a cut of the power: what was synced, and of
   the rest whatever it likes. Three variables say what it does, each optional but the first:

   POWERCUT_FOLDER   the folder that is watched, absolute
   POWERCUT_JOURNAL  where the journal is written
   POWERCUT_FULL     while there is a file of this name the disk is full: "grow" in it refuses what needs more room,
                     anything else refuses every write, as a file system does that never writes in place
   POWERCUT_SYNC_US  how many microseconds an fsync takes

   The real fsync is left out: a killed process leaves its pages with the kernel, and the tests would wait for nothing. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define FILES 4096
enum { OPEN = 1, WRITE, CUT, SYNC, RENAME, UNLINK, LINK };

struct entry { uint8_t op, pad[7]; uint64_t file, at, length; };

static char folder[PATH_MAX], journal[PATH_MAX], full[PATH_MAX];
static size_t folder_length;
static useconds_t sync_takes;
static int log_fd = -1;
static uint64_t log_at;
static uint8_t watched[FILES];
static pthread_mutex_t order = PTHREAD_MUTEX_INITIALIZER;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void begin(void) {
    const char *given = getenv("POWERCUT_FOLDER");
    if (!given) return;
    snprintf(folder, sizeof folder, "%s", given);
    folder_length = strlen(folder);
    if ((given = getenv("POWERCUT_FULL"))) snprintf(full, sizeof full, "%s", given);
    if ((given = getenv("POWERCUT_SYNC_US"))) sync_takes = (useconds_t)atol(given);
    if ((given = getenv("POWERCUT_JOURNAL"))) {
        snprintf(journal, sizeof journal, "%s", given);
        log_fd = (int)syscall(SYS_openat, AT_FDCWD, journal, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        if (log_fd < 0) abort();
    }
}

/* Call with the lock held. */
static void put(const void *bytes, size_t length) {
    const char *rest = bytes;
    while (length) {
        ssize_t done = syscall(SYS_write, log_fd, rest, length);
        if (done < 0 && errno == EINTR) continue;
        if (done < 0) abort(); /* a journal with a gap would prove nothing */
        rest += done, length -= (size_t)done, log_at += (uint64_t)done;
    }
}

static void note(uint8_t op, uint64_t file, uint64_t at, const void *bytes, size_t length) {
    if (log_fd < 0) return;
    struct entry entry = {op, {0}, file, at, length};
    int kept = errno;
    put(&entry, sizeof entry);
    put(bytes, length);
    errno = kept;
}

static uint64_t file_of(int fd) {
    struct stat about;
    return fstat(fd, &about) ? 0 : about.st_ino;
}

static int is_watched(int fd) { return folder_length && fd >= 0 && fd < FILES && watched[fd]; }

/* Whether `path` lies in the folder or is it; `whole` is then its absolute name. */
static int below(int dirfd, const char *path, char *whole) {
    if (!folder_length || !path) return 0;
    if (path[0] == '/') snprintf(whole, PATH_MAX, "%s", path);
    else {
        char base[PATH_MAX], link[64];
        snprintf(link, sizeof link, "/proc/self/fd/%d", dirfd);
        ssize_t length = dirfd == AT_FDCWD ? -1 : readlink(link, base, sizeof base - 1);
        if (dirfd == AT_FDCWD) { if (!getcwd(base, sizeof base)) return 0; }
        else if (length < 0) return 0;
        else base[length] = 0;
        if (snprintf(whole, PATH_MAX, "%s/%s", base, path) >= PATH_MAX) return 0;
    }
    char parent[PATH_MAX], *name = strrchr(whole, '/');
    if (name[1] && strcmp(name, "/..") && strcmp(name, "/.")) { /* by way of links and dots it may lie elsewhere */
        char last[NAME_MAX + 2];
        if (strlen(name) >= sizeof last) return 0;
        strcpy(last, name);
        *name = 0;
        if (!realpath(*whole ? whole : "/", parent)) return 0;
        if (snprintf(whole, PATH_MAX, "%s%s", parent, last) >= PATH_MAX) return 0;
    }
    return !strncmp(whole, folder, folder_length) && (whole[folder_length] == '/' || !whole[folder_length]);
}

enum { ROOM, NO_GROWTH, NO_WRITE };

static int room(void) {
    if (!full[0]) return ROOM;
    int fd = (int)syscall(SYS_openat, AT_FDCWD, full, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return ROOM;
    char how[4] = {0};
    ssize_t got = syscall(SYS_read, fd, how, sizeof how);
    syscall(SYS_close, fd);
    return got == 4 && !memcmp(how, "grow", 4) ? NO_GROWTH : NO_WRITE;
}

static int no_room_for(int fd, uint64_t end) {
    int kept = errno, how = room();
    struct stat about;
    int refused = how == NO_WRITE || (how == NO_GROWTH && (fstat(fd, &about) || end > (uint64_t)about.st_size));
    errno = refused ? ENOSPC : kept;
    return refused;
}

/* --- opening and closing ------------------------------------------------------------------------------------- */

static int opened(int dirfd, const char *path, int flags, mode_t mode) {
    char whole[PATH_MAX];
    if (!below(dirfd, path, whole)) return (int)syscall(SYS_openat, dirfd, path, flags, mode);
    struct stat about;
    int new = (flags & O_CREAT) && syscall(SYS_newfstatat, AT_FDCWD, whole, &about, 0);
    if (new && room() == NO_WRITE) return errno = ENOSPC, -1;
    pthread_mutex_lock(&order);
    int fd = (int)syscall(SYS_openat, dirfd, path, flags, mode);
    if (fd >= FILES) abort();
    if (fd >= 0) {
        watched[fd] = 1;
        if (new) note(OPEN, file_of(fd), 0, whole, strlen(whole));
        if (flags & O_TRUNC) note(CUT, file_of(fd), 0, "", 0);
    }
    pthread_mutex_unlock(&order);
    return fd;
}

#define MODE(flags) ({ mode_t mode = 0; if ((flags) & (O_CREAT | __O_TMPFILE)) { va_list more; va_start(more, flags); \
    mode = va_arg(more, mode_t); va_end(more); } mode; })

int open(const char *path, int flags, ...) { mode_t mode = MODE(flags); return opened(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { mode_t mode = MODE(flags); return opened(AT_FDCWD, path, flags, mode); }
int openat(int at, const char *path, int flags, ...) { mode_t mode = MODE(flags); return opened(at, path, flags, mode); }
int openat64(int at, const char *path, int flags, ...) { mode_t mode = MODE(flags); return opened(at, path, flags, mode); }
int creat(const char *path, mode_t mode) { return opened(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }

int close(int fd) {
    if (fd >= 0 && fd < FILES) watched[fd] = 0;
    return (int)syscall(SYS_close, fd);
}

int dup2(int fd, int other) {
    if (other >= 0 && other < FILES && fd != other) watched[other] = is_watched(fd);
    return REAL(dup2)(fd, other);
}

/* --- writing ---------------------------------------------------------------------------------------------------- */

static ssize_t written_at(int fd, const void *bytes, size_t length, off_t at) {
    if (no_room_for(fd, (uint64_t)at + length)) return -1;
    pthread_mutex_lock(&order);
    ssize_t done = syscall(SYS_pwrite64, fd, bytes, length, at);
    if (done > 0) note(WRITE, file_of(fd), (uint64_t)at, bytes, (size_t)done);
    pthread_mutex_unlock(&order);
    return done;
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off_t at) {
    return is_watched(fd) ? written_at(fd, bytes, length, at) : syscall(SYS_pwrite64, fd, bytes, length, at);
}
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at) { return pwrite64(fd, bytes, length, at); }

ssize_t write(int fd, const void *bytes, size_t length) {
    if (!is_watched(fd)) return syscall(SYS_write, fd, bytes, length);
    int appends = fcntl(fd, F_GETFL) & O_APPEND;
    off_t at = lseek(fd, 0, appends ? SEEK_END : SEEK_CUR);
    ssize_t done = written_at(fd, bytes, length, at);
    if (done > 0) lseek(fd, at + done, SEEK_SET);
    return done;
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
    if (!is_watched(fd)) return syscall(SYS_writev, fd, parts, count);
    ssize_t done = 0;
    for (int part = 0; part < count; part++) {
        ssize_t now = write(fd, parts[part].iov_base, parts[part].iov_len);
        if (now < 0) return done ? done : now;
        done += now;
        if ((size_t)now < parts[part].iov_len) break;
    }
    return done;
}

ssize_t pwritev64(int fd, const struct iovec *parts, int count, off_t at) {
    if (!is_watched(fd)) return REAL(pwritev64)(fd, parts, count, at);
    ssize_t done = 0;
    for (int part = 0; part < count; part++) {
        ssize_t now = written_at(fd, parts[part].iov_base, parts[part].iov_len, at + done);
        if (now < 0) return done ? done : now;
        done += now;
        if ((size_t)now < parts[part].iov_len) break;
    }
    return done;
}
ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t at) { return pwritev64(fd, parts, count, at); }

/* Copies within the kernel are refused, as old kernels do: whoever copies falls back to reading and writing. */
ssize_t sendfile64(int to, int from, off_t *at, size_t length) {
    if (is_watched(to)) return errno = EINVAL, -1;
    return syscall(SYS_sendfile, to, from, at, length);
}
ssize_t sendfile(int to, int from, off_t *at, size_t length) { return sendfile64(to, from, at, length); }
ssize_t copy_file_range(int from, off_t *start, int to, off_t *at, size_t length, unsigned flags) {
    if (is_watched(to)) return errno = EXDEV, -1;
    return syscall(SYS_copy_file_range, from, start, to, at, length, flags);
}

int posix_fallocate64(int fd, off_t at, off_t length) {
    if (is_watched(fd)) return no_room_for(fd, (uint64_t)(at + length)) ? ENOSPC : EINVAL; /* then the room is written */
    return REAL(posix_fallocate64)(fd, at, length);
}
int posix_fallocate(int fd, off_t at, off_t length) { return posix_fallocate64(fd, at, length); }

/* --- sizes and names --------------------------------------------------------------------------------------------- */

int ftruncate64(int fd, off_t length) {
    if (!is_watched(fd)) return (int)syscall(SYS_ftruncate, fd, length);
    pthread_mutex_lock(&order);
    int failed = (int)syscall(SYS_ftruncate, fd, length);
    if (!failed) note(CUT, file_of(fd), (uint64_t)length, "", 0);
    pthread_mutex_unlock(&order);
    return failed;
}
int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

int truncate64(const char *path, off_t length) {
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0) return -1;
    int failed = ftruncate64(fd, length), kept = errno;
    close(fd);
    return errno = kept, failed;
}
int truncate(const char *path, off_t length) { return truncate64(path, length); }

static void note_names(uint8_t op, const char *from, const char *to) {
    char names[2 * PATH_MAX];
    size_t first = strlen(from) + 1, second = strlen(to);
    memcpy(names, from, first);
    memcpy(names + first, to, second);
    note(op, 0, 0, names, first + second);
}

int renameat2(int from_at, const char *from, int to_at, const char *to, unsigned flags) {
    char old[PATH_MAX], new[PATH_MAX];
    int noted = below(from_at, from, old) && below(to_at, to, new);
    pthread_mutex_lock(&order);
    int failed = (int)syscall(SYS_renameat2, from_at, from, to_at, to, flags);
    if (!failed && noted) note_names(RENAME, old, new);
    pthread_mutex_unlock(&order);
    return failed;
}
int renameat(int from_at, const char *from, int to_at, const char *to) { return renameat2(from_at, from, to_at, to, 0); }
int rename(const char *from, const char *to) { return renameat2(AT_FDCWD, from, AT_FDCWD, to, 0); }

int unlinkat(int at, const char *path, int flags) {
    char whole[PATH_MAX];
    int noted = below(at, path, whole);
    pthread_mutex_lock(&order);
    int failed = (int)syscall(SYS_unlinkat, at, path, flags);
    if (!failed && noted) note(UNLINK, 0, 0, whole, strlen(whole));
    pthread_mutex_unlock(&order);
    return failed;
}
int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }

int linkat(int from_at, const char *from, int to_at, const char *to, int flags) {
    char old[PATH_MAX], new[PATH_MAX];
    int noted = below(from_at, from, old) && below(to_at, to, new);
    pthread_mutex_lock(&order);
    int failed = (int)syscall(SYS_linkat, from_at, from, to_at, to, flags);
    if (!failed && noted) note_names(LINK, old, new);
    pthread_mutex_unlock(&order);
    return failed;
}
int link(const char *from, const char *to) { return linkat(AT_FDCWD, from, AT_FDCWD, to, 0); }

/* --- syncing ----------------------------------------------------------------------------------------------------- */

static int synced(int fd) {
    pthread_mutex_lock(&order);
    uint64_t until = log_at; /* what comes while it syncs is not promised by it */
    pthread_mutex_unlock(&order);
    if (sync_takes) usleep(sync_takes);
    pthread_mutex_lock(&order);
    note(SYNC, file_of(fd), until, "", 0);
    pthread_mutex_unlock(&order);
    return 0;
}

int fsync(int fd) { return is_watched(fd) ? synced(fd) : (int)syscall(SYS_fsync, fd); }
int fdatasync(int fd) { return is_watched(fd) ? synced(fd) : (int)syscall(SYS_fdatasync, fd); }
