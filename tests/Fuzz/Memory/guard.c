/* Takes the place of the C library for the library's native memory. Each block ends where a page begins that cannot be accessed, and the page before it cannot
   be accessed either. The bytes between that page and the block are canaries. A read or a write past the end of a block therefore ends the process, and
   a write before its start is found when the block is freed. */
#define _GNU_SOURCE
#include <linux/mman.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#define CANARY 0xC5
#define FAILED ((uint8_t *)-1)

static size_t page(void) { return (size_t)sysconf(_SC_PAGESIZE); }

static size_t whole_pages(size_t length) { return (length + page() - 1) / page() * page(); }

static uint8_t *allocate(size_t length)
{
    size_t inner = whole_pages(length);
    uint8_t *start = (uint8_t *)syscall(SYS_mmap, NULL, inner + 2 * page(), PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0L);
    if (start == FAILED)
        return FAILED;
    syscall(SYS_mprotect, start + page(), inner, PROT_READ | PROT_WRITE);
    memset(start + page(), CANARY, inner - length);
    return start + page() + inner - length;
}

static int release(uint8_t *address, size_t length)
{
    size_t inner = whole_pages(length);
    uint8_t *first = address - (inner - length);
    for (uint8_t *at = first; at < address; at++)
        if (*at != CANARY) {
            fprintf(stderr, "guard: a byte before a block of %zu bytes was overwritten\n", length);
            abort();
        }
    return (int)syscall(SYS_munmap, first - page(), inner + 2 * page());
}

/* Nothing here may call these three by name: that would be the C library's function. */
void *mmap(void *address, size_t length, int protection, int flags, int file, long offset) { return allocate(length); }

int munmap(void *address, size_t length) { return release(address, length); }

void *mremap(void *address, size_t old_length, size_t new_length, int flags)
{
    uint8_t *moved = allocate(new_length);
    if (moved == FAILED)
        return FAILED;
    memcpy(moved, address, old_length < new_length ? old_length : new_length);
    release(address, old_length);
    return moved;
}
