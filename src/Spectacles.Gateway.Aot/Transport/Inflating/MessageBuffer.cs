using System.Buffers;

namespace Spectacles.Gateway;

/// <summary>
/// A growing buffer for one message at a time, for inflaters. Messages of usual size use <see cref="ArrayPool{T}"/>, large ones native
/// memory, which is returned to the system as soon as the message is handled. An idle buffer holds at most 16 KB, and after the first
/// messages nothing is allocated. If a message exceeds the limit, its first kilobyte is kept, and the rest is only counted.
/// </summary>
/// <param name="limit">The largest message that is kept, in bytes: <see cref="ClusterOptions.MaxMessageBytes"/>.</param>
/// <remarks>
/// Not thread-safe. Its spans are invalid after <see cref="Append"/>, <see cref="Clear"/>, <see cref="Dispose"/> and the next access to
/// <see cref="Free"/>.
/// </remarks>
public sealed unsafe class MessageBuffer(int limit) : IDisposable
{
    private const int CommonSize = 4 * 1024;

    // The shared pool keeps large arrays permanently: docs/decisions/0003.
    private const int LargestPooled = 64 * 1024;

    // The maximum size that idle shards hold.
    private const int LargestKept = 16 * 1024;

    /// <summary>The number of bytes that are kept of a message over the limit: more than its name and its sequence need.</summary>
    internal const int Beginning = 1024;

    private byte[]? pooled;
    private readonly NativeBlock native = new();
    private int capacity;
    private int length;
    private long discarded;

    /// <summary>The message so far; only its beginning after <see cref="Length"/> has exceeded the limit.</summary>
    public ReadOnlySpan<byte> Written => Whole()[..length];

    /// <summary>The length of the message so far in bytes, including discarded bytes.</summary>
    public long Length => length + discarded;

    /// <summary>Free space for the next bytes of the message: at least one byte.</summary>
    /// <exception cref="MessageTooLargeException">An array of the required size cannot be allocated.</exception>
    public Span<byte> Free
    {
        get
        {
            if (length == capacity)
            {
                Grow(length + 1L);
            }

            return Whole()[length..];
        }
    }

    /// <summary>Counts bytes that have been written to <see cref="Free"/>.</summary>
    /// <param name="count">The number of bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">There was not enough room for that many bytes.</exception>
    /// <exception cref="MessageTooLargeException">The message has reached 16 times the limit.</exception>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)(capacity - length), nameof(count));
        if (discarded > 0)
        {
            Discard(count);
            return;
        }

        length += count;
        if (length > limit)
        {
            KeepBeginning();
        }
    }

    /// <summary>Appends bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <exception cref="MessageTooLargeException">The message has reached 16 times the limit.</exception>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (discarded > 0 || bytes.Length > limit - length)
        {
            AppendBeginning(bytes);
            return;
        }

        if (bytes.Length > capacity - length)
        {
            Grow((long)length + bytes.Length);
        }

        bytes.CopyTo(Whole()[length..]);
        length += bytes.Length;
    }

    /// <summary>Discards the message, and frees the memory of a large one.</summary>
    public void Clear()
    {
        length = 0;
        discarded = 0;
        if (capacity > LargestKept)
        {
            Return();
        }
    }

    /// <summary>Frees all memory. The buffer can be used again.</summary>
    public void Dispose()
    {
        length = 0;
        discarded = 0;
        Return();
    }

    /// <summary>
    /// Keeps only the beginning of a message that exceeds the limit. Frees the memory of a large one; further bytes overwrite each other in
    /// the remaining buffer.
    /// </summary>
    private void KeepBeginning()
    {
        int kept = Math.Min(length, Math.Min(limit, Beginning));
        int more = length - kept;
        length = kept;
        if (capacity > LargestKept)
        {
            byte[] smaller = ArrayPool<byte>.Shared.Rent(LargestKept);
            Written.CopyTo(smaller);
            Return();
            pooled = smaller;
            capacity = smaller.Length;
        }

        Discard(more);
    }

    private void AppendBeginning(ReadOnlySpan<byte> bytes)
    {
        if (discarded == 0)
        {
            int kept = Math.Clamp(Math.Min(limit, Beginning) - length, 0, bytes.Length);
            Append(bytes[..kept]);
            KeepBeginning();
            bytes = bytes[kept..];
        }

        Discard(bytes.Length);
    }

    private void Discard(long more)
    {
        discarded += more;
        MessageTooLargeException.ThrowIfEndless(Length, limit);
    }

    private Span<byte> Whole() => native.Start is null ? pooled : new Span<byte>(native.Start, capacity);

    private void Grow(long needed)
    {
        long most = Math.Min(limit + 1L, int.MaxValue);
        if (needed > most)
        {
            throw new MessageTooLargeException(limit);
        }

        int size = (int)Math.Min(Math.Max(Math.Max(needed, capacity * 2L), CommonSize), most);
        if (size <= LargestPooled)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(size);
            Written.CopyTo(larger);
            Return();
            pooled = larger;
            capacity = larger.Length;
            return;
        }

        native.Resize(size);
        if (pooled is not null)
        {
            pooled.AsSpan(0, length).CopyTo(new Span<byte>(native.Start, size));
            ReturnPooled();
        }

        capacity = size;
    }

    private void Return()
    {
        ReturnPooled();
        native.Free();
        capacity = 0;
    }

    private void ReturnPooled()
    {
        if (pooled is { } array)
        {
            pooled = null;
            ArrayPool<byte>.Shared.Return(array);
        }
    }
}
