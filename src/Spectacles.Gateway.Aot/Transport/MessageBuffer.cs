using System.Buffers;

namespace Spectacles.Gateway.Transport;

/// <summary>
/// A growing buffer for one message at a time, for inflaters: the common size from <see cref="ArrayPool{T}"/>, the rare one in native memory, which goes
/// back to the system as soon as the message is done. An idle one holds at most 16 KB, and after the first messages nothing is allocated.
/// </summary>
/// <param name="limit">The largest message, in bytes: <see cref="ClusterOptions.MaxMessageBytes"/>.</param>
/// <remarks>Not for several threads at once. Spans of it are dead after <see cref="Append"/>, <see cref="Clear"/>, <see cref="Dispose"/> and when <see cref="Free"/> is asked for again.</remarks>
public sealed unsafe class MessageBuffer(int limit) : IDisposable
{
    private const int CommonSize = 4 * 1024;

    // The shared pool keeps large arrays for ever: docs/decisions/0003.
    private const int LargestPooled = 64 * 1024;

    // Idle shards hold at most this.
    private const int LargestKept = 16 * 1024;

    private byte[]? pooled;
    private readonly NativeBlock native = new();
    private int capacity;
    private int length;

    /// <summary>The message so far.</summary>
    public ReadOnlySpan<byte> Written => Whole()[..length];

    /// <summary>Free space behind what is written: at least one byte. One byte beyond the limit is given, so that a message of just the limit can be told from a larger one.</summary>
    /// <exception cref="MessageTooLargeException">The message has reached the limit.</exception>
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

    /// <summary>Counts bytes that have been put into <see cref="Free"/> as written.</summary>
    /// <param name="count">How many.</param>
    /// <exception cref="ArgumentOutOfRangeException">There was no room for so many.</exception>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)(capacity - length), nameof(count));
        length += count;
    }

    /// <summary>Writes bytes behind what is written.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <exception cref="MessageTooLargeException">The message has reached the limit.</exception>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > capacity - length)
        {
            Grow((long)length + bytes.Length);
        }

        bytes.CopyTo(Whole()[length..]);
        length += bytes.Length;
    }

    /// <summary>Forgets the message, and gives back what only a large one needs.</summary>
    public void Clear()
    {
        length = 0;
        if (capacity > LargestKept)
        {
            Return();
        }
    }

    /// <summary>Gives back all memory. It may be used again.</summary>
    public void Dispose()
    {
        length = 0;
        Return();
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
