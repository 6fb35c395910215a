using System.IO.MemoryMappedFiles;
using Fuzz.Engine;

namespace Fuzz.Runs;

/// <summary>
/// A file that two processes map. It contains the number of executions that a worker has begun, and the input of the last one, also after
/// that input has ended the process.
/// </summary>
internal sealed unsafe class ProgressFile : IDisposable
{
    private const int HeaderLength = 16;

    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;
    private readonly byte* start;

    public ProgressFile(string path)
    {
        file = MemoryMappedFile.CreateFromFile(path, FileMode.OpenOrCreate, null, HeaderLength + (2 * Mutator.Largest));
        view = file.CreateViewAccessor();
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
    }

    public long Executions => Volatile.Read(ref *(long*)start);

    public byte[] Input => new Span<byte>(start + HeaderLength, *(int*)(start + sizeof(long))).ToArray();

    public void Begin(byte[] input)
    {
        int length = Math.Min(input.Length, 2 * Mutator.Largest);
        input.AsSpan(0, length).CopyTo(new Span<byte>(start + HeaderLength, length));
        *(int*)(start + sizeof(long)) = length;
        Volatile.Write(ref *(long*)start, *(long*)start + 1);
    }

    public void Dispose()
    {
        view.SafeMemoryMappedViewHandle.ReleasePointer();
        view.Dispose();
        file.Dispose();
    }
}
