namespace Spectacles.Gateway;

/// <summary>
/// The message that is being inflated, and the 32 KB before it that it may refer to, in one buffer. A message begins behind the last one, or, where the
/// buffer is nearly used up, at its start again: what it refers to then stands above it. So nothing is ever moved, except for a message that does not fit:
/// that one goes to a block of its own until it is released. Of a message over the limit the beginning is kept aside, and the rest is treated as if it were handled messages. Both are native memory: of an idle shard's window only the pages that were written are resident,
/// and the collector copies none of it. docs/decisions/0013.
/// </summary>
internal sealed unsafe class InflateWindow : IDisposable
{
    /// <summary>The longest distance.</summary>
    public const int History = 32 * 1024;

    /// <summary>What is held while no large message is under way.</summary>
    public const int Capacity = History + (5 * 1024);

    /// <summary>How far behind the written bytes the loop over symbols may write: a match in whole vectors.</summary>
    public const int Overrun = 64;

    /// <summary>Free bytes without which the loop over symbols does not begin a turn: a few literals, a match and its overrun.</summary>
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

    /// <summary>Where the buffer begins; null once it is disposed of.</summary>
    public byte* Start { get; private set; }

    /// <summary>Behind the last written byte.</summary>
    public int Position { get; set; }

    /// <summary>Behind the last of the older bytes that stand above the position; 0 if there are none.</summary>
    public int Older { get; private set; }

    /// <summary>A turn of the loop over symbols may begin up to here, inclusively.</summary>
    public int LastTurn { get; private set; }

    private bool IsLarge => large.Start is not null;

    public ReadOnlySpan<byte> Message => beginning ?? Current;

    public long MessageLength => discarded + Current.Length;

    /// <summary>The message, or what was written of it since the last bytes were discarded.</summary>
    private ReadOnlySpan<byte> Current => new(Start + messageStart, Position - messageStart);

    /// <summary>Where bytes may be appended: at least one, at most one more than the limit allows, to tell such a message from a larger one.</summary>
    public Span<byte> Free()
    {
        if (Position > LastTurn)
        {
            MakeRoom();
        }

        return new Span<byte>(Start + Position, (int)Math.Min(capacity - Overrun - Position, limit + 1L - Current.Length));
    }

    /// <summary>Makes room for another turn.</summary>
    /// <exception cref="MessageTooLargeException">The message is over the limit and does not end.</exception>
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

    /// <summary>The frame has been inflated: only the beginning of a message over the limit is kept.</summary>
    public void KeepWithinLimit()
    {
        if (Current.Length > limit)
        {
            Discard();
        }
    }

    /// <summary>The message has been handled: the next one begins, and the memory of a large one goes back.</summary>
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

        // The overrun must not reach what a distance of 32 KB refers to.
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

    /// <summary>Moves to native memory, or to more of it, with the history in one piece before the message.</summary>
    private void Grow()
    {
        int length = Position - messageStart;
        long most = History + (long)limit + 1 + Turn;
        int size = (int)Math.Min(Math.Max(SmallestNative, capacity * 2L), Math.Min(most, int.MaxValue));
        if (size - Turn < Position && IsLarge)
        {
            // The limit is beyond what one block can hold.
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
