using System.Globalization;

namespace Spectacles.Gateway.Fleet;

/// <summary>
/// The numbers in the subject for the answer to a message: <c>$JS.ACK.stream.consumer.delivered.sequence.delivery.time.pending</c>, with a
/// domain and an account before the stream on newer servers.
/// </summary>
/// <param name="Delivered">How often the message was delivered.</param>
/// <param name="Sequence">Its number in the stream.</param>
/// <param name="StoredAt">When it was stored, by the server's clock.</param>
/// <param name="Pending">How many messages the consumer has after it.</param>
internal readonly record struct MessageNumbers(int Delivered, long Sequence, DateTimeOffset StoredAt, long Pending)
{
    // https://github.com/nats-io/nats-architecture-and-design/blob/main/adr/ADR-15.md
    private const int Short = 9;
    private const int Long = 11;

    public static bool TryRead(string replyTo, out MessageNumbers numbers)
    {
        // The last one has the rest, which nobody reads.
        Span<Range> words = stackalloc Range[Long + 1];
        int first = replyTo.AsSpan().Split(words, '.') switch { Short => 4, >= Long => 6, _ => -1 };
        numbers = default;
        if (first < 0
            || !TryParse(replyTo.AsSpan(words[first]), out long delivered)
            || !TryParse(replyTo.AsSpan(words[first + 1]), out long sequence)
            || !TryParse(replyTo.AsSpan(words[first + 3]), out long nanoseconds)
            || !TryParse(replyTo.AsSpan(words[first + 4]), out long pending))
        {
            return false;
        }

        numbers = new MessageNumbers(
            (int)Math.Min(delivered, int.MaxValue), sequence, DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / 100), pending);
        return true;
    }

    private static bool TryParse(ReadOnlySpan<char> word, out long number) =>
        long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
