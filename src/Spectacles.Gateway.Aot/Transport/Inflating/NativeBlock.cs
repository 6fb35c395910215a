using System.Runtime.InteropServices;

namespace Spectacles.Gateway;

/// <summary>
/// Memory for an inflater's window and for rare, large messages, which goes back to the system as soon as it is freed. On Linux it is mapped by itself: the C library's
/// allocator keeps up to some megabytes per thread once such blocks have been freed. docs/decisions/0003.
/// </summary>
internal sealed unsafe partial class NativeBlock
{
    // <sys/mman.h> of Linux, on all its processors of 64 bits that .NET runs on. With 32 the offset of mmap has the size that the C library chooses.
    private const int ReadAndWrite = 0x1 | 0x2;
    private const int PrivateAnonymous = 0x02 | 0x20;
    private const int MayMove = 1;

    private static readonly bool IsMapped = OperatingSystem.IsLinux() && Environment.Is64BitProcess;

    private byte* start;

    /// <summary>Null while nothing is allocated.</summary>
    public byte* Start => start;

    /// <summary>In bytes.</summary>
    public int Size { get; private set; }

    /// <summary>Allocates, or makes what is allocated larger: what is written stays.</summary>
    /// <exception cref="InsufficientMemoryException">The system has no more; what was there is unchanged.</exception>
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

    private static byte* Checked(byte* mapped) => (nint)mapped == -1 ? throw new InsufficientMemoryException("The system has no memory for a large gateway message.") : mapped;

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
