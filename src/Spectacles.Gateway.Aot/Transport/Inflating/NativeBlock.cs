using System.Runtime.InteropServices;

namespace Spectacles.Gateway;

/// <summary>
/// A block of memory for an inflater's window and for rare, large messages, which returns to the system as soon as it is freed. On Linux it
/// is mapped directly, because the C library's allocator keeps up to some megabytes per thread after such blocks have been freed.
/// docs/decisions/0003.
/// </summary>
internal sealed unsafe partial class NativeBlock
{
    // From <sys/mman.h> of Linux, equal for all 64-bit processors that .NET supports. On 32-bit ones, the C library determines the size of
    // mmap's offset.
    private const int ReadAndWrite = 0x1 | 0x2;
    private const int PrivateAnonymous = 0x02 | 0x20;
    private const int MayMove = 1;

    private static readonly bool IsMapped = OperatingSystem.IsLinux() && Environment.Is64BitProcess;

    private byte* start;

    /// <summary>The start of the block; null while nothing is allocated.</summary>
    public byte* Start => start;

    /// <summary>The size in bytes.</summary>
    public int Size { get; private set; }

    /// <summary>Allocates the block, or enlarges it and keeps its contents.</summary>
    /// <exception cref="InsufficientMemoryException">The system has no more memory. The existing block is unchanged.</exception>
    public void Resize(int size)
    {
        start = !IsMapped ? (byte*)NativeMemory.Realloc(start, (nuint)size)
            : start is null ? Checked(mmap(null, (nuint)size, ReadAndWrite, PrivateAnonymous, -1, 0))
            : Checked(mremap(start, (nuint)Size, (nuint)size, MayMove));
        Size = size;
    }

    public void Free()
    {
        if (start is null)
        {
            return;
        }

        if (IsMapped)
        {
            _ = munmap(start, (nuint)Size);
        }
        else
        {
            NativeMemory.Free(start);
        }

        start = null;
        Size = 0;
    }

    private static byte* Checked(byte* mapped) =>
        (nint)mapped == -1 ? throw new InsufficientMemoryException("Not enough memory for a large gateway message.") : mapped;

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial byte* mmap(void* address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial byte* mremap(void* address, nuint oldLength, nuint newLength, int flags);

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int munmap(void* address, nuint length);
}
