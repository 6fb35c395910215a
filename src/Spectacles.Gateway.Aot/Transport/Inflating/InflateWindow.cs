namespace Spectacles.Gateway;

/// <summary>
/// A buffer with the message that is being inflated and the 32 KB before it that it may refer to. A message begins after the last one. If
/// the buffer is nearly full, it begins at the start of the buffer, and the older data remains above it. So nothing is moved, except for a
/// message that does not fit, which goes to a separate block until it is released. For a message over the limit, the beginning is stored
/// separately, and the rest is treated like handled messages. Both blocks are native memory, which the garbage collector does not copy. For
/// an idle shard, only the written pages of the window are resident. docs/decisions/0013.
/// </summary>
internal sealed unsafe class InflateWindow : IDisposable
{
    /// <summary>The maximum distance.</summary>
    public const int History = 32 * 1024;

    /// <summary>The size of the buffer while there is no large message.</summary>
    public const int Capacity = History + (5 * 1024);

    /// <summary>
    /// The number of bytes that the symbol loop may write after the current position, because it copies matches in whole vectors.
    /// </summary>
    public const int Overrun = 64;

    /// <summary>The number of free bytes that an iteration of the symbol loop requires: a few literals, a match and its overrun.</summary>
    public const int Turn = 8 + 258 + Overrun;

    private const int SmallestNative = 128 * 1024;

    private readonly int limit;

    private readonly NativeBlock home = new();
    private readonly NativeBlock large = new();
    private int capacity;
    private int messageStart;
    private long discarded;
    private byte[]? beginning;

    /// <param name="limit">The largest message that is kept, in bytes.</param>
    public InflateWindow(int limit)
    {
        this.limit = limit;
        home.Resize(Capacity);
        GoHome(0);
    }

    /// <summary>The start of the buffer; null after disposal.</summary>
    public byte* Start { get; private set; }

    /// <summary>The position after the last written byte.</summary>
    public int Position { get; set; }

    /// <summary>The end of the older bytes above the position; 0 if there are none.</summary>
    public int Older { get; private set; }

    /// <summary>The last position at which an iteration of the symbol loop may begin.</summary>
    public int LastTurn { get; private set; }

    private bool IsLarge => large.Start is not null;

    public ReadOnlySpan<byte> Message => beginning ?? Current;

    public long MessageLength => discarded + Current.Length;

    /// <summary>The message, or the part of it that was written since the last bytes were discarded.</summary>
    private ReadOnlySpan<byte> Current => new(Start + messageStart, Position - messageStart);

    /// <summary>
    /// Returns the space for appending: at least one byte, and at most one byte more than the limit allows, to detect a larger message.
    /// </summary>
    public Span<byte> Free()
    {
        if (Position > LastTurn)
        {
            MakeRoom();
        }

        return new Span<byte>(Start + Position, (int)Math.Min(capacity - Overrun - Position, limit + 1L - Current.Length));
    }

    /// <summary>Makes room for another iteration.</summary>
    /// <exception cref="MessageTooLargeException">The message exceeds the limit and does not end.</exception>
    public void MakeRoom()
    {
        if (beginning is not null || Current.Length > limit)
        {
            Discard();
        }
        else if (Position > capacity - Turn)
        {
            Grow();
        }

        SetLastTurn();
    }

    /// <summary>Discards all but the beginning of a message that exceeds the limit, after its frame was inflated.</summary>
    public void KeepWithinLimit()
    {
        if (Current.Length > limit)
        {
            Discard();
        }
    }

    /// <summary>Releases the handled message and the memory of a large one, and begins the next message.</summary>
    public void Release()
    {
        beginning = null;
        discarded = 0;
        BeginMessage();
    }

    private void Discard()
    {
        beginning ??= Current[..Math.Min(limit, MessageBuffer.Beginning)].ToArray();
        discarded += Current.Length;
        MessageTooLargeException.ThrowIfEndless(discarded, limit);
        BeginMessage();
    }

    private void BeginMessage()
    {
        if (IsLarge)
        {
            int kept = Math.Min(Position, History);
            new ReadOnlySpan<byte>(large.Start + Position - kept, kept).CopyTo(new Span<byte>(home.Start, kept));
            large.Free();
            GoHome(kept);
            return;
        }

        // The overrun must not reach bytes within a distance of 32 KB.
        if (Position >= History + Overrun)
        {
            Older = Position;
            Position = 0;
        }

        messageStart = Position;
        SetLastTurn();
    }

    public void Dispose()
    {
        large.Free();
        home.Free();
        beginning = null;
        discarded = 0;
        GoHome(0);
    }

    private void GoHome(int position)
    {
        Start = home.Start;
        capacity = home.Size;
        Position = messageStart = position;
        Older = 0;
        SetLastTurn();
    }

    private void SetLastTurn() => LastTurn = (int)Math.Min(capacity - Turn, (long)messageStart + limit);

    /// <summary>Moves to a larger block of native memory, with the history in one piece before the message.</summary>
    private void Grow()
    {
        int length = Position - messageStart;
        long most = History + (long)limit + 1 + Turn;
        int size = (int)Math.Min(Math.Max(SmallestNative, capacity * 2L), Math.Min(most, int.MaxValue));
        if (size - Turn < Position && IsLarge)
        {
            // The limit exceeds the maximum size of a block.
            Discard();
            return;
        }

        bool wasLarge = IsLarge;
        large.Resize(size);
        if (!wasLarge)
        {
            byte* block = large.Start;
            int below = Math.Min(messageStart, History);
            int above = Older == 0 ? 0 : Math.Max(History - messageStart, 0);
            above = Math.Min(above, Math.Max(Older - Position - Overrun, 0));
            new ReadOnlySpan<byte>(Start + Older - above, above).CopyTo(new Span<byte>(block, above));
            new ReadOnlySpan<byte>(Start + messageStart - below, below + length).CopyTo(new Span<byte>(block + above, below + length));
            messageStart = above + below;
            Position = messageStart + length;
            Older = 0;
        }

        Start = large.Start;
        capacity = size;
    }
}
