using System.Buffers;
using System.Runtime.InteropServices;

namespace Fuzz.Memory;

/// <summary>
/// Memory between two pages that can't be accessed. The bytes end where the second page begins, or begin where the first page ends, so a
/// read or write outside of them ends the process. On systems other than Linux it is ordinary memory.
/// </summary>
internal sealed unsafe partial class GuardedBytes : MemoryManager<byte>
{
    private const int Capacity = 1 << 20;
    private const int ReadAndWrite = 0x1 | 0x2;
    private const int PrivateAnonymous = 0x02 | 0x20;
    private static readonly int Page = Environment.SystemPageSize;

    private readonly byte* start;
    private byte* placed;
    private int length;

    public GuardedBytes()
    {
        if (!OperatingSystem.IsLinux())
        {
            start = (byte*)NativeMemory.Alloc(Capacity);
            return;
        }

        byte* whole = mmap(null, (nuint)(Capacity + (2 * Page)), 0, PrivateAnonymous, -1, 0);
        if ((nint)whole == -1 || mprotect(whole + Page, Capacity, ReadAndWrite) != 0)
        {
            throw new InsufficientMemoryException("The system can't allocate memory for guarded inputs.");
        }

        start = whole + Page;
    }

    /// <summary>Copies the bytes next to one of the two pages. The copy is valid until the next call.</summary>
    /// <param name="bytes">At most 1 MiB.</param>
    /// <param name="atStart">Whether the copy begins after the first page instead of ending before the second one.</param>
    public ReadOnlyMemory<byte> Place(ReadOnlySpan<byte> bytes, bool atStart = false)
    {
        length = bytes.Length;
        placed = atStart ? start : start + Capacity - length;
        bytes.CopyTo(new Span<byte>(placed, length));
        return Memory;
    }

    public override Span<byte> GetSpan() => new(placed, length);

    public override MemoryHandle Pin(int elementIndex = 0) => new(placed + elementIndex);

    public override void Unpin()
    {
    }

    // The targets live as long as the process.
    protected override void Dispose(bool disposing)
    {
    }

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial byte* mmap(void* address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int mprotect(void* address, nuint length, int protection);
}
