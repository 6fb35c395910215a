namespace Spectacles.Gateway;

/// <summary>
/// The code of one dynamic block: its tables, and the reader of its head. It is needed only while a block is being read, so all inflaters
/// share a few of them: an idle connection holds none (13 KB).
/// </summary>
/// <remarks>https://www.rfc-editor.org/rfc/rfc1951#section-3.2.7</remarks>
internal sealed class DynamicCode
{
    // More are kept only while as many blocks are being read at the same time.
    private const int MostSpare = 64;

    private static readonly Lock Gate = new();

    // One is exchanged without a lock: usually a single block is being read at a time.
    private static DynamicCode? first;
    private static DynamicCode? spare;
    private static int spares;

    private readonly CodeLengths lengths = new();
    private DynamicCode? next;

    private DynamicCode()
    {
    }

    // The maximum number of entries for 286 and 30 symbols.
    public HuffmanTable Literals { get; } = new(9, 852);

    public HuffmanTable Distances { get; } = new(8, 402);

    /// <summary>Takes a code for a block that begins.</summary>
    public static DynamicCode Rent()
    {
        var code = Interlocked.Exchange(ref first, null) ?? Take() ?? new DynamicCode();
        code.lengths.Begin();
        return code;
    }

    /// <summary>Gives the code back after the block. The caller does not use it any more.</summary>
    public static void Return(DynamicCode code)
    {
        if (Interlocked.CompareExchange(ref first, code, null) is null)
        {
            return;
        }

        lock (Gate)
        {
            if (spares < MostSpare)
            {
                code.next = spare;
                spare = code;
                spares++;
            }
        }
    }

    /// <returns>Whether the code is known. If not, the frame has been consumed.</returns>
    public bool Read(ref BitSource source) => lengths.Read(ref source, Literals, Distances);

    private static DynamicCode? Take()
    {
        lock (Gate)
        {
            var code = spare;
            if (code is not null)
            {
                spare = code.next;
                code.next = null;
                spares--;
            }

            return code;
        }
    }
}
