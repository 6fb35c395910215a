using System.Buffers;

namespace Spectacles.Gateway;

/// <summary>
/// A growing buffer for one message at a time, for inflaters: the common size from <see cref="ArrayPool{T}"/>, the rare one in native memory, which goes
/// back to the system as soon as the message is done. An idle one holds at most 16 KB, and after the first messages nothing is allocated. Of a message
/// that exceeds the limit the first kilobyte is kept, and the rest is only counted.
/// </summary>
/// <param name="limit">The largest message that is kept, in bytes: <see cref="ClusterOptions.MaxMessageBytes"/>.</param>
/// <remarks>Not for several threads at once. Spans of it are dead after <see cref="Append"/>, <see cref="Clear"/>, <see cref="Dispose"/> and when <see cref="Free"/> is asked for again.</remarks>
public sealed unsafe class MessageBuffer(int limit) : IDisposable
{
    private const int CommonSize = 4 * 1024;

    // The shared pool keeps large arrays for ever: docs/decisions/0003.
    private const int LargestPooled = 64 * 1024;

    // Idle shards hold at most this.
    private const int LargestKept = 16 * 1024;

    /// <summary>What is kept of a message over the limit, in bytes: more than its name and its sequence need.</summary>
    internal const int Beginning = 1024;

    private byte[]? pooled;
    private readonly NativeBlock native = new();
    private int capacity;
    private int length;
    private long discarded;

    /// <summary>The message so far; only its beginning once <see cref="Length"/> has exceeded the limit.</summary>
    public ReadOnlySpan<byte> Written => Whole()[..length];

    /// <summary>The length of the message so far in bytes, including what was not kept.</summary>
    public long Length => length + discarded;

    /// <summary>Free space for the next bytes of the message: at least one byte.</summary>
    /// <exception cref="MessageTooLargeException">There is no array of that size.</exception>
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

    /// <summary>Writes bytes behind what is written.</summary>
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

    /// <summary>Forgets the message, and gives back what only a large one needs.</summary>
    public void Clear()
    {
        length = 0;
        discarded = 0;
        if (capacity > LargestKept)
        {
            Return();
        }
    }

    /// <summary>Gives back all memory. It may be used again.</summary>
    public void Dispose()
    {
        length = 0;
        discarded = 0;
        Return();
    }

    /// <summary>The message has exceeded the limit. What a large one needs goes back, and the rest of it is written over and over into what is left.</summary>
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
